/* bobbin-timeline-stamps.h - numbers and words on a lane, and where they stand
 *
 * The number of a core (in a core's lane of a worker) stands on the time it was
 * run on, the reason of being blocked on the time that was blocked. Each stands
 * in the middle of its stretch; in a long stretch again and again, at places
 * that are fixed in time, so that one is always in sight and none moves when
 * the picture does. Pixels are those of the device, counted from time 0. Main
 * thread.
 */
#pragma once

#include "bobbin-timeline-lane.h"

G_BEGIN_DECLS

typedef struct _BobbinTimelineStamps BobbinTimelineStamps;

typedef struct {
  gint64   x_px;    /* its left edge */
  gboolean is_word; /* a reason (BobbinState in value), else the number of the core or worker in value */
  guint    value;
} BobbinTimelineStamp;

/* For the lanes of @layout, which it is used with only while that lives. */
BobbinTimelineStamps *bobbin_timeline_stamps_new  (const BobbinTimelineLayout *layout) G_GNUC_WARN_UNUSED_RESULT;
void                  bobbin_timeline_stamps_free (BobbinTimelineStamps *stamps);

/* Where a lane that is drawn in parts goes on. */
typedef struct {
  gint64 from_px;    /* what is left of here does not change any more */
  gint64 stretch_px; /* where the stretch begins that from_px lies in; <= from_px */
} BobbinTimelineResume;

/* The stamps on @n pixels of a lane from @begin_px on, whose track is
 * @height_px high, in order; appended to @out (BobbinTimelineStamp).
 * @stretch_px: where the stretch began that @begin_px lies in. @resume: where to
 * begin when more pixels follow. */
void bobbin_timeline_stamps_place (BobbinTimelineStamps *stamps, const guint32 *looks, const guint32 *others, guint n,
                                   gint64 begin_px, int height_px, gint64 stretch_px, GArray *out,
                                   BobbinTimelineResume *resume);

/* Coverages of what @stamp says, one byte a pixel, @stride bytes a row; and how
 * far above the track's foot its lowest row ends. Kept until @stamps is freed. */
typedef struct {
  const guint8 *coverage;
  int           width_px, height_px, stride;
  int           above_foot_px;
} BobbinStampMask;

BobbinStampMask bobbin_timeline_stamps_get_mask (BobbinTimelineStamps *stamps, const BobbinTimelineStamp *stamp,
                                                 int height_px);

BobbinColor bobbin_timeline_stamps_get_ink (const BobbinTimelineStamps *stamps, const BobbinTimelineStamp *stamp);

/* The same as text, for vector formats. The track's left edge is at @x, and
 * stands for @begin_px. */
void bobbin_timeline_stamps_draw (BobbinTimelineStamps *stamps, cairo_t *cr, const BobbinTimelineStamp *stamp,
                                  gint64 begin_px, double x, double foot_y, double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinTimelineStamps, bobbin_timeline_stamps_free)

G_END_DECLS
