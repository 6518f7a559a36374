/* bobbin-timeline-navigate.h - moving in time: zoom, pan, fit, follow, step
 *
 * Maths on the span that a view shows, between bounds that it may not leave.
 * All but the functions that take a run or a history are pure. Spans are whole
 * nanoseconds; each call rounds once, by less than a nanosecond of what it
 * returns, so that a view which is zoomed in and out again comes back to where
 * it was. Every call is cheap however many slices there are. Main thread.
 *
 * A view may reach beyond its bounds by BOBBIN_VIEW_AIR of its own length on
 * either side, so that what lies at the very edge can be seen and pointed at.
 */
#pragma once

#include "bobbin-run.h"

G_BEGIN_DECLS

#define BOBBIN_LEAST_VIEW_NS  (20 * BOBBIN_NS_PER_US)
#define BOBBIN_VIEW_AIR       0.03
/* What a view of "now" shows when nobody has zoomed: slices of 3 ms are still seen one by one. */
#define BOBBIN_LIVE_VIEW_NS   (5 * BOBBIN_NS_PER_S)
/* Slices shorter than this are passed over by bobbin_timeline_next_slice(), unless more is asked. */
#define BOBBIN_LEAST_STEP_NS  G_GINT64_CONSTANT (100)

/* All recorded time of @run, births and ends included; at least 1 ms. Where the
 * oldest slices were given up it begins with the oldest that is kept. */
BobbinTimeSpan bobbin_timeline_extent (const BobbinRun *run);

/* Where a view of @run (nullable: the live view at 0) may lie: the extent, and
 * while the run lives at least the last BOBBIN_LIVE_VIEW_NS. This is what the
 * functions below take as bounds. */
BobbinTimeSpan bobbin_timeline_bounds (const BobbinRun *run);

/* @span moved, and if need be made shorter or longer about its middle, until it keeps the
 * rules: between BOBBIN_LEAST_VIEW_NS and the bounds with their air. Doing it again changes nothing. */
BobbinTimeSpan bobbin_timeline_limit (BobbinTimeSpan span, BobbinTimeSpan bounds);

/* All of @bounds, with air. */
BobbinTimeSpan bobbin_timeline_fit (BobbinTimeSpan bounds);

/* @factor > 1 zooms in, < 1 out. The time at @position (0 left edge … 1 right
 * edge, as bobbin_time_span_position() tells) stays there, unless that would
 * leave the bounds when zooming out. */
BobbinTimeSpan bobbin_timeline_zoom (BobbinTimeSpan span, BobbinTimeSpan bounds, double position, double factor);

/* @by_ns > 0: towards the end. The length stays. */
BobbinTimeSpan bobbin_timeline_pan (BobbinTimeSpan span, BobbinTimeSpan bounds, gint64 by_ns);

/* @range with air on either side, so that its edges are seen. */
BobbinTimeSpan bobbin_timeline_zoom_to (BobbinTimeSpan range, BobbinTimeSpan bounds);

/* A span of the same length with @time_ns in its middle, as near as the bounds allow. */
BobbinTimeSpan bobbin_timeline_center (BobbinTimeSpan span, BobbinTimeSpan bounds, gint64 time_ns);

/* @span itself when @time_ns is seen in it and not at its very edge; else centred on it. */
BobbinTimeSpan bobbin_timeline_reveal (BobbinTimeSpan span, BobbinTimeSpan bounds, gint64 time_ns);

/* The time at @position of @span; the inverse of bobbin_time_span_position(). */
gint64 bobbin_timeline_time_at (BobbinTimeSpan span, double position);

/* The slice of @lane at @time_ns. FALSE: nothing is recorded there; *out_slice is then untouched. */
gboolean bobbin_timeline_slice_at (const BobbinHistory *history, guint lane, gint64 time_ns, BobbinInterval *out_slice);

/* The first slice of @lane that begins after @time_ns, and the last one that
 * begins before it; of workers' or of cores' lanes. Slices shorter than
 * @least_ns are passed over, some thousands at most: then the longest of them
 * is taken. FALSE: there is none, and *out_slice is untouched. */
gboolean bobbin_timeline_next_slice     (const BobbinHistory *history, guint lane, gint64 time_ns, gint64 least_ns,
                                         BobbinInterval *out_slice);
gboolean bobbin_timeline_previous_slice (const BobbinHistory *history, guint lane, gint64 time_ns, gint64 least_ns,
                                         BobbinInterval *out_slice);

G_END_DECLS
