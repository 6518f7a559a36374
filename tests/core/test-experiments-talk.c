/* test-experiments-talk.c - the judges of what workers tell each other */
#include <glib.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "made-up-readings.h"

/* --- latency ---------------------------------------------------------------------- */

static const char *const on_one_core[][2] = {
  { "pipe_process_same", "pipe_thread_same" }, { "socket_process_same", "socket_thread_same" },
  { "queue_process_same", "queue_thread_same" }, { "condition_process_same", "condition_thread_same" },
  { "futex_process_same", "futex_thread_same" },
};

static const char *const on_two_cores[][2] = {
  { "pipe_process_apart", "pipe_thread_apart" }, { "socket_process_apart", "socket_thread_apart" },
  { "queue_process_apart", "queue_thread_apart" }, { "condition_process_apart", "condition_thread_apart" },
  { "futex_process_apart", "futex_thread_apart" }, { "spin_process_apart", "spin_thread_apart" },
};

/* All channels on one core and on two; a ratio of 0: noise. */
static BobbinReadings *
make_latencies (double same, double apart)
{
  BobbinReadings *readings = bobbin_readings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (on_one_core); i++)
    if (same > 0.0)
      made_up_add_pair (readings, on_one_core[i][0], on_one_core[i][1], 0.0, 6e3 + 100.0 * i, same);
    else
      made_up_add_noise (readings, on_one_core[i][0], on_one_core[i][1], 0.0, 6e3);
  for (guint i = 0; i < G_N_ELEMENTS (on_two_cores); i++)
    if (apart > 0.0)
      made_up_add_pair (readings, on_two_cores[i][0], on_two_cores[i][1], 0.0, i == 5 ? 100.0 : 50e3, apart);
    else
      made_up_add_noise (readings, on_two_cores[i][0], on_two_cores[i][1], 0.0, 50e3);
  return readings;
}

static void
assert_latency (double same, double apart, BobbinVerdict verdict, const char *telling)
{
  g_autoptr (BobbinOutcome) outcome = made_up_judge (&bobbin_experiment_latency, make_latencies (same, apart));

  g_assert_cmpint (outcome->verdict, ==, verdict);
  g_assert_nonnull (strstr (outcome->because, telling));
  g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_DOTS);
  g_assert_cmpuint (outcome->plot->categories->len, ==, 6);
  g_assert_true (g_str_has_prefix (outcome->process_text, "pipe "));
}

static void
test_latency_verdicts (void)
{
  assert_latency (1.5, 1.3, BOBBIN_VERDICT_CONFIRMED, "on one core and");
  assert_latency (0.7, 0.8, BOBBIN_VERDICT_OPPOSITE, "on one core and");
  assert_latency (1.0, 1.0, BOBBIN_VERDICT_NO_DIFFERENCE, "(spinning)");
  assert_latency (1.9, 1.0, BOBBIN_VERDICT_QUALIFIED, "on one core and");
  assert_latency (1.9, 0.0, BOBBIN_VERDICT_NOISY, "threads on one core;");
  assert_latency (0.0, 1.0, BOBBIN_VERDICT_NOISY, "threads on two cores;");
  assert_latency (0.0, 0.0, BOBBIN_VERDICT_NOISY, "scatter too widely");
}

/* On one core there is no other, and a message queue may be refused. */
static void
test_latency_partial (void)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  made_up_add_pair (readings, "pipe_process_same", "pipe_thread_same", 0.0, 6e3, 1.9);
  made_up_add (readings, "socket_process_same", 0.0, 7e3, 0.01, 20);
  made_up_add_pair (readings, "futex_process_same", "futex_thread_same", 0.0, 5e3, 2.0);
  outcome = made_up_judge (&bobbin_experiment_latency, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_nonnull (strstr (outcome->because, "(futex)"));
  g_assert_null (strstr (outcome->because, "on two"));
  g_assert_true (outcome->ratio.valid);
}

/* --- switch ----------------------------------------------------------------------- */

static BobbinOutcome *
judge_switch (double ratio, double ratio_with_pages, int tags)
{
  BobbinReadings *readings = bobbin_readings_new ();
  BobbinLabReading tagged = { 0.0, tags, 0, 0 };

  made_up_add_pair (readings, "process_switch", "thread_switch", 0.0, 2e3, ratio);
  if (ratio_with_pages > 0.0)
    {
      made_up_add_pair (readings, "process_switch", "thread_switch", 64.0, 2.2e3, ratio_with_pages);
      made_up_add_pair (readings, "process_switch", "thread_switch", 512.0, 3e3, ratio_with_pages);
    }
  if (tags >= 0)
    g_assert_true (bobbin_readings_add (readings, "address_space_tags", &tagged, 1));
  return made_up_judge (&bobbin_experiment_switch, readings);
}

static void
test_switch_verdicts (void)
{
  static const struct {
    double        ratio, ratio_with_pages;
    int           tags; /* -1: not known */
    BobbinVerdict verdict;
    const char   *note;
  } cases[] = {
    { 3.0, 2.0, 0, BOBBIN_VERDICT_CONFIRMED, "shows no tags" },
    { 0.5, 0.6, 0, BOBBIN_VERDICT_OPPOSITE, "shows no tags" },
    { 1.0, 1.0, 1, BOBBIN_VERDICT_NO_DIFFERENCE, "need not empty" },
    { 1.0, 1.5, 1, BOBBIN_VERDICT_QUALIFIED, "need not empty" },
    { 1.5, 0.0, -1, BOBBIN_VERDICT_CONFIRMED, "part of what a switch costs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinOutcome) outcome = judge_switch (cases[i].ratio, cases[i].ratio_with_pages, cases[i].tags);

      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_nonnull (strstr (outcome->plot->note, cases[i].note));
      g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_DISTRIBUTION);
      g_assert_cmpuint (outcome->plot->series->len, ==, cases[i].ratio_with_pages > 0.0 ? 6 : 2);
      g_assert_true (outcome->plot->ratio.valid);
    }
}

static void
test_switch_noisy (void)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  made_up_add_noise (readings, "process_switch", "thread_switch", 0.0, 2e3);
  outcome = made_up_judge (&bobbin_experiment_switch, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_nonnull (strstr (outcome->because, "A switch takes"));
}

/* --- bandwidth -------------------------------------------------------------------- */

#define MIB (1024.0 * 1024.0)

/* Ratios of the rates; 0: noise. */
static BobbinOutcome *
judge_bandwidth (double pipe, double copy)
{
  BobbinReadings *readings = bobbin_readings_new ();

  if (pipe > 0.0)
    made_up_add_pair (readings, "process_pipe_same", "thread_pipe_same", 0.0, 2e9, pipe);
  else
    made_up_add_noise (readings, "process_pipe_same", "thread_pipe_same", 0.0, 2e9);
  made_up_add_pair (readings, "process_pipe_apart", "thread_pipe_apart", 0.0, 1e9, copy);
  made_up_add_pair (readings, "process_copy", "thread_copy", 1.0 * MIB, 39e9, copy);
  made_up_add_pair (readings, "process_copy", "thread_copy", 64.0 * MIB, 9e9, copy);
  made_up_add_pair (readings, "process_place", "thread_place", 0.0, 50e3, 1.0);
  return made_up_judge (&bobbin_experiment_bandwidth, readings);
}

static void
test_bandwidth_verdicts (void)
{
  static const struct {
    double        pipe, copy;
    BobbinVerdict verdict;
  } cases[] = {
    { 0.7, 0.8, BOBBIN_VERDICT_CONFIRMED },
    { 1.3, 1.2, BOBBIN_VERDICT_OPPOSITE },
    { 1.0, 1.0, BOBBIN_VERDICT_NO_DIFFERENCE },
    { 0.8, 1.0, BOBBIN_VERDICT_QUALIFIED },
    { 0.0, 1.0, BOBBIN_VERDICT_NOISY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinOutcome) outcome = judge_bandwidth (cases[i].pipe, cases[i].copy);

      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_cmpuint (outcome->plot->categories->len, ==, 4);
      g_assert_cmpstr (g_ptr_array_index (outcome->plot->categories, 3), ==, "Copy into 64 MiB of shared memory");
      g_assert_nonnull (strstr (outcome->because, "GiB/s"));
      g_assert_true (g_str_has_suffix (outcome->process_text, "/s"));
    }
}

/* The time was up after the pipe, or there is too little memory for a large area. */
static void
test_bandwidth_partial (void)
{
  BobbinReadings *pipe_alone = bobbin_readings_new (), *small = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) first = NULL, second = NULL;

  made_up_add_pair (pipe_alone, "process_pipe_same", "thread_pipe_same", 0.0, 2e9, 1.0);
  first = made_up_judge (&bobbin_experiment_bandwidth, pipe_alone);
  g_assert_cmpint (first->verdict, ==, BOBBIN_VERDICT_NOISY);

  made_up_add_pair (small, "process_pipe_same", "thread_pipe_same", 0.0, 2e9, 1.0);
  made_up_add_pair (small, "process_copy", "thread_copy", 1.0 * MIB, 39e9, 1.0);
  made_up_add_pair (small, "process_place", "thread_place", 0.0, 50e3, 1.0);
  second = made_up_judge (&bobbin_experiment_bandwidth, small);
  g_assert_cmpint (second->verdict, ==, BOBBIN_VERDICT_NO_DIFFERENCE);
  g_assert_cmpuint (second->plot->categories->len, ==, 2);
}

/* --- all -------------------------------------------------------------------------- */

static void
test_nothing (gconstpointer data)
{
  g_autoptr (BobbinOutcome) outcome = made_up_judge (data, bobbin_readings_new ());

  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_false (outcome->ratio.valid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiments-talk/latency/verdicts", test_latency_verdicts);
  g_test_add_func ("/experiments-talk/latency/partial", test_latency_partial);
  g_test_add_data_func ("/experiments-talk/latency/nothing", &bobbin_experiment_latency, test_nothing);
  g_test_add_func ("/experiments-talk/switch/verdicts", test_switch_verdicts);
  g_test_add_func ("/experiments-talk/switch/noisy", test_switch_noisy);
  g_test_add_data_func ("/experiments-talk/switch/nothing", &bobbin_experiment_switch, test_nothing);
  g_test_add_func ("/experiments-talk/bandwidth/verdicts", test_bandwidth_verdicts);
  g_test_add_func ("/experiments-talk/bandwidth/partial", test_bandwidth_partial);
  g_test_add_data_func ("/experiments-talk/bandwidth/nothing", &bobbin_experiment_bandwidth, test_nothing);
  return g_test_run ();
}
