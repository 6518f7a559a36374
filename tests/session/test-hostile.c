/* test-hostile.c - workers that ruin their own record, or die over it, harm nobody else's */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bobbin-error.h"
#include "bobbin-gtop.h"
#include "bobbin-ledger.h"
#include "session-fixture.h"

static const char *const groups[] = { "name=p,kind=processes,count=4", "name=t,kind=threads,count=2,work=sleep", NULL };

/* Where @pid may write in the ledger: its own lane. 0: not found. */
static off_t
find_lane (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/maps", pid);
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &maps, NULL, NULL))
    return 0;
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "rw-s") != NULL && strstr (lines[i], "bobbin-ledger") != NULL)
      return (off_t) g_ascii_strtoull (lines[i], NULL, 16);
  return 0;
}

/* As if the worker itself had run wild. FALSE where another's memory cannot be
 * written. */
static gboolean
scribble (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/mem", pid);
  static guint8 bytes[sizeof (BobbinLedgerLane)];
  off_t lane = find_lane (pid);
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean written;

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) g_test_rand_int_range (0, 256);
  written = fd >= 0 && lane != 0 && pwrite (fd, bytes, sizeof bytes, lane) == (ssize_t) sizeof bytes;
  if (fd >= 0)
    close (fd);
  return written;
}

static void
check_untouched (const BobbinRun *run, guint id)
{
  const BobbinRunWorker *worker = bobbin_run_get_worker (run, id);
  gint64 sum_ns = worker->running_ns + worker->waiting_ns + worker->blocked_ns;
  g_autofree char *address = bobbin_run_worker_address (run, id);

  g_assert_cmpint (worker->end, ==, BOBBIN_END_STOPPED);
  g_assert_cmpint (ABS (sum_ns - worker->ended_ns), <=, worker->ended_ns / 1000);
  g_assert_cmpuint (worker->lost_slices, ==, 0);
  for (guint i = 0; i < run->warnings->len; i++)
    g_assert_null (strstr (g_ptr_array_index (run->warnings, i), address));
}

static void
test_scribble (gconstpointer source)
{
  SessionFixture f;
  guint n_told = 0;

  g_setenv ("BOBBIN_TIMELINE", source, TRUE);
  session_set_up (&f, groups, 0);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, 5));
  const BobbinRun *run = bobbin_session_get_run (f.session);
  session_run_for_ms (300);
  gboolean written = scribble (bobbin_run_get_worker (run, 1)->pid);
  for (guint i = 0; written && i < 10; i++)
    {
      session_run_for_ms (30);
      scribble (bobbin_run_get_worker (run, 1)->pid);
    }
  session_run_for_ms (300);
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 6);
  bobbin_session_stop (f.session);
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 3));

  for (guint i = 0; i < 6; i++)
    if (i != 1 || !written)
      check_untouched (run, i);
  for (guint i = 0; i < run->warnings->len; i++)
    n_told += strstr (g_ptr_array_index (run->warnings, i), "p/2 wrote nonsense") != NULL;
  if (written)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, 1);

      /* It is said once, and the lane goes on from what others know of it. */
      g_assert_cmpuint (n_told, ==, 1);
      g_assert_cmpint (bobbin_history_get_lane_extent (run->history, 1).end_ns, >, run->end_ns / 2);
      g_assert_cmpint (worker->running_ns, <=, worker->ended_ns);
      g_assert_cmpfloat (ABS ((double) worker->running_ns / (double) worker->cpu_ns - 1.0), <, 0.05);
    }
  else
    {
      g_test_skip ("Another process's memory cannot be written here.");
    }
  session_tear_down (&f);
}

/* At any moment, so also with half a slice written. */
static void
test_kill (gconstpointer source)
{
  SessionFixture f;

  g_setenv ("BOBBIN_TIMELINE", source, TRUE);
  for (guint round = 0; round < 5; round++)
    {
      session_set_up (&f, groups, 0);
      g_assert_true (bobbin_session_start (f.session, NULL));
      g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, 5));
      const BobbinRun *run = bobbin_session_get_run (f.session);
      const BobbinRunWorker *killed = bobbin_run_get_worker (run, 1);

      g_usleep ((gulong) g_test_rand_int_range (10000, 150000));
      g_assert_cmpint (kill (killed->pid, SIGKILL), ==, 0);
      session_wait_for_ends (&f, 1);
      session_run_for_ms (100);
      bobbin_session_stop (f.session);
      g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 3));

      g_assert_cmpint (killed->end, ==, BOBBIN_END_CRASHED);
      g_assert_cmpint (killed->running_ns + killed->waiting_ns + killed->blocked_ns, <=, killed->ended_ns);
      for (guint i = 0; i < 6; i++)
        if (i != 1)
          check_untouched (run, i);
      session_tear_down (&f);
    }
}

int
main (int argc, char **argv)
{
  bobbin_base_init ();
  bobbin_gtop_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/hostile/scribble/self", "self", test_scribble);
  g_test_add_data_func ("/hostile/scribble/kernel", "", test_scribble);
  g_test_add_data_func ("/hostile/kill/self", "self", test_kill);
  g_test_add_data_func ("/hostile/kill/kernel", "", test_kill);
  return g_test_run ();
}
