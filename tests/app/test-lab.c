#include "config.h"

#include <glib/gstdio.h>

#include "app-test.h"
#include "bobbin-experiment-list.h"
#include "bobbin-metric-table.h"
#include "bobbin-plot-cursor.h"
#include "bobbin-summary-table.h"
#include "bobbin-summary.h"
#include "bobbin-verdict-mark.h"

#define ID "creation"

typedef struct {
  BobbinWindow *window;
  BobbinLab    *lab;
} Fixture;

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();

  fixture->window = bobbin_window_new (app_test_get_application (), machine);
  fixture->lab = bobbin_window_get_lab (fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (app_test_wait (is_mapped, bobbin_window_get_timeline (fixture->window)));
  app_test_settle (50);
}

/* Nothing keeps a window that is closed, nor what measures for it. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  g_object_add_weak_pointer (G_OBJECT (fixture->lab), (gpointer *) &fixture->lab);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  app_test_settle (300);
  g_assert_null (fixture->window);
  g_assert_null (fixture->lab);
}

/* Processes that take ten times as long as threads. */
static BobbinOutcome *
make_outcome (void)
{
  g_autoptr (BobbinMachine) machine = app_test_make_machine (4);
  BobbinReadings *readings = bobbin_readings_new ();

  for (guint round = 0; round < 20; round++)
    {
      BobbinLabReading fork = { .value = 200e3 + 1e3 * (round % 5), .round = round };
      BobbinLabReading thread = { .value = 20e3 + 1e2 * (round % 3), .round = round };

      bobbin_readings_add (readings, "fork_cycle", &fork, 1);
      bobbin_readings_add (readings, "pthread_cycle", &thread, 1);
    }
  return bobbin_outcome_new (bobbin_experiment_find (ID), machine, &machine->cores, readings, 1000);
}

static void
activate (Fixture *fixture, const char *action, GVariant *target)
{
  g_autoptr (GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), action, owned));
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
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

/* A mapped label or button that says exactly @text. */
static GtkWidget *
find_text (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child, text);
  return found;
}

/* The button of the table's row that measures @id. */
static GtkWidget *
find_measure_button (GtkWidget *widget, const char *id)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "win.measure") == 0
      && g_str_equal (g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)), NULL), id))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_measure_button (child, id);
  return found;
}

static GtkWidget *
get_table (Fixture *fixture)
{
  return find (GTK_WIDGET (bobbin_window_get_board (fixture->window)), BOBBIN_TYPE_SUMMARY_TABLE);
}

static void
show_table (Fixture *fixture)
{
  activate (fixture, "win.show-page", g_variant_new_uint32 (BOBBIN_PAGE_SUMMARY));
  app_test_settle (100);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  show_table (fixture);
  g_assert_false (is_enabled (fixture, "export"));
  g_assert_nonnull (find_text (get_table (fixture), "Not yet measured"));
  button = find_measure_button (get_table (fixture), ID);
  g_assert_nonnull (button);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Measure “Creation overhead”");

  bobbin_lab_put_outcome (fixture->lab, make_outcome ());
  app_test_settle (100);
  g_assert_nonnull (find_text (get_table (fixture), "fork 202 µs"));
  g_assert_nonnull (find_text (get_table (fixture), "Confirmed"));
  g_assert_nonnull (find_text (get_table (fixture), "just now"));
  gtk_test_accessible_assert_property (find_measure_button (get_table (fixture), ID), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Measure “Creation overhead” Again");
  g_assert_true (is_enabled (fixture, "export"));
}

static int
get_row_height (GtkWidget *button)
{
  GtkWidget *widget = button;

  while (!g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);
  return gtk_widget_get_height (widget);
}

/* In one line, and within its cell. */
static void
check_ratio (Fixture *fixture)
{
  BobbinSummaryRow *row = bobbin_summary_get (G_LIST_STORE (bobbin_window_get_summary (fixture->window)), 2);
  GtkWidget *label = find_text (get_table (fixture), bobbin_summary_row_get_ratio_text (row));
  GtkWidget *cell = label;
  graphene_rect_t bounds;

  g_assert_nonnull (label);
  while (!g_str_equal (gtk_widget_get_css_name (cell), "cell"))
    cell = gtk_widget_get_parent (cell);
  g_assert_true (gtk_widget_compute_bounds (label, cell, &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (cell) + 0.5);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 1);
}

/* Whatever the width, each row has its verdict and its button, its ratio unbroken,
 * and no more height than its lines take. */
static void
test_table_sizes (Fixture *fixture, gconstpointer data)
{
  static const int widths[] = { 1280, 900, 700, 500, 360 };

  bobbin_lab_put_outcome (fixture->lab, make_outcome ());
  show_table (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *button;

      gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 1000);
      app_test_settle (200);
      button = find_measure_button (get_table (fixture), ID);
      g_assert_nonnull (button);
      g_assert_nonnull (find_text (get_table (fixture), "Confirmed"));
      check_ratio (fixture);
      g_assert_cmpint (get_row_height (button), <, 8 * gtk_widget_get_height (button));
    }
}

static void
test_activation (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = find (get_table (fixture), GTK_TYPE_COLUMN_VIEW);

  /* As Enter does: the row of creation is the third. */
  g_signal_emit_by_name (view, "activate", 2u);
  g_assert_true (bobbin_window_get_shown_experiment (fixture->window) == bobbin_experiment_find (ID));
  activate (fixture, "win.escape", NULL);
  g_assert_null (bobbin_window_get_shown_experiment (fixture->window));
}

static void
test_page (Fixture *fixture, gconstpointer data)
{
  BobbinExperimentPage *page = bobbin_window_get_experiment_page (fixture->window);
  GtkWidget *view = GTK_WIDGET (bobbin_experiment_page_get_view (page));
  BobbinMetricTable *metrics;

  activate (fixture, "win.show-experiment", g_variant_new_string (ID));
  app_test_settle (100);
  gtk_test_accessible_assert_role (GTK_WIDGET (page), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_WIDGET (page), GTK_ACCESSIBLE_PROPERTY_LABEL, "Cost of creation");
  g_assert_nonnull (find_text (GTK_WIDGET (page), "Not Yet Measured"));
  g_assert_false (gtk_widget_get_mapped (view));
  g_assert_false (is_enabled (fixture, "copy-experiment"));
  g_assert_true (is_enabled (fixture, "measure-shown"));

  bobbin_lab_put_outcome (fixture->lab, make_outcome ());
  app_test_settle (100);
  g_assert_null (find_text (GTK_WIDGET (page), "Not Yet Measured"));
  g_assert_true (gtk_widget_get_mapped (view));
  g_assert_true (gtk_widget_get_focusable (view));
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Cost of creation");
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_assert_true (is_enabled (fixture, "copy-experiment"));
  metrics = BOBBIN_METRIC_TABLE (find (GTK_WIDGET (page), BOBBIN_TYPE_METRIC_TABLE));
  g_assert_cmpuint (g_list_model_get_n_items (bobbin_metric_table_get_model (metrics)), ==, 2);
}

/* What the worker runs can be read, and is the file of that experiment. */
static void
test_source (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (bobbin_window_get_experiment_page (fixture->window));
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  activate (fixture, "win.show-experiment", g_variant_new_string (ID));
  gtk_expander_set_expanded (GTK_EXPANDER (find (page, GTK_TYPE_EXPANDER)), TRUE);
  app_test_settle (50);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (page, GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_nonnull (strstr (text, "lab_creation (Lab *lab)"));
}

static void
test_unavailable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = app_test_make_machine (1);
  GtkWidget *page = GTK_WIDGET (bobbin_window_get_experiment_page (fixture->window));

  activate (fixture, "win.show-experiment", g_variant_new_string (ID));
  bobbin_lab_put_outcome (fixture->lab, bobbin_outcome_new_unavailable (bobbin_experiment_find (ID), machine,
                                                                        "It needs 2 cores & more."));
  app_test_settle (100);
  g_assert_nonnull (find_text (page, "<b>Not available here.</b> It needs 2 cores &amp; more."));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  BobbinExperimentPage *page = bobbin_window_get_experiment_page (fixture->window);
  BobbinChart *view = BOBBIN_CHART (bobbin_experiment_page_get_view (page));
  g_autofree char *first = NULL;

  bobbin_lab_put_outcome (fixture->lab, make_outcome ());
  activate (fixture, "win.show-experiment", g_variant_new_string (ID));
  app_test_settle (100);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (view));
  g_assert_true (app_test_press (GTK_WINDOW (fixture->window), GDK_KEY_Home, 0));
  first = g_strdup (bobbin_chart_get_readout (view));
  g_assert_nonnull (first);
  gtk_test_accessible_assert_property (GTK_WIDGET (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, first);
  g_assert_true (app_test_press (GTK_WINDOW (fixture->window), GDK_KEY_Right, 0));
  g_assert_cmpstr (bobbin_chart_get_readout (view), !=, first);
  g_assert_true (app_test_press (GTK_WINDOW (fixture->window), GDK_KEY_Left, 0));
  g_assert_cmpstr (bobbin_chart_get_readout (view), ==, first);

  g_assert_true (app_test_press (GTK_WINDOW (fixture->window), GDK_KEY_c, GDK_CONTROL_MASK));
  g_assert_cmpstr (bobbin_window_get_last_message (fixture->window), ==, "Figure copied");
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = find (GTK_WIDGET (bobbin_window_get_panel (fixture->window)), BOBBIN_TYPE_EXPERIMENT_LIST);
  GtkListBox *rows = GTK_LIST_BOX (find (list, GTK_TYPE_LIST_BOX));
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);
  GtkListBoxRow *row = NULL;

  activate (fixture, "win.show-experiments", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), list));
  g_assert_null (gtk_list_box_get_row_at_index (rows, (int) n));
  for (guint i = 0; i < n; i++)
    if (all[i] == bobbin_experiment_find (ID))
      row = gtk_list_box_get_row_at_index (rows, (int) i);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Cost of creation");
  g_assert_cmpint (bobbin_verdict_mark_get_verdict (BOBBIN_VERDICT_MARK (find (GTK_WIDGET (row), BOBBIN_TYPE_VERDICT_MARK))),
                   ==, -1);
  bobbin_lab_put_outcome (fixture->lab, make_outcome ());
  g_assert_cmpint (bobbin_verdict_mark_get_verdict (BOBBIN_VERDICT_MARK (find (GTK_WIDGET (row), BOBBIN_TYPE_VERDICT_MARK))),
                   ==, BOBBIN_VERDICT_CONFIRMED);

  g_signal_emit_by_name (rows, "row-activated", row);
  g_assert_true (bobbin_window_get_shown_experiment (fixture->window) == bobbin_experiment_find (ID));
  g_assert_true (gtk_list_box_get_selected_row (rows) == row);
  activate (fixture, "win.step-experiment", g_variant_new_int32 (1));
  g_assert_true (gtk_list_box_get_selected_row (rows) != row);
  activate (fixture, "win.step-experiment", g_variant_new_int32 (-1));
  g_assert_true (gtk_list_box_get_selected_row (rows) == row);
}

static gboolean
is_measured (gpointer data)
{
  Fixture *fixture = data;

  return bobbin_lab_get_outcome (fixture->lab, bobbin_experiment_find (ID)) != NULL;
}

static gboolean
is_measuring (gpointer data)
{
  return bobbin_lab_is_running (((Fixture *) data)->lab);
}

static gboolean
is_active (gpointer data)
{
  return bobbin_runner_is_active (bobbin_window_get_runner (((Fixture *) data)->window));
}

/* With the real worker, from the button to the verdict. */
static void
test_measure (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  show_table (fixture);
  button = find_measure_button (get_table (fixture), ID);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (is_measuring (fixture));
  app_test_settle (50);
  g_assert_false (gtk_widget_get_mapped (button));
  g_assert_nonnull (find_text (GTK_WIDGET (bobbin_window_get_board (fixture->window)), "Stop"));
  g_assert_true (app_test_wait (is_measured, fixture));
  app_test_settle (50);
  g_assert_nonnull (find_text (GTK_WIDGET (bobbin_window_get_board (fixture->window)), "Measure All"));
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  activate (fixture, "win.toggle-measuring", NULL);
  g_assert_true (is_measuring (fixture));
  activate (fixture, "win.toggle-measuring", NULL);
  g_assert_false (is_measuring (fixture));
}

/* One at a time, and each says that it has stopped the other. */
static void
test_run_and_measure (Fixture *fixture, gconstpointer data)
{
  activate (fixture, "win.toggle-run", NULL);
  g_assert_true (is_active (fixture));
  activate (fixture, "win.toggle-measuring", NULL);
  g_assert_true (app_test_wait (is_measuring, fixture));
  g_assert_false (is_active (fixture));
  g_assert_cmpstr (bobbin_window_get_last_message (fixture->window), ==,
                   "The run was stopped, because it would disturb the measurement.");
  activate (fixture, "win.toggle-run", NULL);
  g_assert_true (is_active (fixture));
  g_assert_false (is_measuring (fixture));
  g_assert_cmpstr (bobbin_window_get_last_message (fixture->window), ==,
                   "Measuring was stopped, because the run would disturb it.");
}

static void
assert_exported (Fixture *fixture, BobbinFigureId id, const char *ending)
{
  g_autofree char *folder = g_dir_make_tmp ("bobbin-lab-XXXXXX", NULL);
  g_autofree char *path = g_strdup_printf ("%s/figure.%s", folder, ending);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (bobbin_window_export_figure (fixture->window, id, file, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Nothing was ever run, and still there is something to export. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  bobbin_lab_put_outcome (fixture->lab, make_outcome ());
  activate (fixture, "win.show-experiment", g_variant_new_string (ID));
  assert_exported (fixture, BOBBIN_FIGURE_EXPERIMENT, "svg");
  assert_exported (fixture, BOBBIN_FIGURE_EXPERIMENT, "pdf");
  assert_exported (fixture, BOBBIN_FIGURE_TABLE, "png");
  activate (fixture, "win.export", g_variant_new_string ("timeline"));
  g_assert_cmpstr (bobbin_window_get_last_message (fixture->window), ==, "There is nothing to show yet.");
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/lab/table", test_table },
    { "/lab/table-sizes", test_table_sizes },
    { "/lab/activation", test_activation },
    { "/lab/page", test_page },
    { "/lab/source", test_source },
    { "/lab/unavailable", test_unavailable },
    { "/lab/keys", test_keys },
    { "/lab/list", test_list },
    { "/lab/measure", test_measure },
    { "/lab/stop", test_stop },
    { "/lab/run-and-measure", test_run_and_measure },
    { "/lab/export", test_export },
  };

  app_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
