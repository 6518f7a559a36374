#include "config.h"

#include "app-test.h"
#include "bobbin-error.h"
#include "bobbin-gtop.h"
#include "bobbin-runner.h"

typedef struct {
  BobbinPlan   *plan;
  BobbinRunner *runner;
  guint         n_sampled;
  char         *failure; /* NULL: none was told */
} Fixture;

static void
sampled_cb (BobbinRunner *runner, Fixture *fixture)
{
  fixture->n_sampled++;
}

static void
failed_cb (BobbinRunner *runner, const char *sentence, Fixture *fixture)
{
  g_free (fixture->failure);
  fixture->failure = g_strdup (sentence);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();

  fixture->plan = bobbin_plan_new (machine);
  fixture->runner = bobbin_runner_new (fixture->plan);
  g_signal_connect (fixture->runner, "sampled", G_CALLBACK (sampled_cb), fixture);
  g_signal_connect (fixture->runner, "failed", G_CALLBACK (failed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->runner);
  g_assert_finalize_object (fixture->plan);
  g_free (fixture->failure);
}

static gboolean
has_samples (gpointer data)
{
  return ((Fixture *) data)->n_sampled >= 5;
}

static gboolean
is_inactive (gpointer data)
{
  return !bobbin_runner_is_active (((Fixture *) data)->runner);
}

static void
start (Fixture *fixture)
{
  g_assert_true (bobbin_runner_start (fixture->runner));
  g_assert_true (bobbin_runner_is_active (fixture->runner));
  g_assert_true (app_test_wait (has_samples, fixture));
}

static void
add_worker (Fixture *fixture)
{
  g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_copy (
    bobbin_plan_get_group (fixture->plan, 0));

  spec->count++;
  bobbin_plan_set_group (fixture->plan, 0, spec);
}

static void
test_start_stop (Fixture *fixture, gconstpointer data)
{
  g_assert_null (bobbin_runner_get_run (fixture->runner));
  start (fixture);
  g_assert_cmpuint (bobbin_run_get_n_alive (bobbin_runner_get_run (fixture->runner)), ==, 8);
  bobbin_runner_stop (fixture->runner);
  g_assert_true (app_test_wait (is_inactive, fixture));
  g_assert_true (bobbin_run_is_over (bobbin_runner_get_run (fixture->runner)));
  g_assert_null (fixture->failure);
}

/* Frozen is a moment: it stays while the run goes on. */
static void
test_freeze (Fixture *fixture, gconstpointer data)
{
  const BobbinRun *frozen;
  gint64 frozen_ns, cpu_ns;
  guint n_sampled;

  bobbin_runner_set_frozen (fixture->runner, TRUE);
  g_assert_false (bobbin_runner_is_frozen (fixture->runner));

  start (fixture);
  bobbin_runner_set_frozen (fixture->runner, TRUE);
  g_assert_true (bobbin_runner_is_frozen (fixture->runner));
  frozen = bobbin_runner_get_run (fixture->runner);
  frozen_ns = frozen->now_ns;
  cpu_ns = bobbin_run_get_worker (frozen, 0)->running_ns;
  n_sampled = fixture->n_sampled;
  app_test_settle (400);
  g_assert_true (bobbin_runner_get_run (fixture->runner) == frozen);
  g_assert_cmpint (frozen->now_ns, ==, frozen_ns);
  g_assert_cmpint (bobbin_run_get_worker (frozen, 0)->running_ns, ==, cpu_ns);
  g_assert_cmpuint (fixture->n_sampled, ==, n_sampled);
  g_assert_cmpint (bobbin_session_get_run (bobbin_runner_get_session (fixture->runner))->now_ns, >,
                   frozen_ns);

  bobbin_runner_stop (fixture->runner);
  g_assert_true (app_test_wait (is_inactive, fixture));
  g_assert_false (bobbin_runner_is_frozen (fixture->runner));
  g_assert_cmpint (bobbin_runner_get_run (fixture->runner)->now_ns, >, frozen_ns);
}

static void
test_outdated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinPlan) before = bobbin_plan_copy (fixture->plan);

  add_worker (fixture);
  g_assert_false (bobbin_runner_is_outdated (fixture->runner));
  bobbin_plan_assign (fixture->plan, before);
  start (fixture);
  g_assert_false (bobbin_runner_is_outdated (fixture->runner));
  add_worker (fixture);
  g_assert_true (bobbin_runner_is_outdated (fixture->runner));
  g_assert_cmpuint (bobbin_runner_get_run (fixture->runner)->workers->len, ==, 8);
  bobbin_plan_assign (fixture->plan, before);
  g_assert_false (bobbin_runner_is_outdated (fixture->runner));
}

/* Restarting drops the old session, and nothing keeps it. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  BobbinSession *old;

  start (fixture);
  add_worker (fixture);
  old = bobbin_runner_get_session (fixture->runner);
  g_object_add_weak_pointer (G_OBJECT (old), (gpointer *) &old);
  g_assert_true (bobbin_runner_start (fixture->runner));
  app_test_settle (200);
  g_assert_null (old);
  g_assert_cmpuint (bobbin_runner_get_run (fixture->runner)->workers->len, ==, 9);
  g_assert_false (bobbin_runner_is_outdated (fixture->runner));
}

static gboolean
is_crashed (gpointer data)
{
  const BobbinRun *run = bobbin_runner_get_run (((Fixture *) data)->runner);

  return bobbin_run_get_worker (run, 2)->end == BOBBIN_END_CRASHED;
}

static void
test_crash (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (bobbin_runner_choose_victim (fixture->runner, 0, -1), ==, -1);
  start (fixture);
  g_assert_cmpint (bobbin_runner_choose_victim (fixture->runner, 0, -1), ==, 2);
  g_assert_cmpint (bobbin_runner_choose_victim (fixture->runner, 0, 1), ==, 1);
  g_assert_cmpint (bobbin_runner_choose_victim (fixture->runner, 1, 1), ==, 6);
  g_assert_cmpint (bobbin_runner_choose_victim (fixture->runner, 9, -1), ==, -1);
  bobbin_runner_crash (fixture->runner, 1000);
  bobbin_runner_crash (fixture->runner, 2);
  g_assert_true (app_test_wait (is_crashed, fixture));
  g_assert_cmpint (bobbin_runner_choose_victim (fixture->runner, 0, 2), ==, 1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_copy (
    bobbin_plan_get_group (fixture->plan, 0));

  spec->count = 0;
  bobbin_plan_set_group (fixture->plan, 0, spec);
  g_assert_false (bobbin_runner_start (fixture->runner));
  g_assert_nonnull (fixture->failure);
  g_assert_null (bobbin_runner_get_session (fixture->runner));
}

static void
test_no_worker_program (Fixture *fixture, gconstpointer data)
{
  g_autofree char *worker = g_strdup (g_getenv ("BOBBIN_WORKER"));

  g_setenv ("BOBBIN_WORKER", "/nonexistent/bobbin-worker", TRUE);
  bobbin_runner_start (fixture->runner);
  g_assert_true (app_test_wait (is_inactive, fixture));
  g_assert_nonnull (fixture->failure);
  g_assert_true (*fixture->failure != '\0');
  if (worker != NULL)
    g_setenv ("BOBBIN_WORKER", worker, TRUE);
}

static void
test_shut_down (Fixture *fixture, gconstpointer data)
{
  BobbinSession *session;

  start (fixture);
  session = bobbin_runner_get_session (fixture->runner);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  bobbin_runner_shut_down (fixture->runner);
  app_test_settle (200);
  g_assert_null (session);
  g_assert_false (bobbin_runner_is_active (fixture->runner));
  g_assert_null (bobbin_runner_get_run (fixture->runner));
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  bobbin_base_init ();
  bobbin_gtop_init ();
  g_test_init (&argc, &argv, NULL);
  add ("/runner/start-stop", test_start_stop);
  add ("/runner/freeze", test_freeze);
  add ("/runner/outdated", test_outdated);
  add ("/runner/restart", test_restart);
  add ("/runner/crash", test_crash);
  add ("/runner/refused", test_refused);
  add ("/runner/no-worker-program", test_no_worker_program);
  add ("/runner/shut-down", test_shut_down);
  return g_test_run ();
}
