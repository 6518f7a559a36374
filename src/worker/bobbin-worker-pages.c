#include "bobbin-worker-pages.h"

#include "bobbin-worker-unit.h"

#include <string.h>
#include <unistd.h>

#define N_ROUNDS 4

static uint64_t
mix (uint64_t value)
{
  return worker_random (&value);
}

void
worker_pages_init (WorkerPages *pages, const WorkerTask *task)
{
  const WorkerArena *arena = &task->tree->arenas[task->group];

  *pages = (WorkerPages) {
    .pages = arena->pages,
    .writers = task->tree->writers,
    .page_bytes = (size_t) sysconf (_SC_PAGESIZE),
    .number = task->number,
    .key = mix (task->tree->plan->seed ^ mix (task->number)),
    .half_bits = 1,
  };
  pages->n_pages = arena->private_bytes / pages->page_bytes;
  while (UINT64_C (1) << 2 * pages->half_bits < pages->n_pages)
    pages->half_bits++;
}

/* Feistel's network over the least even number of bits that holds all pages; what
 * falls outside goes through it again until it falls inside, which makes a
 * permutation of the pages (Black and Rogaway 2002, cycle walking). */
uint64_t
worker_pages_at (const WorkerPages *pages, uint64_t place)
{
  uint64_t mask = (UINT64_C (1) << pages->half_bits) - 1;

  do
    {
      uint64_t left = place >> pages->half_bits, right = place & mask;

      for (unsigned i = 0; i < N_ROUNDS; i++)
        {
          uint64_t mixed = left ^ (mix (pages->key + right * N_ROUNDS + i) & mask);

          left = right;
          right = mixed;
        }
      place = left << pages->half_bits | right;
    }
  while (place >= pages->n_pages);
  return place;
}

void
worker_pages_write (WorkerPages *pages, uint64_t place, uint64_t count)
{
  uint64_t page = worker_pages_at (pages, place);
  uint8_t *bytes = pages->pages + page * pages->page_bytes;
  uint64_t line[8] = { pages->number + 1, count };

  bobbin_page_book_note (pages->writers, page, pages->number);
  /* Full, so that it is memory that is written and not the fault alone. */
  for (size_t i = 0; i + sizeof line <= pages->page_bytes; i += sizeof line)
    memcpy (bytes + i, line, sizeof line);
}

void
worker_pages_keep_off (WorkerPages *pages, uint64_t n)
{
  if (pages->next < n)
    pages->next = n < pages->n_pages ? n : 0;
}
