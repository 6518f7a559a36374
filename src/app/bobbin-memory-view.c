#include "config.h"

#include "bobbin-memory-view.h"

#include <glib/gi18n-lib.h>

#include "bobbin-memory-layout.h"

/* In text sizes. */
#define MINIMUM_WIDTH  18.0
#define MINIMUM_HEIGHT 11.0
#define NATURAL_WIDTH  40.0
#define NATURAL_HEIGHT 22.0

struct _BobbinMemoryView {
  BobbinChart         parent_instance;
  BobbinMemoryLayout *layout; /* as drawn last */
};

G_DEFINE_FINAL_TYPE (BobbinMemoryView, bobbin_memory_view, BOBBIN_TYPE_CHART)

static void
bobbin_memory_view_draw (BobbinChart       *chart,
                         cairo_t           *cr,
                         const BobbinStyle *style,
                         double             width,
                         double             height)
{
  BobbinMemoryView *view = BOBBIN_MEMORY_VIEW (chart);

  g_clear_pointer (&view->layout, bobbin_memory_layout_free);
  view->layout = bobbin_memory_layout_new (bobbin_chart_get_run (chart), width, height, style);
  bobbin_memory_layout_draw (view->layout, cr);
}

static char *
bobbin_memory_view_describe (BobbinChart *chart)
{
  BobbinMemoryView *view = BOBBIN_MEMORY_VIEW (chart);

  return view->layout != NULL ? bobbin_memory_layout_describe (view->layout) : NULL;
}

static char *
bobbin_memory_view_describe_at (BobbinChart *chart, double x, double y)
{
  BobbinMemoryView *view = BOBBIN_MEMORY_VIEW (chart);

  return view->layout != NULL ? bobbin_memory_layout_describe_at (view->layout, x, y) : NULL;
}

static void
bobbin_memory_view_drop_layout (BobbinChart *chart)
{
  g_clear_pointer (&BOBBIN_MEMORY_VIEW (chart)->layout, bobbin_memory_layout_free);
}

static void
bobbin_memory_view_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  double text_px = bobbin_chart_get_style (BOBBIN_CHART (widget)).text_px;
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = (int) (text_px * (across ? MINIMUM_WIDTH : MINIMUM_HEIGHT));
  *natural = (int) (text_px * (across ? NATURAL_WIDTH : NATURAL_HEIGHT));
}

static void
bobbin_memory_view_class_init (BobbinMemoryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BobbinChartClass *chart_class = BOBBIN_CHART_CLASS (klass);

  widget_class->measure = bobbin_memory_view_measure;
  chart_class->draw = bobbin_memory_view_draw;
  chart_class->describe = bobbin_memory_view_describe;
  chart_class->describe_at = bobbin_memory_view_describe_at;
  chart_class->drop_layout = bobbin_memory_view_drop_layout;

  gtk_widget_class_set_css_name (widget_class, "memoryview");
}

static void
bobbin_memory_view_init (BobbinMemoryView *view)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Memory"), -1);
}

GtkWidget *
bobbin_memory_view_new (BobbinRunner *runner)
{
  return g_object_new (BOBBIN_TYPE_MEMORY_VIEW, "runner", runner, NULL);
}
