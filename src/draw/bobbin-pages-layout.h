/* bobbin-pages-layout.h - whose memory it is, page by page
 *
 * Per group a box, in it per process a card with the same pages of the arena in
 * the same places, so that one compares place by place: shared copy, own copy,
 * shared mapping, untouched. A group of threads has one grid for all of them,
 * by who wrote a page last, and each thread's stack beside it. Below, the
 * numbers: own and shared, RSS, PSS, USS, their sums, and what a system monitor
 * would show. Where pages cannot be told apart there are bars by counts, and
 * the sentence that says why.
 *
 * A cell stands for one page up to BOBBIN_PAGES_MAX_CELLS of them, and for a
 * stated number beyond or where the room asks for it.
 *
 * Pure, like the timeline's layout. Main thread.
 */
#pragma once

#include "bobbin-page-turns.h"
#include "bobbin-shapes.h"

G_BEGIN_DECLS

#define BOBBIN_PAGES_MAX_CELLS 4096u
#define BOBBIN_PAGES_PARENT    G_MAXUINT /* instead of a process: the one from which all are forked */

typedef struct _BobbinPagesLayout BobbinPagesLayout;

/* What lies at a point. */
typedef struct {
  guint      group;
  guint      process;    /* index into the run, or BOBBIN_PAGES_PARENT */
  guint      first_page, n_pages; /* of its arena; 0 pages: the card, not a cell of it */
  BobbinRect rect;       /* of the cell, or of the card */
} BobbinPagesHit;

/* @run and @turns (both nullable) have to outlive the layout. */
BobbinPagesLayout *bobbin_pages_layout_new (const BobbinRun       *run,
                                            const BobbinPageTurns *turns,
                                            double                 width,
                                            double                 height,
                                            const BobbinStyle     *style) G_GNUC_WARN_UNUSED_RESULT;
void bobbin_pages_layout_free (BobbinPagesLayout *layout);

/* Whether every process has a card with all its numbers. */
gboolean bobbin_pages_layout_shows_all (const BobbinPagesLayout *layout);
/* Processes that have no card. */
guint bobbin_pages_layout_get_n_hidden (const BobbinPagesLayout *layout);
/* Whether every group is there with its sums. */
gboolean bobbin_pages_layout_shows_sums (const BobbinPagesLayout *layout);
/* How many pages a cell of @group stands for; 0 when there are no cells. */
guint bobbin_pages_layout_get_pages_per_cell (const BobbinPagesLayout *layout, guint group);

void bobbin_pages_layout_draw (const BobbinPagesLayout *layout, cairo_t *cr);

gboolean bobbin_pages_layout_hit (const BobbinPagesLayout *layout, double x, double y, BobbinPagesHit *out_hit);

/* Translated, what lies at a point: page, address, state, with whom it is
 * shared, who wrote it. NULL: nothing. */
char *bobbin_pages_layout_describe_at (const BobbinPagesLayout *layout, double x, double y) G_GNUC_WARN_UNUSED_RESULT;
char *bobbin_pages_layout_describe    (const BobbinPagesLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

/* Heights in which all is seen well, and in which something is still seen. */
double bobbin_pages_layout_natural_height (const BobbinRun *run, const BobbinStyle *style);
double bobbin_pages_layout_minimum_height (const BobbinStyle *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinPagesLayout, bobbin_pages_layout_free)

G_END_DECLS
