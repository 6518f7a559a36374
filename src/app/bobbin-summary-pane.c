#include "config.h"

#include "bobbin-summary-pane.h"

#include <glib/gi18n-lib.h>

#include "bobbin-summary-table.h"
#include "bobbin-summary.h"

/* Often enough to be seen to move, seldom enough not to be measured. */
#define PROGRESS_MS 500
/* An age says minutes. */
#define AGES_S 20

struct _BobbinSummaryPane {
  GtkWidget   parent_instance;
  GtkWidget  *bar;
  GtkWidget  *table;
  BobbinLab  *lab;
  GListStore *summary;
  guint       progress_id; /* while the lab runs and the pane is seen */
  guint       ages_id;     /* while it is seen and there are ages */
};

G_DEFINE_FINAL_TYPE (BobbinSummaryPane, bobbin_summary_pane, GTK_TYPE_WIDGET)

static gboolean
progress_cb (gpointer data)
{
  BobbinSummaryPane *pane = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (pane->bar), bobbin_lab_get_progress (pane->lab));
  return G_SOURCE_CONTINUE;
}

static gboolean
ages_cb (gpointer data)
{
  BobbinSummaryPane *pane = data;

  bobbin_summary_refresh_ages (pane->summary);
  return G_SOURCE_CONTINUE;
}

/* Nothing ticks while there is nothing to be seen of it. */
static void
update (BobbinSummaryPane *pane)
{
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (pane));
  gboolean running = bobbin_lab_is_running (pane->lab);

  gtk_widget_set_opacity (pane->bar, running ? 1.0 : 0.0);
  progress_cb (pane);
  if (!(mapped && running))
    g_clear_handle_id (&pane->progress_id, g_source_remove);
  else if (pane->progress_id == 0)
    pane->progress_id = g_timeout_add (PROGRESS_MS, progress_cb, pane);

  if (!mapped || !bobbin_summary_refresh_ages (pane->summary))
    g_clear_handle_id (&pane->ages_id, g_source_remove);
  else if (pane->ages_id == 0)
    pane->ages_id = g_timeout_add_seconds (AGES_S, ages_cb, pane);
}

static void
bobbin_summary_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bobbin_summary_pane_parent_class)->map (widget);
  update (BOBBIN_SUMMARY_PANE (widget));
}

static void
bobbin_summary_pane_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bobbin_summary_pane_parent_class)->unmap (widget);
  update (BOBBIN_SUMMARY_PANE (widget));
}

static gboolean
bobbin_summary_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BOBBIN_SUMMARY_PANE (widget)->table);
}

static void
bobbin_summary_pane_dispose (GObject *object)
{
  BobbinSummaryPane *pane = BOBBIN_SUMMARY_PANE (object);

  g_clear_handle_id (&pane->progress_id, g_source_remove);
  g_clear_handle_id (&pane->ages_id, g_source_remove);
  g_clear_pointer (&pane->bar, gtk_widget_unparent);
  g_clear_pointer (&pane->table, gtk_widget_unparent);
  G_OBJECT_CLASS (bobbin_summary_pane_parent_class)->dispose (object);
}

static void
bobbin_summary_pane_finalize (GObject *object)
{
  BobbinSummaryPane *pane = BOBBIN_SUMMARY_PANE (object);

  g_clear_object (&pane->lab);
  g_clear_object (&pane->summary);
  G_OBJECT_CLASS (bobbin_summary_pane_parent_class)->finalize (object);
}

static void
bobbin_summary_pane_class_init (BobbinSummaryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_summary_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = bobbin_summary_pane_finalize;
  widget_class->map = bobbin_summary_pane_map;
  widget_class->unmap = bobbin_summary_pane_unmap;
  widget_class->grab_focus = bobbin_summary_pane_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "summarypane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_summary_pane_init (BobbinSummaryPane *pane)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (pane));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  pane->bar = gtk_progress_bar_new ();
  gtk_widget_set_parent (pane->bar, GTK_WIDGET (pane));
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How much of the measuring is done"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Summary"), -1);
}

GtkWidget *
bobbin_summary_pane_new (GListStore *summary, BobbinLab *lab)
{
  BobbinSummaryPane *pane = g_object_new (BOBBIN_TYPE_SUMMARY_PANE, NULL);

  pane->summary = g_object_ref (summary);
  pane->lab = g_object_ref (lab);
  pane->table = bobbin_summary_table_new (G_LIST_MODEL (summary));
  gtk_widget_set_vexpand (pane->table, TRUE);
  gtk_widget_set_parent (pane->table, GTK_WIDGET (pane));
  g_signal_connect_object (lab, "changed", G_CALLBACK (update), pane, G_CONNECT_SWAPPED);
  update (pane);
  return GTK_WIDGET (pane);
}

static void
update_button (GtkButton *button, BobbinLab *lab)
{
  gboolean running = bobbin_lab_is_running (lab);

  gtk_button_set_label (button, running ? _("Stop") : _("Measure All"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), running ? _("Stop Measuring (Ctrl+M)")
                                                            : _("Run All Experiments on This Machine (Ctrl+M)"));
}

static void
button_lab_changed_cb (BobbinLab *lab, GtkButton *button)
{
  update_button (button, lab);
}

GtkWidget *
bobbin_summary_pane_build_button (BobbinLab *lab)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "labelled");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.toggle-measuring");
  g_signal_connect_object (lab, "changed", G_CALLBACK (button_lab_changed_cb), button, 0);
  update_button (GTK_BUTTON (button), lab);
  return button;
}

char *
bobbin_summary_pane_describe_lab (BobbinLab *lab)
{
  const BobbinExperiment *current = bobbin_lab_get_current (lab);

  if (current == NULL)
    return g_strdup (_("measured here, now"));
  return g_strdup_printf (_("measuring “%s”"), _(current->title));
}
