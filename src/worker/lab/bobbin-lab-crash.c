/* bobbin-lab-crash.c - one of four crashes: who carries on?
 *
 * Four workers each note the time once in a millisecond, their heartbeat, in
 * memory that outlives them. The third then writes to address 0. Whoever still
 * notes times after the parent was told of it carries on.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define N_WORKERS   4
#define VICTIM      2 /* counted from 0 */
#define BEAT_NS     1000000
#define FATAL_BEAT  10
#define MAX_BEATS   64
#define LOOK_NS     15000000   /* looks on for so long after the crash */
#define PATIENCE_NS 2000000000 /* for a beat of somebody who is alive */
#define N_ROUNDS    24

typedef struct {
  int64_t          begin_ns, seen_ns;
  _Atomic int64_t  fault_ns;
  _Atomic uint32_t n_beats[N_WORKERS];
  int64_t          beats_ns[N_WORKERS][MAX_BEATS];
} Ward;

typedef struct {
  Ward    *ward;
  unsigned index;
} Patient;

/* --- the workers ---------------------------------------------------------------- */

/* Undefined on purpose, so no sanitizer is to stop it first. */
__attribute__ ((no_sanitize ("address", "undefined")))
static void
crash (Ward *ward)
{
  volatile int *volatile nowhere = NULL; /* so that no compiler leaves it out */

  signal (SIGSEGV, SIG_DFL);
  atomic_store (&ward->fault_ns, lab_now_ns ());
  *nowhere = 1;
}

static bool
all_live (Ward *ward)
{
  for (unsigned i = 0; i < N_WORKERS; i++)
    if (atomic_load (&ward->n_beats[i]) < 2)
      return false;
  return true;
}

static void *
live (void *data)
{
  Patient *patient = data;
  Ward *ward = patient->ward;

  for (uint32_t beat = 0;; beat++)
    {
      if (beat < MAX_BEATS)
        ward->beats_ns[patient->index][beat] = lab_now_ns ();
      atomic_store (&ward->n_beats[patient->index], beat + 1);
      if (patient->index == VICTIM && beat >= FATAL_BEAT && all_live (ward))
        crash (ward);
      lab_sleep_ns (BEAT_NS);
    }
  return NULL;
}

/* Fills in the pids: of each worker, or of the one process that all threads are in. */
static void
start (Lab *lab, LabKind kind, Patient *patients, pid_t *pids)
{
  pthread_t thread;

  for (unsigned i = 0; i < N_WORKERS && kind == LAB_PROCESSES; i++)
    {
      pids[i] = lab_fork (lab);
      if (pids[i] == 0)
        live (&patients[i]);
    }
  if (kind == LAB_PROCESSES)
    return;
  pids[VICTIM] = lab_fork (lab);
  for (unsigned i = 0; i < N_WORKERS && pids[VICTIM] == 0; i++)
    if (pthread_create (&thread, NULL, live, &patients[i]) != 0)
      lab_lacks (lab, BOBBIN_LACK_PROCESSES, 0);
  while (pids[VICTIM] == 0)
    pause ();
}

/* --- the parent ----------------------------------------------------------------- */

/* How many of the others have had a beat since there were so many. */
static unsigned
count_survivors (Ward *ward, const uint32_t *before)
{
  unsigned n = 0;

  for (unsigned i = 0; i < N_WORKERS; i++)
    n += i != VICTIM && atomic_load (&ward->n_beats[i]) > before[i];
  return n;
}

static unsigned
look_on (Ward *ward, LabKind kind)
{
  uint32_t before[N_WORKERS];
  /* The process of the threads is gone, as waitpid() has told: nobody is late. */
  int64_t patience_ns = kind == LAB_PROCESSES ? PATIENCE_NS : LOOK_NS, passed_ns;
  unsigned n;

  for (unsigned i = 0; i < N_WORKERS; i++)
    before[i] = atomic_load (&ward->n_beats[i]);
  do
    {
      lab_sleep_ns (BEAT_NS);
      n = count_survivors (ward, before);
      passed_ns = lab_now_ns () - ward->seen_ns;
    }
  while (passed_ns < LOOK_NS || (n < N_WORKERS - 1 && passed_ns < patience_ns));
  return n;
}

/* What the figure shows is one run, the first that counts. */
static void
report_beats (Lab *lab, LabKind kind, Ward *ward)
{
  for (unsigned i = 0; i < N_WORKERS; i++)
    for (uint32_t beat = 0; beat < atomic_load (&ward->n_beats[i]) && beat < MAX_BEATS; beat++)
      lab_report (lab, lab_name (kind, "process_beat", "thread_beat"), i + 1,
                  (double) (ward->beats_ns[i][beat] - ward->begin_ns));
  lab_report (lab, lab_name (kind, "process_fault", "thread_fault"), 0.0, (double) (ward->fault_ns - ward->begin_ns));
  lab_report (lab, lab_name (kind, "process_seen", "thread_seen"), 0.0, (double) (ward->seen_ns - ward->begin_ns));
}

static void
run (Lab *lab, LabKind kind, double x)
{
  static bool shown[2];
  Ward *ward = lab_shared_new (lab, sizeof *ward);
  Patient patients[N_WORKERS];
  pid_t pids[N_WORKERS];
  unsigned n_survivors;
  int status;

  for (unsigned i = 0; i < N_WORKERS; i++)
    patients[i] = (Patient) { ward, i };
  ward->begin_ns = lab_now_ns ();
  start (lab, kind, patients, pids);

  status = lab_wait (lab, pids[VICTIM]);
  ward->seen_ns = lab_now_ns ();
  n_survivors = look_on (ward, kind);
  for (unsigned i = 0; i < N_WORKERS && kind == LAB_PROCESSES; i++)
    if (i != VICTIM)
      {
        kill (pids[i], SIGKILL);
        lab_wait (lab, pids[i]);
      }

  lab_report (lab, lab_name (kind, "process_carry_on", "thread_carry_on"), x, n_survivors);
  lab_report (lab, lab_name (kind, "process_signal", "thread_signal"), x, WIFSIGNALED (status) ? WTERMSIG (status) : 0);
  lab_report (lab, lab_name (kind, "process_end", "thread_end"), x, (double) (ward->seen_ns - ward->fault_ns));
  if (!lab->warm_up && !shown[kind])
    report_beats (lab, kind, ward);
  shown[kind] = shown[kind] || !lab->warm_up;
  lab_memory_free (ward, sizeof *ward);
}

void
lab_crash (Lab *lab)
{
  static const LabSide sides[] = { { run, LAB_PROCESSES, 0.0 }, { run, LAB_THREADS, 0.0 } };

  lab_alternate (lab, sides, 2, N_ROUNDS);
}
