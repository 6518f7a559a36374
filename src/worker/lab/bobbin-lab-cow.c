/* bobbin-lab-cow.c - whose a page is after fork(), and from when on
 *
 * A parent has written a block of memory. Four workers then write it too, a
 * quarter at a time: children made by fork(), or threads of the parent. Before
 * the first quarter and after each, everyone waits, and what all of them have mapped
 * in the block is added up. x is the share of the block that each worker has written so far.
 */
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-proc.h"

#define N_WORKERS  4
#define N_QUARTERS 4
#define N_ROUNDS   16
#define LEAST_ROUNDS 6 /* also where the time is up: memory is the same, however busy the machine … */
#define PATIENCE_NS  INT64_C (4000000000) /* … but so much longer at most */
#define BLOCK_BYTES ((size_t) 4 << 20)

/* In memory that all share. */
typedef struct {
  pthread_barrier_t step; /* of all workers and the parent */
  volatile char    *block;
  size_t            bytes, page_bytes;
  unsigned          n;
  pid_t             pids[N_WORKERS];
} Scene;

typedef struct {
  Scene   *scene;
  unsigned number;
} Worker;

static bool pages_tell;

static void *
write_quarters (void *data)
{
  Worker *worker = data;
  Scene *scene = worker->scene;
  size_t quarter_bytes = scene->bytes / N_QUARTERS;

  for (unsigned quarter = 0; quarter < N_QUARTERS; quarter++)
    {
      pthread_barrier_wait (&scene->step); /* the memory was added up */
      for (size_t at = quarter * quarter_bytes; at < (quarter + 1) * quarter_bytes; at += scene->page_bytes)
        scene->block[at + worker->number] = 2;
      pthread_barrier_wait (&scene->step); /* all have written */
    }
  pthread_barrier_wait (&scene->step);
  return NULL;
}

/* Adds up the parent and its children; threads are in the parent. */
static void
add_up (Lab *lab, LabKind kind, Scene *scene, double x)
{
  const void *block = (const void *) scene->block;
  LabMemory sum = lab_read_block_memory (lab, getpid (), block, scene->bytes);
  double own = 0.0;

  for (unsigned i = 0; kind == LAB_PROCESSES && i < scene->n; i++)
    {
      LabMemory one = lab_read_block_memory (lab, scene->pids[i], block, scene->bytes);

      sum.rss += one.rss;
      sum.pss += one.pss;
      sum.uss += one.uss;
      if (pages_tell)
        own += lab_read_own (lab, scene->pids[i], block, scene->bytes) / scene->n;
    }
  lab_report (lab, lab_name (kind, "process_rss", "thread_rss"), x, sum.rss);
  lab_report (lab, lab_name (kind, "process_pss", "thread_pss"), x, sum.pss);
  lab_report (lab, lab_name (kind, "process_uss", "thread_uss"), x, sum.uss);
  if (!pages_tell)
    return;
  if (kind == LAB_PROCESSES)
    lab_report (lab, "child_own", x, own);
  lab_report (lab, lab_name (kind, "parent_own", "thread_own"), x,
              lab_read_own (lab, getpid (), block, scene->bytes));
}

/* The parent's part while the workers write. */
static void
direct (Lab *lab, LabKind kind, Scene *scene)
{
  add_up (lab, kind, scene, 0.0);
  for (unsigned quarter = 1; quarter <= N_QUARTERS; quarter++)
    {
      pthread_barrier_wait (&scene->step); /* write! */
      pthread_barrier_wait (&scene->step); /* written */
      add_up (lab, kind, scene, (double) quarter / N_QUARTERS);
    }
  pthread_barrier_wait (&scene->step); /* leave! */
}

static void
with_processes (Lab *lab, Scene *scene)
{
  for (unsigned i = 0; i < scene->n; i++)
    {
      pid_t pid = lab_fork (lab);

      if (pid == 0)
        {
          write_quarters (&(Worker) { scene, i });
          _exit (0);
        }
      scene->pids[i] = pid;
    }
  direct (lab, LAB_PROCESSES, scene);
  for (unsigned i = 0; i < scene->n; i++)
    lab_wait (lab, scene->pids[i]);
}

static void
with_threads (Lab *lab, Scene *scene)
{
  pthread_t threads[N_WORKERS];
  Worker workers[N_WORKERS];

  for (unsigned i = 0; i < scene->n; i++)
    {
      int error;

      workers[i] = (Worker) { scene, i };
      error = pthread_create (&threads[i], NULL, write_quarters, &workers[i]);
      if (error != 0)
        lab_lacks (lab, BOBBIN_LACK_PROCESSES, error);
    }
  direct (lab, LAB_THREADS, scene);
  for (unsigned i = 0; i < scene->n; i++)
    pthread_join (threads[i], NULL);
}

static void
play (Lab *lab, LabKind kind)
{
  Scene *scene = lab_shared_new (lab, sizeof *scene);
  pthread_barrierattr_t shared;

  scene->bytes = BLOCK_BYTES;
  scene->page_bytes = (size_t) sysconf (_SC_PAGESIZE);
  scene->block = lab_private_new (lab, scene->bytes);
  scene->n = lab->order->max_workers < N_WORKERS ? lab->order->max_workers : N_WORKERS;
  pthread_barrierattr_init (&shared);
  pthread_barrierattr_setpshared (&shared, PTHREAD_PROCESS_SHARED);
  pthread_barrier_init (&scene->step, &shared, scene->n + 1);
  lab_report (lab, lab_name (kind, "processes", "threads"), 0.0, scene->n + 1);

  if (kind == LAB_PROCESSES)
    with_processes (lab, scene);
  else
    with_threads (lab, scene);
  lab_memory_free ((void *) scene->block, scene->bytes);
  lab_memory_free (scene, sizeof *scene);
}

static bool
has_time (const Lab *lab)
{
  return lab_has_time (lab) || (lab->round < LEAST_ROUNDS && lab_now_ns () < lab->until_ns + PATIENCE_NS);
}

void
lab_cow (Lab *lab)
{
  if (lab->order->memory_bytes < (N_WORKERS + 1) * BLOCK_BYTES)
    lab_lacks (lab, BOBBIN_LACK_MEMORY, 0);
  pages_tell = lab_pages_tell ();
  for (lab->round = 0; lab->round < N_ROUNDS && has_time (lab); lab->round++)
    {
      lab->warm_up = lab->round == 0;
      play (lab, lab->round % 2 == 0 ? LAB_PROCESSES : LAB_THREADS);
      play (lab, lab->round % 2 == 0 ? LAB_THREADS : LAB_PROCESSES);
    }
}
