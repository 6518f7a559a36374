/* test-run.c - the arrays of a run, its sums and its words */
#include <glib.h>
#include <signal.h>

#include "bobbin-time-span.h"
#include "core-fixtures.h"

#define assert_text(expression, expected) \
  G_STMT_START { \
    g_autofree char *text_ = (expression); \
    g_assert_cmpstr (text_, ==, expected); \
  } G_STMT_END

/* 4 processes, 3 threads, 2 processes of 2 threads. */
static BobbinRun *
make_three_groups (void)
{
  return make_run (make_groups ("kind=processes", "kind=threads,count=3",
                                "name=both,kind=processes,count=2,threads_each=2", NULL));
}

static void
test_order (void)
{
  g_autoptr (BobbinRun) run = make_three_groups ();
  static const guint process_of_worker[] = { 0, 1, 2, 3, 4, 4, 4, 5, 5, 6, 6 };
  static const guint index_of_worker[] = { 1, 2, 3, 4, 1, 2, 3, 1, 2, 3, 4 };

  g_assert_cmpuint (run->groups->len, ==, 3);
  g_assert_cmpuint (run->processes->len, ==, 7);
  g_assert_cmpuint (run->workers->len, ==, G_N_ELEMENTS (process_of_worker));
  g_assert_cmpuint (bobbin_history_get_n_lanes (run->history), ==, run->workers->len);
  for (guint i = 0; i < run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);
      const BobbinRunProcess *process = bobbin_run_get_process (run, worker->process);

      g_assert_cmpuint (worker->id, ==, i);
      g_assert_cmpuint (worker->process, ==, process_of_worker[i]);
      g_assert_cmpuint (worker->index, ==, index_of_worker[i]);
      g_assert_cmpuint (worker->group, ==, process->group);
      g_assert_cmpuint (i, >=, process->first_worker);
      g_assert_cmpuint (i, <, process->first_worker + process->n_workers);
      g_assert_cmpint (worker->end, ==, BOBBIN_END_RUNNING);
      g_assert_cmpint (worker->exit_code, ==, -1);
      g_assert_cmpuint (worker->core, ==, BOBBIN_NO_CORE);
    }
  g_assert_cmpuint (bobbin_run_get_group (run, 2)->first_process, ==, 5);
  g_assert_cmpuint (bobbin_run_get_group (run, 2)->first_worker, ==, 7);
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 11);
  g_assert_false (bobbin_run_is_over (run));
  run->end_ns = 0;
  g_assert_true (bobbin_run_is_over (run));
}

/* Forked while the run goes on: behind all others in the arrays, and last in
 * its group everywhere else. */
static void
test_late (void)
{
  g_autoptr (BobbinRun) run = make_three_groups ();
  const BobbinRunWorker *first = bobbin_run_get_worker (run, 0);

  for (guint i = 0; i < BOBBIN_MAX_SPARES; i++)
    {
      BobbinRunWorker *worker = bobbin_run_add_process (run, 0);

      g_assert_cmpuint (worker->id, ==, 11 + i);
      g_assert_cmpuint (worker->index, ==, 5 + i);
      g_assert_cmpuint (worker->process, ==, 7 + i);
      g_assert_cmpuint (bobbin_run_get_process (run, worker->process)->first_worker, ==, worker->id);
    }
  g_assert_true (bobbin_run_get_worker (run, 0) == first); /* nothing moved */
  g_assert_cmpuint (bobbin_history_get_n_lanes (run->history), ==, run->workers->len);
  g_assert_cmpuint (bobbin_run_get_group (run, 0)->n_workers, ==, 20);
  g_assert_cmpuint (bobbin_run_get_group (run, 0)->n_processes, ==, 20);
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 11 + BOBBIN_MAX_SPARES);

  for (guint group = 0; group < 3; group++)
    for (guint i = 0; i < bobbin_run_get_group (run, group)->n_workers; i++)
      {
        const BobbinRunWorker *worker = bobbin_run_get_worker (run, bobbin_run_group_worker (run, group, i));

        g_assert_cmpuint (worker->group, ==, group);
        g_assert_cmpuint (worker->index, ==, i + 1);
      }
  g_assert_cmpuint (bobbin_run_group_process (run, 0, 3), ==, 3);
  g_assert_cmpuint (bobbin_run_group_process (run, 0, 4), ==, 7);
  g_assert_cmpuint (bobbin_run_group_process (run, 2, 1), ==, 6);
  g_assert_cmpuint (bobbin_run_process_index (run, 7), ==, 5);
  g_assert_cmpuint (bobbin_run_process_index (run, 6), ==, 2);
  g_assert_cmpuint (bobbin_run_process_index (run, 4), ==, 1);
  assert_text (bobbin_run_worker_address (run, 11), "processes/5");
  assert_text (bobbin_run_worker_label (run, 12), "Process 6");
  assert_text (bobbin_run_process_label (run, 8), "Process 6");
  g_assert_nonnull (bobbin_run_core_running_ns (run, run->workers->len - 1, 0));

  /* The group's memory does not wait for the first look at the newest. */
  for (guint i = 0; i < 4; i++)
    {
      bobbin_run_get_process (run, i)->pid = 100 + (int) i;
      bobbin_run_get_process (run, i)->memory = (BobbinMemory) { .valid = TRUE, .uss_bytes = 10 };
    }
  bobbin_run_get_process (run, 7)->pid = 200;
  g_assert_true (bobbin_run_group_memory (run, 0).valid);
  g_assert_cmpuint (bobbin_run_group_memory (run, 0).uss_bytes, ==, 40);
  bobbin_run_get_process (run, 7)->memory = (BobbinMemory) { .valid = TRUE, .uss_bytes = 1 };
  g_assert_cmpuint (bobbin_run_group_memory (run, 0).uss_bytes, ==, 41);
}

static void
test_labels (void)
{
  g_autoptr (BobbinRun) run = make_three_groups ();
  g_autoptr (BobbinRun) named = make_run (make_groups ("name=servers,kind=processes,count=1",
                                                       "name=processes,kind=threads,count=1", NULL));

  assert_text (bobbin_run_worker_label (run, 2), "Process 3");
  assert_text (bobbin_run_worker_label (run, 5), "Thread 2");
  assert_text (bobbin_run_worker_label (run, 7), "Process 1, thread 1");
  assert_text (bobbin_run_worker_label (run, 9), "Process 2, thread 1");
  assert_text (bobbin_run_worker_address (run, 2), "processes/3");
  assert_text (bobbin_run_worker_address (run, 10), "both/4");
  assert_text (bobbin_run_process_label (run, 3), "Process 4");
  assert_text (bobbin_run_process_label (run, 4), "Process of 3 threads");
  assert_text (bobbin_run_process_label (run, 6), "Process 2");

  assert_text (bobbin_run_group_label (run, 0), "Processes");
  assert_text (bobbin_run_group_label (run, 1), "Threads");
  assert_text (bobbin_run_group_label (run, 2), "both");
  assert_text (bobbin_run_group_label (named, 0), "servers");
  assert_text (bobbin_run_group_label (named, 1), "processes"); /* a name, not the kind */
  assert_text (bobbin_run_group_detail (run, 0), "4 × fork, an address space each");
  assert_text (bobbin_run_group_detail (run, 1), "1 process, 3 × pthread_create");
  assert_text (bobbin_run_group_detail (run, 2), "2 × fork, 2 × pthread_create in each");
  assert_text (bobbin_run_group_detail (named, 0), "1 × fork, an address space of its own");
}

/* As a session does: the whole process of a worker ends. */
static void
crash (BobbinRun *run, guint culprit, int signal_number, gint64 time_ns)
{
  guint process = bobbin_run_get_worker (run, culprit)->process;

  for (guint i = 0; i < run->workers->len; i++)
    {
      BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      if (worker->process != process)
        continue;
      worker->end = BOBBIN_END_CRASHED;
      worker->signal = signal_number;
      worker->culprit = i == culprit;
      worker->ended_ns = time_ns;
    }
}

static void
test_end_of_processes (void)
{
  g_autoptr (BobbinRun) run = make_three_groups ();

  g_assert_null (bobbin_run_worker_end_text (run, 2));
  crash (run, 2, SIGSEGV, BOBBIN_NS_PER_S);
  assert_text (bobbin_run_worker_end_text (run, 2), "SIGSEGV: the other 3 carry on");
  crash (run, 0, SIGABRT, 2 * BOBBIN_NS_PER_S);
  assert_text (bobbin_run_worker_end_text (run, 0), "SIGABRT: the other 2 carry on");
  assert_text (bobbin_run_worker_end_text (run, 2), "SIGSEGV: the other 3 carry on"); /* as it was then */
  crash (run, 1, SIGKILL, 3 * BOBBIN_NS_PER_S);
  assert_text (bobbin_run_worker_end_text (run, 1), "SIGKILL: the other 1 carries on");
  crash (run, 3, SIGBUS, 4 * BOBBIN_NS_PER_S);
  assert_text (bobbin_run_worker_end_text (run, 3), "SIGBUS");
  g_assert_cmpuint (bobbin_run_get_n_alive (run), ==, 7);
}

static void
test_end_of_threads (void)
{
  g_autoptr (BobbinRun) run = make_three_groups ();

  crash (run, 6, SIGSEGV, BOBBIN_NS_PER_S);
  assert_text (bobbin_run_worker_end_text (run, 6), "SIGSEGV: it took the other 2 along");
  assert_text (bobbin_run_worker_end_text (run, 4), "taken along by Thread 3");

  crash (run, 9, SIGSEGV, BOBBIN_NS_PER_S);
  assert_text (bobbin_run_worker_end_text (run, 9), "SIGSEGV: 1 went with it, 2 of other processes carry on");
  assert_text (bobbin_run_worker_end_text (run, 10), "taken along by Process 2, thread 1");

  /* From outside: nobody of this process is to blame. */
  crash (run, 7, SIGKILL, BOBBIN_NS_PER_S);
  bobbin_run_get_worker (run, 7)->culprit = FALSE;
  assert_text (bobbin_run_worker_end_text (run, 8), "ended by SIGKILL");
}

static void
test_other_ends (void)
{
  g_autoptr (BobbinRun) run = make_three_groups ();
  BobbinRunWorker *worker = bobbin_run_get_worker (run, 0);

  worker->end = BOBBIN_END_STOPPED;
  assert_text (bobbin_run_worker_end_text (run, 0), "stopped");
  worker->end = BOBBIN_END_EXITED;
  worker->exit_code = 0;
  assert_text (bobbin_run_worker_end_text (run, 0), "exited");
  worker->exit_code = 3;
  assert_text (bobbin_run_worker_end_text (run, 0), "exited with code 3");

  g_assert_cmpstr (bobbin_end_to_string (BOBBIN_END_RUNNING), ==, "running");
  g_assert_cmpstr (bobbin_end_to_string (BOBBIN_END_EXITED), ==, "exited");
  g_assert_cmpstr (bobbin_end_to_string (BOBBIN_END_STOPPED), ==, "stopped");
  g_assert_cmpstr (bobbin_end_to_string (BOBBIN_END_CRASHED), ==, "crashed");
  assert_text (bobbin_signal_name (SIGSEGV), "SIGSEGV");
  assert_text (bobbin_signal_name (60), "signal 60");
}

static void
set_memory (BobbinRun *run, guint process_number, guint64 kib)
{
  BobbinRunProcess *process = bobbin_run_get_process (run, process_number);

  process->pid = 100 + (int) process_number;
  process->memory = (BobbinMemory) { TRUE, 1000 - process_number, 3 * kib * 1024, 2 * kib * 1024, kib * 1024, 4096 };
}

static void
test_group_memory (void)
{
  g_autoptr (BobbinRun) run = make_three_groups ();
  BobbinMemory sum;

  g_assert_false (bobbin_run_group_memory (run, 0).valid);
  set_memory (run, 0, 100);
  set_memory (run, 1, 50);
  sum = bobbin_run_group_memory (run, 0); /* two are not yet born */
  g_assert_true (sum.valid);
  g_assert_cmpuint (sum.uss_bytes, ==, 150 * 1024);
  g_assert_cmpuint (sum.pss_bytes, ==, 300 * 1024);
  g_assert_cmpuint (sum.rss_bytes, ==, 450 * 1024);
  g_assert_cmpuint (sum.page_tables_bytes, ==, 8192);
  g_assert_cmpint (sum.time_ns, ==, 999); /* no newer than the oldest of them */

  bobbin_run_get_process (run, 2)->pid = 7; /* born, but never read */
  sum = bobbin_run_group_memory (run, 0);
  g_assert_false (sum.valid);
  g_assert_cmpuint (sum.uss_bytes, ==, 0);
}

static void
test_late_crash_is_said (void)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) groups = bobbin_default_groups ();
  g_autoptr (GArray) crashes = g_array_new (FALSE, FALSE, sizeof (BobbinCrashOrder));
  BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  BobbinCrashOrder early = { 0, 3, BOBBIN_NS_PER_S };
  BobbinCrashOrder late = { 1, 2, 5 * BOBBIN_NS_PER_S };

  options.duration_ns = 2 * BOBBIN_NS_PER_S;
  g_array_append_val (crashes, early);
  g_array_append_val (crashes, late);
  g_autoptr (BobbinRequest) request = bobbin_request_new (groups, crashes, &options, machine, NULL);
  g_autoptr (BobbinRun) run = bobbin_run_new (request, machine);

  g_assert_cmpuint (run->warnings->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (run->warnings, 0), ==, "threads/2 is to crash at 5 s, but the run is over after 2 s.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/order", test_order);
  g_test_add_func ("/run/late", test_late);
  g_test_add_func ("/run/labels", test_labels);
  g_test_add_func ("/run/end-of-processes", test_end_of_processes);
  g_test_add_func ("/run/end-of-threads", test_end_of_threads);
  g_test_add_func ("/run/other-ends", test_other_ends);
  g_test_add_func ("/run/group-memory", test_group_memory);
  g_test_add_func ("/run/late-crash-is-said", test_late_crash_is_said);
  return g_test_run ();
}
