/* bobbin-timeline-picture.h - the timeline on a widget, in parts that are kept
 *
 * A layout, and render nodes for what of it changes at different times, from
 * the bottom up:
 *
 *   grid     whenever time goes on
 *   words    with bands and boxes: when they are others; live numbers twice a second
 *   lanes    the canvas' tiles; as textures, each is made once per version of its pixels
 *   marks    births and ends, while any is in view
 *   overlay  axis, range, markers, migrations, and what is pointed at
 *
 * So a hover draws the overlay alone, and a live frame grid, axis and the newest
 * tile, but no words beside the lanes. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

typedef struct _BobbinTimelinePicture BobbinTimelinePicture;

BobbinTimelinePicture *bobbin_timeline_picture_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                   bobbin_timeline_picture_free (BobbinTimelinePicture *picture);

/* Forgets the run that was drawn, whose data may go. */
void bobbin_timeline_picture_drop (BobbinTimelinePicture *picture);

/* Whether lanes are textures, as is best where a graphics card draws, or else
 * painted. Counts from the next update on. */
void bobbin_timeline_picture_set_uses_textures (BobbinTimelinePicture *picture, gboolean uses_textures);

/* The run, or the choice of lanes, is no more what it was at the last update. */
void bobbin_timeline_picture_mark_stale (BobbinTimelinePicture *picture);

/* Brings all but the overlay up to date. TRUE when something was drawn anew. */
gboolean bobbin_timeline_picture_update (BobbinTimelinePicture        *picture,
                                         const BobbinRun              *run,
                                         const BobbinTimelineViewport *viewport,
                                         double                        width,
                                         double                        height,
                                         const BobbinStyle            *style);

/* All of it, with the overlay for what is pointed at; negative: nothing is. */
void bobbin_timeline_picture_append (BobbinTimelinePicture *picture, GtkSnapshot *snapshot, double x, double y);

/* The layout of the last update; NULL: there is none of this run. */
const BobbinTimelineLayout *bobbin_timeline_picture_get_layout (BobbinTimelinePicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinTimelinePicture, bobbin_timeline_picture_free)

G_END_DECLS
