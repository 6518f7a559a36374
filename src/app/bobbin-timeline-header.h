/* bobbin-timeline-header.h - the controls of the timeline, in its card's header
 *
 * Lanes by worker or by core, zoom, filter, and a menu; "Follow Now" while the
 * view of a run that goes on does not follow. With too little width controls move
 * into the menu, so that nothing is ever cut. Looks for the timeline's actions
 * in its ancestors. Main thread.
 */
#pragma once

#include "bobbin-timeline-view.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_TIMELINE_HEADER (bobbin_timeline_header_get_type ())
G_DECLARE_FINAL_TYPE (BobbinTimelineHeader, bobbin_timeline_header, BOBBIN, TIMELINE_HEADER, GtkWidget)

GtkWidget *bobbin_timeline_header_new (BobbinTimelineView *timeline);

/* For tests: whether the button is there to be pressed. */
gboolean bobbin_timeline_header_offers_follow (BobbinTimelineHeader *header);

G_END_DECLS
