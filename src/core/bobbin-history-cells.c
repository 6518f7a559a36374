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

#define NO_SLICE G_MAXUINT

/* Where two pixels meet. */
typedef struct {
  guint  chunk;
  guint  node;
  guint  slice; /* NO_SLICE: not looked for */
  gint64 at;    /* units from the chunk's begin */
  gint64 run, wait, known; /* units, since the lane's begin */
} Edge;

static inline void
find_edge (const Lane *lane, const Edge *before, gint64 time_ns, gint64 cell_units, Edge *edge)
{
  guint c = before->chunk;
  guint node = before->node;

  while (c + 1 < lane->end && lane->refs[c + 1].begin_ns <= time_ns)
    {
      c++;
      node = 0;
    }
  const ChunkRef *ref = &lane->refs[c];
  const Chunk *chunk = ref->chunk;
  gint64 at = CLAMP (time_ns - ref->begin_ns, 0, ref->length * UNIT_NS) / UNIT_NS;
  guint n_nodes = ref_n_nodes (ref);

  /* Some steps onwards, then by halves. */
  for (guint tries = 0; tries < 6 && node + 1 < n_nodes && chunk->node_begin[node + 1] <= at; tries++)
    node++;
  if (node + 1 < n_nodes && chunk->node_begin[node + 1] <= at)
    node = bobbin_history_find_node (ref, node, at);

  gint64 begin = chunk->node_begin[node], end = node_end (ref, node);
  edge->chunk = c;
  edge->node = node;
  edge->at = at;
  edge->slice = NO_SLICE;
  edge->known = ref->known_before + at;
  edge->run = ref->run_before + chunk->node_run[node];
  edge->wait = ref->wait_before + chunk->node_wait[node];
  if (end - begin <= cell_units && node + 1 < n_nodes)
    {
      float share = (float) (at - begin) / (float) (end - begin);

      edge->run += (gint64) (share * (float) (chunk->node_run[node + 1] - chunk->node_run[node]));
      edge->wait += (gint64) (share * (float) (chunk->node_wait[node + 1] - chunk->node_wait[node]));
      return;
    }
  guint i = node * NODE_SLICES, last = MIN (i + NODE_SLICES, ref->n) - 1;
  for (; i < last && chunk->begin[i + 1] <= at; i++)
    split_units (chunk, i, chunk->begin[i + 1] - chunk->begin[i], &edge->run, &edge->wait);
  split_units (chunk, i, at - chunk->begin[i], &edge->run, &edge->wait);
  edge->slice = i;
}

/* What the pixel was most: exactly among a few slices, else what the node in
 * its middle says. */
static inline Kind
find_kind (const Lane *lane, const Edge *from, const Edge *to, guint *out_n)
{
  const ChunkRef *ref = &lane->refs[to->chunk];
  guint node = to->node;

  if (from->chunk == to->chunk)
    {
      if (from->slice != NO_SLICE && from->slice == to->slice)
        {
          *out_n = 1;
          return ref->chunk->kind[to->slice];
        }
      if (from->node == to->node || (from->slice != NO_SLICE && to->slice != NO_SLICE && to->node - from->node <= 1))
        {
          guint first = from->slice != NO_SLICE ? from->slice : from->node * NODE_SLICES;
          guint end = to->slice != NO_SLICE ? to->slice + 1 : MIN ((to->node + 1) * NODE_SLICES, ref->n);

          /* The slice that only begins where the pixel ends is none of it. */
          if (end - first > 1 && ref->chunk->begin[end - 1] >= to->at)
            end--;
          *out_n = end - first;
          return *out_n == 1 ? ref->chunk->kind[first] : bobbin_history_most (ref, first, end, from->at, to->at);
        }
      *out_n = (to->node - from->node) * NODE_SLICES;
      node = (from->node + to->node) / 2;
    }
  else if (to->chunk == from->chunk + 1 && from->slice == lane->refs[from->chunk].n - 1 && to->slice == 0)
    {
      gint64 left = lane->refs[from->chunk].length - from->at;

      *out_n = to->at > 0 ? 2 : 1;
      return left > to->at ? lane->refs[from->chunk].chunk->kind[from->slice] : ref->chunk->kind[0];
    }
  else
    *out_n = 255;
  return node + 1 < ref_n_nodes (ref) ? ref->chunk->node_kind[node] : bobbin_history_node_most (ref, node);
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
  edges[1] = (Edge) { .chunk = bobbin_history_find_ref (lane, (gint64) begin_ns) };
  find_edge (lane, &edges[1], (gint64) begin_ns, cell_units, &edges[0]);
  for (guint i = 0; i < n_cells; i++)
    {
      gint64 time_ns = (gint64) (begin_ns + (i + 1) * ns_per_cell);

      find_edge (lane, &edges[i % 2], time_ns, cell_units, &edges[(i + 1) % 2]);
      fill_cell (lane, &edges[i % 2], &edges[(i + 1) % 2], least_known, &out_cells[i]);
    }
}
