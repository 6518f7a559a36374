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

/* Where two pixels meet. */
typedef struct {
  guint  chunk;
  guint  group;
  guint  node;  /* NONE: not looked for, groups are narrow enough */
  guint  slice; /* NONE: nodes are */
  gint64 at;    /* units from the chunk's begin */
  gint64 run, wait, known; /* units, since the lane's begin */
} Edge;

static inline gint64
part_of (gint64 whole, float share)
{
  return (gint64) (share * (float) whole);
}

static inline void
find_in_group (const ChunkRef *ref, Edge *edge)
{
  guint group = edge->group;
  gint64 begin = ref->group_begin[group];
  float share = (float) (edge->at - begin) / (float) (ref->group_begin[group + 1] - begin);

  edge->run += ref->group_run[group] + part_of (ref->group_run[group + 1] - ref->group_run[group], share);
  edge->wait += ref->group_wait[group] + part_of (ref->group_wait[group + 1] - ref->group_wait[group], share);
  edge->node = edge->slice = NONE;
}

static inline void
find_in_node (const Chunk *chunk, Edge *edge)
{
  guint node = edge->node;
  gint64 begin = chunk->node_begin[node];
  float share = (float) (edge->at - begin) / (float) (chunk->node_begin[node + 1] - begin);

  edge->run += chunk->node_run[node] + part_of (chunk->node_run[node + 1] - chunk->node_run[node], share);
  edge->wait += chunk->node_wait[node] + part_of (chunk->node_wait[node + 1] - chunk->node_wait[node], share);
  edge->slice = NONE;
}

static inline void
find_slice (const ChunkRef *ref, Edge *edge)
{
  const Chunk *chunk = ref->chunk;
  guint i = edge->node * NODE_SLICES, last = MIN (i + NODE_SLICES, ref->n) - 1;

  edge->run += chunk->node_run[edge->node];
  edge->wait += chunk->node_wait[edge->node];
  for (; i < last && chunk->begin[i + 1] <= edge->at; i++)
    split_units (chunk, i, chunk->begin[i + 1] - chunk->begin[i], &edge->run, &edge->wait);
  split_units (chunk, i, edge->at - chunk->begin[i], &edge->run, &edge->wait);
  edge->slice = i;
}

/* @edge is that of an earlier time, and becomes that of @time_ns. */
static inline void
move_edge (const Lane *lane, gint64 time_ns, gint64 cell_units, Edge *edge)
{
  const ChunkRef *ref = &lane->refs[edge->chunk];

  while (edge->chunk + 1 < lane->end && ref[1].begin_ns <= time_ns)
    {
      edge->chunk++;
      edge->group = 0;
      edge->node = NONE;
      ref++;
    }
  edge->at = CLAMP (time_ns - ref->begin_ns, 0, ref->length * UNIT_NS) / UNIT_NS;
  edge->known = ref->known_before + edge->at;
  edge->run = ref->run_before;
  edge->wait = ref->wait_before;

  guint group = edge->group, n_groups = ref_n_groups (ref);
  while (group + 1 < n_groups && ref->group_begin[group + 1] <= edge->at)
    group++;
  if (group != edge->group)
    edge->node = NONE;
  edge->group = group;
  if (group + 1 < n_groups && ref->group_begin[group + 1] - ref->group_begin[group] <= cell_units)
    {
      find_in_group (ref, edge);
      return;
    }

  guint node = edge->node == NONE ? group * GROUP_NODES : edge->node;
  guint end = MIN ((group + 1) * GROUP_NODES, ref_n_nodes (ref));
  while (node + 1 < end && ref->chunk->node_begin[node + 1] <= edge->at)
    node++;
  edge->node = node;
  if (node + 1 < ref_n_nodes (ref) && ref->chunk->node_begin[node + 1] - ref->chunk->node_begin[node] <= cell_units)
    find_in_node (ref->chunk, edge);
  else
    find_slice (ref, edge);
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

/* The last slice of a chunk and the first of the next. */
static inline Kind
find_kind_of_two (const Lane *lane, const Edge *from, const Edge *to, guint *out_n)
{
  const ChunkRef *ref = &lane->refs[from->chunk];

  *out_n = to->at > 0 ? 2 : 1;
  return ref->length - from->at > to->at ? ref->chunk->kind[from->slice] : ref[1].chunk->kind[0];
}

static inline Kind
get_node_kind (const ChunkRef *ref, guint node)
{
  return node + 1 < ref_n_nodes (ref) ? ref->chunk->node_kind[node] : bobbin_history_node_most (ref, node);
}

/* What the pixel was most: exactly among a few slices, else what the node or
 * the group in its middle says. */
static inline Kind
find_kind (const Lane *lane, const Edge *from, const Edge *to, guint *out_n)
{
  const ChunkRef *ref = &lane->refs[to->chunk];
  gboolean together = from->chunk == to->chunk;

  if (together && from->slice != NONE && to->slice != NONE && to->node - from->node <= 1)
    return find_kind_of_slices (ref, from, to, out_n);
  if (!together && to->chunk == from->chunk + 1 && to->slice == 0 && from->slice == lane->refs[from->chunk].n - 1)
    return find_kind_of_two (lane, from, to, out_n);

  *out_n = 255;
  if (to->node == NONE)
    {
      guint group = together ? (from->group + to->group) / 2 : to->group / 2;

      return group + 1 < ref_n_groups (ref) ? ref->group_kind[group] : bobbin_history_group_most (ref, group);
    }
  if (together && from->node != NONE)
    {
      *out_n = (to->node - from->node + 1) * NODE_SLICES;
      return get_node_kind (ref, (from->node + to->node) / 2);
    }
  return get_node_kind (ref, to->node);
}

static inline void
fill_cell (const Lane *lane, const Edge *from, const Edge *to, gint64 least_known, BobbinHistoryCell *cell)
{
  gint64 known = to->known - from->known;
  guint n;

  if (known < least_known || known <= 0)
    {
      *cell = (BobbinHistoryCell) { .why = BOBBIN_STATE_NONE, .other = BOBBIN_NO_CORE };
      return;
    }
  Kind kind = find_kind (lane, from, to, &n);
  float scale = 255.0f / (float) known;
  guint other = kind_other (kind);
  guint run = (guint) ((float) (to->run - from->run) * scale + 0.5f);
  guint wait = (guint) ((float) (to->wait - from->wait) * scale + 0.5f);

  cell->run_255 = (guint8) MIN (run, 255);
  cell->wait_255 = (guint8) MIN (wait, 255u - cell->run_255);
  cell->why = (guint8) kind_state (kind);
  cell->n = (guint8) MIN (n, 255);
  cell->other = other == NO_OTHER || run == 0 ? BOBBIN_NO_CORE : (guint16) other;
}

void
bobbin_history_get_cells (const BobbinHistory *history, guint lane_number, double begin_ns, double ns_per_cell,
                          guint n_cells, BobbinHistoryCell *out_cells)
{
  g_return_if_fail (lane_number < history->n_lanes);
  g_return_if_fail (ns_per_cell > 0.0);

  const Lane *lane = &history->lanes[lane_number];
  gint64 cell_units = (gint64) (ns_per_cell / UNIT_NS);
  gint64 least_known = MAX (cell_units / 2, 1);
  Edge edges[2];

  if (lane->first == lane->end)
    {
      for (guint i = 0; i < n_cells; i++)
        out_cells[i] = (BobbinHistoryCell) { .why = BOBBIN_STATE_NONE, .other = BOBBIN_NO_CORE };
      return;
    }
  edges[0] = (Edge) { .chunk = bobbin_history_find_ref (lane, (gint64) begin_ns), .node = NONE };
  move_edge (lane, (gint64) begin_ns, cell_units, &edges[0]);
  for (guint i = 0; i < n_cells; i++)
    {
      gint64 time_ns = (gint64) (begin_ns + (i + 1) * ns_per_cell);
      const Edge *from = &edges[i % 2];
      Edge *to = &edges[(i + 1) % 2];

      *to = *from;
      move_edge (lane, time_ns, cell_units, to);
      fill_cell (lane, from, to, least_known, &out_cells[i]);
    }
}
