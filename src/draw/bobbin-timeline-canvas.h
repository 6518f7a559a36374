/* bobbin-timeline-canvas.h - the timeline's lanes as tiles of pixels that are kept
 *
 * Time is cut into tiles of BOBBIN_TILE_PX pixels of the device, counted from
 * time 0. While the picture only moves on, what is drawn stays and only what
 * is new is added; anything else (another zoom, size, theme, another choice of
 * lanes, a scroll upwards) draws all anew. A widget hands each tile to the
 * display once per version; a picture paints them. Main thread.
 */
#pragma once

#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

#define BOBBIN_TILE_PX 256

typedef struct _BobbinTimelineCanvas BobbinTimelineCanvas;

typedef struct {
  const guint8 *pixels;  /* CAIRO_FORMAT_ARGB32, BOBBIN_TILE_PX wide; until the next update */
  int           height_px;
  int           stride;  /* bytes a row */
  BobbinRect    rect;    /* where it goes, in units of the layout; reaches beyond the plot */
  guint64       version; /* another one whenever the pixels are others */
} BobbinTimelineTile;

BobbinTimelineCanvas *bobbin_timeline_canvas_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                  bobbin_timeline_canvas_free (BobbinTimelineCanvas *canvas);

/* Draws what @layout shows and is not yet there. */
void bobbin_timeline_canvas_update (BobbinTimelineCanvas *canvas, const BobbinTimelineLayout *layout);

/* The tiles of what was drawn last, from left to right. To be clipped to the
 * layout's plot. */
guint              bobbin_timeline_canvas_get_n_tiles (const BobbinTimelineCanvas *canvas);
BobbinTimelineTile bobbin_timeline_canvas_get_tile    (const BobbinTimelineCanvas *canvas, guint i);

void bobbin_timeline_canvas_paint (const BobbinTimelineCanvas *canvas, cairo_t *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinTimelineCanvas, bobbin_timeline_canvas_free)

G_END_DECLS
