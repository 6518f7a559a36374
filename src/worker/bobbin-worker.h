/* bobbin-worker.h - the parts of bobbin-worker
 *
 *   main   takes the plan from the launcher
 *   root   the small single-threaded process at the foot of the tree: grows it,
 *          opens the gate, passes orders on, reaps, reports, ends it
 *   grow   fork and pthread_create: what one process of the tree does first
 *   task   the life of one worker: report, wait at the gate, work, last counts
 *   work   the works themselves
 *
 * Errors are negative errno values; nothing is ever printed. The root forks
 * while it has one thread, so a child may do anything.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "bobbin-ledger.h"
#include "bobbin-wire.h"
#include "bobbin-worker-record.h"

/* One process of the tree as the root sees it. */
typedef struct {
  uint32_t group;
  uint32_t first_worker;
  pid_t    pid; /* 0: not born or already reaped */
} WorkerProcess;

/* A group's memory that its workers write; made before the fork, so that its
 * pages start out shared by all. */
typedef struct {
  uint8_t *pages; /* NULL: none */
  size_t   bytes;
} WorkerArena;

/* Everything the tree knows; inherited by every fork. */
typedef struct {
  const BobbinWirePlan *plan;
  BobbinLedger          ledger;
  WorkerArena           arenas[BOBBIN_MAX_GROUPS];
  WorkerProcess         processes[BOBBIN_MAX_WORKERS];
  uint32_t              n_processes;
  pid_t                 root_pid;
  int                   socket_fd; /* to the launcher; the root's alone */
  int                   report_fd; /* pipe to the root, write end */
} WorkerTree;

/* What a process of the tree writes into the report pipe: a worker that is
 * ready at the gate, or (error != 0) why it cannot be. Whole or not at all,
 * being shorter than PIPE_BUF. */
typedef struct {
  BobbinWireBirth birth;
  uint32_t        stage;
  int32_t         error;
} WorkerReport;

/* One worker as its own thread sees it. */
typedef struct {
  WorkerTree       *tree;
  uint32_t          number;
  uint32_t          process;
  uint32_t          group;
  BobbinLedgerSlot *slot;
  _Atomic uint32_t *order; /* in the control pages, read-only here */
} WorkerTask;

/* root: never returns before the tree is gone. The exit code. */
int worker_root_run (WorkerTree *tree);

/* grow: maps and touches the arena of a group. */
int worker_grow_arena (WorkerTree *tree, uint32_t group);
/* grow: the whole life of one process; does not return. */
_Noreturn void worker_grow_process (WorkerTree *tree, uint32_t process);
/* grow: tells the root why this process cannot go on. */
void worker_report_failure (WorkerTree *tree, BobbinStage stage, int error);

/* task: from the gate to the last counts, on the calling thread. */
void worker_task_run (WorkerTask *task);

/* work: works until an order comes, and returns it. */
BobbinOrder worker_work_run (WorkerTask *task);

static inline const BobbinWireGroup *
worker_group (const WorkerTree *tree, uint32_t group)
{
  return &tree->plan->groups[group];
}

/* latency: asks for short slices for the calling thread and what it forks; for
 * the usual ones again. */
void worker_ask_for_short_slices (void);
void worker_ask_for_usual_slices (void);
