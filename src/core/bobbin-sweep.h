/* bobbin-sweep.h - one look at every task
 *
 * A sweep reads two files that are kept open per task (schedstat, stat) and
 * the machine's CPU. What costs more (smaps_rollup, libgtop, status) goes
 * round: every sweep takes a few processes and tasks, so that each comes up at
 * most twice a second and no sweep is long. A task that has ended is not an
 * error: its files are closed and it is never read again. That it ended is told
 * by the root of the worker tree.
 *
 * A sweeper belongs to one thread, the sampler's, because libgtop does.
 */
#pragma once

#include <glib.h>

#include "bobbin-proc-files.h"

G_BEGIN_DECLS

typedef struct {
  guint worker;  /* the caller's number */
  guint process; /* the caller's number */
  int   pid;
  int   tid;
} BobbinSweepTask;

typedef struct {
  guint   worker;
  gint64  time_ns; /* CLOCK_MONOTONIC */
  guint64 run_ns;
  guint64 wait_ns;
  guint64 timeslices;
  guint   core;
  char    state;
} BobbinTaskSample;

typedef struct {
  guint   worker;
  guint64 voluntary_switches;
  guint64 involuntary_switches;
} BobbinSwitchesSample;

typedef struct {
  guint    process;
  gint64   time_ns;
  gboolean rollup_valid;
  BobbinSmapsRollup rollup;
  guint64  page_tables_bytes;
  gboolean gtop_valid;
  guint64  gtop_cpu_ns;
  char     gtop_state;
  guint    gtop_core;
  guint64  gtop_rss_bytes;
  guint64  gtop_vsize_bytes;
} BobbinProcessSample;

/* What one sweep saw, or several one after the other. Arrays belong to it. */
typedef struct {
  GArray *tasks;     /* BobbinTaskSample, in order of time */
  GArray *switches;  /* BobbinSwitchesSample */
  GArray *processes; /* BobbinProcessSample */
  guint64 sweeps;        /* that this is of */
  guint64 late_sweeps;   /* of these, begun when the next one was due already */
  guint64 task_reads;    /* files read for them */
  gint64  own_cpu_ns;    /* of this program and of the root, since the start */
  gint64  own_time_ns;   /* CLOCK_MONOTONIC, when own_cpu_ns was read */
  guint64 busy_ticks;    /* of the machine, since its boot */
  guint64 total_ticks;
} BobbinSweep;

BobbinSweep *bobbin_sweep_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void         bobbin_sweep_free (BobbinSweep *sweep);

/* Adds what @from saw behind what @to did; the numbers since a start are @from's. */
void bobbin_sweep_add (BobbinSweep *to, const BobbinSweep *from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinSweep, bobbin_sweep_free)

typedef struct _BobbinSweeper BobbinSweeper;

/* @tasks: array of BobbinSweepTask, those of a process one after the other;
 * copied. @root_pid: whose CPU time counts as our own; 0: none. @interval_ns:
 * how often it will be asked, from which follows how much goes round at once. */
BobbinSweeper *bobbin_sweeper_new (const GArray *tasks, int root_pid, gint64 interval_ns) G_GNUC_WARN_UNUSED_RESULT;
void           bobbin_sweeper_free (BobbinSweeper *sweeper);

/* Opens every file; those of a task that has gone are not there. */
void bobbin_sweeper_open (BobbinSweeper *sweeper);

/* One more task, of a process of its own, with its files opened. */
void bobbin_sweeper_add (BobbinSweeper *sweeper, const BobbinSweepTask *task);

/* Looks once; adds to @sweep, which is empty. */
void bobbin_sweeper_look (BobbinSweeper *sweeper, BobbinSweep *sweep);

/* The part of a look that is done for every task, for measuring its cost. */
void bobbin_sweeper_look_at_tasks (BobbinSweeper *sweeper, BobbinSweep *sweep);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinSweeper, bobbin_sweeper_free)

G_END_DECLS
