/* bobbin-lab-report.c - what an experiment says, round by round */
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bobbin-lab-tools.h"

#define WARM_UP_SHARE 10 /* one round in so many */
#define LEAST_WARM_UP 3
#define WARM_UP_TIME_SHARE 4 /* but no longer than one part in so many of the time */

void
lab_flush (Lab *lab)
{
  if (lab->pending.n_readings == 0)
    return;
  bobbin_lab_init_head (&lab->pending.head, BOBBIN_LAB_READINGS);
  if (bobbin_wire_send (lab->socket_fd, &lab->pending, bobbin_lab_readings_size (lab->pending.n_readings)) < 0)
    _exit (1); /* nobody listens any more */
  lab->pending.n_readings = 0;
}

void
lab_report (Lab *lab, const char *metric, double x, double value)
{
  if (strncmp (lab->pending.metric, metric, sizeof lab->pending.metric) != 0
      || lab->pending.n_readings == BOBBIN_LAB_MAX_READINGS)
    lab_flush (lab);
  if (lab->pending.n_readings == 0)
    {
      memset (lab->pending.metric, 0, sizeof lab->pending.metric);
      strncpy (lab->pending.metric, metric, sizeof lab->pending.metric - 1);
    }
  lab->pending.readings[lab->pending.n_readings++] = (BobbinLabReading) { x, value, lab->round, lab->warm_up };
}

static _Noreturn void
give_up (Lab *lab, BobbinLabType type, uint32_t lack, int error)
{
  BobbinLabEnd end = { .lack = lack, .error = error };

  bobbin_lab_init_head (&end.head, type);
  bobbin_wire_send (lab->socket_fd, &end, sizeof end);
  _exit (2);
}

void
lab_lacks (Lab *lab, BobbinLack lack, int error)
{
  give_up (lab, BOBBIN_LAB_LACKS, lack, error);
}

void
lab_fail (Lab *lab, int error)
{
  give_up (lab, BOBBIN_LAB_FAILED, 0, error);
}

static int64_t
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec * INT64_C (1000000000) + now.tv_nsec;
}

int64_t
lab_now_ns (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

int64_t
lab_cpu_ns (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

void
lab_sleep_ns (int64_t ns)
{
  struct timespec time = { .tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000 };

  while (clock_nanosleep (CLOCK_MONOTONIC, 0, &time, &time) == EINTR)
    continue;
}

bool
lab_has_time (const Lab *lab)
{
  return lab_now_ns () < lab->until_ns;
}

void
lab_alternate (Lab *lab, const LabSide *sides, unsigned n_sides, unsigned n_rounds)
{
  unsigned n_warm_up = n_rounds / WARM_UP_SHARE < LEAST_WARM_UP ? LEAST_WARM_UP : n_rounds / WARM_UP_SHARE;
  int64_t begin_ns = lab_now_ns (), most_warm_up_ns = (lab->until_ns - begin_ns) / WARM_UP_TIME_SHARE;
  unsigned n_counted = 0;

  lab->warm_up = true;
  for (unsigned i = 0; n_counted < n_rounds && (n_counted == 0 || lab_has_time (lab)); i++)
    {
      lab->warm_up = i == 0 || (lab->warm_up && i < n_warm_up && lab_now_ns () - begin_ns < most_warm_up_ns);
      for (unsigned j = 0; j < n_sides; j++)
        {
          const LabSide *side = &sides[i % 2 == 0 ? j : n_sides - 1 - j];

          side->run (lab, side->kind, side->x);
        }
      lab->round++;
      n_counted += lab->warm_up ? 0 : 1;
    }
  lab->warm_up = false;
}
