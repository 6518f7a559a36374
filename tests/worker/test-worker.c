/* bobbin-worker by its protocol: births, the gate, works, orders, ends */
#include "worker-tree.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
sleep_ms (guint ms)
{
  g_usleep (ms * 1000);
}

static guint64
get_units (WorkerTree *tree, guint worker)
{
  return atomic_load (&bobbin_ledger_slot (&tree->ledger, worker)->work_units);
}

static int
number_in_status (const char *field, int pid, int tid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task/%d/status", pid, tid);
  g_autofree char *text = NULL;
  const char *line;
  int value = -1;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  line = strstr (text, field);
  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line + strlen (field), " %d", &value), ==, 1);
  return value;
}

/* Stops the tree; every process must end as told. */
static void
stop_whole (WorkerTree *tree, guint n_processes)
{
  BobbinWireEvent event;
  guint n_ended = 0;

  worker_tree_send (tree, BOBBIN_WIRE_STOP, 0);
  while (worker_tree_receive (tree, &event, NULL) && event.head.type == BOBBIN_WIRE_ENDED)
    {
      g_assert_true (event.stopped);
      g_assert_true (WIFEXITED (event.status));
      n_ended++;
    }
  g_assert_cmpuint (n_ended, ==, n_processes);
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_DONE);
}

static void
test_births (void)
{
  BobbinWireGroup groups[] = {
    worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 3),
    worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_COMPUTE, 3),
    worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 2),
  };
  BobbinWireBirth births[10] = { 0 };
  WorkerTree tree;

  groups[2].threads_each = 2; /* mixed: 2 processes × 2 threads */
  worker_tree_start (&tree, 10);
  worker_tree_send_plan (&tree, groups, G_N_ELEMENTS (groups));
  worker_tree_begin (&tree, births);

  for (guint i = 0; i < 10; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (births[i].tid, !=, births[j].tid);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (births[i].pid, ==, births[i].tid);
      g_assert_cmpint (births[3 + i].pid, ==, births[3].pid);
      g_assert_cmpint (births[3 + i].pid, !=, births[3 + i].tid);
      g_assert_cmpuint (births[i].process, ==, i);
      g_assert_cmpuint (births[3 + i].process, ==, 3);
    }
  g_assert_cmpint (births[6].pid, ==, births[7].pid);
  g_assert_cmpint (births[8].pid, ==, births[9].pid);
  g_assert_cmpint (births[6].pid, !=, births[8].pid);

  /* Asked of the kernel: whose task it is, and who its parent is. */
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpint (number_in_status ("Tgid:", births[i].pid, births[i].tid), ==, births[i].pid);
      g_assert_cmpint (number_in_status ("PPid:", births[i].pid, births[i].tid), ==, tree.pid);
    }
  stop_whole (&tree, 6);
  g_assert_cmpint (worker_tree_end (&tree), ==, 0);
}

static void
test_gate (void)
{
  BobbinWireGroup groups[] = {
    worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 2),
    worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_COMPUTE, 2),
  };
  BobbinWireEvent event;
  WorkerTree tree;

  worker_tree_start (&tree, 4);
  worker_tree_send_plan (&tree, groups, 2);
  g_assert_true (worker_tree_receive (&tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_READY);
  sleep_ms (50);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (get_units (&tree, i), ==, 0);

  worker_tree_send (&tree, BOBBIN_WIRE_START, 0);
  g_assert_true (worker_tree_receive (&tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_STARTED);
  g_assert_cmpint (atomic_load (&tree.ledger.control->gate_ns), ==, event.time_ns);
  sleep_ms (200);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (get_units (&tree, i), >, 0);
  stop_whole (&tree, 3);
  worker_tree_end (&tree);
}

static void
test_stop_at_gate (void)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 2);
  BobbinWireEvent event;
  WorkerTree tree;

  worker_tree_start (&tree, 2);
  worker_tree_send_plan (&tree, &group, 1);
  g_assert_true (worker_tree_receive (&tree, &event, NULL));
  stop_whole (&tree, 2);
  worker_tree_end (&tree);
}

/* Nobody says stop: they know when it is over, asleep or not. */
static void
test_duration (void)
{
  BobbinWireGroup groups[] = {
    worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 20),
    worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_SLEEP, 2),
  };
  BobbinWireEvent event = { 0 };
  WorkerTree tree;
  guint n_ended = 0;

  worker_tree_start (&tree, 22);
  tree.duration_ns = 300000000;
  worker_tree_send_plan (&tree, groups, 2);
  worker_tree_begin (&tree, NULL);
  while (worker_tree_receive (&tree, &event, NULL) && event.head.type == BOBBIN_WIRE_ENDED)
    {
      g_assert_true (event.stopped);
      n_ended++;
    }
  g_assert_cmpuint (n_ended, ==, 21);
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_DONE);
  for (guint i = 0; i < 22; i++)
    g_assert_cmpint (bobbin_ledger_slot (&tree.ledger, i)->ended_ns - tree.ledger.control->gate_ns, >=, 300000000);
  worker_tree_end (&tree);
}

static void
test_works (void)
{
  BobbinWireGroup groups[] = {
    worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_SLEEP, 1),
    worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_MEMORY, 1),
  };
  WorkerTree tree;

  worker_tree_start (&tree, 2);
  worker_tree_send_plan (&tree, groups, 2);
  worker_tree_begin (&tree, NULL);
  sleep_ms (1000);

  /* 256 pages in each half second. Bounds are wide: the machine may be busy. */
  g_assert_cmpuint (get_units (&tree, 1), >=, 128);
  g_assert_cmpuint (get_units (&tree, 1), <=, 600);
  stop_whole (&tree, 2);

  for (guint i = 0; i < 2; i++)
    {
      const BobbinLedgerSlot *slot = bobbin_ledger_slot (&tree.ledger, i);
      gint64 life_ns = slot->ended_ns - tree.ledger.control->gate_ns;

      g_assert_cmpuint (slot->state, ==, BOBBIN_SLOT_FINISHED);
      g_assert_cmpuint (slot->cpu_ns, <, (guint64) life_ns / 2);
      g_assert_cmpuint (slot->voluntary_switches, >, 10);
    }
  worker_tree_end (&tree);
}

static void
test_crash (gconstpointer data)
{
  BobbinKind kind = (BobbinKind) GPOINTER_TO_INT (data);
  BobbinWireGroup group = worker_tree_group (kind, BOBBIN_WORK_COMPUTE, 4);
  BobbinWireBirth births[4];
  BobbinWireEvent event;
  WorkerTree tree;
  guint64 units[4];

  worker_tree_start (&tree, 4);
  worker_tree_send_plan (&tree, &group, 1);
  worker_tree_begin (&tree, births);
  worker_tree_send (&tree, BOBBIN_WIRE_CRASH, 2);
  g_assert_true (worker_tree_receive (&tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_ENDED);
  g_assert_true (WIFSIGNALED (event.status));
  g_assert_cmpint (WTERMSIG (event.status), ==, SIGSEGV);
  g_assert_false (WCOREDUMP (event.status));
  g_assert_false (event.stopped);
  g_assert_cmpint (event.pid, ==, births[2].pid);

  for (guint i = 0; i < 4; i++)
    units[i] = get_units (&tree, i);
  sleep_ms (200);
  for (guint i = 0; i < 4; i++)
    {
      if (kind == BOBBIN_KIND_PROCESSES && i != 2)
        g_assert_cmpuint (get_units (&tree, i), >, units[i]); /* the others carry on */
      else
        g_assert_cmpuint (get_units (&tree, i), ==, units[i]);
    }
  if (kind == BOBBIN_KIND_PROCESSES)
    stop_whole (&tree, 3);
  worker_tree_end (&tree);
}

static void
wait_until_gone (const BobbinWireBirth *births, guint n)
{
  gint64 deadline_us = g_get_monotonic_time () + G_USEC_PER_SEC;
  gboolean any = TRUE;

  while (any && g_get_monotonic_time () < deadline_us)
    {
      any = FALSE;
      for (guint i = 0; i < n; i++)
        any |= worker_tree_is_alive (births[i].pid);
      sleep_ms (5);
    }
  g_assert_false (any);
}

static void
test_end_of_socket (void)
{
  BobbinWireGroup groups[] = {
    worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 3),
    worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_SLEEP, 2),
  };
  BobbinWireBirth births[5];
  WorkerTree tree;

  worker_tree_start (&tree, 5);
  worker_tree_send_plan (&tree, groups, 2);
  worker_tree_begin (&tree, births);
  close (tree.socket_fd);
  tree.socket_fd = -1;
  wait_until_gone (births, 5);
  worker_tree_end (&tree);
}

static void
test_death_of_root (void)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 3);
  BobbinWireBirth births[3];
  WorkerTree tree;

  worker_tree_start (&tree, 3);
  worker_tree_send_plan (&tree, &group, 1);
  worker_tree_begin (&tree, births);
  kill (tree.pid, SIGKILL);
  wait_until_gone (births, 3);
  worker_tree_end (&tree);
}

/* One that does not answer is killed, and the run ends all the same. */
static void
test_stopped_worker (void)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 2);
  BobbinWireBirth births[2];
  BobbinWireEvent event = { 0 };
  WorkerTree tree;
  guint n_killed = 0;

  worker_tree_start (&tree, 2);
  worker_tree_send_plan (&tree, &group, 1);
  worker_tree_begin (&tree, births);
  kill (births[1].pid, SIGSTOP);
  worker_tree_send (&tree, BOBBIN_WIRE_STOP, 0);
  while (worker_tree_receive (&tree, &event, NULL) && event.head.type == BOBBIN_WIRE_ENDED)
    {
      g_assert_true (event.stopped);
      n_killed += WIFSIGNALED (event.status) ? 1 : 0;
    }
  g_assert_cmpuint (n_killed, ==, 1);
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_DONE);
  worker_tree_end (&tree);
}

static void
test_bad_plan (void)
{
  BobbinWireEvent event;
  WorkerTree tree;
  static const char nonsense[] = "nonsense";

  worker_tree_start (&tree, 2);
  worker_tree_spawn (&tree);
  g_assert_cmpint (bobbin_wire_send (tree.socket_fd, nonsense, sizeof nonsense), ==, 0);
  g_assert_true (worker_tree_receive (&tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_FAILED);
  g_assert_cmpint (event.error, ==, EPROTO);
  int status = worker_tree_end (&tree);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 1);
}

/* A heap that cannot be had: told, and nothing stays behind. */
static void
test_refused_heap (void)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_MEMORY, 2);
  BobbinWireEvent event;
  WorkerTree tree;

  group.heap_bytes = G_GUINT64_CONSTANT (1) << 60;
  worker_tree_start (&tree, 2);
  worker_tree_send_plan (&tree, &group, 1);
  g_assert_true (worker_tree_receive (&tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_FAILED);
  g_assert_cmpint (event.stage, ==, BOBBIN_STAGE_HEAP);
  g_assert_cmpint (event.error, ==, ENOMEM);
  worker_tree_end (&tree);
}

/* The kernel's count of a process against the worker's own last words. */
static void
test_last_counts (void)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 2);
  BobbinWireEvent event;
  WorkerTree tree;

  worker_tree_start (&tree, 2);
  worker_tree_send_plan (&tree, &group, 1);
  worker_tree_begin (&tree, NULL);
  sleep_ms (500);
  worker_tree_send (&tree, BOBBIN_WIRE_STOP, 0);
  while (worker_tree_receive (&tree, &event, NULL) && event.head.type == BOBBIN_WIRE_ENDED)
    {
      const BobbinLedgerSlot *slot = bobbin_ledger_slot (&tree.ledger, event.process);

      g_assert_cmpfloat (ABS ((double) slot->cpu_ns / (double) event.cpu_ns - 1.0), <, 0.03);
    }
  worker_tree_end (&tree);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("BOBBIN_WORKER") == NULL)
    g_error ("BOBBIN_WORKER does not say where bobbin-worker is");

  g_test_add_func ("/worker/births", test_births);
  g_test_add_func ("/worker/gate", test_gate);
  g_test_add_func ("/worker/stop-at-gate", test_stop_at_gate);
  g_test_add_func ("/worker/duration", test_duration);
  g_test_add_func ("/worker/works", test_works);
  g_test_add_data_func ("/worker/crash/processes", GINT_TO_POINTER (BOBBIN_KIND_PROCESSES), test_crash);
  g_test_add_data_func ("/worker/crash/threads", GINT_TO_POINTER (BOBBIN_KIND_THREADS), test_crash);
  g_test_add_func ("/worker/end-of-socket", test_end_of_socket);
  g_test_add_func ("/worker/death-of-root", test_death_of_root);
  g_test_add_func ("/worker/stopped-worker", test_stopped_worker);
  g_test_add_func ("/worker/bad-plan", test_bad_plan);
  g_test_add_func ("/worker/refused-heap", test_refused_heap);
  g_test_add_func ("/worker/last-counts", test_last_counts);
  return g_test_run ();
}
