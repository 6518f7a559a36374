/* plots-gallery - all made-up plots in all themes and several sizes, as PNG files
 *
 *   plots-gallery DIRECTORY [SUBSTRING]
 *
 * Plots by themselves, as a widget shows them, and the whole figures that are
 * exported. To look at, not a test.
 */
#include <stdlib.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-error.h"
#include "bobbin-fake-plots.h"
#include "bobbin-figure.h"
#include "bobbin-plot-layout.h"

static const char *const theme_names[BOBBIN_N_THEMES] = {
  "light", "dark", "projector", "print", "light-contrast", "dark-contrast",
};

static const struct {
  int width, height;
} sizes[] = { { 320, 200 }, { 700, 420 }, { 1280, 720 }, { 1920, 1080 }, { 480, 900 }, { 3840, 2160 } };

static void
save (cairo_surface_t *surface, const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
    g_printerr ("cannot write %s\n", path);
  cairo_surface_destroy (surface);
}

static void
draw_plot (const char *directory, const char *wanted, BobbinFakePlot fake, BobbinThemeId theme, int width, int height)
{
  g_autofree char *name = g_strdup_printf ("plot-%s-%s-%dx%d.png", bobbin_fake_plot_name (fake), theme_names[theme], width, height);
  g_autoptr (BobbinPlot) plot = NULL;
  g_autoptr (BobbinPlotLayout) layout = NULL;
  PangoContext *pango;
  BobbinStyle style;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (wanted != NULL && strstr (name, wanted) == NULL)
    return;
  pango = bobbin_text_context_new (FALSE);
  style = bobbin_style_for_picture (theme, pango, width, height);
  plot = bobbin_fake_plot_new (fake);
  layout = bobbin_plot_layout_new (plot, width - 20.0, height - 20.0, &style);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  bobbin_color_set (cr, style.theme->card);
  cairo_paint (cr);
  cairo_translate (cr, 10.0, 10.0);
  bobbin_plot_layout_draw (layout, cr);
  cairo_destroy (cr);
  g_print ("%s\n", name);
  save (surface, directory, name);
  g_object_unref (pango);
}

static void
draw_figure (const char *directory, const char *wanted, BobbinFakePlot fake, BobbinVerdict verdict, BobbinThemeId theme, int width,
             int height)
{
  g_autofree char *name = g_strdup_printf ("figure-%s-%s-%s-%dx%d.png", bobbin_fake_plot_name (fake),
                                           bobbin_verdict_to_string (verdict), theme_names[theme], width, height);
  g_autoptr (BobbinOutcome) outcome = NULL;
  BobbinFigure figure = { .id = BOBBIN_FIGURE_EXPERIMENT, .theme = theme, .width = width, .height = height };
  cairo_surface_t *surface;
  cairo_t *cr;

  if (wanted != NULL && strstr (name, wanted) == NULL)
    return;
  outcome = bobbin_fake_outcome_new (fake, verdict);
  figure.outcome = outcome;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  bobbin_figure_draw (&figure, cr);
  cairo_destroy (cr);
  g_print ("%s\n", name);
  save (surface, directory, name);
}

/* The table with all of its rows measured. */
static void
draw_table (const char *directory, const char *wanted, BobbinThemeId theme, int width, int height)
{
  g_autofree char *name = g_strdup_printf ("table-%s-%dx%d.png", theme_names[theme], width, height);
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinLab) lab = bobbin_lab_new (machine);
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  BobbinFigure figure = { .id = BOBBIN_FIGURE_TABLE, .theme = theme, .width = width, .height = height, .summary = G_LIST_MODEL (summary) };
  cairo_surface_t *surface;
  cairo_t *cr;

  if (wanted != NULL && strstr (name, wanted) == NULL)
    return;
  bobbin_summary_set_lab (summary, lab);
  bobbin_fake_lab_fill (lab, machine);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  bobbin_figure_draw (&figure, cr);
  cairo_destroy (cr);
  g_print ("%s\n", name);
  save (surface, directory, name);
}

int
main (int argc, char *argv[])
{
  const char *wanted = argc > 2 ? argv[2] : NULL;

  bobbin_base_init ();
  if (argc < 2)
    {
      g_printerr ("usage: plots-gallery DIRECTORY [SUBSTRING]\n");
      return EXIT_FAILURE;
    }
  g_mkdir_with_parents (argv[1], 0777);
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PLOTS; fake++)
    for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
      for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
        {
          draw_plot (argv[1], wanted, (BobbinFakePlot) fake, (BobbinThemeId) theme, sizes[size].width, sizes[size].height);
          if (fake < BOBBIN_FAKE_PLOT_EMPTY_CURVES)
            draw_figure (argv[1], wanted, (BobbinFakePlot) fake, bobbin_fake_plot_verdict ((BobbinFakePlot) fake), (BobbinThemeId) theme,
                         sizes[size].width, sizes[size].height);
        }
  for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
    for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
      draw_table (argv[1], wanted, (BobbinThemeId) theme, sizes[size].width, sizes[size].height);
  return EXIT_SUCCESS;
}
