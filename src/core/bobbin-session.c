/* bobbin-session.c - the state machine of a live run
 *
 * Events come from the launcher's socket, samples from the sampler's thread
 * (which only wakes a source here). What they mean for the run's
 * numbers is worked out in bobbin-session-ingest.c.
 */
#include "config.h"

#include "bobbin-session-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-error.h"

/* Those who were told to stop have 0.7 s from the root; then the root itself is
 * given up on. */
#define STOP_DEADLINE_MS 950

G_DEFINE_FINAL_TYPE (BobbinSession, bobbin_session, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STATE,
  N_PROPS
};

enum {
  SIGNAL_STATE_CHANGED,
  SIGNAL_WORKER_BORN,
  SIGNAL_WORKER_ENDED,
  SIGNAL_SAMPLED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_state (BobbinSession *self, BobbinSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
clear_timers (BobbinSession *self)
{
  for (guint i = 0; i < self->timers->len; i++)
    {
      GSource *source = g_ptr_array_index (self->timers, i);

      g_source_destroy (source);
    }
  g_ptr_array_set_size (self->timers, 0);
}

static void
add_timer (BobbinSession *self, gint64 delay_ns, GSourceFunc function, gpointer data, GDestroyNotify free_data)
{
  /* Never early: rounded up to the timer's milliseconds. */
  gint64 delay_ms = (MAX (delay_ns, 0) + BOBBIN_NS_PER_MS - 1) / BOBBIN_NS_PER_MS;
  GSource *source = g_timeout_source_new ((guint) delay_ms);

  g_source_set_callback (source, function, data, free_data);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_ptr_array_add (self->timers, source);
}

/* The sampler's thread is not to outlive the tree, and its last sweep counts. */
static void
end_sampling (BobbinSession *self)
{
  bobbin_session_pages_stop (self);
  if (self->sampler == NULL)
    return;
  bobbin_sampler_stop (self->sampler);
  bobbin_session_ingest_samples (self);
  g_clear_pointer (&self->sampler, bobbin_sampler_free);
}

static void
fail (BobbinSession *self, GError *error)
{
  if (self->state == BOBBIN_SESSION_FAILED || self->state == BOBBIN_SESSION_OVER)
    {
      g_error_free (error);
      return;
    }
  self->error = error;
  clear_timers (self);
  end_sampling (self);
  if (self->launcher != NULL)
    bobbin_launcher_kill (self->launcher);
  if (self->run->end_ns < 0)
    self->run->end_ns = self->run->now_ns;
  bobbin_session_kernel_close (self);
  bobbin_session_close_core_lanes (self);
  set_state (self, BOBBIN_SESSION_FAILED);
}

void
bobbin_session_announce_ended (BobbinSession *self, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    if (bobbin_run_get_worker (self->run, i)->end != BOBBIN_END_RUNNING && !self->marks[i].end_told)
      {
        self->marks[i].end_told = TRUE;
        g_signal_emit (self, signals[SIGNAL_WORKER_ENDED], 0, i);
      }
}

static gboolean
stop_deadline_cb (gpointer data)
{
  BobbinSession *self = data;

  bobbin_launcher_kill (self->launcher);
  return G_SOURCE_REMOVE;
}

static gboolean
duration_over_cb (gpointer data)
{
  bobbin_session_stop (data);
  return G_SOURCE_REMOVE;
}

typedef struct {
  BobbinSession *session; /* (not owned): the timer goes before it does */
  guint          worker;
  double         share; /* of a write */
} DueOrder;

static gboolean
crash_due_cb (gpointer data)
{
  DueOrder *due = data;

  bobbin_session_crash (due->session, due->worker);
  return G_SOURCE_REMOVE;
}

static gboolean
write_due_cb (gpointer data)
{
  DueOrder *due = data;

  bobbin_session_write (due->session, due->worker, due->share);
  return G_SOURCE_REMOVE;
}

static void
schedule_order (BobbinSession *self, gint64 delay_ns, GSourceFunc function, guint worker, double share)
{
  DueOrder *due = g_new (DueOrder, 1);

  *due = (DueOrder) { self, worker, share };
  add_timer (self, delay_ns, function, due, g_free);
}

static void
schedule_orders (BobbinSession *self)
{
  gint64 since_gate_ns = bobbin_clock_ns () - self->gate_ns;
  gint64 duration_ns = bobbin_request_get_duration_ns (self->run->request);

  if (duration_ns > 0)
    add_timer (self, duration_ns - since_gate_ns, duration_over_cb, self, NULL);

  for (guint i = 0; i < bobbin_request_get_n_crashes (self->run->request); i++)
    {
      const BobbinCrashOrder *order = bobbin_request_get_crash (self->run->request, i);
      guint worker = bobbin_run_group_worker (self->run, order->group, order->index - 1);

      schedule_order (self, order->time_ns - since_gate_ns, crash_due_cb, worker, 0.0);
    }
  for (guint i = 0; i < bobbin_request_get_n_writes (self->run->request); i++)
    {
      const BobbinWriteOrder *order = bobbin_request_get_write (self->run->request, i);
      guint worker = bobbin_run_group_worker (self->run, order->group, order->index - 1);

      schedule_order (self, order->time_ns - since_gate_ns, write_due_cb, worker, order->share);
    }
}

static gboolean
samples_ready_cb (gpointer data)
{
  BobbinSession *self = data;

  g_source_set_ready_time (self->samples_source, -1);

  /* The sampler has every file open: now the gate may open. */
  if (self->state == BOBBIN_SESSION_STARTING && !self->gate_asked)
    {
      self->gate_asked = TRUE;
      bobbin_launcher_send (self->launcher, BOBBIN_WIRE_START, 0);
    }
  if (self->gate_ns != 0)
    bobbin_session_update (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
samples_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs samples_source_funcs = { .dispatch = samples_dispatch };

/* On the sampler's thread, which has ended before the source goes. Waking a
 * source that is there already takes no reference that could be left over. */
static void
sampled_cb (gpointer data)
{
  BobbinSession *self = data;

  g_source_set_ready_time (self->samples_source, 0);
}

static void
start_sampling (BobbinSession *self)
{
  g_autoptr (GArray) tasks = g_array_new (FALSE, FALSE, sizeof (BobbinSweepTask));

  for (guint i = 0; i < self->run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (self->run, i);
      BobbinSweepTask task = { i, worker->process, worker->pid, worker->tid };

      g_array_append_val (tasks, task);
    }
  self->sampler = bobbin_sampler_start (tasks, bobbin_launcher_get_root_pid (self->launcher),
                                        bobbin_request_get_interval_ns (self->run->request),
                                        sampled_cb, self);
}

static void
spawned_cb (int root_pid, gpointer data)
{
  BobbinSession *self = data;

  self->kernel = bobbin_session_kernel_new (self, root_pid);
  if (self->kernel != NULL)
    self->run->timeline_source = BOBBIN_TIMELINE_KERNEL;
}

static void
arena_cb (const BobbinArenaPlace *place, gpointer data)
{
  BobbinSession *self = data;

  bobbin_run_get_group (self->run, place->group)->arena = *place;
}

static void
born_cb (const BobbinWireBirth *births, guint n_births, gpointer data)
{
  BobbinSession *self = data;

  for (guint i = 0; i < n_births; i++)
    {
      /* One that was forked late was announced before. */
      if (births[i].worker >= self->run->workers->len)
        continue;
      BobbinRunWorker *worker = bobbin_run_get_worker (self->run, births[i].worker);
      BobbinRunProcess *process = bobbin_run_get_process (self->run, worker->process);

      worker->pid = births[i].pid;
      worker->tid = births[i].tid;
      worker->stack_address = births[i].stack_address;
      if (self->gate_ns == 0)
        worker->born_ns = births[i].born_ns; /* on the clock, until the gate's time is known */
      process->pid = births[i].pid;
      process->alive = TRUE;
      if (self->kernel != NULL)
        bobbin_session_kernel_add_task (self->kernel, worker->tid, worker->id);
    }
  bobbin_session_pages_note_births (self);
}

static void
open_gate (BobbinSession *self, const BobbinWireEvent *event)
{
  self->gate_ns = event->time_ns;
  self->run->start_realtime_us = g_get_real_time ();
  for (guint i = 0; i < self->run->workers->len; i++)
    bobbin_run_get_worker (self->run, i)->born_ns -= self->gate_ns;
  self->reader = bobbin_ledger_reader_new (bobbin_launcher_get_ledger (self->launcher), self->gate_ns,
                                           self->run->machine->n_configured);
  bobbin_session_pages_start (self);
  bobbin_session_ingest_samples (self);
  schedule_orders (self);
  set_state (self, BOBBIN_SESSION_RUNNING);
}

/* The workers stop by themselves when the run's time is over. */
static void
note_end_of_run (BobbinSession *self)
{
  if (self->stop_asked)
    return;
  self->stop_asked = TRUE;
  clear_timers (self);
  self->run->end_ns = bobbin_request_get_duration_ns (self->run->request);
  add_timer (self, STOP_DEADLINE_MS * BOBBIN_NS_PER_MS, stop_deadline_cb, self, NULL);
  set_state (self, BOBBIN_SESSION_STOPPING);
}

static void
take_forked (BobbinSession *self, const BobbinWireEvent *event)
{
  const BobbinRunWorker *worker = bobbin_session_take_forked (self, event);

  if (worker != NULL)
    g_signal_emit (self, signals[SIGNAL_WORKER_BORN], 0, worker->id);
}

static void
event_cb (const BobbinWireEvent *event, gpointer data)
{
  BobbinSession *self = data;

  switch (event->head.type)
    {
    case BOBBIN_WIRE_READY:
      if (self->state == BOBBIN_SESSION_STARTING && self->sampler == NULL)
        start_sampling (self);
      break;
    case BOBBIN_WIRE_STARTED:
      if (self->state == BOBBIN_SESSION_STARTING)
        open_gate (self, event);
      break;
    case BOBBIN_WIRE_ENDED:
      if (self->gate_ns != 0 && event->process < self->run->processes->len)
        {
          const BobbinRunProcess *process = bobbin_run_get_process (self->run, event->process);

          bobbin_session_ingest_samples (self);
          if (event->stopped)
            note_end_of_run (self);
          bobbin_session_ingest_end (self, event);
          bobbin_session_announce_ended (self, process->first_worker, process->n_workers);
        }
      break;
    case BOBBIN_WIRE_FORKED:
      take_forked (self, event);
      break;
    case BOBBIN_WIRE_REFUSED:
      bobbin_session_take_refused (self, event);
      break;
    case BOBBIN_WIRE_FAILED:
      {
        g_autofree char *text = bobbin_launcher_failure_text (event);

        fail (self, g_error_new_literal (BOBBIN_ERROR, BOBBIN_ERROR_FAILED, text));
      }
      break;
    default:
      break;
    }
}

static void
warn_lost (BobbinSession *self)
{
  g_ptr_array_add (self->run->warnings,
                   g_strdup (_("The workers' program was ended from outside; what it had not yet reported is missing.")));
}

static void
gone_cb (gpointer data)
{
  BobbinSession *self = data;

  if (self->state == BOBBIN_SESSION_STARTING)
    {
      /* Stopped before the gate opened: a run of no length, not a failure. */
      if (!self->stop_asked)
        {
          fail (self, g_error_new_literal (BOBBIN_ERROR, BOBBIN_ERROR_FAILED,
                                           _("The workers' program ended before its workers were ready.")));
          return;
        }
    }
  if (self->state == BOBBIN_SESSION_FAILED || self->state == BOBBIN_SESSION_OVER)
    return;

  clear_timers (self);
  end_sampling (self);
  if (bobbin_run_get_n_alive (self->run) > 0)
    {
      if (self->state == BOBBIN_SESSION_RUNNING)
        warn_lost (self);
      bobbin_session_ingest_lost (self);
      bobbin_session_announce_ended (self, 0, self->run->workers->len);
    }
  bobbin_session_finish_run (self);
  set_state (self, BOBBIN_SESSION_OVER);
}

static const BobbinLauncherCallbacks launcher_callbacks = { spawned_cb, arena_cb, born_cb, event_cb, gone_cb };

static void
bobbin_session_dispose (GObject *object)
{
  BobbinSession *self = BOBBIN_SESSION (object);

  clear_timers (self);
  g_clear_pointer (&self->sampler, bobbin_sampler_free);
  g_clear_pointer (&self->pages, bobbin_session_pages_free);
  g_clear_pointer (&self->kernel, bobbin_session_kernel_free);
  g_clear_pointer (&self->reader, bobbin_ledger_reader_free);
  g_clear_pointer (&self->launcher, bobbin_launcher_free);
  if (self->samples_source != NULL)
    {
      g_source_destroy (self->samples_source);
      g_clear_pointer (&self->samples_source, g_source_unref);
    }

  G_OBJECT_CLASS (bobbin_session_parent_class)->dispose (object);
}

static void
bobbin_session_finalize (GObject *object)
{
  BobbinSession *self = BOBBIN_SESSION (object);

  g_clear_pointer (&self->core_lanes, bobbin_core_lanes_free);
  g_clear_pointer (&self->run, bobbin_run_free);
  g_clear_pointer (&self->marks, g_free);
  g_clear_pointer (&self->process_marks, g_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->timers, g_ptr_array_unref);
  g_clear_pointer (&self->slices, g_array_unref);

  G_OBJECT_CLASS (bobbin_session_parent_class)->finalize (object);
}

static void
bobbin_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BobbinSession *self = BOBBIN_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_session_class_init (BobbinSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bobbin_session_dispose;
  object_class->finalize = bobbin_session_finalize;
  object_class->get_property = bobbin_session_get_property;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL,
                                              BOBBIN_SESSION_IDLE, BOBBIN_SESSION_FAILED,
                                              BOBBIN_SESSION_IDLE,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_STATE_CHANGED] =
    g_signal_new ("state-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_WORKER_BORN] =
    g_signal_new ("worker-born", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_WORKER_ENDED] =
    g_signal_new ("worker-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SAMPLED] =
    g_signal_new ("sampled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bobbin_session_init (BobbinSession *self)
{
  self->watched_process = -1;
  self->slices = g_array_new (FALSE, FALSE, sizeof (BobbinSlice));
  self->timers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  self->samples_source = g_source_new (&samples_source_funcs, sizeof (GSource));
  g_source_set_callback (self->samples_source, samples_ready_cb, self, NULL);
  g_source_attach (self->samples_source, g_main_context_get_thread_default ());
}

BobbinSession *
bobbin_session_new (BobbinRequest *request, const BobbinMachine *machine)
{
  BOBBIN_ASSERT_MAIN_THREAD ();
  g_return_val_if_fail (request != NULL && machine != NULL, NULL);

  BobbinSession *self = g_object_new (BOBBIN_TYPE_SESSION, NULL);

  self->run = bobbin_run_new (request, machine);
  self->run->timeline_source = BOBBIN_TIMELINE_SELF;
  self->core_lanes = bobbin_core_lanes_new (self->run->core_history);
  guint n_most = self->run->workers->len + BOBBIN_MAX_SPARES;
  self->marks = g_new0 (BobbinSessionMark, n_most);
  self->process_marks = g_new0 (BobbinSessionProcessMark, n_most);
  for (guint i = 0; i < n_most; i++)
    self->marks[i].run_core = BOBBIN_NO_CORE;
  return self;
}

gboolean
bobbin_session_start (BobbinSession *self, GError **error)
{
  BOBBIN_ASSERT_MAIN_THREAD ();
  g_return_val_if_fail (BOBBIN_IS_SESSION (self), FALSE);
  g_return_val_if_fail (self->state == BOBBIN_SESSION_IDLE, FALSE);

  bobbin_sampler_allow_files ();
  self->launcher = bobbin_launcher_start (self->run->request, &launcher_callbacks, self, error);
  if (self->launcher == NULL)
    return FALSE;
  set_state (self, BOBBIN_SESSION_STARTING);
  return TRUE;
}

void
bobbin_session_stop (BobbinSession *self)
{
  BOBBIN_ASSERT_MAIN_THREAD ();
  g_return_if_fail (BOBBIN_IS_SESSION (self));

  if ((self->state != BOBBIN_SESSION_RUNNING && self->state != BOBBIN_SESSION_STARTING) || self->stop_asked)
    return;

  self->stop_asked = TRUE;
  clear_timers (self);
  if (self->state == BOBBIN_SESSION_RUNNING)
    {
      bobbin_session_update (self);
      self->run->end_ns = bobbin_clock_ns () - self->gate_ns;
      if (bobbin_request_get_duration_ns (self->run->request) > 0)
        self->run->end_ns = MIN (self->run->end_ns, bobbin_request_get_duration_ns (self->run->request));
    }
  bobbin_launcher_send (self->launcher, BOBBIN_WIRE_STOP, 0);
  add_timer (self, STOP_DEADLINE_MS * BOBBIN_NS_PER_MS, stop_deadline_cb, self, NULL);
  if (self->state == BOBBIN_SESSION_RUNNING)
    set_state (self, BOBBIN_SESSION_STOPPING);
}

void
bobbin_session_update (BobbinSession *self)
{
  BOBBIN_ASSERT_MAIN_THREAD ();
  g_return_if_fail (BOBBIN_IS_SESSION (self));

  if (self->state != BOBBIN_SESSION_RUNNING && self->state != BOBBIN_SESSION_STOPPING)
    return;
  if (bobbin_session_ingest_samples (self))
    g_signal_emit (self, signals[SIGNAL_SAMPLED], 0);
}

BobbinSessionState
bobbin_session_get_state (BobbinSession *self)
{
  g_return_val_if_fail (BOBBIN_IS_SESSION (self), BOBBIN_SESSION_FAILED);
  return self->state;
}

const BobbinRun *
bobbin_session_get_run (BobbinSession *self)
{
  g_return_val_if_fail (BOBBIN_IS_SESSION (self), NULL);
  return self->run;
}

const GError *
bobbin_session_get_error (BobbinSession *self)
{
  g_return_val_if_fail (BOBBIN_IS_SESSION (self), NULL);
  return self->error;
}
