/* bobbin-worker-work.c - the works that a worker does alone, and which is whose */
#include "bobbin-worker-turns.h"

#define PPM             1000000
#define SLEEP_PERIOD_NS 20000000

static void
keep_result (uint64_t value)
{
  __asm__ volatile ("" : : "r" (value));
}

static void
compute_and_sleep (WorkerLoop *loop)
{
  const WorkerTask *task = loop->task;
  int64_t busy_ns = (int64_t) worker_group (task->tree, task->group)->duty_ppm * SLEEP_PERIOD_NS / PPM;
  int64_t period_begin_ns = worker_clock_ns ();

  while (worker_loop_goes_on (loop))
    {
      int64_t now_ns = worker_clock_ns ();

      if (now_ns < period_begin_ns + busy_ns)
        {
          worker_loop_compute (loop, 1);
          continue;
        }
      period_begin_ns += SLEEP_PERIOD_NS;
      if (period_begin_ns > now_ns)
        worker_loop_sleep_until (loop, period_begin_ns);
      else
        period_begin_ns = now_ns; /* kept from the core for whole periods: start afresh */
    }
}

BobbinOrder
worker_work_run (WorkerTask *task, WorkerRecord *record)
{
  WorkerLoop loop = { .task = task, .record = record, .value = task->tree->plan->seed + task->number + 1 };

  worker_pages_init (&loop.pages, task);
  atomic_store_explicit (&task->slot->state, BOBBIN_SLOT_WORKING, memory_order_relaxed);
  worker_record_begin (record, bobbin_ledger_lane (&task->tree->ledger, task->number));

  switch ((BobbinWork) worker_group (task->tree, task->group)->work)
    {
    case BOBBIN_WORK_MEMORY:
      worker_turns_memory (&loop);
      break;
    case BOBBIN_WORK_SLEEP:
      compute_and_sleep (&loop);
      break;
    case BOBBIN_WORK_LOCK:
      worker_turns_lock (&loop);
      break;
    case BOBBIN_WORK_PIPE:
      worker_turns_pipe (&loop);
      break;
    case BOBBIN_WORK_DISK:
      worker_turns_disk (&loop);
      break;
    case BOBBIN_WORK_MIXED:
      worker_turns_mixed (&loop);
      break;
    case BOBBIN_WORK_COMPUTE:
    case BOBBIN_N_WORKS:
    default:
      worker_loop_compute (&loop, UINT64_MAX);
      break;
    }
  keep_result (loop.value);
  return worker_loop_order (&loop);
}
