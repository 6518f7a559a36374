#include "config.h"

#include "bobbin-overview-view.h"

#include <glib/gi18n-lib.h>

#include "bobbin-overview.h"
#include "bobbin-timeline-navigate.h"

/* In text sizes. */
#define MINIMUM_WIDTH 12.0
#define HEIGHT        3.1

#define GRIP_PX  7.0
#define PAN_STEP 0.25 /* of what is in view */

#define TELL_INTERVAL_NS BOBBIN_NS_PER_S /* while only time goes on */

struct _BobbinOverviewView {
  BobbinChart          parent_instance;
  BobbinTimelineView  *timeline; /* weak */
  BobbinOverview      *overview;
  BobbinOverviewLayout layout; /* as drawn last */
  gboolean             has_layout;
  BobbinOverviewPart   dragged; /* NOWHERE: nothing */
  BobbinTimeSpan       drag_span;
  gint64               told_ns; /* when the value was told last, on the clock */
};

G_DEFINE_FINAL_TYPE (BobbinOverviewView, bobbin_overview_view, BOBBIN_TYPE_CHART)

static const BobbinRun *
get_run (BobbinOverviewView *view)
{
  return bobbin_chart_get_run (BOBBIN_CHART (view));
}

static BobbinOverviewPart
get_pointed (BobbinOverviewView *view)
{
  double x, y;

  if (view->dragged != BOBBIN_OVERVIEW_NOWHERE)
    return view->dragged;
  if (!view->has_layout || !bobbin_chart_get_pointer (BOBBIN_CHART (view), &x, &y))
    return BOBBIN_OVERVIEW_NOWHERE;
  return bobbin_overview_hit (&view->layout, x, y, GRIP_PX);
}

/* Under the plot, so that a time is at the same place in both. */
static BobbinRect
get_rect (BobbinOverviewView *view, double width, double height)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (view->timeline);
  BobbinRect rect = { 0.0, 0.0, width, height };

  if (layout != NULL)
    {
      BobbinRect plot = bobbin_timeline_layout_get_plot_rect (layout);

      rect.x = plot.x;
      rect.width = MIN (plot.width, width - plot.x);
    }
  return rect;
}

static void
bobbin_overview_view_draw (BobbinChart       *chart,
                           cairo_t           *cr,
                           const BobbinStyle *style,
                           double             width,
                           double             height)
{
  BobbinOverviewView *view = BOBBIN_OVERVIEW_VIEW (chart);
  BobbinTimelineViewport viewport;

  if (view->timeline == NULL)
    return;
  viewport = bobbin_timeline_view_get_viewport (view->timeline);
  bobbin_overview_update (view->overview, get_run (view));
  view->layout = bobbin_overview_layout (get_run (view), &viewport, get_rect (view, width, height), style);
  view->has_layout = TRUE;
  bobbin_overview_draw (view->overview, &view->layout, get_run (view), cr, style, get_pointed (view));
}

static char *
bobbin_overview_view_describe (BobbinChart *chart)
{
  BobbinOverviewView *view = BOBBIN_OVERVIEW_VIEW (chart);

  return view->has_layout ? bobbin_overview_describe (&view->layout, get_run (view)) : NULL;
}

/* What it says is seen in the timeline. */
static char *
bobbin_overview_view_describe_at (BobbinChart *chart, double x, double y)
{
  return NULL;
}

static void
bobbin_overview_view_drop_layout (BobbinChart *chart)
{
  BobbinOverviewView *view = BOBBIN_OVERVIEW_VIEW (chart);

  view->has_layout = FALSE;
  bobbin_overview_update (view->overview, NULL);
}

static void
bobbin_overview_view_pointed (BobbinChart *chart)
{
  static const char *const cursors[] = {
    [BOBBIN_OVERVIEW_NOWHERE] = NULL,     [BOBBIN_OVERVIEW_OUTSIDE] = "pointer",
    [BOBBIN_OVERVIEW_INSIDE] = "grab",    [BOBBIN_OVERVIEW_LEFT] = "ew-resize",
    [BOBBIN_OVERVIEW_RIGHT] = "ew-resize",
  };
  BobbinOverviewPart pointed = get_pointed (BOBBIN_OVERVIEW_VIEW (chart));

  gtk_widget_set_cursor_from_name (GTK_WIDGET (chart), cursors[pointed]);
  gtk_widget_queue_draw (GTK_WIDGET (chart));
}

static double
to_s (gint64 time_ns)
{
  return (double) time_ns / (double) BOBBIN_NS_PER_S;
}

/* The slider's value is the time in the middle of what is shown. */
static void
update_value (BobbinOverviewView *view)
{
  g_autofree char *text = bobbin_overview_view_describe (BOBBIN_CHART (view));
  BobbinTimeSpan bounds = bobbin_timeline_view_get_bounds (view->timeline);
  BobbinTimeSpan span = bobbin_timeline_view_get_viewport (view->timeline).span;

  view->told_ns = bobbin_clock_ns ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, to_s (bounds.begin_ns),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, to_s (bounds.end_ns),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, to_s (span.begin_ns / 2 + span.end_ns / 2),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text != NULL ? text : "", -1);
}

static void
viewport_changed_cb (BobbinOverviewView *view)
{
  update_value (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/* While the run goes on, so do now and what is in view. */
static void
bobbin_overview_view_refresh (BobbinChart *chart, gboolean at_once)
{
  BobbinOverviewView *view = BOBBIN_OVERVIEW_VIEW (chart);

  BOBBIN_CHART_CLASS (bobbin_overview_view_parent_class)->refresh (chart, at_once);
  if (view->timeline == NULL || get_run (view) == NULL)
    return;
  if (bobbin_run_is_over (get_run (view)) || bobbin_clock_ns () - view->told_ns >= TELL_INTERVAL_NS)
    update_value (view);
}

static gint64
get_drag_ns (BobbinOverviewView *view, double dx)
{
  return bobbin_overview_time (&view->layout, view->layout.bars.x + dx)
         - bobbin_overview_time (&view->layout, view->layout.bars.x);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, BobbinOverviewView *view)
{
  BobbinTimeSpan bounds;

  if (!view->has_layout || get_run (view) == NULL || view->timeline == NULL)
    return;
  bounds = bobbin_timeline_view_get_bounds (view->timeline);
  view->drag_span = bobbin_timeline_view_get_viewport (view->timeline).span;
  view->dragged = bobbin_overview_hit (&view->layout, x, y, GRIP_PX);
  if (view->dragged == BOBBIN_OVERVIEW_OUTSIDE)
    {
      bobbin_timeline_view_show (view->timeline, bobbin_timeline_center (view->drag_span, bounds,
                                                                         bobbin_overview_time (&view->layout, x)));
      view->drag_span = bobbin_timeline_view_get_viewport (view->timeline).span;
      view->dragged = BOBBIN_OVERVIEW_INSIDE;
    }
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, BobbinOverviewView *view)
{
  BobbinTimeSpan span = view->drag_span;
  gint64 by_ns = get_drag_ns (view, dx);

  if (view->timeline == NULL)
    return;
  switch (view->dragged)
    {
    case BOBBIN_OVERVIEW_INSIDE:
      span = bobbin_timeline_pan (span, bobbin_timeline_view_get_bounds (view->timeline), by_ns);
      break;
    case BOBBIN_OVERVIEW_LEFT:
      span.begin_ns = MIN (span.begin_ns + by_ns, span.end_ns - BOBBIN_LEAST_VIEW_NS);
      break;
    case BOBBIN_OVERVIEW_RIGHT:
      span.end_ns = MAX (span.end_ns + by_ns, span.begin_ns + BOBBIN_LEAST_VIEW_NS);
      break;
    default:
      return;
    }
  bobbin_timeline_view_show (view->timeline, span);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, BobbinOverviewView *view)
{
  view->dragged = BOBBIN_OVERVIEW_NOWHERE;
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, BobbinOverviewView *view)
{
  view->dragged = BOBBIN_OVERVIEW_NOWHERE;
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/* To the begin or the end, with as much in view as before. */
static gboolean
jump_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BobbinOverviewView *view = BOBBIN_OVERVIEW_VIEW (widget);
  BobbinTimeSpan bounds, span;

  if (view->timeline == NULL || get_run (view) == NULL)
    return FALSE;
  bounds = bobbin_timeline_view_get_bounds (view->timeline);
  span = bobbin_timeline_view_get_viewport (view->timeline).span;
  bobbin_timeline_view_show (view->timeline,
                             bobbin_timeline_center (span, bounds, g_variant_get_boolean (arguments) ? bounds.end_ns
                                                                                                     : bounds.begin_ns));
  return TRUE;
}

static void
bobbin_overview_view_measure (GtkWidget     *widget,
                              GtkOrientation orientation,
                              int            for_size,
                              int           *minimum,
                              int           *natural,
                              int           *minimum_baseline,
                              int           *natural_baseline)
{
  double text_px = bobbin_chart_get_style (BOBBIN_CHART (widget)).text_px;

  *minimum = *natural = (int) (text_px * (orientation == GTK_ORIENTATION_HORIZONTAL ? MINIMUM_WIDTH : HEIGHT));
}

static void
bobbin_overview_view_dispose (GObject *object)
{
  g_clear_weak_pointer (&BOBBIN_OVERVIEW_VIEW (object)->timeline);
  G_OBJECT_CLASS (bobbin_overview_view_parent_class)->dispose (object);
}

static void
bobbin_overview_view_finalize (GObject *object)
{
  bobbin_overview_free (BOBBIN_OVERVIEW_VIEW (object)->overview);
  G_OBJECT_CLASS (bobbin_overview_view_parent_class)->finalize (object);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  const struct {
    guint       key;
    const char *action;
  } zooms[] = {
    { GDK_KEY_plus, "timeline.zoom-in" }, { GDK_KEY_equal, "timeline.zoom-in" }, { GDK_KEY_minus, "timeline.zoom-out" },
    { GDK_KEY_0, "timeline.fit" },
  };
  const struct {
    guint  key;
    double by;
  } pans[] = {
    { GDK_KEY_Left, -PAN_STEP }, { GDK_KEY_Down, -PAN_STEP }, { GDK_KEY_Right, PAN_STEP }, { GDK_KEY_Up, PAN_STEP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding_action (widget_class, zooms[i].key, 0, zooms[i].action, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pans); i++)
    gtk_widget_class_add_binding_action (widget_class, pans[i].key, 0, "timeline.pan", "d", pans[i].by);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, jump_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, jump_cb, "b", TRUE);
}

static void
bobbin_overview_view_class_init (BobbinOverviewViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BobbinChartClass *chart_class = BOBBIN_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_overview_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = bobbin_overview_view_finalize;
  widget_class->measure = bobbin_overview_view_measure;
  chart_class->draw = bobbin_overview_view_draw;
  chart_class->describe = bobbin_overview_view_describe;
  chart_class->describe_at = bobbin_overview_view_describe_at;
  chart_class->drop_layout = bobbin_overview_view_drop_layout;
  chart_class->pointed = bobbin_overview_view_pointed;
  chart_class->refresh = bobbin_overview_view_refresh;

  gtk_widget_class_set_css_name (widget_class, "overviewview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  add_bindings (widget_class);
}

static void
bobbin_overview_view_init (BobbinOverviewView *view)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  view->overview = bobbin_overview_new ();
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), view);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), view);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), view);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (drag));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Part of the run that is shown"), -1);
}

GtkWidget *
bobbin_overview_view_new (BobbinTimelineView *timeline)
{
  BobbinOverviewView *view = g_object_new (BOBBIN_TYPE_OVERVIEW_VIEW, "runner",
                                           bobbin_chart_get_runner (BOBBIN_CHART (timeline)), NULL);

  g_set_weak_pointer (&view->timeline, timeline);
  g_signal_connect_object (timeline, "viewport-changed", G_CALLBACK (viewport_changed_cb), view, G_CONNECT_SWAPPED);
  return GTK_WIDGET (view);
}
