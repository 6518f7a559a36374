#include "bobbin-worker-turns.h"

#include "bobbin-worker-disk.h"
#include "bobbin-worker-lock.h"
#include "bobbin-worker-pipe.h"

/* A unit is about a microsecond. Four workers of work lock want their lock for
 * longer than there is time, so that it is their bound, and not the cores. */
#define LOCK_HELD_UNITS   500
#define LOCK_BEFORE_UNITS 250

/* One half of the time readers are the slower side, so that the pipe is full,
 * and one half writers, so that it is empty. */
#define PIPE_PHASE_NS          500000000
#define PIPE_READ_UNITS        1000
#define PIPE_QUICK_WRITE_UNITS 500
#define PIPE_SLOW_WRITE_UNITS  4000

#define DISK_UNITS    1000
#define DISK_PAUSE_NS 20000000 /* after a write that failed */

/* Mixed work: long enough to be seen in a picture of some seconds, and a
 * quarter of it computing, so that a few workers leave room on a core. */
#define MIXED_MIN_UNITS        10000
#define MIXED_MORE_UNITS       20000
#define MIXED_SLEEP_NS         4000 /* for each unit */
#define MIXED_LOCK_TURNS       3
#define MIXED_LOCK_UNITS       8000
#define MIXED_PIPE_BLOCKS      6
#define MIXED_PIPE_PATIENCE_NS 30000000
#define MIXED_DISK_BLOCKS      20

static const WorkerShare *
get_share (const WorkerLoop *loop)
{
  return &loop->task->tree->shares[loop->task->group];
}

static WorkerPipeEnd
get_end (const WorkerLoop *loop)
{
  return worker_pipe_end_of (loop->task->number - get_share (loop)->first_worker);
}

/* One turn at the lock; false when an order came. */
static bool
take_turn (WorkerLoop *loop, BobbinLock how, uint64_t n_units)
{
  WorkerLock *lock = get_share (loop)->lock;

  if (!worker_lock_take (lock, how, loop))
    return false;

  bool done = worker_loop_compute (loop, n_units);
  if (done || worker_loop_order (loop) != BOBBIN_ORDER_CRASH)
    worker_lock_give_back (lock);
  return done;
}

void
worker_turns_lock (WorkerLoop *loop)
{
  BobbinLock how = (BobbinLock) worker_group (loop->task->tree, loop->task->group)->lock;

  while (worker_loop_compute (loop, LOCK_BEFORE_UNITS) && take_turn (loop, how, LOCK_HELD_UNITS))
    continue;
}

static bool
are_writers_slow (const WorkerLoop *loop)
{
  int64_t gate_ns = atomic_load_explicit (&loop->task->tree->ledger.control->gate_ns, memory_order_relaxed);

  return (loop->record->last_ns - gate_ns) / PIPE_PHASE_NS % 2 == 1;
}

void
worker_turns_pipe (WorkerLoop *loop)
{
  const WorkerPipe *pipe = &get_share (loop)->pipe;
  WorkerPipeEnd end = get_end (loop);
  uint64_t n_units;

  do
    {
      if (!worker_pipe_pass_block (pipe, end, loop, INT64_MAX))
        break;
      if (end == WORKER_PIPE_READ)
        n_units = PIPE_READ_UNITS;
      else
        n_units = are_writers_slow (loop) ? PIPE_SLOW_WRITE_UNITS : PIPE_QUICK_WRITE_UNITS;
    }
  while (worker_loop_compute (loop, n_units));
}

/* A disk that is full now may have room again later. */
static void
write_block (WorkerLoop *loop, uint64_t n)
{
  if (!worker_disk_write_block (loop->task->disk_fd, n, loop))
    worker_loop_sleep_until (loop, worker_clock_ns () + DISK_PAUSE_NS);
}

void
worker_turns_disk (WorkerLoop *loop)
{
  for (uint64_t n = 0; worker_loop_compute (loop, DISK_UNITS); n++)
    write_block (loop, n);
}

static void
mixed_compute (WorkerLoop *loop, uint64_t length_units)
{
  worker_loop_compute (loop, length_units);
}

static void
mixed_sleep (WorkerLoop *loop, uint64_t length_units)
{
  worker_loop_sleep_until (loop, worker_clock_ns () + (int64_t) length_units * MIXED_SLEEP_NS);
}

static void
mixed_lock (WorkerLoop *loop, uint64_t length_units)
{
  for (int i = 0; i < MIXED_LOCK_TURNS && take_turn (loop, BOBBIN_LOCK_MUTEX, MIXED_LOCK_UNITS); i++)
    worker_loop_compute (loop, length_units / 10);
}

static void
mixed_pipe (WorkerLoop *loop, uint64_t length_units)
{
  /* The others may be at something else: nobody waits for them for long. */
  for (int i = 0; i < MIXED_PIPE_BLOCKS; i++)
    {
      if (!worker_pipe_pass_block (&get_share (loop)->pipe, get_end (loop), loop,
                                   worker_clock_ns () + MIXED_PIPE_PATIENCE_NS))
        break;
      worker_loop_compute (loop, length_units / 10);
    }
}

static void
mixed_disk (WorkerLoop *loop, uint64_t length_units)
{
  for (uint64_t i = 0; i < MIXED_DISK_BLOCKS && worker_loop_order (loop) == BOBBIN_ORDER_NONE; i++)
    {
      write_block (loop, i);
      worker_loop_compute (loop, length_units / 100);
    }
}

void
worker_turns_mixed (WorkerLoop *loop)
{
  void (*episodes[]) (WorkerLoop *loop, uint64_t length_units) = {
    mixed_compute, mixed_sleep, mixed_lock, mixed_pipe, mixed_disk,
  };
  const unsigned n = sizeof episodes / sizeof episodes[0];
  uint64_t random = loop->value; /* the seed and the worker's number */

  while (worker_loop_order_now (loop) == BOBBIN_ORDER_NONE)
    for (unsigned i = 0; i < n && worker_loop_order_now (loop) == BOBBIN_ORDER_NONE; i++)
      {
        /* Fisher and Yates, a step each time: a round has one of each. */
        unsigned other = i + (unsigned) (worker_random (&random) % (n - i));
        void (*episode) (WorkerLoop *loop, uint64_t length_units) = episodes[other];

        episodes[other] = episodes[i];
        episodes[i] = episode;
        episode (loop, MIXED_MIN_UNITS + worker_random (&random) % MIXED_MORE_UNITS);
      }
}
