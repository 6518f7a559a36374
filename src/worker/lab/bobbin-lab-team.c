/* bobbin-lab-team.c - several processes or threads at the same work at once */
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-lab-tools.h"

#define SETTLE_BYTES 12288
#define SETTLE_STEP  1024

/* In shared memory: processes see it as threads do. */
typedef struct {
  _Atomic uint32_t n_ready;
  _Atomic uint32_t open; /* futex */
  _Atomic int64_t  begin_ns;
  _Atomic int64_t  end_ns[BOBBIN_MAX_WORKERS];
} Gate;

typedef struct {
  LabMember member;
  LabPlace  place;
  Gate     *gate;
  void (*work) (LabMember *member);
} Seat;

static void
futex_wait (_Atomic uint32_t *word, uint32_t value)
{
  syscall (SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

static void
futex_wake_all (_Atomic uint32_t *word)
{
  syscall (SYS_futex, word, FUTEX_WAKE, INT32_MAX, NULL, NULL, 0);
}

/* A process that was just forked has a fault at each page that it touches for the
 * first time. What all have to touch is touched before the gate: the faults belong
 * to being made, not to the work. */
static void
settle_in (void)
{
  volatile char stack[SETTLE_BYTES];

  for (size_t i = 0; i < sizeof stack; i += SETTLE_STEP)
    stack[i] = 1;
  lab_compute (1, 1);
  lab_now_ns ();
}

static void
take_seat (Seat *seat)
{
  Lab *lab = seat->member.lab;
  Gate *gate = seat->gate;

  if (seat->place == LAB_APART)
    lab_pin (lab, seat->member.index);
  else if (seat->place == LAB_SAME)
    lab_pin (lab, 0);
  else
    lab_unpin (lab);

  settle_in ();
  if (atomic_fetch_add (&gate->n_ready, 1) + 1 == seat->member.n)
    futex_wake_all (&gate->n_ready);
  while (atomic_load (&gate->open) == 0)
    futex_wait (&gate->open, 0);
  seat->work (&seat->member);
  atomic_store (&gate->end_ns[seat->member.index], lab_now_ns ());
}

static void *
thread_main (void *data)
{
  take_seat (data);
  return NULL;
}

static void
open_gate (Gate *gate, unsigned n)
{
  uint32_t ready;

  while ((ready = atomic_load (&gate->n_ready)) < n)
    futex_wait (&gate->n_ready, ready);
  atomic_store (&gate->begin_ns, lab_now_ns ());
  atomic_store (&gate->open, 1);
  futex_wake_all (&gate->open);
}

static void
run_processes (Lab *lab, Seat *seats, unsigned n, Gate *gate)
{
  pid_t pids[BOBBIN_MAX_WORKERS];

  for (unsigned i = 0; i < n; i++)
    {
      pids[i] = lab_fork (lab);
      if (pids[i] == 0)
        {
          take_seat (&seats[i]);
          _exit (0);
        }
    }
  open_gate (gate, n);
  for (unsigned i = 0; i < n; i++)
    if (lab_wait (lab, pids[i]) != 0)
      lab_fail (lab, ECHILD);
}

static void
run_threads (Lab *lab, Seat *seats, unsigned n, Gate *gate)
{
  pthread_t threads[BOBBIN_MAX_WORKERS];

  for (unsigned i = 0; i < n; i++)
    {
      int error = pthread_create (&threads[i], NULL, thread_main, &seats[i]);

      if (error != 0)
        lab_lacks (lab, BOBBIN_LACK_PROCESSES, error);
    }
  open_gate (gate, n);
  for (unsigned i = 0; i < n; i++)
    pthread_join (threads[i], NULL);
}

LabTimes
lab_team_time (Lab *lab, LabKind kind, unsigned n, LabPlace place, void (*work) (LabMember *), void *shared)
{
  Gate *gate = lab_shared_new (lab, sizeof *gate);
  static Seat seats[BOBBIN_MAX_WORKERS];
  int64_t before_ns = lab_now_ns (), whole_ns, end_ns = 0, begin_ns;

  for (unsigned i = 0; i < n; i++)
    seats[i] = (Seat) { { lab, kind, i, n, shared }, place, gate, work };
  if (kind == LAB_PROCESSES)
    run_processes (lab, seats, n, gate);
  else
    run_threads (lab, seats, n, gate);
  whole_ns = lab_now_ns () - before_ns;

  begin_ns = atomic_load (&gate->begin_ns);
  for (unsigned i = 0; i < n; i++)
    if (atomic_load (&gate->end_ns[i]) > end_ns)
      end_ns = atomic_load (&gate->end_ns[i]);
  lab_memory_free (gate, sizeof *gate);
  return (LabTimes) { end_ns - begin_ns, whole_ns };
}

int64_t
lab_team_run (Lab *lab, LabKind kind, unsigned n, LabPlace place, void (*work) (LabMember *), void *shared)
{
  return lab_team_time (lab, kind, n, place, work, shared).work_ns;
}

int64_t
lab_window_open (LabWindow *window, const LabMember *member, int64_t ns)
{
  int64_t until_ns;

  if (atomic_fetch_add (&window->n_here, 1) + 1 == member->n)
    atomic_store (&window->until_ns, lab_now_ns () + ns);
  while ((until_ns = atomic_load (&window->until_ns)) == 0)
    continue;
  return until_ns;
}

int64_t
lab_window_join (LabWindow *window, int64_t ns)
{
  int64_t none = 0;

  atomic_compare_exchange_strong (&window->until_ns, &none, lab_now_ns () + ns);
  return atomic_load (&window->until_ns);
}
