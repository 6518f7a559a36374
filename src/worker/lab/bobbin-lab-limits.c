/* bobbin-lab-limits.c - one uses up what there is: what is left for the other?
 *
 * Twice a hog and a victim, as two threads of a process and as two processes. The
 * hog opens files until the limit of its process is reached; can the victim still
 * open one? Then both are kept to one core and the hog computes without end; how
 * much does the victim still get done, as a share of what it does alone?
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define MAX_FILES   64
#define NAP_NS      200000
#define WINDOW_NS   INT64_C (12000000) /* several turns of a few milliseconds */
#define PIECE_STEPS 2000

typedef struct {
  _Atomic bool hog_is_done;
  int          n_opened;     /* by the hog */
  int          victim_error; /* errno; 0: it could open its file */
} Files;

static void *
open_all (void *data)
{
  Files *files = data;

  while (files->n_opened < 2 * MAX_FILES && open ("/dev/null", O_RDONLY | O_CLOEXEC) >= 0)
    files->n_opened++;
  atomic_store (&files->hog_is_done, true);
  pause (); /* and keeps them, until its end */
  return NULL;
}

static void *
open_one (void *data)
{
  ((Files *) data)->victim_error = open ("/dev/null", O_RDONLY | O_CLOEXEC) < 0 ? errno : 0;
  return NULL;
}

static void
start (Lab *lab, LabKind kind, void *(*work) (void *), Files *files)
{
  pthread_t thread;

  if (kind == LAB_THREADS)
    {
      if (pthread_create (&thread, NULL, work, files) != 0)
        _exit (1);
    }
  else if (lab_fork (lab) == 0)
    {
      work (files);
      _exit (0);
    }
}

/* In a process of its own, whose limit all that it starts inherits, and with which
 * all that it starts ends. */
static void
run_files (Lab *lab, LabKind kind, Files *files)
{
  pid_t pid = lab_fork (lab);

  if (pid == 0)
    {
      struct rlimit limit = { MAX_FILES, MAX_FILES };

      files->victim_error = -1;
      if (setrlimit (RLIMIT_NOFILE, &limit) < 0)
        _exit (1);
      start (lab, kind, open_all, files);
      while (!atomic_load (&files->hog_is_done))
        lab_sleep_ns (NAP_NS);
      start (lab, kind, open_one, files);
      while (*(volatile int *) &files->victim_error < 0)
        lab_sleep_ns (NAP_NS);
      _exit (0);
    }
  if (lab_wait (lab, pid) != 0)
    lab_fail (lab, ECHILD);
  lab_report (lab, lab_name (kind, "hog_files_process", "hog_files_thread"), 0, files->n_opened);
  lab_report (lab, lab_name (kind, "victim_refused_process", "victim_refused_thread"), 0, files->victim_error == EMFILE);
}

typedef struct {
  LabWindow window;
  uint64_t  n_pieces; /* of the victim, member 0 */
} Core;

static void
compute (LabMember *member)
{
  Core *core = member->shared;
  int64_t until_ns = lab_window_join (&core->window, WINDOW_NS);
  uint64_t state = 1, n_pieces = 0;

  for (; lab_now_ns () < until_ns; n_pieces++)
    state = lab_compute (state, PIECE_STEPS);
  if (member->index == 0)
    core->n_pieces = n_pieces;
}

static double
count_pieces (Lab *lab, LabKind kind, unsigned n)
{
  Core *core = lab_shared_new (lab, sizeof *core);
  double n_pieces;

  lab_team_run (lab, kind, n, LAB_SAME, compute, core);
  n_pieces = (double) core->n_pieces;
  lab_memory_free (core, sizeof *core);
  return n_pieces;
}

static void
run_core (Lab *lab, LabKind kind, double x)
{
  double alone = count_pieces (lab, kind, 1), beside_a_hog = count_pieces (lab, kind, 2);

  if (alone > 0)
    lab_report (lab, lab_name (kind, "victim_work_process", "victim_work_thread"), 0, beside_a_hog / alone);
}

void
lab_limits (Lab *lab)
{
  static const LabSide sides[] = { { run_core, LAB_PROCESSES, 0 }, { run_core, LAB_THREADS, 0 } };
  Files *files = lab_shared_new (lab, 2 * sizeof *files);

  run_files (lab, LAB_PROCESSES, &files[0]);
  run_files (lab, LAB_THREADS, &files[1]);
  lab_alternate (lab, sides, 2, 7);
}
