/* bobbin-worker-root-grow.c - arenas and forks */
#include "bobbin-worker-root.h"

#include <errno.h>
#include <unistd.h>

/* The next process, which is one of @group. 0 or a negative errno. */
static int
fork_process (WorkerRoot *root, uint32_t group)
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
grow_group (WorkerRoot *root, uint32_t group)
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
    worker_root_give_up (root, stage, -error);
  return error == 0;
}

/* All arenas are there before the first fork, so that none lies where another
 * group's process has something else. */
static int
make_arena (WorkerRoot *root, uint32_t group)
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

void
worker_root_grow_tree (WorkerRoot *root)
{
  const BobbinWirePlan *plan = root->tree->plan;

  for (uint32_t group = 0; group < plan->n_groups; group++)
    {
      int error = make_arena (root, group);

      if (error < 0)
        {
          worker_root_give_up (root, BOBBIN_STAGE_HEAP, -error);
          return;
        }
      worker_root_set_share (root, group, plan->groups[group].write_ppm, plan->groups[group].write_period_ns);
      root->n_planned += plan->groups[group].n_processes;
    }

  for (uint32_t group = 0; group < plan->n_groups; group++)
    if (!grow_group (root, group))
      return;
}

void
worker_root_fork_one_more (WorkerRoot *root, uint32_t group)
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
      worker_root_refuse (root, group, BOBBIN_STAGE_FORK, EINVAL);
      return;
    }

  hand_down (tree, group, true);
  error = fork_process (root, group);
  hand_down (tree, group, false);
  if (error < 0)
    {
      worker_root_refuse (root, group, BOBBIN_STAGE_FORK, -error);
      return;
    }
  event.pid = tree->processes[event.process].pid;
  worker_root_send_event (root, BOBBIN_WIRE_FORKED, &event);
}
