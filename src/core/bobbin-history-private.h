/* bobbin-history-private.h - the chunks behind bobbin-history.h
 *
 * Times within a chunk are units of 16 ns from its begin. A chunk begins anew
 * when 512 slices are full, after a gap in the record, and before an offset
 * would not fit 32 bits; only its last slice may reach further than that.
 *
 * What lies before a node or a chunk (its "before" sums) is known when its
 * first slice is appended. What a node holds most, and the totals of a chunk,
 * are written when it is full; of the last one they are found out when asked.
 */
#pragma once

#include "bobbin-history.h"

G_BEGIN_DECLS

#define UNIT_NS      16
#define CHUNK_SLICES 512u
#define NODE_SLICES  8u
#define CHUNK_NODES  (CHUNK_SLICES / NODE_SLICES)
#define GROUP_NODES  8u
#define GROUP_SLICES (NODE_SLICES * GROUP_NODES)
#define CHUNK_GROUPS (CHUNK_NODES / GROUP_NODES)
#define NO_OTHER     0xfffu

/* Upper 4 bits: BobbinState; lower 12: the other side. */
typedef guint16 Kind;

typedef struct {
  guint8 run_255, wait_255;
} MixedShares;

/* The totals of a chunk, in units. */
typedef struct {
  gint64  state[BOBBIN_N_STATES];
  gint64  shortest, longest;
  guint16 n_runs, n_moves;
  guint16 first_other, last_other; /* of the first and the last run; NO_OTHER: none ran */
} ChunkTotals;

typedef struct {
  guint32      begin[CHUNK_SLICES];
  Kind         kind[CHUNK_SLICES];
  guint32      node_begin[CHUNK_NODES];
  guint32      node_run[CHUNK_NODES];  /* since the chunk's begin */
  guint32      node_wait[CHUNK_NODES];
  Kind         node_kind[CHUNK_NODES]; /* why it was blocked most; where it ran most */
  MixedShares *mixed; /* of each slice; NULL while none is MIXED */
  ChunkTotals  totals;
} Chunk;

/* A chunk's place in its lane, with its groups of 8 nodes. They lie together,
 * because a picture of millions of slices reads these from end to end and
 * touches no chunk at all. */
typedef struct {
  gint64  begin_ns;
  gint64  length;      /* units */
  gint64  run_before;  /* units, since the lane's begin */
  gint64  wait_before;
  gint64  known_before;
  guint64 first; /* number of its first slice since the lane's begin */
  Chunk  *chunk;
  guint   n; /* slices */
  guint32 group_begin[CHUNK_GROUPS];
  guint32 group_run[CHUNK_GROUPS]; /* since the chunk's begin */
  guint32 group_wait[CHUNK_GROUPS];
  Kind    group_kind[CHUNK_GROUPS];
} ChunkRef;

typedef struct {
  ChunkRef *refs; /* refs[first] … refs[end - 1] */
  guint     first, end, capacity;
  gint64    run, wait; /* units, up to the begin of the last slice */
} Lane;

struct _BobbinHistory {
  Lane *lanes;
  guint n_lanes;
  gsize max_bytes;
  gsize bytes; /* of the chunks and what belongs to them */
};

static inline Kind
make_kind (BobbinState state, guint other)
{
  return (Kind) (state << 12 | MIN (other, NO_OTHER));
}

static inline BobbinState
kind_state (Kind kind)
{
  return (BobbinState) (kind >> 12);
}

static inline guint
kind_other (Kind kind)
{
  return kind & NO_OTHER;
}

static inline gint64
ref_end_ns (const ChunkRef *ref)
{
  return ref->begin_ns + ref->length * UNIT_NS;
}

/* Units from the chunk's begin at which slice @i ends. */
static inline gint64
slice_end (const ChunkRef *ref, guint i)
{
  return i + 1 < ref->n ? ref->chunk->begin[i + 1] : ref->length;
}

static inline guint
ref_n_nodes (const ChunkRef *ref)
{
  return (ref->n + NODE_SLICES - 1) / NODE_SLICES;
}

static inline gint64
node_end (const ChunkRef *ref, guint node)
{
  return node + 1 < ref_n_nodes (ref) ? ref->chunk->node_begin[node + 1] : ref->length;
}

static inline guint
ref_n_groups (const ChunkRef *ref)
{
  return (ref->n + GROUP_SLICES - 1) / GROUP_SLICES;
}

static inline gint64
group_end (const ChunkRef *ref, guint group)
{
  return group + 1 < ref_n_groups (ref) ? ref->group_begin[group + 1] : ref->length;
}

/* Of @units of slice @i: how many were on a core, how many waiting. */
static inline void
split_units (const Chunk *chunk, guint i, gint64 units, gint64 *run, gint64 *wait)
{
  BobbinState state = kind_state (chunk->kind[i]);

  if (state == BOBBIN_STATE_RUNNING)
    *run += units;
  else if (state == BOBBIN_STATE_READY)
    *wait += units;
  else if (state == BOBBIN_STATE_MIXED)
    {
      *run += units * chunk->mixed[i].run_255 / 255;
      *wait += units * chunk->mixed[i].wait_255 / 255;
    }
}

/* What a cell shows, and where; @run_255 + @wait_255 <= 255, @n <= 255. */
static inline guint32
make_look (guint run_255, guint wait_255, Kind kind, guint n)
{
  return bobbin_look_make (run_255, wait_255, kind_state (kind), n);
}

static inline guint32
make_other (guint run_255, Kind kind)
{
  guint other = kind_other (kind);

  return other == NO_OTHER || run_255 == 0 ? BOBBIN_NO_CORE : other;
}

/* Last chunk of @lane that begins at or before @time_ns; the first one when
 * none does. The lane must not be empty. */
guint bobbin_history_find_ref (const Lane *lane, gint64 time_ns);

/* Last node of @ref, from @from on, that begins at or before @at units; last
 * slice of it. */
guint bobbin_history_find_node  (const ChunkRef *ref, guint from, gint64 at);
guint bobbin_history_find_slice (const ChunkRef *ref, guint node, gint64 at);

/* What slices @first … @end-1 of @ref were most, between two times in units. */
Kind bobbin_history_most (const ChunkRef *ref, guint first, guint end, gint64 from, gint64 to);
Kind bobbin_history_node_most  (const ChunkRef *ref, guint node);
Kind bobbin_history_group_most (const ChunkRef *ref, guint group);

/* Fills as many of @n_cells as can be done at once; the first begins in @chunk.
 * 0: the slices there are too long beside a cell. */
guint bobbin_history_fill_evenly (const Lane *lane, guint chunk, double begin_ns, double ns_per_cell, guint n_cells,
                                  guint32 *out_looks, guint32 *out_others);

/* Totals of the slices between two times in units. */
void bobbin_history_total_up (const ChunkRef *ref, gint64 from, gint64 to, ChunkTotals *out);

G_END_DECLS
