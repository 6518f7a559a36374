/* bobbin-region-view.h - the whole address space of one process, live
 *
 * Draws bobbin_regions_layout of the process that the session watches. Main
 * thread.
 */
#pragma once

#include "bobbin-memory-chart.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_REGION_VIEW (bobbin_region_view_get_type ())
G_DECLARE_FINAL_TYPE (BobbinRegionView, bobbin_region_view, BOBBIN, REGION_VIEW, BobbinMemoryChart)

GtkWidget *bobbin_region_view_new (BobbinRunner *runner);

G_END_DECLS
