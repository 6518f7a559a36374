/* bobbin-worker-root.h - the parts of the process at the foot of the tree
 *
 *   root         waits for news, takes births in, reaps, opens the gate, ends it all
 *   root-grow    arenas and forks, before the start and while a run goes on
 *   root-orders  what the launcher wants, into the words that workers look at
 */
#pragma once

#include "bobbin-worker.h"

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
} WorkerRoot;

void worker_root_send_event (WorkerRoot *root, BobbinWireType type, BobbinWireEvent *event);
/* Ends the tree with FAILED. */
void worker_root_give_up (WorkerRoot *root, BobbinStage stage, int error);
/* One more of @group cannot be had: the run goes on. */
void worker_root_refuse    (WorkerRoot *root, uint32_t group, BobbinStage stage, int error);
void worker_root_open_gate (WorkerRoot *root);
void worker_root_stop_all  (WorkerRoot *root);
void worker_root_kill_all  (WorkerRoot *root);

/* root-grow */
void worker_root_grow_tree     (WorkerRoot *root);
void worker_root_fork_one_more (WorkerRoot *root, uint32_t group);

/* root-orders: the next packet of the launcher. When the launcher is gone, everybody is ended. */
void worker_root_take_order (WorkerRoot *root);
void worker_root_give_order (WorkerRoot *root, uint32_t worker, BobbinOrder order);
/* What work memory of @group writes from now on, for those that look. */
void worker_root_set_share  (WorkerRoot *root, uint32_t group, uint32_t write_ppm, uint64_t write_period_ns);
