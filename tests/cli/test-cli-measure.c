/* bobbin-cli measure: its JSON contract, its text, the source of an experiment, and
 * what cannot be measured */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>

/* Quick ones of different kinds: with a ratio and an x, with facts, with counts. */
#define QUICK "bill visibility limits"

static const char *const verdicts[] = {
  "confirmed", "qualified", "no-difference", "opposite", "noisy", "unavailable", NULL,
};
static const char *const units[] = { "ns", "bytes", "bytes_per_s", "per_s", "count", "ratio", "share", NULL };
static const char *const pinnings[] = { "same", "apart", "free", NULL };

static double
number_of (JsonObject *object, const char *name)
{
  g_assert_true (JSON_NODE_HOLDS_VALUE (json_object_get_member (object, name)));
  return json_object_get_double_member (object, name);
}

static void
assert_metric (JsonObject *metric)
{
  g_assert_cmpstr (json_object_get_string_member (metric, "id"), !=, "");
  g_assert_cmpstr (json_object_get_string_member (metric, "label"), !=, "");
  g_assert_true (g_strv_contains (units, json_object_get_string_member (metric, "unit")));
  g_assert_cmpint (json_object_get_int_member (metric, "n"), >=, 1);
  g_assert_cmpfloat (number_of (metric, "min"), <=, number_of (metric, "p25"));
  g_assert_cmpfloat (number_of (metric, "p25"), <=, number_of (metric, "median"));
  g_assert_cmpfloat (number_of (metric, "median"), <=, number_of (metric, "p75"));
  g_assert_true (json_object_has_member (metric, "x") == json_object_has_member (metric, "x_unit"));
}

static gboolean
has_metric (JsonArray *metrics, const char *id)
{
  for (guint i = 0; i < json_array_get_length (metrics); i++)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (metrics, i), "id"), id) == 0)
      return TRUE;
  return FALSE;
}

static void
assert_ratio (JsonObject *experiment, JsonArray *metrics)
{
  JsonObject *ratio;
  JsonArray *of;

  if (JSON_NODE_HOLDS_NULL (json_object_get_member (experiment, "ratio")))
    return;
  ratio = json_object_get_object_member (experiment, "ratio");
  of = json_object_get_array_member (ratio, "of");
  g_assert_cmpuint (json_array_get_length (of), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (has_metric (metrics, json_array_get_string_element (of, i)));
  g_assert_cmpfloat (number_of (ratio, "low"), <=, number_of (ratio, "median"));
  g_assert_cmpfloat (number_of (ratio, "median"), <=, number_of (ratio, "high"));
}

static void
assert_experiment (JsonObject *experiment)
{
  JsonObject *conditions = json_object_get_object_member (experiment, "conditions");
  JsonArray *metrics = json_object_get_array_member (experiment, "metrics");

  g_assert_cmpstr (json_object_get_string_member (experiment, "row"), !=, "");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (experiment, "claim"), "."));
  g_assert_true (g_str_has_suffix (json_object_get_string_member (experiment, "because"), "."));
  g_assert_true (g_strv_contains (verdicts, json_object_get_string_member (experiment, "verdict")));
  g_assert_true (g_strv_contains (pinnings, json_object_get_string_member (conditions, "pinned")));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (conditions, "cores")), >=, 1);
  g_assert_cmpuint (json_array_get_length (metrics), >=, 1);
  for (guint i = 0; i < json_array_get_length (metrics); i++)
    assert_metric (json_array_get_object_element (metrics, i));
  assert_ratio (experiment, metrics);
}

static void
test_json (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bobbin-measure-XXXXXX", NULL);
  g_autofree char *line = g_strdup_printf ("measure " QUICK " --json --size 800x500 --figure visibility:%s/v.svg --figure bill:%s/b.png",
                                           dir, dir);
  g_autoptr (CliResult) result = cli_run (line);
  g_autoptr (JsonNode) node = cli_result_json (result);
  JsonObject *root = json_node_get_object (node);
  JsonArray *experiments = json_object_get_array_member (root, "experiments");
  JsonArray *figures = json_object_get_array_member (root, "figures");

  g_assert_cmpint (result->exit_code, ==, 0);
  g_assert_cmpstr (result->err, ==, ""); /* no progress line without a terminal */
  g_assert_cmpstr (json_object_get_string_member (root, "bobbin"), !=, "");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (root, "machine"), "cores"), >=, 1);
  g_assert_cmpuint (json_array_get_length (experiments), ==, 3);
  for (guint i = 0; i < 3; i++)
    assert_experiment (json_array_get_object_element (experiments, i));
  g_assert_cmpuint (json_array_get_length (figures), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (g_remove (json_array_get_string_element (figures, i)), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0); /* nothing else was left there */
}

static void
test_text (void)
{
  g_autoptr (CliResult) result = cli_run ("measure visibility");
  static const char *const told[] = {
    "(visibility)\n", "What one thread writes the others see", "Processes: ",
  };

  g_assert_cmpint (result->exit_code, ==, 0);
  g_assert_cmpstr (result->err, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_assert_nonnull (strstr (result->out, told[i]));
  /* No leading one was measured, so there is no row of the table to show. */
  g_assert_null (strstr (result->out, "Not yet measured"));
}

/* The very file that bobbin-worker is built from. */
static void
test_source (void)
{
  static const char *const ids[] = { "creation", "one-core" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *line = g_strdup_printf ("measure --source %s", ids[i]);
      g_autofree char *name = g_strdup_printf ("bobbin-lab-%s.c", ids[i]);
      g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "src", "worker", "lab", name, NULL);
      g_autoptr (CliResult) result = cli_run (line);
      g_autofree char *source = NULL;

      g_assert_cmpint (result->exit_code, ==, 0);
      g_assert_true (g_file_get_contents (path, &source, NULL, NULL));
      g_assert_cmpstr (result->out, ==, source);
    }
}

/* Every experiment of the list can be named. */
static void
test_list (void)
{
  g_autoptr (CliResult) list = cli_run ("list experiments --json");
  g_autoptr (JsonNode) node = cli_result_json (list);
  JsonArray *experiments = json_object_get_array_member (json_node_get_object (node), "experiments");

  g_assert_cmpint (list->exit_code, ==, 0);
  g_assert_cmpuint (json_array_get_length (experiments), >, 0);
  for (guint i = 0; i < json_array_get_length (experiments); i++)
    {
      const char *id = json_object_get_string_member (json_array_get_object_element (experiments, i), "id");
      g_autofree char *line = g_strdup_printf ("measure --source %s", id);
      g_autoptr (CliResult) source = cli_run (line);

      g_assert_cmpint (source->exit_code, ==, 0);
      g_assert_nonnull (strstr (source->out, id));
    }
}

/* What it lacks is an answer, not a failure. */
static void
test_one_core (void)
{
  cpu_set_t before, one;
  g_autoptr (CliResult) result = NULL;
  guint core = 0;

  g_assert_cmpint (sched_getaffinity (0, sizeof before, &before), ==, 0);
  while (!CPU_ISSET (core, &before))
    core++;
  CPU_ZERO (&one);
  CPU_SET (core, &one);
  g_assert_cmpint (sched_setaffinity (0, sizeof one, &one), ==, 0);
  result = cli_run ("measure big-lock --json");
  g_assert_cmpint (sched_setaffinity (0, sizeof before, &before), ==, 0);

  g_autoptr (JsonNode) node = cli_result_json (result);
  JsonArray *experiments = json_object_get_array_member (json_node_get_object (node), "experiments");
  JsonObject *experiment = json_array_get_object_element (experiments, 0);
  g_assert_cmpint (result->exit_code, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (experiment, "verdict"), ==, "unavailable");
  g_assert_cmpstr (json_object_get_string_member (experiment, "because"), ==, "It needs 2 cores, and this machine lends 1.");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (experiment, "metrics")), ==, 0);
  g_assert_true (JSON_NODE_HOLDS_NULL (json_object_get_member (experiment, "ratio")));
}

/* Nothing could be run at all: that is a failure, and it is said why. */
static void
test_missing_worker (void)
{
  g_autofree char *worker = g_strdup (g_getenv ("BOBBIN_WORKER"));

  g_setenv ("BOBBIN_WORKER", "/nonexistent/bobbin-worker", TRUE);
  g_autoptr (CliResult) result = cli_run ("measure visibility limits --json");
  g_setenv ("BOBBIN_WORKER", worker, TRUE);

  g_autoptr (JsonNode) node = cli_result_json (result);
  g_assert_cmpint (result->exit_code, ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "experiments")), ==, 0);
  g_assert_nonnull (strstr (result->err, "/nonexistent/bobbin-worker"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/measure/json", test_json);
  g_test_add_func ("/cli/measure/text", test_text);
  g_test_add_func ("/cli/measure/source", test_source);
  g_test_add_func ("/cli/measure/list", test_list);
  g_test_add_func ("/cli/measure/one-core", test_one_core);
  g_test_add_func ("/cli/measure/missing-worker", test_missing_worker);
  return g_test_run ();
}
