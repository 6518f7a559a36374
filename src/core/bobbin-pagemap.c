/* bobbin-pagemap.c */
#include "bobbin-pagemap.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "bobbin-proc-files.h"

struct _BobbinPageReader {
  BobbinProcFile file;
  int            error;
  int            pid;
  guint64        address;
  guint          n_pages;
  gsize          page_bytes;
};

struct _BobbinPageScratch {
  guint64 entries[BOBBIN_PAGEMAP_CHUNK];
  guint8 *states; /* what is being read; becomes the map's when all of it was */
  guint   n_states;
};

/* By bits 63, 62, 61 and 56, in this order. */
static const guint8 state_of_bits[16] = {
  BOBBIN_PAGE_UNTOUCHED, BOBBIN_PAGE_UNTOUCHED, BOBBIN_PAGE_UNTOUCHED, BOBBIN_PAGE_UNTOUCHED,
  BOBBIN_PAGE_SWAPPED, BOBBIN_PAGE_SWAPPED, BOBBIN_PAGE_SWAPPED, BOBBIN_PAGE_SWAPPED,
  BOBBIN_PAGE_SHARED, BOBBIN_PAGE_OWN, BOBBIN_PAGE_MAPPED, BOBBIN_PAGE_MAPPED,
  BOBBIN_PAGE_SHARED, BOBBIN_PAGE_OWN, BOBBIN_PAGE_MAPPED, BOBBIN_PAGE_MAPPED,
};

void
bobbin_page_states_from_entries (const guint64 *entries, guint n, guint8 *out_states)
{
  for (guint i = 0; i < n; i++)
    out_states[i] = state_of_bits[(entries[i] >> 60 & 0xe) | (entries[i] >> 56 & 1)];
}

void
bobbin_page_map_apply_writers (BobbinPageMap *map, guint first, guint n, gboolean forked)
{
  for (guint i = 0; i < map->n_pages; i++)
    {
      guint writer = map->writers[i];

      if (writer != BOBBIN_NO_WRITER && (writer - 1 < first || writer - 1 - first >= n))
        map->writers[i] = BOBBIN_NO_WRITER;
      if (forked && map->states[i] == BOBBIN_PAGE_OWN && map->writers[i] == BOBBIN_NO_WRITER)
        map->states[i] = BOBBIN_PAGE_LEFT;
    }
  bobbin_page_map_count (map);
}

BobbinPageScratch *
bobbin_page_scratch_new (void)
{
  return g_new0 (BobbinPageScratch, 1);
}

void
bobbin_page_scratch_free (BobbinPageScratch *scratch)
{
  if (scratch == NULL)
    return;
  g_free (scratch->states);
  g_free (scratch);
}

BobbinPageReader *
bobbin_page_reader_new (int pid, guint64 address, guint n_pages, gsize page_bytes)
{
  BobbinPageReader *reader = g_new0 (BobbinPageReader, 1);

  reader->pid = pid;
  reader->address = address;
  reader->n_pages = n_pages;
  reader->page_bytes = page_bytes;
  if (!bobbin_proc_file_open (&reader->file, pid, 0, "pagemap"))
    reader->error = errno;
  return reader;
}

void
bobbin_page_reader_free (BobbinPageReader *reader)
{
  if (reader == NULL)
    return;
  bobbin_proc_file_close (&reader->file);
  g_free (reader);
}

int
bobbin_page_reader_get_error (const BobbinPageReader *reader)
{
  return reader->error;
}

/* Less than was asked for comes only from an address space that is going. */
static gboolean
read_entries (const BobbinPageReader *reader, guint first, guint n, guint64 *out_entries)
{
  guint64 offset = (reader->address / reader->page_bytes + first) * sizeof *out_entries;
  gsize size = n * sizeof *out_entries;
  gssize length;

  do
    length = pread (reader->file.fd, out_entries, size, (off_t) offset);
  while (length < 0 && errno == EINTR);
  return length == (gssize) size;
}

static gboolean
read_states (const BobbinPageReader *reader, BobbinPageScratch *scratch)
{
  if (scratch->n_states < reader->n_pages)
    {
      scratch->states = g_renew (guint8, scratch->states, reader->n_pages);
      scratch->n_states = reader->n_pages;
    }
  for (guint first = 0; first < reader->n_pages; first += BOBBIN_PAGEMAP_CHUNK)
    {
      guint n = MIN (reader->n_pages - first, BOBBIN_PAGEMAP_CHUNK);

      if (!read_entries (reader, first, n, scratch->entries))
        return FALSE;
      bobbin_page_states_from_entries (scratch->entries, n, scratch->states + first);
    }
  return TRUE;
}

/* Whether the process still has the whole range mapped: the page tables of a
 * range that was unmapped look like those of one that was never touched. */
static gboolean
is_still_mapped (const BobbinPageReader *reader)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/maps", reader->pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL)
         && bobbin_maps_cover (text, reader->address, reader->address + reader->n_pages * reader->page_bytes);
}

static guint
count_untouched (const guint8 *states, guint n)
{
  guint n_untouched = 0;

  for (guint i = 0; i < n; i++)
    n_untouched += states[i] == BOBBIN_PAGE_UNTOUCHED;
  return n_untouched;
}

gboolean
bobbin_page_reader_read (BobbinPageReader *reader, BobbinPageScratch *scratch, BobbinPageMap *map)
{
  guint n = reader->n_pages;
  guint known_untouched = map->n_pages == n ? map->counts[BOBBIN_PAGE_UNTOUCHED] : n - 1;

  map->valid = FALSE;
  if (reader->file.fd < 0 || !read_states (reader, scratch))
    return FALSE;
  if (count_untouched (scratch->states, n) > known_untouched && !is_still_mapped (reader))
    return FALSE;

  if (map->n_pages != n || map->states == NULL)
    bobbin_page_map_resize (map, n);
  memcpy (map->states, scratch->states, n * sizeof *map->states);
  map->address = reader->address;
  map->valid = TRUE;
  bobbin_page_map_count (map);
  return TRUE;
}
