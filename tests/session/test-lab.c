/* test-lab.c - the lab through bobbin-worker, through others in its place, and
 * stopped, killed or let go of at any moment
 *
 * That nothing is left is asked of the kernel: this program adopts all orphans, and
 * in the end must have no child (lab_tear_down).
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-error.h"
#include "bobbin-lab-run.h"
#include "bobbin-time-span.h"
#include "bobbin-worker-spawn.h"
#include "fake-worker.h"
#include "lab-fixture.h"

#define QUICK "visibility" /* is measured in a fraction of a second */
#define LONG  "creation"   /* in some seconds */

static void
over_cb (BobbinOutcome *outcome, const char *failure, gpointer data)
{
  char **told = data;

  g_assert_null (outcome);
  g_assert_null (*told);
  *told = g_strdup (failure);
}

/* --- through the real worker --------------------------------------------------- */

static void
test_measure (LabFixture *f, gconstpointer data)
{
  g_assert_false (bobbin_lab_is_running (f->lab));
  g_assert_null (bobbin_lab_get_current (f->lab));
  g_assert_null (lab_get_outcome (f, QUICK));

  lab_measure (f, QUICK);
  g_assert_true (bobbin_lab_is_running (f->lab));
  g_assert_cmpstr (bobbin_lab_get_current (f->lab)->id, ==, QUICK);
  g_assert_true (lab_wait_until_idle (f, 20));

  const BobbinOutcome *outcome = lab_get_outcome (f, QUICK);
  g_assert_null (bobbin_lab_get_failure (f->lab));
  g_assert_nonnull (outcome);
  g_assert_cmpstr (outcome->experiment->id, ==, QUICK);
  g_assert_cmpint (outcome->took_ns, >, 0);
  g_assert_cmpint (ABS (outcome->realtime_us - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (bobbin_core_set_count (&outcome->cores), ==, MIN (f->machine->n_cores, BOBBIN_LAB_MAX_CORES));
  g_assert_cmpuint (f->measured->len, ==, 1);
  g_assert_cmpuint (f->n_finished, ==, 1);
  g_assert_cmpuint (f->n_changed, >=, 2);
  lab_assert_childless ();
}

/* In the order in which they were queued, none of them twice. */
static void
test_queue (LabFixture *f, gconstpointer data)
{
  double before = 0.0;

  lab_measure (f, "limits " QUICK " limits");
  lab_measure (f, QUICK " sharing");
  g_assert_true (bobbin_lab_is_queued (f->lab, bobbin_experiment_find ("sharing")));
  g_assert_false (bobbin_lab_is_queued (f->lab, bobbin_experiment_find (LONG)));
  while (bobbin_lab_is_running (f->lab))
    {
      double progress = bobbin_lab_get_progress (f->lab);

      g_assert_cmpfloat (progress, >=, before);
      g_assert_cmpfloat (progress, <=, 1.0);
      before = progress;
      lab_run_for_ms (5);
    }
  g_assert_cmpfloat (before, >, 0.5);
  g_assert_cmpuint (f->measured->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (f->measured, 0), ==, "limits");
  g_assert_cmpstr (g_ptr_array_index (f->measured, 1), ==, QUICK);
  g_assert_cmpstr (g_ptr_array_index (f->measured, 2), ==, "sharing");
  g_assert_cmpuint (f->n_finished, ==, 1);

  /* Again: the outcome is another one. */
  const BobbinOutcome *first = lab_get_outcome (f, QUICK);
  gint64 first_us = first->realtime_us;
  lab_measure (f, QUICK);
  g_assert_true (lab_get_outcome (f, QUICK) == first); /* as long as there is no other */
  g_assert_true (lab_wait_until_idle (f, 20));
  g_assert_cmpint (lab_get_outcome (f, QUICK)->realtime_us, >, first_us);
  g_assert_cmpuint (f->n_finished, ==, 2);
}

static void
test_unknown_id (LabFixture *f, gconstpointer data)
{
  static const char *const ids[] = { QUICK, "weather", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (bobbin_lab_measure (f->lab, ids, &error));
  g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "weather"));
  g_assert_false (bobbin_lab_is_running (f->lab));
  g_assert_cmpuint (f->n_changed, ==, 0);
}

/* An order for nobody: the worker says so rather than run something else. */
static void
test_unknown_to_the_worker (LabFixture *f, gconstpointer data)
{
  BobbinExperiment unknown = *bobbin_experiment_find (QUICK);
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  unknown.id = "weather";
  g_autoptr (BobbinLabRun) run = bobbin_lab_run_start (&unknown, f->machine, 1, over_cb, &told, &error);
  g_assert_no_error (error);
  g_assert_nonnull (run);
  for (guint i = 0; told == NULL && i < 5000; i++)
    lab_run_for_ms (1);
  g_assert_cmpstr (told, ==, "The experiment failed: Protocol error.");
}

/* Each source of the lab is of the context in which it was started. */
static void
test_other_context (LabFixture *f, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  lab_measure (f, QUICK " limits");
  g_assert_true (lab_wait_until_idle (f, 20));
  g_assert_cmpuint (f->measured->len, ==, 2);
  g_main_context_pop_thread_default (context);
}

static void
test_too_few_cores (LabFixture *f, gconstpointer data)
{
  g_autoptr (BobbinMachine) small = bobbin_machine_copy (f->machine);
  guint n, n_unavailable = 0;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  small->n_cores = 1;
  g_object_unref (f->lab);
  f->lab = bobbin_lab_new (small);
  for (guint i = 0; i < n; i++)
    if (all[i]->least_cores > 1)
      {
        lab_measure (f, all[i]->id);
        g_assert_true (lab_wait_until_idle (f, 1));

        const BobbinOutcome *outcome = bobbin_lab_get_outcome (f->lab, all[i]);
        g_assert_cmpint (outcome->verdict, ==, BOBBIN_VERDICT_UNAVAILABLE);
        g_assert_nonnull (strstr (outcome->because, "and this machine lends 1."));
        n_unavailable++;
      }
  g_assert_cmpuint (n_unavailable, >, 0);
}

/* --- ended in the middle --------------------------------------------------------- */

static void
test_stop (LabFixture *f, gconstpointer data)
{
  int experiment;

  lab_measure (f, QUICK);
  g_assert_true (lab_wait_until_idle (f, 20));
  for (guint i = 0; i < 8; i++)
    {
      lab_measure (f, LONG " " QUICK);
      lab_wait_for_root (&experiment);
      lab_run_for_ms (i * 40);
      bobbin_lab_stop (f->lab);

      g_assert_false (bobbin_lab_is_running (f->lab));
      g_assert_false (bobbin_lab_is_queued (f->lab, bobbin_experiment_find (QUICK)));
      g_assert_cmpfloat (bobbin_lab_get_progress (f->lab), <=, 0.0);
      g_assert_cmpuint (f->n_finished, ==, i + 2);
      lab_assert_childless ();
    }
  bobbin_lab_stop (f->lab); /* does nothing */
  g_assert_cmpuint (f->n_finished, ==, 9);
  g_assert_null (bobbin_lab_get_failure (f->lab));
  g_assert_null (lab_get_outcome (f, LONG));
  g_assert_nonnull (lab_get_outcome (f, QUICK)); /* what was measured before stays */
}

/* At once, with the worker not yet begun. */
static void
test_stop_early (LabFixture *f, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      lab_measure (f, LONG);
      g_usleep (i * 200);
      bobbin_lab_stop (f->lab);
      lab_assert_childless ();
    }
}

static void
test_let_go (LabFixture *f, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      gpointer lab = f->lab;
      int experiment;

      lab_measure (f, LONG " " QUICK);
      if (i > 0)
        lab_wait_for_root (&experiment);
      lab_run_for_ms (i * 30);
      g_object_add_weak_pointer (G_OBJECT (f->lab), &lab);
      g_clear_object (&f->lab);
      g_assert_null (lab);
      lab_assert_childless ();
      lab_run_for_ms (20); /* nothing of it is called any more */
      f->lab = bobbin_lab_new (f->machine);
    }
  g_assert_cmpuint (f->measured->len, ==, 0);
}

static void
let_go_cb (BobbinLab *lab, const char *id, gpointer data)
{
  LabFixture *f = data;

  g_clear_object (&f->lab);
}

/* By whoever is told of an outcome. */
static void
test_let_go_when_told (LabFixture *f, gconstpointer data)
{
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  g_signal_connect (f->lab, "measured", G_CALLBACK (let_go_cb), f);
  lab_measure (f, QUICK " " LONG);
  while (f->lab != NULL && g_get_monotonic_time () < deadline_us)
    lab_run_for_ms (1);
  g_assert_null (f->lab);
}

typedef enum { KILL_ROOT, KILL_EXPERIMENT } Victim;

static void
test_kill (LabFixture *f, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      int experiment, root;

      lab_measure (f, LONG " " QUICK);
      root = lab_wait_for_root (&experiment);
      lab_run_for_ms (i * 40);
      g_assert_cmpint (kill (GPOINTER_TO_INT (data) == KILL_ROOT ? root : experiment, SIGKILL), ==, 0);
      g_assert_true (lab_wait_until_idle (f, 20));

      g_assert_null (lab_get_outcome (f, LONG));
      g_assert_nonnull (strstr (bobbin_lab_get_failure (f->lab), "The experiment did not come to its end."));
      g_assert_nonnull (lab_get_outcome (f, QUICK)); /* the others are measured all the same */
      lab_assert_childless ();
    }
}

/* A root that cannot answer is not waited for. */
static void
test_stopped_root (LabFixture *f, gconstpointer data)
{
  int experiment, root;
  gint64 begin_us;

  lab_measure (f, LONG);
  root = lab_wait_for_root (&experiment);
  g_assert_cmpint (kill (root, SIGSTOP), ==, 0);
  begin_us = g_get_monotonic_time ();
  bobbin_lab_stop (f->lab);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 5 * G_USEC_PER_SEC);
}

/* The worker itself keeps to its deadline, whatever the experiment does. */
static void
test_deadline (LabFixture *f, gconstpointer data)
{
  BobbinLabOrder order = {
    .experiment = LONG, .budget_ns = 1, .deadline_ns = 1, .memory_bytes = 256u << 20, .max_workers = 64, .n_cores = 1, .n_apart = 1,
  };
  BobbinLabEnd end = { 0 };
  int pair[2], theirs;
  pid_t root;

  order.cores[0] = bobbin_core_set_get_first (&f->machine->cores);
  bobbin_lab_init_head (&order.head, BOBBIN_LAB_ORDER);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
  theirs = bobbin_worker_move_fd_up (pair[1]);
  g_assert_cmpint (bobbin_worker_spawn (g_getenv ("BOBBIN_WORKER"), BOBBIN_LAB_ARGUMENT, &theirs, 1, &root), ==, 0);
  close (theirs);
  g_assert_cmpint (bobbin_wire_send (pair[0], &order, sizeof order), ==, 0);

  g_assert_cmpint (bobbin_wire_receive (pair[0], &end, sizeof end), ==, sizeof end);
  g_assert_true (bobbin_lab_check_end (&end, sizeof end));
  g_assert_cmpint (end.head.type, ==, BOBBIN_LAB_FAILED);
  g_assert_cmpint (end.error, ==, ETIME);
  g_assert_cmpint (bobbin_wire_receive (pair[0], &end, sizeof end), ==, 0); /* all that held it are gone */
  close (pair[0]);
  lab_assert_childless ();
}

/* --- others in the place of the worker ------------------------------------------- */

static void
test_missing_worker (LabFixture *f, gconstpointer data)
{
  g_autofree char *worker = g_strdup (g_getenv ("BOBBIN_WORKER"));
  g_autofree char *folder = g_dir_make_tmp ("bobbin-lab-XXXXXX", NULL);
  g_autofree char *text_file = g_build_filename (folder, "bobbin-worker", NULL);
  const char *const paths[] = { "/nonexistent/bobbin-worker", folder, text_file };

  g_assert_true (g_file_set_contents (text_file, "no program", -1, NULL));
  lab_measure (f, QUICK);
  g_assert_true (lab_wait_until_idle (f, 20));
  const BobbinOutcome *before = lab_get_outcome (f, QUICK);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_setenv ("BOBBIN_WORKER", paths[i], TRUE);
      lab_measure (f, QUICK " " LONG);
      g_assert_true (lab_wait_until_idle (f, 5));
      g_assert_nonnull (strstr (bobbin_lab_get_failure (f->lab), paths[i]));
      g_assert_true (lab_get_outcome (f, QUICK) == before);
      g_assert_null (lab_get_outcome (f, LONG));
    }
  g_setenv ("BOBBIN_WORKER", worker, TRUE);
  lab_measure (f, QUICK);
  g_assert_null (bobbin_lab_get_failure (f->lab)); /* of the last time */
  g_assert_true (lab_wait_until_idle (f, 20));
  g_assert_null (bobbin_lab_get_failure (f->lab));
  g_unlink (text_file);
  g_rmdir (folder);
}

typedef struct {
  const char *part;
  const char *failure; /* NULL: an outcome comes of it */
  const char *because; /* of that outcome */
  BobbinVerdict verdict;
} Fake;

#define NONSENSE "What bobbin-worker reported could not be understood."

static const Fake fakes[] = {
  { "garbage", NONSENSE },
  { "too-long", NONSENSE },
  { "session-talk", NONSENSE },
  { "unknown-metric", NONSENSE },
  { "not-a-number", NONSENSE },
  { "garbage-in-the-end", NONSENSE },
  { "lacks-what-nobody-knows", NONSENSE },
  { "readings-without-end", NONSENSE },
  { "garbage-without-end", NONSENSE },
  { "silence", "The experiment did not come to its end." },
  { "crashes", "The experiment did not come to its end." },
  { "fails", "The experiment failed: Permission denied." },
  { "nothing", NULL, "There was not enough time to measure it.", BOBBIN_VERDICT_NOISY },
  { "ends-without-end", NULL, "There was not enough time to measure it.", BOBBIN_VERDICT_NOISY },
  { "lacks-memory", NULL, "There is too little memory left for it.", BOBBIN_VERDICT_UNAVAILABLE },
  { "lacks-a-call", NULL, "Operation not permitted.", BOBBIN_VERDICT_UNAVAILABLE },
  { "lacks-then-fails", NULL, "No further process or thread may be started.", BOBBIN_VERDICT_UNAVAILABLE },
};

static void
test_fake (LabFixture *f, gconstpointer data)
{
  const Fake *fake = data;

  fake_worker_use (fake->part);
  lab_measure (f, LONG);
  g_assert_true (lab_wait_until_idle (f, 20));
  fake_worker_end ();

  const BobbinOutcome *outcome = lab_get_outcome (f, LONG);
  const char *failure = bobbin_lab_get_failure (f->lab);
  if (fake->failure != NULL)
    {
      g_assert_null (outcome);
      g_assert_nonnull (strstr (failure, fake->failure));
      g_assert_nonnull (strstr (failure, bobbin_experiment_find (LONG)->title)); /* which one it was */
      return;
    }
  g_assert_null (failure);
  g_assert_cmpint (outcome->verdict, ==, fake->verdict);
  g_assert_nonnull (strstr (outcome->because, fake->because));
}

/* One that never says anything and does not keep to its deadline. */
static void
test_hanging_worker (LabFixture *f, gconstpointer data)
{
  BobbinExperiment brief = *bobbin_experiment_find (QUICK);
  gint64 deadline_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  g_autoptr (BobbinLabRun) run = NULL;

  brief.budget_ns = BOBBIN_NS_PER_MS;
  fake_worker_use ("hangs");
  run = bobbin_lab_run_start (&brief, f->machine, 1, over_cb, &told, &error);
  g_assert_no_error (error);
  while (told == NULL && g_get_monotonic_time () < deadline_us)
    lab_run_for_ms (10);
  fake_worker_end ();
  g_assert_cmpstr (told, ==, "The experiment did not come to its end.");
}

static void
add (const char *path, gconstpointer data, void (*test) (LabFixture *f, gconstpointer data))
{
  g_test_add (path, LabFixture, data, lab_set_up, test, lab_tear_down);
}

int
main (int argc, char **argv)
{
  if (fake_worker_play (argc, argv))
    return 0;
  bobbin_base_init ();
  g_test_init (&argc, &argv, NULL);
  add ("/lab/measure", NULL, test_measure);
  add ("/lab/queue", NULL, test_queue);
  add ("/lab/unknown-id", NULL, test_unknown_id);
  add ("/lab/unknown-id/worker", NULL, test_unknown_to_the_worker);
  add ("/lab/other-context", NULL, test_other_context);
  add ("/lab/too-few-cores", NULL, test_too_few_cores);
  add ("/lab/stop", NULL, test_stop);
  add ("/lab/stop/early", NULL, test_stop_early);
  add ("/lab/stop/root-is-stopped", NULL, test_stopped_root);
  add ("/lab/let-go", NULL, test_let_go);
  add ("/lab/let-go/when-told", NULL, test_let_go_when_told);
  add ("/lab/kill/root", GINT_TO_POINTER (KILL_ROOT), test_kill);
  add ("/lab/kill/experiment", GINT_TO_POINTER (KILL_EXPERIMENT), test_kill);
  add ("/lab/deadline", NULL, test_deadline);
  add ("/lab/worker/missing", NULL, test_missing_worker);
  for (guint i = 0; i < G_N_ELEMENTS (fakes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/lab/worker/%s", fakes[i].part);

      add (path, &fakes[i], test_fake);
    }
  add ("/lab/worker/hangs", NULL, test_hanging_worker);
  return g_test_run ();
}
