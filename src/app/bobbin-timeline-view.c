#include "config.h"

#include "bobbin-timeline-navigate.h"
#include "bobbin-timeline-view-private.h"

#include <glib/gi18n-lib.h>
#include <time.h>

enum {
  PROP_0,
  PROP_LANES,
  PROP_SHOWS_MOVES,
  PROP_FOLLOWS,
  PROP_FILTER,
  N_PROPS
};

enum {
  SIGNAL_VIEWPORT_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinTimelineView, bobbin_timeline_view, BOBBIN_TYPE_CHART)

GType
bobbin_lanes_get_type (void)
{
  static const GEnumValue values[] = {
    { BOBBIN_LANES_WORKERS, "BOBBIN_LANES_WORKERS", "workers" },
    { BOBBIN_LANES_CORES, "BOBBIN_LANES_CORES", "cores" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("BobbinLanes", values));
  return type;
}

static gint64
get_thread_cpu_ns (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return spent.tv_sec * BOBBIN_NS_PER_S + spent.tv_nsec;
}

static gboolean
is_moving (BobbinTimelineView *view)
{
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (view));

  return run != NULL && !bobbin_run_is_over (run)
         && bobbin_runner_is_active (bobbin_chart_get_runner (BOBBIN_CHART (view)))
         && !bobbin_runner_is_frozen (bobbin_chart_get_runner (BOBBIN_CHART (view)));
}

static void
update_viewport (BobbinTimelineView *view)
{
  bobbin_timeline_view_update_span (view);
  view->viewport.scroll_y_px = gtk_adjustment_get_value (view->adjustment);
  view->viewport.selected_worker = view->selected;
}

static double
get_chart_width (BobbinTimelineView *view, double width)
{
  if (gtk_widget_get_child_visible (view->scrollbar))
    return MAX (width - gtk_widget_get_width (view->scrollbar), 1.0);
  return width;
}

/* With what is pointed at, by pointer or keyboard. */
static void
append_picture (BobbinTimelineView *view, GtkSnapshot *snapshot)
{
  double x, y;

  if (!bobbin_chart_get_pointer (BOBBIN_CHART (view), &x, &y) && !bobbin_timeline_view_get_cursor (view, &x, &y))
    x = y = -1.0;
  bobbin_timeline_picture_append (view->picture, snapshot, x, y);
}

static gboolean
has_graphics_card (BobbinTimelineView *view)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (view));

  return native != NULL && !GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native));
}

static gboolean
bobbin_timeline_view_snapshot_chart (BobbinChart       *chart,
                                     GtkSnapshot       *snapshot,
                                     const BobbinStyle *style,
                                     double             width,
                                     double             height)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (chart);
  gboolean is_new;

  update_viewport (view);
  bobbin_timeline_picture_set_uses_textures (view->picture, has_graphics_card (view));
  is_new = bobbin_timeline_picture_update (view->picture, bobbin_chart_get_run (chart), &view->viewport,
                                           get_chart_width (view, width), height, style);
  append_picture (view, snapshot);
  return is_new;
}

static char *
bobbin_timeline_view_describe (BobbinChart *chart)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (BOBBIN_TIMELINE_VIEW (chart));

  return layout != NULL ? bobbin_timeline_layout_describe (layout) : NULL;
}

static char *
bobbin_timeline_view_describe_at (BobbinChart *chart, double x, double y)
{
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (BOBBIN_TIMELINE_VIEW (chart));
  BobbinTimelineHit hit;

  if (layout == NULL)
    return NULL;
  hit = bobbin_timeline_layout_hit (layout, x, y);
  return bobbin_timeline_layout_describe_hit (layout, &hit);
}

static void
bobbin_timeline_view_pointed (BobbinChart *chart)
{
  gtk_widget_queue_draw (GTK_WIDGET (chart));
}

static void
bobbin_timeline_view_drop_layout (BobbinChart *chart)
{
  bobbin_timeline_picture_drop (BOBBIN_TIMELINE_VIEW (chart)->picture);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (widget);
  gint64 frame_ns = gdk_frame_clock_get_frame_time (clock) * BOBBIN_NS_PER_US;
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (view));

  bobbin_glide_move (&view->glide, frame_ns, run->now_ns,
                     bobbin_request_get_interval_ns (run->request));
  if (bobbin_glide_may_draw (&view->glide, frame_ns, get_thread_cpu_ns ()))
    gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
update_tick (BobbinTimelineView *view)
{
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (view)) && view->follows && is_moving (view);

  if (wanted && view->tick == 0)
    {
      bobbin_glide_reset (&view->glide);
      view->tick = gtk_widget_add_tick_callback (GTK_WIDGET (view), tick_cb, NULL, NULL);
    }
  else if (!wanted && view->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (view), view->tick);
      view->tick = 0;
    }
}

/* While it moves, the frame clock draws. When one looks at the past of a run
 * that goes on, only its numbers change. */
static void
bobbin_timeline_view_refresh (BobbinChart *chart, gboolean at_once)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (chart);

  bobbin_timeline_view_queue_filter (view);
  update_tick (view);
  if (at_once || (view->tick == 0 && bobbin_chart_is_due (chart)))
    {
      bobbin_timeline_picture_mark_stale (view->picture);
      gtk_widget_queue_draw (GTK_WIDGET (chart));
    }
}

static void
bobbin_timeline_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bobbin_timeline_view_parent_class)->map (widget);
  update_tick (BOBBIN_TIMELINE_VIEW (widget));
}

static void
bobbin_timeline_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bobbin_timeline_view_parent_class)->unmap (widget);
  update_tick (BOBBIN_TIMELINE_VIEW (widget));
}

static void
session_changed_cb (BobbinTimelineView *view)
{
  bobbin_timeline_view_begin_run (view);
  update_tick (view);
}

void
bobbin_timeline_view_changed (BobbinTimelineView *view)
{
  update_tick (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
  g_signal_emit (view, signals[SIGNAL_VIEWPORT_CHANGED], 0);
}

static void
bobbin_timeline_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (widget);

  update_viewport (view);
  bobbin_timeline_view_allocate_scrollbar (view, width, height);
  if (view->menu != NULL)
    gtk_popover_present (GTK_POPOVER (view->menu));
}

static void
bobbin_timeline_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (widget);

  GTK_WIDGET_CLASS (bobbin_timeline_view_parent_class)->snapshot (widget, snapshot);
  gtk_widget_snapshot_child (widget, view->scrollbar, snapshot);
}

static void
bobbin_timeline_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (object);

  switch (id)
    {
    case PROP_LANES:
      g_value_set_enum (value, (int) view->viewport.lanes);
      break;
    case PROP_SHOWS_MOVES:
      g_value_set_boolean (value, view->viewport.shows_moves);
      break;
    case PROP_FOLLOWS:
      g_value_set_boolean (value, view->follows);
      break;
    case PROP_FILTER:
      g_value_set_string (value, view->filter);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_shows_moves (BobbinTimelineView *view, gboolean shows_moves)
{
  if (view->viewport.shows_moves == shows_moves)
    return;

  view->viewport.shows_moves = shows_moves;
  g_object_notify_by_pspec (G_OBJECT (view), properties[PROP_SHOWS_MOVES]);
  bobbin_timeline_view_changed (view);
}

static void
bobbin_timeline_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (object);

  switch (id)
    {
    case PROP_LANES:
      bobbin_timeline_view_set_lanes (view, (BobbinLanes) g_value_get_enum (value));
      break;
    case PROP_SHOWS_MOVES:
      set_shows_moves (view, g_value_get_boolean (value));
      break;
    case PROP_FOLLOWS:
      bobbin_timeline_view_set_follows (view, g_value_get_boolean (value));
      break;
    case PROP_FILTER:
      bobbin_timeline_view_set_filter (view, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_timeline_view_dispose (GObject *object)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (object);

  g_clear_pointer (&view->menu, gtk_widget_unparent);
  g_clear_pointer (&view->scrollbar, gtk_widget_unparent);
  g_clear_object (&view->actions);
  g_clear_handle_id (&view->filtering, g_source_remove);
  G_OBJECT_CLASS (bobbin_timeline_view_parent_class)->dispose (object);
}

static void
bobbin_timeline_view_finalize (GObject *object)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (object);

  bobbin_timeline_picture_free (view->picture);
  bobbin_lane_choice_free (view->choice);
  g_free (view->filter);
  G_OBJECT_CLASS (bobbin_timeline_view_parent_class)->finalize (object);
}

static void
bobbin_timeline_view_constructed (GObject *object)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (object);
  BobbinRunner *runner = bobbin_chart_get_runner (BOBBIN_CHART (view));

  G_OBJECT_CLASS (bobbin_timeline_view_parent_class)->constructed (object);
  bobbin_timeline_view_add_actions (view);
  g_signal_connect_object (runner, "session-changed", G_CALLBACK (session_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "notify::active", G_CALLBACK (update_tick), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "notify::frozen", G_CALLBACK (update_tick), view,
                           G_CONNECT_SWAPPED);
}

static void
bobbin_timeline_view_class_init (BobbinTimelineViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BobbinChartClass *chart_class = BOBBIN_CHART_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = bobbin_timeline_view_constructed;
  object_class->get_property = bobbin_timeline_view_get_property;
  object_class->set_property = bobbin_timeline_view_set_property;
  object_class->dispose = bobbin_timeline_view_dispose;
  object_class->finalize = bobbin_timeline_view_finalize;
  widget_class->measure = bobbin_timeline_view_measure;
  widget_class->size_allocate = bobbin_timeline_view_size_allocate;
  widget_class->snapshot = bobbin_timeline_view_snapshot;
  widget_class->map = bobbin_timeline_view_map;
  widget_class->unmap = bobbin_timeline_view_unmap;
  chart_class->snapshot = bobbin_timeline_view_snapshot_chart;
  chart_class->pointed = bobbin_timeline_view_pointed;
  chart_class->describe = bobbin_timeline_view_describe;
  chart_class->describe_at = bobbin_timeline_view_describe_at;
  chart_class->drop_layout = bobbin_timeline_view_drop_layout;
  chart_class->refresh = bobbin_timeline_view_refresh;

  properties[PROP_LANES] = g_param_spec_enum ("lanes", NULL, NULL, BOBBIN_TYPE_LANES, BOBBIN_LANES_WORKERS, flags);
  properties[PROP_SHOWS_MOVES] = g_param_spec_boolean ("shows-moves", NULL, NULL, FALSE, flags);
  properties[PROP_FOLLOWS] = g_param_spec_boolean ("follows", NULL, NULL, TRUE, flags);
  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_VIEWPORT_CHANGED] = g_signal_new ("viewport-changed", BOBBIN_TYPE_TIMELINE_VIEW, G_SIGNAL_RUN_LAST,
                                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "timelineview");
  bobbin_timeline_view_add_bindings (widget_class);
}

static void
bobbin_timeline_view_init (BobbinTimelineView *view)
{
  view->picture = bobbin_timeline_picture_new ();
  view->viewport = bobbin_timeline_viewport ((BobbinTimeSpan) { 0, BOBBIN_LIVE_VIEW_NS });
  view->selected = view->selected_core = -1;
  view->cursor_ns = BOBBIN_NO_TIME;
  view->follows = TRUE;
  view->adjustment = gtk_adjustment_new (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
  view->scrollbar = gtk_scrollbar_new (GTK_ORIENTATION_VERTICAL, view->adjustment);
  gtk_widget_set_parent (view->scrollbar, GTK_WIDGET (view));
  g_signal_connect_object (view->adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                           view, G_CONNECT_SWAPPED);
  gtk_widget_set_overflow (GTK_WIDGET (view), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Timeline"), -1);
  bobbin_timeline_view_add_controllers (view);
}

GtkWidget *
bobbin_timeline_view_new (BobbinRunner *runner)
{
  return g_object_new (BOBBIN_TYPE_TIMELINE_VIEW, "runner", runner, NULL);
}

BobbinTimelineViewport
bobbin_timeline_view_get_viewport (BobbinTimelineView *view)
{
  update_viewport (view);
  return view->viewport;
}

const BobbinTimelineLayout *
bobbin_timeline_view_get_layout (BobbinTimelineView *view)
{
  return bobbin_timeline_picture_get_layout (view->picture);
}

GActionGroup *
bobbin_timeline_view_get_actions (BobbinTimelineView *view)
{
  return G_ACTION_GROUP (view->actions);
}

GtkAdjustment *
bobbin_timeline_view_get_adjustment (BobbinTimelineView *view)
{
  return view->adjustment;
}
