/* overlay-gallery - what lies over the timeline, and the strip below it, as PNG files
 *
 *   overlay-gallery DIRECTORY [SUBSTRING]
 *
 * To look at, not a test. SUBSTRING picks the pictures whose name holds it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-overview.h"
#include "bobbin-timeline-navigate.h"

#define STRIP_PX 52.0

static const struct {
  int width, height;
} sizes[] = { { 800, 600 }, { 1280, 800 }, { 1920, 1080 } };

static const struct {
  BobbinThemeId id;
  const char   *name;
} themes[] = { { BOBBIN_THEME_LIGHT, "light" }, { BOBBIN_THEME_DARK, "dark" }, { BOBBIN_THEME_PROJECTOR, "projector" } };

/* Times in ms after the view's begin; x and y as shares of the plot. */
typedef struct {
  const char *name;
  BobbinFake  fake;
  double      begin_ms, length_ms;
  double      range_ms[2];
  double      markers_ms[2]; /* -1: not set */
  double      hover_x, hover_y; /* 0: none */
  gboolean    shows_moves, follows;
  BobbinLanes lanes;
  int         selected;
} Scene;

static const Scene scenes[] = {
  { "range", BOBBIN_FAKE_REASONS, 0, 2000, { 500, 1250 }, { -1, -1 }, 0, 0, FALSE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "narrow-range", BOBBIN_FAKE_REASONS, 0, 2000, { 500, 530 }, { -1, -1 }, 0.4, 0.5, FALSE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "edge-range", BOBBIN_FAKE_REASONS, 100, 2000, { 0, 700 }, { 1999, 1000 }, 0, 0, FALSE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "markers", BOBBIN_FAKE_REASONS, 300, 100, { 0, 0 }, { 20, 63.204 }, 0.52, 0.3, FALSE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "close-markers", BOBBIN_FAKE_EXACT, 300, 100, { 0, 0 }, { 50.5, 50 }, 0.3, 0.5, FALSE, FALSE, BOBBIN_LANES_WORKERS, 2 },
  { "far-markers", BOBBIN_FAKE_EXACT, 300, 100, { 0, 0 }, { -50, 64.2 }, 0.3, 0.5, FALSE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "both-out", BOBBIN_FAKE_EXACT, 300, 100, { 0, 0 }, { 250, 264.2 }, 0, 0, FALSE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "all", BOBBIN_FAKE_EXACT, 1000, 100, { 30, 70 }, { 40, 65 }, 0.55, 0.75, TRUE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "micro", BOBBIN_FAKE_REASONS, 500.5, 0.1, { 0, 0 }, { 0.02, 0.07 }, 0.9, 0.4, FALSE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "follow", BOBBIN_FAKE_EXACT, 3000, 5000, { 0, 0 }, { -1, -1 }, 0.6, 0.4, FALSE, TRUE, BOBBIN_LANES_WORKERS, -1 },
  { "moves-workers", BOBBIN_FAKE_EXACT, 1000, 300, { 0, 0 }, { -1, -1 }, 0, 0, TRUE, FALSE, BOBBIN_LANES_WORKERS, -1 },
  { "moves-cores", BOBBIN_FAKE_EXACT, 1000, 300, { 0, 0 }, { -1, -1 }, 0.5, 0.4, TRUE, FALSE, BOBBIN_LANES_CORES, -1 },
  { "moves-one", BOBBIN_FAKE_EXACT, 1000, 300, { 0, 0 }, { -1, -1 }, 0, 0, TRUE, FALSE, BOBBIN_LANES_CORES, 5 },
  { "moves-many", BOBBIN_FAKE_MANY, 1000, 300, { 0, 0 }, { -1, -1 }, 0, 0, TRUE, FALSE, BOBBIN_LANES_CORES, -1 },
  { "moves-long", BOBBIN_FAKE_REASONS, 0, 2000, { 0, 0 }, { -1, -1 }, 0, 0, TRUE, FALSE, BOBBIN_LANES_CORES, -1 },
};

static gint64
to_ns (const Scene *scene, double ms)
{
  return (gint64) llround ((scene->begin_ms + ms) * 1e6);
}

static BobbinTimelineViewport
get_viewport (const Scene *scene)
{
  BobbinTimelineViewport viewport = bobbin_timeline_viewport ((BobbinTimeSpan) { to_ns (scene, 0.0),
                                                                                 to_ns (scene, scene->length_ms) });

  viewport.follows_now = scene->follows;
  viewport.lanes = scene->lanes;
  viewport.shows_moves = scene->shows_moves;
  viewport.selected_worker = scene->selected;
  if (scene->range_ms[1] > scene->range_ms[0])
    viewport.range = (BobbinTimeSpan) { to_ns (scene, scene->range_ms[0]), to_ns (scene, scene->range_ms[1]) };
  for (guint i = 0; i < 2; i++)
    if (fabs (scene->markers_ms[i] + 1.0) > 1e-9)
      viewport.markers_ns[i] = to_ns (scene, scene->markers_ms[i]);
  return viewport;
}

static void
draw_scene (const Scene *scene, const BobbinRun *run, cairo_t *cr, const BobbinStyle *style, int width, int height)
{
  BobbinTimelineViewport viewport = get_viewport (scene);
  g_autoptr (BobbinTimelineLayout) layout = bobbin_timeline_layout_new (run, &viewport, width, height - STRIP_PX - 8.0, style);
  g_autoptr (BobbinOverview) overview = bobbin_overview_new ();
  BobbinRect plot = bobbin_timeline_layout_get_plot_rect (layout);
  BobbinOverviewLayout strip = bobbin_overview_layout (run, &viewport, (BobbinRect) { plot.x, height - STRIP_PX - 2.0,
                                                                                      plot.width, STRIP_PX }, style);
  gint64 begin_ns, overlay_ns, update_ns, strip_ns;

  bobbin_color_set (cr, style->theme->card);
  cairo_paint (cr);
  bobbin_timeline_layout_draw_ground (layout, cr);
  bobbin_timeline_layout_draw_lanes (layout, cr);
  bobbin_timeline_layout_draw_marks (layout, cr);
  begin_ns = bobbin_clock_ns ();
  bobbin_timeline_layout_draw_overlay (layout, cr, scene->hover_x > 0.0 ? plot.x + scene->hover_x * plot.width : -1.0,
                                       plot.y + scene->hover_y * plot.height);
  overlay_ns = bobbin_clock_ns () - begin_ns;
  begin_ns = bobbin_clock_ns ();
  bobbin_overview_update (overview, run);
  update_ns = bobbin_clock_ns () - begin_ns;
  begin_ns = bobbin_clock_ns ();
  bobbin_overview_draw (overview, &strip, run, cr, style, BOBBIN_OVERVIEW_NOWHERE);
  strip_ns = bobbin_clock_ns () - begin_ns;
  g_print ("overlay %.2f ms, strip's columns %.2f ms, strip %.2f ms\n", (double) overlay_ns / 1e6,
           (double) update_ns / 1e6, (double) strip_ns / 1e6);
}

static void
draw_one (const char *directory, const char *wanted, const Scene *scene, const BobbinRun *run, guint theme, guint size)
{
  int width = sizes[size].width, height = sizes[size].height;
  g_autofree char *name = g_strdup_printf ("%s-%s-%dx%d.png", scene->name, themes[theme].name, width, height);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  PangoContext *pango;
  cairo_surface_t *surface;
  BobbinStyle style;
  cairo_t *cr;

  if (wanted != NULL && strstr (name, wanted) == NULL)
    return;
  pango = bobbin_text_context_new (FALSE);
  style = themes[theme].id == BOBBIN_THEME_PROJECTOR ? bobbin_style_for_picture (themes[theme].id, pango, width, height)
                                                     : bobbin_style_for_widget (themes[theme].id, pango, 14.67);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  g_print ("%s: ", name);
  draw_scene (scene, run, cr, &style, width, height);
  cairo_destroy (cr);
  if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
    g_printerr ("cannot write %s\n", path);
  cairo_surface_destroy (surface);
  g_object_unref (pango);
}

int
main (int argc, char *argv[])
{
  const char *wanted = argc > 2 ? argv[2] : NULL;

  bobbin_base_init ();
  if (argc < 2)
    {
      g_printerr ("usage: overlay-gallery DIRECTORY [SUBSTRING]\n");
      return EXIT_FAILURE;
    }
  g_mkdir_with_parents (argv[1], 0777);
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new (scenes[i].fake);

      for (guint theme = 0; theme < G_N_ELEMENTS (themes); theme++)
        for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
          draw_one (argv[1], wanted, &scenes[i], run, theme, size);
    }
  return EXIT_SUCCESS;
}
