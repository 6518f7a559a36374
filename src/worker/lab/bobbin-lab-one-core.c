/* bobbin-lab-one-core.c - four at work: all on one core, and spread over all cores
 *
 * Each of the four has the same arithmetic to do. It does it piece by piece, each of
 * some microseconds, and looks at the clock after each: where much more time than
 * that has passed, it was not running. So each writes down itself when it ran and
 * where. That does not say why it was not: the kernel gave the core to another, or
 * the host of a virtual machine took it away.
 */
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "bobbin-lab-list.h"

#define N_WORKERS   4
#define WORK_NS     5000000 /* of each, with a core to itself */
#define PIECE_STEPS 1000
#define GAP_NS      100000  /* interrupts take less, turns take milliseconds */
#define MOST_RUNS   200     /* of a worker; what comes after them is not in the picture */

typedef struct {
  int64_t begin_ns, end_ns;
  int     core;
} Run;

/* What a worker wrote down. */
typedef struct {
  _Alignas (256) int64_t cpu_ns; /* as the kernel counts it */
  unsigned n_runs;
  Run      runs[MOST_RUNS];
} Diary;

typedef struct {
  int64_t took_ns; /* 0: no round yet */
  Diary   diaries[N_WORKERS];
} Best;

static uint64_t n_pieces; /* of each worker's work */
static Best best[2][2];   /* by kind, and whether on all cores */

static void
work (LabMember *member)
{
  Diary *diary = (Diary *) member->shared + member->index;
  int64_t cpu_ns = lab_cpu_ns ();
  Run run = { lab_now_ns (), lab_now_ns (), sched_getcpu () };
  uint64_t state = member->index + 1;

  for (uint64_t i = 0; i < n_pieces; i++)
    {
      int64_t now_ns;
      int core;

      state = lab_compute (state, PIECE_STEPS);
      now_ns = lab_now_ns ();
      core = sched_getcpu ();
      if ((now_ns - run.end_ns > GAP_NS || core != run.core) && diary->n_runs < MOST_RUNS - 1)
        {
          diary->runs[diary->n_runs++] = run;
          run = (Run) { now_ns, now_ns, core };
        }
      run.end_ns = now_ns;
    }
  diary->runs[diary->n_runs++] = run;
  diary->cpu_ns = lab_cpu_ns () - cpu_ns;
}

/* --- what is reported -------------------------------------------------------------- */

/* "one_process_wait" */
static void
report (Lab *lab, LabKind kind, bool on_all, const char *what, double x, double value)
{
  char metric[BOBBIN_LAB_NAME_BYTES];

  snprintf (metric, sizeof metric, "%s_%s%s%s", on_all ? "all" : "one", lab_name (kind, "process", "thread"),
            *what == '\0' ? "" : "_", what);
  lab_report (lab, metric, x, value);
}

/* Of the round that took least: what others did to it meanwhile is left out, as far
 * as can be. By turns how long each waited and how long it ran after that. */
static void
report_runs (Lab *lab, LabKind kind, bool on_all)
{
  const Diary *diaries = best[kind][on_all].diaries;
  int64_t first_ns = INT64_MAX;

  for (unsigned i = 0; i < N_WORKERS; i++)
    if (diaries[i].n_runs > 0 && diaries[i].runs[0].begin_ns < first_ns)
      first_ns = diaries[i].runs[0].begin_ns;
  for (unsigned i = 0; i < N_WORKERS; i++)
    {
      const Run *runs = diaries[i].runs;
      unsigned n = diaries[i].n_runs;

      for (unsigned j = 0; j < n; j++)
        report (lab, kind, on_all, "wait", i + 1, (double) (runs[j].begin_ns - (j == 0 ? first_ns : runs[j - 1].end_ns)));
      for (unsigned j = 0; j < n; j++)
        report (lab, kind, on_all, "run", i + 1, (double) (runs[j].end_ns - runs[j].begin_ns));
      for (unsigned j = 0; j < n; j++)
        report (lab, kind, on_all, "core", i + 1, runs[j].core);
    }
}

static void
run (Lab *lab, LabKind kind, double x)
{
  bool on_all = x > 0;
  Diary *diaries = lab_shared_new (lab, N_WORKERS * sizeof *diaries);
  Best *so_far = &best[kind][on_all];
  int64_t took_ns, cpu_ns = 0;

  took_ns = lab_team_run (lab, kind, N_WORKERS, on_all ? LAB_APART : LAB_SAME, work, diaries);
  for (unsigned i = 0; i < N_WORKERS; i++)
    cpu_ns += diaries[i].cpu_ns;
  report (lab, kind, on_all, "", 0, (double) took_ns);
  report (lab, kind, on_all, "cpu", 0, (double) cpu_ns);
  if (!lab->warm_up && (so_far->took_ns == 0 || took_ns < so_far->took_ns))
    {
      so_far->took_ns = took_ns;
      memcpy (so_far->diaries, diaries, sizeof so_far->diaries);
    }
  lab_memory_free (diaries, N_WORKERS * sizeof *diaries);
}

void
lab_one_core (Lab *lab)
{
  static const LabSide sides[] = {
    { run, LAB_PROCESSES, 0 }, { run, LAB_THREADS, 0 },
    { run, LAB_PROCESSES, 1 }, { run, LAB_THREADS, 1 },
  };

  lab_need_cores (lab, 2);
  n_pieces = lab_compute_steps (WORK_NS) / PIECE_STEPS + 1;
  lab_alternate (lab, sides, sizeof sides / sizeof sides[0], 40);
  for (unsigned i = 0; i < sizeof sides / sizeof sides[0]; i++)
    report_runs (lab, sides[i].kind, sides[i].x > 0);
}
