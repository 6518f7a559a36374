#include "config.h"

#include "bobbin-kinship-private.h"

#include <glib/gi18n-lib.h>

gboolean
bobbin_kinship_layout_hit (const BobbinKinshipLayout *layout, double x, double y, guint *out_row, guint *out_column,
                           BobbinRect *out_rect)
{
  guint n = layout->blocks->len == 0 ? 0 : layout->run->kinship.n_tasks;

  if (!bobbin_rect_contains (layout->matrix, x, y))
    return FALSE;
  for (guint row = 0; row < n; row++)
    {
      double top = layout->matrix.y + bobbin_kinship_task_px (layout, row);

      for (guint column = 0; y >= top && y < top + layout->cell_px && column < n; column++)
        {
          double left = layout->matrix.x + bobbin_kinship_task_px (layout, column);

          if (x < left || x >= left + layout->cell_px)
            continue;
          if (out_row != NULL)
            *out_row = row;
          if (out_column != NULL)
            *out_column = column;
          if (out_rect != NULL)
            *out_rect = bobbin_kinship_cell_rect (layout, row, column);
          return TRUE;
        }
    }
  return FALSE;
}

/* "address space, open files"; NULL: none with that answer. */
static char *
list_kins (const BobbinKinship *kinship, guint a, guint b, BobbinKinshipAnswer wanted)
{
  GString *text = g_string_new (NULL);

  for (guint kin = 0; kin < BOBBIN_N_KINS; kin++)
    if (bobbin_kinship_get (kinship, (BobbinKin) kin, a, b) == wanted)
      g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", bobbin_kinship_kin_label ((BobbinKin) kin));
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

static char *
describe_pair (const BobbinRun *run, guint a, guint b)
{
  const BobbinKinship *kinship = &run->kinship;
  g_autofree char *first = bobbin_kinship_task_label (run, a), *second = bobbin_kinship_task_label (run, b);
  g_autofree char *same = list_kins (kinship, a, b, BOBBIN_KINSHIP_SAME);
  g_autofree char *apart = list_kins (kinship, a, b, BOBBIN_KINSHIP_APART);
  g_autofree char *unknown = list_kins (kinship, a, b, BOBBIN_KINSHIP_UNKNOWN);
  g_autofree char *both = g_strdup_printf (_("%s and %s"), first, second);
  GString *text = g_string_new (NULL);

  if (a == b)
    {
      g_string_free (text, TRUE);
      return g_steal_pointer (&first);
    }
  /* TRANSLATORS: two tasks, and a list of things. */
  if (same != NULL)
    g_string_append_printf (text, _("%s have in common: %s"), both, same);
  else if (unknown == NULL)
    g_string_append_printf (text, _("%s have nothing in common"), both);
  else
    g_string_append (text, both);
  if (apart != NULL && same != NULL)
    g_string_append_printf (text, _("\nEach has its own: %s"), apart);
  if (unknown != NULL)
    g_string_append_printf (text, _("\nNot known, one of them may have ended: %s"), unknown);
  return g_string_free (text, FALSE);
}

char *
bobbin_kinship_layout_describe_at (const BobbinKinshipLayout *layout, double x, double y)
{
  guint row, column;

  if (!bobbin_kinship_layout_hit (layout, x, y, &row, &column, NULL))
    return NULL;
  return describe_pair (layout->run, row, column);
}

/* ---- All of it ---- */

typedef struct {
  guint n_pairs, n_all, n_some, n_none, n_unknown;
} Tally;

static Tally
count_pairs (const BobbinKinship *kinship)
{
  Tally tally = { 0 };

  for (guint a = 0; a < kinship->n_tasks; a++)
    for (guint b = a + 1; b < kinship->n_tasks; b++)
      {
        guint n_unknown, n = bobbin_kinship_count (kinship, a, b, &n_unknown);

        tally.n_pairs++;
        if (n_unknown == BOBBIN_KINSHIP_N_MARKS)
          tally.n_unknown++;
        else if (n == BOBBIN_KINSHIP_N_MARKS)
          tally.n_all++;
        else if (n > 0)
          tally.n_some++;
        else
          tally.n_none++;
      }
  return tally;
}

char *
bobbin_kinship_note (const BobbinRun *run)
{
  Tally tally = count_pairs (&run->kinship);
  GString *text = g_string_new (NULL);

  /* TRANSLATORS: "all" are address space, open files, directory and signal handlers. */
  g_string_append_printf (text, ngettext ("Of %u pair %u have all four in common, %u some of them, %u nothing.",
                                          "Of %u pairs %u have all four in common, %u some of them, %u nothing.",
                                          tally.n_pairs), tally.n_pairs, tally.n_all, tally.n_some, tally.n_none);
  if (tally.n_unknown > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("Of %u it is not known.", "Of %u it is not known.", tally.n_unknown),
                              tally.n_unknown);
    }
  if (run->kinship.n_workers > run->kinship.n_tasks)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("Of %u workers every few were looked at."), run->kinship.n_workers);
    }
  return g_string_free (text, FALSE);
}

/* A row in words: with whom of the others it has everything in common. */
static char *
describe_task (const BobbinRun *run, guint task)
{
  const BobbinKinship *kinship = &run->kinship;
  g_autofree char *label = bobbin_kinship_task_label (run, task);
  guint n_all = 0, n_some = 0;

  for (guint other = 0; other < kinship->n_tasks; other++)
    {
      guint n_unknown, n = bobbin_kinship_count (kinship, task, other, &n_unknown);

      if (other != task)
        {
          n_all += n == BOBBIN_KINSHIP_N_MARKS;
          n_some += n > 0 && n < BOBBIN_KINSHIP_N_MARKS;
        }
    }
  if (n_all == 0 && n_some == 0)
    return g_strdup_printf (_("%s: nothing in common with any other"), label);
  return g_strdup_printf (_("%s: all four in common with %u others, some with %u"), label, n_all, n_some);
}

char *
bobbin_kinship_layout_describe (const BobbinKinshipLayout *layout)
{
  GString *text;

  if (!bobbin_kinship_is_known (layout->run))
    return g_strdup (layout->run != NULL && layout->run->kinship.because != NULL
                       ? layout->run->kinship.because : _("What workers have in common is not yet known."));
  text = g_string_new (NULL);
  g_autofree char *note = bobbin_kinship_note (layout->run);
  g_string_append (text, note);
  for (guint i = 0; i < layout->run->kinship.n_tasks; i++)
    {
      g_autofree char *task = describe_task (layout->run, i);

      g_string_append_printf (text, "\n%s", task);
    }
  return g_string_free (text, FALSE);
}
