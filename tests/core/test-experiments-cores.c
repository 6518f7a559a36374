/* test-experiments-cores.c - the judges of what workers do to each other on the
 * cores that they share */
#include <glib.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "made-up-readings.h"

static void
test_nothing (gconstpointer data)
{
  g_autoptr (BobbinOutcome) outcome = made_up_judge (data, bobbin_readings_new ());

  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_false (outcome->ratio.valid);
  g_assert_cmpstr (outcome->process_text, ==, "");
}

/* --- one-core ------------------------------------------------------------------- */

/* Four workers that have 5 ms of work each: @faster times as fast on all cores, and
 * @at_a_time of them running at a time on one. */
static void
add_turns (BobbinReadings *readings, const char *kind, double faster, double at_a_time)
{
  g_autofree char *one = g_strdup_printf ("one_%s", kind), *all = g_strdup_printf ("all_%s", kind);
  g_autofree char *one_cpu = g_strdup_printf ("one_%s_cpu", kind), *all_cpu = g_strdup_printf ("all_%s_cpu", kind);

  made_up_add_pair (readings, one, all, 0.0, 20e6 / faster, faster);
  made_up_add (readings, one_cpu, 0.0, 20e6 * at_a_time, 0.01, 30);
  made_up_add (readings, all_cpu, 0.0, 20e6, 0.01, 30);
}

static void
assert_turns (double processes, double threads, double at_a_time, BobbinVerdict verdict)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  add_turns (readings, "process", processes, at_a_time);
  add_turns (readings, "thread", threads, at_a_time);
  outcome = made_up_judge (&bobbin_experiment_one_core, readings);
  g_assert_cmpint (outcome->verdict, ==, verdict);
  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_STRIPS);
  g_assert_cmpstr (outcome->ratio_of[0], ==, "one_thread");
  g_assert_cmpfloat (outcome->ratio.low, <, threads);
  g_assert_cmpfloat (outcome->ratio.high, >, threads);
  g_assert_nonnull (strstr (outcome->because, outcome->thread_text));
  g_assert_nonnull (strstr (outcome->process_text, " on one core, "));
}

static void
test_one_core_verdicts (void)
{
  assert_turns (2.0, 2.0, 1.0, BOBBIN_VERDICT_CONFIRMED);
  assert_turns (1.0, 1.0, 1.0, BOBBIN_VERDICT_NO_DIFFERENCE);
  assert_turns (0.8, 0.8, 1.0, BOBBIN_VERDICT_OPPOSITE);
  assert_turns (2.0, 1.0, 1.0, BOBBIN_VERDICT_QUALIFIED);
  /* Others took half of the core: less at a time is as claimed, more is not. */
  assert_turns (1.4, 1.4, 0.5, BOBBIN_VERDICT_CONFIRMED);
  assert_turns (2.0, 2.0, 1.9, BOBBIN_VERDICT_OPPOSITE);
}

static void
test_one_core_noise (void)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  made_up_add_noise (readings, "one_process", "all_process", 0.0, 20e6);
  made_up_add_noise (readings, "one_thread", "all_thread", 0.0, 20e6);
  outcome = made_up_judge (&bobbin_experiment_one_core, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
}

static void
add_run (BobbinReadings *readings, guint worker, double wait, double run, double core)
{
  const struct {
    const char      *metric;
    BobbinLabReading reading;
  } values[] = {
    { "one_thread_wait", { worker, wait, 40, 0 } },
    { "one_thread_run", { worker, run, 40, 0 } },
    { "one_thread_core", { worker, core, 40, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_true (bobbin_readings_add (readings, values[i].metric, &values[i].reading, 1));
}

/* A lane is made of what its worker waited and ran, by turns. */
static void
test_one_core_lanes (void)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;
  const BobbinPlotLane *lane;
  const BobbinPlotSegment *last;

  add_run (readings, 1, 0.0, 3e6, 0.0);
  add_run (readings, 1, 5e6, 2e6, 1.0);
  add_run (readings, 2, 3e6, 4e6, -1.0); /* no core's number */
  outcome = made_up_judge (&bobbin_experiment_one_core, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpuint (outcome->plot->lanes->len, ==, 2);

  lane = g_ptr_array_index (outcome->plot->lanes, 0);
  g_assert_nonnull (lane->heading);
  g_assert_cmpstr (lane->outcome, ==, "ran 5.00 ms");
  g_assert_cmpuint (lane->segments->len, ==, 4);
  last = &g_array_index (lane->segments, BobbinPlotSegment, 3);
  g_assert_cmpfloat_with_epsilon (last->begin, 8e6, 1.0);
  g_assert_cmpfloat_with_epsilon (last->end, 10e6, 1.0);
  g_assert_cmpint (last->core, ==, 1);
  lane = g_ptr_array_index (outcome->plot->lanes, 1);
  g_assert_null (lane->heading);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/experiments-cores/one-core/nothing", &bobbin_experiment_one_core, test_nothing);
  g_test_add_func ("/experiments-cores/one-core/verdicts", test_one_core_verdicts);
  g_test_add_func ("/experiments-cores/one-core/noise", test_one_core_noise);
  g_test_add_func ("/experiments-cores/one-core/lanes", test_one_core_lanes);
  return g_test_run ();
}
