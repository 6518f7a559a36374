/* bobbin-worker-root.c - the process at the foot of the tree
 *
 * It listens to three things: the launcher's socket, the report pipe on which
 * births come in, and a signalfd for children that ended. It kills only its
 * own unreaped children, whose pids cannot have become somebody else's.
 */
#include "bobbin-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
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

typedef struct {
  WorkerTree *tree;
  int         report_fd; /* read end */
  int         signal_fd;
  uint32_t    n_planned; /* processes before the start */
  uint32_t    n_born;
  uint32_t    n_alive; /* processes */
  bool        started; /* the gate is open */
  bool        stopping;
  bool        killed;
  int64_t     kill_at_ns;   /* 0: no deadline */
  int64_t     births_at_ns; /* no births are taken before; 0: at once */
  int64_t     stop_at_ns;   /* end of the run; 0: when it is told to */
  int         exit_code;
} Root;

static void
send_event (Root *root, BobbinWireType type, BobbinWireEvent *event)
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

static void
kill_all (Root *root)
{
  root->killed = true;
  root->kill_at_ns = 0;
  for (uint32_t i = 0; i < root->tree->n_processes; i++)
    if (root->tree->processes[i].pid > 0)
      send_signal_to_child (root->tree->processes[i].pid, SIGKILL);
}

/* Nobody but the root writes these words. */
static void
give_order (Root *root, uint32_t worker, BobbinOrder order)
{
  _Atomic uint32_t *word = &root->tree->ledger.control->orders[worker];
  uint32_t news = atomic_load_explicit (word, memory_order_relaxed) & ~BOBBIN_ORDER_MASK;

  atomic_store_explicit (word, news | order, memory_order_release);
  bobbin_futex_wake (word);
}

static void
give_news (Root *root, uint32_t worker)
{
  _Atomic uint32_t *word = &root->tree->ledger.control->orders[worker];

  atomic_fetch_add_explicit (word, BOBBIN_ORDER_NEWS, memory_order_release);
  bobbin_futex_wake (word);
}

static void
open_gate (Root *root)
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
  send_event (root, BOBBIN_WIRE_STARTED, &event);
}

static void
stop_all (Root *root)
{
  if (root->stopping)
    return;

  root->stopping = true;
  root->stop_at_ns = 0;
  root->kill_at_ns = worker_clock_ns () + STOP_GRACE_NS;
  for (uint32_t i = 0; i < root->tree->n_workers; i++)
    give_order (root, i, BOBBIN_ORDER_STOP);

  /* Whoever still waits at the gate shall come through and see the order. */
  atomic_store_explicit (&root->tree->ledger.control->gate, BOBBIN_GATE_OPEN, memory_order_release);
  bobbin_futex_wake (&root->tree->ledger.control->gate);
}

static void
give_up (Root *root, BobbinStage stage, int error)
{
  BobbinWireEvent event = { .stage = stage, .error = error };

  if (root->exit_code != 0)
    return;
  root->exit_code = 1;
  send_event (root, BOBBIN_WIRE_FAILED, &event);
  kill_all (root);
}

/* One that was forked after the start: without it the run goes on. */
static bool
is_spare (const Root *root, uint32_t process)
{
  return process >= root->n_planned;
}

static void
refuse (Root *root, uint32_t group, BobbinStage stage, int error)
{
  send_event (root, BOBBIN_WIRE_REFUSED, &(BobbinWireEvent) { .group = group, .stage = stage, .error = error });
}

/* Whether there may be more to take. */
static bool
take_reports (Root *root)
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
              refuse (root, root->tree->processes[reports[i].birth.process].group,
                      (BobbinStage) reports[i].stage, reports[i].error);
              continue;
            }
          give_up (root, (BobbinStage) reports[i].stage, reports[i].error);
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
    send_event (root, BOBBIN_WIRE_READY, &(BobbinWireEvent) { 0 });
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
is_stopping (const Root *root)
{
  int64_t stop_at_ns = atomic_load_explicit (&root->tree->ledger.control->stop_at_ns, memory_order_relaxed);

  return root->stopping || (stop_at_ns != 0 && worker_clock_ns () >= stop_at_ns);
}

static void
reap (Root *root)
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
      send_event (root, BOBBIN_WIRE_ENDED, &event);

      /* Before the gate nobody may end: the run could never start whole. It
       * may have said why. */
      while (root->n_born < root->tree->plan->n_workers && !is_stopping (root) && take_reports (root))
        continue;
      if (root->n_born < root->tree->plan->n_workers && !is_stopping (root))
        give_up (root, BOBBIN_STAGE_FORK, ECHILD);
    }
}

/* The next process, which is one of @group. 0 or a negative errno. */
static int
fork_process (Root *root, uint32_t group)
{
  WorkerTree *tree = root->tree;
  WorkerProcess *process = &tree->processes[tree->n_processes];
  pid_t pid;

  process->group = group;
  process->first_worker = tree->n_workers;
  pid = fork ();
  if (pid == 0)
    {
      close (root->report_fd);
      close (root->signal_fd);
      close (tree->socket_fd);
      worker_grow_process (tree, tree->n_processes);
    }
  if (pid < 0)
    return -errno;
  process->pid = pid;
  tree->n_workers += worker_group (tree, group)->threads_each;
  tree->n_processes++;
  root->n_alive++;
  return 0;
}

/* What the processes of @group have in common is theirs alone. */
static void
hand_down (WorkerTree *tree, uint32_t group, bool handed_down)
{
  worker_arena_hand_down (&tree->arenas[group], handed_down);
  worker_share_hand_down (tree, group, handed_down);
}

static bool
grow_group (Root *root, uint32_t group)
{
  WorkerTree *tree = root->tree;
  BobbinStage stage = BOBBIN_STAGE_PLAN;
  int error = worker_share_make (tree, group, tree->n_workers, &stage);

  hand_down (tree, group, true);
  for (uint32_t i = 0; i < worker_group (tree, group)->n_processes && error == 0; i++)
    {
      stage = BOBBIN_STAGE_FORK;
      error = fork_process (root, group);
    }
  hand_down (tree, group, false);
  if (error < 0)
    give_up (root, stage, -error);
  return error == 0;
}

/* All arenas are there before the first fork, so that none lies where another
 * group's process has something else. */
static int
make_arena (Root *root, uint32_t group)
{
  WorkerArena *arena = &root->tree->arenas[group];
  const BobbinWireGroup *spec = worker_group (root->tree, group);
  BobbinWireArena message = { .group = group };
  int error = worker_arena_reserve (arena, spec);

  if (error < 0)
    return error;
  if (spec->kind == BOBBIN_KIND_PROCESSES)
    {
      worker_arena_fill (arena);
      worker_arena_enter (arena);
    }
  message.address = (uint64_t) (uintptr_t) arena->pages;
  bobbin_wire_init_head (&message.head, BOBBIN_WIRE_ARENA);
  bobbin_wire_send (root->tree->socket_fd, &message, sizeof message);
  return 0;
}

static void
set_share (Root *root, uint32_t group, uint32_t write_ppm, uint64_t write_period_ns)
{
  BobbinLedgerShare *share = &root->tree->ledger.control->shares[group];

  atomic_store_explicit (&share->write_ppm, write_ppm, memory_order_relaxed);
  atomic_store_explicit (&share->write_period_ns, write_period_ns, memory_order_relaxed);
}

static void
grow_tree (Root *root)
{
  const BobbinWirePlan *plan = root->tree->plan;

  for (uint32_t group = 0; group < plan->n_groups; group++)
    {
      int error = make_arena (root, group);

      if (error < 0)
        {
          give_up (root, BOBBIN_STAGE_HEAP, -error);
          return;
        }
      set_share (root, group, plan->groups[group].write_ppm, plan->groups[group].write_period_ns);
      root->n_planned += plan->groups[group].n_processes;
    }

  for (uint32_t group = 0; group < plan->n_groups; group++)
    if (!grow_group (root, group))
      return;
}

/* Does @something with the workers of @group, those that were forked later included. */
static void
for_workers_of (Root *root, uint32_t group, void (*something) (Root *root, uint32_t worker, uint32_t number), uint32_t number)
{
  const WorkerTree *tree = root->tree;

  for (uint32_t i = 0; i < tree->n_processes; i++)
    if (tree->processes[i].group == group)
      for (uint32_t k = 0; k < worker_group (tree, group)->threads_each; k++)
        something (root, tree->processes[i].first_worker + k, number);
}

static uint32_t
find_group (const WorkerTree *tree, uint32_t worker)
{
  uint32_t process = tree->n_processes - 1;

  while (process > 0 && tree->processes[process].first_worker > worker)
    process--;
  return tree->processes[process].group;
}

static void
ask_for_share (Root *root, uint32_t worker, uint32_t share_ppm)
{
  WorkerTree *tree = root->tree;
  uint64_t n_pages = tree->arenas[find_group (tree, worker)].private_bytes / (size_t) sysconf (_SC_PAGESIZE);

  atomic_fetch_add_explicit (&tree->ledger.control->pages_asked[worker],
                             bobbin_wire_share_of (n_pages, share_ppm), memory_order_relaxed);
  give_news (root, worker);
}

static void
ask_for_pages (Root *root, const BobbinWireEvent *event)
{
  if (event->worker == BOBBIN_WIRE_ALL)
    for_workers_of (root, event->group, ask_for_share, event->share_ppm);
  else if (event->worker < root->tree->n_workers)
    ask_for_share (root, event->worker, event->share_ppm);
}

static void
tell_news (Root *root, uint32_t worker, uint32_t unused)
{
  (void) unused;
  give_news (root, worker);
}

static void
change_share (Root *root, const BobbinWireEvent *event)
{
  if (event->group >= root->tree->plan->n_groups)
    return;
  set_share (root, event->group, event->share_ppm, event->period_ns);
  for_workers_of (root, event->group, tell_news, 0);
}

static void
fork_one_more (Root *root, uint32_t group)
{
  WorkerTree *tree = root->tree;
  const BobbinWirePlan *plan = tree->plan;
  BobbinWireEvent event = { .group = group, .process = tree->n_processes, .time_ns = worker_clock_ns () };
  int error;

  if (group >= plan->n_groups || root->stopping)
    return;
  if (plan->groups[group].kind != BOBBIN_KIND_PROCESSES || plan->groups[group].threads_each != 1
      || !root->started || tree->n_processes == root->n_planned + plan->n_spares)
    {
      refuse (root, group, BOBBIN_STAGE_FORK, EINVAL);
      return;
    }

  hand_down (tree, group, true);
  error = fork_process (root, group);
  hand_down (tree, group, false);
  if (error < 0)
    {
      refuse (root, group, BOBBIN_STAGE_FORK, -error);
      return;
    }
  event.pid = tree->processes[event.process].pid;
  send_event (root, BOBBIN_WIRE_FORKED, &event);
}

static void
take_order (Root *root)
{
  union {
    BobbinWireEvent event;
    unsigned char   bytes[BOBBIN_MAX_PACKET];
  } packet;
  long size = bobbin_wire_receive (root->tree->socket_fd, packet.bytes, sizeof packet);

  if (size == -EAGAIN)
    return;
  if (size <= 0 || !bobbin_wire_check_event (packet.bytes, (size_t) size))
    {
      /* The launcher is gone or out of its mind: nobody stays behind. One call
       * for the whole group of processes, which this one made by setsid(): with
       * hundreds of busy workers there may be no time for a second. */
      kill (0, SIGKILL);
      _exit (1);
    }

  switch (packet.event.head.type)
    {
    case BOBBIN_WIRE_START:
      if (!root->stopping)
        open_gate (root);
      break;
    case BOBBIN_WIRE_CRASH:
      if (packet.event.worker < root->tree->n_workers && !root->stopping)
        give_order (root, packet.event.worker, BOBBIN_ORDER_CRASH);
      break;
    case BOBBIN_WIRE_END:
      if (packet.event.worker < root->tree->n_workers && !root->stopping)
        give_order (root, packet.event.worker, BOBBIN_ORDER_END);
      break;
    case BOBBIN_WIRE_WRITE:
      ask_for_pages (root, &packet.event);
      break;
    case BOBBIN_WIRE_SET_WRITE:
      change_share (root, &packet.event);
      break;
    case BOBBIN_WIRE_FORK:
      fork_one_more (root, packet.event.group);
      break;
    case BOBBIN_WIRE_STOP:
      stop_all (root);
      break;
    case BOBBIN_WIRE_KILL:
      root->stopping = true;
      kill_all (root);
      break;
    default:
      break;
    }
}

/* Waits for any of the sources or the next deadline; false after an error. */
static bool
wait_for_news (Root *root, struct pollfd sources[3])
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
  Root root = { .tree = tree };
  int report[2];
  sigset_t child;

  sigemptyset (&child);
  sigaddset (&child, SIGCHLD);
  sigprocmask (SIG_BLOCK, &child, NULL);
  root.signal_fd = signalfd (-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  if (root.signal_fd < 0 || pipe2 (report, O_CLOEXEC) < 0)
    {
      give_up (&root, BOBBIN_STAGE_PLAN, errno);
      return root.exit_code;
    }
  root.report_fd = report[0];
  fcntl (root.report_fd, F_SETFL, O_NONBLOCK);
  tree->report_fd = report[1];

  grow_tree (&root);

  struct pollfd sources[3] = {
    { .events = POLLIN },
    { .fd = root.signal_fd, .events = POLLIN },
    { .events = POLLIN },
  };
  while (root.n_alive > 0)
    {
      if (!wait_for_news (&root, sources)
          || (root.kill_at_ns != 0 && worker_clock_ns () >= root.kill_at_ns))
        kill_all (&root);
      if (root.stop_at_ns != 0 && worker_clock_ns () >= root.stop_at_ns)
        stop_all (&root);
      if (sources[2].revents & POLLIN)
        take_reports (&root);
      if (sources[0].revents)
        take_order (&root);
      if (sources[1].revents)
        reap (&root);
    }

  send_event (&root, BOBBIN_WIRE_DONE, &(BobbinWireEvent) { 0 });
  return root.exit_code;
}
