/* The states of 65,536 pages, against reading their entries and nothing else */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "bobbin-page-target.h"

#define N_PAGES      65536u
#define ROUNDS       31
#define COW_LIMIT    1.5
#define MAX_CORE     0.10 /* of a core, for four processes and their parent */
#define LOOKS_A_SEC  4
#define N_PROCESSES  5

static double
cpu_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e9 + (double) time.tv_nsec;
}

/* A child that has every second page for itself. */
static int
fork_child (guint8 *pages, gsize page_bytes)
{
  int ready[2];
  char byte;
  int pid;

  if (pipe (ready) < 0 || (pid = fork ()) < 0)
    return -1;
  if (pid == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      for (guint i = 0; i < N_PAGES; i += 2)
        pages[i * page_bytes] = 2;
      close (ready[0]);
      if (write (ready[1], "", 1) == 1)
        pause ();
      _exit (0);
    }
  close (ready[1]);
  if (read (ready[0], &byte, 1) != 1)
    pid = -1;
  close (ready[0]);
  return pid;
}

static double
read_bare (int fd, guint64 address, gsize page_bytes, guint64 *entries)
{
  double begin = cpu_ns ();

  if (pread (fd, entries, N_PAGES * sizeof *entries, (off_t) (address / page_bytes * sizeof *entries)) < 0)
    abort ();
  return cpu_ns () - begin;
}

/* A book of one process, in which nothing is noted. */
static void
make_book (BobbinPageBook *book, gsize page_bytes)
{
  g_autofree BobbinWirePlan *plan = g_new0 (BobbinWirePlan, 1);
  BobbinPageBookLayout layout;
  int fd;

  plan->n_groups = plan->n_workers = 1;
  plan->groups[0].n_processes = plan->groups[0].threads_each = 1;
  plan->groups[0].heap_bytes = N_PAGES * page_bytes;
  if (!bobbin_page_book_lay_out (&layout, plan) || (fd = bobbin_page_book_create (&layout)) < 0
      || bobbin_page_book_map (book, &layout, fd) < 0)
    abort ();
  close (fd);
}

static void
measure (GArray *results, int pid, guint64 address, gsize page_bytes)
{
  BobbinPageTarget target = { .pid = pid, .place = { .address = address, .n_private = N_PAGES },
                              .n_workers = 1, .forked = TRUE };
  g_autoptr (BobbinPageReader) reader = bobbin_page_reader_new (pid, address, N_PAGES, page_bytes);
  g_autoptr (BobbinPageScratch) scratch = bobbin_page_scratch_new ();
  g_autofree guint64 *entries = g_new0 (guint64, N_PAGES);
  g_autofree char *path = g_strdup_printf ("/proc/%d/pagemap", pid);
  double states[ROUNDS], bare[ROUNDS];
  BobbinPageMap map = { 0 };
  BobbinPageBook book;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  make_book (&book, page_bytes);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double begin;

      bare[i] = read_bare (fd, address, page_bytes, entries);
      begin = cpu_ns ();
      if (!bobbin_page_target_read (&target, reader, scratch, &book, &map))
        abort ();
      states[i] = cpu_ns () - begin;
    }
  double value = bench_median (states, ROUNDS), peer = bench_median (bare, ROUNDS);
  bench_add (results, "cow", value / 1e6, "ms", COW_LIMIT * peer / 1e6, "the bare pagemap read", peer / 1e6);
  bench_add (results, "cow-share", value * LOOKS_A_SEC * N_PROCESSES / 1e9 * 100, "%", MAX_CORE * 100,
             "the bare pagemap reads", peer * LOOKS_A_SEC * N_PROCESSES / 1e9 * 100);
  close (fd);
  bobbin_page_book_unmap (&book);
  bobbin_page_map_clear (&map);
}

void
bench_cow (GArray *results)
{
  gsize page_bytes = (gsize) sysconf (_SC_PAGESIZE);
  guint8 *pages = mmap (NULL, N_PAGES * page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int pid;

  if (pages == MAP_FAILED)
    return;
  madvise (pages, N_PAGES * page_bytes, MADV_NOHUGEPAGE);
  for (guint i = 0; i < N_PAGES; i++)
    pages[i * page_bytes] = 1;
  pid = fork_child (pages, page_bytes);
  if (pid > 0)
    {
      measure (results, pid, (guint64) (guintptr) pages, page_bytes);
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
    }
  munmap (pages, N_PAGES * page_bytes);
}
