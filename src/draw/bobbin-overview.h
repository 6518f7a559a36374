/* bobbin-overview.h - the whole run in a strip, with the part that is seen marked in it
 *
 * Three things that change at different times:
 *
 *   BobbinOverview        what all workers together did, in columns of equal time;
 *                         is brought up to date when the run has grown, and looks
 *                         at what is new only
 *   BobbinOverviewLayout  where time lies in a strip of a given size, and where the
 *                         frame of the viewport stands: a plain value, made anew for
 *                         each frame, and asked what lies under the pointer
 *   drawing               of both
 *
 * The columns do not follow the width: there are up to BOBBIN_OVERVIEW_COLUMNS of
 * them; when the run outgrows them each two become one of twice the time. So a
 * strip that is resized costs nothing. Main thread.
 */
#pragma once

#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

#define BOBBIN_OVERVIEW_COLUMNS 4096u

/* Times of all workers together in one column, in ns. */
typedef struct {
  gint64 running_ns;
  gint64 waiting_ns;
  gint64 blocked_ns;
} BobbinOverviewColumn;

typedef struct _BobbinOverview BobbinOverview;

BobbinOverview *bobbin_overview_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            bobbin_overview_free (BobbinOverview *overview);

/* Takes in what @run (nullable: empties it) has got since the last time. A run
 * that is not the one of last time (or that has fewer workers) begins anew; a
 * caller who frees one run and makes another says so with NULL in between.
 * What the history gives up in the meantime stays. TRUE when something changed. */
gboolean bobbin_overview_update (BobbinOverview *overview, const BobbinRun *run);

/* The columns, the first one from 0 on; @out_column_ns: the time of each. */
const BobbinOverviewColumn *bobbin_overview_get_columns (const BobbinOverview *overview, guint *out_n_columns,
                                                         gint64 *out_column_ns);

/* Where all lies. Plain value; coordinates are those of the drawing. */
typedef struct {
  BobbinRect     rect;      /* all of it */
  BobbinRect     bars;      /* where the columns stand */
  BobbinRect     axis;      /* the times below them; height 0: no room */
  BobbinTimeSpan extent;    /* from left to right */
  BobbinTimeSpan view;      /* of the viewport */
  BobbinTimeSpan range;     /* empty: none */
  double         frame_x0, frame_x1; /* of the frame as drawn: never narrower than can be grabbed */
} BobbinOverviewLayout;

/* Best between 40 and 56 px high; below 3 lines of fine print the times are
 * left out. @run (nullable): an empty strip. @rect, which is taken to whole
 * pixels, should have the left and right edge of the timeline's plot. */
BobbinOverviewLayout bobbin_overview_layout (const BobbinRun *run, const BobbinTimelineViewport *viewport,
                                             BobbinRect rect, const BobbinStyle *style);

/* x ↔ time; neither is bounded. */
double bobbin_overview_x    (const BobbinOverviewLayout *layout, gint64 time_ns);
gint64 bobbin_overview_time (const BobbinOverviewLayout *layout, double x);

typedef enum {
  BOBBIN_OVERVIEW_NOWHERE, /* outside the strip */
  BOBBIN_OVERVIEW_OUTSIDE, /* in the strip, not in the frame: a press goes there */
  BOBBIN_OVERVIEW_INSIDE,  /* the frame: a drag pans */
  BOBBIN_OVERVIEW_LEFT,    /* its left edge: a drag moves the begin … */
  BOBBIN_OVERVIEW_RIGHT,   /* … or the end */
} BobbinOverviewPart;

/* @grip_px: how near to an edge still counts as the handle (some 6 for a mouse,
 * more for a finger). A narrow frame's handles lie outside of it. */
BobbinOverviewPart bobbin_overview_hit (const BobbinOverviewLayout *layout, double x, double y, double grip_px);

/* On pixels. @pointed: the part under the pointer, or that is dragged; drawn stronger. */
void bobbin_overview_draw (const BobbinOverview *overview, const BobbinOverviewLayout *layout, const BobbinRun *run,
                           cairo_t *cr, const BobbinStyle *style, BobbinOverviewPart pointed);

/* Translated: one sentence on what is seen of how much. @run nullable. */
char *bobbin_overview_describe (const BobbinOverviewLayout *layout, const BobbinRun *run) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinOverview, bobbin_overview_free)

G_END_DECLS
