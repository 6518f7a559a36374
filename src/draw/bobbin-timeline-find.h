/* bobbin-timeline-find.h - where a lane of the timeline is
 *
 * The other way round than bobbin_timeline_layout_hit(): from a worker or core
 * to its place, and from lane to lane as they stand below each other, which is
 * not the order of the run where lanes are pinned or hidden. Pure. Main thread.
 */
#pragma once

#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

/* The row of @lane, a worker or (by core) a core, as the layout is scrolled:
 * it may lie outside of the lanes' rectangle. FALSE: it has none. */
gboolean bobbin_timeline_layout_find_lane (const BobbinTimelineLayout *layout, guint lane, BobbinRect *out_rect);

/* The lane @by places below @lane (above: negative), at most the first or last;
 * of -1 the first below and the last above. -1: there are no lanes. */
int bobbin_timeline_layout_step_lane (const BobbinTimelineLayout *layout, int lane, int by);

/* Where @time_ns is, and what time is at @x; neither is bounded. */
double bobbin_timeline_layout_x    (const BobbinTimelineLayout *layout, gint64 time_ns);
gint64 bobbin_timeline_layout_time (const BobbinTimelineLayout *layout, double x);

G_END_DECLS
