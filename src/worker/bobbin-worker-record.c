#include "bobbin-worker-record.h"

#include <sys/resource.h>
#include <time.h>

int64_t
worker_clock_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * (int64_t) 1000000000 + time.tv_nsec;
}

static unsigned
current_core (void)
{
  unsigned core = 0;

  getcpu (&core, NULL);
  return core;
}

static uint64_t
count_switches (void)
{
  struct rusage usage = { 0 };

  getrusage (RUSAGE_THREAD, &usage);
  return (uint64_t) usage.ru_nvcsw + (uint64_t) usage.ru_nivcsw;
}

/* Counts the switches and takes the time so closely together that none lies
 * between: a switch that the count misses but the time holds would pass for
 * work, however long it took. */
static int64_t
count_and_time (uint64_t *out_n_switches, unsigned *out_core)
{
  int64_t begin_ns, end_ns = worker_clock_ns ();

  /* Bounded, because under a tracer each of these calls may take that long. */
  for (int tries = 0; tries < 8; tries++)
    {
      begin_ns = end_ns;
      *out_n_switches = count_switches ();
      *out_core = current_core ();
      end_ns = worker_clock_ns ();
      if (end_ns - begin_ns <= WORKER_GAP_NS)
        break;
    }
  return end_ns;
}

static void
write_slice (WorkerRecord *record, int64_t begin_ns, int64_t end_ns, BobbinSliceState state)
{
  while (begin_ns < end_ns)
    {
      int64_t length_ns = end_ns - begin_ns;
      BobbinSlice slice = {
        .begin_ns = begin_ns,
        .length_ns = length_ns < UINT32_MAX ? (uint32_t) length_ns : UINT32_MAX,
        .core = (uint16_t) record->core,
        .state = (uint8_t) state,
      };

      bobbin_ledger_write (record->lane, &slice);
      begin_ns += slice.length_ns;
    }
}

/* A new slice begins, of which the ring does not know yet. */
static void
open_slice (WorkerRecord *record, int64_t begin_ns, BobbinSliceState state)
{
  BobbinLedgerSlot *slot = &record->lane->slot;

  record->open_ns = begin_ns;
  atomic_store_explicit (&slot->open_state, state, memory_order_relaxed);
  atomic_store_explicit (&slot->open_core, record->core, memory_order_relaxed);
  atomic_store_explicit (&slot->heartbeat_ns, begin_ns, memory_order_relaxed);
  atomic_store_explicit (&slot->open_ns, begin_ns, memory_order_release);
}

void
worker_record_begin (WorkerRecord *record, BobbinLedgerLane *lane)
{
  record->lane = lane;
  record->last_ns = count_and_time (&record->n_switches, &record->core);
  open_slice (record, record->last_ns, BOBBIN_SLICE_RUNNING);
}

void
worker_record_end (WorkerRecord *record)
{
  /* It may have lost its core since the last unit. */
  worker_record_stamp (record);
  write_slice (record, record->open_ns, record->last_ns, BOBBIN_SLICE_RUNNING);
  open_slice (record, record->last_ns, BOBBIN_SLICE_RUNNING);
}

int64_t
worker_record_jump (WorkerRecord *record, int64_t now_ns, unsigned core)
{
  uint64_t n_switches = record->n_switches;

  if (now_ns - record->last_ns > WORKER_GAP_NS || core != record->core)
    now_ns = count_and_time (&n_switches, &core);

  if (n_switches != record->n_switches)
    {
      write_slice (record, record->open_ns, record->last_ns, BOBBIN_SLICE_RUNNING);
      write_slice (record, record->last_ns, now_ns, BOBBIN_SLICE_READY);
      record->n_switches = n_switches;
      record->core = core;
      open_slice (record, now_ns, BOBBIN_SLICE_RUNNING);
    }
  else if (core != record->core || now_ns - record->open_ns > WORKER_FLUSH_NS)
    {
      write_slice (record, record->open_ns, now_ns, BOBBIN_SLICE_RUNNING);
      record->core = core;
      open_slice (record, now_ns, BOBBIN_SLICE_RUNNING);
    }
  return now_ns;
}

void
worker_record_block (WorkerRecord *record, BobbinSliceState why)
{
  worker_record_stamp (record);
  write_slice (record, record->open_ns, record->last_ns, BOBBIN_SLICE_RUNNING);
  open_slice (record, record->last_ns, why);
}

void
worker_record_unblock (WorkerRecord *record, BobbinSliceState why)
{
  unsigned core;
  int64_t now_ns = count_and_time (&record->n_switches, &core);

  write_slice (record, record->open_ns, now_ns, why);
  record->core = core;
  record->last_ns = now_ns;
  open_slice (record, now_ns, BOBBIN_SLICE_RUNNING);
}
