/* bobbin-lab-oversubscription.c - more workers than cores
 *
 * So many workers as there are cores, then 2, 4 and 8 times as many, compute for a
 * short while. Counted are the pieces of work that all of them get done together,
 * and how often the kernel takes a core away from one of them. Beside them one more
 * worker wants to do a little every millisecond: how late does it get to it?
 */
#include <stdatomic.h>
#include <sys/resource.h>

#include "bobbin-lab-list.h"

#define WINDOW_NS   INT64_C (25000000)
#define TICK_NS     INT64_C (1000000)
#define PIECE_STEPS 2000
#define MOST        64
#define MOST_TIMES  8

typedef struct {
  _Alignas (256) _Atomic uint64_t n_pieces; /* a cache line of its own, and its neighbour's */
} Count;

typedef struct {
  _Atomic int64_t until_ns; /* 0: the window is not open yet */
  int64_t         latest_ns;
  Count           counts[MOST];
} Shared;

/* Member 0: opens the window as soon as it runs, and sleeps to each full millisecond
 * of it. */
static void
tick (Shared *shared)
{
  int64_t due_ns = lab_now_ns (), until_ns = due_ns + WINDOW_NS;

  atomic_store (&shared->until_ns, until_ns);
  while ((due_ns += TICK_NS) < until_ns)
    {
      int64_t now_ns = lab_now_ns ();

      if (due_ns > now_ns)
        lab_sleep_ns (due_ns - now_ns);
      now_ns = lab_now_ns ();
      if (now_ns - due_ns > shared->latest_ns)
        shared->latest_ns = now_ns - due_ns;
      if (now_ns > due_ns)
        due_ns = now_ns; /* what was missed is not made up for */
    }
}

/* The others: work from the start, and count what is done in the window. */
static void
work (LabMember *member)
{
  Shared *shared = member->shared;
  uint64_t state = member->index + 1, n_pieces = 0;
  int64_t until_ns = 0;

  if (member->index == 0)
    {
      tick (shared);
      return;
    }
  while (until_ns == 0 || lab_now_ns () < until_ns)
    {
      state = lab_compute (state, PIECE_STEPS);
      n_pieces += until_ns != 0;
      until_ns = atomic_load (&shared->until_ns);
    }
  atomic_store (&shared->counts[member->index - 1].n_pieces, n_pieces);
}

static long
count_switches (LabKind kind)
{
  struct rusage usage;

  getrusage (kind == LAB_PROCESSES ? RUSAGE_CHILDREN : RUSAGE_SELF, &usage);
  return usage.ru_nivcsw;
}

/* @times: workers for each core. */
static void
run (Lab *lab, LabKind kind, double times)
{
  Shared *shared = lab_shared_new (lab, sizeof *shared);
  unsigned n = (unsigned) times * lab_n_cores (lab);
  long switches = count_switches (kind);
  uint64_t n_pieces = 0;

  lab_team_run (lab, kind, n + 1, LAB_FREE, work, shared);
  for (unsigned i = 0; i < n; i++)
    n_pieces += atomic_load (&shared->counts[i].n_pieces);
  lab_report (lab, lab_name (kind, "work_process", "work_thread"), times, (double) n_pieces * 1e9 / (double) WINDOW_NS);
  lab_report (lab, lab_name (kind, "late_process", "late_thread"), times, (double) shared->latest_ns);
  lab_report (lab, lab_name (kind, "switches_process", "switches_thread"), times,
              (double) (count_switches (kind) - switches) * 1e9 / (double) WINDOW_NS);
  lab_memory_free (shared, sizeof *shared);
}

void
lab_oversubscription (Lab *lab)
{
  LabSide sides[8];
  unsigned n_sides = 0;

  for (unsigned times = 1; times <= MOST_TIMES; times *= 2)
    if (times * lab_n_cores (lab) < lab->order->max_workers && times * lab_n_cores (lab) < MOST)
      {
        sides[n_sides++] = (LabSide) { run, LAB_PROCESSES, times };
        sides[n_sides++] = (LabSide) { run, LAB_THREADS, times };
      }
  if (n_sides <= 2) /* one for each core are not too many */
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, 0);
  lab_alternate (lab, sides, n_sides, 60);
}
