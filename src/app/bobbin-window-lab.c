/* bobbin-window-lab.c - the window measures, and shows experiments */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiment-list.h"
#include "bobbin-summary-pane.h"
#include "bobbin-window-private.h"

static void
set_enabled (BobbinWindow *window, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

gboolean
bobbin_window_has_outcomes (BobbinWindow *window)
{
  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    if (bobbin_summary_row_get_outcome (bobbin_summary_get (window->summary, i)) != NULL)
      return TRUE;
  return FALSE;
}

void
bobbin_window_update_lab (BobbinWindow *window)
{
  const BobbinExperiment *shown = bobbin_window_get_shown_experiment (window);
  gboolean measured = shown != NULL && bobbin_lab_get_outcome (window->lab, shown) != NULL;
  g_autofree char *text = bobbin_summary_pane_describe_lab (window->lab);

  set_enabled (window, "measure-shown", shown != NULL && !bobbin_lab_is_queued (window->lab, shown));
  set_enabled (window, "step-experiment", shown != NULL);
  set_enabled (window, "export-experiment", measured);
  set_enabled (window, "copy-experiment", measured);
  bobbin_card_set_subtitle (BOBBIN_CARD (window->summary_card), text);
}

static void
lab_changed_cb (BobbinWindow *window)
{
  bobbin_window_update_lab (window);
  bobbin_window_update_actions (window);
}

static void
finished_cb (BobbinWindow *window)
{
  const char *failure = bobbin_lab_get_failure (window->lab);

  if (failure != NULL)
    bobbin_window_say (window, failure);
}

static void
start_measuring (BobbinWindow *window)
{
  g_auto (GStrv) ids = g_steal_pointer (&window->waiting);
  g_autoptr (GError) error = NULL;

  if (!bobbin_lab_measure (window->lab, *ids != NULL ? (const char *const *) ids : NULL, &error))
    bobbin_window_say (window, error->message);
}

/* Both want the cores for themselves, so there is one of them at a time. The run
 * takes a moment to end; what is measured waits for that. */
static void
measure (BobbinWindow *window, const char *id)
{
  const char *ids[] = { id, NULL };

  if (window->waiting != NULL)
    return;
  window->waiting = g_strdupv ((char **) ids);
  if (!bobbin_runner_is_active (window->runner))
    {
      start_measuring (window);
      return;
    }
  bobbin_window_say (window, _("The run was stopped, because it would disturb the measurement."));
  bobbin_window_stop (window);
}

static void
active_cb (BobbinWindow *window)
{
  gboolean active = bobbin_runner_is_active (window->runner);

  if (!active && window->waiting != NULL)
    {
      start_measuring (window);
    }
  else if (active && bobbin_lab_is_running (window->lab))
    {
      bobbin_window_stop_measuring (window);
      bobbin_window_say (window, _("Measuring was stopped, because the run would disturb it."));
    }
}

void
bobbin_window_stop_measuring (BobbinWindow *window)
{
  g_clear_pointer (&window->waiting, g_strfreev);
  bobbin_lab_stop (window->lab);
}

const BobbinExperiment *
bobbin_window_get_shown_experiment (BobbinWindow *window)
{
  if (gtk_stack_get_visible_child (window->content) != GTK_WIDGET (window->experiment_page))
    return NULL;
  return bobbin_experiment_page_get_experiment (window->experiment_page);
}

void
bobbin_window_show_experiment (BobbinWindow *window, const BobbinExperiment *experiment)
{
  gboolean was_shown = bobbin_window_get_shown_experiment (window) != NULL;

  if (experiment == NULL && !was_shown)
    return;
  if (experiment != NULL)
    bobbin_experiment_page_show (window->experiment_page, experiment);
  gtk_stack_set_visible_child (window->content, experiment != NULL ? GTK_WIDGET (window->experiment_page)
                                                                   : GTK_WIDGET (window->board));
  bobbin_experiment_list_set_shown (BOBBIN_EXPERIMENT_LIST (window->experiment_list), experiment);
  bobbin_status_line_set_readout (window->status, NULL);
  bobbin_window_update_lab (window);
  if (experiment == NULL)
    {
      gtk_widget_grab_focus (window->summary_pane);
      return;
    }
  if (adw_flap_get_folded (window->flap))
    adw_flap_set_reveal_flap (window->flap, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (window->experiment_page));
}

static void
measure_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  measure (BOBBIN_WINDOW (data), g_variant_get_string (parameter, NULL));
}

static void
measure_shown_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  measure (BOBBIN_WINDOW (data), bobbin_window_get_shown_experiment (BOBBIN_WINDOW (data))->id);
}

static void
toggle_measuring_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);

  if (bobbin_lab_is_running (window->lab) || window->waiting != NULL)
    bobbin_window_stop_measuring (window);
  else
    measure (window, NULL);
}

static void
show_experiment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const BobbinExperiment *experiment = bobbin_experiment_find (g_variant_get_string (parameter, NULL));

  if (experiment != NULL)
    bobbin_window_show_experiment (BOBBIN_WINDOW (data), experiment);
}

static void
show_board_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bobbin_window_show_experiment (BOBBIN_WINDOW (data), NULL);
}

/* To the next one of the list, and from the last one to the first. */
static void
step_experiment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);
  const BobbinExperiment *shown = bobbin_window_get_shown_experiment (window);
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  for (guint i = 0; i < n; i++)
    if (all[i] == shown)
      {
        bobbin_window_show_experiment (window, all[(i + n + (guint) g_variant_get_int32 (parameter)) % n]);
        return;
      }
}

static void
export_experiment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bobbin_window_ask_export (BOBBIN_WINDOW (data), BOBBIN_FIGURE_EXPERIMENT);
}

static void
copy_experiment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bobbin_window_copy_figure (BOBBIN_WINDOW (data), BOBBIN_FIGURE_EXPERIMENT);
}

/* They stand below the groups, where they may be out of sight: the first that
 * takes the focus is scrolled to. */
static void
show_experiments_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinWindow *window = BOBBIN_WINDOW (data);

  adw_flap_set_reveal_flap (window->flap, TRUE);
  gtk_widget_child_focus (window->experiment_list, GTK_DIR_TAB_FORWARD);
}

void
bobbin_window_add_lab (BobbinWindow *window)
{
  static const GActionEntry entries[] = {
    { "measure", measure_cb, "s" },
    { "measure-shown", measure_shown_cb },
    { "toggle-measuring", toggle_measuring_cb },
    { "show-experiment", show_experiment_cb, "s" },
    { "show-experiments", show_experiments_cb },
    { "show-board", show_board_cb },
    { "step-experiment", step_experiment_cb, "i" },
    { "export-experiment", export_experiment_cb },
    { "copy-experiment", copy_experiment_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  bobbin_experiment_page_set_lab (window->experiment_page, window->lab);
  window->experiment_list = bobbin_experiment_list_new (window->lab);
  bobbin_groups_panel_append (window->panel, window->experiment_list);
  g_signal_connect_swapped (window->lab, "changed", G_CALLBACK (lab_changed_cb), window);
  g_signal_connect_swapped (window->lab, "finished", G_CALLBACK (finished_cb), window);
  g_signal_connect_swapped (window->runner, "notify::active", G_CALLBACK (active_cb), window);
  bobbin_window_update_lab (window);
}
