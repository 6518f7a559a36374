#include "bobbin-time-span.h"

#include <time.h>

BobbinTimeSpan
bobbin_time_span (gint64 a_ns, gint64 b_ns)
{
  return (BobbinTimeSpan) { MIN (a_ns, b_ns), MAX (a_ns, b_ns) };
}

gint64
bobbin_time_span_length_ns (BobbinTimeSpan span)
{
  return MAX (span.end_ns - span.begin_ns, 0);
}

gboolean
bobbin_time_span_is_empty (BobbinTimeSpan span)
{
  return span.end_ns <= span.begin_ns;
}

gboolean
bobbin_time_span_contains (BobbinTimeSpan span, gint64 time_ns)
{
  return time_ns >= span.begin_ns && time_ns < span.end_ns;
}

gboolean
bobbin_time_span_overlaps (BobbinTimeSpan a, BobbinTimeSpan b)
{
  return !bobbin_time_span_is_empty (bobbin_time_span_clamp (a, b));
}

BobbinTimeSpan
bobbin_time_span_clamp (BobbinTimeSpan a, BobbinTimeSpan b)
{
  BobbinTimeSpan common = { MAX (a.begin_ns, b.begin_ns), MIN (a.end_ns, b.end_ns) };

  if (common.end_ns < common.begin_ns)
    return (BobbinTimeSpan) { a.begin_ns, a.begin_ns };
  return common;
}

BobbinTimeSpan
bobbin_time_span_union (BobbinTimeSpan a, BobbinTimeSpan b)
{
  return (BobbinTimeSpan) { MIN (a.begin_ns, b.begin_ns), MAX (a.end_ns, b.end_ns) };
}

double
bobbin_time_span_position (BobbinTimeSpan span, gint64 time_ns)
{
  if (bobbin_time_span_is_empty (span))
    return 0.0;
  return (double) (time_ns - span.begin_ns) / (double) (span.end_ns - span.begin_ns);
}

gint64
bobbin_clock_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * BOBBIN_NS_PER_S + now.tv_nsec;
}
