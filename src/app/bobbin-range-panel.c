#include "config.h"

#include "bobbin-range-panel.h"

#include <glib/gi18n-lib.h>

#include "bobbin-range-stats.h"

#define LIVE_INTERVAL_NS (BOBBIN_NS_PER_S / 2)

typedef struct {
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *value;
} Row;

struct _BobbinRangePanel {
  GtkWidget           parent_instance;
  BobbinTimelineView *timeline; /* weak */
  GtkWidget          *header;
  GtkWidget          *heading;
  GtkWidget          *whose;  /* says that it is of one worker alone */
  GtkWidget          *scroller;
  GtkWidget          *list;
  GArray             *rows;   /* Row, shown and spare */
  guint               n_shown;
  guint               update; /* source; 0: none waits */
  gint64              updated_ns; /* bobbin_clock_ns() */
};

G_DEFINE_FINAL_TYPE (BobbinRangePanel, bobbin_range_panel, GTK_TYPE_WIDGET)

static void
add_row (BobbinRangePanel *panel)
{
  Row row = { gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), gtk_label_new (NULL), gtk_label_new (NULL) };

  gtk_label_set_xalign (GTK_LABEL (row.label), 0.0F);
  gtk_label_set_ellipsize (GTK_LABEL (row.label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (row.label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (row.value), 1.0F);
  gtk_widget_add_css_class (row.value, "numeric");
  gtk_label_set_selectable (GTK_LABEL (row.value), TRUE);
  gtk_widget_set_focusable (row.value, FALSE);
  gtk_box_append (GTK_BOX (row.box), row.label);
  gtk_box_append (GTK_BOX (row.box), row.value);
  gtk_box_append (GTK_BOX (panel->list), row.box);
  g_array_append_val (panel->rows, row);
}

static void
set_row (BobbinRangePanel *panel, guint i, const BobbinRangeRow *words)
{
  Row *row;

  if (i >= panel->rows->len)
    add_row (panel);
  row = &g_array_index (panel->rows, Row, i);
  gtk_label_set_label (GTK_LABEL (row->label), words->label);
  gtk_label_set_label (GTK_LABEL (row->value), words->value);
  if (words->detail)
    gtk_widget_add_css_class (row->label, "detail");
  else
    gtk_widget_remove_css_class (row->label, "detail");
  gtk_widget_set_visible (row->box, TRUE);
}

static void
show_stats (BobbinRangePanel *panel, const BobbinRangeStats *stats)
{
  g_autoptr (GArray) words = bobbin_range_stats_get_rows (stats);
  g_autofree char *heading = bobbin_range_stats_heading (stats);
  g_autofree char *description = bobbin_range_stats_describe (stats);

  gtk_label_set_label (GTK_LABEL (panel->heading), heading);
  for (guint i = 0; i < words->len; i++)
    set_row (panel, i, &g_array_index (words, BobbinRangeRow, i));
  for (guint i = words->len; i < panel->rows->len; i++)
    gtk_widget_set_visible (g_array_index (panel->rows, Row, i).box, FALSE);
  panel->n_shown = words->len;
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
show_whose (BobbinRangePanel *panel, const BobbinRun *run, int worker)
{
  g_autofree char *label = worker >= 0 ? bobbin_run_worker_label (run, (guint) worker) : NULL;
  /* TRANSLATORS: over numbers that are of this worker only: "Thread 2 alone" */
  g_autofree char *text = label != NULL ? g_strdup_printf (_("%s alone"), label) : NULL;

  gtk_label_set_label (GTK_LABEL (panel->whose), text != NULL ? text : "");
  gtk_widget_set_visible (panel->whose, text != NULL);
}

static gboolean
update_cb (gpointer data)
{
  BobbinRangePanel *panel = data;
  BobbinTimelineViewport viewport;
  const BobbinRun *run;

  panel->update = 0;
  panel->updated_ns = bobbin_clock_ns ();
  if (panel->timeline == NULL)
    return G_SOURCE_REMOVE;
  run = bobbin_chart_get_run (BOBBIN_CHART (panel->timeline));
  viewport = bobbin_timeline_view_get_viewport (panel->timeline);
  /* What is not seen to be selected does not count. */
  if (viewport.lanes == BOBBIN_LANES_CORES)
    viewport.selected_worker = -1;
  if (run != NULL && !bobbin_time_span_is_empty (viewport.range))
    {
      g_autoptr (BobbinRangeStats) stats = bobbin_range_stats_new (run, viewport.range, viewport.choice,
                                                                   viewport.selected_worker);

      show_stats (panel, stats);
      show_whose (panel, run, viewport.selected_worker);
    }
  return G_SOURCE_REMOVE;
}

static void
viewport_changed_cb (BobbinRangePanel *panel)
{
  if (panel->update == 0)
    panel->update = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_cb, panel, NULL);
}

/* A range that reaches into the future fills up. */
static void
sampled_cb (BobbinRangePanel *panel)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (panel)) && bobbin_clock_ns () - panel->updated_ns >= LIVE_INTERVAL_NS)
    viewport_changed_cb (panel);
}

static void
bobbin_range_panel_dispose (GObject *object)
{
  BobbinRangePanel *panel = BOBBIN_RANGE_PANEL (object);

  g_clear_handle_id (&panel->update, g_source_remove);
  g_clear_weak_pointer (&panel->timeline);
  g_clear_pointer (&panel->header, gtk_widget_unparent);
  g_clear_pointer (&panel->whose, gtk_widget_unparent);
  g_clear_pointer (&panel->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (bobbin_range_panel_parent_class)->dispose (object);
}

static void
bobbin_range_panel_finalize (GObject *object)
{
  g_array_unref (BOBBIN_RANGE_PANEL (object)->rows);
  G_OBJECT_CLASS (bobbin_range_panel_parent_class)->finalize (object);
}

static void
bobbin_range_panel_class_init (BobbinRangePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_range_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = bobbin_range_panel_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rangepanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
build_header (BobbinRangePanel *panel)
{
  GtkWidget *clear = gtk_button_new_from_icon_name ("window-close-symbolic");

  panel->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (panel->heading), 0.0F);
  gtk_label_set_wrap (GTK_LABEL (panel->heading), TRUE);
  gtk_widget_set_hexpand (panel->heading, TRUE);
  gtk_widget_add_css_class (panel->heading, "range-title");

  gtk_widget_add_css_class (clear, "flat");
  gtk_widget_set_focus_on_click (clear, FALSE);
  gtk_widget_set_tooltip_text (clear, _("Clear the Range (Escape)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (clear), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Clear the range"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (clear), BOBBIN_TIMELINE_ACTIONS ".clear-range");

  panel->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (panel->header), panel->heading);
  gtk_box_append (GTK_BOX (panel->header), clear);
  gtk_widget_set_parent (panel->header, GTK_WIDGET (panel));

  panel->whose = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (panel->whose), 0.0F);
  gtk_label_set_ellipsize (GTK_LABEL (panel->whose), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (panel->whose, "card-subtitle");
  gtk_widget_set_parent (panel->whose, GTK_WIDGET (panel));
}

static void
bobbin_range_panel_init (BobbinRangePanel *panel)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (panel));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  panel->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  build_header (panel);
  panel->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (panel->list, "rows");
  panel->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (panel->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (panel->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (panel->scroller), panel->list);
  gtk_widget_set_vexpand (panel->scroller, TRUE);
  gtk_widget_set_parent (panel->scroller, GTK_WIDGET (panel));
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Selected range"), -1);
}

GtkWidget *
bobbin_range_panel_new (BobbinTimelineView *timeline)
{
  BobbinRangePanel *panel = g_object_new (BOBBIN_TYPE_RANGE_PANEL, NULL);
  BobbinRunner *runner = bobbin_chart_get_runner (BOBBIN_CHART (timeline));

  g_set_weak_pointer (&panel->timeline, timeline);
  g_signal_connect_object (timeline, "viewport-changed", G_CALLBACK (viewport_changed_cb), panel, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "sampled", G_CALLBACK (sampled_cb), panel, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "updated", G_CALLBACK (viewport_changed_cb), panel, G_CONNECT_SWAPPED);
  return GTK_WIDGET (panel);
}

const char *
bobbin_range_panel_get_label (BobbinRangePanel *panel, guint row)
{
  return row < panel->n_shown ? gtk_label_get_label (GTK_LABEL (g_array_index (panel->rows, Row, row).label)) : NULL;
}

const char *
bobbin_range_panel_get_value (BobbinRangePanel *panel, guint row)
{
  return row < panel->n_shown ? gtk_label_get_label (GTK_LABEL (g_array_index (panel->rows, Row, row).value)) : NULL;
}
