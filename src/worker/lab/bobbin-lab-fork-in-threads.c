/* bobbin-lab-fork-in-threads.c - fork() in a program with threads
 *
 * Three threads work; one of them holds a mutex while another thread forks. The
 * child is a copy of the whole memory, the locked mutex included, but has one
 * thread alone: the one that called fork(). Who held the mutex is not there to
 * release it. The child tries with a time limit, or it would wait for ever.
 */
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define N_THREADS 4 /* the one that forks included */
#define LIMIT_NS  20000000
#define N_ROUNDS  30

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int     n_started;
static _Atomic bool    is_held;
static _Atomic bool    may_end;

typedef struct {
  int     n_threads;
  int     lock_error; /* of the child's attempt */
  int64_t begin_ns, forked_ns, end_ns;
} Findings; /* in memory that the child shares */

static void *
hold_the_mutex (void *data)
{
  pthread_mutex_lock (&mutex);
  atomic_store (&is_held, true);
  atomic_fetch_add (&n_started, 1);
  while (!atomic_load (&may_end))
    lab_sleep_ns (100000);
  pthread_mutex_unlock (&mutex);
  return data;
}

static void *
just_be_there (void *data)
{
  atomic_fetch_add (&n_started, 1);
  while (!atomic_load (&may_end))
    lab_sleep_ns (100000);
  return data;
}

/* What the kernel lists of this process. */
static int
count_threads (void)
{
  DIR *folder = opendir ("/proc/self/task");
  int n = 0;

  if (folder == NULL)
    return 0;
  for (const struct dirent *entry; (entry = readdir (folder)) != NULL;)
    n += entry->d_name[0] != '.';
  closedir (folder);
  return n;
}

static int
try_to_lock (void)
{
  struct timespec until;
  int error;

  clock_gettime (CLOCK_REALTIME, &until);
  until.tv_nsec += LIMIT_NS;
  until.tv_sec += until.tv_nsec / 1000000000;
  until.tv_nsec %= 1000000000;
  error = pthread_mutex_timedlock (&mutex, &until);
  if (error == 0)
    pthread_mutex_unlock (&mutex);
  return error;
}

/* In the child: only what is safe there, since another thread may have held any
 * lock of the C library at the moment of the fork. The count is the child's own
 * file descriptors and memory that opendir() asks malloc() for: glibc looks after
 * that one lock itself, in fork(). */
static _Noreturn void
be_the_child (Findings *findings)
{
  findings->n_threads = count_threads ();
  findings->lock_error = try_to_lock ();
  findings->end_ns = lab_now_ns ();
  _exit (0);
}

static void
report (Lab *lab, const Findings *findings, int n_threads_of_parent)
{
  lab_report (lab, "parent_threads", 0, n_threads_of_parent);
  lab_report (lab, "child_threads", 0, findings->n_threads);
  lab_report (lab, "child_locked_out", 0, findings->lock_error == ETIMEDOUT);
  lab_report (lab, "forked", 0, (double) (findings->forked_ns - findings->begin_ns));
  lab_report (lab, "gave_up", 0, (double) (findings->end_ns - findings->begin_ns));
}

void
lab_fork_in_threads (Lab *lab)
{
  Findings *findings = lab_shared_new (lab, sizeof *findings);
  pthread_t threads[N_THREADS - 1];

  for (unsigned round = 0; round < N_ROUNDS && lab_has_time (lab); round++)
    {
      pid_t pid;
      int error;

      atomic_store (&n_started, 0);
      atomic_store (&is_held, false);
      atomic_store (&may_end, false);
      findings->begin_ns = lab_now_ns ();
      for (unsigned i = 0; i < N_THREADS - 1; i++)
        if ((error = pthread_create (&threads[i], NULL, i == 0 ? hold_the_mutex : just_be_there, NULL)) != 0)
          lab_lacks (lab, BOBBIN_LACK_PROCESSES, error);
      while (!atomic_load (&is_held) || atomic_load (&n_started) < N_THREADS - 1)
        lab_sleep_ns (50000);

      findings->forked_ns = lab_now_ns ();
      pid = lab_fork (lab);
      if (pid == 0)
        be_the_child (findings);
      lab_wait (lab, pid);
      report (lab, findings, count_threads ());
      atomic_store (&may_end, true);
      for (unsigned i = 0; i < N_THREADS - 1; i++)
        pthread_join (threads[i], NULL);
      lab->round++;
    }
}
