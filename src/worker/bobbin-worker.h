/* bobbin-worker.h - the parts of bobbin-worker
 *
 *   main   takes the plan from the launcher
 *   root   the small single-threaded process at the foot of the tree: grows it,
 *          opens the gate, passes orders on, reaps, reports, ends it; see
 *          bobbin-worker-root.h
 *   grow   fork and pthread_create: what one process of the tree does first
 *   arena  a group's memory, made before it is forked; pages: writing it
 *   share  what the workers of a group have in common: lock, pipe
 *   task   the life of one worker: report, wait at the gate, work, last counts
 *   work   the works that a worker does alone; loop: what they are made of
 *   turns  the works in which workers wait for each other or for a disk;
 *          lock, pipe, disk: what they wait for
 *
 * Errors are negative errno values; nothing is ever printed. The root forks
 * while it has one thread, so a child may do anything.
 */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "bobbin-ledger.h"
#include "bobbin-wire.h"
#include "bobbin-worker-arena.h"
#include "bobbin-worker-record.h"

/* One process of the tree as the root sees it. */
typedef struct {
  uint32_t group;
  uint32_t first_worker;
  pid_t    pid; /* 0: not born or already reaped */
} WorkerProcess;

typedef struct WorkerLock WorkerLock;

/* See bobbin-worker-pipe.h; indexed by WorkerPipeEnd. */
typedef struct {
  int ends[2];
  int watches[2]; /* this process's own */
} WorkerPipe;

/* What a group's works need to have in common; made before the fork. */
typedef struct {
  WorkerLock *lock; /* NULL: none */
  WorkerPipe  pipe;
  bool        has_pipe;
  uint32_t    first_worker;
} WorkerShare;

/* Everything the tree knows; inherited by every fork. */
typedef struct {
  const BobbinWirePlan *plan;
  BobbinLedger          ledger;
  WorkerArena           arenas[BOBBIN_MAX_GROUPS];
  WorkerShare           shares[BOBBIN_MAX_GROUPS];
  WorkerProcess         processes[BOBBIN_MAX_WORKERS];
  uint32_t              n_processes; /* forked so far */
  uint32_t              n_workers;   /* theirs */
  BobbinPageBookLayout  book_layout;
  int                   book_fd;
  BobbinPageWriter     *writers;     /* in a process: its table of the book; NULL: its group has no pages */
  uint32_t              process;     /* in a process: its number */
  sigset_t              usual_signals; /* what the workers have blocked: nothing */
  pid_t                 root_pid;
  int                   socket_fd; /* to the launcher; the root's alone */
  int                   report_fd; /* pipe to the root, write end */
} WorkerTree;

/* What a process of the tree writes into the report pipe: a worker that is
 * ready at the gate, or (error != 0) why its process cannot be. Whole or not at all,
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
  int               disk_fd; /* where worker_needs() says so */
} WorkerTask;

/* root: never returns before the tree is gone. The exit code. */
int worker_root_run (WorkerTree *tree);

/* grow: the whole life of one process; does not return. */
_Noreturn void worker_grow_process (WorkerTree *tree, uint32_t process);
/* grow: tells the root why this process cannot go on. */
void worker_report_failure (WorkerTree *tree, BobbinStage stage, int error);

typedef enum {
  WORKER_NEED_LOCK,
  WORKER_NEED_PIPE,
  WORKER_NEED_DISK,
} WorkerNeed;

/* share: whether the work of @group has a use for it. */
bool worker_needs (const BobbinWireGroup *group, WorkerNeed what);
/* share, root: makes what the work of @group needs, before its processes are
 * forked. 0 or a negative errno, then with @out_stage. */
int  worker_share_make       (WorkerTree *tree, uint32_t group, uint32_t first_worker, BobbinStage *out_stage);
/* share, root: whether what is forked from now on gets the memory of it. */
void worker_share_hand_down  (WorkerTree *tree, uint32_t group, bool handed_down);
/* share, root: a process of @group has ended. */
void worker_share_forget     (WorkerTree *tree, const WorkerProcess *process);
/* share: in each process of @group, before its workers start: drops what is
 * another group's. As above. */
int  worker_share_enter      (WorkerTree *tree, uint32_t group, BobbinStage *out_stage);

/* task: from the gate to the last counts, on the calling thread. */
void worker_task_run (WorkerTask *task);

/* work: opens @record and works until an order comes, which it returns. What
 * comes after, up to worker_record_end(), still is the worker's time. */
BobbinOrder worker_work_run (WorkerTask *task, WorkerRecord *record);

static inline const BobbinWireGroup *
worker_group (const WorkerTree *tree, uint32_t group)
{
  return &tree->plan->groups[group];
}

/* latency: asks for short slices for the calling thread and what it forks; for
 * the usual ones again. */
void worker_ask_for_short_slices (void);
void worker_ask_for_usual_slices (void);
