/* bobbin-lab-speedup.c - the same work, shared out among more and more workers
 *
 * The work is arithmetic that needs nobody else. Its time counts from the moment at
 * which all workers are ready to the end of the last one; beside it the whole time,
 * with making and ending the workers. In a second series a fifth of the work can be
 * done by one alone, before the rest is shared out.
 */
#include "bobbin-lab-list.h"

#define WORK_NS        80000000 /* of one worker alone */
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
  LabTimes times = lab_team_time (lab, kind, (unsigned) n, LAB_APART, work, &n_steps);

  lab_report (lab, lab_name (kind, "time_process", "time_thread"), n, (double) times.work_ns);
  lab_report (lab, lab_name (kind, "whole_process", "whole_thread"), n, (double) times.whole_ns);
}

static void
run_partly_serial (Lab *lab, LabKind kind, double n)
{
  uint64_t serial = n_steps / 100 * SERIAL_PERCENT, shared_out = n_steps - serial;
  int64_t serial_ns = -lab_now_ns ();

  lab_compute (1, serial);
  serial_ns += lab_now_ns ();
  lab_report (lab, "serial_thread", n,
              (double) (serial_ns + lab_team_run (lab, kind, (unsigned) n, LAB_APART, work, &shared_out)));
}

void
lab_speedup (Lab *lab)
{
  unsigned cores = lab_n_cores (lab), n_sides = 0, most = 2 * cores < MOST ? 2 * cores : MOST;
  LabSide sides[4 * 8];

  if (most > lab->order->max_workers)
    most = lab->order->max_workers;
  n_steps = lab_compute_steps (WORK_NS);
  for (unsigned n = 1; n <= most && n_sides + 4 <= 4 * 8; n = n < cores && 2 * n > cores ? cores : 2 * n)
    {
      sides[n_sides++] = (LabSide) { run, LAB_PROCESSES, n };
      sides[n_sides++] = (LabSide) { run, LAB_THREADS, n };
      if (n > 1)
        sides[n_sides++] = (LabSide) { run_partly_serial, LAB_THREADS, n };
    }
  lab_alternate (lab, sides, n_sides, 40);
}
