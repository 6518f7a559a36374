/* bobbin-worker-work.c - what workers do
 *
 * Every work is a loop over units of about a microsecond, with a look at the
 * worker's order after each, so that a stop or a crash takes effect at once
 * and waiting is always interruptible.
 */
#include "bobbin-worker.h"

#include <string.h>
#include <unistd.h>

#include "bobbin-worker-record.h"
#include "bobbin-worker-unit.h"

#define PPM               1000000
#define SLEEP_PERIOD_NS   20000000

/* The end of the run needs no order: with more workers than the machine has
 * turns to give, orders come late, and the clock is at hand. */
static inline uint32_t
get_order_at (const WorkerTask *task, int64_t now_ns)
{
  int64_t stop_at_ns = atomic_load_explicit (&task->tree->ledger.control->stop_at_ns, memory_order_relaxed);

  if (stop_at_ns != 0 && now_ns >= stop_at_ns)
    return BOBBIN_ORDER_STOP;
  return atomic_load_explicit (task->order, memory_order_relaxed);
}

static inline uint32_t
get_order (const WorkerTask *task, const WorkerRecord *record)
{
  return get_order_at (task, record->last_ns);
}

/* One unit is done: counts it and writes down the time. */
static inline void
count_unit (WorkerTask *task, WorkerRecord *record, uint64_t *units)
{
  worker_record_stamp (record);
  atomic_store_explicit (&task->slot->work_units, ++*units, memory_order_relaxed);
}

static void
set_state (WorkerTask *task, BobbinSlotState state)
{
  atomic_store_explicit (&task->slot->state, state, memory_order_relaxed);
}

/* Sleeps until @deadline_ns, an order, or the end of the run. */
static void
sleep_until (WorkerTask *task, WorkerRecord *record, int64_t deadline_ns)
{
  int64_t stop_at_ns = atomic_load_explicit (&task->tree->ledger.control->stop_at_ns, memory_order_relaxed);

  if (stop_at_ns != 0 && stop_at_ns < deadline_ns)
    deadline_ns = stop_at_ns;
  set_state (task, BOBBIN_SLOT_SLEEPING);
  worker_record_block (record, BOBBIN_SLICE_SLEEP);
  while (get_order_at (task, worker_clock_ns ()) == BOBBIN_ORDER_NONE && worker_clock_ns () < deadline_ns)
    bobbin_futex_wait (task->order, BOBBIN_ORDER_NONE, deadline_ns);
  worker_record_unblock (record, BOBBIN_SLICE_SLEEP);
  set_state (task, BOBBIN_SLOT_WORKING);
}

static void
keep_result (uint64_t value)
{
  __asm__ volatile ("" : : "r" (value));
}

static void
compute (WorkerTask *task, WorkerRecord *record)
{
  uint64_t value = task->tree->plan->seed + task->number + 1;
  uint64_t units = 0;

  while (get_order (task, record) == BOBBIN_ORDER_NONE)
    {
      value = worker_do_unit (value);
      count_unit (task, record, &units);
    }
  keep_result (value);
}

static void
compute_and_sleep (WorkerTask *task, WorkerRecord *record)
{
  int64_t busy_ns = (int64_t) worker_group (task->tree, task->group)->duty_ppm * SLEEP_PERIOD_NS / PPM;
  int64_t period_begin_ns = worker_clock_ns ();
  uint64_t value = task->tree->plan->seed + task->number + 1;
  uint64_t units = 0;

  while (get_order (task, record) == BOBBIN_ORDER_NONE)
    {
      int64_t now_ns = worker_clock_ns ();

      if (now_ns < period_begin_ns + busy_ns)
        {
          value = worker_do_unit (value);
          count_unit (task, record, &units);
          continue;
        }
      period_begin_ns += SLEEP_PERIOD_NS;
      if (period_begin_ns > now_ns)
        sleep_until (task, record, period_begin_ns);
      else
        period_begin_ns = now_ns; /* kept from the core for whole periods: start afresh */
    }
  keep_result (value);
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
write_memory (WorkerTask *task, WorkerRecord *record)
{
  const BobbinWireGroup *group = worker_group (task->tree, task->group);
  const WorkerArena *arena = &task->tree->arenas[task->group];
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE);
  uint64_t n_pages = arena->bytes / page_bytes;
  uint64_t n_written = n_pages * group->write_ppm / PPM;
  uint64_t step = choose_step (n_pages > 0 ? n_pages : 1);
  uint64_t place = n_pages > 0 ? (task->number * 7919u) % n_pages : 0;
  uint64_t first_place = place;
  int64_t begin_ns = worker_clock_ns ();
  uint64_t units = 0;

  while (get_order (task, record) == BOBBIN_ORDER_NONE)
    {
      if (n_written == 0)
        {
          sleep_until (task, record, worker_clock_ns () + SLEEP_PERIOD_NS);
          continue;
        }

      int64_t due_ns = begin_ns + (int64_t) ((double) group->write_period_ns
                                             * (double) (units % n_written) / (double) n_written);
      if (due_ns > worker_clock_ns ())
        {
          sleep_until (task, record, due_ns);
          continue;
        }

      write_page (arena->pages + place * page_bytes, page_bytes, task->number, units);
      place = (place + step) % n_pages;
      count_unit (task, record, &units);
      if (units % n_written == 0)
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
worker_work_run (WorkerTask *task)
{
  WorkerRecord record;

  set_state (task, BOBBIN_SLOT_WORKING);
  worker_record_begin (&record, bobbin_ledger_lane (&task->tree->ledger, task->number));

  switch ((BobbinWork) worker_group (task->tree, task->group)->work)
    {
    case BOBBIN_WORK_MEMORY:
      write_memory (task, &record);
      break;
    case BOBBIN_WORK_SLEEP:
      compute_and_sleep (task, &record);
      break;
    case BOBBIN_WORK_COMPUTE:
    case BOBBIN_N_WORKS:
    default:
      compute (task, &record);
      break;
    }
  worker_record_end (&record);
  return (BobbinOrder) get_order (task, &record);
}
