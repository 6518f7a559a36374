/* bobbin-worker-work.c - the works that a worker does alone, and which is whose */
#include "bobbin-worker-turns.h"

#include <string.h>
#include <unistd.h>

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

  while (worker_loop_order (loop) == BOBBIN_ORDER_NONE)
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

/* Writes the page full, so that the work is memory and not the fault alone. */
static void
write_page (uint8_t *page, size_t page_bytes, uint32_t writer, uint64_t count)
{
  uint64_t line[8] = { writer, count };

  for (size_t i = 0; i + sizeof line <= page_bytes; i += sizeof line)
    memcpy (page + i, line, sizeof line);
}

static uint64_t
greatest_common_divisor (uint64_t a, uint64_t b)
{
  while (b != 0)
    {
      uint64_t rest = a % b;

      a = b;
      b = rest;
    }
  return a;
}

/* A step that visits all @n_pages in turn without their order being plain. */
static uint64_t
choose_step (uint64_t n_pages)
{
  uint64_t step = n_pages * 61 / 100 + 1;

  while (greatest_common_divisor (step, n_pages) != 1)
    step++;
  return step;
}

static void
write_memory (WorkerLoop *loop)
{
  const WorkerTask *task = loop->task;
  const BobbinWireGroup *group = worker_group (task->tree, task->group);
  const WorkerArena *arena = &task->tree->arenas[task->group];
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE);
  uint64_t n_pages = arena->bytes / page_bytes;
  uint64_t n_written = n_pages * group->write_ppm / PPM;
  uint64_t step = choose_step (n_pages > 0 ? n_pages : 1);
  uint64_t place = n_pages > 0 ? (task->number * 7919u) % n_pages : 0;
  uint64_t first_place = place;
  int64_t begin_ns = worker_clock_ns ();

  while (worker_loop_order (loop) == BOBBIN_ORDER_NONE)
    {
      if (n_written == 0)
        {
          worker_loop_sleep_until (loop, worker_clock_ns () + SLEEP_PERIOD_NS);
          continue;
        }

      int64_t due_ns = begin_ns + (int64_t) ((double) group->write_period_ns
                                             * (double) (loop->n_units % n_written) / (double) n_written);
      if (due_ns > worker_clock_ns ())
        {
          worker_loop_sleep_until (loop, due_ns);
          continue;
        }

      write_page (arena->pages + place * page_bytes, page_bytes, task->number, loop->n_units);
      place = (place + step) % n_pages;
      worker_loop_count (loop);
      if (loop->n_units % n_written == 0)
        {
          int64_t now_ns = worker_clock_ns ();

          /* The same share once more; a round that took too long is not made up for. */
          place = first_place;
          begin_ns += (int64_t) group->write_period_ns;
          if (begin_ns + (int64_t) group->write_period_ns < now_ns)
            begin_ns = now_ns;
        }
    }
}

BobbinOrder
worker_work_run (WorkerTask *task, WorkerRecord *record)
{
  WorkerLoop loop = { .task = task, .record = record, .value = task->tree->plan->seed + task->number + 1 };

  atomic_store_explicit (&task->slot->state, BOBBIN_SLOT_WORKING, memory_order_relaxed);
  worker_record_begin (record, bobbin_ledger_lane (&task->tree->ledger, task->number));

  switch ((BobbinWork) worker_group (task->tree, task->group)->work)
    {
    case BOBBIN_WORK_MEMORY:
      write_memory (&loop);
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
