/* bobbin-worker-pages.h - a worker writes pages of its group's arena
 *
 * Each worker goes over the private pages in an order of its own, a permutation
 * that follows from the seed and its number: so the pages that it wrote are
 * scattered as a program's are, and those of two workers differ. What is written
 * once on order goes on where the last order, or the share that work memory writes again
 * and again, left off; behind the last page it begins anew.
 */
#pragma once

#include "bobbin-worker.h"

typedef struct {
  uint8_t          *pages;
  BobbinPageWriter *writers; /* of this process */
  size_t            page_bytes;
  uint64_t          n_pages;
  uint32_t          number;  /* the worker's */
  uint64_t          key;     /* of its permutation */
  unsigned          half_bits;
  uint64_t          next;    /* place in its order from which pages are written on order */
  uint64_t          n_asked; /* pages written on order so far */
} WorkerPages;

void worker_pages_init (WorkerPages *pages, const WorkerTask *task);

/* The page that is at @place in the worker's order; both below n_pages. */
uint64_t worker_pages_at (const WorkerPages *pages, uint64_t place);

/* Notes the worker as the writer of the page at @place, and writes it full with
 * its number + 1 and @count. */
void worker_pages_write (WorkerPages *pages, uint64_t place, uint64_t count);

/* What is written on order comes behind the first @n places. */
void worker_pages_keep_off (WorkerPages *pages, uint64_t n);
