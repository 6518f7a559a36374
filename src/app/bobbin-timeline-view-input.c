/* bobbin-timeline-view-input.c - pointer, wheel and touch on the timeline
 *
 * Over the plot the wheel zooms where one points, over the labels and with
 * Shift it scrolls the lanes. On a touchpad, which has two directions, fingers
 * pan in both, and zoom by pinching or with Ctrl. A drag moves the picture;
 * along the axis, or with Shift, it selects a range of time.
 */
#include "config.h"

#include <math.h>

#include "bobbin-timeline-find.h"
#include "bobbin-timeline-navigate.h"
#include "bobbin-timeline-view-private.h"

#define ZOOM_PER_NOTCH   1.25
#define ZOOM_PER_PX      1.008 /* of a touchpad */
#define PAN_PER_NOTCH    0.1   /* of the view */
#define LANES_PER_NOTCH  2.0
#define DRAG_FROM_PX     5.0   /* less is a click */

static BobbinRect
get_plot (BobbinTimelineView *view)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);

  return layout != NULL ? bobbin_timeline_layout_get_plot_rect (layout) : (BobbinRect) { 0 };
}

static gboolean
is_over_time (BobbinTimelineView *view, double x)
{
  BobbinRect plot = get_plot (view);

  return x >= plot.x && x < plot.x + plot.width;
}

static double
get_position (BobbinTimelineView *view, double x)
{
  BobbinRect plot = get_plot (view);

  return plot.width > 0.0 ? CLAMP ((x - plot.x) / plot.width, 0.0, 1.0) : 0.5;
}

static void
press_cb (GtkGestureClick *gesture, int n_press, double x, double y, BobbinTimelineView *view)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  BobbinTimelineHit hit;

  if (layout == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (view));
  if (event == NULL || !gdk_event_triggers_context_menu (event))
    return;
  hit = bobbin_timeline_layout_hit (layout, x, y);
  bobbin_timeline_view_select_lane (view, MAX (hit.worker, hit.core));
  bobbin_timeline_view_open_menu (view, x, y);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, BobbinTimelineView *view)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  gboolean on_axis;

  view->drag = BOBBIN_DRAG_NONE;
  view->drags = FALSE;
  view->drag_x = x;
  view->drag_y = y;
  if (layout == NULL || bobbin_chart_get_run (BOBBIN_CHART (view)) == NULL || !is_over_time (view, x))
    return;
  on_axis = y < bobbin_timeline_layout_get_lanes_rect (layout).y;
  view->drag = on_axis || (state & GDK_SHIFT_MASK) != 0 ? BOBBIN_DRAG_RANGE : BOBBIN_DRAG_PAN;
  view->drag_ns = bobbin_timeline_layout_time (layout, x);
  view->drag_scroll_px = gtk_adjustment_get_value (view->adjustment);
}

/* From now on it is no click. What one has hold of does not run away. */
static void
begin_to_drag (BobbinTimelineView *view, GtkGestureDrag *gesture)
{
  view->drags = TRUE;
  bobbin_timeline_view_update_span (view);
  view->drag_span = view->viewport.span;
  if (view->drag == BOBBIN_DRAG_RANGE)
    bobbin_timeline_view_set_follows (view, FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (view), view->drag == BOBBIN_DRAG_RANGE ? "col-resize" : "grabbing");
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, BobbinTimelineView *view)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);
  BobbinRect plot = get_plot (view);

  if (view->drag == BOBBIN_DRAG_NONE || layout == NULL)
    return;
  if (!view->drags && hypot (dx, dy) < DRAG_FROM_PX)
    return;
  if (!view->drags)
    begin_to_drag (view, gesture);

  if (view->drag == BOBBIN_DRAG_RANGE)
    {
      double x = CLAMP (view->drag_x + dx, plot.x, plot.x + plot.width);

      bobbin_timeline_view_set_range (view, bobbin_time_span (view->drag_ns, bobbin_timeline_layout_time (layout, x)));
    }
  else
    {
      double ns_per_px = (double) bobbin_time_span_length_ns (view->drag_span) / MAX (plot.width, 1.0);

      bobbin_timeline_view_show (view, bobbin_timeline_pan (view->drag_span, bobbin_timeline_view_get_bounds (view),
                                                            (gint64) (-dx * ns_per_px)));
      gtk_adjustment_set_value (view->adjustment, view->drag_scroll_px - dy);
    }
}

gboolean
bobbin_timeline_view_is_held (BobbinTimelineView *view)
{
  return view->drags;
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, BobbinTimelineView *view)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view);

  view->drag = BOBBIN_DRAG_NONE;
  gtk_widget_set_cursor (GTK_WIDGET (view), NULL);
  if (!view->drags && layout != NULL)
    {
      BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, view->drag_x, view->drag_y);

      bobbin_timeline_view_select_lane (view, MAX (hit.worker, hit.core));
    }
  view->drags = FALSE;
  bobbin_timeline_view_changed (view);
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, BobbinTimelineView *view)
{
  view->drag = BOBBIN_DRAG_NONE;
  view->drags = FALSE;
  gtk_widget_set_cursor (GTK_WIDGET (view), NULL);
  bobbin_timeline_view_changed (view);
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, BobbinTimelineView *view)
{
  view->drag = BOBBIN_DRAG_NONE;
  bobbin_timeline_view_update_span (view);
  view->drag_span = view->viewport.span;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, BobbinTimelineView *view)
{
  double x, y;

  if (scale <= 0.0 || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;
  bobbin_timeline_view_show (view, bobbin_timeline_zoom (view->drag_span, bobbin_timeline_view_get_bounds (view),
                                                         get_position (view, x), scale));
}

static gboolean
scroll_lanes (BobbinTimelineView *view, double by_px)
{
  if (!gtk_widget_get_child_visible (view->scrollbar))
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (view->adjustment, gtk_adjustment_get_value (view->adjustment) + by_px);
  return GDK_EVENT_STOP;
}

static void
pan_by_px (BobbinTimelineView *view, double by_px)
{
  bobbin_timeline_view_pan (view, by_px / MAX (get_plot (view).width, 1.0));
}

/* Fingers on a touchpad; distances are pixels. */
static gboolean
scroll_surface (BobbinTimelineView *view, double x, double dx, double dy, GdkModifierType state)
{
  gboolean used = FALSE;

  if ((state & GDK_CONTROL_MASK) != 0)
    {
      bobbin_timeline_view_zoom (view, pow (ZOOM_PER_PX, -dy), get_position (view, x));
      return GDK_EVENT_STOP;
    }
  if (fabs (dx) > fabs (dy))
    {
      pan_by_px (view, dx);
      used = TRUE;
    }
  else if (dy < 0.0 || dy > 0.0)
    used = scroll_lanes (view, dy);
  return used;
}

/* A wheel; distances are notches. */
static gboolean
scroll_wheel (BobbinTimelineView *view, double x, double dx, double dy, GdkModifierType state)
{
  double lanes_px = LANES_PER_NOTCH * gtk_adjustment_get_step_increment (view->adjustment);

  if ((state & GDK_SHIFT_MASK) != 0)
    return scroll_lanes (view, (fabs (dy) > 0.0 ? dy : dx) * lanes_px);
  if (!is_over_time (view, x) && (state & GDK_CONTROL_MASK) == 0)
    return scroll_lanes (view, dy * lanes_px);
  if (fabs (dx) > 0.0)
    bobbin_timeline_view_pan (view, dx * PAN_PER_NOTCH);
  if (fabs (dy) > 0.0)
    bobbin_timeline_view_zoom (view, pow (ZOOM_PER_NOTCH, -dy), get_position (view, x));
  return GDK_EVENT_STOP;
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll, double dx, double dy, BobbinTimelineView *view)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));
  BobbinRect plot = get_plot (view);
  double x, y;

  if (bobbin_chart_get_run (BOBBIN_CHART (view)) == NULL)
    return GDK_EVENT_PROPAGATE;
  if (!bobbin_chart_get_pointer (BOBBIN_CHART (view), &x, &y))
    x = plot.x + plot.width / 2.0;
  if (gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_SURFACE)
    return scroll_surface (view, x, dx, dy, state);
  return scroll_wheel (view, x, dx, dy, state);
}

void
bobbin_timeline_view_add_controllers (BobbinTimelineView *view)
{
  GtkWidget *widget = GTK_WIDGET (view);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (press_cb), view);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), view);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), view);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), view);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), view);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));

  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), view);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), view);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), view);
  gtk_widget_add_controller (widget, scroll);
}
