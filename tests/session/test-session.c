/* A live run against the kernel's own accounting */
#include "bobbin-session-private.h"

#include <signal.h>
#include <string.h>

#include "bobbin-core-lanes.h"
#include "bobbin-error.h"
#include "bobbin-gtop.h"
#include "bobbin-proc-files.h"
#include "session-fixture.h"

#if defined (__SANITIZE_ADDRESS__)
#define WITH_ADDRESS_SANITIZER
#elif defined (__has_feature)
#if __has_feature (address_sanitizer)
#define WITH_ADDRESS_SANITIZER
#endif
#endif

static guint64
read_run_ns (const BobbinRunWorker *worker)
{
  BobbinProcFile file = BOBBIN_PROC_FILE_INIT;
  BobbinSchedstat schedstat;
  char text[128];

  g_assert_true (bobbin_proc_file_open (&file, worker->pid, worker->tid, "schedstat"));
  g_assert_cmpuint (bobbin_proc_file_read (&file, text, sizeof text), >, 0);
  g_assert_true (bobbin_parse_schedstat (text, &schedstat));
  bobbin_proc_file_close (&file);
  return schedstat.run_ns;
}

/* cpu_ns of each worker within 3 % of what the kernel said just before. */
static void
test_counts (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=3", "name=t,kind=threads,count=3", NULL };
  SessionFixture f;
  guint64 kernel_ns[6];
  double machine_ns = 0.0;

  session_set_up (&f, groups, 0);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, 5));
  session_run_for_ms (1500);
  const BobbinRun *run = bobbin_session_get_run (f.session);
  for (guint i = 0; i < 6; i++)
    kernel_ns[i] = read_run_ns (bobbin_run_get_worker (run, i));
  bobbin_session_stop (f.session);
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 2));

  for (guint i = 0; i < 6; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      g_assert_cmpint (worker->end, ==, BOBBIN_END_STOPPED);
      g_assert_cmpfloat (ABS ((double) worker->cpu_ns / (double) kernel_ns[i] - 1.0), <, 0.03);
      g_assert_cmpint (worker->born_ns, <, 0);
      g_assert_cmpuint (worker->work_units, >, 0);
      g_assert_true (worker->switches_valid);
      machine_ns += (double) worker->cpu_ns;
    }
  g_assert_cmpuint (f.ended->len, ==, 6);
  /* Six workers that never block cannot use more than the machine has. */
  g_assert_cmpfloat (machine_ns, <=, 1.01 * (double) run->now_ns * run->machine->n_cores);
  g_assert_cmpuint (run->own_cost.sweeps, >=, 20);
  session_tear_down (&f);
}

/* The lanes' time is whole: what the workers wrote down adds up to their lives,
 * and agrees with the kernel's counts. */
static void
test_history (void)
{
  static const char *const groups[] = { "name=t,kind=threads,count=3", NULL };
  SessionFixture f;

  session_set_up (&f, groups, BOBBIN_NS_PER_S);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 5));
  const BobbinRun *run = bobbin_session_get_run (f.session);

  for (guint i = 0; i < 3; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);
      BobbinTimeSpan life = { 0, worker->ended_ns };
      BobbinShares shares = bobbin_history_get_shares (run->history, i, life);

      gint64 sum_ns = worker->running_ns + worker->waiting_ns + worker->blocked_ns;
      gint64 cores_ns = 0;

      g_assert_cmpint (shares.unknown_ns, <, worker->ended_ns / 1000);
      /* It never blocks at its work; several that leave at once may wait for each other. */
      g_assert_cmpint (bobbin_history_get_shares (run->history, i, (BobbinTimeSpan) { 0, run->end_ns }).blocked_ns, ==, 0);
      g_assert_cmpfloat (ABS ((double) sum_ns / (double) worker->ended_ns - 1.0), <, 0.001);
      g_assert_cmpfloat (ABS ((double) worker->running_ns / (double) worker->cpu_ns - 1.0), <, 0.03);
      g_assert_cmpuint (worker->lost_slices, ==, 0);
      g_assert_cmpuint (worker->slices, >, 0);
      for (guint core = 0; core < run->machine->n_configured; core++)
        cores_ns += *bobbin_run_core_running_ns (run, i, core);
      g_assert_cmpint (cores_ns, ==, worker->running_ns);
    }
  session_tear_down (&f);
}

/* What the cores' lanes say of each worker is what the worker wrote down and the
 * pauses before it came on, and no two workers had one core for longer than the product promises. */
static void
test_core_lanes (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=3", "name=t,kind=threads,count=3", NULL };
  SessionFixture f;
  gint64 told_ns[6] = { 0 };

  session_set_up (&f, groups, 1500 * BOBBIN_NS_PER_MS);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 5));
  const BobbinRun *run = bobbin_session_get_run (f.session);
  for (guint core = 0; core < run->machine->n_configured; core++)
    {
      BobbinHistoryWalk walk = bobbin_history_walk (run->core_history, core, 0);
      BobbinInterval slice;
      gint64 end_ns = 0;

      while (bobbin_history_walk_next (&walk, &slice))
        {
          g_assert_cmpint (ABS (slice.span.begin_ns - end_ns), <=, 16); /* no gaps */
          end_ns = slice.span.end_ns;
          if (slice.state == BOBBIN_STATE_RUNNING)
            told_ns[slice.other] += bobbin_time_span_length_ns (slice.span);
        }
      g_assert_cmpint (end_ns, >=, run->end_ns - BOBBIN_CORE_PAUSE_NS);
    }
  for (guint i = 0; i < 6; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      g_assert_cmpint (told_ns[i], >, worker->running_ns - worker->running_ns / 100);
      g_assert_cmpint (told_ns[i], <, worker->running_ns + (gint64) worker->slices * BOBBIN_CORE_PAUSE_NS);
    }
  g_test_message ("the longest overlap was %" G_GINT64_FORMAT " ns", run->core_overlap_ns);
  g_assert_cmpint (run->core_overlap_ns, <=, 50 * BOBBIN_NS_PER_US);
  session_tear_down (&f);
}

static void
test_memory (void)
{
  static const char *const groups[] = {
    "name=p,kind=processes,count=2,heap=4MiB,work=sleep,duty=1%",
    "name=t,kind=threads,count=2,heap=4MiB,work=sleep,duty=1%", NULL
  };
  SessionFixture f;

  session_set_up (&f, groups, 1200 * BOBBIN_NS_PER_MS);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 5));
  const BobbinRun *run = bobbin_session_get_run (f.session);
  BobbinMemory processes = bobbin_run_group_memory (run, 0);
  BobbinMemory threads = bobbin_run_group_memory (run, 1);

  g_assert_true (processes.valid);
  g_assert_true (threads.valid);
  /* Nobody wrote: the heap is shared with the parent, so it is in each RSS,
   * two thirds of it are in the two PSS, and none is in a USS. */
  g_assert_cmpuint (processes.rss_bytes, >, 2 * 4 * 1024 * 1024);
  g_assert_cmpuint (processes.pss_bytes, <, processes.rss_bytes - 5 * 1024 * 1024);
#ifndef WITH_ADDRESS_SANITIZER /* whose own memory would be in the sum */
  g_assert_cmpuint (processes.pss_bytes, <, 4 * 1024 * 1024);
#endif
  g_assert_cmpuint (processes.uss_bytes, <, 1024 * 1024);
  g_assert_cmpuint (threads.rss_bytes, >, 4 * 1024 * 1024);
  g_assert_cmpuint (threads.uss_bytes, >, 4 * 1024 * 1024);
  g_assert_cmpuint (processes.page_tables_bytes, >, 0);
  session_tear_down (&f);
}

static void
check_crash (gboolean threads)
{
  static const char *const process_groups[] = { "name=g,kind=processes,count=4", NULL };
  static const char *const thread_groups[] = { "name=g,kind=threads,count=4", NULL };
  SessionFixture f;

  session_set_up (&f, threads ? thread_groups : process_groups, 0);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, 5));
  session_run_for_ms (200);
  bobbin_session_crash (f.session, 2);
  session_wait_for_ends (&f, threads ? 4 : 1);
  const BobbinRun *run = bobbin_session_get_run (f.session);

  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, threads ? 0 : 3);
  for (guint i = 0; i < 4; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);
      gboolean ended = threads || i == 2;

      g_assert_cmpint (worker->end, ==, ended ? BOBBIN_END_CRASHED : BOBBIN_END_RUNNING);
      g_assert_cmpint (worker->signal, ==, ended ? SIGSEGV : 0);
      g_assert_cmpint (worker->culprit, ==, i == 2);
    }
  bobbin_session_stop (f.session);
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 2));
  session_tear_down (&f);
}

static void
test_crash_process (void)
{
  check_crash (FALSE);
}

static void
test_crash_thread (void)
{
  check_crash (TRUE);
}

/* A worker killed from outside is an event, and the run goes on. */
static void
test_killed_from_outside (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=2", NULL };
  SessionFixture f;

  session_set_up (&f, groups, 0);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, 5));
  const BobbinRun *run = bobbin_session_get_run (f.session);
  g_assert_cmpint (kill (bobbin_run_get_worker (run, 0)->pid, SIGKILL), ==, 0);
  session_wait_for_ends (&f, 1);
  g_assert_cmpint (bobbin_run_get_worker (run, 0)->end, ==, BOBBIN_END_CRASHED);
  g_assert_cmpint (bobbin_run_get_worker (run, 0)->signal, ==, SIGKILL);
  g_assert_cmpint (bobbin_run_get_worker (run, 1)->end, ==, BOBBIN_END_RUNNING);
  bobbin_session_stop (f.session);
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 2));
  session_tear_down (&f);
}

/* Halted is not waiting for a core; and whoever cannot stop is killed, and said. */
static void
test_halted (gconstpointer timeline)
{
  static const char *const groups[] = { "name=p,kind=processes,count=2", NULL };
  SessionFixture f;

  g_setenv ("BOBBIN_TIMELINE", timeline, TRUE);
  session_set_up (&f, groups, 0);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, 5));
  const BobbinRun *run = bobbin_session_get_run (f.session);
  const BobbinRunWorker *resumed = bobbin_run_get_worker (run, 0), *halted = bobbin_run_get_worker (run, 1);
  session_run_for_ms (200);
  g_assert_cmpint (kill (resumed->pid, SIGSTOP), ==, 0);
  g_assert_cmpint (kill (halted->pid, SIGSTOP), ==, 0);
  session_run_for_ms (600);
  g_assert_cmpint (kill (resumed->pid, SIGCONT), ==, 0);
  session_run_for_ms (200);
  /* Nor do they hold up the cores' lanes. */
  g_assert_cmpint (bobbin_history_get_extent (run->core_history).end_ns, >, run->now_ns / 2);
  g_assert_cmpint (resumed->blocked_ns, >, 400 * BOBBIN_NS_PER_MS);
  g_assert_cmpint (halted->waiting_ns, <, 400 * BOBBIN_NS_PER_MS);

  g_assert_cmpuint (run->warnings->len, ==, 0);
  bobbin_session_stop (f.session);
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 3));
  g_assert_cmpuint (run->warnings->len, ==, 1);
  session_tear_down (&f);
  g_unsetenv ("BOBBIN_TIMELINE");
}

/* Tells a stretch of @seconds, behind what was told before. */
static BobbinState
judge (BobbinSessionMark *mark, gint64 *told_ns, gint64 seconds, BobbinState state)
{
  BobbinTimeSpan span = { *told_ns, *told_ns + seconds * BOBBIN_NS_PER_S };

  *told_ns = span.end_ns;
  return bobbin_session_judge_state (mark, span, state);
}

/* A long halt comes in pieces, and all of them are; the next wait is one again. */
static void
test_halt_in_pieces (void)
{
  BobbinSessionMark mark = { 0 };
  gint64 told_ns = 0;

  for (gint64 second = 4; second < 12; second++)
    bobbin_session_note_halt (&mark, second * BOBBIN_NS_PER_S);
  g_assert_cmpint (judge (&mark, &told_ns, 1, BOBBIN_STATE_READY), ==, BOBBIN_STATE_READY); /* before the halt */
  g_assert_cmpint (judge (&mark, &told_ns, 2, BOBBIN_STATE_RUNNING), ==, BOBBIN_STATE_RUNNING);
  g_assert_cmpint (judge (&mark, &told_ns, 4, BOBBIN_STATE_READY), ==, BOBBIN_STATE_BLOCKED);
  g_assert_cmpint (judge (&mark, &told_ns, 4, BOBBIN_STATE_READY), ==, BOBBIN_STATE_BLOCKED);
  g_assert_cmpint (judge (&mark, &told_ns, 1, BOBBIN_STATE_READY), ==, BOBBIN_STATE_BLOCKED);
  g_assert_true (mark.halted);
  g_assert_cmpint (judge (&mark, &told_ns, 1, BOBBIN_STATE_RUNNING), ==, BOBBIN_STATE_RUNNING);
  g_assert_false (mark.halted);
  g_assert_cmpint (judge (&mark, &told_ns, 1, BOBBIN_STATE_READY), ==, BOBBIN_STATE_READY);
}

/* Halted while it slept anyway: what it waits for afterwards is a core. */
static void
test_halt_asleep (void)
{
  BobbinSessionMark mark = { 0 };
  gint64 told_ns = 0;

  bobbin_session_note_halt (&mark, BOBBIN_NS_PER_S);
  bobbin_session_note_halt (&mark, 2 * BOBBIN_NS_PER_S);
  g_assert_cmpint (judge (&mark, &told_ns, 3, BOBBIN_STATE_SLEEP), ==, BOBBIN_STATE_SLEEP);
  g_assert_cmpint (judge (&mark, &told_ns, 1, BOBBIN_STATE_READY), ==, BOBBIN_STATE_READY);
}

static gboolean
is_gone (int pid)
{
  return kill (pid, 0) < 0;
}

/* Letting go of a session that runs leaves nobody behind. */
static void
test_dispose_while_running (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=2", "name=t,kind=threads,count=2", NULL };
  SessionFixture f;
  int pids[4];

  session_set_up (&f, groups, 0);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, 5));
  for (guint i = 0; i < 4; i++)
    pids[i] = bobbin_run_get_worker (bobbin_session_get_run (f.session), i)->pid;
  session_tear_down (&f);

  gint64 deadline_us = g_get_monotonic_time () + G_USEC_PER_SEC;
  while (!(is_gone (pids[0]) && is_gone (pids[1]) && is_gone (pids[2])) && g_get_monotonic_time () < deadline_us)
    g_usleep (5000);
  for (guint i = 0; i < 4; i++)
    g_assert_true (is_gone (pids[i]));
}

static void
test_stop_while_starting (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=8", NULL };
  SessionFixture f;

  session_set_up (&f, groups, 0);
  g_assert_true (bobbin_session_start (f.session, NULL));
  bobbin_session_stop (f.session);
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 3));
  session_tear_down (&f);
}

static void
test_missing_worker (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=1", NULL };
  g_autofree char *worker = g_strdup (g_getenv ("BOBBIN_WORKER"));
  g_autoptr (GError) error = NULL;
  SessionFixture f;

  g_setenv ("BOBBIN_WORKER", "/nonexistent/bobbin-worker", TRUE);
  session_set_up (&f, groups, 0);
  g_assert_false (bobbin_session_start (f.session, &error));
  g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "/nonexistent/bobbin-worker"));
  g_setenv ("BOBBIN_WORKER", worker, TRUE);
  session_tear_down (&f);
}

/* A program that ends without a word is a failure with a sentence, no hang. */
static void
test_useless_worker (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=1", NULL };
  g_autofree char *worker = g_strdup (g_getenv ("BOBBIN_WORKER"));
  SessionFixture f;

  g_setenv ("BOBBIN_WORKER", "/bin/true", TRUE);
  session_set_up (&f, groups, 0);
  if (bobbin_session_start (f.session, NULL))
    {
      g_assert_true (session_wait_for (&f, BOBBIN_SESSION_FAILED, 5));
      g_assert_error (bobbin_session_get_error (f.session), BOBBIN_ERROR, BOBBIN_ERROR_FAILED);
    }
  g_setenv ("BOBBIN_WORKER", worker, TRUE);
  session_tear_down (&f);
}

int
main (int argc, char **argv)
{
  bobbin_base_init ();
  bobbin_gtop_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/counts", test_counts);
  g_test_add_func ("/session/history", test_history);
  g_test_add_func ("/session/core-lanes", test_core_lanes);
  g_test_add_func ("/session/memory", test_memory);
  g_test_add_func ("/session/crash/process", test_crash_process);
  g_test_add_func ("/session/crash/thread", test_crash_thread);
  g_test_add_func ("/session/killed-from-outside", test_killed_from_outside);
  g_test_add_data_func ("/session/halted/as-recorded", "", test_halted);
  g_test_add_data_func ("/session/halted/self", "self", test_halted);
  g_test_add_func ("/session/halt-in-pieces", test_halt_in_pieces);
  g_test_add_func ("/session/halt-asleep", test_halt_asleep);
  g_test_add_func ("/session/dispose-while-running", test_dispose_while_running);
  g_test_add_func ("/session/stop-while-starting", test_stop_while_starting);
  g_test_add_func ("/session/missing-worker", test_missing_worker);
  g_test_add_func ("/session/useless-worker", test_useless_worker);
  return g_test_run ();
}
