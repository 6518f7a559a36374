/* bobbin-page-target.h - the arena of one process, looked at again and again
 *
 * Page by page, or where that is not to be had, as the sums of smaps. For one
 * thread, the page sampler's.
 */
#pragma once

#include "bobbin-arena-place.h"
#include "bobbin-page-book.h"
#include "bobbin-pagemap.h"

G_BEGIN_DECLS

typedef struct {
  int              pid;
  BobbinArenaPlace place;
  guint            process; /* in the book; of no use where n_workers is 0 */
  guint            first_worker, n_workers; /* who may have written there; 0: nobody, as in the parent */
  gboolean         forked;  /* it got its pages by being forked, or others did from it */
} BobbinPageTarget;

static inline guint
bobbin_page_target_n_pages (const BobbinPageTarget *target)
{
  return target->place.n_private + target->place.n_mapped + target->place.n_untouched;
}

/* Fills @map from @text, of smaps: counts in whole pages, no states. FALSE when
 * the text does not have the whole range: then @map is not valid, and else as it was. Pure. */
gboolean bobbin_page_map_from_smaps (BobbinPageMap *map, const char *text, const BobbinArenaPlace *place,
                                     gsize page_bytes);

/* Whether any mapping of @text that holds a part of the arena is mapped by huge pages. Pure. */
gboolean bobbin_smaps_has_huge_pages (const char *text, const BobbinArenaPlace *place, gsize page_bytes);

/* Reads @target into @map through @reader, then who wrote from @book (nullable).
 * time_ns is on CLOCK_MONOTONIC. As bobbin_page_reader_read(). */
gboolean bobbin_page_target_read (const BobbinPageTarget *target, BobbinPageReader *reader,
                                  BobbinPageScratch *scratch, const BobbinPageBook *book, BobbinPageMap *map);

/* The same from sums. */
gboolean bobbin_page_target_read_sums (const BobbinPageTarget *target, gsize page_bytes, BobbinPageMap *map);

G_END_DECLS
