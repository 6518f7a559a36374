/* test-lab-tools.c - what experiments are made of: rounds, reports, teams, places
 *
 * What ends an experiment ends its process, so that is done in a child.
 */
#include <errno.h>
#include <glib.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-lab-tools.h"

#define FAR_NS INT64_C (60000000000)

typedef struct {
  BobbinLabOrder order;
  Lab            lab;
  int            fd; /* where the lab would listen */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  int pair[2];
  cpu_set_t allowed;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair), ==, 0);
  g_assert_cmpint (sched_getaffinity (0, sizeof allowed, &allowed), ==, 0);
  for (guint core = 0; core < CPU_SETSIZE && f->order.n_cores < BOBBIN_LAB_MAX_CORES; core++)
    if (CPU_ISSET (core, &allowed))
      f->order.cores[f->order.n_cores++] = core;
  f->order.n_apart = f->order.n_cores;
  f->lab = (Lab) { .order = &f->order, .until_ns = lab_now_ns () + FAR_NS, .socket_fd = pair[1] };
  f->fd = pair[0];
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close (f->fd);
  close (f->lab.socket_fd);
  lab_unpin (&f->lab);
}

/* --- reports -------------------------------------------------------------------- */

static guint
receive (Fixture *f, BobbinLabReadings *readings)
{
  long size = bobbin_wire_receive (f->fd, readings, sizeof *readings);

  if (size == -EAGAIN)
    return 0;
  g_assert_cmpint (size, >, 0);
  g_assert_true (bobbin_lab_check_readings (readings, (size_t) size));
  return readings->n_readings;
}

/* A packet for each change of the metric, and for as many as fit one. */
static void
test_packets (Fixture *f, gconstpointer data)
{
  BobbinLabReadings readings;
  guint n = BOBBIN_LAB_MAX_READINGS + 10;

  f->lab.round = 7;
  lab_report (&f->lab, "first", 2.0, 3.0);
  lab_report (&f->lab, "second", 0.0, 0.0);
  f->lab.warm_up = true;
  for (guint i = 0; i < n; i++)
    lab_report (&f->lab, "third", 0.0, i);
  lab_flush (&f->lab);
  lab_flush (&f->lab); /* nothing is sent twice */

  g_assert_cmpuint (receive (f, &readings), ==, 1);
  g_assert_cmpstr (readings.metric, ==, "first");
  g_assert_true (readings.readings[0].x > 1.9 && readings.readings[0].value > 2.9);
  g_assert_cmpuint (readings.readings[0].round, ==, 7);
  g_assert_cmpuint (readings.readings[0].warm_up, ==, 0);
  g_assert_cmpuint (receive (f, &readings), ==, 1);
  g_assert_cmpstr (readings.metric, ==, "second");
  g_assert_cmpuint (receive (f, &readings), ==, BOBBIN_LAB_MAX_READINGS);
  g_assert_cmpstr (readings.metric, ==, "third");
  g_assert_cmpuint (readings.readings[0].warm_up, ==, 1);
  g_assert_cmpuint (receive (f, &readings), ==, 10);
  g_assert_true (readings.readings[9].value > n - 1.5);
  g_assert_cmpuint (receive (f, &readings), ==, 0);
}

typedef enum { GIVE_UP_LACKS, GIVE_UP_FAIL, GIVE_UP_CORES, GIVE_UP_NOBODY } GiveUp;

static void
test_give_up (Fixture *f, gconstpointer data)
{
  GiveUp how = GPOINTER_TO_INT (data);
  BobbinLabEnd end = { 0 };
  int status;
  pid_t pid = fork ();

  if (pid == 0)
    {
      if (how == GIVE_UP_LACKS)
        lab_lacks (&f->lab, BOBBIN_LACK_CALL, EPERM);
      if (how == GIVE_UP_FAIL)
        lab_fail (&f->lab, EIO);
      lab_need_cores (&f->lab, f->order.n_cores); /* has as many */
      if (how == GIVE_UP_CORES)
        lab_need_cores (&f->lab, f->order.n_cores + 1);
      close (f->fd);
      lab_report (&f->lab, "metric", 0.0, 0.0);
      lab_flush (&f->lab);
      _exit (0);
    }
  if (how == GIVE_UP_NOBODY)
    {
      close (f->fd); /* in the child as well */
      f->fd = -1;
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  if (how == GIVE_UP_NOBODY)
    {
      g_assert_cmpint (WEXITSTATUS (status), ==, 1);
      return;
    }
  g_assert_cmpint (WEXITSTATUS (status), ==, 2);
  g_assert_cmpint (bobbin_wire_receive (f->fd, &end, sizeof end), ==, sizeof end);
  g_assert_true (bobbin_lab_check_end (&end, sizeof end));
  g_assert_cmpint (end.head.type, ==, how == GIVE_UP_FAIL ? BOBBIN_LAB_FAILED : BOBBIN_LAB_LACKS);
  g_assert_cmpint (end.error, ==, how == GIVE_UP_FAIL ? EIO : how == GIVE_UP_LACKS ? EPERM : 0);
  if (how != GIVE_UP_FAIL)
    g_assert_cmpint (end.lack, ==, how == GIVE_UP_LACKS ? BOBBIN_LACK_CALL : BOBBIN_LACK_CORES);
}

/* --- rounds --------------------------------------------------------------------- */

static GString *told;   /* a letter for each turn: large ones count */
static guint    n_turns, last_turn;

static void
take_turn (Lab *lab, LabKind kind, double x)
{
  char letter = (char) ((kind == LAB_PROCESSES ? 'p' : 't') + (int) x);

  g_assert_cmpuint (lab->round, ==, n_turns / 2);
  g_string_append_c (told, lab->warm_up ? letter : g_ascii_toupper (letter));
  if (++n_turns == last_turn)
    lab->until_ns = lab_now_ns (); /* the time is up */
}

static void
alternate (Fixture *f, guint n_rounds, guint until_turn, const char *expected)
{
  static const LabSide sides[] = { { take_turn, LAB_PROCESSES, 0 }, { take_turn, LAB_THREADS, 1 } };

  told = g_string_new (NULL);
  n_turns = 0;
  last_turn = until_turn;
  f->lab.round = 0;
  f->lab.until_ns = lab_now_ns () + FAR_NS;
  if (until_turn == 0)
    f->lab.until_ns = 0;
  lab_alternate (&f->lab, sides, 2, n_rounds);
  g_assert_cmpstr (told->str, ==, expected);
  g_assert_false (f->lab.warm_up);
  g_string_free (told, TRUE);
}

static void
test_alternate (Fixture *f, gconstpointer data)
{
  alternate (f, 4, 99, "puuppu" "UPPUUPPU");
  alternate (f, 1, 99, "puuppu" "UP");
  /* A tenth of them as warm-up where that is more than three. */
  alternate (f, 40, 999, "puuppuup" "PUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUPPUUP");
}

/* A round that was begun is ended; one that counts is had in any case. */
static void
test_alternate_until (Fixture *f, gconstpointer data)
{
  alternate (f, 20, 9, "puuppu" "UPPU");
  alternate (f, 20, 8, "puuppu" "UP");
  alternate (f, 20, 3, "puuppu" "UP");
  /* Without time for it the warm-up is one round. */
  alternate (f, 20, 0, "pu" "UP");
}

/* --- teams ---------------------------------------------------------------------- */

typedef struct {
  int       pid, index, n;
  LabKind   kind;
  cpu_set_t cores;
} Note;

static void
leave_note (LabMember *member)
{
  Note *note = (Note *) member->shared + member->index;

  *note = (Note) { getpid (), (int) member->index + 1, (int) member->n, member->kind, { { 0 } } };
  sched_getaffinity (0, sizeof note->cores, &note->cores);
  lab_sleep_ns ((int64_t) member->index * 5000000);
}

static void
test_team (Fixture *f, gconstpointer data)
{
  LabKind kind = GPOINTER_TO_INT (data);
  Note *notes = lab_shared_new (&f->lab, 4 * sizeof *notes);

  for (LabPlace place = LAB_FREE; place <= LAB_APART; place++)
    {
      LabTimes times;

      memset (notes, 0, 4 * sizeof *notes);
      times = lab_team_time (&f->lab, kind, 4, place, leave_note, notes);
      g_assert_cmpint (times.work_ns, >=, 15000000); /* what the last one slept */
      g_assert_cmpint (times.whole_ns, >=, times.work_ns);
      for (guint i = 0; i < 4; i++)
        {
          guint n_cores = place == LAB_FREE ? f->order.n_cores : 1;
          guint core = f->order.cores[place == LAB_APART ? i % f->order.n_cores : 0];

          g_assert_cmpint (notes[i].index, ==, i + 1);
          g_assert_cmpint (notes[i].n, ==, 4);
          g_assert_cmpint (notes[i].kind, ==, kind);
          g_assert_true ((notes[i].pid == getpid ()) == (kind == LAB_THREADS));
          g_assert_cmpint (CPU_COUNT (&notes[i].cores), ==, n_cores);
          g_assert_true (CPU_ISSET (core, &notes[i].cores));
          for (guint k = 0; kind == LAB_PROCESSES && k < i; k++)
            g_assert_cmpint (notes[i].pid, !=, notes[k].pid);
        }
    }
  lab_memory_free (notes, 4 * sizeof *notes);
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1); /* all were waited for */
}

/* One that ends badly is not taken for a measurement. */
static void
end_badly (LabMember *member)
{
  if (member->index == 1)
    _exit (3);
}

static void
test_team_failure (Fixture *f, gconstpointer data)
{
  BobbinLabEnd end = { 0 };
  int status;
  pid_t pid = fork ();

  if (pid == 0)
    {
      lab_team_run (&f->lab, LAB_PROCESSES, 2, LAB_FREE, end_badly, NULL);
      _exit (0);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 2);
  g_assert_cmpint (bobbin_wire_receive (f->fd, &end, sizeof end), ==, sizeof end);
  g_assert_cmpint (end.head.type, ==, BOBBIN_LAB_FAILED);
}

/* --- processes, memory, time ------------------------------------------------------ */

/* The end of the pipe tells that the grandchild is gone, whoever adopted it. */
static void
test_fork_dies_with_its_parent (Fixture *f, gconstpointer data)
{
  int ends[2];
  char byte;
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  if (pid == 0)
    {
      close (ends[0]);
      if (lab_fork (&f->lab) == 0)
        {
          if (write (ends[1], "x", 1) != 1)
            _exit (1);
          while (true)
            pause ();
        }
      while (true)
        pause ();
    }
  close (ends[1]);
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 0);
  close (ends[0]);
}

static void
test_memory (Fixture *f, gconstpointer data)
{
  size_t bytes = 1 << 20;
  guint8 *shared = lab_shared_new (&f->lab, bytes), *own = lab_private_new (&f->lab, bytes);
  pid_t pid;

  for (size_t i = 0; i < bytes; i += 512)
    g_assert_true (shared[i] == 0 && own[i] == 1);
  pid = lab_fork (&f->lab);
  if (pid == 0)
    {
      shared[77] = own[77] = 9;
      _exit (4);
    }
  g_assert_cmpint (WEXITSTATUS (lab_wait (&f->lab, pid)), ==, 4);
  g_assert_cmpuint (shared[77], ==, 9);
  g_assert_cmpuint (own[77], ==, 1);
  lab_memory_free (shared, bytes);
  lab_memory_free (own, bytes);
}

static void
test_time (Fixture *f, gconstpointer data)
{
  int64_t before_ns = lab_now_ns ();

  g_assert_true (lab_has_time (&f->lab));
  lab_sleep_ns (3000000);
  g_assert_cmpint (lab_now_ns () - before_ns, >=, 3000000);
  lab_sleep_ns (0);
  lab_sleep_ns (-5); /* returns */
  f->lab.until_ns = before_ns;
  g_assert_false (lab_has_time (&f->lab));
}

/* Whoever comes later has the end that the first one set. */
static void
test_window (Fixture *f, gconstpointer data)
{
  LabWindow window = { 0 };
  gint64 before_ns = lab_now_ns (), until_ns = lab_window_join (&window, 5000000);

  g_assert_cmpint (until_ns, >=, before_ns + 5000000);
  g_assert_cmpint (until_ns, <=, lab_now_ns () + 5000000);
  lab_sleep_ns (1000);
  g_assert_cmpint (lab_window_join (&window, 9000000), ==, until_ns);
}

/* Marsaglia's xorshift with 13, 7, 17, step by step. */
static void
test_compute (Fixture *f, gconstpointer data)
{
  guint64 state = 1;

  g_assert_cmpuint (lab_compute (42, 0), ==, 42);
  for (guint i = 1; i <= 100; i++)
    {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      g_assert_cmpuint (lab_compute (1, i), ==, state);
    }
}

static void
add (const char *path, int data, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/lab-tools/report/packets", 0, test_packets);
  add ("/lab-tools/report/lacks", GIVE_UP_LACKS, test_give_up);
  add ("/lab-tools/report/fail", GIVE_UP_FAIL, test_give_up);
  add ("/lab-tools/report/too-few-cores", GIVE_UP_CORES, test_give_up);
  add ("/lab-tools/report/nobody-listens", GIVE_UP_NOBODY, test_give_up);
  add ("/lab-tools/alternate", 0, test_alternate);
  add ("/lab-tools/alternate/until", 0, test_alternate_until);
  add ("/lab-tools/team/processes", LAB_PROCESSES, test_team);
  add ("/lab-tools/team/threads", LAB_THREADS, test_team);
  add ("/lab-tools/team/failure", 0, test_team_failure);
  add ("/lab-tools/fork", 0, test_fork_dies_with_its_parent);
  add ("/lab-tools/memory", 0, test_memory);
  add ("/lab-tools/time", 0, test_time);
  add ("/lab-tools/window", 0, test_window);
  add ("/lab-tools/compute", 0, test_compute);
  return g_test_run ();
}
