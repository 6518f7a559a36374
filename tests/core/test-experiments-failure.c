/* test-experiments-failure.c - the judges of what a failure does to others */
#include <glib.h>
#include <signal.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "made-up-readings.h"

#define MS 1e6

/* One of @readings that all rounds agree on. */
static void
add_fact (BobbinReadings *readings, const char *metric, double value, guint n)
{
  made_up_add (readings, metric, 0.0, value, 0.0, n);
}

static void
add_beats (BobbinReadings *readings, const char *metric, guint worker, double until)
{
  for (double at = 1.0 * MS; at <= until; at += 1.0 * MS)
    {
      BobbinLabReading reading = { worker, at, 3, 0 };

      g_assert_true (bobbin_readings_add (readings, metric, &reading, 1));
    }
}

/* --- crash ------------------------------------------------------------------------ */

static BobbinReadings *
make_crashes (double processes_carry_on, double threads_carry_on, guint n_runs)
{
  BobbinReadings *readings = bobbin_readings_new ();

  add_fact (readings, "process_carry_on", processes_carry_on, n_runs + 3);
  add_fact (readings, "thread_carry_on", threads_carry_on, n_runs + 3);
  add_fact (readings, "process_signal", SIGSEGV, n_runs + 3);
  add_fact (readings, "thread_signal", SIGSEGV, n_runs + 3);
  made_up_add (readings, "process_end", 0.0, 0.3 * MS, 0.2, n_runs + 3);
  made_up_add (readings, "thread_end", 0.0, 0.4 * MS, 0.2, n_runs + 3);
  return readings;
}

static void
assert_crash (double processes_carry_on, double threads_carry_on, guint n_runs, BobbinVerdict verdict, const char *telling)
{
  g_autoptr (BobbinOutcome) outcome = made_up_judge (&bobbin_experiment_crash,
                                                     make_crashes (processes_carry_on, threads_carry_on, n_runs));

  g_assert_cmpint (outcome->verdict, ==, verdict);
  g_assert_nonnull (strstr (outcome->because, telling));
}

static void
test_crash_verdicts (void)
{
  assert_crash (3, 0, 24, BOBBIN_VERDICT_CONFIRMED, "In 24 of 24 runs the 3 other processes carried on");
  assert_crash (0, 3, 24, BOBBIN_VERDICT_OPPOSITE, "In 0 of 24 runs");
  assert_crash (3, 3, 24, BOBBIN_VERDICT_QUALIFIED, "in 0 of 24 runs the 3 other threads");
  assert_crash (3, 0, 4, BOBBIN_VERDICT_NOISY, "In 4 of 4 runs");
}

/* In some runs as claimed and in some not. */
static void
test_crash_mixed (void)
{
  BobbinReadings *readings = make_crashes (3, 0, 20);
  BobbinLabReading odd = { 0.0, 2.0, 40, 0 }, signal = { 0.0, SIGSEGV, 40, 0 };
  g_autoptr (BobbinOutcome) outcome = NULL;

  g_assert_true (bobbin_readings_add (readings, "process_carry_on", &odd, 1));
  g_assert_true (bobbin_readings_add (readings, "process_signal", &signal, 1));
  outcome = made_up_judge (&bobbin_experiment_crash, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_nonnull (strstr (outcome->because, "In 20 of 21 runs"));
}

static void
test_crash_figure (void)
{
  BobbinReadings *readings = make_crashes (3, 0, 24);
  g_autoptr (BobbinOutcome) outcome = NULL;
  const BobbinPlotLane *lane;

  for (guint worker = 1; worker <= 4; worker++)
    {
      add_beats (readings, "process_beat", worker, worker == 3 ? 10.0 * MS : 25.0 * MS);
      add_beats (readings, "thread_beat", worker, 10.0 * MS);
    }
  add_fact (readings, "process_fault", 10.1 * MS, 4);
  add_fact (readings, "thread_fault", 10.1 * MS, 4);
  add_fact (readings, "process_seen", 10.4 * MS, 4);
  add_fact (readings, "thread_seen", 10.5 * MS, 4);
  outcome = made_up_judge (&bobbin_experiment_crash, readings);
  g_assert_cmpstr (outcome->process_text, ==, "3 of 3 carry on");
  g_assert_cmpstr (outcome->thread_text, ==, "0 of 3 carry on");
  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_STRIPS);
  g_assert_cmpuint (outcome->plot->lanes->len, ==, 10);
  lane = g_ptr_array_index (outcome->plot->lanes, 0);
  g_assert_cmpstr (lane->outcome, ==, "carries on");
  g_assert_cmpuint (lane->marks->len, ==, 25);
  lane = g_ptr_array_index (outcome->plot->lanes, 7);
  g_assert_cmpstr (lane->label, ==, "Thread 3");
  g_assert_cmpstr (lane->outcome, ==, "crashes");
  g_assert_cmpint (g_array_index (lane->marks, BobbinPlotMark, lane->marks->len - 1).form, ==, BOBBIN_MARK_CROSS);
  lane = g_ptr_array_index (outcome->plot->lanes, 8);
  g_assert_cmpstr (lane->outcome, ==, "ends with it");
  lane = g_ptr_array_index (outcome->plot->lanes, 9);
  g_assert_cmpstr (lane->outcome, ==, "carries on");
}

/* --- all -------------------------------------------------------------------------- */

static void
test_nothing (gconstpointer data)
{
  g_autoptr (BobbinOutcome) outcome = made_up_judge (data, bobbin_readings_new ());

  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiments-failure/crash/verdicts", test_crash_verdicts);
  g_test_add_func ("/experiments-failure/crash/mixed", test_crash_mixed);
  g_test_add_func ("/experiments-failure/crash/figure", test_crash_figure);
  g_test_add_data_func ("/experiments-failure/crash/nothing", &bobbin_experiment_crash, test_nothing);
  return g_test_run ();
}
