/* draw-gallery - all figures in all themes and several sizes, as PNG files
 *
 *   draw-gallery DIRECTORY [SUBSTRING]
 *
 * And of runs slice by slice the timeline as a widget shows it, by worker and by
 * core: four widths of window, lanes pinned and hidden, text twice as large. To
 * look at, not a test. SUBSTRING picks the pictures whose name holds it.
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
} sizes[] = { { 800, 600 }, { 1280, 800 }, { 1920, 1080 }, { 3840, 2160 }, { 480, 300 }, { 960, 1080 }, { 700, 1100 } };

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

/* ---- As a widget shows it ---- */

typedef struct {
  const char            *name;
  BobbinTimelineViewport viewport;
  BobbinThemeId          theme;
  double                 width, height, text_px;
} View;

static void
draw_view (const char *directory, const char *wanted, BobbinFake fake, const BobbinRun *run, const View *view)
{
  PangoContext *pango = bobbin_text_context_new (FALSE);
  BobbinStyle style = bobbin_style_for_widget (view->theme, pango, view->text_px);
  g_autofree char *name = g_strdup_printf ("view-%s-%s-%s-%s-%.0fx%.0f.png", bobbin_fake_name (fake),
                                           view->viewport.lanes == BOBBIN_LANES_CORES ? "cores" : "workers",
                                           view->name, theme_names[view->theme], view->width, view->height);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) view->width, (int) view->height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (BobbinTimelineLayout) layout
    = bobbin_timeline_layout_new (run, &view->viewport, view->width, view->height, &style);

  if (wanted == NULL || strstr (name, wanted) != NULL)
    {
      cairo_set_source_rgb (cr, style.theme->card.red, style.theme->card.green, style.theme->card.blue);
      cairo_paint (cr);
      bobbin_timeline_layout_draw (layout, cr);
      g_print ("%s\n", name);
      if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
        g_printerr ("cannot write %s\n", path);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (pango);
}

static void
draw_views (const char *directory, const char *wanted, BobbinFake fake, const BobbinRun *run)
{
  static const struct {
    const char *name;
    gint64      length_ns;
  } zooms[] = { { "1s", BOBBIN_NS_PER_S }, { "100ms", 100 * BOBBIN_NS_PER_MS }, { "5ms", 5 * BOBBIN_NS_PER_MS },
                { "100us", 100 * BOBBIN_NS_PER_US } };
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (run->workers->len);
  guint n = run->workers->len;

  bobbin_lane_choice_set_pinned (choice, n - 1, TRUE);
  bobbin_lane_choice_set_pinned (choice, 0, TRUE);
  for (guint i = 1; i < n / 2; i += 2)
    bobbin_lane_choice_set_hidden (choice, i, TRUE);
  for (guint lanes = 0; lanes < 2; lanes++)
    for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
      {
        View view = { "whole", bobbin_timeline_viewport_default (run), (BobbinThemeId) theme, 1000.0, 420.0, 14.0 };

        view.viewport.lanes = (BobbinLanes) lanes;
        draw_view (directory, wanted, fake, run, &view);
        view.name = "chosen";
        view.viewport.choice = choice;
        draw_view (directory, wanted, fake, run, &view);
        view.name = "large-text";
        view.text_px = 28.0;
        draw_view (directory, wanted, fake, run, &view);
        view.text_px = 14.0;
        view.viewport.choice = NULL;
        view.viewport.follows_now = FALSE;
        for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
          {
            view.name = zooms[i].name;
            view.viewport.span = (BobbinTimeSpan) { run->now_ns / 2, run->now_ns / 2 + zooms[i].length_ns };
            draw_view (directory, wanted, fake, run, &view);
          }
      }
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
      if (run->timeline_source == BOBBIN_TIMELINE_SELF)
        draw_views (argv[1], wanted, (BobbinFake) fake, run);
    }
  return EXIT_SUCCESS;
}
