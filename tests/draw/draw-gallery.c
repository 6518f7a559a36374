/* draw-gallery - all figures in all themes and several sizes, as PNG files
 *
 *   draw-gallery DIRECTORY [SUBSTRING]
 *
 * To look at, not a test. SUBSTRING picks the pictures whose name holds it.
 */
#include <stdlib.h>
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-figure.h"

static const char *const theme_names[BOBBIN_N_THEMES] = {
  "light", "dark", "projector", "print", "light-contrast", "dark-contrast",
};

static const struct {
  int width, height;
} sizes[] = { { 1280, 800 }, { 1920, 1080 }, { 3840, 2160 }, { 480, 300 }, { 960, 1080 }, { 700, 1100 } };

static void
draw_one (const char *directory, const char *wanted, BobbinFake fake, const BobbinRun *run, GListStore *summary,
          BobbinFigureId id, BobbinThemeId theme, int width, int height)
{
  g_autofree char *name = g_strdup_printf ("%s-%s-%s-%dx%d.png", run == NULL ? "empty" : bobbin_fake_name (fake),
                                           bobbin_figure_to_string (id), theme_names[theme], width, height);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  BobbinFigure figure = { .id = id, .theme = theme, .width = width, .height = height, .run = run,
                          .summary = G_LIST_MODEL (summary) };
  cairo_surface_t *surface;
  cairo_t *cr;
  gint64 begin_ns, draw_ns;

  if (wanted != NULL && strstr (name, wanted) == NULL)
    return;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  begin_ns = bobbin_clock_ns ();
  bobbin_figure_draw (&figure, cr);
  draw_ns = bobbin_clock_ns () - begin_ns;
  g_print ("%s: %.1f ms\n", name, (double) draw_ns / 1e6);
  cairo_destroy (cr);
  if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
    g_printerr ("cannot write %s\n", path);
  cairo_surface_destroy (surface);
}

static void
draw_run (const char *directory, const char *wanted, BobbinFake fake, const BobbinRun *run)
{
  g_autoptr (GListStore) summary = bobbin_summary_new ();

  bobbin_summary_update (summary, run);
  for (guint id = 0; id < BOBBIN_N_FIGURES; id++)
    for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
      for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
        draw_one (directory, wanted, fake, run, summary, (BobbinFigureId) id, (BobbinThemeId) theme,
                  sizes[size].width, sizes[size].height);
}

int
main (int argc, char *argv[])
{
  const char *wanted = argc > 2 ? argv[2] : NULL;

  bobbin_base_init ();
  if (argc < 2)
    {
      g_printerr ("usage: draw-gallery DIRECTORY [SUBSTRING]\n");
      return EXIT_FAILURE;
    }
  g_mkdir_with_parents (argv[1], 0777);
  draw_run (argv[1], wanted, BOBBIN_FAKE_PLAIN, NULL);
  for (guint fake = 0; fake < BOBBIN_N_FAKES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new ((BobbinFake) fake);

      draw_run (argv[1], wanted, (BobbinFake) fake, run);
    }
  return EXIT_SUCCESS;
}
