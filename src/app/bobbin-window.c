#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-compat.h"
#include "bobbin-memory-menu.h"
#include "bobbin-settings.h"
#include "bobbin-summary-pane.h"
#include "bobbin-timeline-header.h"
#include "bobbin-window-private.h"

#define REFRESH_INTERVAL_NS (BOBBIN_NS_PER_S / 2)

G_DEFINE_FINAL_TYPE (BobbinWindow, bobbin_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_summary (BobbinWindow *window)
{
  bobbin_summary_update (window->summary, bobbin_runner_get_run (window->runner));
}

static void
update_title (BobbinWindow *window)
{
  g_autofree char *subtitle = bobbin_window_describe_run (window->runner);

  adw_window_title_set_subtitle (window->title, subtitle);
}

static void
update_controls (BobbinWindow *window)
{
  gboolean active = bobbin_runner_is_active (window->runner);

  gtk_button_set_label (window->run_button, active ? _("Stop") : _("Start"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (window->run_button),
                               active ? _("Stop All Workers (Ctrl+Return)")
                                      : _("Start the Groups (Ctrl+Return)"));
  gtk_revealer_set_reveal_child (window->restart_revealer,
                                 bobbin_runner_is_outdated (window->runner));
  bobbin_window_update_actions (window);
  update_title (window);
}

static void
sampled_cb (BobbinWindow *window)
{
  gint64 now_ns = bobbin_clock_ns ();

  if (now_ns - window->refreshed_ns < REFRESH_INTERVAL_NS)
    return;
  window->refreshed_ns = now_ns;
  update_title (window);
  update_summary (window);
}

static void
updated_cb (BobbinWindow *window)
{
  update_controls (window);
  update_summary (window);
}

static void
failed_cb (BobbinRunner *runner, const char *sentence, BobbinWindow *window)
{
  bobbin_window_say (window, sentence);
}

static void
scenario_chosen_cb (BobbinGroupsPanel *panel, const char *id, BobbinWindow *window)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load (id, &error);
  gboolean edited = bobbin_plan_is_edited (window->plan);

  if (scenario == NULL)
    {
      bobbin_window_say (window, error->message);
      return;
    }
  if (edited)
    bobbin_window_keep_for_undo (window);
  bobbin_window_load_scenario (window, scenario, TRUE);
  if (edited)
    bobbin_window_offer_undo (window, _("Your groups were replaced"));
}

/* Loading is done where the keyboard goes on: on the picture. */
void
bobbin_window_load_scenario (BobbinWindow *window, const BobbinScenario *scenario, gboolean start)
{
  bobbin_plan_load_scenario (window->plan, scenario);
  bobbin_settings_set_string (window->settings, "last-scenario", scenario->id);
  if (start)
    bobbin_window_start (window);
  bobbin_window_show_experiment (window, NULL);
  if (adw_flap_get_folded (window->flap))
    adw_flap_set_reveal_flap (window->flap, FALSE);
  gtk_widget_grab_focus (window->timeline);
}

gboolean
bobbin_window_start (BobbinWindow *window)
{
  g_clear_pointer (&window->waiting, g_strfreev);
  bobbin_window_show_experiment (window, NULL);
  return bobbin_runner_start (window->runner);
}

void
bobbin_window_stop (BobbinWindow *window)
{
  bobbin_runner_stop (window->runner);
}

void
bobbin_window_say (BobbinWindow *window, const char *text)
{
  AdwToast *toast = bobbin_compat_toast_new (text);

  g_free (window->message);
  window->message = g_strdup (text);
  adw_toast_overlay_add_toast (window->toasts, toast);
}

/* With little room the words in the header go; icons and tooltips stay. */
static void
paged_cb (BobbinWindow *window)
{
  gboolean wide = !bobbin_board_is_paged (window->board)
                  || gtk_widget_get_width (GTK_WIDGET (window)) >= 700;

  gtk_widget_set_visible (GTK_WIDGET (window->freeze_label), wide);
  gtk_widget_set_visible (GTK_WIDGET (window->export_label), wide);
}

/* Folded away because the window is narrow is not what was chosen. */
static void
sidebar_cb (BobbinWindow *window)
{
  if (!adw_flap_get_folded (window->flap) && bobbin_settings_has (window->settings, "show-sidebar"))
    g_settings_set_boolean (window->settings, "show-sidebar",
                            adw_flap_get_reveal_flap (window->flap));
}

static void
readout_cb (BobbinChart *chart, GParamSpec *pspec, BobbinWindow *window)
{
  bobbin_status_line_set_readout (window->status, bobbin_chart_get_readout (chart));
}

static void
refused_cb (BobbinMemoryPane *pane, const char *sentence, BobbinWindow *window)
{
  bobbin_window_say (window, sentence);
}

/* What is copied is what is seen. */
static void
memory_page_cb (BobbinMemoryPane *pane, GParamSpec *pspec, BobbinWindow *window)
{
  bobbin_card_set_figure (BOBBIN_CARD (window->memory_card),
                          bobbin_memory_menu_get_figure (bobbin_memory_pane_get_page (pane)));
}

static gboolean
space_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);

  if (!bobbin_runner_is_active (window->runner))
    return FALSE;
  bobbin_runner_set_frozen (window->runner, !bobbin_runner_is_frozen (window->runner));
  return TRUE;
}

/* Not an accelerator: those come before the focused widget, and Space is to
 * press a focused button. Not a binding of the window: its own one for Space
 * would come before that. */
static void
add_space (BobbinWindow *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_keyval_trigger_new (GDK_KEY_space, 0);
  GtkShortcutAction *action = gtk_callback_action_new (space_cb, window, NULL);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (trigger, action));
  gtk_widget_add_controller (gtk_widget_get_parent (GTK_WIDGET (window->status)), controller);
}

static gboolean
bobbin_window_close_request (GtkWindow *gtk_window)
{
  bobbin_window_stop_measuring (BOBBIN_WINDOW (gtk_window));
  bobbin_runner_shut_down (BOBBIN_WINDOW (gtk_window)->runner);
  return GTK_WINDOW_CLASS (bobbin_window_parent_class)->close_request (gtk_window);
}

static void
bobbin_window_dispose (GObject *object)
{
  BobbinWindow *window = BOBBIN_WINDOW (object);

  if (window->runner != NULL)
    {
      g_signal_handlers_disconnect_by_data (window->runner, window);
      bobbin_runner_shut_down (window->runner);
    }
  if (window->lab != NULL)
    {
      g_signal_handlers_disconnect_by_data (window->lab, window);
      bobbin_window_stop_measuring (window);
    }
  gtk_widget_dispose_template (GTK_WIDGET (window), BOBBIN_TYPE_WINDOW);
  g_clear_object (&window->runner);
  g_clear_object (&window->plan);
  g_clear_object (&window->undo);
  g_clear_object (&window->summary);
  g_clear_object (&window->lab);
  g_clear_object (&window->settings);
  g_clear_object (&window->export_folder);
  G_OBJECT_CLASS (bobbin_window_parent_class)->dispose (object);
}

static void
bobbin_window_finalize (GObject *object)
{
  g_free (BOBBIN_WINDOW (object)->message);
  G_OBJECT_CLASS (bobbin_window_parent_class)->finalize (object);
}

static void
bind_template_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, title);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, run_button);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, freeze_label);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, export_label);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, restart_revealer);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, panel);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, content);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, board);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, experiment_page);
  gtk_widget_class_bind_template_child (widget_class, BobbinWindow, status);
}

static void
bobbin_window_class_init (BobbinWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bobbin_window_dispose;
  object_class->finalize = bobbin_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = bobbin_window_close_request;

  g_type_ensure (BOBBIN_TYPE_GROUPS_PANEL);
  g_type_ensure (BOBBIN_TYPE_BOARD);
  g_type_ensure (BOBBIN_TYPE_EXPERIMENT_PAGE);
  g_type_ensure (BOBBIN_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BOBBIN_RESOURCE_PATH "/bobbin-window.ui");
  bind_template_children (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.escape", NULL);
}

static void
bobbin_window_init (BobbinWindow *window)
{
  gtk_widget_init_template (GTK_WIDGET (window));
  add_space (window);
  if (BOBBIN_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (window), "devel");
}

static GtkWidget *
build_table_toggle (void)
{
  GtkWidget *toggle = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (toggle), "view-list-symbolic");
  gtk_widget_add_css_class (toggle, "flat");
  gtk_widget_set_tooltip_text (toggle, _("Show as Table"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (toggle), "win.workers-table");
  return toggle;
}

static void
build_board (BobbinWindow *window)
{
  GtkWidget *card;

  window->timeline_pane = bobbin_timeline_pane_new (window->runner);
  window->timeline = GTK_WIDGET (bobbin_timeline_pane_get_view (BOBBIN_TIMELINE_PANE (window->timeline_pane)));
  window->workers = bobbin_worker_table_new (window->runner);
  window->memory_pane = bobbin_memory_pane_new (BOBBIN_TIMELINE_VIEW (window->timeline));
  window->summary_pane = bobbin_summary_pane_new (window->summary, window->lab);

  window->timeline_stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (window->timeline_stack), FALSE);
  gtk_stack_add_child (GTK_STACK (window->timeline_stack), window->timeline_pane);
  gtk_stack_add_child (GTK_STACK (window->timeline_stack), window->workers);

  card = bobbin_card_new (_("Timeline"), _("who ran, on which core"), "timeline",
                          window->timeline_stack);
  gtk_widget_insert_action_group (card, BOBBIN_TIMELINE_ACTIONS,
                                  bobbin_timeline_view_get_actions (BOBBIN_TIMELINE_VIEW (window->timeline)));
  window->timeline_header = bobbin_timeline_header_new (BOBBIN_TIMELINE_VIEW (window->timeline));
  bobbin_card_add_control (BOBBIN_CARD (card), window->timeline_header);
  bobbin_card_add_control (BOBBIN_CARD (card), build_table_toggle ());
  bobbin_board_set_card (window->board, BOBBIN_PAGE_TIMELINE, BOBBIN_CARD (card));

  card = bobbin_card_new (_("Memory"), _("whose it is"), "sharing",
                          window->memory_pane);
  window->memory_card = card;
  window->memory_header = bobbin_memory_header_new (BOBBIN_MEMORY_PANE (window->memory_pane));
  bobbin_card_add_control (BOBBIN_CARD (card), window->memory_header);
  /* Of the whole window, because lanes have them in their menus, too. */
  gtk_widget_insert_action_group (GTK_WIDGET (window), BOBBIN_MEMORY_ACTIONS,
                                  bobbin_memory_pane_get_actions (BOBBIN_MEMORY_PANE (window->memory_pane)));
  bobbin_board_set_card (window->board, BOBBIN_PAGE_MEMORY, BOBBIN_CARD (card));

  card = bobbin_card_new (_("Summary"), _("measured here, now"), "table", window->summary_pane);
  window->summary_card = card;
  bobbin_card_add_control (BOBBIN_CARD (card), bobbin_summary_pane_build_button (window->lab));
  bobbin_board_set_card (window->board, BOBBIN_PAGE_SUMMARY, BOBBIN_CARD (card));
}

static void
connect_parts (BobbinWindow *window)
{
  BobbinMemoryPane *memory = BOBBIN_MEMORY_PANE (window->memory_pane);

  g_signal_connect_swapped (window->runner, "sampled", G_CALLBACK (sampled_cb), window);
  g_signal_connect_swapped (window->runner, "updated", G_CALLBACK (updated_cb), window);
  g_signal_connect_swapped (window->runner, "session-changed", G_CALLBACK (updated_cb), window);
  g_signal_connect_swapped (window->runner, "notify", G_CALLBACK (update_controls), window);
  g_signal_connect (window->runner, "failed", G_CALLBACK (failed_cb), window);
  g_signal_connect_object (window->plan, "changed", G_CALLBACK (update_controls), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect (window->panel, "scenario-chosen", G_CALLBACK (scenario_chosen_cb), window);
  g_signal_connect (window->timeline, "notify::readout", G_CALLBACK (readout_cb), window);
  for (guint i = 0; i < BOBBIN_N_MEMORY_PAGES; i++)
    g_signal_connect (bobbin_memory_pane_get_chart (memory, i), "notify::readout", G_CALLBACK (readout_cb), window);
  g_signal_connect (bobbin_experiment_page_get_view (window->experiment_page), "notify::readout", G_CALLBACK (readout_cb),
                    window);
  g_signal_connect (memory, "refused", G_CALLBACK (refused_cb), window);
  g_signal_connect (memory, "notify::view", G_CALLBACK (memory_page_cb), window);
  g_signal_connect_swapped (window->board, "notify::paged", G_CALLBACK (paged_cb), window);
  g_signal_connect_swapped (window->flap, "notify::reveal-flap", G_CALLBACK (sidebar_cb), window);
}

static void
restore_settings (BobbinWindow *window)
{
  g_autofree char *last = NULL;
  g_autoptr (BobbinScenario) scenario = NULL;

  window->settings = bobbin_settings_new ();
  bobbin_settings_bind (window->settings, "window-width", window, "default-width");
  bobbin_settings_bind (window->settings, "window-height", window, "default-height");
  bobbin_settings_bind (window->settings, "window-maximized", window, "maximized");
  if (bobbin_settings_has (window->settings, "show-sidebar"))
    adw_flap_set_reveal_flap (window->flap,
                              g_settings_get_boolean (window->settings, "show-sidebar"));
  bobbin_settings_bind (window->settings, "timeline-lanes", window->timeline, "lanes");
  bobbin_settings_bind (window->settings, "timeline-migrations", window->timeline, "shows-moves");
  if (bobbin_settings_has (window->settings, "interval-ms"))
    bobbin_plan_set_interval_ns (window->plan, g_settings_get_int (window->settings, "interval-ms")
                                                 * BOBBIN_NS_PER_MS);

  last = bobbin_settings_get_string (window->settings, "last-scenario");
  if (last != NULL)
    scenario = bobbin_scenario_load (last, NULL);
  /* A file that is gone by now is no reason to say anything. */
  if (scenario == NULL)
    scenario = bobbin_scenario_load ("default", NULL);
  if (scenario != NULL)
    bobbin_plan_load_scenario (window->plan, scenario);
}

BobbinWindow *
bobbin_window_new (AdwApplication *application, const BobbinMachine *machine)
{
  BobbinWindow *window = g_object_new (BOBBIN_TYPE_WINDOW, "application", application, NULL);

  window->plan = bobbin_plan_new (machine);
  window->runner = bobbin_runner_new (window->plan);
  window->lab = bobbin_lab_new (machine);
  window->summary = bobbin_summary_new ();
  bobbin_summary_set_lab (window->summary, window->lab);
  build_board (window);
  bobbin_groups_panel_set_plan (window->panel, window->plan);
  bobbin_status_line_set_runner (window->status, window->runner);
  bobbin_window_add_lab (window);
  bobbin_window_add_actions (window);
  restore_settings (window);
  connect_parts (window);
  updated_cb (window);
  gtk_window_set_focus (GTK_WINDOW (window), window->timeline);
  return window;
}

BobbinRunner *
bobbin_window_get_runner (BobbinWindow *window)
{
  return window->runner;
}

BobbinGroupsPanel *
bobbin_window_get_panel (BobbinWindow *window)
{
  return window->panel;
}

BobbinBoard *
bobbin_window_get_board (BobbinWindow *window)
{
  return window->board;
}

BobbinTimelineView *
bobbin_window_get_timeline (BobbinWindow *window)
{
  return BOBBIN_TIMELINE_VIEW (window->timeline);
}

BobbinTimelinePane *
bobbin_window_get_timeline_pane (BobbinWindow *window)
{
  return BOBBIN_TIMELINE_PANE (window->timeline_pane);
}

BobbinMemoryView *
bobbin_window_get_memory (BobbinWindow *window)
{
  return BOBBIN_MEMORY_VIEW (bobbin_memory_pane_get_chart (bobbin_window_get_memory_pane (window),
                                                           BOBBIN_MEMORY_PAGES));
}

BobbinMemoryPane *
bobbin_window_get_memory_pane (BobbinWindow *window)
{
  return BOBBIN_MEMORY_PANE (window->memory_pane);
}

BobbinMemoryHeader *
bobbin_window_get_memory_header (BobbinWindow *window)
{
  return BOBBIN_MEMORY_HEADER (window->memory_header);
}

BobbinWorkerTable *
bobbin_window_get_workers (BobbinWindow *window)
{
  return BOBBIN_WORKER_TABLE (window->workers);
}

BobbinStatusLine *
bobbin_window_get_status (BobbinWindow *window)
{
  return window->status;
}

GListModel *
bobbin_window_get_summary (BobbinWindow *window)
{
  return G_LIST_MODEL (window->summary);
}

BobbinLab *
bobbin_window_get_lab (BobbinWindow *window)
{
  return window->lab;
}

BobbinExperimentPage *
bobbin_window_get_experiment_page (BobbinWindow *window)
{
  return window->experiment_page;
}

const char *
bobbin_window_get_subtitle (BobbinWindow *window)
{
  return adw_window_title_get_subtitle (window->title);
}

gboolean
bobbin_window_shows_restart (BobbinWindow *window)
{
  return gtk_revealer_get_reveal_child (window->restart_revealer);
}

const char *
bobbin_window_get_last_message (BobbinWindow *window)
{
  return window->message;
}
