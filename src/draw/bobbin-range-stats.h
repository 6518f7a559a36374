/* bobbin-range-stats.h - what the workers did in a selected stretch of time
 *
 * Times, slices and migrations are sums of the history and are exact at any
 * length. Switches, the longest wait, shortest and longest run, and the cores'
 * shares need each slice looked at: up to BOBBIN_RANGE_MOST_SLICES of them, which
 * takes some 20 ms; beyond that they are left out, and the words say so. Of what
 * reaches out of the range only the part in it counts, so that two ranges side by
 * side add up, and nothing is longer than the range.
 *
 * A value to be made anew when the range, the choice or (while the range is not
 * yet over) the run changes. The words are the same for window and terminal.
 * Main thread.
 */
#pragma once

#include "bobbin-lane-choice.h"
#include "bobbin-run.h"

G_BEGIN_DECLS

#define BOBBIN_RANGE_MOST_SLICES ((guint64) 2000000)

typedef struct {
  gint64  state_ns[BOBBIN_N_STATES]; /* sampled time is put to RUNNING, READY and BLOCKED; NONE: not recorded */
  guint64 n_slices;
  guint64 n_moves;       /* runs on another core than the run before; the first in the range is none */
  /* Only with BobbinRangeStats.looked_at: */
  guint64 n_voluntary;   /* runs that ended because the worker blocked */
  guint64 n_involuntary; /* … because it lost its core, or was put on another */
  gint64  longest_wait_ns;               /* 0: none waited */
  gint64  shortest_run_ns;               /* of those wholly in the range; 0: none is */
  gint64  longest_run_ns;                /* 0: none ran */
} BobbinRangeNumbers;

typedef struct {
  guint              worker;
  BobbinRangeNumbers numbers;
} BobbinRangeWorker;

typedef struct {
  BobbinTimeSpan     range;
  BobbinRangeNumbers total;     /* of all that count */
  GArray            *workers;   /* BobbinRangeWorker, in the order of the run: those that count */
  guint              n_cores;
  gint64            *core_ns;   /* running time in the range per core; only with looked_at */
  gboolean           looked_at; /* each slice was: the numbers that need it are there */
  gboolean           sampled;   /* parts of it are known in shares only: switches, waits and runs are not in full */
} BobbinRangeStats;

/* @selected_worker: of this one only; -1: of all that @choice (nullable: all)
 * shows. An empty range gives zeroes. */
BobbinRangeStats *bobbin_range_stats_new  (const BobbinRun *run, BobbinTimeSpan range, const BobbinLaneChoice *choice,
                                           int selected_worker) G_GNUC_WARN_UNUSED_RESULT;
void              bobbin_range_stats_free (BobbinRangeStats *stats);

/* The three times that together with NONE make up workers × range, in ns. */
gint64 bobbin_range_numbers_running_ns (const BobbinRangeNumbers *numbers);
gint64 bobbin_range_numbers_waiting_ns (const BobbinRangeNumbers *numbers);
gint64 bobbin_range_numbers_blocked_ns (const BobbinRangeNumbers *numbers); /* for whatever reason */

/* Translated: "1.25 s selected, from 0.500 s". */
char *bobbin_range_stats_heading (const BobbinRangeStats *stats) G_GNUC_WARN_UNUSED_RESULT;

/* One line of the statistics. Both translated; @detail: belongs to the line
 * above and is set off from it. */
typedef struct {
  char    *label;
  char    *value;
  gboolean detail;
} BobbinRangeRow;

/* (transfer full) (element-type BobbinRangeRow): what there is to tell, in the
 * order to show; times with their share, cores with time only, busiest first,
 * at most eight. Its elements are cleared when it is unreffed. */
GArray *bobbin_range_stats_get_rows (const BobbinRangeStats *stats) G_GNUC_WARN_UNUSED_RESULT;

/* One translated sentence with the main numbers, for a screen reader. */
char *bobbin_range_stats_describe (const BobbinRangeStats *stats) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinRangeStats, bobbin_range_stats_free)

G_END_DECLS
