/* bobbin-history.h - what each lane did, over time
 *
 * A lane is a list of slices in order of time without overlap; what is not
 * covered was not recorded. The same shape serves two tables: one lane per
 * worker, whose slices name the core ("other"), and one lane per core, whose
 * slices name the worker.
 *
 * A slice is 6 bytes in a chunk of 512: where it begins (in 16 ns from the
 * chunk's begin; it ends where the next one begins) and its state with the
 * other side. Above the slices lies a pyramid: 8 slices make a node (begin,
 * time on a core and time waiting before it, the core it ran on most, why it
 * was blocked most), 64 nodes a chunk (time per state, runs, moves, shortest
 * and longest, sums since the lane's begin). Because nodes and chunks hold sums
 * from the left, the shares of any stretch are two binary searches, and a row
 * of pixels costs the same however many slices lie below it. All told about
 * 8.4 bytes a slice.
 *
 * All lanes together have a bound; when it is reached the oldest chunk of all
 * goes first, but that of a lane that takes far more than its share before it,
 * and bobbin_history_get_dropped() says how many slices went. Main
 * thread only.
 */
#pragma once

#include "bobbin-time-span.h"

G_BEGIN_DECLS

#define BOBBIN_NO_CORE G_MAXUINT16

typedef struct _BobbinHistory BobbinHistory;

/* What a lane was doing. The first six are those of BobbinSliceState. */
typedef enum {
  BOBBIN_STATE_RUNNING,
  BOBBIN_STATE_READY,   /* wants a core and has none */
  BOBBIN_STATE_SLEEP,   /* blocked, and this is why */
  BOBBIN_STATE_LOCK,
  BOBBIN_STATE_PIPE,
  BOBBIN_STATE_DISK,
  BOBBIN_STATE_BLOCKED, /* blocked, and nobody wrote down why; of a core: none of the workers had it */
  BOBBIN_STATE_MIXED,   /* sampled: of this time only shares are known, not their order */
  BOBBIN_STATE_NONE,    /* nothing was recorded */
  BOBBIN_N_STATES
} BobbinState;

typedef struct {
  BobbinTimeSpan span;
  BobbinState    state;
  guint          other;      /* the core, or a core's worker; < 4095, or BOBBIN_NO_CORE */
  double         run_share;  /* MIXED only (kept in 255ths): 0 … 1, on a core … */
  double         wait_share; /* … ready without one; run + wait <= 1. bobbin_history_get() fills them in always */
} BobbinInterval;

/* Time of a lane within a span, in ns. unknown_ns: nothing was recorded then
 * (not yet born, ended, dropped). The four add up to the span's length. */
typedef struct {
  gint64 running_ns;
  gint64 waiting_ns;
  gint64 blocked_ns;
  gint64 unknown_ns;
} BobbinShares;

/* Everything about a lane within a span; what is only partly in it counts for
 * that part. */
typedef struct {
  gint64  state_ns[BOBBIN_N_STATES]; /* MIXED is put to RUNNING, READY and BLOCKED by its shares */
  guint64 n_slices;
  guint64 n_runs;      /* of them RUNNING */
  guint64 n_moves;     /* runs that were on another core than the run before; the first in the span is none */
  gint64  shortest_ns; /* of the slices, whole; 0: there is none */
  gint64  longest_ns;
} BobbinHistorySum;

/* What one pixel of a lane shows. */
typedef struct {
  guint8  run_255;  /* shares of its recorded time */
  guint8  wait_255;
  guint8  why;      /* BobbinState: what most of the rest was; READY or RUNNING when there is no rest;
                       MIXED: it is sampled */
  guint8  n;        /* slices that it shows; 0: less than half of it was recorded; 255: or more */
  guint16 other;    /* where it ran most; BOBBIN_NO_CORE: nowhere */
} BobbinHistoryCell;

/* @max_bytes bounds all lanes together; each lane keeps its newest chunk even so. */
BobbinHistory *bobbin_history_new  (guint n_lanes, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void           bobbin_history_free (BobbinHistory *history);

guint bobbin_history_get_n_lanes (const BobbinHistory *history);
/* One more lane, empty; its number. */
guint bobbin_history_add_lane    (BobbinHistory *history);

/* What the slices of all lanes take, everything counted. */
gsize bobbin_history_get_bytes (const BobbinHistory *history);

/* Appends; an interval that begins before the lane's end is cut, an empty one
 * is left out, one of less than 16 ns may be. One that goes on where the last
 * ended, in the same state on the same core, makes that one longer. TRUE when
 * it became a slice of its own. */
gboolean bobbin_history_append (BobbinHistory *history, guint lane, const BobbinInterval *interval);

/* Slices that are kept, and that were given up. */
guint64        bobbin_history_get_length  (const BobbinHistory *history, guint lane);
BobbinInterval bobbin_history_get         (const BobbinHistory *history, guint lane, guint64 i);
guint64        bobbin_history_get_dropped (const BobbinHistory *history, guint lane);

/* First slice of @lane that ends after @time_ns; its length if none does.
 * Binary search. */
guint64 bobbin_history_find (const BobbinHistory *history, guint lane, gint64 time_ns);

/* From the oldest kept begin to the newest end over all lanes, and of one
 * lane; empty at 0 when there is nothing. */
BobbinTimeSpan bobbin_history_get_extent      (const BobbinHistory *history);
BobbinTimeSpan bobbin_history_get_lane_extent (const BobbinHistory *history, guint lane);

/* How @lane spent @span. Two binary searches. */
BobbinShares bobbin_history_get_shares (const BobbinHistory *history, guint lane,
                                        BobbinTimeSpan span);

/* The same in full. Its cost follows the number of chunks in @span. */
BobbinHistorySum bobbin_history_get_sum (const BobbinHistory *history, guint lane, BobbinTimeSpan span);

/* Adds what @lane did in @span to @sum, for statistics of several lanes. */
void bobbin_history_add_sum (const BobbinHistory *history, guint lane, BobbinTimeSpan span, BobbinHistorySum *sum);

/* What @n_cells pixels of @ns_per_cell each show, the first one from @begin_ns
 * on. Exact where a node is wider than two pixels; else what a node holds is
 * spread evenly over it, which puts no sum off by more than half a pixel. */
void bobbin_history_get_cells (const BobbinHistory *history, guint lane, double begin_ns, double ns_per_cell,
                               guint n_cells, BobbinHistoryCell *out_cells);

/* The same in two arrays, which loops over many pixels like better: @out_others
 * as in a cell, and what bobbin_look_…() take apart. */
void bobbin_history_get_looks (const BobbinHistory *history, guint lane, double begin_ns, double ns_per_cell,
                               guint n_cells, guint32 *out_looks, guint32 *out_others);

static inline guint32
bobbin_look_make (guint run_255, guint wait_255, guint why, guint n)
{
  return run_255 | wait_255 << 8 | why << 16 | n << 24;
}

static inline guint
bobbin_look_run_255 (guint32 look)
{
  return look & 0xffu;
}

static inline guint
bobbin_look_wait_255 (guint32 look)
{
  return look >> 8 & 0xffu;
}

static inline guint
bobbin_look_why (guint32 look)
{
  return look >> 16 & 0xffu;
}

static inline guint
bobbin_look_n (guint32 look)
{
  return look >> 24;
}

/* Walks the slices of a lane, from the first one that ends after a time. A
 * walk ends to be valid when something is appended. */
typedef struct {
  const BobbinHistory *history;
  guint                lane;
  guint                chunk;
  guint                slice;
} BobbinHistoryWalk;

BobbinHistoryWalk bobbin_history_walk      (const BobbinHistory *history, guint lane, gint64 time_ns);
gboolean          bobbin_history_walk_next (BobbinHistoryWalk *walk, BobbinInterval *out_interval);

/* Blocked for whatever reason. */
gboolean bobbin_state_is_blocked (BobbinState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinHistory, bobbin_history_free)

G_END_DECLS
