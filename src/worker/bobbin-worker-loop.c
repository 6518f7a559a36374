#include "bobbin-worker-loop.h"

static int64_t
end_by_the_run (const WorkerLoop *loop, int64_t deadline_ns)
{
  int64_t stop_at_ns = atomic_load_explicit (&loop->task->tree->ledger.control->stop_at_ns,
                                             memory_order_relaxed);

  return stop_at_ns != 0 && stop_at_ns < deadline_ns ? stop_at_ns : deadline_ns;
}

int64_t
worker_loop_deadline (const WorkerLoop *loop, int64_t longest_ns)
{
  return end_by_the_run (loop, worker_clock_ns () + longest_ns);
}

static void
set_state (WorkerTask *task, BobbinSlotState state)
{
  atomic_store_explicit (&task->slot->state, state, memory_order_relaxed);
}

void
worker_loop_sleep_until (WorkerLoop *loop, int64_t deadline_ns)
{
  WorkerTask *task = loop->task;

  deadline_ns = end_by_the_run (loop, deadline_ns);
  set_state (task, BOBBIN_SLOT_SLEEPING);
  worker_record_block (loop->record, BOBBIN_SLICE_SLEEP);
  while (worker_loop_order_now (loop) == BOBBIN_ORDER_NONE && worker_clock_ns () < deadline_ns)
    bobbin_futex_wait (task->order, BOBBIN_ORDER_NONE, deadline_ns);
  worker_record_unblock (loop->record, BOBBIN_SLICE_SLEEP);
  set_state (task, BOBBIN_SLOT_WORKING);
}
