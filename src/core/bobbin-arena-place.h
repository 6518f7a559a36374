/* bobbin-arena-place.h - where a group's arena lies in its processes
 *
 * The same address in each of them, and in the process from which they are
 * forked. Three parts one after the other: private pages, pages that are mapped
 * shared, and pages that nobody touches. The tree's root tells, before it forks.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint   group;
  guint64 address; /* of the first page; 0: not yet known, or there is no arena */
  guint   n_private, n_mapped, n_untouched; /* pages */
} BobbinArenaPlace;

G_END_DECLS
