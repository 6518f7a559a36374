/* test-legend.c - a legend flows into rows and stays in them */
#include "bobbin-error.h"
#include "bobbin-legend.h"
#include "draw-test.h"

static PangoContext *pango;

static BobbinLegend *
make_legend (guint n_cores)
{
  const BobbinTheme *theme = bobbin_theme_get (BOBBIN_THEME_LIGHT);
  BobbinLegend *legend = bobbin_legend_new ();

  for (guint i = 0; i < n_cores; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      bobbin_legend_add (legend, &(BobbinLegendEntry) {
        .kind = BOBBIN_SWATCH_FILL, .fill = theme->core[i % BOBBIN_N_CORE_COLORS],
        .edge = theme->core_edge[i % BOBBIN_N_CORE_COLORS], .inside = number, .joined = i > 0 });
    }
  bobbin_legend_add (legend, &(BobbinLegendEntry) {
    .kind = BOBBIN_SWATCH_HATCH, .ink = theme->waiting, .pitch_px = 6.0, .label = (char *) "Ready, waiting for a core" });
  bobbin_legend_add (legend, &(BobbinLegendEntry) { .kind = BOBBIN_SWATCH_LINE, .ink = theme->mark, .label = (char *) "Blocked" });
  bobbin_legend_add (legend, &(BobbinLegendEntry) { .kind = BOBBIN_SWATCH_CROSS, .ink = theme->alarm, .label = (char *) "Crashed" });
  return legend;
}

static void
test_rows (void)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  g_autoptr (BobbinLegend) legend = make_legend (8);
  guint rows = 1;

  g_assert_cmpuint (bobbin_legend_get_n (legend), ==, 11);
  g_assert_cmpuint (bobbin_legend_count_rows (legend, &style, 2000.0), ==, 1);
  for (double width = 2000.0; width > 10.0; width -= 10.0)
    {
      guint more = bobbin_legend_count_rows (legend, &style, width);

      g_assert_cmpuint (more, >=, rows);
      g_assert_cmpuint (more, <=, 11);
      if (width > 250.0)
        g_assert_cmpfloat (bobbin_legend_get_used_px (legend, &style, width), <=, width);
      rows = more;
    }
  g_assert_cmpuint (rows, >, 4);
  bobbin_legend_drop_last (legend);
  g_assert_cmpuint (bobbin_legend_get_n (legend), ==, 10);
}

static void
draw_legend (cairo_t *cr, gpointer data)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  bobbin_legend_draw (data, cr, &style, (BobbinRect) { 10.0, 10.0, 300.0, 2.0 * bobbin_legend_row_px (&style) },
                      BOBBIN_ALIGN_END);
}

static void
test_stays_inside (void)
{
  g_autoptr (BobbinLegend) legend = make_legend (8);
  cairo_surface_t *image = draw_test_image (320, 120, draw_legend, legend);

  g_assert_true (draw_test_has_ink (image, 10, 10, 300, 40, 0xffffff));
  g_assert_false (draw_test_has_ink (image, 0, 0, 9, 120, 0xffffff));
  g_assert_false (draw_test_has_ink (image, 311, 0, 9, 120, 0xffffff));
  g_assert_false (draw_test_has_ink (image, 0, 60, 320, 60, 0xffffff));
  cairo_surface_destroy (image);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/legend/rows", test_rows);
  g_test_add_func ("/legend/stays-inside", test_stays_inside);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
