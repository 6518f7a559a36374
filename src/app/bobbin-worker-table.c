#include "config.h"

#include "bobbin-worker-table.h"

#include <glib/gi18n-lib.h>

#include "bobbin-text-column.h"
#include "bobbin-worker-row.h"

#define UPDATE_INTERVAL_NS (BOBBIN_NS_PER_S / 2)

struct _BobbinWorkerTable {
  GtkWidget     parent_instance;
  GtkWidget    *scroller;
  GtkWidget    *view;
  GListStore   *rows;
  BobbinRunner *runner;
  gint64        updated_ns; /* bobbin_clock_ns() */
};

G_DEFINE_FINAL_TYPE (BobbinWorkerTable, bobbin_worker_table, GTK_TYPE_WIDGET)

/* More may be forked while a run goes on. */
static void
append_new_rows (BobbinWorkerTable *table, const BobbinRun *run)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (table->rows)); run != NULL && i < run->workers->len; i++)
    {
      g_autoptr (BobbinWorkerRow) row = bobbin_worker_row_new (run, i);

      g_list_store_append (table->rows, row);
    }
}

static void
update_rows (BobbinWorkerTable *table)
{
  const BobbinRun *run = bobbin_runner_get_run (table->runner);

  table->updated_ns = bobbin_clock_ns ();
  append_new_rows (table, run);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (table->rows)); i++)
    {
      g_autoptr (BobbinWorkerRow) row = g_list_model_get_item (G_LIST_MODEL (table->rows), i);

      bobbin_worker_row_update (row, run);
    }
}

/* Rows that nobody sees are brought up to date when they are mapped. */
static void
sampled_cb (BobbinWorkerTable *table)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (table))
      && bobbin_clock_ns () - table->updated_ns >= UPDATE_INTERVAL_NS)
    update_rows (table);
}

/* The last counts come with the end, and then no sample follows. */
static void
updated_cb (BobbinWorkerTable *table)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (table)))
    update_rows (table);
}

static void
session_changed_cb (BobbinWorkerTable *table)
{
  const BobbinRun *run = bobbin_runner_get_run (table->runner);

  g_list_store_remove_all (table->rows);
  append_new_rows (table, run);
}

static void
bobbin_worker_table_map (GtkWidget *widget)
{
  BobbinWorkerTable *table = BOBBIN_WORKER_TABLE (widget);

  update_rows (table);
  GTK_WIDGET_CLASS (bobbin_worker_table_parent_class)->map (widget);
}

static gboolean
bobbin_worker_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BOBBIN_WORKER_TABLE (widget)->view);
}

static void
bobbin_worker_table_dispose (GObject *object)
{
  BobbinWorkerTable *table = BOBBIN_WORKER_TABLE (object);

  g_clear_object (&table->runner);
  g_clear_pointer (&table->scroller, gtk_widget_unparent);
  g_clear_object (&table->rows);
  G_OBJECT_CLASS (bobbin_worker_table_parent_class)->dispose (object);
}

static void
bobbin_worker_table_class_init (BobbinWorkerTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_worker_table_dispose;
  widget_class->grab_focus = bobbin_worker_table_grab_focus;
  widget_class->map = bobbin_worker_table_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "workertable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
append_columns (GtkColumnView *view)
{
  const BobbinTextColumn columns[] = {
    { N_ ("Worker"), "name", NULL, "group", BOBBIN_COLUMN_STRONG },
    { N_ ("PID"), "pid", NULL, NULL, BOBBIN_COLUMN_NUMBER },
    { N_ ("TID"), "tid", NULL, NULL, BOBBIN_COLUMN_NUMBER },
    { N_ ("State"), "state", NULL, NULL, BOBBIN_COLUMN_EXPANDS },
    { N_ ("Core"), "core", NULL, NULL, BOBBIN_COLUMN_NUMBER },
    { N_ ("CPU"), "cpu", NULL, NULL, BOBBIN_COLUMN_NUMBER },
    { N_ ("Running"), "running", NULL, NULL, BOBBIN_COLUMN_NUMBER },
    { N_ ("Waiting"), "waiting", NULL, NULL, BOBBIN_COLUMN_NUMBER },
    { N_ ("Blocked"), "blocked", NULL, NULL, BOBBIN_COLUMN_NUMBER },
    { N_ ("Switches"), "switches", NULL, NULL, BOBBIN_COLUMN_NUMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      BobbinTextColumn column = columns[i];
      g_autoptr (GtkColumnViewColumn) view_column = NULL;

      column.title = _(column.title);
      view_column = bobbin_text_column_new (&column);
      gtk_column_view_append_column (view, view_column);
    }
  bobbin_text_column_align_titles (view);
}

static void
bobbin_worker_table_init (BobbinWorkerTable *table)
{
  GtkNoSelection *selection;

  table->rows = g_list_store_new (BOBBIN_TYPE_WORKER_ROW);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (table->rows)));
  table->view = gtk_column_view_new (GTK_SELECTION_MODEL (selection));
  gtk_widget_add_css_class (table->view, "figures");
  append_columns (GTK_COLUMN_VIEW (table->view));

  table->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (table->scroller), table->view);
  gtk_widget_set_parent (table->scroller, GTK_WIDGET (table));
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Workers"), -1);
}

GtkWidget *
bobbin_worker_table_new (BobbinRunner *runner)
{
  BobbinWorkerTable *table = g_object_new (BOBBIN_TYPE_WORKER_TABLE, NULL);

  table->runner = g_object_ref (runner);
  g_signal_connect_object (runner, "session-changed", G_CALLBACK (session_changed_cb), table,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "sampled", G_CALLBACK (sampled_cb), table, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "updated", G_CALLBACK (updated_cb), table, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "notify::frozen", G_CALLBACK (updated_cb), table,
                           G_CONNECT_SWAPPED);
  session_changed_cb (table);
  return GTK_WIDGET (table);
}

GListModel *
bobbin_worker_table_get_model (BobbinWorkerTable *table)
{
  return G_LIST_MODEL (table->rows);
}
