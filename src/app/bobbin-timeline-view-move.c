/* bobbin-timeline-view-move.c - where in time one is */
#include "config.h"

#include "bobbin-timeline-find.h"
#include "bobbin-timeline-navigate.h"
#include "bobbin-timeline-view-private.h"

static const BobbinRun *
get_run (BobbinTimelineView *view)
{
  return bobbin_chart_get_run (BOBBIN_CHART (view));
}

static gboolean
is_alive (BobbinTimelineView *view)
{
  return get_run (view) != NULL && !bobbin_run_is_over (get_run (view));
}

/* The time at the right edge of a view that follows: while it glides, a little
 * behind what is known. */
static gint64
get_now_ns (BobbinTimelineView *view)
{
  if (view->tick != 0 && view->glide.moved_at_ns != 0)
    return view->glide.edge_ns;
  return get_run (view)->now_ns;
}

BobbinTimeSpan
bobbin_timeline_view_get_bounds (BobbinTimelineView *view)
{
  BobbinTimeSpan bounds = bobbin_timeline_bounds (get_run (view));

  if (is_alive (view))
    bounds.end_ns = get_now_ns (view);
  return bounds;
}

gboolean
bobbin_timeline_view_is_live (BobbinTimelineView *view)
{
  return view->follows && is_alive (view);
}

void
bobbin_timeline_view_update_span (BobbinTimelineView *view)
{
  BobbinRunner *runner = bobbin_chart_get_runner (BOBBIN_CHART (view));
  BobbinTimeSpan *span = &view->viewport.span;

  if (get_run (view) == NULL)
    *span = (BobbinTimeSpan) { 0, BOBBIN_LIVE_VIEW_NS };
  else if (view->follows && !is_alive (view))
    *span = bobbin_timeline_fit (bobbin_timeline_view_get_bounds (view));
  else if (view->follows && !bobbin_runner_is_frozen (runner))
    {
      gint64 now_ns = get_now_ns (view);

      *span = (BobbinTimeSpan) { now_ns - bobbin_time_span_length_ns (*span), now_ns };
    }
  view->viewport.follows_now = bobbin_timeline_view_is_live (view);
}

void
bobbin_timeline_view_set_follows (BobbinTimelineView *view, gboolean follows)
{
  if (view->follows == follows)
    return;

  view->follows = follows;
  bobbin_timeline_view_update_span (view);
  g_object_notify (G_OBJECT (view), "follows");
  bobbin_timeline_view_changed (view);
}

void
bobbin_timeline_view_show (BobbinTimelineView *view, BobbinTimeSpan span)
{
  BobbinTimeSpan bounds = bobbin_timeline_view_get_bounds (view);

  if (get_run (view) == NULL)
    return;

  view->viewport.span = bobbin_timeline_limit (span, bounds);
  bobbin_timeline_view_set_follows (view, is_alive (view) && view->viewport.span.end_ns >= bounds.end_ns);
  bobbin_timeline_view_update_span (view);
  bobbin_timeline_view_changed (view);
}

void
bobbin_timeline_view_zoom (BobbinTimelineView *view, double factor, double position)
{
  bobbin_timeline_view_update_span (view);
  bobbin_timeline_view_show (view, bobbin_timeline_zoom (view->viewport.span, bobbin_timeline_view_get_bounds (view),
                                                         position, factor));
}

void
bobbin_timeline_view_pan (BobbinTimelineView *view, double share)
{
  gint64 by_ns;

  bobbin_timeline_view_update_span (view);
  by_ns = (gint64) (share * (double) bobbin_time_span_length_ns (view->viewport.span));
  bobbin_timeline_view_show (view, bobbin_timeline_pan (view->viewport.span, bobbin_timeline_view_get_bounds (view),
                                                        by_ns));
}

/* All of it; while the run goes on its end stays at the edge. */
void
bobbin_timeline_view_fit (BobbinTimelineView *view)
{
  if (is_alive (view))
    bobbin_timeline_view_show (view, bobbin_timeline_fit (bobbin_timeline_view_get_bounds (view)));
  else
    bobbin_timeline_view_set_follows (view, TRUE);
}

/* What one points at: with the pointer, else with the keyboard. */
static gboolean
get_pointed_ns (BobbinTimelineView *view, gint64 *out_ns)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  double x, y;

  if (layout == NULL)
    return FALSE;
  if (bobbin_chart_get_pointer (BOBBIN_CHART (view), &x, &y))
    {
      BobbinRect plot = bobbin_timeline_layout_get_plot_rect (layout);

      *out_ns = bobbin_timeline_layout_time (layout, x);
      return x >= plot.x && x < plot.x + plot.width;
    }
  *out_ns = view->cursor_ns;
  return view->cursor_ns != BOBBIN_NO_TIME && bobbin_time_span_contains (view->viewport.span, view->cursor_ns);
}

static gint64
get_middle_ns (BobbinTimeSpan span)
{
  return span.begin_ns + bobbin_time_span_length_ns (span) / 2;
}

/* Where one points; but what follows now goes on doing so. */
void
bobbin_timeline_view_zoom_here (BobbinTimelineView *view, double factor)
{
  gint64 time_ns;
  double position = 0.5;

  bobbin_timeline_view_update_span (view);
  if (bobbin_timeline_view_is_live (view))
    position = 1.0;
  else if (get_pointed_ns (view, &time_ns))
    position = bobbin_time_span_position (view->viewport.span, time_ns);
  bobbin_timeline_view_zoom (view, factor, position);
}

static const BobbinHistory *
get_history (BobbinTimelineView *view)
{
  const BobbinRun *run = get_run (view);

  return view->viewport.lanes == BOBBIN_LANES_CORES ? run->core_history : run->history;
}

/* What the pointer would read out if it were where the keyboard is. */
static void
read_out_cursor (BobbinTimelineView *view, int lane)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  gboolean by_core = view->viewport.lanes == BOBBIN_LANES_CORES;
  BobbinTimelineHit hit = {
    .worker = by_core ? -1 : lane, .core = by_core ? lane : -1, .group = -1,
    .in_plot = TRUE, .time_ns = view->cursor_ns,
  };
  g_autofree char *text = NULL;

  if (layout == NULL)
    return;
  bobbin_timeline_layout_find_lane (layout, (guint) lane, &hit.rect);
  text = bobbin_timeline_layout_describe_hit (layout, &hit);
  bobbin_chart_read_out (BOBBIN_CHART (view), text);
}

/* Steps begin where one points, else at the edge that one comes in from. */
static gint64
get_step_begin_ns (BobbinTimelineView *view, int by)
{
  gint64 time_ns;

  if (get_pointed_ns (view, &time_ns))
    return time_ns;
  return by > 0 ? view->viewport.span.begin_ns : view->viewport.span.end_ns;
}

void
bobbin_timeline_view_step_slice (BobbinTimelineView *view, int by)
{
  int lane = bobbin_timeline_view_get_lane (view);
  BobbinTimeSpan span;
  BobbinInterval slice;
  gboolean found;
  gint64 from_ns;

  if (get_run (view) == NULL)
    return;
  if (lane < 0)
    bobbin_timeline_view_step_lane (view, 1);
  lane = bobbin_timeline_view_get_lane (view);
  if (lane < 0)
    return;

  bobbin_timeline_view_update_span (view);
  from_ns = get_step_begin_ns (view, by);
  if (by > 0)
    found = bobbin_timeline_next_slice (get_history (view), (guint) lane, from_ns, BOBBIN_LEAST_STEP_NS, &slice);
  else
    found = bobbin_timeline_previous_slice (get_history (view), (guint) lane, from_ns, BOBBIN_LEAST_STEP_NS, &slice);
  if (!found)
    return;

  /* What one looks at stays where it is. */
  bobbin_timeline_view_set_follows (view, FALSE);
  view->cursor_ns = slice.span.begin_ns;
  span = bobbin_timeline_reveal (view->viewport.span, bobbin_timeline_view_get_bounds (view), view->cursor_ns);
  view->viewport.span = span;
  read_out_cursor (view, lane);
  bobbin_timeline_view_changed (view);
}

void
bobbin_timeline_view_zoom_to_slice (BobbinTimelineView *view)
{
  int lane = bobbin_timeline_view_get_lane (view);
  gint64 time_ns;
  guint64 i;

  if (get_run (view) == NULL || lane < 0 || !get_pointed_ns (view, &time_ns))
    return;
  i = bobbin_history_find (get_history (view), (guint) lane, time_ns);
  if (i < bobbin_history_get_length (get_history (view), (guint) lane))
    {
      BobbinInterval slice = bobbin_history_get (get_history (view), (guint) lane, i);

      bobbin_timeline_view_show (view, bobbin_timeline_zoom_to (slice.span, bobbin_timeline_view_get_bounds (view)));
    }
}

void
bobbin_timeline_view_set_marker (BobbinTimelineView *view, guint marker)
{
  gint64 time_ns;

  if (get_run (view) == NULL)
    return;
  bobbin_timeline_view_update_span (view);
  if (!get_pointed_ns (view, &time_ns))
    time_ns = get_middle_ns (view->viewport.span);
  view->viewport.markers_ns[marker] = time_ns;
  bobbin_timeline_view_changed (view);
}

void
bobbin_timeline_view_clear_marker (BobbinTimelineView *view, guint marker)
{
  view->viewport.markers_ns[marker] = BOBBIN_NO_TIME;
  bobbin_timeline_view_changed (view);
}

void
bobbin_timeline_view_range_of_markers (BobbinTimelineView *view)
{
  const gint64 *markers_ns = view->viewport.markers_ns;

  if (markers_ns[0] != BOBBIN_NO_TIME && markers_ns[1] != BOBBIN_NO_TIME)
    bobbin_timeline_view_set_range (view, bobbin_time_span (markers_ns[0], markers_ns[1]));
}

void
bobbin_timeline_view_set_range (BobbinTimelineView *view, BobbinTimeSpan range)
{
  view->viewport.range = range;
  bobbin_timeline_view_changed (view);
}

gboolean
bobbin_timeline_view_let_go (BobbinTimelineView *view)
{
  gint64 *markers_ns = view->viewport.markers_ns;

  if (!bobbin_time_span_is_empty (view->viewport.range))
    view->viewport.range = (BobbinTimeSpan) { 0, 0 };
  else if (markers_ns[0] != BOBBIN_NO_TIME || markers_ns[1] != BOBBIN_NO_TIME)
    markers_ns[0] = markers_ns[1] = BOBBIN_NO_TIME;
  else if (bobbin_timeline_view_get_lane (view) >= 0 || view->cursor_ns != BOBBIN_NO_TIME)
    {
      view->cursor_ns = BOBBIN_NO_TIME;
      bobbin_timeline_view_select_lane (view, -1);
    }
  else
    return FALSE;
  bobbin_timeline_view_changed (view);
  return TRUE;
}

gboolean
bobbin_timeline_view_get_cursor (BobbinTimelineView *view, double *out_x, double *out_y)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  int lane = bobbin_timeline_view_get_lane (view);
  BobbinRect rect;

  if (layout == NULL || lane < 0 || view->cursor_ns == BOBBIN_NO_TIME
      || !bobbin_time_span_contains (view->viewport.span, view->cursor_ns)
      || !bobbin_timeline_layout_find_lane (layout, (guint) lane, &rect))
    return FALSE;
  *out_x = bobbin_timeline_layout_x (layout, view->cursor_ns);
  /* The pixel that a slice begins in may be the last one of what is before it. */
  if (bobbin_timeline_layout_time (layout, *out_x) < view->cursor_ns)
    *out_x += 1.0;
  *out_y = rect.y + rect.height / 2.0;
  return TRUE;
}
