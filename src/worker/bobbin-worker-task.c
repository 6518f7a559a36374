/* bobbin-worker-task.c - the life of one worker */
#include "bobbin-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static uint64_t
own_cpu_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (uint64_t) time.tv_sec * 1000000000 + (uint64_t) time.tv_nsec;
}

static void
report_ready (WorkerTask *task)
{
  WorkerReport report;

  report = (WorkerReport) {
    .birth = {
      .worker = task->number,
      .process = task->process,
      .pid = getpid (),
      .tid = gettid (),
      .born_ns = worker_clock_ns (),
      .stack_address = (uint64_t) (uintptr_t) &report,
    },
  };

  atomic_store_explicit (&task->slot->tid, report.birth.tid, memory_order_relaxed);
  atomic_store_explicit (&task->slot->born_ns, report.birth.born_ns, memory_order_relaxed);
  atomic_store_explicit (&task->slot->state, BOBBIN_SLOT_READY, memory_order_release);
  while (write (task->tree->report_fd, &report, sizeof report) < 0 && errno == EINTR)
    continue;
}

static void
wait_at_gate (WorkerTask *task)
{
  _Atomic uint32_t *gate = &task->tree->ledger.control->gate;

  while (atomic_load_explicit (gate, memory_order_acquire) == BOBBIN_GATE_CLOSED)
    bobbin_futex_wait (gate, BOBBIN_GATE_CLOSED, 0);
}

/* Undefined on purpose, so no sanitizer is to stop it first. */
__attribute__ ((no_sanitize ("undefined")))
static _Noreturn void
crash (WorkerTask *task)
{
  int *volatile nowhere = NULL;

  atomic_store_explicit (&task->slot->state, BOBBIN_SLOT_CRASHING, memory_order_release);
  *nowhere = 1;

  /* Not reached: address 0 is never mapped here. */
  raise (SIGSEGV);
  _exit (1);
}

/* Waiting time and timeslices as the scheduler counted them for this task:
 * /proc/thread-self/schedstat holds "run wait slices". */
static void
read_schedstat (uint64_t *out_waiting_ns, uint64_t *out_timeslices)
{
  char text[128];
  int fd = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  ssize_t length = fd >= 0 ? read (fd, text, sizeof text - 1) : -1;

  if (fd >= 0)
    close (fd);
  *out_waiting_ns = *out_timeslices = 0;
  if (length > 0)
    {
      text[length] = '\0';
      sscanf (text, "%*u %" SCNu64 " %" SCNu64, out_waiting_ns, out_timeslices);
    }
}

/* Its record ends last, so that it leaves out nothing up to the end. */
static void
write_last_counts (WorkerTask *task, WorkerRecord *record)
{
  BobbinLedgerSlot *slot = task->slot;
  struct rusage usage = { 0 };
  uint64_t waiting_ns, timeslices;

  read_schedstat (&waiting_ns, &timeslices);
  getrusage (RUSAGE_THREAD, &usage);
  atomic_store_explicit (&slot->waiting_ns, waiting_ns, memory_order_relaxed);
  atomic_store_explicit (&slot->timeslices, timeslices, memory_order_relaxed);
  atomic_store_explicit (&slot->voluntary_switches, (uint64_t) usage.ru_nvcsw, memory_order_relaxed);
  atomic_store_explicit (&slot->involuntary_switches, (uint64_t) usage.ru_nivcsw, memory_order_relaxed);
  atomic_store_explicit (&slot->cpu_ns, own_cpu_ns (), memory_order_relaxed);
  worker_record_end (record);
  atomic_store_explicit (&slot->ended_ns, record->last_ns, memory_order_relaxed);
  atomic_store_explicit (&slot->state, BOBBIN_SLOT_FINISHED, memory_order_release);
}

void
worker_task_run (WorkerTask *task)
{
  WorkerRecord record;

  report_ready (task);
  wait_at_gate (task);

  if (worker_work_run (task, &record) == BOBBIN_ORDER_CRASH)
    {
      worker_record_end (&record);
      crash (task);
    }
  write_last_counts (task, &record);
}
