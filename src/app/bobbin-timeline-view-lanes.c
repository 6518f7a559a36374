/* bobbin-timeline-view-lanes.c - which lanes are shown, and which one is selected */
#include "config.h"

#include "bobbin-timeline-find.h"
#include "bobbin-timeline-navigate.h"
#include "bobbin-timeline-view-private.h"

/* Lanes that stay in sight above and below the selected one. */
#define LANES_AROUND 2.0

/* While workers change their states. */
#define FILTER_INTERVAL_NS BOBBIN_NS_PER_S

static gboolean
is_by_core (BobbinTimelineView *view)
{
  return view->viewport.lanes == BOBBIN_LANES_CORES;
}

/* Other lanes than before, of another height. */
static void
lanes_changed (BobbinTimelineView *view)
{
  bobbin_timeline_picture_mark_stale (view->picture);
  gtk_widget_queue_resize (GTK_WIDGET (view));
  bobbin_timeline_view_changed (view);
}

/* Which lanes and what of them is wished for stays from run to run; what was
 * found in the last one does not. */
void
bobbin_timeline_view_begin_run (BobbinTimelineView *view)
{
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (view));

  g_clear_pointer (&view->choice, bobbin_lane_choice_free);
  if (run != NULL)
    {
      view->choice = bobbin_lane_choice_new (run->workers->len + BOBBIN_MAX_SPARES);
      bobbin_lane_choice_filter (view->choice, run, view->filter);
    }
  view->selected = view->selected_core = -1;
  view->cursor_ns = BOBBIN_NO_TIME;
  view->drag = BOBBIN_DRAG_NONE;
  view->drags = FALSE;
  view->viewport.choice = view->choice;
  view->viewport.markers_ns[0] = view->viewport.markers_ns[1] = BOBBIN_NO_TIME;
  view->viewport.range = (BobbinTimeSpan) { 0, 0 };
  view->viewport.span = (BobbinTimeSpan) { 0, BOBBIN_LIVE_VIEW_NS };
  view->follows = TRUE;
  gtk_adjustment_set_value (view->adjustment, 0.0);
  bobbin_chart_set_resting_readout (BOBBIN_CHART (view), NULL);
  g_object_notify (G_OBJECT (view), "follows");
  bobbin_timeline_view_update_actions (view);
  bobbin_timeline_view_changed (view);
}

static void
apply_filter (BobbinTimelineView *view)
{
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (view));

  view->filtered_ns = bobbin_clock_ns ();
  if (view->choice != NULL && bobbin_lane_choice_filter (view->choice, run, view->filter))
    lanes_changed (view);
}

void
bobbin_timeline_view_set_filter (BobbinTimelineView *view, const char *text)
{
  if (g_strcmp0 (view->filter, text) == 0)
    return;

  g_free (view->filter);
  view->filter = g_strdup (text);
  apply_filter (view);
  g_object_notify (G_OBJECT (view), "filter");
}

static gboolean
filter_cb (gpointer data)
{
  BobbinTimelineView *view = data;

  view->filtering = 0;
  apply_filter (view);
  return G_SOURCE_REMOVE;
}

/* All at once that change within one interval; the last of them is not missed. */
void
bobbin_timeline_view_queue_filter (BobbinTimelineView *view)
{
  gint64 wait_ns = view->filtered_ns + FILTER_INTERVAL_NS - bobbin_clock_ns ();

  if (view->filter != NULL && view->choice != NULL && view->filtering == 0)
    view->filtering = g_timeout_add ((guint) MAX (wait_ns / BOBBIN_NS_PER_MS, 0), filter_cb, view);
}

void
bobbin_timeline_view_set_lanes (BobbinTimelineView *view, BobbinLanes lanes)
{
  if (view->viewport.lanes == lanes)
    return;

  view->viewport.lanes = lanes;
  gtk_adjustment_set_value (view->adjustment, 0.0);
  bobbin_chart_set_resting_readout (BOBBIN_CHART (view), NULL);
  bobbin_timeline_view_update_actions (view);
  lanes_changed (view);
  g_object_notify (G_OBJECT (view), "lanes");
}

static void
scroll_to (BobbinTimelineView *view, int lane)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  double page = gtk_adjustment_get_page_size (view->adjustment);
  double value = gtk_adjustment_get_value (view->adjustment);
  BobbinRect rect;
  double top, bottom;

  if (layout == NULL || !bobbin_timeline_layout_find_lane (layout, (guint) lane, &rect))
    return;
  top = rect.y - bobbin_timeline_layout_get_lanes_rect (layout).y + value - LANES_AROUND * rect.height;
  bottom = top + (1.0 + 2.0 * LANES_AROUND) * rect.height;
  if (bobbin_timeline_layout_step_lane (layout, lane, -1) == lane)
    value = 0.0; /* with what stands above the first */
  else if (top < value)
    value = top;
  else if (bottom > value + page)
    value = bottom - page;
  gtk_adjustment_set_value (view->adjustment, value);
}

static void
read_out_selected (BobbinTimelineView *view)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  BobbinTimelineHit hit = { .worker = -1, .core = -1, .group = -1 };
  int lane = bobbin_timeline_view_get_lane (view);
  g_autofree char *text = NULL;

  *(is_by_core (view) ? &hit.core : &hit.worker) = lane;
  if (lane >= 0 && layout != NULL)
    text = bobbin_timeline_layout_describe_hit (layout, &hit);
  bobbin_chart_set_resting_readout (BOBBIN_CHART (view), text);
}

int
bobbin_timeline_view_get_lane (BobbinTimelineView *view)
{
  return is_by_core (view) ? view->selected_core : view->selected;
}

void
bobbin_timeline_view_select_lane (BobbinTimelineView *view, int lane)
{
  int *selected = is_by_core (view) ? &view->selected_core : &view->selected;

  if (lane == *selected)
    return;

  *selected = lane;
  if (lane >= 0)
    scroll_to (view, lane);
  read_out_selected (view);
  bobbin_timeline_view_update_actions (view);
  bobbin_timeline_view_changed (view);
}

void
bobbin_timeline_view_select (BobbinTimelineView *view, int worker)
{
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (view));
  int n_workers = run != NULL ? (int) run->workers->len : 0;

  worker = CLAMP (worker, -1, n_workers - 1);
  if (!is_by_core (view))
    bobbin_timeline_view_select_lane (view, worker);
  else if (worker != view->selected)
    {
      view->selected = worker;
      bobbin_timeline_view_changed (view);
    }
}

int
bobbin_timeline_view_get_selected (BobbinTimelineView *view)
{
  return view->selected;
}

void
bobbin_timeline_view_step_lane (BobbinTimelineView *view, int by)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  int lane = bobbin_timeline_view_get_lane (view);

  if (layout == NULL)
    return;
  /* The keyboard is where the eyes are: with none selected, in the first one. */
  lane = bobbin_timeline_layout_step_lane (layout, lane, lane < 0 ? 1 : by);
  if (lane >= 0)
    bobbin_timeline_view_select_lane (view, lane);
}

/* The next one takes its place, also as the selected one. */
void
bobbin_timeline_view_hide (BobbinTimelineView *view)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  int hidden = view->selected;
  int next;

  if (hidden < 0 || is_by_core (view) || view->choice == NULL || layout == NULL)
    return;
  next = bobbin_timeline_layout_step_lane (layout, hidden, 1);
  if (next == hidden)
    next = bobbin_timeline_layout_step_lane (layout, hidden, -1);
  bobbin_lane_choice_set_pinned (view->choice, (guint) hidden, FALSE);
  bobbin_lane_choice_set_hidden (view->choice, (guint) hidden, TRUE);
  bobbin_timeline_view_select_lane (view, next == hidden ? -1 : next);
  bobbin_timeline_view_update_actions (view);
  lanes_changed (view);
}

void
bobbin_timeline_view_pin (BobbinTimelineView *view)
{
  if (view->selected < 0 || is_by_core (view) || view->choice == NULL)
    return;
  bobbin_lane_choice_set_pinned (view->choice, (guint) view->selected,
                                 !bobbin_lane_choice_is_pinned (view->choice, (guint) view->selected));
  lanes_changed (view);
}

void
bobbin_timeline_view_show_all (BobbinTimelineView *view)
{
  if (view->choice == NULL)
    return;
  bobbin_lane_choice_show_all (view->choice);
  bobbin_timeline_view_update_actions (view);
  bobbin_timeline_view_set_filter (view, NULL);
  lanes_changed (view);
}
