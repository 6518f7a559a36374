#include "config.h"

#include "bobbin-summary-table.h"

#include <glib/gi18n-lib.h>

#include "bobbin-summary-cells.h"
#include "bobbin-summary.h"
#include "bobbin-text-column.h"
#include "bobbin-text-size.h"

typedef enum {
  COLUMN_TITLE,
  COLUMN_PROCESSES,
  COLUMN_THREADS,
  COLUMN_VALUES, /* title and both, one above the other */
  COLUMN_RATIO,
  COLUMN_VERDICT,
  COLUMN_BUTTON,
  N_COLUMNS
} Column;

/* In sizes of the text: below these widths columns are put together. */
#define WIDE_FROM_EMS   54.0
#define MEDIUM_FROM_EMS 34.0

/* The columns' shares of what those at the right leave, so that they stay where
 * they are whatever is written in them. 0: not shown. */
static const double full_shares[][COLUMN_RATIO] = {
  [BOBBIN_SUMMARY_WIDE] = { 0.42, 0.30, 0.28, 0.0 },
  [BOBBIN_SUMMARY_MEDIUM] = { 0.40, 0.31, 0.29, 0.0 },
  [BOBBIN_SUMMARY_NARROW] = { 0.0, 0.0, 0.0, 1.0 },
};
static const double compact_shares[][COLUMN_RATIO] = {
  [BOBBIN_SUMMARY_WIDE] = { 0.36, 0.33, 0.31, 0.0 },
  [BOBBIN_SUMMARY_MEDIUM] = { 0.36, 0.33, 0.31, 0.0 },
  [BOBBIN_SUMMARY_NARROW] = { 0.0, 0.0, 0.0, 1.0 },
};

/* For the guess at the height that the whole table needs. */
#define CELL_PADDING_PX 24 /* of the first and the last column */
#define INNER_PADDING_PX 16
#define MARK_GAP_PX     6  /* between the verdict's sign and its text */
#define ROW_PADDING_PX  13
#define DETAIL_SCALE    0.88 /* as in style.css */
#define TOLERANCE       1.2  /* so far the table may be scrolled rather than shortened */

struct _BobbinSummaryTable {
  GtkWidget         parent_instance;
  GtkWidget        *scroller;
  GtkWidget        *view;
  GtkColumnViewColumn *columns[N_COLUMNS];
  GListModel       *summary;
  int               width;      /* that was given last */
  int               text_width; /* of a word then; tells that the text has another size */
  int               verdict_width; /* of the last column but one then; ratios may have become longer */
  BobbinSummaryRoom room;
  int               shown_room; /* the one whose columns are in the view; -1: none yet */
  gboolean          compact;
  guint             rearrange; /* source; 0: none waits */
};

G_DEFINE_FINAL_TYPE (BobbinSummaryTable, bobbin_summary_table, GTK_TYPE_WIDGET)

static gboolean
is_shown (BobbinSummaryRoom room, Column column)
{
  switch (column)
    {
    case COLUMN_TITLE:
    case COLUMN_PROCESSES:
    case COLUMN_THREADS:
      return room != BOBBIN_SUMMARY_NARROW;
    case COLUMN_VALUES:
      return room == BOBBIN_SUMMARY_NARROW;
    case COLUMN_RATIO:
      return room == BOBBIN_SUMMARY_WIDE;
    case COLUMN_VERDICT:
    case COLUMN_BUTTON:
    case N_COLUMNS:
    default:
      return TRUE;
    }
}

static void
build_columns (BobbinSummaryTable *table)
{
  const BobbinColumnFlags wraps = BOBBIN_COLUMN_WRAPS;
  const BobbinTextColumn title = { "", "title", "claim", "claim", wraps | BOBBIN_COLUMN_STRONG };
  const BobbinTextColumn processes = { _("Processes"), "process-text", "verdict-text", "basis",
                                       wraps | BOBBIN_COLUMN_DETAIL_INSTEAD };
  const BobbinTextColumn threads = { _("Threads"), "thread-text", NULL, "basis", wraps };
  const BobbinTextColumn ratio = { _("Ratio"), "ratio-text", "interval-text", "basis",
                                   BOBBIN_COLUMN_NUMBER | BOBBIN_COLUMN_STRONG | BOBBIN_COLUMN_DETAIL_BESIDE };

  table->columns[COLUMN_TITLE] = bobbin_text_column_new (&title);
  table->columns[COLUMN_PROCESSES] = bobbin_text_column_new (&processes);
  table->columns[COLUMN_THREADS] = bobbin_text_column_new (&threads);
  table->columns[COLUMN_VALUES] = bobbin_summary_column_new (BOBBIN_SUMMARY_CELL_VALUES);
  table->columns[COLUMN_RATIO] = bobbin_text_column_new (&ratio);
  table->columns[COLUMN_VERDICT] = bobbin_summary_column_new (BOBBIN_SUMMARY_CELL_VERDICT);
  table->columns[COLUMN_BUTTON] = bobbin_summary_column_new (BOBBIN_SUMMARY_CELL_BUTTON);
}

/* Columns that are not shown are taken out rather than hidden: GTK 4.8 reckons
 * the height of a row with the widths of the wrong columns past a hidden one. */
static void
insert_columns (BobbinSummaryTable *table)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (table->view);
  GListModel *columns = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view, column);
    }
  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (table->room, i))
      gtk_column_view_append_column (view, table->columns[i]);
  bobbin_text_column_align_titles (view);
}

static int
get_text_width (BobbinSummaryTable *table, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (table->view, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Of a ratio as the cells show it, in bold figures: the widest there is, so that
 * no number is broken in two. */
static int
get_ratio_width (BobbinSummaryTable *table)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (table->view, "00.0 ×");
  PangoAttrList *attributes = pango_attr_list_new ();
  int widest, width;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &widest, NULL);
  for (guint i = 0; table->summary != NULL && i < g_list_model_get_n_items (table->summary); i++)
    {
      g_autoptr (BobbinSummaryRow) row = g_list_model_get_item (table->summary, i);

      pango_layout_set_text (layout, bobbin_summary_row_get_ratio_text (row), -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

static int
get_verdict_width (BobbinSummaryTable *table, BobbinSummaryRoom room)
{
  int mark = (int) (1.6 * bobbin_text_size_em (table->view)) + MARK_GAP_PX;
  int word = 0, text;

  for (guint i = 0; i < BOBBIN_N_VERDICTS; i++)
    word = MAX (word, get_text_width (table, bobbin_verdict_label (i)));
  /* Bold is wider. Where it is narrow, words wrap. */
  text = mark + (room == BOBBIN_SUMMARY_WIDE ? (int) (word * 1.1) : get_ratio_width (table));
  if (room == BOBBIN_SUMMARY_MEDIUM)
    text = MAX (text, (int) (word * DETAIL_SCALE));
  return text + INNER_PADDING_PX;
}

static int
get_column_width (BobbinSummaryTable *table, Column column, int width, BobbinSummaryRoom room, gboolean compact)
{
  int button = (int) (1.9 * bobbin_text_size_em (table->view)) + CELL_PADDING_PX;
  int ratio = is_shown (room, COLUMN_RATIO) ? get_text_width (table, "00.0 – 00.0") + INNER_PADDING_PX : 0;
  int verdict = get_verdict_width (table, room);

  switch (column)
    {
    case COLUMN_RATIO:
      return ratio;
    case COLUMN_VERDICT:
      return verdict;
    case COLUMN_BUTTON:
      return button;
    case COLUMN_TITLE:
    case COLUMN_PROCESSES:
    case COLUMN_THREADS:
    case COLUMN_VALUES:
    case N_COLUMNS:
    default:
      return (int) ((width - button - ratio - verdict) * (compact ? compact_shares : full_shares)[room][column]);
    }
}

static BobbinSummaryRoom
choose_room (BobbinSummaryTable *table, int width)
{
  double ems = width / bobbin_text_size_em (table->view);

  if (ems >= WIDE_FROM_EMS)
    return BOBBIN_SUMMARY_WIDE;
  return ems >= MEDIUM_FROM_EMS ? BOBBIN_SUMMARY_MEDIUM : BOBBIN_SUMMARY_NARROW;
}

/* The height that all rows would take with their claims under them. Depends on
 * width and font alone, not on what is shown now. */
static int
guess_full_height (BobbinSummaryTable *table, int width, BobbinSummaryRoom room)
{
  int claim_width = MAX (get_column_width (table, COLUMN_TITLE, width, room, FALSE) - CELL_PADDING_PX, 1);
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

static void
arrange_column (BobbinSummaryTable *table, Column i)
{
  GtkColumnViewColumn *column = table->columns[i];

  if (i == COLUMN_VALUES || i == COLUMN_VERDICT || i == COLUMN_BUTTON)
    bobbin_summary_column_set_room (column, table->room, table->compact);
  else
    bobbin_text_column_set_compact (column, table->compact);
  if (i == COLUMN_VERDICT)
    gtk_column_view_column_set_title (column, table->room == BOBBIN_SUMMARY_WIDE ? _("Verdict") : _("Ratio"));
  gtk_column_view_column_set_fixed_width (column, get_column_width (table, i, table->width, table->room, table->compact));
}

static gboolean
rearrange_cb (gpointer data)
{
  BobbinSummaryTable *table = data;

  table->rearrange = 0;
  for (guint i = 0; i < N_COLUMNS; i++)
    arrange_column (table, i);
  if (table->shown_room != (int) table->room)
    {
      table->shown_room = (int) table->room;
      insert_columns (table);
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
  BobbinSummaryRoom room = choose_room (table, width);
  gboolean compact = guess_full_height (table, width, room) > height * TOLERANCE;
  int text_width = get_text_width (table, "0");
  int verdict_width = get_verdict_width (table, room);

  gtk_widget_size_allocate (table->scroller, &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (table->compact == compact && table->width == width && table->text_width == text_width && table->room == room
      && table->verdict_width == verdict_width)
    return;

  table->width = width;
  table->text_width = text_width;
  table->verdict_width = verdict_width;
  table->room = room;
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
  for (guint i = 0; i < N_COLUMNS; i++)
    g_clear_object (&table->columns[i]);
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
activated_cb (GtkColumnView *view, guint position, BobbinSummaryTable *table)
{
  g_autoptr (BobbinSummaryRow) row = g_list_model_get_item (table->summary, position);
  const BobbinExperiment *experiment = bobbin_summary_row_get_experiment (row);

  if (experiment != NULL)
    gtk_widget_activate_action (GTK_WIDGET (table), "win.show-experiment", "s", experiment->id);
}

static void
bobbin_summary_table_init (BobbinSummaryTable *table)
{
  table->view = gtk_column_view_new (NULL);
  gtk_widget_add_css_class (table->view, "figures");
  gtk_column_view_set_single_click_activate (GTK_COLUMN_VIEW (table->view), TRUE);
  table->shown_room = -1;
  build_columns (table);
  g_signal_connect (table->view, "activate", G_CALLBACK (activated_cb), table);

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
