#include "config.h"

#include "bobbin-shots-lab.h"

#include "bobbin-export.h"
#include "bobbin-shots-figures.h"
#include "bobbin-shots-memory.h"

#define FRAMES_MS 300

/* Of all experiments, in their order; measured at first use. */
static GPtrArray *
get_outcomes (void)
{
  static GPtrArray *outcomes;
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinLab) lab = bobbin_lab_new (machine);
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  if (outcomes != NULL)
    return outcomes;
  outcomes = g_ptr_array_new ();
  if (!bobbin_lab_measure (lab, NULL, NULL))
    g_error ("the lab does not measure");
  while (bobbin_lab_is_running (lab))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < n; i++)
    {
      const BobbinOutcome *outcome = bobbin_lab_get_outcome (lab, all[i]);

      if (outcome != NULL)
        g_ptr_array_add (outcomes, bobbin_outcome_ref ((BobbinOutcome *) outcome));
    }
  return outcomes;
}

static void
put (BobbinWindow *window, guint n)
{
  GPtrArray *outcomes = get_outcomes ();

  for (guint i = 0; i < MIN (n, outcomes->len); i++)
    bobbin_lab_put_outcome (bobbin_window_get_lab (window), bobbin_outcome_ref (g_ptr_array_index (outcomes, i)));
}

static void
show_summary (BobbinWindow *window, gboolean alone)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "u", BOBBIN_PAGE_SUMMARY);
  bobbin_board_set_alone (bobbin_window_get_board (window), alone && !bobbin_board_is_paged (bobbin_window_get_board (window)));
  shot_settle (FRAMES_MS);
}

void
shot_scene_lab_empty (BobbinWindow *window)
{
  show_summary (window, FALSE);
}

void
shot_scene_lab_empty_alone (BobbinWindow *window)
{
  show_summary (window, TRUE);
}

static void
fill (BobbinWindow *window)
{
  put (window, BOBBIN_N_SUMMARY_ROWS / 2);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-measuring", NULL);
}

void
shot_scene_lab_filling (BobbinWindow *window)
{
  fill (window);
  show_summary (window, FALSE);
  shot_settle (2 * FRAMES_MS);
}

void
shot_scene_lab_filling_alone (BobbinWindow *window)
{
  fill (window);
  show_summary (window, TRUE);
  shot_settle (2 * FRAMES_MS);
}

void
shot_scene_lab_complete (BobbinWindow *window)
{
  put (window, G_MAXUINT);
  show_summary (window, FALSE);
}

void
shot_scene_lab_complete_alone (BobbinWindow *window)
{
  put (window, G_MAXUINT);
  show_summary (window, TRUE);
}

/* What data/screenshots shows: all was measured, and now a run is watched. */
void
shot_scene_showcase_measured (BobbinWindow *window)
{
  put (window, G_MAXUINT);
  shot_scene_showcase (window);
}

void
shot_scene_crashed_measured (BobbinWindow *window)
{
  put (window, G_MAXUINT);
  shot_scene_crashed (window);
}

static void
show_page (BobbinWindow *window, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-experiment", "s", id);
  shot_settle (FRAMES_MS);
}

void
shot_scene_lab_invitation (BobbinWindow *window)
{
  show_page (window, "creation");
}

void
shot_scene_lab_measuring (BobbinWindow *window)
{
  show_page (window, "creation");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.measure-shown", NULL);
  shot_settle (FRAMES_MS);
}

void
shot_scene_lab_unavailable (BobbinWindow *window)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  const BobbinExperiment *experiment = bobbin_experiment_find ("creation");

  bobbin_lab_put_outcome (bobbin_window_get_lab (window),
                          bobbin_outcome_new_unavailable (experiment, machine, "It needs 2 cores, and this machine lends 1."));
  show_page (window, "creation");
}

void
shot_scene_lab_page (BobbinWindow *window)
{
  put (window, G_MAXUINT);
  show_page (window, "creation");
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
scroll_down (GtkWidget *widget)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find (widget, GTK_TYPE_SCROLLED_WINDOW)));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  shot_settle (FRAMES_MS);
}

void
shot_scene_lab_page_below (BobbinWindow *window)
{
  shot_scene_lab_page (window);
  scroll_down (GTK_WIDGET (bobbin_window_get_experiment_page (window)));
}

void
shot_scene_lab_page_source (BobbinWindow *window)
{
  GtkWidget *page = GTK_WIDGET (bobbin_window_get_experiment_page (window));

  shot_scene_lab_page (window);
  gtk_expander_set_expanded (GTK_EXPANDER (find (page, GTK_TYPE_EXPANDER)), TRUE);
  shot_settle (FRAMES_MS);
  scroll_down (page);
}

void
shot_scene_lab_cursor (BobbinWindow *window)
{
  GtkWidget *view = GTK_WIDGET (bobbin_experiment_page_get_view (bobbin_window_get_experiment_page (window)));

  shot_scene_lab_page (window);
  gtk_window_set_focus_visible (GTK_WINDOW (window), TRUE);
  gtk_widget_grab_focus (view);
  bobbin_experiment_view_step (BOBBIN_EXPERIMENT_VIEW (view), BOBBIN_PLOT_STEP_LAST);
  shot_settle (FRAMES_MS);
}

void
shot_scene_lab_list (BobbinWindow *window)
{
  put (window, G_MAXUINT);
  scroll_down (GTK_WIDGET (bobbin_window_get_panel (window)));
}

void
shot_take_lab_figures (const char *folder, char **names)
{
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("lab-figure-%s-light-1920x1080.png", all[i]->id);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;
      GPtrArray *outcomes;

      if (!shot_is_wanted (name, names))
        continue;
      outcomes = get_outcomes ();
      for (guint j = 0; j < outcomes->len; j++)
        {
          BobbinOutcome *outcome = g_ptr_array_index (outcomes, j);
          BobbinFigure figure = { .id = BOBBIN_FIGURE_EXPERIMENT, .width = 1920, .height = 1080, .outcome = outcome };

          if (outcome->experiment == all[i] && !bobbin_export_figure (&figure, path, &error))
            g_error ("%s", error->message);
        }
      g_print ("%s\n", path);
    }
}
