/* bobbin-page-book.h - who wrote each page of an arena last
 *
 * A memfd of its own, sealed against growing and shrinking: for each process of
 * the plan, spares last, one table with a number for each private page of its
 * group's arena. The number is the worker's + 1; 0: nobody. Tables begin at
 * whole pages, so that a process maps its own and no other, and pages of a table are
 * only really there once something was noted in them. Where a table lies follows from
 * the plan on either side and is not in the book: what is in it is numbers only.
 *
 *   process 0   n_pages of its group × 2 bytes, rounded up to whole pages
 *   process 1 …
 *
 * All workers of a process share its table. A worker notes its number before it
 * writes the page: so of a page that was split by a write the writer is known. A
 * reader that looks at the kernel's page tables first and into the book
 * afterwards never finds a page split by nobody; the other way round it may. A
 * worker that crashed may have written anything into its table: numbers that no
 * worker has are read as nobody.
 */
#pragma once

#include "bobbin-wire.h"

#include <stdatomic.h>

#define BOBBIN_MAX_BOOK_BYTES (UINT64_C (256) * 1024 * 1024)

/* Processes one after the other whose tables are alike. */
typedef struct {
  uint32_t first_process;
  uint32_t n_processes;
  uint64_t n_pages;
  uint64_t begin_bytes;
  uint64_t table_bytes; /* of each */
} BobbinPageBookPart;

typedef struct {
  BobbinPageBookPart parts[BOBBIN_MAX_GROUPS + 1]; /* the groups', and the spares' */
  uint32_t           n_parts;
  uint32_t           n_workers; /* spares included */
  uint64_t           bytes;
} BobbinPageBookLayout;

typedef _Atomic uint16_t BobbinPageWriter;

static_assert (sizeof (BobbinPageWriter) == 2, "page book layout");
static_assert (BOBBIN_MAX_WORKERS < UINT16_MAX, "a worker's number + 1 fits an entry");

/* The reader's side: all of it, read-only. */
typedef struct {
  BobbinPageBookLayout layout;
  const uint8_t       *tables; /* NULL: not mapped */
} BobbinPageBook;

/* Where the tables lie for @plan, which has been checked. False when they take
 * more than BOBBIN_MAX_BOOK_BYTES; bytes is then what they would take. */
bool bobbin_page_book_lay_out (BobbinPageBookLayout *layout, const BobbinWirePlan *plan);

/* A new sealed memfd, all zero. The descriptor (close-on-exec), or a negative errno. */
int bobbin_page_book_create (const BobbinPageBookLayout *layout);

/* 0; -EINVAL when @fd is not of the size that @layout needs; or another negative errno. */
int  bobbin_page_book_map   (BobbinPageBook *book, const BobbinPageBookLayout *layout, int fd);
void bobbin_page_book_unmap (BobbinPageBook *book);

/* Copies the writers of the first @n_pages pages of the arena of @process into
 * @out_writers: worker number + 1, or 0. Pages that the book does not hold, which are
 * all behind the private ones, are 0. Safe whatever is in the book; any thread. */
void bobbin_page_book_read (const BobbinPageBook *book, uint32_t process, uint16_t *out_writers, uint32_t n_pages);

/* The writer's side: maps the table of @process alone, writable, or NULL where
 * its group has no pages. 0 or a negative errno. */
int bobbin_page_book_open_table (const BobbinPageBookLayout *layout, int fd, uint32_t process,
                                 BobbinPageWriter **out_table);

static inline void
bobbin_page_book_note (BobbinPageWriter *table, uint64_t page, uint32_t worker)
{
  atomic_store_explicit (&table[page], (uint16_t) (worker + 1), memory_order_relaxed);
}
