/* bobbin-worker-record.h - a worker writes down its own time
 *
 * After each unit of work, about every microsecond, the worker takes the time
 * and its core. A jump of the clock means that it was off the core, or that an
 * interrupt or the hypervisor took the core for a moment; which of the two is
 * told by the kernel's count of switches (getrusage(2), RUSAGE_THREAD), asked
 * only then. Calls that may block are marked before and after.
 */
#pragma once

#include "bobbin-ledger.h"

typedef struct {
  BobbinLedgerLane *lane;
  int64_t           last_ns; /* last time it was seen on its core */
  int64_t           open_ns; /* begin of the slice that is not yet written */
  unsigned          core;
  uint64_t          n_switches; /* voluntary and involuntary, by the kernel */
} WorkerRecord;

void worker_record_begin (WorkerRecord *record, BobbinLedgerLane *lane);

/* Closes what is open. */
void worker_record_end (WorkerRecord *record);

/* Around a call that may block; @why is one of the blocked states. */
void worker_record_block   (WorkerRecord *record, BobbinSliceState why);
void worker_record_unblock (WorkerRecord *record, BobbinSliceState why);

/* The rare part of a stamp. Returns the time after it. */
int64_t worker_record_jump (WorkerRecord *record, int64_t now_ns, unsigned core);

/* A gap of more than this is looked into: several times a unit. */
#define WORKER_GAP_NS 5000

/* A running slice is written at least this often, so that the reader's picture
 * is never older; it puts the parts together again. */
#define WORKER_FLUSH_NS 20000000
