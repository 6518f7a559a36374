/* worker-tree.h - a worker tree for tests, spoken to by its bare protocol */
#pragma once

#include <glib.h>

#include "bobbin-ledger.h"
#include "bobbin-page-book.h"
#include "bobbin-wire.h"

typedef struct {
  int          socket_fd; /* -1: closed */
  int          pid;       /* of the root; 0: reaped */
  BobbinLedger ledger;
  BobbinPageBook book;
  guint64      arenas[BOBBIN_MAX_GROUPS]; /* addresses, once they are told */
  guint        n_workers;
  guint        n_spares;    /* for the plan; 0 after the start */
  gint64       duration_ns; /* for the plan; 0: none */
  guint64      seed;        /* for the plan; 1 after the start */
} WorkerTree;

/* What a worker wrote down so far. */
typedef struct {
  GArray *slices; /* BobbinSlice */
  guint64 next, lost;
} WorkerLane;

/* A tree for @n_workers, of which nothing runs yet. */
void worker_tree_start (WorkerTree *tree, guint n_workers);
/* Starts $BOBBIN_WORKER with what the plan needs, and sends it. */
void worker_tree_send_plan (WorkerTree *tree, const BobbinWireGroup *groups, guint n_groups);
/* Starts it for somebody who has no plan. */
void worker_tree_spawn (WorkerTree *tree);
void worker_tree_send (WorkerTree *tree, BobbinWireType type, guint worker);

/* The next event that is no birth; births go into @out_births (nullable, of
 * n_workers). FALSE at the end of the socket, or after 5 s. */
gboolean worker_tree_receive (WorkerTree *tree, BobbinWireEvent *out, BobbinWireBirth *out_births);

/* Receives until READY, opens the gate, receives STARTED. */
void worker_tree_begin (WorkerTree *tree, BobbinWireBirth *out_births);

/* Closes the socket and waits for the root; its status as waitpid() gives it. */
int worker_tree_end (WorkerTree *tree);

/* One lane for each worker; reads on in them; frees them. */
WorkerLane *worker_lanes_new   (WorkerTree *tree);
void        worker_lanes_drain (WorkerLane *lanes, WorkerTree *tree);
void        worker_lanes_free  (WorkerLane *lanes, WorkerTree *tree);

/* Fails the test unless its slices lie one behind the other and none was lost. */
void worker_lane_check (const WorkerLane *lane);

/* All time in one state. */
gint64 worker_lane_sum_ns (const WorkerLane *lane, BobbinSliceState state);

/* Whether @pid is there and no zombie. */
gboolean worker_tree_is_alive (int pid);

/* A plain group of @kind. */
BobbinWireGroup worker_tree_group (BobbinKind kind, BobbinWork work, guint count);
