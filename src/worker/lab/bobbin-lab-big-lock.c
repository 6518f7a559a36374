/* bobbin-lab-big-lock.c - one lock around all the work
 *
 * A fixed amount of arithmetic is shared out among 1, 2, 3 … workers. Once each
 * thread takes the one lock of the program for every piece of it, as the threads of
 * an interpreter with a global lock do; once threads and once processes do without.
 */
#include <pthread.h>

#include "bobbin-lab-list.h"

#define N_PIECES    840   /* can be shared out among any number from 1 to 8 */
#define PIECE_STEPS 4600  /* some microseconds of arithmetic */
#define MOST        8

static pthread_mutex_t big_lock = PTHREAD_MUTEX_INITIALIZER;

static void
work_free (LabMember *member)
{
  uint64_t state = member->index + 1;

  for (unsigned i = 0; i < N_PIECES / member->n; i++)
    state = lab_compute (state, PIECE_STEPS);
}

static void
work_locked (LabMember *member)
{
  uint64_t state = member->index + 1;

  for (unsigned i = 0; i < N_PIECES / member->n; i++)
    {
      pthread_mutex_lock (&big_lock);
      state = lab_compute (state, PIECE_STEPS);
      pthread_mutex_unlock (&big_lock);
    }
}

static void
run_free (Lab *lab, LabKind kind, double n)
{
  lab_report (lab, lab_name (kind, "free_process", "free_thread"), n,
              (double) lab_team_run (lab, kind, (unsigned) n, LAB_APART, work_free, NULL));
}

static void
run_locked (Lab *lab, LabKind kind, double n)
{
  lab_report (lab, "locked_thread", n, (double) lab_team_run (lab, kind, (unsigned) n, LAB_APART, work_locked, NULL));
}

void
lab_big_lock (Lab *lab)
{
  LabSide sides[3 * MOST];
  unsigned most = lab_n_apart (lab) < MOST ? lab_n_apart (lab) : MOST, n_sides = 0;

  lab_need_cores (lab, 2);
  for (unsigned n = 1; n <= (most < 2 ? 2 : most); n++)
    {
      sides[n_sides++] = (LabSide) { run_locked, LAB_THREADS, n };
      sides[n_sides++] = (LabSide) { run_free, LAB_THREADS, n };
      sides[n_sides++] = (LabSide) { run_free, LAB_PROCESSES, n };
    }
  lab_alternate (lab, sides, n_sides, 60);
}
