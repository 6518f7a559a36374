/* test-experiments.c - what holds for each experiment, whatever it measures
 *
 * Their descriptions are whole, and their judges cope with any readings that a
 * worker can send: none, some, of some metrics alone, and numbers that make no
 * sense.
 */
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "bobbin-time-span.h"
#include "core-fixtures.h"
#include "made-up-readings.h"

#define N_VARIATIONS 150

static const char *const rows[] = {
  "memory", "resources", "creation", "isolation", "communication", "concurrency", "failure", NULL,
};

typedef void (*Check) (const BobbinExperiment *experiment);

static void
for_each (gconstpointer data)
{
  Check check = *(const Check *) data;
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    check (all[i]);
}

/* --- descriptions ----------------------------------------------------------- */

static gboolean
is_word (const char *text)
{
  return *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen (text);
}

static void
check_description (const BobbinExperiment *experiment)
{
  const char *const sentences[] = { experiment->claim, experiment->method, experiment->misleading };

  g_test_message ("%s", experiment->id);
  g_assert_true (is_word (experiment->id));
  g_assert_true (strlen (experiment->id) < BOBBIN_LAB_NAME_BYTES);
  g_assert_true (bobbin_experiment_find (experiment->id) == experiment);
  g_assert_true (g_strv_contains (rows, experiment->row));
  g_assert_cmpstr (experiment->title, !=, "");
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_assert_true (g_utf8_validate (sentences[i], -1, NULL));
      g_assert_true (g_str_has_suffix (sentences[i], ".") || g_str_has_suffix (sentences[i], "?"));
    }
  g_assert_cmpuint (experiment->least_cores, >=, 1);
  g_assert_cmpint (experiment->budget_ns, >, 0);
  g_assert_nonnull (experiment->judge);
  g_assert_cmpstr (bobbin_pinning_to_string (experiment->pinning), !=, "");
}

static void
check_metrics (const BobbinExperiment *experiment)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (const BobbinMetric *metric = experiment->metrics; metric->id != NULL; metric++)
    {
      g_test_message ("%s of %s", metric->id, experiment->id);
      g_assert_true (is_word (metric->id));
      g_assert_true (strlen (metric->id) < BOBBIN_LAB_NAME_BYTES);
      g_assert_true (g_hash_table_add (ids, (gpointer) metric->id));
      g_assert_cmpstr (metric->label, !=, "");
      g_assert_cmpstr (bobbin_quantity_to_string (metric->quantity), !=, "");
      g_assert_true (bobbin_experiment_find_metric (experiment, metric->id) == metric);
    }
  g_assert_cmpuint (g_hash_table_size (ids), >, 0);
  g_assert_null (bobbin_experiment_find_metric (experiment, "no_such_metric"));
}

/* What ran can be read: the very function that the worker's list names. */
static void
check_source (const BobbinExperiment *experiment)
{
  g_autofree char *source = bobbin_experiment_source (experiment);
  g_autofree char *function = g_strdelimit (g_strdup_printf ("lab_%s (Lab *lab)", experiment->id), "-", '_');
  g_autofree char *head = g_strdup_printf ("/* bobbin-lab-%s.c - ", experiment->id);
  guint n_lines = 0;

  g_test_message ("%s", experiment->id);
  g_assert_true (g_str_has_prefix (source, head));
  g_assert_nonnull (strstr (source, function));
  for (const char *at = source; *at != '\0'; at++)
    n_lines += *at == '\n';
  g_assert_cmpuint (n_lines, <=, 300); /* short enough to be read */
}

static void
test_list (void)
{
  guint n, n_seen = 0;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);
  gboolean leads = TRUE;
  gint64 planned_ns = 0;

  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (all[i]->id, !=, all[k]->id);
      g_assert_true (leads || !all[i]->leads); /* those that lead come first */
      leads = all[i]->leads;
      planned_ns += all[i]->budget_ns;
    }
  g_assert_cmpint (planned_ns, <, 60 * BOBBIN_NS_PER_S);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      const BobbinExperiment *leader = bobbin_experiment_for_row (rows[i]);
      guint n_leaders = 0;

      for (guint k = 0; k < n; k++)
        n_leaders += all[k]->leads && strcmp (all[k]->row, rows[i]) == 0;
      g_assert_cmpuint (n_leaders, <=, 1);
      g_assert_true ((leader != NULL) == (n_leaders == 1));
      n_seen += n_leaders;
    }
  g_assert_cmpuint (n_seen, >, 0);
  g_assert_null (bobbin_experiment_for_row ("weather"));
  g_assert_null (bobbin_experiment_find ("weather"));
  g_assert_null (bobbin_experiment_find (NULL));
}

/* --- judges ----------------------------------------------------------------- */

static void
check_nothing_measured (const BobbinExperiment *experiment)
{
  g_test_message ("%s", experiment->id);
  g_autoptr (BobbinOutcome) outcome = made_up_judge (experiment, bobbin_readings_new ());

  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
  g_assert_false (outcome->ratio.valid);
}

/* Of the warm-up alone nothing can be said either. */
static void
check_warm_up_alone (const BobbinExperiment *experiment)
{
  BobbinReadings *readings = bobbin_readings_new ();

  for (const BobbinMetric *metric = experiment->metrics; metric->id != NULL; metric++)
    for (guint round = 0; round < 8; round++)
      {
        BobbinLabReading reading = { 0.0, 1000.0 + round, round, 1 };

        g_assert_true (bobbin_readings_add (readings, metric->id, &reading, 1));
      }
  g_test_message ("%s", experiment->id);
  g_autoptr (BobbinOutcome) outcome = made_up_judge (experiment, readings);
  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_NOISY);
}

static double
make_up_value (GRand *random, gboolean sane)
{
  static const double odd[] = { 0.0, -1.0, 1e-9, 1e15, -1e15, 0.5, 1e-300 };

  return sane ? g_rand_double_range (random, 1.0, 1e6) : odd[g_rand_int_range (random, 0, G_N_ELEMENTS (odd))];
}

static BobbinReadings *
make_up_readings (const BobbinExperiment *experiment, GRand *random)
{
  static const double xs[] = { 0, 1, 2, 3, 4, 8, 16, 4096, 16 << 20, 64 << 20 };
  BobbinReadings *readings = bobbin_readings_new ();
  guint share = (guint) g_rand_int_range (random, 0, 5);
  gboolean sane = g_rand_boolean (random);

  for (const BobbinMetric *metric = experiment->metrics; metric->id != NULL; metric++)
    for (guint i = 0; i < G_N_ELEMENTS (xs); i++)
      {
        guint n = (guint) g_rand_int_range (random, 0, 9);

        if ((guint) g_rand_int_range (random, 0, 5) < share)
          continue;
        for (guint round = 0; round < n; round++)
          {
            BobbinLabReading reading = {
              xs[i], make_up_value (random, sane), round, round < (guint) g_rand_int_range (random, 0, 3),
            };

            g_assert_true (bobbin_readings_add (readings, metric->id, &reading, 1));
          }
      }
  return readings;
}

static void
check_any_readings (const BobbinExperiment *experiment)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);

  for (guint i = 0; i < N_VARIATIONS; i++)
    {
      g_test_message ("%s, variation %u", experiment->id, i);
      g_autoptr (BobbinOutcome) outcome = made_up_judge (experiment, make_up_readings (experiment, random));

      g_assert_cmpint (outcome->verdict, <, BOBBIN_N_VERDICTS);
      if (outcome->ratio.valid)
        {
          g_assert_true (isfinite (outcome->ratio.low) && isfinite (outcome->ratio.high));
          for (guint k = 0; k < 2; k++)
            g_assert_nonnull (bobbin_experiment_find_metric (experiment, outcome->ratio_of[k]));
        }
    }
}

static void
test_unavailable (void)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);
  g_autoptr (BobbinOutcome) outcome = bobbin_outcome_new_unavailable (all[0], machine, "It needs more.");

  g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_UNAVAILABLE);
  g_assert_cmpstr (outcome->because, ==, "It needs more.");
  g_assert_cmpstr (outcome->process_text, ==, "");
  g_assert_cmpstr (outcome->thread_text, ==, "");
  g_assert_null (outcome->plot);
  g_assert_false (outcome->ratio.valid);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; Check check; } checks[] = {
    { "/experiments/description", check_description },
    { "/experiments/metrics", check_metrics },
    { "/experiments/source", check_source },
    { "/experiments/judge/nothing", check_nothing_measured },
    { "/experiments/judge/warm-up-alone", check_warm_up_alone },
    { "/experiments/judge/anything", check_any_readings },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiments/list", test_list);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    g_test_add_data_func (checks[i].path, &checks[i].check, for_each);
  g_test_add_func ("/experiments/unavailable", test_unavailable);
  return g_test_run ();
}
