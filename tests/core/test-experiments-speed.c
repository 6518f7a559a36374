/* test-experiments-speed.c - the judges of what more workers are good for */
#include <glib.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "made-up-readings.h"

/* The fixture's machine has four cores. */
#define N_CORES 4.0

/* --- speedup ------------------------------------------------------------------------ */

/* One alone takes 80 ms; four threads half of it, and four processes @ratio times that. */
static BobbinReadings *
make_speed_up (double ratio)
{
  BobbinReadings *readings = bobbin_readings_new ();

  made_up_add (readings, "time_process", 1.0, 80e6, 0.01, 20);
  made_up_add (readings, "time_thread", 1.0, 80e6, 0.01, 20);
  made_up_add (readings, "serial_thread", N_CORES, 48e6, 0.01, 20);
  if (ratio > 0.0)
    made_up_add_pair (readings, "time_process", "time_thread", N_CORES, 40e6, ratio);
  else
    made_up_add_noise (readings, "time_process", "time_thread", N_CORES, 40e6);
  return readings;
}

static void
test_speed_up (void)
{
  static const struct {
    double        ratio;
    BobbinVerdict verdict;
  } cases[] = {
    { 1.3, BOBBIN_VERDICT_CONFIRMED },
    { 0.8, BOBBIN_VERDICT_OPPOSITE },
    { 1.0, BOBBIN_VERDICT_NO_DIFFERENCE },
    { 0.0, BOBBIN_VERDICT_NOISY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinOutcome) outcome = made_up_judge (&bobbin_experiment_speedup, make_speed_up (cases[i].ratio));

      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_CURVES);
      g_assert_cmpstr (outcome->ratio_of[0], ==, "time_process");
      g_assert_nonnull (strstr (outcome->because, "On 4 cores"));
    }
}

/* Fewer workers than cores were to be had: judged by as many as there were. */
static void
test_speed_up_few (void)
{
  BobbinReadings *readings = bobbin_readings_new ();
  g_autoptr (BobbinOutcome) outcome = NULL;

  made_up_add_pair (readings, "time_process", "time_thread", 1.0, 80e6, 1.0);
  made_up_add_pair (readings, "time_process", "time_thread", 2.0, 40e6, 1.3);
  outcome = made_up_judge (&bobbin_experiment_speedup, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_nonnull (strstr (outcome->because, "On 2 cores"));
}

/* Amdahl's law with a fifth done by one alone, as reckoned by hand: 1 ÷ (0.2 + 0.8 ÷ 4). */
static void
test_speed_up_laws (void)
{
  g_autoptr (BobbinOutcome) outcome = made_up_judge (&bobbin_experiment_speedup, make_speed_up (1.0));
  const BobbinPlotSeries *ideal = g_ptr_array_index (outcome->plot->series, 0);
  const BobbinPlotSeries *amdahl = g_ptr_array_index (outcome->plot->series, 1);

  g_assert_cmpint (ideal->role, ==, BOBBIN_ROLE_REFERENCE);
  g_assert_cmpfloat_with_epsilon (g_array_index (ideal->points, BobbinPlotPoint, 1).value, 4.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (g_array_index (amdahl->points, BobbinPlotPoint, 1).value, 2.5, 1e-9);
}

/* --- oversubscription, big-lock, pools ------------------------------- */

static void
test_oversubscription (void)
{
  static const struct {
    double        ratio;
    BobbinVerdict verdict;
  } cases[] = {
    { 1.0, BOBBIN_VERDICT_NO_DIFFERENCE }, { 0.7, BOBBIN_VERDICT_CONFIRMED }, { 1.4, BOBBIN_VERDICT_OPPOSITE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      made_up_add_pair (readings, "work_process", "work_thread", 1.0, 1e6, 1.0);
      made_up_add_pair (readings, "work_process", "work_thread", 8.0, 1e6, cases[i].ratio);
      made_up_add (readings, "late_process", 8.0, 6e6, 0.1, 20);
      made_up_add (readings, "late_thread", 8.0, 7e6, 0.1, 20);
      outcome = made_up_judge (&bobbin_experiment_oversubscription, readings);
      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_nonnull (strstr (outcome->because, "8 workers for each core"));
    }
}

/* Processes against threads that all take one lock, over all cores. */
static void
test_big_lock (void)
{
  static const struct {
    double        ratio;
    BobbinVerdict verdict;
  } cases[] = {
    { 0.5, BOBBIN_VERDICT_CONFIRMED }, { 1.0, BOBBIN_VERDICT_NO_DIFFERENCE }, { 2.0, BOBBIN_VERDICT_OPPOSITE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      made_up_add (readings, "free_process", 1.0, 20e6, 0.01, 20);
      made_up_add (readings, "locked_thread", 1.0, 20e6, 0.01, 20);
      made_up_add (readings, "free_thread", 1.0, 20e6, 0.01, 20);
      made_up_add_pair (readings, "free_process", "locked_thread", N_CORES, 20e6, cases[i].ratio);
      outcome = made_up_judge (&bobbin_experiment_big_lock, readings);
      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
    }
}

static void
test_pools (void)
{
  static const struct {
    double        fresh, pool;
    BobbinVerdict verdict;
  } cases[] = {
    { 5.0, 1.0, BOBBIN_VERDICT_QUALIFIED },
    { 5.0, 1.5, BOBBIN_VERDICT_CONFIRMED },
    { 0.5, 0.5, BOBBIN_VERDICT_OPPOSITE },
    { 1.0, 1.0, BOBBIN_VERDICT_NO_DIFFERENCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      made_up_add_pair (readings, "new_process", "new_thread", 0.0, 50e3, cases[i].fresh);
      made_up_add_pair (readings, "pool_process", "pool_thread", 0.0, 30e3, cases[i].pool);
      outcome = made_up_judge (&bobbin_experiment_pools, readings);
      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
    }
}

/* --- nothing, and parts -------------------------------------------------------------- */

/* What was cut off after its first metric, or before it, is noisy and can be drawn. */
static void
test_partial (gconstpointer data)
{
  const BobbinExperiment *experiment = data;
  guint n = 0;

  for (const BobbinMetric *metric = experiment->metrics; metric->id != NULL; metric++)
    n++;
  for (guint given = 0; given <= n; given++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      for (guint i = 0; i < given; i++)
        made_up_add (readings, experiment->metrics[i].id, 0.0, 2.0, 0.0, 2);
      outcome = made_up_judge (experiment, readings);
      if (given == 0)
        g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
    }
}

int
main (int argc, char **argv)
{
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiments/speedup/verdicts", test_speed_up);
  g_test_add_func ("/experiments/speedup/few", test_speed_up_few);
  g_test_add_func ("/experiments/speedup/laws", test_speed_up_laws);
  g_test_add_func ("/experiments/oversubscription", test_oversubscription);
  g_test_add_func ("/experiments/big-lock", test_big_lock);
  g_test_add_func ("/experiments/pools", test_pools);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat ("/experiments/partial/", all[i]->id, NULL);

      g_test_add_data_func (path, all[i], test_partial);
    }
  return g_test_run ();
}
