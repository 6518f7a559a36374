/* bobbin-lab-contention.c - what threads of one process have to share
 *
 * The same loop runs in one worker alone and in several at once, each on a core of
 * its own. Nobody waits for another's result. But threads share one address space and
 * one table of open files, and the kernel lets only one at a time change these;
 * processes have their own.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define WINDOW_NS   INT64_C (3000000) /* less than a time slice, so most are not interrupted */
#define AREA_BYTES  (1 << 18) /* too small for a huge page */
#define PIECE_STEPS 2000
#define MOST        32

typedef struct {
  _Alignas (256) double per_s; /* a cache line of its own, and its neighbour's */
} Rate;

typedef struct {
  LabWindow window;
  uint64_t (*repeat) (int64_t until_ns);
  Rate rates[MOST];
} Shared;

static size_t page_bytes;

/* --- the loops: each says how often it came round -------------------------------- */

static char *
map_new (size_t bytes)
{
  char *area = mmap (NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (area == MAP_FAILED)
    _exit (1);
  return area;
}

/* Maps a page and gives it back, without touching it. */
static uint64_t
map_pages (int64_t until_ns)
{
  uint64_t n = 0;

  for (; lab_now_ns () < until_ns; n++)
    munmap (map_new (page_bytes), page_bytes);
  return n;
}

/* The first write to a page is a page fault: the kernel finds memory for it. */
static uint64_t
touch_pages (int64_t until_ns)
{
  uint64_t n = 0;

  while (lab_now_ns () < until_ns)
    {
      char *area = map_new (AREA_BYTES);

      for (size_t at = 0; at < AREA_BYTES; at += page_bytes, n++)
        area[at] = 1;
      munmap (area, AREA_BYTES);
    }
  return n;
}

/* Another number for an open file, and that one closed. */
static uint64_t
duplicate_file (int64_t until_ns)
{
  int own_fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  uint64_t n = 0;

  for (; lab_now_ns () < until_ns; n++)
    close (dup (own_fd));
  close (own_fd);
  return n;
}

static uint64_t
compute (int64_t until_ns)
{
  uint64_t state = 1, n = 0;

  for (; lab_now_ns () < until_ns; n++)
    state = lab_compute (state, PIECE_STEPS);
  return n;
}

static const struct {
  const char *name;
  uint64_t (*repeat) (int64_t until_ns);
} loops[] = {
  { "map", map_pages },
  { "fault", touch_pages },
  { "file", duplicate_file },
  { "compute", compute },
};

/* --- one at work, or several ------------------------------------------------------ */

static void
work (LabMember *member)
{
  Shared *shared = member->shared;
  int64_t until_ns = lab_window_open (&shared->window, member, WINDOW_NS), begin_ns = lab_now_ns ();
  uint64_t n = shared->repeat (until_ns);

  shared->rates[member->index].per_s = (double) n * 1e9 / (double) (lab_now_ns () - begin_ns);
}

/* How often @n workers together come round in a second. */
static double
measure_rate (Lab *lab, LabKind kind, unsigned n, uint64_t (*repeat) (int64_t until_ns))
{
  Shared *shared = lab_shared_new (lab, sizeof *shared);
  double per_s = 0;

  shared->repeat = repeat;
  lab_team_run (lab, kind, n, LAB_APART, work, shared);
  for (unsigned i = 0; i < n; i++)
    per_s += shared->rates[i].per_s;
  lab_memory_free (shared, sizeof *shared);
  return per_s;
}

static unsigned
count_members (const Lab *lab)
{
  uint64_t n = lab_n_apart (lab) < MOST ? lab_n_apart (lab) : MOST;

  n = n < lab->order->max_workers ? n : lab->order->max_workers;
  return (unsigned) (n * AREA_BYTES < lab->order->memory_bytes ? n : lab->order->memory_bytes / AREA_BYTES);
}

/* @x: the number of the loop. */
static void
run (Lab *lab, LabKind kind, double x)
{
  uint64_t (*repeat) (int64_t until_ns) = loops[(unsigned) x].repeat;
  unsigned n = count_members (lab);
  bool alone_first = lab->round % 2 == 0;
  double alone = alone_first ? measure_rate (lab, kind, 1, repeat) : 0;
  double together = measure_rate (lab, kind, n, repeat);
  char metric[BOBBIN_LAB_NAME_BYTES];

  if (!alone_first)
    alone = measure_rate (lab, kind, 1, repeat);
  if (alone <= 0 || together <= 0)
    return; /* somebody else had the core for all of the time */
  snprintf (metric, sizeof metric, "%s_%s", loops[(unsigned) x].name, lab_name (kind, "process", "thread"));
  lab_report (lab, metric, 0, together / alone);
  snprintf (metric, sizeof metric, "%s_alone_%s", loops[(unsigned) x].name, lab_name (kind, "process", "thread"));
  lab_report (lab, metric, 0, 1e9 / alone);
}

void
lab_contention (Lab *lab)
{
  LabSide sides[2 * sizeof loops / sizeof loops[0]];
  unsigned n_sides = 0;

  if (count_members (lab) < 2)
    lab_lacks (lab, BOBBIN_LACK_CORES, 0);
  page_bytes = (size_t) sysconf (_SC_PAGESIZE);
  lab_report (lab, "workers", 0, count_members (lab));
  for (unsigned i = 0; i < sizeof loops / sizeof loops[0]; i++)
    {
      sides[n_sides++] = (LabSide) { run, LAB_PROCESSES, i };
      sides[n_sides++] = (LabSide) { run, LAB_THREADS, i };
    }
  lab_alternate (lab, sides, n_sides, 60);
}
