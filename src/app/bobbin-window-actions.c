/* bobbin-window-actions.c - what buttons, menus and keys do */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-compat.h"
#include "bobbin-window-private.h"

static void
undo_cb (AdwToast *toast, BobbinWindow *window)
{
  if (window->undo != NULL)
    bobbin_plan_assign (window->plan, window->undo);
  g_clear_object (&window->undo);
}

void
bobbin_window_keep_for_undo (BobbinWindow *window)
{
  g_clear_object (&window->undo);
  window->undo = bobbin_plan_copy (window->plan);
}

void
bobbin_window_offer_undo (BobbinWindow *window, const char *text)
{
  AdwToast *toast = bobbin_compat_toast_new (text);

  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), window, 0);
  g_free (window->message);
  window->message = g_strdup (text);
  adw_toast_overlay_add_toast (window->toasts, toast);
}

static void
toggle_run_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);

  if (bobbin_runner_is_active (window->runner))
    bobbin_window_stop (window);
  else
    bobbin_window_start (window);
}

static void
restart_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bobbin_window_start (BOBBIN_WINDOW (data));
}

static void
crash_worker_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bobbin_runner_crash (BOBBIN_WINDOW (data)->runner, g_variant_get_uint32 (parameter));
}

/* The plan may have been edited since the start, so a group is known by its name. */
static int
find_group (const BobbinRun *run, const char *name)
{
  for (guint i = 0; run != NULL && i < run->groups->len; i++)
    {
      if (g_str_equal (bobbin_run_get_group (run, i)->spec->name, name))
        return (int) i;
    }
  return -1;
}

static void
crash_group_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);
  const BobbinRun *run = bobbin_runner_get_run (window->runner);
  int selected = bobbin_timeline_view_get_selected (BOBBIN_TIMELINE_VIEW (window->timeline));
  int group = find_group (run, g_variant_get_string (parameter, NULL));
  int victim = group < 0 ? -1 : bobbin_runner_choose_victim (window->runner, (guint) group, selected);

  if (victim >= 0)
    bobbin_runner_crash (window->runner, (guint) victim);
  else
    bobbin_window_say (window, _("No worker of this group is running."));
}

static void
add_group_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *kind = g_variant_get_string (parameter, NULL);

  bobbin_plan_add_group (BOBBIN_WINDOW (data)->plan, g_str_equal (kind, "threads")
                                                         ? BOBBIN_KIND_THREADS
                                                         : BOBBIN_KIND_PROCESSES);
}

static void
duplicate_group_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);
  guint i = g_variant_get_uint32 (parameter);

  if (i < bobbin_plan_get_n_groups (window->plan))
    bobbin_plan_duplicate_group (window->plan, i);
}

static void
remove_group_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);
  guint i = g_variant_get_uint32 (parameter);
  g_autofree char *text = NULL;

  if (i >= bobbin_plan_get_n_groups (window->plan))
    return;

  text = g_strdup_printf (_("Removed “%s”"),
                          bobbin_group_spec_get_heading (bobbin_plan_get_group (window->plan, i)));
  bobbin_window_keep_for_undo (window);
  bobbin_plan_remove_group (window->plan, i);
  bobbin_window_offer_undo (window, text);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinFigureId id;

  if (bobbin_figure_parse (g_variant_get_string (parameter, NULL), &id))
    bobbin_window_ask_export (BOBBIN_WINDOW (data), id);
}

static void
copy_figure_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinFigureId id;

  if (bobbin_figure_parse (g_variant_get_string (parameter, NULL), &id))
    bobbin_window_copy_figure (BOBBIN_WINDOW (data), id);
}

/* The keyboard goes on where the eyes are. */
static void
focus_page (BobbinWindow *window)
{
  gboolean table = gtk_stack_get_visible_child (GTK_STACK (window->timeline_stack)) == window->workers;
  BobbinMemoryPane *memory = BOBBIN_MEMORY_PANE (window->memory_pane);
  GtkWidget *contents[BOBBIN_N_PAGES] = {
    [BOBBIN_PAGE_TIMELINE] = table ? window->workers : window->timeline,
    [BOBBIN_PAGE_MEMORY] = GTK_WIDGET (bobbin_memory_pane_get_chart (memory, bobbin_memory_pane_get_page (memory))),
    [BOBBIN_PAGE_SUMMARY] = window->summary_pane,
  };

  gtk_widget_grab_focus (contents[bobbin_board_get_page (window->board)]);
}

/* Out of whatever the window was last put into. */
static void
escape_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);

  if (adw_flap_get_folded (window->flap) && adw_flap_get_reveal_flap (window->flap))
    adw_flap_set_reveal_flap (window->flap, FALSE);
  else if (bobbin_window_get_shown_experiment (window) != NULL)
    bobbin_window_show_experiment (window, NULL);
  else if (bobbin_board_get_alone (window->board))
    {
      bobbin_board_set_alone (window->board, FALSE);
      focus_page (window);
    }
  else if (gtk_window_is_fullscreen (GTK_WINDOW (window)))
    gtk_window_unfullscreen (GTK_WINDOW (window));
}

/* Freezing changes the state only if there is something to freeze; the state
 * follows the runner. */
static void
change_freeze_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  bobbin_runner_set_frozen (BOBBIN_WINDOW (data)->runner, g_variant_get_boolean (value));
}

static void
change_fullscreen_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  if (g_variant_get_boolean (value))
    gtk_window_fullscreen (GTK_WINDOW (data));
  else
    gtk_window_unfullscreen (GTK_WINDOW (data));
}

static void
change_workers_table_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);
  gboolean table = g_variant_get_boolean (value);

  gtk_stack_set_visible_child (GTK_STACK (window->timeline_stack), table ? window->workers : window->timeline_pane);
  gtk_widget_set_visible (window->timeline_header, !table);
  gtk_widget_grab_focus (table ? window->workers : window->timeline);
  g_simple_action_set_state (action, value);
}

/* One card: a page where there are pages, or else alone; the same key leads back. */
static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);
  BobbinBoard *board = window->board;
  guint page = g_variant_get_uint32 (parameter);
  gboolean same;

  if (page >= BOBBIN_N_PAGES)
    return;
  same = bobbin_board_get_page (board) == page && bobbin_window_get_shown_experiment (window) == NULL;
  bobbin_window_show_experiment (window, NULL);
  bobbin_board_set_page (board, page);
  if (!bobbin_board_is_paged (board))
    bobbin_board_set_alone (board, !(same && bobbin_board_get_alone (board)));
  focus_page (window);
}

static void
set_enabled (BobbinWindow *window, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
set_state (BobbinWindow *window, const char *name, gboolean state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (state));
}

static void
fullscreened_cb (BobbinWindow *window)
{
  set_state (window, "fullscreen", gtk_window_is_fullscreen (GTK_WINDOW (window)));
}

void
bobbin_window_update_actions (BobbinWindow *window)
{
  gboolean active = bobbin_runner_is_active (window->runner);
  gboolean has_run = bobbin_runner_get_run (window->runner) != NULL;

  set_enabled (window, "freeze", active);
  set_state (window, "freeze", bobbin_runner_is_frozen (window->runner));
  set_enabled (window, "crash-worker", active);
  set_enabled (window, "crash-group", active);
  set_enabled (window, "export", has_run || bobbin_window_has_outcomes (window));
  set_enabled (window, "copy-figure", has_run || bobbin_window_has_outcomes (window));
  set_enabled (window, "remove-group", bobbin_plan_get_n_groups (window->plan) > 1);
  set_enabled (window, "add-group", bobbin_plan_get_n_groups (window->plan) < BOBBIN_MAX_GROUPS);
  set_enabled (window, "duplicate-group",
               bobbin_plan_get_n_groups (window->plan) < BOBBIN_MAX_GROUPS);
}

void
bobbin_window_add_actions (BobbinWindow *window)
{
  static const GActionEntry entries[] = {
    { "toggle-run", toggle_run_cb },
    { "restart", restart_cb },
    { "freeze", NULL, NULL, "false", change_freeze_cb },
    { "crash-worker", crash_worker_cb, "u" },
    { "crash-group", crash_group_cb, "s" },
    { "add-group", add_group_cb, "s" },
    { "duplicate-group", duplicate_group_cb, "u" },
    { "remove-group", remove_group_cb, "u" },
    { "export", export_cb, "s" },
    { "copy-figure", copy_figure_cb, "s" },
    { "fullscreen", NULL, NULL, "false", change_fullscreen_cb },
    { "workers-table", NULL, NULL, "false", change_workers_table_cb },
    { "show-page", show_page_cb, "u" },
    { "escape", escape_cb },
  };
  g_autoptr (GPropertyAction) sidebar = g_property_action_new ("sidebar", window->flap,
                                                               "reveal-flap");

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (sidebar));
  g_signal_connect (window, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
  bobbin_window_update_actions (window);
}
