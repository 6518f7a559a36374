/* bobbin-worker-grow.c - what a process of the tree does before its work
 *
 * Each page that a new process comes to first costs it a fault: far more than a
 * call of the kernel's, and than fork() itself takes for it. So there is no
 * printf() here, and what is written lies together.
 */
#include "bobbin-worker-disk.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static WorkerTask tasks[BOBBIN_MAX_WORKERS];
static pthread_t  threads[BOBBIN_MAX_WORKERS];

static void
send_report (WorkerTree *tree, const WorkerReport *report)
{
  while (write (tree->report_fd, report, sizeof *report) < 0 && errno == EINTR)
    continue;
}

void
worker_report_failure (WorkerTree *tree, BobbinStage stage, int error)
{
  send_report (tree, &(WorkerReport) { .birth.process = tree->process, .stage = stage, .error = error });
}

static _Noreturn void
fail (WorkerTree *tree, BobbinStage stage, int error)
{
  worker_report_failure (tree, stage, error);
  _exit (1);
}

static void
keep_to_cores (WorkerTree *tree, const BobbinWireGroup *group)
{
  /* The kernel takes a mask of any length: sched_setaffinity(2). */
  bool any = false;

  for (size_t i = 0; i < BOBBIN_MAX_CORES / 64; i++)
    any |= group->cores[i] != 0;
  if (any && syscall (SYS_sched_setaffinity, 0, sizeof group->cores, group->cores) < 0)
    fail (tree, BOBBIN_STAGE_CORES, errno);
}

/* The root's death takes its children along; checked once more, because it may
 * have died before the request reached the kernel. */
static void
die_with_the_root (WorkerTree *tree)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != tree->root_pid)
    _exit (1);
}

/* "bobbin-p12": a p for processes, a t for threads, and the first worker's number from 1. */
static void
name_process (const BobbinWireGroup *group, uint32_t index)
{
  char name[16] = "bobbin-";
  size_t length = strlen (name);
  uint32_t number = index + 1, place = 1;

  name[length++] = group->kind == BOBBIN_KIND_PROCESSES ? 'p' : 't';
  while (number / place >= 10)
    place *= 10;
  for (; place > 0 && length < sizeof name - 1; place /= 10)
    name[length++] = (char) ('0' + number / place % 10);
  prctl (PR_SET_NAME, name);
}

static void
init_task (WorkerTask *task, WorkerTree *tree, uint32_t process, uint32_t number)
{
  uint32_t group = tree->processes[process].group;

  *task = (WorkerTask) {
    .tree = tree,
    .number = number,
    .process = process,
    .group = group,
    .slot = bobbin_ledger_slot (&tree->ledger, number),
    .order = &tree->ledger.control->orders[number],
  };
  if (worker_needs (worker_group (tree, group), WORKER_NEED_DISK))
    {
      task->disk_fd = worker_disk_open ();
      if (task->disk_fd < 0)
        fail (tree, BOBBIN_STAGE_DISK, -task->disk_fd);
    }
}

static void *
run_thread (void *data)
{
  worker_task_run (data);
  return NULL;
}

static void
run_threads (WorkerTree *tree, uint32_t process, const BobbinWireGroup *group)
{
  uint32_t first = tree->processes[process].first_worker;
  pthread_attr_t attributes;

  pthread_attr_init (&attributes);
  if (group->stack_bytes > 0)
    {
      int error = pthread_attr_setstacksize (&attributes, group->stack_bytes);

      if (error != 0)
        fail (tree, BOBBIN_STAGE_THREAD, error);
    }

  for (uint32_t i = 0; i < group->threads_each; i++)
    {
      init_task (&tasks[i], tree, process, first + i);
      int error = pthread_create (&threads[i], &attributes, run_thread, &tasks[i]);

      if (error != 0)
        fail (tree, BOBBIN_STAGE_THREAD, error);
    }
  for (uint32_t i = 0; i < group->threads_each; i++)
    pthread_join (threads[i], NULL);
}

void
worker_grow_process (WorkerTree *tree, uint32_t process)
{
  WorkerProcess *self = &tree->processes[process];
  const BobbinWireGroup *group = worker_group (tree, self->group);
  int error;

  tree->process = process;
  die_with_the_root (tree);
  pthread_sigmask (SIG_SETMASK, &tree->usual_signals, NULL);
  worker_ask_for_usual_slices ();
  name_process (group, self->first_worker);

  /* From here on a stray write cannot reach the orders or another's slot. */
  error = bobbin_ledger_give_up_control (&tree->ledger);
  if (error == 0)
    error = bobbin_ledger_keep_lanes (&tree->ledger, self->first_worker, group->threads_each);
  if (error < 0)
    fail (tree, BOBBIN_STAGE_PLAN, -error);

  keep_to_cores (tree, group);
  if (group->nice != 0 && setpriority (PRIO_PROCESS, 0, group->nice) < 0)
    fail (tree, BOBBIN_STAGE_NICE, errno);

  error = bobbin_page_book_open_table (&tree->book_layout, tree->book_fd, process, &tree->writers);
  if (error < 0)
    fail (tree, BOBBIN_STAGE_HEAP, -error);
  close (tree->book_fd);
  if (group->kind == BOBBIN_KIND_THREADS)
    worker_arena_fill (&tree->arenas[self->group]);
  worker_arena_enter (&tree->arenas[self->group]);

  BobbinStage stage = BOBBIN_STAGE_PLAN;
  error = worker_share_enter (tree, self->group, &stage);
  if (error < 0)
    fail (tree, stage, -error);

  if (group->kind == BOBBIN_KIND_PROCESSES && group->threads_each == 1)
    {
      WorkerTask task;

      init_task (&task, tree, process, self->first_worker);
      worker_task_run (&task);
    }
  else
    {
      run_threads (tree, process, group);
    }
  _exit (0);
}
