#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-memory-private.h"
#include "bobbin-units.h"

#define MAX_NAMED          6u /* others with the same page, by name */
#define MAX_PROCESSES_TOLD 64u

/* ---- What lies where ---- */

static gboolean
hit_card (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPagesCard *card, double x, double y,
          BobbinPagesHit *out_hit)
{
  double pitch = box->grid.pitch_dpx / layout->style.device_scale;
  guint column, row, cell;

  if (!bobbin_rect_contains (card->rect, x, y))
    return FALSE;
  *out_hit = (BobbinPagesHit) { .group = box->group, .process = card->process, .rect = card->rect };
  if (box->grid.n_pages == 0 || !bobbin_rect_contains (card->grid, x, y)
      || bobbin_pages_get_kind (layout->run, box->group, card->process) != BOBBIN_PAGES_CARD_CELLS)
    return TRUE;
  column = MIN ((guint) ((x - card->grid.x) / pitch), box->grid.n_columns - 1);
  row = (guint) ((y - card->grid.y) / pitch);
  cell = row * box->grid.n_columns + column;
  if (cell >= box->grid.n_cells)
    return TRUE;
  out_hit->first_page = cell * box->grid.pages_per_cell;
  out_hit->n_pages = MIN (box->grid.pages_per_cell, box->grid.n_pages - out_hit->first_page);
  out_hit->rect = bobbin_pages_cell_rect (layout, box, card, cell);
  return TRUE;
}

static const BobbinPagesBox *
find_box (const BobbinPagesLayout *layout, double x, double y)
{
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      const BobbinPagesBox *box = &g_array_index (layout->boxes, BobbinPagesBox, i);

      if (bobbin_rect_contains (box->rect, x, y))
        return box;
    }
  return NULL;
}

gboolean
bobbin_pages_layout_hit (const BobbinPagesLayout *layout, double x, double y, BobbinPagesHit *out_hit)
{
  const BobbinPagesBox *box = find_box (layout, x, y);

  for (guint i = 0; box != NULL && i < box->cards->len; i++)
    if (hit_card (layout, box, &g_array_index (box->cards, BobbinPagesCard, i), x, y, out_hit))
      return TRUE;
  return FALSE;
}

/* ---- One page ---- */

static gboolean
has_shared (const BobbinPageMap *map, guint page)
{
  return map->states != NULL && page < map->n_pages && map->states[page] == BOBBIN_PAGE_SHARED;
}

/* "Process 1, Process 3 and the parent"; NULL: with nobody that is known here. */
static char *
name_sharers (const BobbinRun *run, guint group, guint process, guint page)
{
  const BobbinRunGroup *g = bobbin_run_get_group (run, group);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean parent = process != BOBBIN_PAGES_PARENT && g->parent_pages.valid && has_shared (&g->parent_pages, page);
  guint n_others = 0;

  for (guint i = 0; i < g->n_processes; i++)
    {
      guint other = bobbin_run_group_process (run, group, i);

      if (other == process || bobbin_memory_ended_word (run, other) != NULL
          || !has_shared (&bobbin_run_get_process (run, other)->pages, page))
        continue;
      if (n_others++ < MAX_NAMED)
        g_ptr_array_add (names, bobbin_run_process_label (run, other));
    }
  if (n_others == 0)
    return parent ? g_strdup (_("the parent")) : NULL;
  if (n_others > MAX_NAMED)
    return parent ? g_strdup_printf (ngettext ("%u other process and the parent", "%u other processes and the parent",
                                               n_others), n_others)
                  : g_strdup_printf (ngettext ("%u other process", "%u other processes", n_others), n_others);
  g_ptr_array_add (names, NULL);
  g_autofree char *list = g_strjoinv (", ", (char **) names->pdata);
  /* TRANSLATORS: a list of processes. */
  return parent ? g_strdup_printf (_("%s and the parent"), list) : g_steal_pointer (&list);
}

static char *
describe_state (const BobbinRun *run, const BobbinPagesHit *hit, const BobbinPageMap *map)
{
  g_autofree char *sharers = NULL;

  switch ((BobbinPageState) map->states[hit->first_page])
    {
    case BOBBIN_PAGE_SHARED:
      sharers = name_sharers (run, hit->group, hit->process, hit->first_page);
      if (sharers == NULL)
        return g_strdup (_("One copy, shared with a process outside the group until one of them writes"));
      return g_strdup_printf (_("One copy, shared with %s until one of them writes"), sharers);
    case BOBBIN_PAGE_OWN:
      return g_strdup (_("Its own copy: it wrote here, and the kernel split the page"));
    case BOBBIN_PAGE_LEFT:
      return g_strdup (_("Its own, though it did not write here: nobody else has this copy any more, because the "
                         "others wrote theirs or ended"));
    case BOBBIN_PAGE_MAPPED:
      return g_strdup (_("Shared mapping: what one writes here, all see at once; it is never split"));
    case BOBBIN_PAGE_SWAPPED:
      return g_strdup (_("Swapped out: not in memory just now"));
    case BOBBIN_PAGE_UNTOUCHED:
    case BOBBIN_N_PAGE_STATES:
    default:
      return g_strdup (_("Untouched: reserved, but no memory behind it yet"));
    }
}

/* NULL: nobody did. */
static char *
describe_writer (const BobbinRun *run, const BobbinPageMap *map, guint page)
{
  if (map->writers == NULL || map->writers[page] == BOBBIN_NO_WRITER || map->writers[page] > run->workers->len)
    return NULL;
  g_autofree char *label = bobbin_run_worker_label (run, map->writers[page] - 1u);
  return g_strdup_printf (_("Written last by %s"), label);
}

static char *
tell_address (guint64 address)
{
  return g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", address);
}

static char *
describe_page (const BobbinRun *run, const BobbinPagesHit *hit, const BobbinPageMap *map, const char *who)
{
  g_autofree char *address = tell_address (map->address + (guint64) hit->first_page * run->machine->page_bytes);
  g_autofree char *state = describe_state (run, hit, map);
  g_autofree char *writer = describe_writer (run, map, hit->first_page);
  /* TRANSLATORS: process, number of a page, of how many, an address. */
  g_autofree char *place = g_strdup_printf (_("%s, page %u of %u, at %s"), who, hit->first_page + 1,
                                            map->n_pages, address);

  return writer != NULL ? g_strdup_printf ("%s\n%s\n%s", place, state, writer) : g_strdup_printf ("%s\n%s", place, state);
}

static char *
tell_count (BobbinPageState state, guint n)
{
  switch (state)
    {
    case BOBBIN_PAGE_OWN:
      return g_strdup_printf (ngettext ("%u own", "%u own", n), n);
    case BOBBIN_PAGE_LEFT:
      return g_strdup_printf (ngettext ("%u own because the others left", "%u own because the others left", n), n);
    case BOBBIN_PAGE_SHARED:
      return g_strdup_printf (ngettext ("%u shared", "%u shared", n), n);
    case BOBBIN_PAGE_MAPPED:
      return g_strdup_printf (ngettext ("%u in a shared mapping", "%u in a shared mapping", n), n);
    case BOBBIN_PAGE_SWAPPED:
      return g_strdup_printf (ngettext ("%u swapped out", "%u swapped out", n), n);
    case BOBBIN_PAGE_UNTOUCHED:
    case BOBBIN_N_PAGE_STATES:
    default:
      return g_strdup_printf (ngettext ("%u untouched", "%u untouched", n), n);
    }
}

/* "12 own, 4 shared" */
static char *
tell_counts (const guint *counts)
{
  static const BobbinPageState order[] = { BOBBIN_PAGE_OWN, BOBBIN_PAGE_LEFT, BOBBIN_PAGE_SHARED, BOBBIN_PAGE_MAPPED,
                                           BOBBIN_PAGE_SWAPPED, BOBBIN_PAGE_UNTOUCHED };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (counts[order[i]] > 0)
      {
        g_autofree char *count = tell_count (order[i], counts[order[i]]);

        g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", count);
      }
  return g_string_free (text, FALSE);
}

/* Who wrote how much of some pages, in a group of threads; NULL: none of them. */
static char *
tell_writers (const BobbinRun *run, guint group, const BobbinPageMap *map, guint first, guint end)
{
  const BobbinRunGroup *g = bobbin_run_get_group (run, group);
  g_autofree guint *counts = g_new0 (guint, g->n_workers);
  GString *text = g_string_new (NULL);

  for (guint page = first; map->writers != NULL && page < end; page++)
    if (map->writers[page] > g->first_worker && map->writers[page] <= g->first_worker + g->n_workers)
      counts[map->writers[page] - 1 - g->first_worker]++;
  for (guint i = 0; i < g->n_workers; i++)
    if (counts[i] > 0)
      {
        g_autofree char *label = bobbin_run_worker_label (run, g->first_worker + i);

        g_string_append_printf (text, text->len > 0 ? ", %s %u" : "%s %u", label, counts[i]);
      }
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

static char *
describe_pages (const BobbinRun *run, const BobbinPagesHit *hit, const BobbinPageMap *map, gboolean by_writer,
                const char *who)
{
  g_autofree char *address = tell_address (map->address + (guint64) hit->first_page * run->machine->page_bytes);
  guint end = MIN (hit->first_page + hit->n_pages, map->n_pages), counts[BOBBIN_N_PAGE_STATES] = { 0 };
  g_autofree char *states = NULL, *place = NULL, *writers = NULL;

  for (guint page = hit->first_page; page < end; page++)
    counts[MIN (map->states[page], BOBBIN_N_PAGE_STATES - 1)]++;
  states = tell_counts (counts);
  /* TRANSLATORS: process, numbers of the first and the last page, of how many, an address. */
  place = g_strdup_printf (_("%s, pages %u to %u of %u, from %s on"), who, hit->first_page + 1, end,
                           map->n_pages, address);
  writers = by_writer ? tell_writers (run, hit->group, map, hit->first_page, end) : NULL;
  if (writers == NULL)
    return g_strdup_printf ("%s\n%s", place, states);
  g_autofree char *last = g_strdup_printf (_("Pages by who wrote them last: %s"), writers);
  return g_strdup_printf ("%s\n%s\n%s", place, states, last);
}

/* ---- One process ---- */

static char *
describe_numbers (const BobbinRun *run, guint group, guint process, const char *who)
{
  const BobbinPageMap *map = bobbin_pages_get_map (run, group, process);
  g_autofree char *counts = tell_counts (map->counts);

  switch (bobbin_pages_get_kind (run, group, process))
    {
    case BOBBIN_PAGES_CARD_CELLS:
    case BOBBIN_PAGES_CARD_BAR:
      /* TRANSLATORS: process, "12 own, 4 shared". */
      return g_strdup_printf (_("%s, pages: %s"), who, counts);
    case BOBBIN_PAGES_CARD_GONE:
      if (*counts != '\0')
        return g_strdup_printf (_("%s has ended, its pages were given back; when last read: %s"), who, counts);
      return g_strdup_printf (_("%s has ended, its pages were given back"), who);
    case BOBBIN_PAGES_CARD_NONE:
      return g_strdup_printf (_("%s: the kernel does not tell of its pages"), who);
    case BOBBIN_PAGES_CARD_NEVER:
    default:
      return g_strdup_printf (_("%s: pages not yet read"), who);
    }
}

static char *
describe_card (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint process, const char *who)
{
  g_autofree char *numbers = describe_numbers (layout->run, box->group, process, who), *memory = NULL;

  if (process == BOBBIN_PAGES_PARENT)
    return g_strdup_printf ("%s\n%s", numbers, _("All processes of the group are forked from it"));
  memory = bobbin_memory_describe_process (layout->run, process);
  return g_strdup_printf ("%s\n%s", numbers, memory);
}

static char *
who_is (const BobbinRun *run, guint process)
{
  return process == BOBBIN_PAGES_PARENT ? g_strdup (_("Parent")) : bobbin_run_process_label (run, process);
}

static char *
describe_foot_at (const BobbinPagesLayout *layout, const BobbinPagesBox *box, double x, double y)
{
  g_autofree char *label = bobbin_run_group_label (layout->run, box->group);

  for (guint i = 0; box->foot_rect.height > 0.0 && i < BOBBIN_PAGES_N_FOOT; i++)
    {
      guint64 bytes = bobbin_pages_foot_bytes (box, i);
      g_autofree char *amount = bobbin_format_bytes (bytes);

      if (!bobbin_rect_contains (bobbin_pages_foot_cell (layout, box, i), x, y))
        continue;
      if (i > 0)
        return box->sums.valid ? bobbin_memory_describe_sum (label, &box->sums, (BobbinReading) (i - 1)) : NULL;
      if (bytes > 0)
        return g_strdup_printf (_("%s: a system monitor's numbers (libgtop) add up to %s, shared pages counted once for "
                                  "every process"), label, amount);
    }
  return NULL;
}

static char *
describe_stack_at (const BobbinPagesLayout *layout, const BobbinPagesBox *box, double x, double y)
{
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, box->group);

  for (guint i = 0; box->stacks_rect.height > 0.0 && i < box->n_stacks; i++)
    if (bobbin_rect_contains (bobbin_pages_stack_rect (layout, box, i), x, y))
      {
        g_autofree char *name = bobbin_run_worker_label (layout->run, group->first_worker + i);
        guint64 bytes;

        if (!bobbin_pages_get_stack (layout->run, group->first_worker + i, &bytes))
          return g_strdup_printf (_("%s has a stack of its own, at other addresses of the same address space"), name);
        g_autofree char *amount = bobbin_format_bytes (bytes);
        return g_strdup_printf (_("%s has a stack of its own, at other addresses of the same address space: %s of it are "
                                  "in memory"), name, amount);
      }
  return NULL;
}

char *
bobbin_pages_layout_describe_at (const BobbinPagesLayout *layout, double x, double y)
{
  const BobbinPagesBox *box = find_box (layout, x, y);
  BobbinPagesHit hit;
  char *text;

  if (box == NULL)
    return bobbin_rect_contains (layout->because_rect, x, y) ? g_strdup (layout->run->pages_because) : NULL;
  text = describe_stack_at (layout, box, x, y);
  if (text == NULL)
    text = describe_foot_at (layout, box, x, y);
  if (text != NULL || !bobbin_pages_layout_hit (layout, x, y, &hit))
    return text;

  const BobbinPageMap *map = bobbin_pages_get_map (layout->run, box->group, hit.process);
  g_autofree char *who = who_is (layout->run, hit.process);
  if (hit.n_pages == 0 || hit.first_page >= map->n_pages)
    return describe_card (layout, box, hit.process, who);
  if (hit.n_pages == 1)
    return describe_page (layout->run, &hit, map, who);
  return describe_pages (layout->run, &hit, map, box->by_writer, who);
}

/* ---- All of it ---- */

static void
tell_box (const BobbinPagesLayout *layout, GString *text, const BobbinPagesBox *box)
{
  const BobbinRun *run = layout->run;
  const BobbinRunGroup *group = bobbin_run_get_group (run, box->group);
  g_autofree char *label = bobbin_run_group_label (run, box->group);
  g_autofree char *spaces = bobbin_memory_spaces_text (run, box->group);
  g_autofree char *note = bobbin_pages_foot_note (layout, box);
  guint n_pages = bobbin_pages_n_pages (run, box->group);

  if (n_pages > 0)
    /* TRANSLATORS: group, "4 address spaces", a number. */
    g_string_append_printf (text, ngettext ("%s, %s: an arena of %u page.", "%s, %s: an arena of %u pages.", n_pages),
                            label, spaces, n_pages);
  else
    g_string_append_printf (text, _("%s, %s."), label, spaces);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < MIN (group->n_processes, MAX_PROCESSES_TOLD); i++)
    {
      guint process = bobbin_run_group_process (run, box->group, i);
      g_autofree char *who = who_is (run, process);
      g_autofree char *numbers = describe_numbers (run, box->group, process, who);
      const BobbinPageMap *map = bobbin_pages_get_map (run, box->group, process);
      g_autofree char *writers = box->by_writer ? tell_writers (run, box->group, map, 0, map->n_pages) : NULL;

      g_string_append_printf (text, "%s\n", numbers);
      if (writers != NULL)
        {
          g_string_append_printf (text, _("Pages by who wrote them last: %s"), writers);
          g_string_append_c (text, '\n');
        }
    }
  if (group->n_processes > MAX_PROCESSES_TOLD)
    {
      guint n_more = group->n_processes - MAX_PROCESSES_TOLD;

      g_string_append_printf (text, ngettext ("and %u more process", "and %u more processes", n_more), n_more);
      g_string_append_c (text, '\n');
    }
  if (box->sums.valid)
    {
      g_autofree char *sums = bobbin_memory_describe_sums (label, spaces, &box->sums);

      g_string_append_printf (text, "%s\n%s\n", sums, note);
    }
}

char *
bobbin_pages_layout_describe (const BobbinPagesLayout *layout)
{
  GString *text;

  if (layout->run == NULL)
    return g_strdup (_("No memory yet: nothing has been started."));
  text = g_string_new (NULL);
  if (layout->run->pages_source != BOBBIN_PAGES_EXACT && layout->run->pages_because != NULL)
    g_string_append_printf (text, "%s\n", layout->run->pages_because);
  for (guint i = 0; i < layout->boxes->len; i++)
    tell_box (layout, text, &g_array_index (layout->boxes, BobbinPagesBox, i));
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
