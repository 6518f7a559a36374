/* bobbin-session-slices.c - what the workers wrote down becomes their lanes */
#include "config.h"

#include "bobbin-session-private.h"

#include <glib/gi18n-lib.h>

/* The cores' lanes wait for no worker longer than this: one that is on a core,
 * or wants one, is told of ten times as often. */
#define CORE_PATIENCE_NS (200 * BOBBIN_NS_PER_MS)

G_STATIC_ASSERT ((int) BOBBIN_STATE_RUNNING == (int) BOBBIN_SLICE_RUNNING);
G_STATIC_ASSERT ((int) BOBBIN_STATE_READY == (int) BOBBIN_SLICE_READY);
G_STATIC_ASSERT ((int) BOBBIN_STATE_SLEEP == (int) BOBBIN_SLICE_SLEEP);
G_STATIC_ASSERT ((int) BOBBIN_STATE_LOCK == (int) BOBBIN_SLICE_LOCK);
G_STATIC_ASSERT ((int) BOBBIN_STATE_PIPE == (int) BOBBIN_SLICE_PIPE);
G_STATIC_ASSERT ((int) BOBBIN_STATE_DISK == (int) BOBBIN_SLICE_DISK);

gboolean
bobbin_session_is_sampled (BobbinSession *self, guint worker)
{
  return self->run->timeline_source == BOBBIN_TIMELINE_SAMPLED
         || self->reader == NULL
         || bobbin_ledger_reader_is_damaged (self->reader, worker);
}

static void
count_running (BobbinSession *self, BobbinRunWorker *worker, const BobbinSlice *slice)
{
  BobbinSessionMark *mark = &self->marks[worker->id];
  gint64 *core_running_ns = bobbin_run_core_running_ns (self->run, worker->id, slice->core);

  worker->running_ns += slice->length_ns;
  if (core_running_ns != NULL)
    *core_running_ns += slice->length_ns;
  if (mark->run_core != BOBBIN_NO_CORE && mark->run_core != slice->core)
    worker->migrations++;
  mark->run_core = slice->core;
}

static void
take_slice (BobbinSession *self, BobbinRunWorker *worker, const BobbinSlice *slice)
{
  BobbinSessionMark *mark = &self->marks[worker->id];
  gint64 begin_ns = slice->begin_ns - self->gate_ns;
  /* To itself a worker that was halted looks like one without a core. */
  gboolean ready = slice->state == BOBBIN_SLICE_READY && !mark->halted;
  BobbinInterval interval = {
    .span = { begin_ns, begin_ns + slice->length_ns },
    .state = slice->state == BOBBIN_SLICE_READY && !ready ? BOBBIN_STATE_BLOCKED : (BobbinState) slice->state,
    .other = slice->core,
  };

  if (bobbin_history_append (self->run->history, worker->id, &interval))
    worker->slices++;
  if (slice->state == BOBBIN_SLICE_READY)
    mark->halted = FALSE;
  if (slice->state == BOBBIN_SLICE_RUNNING)
    {
      count_running (self, worker, slice);
      bobbin_core_lanes_add (self->core_lanes, slice->core, worker->id, interval.span);
    }
  else if (ready)
    worker->waiting_ns += slice->length_ns;
  else
    worker->blocked_ns += slice->length_ns;
}

static void
tell_of_damage (BobbinSession *self, guint worker)
{
  g_autofree char *address = bobbin_run_worker_address (self->run, worker);

  self->marks[worker].damage_told = TRUE;
  g_ptr_array_add (self->run->warnings,
                   g_strdup_printf (_("%s wrote nonsense into its own record; from there on its lane is sampled."), address));
}

void
bobbin_session_ingest_worker_slices (BobbinSession *self, guint worker_id, gint64 until_ns)
{
  BobbinRunWorker *worker = bobbin_run_get_worker (self->run, worker_id);

  if (self->reader == NULL)
    return;
  g_array_set_size (self->slices, 0);
  bobbin_ledger_reader_take (self->reader, worker_id, until_ns, self->slices);
  for (guint i = 0; i < self->slices->len; i++)
    take_slice (self, worker, &g_array_index (self->slices, BobbinSlice, i));
  worker->lost_slices = bobbin_ledger_reader_get_lost (self->reader, worker_id);
  if (bobbin_ledger_reader_is_damaged (self->reader, worker_id) && !self->marks[worker_id].damage_told)
    tell_of_damage (self, worker_id);
}

/* Up to here every worker's own record is known. One that is halted or whose
 * record is damaged holds nothing up. */
static gint64
get_core_horizon (BobbinSession *self)
{
  gint64 now_ns = bobbin_clock_ns () - self->gate_ns;
  gint64 horizon_ns = now_ns;

  for (guint i = 0; i < self->run->workers->len; i++)
    if (bobbin_run_get_worker (self->run, i)->end == BOBBIN_END_RUNNING && !self->marks[i].halted
        && !bobbin_session_is_sampled (self, i))
      horizon_ns = MIN (horizon_ns, bobbin_ledger_reader_get_end_ns (self->reader, i) - self->gate_ns);
  return MAX (horizon_ns, now_ns - CORE_PATIENCE_NS);
}

void
bobbin_session_close_core_lanes (BobbinSession *self)
{
  bobbin_core_lanes_finish (self->core_lanes, self->run->end_ns);
  self->run->core_overlap_ns = bobbin_core_lanes_get_overlap_ns (self->core_lanes);
}

void
bobbin_session_ingest_slices (BobbinSession *self)
{
  for (guint i = 0; i < self->run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (self->run, i);

      /* One that is halted writes nothing; what it misses is told when it goes on. */
      if (worker->state == 'T')
        self->marks[i].halted = TRUE;
      else if (worker->end == BOBBIN_END_RUNNING)
        bobbin_session_ingest_worker_slices (self, i, G_MAXINT64);
    }
  if (self->reader != NULL)
    bobbin_core_lanes_advance (self->core_lanes, get_core_horizon (self));
  self->run->core_overlap_ns = bobbin_core_lanes_get_overlap_ns (self->core_lanes);
}
