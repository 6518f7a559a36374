#include "config.h"

#include "bobbin-metric-table.h"

#include <glib/gi18n-lib.h>

#include "bobbin-metric-row.h"
#include "bobbin-text-column.h"

struct _BobbinMetricTable {
  GtkWidget   parent_instance;
  GtkWidget  *scroller;
  GtkWidget  *view;
  GListStore *rows;
  gboolean    narrow;
};

G_DEFINE_FINAL_TYPE (BobbinMetricTable, bobbin_metric_table, GTK_TYPE_WIDGET)

/* Columns that are not shown are taken out rather than hidden: GTK 4.8 reckons
 * the height of a row with the widths of the wrong columns past a hidden one. */
static void
fill_columns (BobbinMetricTable *table)
{
  const struct {
    BobbinTextColumn column;
    gboolean         wide_only;
  } columns[] = {
    { { _("Measured"), "label", "x", NULL, BOBBIN_COLUMN_WRAPS | BOBBIN_COLUMN_EXPANDS }, FALSE },
    { { _("Median"), "median", NULL, NULL, BOBBIN_COLUMN_NUMBER | BOBBIN_COLUMN_STRONG }, FALSE },
    { { _("Quartiles"), "quartiles", NULL, NULL, BOBBIN_COLUMN_NUMBER }, TRUE },
    { { _("Least"), "least", NULL, NULL, BOBBIN_COLUMN_NUMBER }, TRUE },
    /* TRANSLATORS: heads a column: how many readings. */
    { { _("Readings"), "count", NULL, NULL, BOBBIN_COLUMN_NUMBER }, FALSE },
  };
  GtkColumnView *view = GTK_COLUMN_VIEW (table->view);
  GListModel *shown = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (shown) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, 0);

      gtk_column_view_remove_column (view, column);
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = NULL;

      if (table->narrow && columns[i].wide_only)
        continue;
      column = bobbin_text_column_new (&columns[i].column);
      gtk_column_view_append_column (view, column);
    }
  bobbin_text_column_align_titles (view);
}

static void
bobbin_metric_table_dispose (GObject *object)
{
  BobbinMetricTable *table = BOBBIN_METRIC_TABLE (object);

  g_clear_pointer (&table->scroller, gtk_widget_unparent);
  g_clear_object (&table->rows);
  G_OBJECT_CLASS (bobbin_metric_table_parent_class)->dispose (object);
}

static void
bobbin_metric_table_class_init (BobbinMetricTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_metric_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "metrictable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_metric_table_init (BobbinMetricTable *table)
{
  GtkNoSelection *selection;

  table->view = gtk_column_view_new (NULL);
  table->rows = g_list_store_new (BOBBIN_TYPE_METRIC_ROW);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (table->rows)));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (table->view), GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_widget_add_css_class (table->view, "figures");
  fill_columns (table);

  table->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (table->scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (table->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (table->scroller), table->view);
  gtk_widget_set_parent (table->scroller, GTK_WIDGET (table));
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What was measured"), -1);
}

static void
add_metric (BobbinMetricTable *table, const BobbinOutcome *outcome, const BobbinMetric *metric)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (outcome->readings, metric->id);

  for (guint i = 0; i < xs->len; i++)
    {
      g_autoptr (BobbinMetricRow) row = bobbin_metric_row_new (metric, outcome->readings, g_array_index (xs, double, i));

      g_list_store_append (table->rows, row);
    }
}

void
bobbin_metric_table_set_outcome (BobbinMetricTable *table, const BobbinOutcome *outcome)
{
  g_return_if_fail (BOBBIN_IS_METRIC_TABLE (table));

  g_list_store_remove_all (table->rows);
  if (outcome == NULL)
    return;
  for (const BobbinMetric *metric = outcome->experiment->metrics; metric->id != NULL; metric++)
    if (!metric->is_trace)
      add_metric (table, outcome, metric);
}

void
bobbin_metric_table_set_narrow (BobbinMetricTable *table, gboolean narrow)
{
  g_return_if_fail (BOBBIN_IS_METRIC_TABLE (table));

  if (table->narrow == narrow)
    return;
  table->narrow = narrow;
  fill_columns (table);
}

GListModel *
bobbin_metric_table_get_model (BobbinMetricTable *table)
{
  return G_LIST_MODEL (table->rows);
}
