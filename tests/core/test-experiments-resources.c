/* What is made of readings of the experiments on resources */
#include "made-up-readings.h"

#include <string.h>

#include "bobbin-experiments.h"

#define KIB 1024.0
#define N   15 /* 3 of them warm up */

static BobbinOutcome *
judge_bill (double process, double thread, guint n, double spread)
{
  BobbinReadings *readings = bobbin_readings_new ();

  made_up_add (readings, "process_pss", 0.0, process * KIB, spread, n);
  made_up_add (readings, "thread_pss", 0.0, thread * KIB, -spread, n);
  made_up_add (readings, "process_address_space", 0.0, 2048.0 * KIB, 0.0, n);
  made_up_add (readings, "thread_address_space", 0.0, 8192.0 * KIB, 0.0, n);
  /* The machine's sum may even have fallen. */
  made_up_add (readings, "thread_kernel_stack", 0.0, -16.0 * KIB, 0.0, n);
  return made_up_judge (&bobbin_experiment_bill, readings);
}

static void
test_bill (void)
{
  g_autoptr (BobbinOutcome) claimed = judge_bill (32.0, 8.0, N, 0.0005);
  g_autoptr (BobbinOutcome) opposite = judge_bill (8.0, 32.0, N, 0.01);
  g_autoptr (BobbinOutcome) same = judge_bill (8.0, 8.0, N, 0.005);
  g_autoptr (BobbinOutcome) noisy = judge_bill (8.0, 8.0, N, 0.6);
  g_autoptr (BobbinOutcome) little = judge_bill (32.0, 8.0, 6, 0.0);

  g_assert_cmpint (claimed->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpfloat_with_epsilon (claimed->ratio.median, 4.0, 0.1);
  g_assert_cmpstr (claimed->because, ==,
                   "One more idle process takes 32.0 KiB of memory (PSS) and one more thread 8.00 KiB, "
                   "with 2.00 MiB and 8.00 MiB of address space.");
  g_assert_cmpint (opposite->verdict, ==, BOBBIN_VERDICT_OPPOSITE);
  g_assert_cmpint (same->verdict, ==, BOBBIN_VERDICT_NO_DIFFERENCE);
  g_assert_cmpint (noisy->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (little->verdict, ==, BOBBIN_VERDICT_NOISY);
}

static void
test_bill_plot (void)
{
  g_autoptr (BobbinOutcome) outcome = judge_bill (32.0, 8.0, N, 0.01);
  g_autoptr (BobbinOutcome) nothing = made_up_judge (&bobbin_experiment_bill, bobbin_readings_new ());
  const BobbinPlotSeries *processes = g_ptr_array_index (outcome->plot->series, 0);

  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_DOTS);
  g_assert_true (outcome->plot->y.log);
  g_assert_cmpuint (outcome->plot->categories->len, ==, 6);
  g_assert_cmpuint (processes->points->len, ==, 2); /* the accounts that there are */
  g_assert_cmpint (nothing->verdict, ==, BOBBIN_VERDICT_NOISY);
}

/* One thing of those that metrics of "sharing" are named after. */
static void
add_thing (BobbinReadings *readings, const char *word, double of_fork, double of_thread)
{
  g_autofree char *fork_metric = g_strconcat ("fork_", word, NULL);
  g_autofree char *thread_metric = g_strconcat ("thread_", word, NULL);

  made_up_add (readings, fork_metric, 0.0, of_fork, 0.0, 6);
  made_up_add (readings, thread_metric, 0.0, of_thread, 0.0, 6);
}

static void
test_sharing (void)
{
  BobbinReadings *usual = bobbin_readings_new (), *claimed = bobbin_readings_new (), *turned = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) qualified = NULL;
  g_autoptr (BobbinOutcome) confirmed = NULL;
  g_autoptr (BobbinOutcome) opposite = NULL;

  add_thing (usual, "vm", 0.0, 1.0);
  add_thing (usual, "offset", 1.0, 1.0);
  add_thing (usual, "errno", 0.0, 0.0);
  qualified = made_up_judge (&bobbin_experiment_sharing, usual);
  add_thing (claimed, "vm", 0.0, 1.0);
  confirmed = made_up_judge (&bobbin_experiment_sharing, claimed);
  add_thing (turned, "vm", 1.0, 0.0);
  opposite = made_up_judge (&bobbin_experiment_sharing, turned);

  g_assert_cmpint (qualified->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_cmpstr (qualified->because, ==,
                   "Of 3 things that could be shared, two threads share 2 and a parent with its child 1.");
  g_assert_cmpstr (qualified->thread_text, ==, "share 2 of 3");
  g_assert_cmpint (confirmed->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (opposite->verdict, ==, BOBBIN_VERDICT_OPPOSITE);
}

/* What was not read, or not in all rounds alike, is told as such and not judged. */
static void
test_sharing_partial (void)
{
  BobbinReadings *torn = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) nothing = made_up_judge (&bobbin_experiment_sharing, bobbin_readings_new ());
  g_autoptr (BobbinOutcome) unsteady = NULL;

  add_thing (torn, "vm", 0.0, 1.0);
  made_up_add_one (torn, "thread_vm", 0.0, 0.0);
  unsteady = made_up_judge (&bobbin_experiment_sharing, torn);
  g_assert_cmpint (nothing->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (nothing->plot->kind, ==, BOBBIN_PLOT_MATRIX);
  g_assert_cmpuint (nothing->plot->categories->len, ==, 15);
  g_assert_cmpint (unsteady->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (g_array_index (unsteady->plot->cells, BobbinPlotCell, 0).mark, ==, BOBBIN_CELL_NO);
  g_assert_cmpint (g_array_index (unsteady->plot->cells, BobbinPlotCell, 1).mark, ==, BOBBIN_CELL_TEXT);
}

static const char *const lifecycle_facts[] = {
  "zombie_kept", "zombie_gone", "orphan_lives", "orphan_adopted", "main_exit_spares", "exit_ends_all", "stop_stops_all",
};

/* The first @n of the facts were tried, of these the first @n_seen were seen. */
static BobbinOutcome *
judge_lifecycle (guint n, guint n_seen)
{
  const BobbinLabReading states[] = {
    { 0.0, 'R', 0, 0 }, { 1e6, 'S', 0, 0 }, { 5e6, 'Z', 0, 0 }, { 9e6, 0.0, 0, 0 }, { 10e6, 0.0, 0, 0 },
    { 0.5e6, 'T', 1, 0 }, /* of another round */
  };
  const BobbinLabReading asleep[] = { { 0.0, 'S', 0, 0 }, { 10e6, 'S', 0, 0 } };
  const BobbinLabReading parents[] = { { 0.0, 4711.0, 0, 0 }, { 10e6, 42.0, 0, 0 } };
  BobbinReadings *readings = bobbin_readings_new ();

  for (guint i = 0; i < n; i++)
    made_up_add (readings, lifecycle_facts[i], 0.0, i < n_seen ? 1.0 : 0.0, 0.0, 6);
  made_up_add (readings, "child_memory", 0.0, 424.0 * KIB, 0.0, 6);
  made_up_add (readings, "zombie_memory", 0.0, 0.0, 0.0, 6);
  made_up_add (readings, "zombie_waited_at", 0.0, 9e6, 0.0, 6);
  g_assert_true (bobbin_readings_add (readings, "zombie_state", states, G_N_ELEMENTS (states)));
  g_assert_true (bobbin_readings_add (readings, "orphan_state", asleep, G_N_ELEMENTS (asleep)));
  g_assert_true (bobbin_readings_add (readings, "orphan_parent", parents, G_N_ELEMENTS (parents)));
  return made_up_judge (&bobbin_experiment_lifecycle, readings);
}

static void
test_lifecycle (void)
{
  guint n = G_N_ELEMENTS (lifecycle_facts);
  g_autoptr (BobbinOutcome) confirmed = judge_lifecycle (n, n);
  g_autoptr (BobbinOutcome) qualified = judge_lifecycle (n, n - 1);
  g_autoptr (BobbinOutcome) opposite = judge_lifecycle (n, 0);
  g_autoptr (BobbinOutcome) partial = judge_lifecycle (n - 1, n - 1);
  g_autoptr (BobbinOutcome) nothing = made_up_judge (&bobbin_experiment_lifecycle, bobbin_readings_new ());

  g_assert_cmpint (confirmed->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_nonnull (strstr (confirmed->because, "0 B of memory instead of 424 KiB"));
  g_assert_cmpint (qualified->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_nonnull (strstr (qualified->because, "Of 7 things"));
  g_assert_cmpint (opposite->verdict, ==, BOBBIN_VERDICT_OPPOSITE);
  g_assert_cmpint (partial->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (nothing->verdict, ==, BOBBIN_VERDICT_NOISY);
}

/* A lane follows the letters of the first round, and says only what was seen. */
static void
test_lifecycle_lanes (void)
{
  g_autoptr (BobbinOutcome) outcome = judge_lifecycle (G_N_ELEMENTS (lifecycle_facts), 3);
  const BobbinPlotLane *child = g_ptr_array_index (outcome->plot->lanes, 0);
  const BobbinPlotLane *orphan = g_ptr_array_index (outcome->plot->lanes, 2);
  const BobbinPlotLane *main_thread = g_ptr_array_index (outcome->plot->lanes, 3);
  const BobbinPlotSegment *zombie;

  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_STRIPS);
  g_assert_cmpuint (outcome->plot->lanes->len, ==, 9);
  g_assert_cmpuint (child->segments->len, ==, 3);
  zombie = &g_array_index (child->segments, BobbinPlotSegment, 2);
  g_assert_cmpstr (zombie->label, ==, "Z, a zombie");
  g_assert_cmpfloat_with_epsilon (zombie->begin, 5e6, 1.0);
  g_assert_cmpfloat_with_epsilon (zombie->end, 9e6, 1.0);
  g_assert_cmpuint (child->marks->len, ==, 1);
  g_assert_cmpuint (orphan->segments->len, ==, 1);
  g_assert_cmpstr (orphan->outcome, ==, "parent 4711, then 42");
  g_assert_null (main_thread->outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/bill/verdicts", test_bill);
  g_test_add_func ("/experiment/bill/plot", test_bill_plot);
  g_test_add_func ("/experiment/sharing/verdicts", test_sharing);
  g_test_add_func ("/experiment/sharing/partial", test_sharing_partial);
  g_test_add_func ("/experiment/lifecycle/verdicts", test_lifecycle);
  g_test_add_func ("/experiment/lifecycle/lanes", test_lifecycle_lanes);
  return g_test_run ();
}
