/* bobbin-lab-false-sharing.c - apart in the program, together in the cache
 *
 * Two workers each count in a variable of their own. How far apart the two lie in
 * memory is all that changes: within one cache line each write takes the line away
 * from the other core.
 */
#include <stdatomic.h>

#include "bobbin-lab-list.h"

#define N_ADDITIONS UINT64_C (1000000) /* of each worker */
#define AREA_BYTES  4096

static void
count (LabMember *member)
{
  char *area = member->shared;
  size_t distance = *(size_t *) (area + AREA_BYTES);
  _Atomic uint64_t *mine = (_Atomic uint64_t *) (area + member->index * distance);

  for (uint64_t i = 0; i < N_ADDITIONS; i++)
    atomic_store_explicit (mine, atomic_load_explicit (mine, memory_order_relaxed) + 1, memory_order_relaxed);
}

static void
run (Lab *lab, LabKind kind, double distance)
{
  char *area = lab_shared_new (lab, 2 * AREA_BYTES);

  *(size_t *) (area + AREA_BYTES) = (size_t) distance;
  lab_report (lab, lab_name (kind, "count_process", "count_thread"), distance,
              (double) lab_team_run (lab, kind, 2, LAB_APART, count, area) / (double) N_ADDITIONS);
  lab_memory_free (area, 2 * AREA_BYTES);
}

void
lab_false_sharing (Lab *lab)
{
  static const double distances[] = { 8, 16, 32, 64, 128, 256 };
  LabSide sides[12];

  lab_need_cores (lab, 2);
  for (unsigned i = 0; i < 6; i++)
    {
      sides[2 * i] = (LabSide) { run, LAB_PROCESSES, distances[i] };
      sides[2 * i + 1] = (LabSide) { run, LAB_THREADS, distances[i] };
    }
  lab_alternate (lab, sides, 12, 30);
}
