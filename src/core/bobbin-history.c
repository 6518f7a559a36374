/* bobbin-history.c - lanes of chunks: appending, giving up, finding, walking */
#include "config.h"

#include "bobbin-history-private.h"

#include <math.h>
#include <string.h>

BobbinHistory *
bobbin_history_new (guint n_lanes, gsize max_bytes)
{
  BobbinHistory *history = g_new0 (BobbinHistory, 1);

  history->lanes = g_new0 (Lane, n_lanes);
  history->n_lanes = n_lanes;
  history->max_bytes = max_bytes;
  history->bytes = sizeof (BobbinHistory) + n_lanes * sizeof (Lane);
  return history;
}

static void
free_chunk (BobbinHistory *history, Chunk *chunk)
{
  history->bytes -= sizeof (Chunk) + (chunk->mixed != NULL ? CHUNK_SLICES * sizeof (MixedShares) : 0);
  g_free (chunk->mixed);
  g_free (chunk);
}

void
bobbin_history_free (BobbinHistory *history)
{
  if (history == NULL)
    return;
  for (guint i = 0; i < history->n_lanes; i++)
    {
      Lane *lane = &history->lanes[i];

      for (guint j = lane->first; j < lane->end; j++)
        free_chunk (history, lane->refs[j].chunk);
      g_free (lane->refs);
    }
  g_free (history->lanes);
  g_free (history);
}

guint
bobbin_history_add_lane (BobbinHistory *history)
{
  history->lanes = g_renew (Lane, history->lanes, history->n_lanes + 1);
  history->lanes[history->n_lanes] = (Lane) { 0 };
  history->bytes += sizeof (Lane);
  return history->n_lanes++;
}

guint
bobbin_history_get_n_lanes (const BobbinHistory *history)
{
  return history->n_lanes;
}

gsize
bobbin_history_get_bytes (const BobbinHistory *history)
{
  return history->bytes;
}

static gboolean
is_empty (const Lane *lane)
{
  return lane->first == lane->end;
}

static ChunkRef *
last_ref (const Lane *lane)
{
  return &lane->refs[lane->end - 1];
}

static guint
count_chunks (const Lane *lane)
{
  return lane->end - lane->first;
}

/* A lane that takes far more than its share pays for itself: a worker that
 * writes nonsense, gap after gap, must not cost the others their past. Of two
 * lanes it is three quarters of all, of many twice an even share. */
static Lane *
find_greedy (BobbinHistory *history)
{
  double n_lanes = history->n_lanes;
  double most_share = MIN (2.0 / n_lanes, 0.5 + 0.5 / n_lanes);
  double n_most = most_share * (double) history->max_bytes / sizeof (Chunk);
  Lane *greedy = NULL;

  for (guint i = 0; i < history->n_lanes; i++)
    if (count_chunks (&history->lanes[i]) > MAX (greedy == NULL ? n_most : count_chunks (greedy), 1))
      greedy = &history->lanes[i];
  return greedy;
}

/* The lane whose oldest chunk is the oldest of all; none that has no other. */
static Lane *
find_oldest (BobbinHistory *history)
{
  Lane *oldest = NULL;

  for (guint i = 0; i < history->n_lanes; i++)
    {
      Lane *lane = &history->lanes[i];

      if (count_chunks (lane) > 1
          && (oldest == NULL || lane->refs[lane->first].begin_ns < oldest->refs[oldest->first].begin_ns))
        oldest = lane;
    }
  return oldest;
}

static void
give_up_oldest (BobbinHistory *history)
{
  while (history->bytes > history->max_bytes)
    {
      Lane *lane = find_greedy (history);

      if (lane == NULL)
        lane = find_oldest (history);
      if (lane == NULL)
        return;
      free_chunk (history, lane->refs[lane->first].chunk);
      lane->first++;
    }
}

/* Room for one more place; places at the front that are given up are used again. */
static void
reserve_ref (BobbinHistory *history, Lane *lane)
{
  if (lane->end < lane->capacity)
    return;
  if (lane->first > lane->capacity / 2)
    {
      memmove (lane->refs, lane->refs + lane->first, (lane->end - lane->first) * sizeof (ChunkRef));
      lane->end -= lane->first;
      lane->first = 0;
      return;
    }
  guint capacity = MAX (lane->capacity * 3 / 2, 4);
  lane->refs = g_renew (ChunkRef, lane->refs, capacity);
  history->bytes += (capacity - lane->capacity) * sizeof (ChunkRef);
  lane->capacity = capacity;
}

/* What is only known when nothing more comes. */
static void
finish_chunk (ChunkRef *ref)
{
  guint node = ref_n_nodes (ref) - 1, group = ref_n_groups (ref) - 1;

  ref->chunk->node_kind[node] = bobbin_history_node_most (ref, node);
  ref->group_kind[group] = bobbin_history_group_most (ref, group);
  bobbin_history_total_up (ref, 0, ref->length, &ref->chunk->totals);
}

static ChunkRef *
add_chunk (BobbinHistory *history, Lane *lane, gint64 begin_ns)
{
  ChunkRef ref = { .begin_ns = begin_ns };

  if (!is_empty (lane))
    {
      ChunkRef *last = last_ref (lane);

      finish_chunk (last);
      ref.first = last->first + last->n;
      ref.known_before = last->known_before + last->length;
      ref.run_before = lane->run;
      ref.wait_before = lane->wait;
      split_units (last->chunk, last->n - 1, last->length - last->chunk->begin[last->n - 1],
                   &ref.run_before, &ref.wait_before);
      lane->run = ref.run_before;
      lane->wait = ref.wait_before;
    }
  ref.chunk = g_new (Chunk, 1);
  ref.chunk->mixed = NULL;
  history->bytes += sizeof (Chunk);
  reserve_ref (history, lane);
  lane->refs[lane->end++] = ref;
  give_up_oldest (history);
  return last_ref (lane);
}

static guint8
to_255ths (double share, guint most)
{
  if (!(share > 0.0)) /* not a number as well */
    return 0;
  return (guint8) MIN ((guint) lround (MIN (share, 1.0) * 255.0), most);
}

static void
set_mixed (BobbinHistory *history, Chunk *chunk, guint i, const BobbinInterval *interval)
{
  if (chunk->mixed == NULL)
    {
      chunk->mixed = g_new0 (MixedShares, CHUNK_SLICES);
      history->bytes += CHUNK_SLICES * sizeof (MixedShares);
    }
  chunk->mixed[i].run_255 = to_255ths (interval->run_share, 255);
  chunk->mixed[i].wait_255 = to_255ths (interval->wait_share, 255u - chunk->mixed[i].run_255);
}

/* The sums before the slice that comes next. */
static void
pass_last_slice (Lane *lane, const ChunkRef *ref)
{
  if (ref->n > 0)
    split_units (ref->chunk, ref->n - 1, ref->length - ref->chunk->begin[ref->n - 1], &lane->run, &lane->wait);
}

static void
begin_group (ChunkRef *ref, guint node)
{
  guint group = node / GROUP_NODES;

  if (group > 0)
    ref->group_kind[group - 1] = bobbin_history_group_most (ref, group - 1);
  ref->group_begin[group] = ref->chunk->node_begin[node];
  ref->group_run[group] = ref->chunk->node_run[node];
  ref->group_wait[group] = ref->chunk->node_wait[node];
}

static void
begin_node (const Lane *lane, ChunkRef *ref, guint32 begin)
{
  guint node = ref->n / NODE_SLICES;

  if (node > 0)
    ref->chunk->node_kind[node - 1] = bobbin_history_node_most (ref, node - 1);
  ref->chunk->node_begin[node] = begin;
  ref->chunk->node_run[node] = (guint32) (lane->run - ref->run_before);
  ref->chunk->node_wait[node] = (guint32) (lane->wait - ref->wait_before);
  if (node % GROUP_NODES == 0)
    begin_group (ref, node);
}

static void
add_slice (BobbinHistory *history, Lane *lane, const BobbinInterval *interval, gint64 begin_ns)
{
  ChunkRef *ref = is_empty (lane) ? NULL : last_ref (lane);
  gboolean is_gap = ref != NULL && begin_ns - ref_end_ns (ref) >= UNIT_NS;

  if (ref == NULL || is_gap || ref->n == CHUNK_SLICES || ref->length > G_MAXUINT32)
    ref = add_chunk (history, lane, ref == NULL || is_gap ? begin_ns : ref_end_ns (ref));
  else
    pass_last_slice (lane, ref);
  if (ref->n % NODE_SLICES == 0)
    begin_node (lane, ref, (guint32) ref->length);
  ref->chunk->begin[ref->n] = (guint32) ref->length;
  ref->chunk->kind[ref->n] = make_kind (interval->state, interval->other);
  if (interval->state == BOBBIN_STATE_MIXED)
    set_mixed (history, ref->chunk, ref->n, interval);
  ref->n++;
}

static gboolean
goes_on (const Lane *lane, const BobbinInterval *interval, gint64 begin_ns)
{
  const ChunkRef *ref;

  if (is_empty (lane) || interval->state == BOBBIN_STATE_MIXED)
    return FALSE;
  ref = last_ref (lane);
  return begin_ns - ref_end_ns (ref) < UNIT_NS
         && ref->chunk->kind[ref->n - 1] == make_kind (interval->state, interval->other);
}

gboolean
bobbin_history_append (BobbinHistory *history, guint lane_number, const BobbinInterval *interval)
{
  g_return_val_if_fail (lane_number < history->n_lanes, FALSE);
  g_return_val_if_fail (interval->state < BOBBIN_STATE_NONE, FALSE);

  Lane *lane = &history->lanes[lane_number];
  gint64 begin_ns = interval->span.begin_ns;
  gboolean is_new;
  ChunkRef *ref;

  if (!is_empty (lane))
    begin_ns = MAX (begin_ns, ref_end_ns (last_ref (lane)));
  if (interval->span.end_ns - begin_ns < UNIT_NS / 2)
    return FALSE;
  is_new = !goes_on (lane, interval, begin_ns);
  if (is_new)
    add_slice (history, lane, interval, begin_ns);
  ref = last_ref (lane);
  ref->length = MAX ((interval->span.end_ns - ref->begin_ns + UNIT_NS / 2) / UNIT_NS,
                     ref->chunk->begin[ref->n - 1] + 1);
  return is_new;
}

guint64
bobbin_history_get_length (const BobbinHistory *history, guint lane_number)
{
  g_return_val_if_fail (lane_number < history->n_lanes, 0);

  const Lane *lane = &history->lanes[lane_number];
  return is_empty (lane) ? 0 : last_ref (lane)->first + last_ref (lane)->n - lane->refs[lane->first].first;
}

guint64
bobbin_history_get_dropped (const BobbinHistory *history, guint lane_number)
{
  g_return_val_if_fail (lane_number < history->n_lanes, 0);

  const Lane *lane = &history->lanes[lane_number];
  return is_empty (lane) ? 0 : lane->refs[lane->first].first;
}

static void
read_slice (const ChunkRef *ref, guint i, BobbinInterval *out)
{
  Kind kind = ref->chunk->kind[i];

  out->span.begin_ns = ref->begin_ns + (gint64) ref->chunk->begin[i] * UNIT_NS;
  out->span.end_ns = ref->begin_ns + slice_end (ref, i) * UNIT_NS;
  out->state = kind_state (kind);
  out->other = kind_other (kind) == NO_OTHER ? BOBBIN_NO_CORE : kind_other (kind);
  out->run_share = out->state == BOBBIN_STATE_RUNNING ? 1.0 : 0.0;
  out->wait_share = out->state == BOBBIN_STATE_READY ? 1.0 : 0.0;
  if (out->state == BOBBIN_STATE_MIXED)
    {
      out->run_share = ref->chunk->mixed[i].run_255 / 255.0;
      out->wait_share = ref->chunk->mixed[i].wait_255 / 255.0;
    }
}

BobbinInterval
bobbin_history_get (const BobbinHistory *history, guint lane_number, guint64 i)
{
  BobbinInterval interval = { .state = BOBBIN_STATE_NONE, .other = BOBBIN_NO_CORE };

  g_return_val_if_fail (i < bobbin_history_get_length (history, lane_number), interval);

  const Lane *lane = &history->lanes[lane_number];
  guint64 number = lane->refs[lane->first].first + i;
  guint low = lane->first, high = lane->end;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (lane->refs[middle].first <= number)
        low = middle;
      else
        high = middle;
    }
  read_slice (&lane->refs[low], (guint) (number - lane->refs[low].first), &interval);
  return interval;
}

guint
bobbin_history_find_ref (const Lane *lane, gint64 time_ns)
{
  guint low = lane->first, high = lane->end;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (lane->refs[middle].begin_ns <= time_ns)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint
bobbin_history_find_node (const ChunkRef *ref, guint from, gint64 at)
{
  guint low = from, high = ref_n_nodes (ref);

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (ref->chunk->node_begin[middle] <= at)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint
bobbin_history_find_slice (const ChunkRef *ref, guint node, gint64 at)
{
  guint end = MIN ((node + 1) * NODE_SLICES, ref->n);
  guint i = node * NODE_SLICES;

  while (i + 1 < end && ref->chunk->begin[i + 1] <= at)
    i++;
  return i;
}

BobbinHistoryWalk
bobbin_history_walk (const BobbinHistory *history, guint lane_number, gint64 time_ns)
{
  BobbinHistoryWalk walk = { .history = history, .lane = lane_number };

  g_return_val_if_fail (lane_number < history->n_lanes, walk);

  const Lane *lane = &history->lanes[lane_number];
  if (is_empty (lane))
    return walk;
  walk.chunk = bobbin_history_find_ref (lane, time_ns);
  const ChunkRef *ref = &lane->refs[walk.chunk];
  if (time_ns >= ref_end_ns (ref))
    walk.chunk++;
  else if (time_ns > ref->begin_ns)
    {
      gint64 at = (time_ns - ref->begin_ns) / UNIT_NS;

      walk.slice = bobbin_history_find_slice (ref, bobbin_history_find_node (ref, 0, at), at);
    }
  return walk;
}

gboolean
bobbin_history_walk_next (BobbinHistoryWalk *walk, BobbinInterval *out_interval)
{
  const Lane *lane = &walk->history->lanes[walk->lane];

  if (walk->chunk >= lane->end)
    return FALSE;
  read_slice (&lane->refs[walk->chunk], walk->slice, out_interval);
  if (++walk->slice == lane->refs[walk->chunk].n)
    {
      walk->chunk++;
      walk->slice = 0;
    }
  return TRUE;
}

guint64
bobbin_history_find (const BobbinHistory *history, guint lane_number, gint64 time_ns)
{
  g_return_val_if_fail (lane_number < history->n_lanes, 0);

  const Lane *lane = &history->lanes[lane_number];
  BobbinHistoryWalk walk = bobbin_history_walk (history, lane_number, time_ns);
  if (is_empty (lane))
    return 0;
  if (walk.chunk >= lane->end)
    return bobbin_history_get_length (history, lane_number);
  return lane->refs[walk.chunk].first + walk.slice - lane->refs[lane->first].first;
}

BobbinTimeSpan
bobbin_history_get_lane_extent (const BobbinHistory *history, guint lane_number)
{
  BobbinTimeSpan extent = { 0, 0 };

  g_return_val_if_fail (lane_number < history->n_lanes, extent);

  const Lane *lane = &history->lanes[lane_number];
  if (!is_empty (lane))
    extent = (BobbinTimeSpan) { lane->refs[lane->first].begin_ns, ref_end_ns (last_ref (lane)) };
  return extent;
}

BobbinTimeSpan
bobbin_history_get_extent (const BobbinHistory *history)
{
  BobbinTimeSpan extent = { 0, 0 };
  gboolean any = FALSE;

  for (guint i = 0; i < history->n_lanes; i++)
    if (!is_empty (&history->lanes[i]))
      {
        BobbinTimeSpan span = bobbin_history_get_lane_extent (history, i);

        extent = any ? bobbin_time_span_union (extent, span) : span;
        any = TRUE;
      }
  return extent;
}

gboolean
bobbin_state_is_blocked (BobbinState state)
{
  return state >= BOBBIN_STATE_SLEEP && state <= BOBBIN_STATE_BLOCKED;
}
