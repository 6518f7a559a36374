/* bobbin-session-orders.c - what can be done to the workers while they run
 *
 * Orders go through the launcher to the tree's root, which passes them on; none is
 * answered but for a fork, whose child the root announces. An order to somebody who
 * has just ended comes to nothing, as it does at the root.
 */
#include "config.h"

#include "bobbin-session-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-error.h"

static gboolean
is_running (BobbinSession *self, guint worker)
{
  return self->state == BOBBIN_SESSION_RUNNING
         && bobbin_run_get_worker (self->run, worker)->end == BOBBIN_END_RUNNING;
}

void
bobbin_session_crash (BobbinSession *self, guint worker)
{
  g_return_if_fail (BOBBIN_IS_SESSION (self));
  g_return_if_fail (worker < self->run->workers->len);

  if (!is_running (self, worker))
    return;
  self->marks[worker].told_to_crash = TRUE;
  bobbin_launcher_send (self->launcher, BOBBIN_WIRE_CRASH, worker);
}

void
bobbin_session_end (BobbinSession *self, guint worker)
{
  g_return_if_fail (BOBBIN_IS_SESSION (self));
  g_return_if_fail (worker < self->run->workers->len);

  if (!is_running (self, worker))
    return;
  self->marks[worker].told_to_end = TRUE;
  bobbin_launcher_send (self->launcher, BOBBIN_WIRE_END, worker);
}

void
bobbin_session_write (BobbinSession *self, guint worker, double share)
{
  BobbinWireEvent event = { .worker = worker, .share_ppm = bobbin_launcher_share_ppm (share) };

  g_return_if_fail (BOBBIN_IS_SESSION (self));
  g_return_if_fail (worker < self->run->workers->len);

  if (is_running (self, worker))
    bobbin_launcher_send_event (self->launcher, BOBBIN_WIRE_WRITE, &event);
}

void
bobbin_session_write_all (BobbinSession *self, guint group, double share)
{
  BobbinWireEvent event = { .worker = BOBBIN_WIRE_ALL, .group = group, .share_ppm = bobbin_launcher_share_ppm (share) };

  g_return_if_fail (BOBBIN_IS_SESSION (self));
  g_return_if_fail (group < self->run->groups->len);

  if (self->state == BOBBIN_SESSION_RUNNING)
    bobbin_launcher_send_event (self->launcher, BOBBIN_WIRE_WRITE, &event);
}

void
bobbin_session_set_write (BobbinSession *self, guint group, double share, gint64 period_ns)
{
  BobbinWireEvent event = { .group = group, .share_ppm = bobbin_launcher_share_ppm (share), .period_ns = (guint64) period_ns };

  g_return_if_fail (BOBBIN_IS_SESSION (self));
  g_return_if_fail (group < self->run->groups->len);
  g_return_if_fail (period_ns > 0);

  if (self->state == BOBBIN_SESSION_RUNNING)
    bobbin_launcher_send_event (self->launcher, BOBBIN_WIRE_SET_WRITE, &event);
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE, reason);
  return FALSE;
}

gboolean
bobbin_session_can_fork (BobbinSession *self, guint group, GError **error)
{
  const BobbinGroupSpec *spec;

  g_return_val_if_fail (BOBBIN_IS_SESSION (self), FALSE);
  g_return_val_if_fail (group < self->run->groups->len, FALSE);

  spec = bobbin_run_get_group (self->run, group)->spec;
  if (spec->kind == BOBBIN_KIND_THREADS)
    return refuse (error, _("A thread cannot be forked from outside: only its own process can start one."));
  if (spec->threads_each != 1)
    return refuse (error, _("One more can be forked only where each process is a single worker."));
  if (self->state != BOBBIN_SESSION_RUNNING)
    return refuse (error, _("One more can be forked only while the workers are at work."));
  if (self->n_forks_asked >= bobbin_request_get_n_spares (self->run->request))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                   ngettext ("No more than %u process can be forked while a run goes on.",
                             "No more than %u processes can be forked while a run goes on.",
                             bobbin_request_get_n_spares (self->run->request)),
                   bobbin_request_get_n_spares (self->run->request));
      return FALSE;
    }
  return TRUE;
}

gboolean
bobbin_session_fork (BobbinSession *self, guint group, GError **error)
{
  BobbinWireEvent event = { .group = group };

  if (!bobbin_session_can_fork (self, group, error))
    return FALSE;
  self->n_forks_asked++;
  bobbin_launcher_send_event (self->launcher, BOBBIN_WIRE_FORK, &event);
  return TRUE;
}

/* Its numbers begin with its birth, of which the kernel counts from 0 on. */
BobbinRunWorker *
bobbin_session_take_forked (BobbinSession *self, const BobbinWireEvent *event)
{
  BobbinRunWorker *worker;
  BobbinRunProcess *process;
  BobbinSweepTask task;

  /* The root counts on as we do, or it is out of its mind. */
  if (event->process != self->run->processes->len || event->group >= self->run->groups->len || event->pid <= 0
      || bobbin_run_get_group (self->run, event->group)->spec->kind != BOBBIN_KIND_PROCESSES
      || bobbin_run_get_group (self->run, event->group)->spec->threads_each != 1
      || self->gate_ns == 0 || event->time_ns < self->gate_ns)
    return NULL;

  worker = bobbin_run_add_process (self->run, event->group);
  process = bobbin_run_get_process (self->run, worker->process);
  worker->pid = worker->tid = process->pid = event->pid;
  worker->born_ns = event->time_ns - self->gate_ns;
  process->alive = TRUE;
  self->marks[worker->id].seen = TRUE;
  self->marks[worker->id].time_ns = worker->born_ns;
  bobbin_ledger_reader_begin (self->reader, worker->id, event->time_ns);
  if (self->kernel != NULL)
    bobbin_session_kernel_begin_lane (self->kernel, worker->id, worker->tid, worker->born_ns);
  task = (BobbinSweepTask) { worker->id, process->id, worker->pid, worker->tid };
  bobbin_sampler_add (self->sampler, &task);
  return worker;
}

void
bobbin_session_take_refused (BobbinSession *self, const BobbinWireEvent *event)
{
  g_autofree char *reason = bobbin_launcher_failure_text (event);

  g_ptr_array_add (self->run->warnings,
                   /* TRANSLATORS: %s is a whole sentence that says why. */
                   g_strdup_printf (_("One more process was wanted, but was not to be had. %s"), reason));
}
