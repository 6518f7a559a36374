/* bobbin-history-even.c - pixels that are wide beside the nodes below them
 *
 * The sums of running and waiting are known at the begins of nodes and groups:
 * they are the knots of two curves. Where none of their pieces is wider than
 * two pixels each piece is taken as straight. Then a batch of pixels is some
 * plain loops over arrays, which do the same whatever the data are: a search
 * whose steps depend on the data would make the processor guess, and guess
 * wrong about every other pixel, which costs more than all the rest.
 */
#include "config.h"

#include "bobbin-history-private.h"
#include "bobbin-wide.h"

#define MOST_CELLS 96u
#define MOST_KNOTS (4u * MOST_CELLS)

/* Times in units from the begin of the batch's first chunk, sums in units. */
typedef struct {
  double at[MOST_KNOTS];
  double run[MOST_KNOTS];
  double wait[MOST_KNOTS];
  Kind   kind[MOST_KNOTS]; /* of what begins there */
  guint8 n[MOST_KNOTS];    /* slices in it */
  guint  length;
  double origin_run, origin_wait;
} Knots;

/* The knots of one chunk, without its end. */
static void
add_knots (Knots *restrict knots, const Lane *lane, guint chunk, double chunk_at, guint first, guint n,
           const guint32 *restrict begin, const guint32 *restrict run, const guint32 *restrict wait,
           const Kind *restrict kind, guint n_slices)
{
  const ChunkRef *ref = &lane->refs[chunk];
  double run_before = (double) ref->run_before, wait_before = (double) ref->wait_before;
  guint at = knots->length;

  for (guint i = first; i < n; i++, at++)
    {
      knots->at[at] = chunk_at + begin[i];
      knots->run[at] = run_before + run[i];
      knots->wait[at] = wait_before + wait[i];
      knots->kind[at] = kind[i];
      knots->n[at] = (guint8) n_slices;
    }
  knots->length = at;
}

BOBBIN_WIDE static gboolean
is_even (const guint32 *begin, guint n, gint64 length, gint64 even_units)
{
  guint32 widest = 0;

  for (guint i = 1; i < n; i++)
    widest = MAX (widest, begin[i] - begin[i - 1]);
  return widest <= even_units && length - begin[n - 1] <= even_units;
}

/* Chunks lie anywhere, so the processor cannot see the next one coming. */
static void
prefetch_nodes (const ChunkRef *ref)
{
  const char *from = (const char *) ref->chunk->node_begin, *end = (const char *) (ref->chunk->node_kind + CHUNK_NODES);

  for (const char *line = from; line < end; line += 64)
    __builtin_prefetch (line);
}

/* The chunk's knots from @at on, which are the last piece that begins at or
 * before it. FALSE: some of its pieces are too wide. */
static gboolean
add_chunk (Knots *knots, const Lane *lane, guint chunk, double chunk_at, gint64 from, gint64 even_units)
{
  const ChunkRef *ref = &lane->refs[chunk];
  guint first = 0;

  if (is_even (ref->group_begin, CHUNK_GROUPS, ref->length, even_units))
    {
      while (first + 1 < CHUNK_GROUPS && ref->group_begin[first + 1] <= from)
        first++;
      add_knots (knots, lane, chunk, chunk_at, first, CHUNK_GROUPS, ref->group_begin, ref->group_run, ref->group_wait,
                 ref->group_kind, GROUP_SLICES);
      return TRUE;
    }
  if (chunk + 2 < lane->end)
    prefetch_nodes (ref + 1);
  if (!is_even (ref->chunk->node_begin, CHUNK_NODES, ref->length, even_units))
    return FALSE;
  while (first + 1 < CHUNK_NODES && ref->chunk->node_begin[first + 1] <= from)
    first++;
  add_knots (knots, lane, chunk, chunk_at, first, CHUNK_NODES, ref->chunk->node_begin, ref->chunk->node_run,
             ref->chunk->node_wait, ref->chunk->node_kind, NODE_SLICES);
  return TRUE;
}

/* All knots from the begin of the batch, in @chunk, on. How far they reach is
 * where the last one is, of which only time and sums are filled in. */
static void
collect_knots (Knots *knots, const Lane *lane, guint chunk, gint64 from, double need_units, gint64 even_units)
{
  gint64 begin_ns = lane->refs[chunk].begin_ns;

  knots->length = 0;
  for (guint i = chunk; i + 1 < lane->end; i++)
    {
      const ChunkRef *ref = &lane->refs[i], *next = ref + 1;
      double chunk_at = (double) ((ref->begin_ns - begin_ns) / UNIT_NS);

      if (ref->n < CHUNK_SLICES || knots->length + CHUNK_NODES >= MOST_KNOTS
          || !add_chunk (knots, lane, i, chunk_at, i == chunk ? from : 0, even_units))
        return;
      knots->at[knots->length] = chunk_at + (double) ref->length;
      knots->run[knots->length] = (double) next->run_before;
      knots->wait[knots->length] = (double) next->wait_before;
      if (next->begin_ns != ref_end_ns (ref) || chunk_at + (double) ref->length > need_units)
        return;
    }
}

/* For each boundary between cells the knot that it comes after. */
static void
find_knots (const Knots *knots, double begin, double cells_per_unit, guint n_cells, guint16 *out_knot)
{
  for (guint i = 0; i <= n_cells; i++)
    out_knot[i] = 0;
  for (guint i = 1; i < knots->length; i++)
    {
      double cell = (knots->at[i] - begin) * cells_per_unit;

      if (cell > n_cells)
        break;
      out_knot[(guint) cell + 1 <= n_cells ? (guint) cell + 1 : n_cells] = (guint16) i;
    }
  for (guint i = 1; i <= n_cells; i++)
    out_knot[i] = MAX (out_knot[i], out_knot[i - 1]);
}

/* The curves at all boundaries, and what lies between two of them in 255ths of a cell. */
BOBBIN_WIDE static void
measure (const Knots *restrict knots, const guint16 *restrict knot, double begin, double units_per_cell, guint n_cells,
         gint32 *restrict out_run_255, gint32 *restrict out_wait_255)
{
  double run[MOST_CELLS + 1], wait[MOST_CELLS + 1];
  double scale = 255.0 / units_per_cell;

  for (guint i = 0; i <= n_cells; i++)
    {
      guint k = knot[i];
      double share = (begin + i * units_per_cell - knots->at[k]) / (knots->at[k + 1] - knots->at[k]);

      run[i] = (knots->run[k] + share * (knots->run[k + 1] - knots->run[k])) * scale;
      wait[i] = (knots->wait[k] + share * (knots->wait[k + 1] - knots->wait[k])) * scale;
    }
  for (guint i = 0; i < n_cells; i++)
    {
      out_run_255[i] = (gint32) (run[i + 1] - run[i] + 0.5);
      out_wait_255[i] = (gint32) (wait[i + 1] - wait[i] + 0.5);
    }
}

guint
bobbin_history_fill_evenly (const Lane *lane, guint chunk, double begin_ns, double ns_per_cell, guint n_cells,
                            BobbinHistoryCell *out_cells)
{
  double begin = (begin_ns - (double) lane->refs[chunk].begin_ns) / UNIT_NS;
  double units_per_cell = ns_per_cell / UNIT_NS;
  gint32 run_255[MOST_CELLS], wait_255[MOST_CELLS];
  guint16 knot[MOST_CELLS + 1];
  Knots knots;

  if (begin < 0.0 || units_per_cell < 64.0)
    return 0;
  n_cells = MIN (n_cells, MOST_CELLS);
  collect_knots (&knots, lane, chunk, (gint64) begin, begin + n_cells * units_per_cell, (gint64) (2.0 * units_per_cell));
  if (knots.length == 0)
    return 0;
  n_cells = MIN (n_cells, (guint) MAX ((knots.at[knots.length] - begin) / units_per_cell, 0.0));
  find_knots (&knots, begin, 1.0 / units_per_cell, n_cells, knot);

  measure (&knots, knot, begin, units_per_cell, n_cells, run_255, wait_255);
  for (guint i = 0; i < n_cells; i++)
    set_cell (&out_cells[i], run_255[i], wait_255[i], knots.kind[(knot[i] + knot[i + 1]) / 2],
              (guint) knots.n[knot[i]] * (1u + knot[i + 1] - knot[i]));
  return n_cells;
}
