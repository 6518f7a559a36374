#include "config.h"

#include "bobbin-kinship-view.h"

#include <glib/gi18n-lib.h>

#include "bobbin-kinship-layout.h"

#define ENOUGH_SHARE 0.6 /* of the natural height: below that marks cannot be told apart */

struct _BobbinKinshipView {
  BobbinMemoryChart    parent_instance;
  BobbinKinshipLayout *layout; /* as drawn last */
};

G_DEFINE_FINAL_TYPE (BobbinKinshipView, bobbin_kinship_view, BOBBIN_TYPE_MEMORY_CHART)

static void
bobbin_kinship_view_lay_out (BobbinMemoryChart *chart, const BobbinRun *run, double width, double height,
                             const BobbinStyle *style)
{
  BOBBIN_KINSHIP_VIEW (chart)->layout = bobbin_kinship_layout_new (run, width, height, style);
}

static void
bobbin_kinship_view_drop (BobbinMemoryChart *chart)
{
  g_clear_pointer (&BOBBIN_KINSHIP_VIEW (chart)->layout, bobbin_kinship_layout_free);
}

static void
bobbin_kinship_view_paint (BobbinMemoryChart *chart, cairo_t *cr)
{
  bobbin_kinship_layout_draw (BOBBIN_KINSHIP_VIEW (chart)->layout, cr);
}

static gboolean
bobbin_kinship_view_hit (BobbinMemoryChart *chart, double x, double y, BobbinMemoryCell *out_cell)
{
  out_cell->process = -1;
  return bobbin_kinship_layout_hit (BOBBIN_KINSHIP_VIEW (chart)->layout, x, y, &out_cell->part, NULL, &out_cell->rect);
}

static char *
bobbin_kinship_view_tell (BobbinMemoryChart *chart)
{
  return bobbin_kinship_layout_describe (BOBBIN_KINSHIP_VIEW (chart)->layout);
}

static char *
bobbin_kinship_view_tell_at (BobbinMemoryChart *chart, double x, double y)
{
  return bobbin_kinship_layout_describe_at (BOBBIN_KINSHIP_VIEW (chart)->layout, x, y);
}

static double
bobbin_kinship_view_choose_height (BobbinMemoryChart *chart, const BobbinRun *run, double width, double height,
                                   const BobbinStyle *style)
{
  double natural_px = bobbin_kinship_layout_natural_height (run, style);

  height = MAX (height, bobbin_kinship_layout_minimum_height (style));
  return run == NULL ? height : MAX (height, ENOUGH_SHARE * natural_px);
}

static guint64
bobbin_kinship_view_get_version (BobbinMemoryChart *chart, const BobbinRun *run)
{
  guint64 version;

  if (run == NULL)
    return 0;
  version = bobbin_memory_version_add (run->kinship.valid ? 2 : 1, (guint64) run->kinship.time_ns);
  return bobbin_memory_version_add (version, run->kinship.n_tasks);
}

static void
bobbin_kinship_view_class_init (BobbinKinshipViewClass *klass)
{
  BobbinMemoryChartClass *chart_class = BOBBIN_MEMORY_CHART_CLASS (klass);

  chart_class->lay_out = bobbin_kinship_view_lay_out;
  chart_class->drop = bobbin_kinship_view_drop;
  chart_class->paint = bobbin_kinship_view_paint;
  chart_class->hit = bobbin_kinship_view_hit;
  chart_class->tell = bobbin_kinship_view_tell;
  chart_class->tell_at = bobbin_kinship_view_tell_at;
  chart_class->choose_height = bobbin_kinship_view_choose_height;
  chart_class->get_version = bobbin_kinship_view_get_version;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "kinshipview");
}

static void
bobbin_kinship_view_init (BobbinKinshipView *view)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What processes and threads share"), -1);
}

GtkWidget *
bobbin_kinship_view_new (BobbinRunner *runner)
{
  return g_object_new (BOBBIN_TYPE_KINSHIP_VIEW, "runner", runner, NULL);
}
