/* test-experiments-locks.c - the judges of what workers can do to each other, and of
 * what making them costs */
#include <glib.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "made-up-readings.h"

#define N_RUNS 20

static void
add_runs (BobbinReadings *readings, const char *metric, double value, guint n)
{
  for (guint i = 0; i < n; i++)
    made_up_add_one (readings, metric, 0.0, value);
}

/* --- creation ------------------------------------------------------------------------ */

static void
test_creation (void)
{
  static const struct {
    double        ratio;
    BobbinVerdict verdict;
  } cases[] = {
    { 7.0, BOBBIN_VERDICT_CONFIRMED }, { 0.5, BOBBIN_VERDICT_OPPOSITE }, { 1.0, BOBBIN_VERDICT_NO_DIFFERENCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      made_up_add_pair (readings, "fork_cycle", "pthread_cycle", 0.0, 24e3, cases[i].ratio);
      made_up_add_pair (readings, "fork_cycle", "pthread_cycle", 64.0 * 1024 * 1024, 25e3, 100.0);
      outcome = made_up_judge (&bobbin_experiment_creation, readings);
      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_nonnull (strstr (outcome->because, "64.0 MiB"));
      g_assert_cmpfloat_with_epsilon (outcome->ratio.median, cases[i].ratio, 0.1 * cases[i].ratio);
    }
}

/* --- race ----------------------------------------------------------------------------- */

static BobbinReadings *
make_race (double threads, double processes, double foreign, double cured)
{
  static const char *const cures[] = {
    "mutex_lost_thread", "mutex_lost_process", "atomic_lost_thread", "atomic_lost_process", "own_lost_thread", "own_lost_process",
  };
  BobbinReadings *readings = bobbin_readings_new ();

  add_runs (readings, "bare_lost_thread", threads, N_RUNS);
  add_runs (readings, "bare_lost_process", processes, N_RUNS);
  add_runs (readings, "private_foreign", foreign, N_RUNS);
  for (guint i = 0; i < G_N_ELEMENTS (cures); i++)
    add_runs (readings, cures[i], cured, N_RUNS);
  return readings;
}

static void
test_race (void)
{
  static const struct {
    double        threads, processes, foreign, cured;
    BobbinVerdict verdict;
    const char   *telling;
  } cases[] = {
    /* Shared memory brings the race back: the claim holds for private memory alone. */
    { 0.45, 0.45, 0.0, 0.0, BOBBIN_VERDICT_QUALIFIED, "Threads lose 45 %" },
    /* On one core nothing may be lost, which proves nothing. */
    { 0.0, 0.0, 0.0, 0.0, BOBBIN_VERDICT_NOISY, "0 %" },
    /* What cannot be: additions that reach another process's own memory. */
    { 0.45, 0.45, 7.0, 0.0, BOBBIN_VERDICT_OPPOSITE, "7 additions" },
    { 0.45, 0.45, 0.0, 0.01, BOBBIN_VERDICT_QUALIFIED, "must not be" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinOutcome) outcome
        = made_up_judge (&bobbin_experiment_race,
                         make_race (cases[i].threads, cases[i].processes, cases[i].foreign, cases[i].cured));

      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_nonnull (strstr (outcome->because, cases[i].telling));
      g_assert_cmpuint (outcome->plot->categories->len, ==, 4);
    }
}

/* --- limits ---------------------------------------------------------------------------- */

static void
test_limits (void)
{
  static const struct {
    double        process_refused, thread_refused, process_work;
    BobbinVerdict verdict;
  } cases[] = {
    { 0.0, 1.0, 0.5, BOBBIN_VERDICT_QUALIFIED }, /* spared the limit, not the core */
    { 0.0, 1.0, 1.0, BOBBIN_VERDICT_CONFIRMED },
    { 1.0, 1.0, 0.5, BOBBIN_VERDICT_OPPOSITE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      add_runs (readings, "hog_files_process", 59.0, 1);
      add_runs (readings, "hog_files_thread", 59.0, 1);
      add_runs (readings, "victim_refused_process", cases[i].process_refused, 1);
      add_runs (readings, "victim_refused_thread", cases[i].thread_refused, 1);
      add_runs (readings, "victim_work_process", cases[i].process_work, 7);
      add_runs (readings, "victim_work_thread", 0.5, 7);
      outcome = made_up_judge (&bobbin_experiment_limits, readings);
      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_cmpint (outcome->plot->kind, ==, BOBBIN_PLOT_MATRIX);
    }
}

/* --- deadlock --------------------------------------------------------------------------- */

static void
test_deadlock (void)
{
  static const struct {
    double        threads, processes, ordered;
    BobbinVerdict verdict;
  } cases[] = {
    { 1.0, 1.0, 0.0, BOBBIN_VERDICT_QUALIFIED }, /* processes with shared locks as well */
    { 1.0, 0.0, 0.0, BOBBIN_VERDICT_CONFIRMED }, /* threads alone */
    { 0.0, 1.0, 0.0, BOBBIN_VERDICT_OPPOSITE },
    { 1.0, 0.0, 1.0, BOBBIN_VERDICT_CONFIRMED }, /* the cure is not what is claimed */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      add_runs (readings, "forced_thread", cases[i].threads, 10);
      add_runs (readings, "forced_process", cases[i].processes, 10);
      add_runs (readings, "unforced_thread", 0.0, 10);
      add_runs (readings, "ordered_thread", cases[i].ordered, 10);
      add_runs (readings, "ordered_process", cases[i].ordered, 10);
      outcome = made_up_judge (&bobbin_experiment_deadlock, readings);
      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_cmpuint (outcome->plot->edges->len, ==, 4);
    }
}

/* --- fork-in-threads --------------------------------------------------------------------- */

static void
test_fork_in_threads (void)
{
  static const struct {
    guint         n_locked_out, n_runs;
    double        child_threads;
    BobbinVerdict verdict;
  } cases[] = {
    { 20, 20, 1.0, BOBBIN_VERDICT_CONFIRMED },
    { 0, 20, 1.0, BOBBIN_VERDICT_OPPOSITE },
    { 20, 20, 4.0, BOBBIN_VERDICT_OPPOSITE },
    { 10, 20, 1.0, BOBBIN_VERDICT_QUALIFIED },
    { 2, 2, 1.0, BOBBIN_VERDICT_NOISY }, /* too few to tell */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinReadings *readings = bobbin_readings_new ();
      g_autoptr (BobbinOutcome) outcome = NULL;

      add_runs (readings, "parent_threads", 4.0, cases[i].n_runs);
      add_runs (readings, "child_threads", cases[i].child_threads, cases[i].n_runs);
      add_runs (readings, "child_locked_out", 1.0, cases[i].n_locked_out);
      add_runs (readings, "child_locked_out", 0.0, cases[i].n_runs - cases[i].n_locked_out);
      add_runs (readings, "forked", 2e6, cases[i].n_runs);
      add_runs (readings, "gave_up", 22e6, cases[i].n_runs);
      outcome = made_up_judge (&bobbin_experiment_fork_in_threads, readings);
      g_assert_cmpint (outcome->verdict, ==, cases[i].verdict);
      g_assert_cmpuint (outcome->plot->lanes->len, ==, 5);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiments/creation", test_creation);
  g_test_add_func ("/experiments/race", test_race);
  g_test_add_func ("/experiments/limits", test_limits);
  g_test_add_func ("/experiments/deadlock", test_deadlock);
  g_test_add_func ("/experiments/fork-in-threads", test_fork_in_threads);
  return g_test_run ();
}
