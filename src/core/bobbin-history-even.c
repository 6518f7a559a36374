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

#include <string.h>

#define MOST_CELLS 128u
#define MOST_KNOTS (6u * CHUNK_NODES)

/* What a number of the batch may be: few enough bits for a float to tell one
 * thousandth of a pixel. */
#define MOST_TICKS (G_GINT64_CONSTANT (1) << 29)

/* Times and sums are ticks from the batch's begin: units, or so many of them as
 * make MOST_TICKS enough. */
typedef struct {
  gint32 at[MOST_KNOTS];
  gint32 run[MOST_KNOTS];
  gint32 wait[MOST_KNOTS];
  guint32 kind[MOST_KNOTS]; /* of what begins there */
  gint32  n[MOST_KNOTS];    /* slices in it */
  gint32 cell[MOST_KNOTS]; /* the first boundary that comes after it */
  guint  length;
  gint64 origin_at, origin_run, origin_wait; /* units since the lane's begin of the record, and of its sums */
  guint  shift;
} Knots;

BOBBIN_WIDE static void
turn_to_ticks (const guint32 *restrict units, guint n, gint64 before, guint shift, gint32 *restrict out)
{
  guint32 low = (guint32) before; /* all that counts without a shift */

  if (shift == 0)
    for (guint i = 0; i < n; i++)
      out[i] = (gint32) (low + units[i]);
  else
    for (guint i = 0; i < n; i++)
      out[i] = (gint32) ((before + units[i]) >> shift);
}

BOBBIN_WIDE static void
set_kinds (const Kind *restrict kind, guint n, gint32 n_slices, guint32 *restrict out_kind, gint32 *restrict out_n)
{
  for (guint i = 0; i < n; i++)
    {
      out_kind[i] = kind[i];
      out_n[i] = n_slices;
    }
}

/* The knots of one chunk from the @first on, without its end. */
static void
add_knots (Knots *knots, const ChunkRef *ref, gint64 chunk_at, guint first, guint n, const guint32 *begin,
           const guint32 *run, const guint32 *wait, const Kind *kind, gint32 n_slices)
{
  guint to = knots->length;

  turn_to_ticks (begin + first, n - first, chunk_at - knots->origin_at, knots->shift, knots->at + to);
  turn_to_ticks (run + first, n - first, ref->run_before - knots->origin_run, knots->shift, knots->run + to);
  turn_to_ticks (wait + first, n - first, ref->wait_before - knots->origin_wait, knots->shift, knots->wait + to);
  set_kinds (kind + first, n - first, n_slices, knots->kind + to, knots->n + to);
  knots->length += n - first;
}

BOBBIN_WIDE static guint32
get_widest (const guint32 *begin, guint n)
{
  guint32 widest = 0;

  for (guint i = 1; i < n; i++)
    widest = MAX (widest, begin[i] - begin[i - 1]);
  return widest;
}

static gboolean
is_even (const guint32 *begin, guint n, gint64 length, gint64 even_units)
{
  return length - begin[n - 1] <= even_units && get_widest (begin, n) <= even_units;
}

/* Chunks lie anywhere, so the processor cannot see the next one coming. */
static void
prefetch_nodes (const ChunkRef *ref)
{
  const char *from = (const char *) ref->chunk->node_begin, *end = (const char *) (ref->chunk->node_kind + CHUNK_NODES);

  for (const char *line = from; line < end; line += 64)
    __builtin_prefetch (line);
}

/* The chunk's knots from @from units on, which are the last piece that begins
 * at or before it. FALSE: some of its pieces are too wide. */
static gboolean
add_chunk (Knots *knots, const Lane *lane, guint chunk, gint64 chunk_at, gint64 from, gint64 even_units)
{
  const ChunkRef *ref = &lane->refs[chunk];
  guint first = 0;

  if (is_even (ref->group_begin, CHUNK_GROUPS, ref->length, even_units))
    {
      while (first + 1 < CHUNK_GROUPS && ref->group_begin[first + 1] <= from)
        first++;
      add_knots (knots, ref, chunk_at, first, CHUNK_GROUPS, ref->group_begin, ref->group_run, ref->group_wait,
                 ref->group_kind, GROUP_SLICES);
      return TRUE;
    }
  if (chunk + 2 < lane->end)
    prefetch_nodes (ref + 1);
  if (!is_even (ref->chunk->node_begin, CHUNK_NODES, ref->length, even_units))
    return FALSE;
  while (first + 1 < CHUNK_NODES && ref->chunk->node_begin[first + 1] <= from)
    first++;
  add_knots (knots, ref, chunk_at, first, CHUNK_NODES, ref->chunk->node_begin, ref->chunk->node_run,
             ref->chunk->node_wait, ref->chunk->node_kind, NODE_SLICES);
  return TRUE;
}

/* All knots from @from units of @chunk to at least @need_units later. How far
 * they reach is where the last one is, of which only time and sums are filled in. */
static void
collect_knots (Knots *knots, const Lane *lane, guint chunk, gint64 from, gint64 need_units, gint64 even_units)
{
  const ChunkRef *begin = &lane->refs[chunk];

  knots->length = 0;
  knots->origin_at = from;
  knots->origin_run = begin->run_before;
  knots->origin_wait = begin->wait_before;
  knots->shift = 0;
  while ((need_units + from + 2 * begin->length) >> knots->shift > MOST_TICKS)
    knots->shift++;
  for (guint i = chunk; i + 1 < lane->end; i++)
    {
      const ChunkRef *ref = &lane->refs[i], *next = ref + 1;
      gint64 chunk_at = (ref->begin_ns - begin->begin_ns) / UNIT_NS;

      if (ref->n < CHUNK_SLICES || knots->length + CHUNK_NODES >= MOST_KNOTS
          || (chunk_at + ref->length - from) >> knots->shift > 2 * MOST_TICKS
          || !add_chunk (knots, lane, i, chunk_at, i == chunk ? from : 0, even_units))
        return;
      knots->at[knots->length] = (gint32) ((chunk_at + ref->length - from) >> knots->shift);
      knots->run[knots->length] = (gint32) ((next->run_before - knots->origin_run) >> knots->shift);
      knots->wait[knots->length] = (gint32) ((next->wait_before - knots->origin_wait) >> knots->shift);
      if (next->begin_ns != ref_end_ns (ref) || chunk_at + ref->length - from > need_units)
        return;
    }
}

BOBBIN_WIDE static void
find_cells (Knots *knots, float cells_per_tick)
{
  for (guint i = 0; i < knots->length; i++)
    knots->cell[i] = (gint32) ((float) knots->at[i] * cells_per_tick) + 1;
}

/* For each boundary between cells the knot that it comes after. */
static void
find_knots (const Knots *knots, guint n_cells, gint32 *out_knot)
{
  gint32 knot = 0;

  memset (out_knot, 0, (n_cells + 1) * sizeof *out_knot);
  for (guint i = 1; i < knots->length && knots->cell[i] <= (gint32) n_cells; i++)
    out_knot[knots->cell[i]] = (gint32) i;
  for (guint i = 1; i <= n_cells; i++)
    {
      knot = MAX (knot, out_knot[i]);
      out_knot[i] = knot;
    }
}

typedef struct {
  gint32 run[MOST_CELLS + 1], wait[MOST_CELLS + 1];
} Boundaries;

/* The curves at all boundaries. */
BOBBIN_WIDE static void
measure (const Knots *restrict knots, const gint32 *restrict knot, float ticks_per_cell, guint n_cells,
         Boundaries *restrict out)
{
  for (guint i = 0; i <= n_cells; i++)
    {
      gint32 k = knot[i];
      float share = ((float) (gint32) i * ticks_per_cell - (float) knots->at[k]) / (float) (knots->at[k + 1] - knots->at[k]);

      out->run[i] = knots->run[k] + (gint32) (share * (float) (knots->run[k + 1] - knots->run[k]));
      out->wait[i] = knots->wait[k] + (gint32) (share * (float) (knots->wait[k + 1] - knots->wait[k]));
    }
}

/* What lies between two of them. */
BOBBIN_WIDE static void
fill_cells (const Knots *restrict knots, const gint32 *restrict knot, float ticks_per_cell, guint n_cells,
            const Boundaries *restrict boundaries, guint32 *restrict out_looks, guint32 *restrict out_others)
{
  float scale = 255.0f / ticks_per_cell;

  for (guint i = 0; i < n_cells; i++)
    {
      guint32 kind = knots->kind[(knot[i] + knot[i + 1]) / 2];
      gint32 n = knots->n[knot[i]] * (1 + knot[i + 1] - knot[i]);
      gint32 run_255 = (gint32) ((float) (boundaries->run[i + 1] - boundaries->run[i]) * scale + 0.5f);
      gint32 wait_255 = (gint32) ((float) (boundaries->wait[i + 1] - boundaries->wait[i]) * scale + 0.5f);
      guint32 other = kind & NO_OTHER;

      run_255 = MIN (MAX (run_255, 0), 255);
      wait_255 = MIN (MAX (wait_255, 0), 255 - run_255);
      n = MIN (n, 255);
      out_looks[i] = (guint32) run_255 | (guint32) wait_255 << 8 | kind >> 12 << 16 | (guint32) n << 24;
      other = other == NO_OTHER ? BOBBIN_NO_CORE : other;
      out_others[i] = run_255 == 0 ? BOBBIN_NO_CORE : other;
    }
}

guint
bobbin_history_fill_evenly (const Lane *lane, guint chunk, double begin_ns, double ns_per_cell, guint n_cells,
                            guint32 *out_looks, guint32 *out_others)
{
  gint64 from = (gint64) ((begin_ns - (double) lane->refs[chunk].begin_ns) / UNIT_NS);
  double units_per_cell = ns_per_cell / UNIT_NS, ticks_per_cell;
  gint32 knot[MOST_CELLS + 1];
  Boundaries boundaries;
  Knots knots;

  if (from < 0 || units_per_cell < 1024.0)
    return 0;
  n_cells = MIN (n_cells, MOST_CELLS);
  collect_knots (&knots, lane, chunk, from, (gint64) (n_cells * units_per_cell), (gint64) (2.0 * units_per_cell));
  if (knots.length == 0 || knots.at[knots.length] <= 0)
    return 0; /* too long, or behind the chunk's end: a gap */
  ticks_per_cell = units_per_cell / (double) (G_GINT64_CONSTANT (1) << knots.shift);
  n_cells = MIN (n_cells, (guint) ((double) knots.at[knots.length] / ticks_per_cell));
  find_cells (&knots, (float) (1.0 / ticks_per_cell));
  find_knots (&knots, n_cells, knot);
  measure (&knots, knot, (float) ticks_per_cell, n_cells, &boundaries);
  fill_cells (&knots, knot, (float) ticks_per_cell, n_cells, &boundaries, out_looks, out_others);
  return n_cells;
}
