/* bobbin-session-private.h - shared by the files of the session only */
#pragma once

#include "bobbin-core-lanes.h"
#include "bobbin-launcher.h"
#include "bobbin-ledger-reader.h"
#include "bobbin-sampler.h"
#include "bobbin-session.h"

G_BEGIN_DECLS

/* What was last known of a worker, to tell what is new. */
typedef struct {
  gboolean seen;
  gint64   time_ns; /* since the gate */
  guint64  run_ns;  /* schedstat's numbers then */
  guint64  wait_ns;
  guint64  timeslices;
  guint64  base_run_ns; /* schedstat's numbers at the gate */
  guint64  base_wait_ns;
  guint64  base_timeslices;
  char     state;
  guint    core;
  guint    run_core; /* of the last running slice; BOBBIN_NO_CORE */
  gboolean told_to_crash;
  gboolean told_to_end;
  gboolean end_told; /* to whoever listens */
  gboolean damage_told;
  gboolean halted; /* seen stopped by a signal (state T), and what it did then is not all told */
  BobbinTimeSpan halt; /* from the first such look to the last, since the gate */
} BobbinSessionMark;

typedef struct {
  gboolean seen;
  gint64   time_ns;
  guint64  cpu_ns;
} BobbinSessionProcessMark;

/* What the kernel writes down of the workers' switches; bobbin-session-kernel.c. */
typedef struct _BobbinSessionKernel BobbinSessionKernel;

/* What the kernel's page tables say of the workers; bobbin-session-pages.c. */
typedef struct _BobbinSessionPages BobbinSessionPages;

struct _BobbinSession {
  GObject                   parent_instance;
  BobbinSessionState        state;
  BobbinRun                *run;
  BobbinLauncher           *launcher;
  BobbinSampler            *sampler;
  BobbinLedgerReader       *reader; /* NULL until the gate is open */
  BobbinSessionKernel      *kernel; /* NULL: refused, not wanted, or over */
  BobbinSessionPages       *pages;  /* NULL until the gate is open, and when all is over */
  int                       watched_process; /* whose regions are wanted; -1: nobody's */
  GArray                   *slices; /* BobbinSlice; scratch */
  BobbinCoreLanes          *core_lanes;
  GSource                  *samples_source; /* woken by the sampler's thread */
  gboolean                  gate_asked;
  gboolean                  stop_asked;
  guint                     n_forks_asked;
  gint64                    gate_ns; /* CLOCK_MONOTONIC; 0: still shut */
  BobbinSessionMark        *marks;         /* per worker */
  BobbinSessionProcessMark *process_marks; /* per process */
  gint64                    own_mark_time_ns;
  gint64                    own_mark_cpu_ns;
  guint64                   busy_mark_ticks, total_mark_ticks;
  GPtrArray                *timers; /* GSource */
  GError                   *error;
};

/* Of @n workers from @first on, says of those that have ended that they have. */
void bobbin_session_announce_ended (BobbinSession *self, guint first, guint n);

/* The root has forked one more: its worker, or NULL where that cannot be. */
BobbinRunWorker *bobbin_session_take_forked (BobbinSession *self, const BobbinWireEvent *event);
/* It could not. */
void bobbin_session_take_refused (BobbinSession *self, const BobbinWireEvent *event);

/* Takes what the sampler has; TRUE when there was something. */
gboolean bobbin_session_ingest_samples (BobbinSession *self);

/* Takes what is known of the time of the workers that still run: from the
 * kernel, or as they have written it down. */
void bobbin_session_ingest_slices (BobbinSession *self);
/* The last of a worker that had ended at @until_ns on CLOCK_MONOTONIC, for all
 * that is known. When it ended, since the gate, which may lie a little beside it. */
gint64 bobbin_session_ingest_last_slices (BobbinSession *self, guint worker, gint64 until_ns);
/* Up to where a worker's lane is told, since the gate. */
gint64 bobbin_session_get_told_ns (BobbinSession *self, guint worker);
/* One stretch of a worker's time goes into its lane, its sums and its core's lane. */
void bobbin_session_add_interval (BobbinSession *self, guint worker, const BobbinInterval *interval);
/* Takes what @worker wrote down up to @until_ns into self->slices. */
void bobbin_session_take_own_slices (BobbinSession *self, guint worker, gint64 until_ns);
/* The worker of @mark was seen stopped by a signal at @time_ns since the gate. */
void bobbin_session_note_halt (BobbinSessionMark *mark, gint64 time_ns);
/* What a stretch of a worker's own record was, since the gate; stretches come in
 * order. To itself a worker that was halted looks like one without a core. */
BobbinState bobbin_session_judge_state (BobbinSessionMark *mark, BobbinTimeSpan span, BobbinState state);
/* Nothing more will come: the cores' lanes reach to the run's end. */
void bobbin_session_close_core_lanes (BobbinSession *self);
/* Whether @worker's lane is made from samples, because it writes none itself
 * or wrote what cannot be true. */
gboolean bobbin_session_is_sampled (BobbinSession *self, guint worker);

/* Has the kernel record the switches of what the process @root_pid will grow.
 * NULL, without a word, where that is refused, not wanted, or too much. */
BobbinSessionKernel *bobbin_session_kernel_new (BobbinSession *self, int root_pid) G_GNUC_WARN_UNUSED_RESULT;
void bobbin_session_kernel_free (BobbinSessionKernel *kernel);
/* @worker is the task @tid. */
void bobbin_session_kernel_add_task (BobbinSessionKernel *kernel, int tid, guint worker);
/* @worker, the task @tid, was forked while the run goes on, at @born_ns since the gate. */
void bobbin_session_kernel_begin_lane (BobbinSessionKernel *kernel, guint worker, int tid, gint64 born_ns);
/* Lanes and cores' lanes of all workers that still run, up to a moment ago. */
void bobbin_session_kernel_ingest (BobbinSession *self);
void bobbin_session_kernel_ingest_last (BobbinSession *self, guint worker, gint64 until_ns);
gint64 bobbin_session_kernel_get_told_ns (const BobbinSessionKernel *kernel, guint worker);
/* Nothing more will come: says what is missing, and lets go of the kernel's memory. */
void bobbin_session_kernel_close (BobbinSession *self);

/* Begins to look at pages and at what is shared; the gate is open. */
void bobbin_session_pages_start       (BobbinSession *self);
/* Somebody was born since: looked at from now on. No effect before the start. */
void bobbin_session_pages_note_births (BobbinSession *self);
void bobbin_session_pages_ingest      (BobbinSession *self);
/* Nothing more will come: what is known stays, and is not valid any more. */
void bobbin_session_pages_stop        (BobbinSession *self);
void bobbin_session_pages_free        (BobbinSessionPages *pages);

/* One process has ended: the ends and last counts of its workers. */
void bobbin_session_ingest_end (BobbinSession *self, const BobbinWireEvent *event);

/* The root is gone without a word on those who are still said to run. */
void bobbin_session_ingest_lost (BobbinSession *self);

/* Nothing more will come: closes the run's numbers. */
void bobbin_session_finish_run (BobbinSession *self);

G_END_DECLS
