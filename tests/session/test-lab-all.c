/* test-lab-all.c - every experiment for real: the worker knows it, and each of its
 * metrics is read
 *
 * What a verdict says is this machine's business; that there is one is not.
 */
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-lab-run.h"
#include "bobbin-time-span.h"
#include "lab-fixture.h"

/* What it took above the planned time on a machine with other work to do. */
#define LATE_NS (8 * BOBBIN_NS_PER_S)

typedef struct {
  gboolean       over;
  BobbinOutcome *outcome;
  char          *failure;
} Result;

static void
over_cb (BobbinOutcome *outcome, const char *failure, gpointer data)
{
  Result *result = data;

  result->over = TRUE;
  result->outcome = outcome;
  result->failure = g_strdup (failure);
}

static Result
run (const BobbinExperiment *experiment, const BobbinMachine *machine)
{
  g_autoptr (GError) error = NULL;
  Result result = { FALSE };
  g_autoptr (BobbinLabRun) lab_run = bobbin_lab_run_start (experiment, machine, 1, over_cb, &result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lab_run);
  while (!result.over)
    lab_run_for_ms (1);
  return result;
}

static void
result_clear (Result *result)
{
  bobbin_outcome_unref (result->outcome);
  g_free (result->failure);
}

static void
test_experiment (LabFixture *f, gconstpointer data)
{
  const BobbinExperiment *experiment = data;
  BobbinOutcome *outcome;
  gboolean told = TRUE;

  lab_measure (f, experiment->id);
  g_assert_true (lab_wait_until_idle (f, 120));
  g_assert_cmpstr (bobbin_lab_get_failure (f->lab), ==, NULL);
  outcome = (BobbinOutcome *) lab_get_outcome (f, experiment->id);
  g_assert_nonnull (outcome);
  g_test_message ("%s: %s: %s", experiment->id, bobbin_verdict_to_string (outcome->verdict), outcome->because);
  if (outcome->verdict == BOBBIN_VERDICT_UNAVAILABLE)
    return;

  g_assert_nonnull (outcome->plot);
  g_assert_cmpint (outcome->took_ns, <, experiment->budget_ns + LATE_NS);
  for (const BobbinMetric *metric = experiment->metrics; metric->id != NULL; metric++)
    {
      g_autoptr (GArray) xs = bobbin_readings_get_xs (outcome->readings, metric->id);

      /* One that does not say what its x is has none: JSON would name it twice. */
      if (xs->len == 0 || (xs->len > 1 && metric->x_label == NULL))
        {
          g_test_message ("%s was read at %u places", metric->id, xs->len);
          told = FALSE;
        }
    }
  g_assert_true (told);
}

/* A small share of the time, and one core: fewer readings, but nothing goes wrong. */
static void
test_on_one_core (LabFixture *f, gconstpointer data)
{
  g_autoptr (BobbinMachine) small = bobbin_machine_copy (f->machine);
  BobbinExperiment brief = *(const BobbinExperiment *) data;
  guint first = bobbin_core_set_get_first (&small->cores);

  if (brief.least_cores > 1)
    {
      g_test_skip ("It needs more than one core; test-lab.c tests that it says so.");
      return;
    }
  small->n_cores = 1;
  small->cores = (BobbinCoreSet) { 0 };
  bobbin_core_set_add (&small->cores, first);
  brief.budget_ns /= 8;

  Result result = run (&brief, small);
  g_assert_cmpstr (result.failure, ==, NULL);
  g_assert_nonnull (result.outcome);
  g_test_message ("%s: %s: %s", brief.id, bobbin_verdict_to_string (result.outcome->verdict), result.outcome->because);
  g_assert_cmpuint (bobbin_core_set_count (&result.outcome->cores), ==, 1);
  result_clear (&result);
}

/* One that has use for so many cores alone gets no more, and says so. */
static void
test_most_cores (LabFixture *f, gconstpointer data)
{
  BobbinExperiment modest = *bobbin_experiment_find (data);

  modest.most_cores = 1;
  Result result = run (&modest, f->machine);
  g_assert_cmpstr (result.failure, ==, NULL);
  g_assert_cmpuint (bobbin_core_set_count (&result.outcome->cores), ==, 1);
  result_clear (&result);
}

static void
add (const char *folder, const BobbinExperiment *experiment, void (*test) (LabFixture *f, gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/lab-all/%s/%s", folder, experiment->id);

  g_test_add (path, LabFixture, experiment, lab_set_up, test, lab_tear_down);
}

int
main (int argc, char **argv)
{
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  bobbin_base_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n; i++)
    add ("whole", all[i], test_experiment);
  for (guint i = 0; i < n; i++)
    add ("one-core", all[i], test_on_one_core);
  g_test_add ("/lab-all/most-cores", LabFixture, "visibility", lab_set_up, test_most_cores, lab_tear_down);
  return g_test_run ();
}
