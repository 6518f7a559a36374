/* test-scenario.c - what is built in, and files that mean no good */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bobbin-error.h"
#include "bobbin-scenario.h"
#include "bobbin-time-span.h"
#include "core-fixtures.h"

static void
test_builtin (void)
{
  static const char *const ids[] = { "default", "crash", "one-core", "memory", "cow", "sleep",
                                      "lock", "pipe", "states", "mixed", "many" };
  static const guint n_workers[] = { 8, 8, 8, 8, 8, 16, 4, 4, 4, 8, 64 };
  static const BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  g_autoptr (GPtrArray) scenarios = bobbin_scenarios_builtin ();
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();

  g_assert_cmpuint (scenarios->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < scenarios->len; i++)
    {
      const BobbinScenario *scenario = g_ptr_array_index (scenarios, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (BobbinRequest) request = bobbin_request_new (scenario->groups, scenario->crashes, &options, machine, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (scenario->id, ==, ids[i]);
      g_assert_cmpuint (bobbin_request_get_n_workers (request), ==, n_workers[i]);
      g_assert_cmpstr (scenario->title, !=, scenario->id);
      g_assert_true (g_str_has_suffix (scenario->description, "."));
    }
}

static const BobbinGroupSpec *
get_group (const BobbinScenario *scenario, guint i)
{
  return g_ptr_array_index (scenario->groups, i);
}

static void
test_contents (void)
{
  g_autoptr (BobbinScenario) first = bobbin_scenario_load ("default", NULL);
  g_autoptr (BobbinScenario) crash = bobbin_scenario_load ("crash", NULL);
  g_autoptr (BobbinScenario) one_core = bobbin_scenario_load ("one-core", NULL);
  g_autoptr (BobbinScenario) memory = bobbin_scenario_load ("memory", NULL);
  g_autoptr (BobbinScenario) lock = bobbin_scenario_load ("lock", NULL);
  g_autoptr (BobbinScenario) states = bobbin_scenario_load ("states", NULL);
  g_autoptr (BobbinScenario) mixed = bobbin_scenario_load ("mixed", NULL);
  g_autoptr (GPtrArray) groups = bobbin_default_groups ();

  for (guint i = 0; i < 2; i++)
    {
      const BobbinCrashOrder *order = &g_array_index (crash->crashes, BobbinCrashOrder, i);

      g_assert_true (bobbin_group_spec_equal (get_group (first, i), g_ptr_array_index (groups, i)));
      g_assert_cmpuint (order->group, ==, i);
      g_assert_cmpuint (order->index, ==, 3);
      g_assert_cmpint (order->time_ns, ==, 2 * BOBBIN_NS_PER_S);
      g_assert_cmpuint (bobbin_core_set_count (&get_group (one_core, i)->cores), ==, 1);
      g_assert_cmpuint (get_group (memory, i)->heap_bytes, ==, 4 << 20);
      g_assert_cmpfloat_with_epsilon (get_group (memory, i)->write_share, 0.5, 1e-12);
      g_assert_cmpint (get_group (memory, i)->write_period_ns, ==, 4 * BOBBIN_NS_PER_S);
    }
  g_assert_cmpstr (first->title, ==, "Processes and threads");
  g_assert_cmpuint (crash->crashes->len, ==, 2);
  g_assert_cmpint (crash->duration_ns, ==, 0);
  g_assert_true (bobbin_core_set_equal (&get_group (one_core, 0)->cores, &get_group (one_core, 1)->cores));
  g_assert_cmpuint (get_group (mixed, 0)->threads_each, ==, 2);
  g_assert_cmpint (get_group (lock, 0)->lock, ==, BOBBIN_LOCK_MUTEX);
  g_assert_cmpint (get_group (lock, 1)->lock, ==, BOBBIN_LOCK_SPIN);
  /* On any machine somebody has to wait for the core. */
  g_assert_cmpint (get_group (states, 0)->work, ==, BOBBIN_WORK_MIXED);
  g_assert_true (bobbin_core_set_equal (&get_group (states, 0)->cores, &get_group (one_core, 0)->cores));
}

static void
test_parse (void)
{
  static const char text[] =
    "# A comment\n"
    "[Scenario]\n"
    "Title=Two of a kind\n"
    "Title[de]=Zwei von einer Art\n"
    "Description= Both write; one crashes. \n"
    "Duration=6s\n"
    "Crash=b/2@500ms; a/1@1s;\n"
    "Write=a/1=12.5%@100ms; b/2=100%@2s;\n"
    "\n"
    "[Group b]\n"
    "kind=threads\n"
    "count=2\n"
    "cores=0,2-3\n"
    "\n"
    "[Group a]\n"
    "count = 1\n"
    "kind = processes\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_parse (text, -1, "/x/two.scenario", &error);
  g_autofree char *cores = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (scenario->id, ==, "/x/two.scenario");
  g_assert_cmpstr (scenario->title, ==, "Two of a kind");
  g_assert_cmpstr (scenario->description, ==, "Both write; one crashes.");
  g_assert_cmpint (scenario->duration_ns, ==, 6 * BOBBIN_NS_PER_S);
  g_assert_cmpuint (scenario->groups->len, ==, 2);
  g_assert_cmpstr (get_group (scenario, 0)->name, ==, "b");
  cores = bobbin_core_set_to_string (&get_group (scenario, 0)->cores);
  g_assert_cmpstr (cores, ==, "0,2-3");
  g_assert_cmpuint (scenario->crashes->len, ==, 2);
  g_assert_cmpuint (g_array_index (scenario->crashes, BobbinCrashOrder, 1).group, ==, 1);
  g_assert_cmpuint (scenario->writes->len, ==, 2);
  g_assert_cmpuint (g_array_index (scenario->writes, BobbinWriteOrder, 0).group, ==, 1);
  g_assert_cmpfloat_with_epsilon (g_array_index (scenario->writes, BobbinWriteOrder, 0).share, 0.125, 1e-12);
  g_assert_cmpuint (g_array_index (scenario->writes, BobbinWriteOrder, 1).index, ==, 2);
  g_assert_cmpint (g_array_index (scenario->writes, BobbinWriteOrder, 1).time_ns, ==, 2 * BOBBIN_NS_PER_S);

  g_autoptr (BobbinScenario) bare = bobbin_scenario_parse ("[Group a]\nkind=threads\n", -1, "/x/my-run.scenario", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bare->title, ==, "my-run");
  g_assert_cmpstr (bare->description, ==, "");
}

#define GROUP "[Group a]\nkind=threads\n"

static void
test_wrong_texts (void)
{
  static const struct {
    const char *text;
    const char *sentence;
  } cases[] = {
    { "", "It has no group; add a section [Group NAME] with kind=processes or kind=threads." },
    { "[Scenario]\nTitle=x\n", "It has no group;" },
    { "no key file", "It is not a key file (" },
    { "Title=x\n" GROUP, "It is not a key file (" },
    { GROUP "[Groups b]\nkind=threads\n", "There is no section [Groups b]; the sections are [Scenario] and [Group NAME]." },
    { "[Scenario]\nColour=red\n" GROUP, "There is no key \"Colour\" in [Scenario]; the keys are Title, Description, Duration, Crash and Write." },
    { "[Scenario]\nCrash[de]=a/1@1s\n" GROUP, "There is no key \"Crash[de]\" in [Scenario];" },
    { "[Scenario]\nDuration=6\n" GROUP, "Duration=6 is not allowed; give more than 0s and no more than 86400s." },
    { "[Scenario]\nDuration=0s\n" GROUP, "Duration=0s is not allowed;" },
    { "[Scenario]\nDuration=90000s\n" GROUP, "Duration=90000s is not allowed;" },
    { "[Scenario]\nTitle=a\\nb\n" GROUP, "Title has a line break or a control character in it; give one line of text." },
    { "[Scenario]\nCrash=a/9@1s\n" GROUP, "Worker 9 cannot be told to crash; group \"a\" has the workers 1 to 4." },
    { "[Scenario]\nWrite=a/9=5%@1s\n" GROUP, "Worker 9 cannot be told to write; group \"a\" has the workers 1 to 4." },
    { "[Scenario]\nWrite=a/1@1s\n" GROUP, "is not of the form GROUP/INDEX=PERCENT@TIME" },
    { "[Scenario]\nCrash=b/1@1s\n" GROUP, "names the group \"b\", which is not there; the groups are a." },
    { "[Group a]\nkind=threads\ncount=0\n", "Scenario \"test\": Group \"a\": count=0 is not allowed; give 1 to 2048 workers." },
    { "[Group a]\nname=b\nkind=threads\n", "Group \"a\": its name stands in the heading, [Group NAME], and not among its keys." },
    { "[Group a]\ncount=1\n", "Group \"a\": kind is missing;" },
    { "[Group ]\nkind=threads\n", "The group name \"\" is not allowed;" },
    { "[Group a b]\nkind=threads\n", "The group name \"a b\" is not allowed;" },
    { "[Group a]\nkind=threads\nduty=5%\n", "Group \"a\": duty is for work=sleep only, and the work is compute." },
    { GROUP "kind=threads\n", "\"kind\" in line 3 is there twice; give it once." },
    { GROUP "\n[Group a]\ncount=3\n", "\"[Group a]\" in line 4 is there twice; give it once." },
    { "[Group a]\nkind=threads\nwork=\xff\xfe\n", "It is not a text in UTF-8." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].sentence);
      g_assert_null (bobbin_scenario_parse (cases[i].text, -1, "test", &error));
      g_assert_true (g_str_has_prefix (error->message, "Scenario \"test\": "));
      assert_refused (&error, cases[i].sentence);
      g_assert_null (bobbin_scenario_parse (cases[i].text, -1, "test", NULL));
    }
}

static void
test_sizes (void)
{
  g_autoptr (GString) large = g_string_new (GROUP);
  g_autoptr (GString) groups = g_string_new (NULL);
  g_autoptr (GString) title = g_string_new ("[Scenario]\nTitle=");
  g_autoptr (GError) error = NULL;

  while (large->len < 64 * 1024)
    g_string_append_c (large, '#');
  g_autoptr (BobbinScenario) largest = bobbin_scenario_parse (large->str, (gssize) large->len, "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (largest);
  g_string_append_c (large, '#');
  g_assert_null (bobbin_scenario_parse (large->str, (gssize) large->len, "test", &error));
  assert_refused (&error, "It is larger than the 64 KiB that are allowed.");

  for (guint i = 0; i < 17; i++)
    g_string_append_printf (groups, "[Group g%u]\nkind=threads\ncount=1\n", i);
  g_assert_null (bobbin_scenario_parse (groups->str, -1, "test", &error));
  assert_refused (&error, "It has more than the 16 groups that are allowed.");

  for (guint i = 0; i < 101; i++)
    g_string_append (title, "ä");
  g_string_append (title, "\n" GROUP);
  g_assert_null (bobbin_scenario_parse (title->str, -1, "test", &error));
  assert_refused (&error, "Title is longer than the 100 characters that are allowed.");

  g_assert_null (bobbin_scenario_parse ("[Group a]\0kind=threads\n", 23, "test", &error));
  assert_refused (&error, "It is not a text in UTF-8.");
}

/* Mutations of a good file: a scenario or a sentence, never anything else. */
static void
test_random_damage (void)
{
  static const char good[] = "[Scenario]\nTitle=x\nCrash=a/1@1s;\nDuration=3s\n[Group a]\nkind=threads\ncount=2\ncores=0\n";

  for (guint round = 0; round < 3000; round++)
    {
      char text[sizeof good];
      g_autoptr (GError) error = NULL;

      memcpy (text, good, sizeof good);
      for (gint n = g_test_rand_int_range (1, 5); n > 0; n--)
        text[g_test_rand_int_range (0, sizeof good - 1)] = (char) g_test_rand_int_range (0, 256);

      g_autoptr (BobbinScenario) scenario = bobbin_scenario_parse (text, sizeof good - 1, "test", &error);
      g_assert_true ((scenario == NULL) == (error != NULL));
      if (error != NULL)
        {
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          assert_refused (&error, "Scenario \"test\": ");
        }
    }
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bobbin-scenario-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.scenario", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (bobbin_scenario_load (path, &error));
  assert_refused (&error, "\"; the scenarios are default, crash, one-core, memory, cow, sleep, lock, pipe, states, mixed, many.");
  g_assert_null (bobbin_scenario_load ("", &error));
  assert_refused (&error, "There is neither a scenario nor a file \"\";");
  g_assert_null (bobbin_scenario_load (folder, &error));
  assert_refused (&error, "is not a plain file; give a file or the name of a scenario.");
  g_assert_null (bobbin_scenario_load ("/dev/zero", &error));
  assert_refused (&error, "The scenario \"/dev/zero\" is not a plain file;");

  /* Nobody writes into it: it would keep us waiting for ever. */
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_null (bobbin_scenario_load (fifo, &error));
  assert_refused (&error, "is not a plain file;");

  g_assert_true (g_file_set_contents (path, GROUP, -1, NULL));
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (scenario->id, ==, path);
  g_assert_cmpstr (scenario->title, ==, "mine");

  if (geteuid () != 0)
    {
      g_assert_cmpint (g_chmod (path, 0), ==, 0);
      g_assert_null (bobbin_scenario_load (path, &error));
      g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED);
      g_clear_error (&error);
    }

  g_unlink (fifo);
  g_unlink (path);
  g_rmdir (folder);
}

/* A file without an end is read no further than the bound. */
static void
test_endless_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bobbin-scenario-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "huge", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, GROUP, -1, NULL));
  g_assert_cmpint (truncate (path, (off_t) 1 << 40), ==, 0);
  g_assert_null (bobbin_scenario_load (path, &error));
  assert_refused (&error, "It is larger than the 64 KiB that are allowed.");
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenario/builtin", test_builtin);
  g_test_add_func ("/scenario/contents", test_contents);
  g_test_add_func ("/scenario/parse", test_parse);
  g_test_add_func ("/scenario/wrong-texts", test_wrong_texts);
  g_test_add_func ("/scenario/sizes", test_sizes);
  g_test_add_func ("/scenario/random-damage", test_random_damage);
  g_test_add_func ("/scenario/files", test_files);
  g_test_add_func ("/scenario/endless-file", test_endless_file);
  return g_test_run ();
}
