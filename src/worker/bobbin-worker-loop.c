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

bool
worker_loop_take_news (WorkerLoop *loop)
{
  const BobbinLedgerControl *control = loop->task->tree->ledger.control;
  WorkerPages *pages = &loop->pages;
  uint32_t word = atomic_load_explicit (loop->task->order, memory_order_acquire);
  uint64_t n_asked = atomic_load_explicit (&control->pages_asked[loop->task->number], memory_order_relaxed);

  loop->word = word & ~BOBBIN_ORDER_MASK;
  while (pages->n_asked < n_asked && worker_loop_order (loop) == BOBBIN_ORDER_NONE)
    {
      worker_pages_write (pages, pages->next, loop->n_units);
      pages->next = (pages->next + 1) % pages->n_pages;
      pages->n_asked++;
      worker_record_stamp (loop->record);
    }
  return worker_loop_order (loop) == BOBBIN_ORDER_NONE;
}

/* Neither an order nor news that are not yet taken. */
static bool
is_quiet (const WorkerLoop *loop)
{
  return atomic_load_explicit (loop->task->order, memory_order_relaxed) == loop->word
         && worker_loop_order_now (loop) == BOBBIN_ORDER_NONE;
}

void
worker_loop_wait_until (WorkerLoop *loop, int64_t deadline_ns)
{
  WorkerTask *task = loop->task;

  deadline_ns = end_by_the_run (loop, deadline_ns);
  set_state (task, BOBBIN_SLOT_SLEEPING);
  worker_record_block (loop->record, BOBBIN_SLICE_SLEEP);
  while (is_quiet (loop) && worker_clock_ns () < deadline_ns)
    bobbin_futex_wait (task->order, loop->word, deadline_ns);
  worker_record_unblock (loop->record, BOBBIN_SLICE_SLEEP);
  set_state (task, BOBBIN_SLOT_WORKING);
}

void
worker_loop_sleep_until (WorkerLoop *loop, int64_t deadline_ns)
{
  do
    worker_loop_wait_until (loop, deadline_ns);
  while (worker_loop_goes_on (loop) && worker_clock_ns () < end_by_the_run (loop, deadline_ns));
}
