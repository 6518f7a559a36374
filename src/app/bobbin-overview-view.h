/* bobbin-overview-view.h - the whole run in a strip, to get about in
 *
 * Draws bobbin_overview of the runner's run, under the timeline's plot and as
 * wide, with a frame around what the timeline shows. The frame can be dragged,
 * by its edges made longer and shorter; a click beside it brings it there.
 * Left and Right pan, + and − zoom, Home shows the begin, End the end. To a
 * screen reader it is a slider over the run's time. Main thread.
 */
#pragma once

#include "bobbin-timeline-view.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_OVERVIEW_VIEW (bobbin_overview_view_get_type ())
G_DECLARE_FINAL_TYPE (BobbinOverviewView, bobbin_overview_view, BOBBIN, OVERVIEW_VIEW, BobbinChart)

/* @timeline: what it moves; need not outlive it. */
GtkWidget *bobbin_overview_view_new (BobbinTimelineView *timeline);

G_END_DECLS
