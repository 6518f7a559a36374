#include "bobbin-worker-probe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Documentation/admin-guide/mm/pagemap.rst of the kernel. */
#define PRESENT   (UINT64_C (1) << 63)
#define EXCLUSIVE (UINT64_C (1) << 56)

#define N_PAGES    4
#define WRITTEN    1 /* the page that the child writes */
#define HUGE_BYTES ((size_t) 2 * 1024 * 1024)

/* Four pages one after the other, all of them written. */
static uint8_t *
map_pages (bool huge, size_t page_bytes)
{
  size_t bytes = huge ? 2 * HUGE_BYTES : N_PAGES * page_bytes;
  uint8_t *pages = mmap (NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (pages == MAP_FAILED)
    return NULL;
  madvise (pages, bytes, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
  if (huge) /* a huge page is only given where a whole one has room */
    pages += (HUGE_BYTES - (uintptr_t) pages % HUGE_BYTES) % HUGE_BYTES;
  for (size_t i = 0; i < N_PAGES; i++)
    pages[i * page_bytes] = 1;
  return pages;
}

/* Whether exactly the pages of @expected (a bit for each) are mapped once. */
static BobbinProbeAnswer
look (const uint8_t *pages, size_t page_bytes, unsigned expected)
{
  uint64_t entries[N_PAGES];
  int fd = open ("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
  ssize_t size;

  if (fd < 0)
    return BOBBIN_PROBE_REFUSED;
  size = pread (fd, entries, sizeof entries, (off_t) ((uintptr_t) pages / page_bytes * sizeof entries[0]));
  close (fd);
  if (size != (ssize_t) sizeof entries)
    return BOBBIN_PROBE_REFUSED;

  for (unsigned i = 0; i < N_PAGES; i++)
    if ((entries[i] & PRESENT) == 0 || ((entries[i] & EXCLUSIVE) != 0) != ((expected >> i & 1) != 0))
      return BOBBIN_PROBE_BLIND;
  return BOBBIN_PROBE_EXACT;
}

/* Whether any memory of this process is mapped by huge pages: the test's is the
 * only one that is large enough. */
static bool
has_huge_pages (void)
{
  char line[512];
  unsigned long kib = 0;
  FILE *smaps = fopen ("/proc/self/smaps", "re");

  if (smaps == NULL)
    return false;
  while (kib == 0 && fgets (line, sizeof line, smaps) != NULL)
    if (sscanf (line, "AnonHugePages: %lu kB", &kib) != 1)
      kib = 0;
  fclose (smaps);
  return kib > 0;
}

/* The child's part: looks, writes, looks, and waits until the parent has looked. */
static _Noreturn void
run_child (uint8_t *pages, size_t page_bytes, int from_parent, int to_parent)
{
  uint8_t answer = (uint8_t) look (pages, page_bytes, 0);

  if (answer == BOBBIN_PROBE_EXACT)
    {
      pages[WRITTEN * page_bytes] = 2;
      answer = (uint8_t) look (pages, page_bytes, 1u << WRITTEN);
    }
  if (write (to_parent, &answer, 1) == 1)
    while (read (from_parent, &answer, 1) < 0 && errno == EINTR)
      continue;
  _exit (0);
}

static BobbinProbeAnswer
split_one (uint8_t *pages, size_t page_bytes)
{
  int down[2], up[2];
  uint8_t answer = BOBBIN_PROBE_FAILED;
  pid_t child;

  if (pipe2 (down, O_CLOEXEC) < 0 || pipe2 (up, O_CLOEXEC) < 0)
    return BOBBIN_PROBE_FAILED;
  child = fork ();
  if (child < 0)
    return BOBBIN_PROBE_FAILED;
  if (child == 0)
    {
      close (down[1]);
      run_child (pages, page_bytes, down[0], up[1]);
    }
  close (up[1]);

  /* The end of the pipe: the child has died. */
  if (read (up[0], &answer, 1) == 1 && answer == BOBBIN_PROBE_EXACT)
    answer = (uint8_t) look (pages, page_bytes, 1u << WRITTEN);
  close (down[1]);
  while (waitpid (child, NULL, 0) < 0 && errno == EINTR)
    continue;
  return (BobbinProbeAnswer) answer;
}

BobbinProbeAnswer
worker_probe_pages (bool huge)
{
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE);
  uint8_t *pages = map_pages (huge, page_bytes);
  BobbinProbeAnswer answer;

  if (pages == NULL)
    return BOBBIN_PROBE_FAILED;

  /* Before the fork all are this process's alone. */
  answer = look (pages, page_bytes, (1u << N_PAGES) - 1);
  if (answer != BOBBIN_PROBE_REFUSED && has_huge_pages ())
    return BOBBIN_PROBE_HUGE;
  return answer == BOBBIN_PROBE_EXACT ? split_one (pages, page_bytes) : answer;
}
