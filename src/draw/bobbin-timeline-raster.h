/* bobbin-timeline-raster.h - lanes written as pixels
 *
 * What bobbin-timeline-lane.c draws as paths, row by row: some hundred times as
 * fast, and the same picture, because everything in a lane ends on whole
 * pixels. For screens and PNG; vector formats take the paths. Pixels are those
 * of the device; across they count from time 0, so that a lane looks the same
 * wherever it is scrolled to. Main thread.
 */
#pragma once

#include "bobbin-timeline-stamps.h"

G_BEGIN_DECLS

typedef struct _BobbinTimelineRaster BobbinTimelineRaster;

/* For the lanes of one drawing of @layout, which must outlive it. */
BobbinTimelineRaster *bobbin_timeline_raster_new  (const BobbinTimelineLayout *layout) G_GNUC_WARN_UNUSED_RESULT;
void                  bobbin_timeline_raster_free (BobbinTimelineRaster *raster);

/* Of a picture in vertical strips: where pixel @x_px of row @y_px is, and how
 * many pixels lie to the right of it in the same strip, at least 1. Strips are
 * asked for only within the lane that is drawn. */
typedef struct {
  guint32 *(*get_strip) (gpointer strips, gint64 x_px, int *out_stride, int *out_n_px);
  gpointer strips;
  int      height_px; /* rows that there are; a lane may be partly above or below */
} BobbinRasterTarget;

typedef struct {
  guint  lane;
  int    top_px, height_px; /* of its track */
  int    hatch_px;          /* row of the hatch that its top row has, >= 0 */
  gint64 begin_px, end_px;
  double ns_per_px;
} BobbinRasterLane;

/* Draws the stretch of a lane; what is not recorded becomes clear. @resume:
 * where it is to go on from, and then where when more follows. */
void bobbin_timeline_raster_draw (BobbinTimelineRaster *raster, const BobbinRasterTarget *target,
                                  const BobbinRasterLane *lane, BobbinTimelineResume *resume);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinTimelineRaster, bobbin_timeline_raster_free)

G_END_DECLS
