#include "config.h"

#include "bobbin-lane-choice.h"

#include <string.h>

#include "bobbin-timeline-private.h"

typedef enum {
  HIDDEN = 1 << 0,   /* by hand */
  FILTERED = 1 << 1, /* by the filter */
  PINNED = 1 << 2,
} Flags;

struct _BobbinLaneChoice {
  guint  n_workers;
  guint8 flags[]; /* Flags */
};

BobbinLaneChoice *
bobbin_lane_choice_new (guint n_workers)
{
  BobbinLaneChoice *choice = g_malloc0 (sizeof (BobbinLaneChoice) + n_workers);

  choice->n_workers = n_workers;
  return choice;
}

void
bobbin_lane_choice_free (BobbinLaneChoice *choice)
{
  g_free (choice);
}

static void
set_flag (BobbinLaneChoice *choice, guint worker, Flags flag, gboolean on)
{
  g_return_if_fail (worker < choice->n_workers);
  choice->flags[worker] = (guint8) (on ? choice->flags[worker] | flag : choice->flags[worker] & ~flag);
}

static gboolean
has_flag (const BobbinLaneChoice *choice, guint worker, Flags flag)
{
  return choice != NULL && worker < choice->n_workers && (choice->flags[worker] & flag) != 0;
}

void
bobbin_lane_choice_set_hidden (BobbinLaneChoice *choice, guint worker, gboolean hidden)
{
  set_flag (choice, worker, HIDDEN, hidden);
}

void
bobbin_lane_choice_set_pinned (BobbinLaneChoice *choice, guint worker, gboolean pinned)
{
  set_flag (choice, worker, PINNED, pinned);
}

gboolean
bobbin_lane_choice_is_pinned (const BobbinLaneChoice *choice, guint worker)
{
  return has_flag (choice, worker, PINNED);
}

gboolean
bobbin_lane_choice_shows (const BobbinLaneChoice *choice, guint worker)
{
  return has_flag (choice, worker, PINNED) || !has_flag (choice, worker, HIDDEN | FILTERED);
}

guint
bobbin_lane_choice_n_shown (const BobbinLaneChoice *choice, guint n_workers)
{
  guint n = 0;

  for (guint i = 0; i < n_workers; i++)
    n += bobbin_lane_choice_shows (choice, i) ? 1 : 0;
  return n;
}

guint
bobbin_lane_choice_n_pinned (const BobbinLaneChoice *choice)
{
  guint n = 0;

  for (guint i = 0; choice != NULL && i < choice->n_workers; i++)
    n += has_flag (choice, i, PINNED) ? 1 : 0;
  return n;
}

void
bobbin_lane_choice_show_all (BobbinLaneChoice *choice)
{
  for (guint i = 0; i < choice->n_workers; i++)
    choice->flags[i] &= PINNED;
}

/* ---- The filter ---- */

/* As the lanes have it, where it is written down, and as the kernel said last. */
static char *
get_state (const BobbinRun *run, guint worker)
{
  guint64 n = bobbin_history_get_length (run->history, worker);
  BobbinState state = n > 0 ? bobbin_history_get (run->history, worker, n - 1).state : BOBBIN_STATE_MIXED;
  const char *said = bobbin_run_worker_state_text (run, worker);

  if (state == BOBBIN_STATE_MIXED || state == BOBBIN_STATE_NONE)
    return g_strdup (said);
  return g_strdup_printf ("%s %s", bobbin_timeline_state_words (state), said);
}

/* What a worker can be found by. */
static char *
get_words (const BobbinRun *run, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (run, worker);
  g_autofree char *address = bobbin_run_worker_address (run, worker);
  g_autofree char *label = bobbin_run_worker_label (run, worker);
  g_autofree char *group = bobbin_run_group_label (run, w->group);
  g_autofree char *end = bobbin_run_worker_end_text (run, worker);
  g_autofree char *state = end == NULL ? get_state (run, worker) : NULL;
  g_autofree char *words = g_strdup_printf ("%s %s %s %d %d %s %s %s", address, label, group, w->pid, w->tid,
                                            bobbin_end_to_string (w->end), end != NULL ? end : state,
                                            bobbin_work_to_string (bobbin_run_get_group (run, w->group)->spec->work));

  return g_utf8_casefold (words, -1);
}

static gboolean
has_all (const char *words, char **wanted)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    if (strstr (words, wanted[i]) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
bobbin_lane_choice_filter (BobbinLaneChoice *choice, const BobbinRun *run, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_auto (GStrv) wanted = g_strsplit_set (folded, " \t\n", -1);
  gboolean changed = FALSE;

  for (guint i = 0; i < choice->n_workers && i < run->workers->len; i++)
    {
      g_autofree char *words = get_words (run, i);
      gboolean filtered = !has_all (words, wanted);

      changed = changed || filtered != has_flag (choice, i, FILTERED);
      set_flag (choice, i, FILTERED, filtered);
    }
  return changed;
}
