/* What workers write down of their own time, against the kernel's counts */
#include "worker-tree.h"

#include <stdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_WORKERS   6
#define RUN_MS      2000
#define MAX_OVERLAP_NS 50000

static int
by_begin (gconstpointer a, gconstpointer b)
{
  const BobbinSlice *x = a, *y = b;

  return x->begin_ns < y->begin_ns ? -1 : x->begin_ns > y->begin_ns;
}

/* Per core, two workers are never on it at once by more than MAX_OVERLAP_NS. */
static gboolean
has_no_overlaps (const WorkerLane *lanes)
{
  gboolean has_none = TRUE;

  for (guint core = 0; core < g_get_num_processors (); core++)
    {
      g_autoptr (GArray) running = g_array_new (FALSE, FALSE, sizeof (BobbinSlice));
      gint64 end_ns = 0, worst_ns = 0;

      for (guint i = 0; i < N_WORKERS; i++)
        for (guint k = 0; k < lanes[i].slices->len; k++)
          {
            const BobbinSlice *slice = &g_array_index (lanes[i].slices, BobbinSlice, k);

            if (slice->state == BOBBIN_SLICE_RUNNING && slice->core == core)
              g_array_append_val (running, *slice);
          }
      g_array_sort (running, by_begin);
      for (guint k = 0; k < running->len; k++)
        {
          const BobbinSlice *slice = &g_array_index (running, BobbinSlice, k);

          worst_ns = MAX (worst_ns, MIN (end_ns, slice->begin_ns + slice->length_ns) - slice->begin_ns);
          end_ns = MAX (end_ns, slice->begin_ns + (gint64) slice->length_ns);
        }
      g_test_message ("core %u: %u slices, worst overlap %" G_GINT64_FORMAT " ns", core, running->len, worst_ns);
      has_none = has_none && worst_ns <= MAX_OVERLAP_NS;
    }
  return has_none;
}

/* What the kernel had booked as waiting before the worker came through the gate. */
static guint64
read_waited_ns (const BobbinWireBirth *birth)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task/%d/schedstat", birth->pid, birth->tid);
  g_autofree char *text = NULL;
  guint64 waited_ns = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %" G_GUINT64_FORMAT, &waited_ns), ==, 1);
  return waited_ns;
}

static gboolean
agrees_with_kernel (const WorkerTree *tree, const WorkerLane *lanes, const guint64 *waited_before_ns)
{
  gboolean agrees = TRUE;

  for (guint i = 0; i < N_WORKERS; i++)
    {
      const BobbinLedgerSlot *slot = bobbin_ledger_slot (&tree->ledger, i);
      gint64 running_ns = worker_lane_sum_ns (&lanes[i], BOBBIN_SLICE_RUNNING);
      gint64 ready_ns = worker_lane_sum_ns (&lanes[i], BOBBIN_SLICE_READY);
      double ratio = (double) running_ns / (double) slot->cpu_ns;
      double waited = (double) ready_ns / (double) (slot->waiting_ns - waited_before_ns[i]);

      g_test_message ("worker %u: %u slices, running %.4f of the kernel's count, waiting %.4f",
                      i, lanes[i].slices->len, ratio, waited);
      agrees = agrees && ABS (ratio - 1.0) < 0.03 && ABS (waited - 1.0) < 0.03;
    }
  return agrees;
}

static gboolean
try_against_the_kernel (void)
{
  BobbinWireGroup groups[] = {
    worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, N_WORKERS / 2),
    worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_COMPUTE, N_WORKERS / 2),
  };
  BobbinWireBirth births[N_WORKERS];
  guint64 waited_before_ns[N_WORKERS];
  BobbinWireEvent event;
  gboolean agrees;
  WorkerLane *lanes;
  WorkerTree tree;

  worker_tree_start (&tree, N_WORKERS);
  worker_tree_send_plan (&tree, groups, 2);
  worker_tree_begin (&tree, births);
  for (guint i = 0; i < N_WORKERS; i++)
    waited_before_ns[i] = read_waited_ns (&births[i]);
  lanes = worker_lanes_new (&tree);
  for (guint ms = 0; ms < RUN_MS; ms += 50)
    {
      g_usleep (50000);
      worker_lanes_drain (lanes, &tree);
    }
  worker_tree_send (&tree, BOBBIN_WIRE_STOP, 0);
  while (worker_tree_receive (&tree, &event, NULL) && event.head.type == BOBBIN_WIRE_ENDED)
    continue;
  worker_lanes_drain (lanes, &tree);

  for (guint i = 0; i < N_WORKERS; i++)
    {
      worker_lane_check (&lanes[i]);
      g_assert_cmpint (worker_lane_sum_ns (&lanes[i], BOBBIN_SLICE_SLEEP), ==, 0);
    }
  agrees = agrees_with_kernel (&tree, lanes, waited_before_ns) && has_no_overlaps (lanes);
  worker_lanes_free (lanes, &tree);
  worker_tree_end (&tree);
  return agrees;
}

/* Several tries, because what else runs here may keep a worker from coming
 * through the gate at once, or a hypervisor may take a core away. */
static void
test_against_the_kernel (void)
{
  for (guint i = 0; i < 3; i++)
    if (try_against_the_kernel ())
      return;
  g_test_fail_printf ("What the workers wrote down is not what the kernel counted.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/against-the-kernel", test_against_the_kernel);
  return g_test_run ();
}
