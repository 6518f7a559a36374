/* bobbin-lab-contention.c - where threads get into each other's way
 *
 * The same loop is run by one worker, and by several at once on a core each. Who
 * has its own address space and its own table of files need not wait for the
 * others to map memory, to touch a page for the first time or to open a file.
 */
#include <errno.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define WINDOW_NS INT64_C (8000000)
#define MOST      4
#define N_PAGES   32

typedef struct {
  _Alignas (256) _Atomic uint64_t n; /* a cache line of its own, and its neighbour's */
} Count;

typedef struct {
  _Atomic int64_t until_ns; /* set by the first who starts */
  void (*work) (void);
  Count counts[MOST];
} Shared;

/* Maps a little memory and gives it back. */
static void
map_and_unmap (void)
{
  void *memory = mmap (NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (memory != MAP_FAILED)
    munmap (memory, 65536);
}

/* Touches pages for the first time: each is a fault. */
static void
touch_pages (void)
{
  static _Thread_local char *pages;
  long page_bytes = sysconf (_SC_PAGESIZE);

  if (pages == NULL)
    pages = mmap (NULL, (size_t) (N_PAGES * page_bytes), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    _exit (1);
  for (long i = 0; i < N_PAGES; i++)
    ((volatile char *) pages)[i * page_bytes] = 1;
  madvise (pages, (size_t) (N_PAGES * page_bytes), MADV_DONTNEED);
}

/* Opens one more descriptor and closes it. */
static void
open_and_close (void)
{
  int fd = dup (STDERR_FILENO);

  if (fd >= 0)
    close (fd);
}

/* Arithmetic: needs nothing that is shared. */
static void
compute (void)
{
  static _Thread_local uint64_t state = 1;

  state = lab_compute (state, 500);
}

static void
work (LabMember *member)
{
  Shared *shared = member->shared;
  int64_t none = 0, until_ns;
  uint64_t n = 0;

  atomic_compare_exchange_strong (&shared->until_ns, &none, lab_now_ns () + WINDOW_NS);
  until_ns = atomic_load (&shared->until_ns);
  while (lab_now_ns () < until_ns)
    for (unsigned i = 0; i < 4; i++, n++)
      shared->work ();
  atomic_store (&shared->counts[member->index].n, n);
}

/* How often all members together got round in a second. */
static double
measure (Lab *lab, LabKind kind, unsigned n, void (*what) (void))
{
  Shared *shared = lab_shared_new (lab, sizeof *shared);
  uint64_t sum = 0;

  shared->work = what; /* the same address in each process that is forked */
  lab_team_run (lab, kind, n, LAB_APART, work, shared);
  for (unsigned i = 0; i < n; i++)
    sum += atomic_load (&shared->counts[i].n);
  lab_memory_free (shared, sizeof *shared);
  return (double) sum * 1e9 / (double) WINDOW_NS;
}

static void
run (Lab *lab, LabKind kind, void (*what) (void), const char *of_processes, const char *of_threads)
{
  unsigned n = lab_n_apart (lab) < MOST ? lab_n_apart (lab) : MOST;

  if (n < 2)
    n = 2;
  lab_report (lab, lab_name (kind, of_processes, of_threads), 1, measure (lab, kind, 1, what));
  lab_report (lab, lab_name (kind, of_processes, of_threads), n, measure (lab, kind, n, what));
}

static void
run_map (Lab *lab, LabKind kind, double x)
{
  run (lab, kind, map_and_unmap, "map_process", "map_thread");
}

static void
run_touch (Lab *lab, LabKind kind, double x)
{
  run (lab, kind, touch_pages, "touch_process", "touch_thread");
}

static void
run_open (Lab *lab, LabKind kind, double x)
{
  run (lab, kind, open_and_close, "open_process", "open_thread");
}

static void
run_compute (Lab *lab, LabKind kind, double x)
{
  run (lab, kind, compute, "compute_process", "compute_thread");
}

void
lab_contention (Lab *lab)
{
  static const LabSide sides[] = {
    { run_map, LAB_PROCESSES, 0 },     { run_map, LAB_THREADS, 0 },
    { run_touch, LAB_PROCESSES, 0 },   { run_touch, LAB_THREADS, 0 },
    { run_open, LAB_PROCESSES, 0 },    { run_open, LAB_THREADS, 0 },
    { run_compute, LAB_PROCESSES, 0 }, { run_compute, LAB_THREADS, 0 },
  };

  lab_need_cores (lab, 2);
  lab_alternate (lab, sides, sizeof sides / sizeof sides[0], 40);
}
