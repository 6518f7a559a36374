/* bobbin-time-span.h - a stretch of time as a value
 *
 * Times are nanoseconds since the start gate of a run (negative: before it),
 * so they fit a gint64 and a session file means the same anywhere. A span is
 * half open: begin_ns belongs to it, end_ns does not. All functions are pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BOBBIN_NS_PER_US G_GINT64_CONSTANT (1000)
#define BOBBIN_NS_PER_MS G_GINT64_CONSTANT (1000000)
#define BOBBIN_NS_PER_S  G_GINT64_CONSTANT (1000000000)

typedef struct {
  gint64 begin_ns;
  gint64 end_ns;
} BobbinTimeSpan;

/* The span between two times, given in either order. */
BobbinTimeSpan bobbin_time_span (gint64 a_ns, gint64 b_ns);

gint64   bobbin_time_span_length_ns (BobbinTimeSpan span);
gboolean bobbin_time_span_is_empty  (BobbinTimeSpan span);
gboolean bobbin_time_span_contains  (BobbinTimeSpan span, gint64 time_ns);
gboolean bobbin_time_span_overlaps  (BobbinTimeSpan a, BobbinTimeSpan b);

/* The part that both have in common; empty at a's begin where there is none. */
BobbinTimeSpan bobbin_time_span_clamp (BobbinTimeSpan a, BobbinTimeSpan b);

/* The smallest span that holds both. */
BobbinTimeSpan bobbin_time_span_union (BobbinTimeSpan a, BobbinTimeSpan b);

/* Where @time_ns lies, 0 at the begin and 1 at the end, not clamped;
 * 0 in an empty span. */
double bobbin_time_span_position (BobbinTimeSpan span, gint64 time_ns);

/* The time since an unspecified start on CLOCK_MONOTONIC. Any thread. */
gint64 bobbin_clock_ns (void);

G_END_DECLS
