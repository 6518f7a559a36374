#include "config.h"

#include "bobbin-region-view.h"

#include <glib/gi18n-lib.h>

#include "bobbin-regions-layout.h"

struct _BobbinRegionView {
  BobbinMemoryChart    parent_instance;
  BobbinRegionsLayout *layout; /* as drawn last */
};

G_DEFINE_FINAL_TYPE (BobbinRegionView, bobbin_region_view, BOBBIN_TYPE_MEMORY_CHART)

static void
bobbin_region_view_lay_out (BobbinMemoryChart *chart, const BobbinRun *run, double width, double height,
                            const BobbinStyle *style)
{
  BOBBIN_REGION_VIEW (chart)->layout = bobbin_regions_layout_new (run, width, height, style);
}

static void
bobbin_region_view_drop (BobbinMemoryChart *chart)
{
  g_clear_pointer (&BOBBIN_REGION_VIEW (chart)->layout, bobbin_regions_layout_free);
}

static void
bobbin_region_view_paint (BobbinMemoryChart *chart, cairo_t *cr)
{
  bobbin_regions_layout_draw (BOBBIN_REGION_VIEW (chart)->layout, cr);
}

static gboolean
bobbin_region_view_hit (BobbinMemoryChart *chart, double x, double y, BobbinMemoryCell *out_cell)
{
  out_cell->process = -1;
  return bobbin_regions_layout_hit (BOBBIN_REGION_VIEW (chart)->layout, x, y, &out_cell->part, &out_cell->rect);
}

static char *
bobbin_region_view_tell (BobbinMemoryChart *chart)
{
  return bobbin_regions_layout_describe (BOBBIN_REGION_VIEW (chart)->layout);
}

static char *
bobbin_region_view_tell_at (BobbinMemoryChart *chart, double x, double y)
{
  return bobbin_regions_layout_describe_at (BOBBIN_REGION_VIEW (chart)->layout, x, y);
}

static double
bobbin_region_view_choose_height (BobbinMemoryChart *chart, const BobbinRun *run, double width, double height,
                                  const BobbinStyle *style)
{
  double least_px = MAX (height, bobbin_regions_layout_minimum_height (style));
  g_autoptr (BobbinRegionsLayout) layout = bobbin_regions_layout_new (run, width, least_px, style);

  if (bobbin_regions_layout_get_n_hidden (layout) == 0)
    return least_px;
  return MAX (least_px, bobbin_regions_layout_natural_height (run, style));
}

static guint64
bobbin_region_view_get_version (BobbinMemoryChart *chart, const BobbinRun *run)
{
  guint64 version;

  if (run == NULL)
    return 0;
  version = bobbin_memory_version_add (run->regions.valid ? 2 : 1, (guint64) run->regions.time_ns);
  version = bobbin_memory_version_add (version, run->regions.process);
  return bobbin_memory_version_add (version, run->regions.bands != NULL ? run->regions.bands->len : 0);
}

static void
bobbin_region_view_class_init (BobbinRegionViewClass *klass)
{
  BobbinMemoryChartClass *chart_class = BOBBIN_MEMORY_CHART_CLASS (klass);

  chart_class->lay_out = bobbin_region_view_lay_out;
  chart_class->drop = bobbin_region_view_drop;
  chart_class->paint = bobbin_region_view_paint;
  chart_class->hit = bobbin_region_view_hit;
  chart_class->tell = bobbin_region_view_tell;
  chart_class->tell_at = bobbin_region_view_tell_at;
  chart_class->choose_height = bobbin_region_view_choose_height;
  chart_class->get_version = bobbin_region_view_get_version;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "regionview");
}

static void
bobbin_region_view_init (BobbinRegionView *view)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Address space"), -1);
}

GtkWidget *
bobbin_region_view_new (BobbinRunner *runner)
{
  return g_object_new (BOBBIN_TYPE_REGION_VIEW, "runner", runner, NULL);
}
