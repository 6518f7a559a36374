/* bobbin-timeline-raster.h - lanes written as pixels
 *
 * What bobbin-timeline-lane.c draws as paths, row by row into an image: some
 * ten times as fast, and the same picture, because everything in a lane ends on
 * whole pixels. For screens and PNG; vector formats take the paths.
 */
#pragma once

#include "bobbin-timeline-private.h"

G_BEGIN_DECLS

/* For the lanes of one drawing of @layout. */
BobbinTimelineRaster *bobbin_timeline_raster_new  (const BobbinTimelineLayout *layout) G_GNUC_WARN_UNUSED_RESULT;
void                  bobbin_timeline_raster_free (BobbinTimelineRaster *raster);

/* The plot of one lane: @columns (BobbinTimelineColumn) on a track from @top, @height high. */
void bobbin_timeline_raster_lane (BobbinTimelineRaster *raster, cairo_t *cr, const GArray *columns,
                                  double top, double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinTimelineRaster, bobbin_timeline_raster_free)

G_END_DECLS
