/* Bad input: one sentence that names the option, the right exit code, nothing
 * started and nothing left behind */
#include "cli-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  const char *arguments;
  int         exit_code;
  const char *named; /* must be in the sentence */
} BadInput;

static const BadInput bad_inputs[] = {
  { "run --processes 0", 2, "--processes" },
  { "run --processes=-3", 2, "--processes" },
  { "run --threads 99999999999", 2, "--threads" },
  { "run --threads 100000", 2, "--threads" },
  { "run --threads four", 2, "--threads" },
  { "run --threads 4.5", 2, "--threads" },
  { "run --processes 2000 --threads 2000", 2, "2048" },
  { "run --group kind=threads,count=0", 2, "count" },
  { "run --group kind=threads,count=-1", 2, "count" },
  { "run --group kind=threads,count=2,work=cook", 2, "cook" },
  { "run --group kind=fibres,count=2", 2, "fibres" },
  { "run --group kind=threads,count=2,colour=red", 2, "colour" },
  { "run --group kind=threads,count=2,cores=1000", 2, "1000" },
  { "run --group kind=threads,count=2,cores=99999", 2, "cores" },
  { "run --group kind=threads,count=2,cores=one", 2, "cores" },
  { "run --group kind=threads,count=2,heap=900000GiB", 2, "heap" },
  { "run --group kind=threads,count=2,heap=much", 2, "heap" },
  { "run --group kind=threads,count=2,work=memory,heap=0", 2, "heap" },
  { "run --group kind=threads,count=2,work=sleep,duty=200%", 2, "duty" },
  { "run --group kind=threads,count=2,work=memory,write=101%", 2, "write" },
  { "run --group kind=threads,count=2,work=lock,lock=padlock", 2, "padlock" },
  { "run --group kind=threads,count=2,work=pipe,lock=spin", 2, "lock is for work=lock only" },
  { "run --group kind=threads,count=1,work=pipe", 2, "count=2" },
  { "run --group kind=threads,count=2,nice=40", 2, "nice" },
  { "run --group kind=threads,count=2,threads_each=3", 2, "threads_each" },
  { "run --group count", 2, "count" },
  { "run --group name=a,count=1 --group name=a,count=1", 2, "a" },
  { "run --group name=,count=1", 2, "name" },
  { "run --duration 0s", 2, "--duration" },
  { "run --duration=-1s", 2, "--duration" },
  { "run --duration 5", 2, "--duration" },
  { "run --duration 99999999s", 2, "--duration" },
  { "run --interval 1ms", 2, "--interval" },
  { "run --seed x", 2, "--seed" },
  { "run --crash processes/9@1s", 2, "orker 9" },
  { "run --crash nobody/1@1s", 2, "nobody" },
  { "run --crash processes/1", 2, "--crash" },
  { "run --crash processes/0@1s", 2, "orker 0" },
  { "run --write processes/9=10%@1s", 2, "orker 9" },
  { "run --write processes/1@1s", 2, "--write" },
  { "run --write processes/1=0%@1s", 2, "0%" },
  { "run --write nobody/1=5%@1s", 2, "nobody" },
  { "run --group kind=processes,count=2,heap=0 --write processes/1=5%@1s", 2, "heap" },
  { "run --group kind=threads,count=2,shared=much", 2, "shared" },
  { "run --scenario no-such-scenario", 2, "no-such-scenario" },
  { "run --scenario crash --processes 3", 2, "--scenario" },
  { "run --figure timeline", 2, "--figure" },
  { "run --figure weather:a.png", 2, "weather" },
  { "run --figure timeline:a.gif", 2, "a.gif" },
  { "run --figure timeline:/nonexistent/dir/a.png", 1, "/nonexistent/dir" },
  { "run --figure timeline:/proc/a.png", 1, "/proc" },
  { "run --theme neon", 2, "neon" },
  { "run --size 10x10", 2, "--size" },
  { "run --size 1920", 2, "--size" },
  { "run --size 99999x99999", 2, "--size" },
  { "run extra", 2, "extra" },
  { "run --no-such-option", 2, "no-such-option" },
  { "measure weather", 2, "weather" },
  { "measure creation weather", 2, "weather" },
  { "measure Creation", 2, "Creation" },
  { "measure ''", 2, "bobbin-cli list experiments" },
  { "measure creation --figure race:a.png", 2, "race" },
  { "measure --figure weather:a.png", 2, "weather" },
  { "measure --figure creation", 2, "--figure" },
  { "measure --figure creation:a.gif", 2, "a.gif" },
  { "measure --figure timeline:a.png", 2, "timeline" },
  { "measure creation --figure creation:/nonexistent/dir/a.png", 1, "/nonexistent/dir" },
  { "measure creation --theme neon", 2, "neon" },
  { "measure creation --size 10x10", 2, "--size" },
  { "measure --source weather", 2, "weather" },
  { "measure --source", 2, "--source" },
  { "measure --no-such-option", 2, "no-such-option" },
  { "list", 2, "scenarios" },
  { "list weather", 2, "scenarios" },
  { "doctor extra", 2, "extra" },
  { "fly", 2, "fly" },
};

static void
test_bad_input (gconstpointer data)
{
  const BadInput *input = data;
  g_autoptr (CliResult) result = cli_run (input->arguments);

  g_assert_cmpint (result->exit_code, ==, input->exit_code);
  g_assert_cmpstr (result->out, ==, "");
  g_assert_nonnull (strstr (result->err, input->named));
  g_assert_true (g_str_has_suffix (result->err, ".\n") || g_str_has_suffix (result->err, "\n"));
  /* One sentence: one line. */
  g_assert_true (strchr (result->err, '\n') == result->err + strlen (result->err) - 1);
}

/* It is refused before anything is started, hence at once. */
static void
test_nothing_started (void)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (CliResult) result = cli_run ("run --duration 20s --figure timeline:/nonexistent/a.png");

  g_assert_cmpint (result->exit_code, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 10 * G_USEC_PER_SEC);

  /* All experiments would take the best part of a minute. */
  g_autoptr (CliResult) measured = cli_run ("measure --figure creation:/nonexistent/a.png");
  g_assert_cmpint (measured->exit_code, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 20 * G_USEC_PER_SEC);
}

static void
test_broken_pipe (void)
{
  g_autofree char *command = g_strdup_printf ("%s run --processes 2 --duration 300ms --json 2>err.txt | head -c 0; "
                                              "exit ${PIPESTATUS[0]}", g_getenv ("BOBBIN_CLI"));
  g_autofree char *dir = g_dir_make_tmp ("bobbin-pipe-XXXXXX", NULL);
  const char *const argv[] = { "bash", "-c", command, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *bash = g_find_program_in_path ("bash");
  g_autofree char *err_path = g_build_filename (dir, "err.txt", NULL);
  g_autofree char *err = NULL;

  if (bash == NULL)
    {
      g_test_skip ("bash is needed for the status of the left side of a pipe");
      return;
    }
  g_subprocess_launcher_set_cwd (launcher, dir);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_file_get_contents (err_path, &err, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (err, "standard output"));
  g_remove (err_path);
  g_rmdir (dir);
}

/* A full disk, as /dev/full plays it. */
static void
test_full_disk (void)
{
  g_autofree char *command = g_strdup_printf ("%s list works >/dev/full", g_getenv ("BOBBIN_CLI"));
  const char *const argv[] = { "sh", "-c", command, NULL };
  g_autofree char *err = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);

  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (err, "standard output"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad_inputs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/usage/%02u/%s", i, bad_inputs[i].named);

      g_strdelimit (path + strlen ("/cli/usage/00/"), "/", '_');
      g_test_add_data_func (path, &bad_inputs[i], test_bad_input);
    }
  g_test_add_func ("/cli/usage/nothing-started", test_nothing_started);
  g_test_add_func ("/cli/usage/broken-pipe", test_broken_pipe);
  g_test_add_func ("/cli/usage/full-disk", test_full_disk);
  return g_test_run ();
}
