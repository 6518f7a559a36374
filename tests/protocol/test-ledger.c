/* bobbin-ledger: its seals, who may write what, and the gate across processes */
#include "bobbin-ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define N_WORKERS 3u
#define NS_PER_MS G_GINT64_CONSTANT (1000000)

static gint64
read_clock_ns (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static gint64
clock_ns (void)
{
  return read_clock_ns (CLOCK_MONOTONIC);
}

static int
make_ledger (void)
{
  int fd = bobbin_ledger_create (N_WORKERS);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static BobbinLedger
map_ledger (int fd, BobbinLedgerRole role)
{
  BobbinLedger ledger;

  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, N_WORKERS, role), ==, 0);
  return ledger;
}

/* Whether writing to @word ends a process with SIGSEGV; the only other end is
 * that it went well. */
static gboolean
write_crashes (_Atomic uint32_t *word)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      prctl (PR_SET_DUMPABLE, 0);
      atomic_store (word, 77);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFSIGNALED (status))
    g_assert_cmpint (WTERMSIG (status), ==, SIGSEGV);
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return WIFSIGNALED (status);
}

static gboolean
slot_is_writable (const BobbinLedger *ledger, guint worker)
{
  return !write_crashes (&bobbin_ledger_slot (ledger, worker)->state);
}

static gboolean
control_is_writable (const BobbinLedger *ledger)
{
  return !write_crashes (&ledger->control->orders[N_WORKERS - 1])
         && !write_crashes (&ledger->control->gate);
}

static void
test_create (void)
{
  int fd = make_ledger ();
  BobbinLedger ledger = map_ledger (fd, BOBBIN_LEDGER_LAUNCHER);

  g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, ==, FD_CLOEXEC);
  g_assert_cmpuint (ledger.n_workers, ==, N_WORKERS);
  g_assert_cmpuint (ledger.control->magic, ==, BOBBIN_LEDGER_MAGIC);
  g_assert_cmpuint (ledger.control->gate, ==, BOBBIN_GATE_CLOSED);
  g_assert_cmpint (ledger.control->gate_ns, ==, 0);
  for (guint i = 0; i < N_WORKERS; i++)
    {
      g_assert_cmpuint (ledger.control->orders[i], ==, BOBBIN_ORDER_NONE);
      g_assert_cmpuint (bobbin_ledger_slot (&ledger, i)->state, ==, BOBBIN_SLOT_UNBORN);
    }

  bobbin_ledger_unmap (&ledger);
  g_assert_null (ledger.control);
  g_assert_null (ledger.lanes);
  close (fd);
}

static void
test_seals (void)
{
  int fd = make_ledger ();
  int seals = fcntl (fd, F_GET_SEALS);

  g_assert_cmpint (seals & F_SEAL_SHRINK, !=, 0);
  g_assert_cmpint (seals & F_SEAL_GROW, !=, 0);
  g_assert_cmpint (seals & F_SEAL_SEAL, !=, 0);

  g_assert_cmpint (ftruncate (fd, 0), <, 0);
  g_assert_cmpint (errno, ==, EPERM);
  g_assert_cmpint (ftruncate (fd, 1 << 30), <, 0);
  g_assert_cmpint (errno, ==, EPERM);
  g_assert_cmpint (fcntl (fd, F_ADD_SEALS, F_SEAL_WRITE), <, 0);
  g_assert_cmpint (errno, ==, EPERM);
  close (fd);
}

static void
test_most_workers (void)
{
  BobbinLedger ledger;
  int fd = bobbin_ledger_create (BOBBIN_MAX_WORKERS);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, BOBBIN_MAX_WORKERS, BOBBIN_LEDGER_ROOT), ==, 0);
  atomic_store (&ledger.control->orders[BOBBIN_MAX_WORKERS - 1], BOBBIN_ORDER_STOP);
  atomic_store (&bobbin_ledger_slot (&ledger, BOBBIN_MAX_WORKERS - 1)->work_units, 5);
  g_assert_null (bobbin_ledger_slot (&ledger, BOBBIN_MAX_WORKERS));
  g_assert_cmpuint (ledger.control->magic, ==, BOBBIN_LEDGER_MAGIC);
  bobbin_ledger_unmap (&ledger);
  close (fd);
}

static void
test_map_refuses (void)
{
  BobbinLedger ledger;
  int fd = make_ledger ();

  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, 0, BOBBIN_LEDGER_LAUNCHER), ==, -EINVAL);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, N_WORKERS + 1, BOBBIN_LEDGER_LAUNCHER), ==, -EINVAL);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, N_WORKERS - 1, BOBBIN_LEDGER_LAUNCHER), ==, -EINVAL);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, BOBBIN_MAX_WORKERS + 1, BOBBIN_LEDGER_LAUNCHER), ==, -EINVAL);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, G_MAXUINT32, BOBBIN_LEDGER_LAUNCHER), ==, -EINVAL);
  g_assert_null (ledger.control);
  g_assert_cmpint (bobbin_ledger_map (&ledger, -1, N_WORKERS, BOBBIN_LEDGER_LAUNCHER), ==, -EBADF);
  close (fd);
}

/* A file of the right size that is no ledger, or one of another version. */
static void
test_map_refuses_content (void)
{
  BobbinLedger ledger;
  int fd = memfd_create ("not a ledger", MFD_CLOEXEC);
  struct { guint32 magic, version, n_workers; } start = {
    BOBBIN_LEDGER_MAGIC, BOBBIN_LEDGER_VERSION + 1, N_WORKERS,
  };

  g_assert_cmpint (ftruncate (fd, (off_t) bobbin_ledger_bytes (N_WORKERS)), ==, 0);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, N_WORKERS, BOBBIN_LEDGER_ROOT), ==, -EINVAL);
  g_assert_null (ledger.control);

  g_assert_cmpint (pwrite (fd, &start, sizeof start, 0), ==, sizeof start);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, N_WORKERS, BOBBIN_LEDGER_ROOT), ==, -EINVAL);

  start.version = BOBBIN_LEDGER_VERSION;
  start.n_workers = N_WORKERS + 1;
  g_assert_cmpint (pwrite (fd, &start, sizeof start, 0), ==, sizeof start);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, N_WORKERS, BOBBIN_LEDGER_ROOT), ==, -EINVAL);

  start.n_workers = N_WORKERS;
  g_assert_cmpint (pwrite (fd, &start, sizeof start, 0), ==, sizeof start);
  g_assert_cmpint (bobbin_ledger_map (&ledger, fd, N_WORKERS, BOBBIN_LEDGER_ROOT), ==, 0);
  bobbin_ledger_unmap (&ledger);
  close (fd);
}

static void
test_roles (void)
{
  int fd = make_ledger ();
  BobbinLedger reader = map_ledger (fd, BOBBIN_LEDGER_LAUNCHER);
  BobbinLedger worker = map_ledger (fd, BOBBIN_LEDGER_WORKER);
  BobbinLedger root = map_ledger (fd, BOBBIN_LEDGER_ROOT);

  g_assert_true (control_is_writable (&reader)); /* it may set the end of the run */
  g_assert_false (slot_is_writable (&reader, 0));

  g_assert_false (control_is_writable (&worker));
  g_assert_true (slot_is_writable (&worker, 0));

  g_assert_true (control_is_writable (&root));
  g_assert_true (slot_is_writable (&root, N_WORKERS - 1));

  /* All three are the same memory. */
  atomic_store (&bobbin_ledger_slot (&worker, 1)->work_units, 12);
  g_assert_cmpuint (bobbin_ledger_slot (&reader, 1)->work_units, ==, 12);
  atomic_store (&root.control->orders[1], BOBBIN_ORDER_CRASH);
  g_assert_cmpuint (worker.control->orders[1], ==, BOBBIN_ORDER_CRASH);

  bobbin_ledger_unmap (&reader);
  bobbin_ledger_unmap (&worker);
  bobbin_ledger_unmap (&root);
  close (fd);
}

static void
test_give_up_control (void)
{
  int fd = make_ledger ();
  BobbinLedger root = map_ledger (fd, BOBBIN_LEDGER_ROOT);

  g_assert_cmpint (bobbin_ledger_give_up_control (&root), ==, 0);
  g_assert_false (control_is_writable (&root));
  g_assert_true (slot_is_writable (&root, 0));
  bobbin_ledger_unmap (&root);
  close (fd);
}

static void
test_keep_lanes (void)
{
  int fd = make_ledger ();
  BobbinLedger ledger = map_ledger (fd, BOBBIN_LEDGER_ROOT);

  g_assert_cmpint (bobbin_ledger_keep_lanes (&ledger, N_WORKERS + 1, 0), ==, -EINVAL);
  g_assert_cmpint (bobbin_ledger_keep_lanes (&ledger, 1, N_WORKERS), ==, -EINVAL);
  g_assert_cmpint (bobbin_ledger_keep_lanes (&ledger, 1, G_MAXUINT32), ==, -EINVAL);
  for (guint i = 0; i < N_WORKERS; i++)
    g_assert_true (slot_is_writable (&ledger, i));

  g_assert_cmpint (bobbin_ledger_keep_lanes (&ledger, 1, 1), ==, 0);
  g_assert_false (slot_is_writable (&ledger, 0));
  g_assert_true (slot_is_writable (&ledger, 1));
  g_assert_false (slot_is_writable (&ledger, 2));
  g_assert_true (control_is_writable (&ledger));
  bobbin_ledger_unmap (&ledger);
  close (fd);
}

static void
test_slots_lie_apart (void)
{
  int fd = make_ledger ();
  BobbinLedger ledger = map_ledger (fd, BOBBIN_LEDGER_LAUNCHER);
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE);

  for (guint i = 0; i < N_WORKERS; i++)
    g_assert_cmpuint ((guintptr) bobbin_ledger_slot (&ledger, i) % page_bytes, ==, 0);
  g_assert_cmpuint ((guintptr) bobbin_ledger_slot (&ledger, 1) - (guintptr) bobbin_ledger_slot (&ledger, 0),
                    >=, page_bytes);
  g_assert_null (bobbin_ledger_slot (&ledger, N_WORKERS));
  g_assert_null (bobbin_ledger_slot (&ledger, G_MAXUINT32));
  bobbin_ledger_unmap (&ledger);
  g_assert_null (bobbin_ledger_slot (&ledger, 0));
  close (fd);
}

/* A child that sees the gate through a mapping it may only read; exits with 0
 * when the gate is open within 20 s. */
static pid_t
fork_waiter (int fd, int ready_fd)
{
  pid_t child = fork ();

  if (child != 0)
    return child;

  gint64 deadline_ns = clock_ns () + 20000 * NS_PER_MS;
  BobbinLedger ledger;

  if (bobbin_ledger_map (&ledger, fd, N_WORKERS, BOBBIN_LEDGER_LAUNCHER) < 0
      || write (ready_fd, "r", 1) != 1)
    _exit (2);
  while (atomic_load (&ledger.control->gate) == BOBBIN_GATE_CLOSED && clock_ns () < deadline_ns)
    bobbin_futex_wait (&ledger.control->gate, BOBBIN_GATE_CLOSED, deadline_ns);
  _exit (atomic_load (&ledger.control->gate) == BOBBIN_GATE_OPEN && clock_ns () < deadline_ns ? 0 : 1);
}

static void
test_gate (void)
{
  enum { N_CHILDREN = 4 };
  int fd = make_ledger ();
  BobbinLedger root = map_ledger (fd, BOBBIN_LEDGER_ROOT);
  pid_t children[N_CHILDREN];
  int ready[2];
  char byte;

  g_assert_cmpint (pipe (ready), ==, 0);
  for (guint i = 0; i < N_CHILDREN; i++)
    children[i] = fork_waiter (fd, ready[1]);
  for (guint i = 0; i < N_CHILDREN; i++)
    g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);

  /* Time to fall asleep; none may come through a closed gate. */
  g_usleep (50 * 1000);
  for (guint i = 0; i < N_CHILDREN; i++)
    g_assert_cmpint (waitpid (children[i], NULL, WNOHANG), ==, 0);

  atomic_store (&root.control->gate, BOBBIN_GATE_OPEN);
  bobbin_futex_wake (&root.control->gate);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      int status;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
    }
  close (ready[0]);
  close (ready[1]);
  bobbin_ledger_unmap (&root);
  close (fd);
}

static void
test_wait_ends (void)
{
  int fd = make_ledger ();
  BobbinLedger reader = map_ledger (fd, BOBBIN_LEDGER_LAUNCHER);
  _Atomic uint32_t *gate = &reader.control->gate;
  gint64 cpu_ns = read_clock_ns (CLOCK_PROCESS_CPUTIME_ID);
  gint64 begin_ns = clock_ns (), deadline_ns = begin_ns + 100 * NS_PER_MS;

  /* At the deadline, given as a point in time; early returns are allowed, but
   * it must be sleeping for the most part. */
  while (clock_ns () < deadline_ns)
    bobbin_futex_wait (gate, BOBBIN_GATE_CLOSED, deadline_ns);
  g_assert_cmpint (clock_ns (), >=, deadline_ns);
  g_assert_cmpint (read_clock_ns (CLOCK_PROCESS_CPUTIME_ID) - cpu_ns, <, 50 * NS_PER_MS);

  /* At once, when the value is another already or the deadline has passed. */
  bobbin_futex_wait (gate, BOBBIN_GATE_OPEN, 0);
  bobbin_futex_wait (gate, BOBBIN_GATE_CLOSED, begin_ns);
  bobbin_ledger_unmap (&reader);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/create", test_create);
  g_test_add_func ("/ledger/seals", test_seals);
  g_test_add_func ("/ledger/most-workers", test_most_workers);
  g_test_add_func ("/ledger/map-refuses", test_map_refuses);
  g_test_add_func ("/ledger/map-refuses-content", test_map_refuses_content);
  g_test_add_func ("/ledger/roles", test_roles);
  g_test_add_func ("/ledger/give-up-control", test_give_up_control);
  g_test_add_func ("/ledger/keep-slots", test_keep_lanes);
  g_test_add_func ("/ledger/slots-lie-apart", test_slots_lie_apart);
  g_test_add_func ("/ledger/gate", test_gate);
  g_test_add_func ("/ledger/wait-ends", test_wait_ends);
  return g_test_run ();
}
