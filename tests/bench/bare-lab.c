/* bare-lab.c - what the lab measures, in loops that owe nothing to it
 *
 * "bare-lab WHAT KIND": WHAT is create, pipe, switch, pipe-bytes or copy-bytes, KIND is
 * process or thread. Prints one number: the ns from making one to its having been
 * waited for, in a program that has made a thread before (fork() is cheaper in one that
 * never has), the ns of a round trip of a byte over pipes on one core, the ns of a switch (half of that less a write and a read of
 * one's own), the bytes in a second through a pipe on one core, or those
 * that memcpy() moves within 64 MiB. The median of many short bursts each.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define N_BURSTS    401
#define BURST       4
#define N_TRANSFERS 41
#define TRANSFER    (4 << 20)
#define PIECE       (64 << 10)
#define BLOCK       (1 << 20)
#define AREA        (64 << 20)

static int there[2], back[2];
static char data[BLOCK];

static double
clock_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec * 1e9 + (double) time.tv_nsec;
}

static void
pin (unsigned nth)
{
  cpu_set_t allowed, one;

  sched_getaffinity (0, sizeof allowed, &allowed);
  CPU_ZERO (&one);
  for (int core = 0; core < CPU_SETSIZE; core++)
    if (CPU_ISSET (core, &allowed) && nth-- == 0)
      {
        CPU_SET (core, &one);
        sched_setaffinity (0, sizeof one, &one);
        return;
      }
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values, size_t n)
{
  qsort (values, n, sizeof values[0], compare);
  return values[n / 2];
}

/* --- the other side ----------------------------------------------------------------- */

static void *
echo (void *unused)
{
  char byte;

  pin (0);
  while (read (there[0], &byte, 1) == 1 && write (back[1], &byte, 1) == 1)
    continue;
  return unused;
}

static void *
swallow (void *unused)
{
  static char piece[PIECE];
  size_t had = 0;
  ssize_t n;

  pin (0);
  while ((n = read (there[0], piece, sizeof piece)) > 0)
    {
      had += (size_t) n;
      if (had % TRANSFER == 0 && write (back[1], "", 1) != 1)
        break;
    }
  return unused;
}

static void
start (int threads, void *(*other) (void *))
{
  pthread_t thread;

  if (pipe (there) < 0 || pipe (back) < 0)
    exit (1);
  fcntl (there[1], F_SETPIPE_SZ, 1 << 20);
  if (threads)
    {
      if (pthread_create (&thread, NULL, other, NULL) != 0)
        exit (1);
    }
  else if (fork () == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      other (NULL);
      _exit (0);
    }
}

/* --- this side ---------------------------------------------------------------------- */

static double
time_bytes (int write_fd, int read_fd)
{
  static double bursts[N_BURSTS];
  char byte = 0;

  for (int i = 0; i < N_BURSTS; i++)
    {
      double before = clock_ns ();

      for (int j = 0; j < BURST; j++)
        if (write (write_fd, &byte, 1) != 1 || read (read_fd, &byte, 1) != 1)
          exit (1);
      bursts[i] = (clock_ns () - before) / BURST;
    }
  return median (bursts, N_BURSTS);
}

static double
time_transfers (void)
{
  static double rates[N_TRANSFERS];
  char byte;

  for (int i = 0; i < N_TRANSFERS; i++)
    {
      double before = clock_ns ();

      for (int sent = 0; sent < TRANSFER; sent += PIECE)
        if (write (there[1], data, PIECE) != PIECE)
          exit (1);
      if (read (back[0], &byte, 1) != 1)
        exit (1);
      rates[i] = 1e9 * TRANSFER / (clock_ns () - before);
    }
  return median (rates, N_TRANSFERS);
}

static double
time_copies (void)
{
  static double rates[8 * AREA / BLOCK];
  size_t n = 0;
  char *area = mmap (NULL, AREA, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  if (area == MAP_FAILED)
    exit (1);
  memset (area, 1, AREA);
  for (int round = 0; round < 8; round++)
    for (int at = 0; at < AREA; at += BLOCK)
      {
        double before = clock_ns ();

        memcpy (area + at, data, BLOCK);
        rates[n++] = 1e9 * BLOCK / (clock_ns () - before);
      }
  return median (rates, n);
}

static void *
do_nothing (void *nothing)
{
  return nothing;
}

static double
time_creation (int threads)
{
  static double times[N_BURSTS];
  pthread_t thread;

  for (int i = -1; i < N_BURSTS; i++)
    {
      double before = clock_ns ();

      if (threads || i < 0)
        {
          if (pthread_create (&thread, NULL, do_nothing, NULL) != 0)
            exit (1);
          pthread_join (thread, NULL);
        }
      else
        {
          pid_t pid = fork ();

          if (pid == 0)
            _exit (0);
          waitpid (pid, NULL, 0);
        }
      if (i >= 0)
        times[i] = clock_ns () - before;
    }
  return median (times, N_BURSTS);
}

int
main (int argc, char **argv)
{
  const char *what = argc == 3 ? argv[1] : "";
  int threads = argc == 3 && strcmp (argv[2], "thread") == 0, own[2];
  double value;

  memset (data, 1, sizeof data);
  pin (0);
  if (strcmp (what, "create") == 0)
    {
      value = time_creation (threads);
    }
  else if (strcmp (what, "pipe") == 0)
    {
      start (threads, echo);
      value = time_bytes (there[1], back[0]);
    }
  else if (strcmp (what, "switch") == 0 && pipe (own) == 0)
    {
      start (threads, echo);
      value = time_bytes (there[1], back[0]) / 2.0 - time_bytes (own[1], own[0]);
    }
  else if (strcmp (what, "pipe-bytes") == 0)
    {
      start (threads, swallow);
      value = time_transfers ();
    }
  else if (strcmp (what, "copy-bytes") == 0)
    {
      value = time_copies ();
    }
  else
    {
      return 2;
    }
  printf ("%.1f\n", value);
  return 0;
}
