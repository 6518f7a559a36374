/* bobbin-session-slices.c - stretches of the workers' time become their lanes
 *
 * They come from what the workers wrote down themselves, or, where it may be
 * had, from the kernel's record (bobbin-session-kernel.c).
 */
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
  if (self->run->timeline_source == BOBBIN_TIMELINE_KERNEL)
    return FALSE;
  return self->run->timeline_source == BOBBIN_TIMELINE_SAMPLED
         || self->reader == NULL
         || bobbin_ledger_reader_is_damaged (self->reader, worker);
}

static void
count_running (BobbinSession *self, BobbinRunWorker *worker, const BobbinInterval *interval)
{
  BobbinSessionMark *mark = &self->marks[worker->id];
  gint64 *core_running_ns = bobbin_run_core_running_ns (self->run, worker->id, interval->other);
  gint64 length_ns = bobbin_time_span_length_ns (interval->span);

  worker->running_ns += length_ns;
  if (core_running_ns != NULL)
    *core_running_ns += length_ns;
  if (mark->run_core != BOBBIN_NO_CORE && mark->run_core != interval->other)
    worker->migrations++;
  mark->run_core = interval->other;
}

void
bobbin_session_add_interval (BobbinSession *self, guint worker_id, const BobbinInterval *interval)
{
  BobbinRunWorker *worker = bobbin_run_get_worker (self->run, worker_id);

  if (bobbin_history_append (self->run->history, worker_id, interval))
    worker->slices++;
  if (interval->state == BOBBIN_STATE_RUNNING)
    {
      count_running (self, worker, interval);
      bobbin_core_lanes_add (self->core_lanes, interval->other, worker_id, interval->span);
    }
  else if (interval->state == BOBBIN_STATE_READY)
    worker->waiting_ns += bobbin_time_span_length_ns (interval->span);
  else
    worker->blocked_ns += bobbin_time_span_length_ns (interval->span);
}

void
bobbin_session_note_halt (BobbinSessionMark *mark, gint64 time_ns)
{
  if (!mark->halted)
    mark->halt.begin_ns = time_ns;
  mark->halt.end_ns = time_ns;
  mark->halted = TRUE;
}

/* A halt comes in pieces where it was long, and is a part of the sleep where the
 * worker was asleep. What ended before it was seen is what it seems. */
BobbinState
bobbin_session_judge_state (BobbinSessionMark *mark, BobbinTimeSpan span, BobbinState state)
{
  if (!mark->halted)
    return state;
  if (state == BOBBIN_STATE_READY)
    return span.end_ns > mark->halt.begin_ns ? BOBBIN_STATE_BLOCKED : state;
  if (span.end_ns > mark->halt.end_ns)
    mark->halted = FALSE;
  return state;
}

static void
take_own_slice (BobbinSession *self, guint worker, const BobbinSlice *slice)
{
  gint64 begin_ns = slice->begin_ns - self->gate_ns;
  BobbinInterval interval = {
    .span = { begin_ns, begin_ns + slice->length_ns },
    .other = slice->core,
  };

  interval.state = bobbin_session_judge_state (&self->marks[worker], interval.span, (BobbinState) slice->state);
  bobbin_session_add_interval (self, worker, &interval);
}

static void
tell_of_damage (BobbinSession *self, guint worker)
{
  g_autofree char *address = bobbin_run_worker_address (self->run, worker);

  self->marks[worker].damage_told = TRUE;
  g_ptr_array_add (self->run->warnings,
                   self->kernel != NULL
                     ? g_strdup_printf (_("%s wrote nonsense into its own record; from there on it is not known why it was blocked."), address)
                     : g_strdup_printf (_("%s wrote nonsense into its own record; from there on its lane is sampled."), address));
}

void
bobbin_session_take_own_slices (BobbinSession *self, guint worker, gint64 until_ns)
{
  g_array_set_size (self->slices, 0);
  if (self->reader == NULL)
    return;
  bobbin_ledger_reader_take (self->reader, worker, until_ns, self->slices);
  if (bobbin_ledger_reader_is_damaged (self->reader, worker) && !self->marks[worker].damage_told)
    tell_of_damage (self, worker);
}

static void
ingest_own_slices (BobbinSession *self, guint worker, gint64 until_ns)
{
  if (self->reader == NULL)
    return;
  bobbin_session_take_own_slices (self, worker, until_ns);
  for (guint i = 0; i < self->slices->len; i++)
    take_own_slice (self, worker, &g_array_index (self->slices, BobbinSlice, i));
  bobbin_run_get_worker (self->run, worker)->lost_slices = bobbin_ledger_reader_get_lost (self->reader, worker);
}

gint64
bobbin_session_ingest_last_slices (BobbinSession *self, guint worker, gint64 until_ns)
{
  gint64 told_ns;

  if (self->kernel != NULL)
    bobbin_session_kernel_ingest_last (self, worker, until_ns);
  else
    ingest_own_slices (self, worker, until_ns);
  told_ns = bobbin_session_get_told_ns (self, worker);
  /* The kernel knows; a lane of its own may stop short where it is damaged, or
   * have been told too far before the end was heard of. */
  return self->kernel != NULL ? told_ns : MAX (until_ns - self->gate_ns, told_ns);
}

gint64
bobbin_session_get_told_ns (BobbinSession *self, guint worker)
{
  if (self->kernel != NULL)
    return bobbin_session_kernel_get_told_ns (self->kernel, worker);
  return self->reader != NULL ? bobbin_ledger_reader_get_end_ns (self->reader, worker) - self->gate_ns : 0;
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
      horizon_ns = MIN (horizon_ns, bobbin_session_get_told_ns (self, i));
  return MAX (horizon_ns, now_ns - CORE_PATIENCE_NS);
}

void
bobbin_session_close_core_lanes (BobbinSession *self)
{
  bobbin_core_lanes_finish (self->core_lanes, self->run->end_ns);
  self->run->core_overlap_ns = bobbin_core_lanes_get_overlap_ns (self->core_lanes);
}

static void
ingest_all_own_slices (BobbinSession *self)
{
  for (guint i = 0; i < self->run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (self->run, i);

      /* One that is halted writes nothing; what it misses is told when it goes on. */
      if (worker->state == 'T')
        bobbin_session_note_halt (&self->marks[i], self->marks[i].time_ns);
      else if (worker->end == BOBBIN_END_RUNNING)
        ingest_own_slices (self, i, G_MAXINT64);
    }
  if (self->reader != NULL)
    bobbin_core_lanes_advance (self->core_lanes, get_core_horizon (self));
}

void
bobbin_session_ingest_slices (BobbinSession *self)
{
  if (self->kernel != NULL)
    bobbin_session_kernel_ingest (self);
  else
    ingest_all_own_slices (self);
  self->run->core_overlap_ns = bobbin_core_lanes_get_overlap_ns (self->core_lanes);
}
