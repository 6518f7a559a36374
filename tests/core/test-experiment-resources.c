/* What is made of readings of the experiments on resources */
#include "outcome-fixtures.h"

#include "bobbin-experiments.h"

#define KIB 1024.0
#define N   12

static BobbinOutcome *
judge_bill (double process, double thread, guint n, double spread)
{
  BobbinReadings *readings = bobbin_readings_new ();

  add_rounds (readings, "process_pss", 0.0, n, process * KIB, spread);
  add_rounds (readings, "thread_pss", 0.0, n, thread * KIB, -spread);
  add_rounds (readings, "process_address_space", 0.0, n, 2048.0 * KIB, 0.0);
  add_rounds (readings, "thread_address_space", 0.0, n, 8192.0 * KIB, 0.0);
  /* The machine's sum may even have fallen. */
  add_rounds (readings, "thread_kernel_stack", 0.0, n, -16.0 * KIB, 0.0);
  return judge_readings (&bobbin_experiment_bill, readings);
}

static void
test_bill (void)
{
  g_autoptr (BobbinOutcome) claimed = judge_bill (32.0, 8.0, N, 0.0005);
  g_autoptr (BobbinOutcome) opposite = judge_bill (8.0, 32.0, N, 0.01);
  g_autoptr (BobbinOutcome) same = judge_bill (8.0, 8.0, N, 0.005);
  g_autoptr (BobbinOutcome) noisy = judge_bill (8.0, 8.0, N, 0.6);
  g_autoptr (BobbinOutcome) little = judge_bill (32.0, 8.0, 3, 0.0);

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
  g_autoptr (BobbinOutcome) nothing = judge_readings (&bobbin_experiment_bill, bobbin_readings_new ());
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

  add_rounds (readings, fork_metric, 0.0, 3, of_fork, 0.0);
  add_rounds (readings, thread_metric, 0.0, 3, of_thread, 0.0);
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
  qualified = judge_readings (&bobbin_experiment_sharing, usual);
  add_thing (claimed, "vm", 0.0, 1.0);
  confirmed = judge_readings (&bobbin_experiment_sharing, claimed);
  add_thing (turned, "vm", 1.0, 0.0);
  opposite = judge_readings (&bobbin_experiment_sharing, turned);

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
  g_autoptr (BobbinOutcome) nothing = judge_readings (&bobbin_experiment_sharing, bobbin_readings_new ());
  g_autoptr (BobbinOutcome) unsteady = NULL;

  add_thing (torn, "vm", 0.0, 1.0);
  add_rounds (torn, "thread_vm", 0.0, 1, 0.0, 0.0);
  unsteady = judge_readings (&bobbin_experiment_sharing, torn);
  g_assert_cmpint (nothing->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (nothing->plot->kind, ==, BOBBIN_PLOT_MATRIX);
  g_assert_cmpuint (nothing->plot->categories->len, ==, 15);
  g_assert_cmpint (unsteady->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (g_array_index (unsteady->plot->cells, BobbinPlotCell, 0).mark, ==, BOBBIN_CELL_NO);
  g_assert_cmpint (g_array_index (unsteady->plot->cells, BobbinPlotCell, 1).mark, ==, BOBBIN_CELL_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/bill/verdicts", test_bill);
  g_test_add_func ("/experiment/bill/plot", test_bill_plot);
  g_test_add_func ("/experiment/sharing/verdicts", test_sharing);
  g_test_add_func ("/experiment/sharing/partial", test_sharing_partial);
  return g_test_run ();
}
