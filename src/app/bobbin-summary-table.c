#include "config.h"

#include "bobbin-summary-table.h"

#include <glib/gi18n-lib.h>

#include "bobbin-text-column.h"

#define N_COLUMNS 4

/* The columns' shares of the width, so that they stay where they are whatever
 * is written in them; the last one takes what it needs first. */
static const double full_shares[N_COLUMNS - 1] = { 0.48, 0.26, 0.26 };
static const double compact_shares[N_COLUMNS - 1] = { 0.42, 0.315, 0.265 };

/* For the guess at the height that the whole table needs. */
#define CELL_PADDING_PX 24
#define ROW_PADDING_PX  13
#define DETAIL_SCALE    0.88 /* as in style.css */
#define TOLERANCE       1.2  /* so far the table may be scrolled rather than shortened */

struct _BobbinSummaryTable {
  GtkWidget   parent_instance;
  GtkWidget  *scroller;
  GtkWidget  *view;
  GListModel *summary;
  int         width;       /* that was given last */
  int         ratio_width; /* of the last column then; tells that the text has another size */
  gboolean    compact;
  guint       rearrange; /* source; 0: none waits */
};

G_DEFINE_FINAL_TYPE (BobbinSummaryTable, bobbin_summary_table, GTK_TYPE_WIDGET)

static void
append_columns (GtkColumnView *view)
{
  const BobbinColumnFlags wraps = BOBBIN_COLUMN_WRAPS;
  const BobbinTextColumn columns[] = {
    { "", "title", "claim", "claim", wraps | BOBBIN_COLUMN_STRONG },
    { N_ ("Processes"), "process-text", "verdict-text", "basis",
      wraps | BOBBIN_COLUMN_DETAIL_INSTEAD },
    { N_ ("Threads"), "thread-text", NULL, "basis", wraps },
    { N_ ("Ratio"), "ratio-text", "verdict-text", "basis",
      wraps | BOBBIN_COLUMN_NUMBER | BOBBIN_COLUMN_STRONG | BOBBIN_COLUMN_DETAIL_BESIDE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      BobbinTextColumn column = columns[i];
      g_autoptr (GtkColumnViewColumn) view_column = NULL;

      column.title = *column.title != '\0' ? _(column.title) : "";
      view_column = bobbin_text_column_new (&column);
      gtk_column_view_append_column (view, view_column);
    }
  bobbin_text_column_align_titles (view);
}

static int
get_text_width (BobbinSummaryTable *table, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (table), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static int
get_column_width (BobbinSummaryTable *table, guint column, int width, gboolean compact)
{
  /* Bold, and in the whole table with a verdict under it. */
  int last = get_text_width (table, compact ? "0.000 ×" : _("From this run")) + CELL_PADDING_PX;

  if (column == N_COLUMNS - 1)
    return last;
  return (int) ((width - last) * (compact ? compact_shares : full_shares)[column]);
}

/* The height that all rows would take with their claims under them. Depends on
 * width and font alone, not on what is shown now. */
static int
guess_full_height (BobbinSummaryTable *table, int width)
{
  int claim_width = MAX (get_column_width (table, 0, width, FALSE) - CELL_PADDING_PX, 1);
  int height = 0;

  for (guint i = 0; i < g_list_model_get_n_items (table->summary); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (table->summary, i);
      g_autofree char *claim = NULL;
      g_autoptr (PangoLayout) layout = NULL;
      int line_width, line_height;

      g_object_get (row, "claim", &claim, NULL);
      layout = gtk_widget_create_pango_layout (GTK_WIDGET (table), claim);
      pango_layout_get_pixel_size (layout, &line_width, &line_height);
      line_width = (int) (line_width * DETAIL_SCALE);
      height += ROW_PADDING_PX + line_height
                + (int) (line_height * DETAIL_SCALE) * (line_width / claim_width + 1);
    }
  /* One row more for the heading. */
  return height + height / MAX ((int) g_list_model_get_n_items (table->summary), 1) / 2;
}

static gboolean
rearrange_cb (gpointer data)
{
  BobbinSummaryTable *table = data;
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (table->view));
  table->rearrange = 0;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_column_view_column_set_fixed_width (
        column, get_column_width (table, i, table->width, table->compact));
      bobbin_text_column_set_compact (column, table->compact);
    }
  return G_SOURCE_REMOVE;
}

/* Where the claims do not fit, seven rows at a glance are worth more than three
 * with small print. Columns and rows change afterwards, not in the midst of
 * being given their places. */
static void
bobbin_summary_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BobbinSummaryTable *table = BOBBIN_SUMMARY_TABLE (widget);
  gboolean compact = guess_full_height (table, width) > height * TOLERANCE;
  int ratio_width = get_column_width (table, N_COLUMNS - 1, width, compact);

  gtk_widget_size_allocate (table->scroller, &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (table->compact == compact && table->width == width && table->ratio_width == ratio_width)
    return;

  table->width = width;
  table->ratio_width = ratio_width;
  table->compact = compact;
  if (table->rearrange == 0)
    table->rearrange = g_idle_add_full (G_PRIORITY_HIGH_IDLE, rearrange_cb, table, NULL);
}

static void
bobbin_summary_table_measure (GtkWidget     *widget,
                              GtkOrientation orientation,
                              int            for_size,
                              int           *minimum,
                              int           *natural,
                              int           *minimum_baseline,
                              int           *natural_baseline)
{
  gtk_widget_measure (BOBBIN_SUMMARY_TABLE (widget)->scroller, orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
  /* The columns are cut to the width, so they do not ask for one. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static gboolean
bobbin_summary_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BOBBIN_SUMMARY_TABLE (widget)->view);
}

static void
bobbin_summary_table_dispose (GObject *object)
{
  BobbinSummaryTable *table = BOBBIN_SUMMARY_TABLE (object);

  g_clear_handle_id (&table->rearrange, g_source_remove);
  g_clear_pointer (&table->scroller, gtk_widget_unparent);
  g_clear_object (&table->summary);
  G_OBJECT_CLASS (bobbin_summary_table_parent_class)->dispose (object);
}

static void
bobbin_summary_table_class_init (BobbinSummaryTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_summary_table_dispose;

  widget_class->grab_focus = bobbin_summary_table_grab_focus;
  widget_class->measure = bobbin_summary_table_measure;
  widget_class->size_allocate = bobbin_summary_table_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "summarytable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_summary_table_init (BobbinSummaryTable *table)
{
  table->view = gtk_column_view_new (NULL);
  gtk_widget_add_css_class (table->view, "figures");
  append_columns (GTK_COLUMN_VIEW (table->view));

  table->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (table->scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (table->scroller), table->view);
  gtk_widget_set_parent (table->scroller, GTK_WIDGET (table));
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Summary"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("What sets processes and threads apart, measured here"), -1);
}

GtkWidget *
bobbin_summary_table_new (GListModel *summary)
{
  BobbinSummaryTable *table = g_object_new (BOBBIN_TYPE_SUMMARY_TABLE, NULL);
  GtkNoSelection *selection = gtk_no_selection_new (g_object_ref (summary));

  table->summary = g_object_ref (summary);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (table->view), GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  return GTK_WIDGET (table);
}
