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

/* --- contention ------------------------------------------------------------------- */

static const char *const works[][2] = {
  { "map_process", "map_thread" }, { "fault_process", "fault_thread" },
  { "file_process", "file_thread" }, { "compute_process", "compute_thread" },
};

/* Processes gain so many times what threads gain: mapping memory and so on, and in
 * arithmetic; a ratio of 0: noise. */
static BobbinReadings *
make_gains (double kernel, double arithmetic)
{
  BobbinReadings *readings = bobbin_readings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      double ratio = i + 1 < G_N_ELEMENTS (works) ? kernel : arithmetic;

      if (ratio > 0.0)
        made_up_add_pair (readings, works[i][0], works[i][1], 0.0, 1.5, ratio);
      else
        made_up_add_noise (readings, works[i][0], works[i][1], 0.0, 1.5);
    }
  made_up_add (readings, "map_alone_thread", 0.0, 1200.0, 0.01, 30);
  made_up_add (readings, "workers", 0.0, 2.0, 0.0, 4);
  return readings;
}

static void
assert_gains (double kernel, double arithmetic, BobbinVerdict verdict)
{
  g_autoptr (BobbinOutcome) outcome = made_up_judge (&bobbin_experiment_contention, make_gains (kernel, arithmetic));
  const BobbinPlotSeries *ideal = g_ptr_array_index (outcome->plot->series, 2);

  g_assert_cmpint (outcome->verdict, ==, verdict);
  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_DOTS);
  g_assert_cmpuint (outcome->plot->categories->len, ==, 4);
  g_assert_nonnull (strstr (g_ptr_array_index (outcome->plot->categories, 0), "1.20 µs"));
  g_assert_cmpuint (ideal->points->len, ==, 4);
  g_assert_true (g_str_has_prefix (outcome->because, "With 2 cores "));
  g_assert_true (g_str_has_prefix (outcome->thread_text, "mapping "));
}

static void
test_contention_verdicts (void)
{
  assert_gains (1.7, 1.0, BOBBIN_VERDICT_QUALIFIED);
  assert_gains (1.7, 1.7, BOBBIN_VERDICT_OPPOSITE);
  assert_gains (0.6, 0.6, BOBBIN_VERDICT_CONFIRMED);
  assert_gains (0.6, 1.0, BOBBIN_VERDICT_QUALIFIED);
  assert_gains (1.0, 1.0, BOBBIN_VERDICT_NO_DIFFERENCE);
  assert_gains (1.7, 0.0, BOBBIN_VERDICT_NOISY);
  assert_gains (0.0, 1.0, BOBBIN_VERDICT_NOISY);
}

/* Two of the works, and how many were at it is not known. */
static void
test_contention_partial (void)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  made_up_add_pair (readings, works[0][0], works[0][1], 0.0, 1.1, 1.7);
  made_up_add (readings, works[1][0], 0.0, 1.8, 0.01, 20);
  outcome = made_up_judge (&bobbin_experiment_contention, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_true (outcome->ratio.valid);
}

/* --- false-sharing ------------------------------------------------------------------ */

/* So many times as slow side by side as far apart; 0: sometimes slower, sometimes faster. */
static void
add_distances (BobbinReadings *readings, const char *metric, double slower)
{
  made_up_add (readings, metric, 256.0, 1.4, 0.01, 30);
  if (slower > 0.0)
    made_up_add (readings, metric, 8.0, 1.4 * slower, 0.01, 30);
  for (guint round = 3; slower <= 0.0 && round < 30; round++)
    {
      BobbinLabReading reading = { 8.0, round % 2 == 0 ? 0.7 : 5.6, round, 0 };

      g_assert_true (bobbin_readings_add (readings, metric, &reading, 1));
    }
}

static void
assert_distances (double threads, double processes, double own, BobbinVerdict verdict)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  add_distances (readings, "shared_thread", threads);
  add_distances (readings, "shared_process", processes);
  add_distances (readings, "private_process", own);
  outcome = made_up_judge (&bobbin_experiment_false_sharing, readings);
  g_assert_cmpint (outcome->verdict, ==, verdict);
  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_CURVES);
  g_assert_true (g_str_has_suffix (outcome->thread_text, " side by side"));
  g_assert_nonnull (strstr (outcome->process_text, " if shared, "));
}

static void
test_false_sharing_verdicts (void)
{
  assert_distances (4.0, 4.0, 1.0, BOBBIN_VERDICT_QUALIFIED);
  assert_distances (4.0, 1.0, 1.0, BOBBIN_VERDICT_CONFIRMED);
  assert_distances (4.0, 0.9, 1.0, BOBBIN_VERDICT_CONFIRMED);
  assert_distances (0.9, 4.0, 4.0, BOBBIN_VERDICT_OPPOSITE);
  /* The shared counters alone decide already. */
  assert_distances (4.0, 4.0, 0.0, BOBBIN_VERDICT_QUALIFIED);
  assert_distances (4.0, 0.0, 1.0, BOBBIN_VERDICT_NOISY);
  assert_distances (0.0, 0.0, 0.0, BOBBIN_VERDICT_NOISY);
}

static void
test_false_sharing_partial (void)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  add_distances (readings, "shared_thread", 4.0);
  made_up_add (readings, "shared_process", 8.0, 5.6, 0.01, 20);
  outcome = made_up_judge (&bobbin_experiment_false_sharing, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_true (outcome->ratio.valid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/experiments-cores/one-core/nothing", &bobbin_experiment_one_core, test_nothing);
  g_test_add_func ("/experiments-cores/one-core/verdicts", test_one_core_verdicts);
  g_test_add_func ("/experiments-cores/one-core/noise", test_one_core_noise);
  g_test_add_func ("/experiments-cores/one-core/lanes", test_one_core_lanes);
  g_test_add_data_func ("/experiments-cores/contention/nothing", &bobbin_experiment_contention, test_nothing);
  g_test_add_func ("/experiments-cores/contention/verdicts", test_contention_verdicts);
  g_test_add_func ("/experiments-cores/contention/partial", test_contention_partial);
  g_test_add_data_func ("/experiments-cores/false-sharing/nothing", &bobbin_experiment_false_sharing, test_nothing);
  g_test_add_func ("/experiments-cores/false-sharing/verdicts", test_false_sharing_verdicts);
  g_test_add_func ("/experiments-cores/false-sharing/partial", test_false_sharing_partial);
  return g_test_run ();
}
