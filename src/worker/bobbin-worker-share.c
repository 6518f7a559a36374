/* bobbin-worker-share.c - what the workers of a group have in common */
#include "bobbin-worker-lock.h"
#include "bobbin-worker-pipe.h"

#include <errno.h>
#include <sys/resource.h>

bool
worker_needs (const BobbinWireGroup *group, WorkerNeed what)
{
  if (group->work == BOBBIN_WORK_MIXED)
    return true;
  switch (what)
    {
    case WORKER_NEED_LOCK:
      return group->work == BOBBIN_WORK_LOCK && group->lock != BOBBIN_LOCK_NONE;
    case WORKER_NEED_PIPE:
      return group->work == BOBBIN_WORK_PIPE;
    case WORKER_NEED_DISK:
    default:
      return group->work == BOBBIN_WORK_DISK;
    }
}

int
worker_share_make (WorkerTree *tree, uint32_t group, uint32_t first_worker, BobbinStage *out_stage)
{
  const BobbinWireGroup *spec = worker_group (tree, group);
  WorkerShare *share = &tree->shares[group];

  share->first_worker = first_worker;
  if (worker_needs (spec, WORKER_NEED_LOCK))
    {
      *out_stage = BOBBIN_STAGE_LOCK;
      share->lock = worker_lock_make ();
      if (share->lock == NULL)
        return -errno;
    }
  if (!worker_needs (spec, WORKER_NEED_PIPE))
    return 0;

  /* Mixed work writes little: one block fills its pipe. */
  *out_stage = BOBBIN_STAGE_PIPE;
  int error = worker_pipe_make (&share->pipe, spec->work == BOBBIN_WORK_MIXED ? WORKER_BLOCK_BYTES : 0);
  share->has_pipe = error == 0;
  return error;
}

void
worker_share_hand_down (WorkerTree *tree, uint32_t group, bool handed_down)
{
  if (tree->shares[group].lock != NULL)
    worker_lock_hand_down (tree->shares[group].lock, handed_down);
}

/* The root keeps all pipes open, for those that it may fork later. */
static void
close_pipes_of_others (WorkerTree *tree, uint32_t group)
{
  for (uint32_t i = 0; i < tree->plan->n_groups; i++)
    if (i != group && tree->shares[i].has_pipe)
      worker_pipe_close (&tree->shares[i].pipe);
}

void
worker_share_forget (WorkerTree *tree, const WorkerProcess *process)
{
  if (tree->shares[process->group].lock != NULL)
    worker_lock_forget_holders (tree->shares[process->group].lock, process->first_worker,
                                worker_group (tree, process->group)->threads_each);
}

/* Each thread has a file of its own, and there may be more threads than files
 * are allowed unless one asks. */
static void
allow_many_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

int
worker_share_enter (WorkerTree *tree, uint32_t group, BobbinStage *out_stage)
{
  const BobbinWireGroup *spec = worker_group (tree, group);

  close_pipes_of_others (tree, group);
  if (worker_needs (spec, WORKER_NEED_DISK))
    allow_many_files ();
  if (!worker_needs (spec, WORKER_NEED_PIPE))
    return 0;
  *out_stage = BOBBIN_STAGE_PIPE;
  return worker_pipe_watch (&tree->shares[group].pipe);
}
