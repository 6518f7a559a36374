/* bobbin-lab-speedup.c - the same work, shared out among more and more workers
 *
 * The work is arithmetic that needs nobody else. The time counts from before the
 * first worker is made to after the last one has ended. In a second series a fifth
 * of the work can be done by one alone, before the rest is shared out.
 */
#include "bobbin-lab-list.h"

#define WORK_NS        50000000 /* of one worker alone */
#define TRIAL_STEPS    2000000
#define SERIAL_PERCENT 20
#define MOST           32

static uint64_t n_steps; /* of the whole work */

static void
work (LabMember *member)
{
  lab_compute (member->index + 1, *(const uint64_t *) member->shared / member->n);
}

static void
run (Lab *lab, LabKind kind, double n)
{
  lab_report (lab, lab_name (kind, "time_process", "time_thread"), n,
              (double) lab_team_run_whole (lab, kind, (unsigned) n, LAB_APART, work, &n_steps));
}

static void
run_partly_serial (Lab *lab, LabKind kind, double n)
{
  uint64_t serial = n_steps / 100 * SERIAL_PERCENT, shared_out = n_steps - serial;
  int64_t begin_ns = lab_now_ns ();

  lab_compute (1, serial);
  lab_team_run_whole (lab, kind, (unsigned) n, LAB_APART, work, &shared_out);
  lab_report (lab, lab_name (kind, "serial_process", "serial_thread"), n, (double) (lab_now_ns () - begin_ns));
}

/* So many steps as take WORK_NS here. */
static uint64_t
calibrate (void)
{
  int64_t best_ns = INT64_MAX;

  for (unsigned i = 0; i < 3; i++)
    {
      int64_t begin_ns = lab_now_ns (), took_ns;

      lab_compute (1, TRIAL_STEPS);
      took_ns = lab_now_ns () - begin_ns;
      if (took_ns < best_ns)
        best_ns = took_ns;
    }
  return (uint64_t) (TRIAL_STEPS * (double) WORK_NS / (double) (best_ns > 0 ? best_ns : 1));
}

void
lab_speedup (Lab *lab)
{
  unsigned cores = lab_n_cores (lab), n_sides = 0;
  LabSide sides[4 * 8];

  n_steps = calibrate ();
  for (unsigned n = 1; n <= 2 * cores && n <= MOST && n_sides + 4 <= 4 * 8; n = n < cores && 2 * n > cores ? cores : 2 * n)
    {
      sides[n_sides++] = (LabSide) { run, LAB_PROCESSES, n };
      sides[n_sides++] = (LabSide) { run, LAB_THREADS, n };
      sides[n_sides++] = (LabSide) { run_partly_serial, LAB_THREADS, n };
    }
  lab_alternate (lab, sides, n_sides, 40);
}
