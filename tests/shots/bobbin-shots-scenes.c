#include "config.h"

#include "bobbin-shots-scenes.h"

#include "bobbin-group-card.h"
#include "bobbin-stepper.h"
#include "bobbin-timeline-find.h"

#define RUN_MS 5000

static gboolean
settled_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
shot_settle (guint ms)
{
  gboolean settled = FALSE;

  g_timeout_add (ms, settled_cb, &settled);
  while (!settled)
    g_main_context_iteration (NULL, TRUE);
}

static void
start_scenario (BobbinWindow *window, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load (id, &error);

  if (scenario == NULL)
    g_error ("%s", error->message);
  bobbin_window_load_scenario (window, scenario, TRUE);
}

static BobbinStepper *
get_count (BobbinWindow *window, guint group)
{
  GtkWidget *card = bobbin_groups_panel_get_card (bobbin_window_get_panel (window), group);

  return BOBBIN_STEPPER (bobbin_group_card_get_control (BOBBIN_GROUP_CARD (card), "count"));
}

void
shot_scene_empty (BobbinWindow *window)
{
}

void
shot_scene_running (BobbinWindow *window)
{
  start_scenario (window, "default");
  shot_settle (RUN_MS);
}

void
shot_scene_crashed (BobbinWindow *window)
{
  start_scenario (window, "crash");
  shot_settle (RUN_MS);
}

void
shot_scene_frozen (BobbinWindow *window)
{
  shot_scene_running (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.freeze", NULL);
  shot_settle (500);
}

void
shot_scene_over (BobbinWindow *window)
{
  shot_scene_crashed (window);
  bobbin_window_stop (window);
  shot_settle (1200);
}

void
shot_scene_memory (BobbinWindow *window)
{
  start_scenario (window, "memory");
  shot_settle (RUN_MS);
}

void
shot_scene_mixed (BobbinWindow *window)
{
  start_scenario (window, "mixed");
  shot_settle (RUN_MS);
}

void
shot_scene_selected (BobbinWindow *window)
{
  shot_scene_running (window);
  bobbin_timeline_view_select (bobbin_window_get_timeline (window), 2);
}

void
shot_scene_edited (BobbinWindow *window)
{
  shot_scene_running (window);
  bobbin_stepper_step (get_count (window, 0), 2);
  shot_settle (300);
}

void
shot_scene_refused (BobbinWindow *window)
{
  bobbin_stepper_type (get_count (window, 1), "100000");
  bobbin_window_start (window);
  shot_settle (300);
}

void
shot_scene_table_twin (BobbinWindow *window)
{
  shot_scene_crashed (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.workers-table", NULL);
  shot_settle (700);
}

void
shot_scene_64_workers (BobbinWindow *window)
{
  start_scenario (window, "many");
  shot_settle (RUN_MS);
}

void
shot_scene_512_workers (BobbinWindow *window)
{
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load ("default", NULL);

  bobbin_window_load_scenario (window, scenario, FALSE);
  bobbin_stepper_type (get_count (window, 0), "256");
  bobbin_stepper_type (get_count (window, 1), "256");
  bobbin_window_start (window);
  shot_settle (RUN_MS);
}

static void
press (BobbinWindow *window, const char *action)
{
  GtkWidget *timeline = GTK_WIDGET (bobbin_window_get_timeline (window));

  if (!gtk_widget_activate_action_variant (timeline, action, NULL))
    g_error ("there is no %s", action);
}

void
shot_scene_cores (BobbinWindow *window)
{
  press (window, "timeline.other-lanes");
  shot_scene_running (window);
}

void
shot_scene_states (BobbinWindow *window)
{
  start_scenario (window, "states");
  shot_settle (RUN_MS);
}

void
shot_scene_states_cores (BobbinWindow *window)
{
  press (window, "timeline.other-lanes");
  shot_scene_states (window);
}

/* So much, in the middle of what happened in the last second. */
static void
zoom_to (BobbinWindow *window, gint64 length_ns)
{
  BobbinTimelineView *timeline = bobbin_window_get_timeline (window);
  gint64 end_ns = bobbin_timeline_view_get_bounds (timeline).end_ns - BOBBIN_NS_PER_S / 2;

  bobbin_timeline_view_show (timeline, (BobbinTimeSpan) { end_ns - length_ns, end_ns });
  shot_settle (300);
}

void
shot_scene_1_s (BobbinWindow *window)
{
  shot_scene_running (window);
  zoom_to (window, BOBBIN_NS_PER_S);
}

void
shot_scene_100_ms (BobbinWindow *window)
{
  shot_scene_running (window);
  zoom_to (window, 100 * BOBBIN_NS_PER_MS);
}

void
shot_scene_5_ms (BobbinWindow *window)
{
  shot_scene_running (window);
  zoom_to (window, 5 * BOBBIN_NS_PER_MS);
}

/* Around a change from one worker to another. */
void
shot_scene_100_us (BobbinWindow *window)
{
  BobbinTimelineView *timeline = bobbin_window_get_timeline (window);

  shot_scene_running (window);
  zoom_to (window, 100 * BOBBIN_NS_PER_MS);
  gtk_widget_activate_action (GTK_WIDGET (timeline), "timeline.step-slice", "i", 1);
  gtk_widget_activate_action (GTK_WIDGET (timeline), "timeline.step-slice", "i", 1);
  shot_settle (200);
  for (guint i = 0; i < 17; i++)
    bobbin_timeline_view_zoom (timeline, 1.5, 0.5);
  gtk_widget_activate_action (GTK_WIDGET (timeline), "timeline.step-slice", "i", 1);
  shot_settle (300);
}

void
shot_scene_cores_zoomed (BobbinWindow *window)
{
  shot_scene_cores (window);
  zoom_to (window, 100 * BOBBIN_NS_PER_MS);
}

static gint64
time_at (BobbinWindow *window, double share)
{
  BobbinTimeSpan span = bobbin_timeline_view_get_viewport (bobbin_window_get_timeline (window)).span;

  return span.begin_ns + (gint64) (share * (double) bobbin_time_span_length_ns (span));
}

void
shot_scene_range (BobbinWindow *window)
{
  shot_scene_running (window);
  zoom_to (window, BOBBIN_NS_PER_S);
  bobbin_timeline_view_set_range (bobbin_window_get_timeline (window),
                                  (BobbinTimeSpan) { time_at (window, 0.3), time_at (window, 0.62) });
  shot_settle (300);
}

static void
move_pointer (BobbinWindow *window, double share)
{
  GtkWidget *timeline = GTK_WIDGET (bobbin_window_get_timeline (window));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (timeline);
  const BobbinTimelineLayout *layout = bobbin_timeline_view_get_layout (BOBBIN_TIMELINE_VIEW (timeline));
  BobbinRect rect;

  if (layout == NULL || !bobbin_timeline_layout_find_lane (layout, 1, &rect))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", bobbin_timeline_layout_x (layout, time_at (window, share)),
                               rect.y + rect.height / 2.0);
    }
}

void
shot_scene_markers (BobbinWindow *window)
{
  GtkWidget *timeline = GTK_WIDGET (bobbin_window_get_timeline (window));

  shot_scene_running (window);
  zoom_to (window, 100 * BOBBIN_NS_PER_MS);
  move_pointer (window, 0.25);
  gtk_widget_activate_action (timeline, "timeline.marker", "i", 0);
  move_pointer (window, 0.7);
  gtk_widget_activate_action (timeline, "timeline.marker", "i", 1);
  move_pointer (window, 0.5);
  shot_settle (300);
}

void
shot_scene_moves (BobbinWindow *window)
{
  shot_scene_running (window);
  press (window, "timeline.moves");
  zoom_to (window, BOBBIN_NS_PER_S);
}

/* One on top, two hidden, and the filter open. */
void
shot_scene_lanes (BobbinWindow *window)
{
  BobbinTimelineView *timeline = bobbin_window_get_timeline (window);

  shot_scene_running (window);
  bobbin_timeline_view_select (timeline, 1);
  press (window, "timeline.hide");
  shot_settle (100);
  press (window, "timeline.hide");
  bobbin_timeline_view_select (timeline, 5);
  press (window, "timeline.pin");
  press (window, "timeline.find");
  shot_settle (500);
}

void
shot_scene_crash_zoomed (BobbinWindow *window)
{
  BobbinTimelineView *timeline = bobbin_window_get_timeline (window);

  shot_scene_crashed (window);
  bobbin_timeline_view_show (timeline, (BobbinTimeSpan) { 1900 * BOBBIN_NS_PER_MS, 2100 * BOBBIN_NS_PER_MS });
  shot_settle (300);
}

static void
show_page (BobbinWindow *window, BobbinPage page)
{
  shot_scene_running (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "u", page);
  shot_settle (700);
}

void
shot_scene_alone_timeline (BobbinWindow *window)
{
  show_page (window, BOBBIN_PAGE_TIMELINE);
}

void
shot_scene_alone_memory (BobbinWindow *window)
{
  show_page (window, BOBBIN_PAGE_MEMORY);
}

void
shot_scene_alone_summary (BobbinWindow *window)
{
  show_page (window, BOBBIN_PAGE_SUMMARY);
}

void
shot_scene_page_memory (BobbinWindow *window)
{
  show_page (window, BOBBIN_PAGE_MEMORY);
}

void
shot_scene_page_summary (BobbinWindow *window)
{
  show_page (window, BOBBIN_PAGE_SUMMARY);
}

void
shot_scene_sidebar (BobbinWindow *window)
{
  shot_scene_running (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sidebar", NULL);
  shot_settle (500);
}
