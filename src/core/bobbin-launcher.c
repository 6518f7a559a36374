#include "config.h"

#include "bobbin-launcher.h"

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
#include "bobbin-worker-spawn.h"

#define PPM          1e6
#define END_GRACE_MS 300

struct _BobbinLauncher {
  BobbinLauncherCallbacks callbacks;
  gpointer                data;
  int                     socket_fd;
  int                     pid_fd; /* -1: not to be had, or reaped */
  pid_t                   root_pid;
  GSource                *source;
  GSource                *out_source; /* while orders wait for room in the socket */
  GArray                 *orders;     /* BobbinWireEvent, those */
  BobbinLedger            ledger;
  BobbinPageBook          book;
  BobbinArenaPlace       *places;     /* per group; the address is not yet known */
  guint                   n_groups;
  guint                   n_workers;
  guint                   n_processes;
};

char *
bobbin_launcher_find_worker (void)
{
  const char *override = g_getenv ("BOBBIN_WORKER");

  if (override != NULL && *override != '\0')
    return g_strdup (override);

  /* PREFIX/bin/bobbin and PREFIX/libexec/bobbin/bobbin-worker: a moved prefix
   * still works. */
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  if (self != NULL)
    {
      g_autofree char *bin = g_path_get_dirname (self);
      g_autofree char *moved = g_build_filename (bin, "..", "libexec", "bobbin", "bobbin-worker", NULL);

      if (g_file_test (moved, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&moved);
    }
  return g_build_filename (BOBBIN_WORKER_DIR, "bobbin-worker", NULL);
}

guint32
bobbin_launcher_share_ppm (double share)
{
  if (!(share > 0.0))
    return 0;
  return MAX ((guint32) (MIN (share, 1.0) * PPM + 0.5), 1);
}

static void
fill_group (BobbinWireGroup *group, const BobbinGroupSpec *spec)
{
  *group = (BobbinWireGroup) {
    .kind = spec->kind,
    .work = spec->work,
    .n_processes = bobbin_group_spec_n_processes (spec),
    .threads_each = bobbin_group_spec_n_workers (spec) / bobbin_group_spec_n_processes (spec),
    .heap_bytes = spec->heap_bytes,
    .mapped_bytes = bobbin_group_spec_mapped_bytes (spec),
    .untouched_bytes = bobbin_group_spec_untouched_bytes (spec),
    .stack_bytes = spec->stack_bytes,
    .write_period_ns = (guint64) spec->write_period_ns,
    .write_ppm = bobbin_launcher_share_ppm (spec->write_share),
    .duty_ppm = (guint32) (spec->duty * PPM + 0.5),
    .nice = spec->nice,
    .lock = spec->lock,
  };
  memcpy (group->cores, spec->cores.bits, sizeof group->cores);
}

static void
fill_place (BobbinArenaPlace *place, guint number, const BobbinWireGroup *group)
{
  guint64 page_bytes = (guint64) sysconf (_SC_PAGESIZE);

  *place = (BobbinArenaPlace) {
    .group = number,
    .n_private = (guint) (group->heap_bytes / page_bytes),
    .n_mapped = (guint) (group->mapped_bytes / page_bytes),
    .n_untouched = (guint) (group->untouched_bytes / page_bytes),
  };
}

static void
fill_plan (BobbinLauncher *launcher, BobbinWirePlan *plan, BobbinRequest *request)
{
  bobbin_wire_init_head (&plan->head, BOBBIN_WIRE_PLAN);
  plan->n_groups = bobbin_request_get_n_groups (request);
  plan->n_workers = bobbin_request_get_n_workers (request);
  plan->n_spares = bobbin_request_get_n_spares (request);
  plan->seed = bobbin_request_get_seed (request);
  plan->duration_ns = (guint64) bobbin_request_get_duration_ns (request);
  launcher->n_groups = plan->n_groups;
  launcher->places = g_new0 (BobbinArenaPlace, plan->n_groups);
  for (guint i = 0; i < plan->n_groups; i++)
    {
      fill_group (&plan->groups[i], bobbin_request_get_group (request, i));
      fill_place (&launcher->places[i], i, &plan->groups[i]);
      launcher->n_processes += plan->groups[i].n_processes;
    }
  launcher->n_processes += plan->n_spares;
  launcher->n_workers = plan->n_workers + plan->n_spares;
}

static void
take_arena (BobbinLauncher *launcher, const BobbinWireArena *arena)
{
  if (arena->group >= launcher->n_groups)
    return;
  launcher->places[arena->group].address = arena->address;
  if (launcher->callbacks.arena != NULL)
    launcher->callbacks.arena (&launcher->places[arena->group], launcher->data);
}

static void
take_packet (BobbinLauncher *launcher, const void *packet, gsize size)
{
  if (bobbin_wire_check_born (packet, size))
    {
      const BobbinWireBorn *born = packet;

      for (guint i = 0; i < born->n_births; i++)
        if (born->births[i].worker >= launcher->n_workers
            || born->births[i].process >= launcher->n_processes
            || born->births[i].pid <= 0 || born->births[i].tid <= 0)
          return;
      launcher->callbacks.born (born->births, born->n_births, launcher->data);
    }
  else if (bobbin_wire_check_arena (packet, size))
    {
      take_arena (launcher, packet);
    }
  else if (bobbin_wire_check_event (packet, size))
    {
      const BobbinWireEvent *event = packet;

      if (event->process < launcher->n_processes)
        launcher->callbacks.event (event, launcher->data);
    }
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    {
      g_source_destroy (*source);
      g_clear_pointer (source, g_source_unref);
    }
}

/* A root that has closed its socket is about to leave; a zombie it shall not
 * stay for as long as its run is looked at. */
static void
reap_root (BobbinLauncher *launcher)
{
  struct pollfd root = { .fd = launcher->pid_fd, .events = POLLIN };

  if (launcher->root_pid <= 0 || launcher->pid_fd < 0 || poll (&root, 1, END_GRACE_MS) != 1)
    return;
  while (waitpid (launcher->root_pid, NULL, 0) < 0 && errno == EINTR)
    continue;
  launcher->root_pid = 0;
  close (launcher->pid_fd);
  launcher->pid_fd = -1;
}

/* Takes all that is there; the callbacks do not free the launcher. */
static gboolean
socket_ready_cb (int fd, GIOCondition condition, gpointer data)
{
  BobbinLauncher *launcher = data;
  union {
    BobbinWireHead head; /* for its alignment */
    guint64        align;
    guint8         bytes[BOBBIN_MAX_PACKET];
  } packet;
  long size;

  while ((size = bobbin_wire_receive (fd, packet.bytes, sizeof packet)) > 0)
    take_packet (launcher, packet.bytes, (gsize) size);
  if (size == -EAGAIN)
    return G_SOURCE_CONTINUE;

  g_clear_pointer (&launcher->source, g_source_unref);
  drop_source (&launcher->out_source);
  reap_root (launcher);
  launcher->callbacks.gone (launcher->data);
  return G_SOURCE_REMOVE;
}

/* What the worker is born with. */
typedef struct {
  int socket_fd, ledger_fd, book_fd; /* -1: not there */
} Ends;

/* The ends that the worker gets, and what is kept of them here. 0 or a negative errno. */
static int
make_ends (BobbinLauncher *launcher, const BobbinWirePlan *plan, Ends *ends)
{
  BobbinPageBookLayout layout;
  int pair[2];
  int result;

  if (!bobbin_page_book_lay_out (&layout, plan))
    return -ENOMEM;
  ends->ledger_fd = bobbin_worker_move_fd_up (bobbin_ledger_create (launcher->n_workers));
  ends->book_fd = ends->ledger_fd < 0 ? ends->ledger_fd : bobbin_worker_move_fd_up (bobbin_page_book_create (&layout));
  if (ends->book_fd < 0)
    return ends->book_fd;
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
    return -errno;
  launcher->socket_fd = pair[0];
  ends->socket_fd = bobbin_worker_move_fd_up (pair[1]);
  if (ends->socket_fd < 0)
    return ends->socket_fd;
  result = bobbin_ledger_map (&launcher->ledger, ends->ledger_fd, launcher->n_workers, BOBBIN_LEDGER_LAUNCHER);
  return result < 0 ? result : bobbin_page_book_map (&launcher->book, &layout, ends->book_fd);
}

static void
close_ends (const Ends *ends)
{
  if (ends->socket_fd >= 0)
    close (ends->socket_fd);
  if (ends->ledger_fd >= 0)
    close (ends->ledger_fd);
  if (ends->book_fd >= 0)
    close (ends->book_fd);
}

static gboolean
launch (BobbinLauncher *launcher, const BobbinWirePlan *plan, GError **error)
{
  g_autofree char *path = bobbin_launcher_find_worker ();
  Ends ends = { -1, -1, -1 };
  int result;

  if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED,
                   _("The program bobbin-worker is missing: there is nothing to run at “%s”."), path);
      return FALSE;
    }

  result = make_ends (launcher, plan, &ends);
  if (result < 0)
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED,
                   _("No memory or socket could be had to talk with the workers: %s."), g_strerror (-result));
      close_ends (&ends);
      return FALSE;
    }

  /* In the order of BOBBIN_WIRE_SOCKET_FD and what follows it. */
  const int fds[] = { ends.socket_fd, ends.ledger_fd, ends.book_fd };
  result = bobbin_worker_spawn (path, NULL, fds, G_N_ELEMENTS (fds), &launcher->root_pid);
  close_ends (&ends);
  if (result != 0)
    {
      launcher->root_pid = 0;
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED,
                   _("“%s” could not be started: %s."), path, g_strerror (result));
      return FALSE;
    }
  launcher->pid_fd = (int) syscall (SYS_pidfd_open, launcher->root_pid, 0);
  return TRUE;
}

BobbinLauncher *
bobbin_launcher_start (BobbinRequest                 *request,
                       const BobbinLauncherCallbacks *callbacks,
                       gpointer                       data,
                       GError                       **error)
{
  g_autoptr (BobbinLauncher) launcher = g_new0 (BobbinLauncher, 1);
  BobbinWirePlan plan = { 0 };
  int result;

  launcher->callbacks = *callbacks;
  launcher->data = data;
  launcher->socket_fd = launcher->pid_fd = -1;
  launcher->orders = g_array_new (FALSE, FALSE, sizeof (BobbinWireEvent));
  fill_plan (launcher, &plan, request);
  if (!launch (launcher, &plan, error))
    return NULL;

  if (callbacks->spawned != NULL)
    callbacks->spawned (launcher->root_pid, data);
  result = bobbin_wire_send (launcher->socket_fd, &plan, bobbin_wire_plan_size (plan.n_groups));
  if (result < 0)
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED,
                   _("The workers' program ended before it was told what to do: %s."),
                   g_strerror (-result));
      return NULL;
    }

  g_unix_set_fd_nonblocking (launcher->socket_fd, TRUE, NULL);
  launcher->source = g_unix_fd_source_new (launcher->socket_fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_source_set_callback (launcher->source, G_SOURCE_FUNC (socket_ready_cb), launcher, NULL);
  g_source_attach (launcher->source, g_main_context_get_thread_default ());
  return g_steal_pointer (&launcher);
}

/* The root kills and reaps its children, which takes a few milliseconds; a root
 * that does not is killed, and they follow it. */
static void
end_tree (BobbinLauncher *launcher)
{
  struct pollfd root = { .fd = launcher->pid_fd, .events = POLLIN };

  if (launcher->socket_fd >= 0)
    {
      BobbinWireEvent event = { 0 };

      bobbin_wire_init_head (&event.head, BOBBIN_WIRE_KILL);
      bobbin_wire_send (launcher->socket_fd, &event, sizeof event);
      /* Nobody reads any more what the root says of the ends; it must not wait. */
      shutdown (launcher->socket_fd, SHUT_RD);
    }
  if (launcher->root_pid > 0)
    {
      if (launcher->pid_fd < 0 || poll (&root, 1, END_GRACE_MS) != 1)
        bobbin_launcher_kill (launcher);
      while (waitpid (launcher->root_pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    }
  if (launcher->socket_fd >= 0)
    close (launcher->socket_fd);
}

void
bobbin_launcher_free (BobbinLauncher *launcher)
{
  if (launcher == NULL)
    return;

  drop_source (&launcher->source);
  drop_source (&launcher->out_source);
  end_tree (launcher);
  if (launcher->pid_fd >= 0)
    close (launcher->pid_fd);
  bobbin_ledger_unmap (&launcher->ledger);
  bobbin_page_book_unmap (&launcher->book);
  g_free (launcher->places);
  g_clear_pointer (&launcher->orders, g_array_unref);
  g_free (launcher);
}

/* Sends what waits; TRUE when there is still something. A failure other than a
 * full socket means that the root is gone, which the socket's source tells. */
static gboolean
send_orders (BobbinLauncher *launcher)
{
  guint n = 0;

  while (n < launcher->orders->len
         && bobbin_wire_send (launcher->socket_fd, &g_array_index (launcher->orders, BobbinWireEvent, n),
                              sizeof (BobbinWireEvent)) != -EAGAIN)
    n++;
  if (n > 0)
    g_array_remove_range (launcher->orders, 0, n);
  return launcher->orders->len > 0;
}

static gboolean
socket_has_room_cb (int fd, GIOCondition condition, gpointer data)
{
  BobbinLauncher *launcher = data;

  if (send_orders (launcher))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&launcher->out_source, g_source_unref);
  return G_SOURCE_REMOVE;
}

void
bobbin_launcher_send_event (BobbinLauncher *launcher, BobbinWireType type, const BobbinWireEvent *order)
{
  BobbinWireEvent event = *order;

  bobbin_wire_init_head (&event.head, type);
  /* Seen at once by workers that have a core, before the root gets one. */
  if (type == BOBBIN_WIRE_STOP)
    atomic_store_explicit (&launcher->ledger.control->stop_at_ns, 1, memory_order_relaxed);
  g_array_append_val (launcher->orders, event);
  if (!send_orders (launcher) || launcher->out_source != NULL)
    return;
  launcher->out_source = g_unix_fd_source_new (launcher->socket_fd, G_IO_OUT);
  g_source_set_callback (launcher->out_source, G_SOURCE_FUNC (socket_has_room_cb), launcher, NULL);
  g_source_attach (launcher->out_source, g_main_context_get_thread_default ());
}

void
bobbin_launcher_send (BobbinLauncher *launcher, BobbinWireType type, guint worker)
{
  bobbin_launcher_send_event (launcher, type, &(BobbinWireEvent) { .worker = worker });
}

void
bobbin_launcher_kill (BobbinLauncher *launcher)
{
  if (launcher->root_pid <= 0)
    return;
  if (launcher->pid_fd >= 0)
    syscall (SYS_pidfd_send_signal, launcher->pid_fd, SIGKILL, NULL, 0);
  else
    kill (launcher->root_pid, SIGKILL); /* our own child, not yet reaped: the pid is its */
}

int
bobbin_launcher_get_root_pid (BobbinLauncher *launcher)
{
  return launcher->root_pid;
}

const BobbinLedger *
bobbin_launcher_get_ledger (BobbinLauncher *launcher)
{
  return &launcher->ledger;
}

const BobbinPageBook *
bobbin_launcher_get_page_book (BobbinLauncher *launcher)
{
  return &launcher->book;
}

char *
bobbin_launcher_failure_text (const BobbinWireEvent *event)
{
  const char *reason = g_strerror (event->error);

  switch ((BobbinStage) event->stage)
    {
    case BOBBIN_STAGE_HEAP:
      return g_strdup_printf (_("The heap of a group could not be had: %s."), reason);
    case BOBBIN_STAGE_FORK:
      return g_strdup_printf (_("A process could not be started: %s."), reason);
    case BOBBIN_STAGE_THREAD:
      return g_strdup_printf (_("A thread could not be started: %s."), reason);
    case BOBBIN_STAGE_CORES:
      return g_strdup_printf (_("A worker could not be kept to its cores: %s."), reason);
    case BOBBIN_STAGE_NICE:
      return g_strdup_printf (_("A worker could not be given its nice value: %s."), reason);
    case BOBBIN_STAGE_LOCK:
      return g_strdup_printf (_("The lock of a group could not be made: %s."), reason);
    case BOBBIN_STAGE_PIPE:
      return g_strdup_printf (_("The pipe of a group could not be made: %s."), reason);
    case BOBBIN_STAGE_DISK:
      return g_strdup_printf (_("No file for work=disk could be made, neither in the cache folder nor in /var/tmp: %s."), reason);
    case BOBBIN_STAGE_PLAN:
    default:
      return g_strdup_printf (_("The workers' program could not use its plan: %s."), reason);
    }
}
