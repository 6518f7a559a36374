#include "bobbin-timeline-navigate.h"

#include <math.h>

#define MOST_PASSED 4096u /* slices that one step looks at */
#define EDGE_SHARE  0.02  /* of a view: what is nearer to its edge counts as not seen */

static double
get_length (BobbinTimeSpan span)
{
  return (double) bobbin_time_span_length_ns (span);
}

static gboolean
has_dropped (const BobbinHistory *history)
{
  for (guint i = 0; i < bobbin_history_get_n_lanes (history); i++)
    if (bobbin_history_get_dropped (history, i) > 0)
      return TRUE;
  return FALSE;
}

BobbinTimeSpan
bobbin_timeline_extent (const BobbinRun *run)
{
  BobbinTimeSpan kept = bobbin_history_get_extent (run->history);
  BobbinTimeSpan extent = { 0, MAX (MAX (run->now_ns, run->end_ns), kept.end_ns) };

  for (guint i = 0; i < run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      if (worker->pid != 0)
        extent.begin_ns = MIN (extent.begin_ns, worker->born_ns);
      if (worker->end != BOBBIN_END_RUNNING)
        extent.end_ns = MAX (extent.end_ns, worker->ended_ns);
    }
  if (has_dropped (run->history))
    extent.begin_ns = kept.begin_ns;
  extent.end_ns = MAX (extent.end_ns, extent.begin_ns + BOBBIN_NS_PER_MS);
  return extent;
}

BobbinTimeSpan
bobbin_timeline_bounds (const BobbinRun *run)
{
  BobbinTimeSpan bounds = { -BOBBIN_LIVE_VIEW_NS, 0 };

  if (run == NULL)
    return bounds;
  bounds = bobbin_timeline_extent (run);
  if (!bobbin_run_is_over (run))
    bounds.begin_ns = MIN (bounds.begin_ns, run->now_ns - BOBBIN_LIVE_VIEW_NS);
  return bounds;
}

static gint64
get_longest_ns (BobbinTimeSpan bounds)
{
  return MAX ((gint64) ceil (get_length (bounds) / (1.0 - 2.0 * BOBBIN_VIEW_AIR)), BOBBIN_LEAST_VIEW_NS);
}

/* As near to @begin_ns as a view of that length may begin. One that is longer
 * than its bounds may lie as it likes while it shows all of them. */
static BobbinTimeSpan
place (gint64 begin_ns, gint64 length_ns, BobbinTimeSpan bounds)
{
  gint64 air_ns = llround (BOBBIN_VIEW_AIR * (double) length_ns);
  gint64 first_ns = bounds.begin_ns - air_ns, last_ns = bounds.end_ns + air_ns - length_ns;

  begin_ns = CLAMP (begin_ns, MIN (first_ns, last_ns), MAX (first_ns, last_ns));
  return (BobbinTimeSpan) { begin_ns, begin_ns + length_ns };
}

/* With @length_ns brought within limits, the time at @position where it is. */
static BobbinTimeSpan
resize (BobbinTimeSpan span, BobbinTimeSpan bounds, double position, double length_ns)
{
  gint64 new_ns = (gint64) CLAMP (length_ns, (double) BOBBIN_LEAST_VIEW_NS, (double) get_longest_ns (bounds));
  gint64 change_ns = bobbin_time_span_length_ns (span) - new_ns;

  return place (span.begin_ns + llround (position * (double) change_ns), new_ns, bounds);
}

BobbinTimeSpan
bobbin_timeline_limit (BobbinTimeSpan span, BobbinTimeSpan bounds)
{
  return resize (span, bounds, 0.5, get_length (span));
}

BobbinTimeSpan
bobbin_timeline_fit (BobbinTimeSpan bounds)
{
  return bobbin_timeline_zoom_to (bounds, bounds);
}

BobbinTimeSpan
bobbin_timeline_zoom (BobbinTimeSpan span, BobbinTimeSpan bounds, double position, double factor)
{
  g_return_val_if_fail (factor > 0.0, span);

  return resize (span, bounds, position, round (get_length (span) / factor));
}

BobbinTimeSpan
bobbin_timeline_pan (BobbinTimeSpan span, BobbinTimeSpan bounds, gint64 by_ns)
{
  BobbinTimeSpan limited = bobbin_timeline_limit (span, bounds);

  return place (limited.begin_ns + by_ns, bobbin_time_span_length_ns (limited), bounds);
}

BobbinTimeSpan
bobbin_timeline_zoom_to (BobbinTimeSpan range, BobbinTimeSpan bounds)
{
  return resize (range, bounds, 0.5, ceil (get_length (range) / (1.0 - 2.0 * BOBBIN_VIEW_AIR)));
}

BobbinTimeSpan
bobbin_timeline_center (BobbinTimeSpan span, BobbinTimeSpan bounds, gint64 time_ns)
{
  gint64 middle_ns = span.begin_ns + bobbin_time_span_length_ns (span) / 2;

  return bobbin_timeline_pan (span, bounds, time_ns - middle_ns);
}

BobbinTimeSpan
bobbin_timeline_reveal (BobbinTimeSpan span, BobbinTimeSpan bounds, gint64 time_ns)
{
  double position = bobbin_time_span_position (span, time_ns);

  if (position >= EDGE_SHARE && position <= 1.0 - EDGE_SHARE)
    return span;
  return bobbin_timeline_center (span, bounds, time_ns);
}

gint64
bobbin_timeline_time_at (BobbinTimeSpan span, double position)
{
  return span.begin_ns + llround (position * get_length (span));
}

gboolean
bobbin_timeline_slice_at (const BobbinHistory *history, guint lane, gint64 time_ns, BobbinInterval *out_slice)
{
  guint64 i = bobbin_history_find (history, lane, time_ns);
  BobbinInterval slice;

  if (i >= bobbin_history_get_length (history, lane))
    return FALSE;
  slice = bobbin_history_get (history, lane, i);
  if (!bobbin_time_span_contains (slice.span, time_ns))
    return FALSE;
  *out_slice = slice;
  return TRUE;
}

/* Keeps the longest of the slices that are too short to be stepped to. */
static gboolean
take_slice (const BobbinInterval *slice, gint64 least_ns, gboolean is_first, BobbinInterval *best)
{
  gint64 length_ns = bobbin_time_span_length_ns (slice->span);

  if (is_first || length_ns > bobbin_time_span_length_ns (best->span))
    *best = *slice;
  return length_ns >= least_ns;
}

gboolean
bobbin_timeline_next_slice (const BobbinHistory *history, guint lane, gint64 time_ns, gint64 least_ns,
                            BobbinInterval *out_slice)
{
  BobbinHistoryWalk walk = bobbin_history_walk (history, lane, time_ns);
  BobbinInterval slice, best;
  guint n = 0;

  while (n < MOST_PASSED && bobbin_history_walk_next (&walk, &slice))
    if (slice.span.begin_ns > time_ns && take_slice (&slice, least_ns, n++ == 0, &best))
      break;
  if (n > 0)
    *out_slice = best;
  return n > 0;
}

gboolean
bobbin_timeline_previous_slice (const BobbinHistory *history, guint lane, gint64 time_ns, gint64 least_ns,
                                BobbinInterval *out_slice)
{
  guint64 length = bobbin_history_get_length (history, lane);
  guint64 i = MIN (bobbin_history_find (history, lane, time_ns) + 1, length);
  BobbinInterval best;
  guint n = 0;

  while (n < MOST_PASSED && i-- > 0)
    {
      BobbinInterval slice = bobbin_history_get (history, lane, i);

      if (slice.span.begin_ns < time_ns && take_slice (&slice, least_ns, n++ == 0, &best))
        break;
    }
  if (n > 0)
    *out_slice = best;
  return n > 0;
}
