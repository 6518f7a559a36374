/* bobbin-lab-pools.c - a new worker for each request, or one that waits for it
 *
 * One small job after the other is given to a new process, to a new thread, to a
 * process of a pool and to a thread of a pool, all on one core. The pools are made
 * once and take their jobs from a pipe, those of processes as those of threads.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define JOB_NS 20000 /* of arithmetic */
#define N_JOBS 20    /* in a batch */
#define N_POOL 4

typedef struct {
  int jobs[2], answers[2];
} Pool;

static Pool pools[2]; /* by LabKind */
static uint64_t job_steps;

static void
do_job (void)
{
  lab_compute (1, job_steps);
}

static void *
job_thread (void *data)
{
  do_job ();
  return data;
}

/* The life of a worker of a pool: until the jobs end. */
static void *
serve (void *data)
{
  Pool *pool = data;
  char job;

  while (read (pool->jobs[0], &job, 1) == 1)
    {
      do_job ();
      if (write (pool->answers[1], &job, 1) != 1)
        break;
    }
  return NULL;
}

static void
make_pool (Lab *lab, LabKind kind)
{
  Pool *pool = &pools[kind];

  if (pipe (pool->jobs) < 0 || pipe (pool->answers) < 0)
    lab_fail (lab, errno);
  for (unsigned i = 0; i < N_POOL; i++)
    {
      pthread_t thread;

      if (kind == LAB_THREADS)
        {
          if (pthread_create (&thread, NULL, serve, pool) != 0)
            lab_lacks (lab, BOBBIN_LACK_PROCESSES, 0);
        }
      else if (lab_fork (lab) == 0)
        {
          serve (pool);
          _exit (0);
        }
    }
}

static void
serve_with_new (Lab *lab, LabKind kind)
{
  pthread_t thread;
  pid_t pid;

  if (kind == LAB_THREADS)
    {
      if (pthread_create (&thread, NULL, job_thread, NULL) != 0)
        lab_lacks (lab, BOBBIN_LACK_PROCESSES, 0);
      pthread_join (thread, NULL);
      return;
    }
  pid = fork ();
  if (pid == 0)
    {
      do_job ();
      _exit (0);
    }
  if (pid < 0)
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, errno);
  lab_wait (lab, pid);
}

static void
serve_with_pool (Lab *lab, LabKind kind)
{
  char job = 1;

  if (write (pools[kind].jobs[1], &job, 1) != 1 || read (pools[kind].answers[0], &job, 1) != 1)
    lab_fail (lab, errno);
}

static int
compare_times (const void *a, const void *b)
{
  int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

  return (x > y) - (x < y);
}

static void
run_batch (Lab *lab, void (*serve_one) (Lab *lab, LabKind kind), LabKind kind, const char *mean, const char *slow)
{
  int64_t times_ns[N_JOBS], before_ns = lab_now_ns (), begin_ns = before_ns;

  for (unsigned i = 0; i < N_JOBS; i++)
    {
      int64_t now_ns;

      serve_one (lab, kind);
      now_ns = lab_now_ns ();
      times_ns[i] = now_ns - before_ns;
      before_ns = now_ns;
    }
  qsort (times_ns, N_JOBS, sizeof times_ns[0], compare_times);
  lab_report (lab, mean, 0, (double) (before_ns - begin_ns) / N_JOBS);
  lab_report (lab, slow, 0, (double) times_ns[N_JOBS * 95 / 100]);
}

static void
run_new (Lab *lab, LabKind kind, double x)
{
  run_batch (lab, serve_with_new, kind, lab_name (kind, "new_process", "new_thread"),
             lab_name (kind, "new_process_p95", "new_thread_p95"));
}

static void
run_pool (Lab *lab, LabKind kind, double x)
{
  run_batch (lab, serve_with_pool, kind, lab_name (kind, "pool_process", "pool_thread"),
             lab_name (kind, "pool_process_p95", "pool_thread_p95"));
}

void
lab_pools (Lab *lab)
{
  static const LabSide sides[] = {
    { run_new, LAB_PROCESSES, 0 },
    { run_new, LAB_THREADS, 0 },
    { run_pool, LAB_PROCESSES, 0 },
    { run_pool, LAB_THREADS, 0 },
  };

  lab_pin (lab, 0); /* what is made from now on stays there as well */
  job_steps = lab_compute_steps (JOB_NS);
  make_pool (lab, LAB_PROCESSES);
  make_pool (lab, LAB_THREADS);
  lab_alternate (lab, sides, 4, 60);
}
