/* bobbin-lab-false-sharing.c - two counters side by side
 *
 * Two workers, each on a core of its own, add one to a counter of their own, over and
 * over; neither reads the other's. The distance between the counters (x) is all that
 * changes. A cache has memory in lines, often of 64 bytes, and only one core at a time
 * may write to a line: two counters in one line take turns, though they have nothing
 * to do with each other.
 */
#include <stdatomic.h>

#include "bobbin-lab-list.h"

#define WINDOW_NS    INT64_C (3000000) /* less than a time slice, so most are not interrupted */
#define N_AT_A_TIME  2000 /* additions between two looks at the clock */
#define AREA_BYTES   4096

typedef struct {
  LabWindow window;
  size_t    distance;
  _Alignas (256) double ns[2]; /* what an addition cost each of them */
  _Alignas (256) char area[AREA_BYTES];
} Shared;

/* After fork() each process that writes to it has a page of its own. */
_Alignas (256) static char private_area[AREA_BYTES];

/* An atomic read and an atomic write, so that no compiler joins the additions. */
static void
add_many (_Atomic uint64_t *counter)
{
  for (unsigned i = 0; i < N_AT_A_TIME; i++)
    atomic_store_explicit (counter, atomic_load_explicit (counter, memory_order_relaxed) + 1, memory_order_relaxed);
}

static void
count (LabMember *member, char *area)
{
  Shared *shared = member->shared;
  _Atomic uint64_t *counter = (_Atomic uint64_t *) (void *) (area + member->index * shared->distance);
  int64_t until_ns, begin_ns, now_ns;
  uint64_t n = 0;

  add_many (counter); /* the first write of a page is another matter */
  until_ns = lab_window_open (&shared->window, member, WINDOW_NS);
  begin_ns = lab_now_ns ();
  do
    {
      add_many (counter);
      n += N_AT_A_TIME;
      now_ns = lab_now_ns ();
    }
  while (now_ns < until_ns);
  shared->ns[member->index] = (double) (now_ns - begin_ns) / (double) n;
}

static void
count_shared (LabMember *member)
{
  count (member, ((Shared *) member->shared)->area);
}

static void
count_private (LabMember *member)
{
  count (member, private_area);
}

static void
measure (Lab *lab, LabKind kind, double x, void (*work) (LabMember *member), const char *metric)
{
  Shared *shared = lab_shared_new (lab, sizeof *shared);

  shared->distance = (size_t) x;
  lab_team_run (lab, kind, 2, LAB_APART, work, shared);
  lab_report (lab, metric, x, (shared->ns[0] + shared->ns[1]) / 2);
  lab_memory_free (shared, sizeof *shared);
}

static void
run (Lab *lab, LabKind kind, double x)
{
  measure (lab, kind, x, count_shared, lab_name (kind, "shared_process", "shared_thread"));
}

static void
run_private (Lab *lab, LabKind kind, double x)
{
  measure (lab, kind, x, count_private, "private_process");
}

void
lab_false_sharing (Lab *lab)
{
  static const LabSide sides[] = {
    { run, LAB_PROCESSES, 8 },         { run, LAB_THREADS, 8 },
    { run, LAB_PROCESSES, 32 },        { run, LAB_THREADS, 32 },
    { run, LAB_PROCESSES, 64 },        { run, LAB_THREADS, 64 },
    { run, LAB_PROCESSES, 128 },       { run, LAB_THREADS, 128 },
    { run, LAB_PROCESSES, 256 },       { run, LAB_THREADS, 256 },
    { run_private, LAB_PROCESSES, 8 }, { run_private, LAB_PROCESSES, 256 },
  };

  if (lab_n_apart (lab) < 2)
    lab_lacks (lab, BOBBIN_LACK_CORES, 0);
  lab_alternate (lab, sides, sizeof sides / sizeof sides[0], 60);
}
