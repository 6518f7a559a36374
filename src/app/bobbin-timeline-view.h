/* bobbin-timeline-view.h - who ran on which core, live
 *
 * Draws bobbin_timeline_layout of the runner's run at the frame clock, but only
 * while something moves: not when frozen, over or hidden, and no oftener than
 * takes a small share of a core, because what it shows are programs that need
 * the cores. Lanes beyond its height scroll. Up and Down, Home and End or a
 * click select a lane; the menu key or a right click opens its menu with
 * win.crash-worker (u). Main thread.
 */
#pragma once

#include "bobbin-chart.h"
#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_TIMELINE_VIEW (bobbin_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (BobbinTimelineView, bobbin_timeline_view, BOBBIN, TIMELINE_VIEW, BobbinChart)

GtkWidget *bobbin_timeline_view_new (BobbinRunner *runner);

/* Selected worker, -1: none. Selecting scrolls its lane into view. */
void bobbin_timeline_view_select       (BobbinTimelineView *view, int worker);
int  bobbin_timeline_view_get_selected (BobbinTimelineView *view);

/* What is in view now, as a figure of it needs it. */
BobbinTimelineViewport bobbin_timeline_view_get_viewport (BobbinTimelineView *view);

/* The layout that was drawn last (nullable, transfer none). For tests. */
const BobbinTimelineLayout *bobbin_timeline_view_get_layout (BobbinTimelineView *view);

/* Where the lanes are scrolled to (transfer none). */
GtkAdjustment *bobbin_timeline_view_get_adjustment (BobbinTimelineView *view);

G_END_DECLS
