/* test-experiments-cores.c - the judges of what several cores are good for */
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

/* --- one-core ----------------------------------------------------------------------- */

static BobbinReadings *
make_one_core (double processes, double threads)
{
  BobbinReadings *readings = bobbin_readings_new ();

  made_up_add (readings, "work_alone", 0.0, 1e6, 0.01, 20);
  made_up_add_pair (readings, "work_all_process", "work_one_process", 0.0, 1e6, processes);
  made_up_add_pair (readings, "work_all_thread", "work_one_thread", 0.0, 1e6, threads);
  return readings;
}

static void
test_one_core (void)
{
  g_autoptr (BobbinOutcome) both = made_up_judge (&bobbin_experiment_one_core, make_one_core (1.95, 1.98));
  g_autoptr (BobbinOutcome) none = made_up_judge (&bobbin_experiment_one_core, make_one_core (1.0, 1.0));
  g_autoptr (BobbinOutcome) one = made_up_judge (&bobbin_experiment_one_core, make_one_core (1.0, 1.9));

  g_assert_cmpint (both->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (none->verdict, ==, BOBBIN_VERDICT_NO_DIFFERENCE);
  g_assert_cmpint (one->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
}

static void
add_slice (BobbinReadings *readings, double worker, double begin_ns, double end_ns, double core)
{
  made_up_add_one (readings, "one_begin", worker, begin_ns);
  made_up_add_one (readings, "one_end", worker, end_ns);
  made_up_add_one (readings, "one_core", worker, core);
}

/* A gap of 0.1 ms, as a timer interrupt leaves it, is not drawn; one of 3 ms is, and
 * so is a move to another core. */
static void
test_one_core_slices (void)
{
  BobbinReadings *readings = make_one_core (1.95, 1.98);
  g_autoptr (BobbinOutcome) outcome = NULL;
  const BobbinPlotLane *lane;
  static const double begins[] = { 0.0, 2e6, 2e6, 5.1e6, 6.1e6 };
  static const BobbinSegmentForm forms[] = {
    BOBBIN_SEGMENT_SOLID, BOBBIN_SEGMENT_HATCHED, BOBBIN_SEGMENT_SOLID, BOBBIN_SEGMENT_SOLID,
  };

  add_slice (readings, 1.0, 0.0, 1e6, 0.0);
  add_slice (readings, 1.0, 1.1e6, 2e6, 0.0);
  add_slice (readings, 1.0, 5e6, 6e6, 0.0);
  add_slice (readings, 1.0, 6.0e6, 7e6, 1.0);
  outcome = made_up_judge (&bobbin_experiment_one_core, readings);
  lane = g_ptr_array_index (outcome->plot->lanes, 0);
  g_assert_cmpuint (lane->segments->len, ==, G_N_ELEMENTS (forms));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_cmpint (g_array_index (lane->segments, BobbinPlotSegment, i).form, ==, forms[i]);
  g_assert_cmpfloat_with_epsilon (g_array_index (lane->segments, BobbinPlotSegment, 1).begin, begins[1], 1.0);
  g_assert_cmpint (g_array_index (lane->segments, BobbinPlotSegment, 3).core, ==, 1);
}

/* --- contention --------------------------------------------------------------------- */

static const char *const contention_works[][2] = {
  { "map_process", "map_thread" }, { "touch_process", "touch_thread" },
  { "open_process", "open_thread" }, { "compute_process", "compute_thread" },
};

/* Four get twice as much done as one; of @n works processes get @ratio times what threads do. */
static BobbinReadings *
make_contention (guint n, double ratio)
{
  BobbinReadings *readings = bobbin_readings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (contention_works); i++)
    {
      made_up_add_pair (readings, contention_works[i][0], contention_works[i][1], 1.0, 1e5, 1.0);
      made_up_add_pair (readings, contention_works[i][0], contention_works[i][1], N_CORES, 2e5, i < n ? ratio : 1.0);
    }
  return readings;
}

static void
test_contention (void)
{
  g_autoptr (BobbinOutcome) alike = made_up_judge (&bobbin_experiment_contention, make_contention (0, 1.0));
  g_autoptr (BobbinOutcome) worse = made_up_judge (&bobbin_experiment_contention, make_contention (4, 1.6));
  g_autoptr (BobbinOutcome) better = made_up_judge (&bobbin_experiment_contention, make_contention (4, 0.6));
  g_autoptr (BobbinOutcome) depends = made_up_judge (&bobbin_experiment_contention, make_contention (2, 1.6));

  g_assert_cmpint (alike->verdict, ==, BOBBIN_VERDICT_NO_DIFFERENCE);
  g_assert_cmpint (worse->verdict, ==, BOBBIN_VERDICT_OPPOSITE);
  g_assert_cmpint (better->verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (depends->verdict, ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_cmpuint (depends->plot->categories->len, ==, G_N_ELEMENTS (contention_works));
}

/* --- oversubscription, big-lock, false-sharing, pools ------------------------------- */

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
test_false_sharing (void)
{
  static const struct {
    double        threads, processes; /* near ÷ far */
    BobbinVerdict verdict;
  } cases[] = {
    { 4.0, 4.0, BOBBIN_VERDICT_QUALIFIED },     /* both pay: not the threads' trouble alone */
    { 4.0, 0.8, BOBBIN_VERDICT_CONFIRMED },     /* threads alone pay */
    { 1.0, 1.0, BOBBIN_VERDICT_NO_DIFFERENCE }, /* two logical cores of one */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      made_up_add (readings, "count_thread", 8.0, 0.5 * cases[i].threads, 0.01, 20);
      made_up_add (readings, "count_process", 8.0, 0.5 * cases[i].processes, 0.01, 20);
      made_up_add (readings, "count_thread", 256.0, 0.5, 0.01, 20);
      made_up_add (readings, "count_process", 256.0, 0.5, 0.01, 20);
      outcome = made_up_judge (&bobbin_experiment_false_sharing, readings);
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
  g_test_add_func ("/experiments/speedup/laws", test_speed_up_laws);
  g_test_add_func ("/experiments/one-core/verdicts", test_one_core);
  g_test_add_func ("/experiments/one-core/slices", test_one_core_slices);
  g_test_add_func ("/experiments/contention", test_contention);
  g_test_add_func ("/experiments/oversubscription", test_oversubscription);
  g_test_add_func ("/experiments/big-lock", test_big_lock);
  g_test_add_func ("/experiments/false-sharing", test_false_sharing);
  g_test_add_func ("/experiments/pools", test_pools);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat ("/experiments/partial/", all[i]->id, NULL);

      g_test_add_data_func (path, all[i], test_partial);
    }
  return g_test_run ();
}
