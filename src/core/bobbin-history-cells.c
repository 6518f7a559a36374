/* bobbin-history-cells.c - a row of pixels from a lane
 *
 * Each boundary between two pixels is looked up once: the sums of running and
 * waiting up to it. The pixel is the difference of its two boundaries. A
 * boundary inside a node that is wider than a pixel is found exactly, slice by
 * slice; inside a narrower one by the node's share, so that not one slice is
 * touched when thousands lie below a pixel.
 */
#include "config.h"

#include "bobbin-history-private.h"

#include <string.h>

#define NONE G_MAXUINT
#define RETRY_CELLS 8u /* where knots are too far apart for many cells at once */

/* Where two pixels meet. Sums are units since the chunk's begin; as doubles
 * they are exact, and need no turning to and fro where they are interpolated. */
typedef struct {
  guint   chunk;
  guint   group;
  guint   node;  /* NONE: not looked for, groups are narrow enough */
  guint   slice; /* NONE: nodes are */
  gint64  at;
  double  run, wait;
} Edge;

static inline void
interpolate (Edge *edge, guint32 begin, guint32 end, guint32 run, guint32 run_end, guint32 wait, guint32 wait_end)
{
  double share = (double) (edge->at - begin) / (double) (end - begin);

  edge->run = (double) run + share * (double) (run_end - run);
  edge->wait = (double) wait + share * (double) (wait_end - wait);
}

static inline void
find_slice (const ChunkRef *ref, Edge *edge)
{
  const Chunk *chunk = ref->chunk;
  guint i = edge->node * NODE_SLICES, last = MIN (i + NODE_SLICES, ref->n) - 1;
  gint64 run = chunk->node_run[edge->node];
  gint64 wait = chunk->node_wait[edge->node];

  for (; i < last && chunk->begin[i + 1] <= edge->at; i++)
    split_units (chunk, i, chunk->begin[i + 1] - chunk->begin[i], &run, &wait);
  split_units (chunk, i, edge->at - chunk->begin[i], &run, &wait);
  edge->slice = i;
  edge->run = (double) run;
  edge->wait = (double) wait;
}

/* Moves @edge on to @edge->at, in its chunk. What is at most two pixels wide is
 * taken to be even: then no sum is off by more than half a pixel, because a
 * curve between 0 and 1 in slope leaves its chord by a quarter at most. */
static inline void
find_in_chunk (const ChunkRef *ref, gint64 even_units, Edge *edge)
{
  const Chunk *chunk = ref->chunk;
  guint group = edge->group, n_groups = ref_n_groups (ref);

  while (group + 1 < n_groups && ref->group_begin[group + 1] <= edge->at)
    group++;
  if (group + 1 < n_groups && ref->group_begin[group + 1] - ref->group_begin[group] <= even_units)
    {
      edge->group = group;
      edge->node = edge->slice = NONE;
      interpolate (edge, ref->group_begin[group], ref->group_begin[group + 1], ref->group_run[group],
                   ref->group_run[group + 1], ref->group_wait[group], ref->group_wait[group + 1]);
      return;
    }

  guint node = group != edge->group || edge->node == NONE ? group * GROUP_NODES : edge->node;
  guint n_nodes = ref_n_nodes (ref);
  while (node + 1 < n_nodes && chunk->node_begin[node + 1] <= edge->at)
    node++;
  edge->group = group;
  edge->node = node;
  if (node + 1 < n_nodes && chunk->node_begin[node + 1] - chunk->node_begin[node] <= even_units)
    {
      edge->slice = NONE;
      interpolate (edge, chunk->node_begin[node], chunk->node_begin[node + 1], chunk->node_run[node],
                   chunk->node_run[node + 1], chunk->node_wait[node], chunk->node_wait[node + 1]);
    }
  else
    find_slice (ref, edge);
}

static inline void
move_edge (const Lane *lane, gint64 time_ns, gint64 even_units, Edge *edge)
{
  const ChunkRef *ref = &lane->refs[edge->chunk];

  if (edge->chunk + 1 < lane->end && ref[1].begin_ns <= time_ns)
    {
      do
        {
          edge->chunk++;
          ref++;
        }
      while (edge->chunk + 1 < lane->end && ref[1].begin_ns <= time_ns);
      edge->group = 0;
      edge->node = NONE;
    }
  edge->at = time_ns <= ref->begin_ns ? 0 : (gint64) ((guint64) (time_ns - ref->begin_ns) / UNIT_NS);
  edge->at = MIN (edge->at, ref->length);
  find_in_chunk (ref, even_units, edge);
}

/* Slices that the pixel between two edges in one chunk shows, both found exactly. */
static inline Kind
find_kind_of_slices (const ChunkRef *ref, const Edge *from, const Edge *to, guint *out_n)
{
  guint end = to->slice + 1;

  /* The slice that only begins where the pixel ends is none of it. */
  if (end - from->slice > 1 && ref->chunk->begin[end - 1] >= to->at)
    end--;
  *out_n = end - from->slice;
  return *out_n == 1 ? ref->chunk->kind[from->slice]
                     : bobbin_history_most (ref, from->slice, end, from->at, to->at);
}

static inline Kind
get_node_kind (const ChunkRef *ref, guint node)
{
  return node + 1 < ref_n_nodes (ref) ? ref->chunk->node_kind[node] : bobbin_history_node_most (ref, node);
}

static inline Kind
get_group_kind (const ChunkRef *ref, guint group)
{
  return group + 1 < ref_n_groups (ref) ? ref->group_kind[group] : bobbin_history_group_most (ref, group);
}

/* What a pixel in one chunk was most: exactly among a few slices, else what
 * the node or the group in its middle says. */
static inline Kind
find_kind (const ChunkRef *ref, const Edge *from, const Edge *to, guint *out_n)
{
  if (from->slice != NONE && to->slice != NONE && to->node - from->node <= 1)
    return find_kind_of_slices (ref, from, to, out_n);
  if (from->node != NONE && to->node != NONE)
    {
      *out_n = (to->node - from->node + 1) * NODE_SLICES;
      return get_node_kind (ref, (from->node + to->node) / 2);
    }
  *out_n = 255;
  return get_group_kind (ref, (from->group + to->group) / 2);
}

/* The same where a chunk ends in the pixel. */
static Kind
find_kind_across (const Lane *lane, const Edge *from, const Edge *to, guint *out_n)
{
  const ChunkRef *before = &lane->refs[from->chunk], *ref = &lane->refs[to->chunk];

  if (to->chunk == from->chunk + 1 && to->slice == 0 && from->slice == before->n - 1)
    {
      *out_n = to->at > 0 ? 2 : 1;
      return before->length - from->at > to->at ? before->chunk->kind[from->slice] : ref->chunk->kind[0];
    }
  *out_n = 255;
  return get_group_kind (ref, to->group / 2);
}

/* Of two arrays the place of one cell. */
typedef struct {
  guint32 *look, *other;
} Cell;

static inline void
set_cell (Cell cell, double run, double wait, double known, Kind kind, guint n)
{
  double scale = 255.0 / known;
  guint run_255 = MIN ((guint) (run * scale + 0.5), 255);
  guint wait_255 = MIN ((guint) (wait * scale + 0.5), 255 - run_255);

  *cell.look = make_look (run_255, wait_255, kind, MIN (n, 255));
  *cell.other = make_other (run_255, kind);
}

static void
clear_cell (Cell cell)
{
  *cell.look = bobbin_look_make (0, 0, BOBBIN_STATE_NONE, 0);
  *cell.other = BOBBIN_NO_CORE;
}

static void
fill_cell_across (const Lane *lane, const Edge *from, const Edge *to, gint64 least_known, Cell cell)
{
  const ChunkRef *before = &lane->refs[from->chunk], *ref = &lane->refs[to->chunk];
  gint64 known = ref->known_before + to->at - before->known_before - from->at;
  double run = (double) (ref->run_before - before->run_before) + to->run - from->run;
  double wait = (double) (ref->wait_before - before->wait_before) + to->wait - from->wait;
  guint n = 0;

  if (known < least_known)
    clear_cell (cell);
  else
    {
      Kind kind = find_kind_across (lane, from, to, &n);

      set_cell (cell, run, wait, (double) known, kind, n);
    }
}

/* Of a cell that is narrower than a unit: whether it lies in what is recorded. */
static gboolean
is_inside (const ChunkRef *ref, double time_ns, const Edge *edge)
{
  return edge->slice != NONE && edge->at < ref->length && time_ns >= (double) ref->begin_ns;
}

static void
fill_cell_within_unit (const ChunkRef *ref, const Edge *edge, Cell cell)
{
  gint64 run = 0, wait = 0;

  split_units (ref->chunk, edge->slice, 255, &run, &wait);
  set_cell (cell, (double) run, (double) wait, 255.0, ref->chunk->kind[edge->slice], 1);
}

void
bobbin_history_get_looks (const BobbinHistory *history, guint lane_number, double begin_ns, double ns_per_cell,
                          guint n_cells, guint32 *out_looks, guint32 *out_others)
{
  g_return_if_fail (lane_number < history->n_lanes);
  g_return_if_fail (ns_per_cell > 0.0);

  const Lane *lane = &history->lanes[lane_number];
  gint64 even_units = (gint64) (2.0 * ns_per_cell / UNIT_NS);
  gint64 least_known = MAX ((gint64) (ns_per_cell / UNIT_NS / 2.0), 1);
  Edge from, to;
  guint n = 0;

  if (lane->first == lane->end)
    {
      for (guint i = 0; i < n_cells; i++)
        clear_cell ((Cell) { out_looks + i, out_others + i });
      return;
    }
  to = (Edge) { .chunk = bobbin_history_find_ref (lane, (gint64) begin_ns), .node = NONE };
  move_edge (lane, (gint64) begin_ns, even_units, &to);
  for (guint i = 0, next_try = 0; i < n_cells; i++)
    {
      if (i >= next_try)
        {
          guint n_even = bobbin_history_fill_evenly (lane, to.chunk, begin_ns + i * ns_per_cell, ns_per_cell, n_cells - i,
                                                     out_looks + i, out_others + i);

          next_try = i + MAX (n_even, RETRY_CELLS);
          if (n_even > 0)
            {
              i += n_even - 1;
              move_edge (lane, (gint64) (begin_ns + (i + 1) * ns_per_cell), even_units, &to);
              continue;
            }
        }
      Cell cell = { out_looks + i, out_others + i };

      from = to;
      move_edge (lane, (gint64) (begin_ns + (i + 1) * ns_per_cell), even_units, &to);
      if (from.chunk != to.chunk)
        fill_cell_across (lane, &from, &to, least_known, cell);
      else if (to.at == from.at && is_inside (&lane->refs[to.chunk], begin_ns + i * ns_per_cell, &to))
        fill_cell_within_unit (&lane->refs[to.chunk], &to, cell);
      else if (to.at - from.at < least_known)
        clear_cell (cell);
      else
        {
          Kind kind = find_kind (&lane->refs[to.chunk], &from, &to, &n);

          set_cell (cell, to.run - from.run, to.wait - from.wait, (double) (to.at - from.at), kind, n);
        }
    }
}

void
bobbin_history_get_cells (const BobbinHistory *history, guint lane, double begin_ns, double ns_per_cell, guint n_cells,
                          BobbinHistoryCell *out_cells)
{
  g_autofree guint32 *looks = g_new (guint32, MAX (n_cells, 1)), *others = g_new (guint32, MAX (n_cells, 1));

  bobbin_history_get_looks (history, lane, begin_ns, ns_per_cell, n_cells, looks, others);
  for (guint i = 0; i < n_cells; i++)
    out_cells[i] = (BobbinHistoryCell) {
      .run_255 = (guint8) bobbin_look_run_255 (looks[i]),
      .wait_255 = (guint8) bobbin_look_wait_255 (looks[i]),
      .why = (guint8) bobbin_look_why (looks[i]),
      .n = (guint8) bobbin_look_n (looks[i]),
      .other = (guint16) others[i],
    };
}
