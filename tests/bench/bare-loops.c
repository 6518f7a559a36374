/* bare-loops.c - what fork and pthread_create cost a small program
 *
 * "bare-loops fork N" or "bare-loops thread N": starts N that each say so on a
 * pipe and then wait; prints the ns from the first call to the last word.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int report[2];

static long long
clock_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void *
say_and_wait (void *data)
{
  if (write (report[1], "x", 1) != 1)
    exit (1);
  for (;;)
    pause ();
  return data;
}

int
main (int argc, char **argv)
{
  int n = argc == 3 ? atoi (argv[2]) : 0;
  int forks = argc == 3 && strcmp (argv[1], "fork") == 0;
  pid_t *pids = calloc ((size_t) (n > 0 ? n : 1), sizeof *pids);
  char word[256];

  if (n < 1 || pids == NULL || pipe (report) < 0)
    return 2;

  long long begin_ns = clock_ns ();
  for (int i = 0; i < n; i++)
    {
      pthread_t thread;

      if (!forks)
        {
          if (pthread_create (&thread, NULL, say_and_wait, NULL) != 0)
            return 1;
          continue;
        }
      pids[i] = fork ();
      if (pids[i] == 0)
        {
          prctl (PR_SET_PDEATHSIG, SIGKILL);
          say_and_wait (NULL);
        }
    }
  for (int ready = 0; ready < n;)
    ready += (int) read (report[0], word, sizeof word);
  printf ("%lld\n", clock_ns () - begin_ns);
  fflush (stdout);

  for (int i = 0; forks && i < n; i++)
    {
      kill (pids[i], SIGKILL);
      waitpid (pids[i], NULL, 0);
    }
  return 0;
}
