/* bobbin-worker-loop.h - what all works are made of
 *
 * A work is a loop over units, each a microsecond of computing, a page or a
 * block, with a look at the worker's order after each: so a stop or a crash
 * takes effect at once. A wait that the kernel does not end by itself is never
 * longer than WORKER_LOOK_UP_NS, so that an order reaches who waits, too. Pages
 * that are to be written once are written between two units.
 */
#pragma once

#include "bobbin-worker-pages.h"
#include "bobbin-worker-record.h"
#include "bobbin-worker-unit.h"
#include "bobbin-worker.h"

#define WORKER_LOOK_UP_NS 50000000

typedef struct {
  WorkerTask   *task;
  WorkerRecord *record;
  uint64_t      value; /* of the arithmetic */
  uint64_t      n_units;
  uint32_t      word; /* of the order, without one: whose news were taken last */
  WorkerPages   pages;
} WorkerLoop;

/* The end of the run needs no order: with more workers than the machine has
 * turns to give, orders come late, and the clock is at hand. */
static inline BobbinOrder
worker_loop_order_at (const WorkerLoop *loop, int64_t now_ns)
{
  const WorkerTask *task = loop->task;
  int64_t stop_at_ns = atomic_load_explicit (&task->tree->ledger.control->stop_at_ns, memory_order_relaxed);

  if (stop_at_ns != 0 && now_ns >= stop_at_ns)
    return BOBBIN_ORDER_STOP;
  return (BobbinOrder) (atomic_load_explicit (task->order, memory_order_relaxed) & BOBBIN_ORDER_MASK);
}

/* As of the last unit, and as of now. */
static inline BobbinOrder
worker_loop_order (const WorkerLoop *loop)
{
  return worker_loop_order_at (loop, loop->record->last_ns);
}

static inline BobbinOrder
worker_loop_order_now (const WorkerLoop *loop)
{
  return worker_loop_order_at (loop, worker_clock_ns ());
}

/* There may be news: writes the pages that are asked for. False when there is an
 * order, or the end of the run. */
bool worker_loop_take_news (WorkerLoop *loop);

/* Before each unit. */
static inline bool
worker_loop_goes_on (WorkerLoop *loop)
{
  const WorkerTask *task = loop->task;
  int64_t stop_at_ns = atomic_load_explicit (&task->tree->ledger.control->stop_at_ns, memory_order_relaxed);

  if (__builtin_expect (atomic_load_explicit (task->order, memory_order_relaxed) != loop->word
                        || (stop_at_ns != 0 && loop->record->last_ns >= stop_at_ns), 0))
    return worker_loop_take_news (loop);
  return true;
}

/* One unit is done: counts it and writes down the time. */
static inline void
worker_loop_count (WorkerLoop *loop)
{
  worker_record_stamp (loop->record);
  atomic_store_explicit (&loop->task->slot->work_units, ++loop->n_units, memory_order_relaxed);
}

/* Computes @n_units; false when an order came first. */
static inline bool
worker_loop_compute (WorkerLoop *loop, uint64_t n_units)
{
  for (uint64_t i = 0; i < n_units; i++)
    {
      if (!worker_loop_goes_on (loop))
        return false;
      loop->value = worker_do_unit (loop->value);
      worker_loop_count (loop);
    }
  return true;
}

/* CLOCK_MONOTONIC in ns: @longest_ns from now, or the end of the run. */
int64_t worker_loop_deadline (const WorkerLoop *loop, int64_t longest_ns);

/* Sleeps until @deadline_ns, an order, news, or the end of the run. */
void worker_loop_wait_until (WorkerLoop *loop, int64_t deadline_ns);

/* The same, and takes news without being kept from its sleep by them. */
void worker_loop_sleep_until (WorkerLoop *loop, int64_t deadline_ns);
