#include "config.h"

#include "bobbin-experiment-list.h"

#include <glib/gi18n-lib.h>

#include "bobbin-summary.h"
#include "bobbin-verdict-mark.h"

struct _BobbinExperimentList {
  GtkWidget  parent_instance;
  GtkWidget *content;
  GtkWidget *rows;
  BobbinLab *lab;
};

G_DEFINE_FINAL_TYPE (BobbinExperimentList, bobbin_experiment_list, GTK_TYPE_WIDGET)

static const BobbinExperiment *
get_experiment (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "experiment");
}

static GtkListBoxRow *
get_row (BobbinExperimentList *list, guint i)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list->rows), (int) i);
}

static BobbinSummaryState
get_state (BobbinExperimentList *list, const BobbinExperiment *experiment)
{
  if (bobbin_lab_get_current (list->lab) == experiment)
    return BOBBIN_SUMMARY_MEASURING;
  return bobbin_lab_is_queued (list->lab, experiment) ? BOBBIN_SUMMARY_QUEUED : BOBBIN_SUMMARY_IDLE;
}

/* Title, the sign, and in its stead three dots while it waits or is measured. */
static void
update_row (BobbinExperimentList *list, GtkListBoxRow *row)
{
  const BobbinExperiment *experiment = get_experiment (row);
  const BobbinOutcome *outcome = bobbin_lab_get_outcome (list->lab, experiment);
  BobbinSummaryState state = get_state (list, experiment);
  GtkWidget *busy = gtk_widget_get_last_child (gtk_list_box_row_get_child (row));
  GtkWidget *mark = gtk_widget_get_prev_sibling (busy);
  const char *said = state == BOBBIN_SUMMARY_IDLE && outcome != NULL ? bobbin_verdict_label (outcome->verdict)
                                                                     : bobbin_summary_state_label (state);
  g_autofree char *description = g_strdup_printf (_("%s. %s"), said, _(experiment->claim));

  bobbin_verdict_mark_set_verdict (BOBBIN_VERDICT_MARK (mark), outcome != NULL && state == BOBBIN_SUMMARY_IDLE
                                                                 ? (int) outcome->verdict : -1);
  gtk_widget_set_visible (busy, state != BOBBIN_SUMMARY_IDLE);
  gtk_widget_set_opacity (busy, state == BOBBIN_SUMMARY_MEASURING ? 1.0 : 0.55);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(experiment->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
update (BobbinExperimentList *list)
{
  GtkListBoxRow *row;

  for (guint i = 0; (row = get_row (list, i)) != NULL; i++)
    update_row (list, row);
}

static void
add_experiment (BobbinExperimentList *list, const BobbinExperiment *experiment)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_(experiment->title));

  gtk_label_set_xalign (GTK_LABEL (label), 0.0F);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bobbin_verdict_mark_new ());
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("content-loading-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "experiment", (gpointer) experiment);
  gtk_list_box_append (GTK_LIST_BOX (list->rows), row);
}

static void
activated_cb (GtkListBox *rows, GtkListBoxRow *row, BobbinExperimentList *list)
{
  gtk_widget_activate_action (GTK_WIDGET (list), "win.show-experiment", "s", get_experiment (row)->id);
}

static void
bobbin_experiment_list_dispose (GObject *object)
{
  BobbinExperimentList *list = BOBBIN_EXPERIMENT_LIST (object);

  g_clear_pointer (&list->content, gtk_widget_unparent);
  g_clear_object (&list->lab);
  G_OBJECT_CLASS (bobbin_experiment_list_parent_class)->dispose (object);
}

static void
bobbin_experiment_list_class_init (BobbinExperimentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_experiment_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "experimentlist");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_experiment_list_init (BobbinExperimentList *list)
{
  GtkWidget *title = gtk_label_new (_("Experiments"));

  gtk_widget_add_css_class (title, "section-title");
  gtk_label_set_xalign (GTK_LABEL (title), 0.0F);
  list->rows = gtk_list_box_new ();
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list->rows), TRUE);
  gtk_widget_add_css_class (list->rows, "navigation-sidebar");
  gtk_widget_add_css_class (list->rows, "scenarios");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (list->rows), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  g_signal_connect (list->rows, "row-activated", G_CALLBACK (activated_cb), list);

  list->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (list->content), title);
  gtk_box_append (GTK_BOX (list->content), list->rows);
  gtk_widget_set_parent (list->content, GTK_WIDGET (list));
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Experiments"), -1);
}

GtkWidget *
bobbin_experiment_list_new (BobbinLab *lab)
{
  BobbinExperimentList *list = g_object_new (BOBBIN_TYPE_EXPERIMENT_LIST, NULL);
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  list->lab = g_object_ref (lab);
  for (guint i = 0; i < n; i++)
    add_experiment (list, all[i]);
  g_signal_connect_object (lab, "changed", G_CALLBACK (update), list, G_CONNECT_SWAPPED);
  update (list);
  return GTK_WIDGET (list);
}

void
bobbin_experiment_list_set_shown (BobbinExperimentList *list, const BobbinExperiment *experiment)
{
  GtkListBoxRow *row;

  gtk_list_box_unselect_all (GTK_LIST_BOX (list->rows));
  for (guint i = 0; (row = get_row (list, i)) != NULL; i++)
    if (get_experiment (row) == experiment)
      gtk_list_box_select_row (GTK_LIST_BOX (list->rows), row);
}
