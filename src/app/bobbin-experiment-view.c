#include "config.h"

#include "bobbin-experiment-view.h"

#include <glib/gi18n-lib.h>

#include "bobbin-color.h"
#include "bobbin-plot-layout.h"
#include "bobbin-shapes.h"
#include "bobbin-text-size.h"

/* In sizes of the text. */
#define LEAST_WIDTH   12.0
#define LEAST_HEIGHT  14.0
#define NATURAL_WIDTH 40.0
#define NATURAL_BASE  22.0
#define ROWS_BASE     8.0
#define ROW_HEIGHT    2.6
#define CURSOR_GAP    0.25 /* around what it is at */

struct _BobbinExperimentView {
  BobbinChart       parent_instance;
  BobbinOutcome    *outcome; /* NULL: none */
  BobbinPlotLayout *layout;  /* as it was drawn last */
  BobbinPlotCursor *cursor;  /* NULL until a key is pressed */
};

G_DEFINE_FINAL_TYPE (BobbinExperimentView, bobbin_experiment_view, BOBBIN_TYPE_CHART)

static void
bobbin_experiment_view_drop_layout (BobbinChart *chart)
{
  BobbinExperimentView *view = BOBBIN_EXPERIMENT_VIEW (chart);

  g_clear_pointer (&view->layout, bobbin_plot_layout_free);
  g_clear_pointer (&view->cursor, bobbin_plot_cursor_free);
}

static void
draw_cursor (BobbinExperimentView *view, cairo_t *cr, const BobbinStyle *style)
{
  BobbinRect rect;

  if (view->cursor == NULL || bobbin_plot_cursor_get_text (view->cursor) == NULL)
    return;
  rect = bobbin_rect_inset (bobbin_plot_cursor_get_rect (view->cursor), -style->text_px * CURSOR_GAP);
  bobbin_path_rounded (cr, rect, style->text_px * 0.4);
  bobbin_color_set (cr, style->theme->text);
  cairo_set_line_width (cr, MAX (style->line_px, 2.0));
  cairo_stroke (cr);
}

/* A layout of another size has its things elsewhere. */
static void
bobbin_experiment_view_draw (BobbinChart *chart, cairo_t *cr, const BobbinStyle *style, double width, double height)
{
  BobbinExperimentView *view = BOBBIN_EXPERIMENT_VIEW (chart);

  if (view->outcome == NULL)
    return;
  g_clear_pointer (&view->layout, bobbin_plot_layout_free);
  view->layout = bobbin_plot_layout_new (view->outcome->plot, width, height, style);
  bobbin_plot_layout_draw (view->layout, cr);
  draw_cursor (view, cr, style);
}

static char *
bobbin_experiment_view_describe (BobbinChart *chart)
{
  BobbinExperimentView *view = BOBBIN_EXPERIMENT_VIEW (chart);

  return view->layout == NULL ? NULL : bobbin_plot_layout_describe (view->layout);
}

static char *
bobbin_experiment_view_describe_at (BobbinChart *chart, double x, double y)
{
  BobbinExperimentView *view = BOBBIN_EXPERIMENT_VIEW (chart);

  return view->layout == NULL ? NULL : bobbin_plot_layout_describe_at (view->layout, x, y);
}

/* The mouse takes over from the keyboard. */
static void
bobbin_experiment_view_pointed (BobbinChart *chart)
{
  BobbinExperimentView *view = BOBBIN_EXPERIMENT_VIEW (chart);

  if (view->cursor == NULL)
    return;
  g_clear_pointer (&view->cursor, bobbin_plot_cursor_free);
  bobbin_chart_set_resting_readout (chart, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (chart));
}

static guint
count_rows (const BobbinPlot *plot)
{
  switch (plot->kind)
    {
    case BOBBIN_PLOT_DOTS:
    case BOBBIN_PLOT_MATRIX:
      return plot->categories->len;
    case BOBBIN_PLOT_DISTRIBUTION:
      return plot->series->len * 2;
    case BOBBIN_PLOT_STRIPS:
      return plot->lanes->len;
    case BOBBIN_PLOT_CURVES:
    case BOBBIN_PLOT_GRAPH:
    default:
      return 0;
    }
}

static void
bobbin_experiment_view_measure (GtkWidget     *widget,
                                GtkOrientation orientation,
                                int            for_size,
                                int           *minimum,
                                int           *natural,
                                int           *minimum_baseline,
                                int           *natural_baseline)
{
  BobbinExperimentView *view = BOBBIN_EXPERIMENT_VIEW (widget);
  double em = bobbin_text_size_em (widget);
  double height = NATURAL_BASE;

  if (view->outcome != NULL && view->outcome->plot != NULL)
    height = MAX (height, ROWS_BASE + ROW_HEIGHT * count_rows (view->outcome->plot));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) (LEAST_WIDTH * em);
      *natural = (int) (NATURAL_WIDTH * em);
    }
  else
    {
      *minimum = (int) (LEAST_HEIGHT * em);
      *natural = (int) (height * em);
    }
}

gboolean
bobbin_experiment_view_step (BobbinExperimentView *view, BobbinPlotStep step)
{
  GtkWidget *widget = GTK_WIDGET (view);

  if (view->layout == NULL)
    return FALSE;
  if (view->cursor == NULL)
    view->cursor = bobbin_plot_cursor_new (view->layout);
  if (bobbin_plot_cursor_step (view->cursor, step))
    {
      bobbin_chart_read_out (BOBBIN_CHART (view), bobbin_plot_cursor_get_text (view->cursor));
      gtk_widget_queue_draw (widget);
    }
  return TRUE;
}

static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return bobbin_experiment_view_step (BOBBIN_EXPERIMENT_VIEW (widget), (BobbinPlotStep) g_variant_get_int32 (arguments));
}

static void
bobbin_experiment_view_dispose (GObject *object)
{
  BobbinExperimentView *view = BOBBIN_EXPERIMENT_VIEW (object);

  bobbin_experiment_view_drop_layout (BOBBIN_CHART (view));
  g_clear_pointer (&view->outcome, bobbin_outcome_unref);
  G_OBJECT_CLASS (bobbin_experiment_view_parent_class)->dispose (object);
}

static void
bobbin_experiment_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  g_clear_pointer (&BOBBIN_EXPERIMENT_VIEW (widget)->cursor, bobbin_plot_cursor_free);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint          key;
    BobbinPlotStep step;
  } keys[] = {
    { GDK_KEY_Left, BOBBIN_PLOT_STEP_LEFT }, { GDK_KEY_Right, BOBBIN_PLOT_STEP_RIGHT },
    { GDK_KEY_Up, BOBBIN_PLOT_STEP_UP },     { GDK_KEY_Down, BOBBIN_PLOT_STEP_DOWN },
    { GDK_KEY_Home, BOBBIN_PLOT_STEP_FIRST }, { GDK_KEY_End, BOBBIN_PLOT_STEP_LAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, step_cb, "i", (int) keys[i].step);
}

static void
bobbin_experiment_view_class_init (BobbinExperimentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BobbinChartClass *chart_class = BOBBIN_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_experiment_view_dispose;
  widget_class->measure = bobbin_experiment_view_measure;
  widget_class->size_allocate = bobbin_experiment_view_size_allocate;
  chart_class->draw = bobbin_experiment_view_draw;
  chart_class->describe = bobbin_experiment_view_describe;
  chart_class->describe_at = bobbin_experiment_view_describe_at;
  chart_class->pointed = bobbin_experiment_view_pointed;
  chart_class->drop_layout = bobbin_experiment_view_drop_layout;
  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "experimentview");
}

static void
bobbin_experiment_view_init (BobbinExperimentView *view)
{
  GtkGesture *click = gtk_gesture_click_new ();

  /* So that the arrow keys go on from there. */
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (gtk_widget_grab_focus), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
}

void
bobbin_experiment_view_set_outcome (BobbinExperimentView *view, const BobbinOutcome *outcome)
{
  g_return_if_fail (BOBBIN_IS_EXPERIMENT_VIEW (view));

  if (view->outcome == outcome)
    return;
  bobbin_chart_drop_layout (BOBBIN_CHART (view));
  g_clear_pointer (&view->outcome, bobbin_outcome_unref);
  bobbin_chart_set_resting_readout (BOBBIN_CHART (view), NULL);
  if (outcome == NULL)
    return;
  view->outcome = bobbin_outcome_ref ((BobbinOutcome *) outcome);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _(outcome->experiment->title), -1);
}
