#include "bobbin-page-book.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static uint64_t
round_up (uint64_t bytes, uint64_t page)
{
  return (bytes + page - 1) / page * page;
}

static void
add_part (BobbinPageBookLayout *layout, uint32_t n_processes, uint64_t n_pages, uint64_t page_bytes)
{
  BobbinPageBookPart *part = &layout->parts[layout->n_parts];
  uint32_t first = layout->n_parts > 0 ? part[-1].first_process + part[-1].n_processes : 0;

  *part = (BobbinPageBookPart) {
    .first_process = first,
    .n_processes = n_processes,
    .n_pages = n_pages,
    .begin_bytes = layout->bytes,
    .table_bytes = round_up (n_pages * sizeof (BobbinPageWriter), page_bytes),
  };
  layout->bytes += n_processes * part->table_bytes;
  layout->n_parts++;
}

bool
bobbin_page_book_lay_out (BobbinPageBookLayout *layout, const BobbinWirePlan *plan)
{
  uint64_t page_bytes = (uint64_t) sysconf (_SC_PAGESIZE);
  uint64_t most_pages = 0;

  memset (layout, 0, sizeof *layout);
  layout->n_workers = plan->n_workers + plan->n_spares;
  for (uint32_t i = 0; i < plan->n_groups; i++)
    {
      const BobbinWireGroup *group = &plan->groups[i];
      uint64_t n_pages = group->heap_bytes / page_bytes;

      add_part (layout, group->n_processes, n_pages, page_bytes);
      /* A spare becomes a process of any group that is forked one by one. */
      if (group->kind == BOBBIN_KIND_PROCESSES && group->threads_each == 1 && n_pages > most_pages)
        most_pages = n_pages;
    }
  add_part (layout, plan->n_spares, most_pages, page_bytes);
  if (layout->bytes == 0)
    layout->bytes = page_bytes; /* nothing cannot be mapped */
  return layout->bytes <= BOBBIN_MAX_BOOK_BYTES;
}

int
bobbin_page_book_create (const BobbinPageBookLayout *layout)
{
  int fd = memfd_create ("bobbin-page-book", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd < 0)
    return -errno;
  if (ftruncate (fd, (off_t) layout->bytes) < 0
      || fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0)
    {
      int error = errno;

      close (fd);
      return -error;
    }
  return fd;
}

static int
check_size (const BobbinPageBookLayout *layout, int fd)
{
  struct stat status;

  if (fstat (fd, &status) < 0)
    return -errno;
  return status.st_size == (off_t) layout->bytes ? 0 : -EINVAL;
}

int
bobbin_page_book_map (BobbinPageBook *book, const BobbinPageBookLayout *layout, int fd)
{
  int error = check_size (layout, fd);
  void *tables;

  memset (book, 0, sizeof *book);
  if (error < 0)
    return error;
  tables = mmap (NULL, layout->bytes, PROT_READ, MAP_SHARED, fd, 0);
  if (tables == MAP_FAILED)
    return -errno;
  book->layout = *layout;
  book->tables = tables;
  return 0;
}

void
bobbin_page_book_unmap (BobbinPageBook *book)
{
  if (book->tables != NULL)
    munmap ((void *) book->tables, book->layout.bytes);
  memset (book, 0, sizeof *book);
}

static const BobbinPageBookPart *
find_part (const BobbinPageBookLayout *layout, uint32_t process)
{
  for (uint32_t i = 0; i < layout->n_parts; i++)
    if (process - layout->parts[i].first_process < layout->parts[i].n_processes)
      return &layout->parts[i];
  return NULL;
}

static uint64_t
begin_of_table (const BobbinPageBookPart *part, uint32_t process)
{
  return part->begin_bytes + (process - part->first_process) * part->table_bytes;
}

void
bobbin_page_book_read (const BobbinPageBook *book, uint32_t process, uint16_t *out_writers, uint32_t n_pages)
{
  const BobbinPageBookPart *part = book->tables != NULL ? find_part (&book->layout, process) : NULL;
  uint64_t n_known = part == NULL ? 0 : part->n_pages < n_pages ? part->n_pages : n_pages;
  const BobbinPageWriter *table = NULL;

  if (n_known > 0)
    table = (const BobbinPageWriter *) (const void *) (book->tables + begin_of_table (part, process));
  for (uint64_t i = 0; i < n_known; i++)
    {
      uint16_t writer = atomic_load_explicit (&table[i], memory_order_relaxed);

      out_writers[i] = writer <= book->layout.n_workers ? writer : 0;
    }
  memset (out_writers + n_known, 0, (n_pages - n_known) * sizeof *out_writers);
}

int
bobbin_page_book_open_table (const BobbinPageBookLayout *layout, int fd, uint32_t process,
                             BobbinPageWriter **out_table)
{
  const BobbinPageBookPart *part = find_part (layout, process);
  int error = check_size (layout, fd);
  void *table;

  *out_table = NULL;
  if (part == NULL)
    return -EINVAL;
  if (error < 0 || part->table_bytes == 0)
    return error;
  table = mmap (NULL, part->table_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
                (off_t) begin_of_table (part, process));
  if (table == MAP_FAILED)
    return -errno;
  *out_table = table;
  return 0;
}
