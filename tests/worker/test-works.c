/* The works of bobbin-worker in which workers wait: what they wait for is what
 * they write down, nobody's death holds the others up, and stopping is prompt
 */
#include "worker-tree.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_WORKERS  4
#define PATIENCE_S 30
#define LOOK_US    10000

#define BIT(state) (1u << BOBBIN_SLICE_##state)
#define BLOCKED (BIT (SLEEP) | BIT (LOCK) | BIT (PIPE) | BIT (DISK))

typedef struct {
  const char *name;
  BobbinWork  work;
  BobbinLock  lock;
  guint       states; /* of blocked states each worker has just these */
} Case;

static const Case cases[] = {
  { "mutex", BOBBIN_WORK_LOCK, BOBBIN_LOCK_MUTEX, BIT (LOCK) },
  { "spin", BOBBIN_WORK_LOCK, BOBBIN_LOCK_SPIN, 0 },
  { "none", BOBBIN_WORK_LOCK, BOBBIN_LOCK_NONE, 0 },
  { "pipe", BOBBIN_WORK_PIPE, BOBBIN_LOCK_MUTEX, BIT (PIPE) },
  { "disk", BOBBIN_WORK_DISK, BOBBIN_LOCK_MUTEX, BIT (DISK) },
  { "mixed", BOBBIN_WORK_MIXED, BOBBIN_LOCK_MUTEX, BLOCKED },
};

static guint64
get_units (WorkerTree *tree, guint worker)
{
  return atomic_load (&bobbin_ledger_slot (&tree->ledger, worker)->work_units);
}

static void
start (WorkerTree *tree, const BobbinWireGroup *group, BobbinWireBirth *births)
{
  worker_tree_start (tree, group->n_processes * group->threads_each);
  worker_tree_send_plan (tree, group, 1);
  worker_tree_begin (tree, births);
}

/* Takes events until the tree is done. All left by themselves, which those who
 * do not see the order are not given the time to do. */
static void
expect_prompt_end (WorkerTree *tree)
{
  BobbinWireEvent event = { 0 };

  while (worker_tree_receive (tree, &event, NULL) && event.head.type == BOBBIN_WIRE_ENDED)
    {
      g_assert_true (event.stopped);
      g_assert_true (WIFEXITED (event.status));
    }
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_DONE);
  g_assert_cmpint (worker_tree_end (tree), ==, 0);
}

static void
stop (WorkerTree *tree)
{
  worker_tree_send (tree, BOBBIN_WIRE_STOP, 0);
  expect_prompt_end (tree);
}

static void
expect_crash (WorkerTree *tree, int signal_number)
{
  BobbinWireEvent event;

  g_assert_true (worker_tree_receive (tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_ENDED);
  g_assert_true (WIFSIGNALED (event.status));
  g_assert_cmpint (WTERMSIG (event.status), ==, signal_number);
}

static guint
get_states (const WorkerLane *lane)
{
  guint states = 0;

  for (guint i = 0; i < lane->slices->len; i++)
    states |= 1u << g_array_index (lane->slices, BobbinSlice, i).state;
  return states;
}

static gboolean
has_all_states (const WorkerLane *lanes, guint n, guint wanted)
{
  for (guint i = 0; i < n; i++)
    if ((get_states (&lanes[i]) & wanted) != wanted)
      return FALSE;
  return TRUE;
}

/* What the kernel has counted for a worker that waits at the gate: being born,
 * which is no work and in no slice. */
static gint64
read_cpu_ns (const BobbinWireBirth *birth)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task/%d/schedstat", birth->pid, birth->tid);
  g_autofree char *text = NULL;
  gint64 cpu_ns = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%" G_GINT64_FORMAT, &cpu_ns), ==, 1);
  return cpu_ns;
}

static void
start_and_count (WorkerTree *tree, const BobbinWireGroup *group, gint64 *out_born_cpu_ns)
{
  BobbinWireBirth births[N_WORKERS];
  BobbinWireEvent event;

  worker_tree_start (tree, N_WORKERS);
  worker_tree_send_plan (tree, group, 1);
  g_assert_true (worker_tree_receive (tree, &event, births));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_READY);
  for (guint i = 0; i < N_WORKERS; i++)
    out_born_cpu_ns[i] = read_cpu_ns (&births[i]);
  worker_tree_send (tree, BOBBIN_WIRE_START, 0);
  g_assert_true (worker_tree_receive (tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_STARTED);
}

static void
check_states (const Case *what, BobbinKind kind, guint threads_each)
{
  BobbinWireGroup group = worker_tree_group (kind, what->work, N_WORKERS / threads_each);
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  BobbinWireEvent event = { 0 };
  gint64 born_cpu_ns[N_WORKERS];
  WorkerLane *lanes;
  WorkerTree tree;

  group.lock = what->lock;
  group.threads_each *= threads_each;
  start_and_count (&tree, &group, born_cpu_ns);
  lanes = worker_lanes_new (&tree);
  for (guint looks = 0; g_get_monotonic_time () < deadline_us; looks++)
    {
      g_usleep (LOOK_US);
      worker_lanes_drain (lanes, &tree);
      if (looks > 40 && has_all_states (lanes, N_WORKERS, what->states | BIT (RUNNING)))
        break;
    }
  worker_tree_send (&tree, BOBBIN_WIRE_STOP, 0);
  while (worker_tree_receive (&tree, &event, NULL) && event.head.type == BOBBIN_WIRE_ENDED)
    g_assert_true (WIFEXITED (event.status));
  worker_lanes_drain (lanes, &tree);

  for (guint i = 0; i < N_WORKERS; i++)
    {
      const BobbinLedgerSlot *slot = bobbin_ledger_slot (&tree.ledger, i);
      guint states = get_states (&lanes[i]);
      gint64 running_ns = worker_lane_sum_ns (&lanes[i], BOBBIN_SLICE_RUNNING);
      gint64 cpu_ns = (gint64) slot->cpu_ns - born_cpu_ns[i];

      g_test_message ("worker %u: states %#x, %u slices, running %.4f of the kernel's count, born in %.4f of it", i, states,
                      lanes[i].slices->len, (double) running_ns / (double) cpu_ns,
                      (double) born_cpu_ns[i] / (double) slot->cpu_ns);
      worker_lane_check (&lanes[i]);
      g_assert_cmpuint (states & BLOCKED, ==, what->states);
      g_assert_cmpuint (states & BIT (RUNNING), !=, 0);
      g_assert_cmpuint (slot->work_units, >, 0);
      /* What goes into system calls, it calls waiting. */
      g_assert_cmpint (running_ns, <=, (gint64) ((double) cpu_ns * 1.05));
      if (what->states == 0)
        g_assert_cmpint (running_ns, >=, (gint64) ((double) cpu_ns * 0.95));
    }
  worker_lanes_free (lanes, &tree);
  g_assert_cmpint (worker_tree_end (&tree), ==, 0);
}

static void
test_states_processes (gconstpointer data)
{
  check_states (data, BOBBIN_KIND_PROCESSES, 1);
}

static void
test_states_threads (gconstpointer data)
{
  check_states (data, BOBBIN_KIND_THREADS, 1);
}

static void
test_states_both (gconstpointer data)
{
  check_states (data, BOBBIN_KIND_PROCESSES, 2);
}

/* By an order and by the clock, whatever each of them is waiting for. */
static void
test_stop (gconstpointer data)
{
  const Case *what = data;
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_THREADS, what->work, 16);
  WorkerTree tree;

  group.lock = what->lock;
  start (&tree, &group, NULL);
  g_usleep (300000);
  stop (&tree);

  group = worker_tree_group (BOBBIN_KIND_PROCESSES, what->work, 16);
  group.lock = what->lock;
  worker_tree_start (&tree, 16);
  tree.duration_ns = 300000000;
  worker_tree_send_plan (&tree, &group, 1);
  worker_tree_begin (&tree, NULL);
  expect_prompt_end (&tree);
}

/* Waits until each of the workers @first … @n - 1 has got on. */
static void
expect_progress (WorkerTree *tree, guint first, guint n)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  guint64 before[N_WORKERS];

  for (guint i = first; i < n; i++)
    before[i] = get_units (tree, i);
  for (guint i = first; i < n; i++)
    {
      /* More than one turn. */
      while (get_units (tree, i) < before[i] + 2000 && g_get_monotonic_time () < deadline_us)
        g_usleep (1000);
      g_assert_cmpuint (get_units (tree, i), >=, before[i] + 2000);
    }
}

/* One after the other, by its own crash or killed from outside; at any time
 * one of those that are left holds the lock, so that every few times it is hit. */
static void
test_death_of_holder (gconstpointer data)
{
  const Case *what = data;
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, what->work, N_WORKERS);

  group.lock = what->lock;
  for (guint round = 0; round < 12; round++)
    {
      BobbinWireBirth births[N_WORKERS];
      WorkerTree tree;

      start (&tree, &group, births);
      for (guint i = 0; i < N_WORKERS - 1; i++)
        {
          expect_progress (&tree, i, N_WORKERS);
          if (round % 2 == 0)
            worker_tree_send (&tree, BOBBIN_WIRE_CRASH, i);
          else
            kill (births[i].pid, SIGKILL);
          expect_crash (&tree, round % 2 == 0 ? SIGSEGV : SIGKILL);
        }
      expect_progress (&tree, N_WORKERS - 1, N_WORKERS);
      stop (&tree);
    }
}

/* Who is left at one end of the pipe waits there, and can be stopped. */
static void
test_death_of_partner (gconstpointer data)
{
  guint dead = GPOINTER_TO_UINT (data);
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_PIPE, 2);
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  const BobbinLedgerSlot *left;
  BobbinWireBirth births[2];
  guint64 units;
  WorkerTree tree;

  start (&tree, &group, births);
  left = bobbin_ledger_slot (&tree.ledger, 1 - dead);
  kill (births[dead].pid, SIGKILL);
  expect_crash (&tree, SIGKILL);

  /* The last blocks, or the last room, are used up. */
  do
    {
      units = atomic_load (&left->work_units);
      g_usleep (200000);
    }
  while (atomic_load (&left->work_units) != units && g_get_monotonic_time () < deadline_us);
  g_assert_cmpuint (atomic_load (&left->work_units), ==, units);
  g_assert_cmpuint (atomic_load (&left->open_state), ==, BOBBIN_SLICE_PIPE);
  stop (&tree);
}

/* Who waits for the pipe follows an order to crash. */
static void
test_crash_at_pipe (void)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_PIPE, 2);
  BobbinWireBirth births[2];
  WorkerTree tree;

  start (&tree, &group, births);
  kill (births[0].pid, SIGKILL);
  expect_crash (&tree, SIGKILL);
  worker_tree_send (&tree, BOBBIN_WIRE_CRASH, 1);
  expect_crash (&tree, SIGSEGV);
  worker_tree_end (&tree);
}

/* The nameless files of @pid in @folder; the size of the last of them. */
static guint
count_nameless_files (int pid, const char *folder, goffset *out_bytes)
{
  g_autofree char *fds = g_strdup_printf ("/proc/%d/fd", pid);
  g_autoptr (GDir) dir = g_dir_open (fds, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fds, name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);
      GStatBuf status;

      if (target == NULL || !g_str_has_prefix (target, folder) || g_stat (path, &status) < 0)
        continue;
      g_assert_cmpuint (status.st_nlink, ==, 0);
      *out_bytes = status.st_size;
      n++;
    }
  return n;
}

static void
assert_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

/* A small file for each, without a name, in the user's cache, and gone after. */
static void
test_files (void)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_DISK, N_WORKERS);
  g_autofree char *folder = g_strdup ("/var/tmp/bobbin-works-XXXXXX");
  BobbinWireBirth births[N_WORKERS];
  goffset bytes = 0;
  WorkerTree tree;

  g_assert_nonnull (g_mkdtemp (folder));
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  start (&tree, &group, births);
  g_unsetenv ("XDG_CACHE_HOME");
  for (guint i = 0; i < N_WORKERS; i++)
    expect_progress (&tree, i, i + 1);
  g_assert_cmpuint (count_nameless_files (births[0].pid, folder, &bytes), ==, N_WORKERS);
  g_assert_cmpint (bytes, >, 0);
  g_assert_cmpint (bytes, <=, 1024 * 1024);
  assert_empty (folder);
  stop (&tree);
  assert_empty (folder);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A folder that is not there, or no whole path, is passed over. */
static void
test_wrong_folders (void)
{
  static const char *const wrong[] = { "/nonexistent/cache", "cache", "", "/dev/null" };
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_DISK, 1);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      WorkerTree tree;

      g_setenv ("XDG_CACHE_HOME", wrong[i], TRUE);
      start (&tree, &group, NULL);
      g_unsetenv ("XDG_CACHE_HOME");
      expect_progress (&tree, 0, 1);
      stop (&tree);
    }
}

/* Without a file there is no start, and it is told why. */
static void
test_refused_file (void)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_THREADS, BOBBIN_WORK_DISK, 64);
  struct rlimit few = { 32, 32 };
  BobbinWireEvent event;
  WorkerTree tree;

  worker_tree_start (&tree, 64);
  g_assert_cmpint (prlimit (tree.pid, RLIMIT_NOFILE, &few, NULL), ==, 0);
  worker_tree_send_plan (&tree, &group, 1);
  g_assert_true (worker_tree_receive (&tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_FAILED);
  g_assert_cmpint (event.stage, ==, BOBBIN_STAGE_DISK);
  g_assert_cmpint (event.error, ==, EMFILE);
  worker_tree_end (&tree);
}

/* What a lone worker of work mixed waits for, one character for each wait. */
static char *
spell_waits (guint64 seed, gsize length)
{
  BobbinWireGroup group = worker_tree_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_MIXED, 1);
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  g_autoptr (GString) waits = g_string_new (NULL);
  WorkerLane *lanes;
  WorkerTree tree;

  worker_tree_start (&tree, 1);
  tree.seed = seed;
  worker_tree_send_plan (&tree, &group, 1);
  worker_tree_begin (&tree, NULL);
  lanes = worker_lanes_new (&tree);
  while (waits->len < length && g_get_monotonic_time () < deadline_us)
    {
      g_usleep (LOOK_US);
      worker_lanes_drain (lanes, &tree);
      g_string_truncate (waits, 0);
      for (guint i = 0; i < lanes->slices->len; i++)
        {
          guint state = g_array_index (lanes->slices, BobbinSlice, i).state;

          if ((1u << state & BLOCKED) != 0)
            g_string_append_c (waits, "..SLPD"[state]);
        }
    }
  g_assert_cmpuint (waits->len, >=, length);
  g_string_truncate (waits, length);
  worker_lanes_free (lanes, &tree);
  stop (&tree);
  return g_string_free (g_steal_pointer (&waits), FALSE);
}

/* The same seed makes the same sequence. */
static void
test_seed (void)
{
  g_autofree char *first = spell_waits (1, 40);
  g_autofree char *again = spell_waits (1, 40);
  g_autofree char *other = spell_waits (2, 40);

  g_test_message ("%s %s", first, other);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
}

static void
add_for_each (const char *group, GTestDataFunc test, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/works/%s/%s", group, cases[i].name);

      g_test_add_data_func (path, &cases[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("BOBBIN_WORKER") == NULL)
    g_error ("BOBBIN_WORKER does not say where bobbin-worker is");

  add_for_each ("states/processes", test_states_processes, G_N_ELEMENTS (cases));
  add_for_each ("states/threads", test_states_threads, G_N_ELEMENTS (cases));
  add_for_each ("states/both", test_states_both, G_N_ELEMENTS (cases));
  add_for_each ("stop", test_stop, G_N_ELEMENTS (cases));
  add_for_each ("death-of-holder", test_death_of_holder, 3);
  g_test_add_data_func ("/works/death-of-partner/writer", GUINT_TO_POINTER (0), test_death_of_partner);
  g_test_add_data_func ("/works/death-of-partner/reader", GUINT_TO_POINTER (1), test_death_of_partner);
  g_test_add_func ("/works/crash-at-pipe", test_crash_at_pipe);
  g_test_add_func ("/works/files", test_files);
  g_test_add_func ("/works/wrong-folders", test_wrong_folders);
  g_test_add_func ("/works/refused-file", test_refused_file);
  g_test_add_func ("/works/seed", test_seed);
  return g_test_run ();
}
