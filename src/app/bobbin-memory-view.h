/* bobbin-memory-view.h - whose each page is, live
 *
 * Draws bobbin_pages_layout of the runner's run, at most four times a second,
 * with pages that have just turned marked for a moment. Main thread.
 */
#pragma once

#include "bobbin-memory-chart.h"
#include "bobbin-pages-layout.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_MEMORY_VIEW (bobbin_memory_view_get_type ())
G_DECLARE_FINAL_TYPE (BobbinMemoryView, bobbin_memory_view, BOBBIN, MEMORY_VIEW, BobbinMemoryChart)

GtkWidget *bobbin_memory_view_new (BobbinRunner *runner);

/* What was laid out last (nullable, transfer none). */
const BobbinPagesLayout *bobbin_memory_view_get_layout (BobbinMemoryView *view);

G_END_DECLS
