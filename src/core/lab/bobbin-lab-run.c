/* bobbin-lab-run.c */
#include "config.h"

#include "bobbin-lab-run.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-error.h"
#include "bobbin-lab-cores.h"
#include "bobbin-launcher.h"
#include "bobbin-time-span.h"
#include "bobbin-worker-spawn.h"

/* What experiments may take at most. */
#define MAX_WORKERS       64u
#define MAX_MEMORY_BYTES  (G_GUINT64_CONSTANT (256) << 20)
#define MEMORY_SHARE      10 /* of what is available, one part in so many */
#define DEADLINE_EXTRA_NS (8 * BOBBIN_NS_PER_S)
#define END_GRACE_MS      500
#define LATE_MS           2000 /* after the deadline, which the worker itself keeps to */

struct _BobbinLabRun {
  const BobbinExperiment *experiment;
  const BobbinMachine    *machine; /* not owned */
  BobbinLabRunCallback    callback;
  gpointer                data;
  BobbinLabOrder          order;
  BobbinReadings         *readings; /* until they are the outcome's */
  BobbinLabEnd            end;      /* its type is 0 until it has come */
  gboolean                nonsense; /* something came that is no message */
  gint64                  started_ns;
  int                     socket_fd;
  int                     pid_fd; /* -1: not to be had */
  pid_t                   pid;    /* 0: reaped */
  GSource                *source;
  GSource                *timeout;
};

static void
take_packet (BobbinLabRun *run, const void *packet, gsize size)
{
  if (bobbin_lab_check_readings (packet, size))
    {
      const BobbinLabReadings *readings = packet;

      if (bobbin_experiment_find_metric (run->experiment, readings->metric) == NULL
          || !bobbin_readings_add (run->readings, readings->metric, readings->readings, readings->n_readings))
        run->nonsense = TRUE;
    }
  else if (bobbin_lab_check_end (packet, size))
    {
      run->end = *(const BobbinLabEnd *) packet;
    }
  else
    {
      run->nonsense = TRUE;
    }
}

static char *
describe_lack (const BobbinLabRun *run)
{
  switch ((BobbinLack) run->end.lack)
    {
    case BOBBIN_LACK_CORES:
      return g_strdup_printf (ngettext ("It needs %u core, and this machine lends fewer.",
                                        "It needs %u cores of their own, and this machine lends fewer.",
                                        run->experiment->least_cores), run->experiment->least_cores);
    case BOBBIN_LACK_MEMORY:
      return g_strdup (_("There is too little memory left for it."));
    case BOBBIN_LACK_PROCESSES:
      return g_strdup (_("No further process or thread may be started."));
    case BOBBIN_LACK_PAGES:
      return g_strdup (_("The page tables do not tell here whose a page is."));
    case BOBBIN_LACK_CALL:
    default:
      return g_strdup_printf (_("A system call that it needs is not to be had here: %s."), g_strerror (run->end.error));
    }
}

/* The worker has left: what it said becomes an outcome or a failure. */
static void
conclude (BobbinLabRun *run)
{
  BobbinOutcome *outcome = NULL;
  g_autofree char *text = NULL;
  BobbinCoreSet cores = { 0 };

  for (guint i = 0; i < run->order.n_cores; i++)
    bobbin_core_set_add (&cores, run->order.cores[i]);
  if (run->nonsense)
    {
      text = g_strdup (_("What bobbin-worker reported could not be understood."));
    }
  else if (run->end.head.type == BOBBIN_LAB_DONE)
    {
      outcome = bobbin_outcome_new (run->experiment, run->machine, &cores, g_steal_pointer (&run->readings),
                                    bobbin_clock_ns () - run->started_ns);
    }
  else if (run->end.head.type == BOBBIN_LAB_LACKS)
    {
      text = describe_lack (run);
      outcome = bobbin_outcome_new_unavailable (run->experiment, run->machine, text);
      g_clear_pointer (&text, g_free);
    }
  else if (run->end.head.type == BOBBIN_LAB_FAILED && run->end.error != 0)
    {
      text = g_strdup_printf (_("The experiment failed: %s."), g_strerror (run->end.error));
    }
  else
    {
      text = g_strdup (_("The experiment did not come to its end."));
    }
  run->callback (outcome, text, run->data);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stop_listening (BobbinLabRun *run)
{
  clear_source (&run->source);
  clear_source (&run->timeout);
}

/* Nothing counts after the first end or the first nonsense, so that a worker that
 * never stops to talk does not keep this program busy, and so that of two ends the
 * one that says why is told: a child that gives up makes its parent fail. */
static gboolean
socket_ready_cb (int fd, GIOCondition condition, gpointer data)
{
  BobbinLabRun *run = data;
  union {
    BobbinWireHead head; /* for its alignment */
    double         align;
    guint8         bytes[BOBBIN_MAX_PACKET];
  } packet;
  long size = 0;

  while (run->end.head.type == 0 && !run->nonsense
         && (size = bobbin_wire_receive (fd, packet.bytes, sizeof packet)) > 0)
    take_packet (run, packet.bytes, (gsize) size);
  run->nonsense = run->nonsense || size == -EMSGSIZE;
  if (size == -EAGAIN)
    return G_SOURCE_CONTINUE;

  stop_listening (run);
  conclude (run); /* may free the run */
  return G_SOURCE_REMOVE;
}

/* The worker gives up by itself at its deadline; this one does not. */
static gboolean
timeout_cb (gpointer data)
{
  BobbinLabRun *run = data;

  stop_listening (run);
  conclude (run); /* may free the run */
  return G_SOURCE_REMOVE;
}

/* @source (transfer full): one of @run's. */
static GSource *
listen_to (BobbinLabRun *run, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, run, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static void
choose_cores (BobbinLabRun *run)
{
  guint most = run->experiment->most_cores;

  bobbin_lab_choose_cores (run->machine, "", &run->order);
  if (most == 0)
    return;
  run->order.n_cores = MIN (run->order.n_cores, most);
  run->order.n_apart = MIN (run->order.n_apart, most);
}

static void
fill_order (BobbinLabRun *run, guint64 seed)
{
  BobbinLabOrder *order = &run->order;

  bobbin_lab_init_head (&order->head, BOBBIN_LAB_ORDER);
  g_strlcpy (order->experiment, run->experiment->id, sizeof order->experiment);
  order->seed = seed;
  order->budget_ns = (guint64) run->experiment->budget_ns;
  order->deadline_ns = order->budget_ns + DEADLINE_EXTRA_NS;
  order->memory_bytes = MIN (MAX_MEMORY_BYTES, run->machine->available_bytes / MEMORY_SHARE);
  order->max_workers = CLAMP (run->machine->max_tasks / 2, 1, MAX_WORKERS);
  choose_cores (run);
}

/* 0 or an errno. */
static int
launch (BobbinLabRun *run, const char *path)
{
  int pair[2], theirs, error;

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
    return errno;
  run->socket_fd = pair[0];
  theirs = bobbin_worker_move_fd_up (pair[1]);
  if (theirs < 0)
    return -theirs;
  error = bobbin_worker_spawn (path, BOBBIN_LAB_ARGUMENT, &theirs, 1, &run->pid);
  close (theirs);
  if (error != 0)
    {
      run->pid = 0;
      return error;
    }
  run->pid_fd = (int) syscall (SYS_pidfd_open, run->pid, 0);
  /* One that has left already is told by the end of the socket. */
  bobbin_wire_send (run->socket_fd, &run->order, sizeof run->order);
  return 0;
}

BobbinLabRun *
bobbin_lab_run_start (const BobbinExperiment *experiment, const BobbinMachine *machine, guint64 seed,
                      BobbinLabRunCallback callback, gpointer data, GError **error)
{
  g_autoptr (BobbinLabRun) run = g_new0 (BobbinLabRun, 1);
  g_autofree char *path = bobbin_launcher_find_worker ();
  int result;

  run->experiment = experiment;
  run->machine = machine;
  run->callback = callback;
  run->data = data;
  run->readings = bobbin_readings_new ();
  run->socket_fd = run->pid_fd = -1;
  run->started_ns = bobbin_clock_ns ();
  fill_order (run, seed);
  result = launch (run, path);
  if (result != 0)
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED, _("“%s” could not be started: %s."), path,
                   g_strerror (result));
      return NULL;
    }

  g_unix_set_fd_nonblocking (run->socket_fd, TRUE, NULL);
  run->source = listen_to (run, g_unix_fd_source_new (run->socket_fd, G_IO_IN | G_IO_HUP | G_IO_ERR),
                           G_SOURCE_FUNC (socket_ready_cb));
  run->timeout = listen_to (run, g_timeout_source_new ((guint) (run->order.deadline_ns / BOBBIN_NS_PER_MS) + LATE_MS),
                            timeout_cb);
  return g_steal_pointer (&run);
}

/* The root, and all that is in the group that it leads. It is our own child and not
 * yet reaped, so no other process or group can have its number. */
static void
kill_all (BobbinLabRun *run)
{
  kill (-run->pid, SIGKILL);
  kill (run->pid, SIGKILL);
}

void
bobbin_lab_run_free (BobbinLabRun *run)
{
  struct pollfd root;

  if (run == NULL)
    return;
  stop_listening (run);
  /* The end of the socket has the root end everything; one that does not is killed. */
  if (run->socket_fd >= 0)
    close (run->socket_fd);
  root = (struct pollfd) { .fd = run->pid_fd, .events = POLLIN };
  if (run->pid > 0)
    {
      if (run->pid_fd < 0 || poll (&root, 1, END_GRACE_MS) != 1)
        kill_all (run);
      while (waitpid (run->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    }
  if (run->pid_fd >= 0)
    close (run->pid_fd);
  bobbin_readings_free (run->readings);
  g_free (run);
}
