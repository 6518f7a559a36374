/* What is made of readings of “cow” */
#include "outcome-fixtures.h"

#include "bobbin-experiments.h"

#define MIB 1048576.0
#define N   12

/* What five processes and one with five threads take when each worker has written
 * @process_last and @thread_last MiB in all at the end. */
static BobbinReadings *
make_cow (guint n, double process_last, double thread_last, double spread)
{
  BobbinReadings *readings = bobbin_readings_new ();

  add_rounds (readings, "processes", 0.0, n, 5.0, 0.0);
  add_rounds (readings, "threads", 0.0, n, 5.0, 0.0);
  for (guint quarter = 0; quarter <= 4; quarter++)
    {
      double x = quarter / 4.0;

      add_rounds (readings, "process_rss", x, n, 40.0 * MIB, spread);
      add_rounds (readings, "process_pss", x, n, (8.0 + (process_last - 8.0) * x) * MIB, spread);
      add_rounds (readings, "process_uss", x, n, process_last * x * MIB, spread);
      add_rounds (readings, "thread_pss", x, n, (8.0 + (thread_last - 8.0) * x) * MIB, -spread);
    }
  return readings;
}

static void
test_cow_as_claimed (void)
{
  g_autoptr (BobbinOutcome) outcome = judge_readings (&bobbin_experiment_cow, make_cow (N, 40.0, 8.0, 0.001));

  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_true (outcome->ratio.valid);
  g_assert_cmpfloat_with_epsilon (outcome->ratio.median, 5.0, 0.1);
  g_assert_cmpstr (outcome->because, ==,
                   "5 processes take 8.00 MiB together right after fork, and 40.0 MiB once each has written 100 % of it; "
                   "one process with 5 threads takes 8.00 MiB and 8.00 MiB.");
  g_assert_cmpstr (outcome->process_text, ==, "8.00 MiB, then 40.0 MiB");
  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_CURVES);
  g_assert_cmpuint (outcome->plot->series->len, ==, 4);
}

static void
test_cow_otherwise (void)
{
  g_autoptr (BobbinOutcome) same = judge_readings (&bobbin_experiment_cow, make_cow (N, 8.0, 8.0, 0.001));
  g_autoptr (BobbinOutcome) scattered = judge_readings (&bobbin_experiment_cow, make_cow (N, 8.0, 8.0, 0.5));
  g_autoptr (BobbinOutcome) little = judge_readings (&bobbin_experiment_cow, make_cow (2, 40.0, 8.0, 0.001));

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
      add_rounds (eager, "process_pss", quarter / 4.0, N, 40.0 * MIB, 0.001);
      add_rounds (eager, "thread_pss", quarter / 4.0, N, 8.0 * MIB, 0.001);
      add_rounds (turned, "process_pss", quarter / 4.0, N, 8.0 * MIB, 0.001);
      add_rounds (turned, "thread_pss", quarter / 4.0, N, 40.0 * MIB, 0.001);
    }
  confirmed = judge_readings (&bobbin_experiment_cow, eager);
  opposite = judge_readings (&bobbin_experiment_cow, turned);
  g_assert_cmpint (confirmed->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (opposite->verdict, ==, BOBBIN_VERDICT_OPPOSITE);
}

static void
test_cow_partial (void)
{
  BobbinReadings *half = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) nothing = judge_readings (&bobbin_experiment_cow, bobbin_readings_new ());
  g_autoptr (BobbinOutcome) one_side = NULL;

  add_rounds (half, "process_pss", 0.0, N, 8.0 * MIB, 0.0);
  one_side = judge_readings (&bobbin_experiment_cow, half);
  g_assert_cmpint (nothing->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_false (nothing->ratio.valid);
  g_assert_cmpint (one_side->verdict, ==, BOBBIN_VERDICT_NOISY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/cow/as-claimed", test_cow_as_claimed);
  g_test_add_func ("/experiment/cow/otherwise", test_cow_otherwise);
  g_test_add_func ("/experiment/cow/opposite", test_cow_opposite);
  g_test_add_func ("/experiment/cow/partial", test_cow_partial);
  return g_test_run ();
}
