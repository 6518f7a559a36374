/* bobbin-worker-record.h - a worker writes down its own time
 *
 * After each unit of work, about every microsecond, the worker takes the time
 * and its core. A jump of the clock means that it was off the core, or that an
 * interrupt or the hypervisor took the core for a moment; which of the two is
 * told by the kernel's count of switches (getrusage(2), RUSAGE_THREAD), asked
 * only then. How much of the jump it waited for a core is the kernel's count as
 * well (schedstat): the interrupt that took the core away, some 40 µs in a
 * virtual machine, and the way back to it are time on the core. Calls that may
 * block are marked before and after.
 */
#pragma once

#include <sched.h>

#include "bobbin-ledger.h"

typedef struct {
  BobbinLedgerLane *lane;
  int64_t           last_ns; /* last time it was seen on its core */
  int64_t           open_ns; /* begin of the slice that is not yet written */
  unsigned          core;
  uint64_t          n_voluntary;   /* switches, by the kernel */
  uint64_t          n_involuntary;
  int64_t           waited_ns;     /* for a core, by the kernel */
  int64_t           cpu_ns;        /* by the kernel, when it last came back from a blocking call */
  int64_t           ran_ns;        /* in slices since then */
  int64_t           late_ns;       /* the interrupt that takes its core away, on average */
  int               schedstat_fd;  /* -1: not to be had */
} WorkerRecord;

void worker_record_begin (WorkerRecord *record, BobbinLedgerLane *lane);

/* Closes what is open. */
void worker_record_end (WorkerRecord *record);

/* Around a call that may block; @why is one of the blocked states. One that did
 * not leave its core meanwhile was not blocked, and none is written. */
void worker_record_block   (WorkerRecord *record, BobbinSliceState why);
void worker_record_unblock (WorkerRecord *record, BobbinSliceState why);

/* A gap of more than this is looked into: several times a unit. */
#define WORKER_GAP_NS 5000

/* A running slice is written at least this often, so that the reader's picture
 * is never older; it puts the parts together again. */
#define WORKER_FLUSH_NS 20000000

/* CLOCK_MONOTONIC in ns. */
int64_t worker_clock_ns (void);

/* The rare part of a stamp. Returns the time after it. */
int64_t worker_record_jump (WorkerRecord *record, int64_t now_ns, unsigned core);

/* After each unit: the time and the core, some 30 ns. */
static inline void
worker_record_stamp (WorkerRecord *record)
{
  int64_t now_ns = worker_clock_ns ();
  unsigned core = 0;

  getcpu (&core, NULL);
  if (__builtin_expect (now_ns - record->last_ns > WORKER_GAP_NS || core != record->core
                        || now_ns - record->open_ns > WORKER_FLUSH_NS, 0))
    now_ns = worker_record_jump (record, now_ns, core);
  record->last_ns = now_ns;
  atomic_store_explicit (&record->lane->slot.heartbeat_ns, now_ns, memory_order_relaxed);
}
