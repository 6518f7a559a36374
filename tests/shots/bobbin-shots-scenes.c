#include "config.h"

#include "bobbin-shots-scenes.h"

#include "bobbin-group-card.h"
#include "bobbin-stepper.h"

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
