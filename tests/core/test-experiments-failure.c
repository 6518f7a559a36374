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

/* --- lock-holder ------------------------------------------------------------------ */

static void
add_times (BobbinReadings *readings, const char *begin, const char *end, double others_end)
{
  for (guint worker = 0; worker < 3; worker++)
    {
      made_up_add (readings, begin, worker, 1.0 * MS, 0.1, 12);
      made_up_add (readings, end, worker, worker == 0 ? 5.0 * MS : others_end, 0.1, 12);
    }
}

static BobbinOutcome *
judge_lock_holder (double normal, double robust, guint n_runs)
{
  BobbinReadings *readings = bobbin_readings_new ();

  add_fact (readings, "normal_carry_on", normal, n_runs + 3);
  add_fact (readings, "robust_carry_on", robust, n_runs + 3);
  add_fact (readings, "thread_carry_on", 0, n_runs + 3);
  add_times (readings, "normal_begin", "normal_end", 50.0 * MS);
  add_times (readings, "robust_begin", "robust_end", 5.2 * MS);
  add_times (readings, "thread_begin", "thread_end", 5.1 * MS);
  return made_up_judge (&bobbin_experiment_lock_holder, readings);
}

static void
test_lock_holder_verdicts (void)
{
  static const struct {
    double        normal, robust;
    guint         n_runs;
    BobbinVerdict verdict;
  } cases[] = {
    { 0, 2, 12, BOBBIN_VERDICT_QUALIFIED },
    { 2, 2, 12, BOBBIN_VERDICT_CONFIRMED },
    { 0, 0, 12, BOBBIN_VERDICT_OPPOSITE },
    { 0, 2, 3, BOBBIN_VERDICT_NOISY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinOutcome) outcome = judge_lock_holder (cases[i].normal, cases[i].robust, cases[i].n_runs);

      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
    }
}

static void
test_lock_holder_figure (void)
{
  g_autoptr (BobbinOutcome) outcome = judge_lock_holder (0, 2, 12);
  const GPtrArray *lanes = outcome->plot->lanes;

  g_assert_cmpstr (outcome->process_text, ==, "0 or, if robust, 2 of 2 carry on");
  g_assert_cmpstr (outcome->thread_text, ==, "0 of 2 carry on");
  g_assert_cmpuint (lanes->len, ==, 9);
  g_assert_cmpstr (((BobbinPlotLane *) g_ptr_array_index (lanes, 0))->outcome, ==, "is killed with the lock");
  g_assert_cmpstr (((BobbinPlotLane *) g_ptr_array_index (lanes, 1))->outcome, ==, "gave up waiting");
  g_assert_cmpstr (((BobbinPlotLane *) g_ptr_array_index (lanes, 4))->outcome, ==, "carries on");
  g_assert_cmpstr (((BobbinPlotLane *) g_ptr_array_index (lanes, 7))->outcome, ==, "ends with it");
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
  g_test_add_func ("/experiments-failure/lock-holder/verdicts", test_lock_holder_verdicts);
  g_test_add_func ("/experiments-failure/lock-holder/figure", test_lock_holder_figure);
  g_test_add_data_func ("/experiments-failure/lock-holder/nothing", &bobbin_experiment_lock_holder, test_nothing);
  return g_test_run ();
}
