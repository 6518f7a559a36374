/* bobbin-timeline-view.h - who ran on which core, to move in
 *
 * Draws bobbin_timeline_layout of the runner's run at the frame clock, but only
 * while something moves: not when frozen, over, hidden or scrubbed back, and no
 * oftener than takes a small share of a core, because what it shows are programs
 * that need the cores. Lanes beyond its height scroll.
 *
 * Time moves by wheel, drag, pinch and keys (ui/gtk/help-overlay.ui lists them).
 * While the run goes on the right edge follows now until one moves away from
 * it; when it is over the view shows all of it until one moves. Everything that
 * a key or a button does is an action of the group that
 * bobbin_timeline_view_get_actions() returns, by the name of
 * BOBBIN_TIMELINE_ACTIONS:
 *
 *   zoom-in, zoom-out, fit, pan (d: share of the view), follow (b), follow-now,
 *   lanes (s: "workers", "cores"), other-lanes, moves (b), step-lane (i),
 *   step-slice (i), zoom-to-slice, marker (i), clear-marker (i), clear-markers,
 *   range-of-markers, clear-range, pin, hide, show-all
 *
 * and those of the pane around it: filter (b), find.
 *
 * Properties: "lanes" (BobbinLanes), "shows-moves", "follows" (b), "filter" (s).
 * Signal "viewport-changed": where one is, what is chosen, selected or marked is
 * other than it was; not while it only goes on with time. Main thread.
 */
#pragma once

#include "bobbin-chart.h"
#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

#define BOBBIN_TIMELINE_ACTIONS "timeline"

#define BOBBIN_TYPE_LANES (bobbin_lanes_get_type ())
GType bobbin_lanes_get_type (void);

#define BOBBIN_TYPE_TIMELINE_VIEW (bobbin_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (BobbinTimelineView, bobbin_timeline_view, BOBBIN, TIMELINE_VIEW, BobbinChart)

GtkWidget *bobbin_timeline_view_new (BobbinRunner *runner);

/* For the widgets around it: to be inserted where their buttons look for it. */
GActionGroup *bobbin_timeline_view_get_actions (BobbinTimelineView *view);

/* Selected worker, -1: none. Selecting scrolls its lane into view. */
void bobbin_timeline_view_select       (BobbinTimelineView *view, int worker);
int  bobbin_timeline_view_get_selected (BobbinTimelineView *view);

/* What is in view now, as a figure of it needs it. What it points to lives until
 * the next change. */
BobbinTimelineViewport bobbin_timeline_view_get_viewport (BobbinTimelineView *view);

/* Where the view may lie. */
BobbinTimeSpan bobbin_timeline_view_get_bounds (BobbinTimelineView *view);

/* Shows @span, brought within the bounds; follows now when it reaches it. */
void bobbin_timeline_view_show (BobbinTimelineView *view, BobbinTimeSpan span);

/* @factor > 1: in; the time at @position (0 … 1 across the plot) stays there. */
void bobbin_timeline_view_zoom (BobbinTimelineView *view, double factor, double position);

/* An empty one: no range. */
void bobbin_timeline_view_set_range (BobbinTimelineView *view, BobbinTimeSpan range);

/* Whether the pointer has hold of the picture: what is around it stays as it is. */
gboolean bobbin_timeline_view_is_held (BobbinTimelineView *view);

/* Whether the run goes on and the right edge of the view is now. */
gboolean bobbin_timeline_view_is_live (BobbinTimelineView *view);

void bobbin_timeline_view_set_filter (BobbinTimelineView *view, const char *text); /* nullable */

/* The layout that was drawn last (nullable, transfer none). */
const BobbinTimelineLayout *bobbin_timeline_view_get_layout (BobbinTimelineView *view);

/* Where the lanes are scrolled to (transfer none). */
GtkAdjustment *bobbin_timeline_view_get_adjustment (BobbinTimelineView *view);

G_END_DECLS
