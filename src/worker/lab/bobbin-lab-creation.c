/* bobbin-lab-creation.c - what it costs to make a process or a thread, and how it
 * grows with the memory of who makes it
 *
 * Two times each: of the call alone, and of the whole cycle up to the moment at
 * which the new one has ended and was waited for. The parent has touched so much
 * memory (x), whose page tables fork() copies; a thread, vfork() and posix_spawn()
 * share them or do without.
 */
#include <errno.h>
#include <pthread.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define MIB             (1 << 20)
#define N_WARM_UP       2 /* rounds after each change of the memory */
#define LEAST_TIMES     2
#define BATCH_NS        2000000 /* a batch takes so long at least, unless one time does */

static void *
do_nothing (void *data)
{
  return data;
}

/* Sets @out_call_ns to the time of the call alone. */
static int64_t
fork_once (Lab *lab, int64_t *out_call_ns)
{
  int64_t before_ns = lab_now_ns ();
  pid_t pid = fork ();

  if (pid == 0)
    _exit (0);
  *out_call_ns = lab_now_ns () - before_ns;
  if (pid < 0)
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, errno);
  lab_wait (lab, pid);
  return lab_now_ns () - before_ns;
}

static int64_t
thread_once (Lab *lab, int64_t *out_call_ns)
{
  int64_t before_ns = lab_now_ns ();
  pthread_t thread;
  int error = pthread_create (&thread, NULL, do_nothing, NULL);

  *out_call_ns = lab_now_ns () - before_ns;
  if (error != 0)
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, error);
  pthread_join (thread, NULL);
  return lab_now_ns () - before_ns;
}

static int64_t
make_once (Lab *lab, LabKind kind, int64_t *out_call_ns)
{
  return kind == LAB_PROCESSES ? fork_once (lab, out_call_ns) : thread_once (lab, out_call_ns);
}

/* The batch's mean of each; more than one time where one alone is short. The first is
 * left out: it finds the caches, and the pages that a fork has write-protected, as the
 * other kind has left them. */
static void
measure_batch (Lab *lab, LabKind kind, double x)
{
  int64_t call_ns = 0, cycle_ns = 0, call_once_ns;
  unsigned n = 0;

  make_once (lab, kind, &call_once_ns);
  do
    {
      cycle_ns += make_once (lab, kind, &call_once_ns);
      call_ns += call_once_ns;
      n++;
    }
  while (n < LEAST_TIMES || cycle_ns < BATCH_NS);
  lab_report (lab, lab_name (kind, "fork_call", "pthread_call"), x, (double) call_ns / n);
  lab_report (lab, lab_name (kind, "fork_cycle", "pthread_cycle"), x, (double) cycle_ns / n);
}

/* vfork() lends the parent's memory to the child, which may only leave. */
static void
measure_vfork (Lab *lab, double x)
{
  int64_t before_ns = lab_now_ns ();
  pid_t pid = vfork ();

  if (pid == 0)
    _exit (0);
  if (pid < 0)
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, errno);
  lab_wait (lab, pid);
  lab_report (lab, "vfork_cycle", x, (double) (lab_now_ns () - before_ns));
}

/* A program of its own: this one, which at once leaves again. */
static void
measure_spawn (Lab *lab, double x)
{
  char *arguments[] = { (char *) "bobbin-worker", (char *) BOBBIN_LAB_EXIT_ARGUMENT, NULL };
  int64_t before_ns = lab_now_ns ();
  pid_t pid;
  int error = posix_spawn (&pid, "/proc/self/exe", NULL, NULL, arguments, environ);

  if (error != 0)
    lab_lacks (lab, BOBBIN_LACK_CALL, error);
  lab_wait (lab, pid);
  lab_report (lab, "spawn_cycle", x, (double) (lab_now_ns () - before_ns));
}

static void
measure_round (Lab *lab, double x, bool backwards)
{
  measure_batch (lab, backwards ? LAB_THREADS : LAB_PROCESSES, x);
  measure_vfork (lab, x);
  measure_spawn (lab, x);
  measure_batch (lab, backwards ? LAB_PROCESSES : LAB_THREADS, x);
}

/* So many rounds with x bytes in the parent, or until the time is up. */
static void
measure_with_memory (Lab *lab, size_t bytes, unsigned n_rounds, int64_t until_ns)
{
  void *memory = bytes > 0 ? lab_private_new (lab, bytes) : NULL;

  for (unsigned i = 0; i < N_WARM_UP + n_rounds && lab_now_ns () < until_ns; i++)
    {
      lab->warm_up = i < N_WARM_UP;
      measure_round (lab, (double) bytes, i % 2 == 1);
      lab->round++;
    }
  if (memory != NULL)
    lab_memory_free (memory, bytes);
}

/* Up and down again, so that a machine that slows down meanwhile does not look like
 * an effect of the memory. */
void
lab_creation (Lab *lab)
{
  static const struct {
    unsigned mib, n_rounds, percent; /* of the time, until then */
  } passes[] = { { 0, 30, 10 },  { 16, 15, 20 }, { 64, 8, 32 }, { 256, 4, 50 },
                 { 256, 4, 68 }, { 64, 8, 80 },  { 16, 15, 90 }, { 0, 30, 100 } };
  int64_t begin_ns = lab_now_ns (), whole_ns = lab->until_ns - begin_ns;

  lab_pin (lab, 0);
  for (unsigned i = 0; i < 8; i++)
    if ((uint64_t) passes[i].mib * MIB <= lab->order->memory_bytes)
      measure_with_memory (lab, (size_t) passes[i].mib * MIB, passes[i].n_rounds,
                           begin_ns + whole_ns * passes[i].percent / 100);
}
