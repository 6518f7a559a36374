#include "bobbin-worker-arena.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

/* The part of the reservation from @begin_bytes on. */
static int
map_part (WorkerArena *arena, size_t begin_bytes, size_t bytes, int sharing)
{
  void *part;

  if (bytes == 0)
    return 0;
  part = mmap (arena->pages + begin_bytes, bytes, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  return part != MAP_FAILED ? 0 : -errno;
}

int
worker_arena_reserve (WorkerArena *arena, const BobbinWireGroup *group)
{
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE);
  size_t bytes = group->heap_bytes + group->mapped_bytes + group->untouched_bytes;
  int error;
  void *pages;

  if (group->heap_bytes % page_bytes != 0 || group->mapped_bytes % page_bytes != 0
      || group->untouched_bytes % page_bytes != 0)
    return -EINVAL;
  if (bytes == 0)
    return 0;
  pages = mmap (NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (pages == MAP_FAILED)
    return -errno;
  *arena = (WorkerArena) { pages, group->heap_bytes, group->mapped_bytes, bytes };

  error = map_part (arena, 0, group->heap_bytes, MAP_PRIVATE);
  if (error == 0)
    error = map_part (arena, group->heap_bytes, group->mapped_bytes, MAP_SHARED);
  if (error == 0)
    error = map_part (arena, group->heap_bytes + group->mapped_bytes, group->untouched_bytes, MAP_PRIVATE);
  if (error < 0)
    return error;

  /* A huge page would be split and copied as one, and hide what is shown. */
  madvise (pages, bytes, MADV_NOHUGEPAGE);
  worker_arena_hand_down (arena, false);
  return 0;
}

void
worker_arena_fill (WorkerArena *arena)
{
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE);
  volatile uint8_t *pages = arena->pages;

  /* What is in it says that nobody wrote it; only a write makes the page its own. */
  for (size_t i = 0; i < arena->private_bytes; i += page_bytes)
    pages[i] = 0;
}

void
worker_arena_enter (WorkerArena *arena)
{
  const volatile uint8_t *pages = arena->pages;

  if (arena->mapped_bytes == 0)
    return;
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE);

  /* fork() leaves the page tables of shared mappings to be found again: a look will do. */
  for (size_t i = arena->private_bytes; i < arena->private_bytes + arena->mapped_bytes; i += page_bytes)
    (void) pages[i];
}

void
worker_arena_hand_down (WorkerArena *arena, bool handed_down)
{
  if (arena->pages != NULL)
    madvise (arena->pages, arena->bytes, handed_down ? MADV_DOFORK : MADV_DONTFORK);
}
