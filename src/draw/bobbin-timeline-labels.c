/* bobbin-timeline-labels.c - what stands beside the lanes: names, ids, shares */
#include "config.h"

#include "bobbin-timeline-private.h"

#include <glib/gi18n-lib.h>

static const BobbinGroupSpec *
get_spec (const BobbinRun *run, guint group)
{
  return bobbin_run_get_group (run, group)->spec;
}

gboolean
bobbin_timeline_is_mixed (const BobbinRun *run, guint group)
{
  const BobbinGroupSpec *spec = get_spec (run, group);

  return spec->kind == BOBBIN_KIND_PROCESSES && spec->threads_each > 1;
}

static gboolean
may_use (const BobbinRun *run, guint group, guint core)
{
  const BobbinCoreSet *cores = &get_spec (run, group)->cores;

  if (bobbin_core_set_count (cores) == 0)
    cores = &run->machine->cores;
  return bobbin_core_set_contains (cores, core);
}

gboolean
bobbin_timeline_shows_core (const BobbinRun *run, guint core)
{
  BobbinTimeSpan all = bobbin_history_get_lane_extent (run->core_history, core);

  for (guint i = 0; i < run->groups->len; i++)
    if (may_use (run, i, core))
      return TRUE;
  return bobbin_history_get_shares (run->core_history, core, all).running_ns > 0;
}

char *
bobbin_timeline_core_label (guint core)
{
  return g_strdup_printf (_("Core %u"), core);
}

static guint
index_in_process (const BobbinRun *run, guint worker)
{
  return worker - bobbin_run_get_process (run, bobbin_run_get_worker (run, worker)->process)->first_worker + 1;
}

/* Several groups count their workers alike. */
static gboolean
needs_group_name (const BobbinRun *run, guint group)
{
  for (guint i = 0; i < run->groups->len; i++)
    if (i != group && get_spec (run, i)->kind == get_spec (run, group)->kind)
      return TRUE;
  return FALSE;
}

char *
bobbin_timeline_full_label (const BobbinRun *run, guint worker)
{
  guint group = bobbin_run_get_worker (run, worker)->group;
  g_autofree char *label = bobbin_run_worker_label (run, worker);
  g_autofree char *group_label = NULL;

  if (!needs_group_name (run, group))
    return g_steal_pointer (&label);
  group_label = bobbin_run_group_label (run, group);
  /* TRANSLATORS: a worker's name and its group's: "Process 3 of servers". */
  return g_strdup_printf (_("%s of %s"), label, group_label);
}

char *
bobbin_timeline_row_label (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row)
{
  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    return bobbin_timeline_core_label (row->index);
  if (row->pinned)
    return bobbin_timeline_full_label (layout->run, row->index);
  if (layout->has_process_heads
      && bobbin_timeline_is_mixed (layout->run, bobbin_run_get_worker (layout->run, row->index)->group))
    /* TRANSLATORS: a thread inside the box of its process. */
    return g_strdup_printf (_("Thread %u"), index_in_process (layout->run, row->index));
  return bobbin_run_worker_label (layout->run, row->index);
}

char *
bobbin_timeline_row_short_label (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row)
{
  const BobbinRun *run = layout->run;
  const BobbinRunWorker *worker;
  char number[BOBBIN_NUMBER_BYTES];

  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    return g_strdup_printf ("%u", row->index);
  worker = bobbin_run_get_worker (run, row->index);
  if (row->pinned)
    {
      bobbin_timeline_write_number (run, row->index, number);
      return g_strdup (number);
    }
  if (bobbin_timeline_is_mixed (run, worker->group))
    return g_strdup_printf ("%u.%u", bobbin_run_process_index (run, worker->process),
                            index_in_process (run, row->index));
  return g_strdup_printf ("%u", worker->index);
}

void
bobbin_timeline_write_number (const BobbinRun *run, guint worker, char out_text[BOBBIN_NUMBER_BYTES])
{
  const BobbinRunWorker *w = bobbin_run_get_worker (run, worker);

  if (bobbin_timeline_is_mixed (run, w->group))
    /* TRANSLATORS: a process' number and that of a thread in it, in as few letters as can be. */
    g_snprintf (out_text, BOBBIN_NUMBER_BYTES, C_("short", "P%u.%u"),
                bobbin_run_process_index (run, w->process), index_in_process (run, worker));
  else if (get_spec (run, w->group)->kind == BOBBIN_KIND_PROCESSES)
    /* TRANSLATORS: a process and its number, in as few letters as can be. */
    g_snprintf (out_text, BOBBIN_NUMBER_BYTES, C_("short", "P%u"), w->index);
  else
    /* TRANSLATORS: a thread and its number, in as few letters as can be. */
    g_snprintf (out_text, BOBBIN_NUMBER_BYTES, C_("short", "T%u"), w->index);
}

char *
bobbin_timeline_lane_id (const BobbinRun *run, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (run, worker);
  const BobbinGroupSpec *spec = get_spec (run, w->group);

  if (w->pid == 0)
    return g_strdup ("");
  if (spec->kind == BOBBIN_KIND_PROCESSES && spec->threads_each <= 1)
    /* TRANSLATORS: a process id. */
    return g_strdup_printf (_("pid %d"), w->pid);
  /* TRANSLATORS: a thread id. */
  return g_strdup_printf (_("tid %d"), w->tid);
}

char *
bobbin_timeline_heading (const BobbinTimelineLayout *layout)
{
  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    return g_strdup_printf (ngettext ("%u core", "%u cores", layout->n_lanes), layout->n_lanes);
  /* TRANSLATORS: over the lanes that the user has fixed to the top. */
  return g_strdup (C_("lanes", "Pinned"));
}

/* Of the last second, and not of the time in view. */
static gboolean
shows_now (const BobbinTimelineLayout *layout)
{
  return layout->viewport.follows_now && !bobbin_run_is_over (layout->run);
}

const char *
bobbin_timeline_share_heading (const BobbinTimelineLayout *layout)
{
  gboolean now = shows_now (layout);

  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    /* TRANSLATORS: over the shares of each core's time that the workers had. */
    return now ? _("in use") : _("mean use");
  return now ? _("CPU") : _("mean CPU");
}

char *
bobbin_timeline_choice_note (const BobbinTimelineLayout *layout, guint group)
{
  const BobbinLaneChoice *choice = layout->viewport.choice;
  const BobbinRunGroup *g = bobbin_run_get_group (layout->run, group);
  guint n_hidden = 0, n_pinned = 0;
  g_autofree char *hidden = NULL;
  g_autofree char *pinned = NULL;

  for (guint i = 0; i < g->n_workers; i++)
    {
      guint worker = bobbin_run_group_worker (layout->run, group, i);

      n_hidden += bobbin_lane_choice_shows (choice, worker) ? 0 : 1;
      n_pinned += bobbin_lane_choice_is_pinned (choice, worker) ? 1 : 0;
    }
  if (n_hidden > 0)
    hidden = g_strdup_printf (ngettext ("%u lane is hidden", "%u lanes are hidden", n_hidden), n_hidden);
  if (n_pinned > 0)
    pinned = g_strdup_printf (ngettext ("%u lane is pinned", "%u lanes are pinned", n_pinned), n_pinned);
  if (hidden != NULL && pinned != NULL)
    /* TRANSLATORS: "3 lanes are hidden, 1 lane is pinned". */
    return g_strdup_printf (_("%s, %s"), hidden, pinned);
  return hidden != NULL ? g_steal_pointer (&hidden) : g_steal_pointer (&pinned);
}

const char *
bobbin_timeline_nothing_seen (const BobbinTimelineLayout *layout)
{
  if (layout->run == NULL)
    return _("Press Start to watch processes and threads run");
  if (layout->viewport.lanes == BOBBIN_LANES_CORES && layout->run->timeline_source == BOBBIN_TIMELINE_SAMPLED
      && layout->run->now_ns > 0)
    return _("Which worker had a core is only known of workers that write it down; these are sampled");
  if (layout->n_lanes == 0)
    return _("All lanes are hidden or left out by the filter");
  return NULL;
}

static double
get_worker_share (const BobbinTimelineLayout *layout, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  BobbinShares shares;
  gint64 known_ns;

  if (w->pid == 0 || (w->end != BOBBIN_END_RUNNING && w->end != BOBBIN_END_STOPPED))
    return -1.0;
  if (w->end == BOBBIN_END_RUNNING && shows_now (layout))
    return w->cpu_share;
  shares = bobbin_history_get_shares (layout->run->history, worker, layout->viewport.span);
  known_ns = shares.running_ns + shares.waiting_ns + shares.blocked_ns;
  return known_ns > 0 ? (double) shares.running_ns / (double) known_ns : -1.0;
}

static double
get_core_share (const BobbinTimelineLayout *layout, guint core)
{
  const BobbinHistory *history = layout->run->core_history;
  BobbinTimeSpan span = layout->viewport.span;
  BobbinShares shares;
  gint64 known_ns;

  if (shows_now (layout))
    {
      span.end_ns = bobbin_history_get_lane_extent (history, core).end_ns;
      span.begin_ns = span.end_ns - BOBBIN_NS_PER_S;
    }
  shares = bobbin_history_get_shares (history, core, span);
  known_ns = shares.running_ns + shares.blocked_ns;
  return known_ns > 0 ? (double) shares.running_ns / (double) known_ns : -1.0;
}

double
bobbin_timeline_lane_share (const BobbinTimelineLayout *layout, guint lane)
{
  return layout->viewport.lanes == BOBBIN_LANES_CORES ? get_core_share (layout, lane)
                                                      : get_worker_share (layout, lane);
}
