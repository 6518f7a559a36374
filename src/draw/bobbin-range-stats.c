#include "bobbin-range-stats.h"

gint64
bobbin_range_numbers_running_ns (const BobbinRangeNumbers *numbers)
{
  return numbers->state_ns[BOBBIN_STATE_RUNNING];
}

gint64
bobbin_range_numbers_waiting_ns (const BobbinRangeNumbers *numbers)
{
  return numbers->state_ns[BOBBIN_STATE_READY];
}

gint64
bobbin_range_numbers_blocked_ns (const BobbinRangeNumbers *numbers)
{
  gint64 sum_ns = 0;

  for (guint state = 0; state < BOBBIN_N_STATES; state++)
    if (bobbin_state_is_blocked ((BobbinState) state))
      sum_ns += numbers->state_ns[state];
  return sum_ns;
}

static void
take_shortest (gint64 *shortest_ns, gint64 length_ns)
{
  if (length_ns > 0)
    *shortest_ns = *shortest_ns == 0 ? length_ns : MIN (*shortest_ns, length_ns);
}

static void
add_numbers (BobbinRangeNumbers *total, const BobbinRangeNumbers *part)
{
  for (guint state = 0; state < BOBBIN_N_STATES; state++)
    total->state_ns[state] += part->state_ns[state];
  total->n_slices += part->n_slices;
  total->n_moves += part->n_moves;
  total->n_voluntary += part->n_voluntary;
  total->n_involuntary += part->n_involuntary;
  total->longest_wait_ns = MAX (total->longest_wait_ns, part->longest_wait_ns);
  total->longest_run_ns = MAX (total->longest_run_ns, part->longest_run_ns);
  take_shortest (&total->shortest_run_ns, part->shortest_run_ns);
}

/* A run that ended in the range, and what came right behind it. One that goes
 * on on another core was taken off the first. */
static void
count_switch (BobbinRangeNumbers *numbers, BobbinTimeSpan range, const BobbinInterval *run, const BobbinInterval *next)
{
  if (run->state != BOBBIN_STATE_RUNNING || run->span.end_ns != next->span.begin_ns
      || !bobbin_time_span_contains (range, next->span.begin_ns))
    return;
  if (bobbin_state_is_blocked (next->state))
    numbers->n_voluntary++;
  else if (next->state != BOBBIN_STATE_MIXED)
    numbers->n_involuntary++;
}

static void
add_core_time (BobbinRangeStats *stats, const BobbinInterval *slice)
{
  gint64 length_ns = bobbin_time_span_length_ns (bobbin_time_span_clamp (slice->span, stats->range));

  if (slice->other < stats->n_cores)
    stats->core_ns[slice->other] += slice->state == BOBBIN_STATE_MIXED
                                      ? (gint64) (slice->run_share * (double) length_ns) : length_ns;
}

static void
look_at (BobbinRangeStats *stats, BobbinRangeNumbers *numbers, const BobbinInterval *slice)
{
  gint64 length_ns = bobbin_time_span_length_ns (bobbin_time_span_clamp (slice->span, stats->range));

  if (slice->state == BOBBIN_STATE_RUNNING)
    {
      numbers->longest_run_ns = MAX (numbers->longest_run_ns, length_ns);
      if (length_ns == bobbin_time_span_length_ns (slice->span))
        take_shortest (&numbers->shortest_run_ns, length_ns);
      add_core_time (stats, slice);
    }
  else if (slice->state == BOBBIN_STATE_READY)
    numbers->longest_wait_ns = MAX (numbers->longest_wait_ns, length_ns);
  else if (slice->state == BOBBIN_STATE_MIXED)
    {
      stats->sampled = TRUE;
      add_core_time (stats, slice);
    }
}

/* Begins with the slice that ends where the range begins: how a run ended shows
 * in what comes behind it. */
static void
look_at_worker (BobbinRangeStats *stats, const BobbinHistory *history, BobbinRangeWorker *worker)
{
  BobbinHistoryWalk walk = bobbin_history_walk (history, worker->worker, stats->range.begin_ns - 1);
  BobbinInterval before = { .state = BOBBIN_STATE_NONE }, slice;

  while (bobbin_history_walk_next (&walk, &slice) && slice.span.begin_ns < stats->range.end_ns)
    {
      count_switch (&worker->numbers, stats->range, &before, &slice);
      if (slice.span.end_ns > stats->range.begin_ns)
        look_at (stats, &worker->numbers, &slice);
      before = slice;
    }
}

static void
add_worker (BobbinRangeStats *stats, const BobbinHistory *history, guint worker)
{
  BobbinHistorySum sum = bobbin_history_get_sum (history, worker, stats->range);
  BobbinRangeWorker entry = { .worker = worker };

  for (guint state = 0; state < BOBBIN_N_STATES; state++)
    entry.numbers.state_ns[state] = sum.state_ns[state];
  entry.numbers.n_slices = sum.n_slices;
  entry.numbers.n_moves = sum.n_moves;
  g_array_append_val (stats->workers, entry);
}

BobbinRangeStats *
bobbin_range_stats_new (const BobbinRun *run, BobbinTimeSpan range, const BobbinLaneChoice *choice, int selected_worker)
{
  BobbinRangeStats *stats = g_new0 (BobbinRangeStats, 1);
  guint64 n_slices = 0;

  stats->range = bobbin_time_span (range.begin_ns, MAX (range.begin_ns, range.end_ns));
  stats->workers = g_array_new (FALSE, FALSE, sizeof (BobbinRangeWorker));
  stats->n_cores = run->machine->n_configured;
  stats->core_ns = g_new0 (gint64, stats->n_cores);
  for (guint i = 0; i < run->workers->len; i++)
    if (selected_worker >= 0 ? (int) i == selected_worker : bobbin_lane_choice_shows (choice, i))
      add_worker (stats, run->history, i);

  for (guint i = 0; i < stats->workers->len; i++)
    n_slices += g_array_index (stats->workers, BobbinRangeWorker, i).numbers.n_slices;
  stats->looked_at = n_slices <= BOBBIN_RANGE_MOST_SLICES;
  for (guint i = 0; i < stats->workers->len; i++)
    {
      BobbinRangeWorker *worker = &g_array_index (stats->workers, BobbinRangeWorker, i);

      if (stats->looked_at && !bobbin_time_span_is_empty (stats->range))
        look_at_worker (stats, run->history, worker);
      add_numbers (&stats->total, &worker->numbers);
    }
  return stats;
}

void
bobbin_range_stats_free (BobbinRangeStats *stats)
{
  if (stats == NULL)
    return;
  g_array_unref (stats->workers);
  g_free (stats->core_ns);
  g_free (stats);
}
