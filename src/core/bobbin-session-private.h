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
  gboolean damage_told;
  gboolean halted; /* seen stopped by a signal (state T) since its last slice */
} BobbinSessionMark;

typedef struct {
  gboolean seen;
  gint64   time_ns;
  guint64  cpu_ns;
} BobbinSessionProcessMark;

struct _BobbinSession {
  GObject                   parent_instance;
  BobbinSessionState        state;
  BobbinRun                *run;
  BobbinLauncher           *launcher;
  BobbinSampler            *sampler;
  BobbinLedgerReader       *reader; /* NULL until the gate is open */
  GArray                   *slices; /* BobbinSlice; scratch */
  BobbinCoreLanes          *core_lanes;
  GSource                  *samples_source; /* woken by the sampler's thread */
  gboolean                  gate_asked;
  gboolean                  stop_asked;
  gint64                    gate_ns; /* CLOCK_MONOTONIC; 0: still shut */
  BobbinSessionMark        *marks;         /* per worker */
  BobbinSessionProcessMark *process_marks; /* per process */
  gint64                    own_mark_time_ns;
  gint64                    own_mark_cpu_ns;
  guint64                   busy_mark_ticks, total_mark_ticks;
  GPtrArray                *timers; /* GSource */
  GError                   *error;
};

/* Takes what the sampler has; TRUE when there was something. */
gboolean bobbin_session_ingest_samples (BobbinSession *self);

/* Takes what the workers that still run have written down of their time. */
void bobbin_session_ingest_slices (BobbinSession *self);
/* The same of one worker, up to @until_ns on CLOCK_MONOTONIC. */
void bobbin_session_ingest_worker_slices (BobbinSession *self, guint worker, gint64 until_ns);
/* Nothing more will come: the cores' lanes reach to the run's end. */
void bobbin_session_close_core_lanes (BobbinSession *self);
/* Whether @worker's lane is made from samples, because it writes none itself
 * or wrote what cannot be true. */
gboolean bobbin_session_is_sampled (BobbinSession *self, guint worker);

/* One process has ended: the ends and last counts of its workers. */
void bobbin_session_ingest_end (BobbinSession *self, const BobbinWireEvent *event);

/* The root is gone without a word on those who are still said to run. */
void bobbin_session_ingest_lost (BobbinSession *self);

/* Nothing more will come: closes the run's numbers. */
void bobbin_session_finish_run (BobbinSession *self);

G_END_DECLS
