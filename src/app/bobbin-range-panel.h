/* bobbin-range-panel.h - what the workers did in the selected stretch of time
 *
 * The rows of bobbin_range_stats of the timeline's range, its lanes and the
 * selected worker, as words that can be read and copied. Brought up to date
 * when there is time for it, so that selecting stays smooth however long the
 * history is. Main thread.
 */
#pragma once

#include "bobbin-timeline-view.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_RANGE_PANEL (bobbin_range_panel_get_type ())
G_DECLARE_FINAL_TYPE (BobbinRangePanel, bobbin_range_panel, BOBBIN, RANGE_PANEL, GtkWidget)

GtkWidget *bobbin_range_panel_new (BobbinTimelineView *timeline);

/* For tests: the words of a row; NULL beyond the last one. */
const char *bobbin_range_panel_get_label (BobbinRangePanel *panel, guint row);
const char *bobbin_range_panel_get_value (BobbinRangePanel *panel, guint row);

G_END_DECLS
