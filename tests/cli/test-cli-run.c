/* bobbin-cli run, list, doctor: the contract that scripts rely on */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

static JsonObject *
first_group (JsonObject *root, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (root, "groups"), i);
}

static JsonObject *
worker_of (JsonObject *group, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (group, "workers"), i);
}

static gint64
children_cpu_ns (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_GINT64_CONSTANT (1000000000)
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000;
}

static void
test_run (void)
{
  gint64 before_ns = children_cpu_ns ();
  g_autoptr (CliResult) result = cli_run ("run --processes 4 --threads 4 --duration 2s --json");
  gint64 used_ns = children_cpu_ns () - before_ns;
  g_autoptr (JsonNode) node = cli_result_json (result);
  JsonObject *root = json_node_get_object (node);
  g_autoptr (GHashTable) tids = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) pids = g_hash_table_new (NULL, NULL);
  gint64 workers_ns = 0;

  g_assert_cmpint (result->exit_code, ==, 0);
  for (guint g = 0; g < 2; g++)
    {
      JsonObject *group = first_group (root, g);

      g_assert_cmpstr (json_object_get_string_member (group, "name"), ==, g == 0 ? "processes" : "threads");
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (group, "workers")), ==, 4);
      for (guint i = 0; i < 4; i++)
        {
          JsonObject *worker = worker_of (group, i);
          g_autofree char *name = g_strdup_printf ("%s/%u", g == 0 ? "processes" : "threads", i + 1);

          g_assert_cmpstr (json_object_get_string_member (worker, "name"), ==, name);
          g_assert_cmpstr (json_object_get_string_member (worker, "end"), ==, "stopped");
          g_hash_table_add (tids, GSIZE_TO_POINTER (json_object_get_int_member (worker, "tid")));
          g_hash_table_add (pids, GSIZE_TO_POINTER (json_object_get_int_member (worker, "pid")));
          workers_ns += json_object_get_int_member (worker, "cpu_ns");
          g_assert_cmpint (json_object_get_null_member (worker, "memory"), ==, g == 1);
        }
    }
  g_assert_cmpuint (g_hash_table_size (tids), ==, 8);
  g_assert_cmpuint (g_hash_table_size (pids), ==, 4 + 1);

  /* wait4's accounting of the whole tree: what the workers used, and the rest. */
  gint64 own_ns = json_object_get_int_member (json_object_get_object_member (root, "own_cost"), "cpu_ns");
  g_assert_cmpfloat (ABS ((double) (workers_ns + own_ns) / (double) used_ns - 1.0), <, 0.05);
}

/* Every page is in one of the states, or is swapped out. */
static void
assert_pages (JsonObject *of)
{
  static const char *const states[] = { "shared", "own", "mapped", "untouched", "swapped" };
  JsonObject *pages = json_object_get_object_member (of, "pages");
  gint64 sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    sum += json_object_get_int_member (pages, states[i]);
  g_assert_cmpint (sum, >, 0);
  g_assert_cmpint (json_object_get_int_member (pages, "total"), ==, sum);
  g_assert_cmpint (json_object_get_int_member (pages, "left"), <=, json_object_get_int_member (pages, "own"));
}

/* Every member of the contract is there, with its type. */
static void
test_shape (void)
{
  static const char *const worker_members[] = {
    "name", "pid", "tid", "born_ns", "ended_ns", "end", "signal", "exit_code", "running_ns", "waiting_ns",
    "blocked_ns", "cpu_ns", "slices", "lost_slices", "migrations", "voluntary_switches",
    "involuntary_switches", "work_units", "cores", "memory", "pages",
  };
  static const char *const members[] = {
    "bobbin", "machine", "duration_ns", "timeline_source", "pages_source", "own_cost", "groups", "figures", "warnings",
  };
  static const char *const machine_members[] = { "cores", "cpu", "kernel", "page_bytes", "sandbox" };
  static const char *const cost_members[] = { "cpu_ns", "sweeps", "late_sweeps", "task_reads" };
  g_autoptr (CliResult) result = cli_run ("run --group name=a,kind=processes,count=1,work=sleep --duration 700ms --json");
  g_autoptr (JsonNode) node = cli_result_json (result);
  JsonObject *root = json_node_get_object (node);
  JsonObject *machine = json_object_get_object_member (root, "machine");
  JsonObject *cost = json_object_get_object_member (root, "own_cost");
  JsonObject *group = first_group (root, 0);
  JsonObject *worker = worker_of (group, 0);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_object_has_member (root, members[i]));
  for (guint i = 0; i < G_N_ELEMENTS (machine_members); i++)
    g_assert_true (json_object_has_member (machine, machine_members[i]));
  for (guint i = 0; i < G_N_ELEMENTS (cost_members); i++)
    g_assert_cmpint (json_object_get_int_member (cost, cost_members[i]), >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (worker_members); i++)
    g_assert_true (json_object_has_member (worker, worker_members[i]));
  g_assert_cmpint (json_object_get_size (worker), ==, G_N_ELEMENTS (worker_members));

  g_assert_cmpstr (json_object_get_string_member (group, "kind"), ==, "processes");
  g_assert_cmpstr (json_object_get_string_member (group, "work"), ==, "sleep");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (group, "memory"), "rss_bytes"), >, 0);
  g_assert_true (json_object_get_null_member (worker, "signal"));
  g_assert_true (json_object_get_null_member (worker, "exit_code"));
  assert_pages (group);
  assert_pages (worker);
  /* Asleep four fifths of its time. */
  g_assert_cmpint (json_object_get_int_member (worker, "blocked_ns"), >,
                   json_object_get_int_member (worker, "running_ns"));
}

/* Who waits is told as blocked, who spins is not; all of the time is told. By
 * the workers' own word, which is to be had on every machine. */
static void
test_waits (void)
{
  static const struct {
    const char *work;
    gboolean    blocks;
  } works[] = {
    { "work=lock", TRUE }, { "work=lock,lock=spin", FALSE }, { "work=lock,lock=none", FALSE },
    { "work=pipe", TRUE }, { "work=disk", TRUE },            { "work=mixed", TRUE },
  };
  g_autoptr (GString) arguments = g_string_new ("run --duration 2s --json");

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    g_string_append_printf (arguments, " --group name=g%u,count=3,%s,kind=%s", i, works[i].work,
                            i % 2 == 0 ? "processes" : "threads");

  g_setenv ("BOBBIN_TIMELINE", "self", TRUE);
  g_autoptr (CliResult) result = cli_run (arguments->str);
  g_autoptr (JsonNode) node = cli_result_json (result);
  g_unsetenv ("BOBBIN_TIMELINE");

  g_assert_cmpint (result->exit_code, ==, 0);
  for (guint g = 0; g < G_N_ELEMENTS (works); g++)
    {
      JsonObject *group = first_group (json_node_get_object (node), g);
      const char *word = json_object_get_string_member (group, "work");
      gint64 all_blocked_ns = 0;

      g_assert_true (g_str_has_prefix (works[g].work + strlen ("work="), word));
      for (guint i = 0; i < 3; i++)
        {
          JsonObject *worker = worker_of (group, i);
          gint64 blocked_ns = json_object_get_int_member (worker, "blocked_ns");
          gint64 whole_ns = blocked_ns + json_object_get_int_member (worker, "running_ns")
                            + json_object_get_int_member (worker, "waiting_ns");
          gint64 ended_ns = json_object_get_int_member (worker, "ended_ns");

          g_assert_cmpstr (json_object_get_string_member (worker, "end"), ==, "stopped");
          g_assert_cmpint (json_object_get_int_member (worker, "work_units"), >, 0);
          g_assert_cmpint (json_object_get_int_member (worker, "lost_slices"), ==, 0);
          g_assert_cmpfloat (ABS ((double) whole_ns / (double) ended_ns - 1.0), <, 0.001);
          if (!works[g].blocks)
            g_assert_cmpint (blocked_ns, <=, ended_ns / 1000);
          all_blocked_ns += blocked_ns;
        }
      /* Not each of them need have to wait where cores are what is short. */
      if (works[g].blocks)
        g_assert_cmpint (all_blocked_ns, >, 1000000);
    }
}

static void
test_crash (void)
{
  g_autoptr (CliResult) result = cli_run ("run --processes 2 --threads 2 --crash processes/1@200ms --crash threads/2@300ms --duration 1s --json");
  g_autoptr (JsonNode) node = cli_result_json (result);
  JsonObject *root = json_node_get_object (node);
  JsonObject *crashed = worker_of (first_group (root, 0), 0);
  JsonObject *carried_on = worker_of (first_group (root, 0), 1);

  g_assert_cmpint (result->exit_code, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (crashed, "end"), ==, "crashed");
  g_assert_cmpint (json_object_get_int_member (crashed, "signal"), ==, 11);
  g_assert_cmpint (json_object_get_int_member (crashed, "ended_ns"), >=, 200000000);
  g_assert_cmpint (json_object_get_int_member (crashed, "ended_ns"), <, 900000000);
  g_assert_cmpstr (json_object_get_string_member (carried_on, "end"), ==, "stopped");
  for (guint i = 0; i < 2; i++) /* a thread takes its whole process along */
    g_assert_cmpstr (json_object_get_string_member (worker_of (first_group (root, 1), i), "end"), ==, "crashed");
}

/* Written on order, and told page by page where the kernel tells. */
static void
test_write (void)
{
  g_autoptr (CliResult) result = cli_run ("run --group kind=processes,count=2,work=sleep,heap=1MiB --write processes/1=25%@100ms "
                                           "--write processes/2=0.00001%@100ms --duration 1500ms --json");
  g_autoptr (JsonNode) node = cli_result_json (result);
  JsonObject *root = json_node_get_object (node);
  JsonObject *pages = json_object_get_object_member (first_group (root, 0), "pages");
  gint64 n_private = (1 << 20) / json_object_get_int_member (json_object_get_object_member (root, "machine"), "page_bytes");

  g_assert_cmpint (result->exit_code, ==, 0);
  g_assert_cmpint (json_object_get_int_member (pages, "total"), ==, 2 * (n_private + n_private / 4));
  g_assert_cmpint (json_object_get_int_member (pages, "mapped"), ==, n_private / 4);
  /* However small a share is, it is a page. */
  g_assert_cmpint (json_object_get_int_member (pages, "own"), ==, n_private / 4 + 1);
  g_assert_cmpint (json_object_get_int_member (pages, "shared"), ==, 2 * n_private - n_private / 4 - 1);

  g_autoptr (CliResult) late = cli_run ("run --processes 1 --write processes/1=25%@5s --duration 200ms");
  g_assert_cmpint (late->exit_code, ==, 3);
  g_assert_nonnull (strstr (late->out, "processes/1 is to write at 5 s, but the run is over after 200 ms."));
}

static void
test_figures (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bobbin-figures-XXXXXX", NULL);
  g_autofree char *line = g_strdup_printf ("run --processes 2 --threads 2 --duration 600ms --json --size 800x500 "
                                           "--figure timeline:%s/t.png --figure memory:%s/m.svg --figure table:%s/s.pdf --figure all:%s/a.png",
                                           dir, dir, dir, dir);
  g_autoptr (CliResult) result = cli_run (line);
  static const struct { const char *name, *magic; } files[] = {
    { "t.png", "\x89PNG" }, { "m.svg", "<?xml" }, { "s.pdf", "%PDF" }, { "a.png", "\x89PNG" },
  };
  g_autoptr (JsonNode) node = cli_result_json (result);

  g_assert_cmpint (result->exit_code, ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "figures")), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (dir, files[i].name, NULL);
      g_autofree char *contents = NULL;
      gsize length = 0;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_cmpuint (length, >, 500);
      g_assert_true (memcmp (contents, files[i].magic, strlen (files[i].magic)) == 0);
      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (dir), ==, 0); /* nothing else was left there */
}

static void
test_text (void)
{
  g_autoptr (CliResult) result = cli_run ("run --processes 1 --threads 1 --duration 300ms");

  g_assert_cmpint (result->exit_code, ==, 0);
  g_assert_nonnull (strstr (result->out, "processes/1"));
  g_assert_nonnull (strstr (result->out, "threads/1"));
  g_assert_nonnull (strstr (result->out, "Concurrency and parallelism"));
  g_assert_nonnull (strstr (result->out, "Bobbin itself"));
  g_assert_cmpstr (result->err, ==, ""); /* no progress line without a terminal */
}

static void
test_scenarios (void)
{
  g_autoptr (CliResult) list = cli_run ("list scenarios --json");
  g_autoptr (JsonNode) node = cli_result_json (list);
  JsonArray *scenarios = json_object_get_array_member (json_node_get_object (node), "scenarios");

  g_assert_cmpuint (json_array_get_length (scenarios), >=, 3);
  for (guint i = 0; i < json_array_get_length (scenarios); i++)
    {
      const char *id = json_object_get_string_member (json_array_get_object_element (scenarios, i), "id");
      g_autofree char *line = g_strdup_printf ("run --scenario %s --duration 300ms --json", id);
      g_autoptr (CliResult) result = cli_run (line);

      /* Their orders come later than this. */
      if (g_strcmp0 (id, "crash") != 0 && g_strcmp0 (id, "cow") != 0)
        g_assert_cmpint (result->exit_code, ==, 0);
      g_assert_cmpint (result->exit_code, !=, -1);
    }
}

static void
test_lists (void)
{
  static const char *const kinds[] = { "scenarios", "experiments", "works", "figures" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *line = g_strdup_printf ("list %s", kinds[i]);
      g_autofree char *json_line = g_strdup_printf ("list %s --json", kinds[i]);
      g_autoptr (CliResult) text = cli_run (line);
      g_autoptr (CliResult) json = cli_run (json_line);
      g_autoptr (JsonNode) node = cli_result_json (json);

      g_assert_cmpint (text->exit_code, ==, 0);
      g_assert_cmpuint (strlen (text->out), >, 20);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), kinds[i])), >=, 3);
    }
}

/* Whichever source the doctor announces is the one that a run then uses. */
static void
test_timeline_source (void)
{
  for (guint forced = 0; forced < 2; forced++)
    {
      if (forced)
        g_setenv ("BOBBIN_TIMELINE", "self", TRUE);
      g_autoptr (CliResult) doctor = cli_run ("doctor");
      g_autoptr (CliResult) run = cli_run ("run --processes 2 --duration 200ms --json");
      g_autoptr (JsonNode) node = cli_result_json (run);
      gboolean kernel = strstr (doctor->out, "recorded by the kernel") != NULL;

      g_unsetenv ("BOBBIN_TIMELINE");
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "timeline_source"), ==,
                       kernel ? "kernel" : "self");
      g_assert_false (kernel && forced);
    }
}

static void
test_doctor (void)
{
  g_autoptr (CliResult) text = cli_run ("doctor");
  g_autoptr (CliResult) json = cli_run ("doctor --json");
  g_autoptr (JsonNode) node = cli_result_json (json);
  JsonArray *findings = json_object_get_array_member (json_node_get_object (node), "findings");

  g_assert_cmpint (text->exit_code, ==, 0);
  g_assert_cmpuint (json_array_get_length (findings), >=, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/run", test_run);
  g_test_add_func ("/cli/run/shape", test_shape);
  g_test_add_func ("/cli/run/waits", test_waits);
  g_test_add_func ("/cli/run/crash", test_crash);
  g_test_add_func ("/cli/run/write", test_write);
  g_test_add_func ("/cli/run/figures", test_figures);
  g_test_add_func ("/cli/run/text", test_text);
  g_test_add_func ("/cli/run/scenarios", test_scenarios);
  g_test_add_func ("/cli/list", test_lists);
  g_test_add_func ("/cli/doctor", test_doctor);
  g_test_add_func ("/cli/timeline-source", test_timeline_source);
  return g_test_run ();
}
