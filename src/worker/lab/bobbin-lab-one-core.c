/* bobbin-lab-one-core.c - running at once, on one core and on all of them
 *
 * Four workers compute for a short while, all kept to one core or free to use all.
 * Each looks at the clock after every piece of work: a gap means that it was not
 * running meanwhile. That need not be a switch to another worker; interrupts and a
 * hypervisor take their time as well.
 */
#include <sched.h>
#include <stdatomic.h>
#include <sys/resource.h>

#include "bobbin-lab-list.h"

#define N_WORKERS   4
#define WINDOW_NS   INT64_C (40000000)
#define GAP_NS      30000
#define PIECE_STEPS 1000
#define MAX_SLICES  200
#define N_ROUNDS    20

typedef struct {
  int64_t begin_ns, end_ns;
  int     core;
} Slice;

typedef struct {
  uint64_t n_pieces;
  unsigned n_slices;
  Slice    slices[MAX_SLICES];
} Record;

typedef struct {
  _Atomic int64_t begin_ns; /* set by the first who starts */
  Record          records[N_WORKERS];
} Shared;

static int64_t
get_begin (Shared *shared)
{
  int64_t none = 0;

  atomic_compare_exchange_strong (&shared->begin_ns, &none, lab_now_ns ());
  return atomic_load (&shared->begin_ns);
}

static void
note (Record *record, int64_t last_ns, int64_t now_ns)
{
  Slice *slice = &record->slices[record->n_slices - 1];
  int core = sched_getcpu ();

  slice->end_ns = last_ns;
  if ((now_ns - last_ns < GAP_NS && slice->core == core) || record->n_slices == MAX_SLICES)
    return;
  record->slices[record->n_slices++] = (Slice) { now_ns, now_ns, core };
}

static void
work (LabMember *member)
{
  Shared *shared = member->shared;
  Record *record = &shared->records[member->index];
  int64_t until_ns = get_begin (shared) + WINDOW_NS, now_ns = lab_now_ns (), last_ns;
  uint64_t state = member->index + 1;

  record->slices[record->n_slices++] = (Slice) { now_ns, now_ns, sched_getcpu () };
  do
    {
      state = lab_compute (state, PIECE_STEPS);
      record->n_pieces++;
      last_ns = now_ns;
      now_ns = lab_now_ns ();
      note (record, last_ns, now_ns);
    }
  while (now_ns < until_ns);
}

/* For the picture: one run of threads, the first that counts. */
static void
report_slices (Lab *lab, Shared *shared, bool on_one)
{
  for (unsigned i = 0; i < N_WORKERS; i++)
    for (unsigned j = 0; j < shared->records[i].n_slices; j++)
      {
        const Slice *slice = &shared->records[i].slices[j];
        int64_t begin_ns = atomic_load (&shared->begin_ns);

        lab_report (lab, on_one ? "one_begin" : "all_begin", i + 1, (double) (slice->begin_ns - begin_ns));
        lab_report (lab, on_one ? "one_end" : "all_end", i + 1, (double) (slice->end_ns - begin_ns));
        lab_report (lab, on_one ? "one_core" : "all_core", i + 1, slice->core);
      }
}

static Shared *
run_team (Lab *lab, LabKind kind, unsigned n, LabPlace place, const char *metric)
{
  Shared *shared = lab_shared_new (lab, sizeof *shared);
  uint64_t n_pieces = 0;

  lab_team_run (lab, kind, n, place, work, shared);
  for (unsigned i = 0; i < n; i++)
    n_pieces += shared->records[i].n_pieces;
  lab_report (lab, metric, 0, (double) n_pieces * 1e9 / (double) WINDOW_NS);
  return shared;
}

static void
run (Lab *lab, LabKind kind, double on_one)
{
  static bool is_told[2]; /* the slices, by place */
  bool one = on_one > 0;
  const char *metric = one ? lab_name (kind, "work_one_process", "work_one_thread")
                           : lab_name (kind, "work_all_process", "work_all_thread");
  Shared *shared = run_team (lab, kind, N_WORKERS, one ? LAB_SAME : LAB_FREE, metric);

  if (kind == LAB_THREADS && !lab->warm_up && !is_told[one])
    {
      report_slices (lab, shared, one);
      is_told[one] = true;
    }
  lab_memory_free (shared, sizeof *shared);
}

static void
run_alone (Lab *lab, LabKind kind, double x)
{
  lab_memory_free (run_team (lab, kind, 1, LAB_SAME, "work_alone"), sizeof (Shared));
}

void
lab_one_core (Lab *lab)
{
  static const LabSide sides[] = {
    { run_alone, LAB_THREADS, 0 },
    { run, LAB_PROCESSES, 1 },
    { run, LAB_THREADS, 1 },
    { run, LAB_PROCESSES, 0 },
    { run, LAB_THREADS, 0 },
  };

  lab_need_cores (lab, 2);
  lab_alternate (lab, sides, sizeof sides / sizeof sides[0], N_ROUNDS);
}
