/* bobbin-lab-race.c - several add one to the same counter: how many are lost?
 *
 * x++ is three steps: read, add, write. Here they are written out, as an atomic
 * read and an atomic write, so that the compiler may neither join them nor leave
 * them out: what is lost is lost because two workers came in between each other.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "bobbin-lab-list.h"

#define N_ADDITIONS UINT64_C (2000000) /* over all workers */
#define N_LOCKED    UINT64_C (200000)  /* with a mutex, which takes ten times as long for each */
#define MOST        4

typedef struct {
  _Alignas (256) _Atomic uint64_t value;
} Counter; /* a cache line of its own, and its neighbour's */

typedef struct {
  Counter         common;
  Counter         own[MOST];     /* each worker's, added up at the end */
  Counter         foreign[MOST]; /* what a worker found that it had not added itself */
  pthread_mutex_t mutex;
} Counters;

static Counter private_counter; /* each process has one of its own */

static void
add_one (Counter *counter)
{
  uint64_t value = atomic_load_explicit (&counter->value, memory_order_relaxed);

  atomic_store_explicit (&counter->value, value + 1, memory_order_relaxed);
}

static void
add_bare (LabMember *member)
{
  Counters *counters = member->shared;

  for (uint64_t i = 0; i < N_ADDITIONS / member->n; i++)
    add_one (&counters->common);
}

static void
add_locked (LabMember *member)
{
  Counters *counters = member->shared;

  for (uint64_t i = 0; i < N_LOCKED / member->n; i++)
    {
      pthread_mutex_lock (&counters->mutex);
      add_one (&counters->common);
      pthread_mutex_unlock (&counters->mutex);
    }
}

static void
add_atomic (LabMember *member)
{
  Counters *counters = member->shared;

  for (uint64_t i = 0; i < N_ADDITIONS / member->n; i++)
    atomic_fetch_add_explicit (&counters->common.value, 1, memory_order_relaxed);
}

static void
add_to_own (LabMember *member)
{
  Counters *counters = member->shared;

  for (uint64_t i = 0; i < N_ADDITIONS / member->n; i++)
    add_one (&counters->own[member->index]);
  atomic_fetch_add (&counters->common.value, atomic_load (&counters->own[member->index].value));
}

/* Processes alone: the same address in each of them, and another memory. */
static void
add_private (LabMember *member)
{
  Counters *counters = member->shared;

  for (uint64_t i = 0; i < N_ADDITIONS / member->n; i++)
    add_one (&private_counter);
  atomic_store (&counters->foreign[member->index].value,
                atomic_load (&private_counter.value) - N_ADDITIONS / member->n);
}

static unsigned
count_members (const Lab *lab)
{
  unsigned n = lab_n_apart (lab);

  return n < 2 ? 2 : n > MOST ? MOST : n;
}

static Counters *
counters_new (Lab *lab)
{
  Counters *counters = lab_shared_new (lab, sizeof *counters);
  pthread_mutexattr_t attributes;

  pthread_mutexattr_init (&attributes);
  pthread_mutexattr_setpshared (&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init (&counters->mutex, &attributes);
  return counters;
}

/* One run: reports the share that was lost and what an addition cost. */
static void
run (Lab *lab, LabKind kind, void (*add) (LabMember *member), uint64_t n_additions, const char *lost, const char *cost)
{
  Counters *counters = counters_new (lab);
  unsigned n = count_members (lab);
  uint64_t expected = n_additions / n * n;
  int64_t took_ns = lab_team_run (lab, kind, n, LAB_APART, add, counters);

  lab_report (lab, lost, 0, 1.0 - (double) atomic_load (&counters->common.value) / (double) expected);
  lab_report (lab, cost, 0, (double) took_ns / (double) expected);
  lab_memory_free (counters, sizeof *counters);
}

static void
run_bare (Lab *lab, LabKind kind, double x)
{
  run (lab, kind, add_bare, N_ADDITIONS, lab_name (kind, "bare_lost_process", "bare_lost_thread"),
       lab_name (kind, "bare_process", "bare_thread"));
}

static void
run_locked (Lab *lab, LabKind kind, double x)
{
  run (lab, kind, add_locked, N_LOCKED, lab_name (kind, "mutex_lost_process", "mutex_lost_thread"),
       lab_name (kind, "mutex_process", "mutex_thread"));
}

static void
run_atomic (Lab *lab, LabKind kind, double x)
{
  run (lab, kind, add_atomic, N_ADDITIONS, lab_name (kind, "atomic_lost_process", "atomic_lost_thread"),
       lab_name (kind, "atomic_process", "atomic_thread"));
}

static void
run_own (Lab *lab, LabKind kind, double x)
{
  run (lab, kind, add_to_own, N_ADDITIONS, lab_name (kind, "own_lost_process", "own_lost_thread"),
       lab_name (kind, "own_process", "own_thread"));
}

static void
run_private (Lab *lab, LabKind kind, double x)
{
  Counters *counters = counters_new (lab);
  unsigned n = count_members (lab);
  uint64_t foreign = atomic_load (&private_counter.value); /* the parent's must stay 0 as well */

  lab_team_run (lab, LAB_PROCESSES, n, LAB_APART, add_private, counters);
  for (unsigned i = 0; i < n; i++)
    foreign += atomic_load (&counters->foreign[i].value);
  lab_report (lab, "private_foreign", 0, (double) foreign);
  lab_memory_free (counters, sizeof *counters);
}

void
lab_race (Lab *lab)
{
  static const LabSide sides[] = {
    { run_bare, LAB_THREADS, 0 },   { run_bare, LAB_PROCESSES, 0 },
    { run_locked, LAB_THREADS, 0 }, { run_locked, LAB_PROCESSES, 0 },
    { run_atomic, LAB_THREADS, 0 }, { run_atomic, LAB_PROCESSES, 0 },
    { run_own, LAB_THREADS, 0 },    { run_own, LAB_PROCESSES, 0 },
    { run_private, LAB_PROCESSES, 0 },
  };

  lab_alternate (lab, sides, sizeof sides / sizeof sides[0], 24);
}
