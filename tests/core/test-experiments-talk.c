/* test-experiments-talk.c - the judges of what workers tell each other */
#include <glib.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "made-up-readings.h"

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
  return g_test_run ();
}
