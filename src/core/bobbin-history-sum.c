/* bobbin-history-sum.c - what a lane did in a stretch of time */
#include "config.h"

#include "bobbin-history-private.h"

/* Sums since the lane's begin, in units. */
typedef struct {
  gint64 run, wait, known;
} Sums;

static Sums
sums_at (const Lane *lane, gint64 time_ns)
{
  const ChunkRef *ref = &lane->refs[bobbin_history_find_ref (lane, time_ns)];
  gint64 at = time_ns <= ref->begin_ns ? 0 : (time_ns - ref->begin_ns + UNIT_NS / 2) / UNIT_NS;
  Sums sums = { ref->run_before, ref->wait_before, ref->known_before };

  at = MIN (at, ref->length);
  guint node = bobbin_history_find_node (ref, 0, at);
  sums.known += at;
  sums.run += ref->chunk->node_run[node];
  sums.wait += ref->chunk->node_wait[node];
  for (guint i = node * NODE_SLICES; i < ref->n && ref->chunk->begin[i] < at; i++)
    split_units (ref->chunk, i, MIN (slice_end (ref, i), at) - ref->chunk->begin[i], &sums.run, &sums.wait);
  return sums;
}

BobbinShares
bobbin_history_get_shares (const BobbinHistory *history, guint lane_number, BobbinTimeSpan span)
{
  BobbinShares shares = { .unknown_ns = bobbin_time_span_length_ns (span) };

  g_return_val_if_fail (lane_number < history->n_lanes, shares);

  const Lane *lane = &history->lanes[lane_number];
  if (lane->first == lane->end || bobbin_time_span_is_empty (span))
    return shares;
  Sums from = sums_at (lane, span.begin_ns), to = sums_at (lane, span.end_ns);
  gint64 known_ns = MIN ((to.known - from.known) * UNIT_NS, shares.unknown_ns);
  shares.running_ns = MIN ((to.run - from.run) * UNIT_NS, known_ns);
  shares.waiting_ns = MIN ((to.wait - from.wait) * UNIT_NS, known_ns - shares.running_ns);
  shares.blocked_ns = known_ns - shares.running_ns - shares.waiting_ns;
  shares.unknown_ns -= known_ns;
  return shares;
}

static void
count_run (ChunkTotals *totals, guint other)
{
  totals->n_runs++;
  if (totals->first_other == NO_OTHER)
    totals->first_other = (guint16) other;
  else if (totals->last_other != other)
    totals->n_moves++;
  totals->last_other = (guint16) other;
}

static void
add_time (const Chunk *chunk, guint i, gint64 units, ChunkTotals *totals)
{
  BobbinState state = kind_state (chunk->kind[i]);
  gint64 run = 0, wait = 0;

  if (state != BOBBIN_STATE_MIXED)
    {
      totals->state[state] += units;
      return;
    }
  split_units (chunk, i, units, &run, &wait);
  totals->state[BOBBIN_STATE_RUNNING] += run;
  totals->state[BOBBIN_STATE_READY] += wait;
  totals->state[BOBBIN_STATE_BLOCKED] += units - run - wait;
}

static guint
first_slice (const ChunkRef *ref, gint64 from)
{
  return bobbin_history_find_slice (ref, bobbin_history_find_node (ref, 0, from), from);
}

void
bobbin_history_total_up (const ChunkRef *ref, gint64 from, gint64 to, ChunkTotals *out)
{
  *out = (ChunkTotals) { .first_other = NO_OTHER, .last_other = NO_OTHER };
  for (guint i = first_slice (ref, from); i < ref->n && ref->chunk->begin[i] < to; i++)
    {
      gint64 begin = ref->chunk->begin[i], end = slice_end (ref, i);

      add_time (ref->chunk, i, MIN (end, to) - MAX (begin, from), out);
      out->shortest = out->shortest == 0 ? end - begin : MIN (out->shortest, end - begin);
      out->longest = MAX (out->longest, end - begin);
      if (kind_state (ref->chunk->kind[i]) == BOBBIN_STATE_RUNNING)
        count_run (out, kind_other (ref->chunk->kind[i]));
    }
}

static guint
count_slices (const ChunkRef *ref, gint64 from, gint64 to)
{
  guint first = first_slice (ref, from);
  guint last = first_slice (ref, MIN (to, ref->length));

  return last - first + (ref->chunk->begin[last] < to ? 1 : 0);
}

static void
add_totals (const ChunkTotals *totals, guint n_slices, guint *last_other, BobbinHistorySum *sum)
{
  for (guint state = 0; state < BOBBIN_N_STATES; state++)
    sum->state_ns[state] += totals->state[state] * UNIT_NS;
  sum->n_slices += n_slices;
  sum->n_runs += totals->n_runs;
  sum->n_moves += totals->n_moves;
  if (totals->shortest > 0)
    sum->shortest_ns = sum->shortest_ns == 0 ? totals->shortest * UNIT_NS
                                             : MIN (sum->shortest_ns, totals->shortest * UNIT_NS);
  sum->longest_ns = MAX (sum->longest_ns, totals->longest * UNIT_NS);
  if (totals->first_other == NO_OTHER)
    return;
  if (*last_other != NO_OTHER && *last_other != totals->first_other)
    sum->n_moves++;
  *last_other = totals->last_other;
}

void
bobbin_history_add_sum (const BobbinHistory *history, guint lane_number, BobbinTimeSpan span, BobbinHistorySum *sum)
{
  g_return_if_fail (lane_number < history->n_lanes);

  const Lane *lane = &history->lanes[lane_number];
  guint last_other = NO_OTHER;
  gint64 known_ns = 0;

  for (guint i = lane->first == lane->end ? lane->end : bobbin_history_find_ref (lane, span.begin_ns);
       i < lane->end && lane->refs[i].begin_ns < span.end_ns; i++)
    {
      const ChunkRef *ref = &lane->refs[i];
      gint64 from = MAX (span.begin_ns - ref->begin_ns, 0) / UNIT_NS;
      gint64 to = MIN ((span.end_ns - ref->begin_ns + UNIT_NS - 1) / UNIT_NS, ref->length);
      ChunkTotals part;

      if (from >= to)
        continue;
      known_ns += (to - from) * UNIT_NS;
      if (from == 0 && to == ref->length && i + 1 < lane->end)
        add_totals (&ref->chunk->totals, ref->n, &last_other, sum);
      else
        {
          bobbin_history_total_up (ref, from, to, &part);
          add_totals (&part, count_slices (ref, from, to), &last_other, sum);
        }
    }
  sum->state_ns[BOBBIN_STATE_NONE] += MAX (bobbin_time_span_length_ns (span) - known_ns, 0);
}

BobbinHistorySum
bobbin_history_get_sum (const BobbinHistory *history, guint lane, BobbinTimeSpan span)
{
  BobbinHistorySum sum = { 0 };

  bobbin_history_add_sum (history, lane, span, &sum);
  return sum;
}

/* Where it ran most among a few slices: each new one adds to an earlier one of
 * the same core, or stands for itself. */
static guint
most_other (const ChunkRef *ref, guint first, guint end, gint64 from, gint64 to)
{
  gint64 best = 0;
  guint best_other = NO_OTHER;

  for (guint i = first; i < end; i++)
    {
      guint other = kind_other (ref->chunk->kind[i]);
      gint64 sum = 0, wait = 0;

      for (guint j = i; j < end; j++)
        if (kind_other (ref->chunk->kind[j]) == other)
          split_units (ref->chunk, j, MAX (MIN (slice_end (ref, j), to) - MAX (ref->chunk->begin[j], from), 0),
                       &sum, &wait);
      if (sum > best)
        {
          best = sum;
          best_other = other;
        }
    }
  return best_other;
}

Kind
bobbin_history_most (const ChunkRef *ref, guint first, guint end, gint64 from, gint64 to)
{
  gint64 blocked[BOBBIN_N_STATES] = { 0 };
  BobbinState why = BOBBIN_STATE_RUNNING;

  for (guint i = first; i < end; i++)
    {
      BobbinState state = kind_state (ref->chunk->kind[i]);

      if (state == BOBBIN_STATE_READY && why == BOBBIN_STATE_RUNNING)
        why = state;
      if (state == BOBBIN_STATE_MIXED)
        return make_kind (state, most_other (ref, first, end, from, to));
      if (!bobbin_state_is_blocked (state))
        continue;
      blocked[state] += MIN (slice_end (ref, i), to) - MAX (ref->chunk->begin[i], from);
      if (blocked[state] > blocked[why])
        why = state;
    }
  return make_kind (why, most_other (ref, first, end, from, to));
}

Kind
bobbin_history_node_most (const ChunkRef *ref, guint node)
{
  guint first = node * NODE_SLICES;

  return bobbin_history_most (ref, first, MIN (first + NODE_SLICES, ref->n), ref->chunk->node_begin[node],
                              node_end (ref, node));
}

/* What most of its nodes were most. */
Kind
bobbin_history_group_most (const ChunkRef *ref, guint group)
{
  guint first = group * GROUP_NODES, end = MIN (first + GROUP_NODES, ref_n_nodes (ref));
  Kind kinds[GROUP_NODES];
  guint best = 0, best_count = 0;

  for (guint node = first; node < end; node++)
    kinds[node - first] = node + 1 < ref_n_nodes (ref) ? ref->chunk->node_kind[node] : bobbin_history_node_most (ref, node);
  for (guint i = 0; i < end - first; i++)
    {
      guint count = 0;

      for (guint j = i; j < end - first; j++)
        count += kinds[j] == kinds[i] ? 1 : 0;
      if (count > best_count)
        {
          best = i;
          best_count = count;
        }
    }
  return kinds[best];
}
