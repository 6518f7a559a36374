/* What can be done to the workers while they run, and what of it comes late */
#include "session-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-summary.h"
#include "bobbin-units.h"

#define PATIENCE_US (10 * G_USEC_PER_SEC)

static const char *const both[] = { "name=p,kind=processes,count=2", "name=t,kind=threads,count=3", NULL };

static const BobbinRun *
begin (SessionFixture *f, const char *const *groups)
{
  session_set_up (f, groups, 0);
  g_assert_true (bobbin_session_start (f->session, NULL));
  g_assert_true (session_wait_for (f, BOBBIN_SESSION_RUNNING, 5));
  return bobbin_session_get_run (f->session);
}

static void
stop (SessionFixture *f)
{
  bobbin_session_stop (f->session);
  g_assert_true (session_wait_for (f, BOBBIN_SESSION_OVER, 5));
}

static void
wait_for_workers (const BobbinRun *run, guint n)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (run->workers->len < n && g_get_monotonic_time () < deadline_us)
    session_run_for_ms (2);
  g_assert_cmpuint (run->workers->len, ==, n);
}

static void
wait_for_end (const BobbinRun *run, guint worker, BobbinEnd end)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (bobbin_run_get_worker (run, worker)->end == BOBBIN_END_RUNNING && g_get_monotonic_time () < deadline_us)
    session_run_for_ms (2);
  g_assert_cmpint (bobbin_run_get_worker (run, worker)->end, ==, end);
}

/* On a machine that is busy with much else that may take its time. */
static void
wait_for_work (const BobbinRun *run, guint worker)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (bobbin_run_get_worker (run, worker)->work_units == 0 && g_get_monotonic_time () < deadline_us)
    session_run_for_ms (2);
}

static void
born_cb (BobbinSession *session, guint worker, gpointer data)
{
  guint *n_born = data;

  g_assert_cmpuint (worker, ==, bobbin_session_get_run (session)->workers->len - 1);
  g_assert_cmpint (bobbin_run_get_worker (bobbin_session_get_run (session), worker)->pid, >, 0);
  (*n_born)++;
}

/* Its lane begins with its birth and is whole from there on, wherever it comes from. */
static void
test_fork (gconstpointer data)
{
  SessionFixture f;
  guint n_born = 0;

  g_setenv ("BOBBIN_TIMELINE", data, TRUE);
  const BobbinRun *run = begin (&f, both);
  g_signal_connect (f.session, "worker-born", G_CALLBACK (born_cb), &n_born);
  session_run_for_ms (300);
  g_assert_true (bobbin_session_fork (f.session, 0, NULL));
  g_assert_cmpuint (run->workers->len, ==, 5); /* nobody is shown who is not there */
  wait_for_workers (run, 6);
  session_run_for_ms (500);
  g_assert_true (bobbin_session_fork (f.session, 0, NULL));
  wait_for_workers (run, 7);
  session_run_for_ms (1000);
  for (guint i = 5; i < 7; i++)
    wait_for_work (run, i);
  stop (&f);
  g_unsetenv ("BOBBIN_TIMELINE");

  g_assert_cmpuint (n_born, ==, 2);
  g_assert_cmpuint (f.ended->len, ==, 7);
  g_assert_cmpuint (bobbin_run_get_group (run, 0)->n_workers, ==, 4);
  g_assert_cmpuint (bobbin_run_get_group (run, 1)->n_workers, ==, 3);
  for (guint i = 5; i < 7; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);
      BobbinTimeSpan before = { 0, worker->born_ns }, life = { worker->born_ns, worker->ended_ns };
      BobbinShares none = bobbin_history_get_shares (run->history, i, before);
      BobbinShares all = bobbin_history_get_shares (run->history, i, life);
      gint64 life_ns = bobbin_time_span_length_ns (life);
      gint64 told_ns = worker->running_ns + worker->waiting_ns + worker->blocked_ns;

      g_assert_cmpuint (worker->group, ==, 0);
      g_assert_cmpuint (worker->index, ==, i - 2);
      g_assert_cmpint (worker->born_ns, >, 200 * BOBBIN_NS_PER_MS);
      g_assert_cmpint (worker->end, ==, BOBBIN_END_STOPPED);
      g_assert_cmpuint (worker->work_units, >, 0);
      g_assert_cmpint (worker->cpu_ns, >, 0);
      g_assert_cmpint (worker->cpu_ns, <=, life_ns + life_ns / 20);
      g_assert_cmpuint (worker->lost_slices, ==, 0);
      g_assert_cmpint (none.running_ns + none.waiting_ns + none.blocked_ns, <=, 2 * BOBBIN_NS_PER_MS);
      g_assert_cmpint (ABS (told_ns - life_ns), <=, life_ns / 50);
      g_assert_cmpint (ABS (all.running_ns - worker->running_ns), <=, life_ns / 50);
    }
  g_assert_cmpint (bobbin_run_get_worker (run, 6)->born_ns, >, bobbin_run_get_worker (run, 5)->born_ns);
  g_autofree char *address = bobbin_run_worker_address (run, 6);
  g_assert_cmpstr (address, ==, "p/4");
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  bobbin_summary_update (summary, run);
  for (guint i = 0; i < run->warnings->len; i++)
    {
      g_test_message ("%s", (const char *) g_ptr_array_index (run->warnings, i));
      g_assert_null (strstr (g_ptr_array_index (run->warnings, i), "One more process"));
      g_assert_null (strstr (g_ptr_array_index (run->warnings, i), "nonsense"));
    }
  session_tear_down (&f);
}

/* Why not, in a sentence. */
static void
test_fork_refused (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=1,work=sleep,duty=1%,heap=0",
                                        "name=t,kind=threads,count=1,work=sleep,duty=1%,heap=0",
                                        "name=m,kind=processes,count=1,threads_each=2,work=sleep,duty=1%,heap=0", NULL };
  g_autoptr (GError) error = NULL;
  SessionFixture f;

  session_set_up (&f, groups, 0);
  g_assert_false (bobbin_session_fork (f.session, 0, &error));
  g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, 5));
  const BobbinRun *run = bobbin_session_get_run (f.session);

  for (guint group = 1; group < 3; group++)
    {
      g_assert_false (bobbin_session_can_fork (f.session, group, NULL));
      g_assert_false (bobbin_session_fork (f.session, group, &error));
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_clear_error (&error);
    }
  for (guint i = 0; i < BOBBIN_MAX_SPARES; i++)
    g_assert_true (bobbin_session_fork (f.session, 0, NULL));
  g_assert_false (bobbin_session_fork (f.session, 0, &error));
  g_assert_cmpstr (error->message, ==, "No more than 16 processes can be forked while a run goes on.");
  g_clear_error (&error);
  wait_for_workers (run, 4 + BOBBIN_MAX_SPARES);

  stop (&f);
  g_assert_false (bobbin_session_fork (f.session, 0, &error));
  g_assert_cmpuint (f.ended->len, ==, 4 + BOBBIN_MAX_SPARES);
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 0);
  session_tear_down (&f);
}

static void
kill_cb (BobbinSession *session, guint worker, gpointer data)
{
  kill (bobbin_run_get_worker (bobbin_session_get_run (session), worker)->pid, SIGKILL);
}

/* The new one dies as soon as it is there, before it says a word. */
static void
test_fork_dies (void)
{
  SessionFixture f;
  const BobbinRun *run = begin (&f, both);

  g_signal_connect (f.session, "worker-born", G_CALLBACK (kill_cb), NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (bobbin_session_fork (f.session, 0, NULL));
      wait_for_workers (run, 6 + i);
      wait_for_end (run, 5 + i, BOBBIN_END_CRASHED);
      g_assert_cmpint (bobbin_run_get_worker (run, 5 + i)->signal, ==, SIGKILL);
      g_assert_cmpint (bobbin_run_get_worker (run, 5 + i)->ended_ns, >=, bobbin_run_get_worker (run, 5 + i)->born_ns);
    }
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 5);
  stop (&f);
  g_assert_cmpuint (f.ended->len, ==, 8);
  session_tear_down (&f);
}

/* A fork that is on its way when the run is stopped, or thrown away. */
static void
test_fork_at_stop (void)
{
  SessionFixture f;
  const BobbinRun *run = begin (&f, both);

  for (guint i = 0; i < 4; i++)
    g_assert_true (bobbin_session_fork (f.session, 0, NULL));
  stop (&f);
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 0);
  g_assert_cmpuint (f.ended->len, ==, run->workers->len);
  session_tear_down (&f);

  begin (&f, both);
  for (guint i = 0; i < 4; i++)
    g_assert_true (bobbin_session_fork (f.session, 0, NULL));
  session_tear_down (&f);
}

static void
test_root_gone (void)
{
  SessionFixture f;
  const BobbinRun *run = begin (&f, both);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  int root_pid = 0;

  g_assert_true (bobbin_session_fork (f.session, 0, NULL));
  wait_for_workers (run, 6);
  path = g_strdup_printf ("/proc/%d/stat", bobbin_run_get_worker (run, 5)->pid);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (sscanf (strrchr (text, ')') + 1, " %*c %d", &root_pid), ==, 1);
  g_assert_cmpint (root_pid, >, 1);
  kill (root_pid, SIGKILL);

  /* Orders to nobody. */
  bobbin_session_write_all (f.session, 0, 1.0);
  bobbin_session_end (f.session, 0);
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, 5));
  bobbin_session_write (f.session, 0, 1.0);
  bobbin_session_set_write (f.session, 0, 1.0, BOBBIN_NS_PER_S);
  g_assert_false (bobbin_session_fork (f.session, 0, NULL));
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 0);
  g_assert_cmpuint (run->warnings->len, ==, 1);
  session_tear_down (&f);
}

/* By itself, and that is no crash; each end is told once. */
static void
test_end (gconstpointer data)
{
  SessionFixture f;

  g_setenv ("BOBBIN_TIMELINE", data, TRUE);
  const BobbinRun *run = begin (&f, both);
  session_run_for_ms (300);
  bobbin_session_end (f.session, 1);
  bobbin_session_end (f.session, 3);
  wait_for_end (run, 1, BOBBIN_END_EXITED);
  wait_for_end (run, 3, BOBBIN_END_EXITED);
  g_assert_cmpuint (f.ended->len, ==, 2);
  g_assert_cmpint (bobbin_run_get_worker (run, 1)->exit_code, ==, 0);
  g_assert_cmpint (bobbin_run_get_worker (run, 3)->exit_code, ==, 0);
  g_assert_false (bobbin_run_get_process (run, 1)->alive);
  g_assert_true (bobbin_run_get_process (run, 2)->alive);
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 3);
  g_assert_cmpuint (bobbin_run_group_n_counted (run, 0), ==, 1);
  g_assert_cmpuint (bobbin_run_group_n_counted (run, 1), ==, 1);

  bobbin_session_end (f.session, 3); /* once more */
  bobbin_session_crash (f.session, 3);
  session_run_for_ms (300);
  stop (&f);
  g_unsetenv ("BOBBIN_TIMELINE");
  g_assert_cmpuint (f.ended->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);
      gint64 told_ns = worker->running_ns + worker->waiting_ns + worker->blocked_ns;

      g_assert_cmpint (worker->end, ==, i == 1 || i == 3 ? BOBBIN_END_EXITED : BOBBIN_END_STOPPED);
      g_assert_cmpint (ABS (told_ns - worker->ended_ns), <=, worker->ended_ns / 50);
      g_assert_cmpint (worker->cpu_ns, >, 0);
    }
  g_assert_cmpint (bobbin_run_get_worker (run, 3)->ended_ns, <, bobbin_run_get_worker (run, 2)->ended_ns);
  session_tear_down (&f);
}

static void
wait_for_own (const BobbinRun *run, guint process, guint n)
{
  const BobbinPageMap *map = &bobbin_run_get_process (run, process)->pages;
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (map->counts[BOBBIN_PAGE_OWN] != n && g_get_monotonic_time () < deadline_us)
    session_run_for_ms (5);
  g_assert_cmpuint (map->counts[BOBBIN_PAGE_OWN], ==, n);
}

/* As the run tells it: exactly so many are its own, and the others' are not. */
static void
test_write (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=4,heap=1MiB,work=sleep,duty=1%",
                                        "name=m,kind=processes,count=2,heap=1MiB,work=memory,write=25%/100ms", NULL };
  SessionFixture f;
  const BobbinRun *run = begin (&f, groups);
  guint n_pages = (guint) (1048576 / run->machine->page_bytes);

  g_assert_cmpuint (bobbin_run_get_group (run, 0)->arena.n_private, ==, n_pages);
  g_assert_cmpuint (bobbin_run_get_group (run, 0)->arena.address, !=, 0);
  session_run_for_ms (300);
  if (run->pages_source != BOBBIN_PAGES_EXACT)
    {
      g_test_skip ("pages are not told one by one here");
      stop (&f);
      session_tear_down (&f);
      return;
    }
  g_assert_cmpuint (bobbin_run_get_process (run, 0)->pages.counts[BOBBIN_PAGE_OWN], ==, 0);
  wait_for_own (run, 4, n_pages / 4);
  wait_for_own (run, 5, n_pages / 4);

  bobbin_session_write (f.session, 0, 0.5);
  bobbin_session_write (f.session, 1, 0.25);
  wait_for_own (run, 0, n_pages / 2);
  wait_for_own (run, 1, n_pages / 4);
  g_assert_cmpuint (bobbin_run_get_process (run, 2)->pages.counts[BOBBIN_PAGE_OWN], ==, 0);
  bobbin_session_set_write (f.session, 1, 0.75, BOBBIN_NS_PER_S / 10);
  wait_for_own (run, 4, n_pages / 4 * 3);

  /* One more has what nobody wrote in common with the others. */
  g_assert_true (bobbin_session_fork (f.session, 0, NULL));
  wait_for_workers (run, 7);
  bobbin_session_write (f.session, 6, 0.125);
  wait_for_own (run, 6, n_pages / 8);
  bobbin_session_write_all (f.session, 0, 1.0);
  for (guint i = 0; i < 4; i++)
    wait_for_own (run, i, n_pages);
  wait_for_own (run, 6, n_pages);
  g_assert_cmpuint (bobbin_run_get_process (run, 4)->pages.counts[BOBBIN_PAGE_OWN], ==, n_pages / 4 * 3);
  stop (&f);
  session_tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/orders/fork/kernel", "kernel", test_fork);
  g_test_add_data_func ("/orders/fork/self", "self", test_fork);
  g_test_add_func ("/orders/fork/refused", test_fork_refused);
  g_test_add_func ("/orders/fork/dies", test_fork_dies);
  g_test_add_func ("/orders/fork/at-stop", test_fork_at_stop);
  g_test_add_func ("/orders/root-gone", test_root_gone);
  g_test_add_data_func ("/orders/end/kernel", "kernel", test_end);
  g_test_add_data_func ("/orders/end/self", "self", test_end);
  g_test_add_func ("/orders/write", test_write);
  return g_test_run ();
}
