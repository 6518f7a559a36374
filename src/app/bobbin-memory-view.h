/* bobbin-memory-view.h - whose memory it is, live
 *
 * Draws bobbin_memory_layout of the runner's run. Drawn at most twice a second,
 * because memory is read no oftener. Main thread.
 */
#pragma once

#include "bobbin-chart.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_MEMORY_VIEW (bobbin_memory_view_get_type ())
G_DECLARE_FINAL_TYPE (BobbinMemoryView, bobbin_memory_view, BOBBIN, MEMORY_VIEW, BobbinChart)

GtkWidget *bobbin_memory_view_new (BobbinRunner *runner);

G_END_DECLS
