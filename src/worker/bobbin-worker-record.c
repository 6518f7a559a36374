#include "bobbin-worker-record.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

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

/* How long a look at itself may take, so that no switch lies within it. */
#define LOOK_NS (2 * WORKER_GAP_NS)

/* From a core's switch to the first stamp after it, about: the way back from the
 * kernel and, at the first touch of the caches, one unit. */
#define RETURN_NS 3000

/* The interrupt that took the core away is believed to have been on it for so
 * long at most. What is beyond that came after the switch back, in another one: where
 * an interrupt takes tens of microseconds, as below some hypervisors, both ends of a
 * wait have one. A core must not seem to have two workers for more than 50 µs. */
#define MAX_BEFORE_NS 36000
#define MAX_AFTER_NS  30000

/* No more of a blocking call than this is told to have been before its wait, and
 * after it: the rest was here and there between several waits. */
#define MAX_CALL_NS 12000

/* What the kernel says of this thread. */
typedef struct {
  int64_t  now_ns;
  unsigned core;
  uint64_t n_voluntary, n_involuntary;
  int64_t  waited_ns;
} Look;

static int64_t
at_most (int64_t value, int64_t bound)
{
  return value < bound ? value : bound;
}

static int64_t
thread_cpu_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * (int64_t) 1000000000 + time.tv_nsec;
}

/* schedstat is "run wait slices", in ns: Documentation/scheduler/sched-stats.rst. */
static int64_t
read_waited_ns (const WorkerRecord *record)
{
  char text[80];
  ssize_t length = record->schedstat_fd >= 0 ? pread (record->schedstat_fd, text, sizeof text - 1, 0) : -1;
  char *wait;

  if (length <= 0)
    return record->waited_ns;
  text[length] = '\0';
  wait = strchr (text, ' ');
  return wait != NULL ? strtoll (wait, NULL, 10) : record->waited_ns;
}

static bool
has_switched (const WorkerRecord *record, const Look *look)
{
  return look->n_voluntary != record->n_voluntary || look->n_involuntary != record->n_involuntary;
}

/* Takes the counts and the time so closely together that no switch lies
 * between: one that a count misses but the time holds would pass for work,
 * however long it took. */
static Look
look_closely (const WorkerRecord *record)
{
  Look look = { .now_ns = worker_clock_ns () };

  /* Bounded, because under a tracer each of these calls may take that long. */
  for (int tries = 0; tries < 8; tries++)
    {
      struct rusage usage = { 0 };
      int64_t begin_ns = look.now_ns;

      getrusage (RUSAGE_THREAD, &usage);
      look.n_voluntary = (uint64_t) usage.ru_nvcsw;
      look.n_involuntary = (uint64_t) usage.ru_nivcsw;
      look.waited_ns = has_switched (record, &look) ? read_waited_ns (record) : record->waited_ns;
      look.core = current_core ();
      look.now_ns = worker_clock_ns ();
      if (look.now_ns - begin_ns <= LOOK_NS)
        break;
    }
  return look;
}

static void
remember (WorkerRecord *record, const Look *look)
{
  record->n_voluntary = look->n_voluntary;
  record->n_involuntary = look->n_involuntary;
  record->waited_ns = look->waited_ns;
  record->core = look->core;
  record->last_ns = look->now_ns;
}

static void
write_slice (WorkerRecord *record, int64_t begin_ns, int64_t end_ns, BobbinSliceState state)
{
  if (state == BOBBIN_SLICE_RUNNING)
    record->ran_ns += end_ns - begin_ns;
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
  *record = (WorkerRecord) {
    .lane = lane,
    .schedstat_fd = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC),
  };

  Look look = look_closely (record);
  remember (record, &look);
  record->waited_ns = read_waited_ns (record);
  record->cpu_ns = thread_cpu_ns ();
  open_slice (record, look.now_ns, BOBBIN_SLICE_RUNNING);
}

void
worker_record_end (WorkerRecord *record)
{
  /* It may have lost its core since the last unit. */
  worker_record_stamp (record);
  write_slice (record, record->open_ns, record->last_ns, BOBBIN_SLICE_RUNNING);
  open_slice (record, record->last_ns, BOBBIN_SLICE_RUNNING);
  if (record->schedstat_fd >= 0)
    close (record->schedstat_fd);
}

/* It was off its core between the last stamp and the one at @seen_ns, for as
 * long as the kernel says that it waited for one; was it blocked, or is that not
 * to be had, all of it counts as waiting. */
static void
write_wait (WorkerRecord *record, const Look *look, int64_t seen_ns)
{
  int64_t gap_ns = look->now_ns - record->last_ns;
  int64_t wait_ns = look->waited_ns - record->waited_ns;
  int64_t after_ns = RETURN_NS + (look->now_ns - seen_ns <= LOOK_NS ? look->now_ns - seen_ns : 0);
  int64_t before_ns;

  if (wait_ns <= 0 || wait_ns > gap_ns || look->n_voluntary != record->n_voluntary)
    wait_ns = gap_ns;
  after_ns = at_most (after_ns, gap_ns - wait_ns);
  before_ns = at_most (gap_ns - wait_ns - after_ns, MAX_BEFORE_NS);
  after_ns += at_most (gap_ns - wait_ns - after_ns - before_ns, MAX_AFTER_NS);

  record->late_ns += (before_ns - record->late_ns) / 8;
  atomic_store_explicit (&record->lane->slot.late_ns, record->late_ns, memory_order_relaxed);
  write_slice (record, record->open_ns, record->last_ns + before_ns, BOBBIN_SLICE_RUNNING);
  write_slice (record, record->last_ns + before_ns, look->now_ns - after_ns, BOBBIN_SLICE_READY);
  remember (record, look);
  open_slice (record, look->now_ns - after_ns, BOBBIN_SLICE_RUNNING);
}

int64_t
worker_record_jump (WorkerRecord *record, int64_t now_ns, unsigned core)
{
  if (now_ns - record->last_ns > WORKER_GAP_NS || core != record->core)
    {
      Look look = look_closely (record);

      if (has_switched (record, &look))
        {
          write_wait (record, &look, now_ns);
          return look.now_ns;
        }
      now_ns = look.now_ns;
      core = look.core;
    }
  if (core != record->core || now_ns - record->open_ns > WORKER_FLUSH_NS)
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

/* Of a call that blocked: its own time on the core, which is what the kernel
 * counted beyond the slices, half of it on the way in; the wait; the wait for a
 * core; and the way out. */
static void
write_block (WorkerRecord *record, const Look *look, BobbinSliceState why)
{
  int64_t cpu_ns = thread_cpu_ns ();
  int64_t call_ns = look->now_ns - record->open_ns;
  int64_t on_ns = cpu_ns - record->cpu_ns - record->ran_ns;
  int64_t wait_ns = look->waited_ns - record->waited_ns;

  on_ns = at_most (on_ns > 0 ? on_ns : 0, at_most (call_ns, 2 * MAX_CALL_NS));
  wait_ns = at_most (wait_ns > 0 ? wait_ns : 0, call_ns - on_ns);

  int64_t in_ns = record->open_ns + on_ns / 2;
  int64_t back_ns = look->now_ns - (on_ns - on_ns / 2);
  write_slice (record, record->open_ns, in_ns, BOBBIN_SLICE_RUNNING);
  write_slice (record, in_ns, back_ns - wait_ns, why);
  remember (record, look);
  write_slice (record, back_ns - wait_ns, back_ns, BOBBIN_SLICE_READY);
  open_slice (record, back_ns, BOBBIN_SLICE_RUNNING);
  record->cpu_ns = cpu_ns;
  record->ran_ns = back_ns - look->now_ns; /* in the slice that is open now */
}

void
worker_record_unblock (WorkerRecord *record, BobbinSliceState why)
{
  Look look = look_closely (record);

  if (has_switched (record, &look))
    {
      write_block (record, &look, why);
      return;
    }
  record->last_ns = look.now_ns;
  open_slice (record, record->open_ns, BOBBIN_SLICE_RUNNING);
}
