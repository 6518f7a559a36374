#include "config.h"

#include "bobbin-experiment-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bobbin-conditions.h"
#include "bobbin-metric-table.h"
#include "bobbin-summary.h"
#include "bobbin-text-size.h"
#include "bobbin-units.h"
#include "bobbin-verdict-mark.h"

/* In sizes of the text: from here on texts and numbers stand side by side. */
#define COLUMNS_FROM_EMS 46.0
/* Below this the header has no words but the title. */
#define NARROW_EMS 34.0
/* Ages say minutes. */
#define AGE_S 20

struct _BobbinExperimentPage {
  GtkWidget               parent_instance;
  BobbinLab              *lab;
  const BobbinExperiment *experiment; /* NULL: none yet */
  gboolean                wide, narrow;
  guint                   text_size;
  guint                   arrange_id; /* idle source */
  guint                   age_id;     /* while it is seen */

  GtkWidget            *content;
  GtkLabel             *title, *age;
  GtkButton            *measure;
  GtkWidget            *scroller;
  GtkLabel             *claim;
  GtkWidget            *answer_row;
  BobbinVerdictMark    *mark;
  GtkLabel             *answer;
  GtkStack             *stack;
  AdwStatusPage        *empty;
  GtkButton            *invite;
  BobbinExperimentView *view;
  GtkWidget            *columns;
  GtkLabel             *method, *misleading;
  BobbinMetricTable    *metrics;
  GtkTextView          *source;
  GtkExpander          *source_expander;
  GtkLabel             *conditions;
};

G_DEFINE_FINAL_TYPE (BobbinExperimentPage, bobbin_experiment_page, GTK_TYPE_WIDGET)

static gboolean
update_age (gpointer data)
{
  BobbinExperimentPage *page = data;
  const BobbinOutcome *outcome = bobbin_experiment_page_get_outcome (page);
  g_autofree char *age = NULL;

  if (outcome != NULL)
    age = bobbin_summary_age_text (outcome->realtime_us, g_get_real_time ());
  gtk_label_set_label (page->age, age != NULL ? age : "");
  return G_SOURCE_CONTINUE;
}

/* Where it is narrow words are too long for the header. */
static void
show_on_button (BobbinExperimentPage *page, const char *label, const char *icon_name)
{
  if (page->narrow)
    gtk_button_set_icon_name (page->measure, icon_name);
  else
    gtk_button_set_label (page->measure, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->measure), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* "Measure", "Measure Again", and "Stop" while it waits or is measured. */
static void
update_button (BobbinExperimentPage *page, const BobbinOutcome *outcome)
{
  GtkActionable *measure = GTK_ACTIONABLE (page->measure);
  gboolean queued = bobbin_lab_is_queued (page->lab, page->experiment);

  gtk_widget_set_visible (GTK_WIDGET (page->measure), queued || outcome != NULL);
  show_on_button (page, queued ? _("Stop") : _("Measure Again"),
                  queued ? "media-playback-stop-symbolic" : "view-refresh-symbolic");
  if (queued)
    {
      gtk_widget_set_tooltip_text (GTK_WIDGET (page->measure), _("Stop Measuring (Ctrl+M)"));
      gtk_actionable_set_detailed_action_name (measure, "win.toggle-measuring");
      return;
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (page->measure), _("Run the Experiment on This Machine (F5)"));
  gtk_actionable_set_detailed_action_name (measure, "win.measure-shown");
}

static void
show_answer (BobbinExperimentPage *page, const BobbinOutcome *outcome)
{
  g_autofree char *text = NULL;

  bobbin_verdict_mark_set_verdict (page->mark, outcome != NULL ? (int) outcome->verdict : -1);
  gtk_widget_set_visible (page->answer_row, outcome != NULL);
  if (outcome == NULL)
    return;
  /* TRANSLATORS: a verdict, and the sentence that gives the reason. */
  text = g_markup_printf_escaped (_("<b>%s.</b> %s"), bobbin_verdict_label (outcome->verdict), outcome->because);
  gtk_label_set_label (page->answer, text);
}

static void
show_invitation (BobbinExperimentPage *page)
{
  gboolean current = bobbin_lab_get_current (page->lab) == page->experiment;
  gboolean queued = bobbin_lab_is_queued (page->lab, page->experiment);
  g_autofree char *time = bobbin_format_duration_short (page->experiment->budget_ns);
  g_autofree char *text = g_strdup_printf (_("It is measured on this machine, and takes about %s."), time);

  adw_status_page_set_title (page->empty, current ? _("Measuring…") : queued ? _("Queued") : _("Not Yet Measured"));
  adw_status_page_set_description (page->empty, text);
  gtk_widget_set_visible (GTK_WIDGET (page->invite), !queued);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (page->invite), "win.measure-shown");
}

static void
update (BobbinExperimentPage *page)
{
  const BobbinOutcome *outcome;
  gboolean has_plot;
  g_autofree char *conditions = NULL;

  if (page->experiment == NULL)
    return;
  outcome = bobbin_experiment_page_get_outcome (page);
  has_plot = outcome != NULL && outcome->plot != NULL;
  if (outcome != NULL)
    conditions = bobbin_conditions_of_outcome (outcome);

  update_button (page, outcome);
  update_age (page);
  show_answer (page, outcome);
  show_invitation (page);
  gtk_stack_set_visible_child (page->stack, has_plot ? GTK_WIDGET (page->view) : GTK_WIDGET (page->empty));
  gtk_widget_set_visible (GTK_WIDGET (page->stack), has_plot || outcome == NULL);
  bobbin_experiment_view_set_outcome (page->view, has_plot ? outcome : NULL);
  bobbin_metric_table_set_outcome (page->metrics, outcome);
  gtk_widget_set_visible (GTK_WIDGET (page->metrics),
                          g_list_model_get_n_items (bobbin_metric_table_get_model (page->metrics)) > 0);
  gtk_label_set_label (page->conditions, conditions != NULL ? conditions : "");
  gtk_widget_set_visible (GTK_WIDGET (page->conditions), conditions != NULL);
}

static void
measured_cb (BobbinExperimentPage *page, const char *id)
{
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (page->invite));

  if (page->experiment == NULL || !g_str_equal (page->experiment->id, id))
    return;
  update (page);
  /* Whoever asked for it looks at it now. */
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (page));
}

/* Only what the queue changes: the figure stays as it is. */
static void
changed_cb (BobbinExperimentPage *page)
{
  if (page->experiment == NULL)
    return;
  update_button (page, bobbin_experiment_page_get_outcome (page));
  show_invitation (page);
}

static gboolean
arrange_cb (gpointer data)
{
  BobbinExperimentPage *page = data;

  page->arrange_id = 0;
  bobbin_text_size_apply (page->content, page->text_size);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (page->columns),
                                  page->wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (page->columns), page->wide ? 24 : 12);
  gtk_box_set_homogeneous (GTK_BOX (page->columns), page->wide);
  gtk_widget_set_visible (GTK_WIDGET (page->age), !page->narrow);
  bobbin_metric_table_set_narrow (page->metrics, page->narrow);
  changed_cb (page);
  return G_SOURCE_REMOVE;
}

/* What follows from the size is done afterwards, as sizes are being given out. */
static void
bobbin_experiment_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BobbinExperimentPage *page = BOBBIN_EXPERIMENT_PAGE (widget);
  guint text_size = bobbin_text_size_choose (widget, width, height, TRUE);
  double em = bobbin_text_size_em (page->content);
  gboolean wide = width >= COLUMNS_FROM_EMS * em;
  gboolean narrow = width < NARROW_EMS * em;

  gtk_widget_size_allocate (page->content, &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (page->wide == wide && page->narrow == narrow && page->text_size == text_size)
    return;
  page->wide = wide;
  page->narrow = narrow;
  page->text_size = text_size;
  if (page->arrange_id == 0)
    page->arrange_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, page, NULL);
}

static void
bobbin_experiment_page_measure (GtkWidget     *widget,
                                GtkOrientation orientation,
                                int            for_size,
                                int           *minimum,
                                int           *natural,
                                int           *minimum_baseline,
                                int           *natural_baseline)
{
  gtk_widget_measure (BOBBIN_EXPERIMENT_PAGE (widget)->content, orientation, for_size, minimum, natural, NULL, NULL);
}

static gboolean
bobbin_experiment_page_grab_focus (GtkWidget *widget)
{
  BobbinExperimentPage *page = BOBBIN_EXPERIMENT_PAGE (widget);

  if (gtk_stack_get_visible_child (page->stack) == GTK_WIDGET (page->view) && gtk_widget_get_visible (GTK_WIDGET (page->stack)))
    return gtk_widget_grab_focus (GTK_WIDGET (page->view));
  if (gtk_widget_get_visible (GTK_WIDGET (page->measure)))
    return gtk_widget_grab_focus (GTK_WIDGET (page->measure));
  return gtk_widget_grab_focus (GTK_WIDGET (page->invite));
}

static void
bobbin_experiment_page_map (GtkWidget *widget)
{
  BobbinExperimentPage *page = BOBBIN_EXPERIMENT_PAGE (widget);

  GTK_WIDGET_CLASS (bobbin_experiment_page_parent_class)->map (widget);
  update_age (page);
  page->age_id = g_timeout_add_seconds (AGE_S, update_age, page);
}

static void
bobbin_experiment_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&BOBBIN_EXPERIMENT_PAGE (widget)->age_id, g_source_remove);
  GTK_WIDGET_CLASS (bobbin_experiment_page_parent_class)->unmap (widget);
}

static void
bobbin_experiment_page_dispose (GObject *object)
{
  BobbinExperimentPage *page = BOBBIN_EXPERIMENT_PAGE (object);

  g_clear_handle_id (&page->arrange_id, g_source_remove);
  g_clear_handle_id (&page->age_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (page), BOBBIN_TYPE_EXPERIMENT_PAGE);
  g_clear_object (&page->lab);
  G_OBJECT_CLASS (bobbin_experiment_page_parent_class)->dispose (object);
}

static void
bind_template_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, BobbinExperimentPage, name)
  BIND (content);
  BIND (title);
  BIND (age);
  BIND (measure);
  BIND (scroller);
  BIND (claim);
  BIND (answer_row);
  BIND (mark);
  BIND (answer);
  BIND (stack);
  BIND (empty);
  BIND (invite);
  BIND (view);
  BIND (columns);
  BIND (method);
  BIND (misleading);
  BIND (metrics);
  BIND (source);
  BIND (source_expander);
  BIND (conditions);
#undef BIND
}

static void
bobbin_experiment_page_class_init (BobbinExperimentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_experiment_page_dispose;
  widget_class->size_allocate = bobbin_experiment_page_size_allocate;
  widget_class->measure = bobbin_experiment_page_measure;
  widget_class->grab_focus = bobbin_experiment_page_grab_focus;
  widget_class->map = bobbin_experiment_page_map;
  widget_class->unmap = bobbin_experiment_page_unmap;

  g_type_ensure (BOBBIN_TYPE_VERDICT_MARK);
  g_type_ensure (BOBBIN_TYPE_EXPERIMENT_VIEW);
  g_type_ensure (BOBBIN_TYPE_METRIC_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, BOBBIN_RESOURCE_PATH "/bobbin-experiment-page.ui");
  bind_template_children (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-experiment", NULL);
  gtk_widget_class_set_css_name (widget_class, "experimentpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_experiment_page_init (BobbinExperimentPage *page)
{
  /* As narrow as can be, until there is a size. */
  page->narrow = TRUE;
  gtk_widget_init_template (GTK_WIDGET (page));
  gtk_widget_set_overflow (GTK_WIDGET (page), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_visible (GTK_WIDGET (page->age), FALSE);
  bobbin_metric_table_set_narrow (page->metrics, TRUE);
}

void
bobbin_experiment_page_set_lab (BobbinExperimentPage *page, BobbinLab *lab)
{
  g_return_if_fail (page->lab == NULL);

  page->lab = g_object_ref (lab);
  g_signal_connect_object (lab, "measured", G_CALLBACK (measured_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "changed", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
}

void
bobbin_experiment_page_show (BobbinExperimentPage *page, const BobbinExperiment *experiment)
{
  g_autofree char *source = bobbin_experiment_source (experiment);

  g_return_if_fail (page->lab != NULL);

  page->experiment = experiment;
  gtk_label_set_label (page->title, _(experiment->title));
  gtk_label_set_label (page->claim, _(experiment->claim));
  gtk_label_set_label (page->method, _(experiment->method));
  gtk_label_set_label (page->misleading, _(experiment->misleading));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (page->source), source, -1);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page->scroller)), 0.0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, _(experiment->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(experiment->claim), -1);
  update (page);
}

const BobbinExperiment *
bobbin_experiment_page_get_experiment (BobbinExperimentPage *page)
{
  return page->experiment;
}

const BobbinOutcome *
bobbin_experiment_page_get_outcome (BobbinExperimentPage *page)
{
  return page->experiment == NULL ? NULL : bobbin_lab_get_outcome (page->lab, page->experiment);
}

BobbinExperimentView *
bobbin_experiment_page_get_view (BobbinExperimentPage *page)
{
  return page->view;
}
