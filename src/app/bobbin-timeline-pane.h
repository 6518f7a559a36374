/* bobbin-timeline-pane.h - the timeline with all that belongs to it
 *
 * From top to bottom a search entry that slides in, the timeline, and the strip
 * of the whole run; with a range selected its statistics at the right, or below
 * where it is narrow. The strip is left out when there is no run, or too little
 * height. Adds to the timeline's actions: filter (b: the entry is shown) and find
 * (shows it, and puts the keyboard there). Main thread.
 */
#pragma once

#include "bobbin-overview-view.h"
#include "bobbin-range-panel.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_TIMELINE_PANE (bobbin_timeline_pane_get_type ())
G_DECLARE_FINAL_TYPE (BobbinTimelinePane, bobbin_timeline_pane, BOBBIN, TIMELINE_PANE, GtkWidget)

GtkWidget *bobbin_timeline_pane_new (BobbinRunner *runner);

/* The parts (transfer none). */
BobbinTimelineView *bobbin_timeline_pane_get_view     (BobbinTimelinePane *pane);
BobbinOverviewView *bobbin_timeline_pane_get_overview (BobbinTimelinePane *pane);
BobbinRangePanel   *bobbin_timeline_pane_get_range    (BobbinTimelinePane *pane);
GtkEditable        *bobbin_timeline_pane_get_filter   (BobbinTimelinePane *pane);

G_END_DECLS
