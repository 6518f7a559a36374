/* bobbin-worker-root.c - the process at the foot of the tree
 *
 * It listens to three things: the launcher's socket, the report pipe on which
 * births come in, and a signalfd for children that ended. It kills only its
 * own unreaped children, whose pids cannot have become somebody else's.
 */
#include "bobbin-worker-root.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How long those who were told to stop may take to leave by themselves. */
#define STOP_GRACE_NS 700000000

/* Births are taken in helpings: waking up for each of a thousand would take
 * the core away from those who are still being born. */
#define BIRTHS_PAUSE_NS 1000000

void
worker_root_send_event (WorkerRoot *root, BobbinWireType type, BobbinWireEvent *event)
{
  bobbin_wire_init_head (&event->head, type);
  bobbin_wire_send (root->tree->socket_fd, event, sizeof *event);
}

static void
send_signal_to_child (pid_t pid, int signal_number)
{
  int pidfd = (int) syscall (SYS_pidfd_open, pid, 0);

  if (pidfd >= 0)
    {
      syscall (SYS_pidfd_send_signal, pidfd, signal_number, NULL, 0);
      close (pidfd);
    }
  else if (errno == ENOSYS || errno == EMFILE || errno == ENFILE || errno == EPERM)
    {
      kill (pid, signal_number); /* unreaped, so the pid is still this child's */
    }
}

void
worker_root_kill_all (WorkerRoot *root)
{
  root->killed = true;
  root->kill_at_ns = 0;
  for (uint32_t i = 0; i < root->tree->n_processes; i++)
    if (root->tree->processes[i].pid > 0)
      send_signal_to_child (root->tree->processes[i].pid, SIGKILL);
}

void
worker_root_open_gate (WorkerRoot *root)
{
  BobbinLedgerControl *control = root->tree->ledger.control;
  BobbinWireEvent event = { .time_ns = worker_clock_ns () };

  if (root->tree->plan->duration_ns > 0)
    {
      root->stop_at_ns = event.time_ns + (int64_t) root->tree->plan->duration_ns;
      atomic_store_explicit (&control->stop_at_ns, root->stop_at_ns, memory_order_relaxed);
    }
  atomic_store_explicit (&control->gate_ns, event.time_ns, memory_order_relaxed);
  atomic_store_explicit (&control->gate, BOBBIN_GATE_OPEN, memory_order_release);
  bobbin_futex_wake (&control->gate);
  root->started = true;
  worker_root_send_event (root, BOBBIN_WIRE_STARTED, &event);
}

void
worker_root_stop_all (WorkerRoot *root)
{
  if (root->stopping)
    return;

  root->stopping = true;
  root->stop_at_ns = 0;
  root->kill_at_ns = worker_clock_ns () + STOP_GRACE_NS;
  for (uint32_t i = 0; i < root->tree->n_workers; i++)
    worker_root_give_order (root, i, BOBBIN_ORDER_STOP);

  /* Whoever still waits at the gate shall come through and see the order. */
  atomic_store_explicit (&root->tree->ledger.control->gate, BOBBIN_GATE_OPEN, memory_order_release);
  bobbin_futex_wake (&root->tree->ledger.control->gate);
}

void
worker_root_give_up (WorkerRoot *root, BobbinStage stage, int error)
{
  BobbinWireEvent event = { .stage = stage, .error = error };

  if (root->exit_code != 0)
    return;
  root->exit_code = 1;
  worker_root_send_event (root, BOBBIN_WIRE_FAILED, &event);
  worker_root_kill_all (root);
}

/* One that was forked after the start: without it the run goes on. */
static bool
is_spare (const WorkerRoot *root, uint32_t process)
{
  return process >= root->n_planned;
}

void
worker_root_refuse (WorkerRoot *root, uint32_t group, BobbinStage stage, int error)
{
  worker_root_send_event (root, BOBBIN_WIRE_REFUSED, &(BobbinWireEvent) { .group = group, .stage = stage, .error = error });
}

/* Whether there may be more to take. */
static bool
take_reports (WorkerRoot *root)
{
  static WorkerReport reports[BOBBIN_WIRE_MAX_BIRTHS];
  static BobbinWireBorn born;
  ssize_t size = read (root->report_fd, reports, sizeof reports);
  uint32_t n = size > 0 ? (uint32_t) ((size_t) size / sizeof reports[0]) : 0;

  born.n_births = 0;
  for (uint32_t i = 0; i < n; i++)
    {
      if (reports[i].error != 0)
        {
          if (is_spare (root, reports[i].birth.process))
            {
              worker_root_refuse (root, root->tree->processes[reports[i].birth.process].group,
                      (BobbinStage) reports[i].stage, reports[i].error);
              continue;
            }
          worker_root_give_up (root, (BobbinStage) reports[i].stage, reports[i].error);
          return false;
        }
      born.births[born.n_births++] = reports[i].birth;
    }
  if (born.n_births == 0)
    return false;

  bobbin_wire_init_head (&born.head, BOBBIN_WIRE_BORN);
  bobbin_wire_send (root->tree->socket_fd, &born, bobbin_wire_born_size (born.n_births));
  root->n_born += born.n_births;
  if (root->n_born == root->tree->plan->n_workers)
    worker_root_send_event (root, BOBBIN_WIRE_READY, &(BobbinWireEvent) { 0 });
  else
    root->births_at_ns = worker_clock_ns () + BIRTHS_PAUSE_NS;
  return true;
}

static uint32_t
find_process (const WorkerTree *tree, pid_t pid)
{
  for (uint32_t i = 0; i < tree->n_processes; i++)
    if (tree->processes[i].pid == pid)
      return i;
  return tree->n_processes;
}

static int64_t
timeval_to_ns (struct timeval time)
{
  return time.tv_sec * (int64_t) 1000000000 + time.tv_usec * (int64_t) 1000;
}

/* The workers may have seen the end of the run before the root came to it. */
static bool
is_stopping (const WorkerRoot *root)
{
  int64_t stop_at_ns = atomic_load_explicit (&root->tree->ledger.control->stop_at_ns, memory_order_relaxed);

  return root->stopping || (stop_at_ns != 0 && worker_clock_ns () >= stop_at_ns);
}

static void
reap (WorkerRoot *root)
{
  struct signalfd_siginfo info;
  struct rusage usage;
  int status;
  pid_t pid;

  while (read (root->signal_fd, &info, sizeof info) > 0)
    continue;

  while ((pid = wait4 (-1, &status, WNOHANG, &usage)) > 0)
    {
      uint32_t process = find_process (root->tree, pid);

      if (process == root->tree->n_processes)
        continue;

      bool left_as_told = WIFEXITED (status) && WEXITSTATUS (status) == 0;
      bool killed_by_us = WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL && root->killed;
      BobbinWireEvent event = {
        .process = process,
        .pid = pid,
        .status = status,
        .stopped = is_stopping (root) && (left_as_told || killed_by_us),
        .time_ns = worker_clock_ns (),
        .cpu_ns = (uint64_t) (timeval_to_ns (usage.ru_utime) + timeval_to_ns (usage.ru_stime)),
        .voluntary_switches = (uint64_t) usage.ru_nvcsw,
        .involuntary_switches = (uint64_t) usage.ru_nivcsw,
      };

      root->tree->processes[process].pid = 0;
      worker_share_forget (root->tree, &root->tree->processes[process]);
      root->n_alive--;
      worker_root_send_event (root, BOBBIN_WIRE_ENDED, &event);

      /* Before the gate nobody may end: the run could never start whole. It
       * may have said why. */
      while (root->n_born < root->tree->plan->n_workers && !is_stopping (root) && take_reports (root))
        continue;
      if (root->n_born < root->tree->plan->n_workers && !is_stopping (root))
        worker_root_give_up (root, BOBBIN_STAGE_FORK, ECHILD);
    }
}

/* Waits for any of the sources or the next deadline; false after an error. */
static bool
wait_for_news (WorkerRoot *root, struct pollfd sources[3])
{
  int64_t deadline_ns = root->kill_at_ns;
  struct timespec left = { 0 };

  sources[0].fd = root->tree->socket_fd;
  sources[2].fd = root->births_at_ns == 0 ? root->report_fd : -1;
  sources[2].revents = 0;
  if (root->births_at_ns != 0 && (deadline_ns == 0 || root->births_at_ns < deadline_ns))
    deadline_ns = root->births_at_ns;
  if (root->stop_at_ns != 0 && (deadline_ns == 0 || root->stop_at_ns < deadline_ns))
    deadline_ns = root->stop_at_ns;
  if (deadline_ns != 0)
    {
      int64_t left_ns = deadline_ns - worker_clock_ns ();

      left_ns = left_ns > 0 ? left_ns : 0;
      left.tv_sec = left_ns / 1000000000;
      left.tv_nsec = left_ns % 1000000000;
    }
  int n = ppoll (sources, 3, deadline_ns != 0 ? &left : NULL, NULL);

  if (root->births_at_ns != 0 && worker_clock_ns () >= root->births_at_ns)
    root->births_at_ns = 0;
  return n >= 0 || errno == EINTR;
}

int
worker_root_run (WorkerTree *tree)
{
  WorkerRoot root = { .tree = tree };
  int report[2];
  sigset_t child;

  sigemptyset (&child);
  sigaddset (&child, SIGCHLD);
  sigprocmask (SIG_BLOCK, &child, &tree->usual_signals);
  root.signal_fd = signalfd (-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  if (root.signal_fd < 0 || pipe2 (report, O_CLOEXEC) < 0)
    {
      worker_root_give_up (&root, BOBBIN_STAGE_PLAN, errno);
      return root.exit_code;
    }
  root.report_fd = report[0];
  fcntl (root.report_fd, F_SETFL, O_NONBLOCK);
  tree->report_fd = report[1];

  worker_root_grow_tree (&root);

  struct pollfd sources[3] = {
    { .events = POLLIN },
    { .fd = root.signal_fd, .events = POLLIN },
    { .events = POLLIN },
  };
  while (root.n_alive > 0)
    {
      if (!wait_for_news (&root, sources)
          || (root.kill_at_ns != 0 && worker_clock_ns () >= root.kill_at_ns))
        worker_root_kill_all (&root);
      if (root.stop_at_ns != 0 && worker_clock_ns () >= root.stop_at_ns)
        worker_root_stop_all (&root);
      if (sources[2].revents & POLLIN)
        take_reports (&root);
      if (sources[0].revents)
        worker_root_take_order (&root);
      if (sources[1].revents)
        reap (&root);
    }

  worker_root_send_event (&root, BOBBIN_WIRE_DONE, &(BobbinWireEvent) { 0 });
  return root.exit_code;
}
