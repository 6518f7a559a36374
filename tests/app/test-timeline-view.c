#include "config.h"

#include "app-test.h"
#include "bobbin-range-stats.h"
#include "bobbin-timeline-find.h"
#include "bobbin-timeline-header.h"
#include "bobbin-timeline-navigate.h"

typedef struct {
  BobbinWindow       *window;
  BobbinTimelineView *view;
} Fixture;

static const BobbinRun *
get_run (Fixture *fixture)
{
  return bobbin_runner_get_run (bobbin_window_get_runner (fixture->window));
}

static gboolean
is_running (gpointer data)
{
  const BobbinRun *run = get_run (data);

  return run != NULL && run->now_ns > 900 * BOBBIN_NS_PER_MS;
}

static gboolean
is_over (gpointer data)
{
  return !bobbin_runner_is_active (bobbin_window_get_runner (((Fixture *) data)->window));
}

static gboolean
is_drawn (gpointer data)
{
  return gtk_widget_get_mapped (data) && bobbin_timeline_view_get_layout (data) != NULL;
}

static void
set_up_running (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load ("default", NULL);

  fixture->window = bobbin_window_new (app_test_get_application (), machine);
  fixture->view = bobbin_window_get_timeline (fixture->window);
  bobbin_window_load_scenario (fixture->window, scenario, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 900);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (app_test_wait (is_running, fixture));
  g_assert_true (app_test_wait (is_drawn, fixture->view));
  app_test_settle (200);
}

static void
set_up_over (Fixture *fixture, gconstpointer data)
{
  set_up_running (fixture, data);
  bobbin_window_stop (fixture->window);
  g_assert_true (app_test_wait (is_over, fixture));
  app_test_settle (200);
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->view == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->view, "lanes", BOBBIN_LANES_WORKERS, "shows-moves", FALSE, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_true (app_test_wait (is_gone, fixture));
}

static BobbinTimelineViewport
get_viewport (Fixture *fixture)
{
  return bobbin_timeline_view_get_viewport (fixture->view);
}

static BobbinTimeSpan
get_span (Fixture *fixture)
{
  return get_viewport (fixture).span;
}

static BobbinRect
get_plot (Fixture *fixture)
{
  return bobbin_timeline_layout_get_plot_rect (bobbin_timeline_view_get_layout (fixture->view));
}

static gint64
get_ns_per_px (Fixture *fixture)
{
  return (gint64) ((double) bobbin_time_span_length_ns (get_span (fixture)) / get_plot (fixture).width) + 1;
}

static gboolean
press (Fixture *fixture, guint key)
{
  return app_test_press (GTK_WINDOW (fixture->window), key, 0);
}

#define ASSERT_NEAR(a, b, most) g_assert_cmpint (ABS ((a) - (b)), <=, most)

/* But for what rounding there and back again may leave. */
static void
assert_span (BobbinTimeSpan span, BobbinTimeSpan expected)
{
  ASSERT_NEAR (span.begin_ns, expected.begin_ns, 4);
  ASSERT_NEAR (span.end_ns, expected.end_ns, 4);
}

static void
point (Fixture *fixture, double x, double y)
{
  gpointer motion = app_test_get_controller (fixture->view, GTK_TYPE_EVENT_CONTROLLER_MOTION);

  g_signal_emit_by_name (motion, "motion", x, y);
}

static void
drag (gpointer widget, double x, double y, double dx, double dy)
{
  gpointer gesture = app_test_get_controller (widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  if (dx < 0.0 || dx > 0.0)
    g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

/* A point in the middle of a worker's lane, a share of the plot from its left edge. */
static void
get_point (Fixture *fixture, guint lane, double share, double *out_x, double *out_y)
{
  BobbinRect plot = get_plot (fixture);
  BobbinRect rect;

  g_assert_true (bobbin_timeline_layout_find_lane (bobbin_timeline_view_get_layout (fixture->view), lane, &rect));
  *out_x = plot.x + share * plot.width;
  *out_y = rect.y + rect.height / 2.0;
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  BobbinTimeSpan bounds = bobbin_timeline_view_get_bounds (fixture->view);
  BobbinTimeSpan before, after;

  /* When it is over, all of it is seen. */
  assert_span (get_span (fixture), bobbin_timeline_fit (bounds));
  for (guint i = 0; i < 4; i++)
    {
      before = get_span (fixture);
      g_assert_true (press (fixture, i % 2 == 0 ? GDK_KEY_w : GDK_KEY_plus));
      after = get_span (fixture);
      g_assert_cmpint (after.begin_ns, >, before.begin_ns);
      g_assert_cmpint (after.end_ns, <, before.end_ns);
      ASSERT_NEAR ((after.begin_ns + after.end_ns) / 2, (before.begin_ns + before.end_ns) / 2, 2);
    }
  g_assert_true (press (fixture, GDK_KEY_s));
  assert_span (get_span (fixture), before);

  g_assert_true (press (fixture, GDK_KEY_a));
  after = get_span (fixture);
  g_assert_cmpint (after.begin_ns, <, before.begin_ns);
  ASSERT_NEAR (bobbin_time_span_length_ns (after), bobbin_time_span_length_ns (before), 4);
  g_assert_true (press (fixture, GDK_KEY_Right));
  assert_span (get_span (fixture), before);
  g_assert_true (press (fixture, GDK_KEY_d));
  g_assert_cmpint (get_span (fixture).begin_ns, >, before.begin_ns);

  g_assert_true (press (fixture, GDK_KEY_0));
  assert_span (get_span (fixture), bobbin_timeline_fit (bounds));
  g_assert_false (press (fixture, GDK_KEY_x));
}

static void
test_wheel (Fixture *fixture, gconstpointer data)
{
  gpointer scroll = app_test_get_controller (fixture->view, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  double x, y;
  gint64 time_ns;
  gboolean used;

  get_point (fixture, 1, 0.3, &x, &y);
  point (fixture, x, y);
  time_ns = bobbin_timeline_time_at (get_span (fixture), 0.3);
  for (guint i = 0; i < 20; i++)
    {
      BobbinTimeSpan before = get_span (fixture);

      g_signal_emit_by_name (scroll, "scroll", 0.0, -1.0, &used);
      g_assert_true (used);
      g_assert_cmpint (bobbin_time_span_length_ns (get_span (fixture)), <, bobbin_time_span_length_ns (before));
      ASSERT_NEAR (bobbin_timeline_time_at (get_span (fixture), 0.3), time_ns, get_ns_per_px (fixture));
    }
  g_signal_emit_by_name (scroll, "scroll", 0.0, 40.0, &used);
  assert_span (get_span (fixture), bobbin_timeline_fit (bobbin_timeline_view_get_bounds (fixture->view)));
}

/* A drag pans, a click selects. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  BobbinTimeSpan before;
  double x, y;
  gint64 by_ns;

  for (guint i = 0; i < 5; i++)
    press (fixture, GDK_KEY_w);
  app_test_settle (100);
  get_point (fixture, 3, 0.5, &x, &y);
  before = get_span (fixture);
  by_ns = 100 * get_ns_per_px (fixture);
  drag (fixture->view, x, y, 100.0, 0.0);
  ASSERT_NEAR (get_span (fixture).begin_ns, before.begin_ns - by_ns, 200);
  ASSERT_NEAR (bobbin_time_span_length_ns (get_span (fixture)), bobbin_time_span_length_ns (before), 4);
  g_assert_cmpint (bobbin_timeline_view_get_selected (fixture->view), ==, -1);

  before = get_span (fixture);
  drag (fixture->view, x, y, 1.0, 1.0);
  assert_span (get_span (fixture), before);
  g_assert_cmpint (bobbin_timeline_view_get_selected (fixture->view), ==, 3);
}

/* The numbers beside the lanes are those of the range that was drawn. */
static void
test_range (Fixture *fixture, gconstpointer data)
{
  BobbinTimelinePane *pane = bobbin_window_get_timeline_pane (fixture->window);
  BobbinRangePanel *panel = bobbin_timeline_pane_get_range (pane);
  BobbinRect plot = get_plot (fixture);
  BobbinTimeSpan span = get_span (fixture);
  g_autoptr (BobbinRangeStats) stats = NULL;
  g_autoptr (GArray) rows = NULL;
  BobbinTimeSpan range;

  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (panel)));
  drag (fixture->view, plot.x + plot.width * 0.25, plot.y - 4.0, plot.width * 0.5, 0.0);
  app_test_settle (300);
  range = get_viewport (fixture).range;
  ASSERT_NEAR (range.begin_ns, bobbin_timeline_time_at (span, 0.25), get_ns_per_px (fixture));
  ASSERT_NEAR (range.end_ns, bobbin_timeline_time_at (span, 0.75), get_ns_per_px (fixture));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (panel)));

  stats = bobbin_range_stats_new (get_run (fixture), range, NULL, -1);
  rows = bobbin_range_stats_get_rows (stats);
  g_assert_cmpuint (rows->len, >, 3);
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_cmpstr (bobbin_range_panel_get_label (panel, i), ==, g_array_index (rows, BobbinRangeRow, i).label);
      g_assert_cmpstr (bobbin_range_panel_get_value (panel, i), ==, g_array_index (rows, BobbinRangeRow, i).value);
    }
  g_assert_null (bobbin_range_panel_get_label (panel, rows->len));

  /* Of a selected worker only. */
  bobbin_timeline_view_select (fixture->view, 2);
  app_test_settle (200);
  g_clear_pointer (&rows, g_array_unref);
  g_clear_pointer (&stats, bobbin_range_stats_free);
  stats = bobbin_range_stats_new (get_run (fixture), range, NULL, 2);
  rows = bobbin_range_stats_get_rows (stats);
  g_assert_cmpstr (bobbin_range_panel_get_value (panel, 0), ==, g_array_index (rows, BobbinRangeRow, 0).value);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (panel), "timeline.clear-range", NULL));
  app_test_settle (100);
  g_assert_true (bobbin_time_span_is_empty (get_viewport (fixture).range));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (panel)));
}

/* Escape lets go of one thing after the other. */
static void
test_markers (Fixture *fixture, gconstpointer data)
{
  BobbinTimelineViewport viewport;
  double x, y;

  get_point (fixture, 2, 0.2, &x, &y);
  point (fixture, x, y);
  g_assert_true (press (fixture, GDK_KEY_1));
  get_point (fixture, 2, 0.6, &x, &y);
  point (fixture, x, y);
  g_assert_true (press (fixture, GDK_KEY_2));
  viewport = get_viewport (fixture);
  ASSERT_NEAR (viewport.markers_ns[0], bobbin_timeline_time_at (viewport.span, 0.2), get_ns_per_px (fixture));
  ASSERT_NEAR (viewport.markers_ns[1], bobbin_timeline_time_at (viewport.span, 0.6), get_ns_per_px (fixture));

  g_assert_true (press (fixture, GDK_KEY_exclam));
  g_assert_true (get_viewport (fixture).markers_ns[0] == BOBBIN_NO_TIME);
  get_point (fixture, 2, 0.8, &x, &y);
  point (fixture, x, y);
  g_assert_true (press (fixture, GDK_KEY_1));
  g_assert_true (press (fixture, GDK_KEY_r));
  viewport = get_viewport (fixture);
  g_assert_cmpint (viewport.range.begin_ns, ==, MIN (viewport.markers_ns[0], viewport.markers_ns[1]));
  g_assert_cmpint (viewport.range.end_ns, ==, MAX (viewport.markers_ns[0], viewport.markers_ns[1]));

  g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_cmpint (bobbin_timeline_view_get_selected (fixture->view), ==, 0);
  g_assert_true (press (fixture, GDK_KEY_Escape));
  g_assert_true (bobbin_time_span_is_empty (get_viewport (fixture).range));
  g_assert_true (get_viewport (fixture).markers_ns[1] != BOBBIN_NO_TIME);
  g_assert_true (press (fixture, GDK_KEY_Escape));
  g_assert_true (get_viewport (fixture).markers_ns[1] == BOBBIN_NO_TIME);
  g_assert_cmpint (bobbin_timeline_view_get_selected (fixture->view), ==, 0);
  g_assert_true (press (fixture, GDK_KEY_Escape));
  g_assert_cmpint (bobbin_timeline_view_get_selected (fixture->view), ==, -1);
}

/* From slice to slice of a lane; the view comes along, and it is read out. */
static void
test_slices (Fixture *fixture, gconstpointer data)
{
  const BobbinHistory *history = get_run (fixture)->history;
  BobbinInterval slice;
  gint64 time_ns;

  g_assert_true (press (fixture, GDK_KEY_Down));
  time_ns = get_span (fixture).begin_ns;
  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (bobbin_timeline_next_slice (history, 0, time_ns, BOBBIN_LEAST_STEP_NS, &slice));
      g_assert_true (press (fixture, GDK_KEY_period));
      time_ns = slice.span.begin_ns;
    }
  g_assert_nonnull (bobbin_chart_get_readout (BOBBIN_CHART (fixture->view)));
  gtk_test_accessible_assert_property (fixture->view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       bobbin_chart_get_readout (BOBBIN_CHART (fixture->view)));
  g_assert_true (press (fixture, GDK_KEY_z));
  g_assert_cmpint (get_span (fixture).begin_ns, <=, slice.span.begin_ns);
  g_assert_cmpint (get_span (fixture).end_ns, >=, slice.span.end_ns);

  g_assert_true (bobbin_timeline_previous_slice (history, 0, time_ns, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_true (press (fixture, GDK_KEY_comma));
  g_assert_true (bobbin_time_span_contains (get_span (fixture), slice.span.begin_ns));
}

static void
test_cores (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = bobbin_timeline_view_get_actions (fixture->view);
  g_autoptr (GVariant) state = NULL;
  BobbinRect rect;

  g_assert_true (press (fixture, GDK_KEY_c));
  app_test_settle (200);
  g_assert_cmpint (get_viewport (fixture).lanes, ==, BOBBIN_LANES_CORES);
  state = g_action_group_get_action_state (actions, "lanes");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "cores");
  g_assert_true (bobbin_timeline_layout_find_lane (bobbin_timeline_view_get_layout (fixture->view), 0, &rect)
                 || !bobbin_core_set_contains (&get_run (fixture)->machine->cores, 0));
  g_assert_false (press (fixture, GDK_KEY_h));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "timeline.lanes", "s", "workers"));
  g_assert_cmpint (get_viewport (fixture).lanes, ==, BOBBIN_LANES_WORKERS);
  g_assert_true (press (fixture, GDK_KEY_m));
  g_assert_true (get_viewport (fixture).shows_moves);
}

static guint
count_shown (Fixture *fixture)
{
  return bobbin_lane_choice_n_shown (get_viewport (fixture).choice, get_run (fixture)->workers->len);
}

/* What is typed into the filter does nothing else. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  BobbinTimelinePane *pane = bobbin_window_get_timeline_pane (fixture->window);
  GtkEditable *entry = bobbin_timeline_pane_get_filter (pane);
  BobbinTimeSpan before = get_span (fixture);

  g_assert_true (press (fixture, GDK_KEY_slash));
  app_test_settle (100);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), GTK_WIDGET (entry)));
  g_assert_false (press (fixture, GDK_KEY_w));
  g_assert_false (press (fixture, GDK_KEY_h));
  assert_span (get_span (fixture), before);
  gtk_editable_set_text (entry, "threads/2");
  app_test_settle (400);
  g_assert_cmpuint (count_shown (fixture), ==, 1);
  g_assert_true (bobbin_lane_choice_shows (get_viewport (fixture).choice, 5));
  gtk_editable_set_text (entry, "stopped");
  app_test_settle (400);
  g_assert_cmpuint (count_shown (fixture), ==, 8);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (pane), "timeline.filter", NULL));
  app_test_settle (400);
  g_assert_cmpuint (count_shown (fixture), ==, 8);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (fixture->view));
}

static void
test_hide_and_pin (Fixture *fixture, gconstpointer data)
{
  const BobbinTimelineLayout *layout;

  g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_true (press (fixture, GDK_KEY_h));
  g_assert_cmpuint (count_shown (fixture), ==, 7);
  g_assert_cmpint (bobbin_timeline_view_get_selected (fixture->view), ==, 1);
  app_test_settle (100);
  g_assert_true (press (fixture, GDK_KEY_End));
  g_assert_cmpint (bobbin_timeline_view_get_selected (fixture->view), ==, 7);
  g_assert_true (press (fixture, GDK_KEY_p));
  app_test_settle (100);
  layout = bobbin_timeline_view_get_layout (fixture->view);
  g_assert_cmpint (bobbin_timeline_layout_step_lane (layout, -1, 1), ==, 7);
  g_assert_true (app_test_press (GTK_WINDOW (fixture->window), GDK_KEY_h, GDK_SHIFT_MASK));
  g_assert_cmpuint (count_shown (fixture), ==, 8);
  g_assert_cmpuint (bobbin_lane_choice_n_pinned (get_viewport (fixture).choice), ==, 1);
}

static void
test_overview (Fixture *fixture, gconstpointer data)
{
  BobbinOverviewView *overview = bobbin_timeline_pane_get_overview (bobbin_window_get_timeline_pane (fixture->window));
  BobbinTimeSpan bounds = bobbin_timeline_view_get_bounds (fixture->view);
  BobbinRect plot = get_plot (fixture);
  BobbinTimeSpan before, after;

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (overview)));
  gtk_test_accessible_assert_role (overview, GTK_ACCESSIBLE_ROLE_SLIDER);
  for (guint i = 0; i < 5; i++)
    press (fixture, GDK_KEY_w);
  app_test_settle (100);
  before = get_span (fixture);
  /* The middle of the run is in the middle of the strip, and in the frame. */
  drag (overview, plot.x + plot.width / 2.0, 10.0, plot.width / 4.0, 0.0);
  after = get_span (fixture);
  ASSERT_NEAR (after.begin_ns - before.begin_ns, bobbin_time_span_length_ns (bounds) / 4,
               bobbin_time_span_length_ns (bounds) / 50);
  ASSERT_NEAR (bobbin_time_span_length_ns (after), bobbin_time_span_length_ns (before), 1);

  gtk_widget_grab_focus (GTK_WIDGET (overview));
  g_assert_true (press (fixture, GDK_KEY_Left));
  g_assert_cmpint (get_span (fixture).begin_ns, <, after.begin_ns);
  /* Up and Down change the value of a slider, and nothing else. */
  for (guint i = 0; i < 2; i++)
    {
      before = get_span (fixture);
      g_assert_true (press (fixture, i == 0 ? GDK_KEY_Down : GDK_KEY_Up));
      after = get_span (fixture);
      g_assert_cmpint ((after.begin_ns > before.begin_ns) - (after.begin_ns < before.begin_ns), ==, i == 0 ? -1 : 1);
      ASSERT_NEAR (bobbin_time_span_length_ns (after), bobbin_time_span_length_ns (before), 1);
    }
  g_assert_true (press (fixture, GDK_KEY_Home));
  g_assert_cmpint (get_span (fixture).begin_ns, <=, bounds.begin_ns);
}

/* Pointing at something draws nothing of what is below. */
static void
test_hover (Fixture *fixture, gconstpointer data)
{
  guint64 n_draws;
  double x, y;

  app_test_settle (300);
  n_draws = bobbin_chart_get_n_draws (BOBBIN_CHART (fixture->view));
  for (guint i = 1; i < 10; i++)
    {
      get_point (fixture, i % 8, 0.1 * i, &x, &y);
      point (fixture, x, y);
      app_test_settle (30);
      g_assert_nonnull (bobbin_chart_get_readout (BOBBIN_CHART (fixture->view)));
    }
  g_assert_cmpuint (bobbin_chart_get_n_draws (BOBBIN_CHART (fixture->view)), ==, n_draws);
}

static BobbinTimelineHeader *
find_header (GtkWidget *widget)
{
  BobbinTimelineHeader *found = BOBBIN_IS_TIMELINE_HEADER (widget) ? BOBBIN_TIMELINE_HEADER (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_header (child);
  return found;
}

/* Now is followed until one moves away from it, and again when one comes back. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  BobbinTimelineHeader *header = find_header (GTK_WIDGET (fixture->window));
  BobbinTimeSpan before;

  g_assert_true (bobbin_timeline_view_is_live (fixture->view));
  g_assert_false (bobbin_timeline_header_offers_follow (header));
  before = get_span (fixture);
  app_test_settle (400);
  g_assert_cmpint (get_span (fixture).end_ns, >, before.end_ns);
  ASSERT_NEAR (bobbin_time_span_length_ns (get_span (fixture)), bobbin_time_span_length_ns (before), 4);
  g_assert_true (press (fixture, GDK_KEY_w));
  g_assert_true (bobbin_timeline_view_is_live (fixture->view));

  g_assert_true (press (fixture, GDK_KEY_a));
  g_assert_false (bobbin_timeline_view_is_live (fixture->view));
  g_assert_true (bobbin_timeline_header_offers_follow (header));
  before = get_span (fixture);
  app_test_settle (800);
  assert_span (get_span (fixture), before);
  g_assert_true (press (fixture, GDK_KEY_f));
  g_assert_true (bobbin_timeline_view_is_live (fixture->view));
  g_assert_false (bobbin_timeline_header_offers_follow (header));
  g_assert_cmpint (get_span (fixture).end_ns, >, before.end_ns);

  g_assert_true (press (fixture, GDK_KEY_a));
  for (guint i = 0; i < 20 && !bobbin_timeline_view_is_live (fixture->view); i++)
    g_assert_true (press (fixture, GDK_KEY_d));
  g_assert_true (bobbin_timeline_view_is_live (fixture->view));

  /* The next run begins as if nothing had been moved. */
  g_assert_true (press (fixture, GDK_KEY_a));
  g_assert_true (press (fixture, GDK_KEY_1));
  g_assert_true (bobbin_window_start (fixture->window));
  g_assert_true (bobbin_timeline_view_is_live (fixture->view));
  g_assert_true (get_viewport (fixture).markers_ns[0] == BOBBIN_NO_TIME);
}

static void
add (const char *path, void (*set_up) (Fixture *fixture, gconstpointer data),
     void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  add ("/timeline-view/keys", set_up_over, test_keys);
  add ("/timeline-view/wheel", set_up_over, test_wheel);
  add ("/timeline-view/drag", set_up_over, test_drag);
  add ("/timeline-view/range", set_up_over, test_range);
  add ("/timeline-view/markers", set_up_over, test_markers);
  add ("/timeline-view/slices", set_up_over, test_slices);
  add ("/timeline-view/cores", set_up_over, test_cores);
  add ("/timeline-view/filter", set_up_over, test_filter);
  add ("/timeline-view/hide-and-pin", set_up_over, test_hide_and_pin);
  add ("/timeline-view/overview", set_up_over, test_overview);
  add ("/timeline-view/hover", set_up_over, test_hover);
  add ("/timeline-view/follow", set_up_running, test_follow);
  return g_test_run ();
}
