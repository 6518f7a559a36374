#include "config.h"

#include "app-test.h"
#include "bobbin-summary-table.h"
#include "bobbin-summary.h"
#include "bobbin-worker-row.h"

static gboolean
has_samples (gpointer runner)
{
  return bobbin_runner_get_run (runner)->now_ns > 1200 * BOBBIN_NS_PER_MS;
}

static gboolean
is_inactive (gpointer runner)
{
  return !bobbin_runner_is_active (runner);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *counter)
{
  (*counter)++;
}

static char *
get_text (GObject *row, const char *property)
{
  char *text;

  g_object_get (row, property, &text, NULL);
  return text;
}

/* Rows keep their identity while their texts change. */
static void
test_workers (void)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinPlan) plan = bobbin_plan_new (machine);
  g_autoptr (BobbinRunner) runner = bobbin_runner_new (plan);
  GtkWidget *table = bobbin_worker_table_new (runner);
  GtkWindow *window = app_test_show (table, 900, 400);
  GListModel *model = bobbin_worker_table_get_model (BOBBIN_WORKER_TABLE (table));
  g_autoptr (GObject) row = NULL;
  g_autoptr (GObject) same = NULL;
  g_autofree char *name = NULL;
  g_autofree char *pid = NULL;
  g_autofree char *state = NULL;
  guint n_notified = 0;

  gtk_test_accessible_assert_role (table, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (table, GTK_ACCESSIBLE_PROPERTY_LABEL, "Workers");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);

  g_assert_true (bobbin_runner_start (runner));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 8);
  row = g_list_model_get_item (model, 0);
  g_signal_connect (row, "notify", G_CALLBACK (count_cb), &n_notified);
  g_assert_true (app_test_wait (has_samples, runner));
  g_assert_cmpuint (n_notified, >, 0);
  same = g_list_model_get_item (model, 0);
  g_assert_true (row == same);

  name = get_text (row, "name");
  pid = get_text (row, "pid");
  g_assert_cmpstr (name, ==, "Process 1");
  g_assert_cmpint (atoi (pid), ==, bobbin_run_get_worker (bobbin_runner_get_run (runner), 0)->pid);

  bobbin_runner_set_frozen (runner, TRUE);
  app_test_settle (100);
  n_notified = 0;
  app_test_settle (1200);
  g_assert_cmpuint (n_notified, ==, 0);

  bobbin_runner_stop (runner);
  g_assert_true (app_test_wait (is_inactive, runner));
  app_test_settle (50);
  state = get_text (row, "state");
  g_assert_cmpstr (state, !=, "");
  app_test_destroy (window);
}

/* Nobody reads a table that is not to be seen. */
static void
test_workers_hidden (void)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinPlan) plan = bobbin_plan_new (machine);
  g_autoptr (BobbinRunner) runner = bobbin_runner_new (plan);
  g_autoptr (GtkWidget) table = g_object_ref_sink (bobbin_worker_table_new (runner));
  g_autoptr (GObject) row = NULL;
  guint n_notified = 0;

  g_assert_true (bobbin_runner_start (runner));
  row = g_list_model_get_item (bobbin_worker_table_get_model (BOBBIN_WORKER_TABLE (table)), 0);
  g_signal_connect (row, "notify", G_CALLBACK (count_cb), &n_notified);
  g_assert_true (app_test_wait (has_samples, runner));
  g_assert_cmpuint (n_notified, ==, 0);
}

static GtkColumnView *
find_view (GtkWidget *widget)
{
  GtkColumnView *found = NULL;

  if (GTK_IS_COLUMN_VIEW (widget))
    return GTK_COLUMN_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);
  return found;
}

/* Labels with exactly @text that are to be seen. */
static guint
count_labels (GtkWidget *widget, const char *text)
{
  guint n = 0;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    n++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels (child, text);
  return n;
}

/* The columns fill the width; claims are there when there is room for them. */
static void
test_summary (void)
{
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  GtkWidget *table = bobbin_summary_table_new (G_LIST_MODEL (summary));
  GtkWindow *window = app_test_show (table, 900, 700);
  GListModel *columns = gtk_column_view_get_columns (find_view (table));
  const char *claim = bobbin_summary_row_get_claim (bobbin_summary_get (summary, 0));
  int width = 0;

  app_test_settle (200);
  gtk_test_accessible_assert_role (table, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (table, GTK_ACCESSIBLE_PROPERTY_LABEL, "Summary");
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      width += gtk_column_view_column_get_fixed_width (column);
    }
  g_assert_cmpint (width, >, 890);
  g_assert_cmpint (width, <=, 900);
  g_assert_cmpuint (count_labels (table, "Memory"), ==, 1);
  g_assert_cmpuint (count_labels (table, claim), ==, 1);
  g_assert_cmpuint (count_labels (table, "Not yet measured"), ==, BOBBIN_N_SUMMARY_ROWS);

  gtk_window_set_default_size (window, 900, 250);
  app_test_settle (300);
  g_assert_cmpuint (count_labels (table, "Memory"), ==, 1);
  g_assert_cmpuint (count_labels (table, claim), ==, 0);
  app_test_destroy (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/tables/workers", test_workers);
  g_test_add_func ("/tables/workers-hidden", test_workers_hidden);
  g_test_add_func ("/tables/summary", test_summary);
  return g_test_run ();
}
