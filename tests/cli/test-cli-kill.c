/* However bobbin-cli ends, no worker outlives it by a second */
#include "cli-fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_WORKER_PROCESSES 5 /* 4 processes and the one of the threads; the root makes 6 */

/* The self-test of the page tables is there beside them for some milliseconds. */
static GArray *
wait_for_workers (int pid)
{
  gint64 deadline_us = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  GArray *pids = NULL;

  do
    {
      g_clear_pointer (&pids, g_array_unref);
      g_usleep (20000);
      pids = cli_descendants (pid);
    }
  while (pids->len != N_WORKER_PROCESSES + 1 && g_get_monotonic_time () < deadline_us);
  g_assert_cmpuint (pids->len, ==, N_WORKER_PROCESSES + 1);
  return pids;
}

static void
wait_until_gone (const GArray *pids)
{
  gint64 deadline_us = g_get_monotonic_time () + G_USEC_PER_SEC;

  while (cli_any_alive (pids) && g_get_monotonic_time () < deadline_us)
    g_usleep (5000);
  g_assert_false (cli_any_alive (pids));
}

/* For a program to which orphans come. */
static void
wait_until_childless (void)
{
  gint64 deadline_us = g_get_monotonic_time () + G_USEC_PER_SEC;
  gboolean any = TRUE;

  while (any && g_get_monotonic_time () < deadline_us)
    {
      g_autoptr (GArray) left = NULL;

      while (waitpid (-1, NULL, WNOHANG) > 0)
        continue;
      left = cli_descendants (getpid ());
      any = left->len > 0;
    }
  g_assert_false (any);
}

static void
test_sigkill (void)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GSubprocess) process = cli_start ("run --processes 4 --threads 4 --duration 60s");
      g_autoptr (GArray) pids = wait_for_workers (atoi (g_subprocess_get_identifier (process)));

      /* At another moment each time. */
      g_usleep (i * 30000);
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      wait_until_gone (pids);
    }
}

/* Killed while the tree is being grown: whoever loses its parent comes to this
 * program, so nobody who was born after the kill is missed. */
static void
test_sigkill_early (void)
{
  g_assert_cmpint (prctl (PR_SET_CHILD_SUBREAPER, 1), ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GSubprocess) process = cli_start ("run --processes 40 --threads 40 --duration 60s");

      g_usleep (5000 + i * 4000);
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      wait_until_childless ();
    }
  prctl (PR_SET_CHILD_SUBREAPER, 0);
}

/* "measure", at any moment of an experiment: whoever has started whom. */
static void
test_sigkill_measure (gconstpointer experiment)
{
  g_autofree char *line = g_strdup_printf ("measure %s", (const char *) experiment);

  g_assert_cmpint (prctl (PR_SET_CHILD_SUBREAPER, 1), ==, 0);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GSubprocess) process = cli_start (line);

      g_usleep (i * 90000);
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
      wait_until_childless ();
    }
  prctl (PR_SET_CHILD_SUBREAPER, 0);
}

/* With a heap that takes long to make, nobody listens to the socket. */
static void
test_sigkill_large_heap (void)
{
  g_autoptr (GSubprocess) process = cli_start ("run --group kind=processes,count=1,heap=3GiB --duration 60s");
  g_autoptr (GArray) pids = NULL;

  g_usleep (300000);
  pids = cli_descendants (atoi (g_subprocess_get_identifier (process)));
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  wait_until_gone (pids);
}

/* Ctrl+C: stops, prints what was measured, and says "in part". */
static void
test_interrupt (gconstpointer data)
{
  int signal_number = GPOINTER_TO_INT (data);
  g_autoptr (GSubprocess) process = cli_start ("run --processes 4 --threads 4 --duration 60s");
  g_autoptr (GArray) pids = wait_for_workers (atoi (g_subprocess_get_identifier (process)));

  g_usleep (200000);
  g_subprocess_send_signal (process, signal_number);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 3);
  wait_until_gone (pids);
}

/* While an experiment runs: its root, and what that has started. */
static void
test_interrupt_measure (gconstpointer data)
{
  g_autoptr (GSubprocess) process = cli_start ("measure");
  int pid = atoi (g_subprocess_get_identifier (process));
  gint64 deadline_us = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  g_autoptr (GArray) pids = NULL;

  do
    {
      g_clear_pointer (&pids, g_array_unref);
      g_usleep (20000);
      pids = cli_descendants (pid);
    }
  while (pids->len < 2 && g_get_monotonic_time () < deadline_us);
  g_subprocess_send_signal (process, GPOINTER_TO_INT (data));
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 3);
  wait_until_gone (pids);
}

int
main (int argc, char **argv)
{
  /* Those that start the most, hold a lock for ever, and crash. */
  static const char *const experiments[] = { "creation", "pools", "deadlock", "crash", "oversubscription" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/kill/sigkill", test_sigkill);
  g_test_add_func ("/cli/kill/sigkill-early", test_sigkill_early);
  g_test_add_func ("/cli/kill/sigkill-large-heap", test_sigkill_large_heap);
  g_test_add_data_func ("/cli/kill/sigint", GINT_TO_POINTER (SIGINT), test_interrupt);
  g_test_add_data_func ("/cli/kill/sigterm", GINT_TO_POINTER (SIGTERM), test_interrupt);
  for (guint i = 0; i < G_N_ELEMENTS (experiments); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/kill/measure/%s", experiments[i]);

      g_test_add_data_func (path, experiments[i], test_sigkill_measure);
    }
  g_test_add_data_func ("/cli/kill/measure/sigint", GINT_TO_POINTER (SIGINT), test_interrupt_measure);
  g_test_add_data_func ("/cli/kill/measure/sigterm", GINT_TO_POINTER (SIGTERM), test_interrupt_measure);
  return g_test_run ();
}
