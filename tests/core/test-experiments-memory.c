/* What is made of readings of the experiments on memory */
#include "made-up-readings.h"

#include "bobbin-experiments.h"

#define MIB 1048576.0
#define N   15 /* 3 of them warm up */

/* What five processes and one with five threads take when each worker has written
 * @process_last and @thread_last MiB in all at the end. */
static BobbinReadings *
make_cow (guint n, double process_last, double thread_last, double spread)
{
  BobbinReadings *readings = bobbin_readings_new ();

  made_up_add (readings, "processes", 0.0, 5.0, 0.0, n);
  made_up_add (readings, "threads", 0.0, 5.0, 0.0, n);
  for (guint quarter = 0; quarter <= 4; quarter++)
    {
      double x = quarter / 4.0;

      made_up_add (readings, "process_rss", x, 40.0 * MIB, spread, n);
      made_up_add (readings, "process_pss", x, (8.0 + (process_last - 8.0) * x) * MIB, spread, n);
      made_up_add (readings, "process_uss", x, process_last * x * MIB, spread, n);
      made_up_add (readings, "thread_pss", x, (8.0 + (thread_last - 8.0) * x) * MIB, -spread, n);
    }
  return readings;
}

static void
test_cow_as_claimed (void)
{
  g_autoptr (BobbinOutcome) outcome = made_up_judge (&bobbin_experiment_cow, make_cow (N, 40.0, 8.0, 0.001));

  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_true (outcome->ratio.valid);
  g_assert_cmpfloat_with_epsilon (outcome->ratio.median, 5.0, 0.1);
  g_assert_cmpstr (outcome->because, ==,
                   "5 processes have the block in 8.00 MiB of memory right after fork, and in 40.0 MiB once each has written "
                   "100 % of it; 5 threads have it in 8.00 MiB and 8.00 MiB.");
  g_assert_cmpstr (outcome->process_text, ==, "8.00 MiB, then 40.0 MiB");
  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_CURVES);
  g_assert_cmpuint (outcome->plot->series->len, ==, 4);
}

static void
test_cow_otherwise (void)
{
  g_autoptr (BobbinOutcome) same = made_up_judge (&bobbin_experiment_cow, make_cow (N, 8.0, 8.0, 0.001));
  g_autoptr (BobbinOutcome) scattered = made_up_judge (&bobbin_experiment_cow, make_cow (N, 8.0, 8.0, 0.5));
  g_autoptr (BobbinOutcome) little = made_up_judge (&bobbin_experiment_cow, make_cow (5, 40.0, 8.0, 0.001));

  g_assert_cmpint (same->verdict, ==, BOBBIN_VERDICT_NO_DIFFERENCE);
  g_assert_cmpint (scattered->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (little->verdict, ==, BOBBIN_VERDICT_NOISY);
}

/* A kernel that copies all at fork, and threads that would have copies. */
static void
test_cow_opposite (void)
{
  BobbinReadings *eager = bobbin_readings_new (), *turned = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) confirmed = NULL;
  g_autoptr (BobbinOutcome) opposite = NULL;

  for (guint quarter = 0; quarter <= 4; quarter++)
    {
      made_up_add (eager, "process_pss", quarter / 4.0, 40.0 * MIB, 0.001, N);
      made_up_add (eager, "thread_pss", quarter / 4.0, 8.0 * MIB, 0.001, N);
      made_up_add (turned, "process_pss", quarter / 4.0, 8.0 * MIB, 0.001, N);
      made_up_add (turned, "thread_pss", quarter / 4.0, 40.0 * MIB, 0.001, N);
    }
  confirmed = made_up_judge (&bobbin_experiment_cow, eager);
  opposite = made_up_judge (&bobbin_experiment_cow, turned);
  g_assert_cmpint (confirmed->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (opposite->verdict, ==, BOBBIN_VERDICT_OPPOSITE);
}

static void
test_cow_partial (void)
{
  BobbinReadings *half = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) nothing = made_up_judge (&bobbin_experiment_cow, bobbin_readings_new ());
  g_autoptr (BobbinOutcome) one_side = NULL;

  made_up_add (half, "process_pss", 0.0, 8.0 * MIB, 0.0, N);
  one_side = made_up_judge (&bobbin_experiment_cow, half);
  g_assert_cmpint (nothing->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_false (nothing->ratio.valid);
  g_assert_cmpint (one_side->verdict, ==, BOBBIN_VERDICT_NOISY);
}

static void
add_world (BobbinReadings *readings, const char *name, double here, double there)
{
  const struct {
    const char *metric;
    double      value;
  } said[] = {
    { "value_here", here }, { "value_there", there }, { "address_here", 0x55d0c8a010 }, { "address_there", 0x55d0c8a010 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *metric = g_strdup_printf ("%s_%s", name, said[i].metric);

      made_up_add (readings, metric, 0.0, said[i].value, 0.0, N);
    }
}

static BobbinOutcome *
judge_worlds (double in_thread, double in_fork, double in_mapping)
{
  BobbinReadings *readings = bobbin_readings_new ();

  add_world (readings, "thread", in_thread, 200.0);
  add_world (readings, "fork", in_fork, 200.0);
  add_world (readings, "mapping", in_mapping, 200.0);
  return made_up_judge (&bobbin_experiment_visibility, readings);
}

static void
test_visibility (void)
{
  g_autoptr (BobbinOutcome) usual = judge_worlds (200.0, 100.0, 200.0);
  g_autoptr (BobbinOutcome) claimed = judge_worlds (200.0, 100.0, 100.0);
  g_autoptr (BobbinOutcome) opposite = judge_worlds (100.0, 200.0, 200.0);

  g_assert_cmpint (usual->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_cmpstr (usual->because, ==,
                   "When one thread writes 200, the other sees 200; when a child process writes it, its parent sees 100, "
                   "and 200 in memory that both have mapped as shared.");
  g_assert_cmpint (claimed->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (opposite->verdict, ==, BOBBIN_VERDICT_OPPOSITE);
}

/* Two sides each, with one memory where they share it. */
static void
test_visibility_graph (void)
{
  g_autoptr (BobbinOutcome) usual = judge_worlds (200.0, 100.0, 200.0);
  const BobbinPlotNode *first = &g_array_index (usual->plot->nodes, BobbinPlotNode, 0);

  g_assert_cmpint (usual->plot->kind, ==, BOBBIN_PLOT_GRAPH);
  g_assert_cmpuint (usual->plot->nodes->len, ==, 3 + 4 + 3);
  g_assert_cmpuint (usual->plot->edges->len, ==, 6);
  g_assert_cmpstr (first->detail, ==, "0x55d0c8a010");
}

static void
test_visibility_partial (void)
{
  BobbinReadings *half = bobbin_readings_new (), *torn = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) nothing = made_up_judge (&bobbin_experiment_visibility, bobbin_readings_new ());
  g_autoptr (BobbinOutcome) one_world = NULL;
  g_autoptr (BobbinOutcome) unsteady = NULL;

  add_world (half, "thread", 200.0, 200.0);
  one_world = made_up_judge (&bobbin_experiment_visibility, half);
  add_world (torn, "thread", 200.0, 200.0);
  add_world (torn, "fork", 100.0, 200.0);
  made_up_add_one (torn, "fork_value_here", 0.0, 200.0);
  unsteady = made_up_judge (&bobbin_experiment_visibility, torn);

  g_assert_cmpint (nothing->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (one_world->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpuint (one_world->plot->nodes->len, ==, 3);
  g_assert_cmpint (unsteady->verdict, ==, BOBBIN_VERDICT_NOISY);
}

/* @idle KiB touched of 8 MiB, and an overflow at @depth below the stack. */
static BobbinOutcome *
judge_stacks (double idle, double died, double depth, guint n)
{
  BobbinReadings *readings = bobbin_readings_new ();

  made_up_add (readings, "thread_reserved", 0.0, 8.0 * MIB, 0.0, n);
  made_up_add (readings, "thread_idle", 0.0, idle * 1024.0, 0.0, n);
  made_up_add (readings, "thread_used", 0.0, 272.0 * 1024.0, 0.0, n);
  made_up_add (readings, "guard_size", 0.0, 4096.0, 0.0, n);
  made_up_add (readings, "overflow_died", 0.0, died, 0.0, n);
  made_up_add (readings, "overflow_depth", 0.0, depth, 0.0, n);
  return made_up_judge (&bobbin_experiment_stacks, readings);
}

static void
test_stacks (void)
{
  g_autoptr (BobbinOutcome) claimed = judge_stacks (8.0, 1.0, 200.0, N);
  g_autoptr (BobbinOutcome) far_off = judge_stacks (8.0, 1.0, 8192.0, N);
  g_autoptr (BobbinOutcome) survived = judge_stacks (8.0, 0.0, 200.0, N);
  g_autoptr (BobbinOutcome) opposite = judge_stacks (16384.0, 0.0, -8.0, N);
  g_autoptr (BobbinOutcome) little = judge_stacks (8.0, 1.0, 200.0, 5);
  g_autoptr (BobbinOutcome) nothing = made_up_judge (&bobbin_experiment_stacks, bobbin_readings_new ());

  g_assert_cmpint (claimed->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpstr (claimed->because, ==,
                   "Of the 8.00 MiB mapped for its stack an idle thread has touched 8.00 KiB; one that filled its stack hit the "
                   "guard page, 200 B below it, and the whole process died.");
  g_assert_cmpint (far_off->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_cmpint (survived->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_cmpint (opposite->verdict, ==, BOBBIN_VERDICT_OPPOSITE);
  g_assert_cmpint (little->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (nothing->verdict, ==, BOBBIN_VERDICT_NOISY);
}

/* The handler saw no access: nobody knows whether it was the guard, and nobody says so. */
static void
test_stacks_partial (void)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  made_up_add (readings, "thread_reserved", 0.0, 8.0 * MIB, 0.0, N);
  made_up_add (readings, "thread_idle", 0.0, 8192.0, 0.0, N);
  made_up_add (readings, "guard_size", 0.0, 4096.0, 0.0, N);
  made_up_add (readings, "overflow_died", 0.0, 1.0, 0.0, N);
  outcome = made_up_judge (&bobbin_experiment_stacks, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_true (g_str_has_suffix (outcome->because, "one that filled its stack ended its process."));
  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_DOTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/cow/as-claimed", test_cow_as_claimed);
  g_test_add_func ("/experiment/cow/otherwise", test_cow_otherwise);
  g_test_add_func ("/experiment/cow/opposite", test_cow_opposite);
  g_test_add_func ("/experiment/cow/partial", test_cow_partial);
  g_test_add_func ("/experiment/visibility/verdicts", test_visibility);
  g_test_add_func ("/experiment/visibility/graph", test_visibility_graph);
  g_test_add_func ("/experiment/visibility/partial", test_visibility_partial);
  g_test_add_func ("/experiment/stacks/verdicts", test_stacks);
  g_test_add_func ("/experiment/stacks/partial", test_stacks_partial);
  return g_test_run ();
}
