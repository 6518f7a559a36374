/* bobbin-sampler.h - looks at every task at absolute deadlines, on its own thread
 *
 * A sweep reads two files that are kept open per task (schedstat, stat) and
 * the machine's CPU. What costs more (smaps_rollup, libgtop, status) goes
 * round: every sweep takes a few processes and tasks, so that each comes up at
 * most twice a second and no sweep is long. A task that has ended is an event,
 * not an error: it is told once and never read again.
 *
 * Functions are for the main thread; results are handed over whole, by sweep.
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
} BobbinSamplerTask;

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

/* Everything since the last time it was asked for. Arrays belong to the batch. */
typedef struct {
  GArray *tasks;     /* BobbinTaskSample, in order of time */
  GArray *switches;  /* BobbinSwitchesSample */
  GArray *processes; /* BobbinProcessSample */
  GArray *gone;      /* guint: workers whose task has ended */
  guint64 sweeps;        /* in this batch */
  guint64 late_sweeps;   /* of these, begun when the next one was due already */
  guint64 task_reads;    /* files read for them */
  gint64  own_cpu_ns;    /* of this program and of the root, since the start */
  gint64  own_time_ns;   /* CLOCK_MONOTONIC, when own_cpu_ns was read */
  guint64 busy_ticks;    /* of the machine, since its boot */
  guint64 total_ticks;
} BobbinSamplerBatch;

void bobbin_sampler_batch_free (BobbinSamplerBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinSamplerBatch, bobbin_sampler_batch_free)

typedef struct _BobbinSampler BobbinSampler;

/* Called on the sampler's thread: once when every file is open and the first
 * sweep is done, then after each sweep. */
typedef void (*BobbinSamplerNotify) (gpointer data);

/* Starts the thread. @tasks: array of BobbinSamplerTask, copied. @root_pid:
 * whose CPU time counts as our own; 0: none. */
BobbinSampler *bobbin_sampler_start (const GArray       *tasks,
                                     int                 root_pid,
                                     gint64              interval_ns,
                                     BobbinSamplerNotify notify,
                                     gpointer            data) G_GNUC_WARN_UNUSED_RESULT;

/* One last sweep, then waits for the thread to end. What it saw can still be taken. */
void bobbin_sampler_stop (BobbinSampler *sampler);
void bobbin_sampler_free (BobbinSampler *sampler);

/* What came in since the last call; NULL where nothing did. */
BobbinSamplerBatch *bobbin_sampler_take (BobbinSampler *sampler) G_GNUC_WARN_UNUSED_RESULT;

/* Raises the number of files that this program may have open to what the
 * system lets it, because every task that is watched keeps two. */
void bobbin_sampler_allow_files (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinSampler, bobbin_sampler_free)

G_END_DECLS
