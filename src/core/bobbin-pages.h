/* bobbin-pages.h - whose each page of the arena is, as one process sees it
 *
 * Every group has an arena, made before its processes are forked: a private
 * part that starts out as one copy for all, a part that is mapped shared, and
 * a part that nobody touches. A page map is what the kernel's page tables said
 * of these pages at one time, for one process, beside what the workers wrote
 * down themselves: who wrote a page last.
 *
 * Source: Documentation/admin-guide/mm/pagemap.rst of the kernel: bit 63
 * present, bit 62 swapped, bit 61 file-mapped or shared-anonymous, bit 56 mapped
 * exactly once. Plain data; main thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BOBBIN_PAGE_UNTOUCHED, /* nothing is there yet */
  BOBBIN_PAGE_SHARED,    /* one copy, that other processes see too until they write */
  BOBBIN_PAGE_OWN,       /* a copy of its own, because it was written here after the fork */
  BOBBIN_PAGE_LEFT,      /* its own without having been written here: all others split away or ended */
  BOBBIN_PAGE_MAPPED,    /* of a shared mapping: writes are seen by all */
  BOBBIN_PAGE_SWAPPED,   /* not in memory just now */
  BOBBIN_N_PAGE_STATES
} BobbinPageState;

#define BOBBIN_NO_WRITER 0u

typedef struct {
  gboolean valid;     /* FALSE: never read, or the process has ended; all else is as last read */
  gint64   time_ns;   /* since the gate */
  guint64  address;   /* of the first page */
  guint    n_pages;   /* private, mapped and untouched parts, one after the other */
  guint8  *states;    /* BobbinPageState of each; NULL: only the counts are known */
  guint16 *writers;   /* who wrote it last in this address space: worker number + 1, or BOBBIN_NO_WRITER; NULL as above */
  guint    counts[BOBBIN_N_PAGE_STATES];
} BobbinPageMap;

/* How much the maps can be trusted. */
typedef enum {
  BOBBIN_PAGES_UNKNOWN, /* not yet tried */
  BOBBIN_PAGES_EXACT,   /* page by page; a self-test has shown that splitting a page is seen */
  BOBBIN_PAGES_SUMS,    /* from the sums of smaps; states is NULL */
  BOBBIN_PAGES_NONE,    /* the kernel tells nothing of these processes */
} BobbinPagesSource;

void bobbin_page_map_clear (BobbinPageMap *map); /* frees what it holds, and makes it not valid */
void bobbin_page_map_copy  (BobbinPageMap *to, const BobbinPageMap *from);
/* Makes room for @n_pages, all of them untouched and written by nobody. */
void bobbin_page_map_resize (BobbinPageMap *map, guint n_pages);
/* Fills in counts from states. */
void bobbin_page_map_count (BobbinPageMap *map);

const char *bobbin_page_state_to_string (BobbinPageState state); /* "untouched", "shared", "own", "left", "mapped", "swapped" */
const char *bobbin_pages_source_to_string (BobbinPagesSource source); /* "unknown", "exact", "sums", "none" */

G_END_DECLS
