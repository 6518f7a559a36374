/* test-timeline-draw.c - the timeline's pixels */
#include <cairo-pdf.h>
#include <cairo-svg.h>

#include "bobbin-color.h"
#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-timeline-lane.h"
#include "draw-test.h"

#define WIDTH 900
#define HEIGHT 500

static PangoContext *pango;

static BobbinTimelineLayout *
lay_out_sized (const BobbinRun *run, BobbinThemeId theme, int width, int height)
{
  BobbinStyle style = bobbin_style_for_widget (theme, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);

  return bobbin_timeline_layout_new (run, &viewport, width, height, &style);
}

static BobbinTimelineLayout *
lay_out (const BobbinRun *run, BobbinThemeId theme, double scroll_y_px, int selected)
{
  BobbinStyle style = bobbin_style_for_widget (theme, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);

  viewport.scroll_y_px = scroll_y_px;
  viewport.selected_worker = selected;
  return bobbin_timeline_layout_new (run, &viewport, WIDTH, HEIGHT, &style);
}

static void
draw_layout (cairo_t *cr, gpointer data)
{
  bobbin_timeline_layout_draw (data, cr);
}

/* Nothing is carried over from one drawing to the next. */
static void
test_twice_the_same (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new ((BobbinFake) fake);
      g_autoptr (BobbinTimelineLayout) layout = lay_out (run, BOBBIN_THEME_LIGHT, 0.0, -1);
      g_autoptr (BobbinTimelineLayout) again = lay_out (run, BOBBIN_THEME_LIGHT, 0.0, -1);
      cairo_surface_t *a = draw_test_image (WIDTH, HEIGHT, draw_layout, layout);
      cairo_surface_t *b = draw_test_image (WIDTH, HEIGHT, draw_layout, again);

      g_assert_cmpfloat (draw_test_difference (a, b, 0), <=, 0.0);
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

static void
draw_pixels (cairo_t *cr, gpointer data)
{
  bobbin_timeline_layout_draw_lanes (data, cr);
}

static void
draw_paths (cairo_t *cr, gpointer data)
{
  bobbin_timeline_clip_to_lanes (data, cr);
  bobbin_timeline_draw_lane_paths (data, cr);
  cairo_restore (cr);
}

/* Lanes as pixels and lanes as paths are two ways to draw one picture, as long
 * as there are not so many of them that paths are broader than a pixel. */
static void
test_pixels_are_paths (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new ((BobbinFake) fake);
      g_autoptr (BobbinTimelineLayout) layout = lay_out_sized (run, BOBBIN_THEME_DARK, WIDTH, HEIGHT / 2);
      cairo_surface_t *a = draw_test_image (WIDTH, HEIGHT, draw_pixels, layout);
      cairo_surface_t *b = draw_test_image (WIDTH, HEIGHT, draw_paths, layout);
      double difference = draw_test_difference (a, b, 24);

      g_test_message ("%s: %.2f %% of the pixels differ", bobbin_fake_name ((BobbinFake) fake), difference * 100.0);
      g_assert_cmpfloat (difference, <, 0.02);
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

static guint32
to_pixel (BobbinColor color)
{
  return (guint32) (color.red * 255.0 + 0.5) << 16 | (guint32) (color.green * 255.0 + 0.5) << 8
         | (guint32) (color.blue * 255.0 + 0.5);
}

/* A worker that has a core to itself fills its lane with that core's hue. */
static void
test_hues (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (1, 0, 4, BOBBIN_NS_PER_S);
  const BobbinTheme *theme = bobbin_theme_get (BOBBIN_THEME_LIGHT);
  g_autoptr (BobbinTimelineLayout) layout = NULL;
  cairo_surface_t *image;

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (1, 1 << 20);
  for (guint core = 0; core < 4; core++)
    {
      BobbinInterval interval = { .span = { core * 250 * BOBBIN_NS_PER_MS, (core + 1) * 250 * BOBBIN_NS_PER_MS },
                                  .state = BOBBIN_STATE_RUNNING, .other = core };

      bobbin_history_append (run->history, 0, &interval);
    }
  layout = lay_out (run, BOBBIN_THEME_LIGHT, 0.0, -1);
  image = draw_test_image (WIDTH, HEIGHT, draw_layout, layout);
  for (guint core = 0; core < 4; core++)
    {
      gint64 quarter_ns = (core * 250 + 60) * BOBBIN_NS_PER_MS;
      BobbinRect lane = bobbin_timeline_layout_hit (layout, 1.0, layout->lanes_rect.y + layout->lane_px).rect;
      int x = (int) bobbin_timeline_x (layout, quarter_ns), y = (int) (lane.y + lane.height / 2.0);

      g_assert_cmphex (draw_test_pixel (image, x, y), ==, to_pixel (theme->core[core]));
    }
  cairo_surface_destroy (image);
}

/* What is not recorded is not drawn: nothing right of a crash but its words. */
static void
test_after_the_end (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  const BobbinTheme *theme = bobbin_theme_get (BOBBIN_THEME_LIGHT);
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run, BOBBIN_THEME_LIGHT, 0.0, -1);
  cairo_surface_t *image = draw_test_image (WIDTH, HEIGHT, draw_layout, layout);
  gint64 late_ns = 7900 * BOBBIN_NS_PER_MS;
  int x = (int) bobbin_timeline_x (layout, late_ns);

  for (double y = layout->lanes_rect.y; y < HEIGHT; y += 1.0)
    {
      BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, x, y);

      if (hit.worker == 2)
        g_assert_false (draw_test_has_ink (image, x - 2, (int) y, 4, 1, to_pixel (theme->card)));
    }
  cairo_surface_destroy (image);
}

/* Everything stays where it belongs: no ink above the legend, none past the
 * edges, whatever is scrolled or selected. */
static void
test_scrolled_lanes_stay_below_the_axis (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_512);
  g_autoptr (BobbinTimelineLayout) still = lay_out (run, BOBBIN_THEME_LIGHT, 0.0, -1);
  g_autoptr (BobbinTimelineLayout) moved = lay_out (run, BOBBIN_THEME_LIGHT, 333.0, 40);
  cairo_surface_t *a = draw_test_image (WIDTH, HEIGHT, draw_layout, still);
  cairo_surface_t *b = draw_test_image (WIDTH, HEIGHT, draw_layout, moved);

  g_assert_cmpfloat (still->lanes_rect.y, >, 20.0);
  for (int y = 0; y < (int) still->lanes_rect.y; y++)
    for (int x = 0; x < WIDTH; x++)
      g_assert_cmphex (draw_test_pixel (a, x, y), ==, draw_test_pixel (b, x, y));
  g_assert_cmpfloat (draw_test_difference (a, b, 0), >, 0.05);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

static void
test_selection_is_seen (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinTimelineLayout) none = lay_out (run, BOBBIN_THEME_LIGHT, 0.0, -1);
  g_autoptr (BobbinTimelineLayout) one = lay_out (run, BOBBIN_THEME_LIGHT, 0.0, 1);
  cairo_surface_t *a = draw_test_image (WIDTH, HEIGHT, draw_layout, none);
  cairo_surface_t *b = draw_test_image (WIDTH, HEIGHT, draw_layout, one);

  g_assert_cmpfloat (draw_test_difference (a, b, 0), >, 0.001);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

static void
draw_scaled (cairo_t *cr, gpointer data)
{
  cairo_scale (cr, 2.0, 2.0);
  bobbin_timeline_layout_draw (data, cr);
}

/* On a display of twice the pixels the same picture is drawn, only finer. */
static void
test_device_scale (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_BUSY);
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);
  g_autoptr (BobbinTimelineLayout) coarse = bobbin_timeline_layout_new (run, &viewport, WIDTH, HEIGHT, &style);
  g_autoptr (BobbinTimelineLayout) fine = NULL;
  cairo_surface_t *a, *b;

  style.device_scale = 2.0;
  fine = bobbin_timeline_layout_new (run, &viewport, WIDTH, HEIGHT, &style);
  g_assert_cmpfloat_with_epsilon (fine->plot_rect.width, coarse->plot_rect.width, 1e-9);
  a = draw_test_image (2 * WIDTH, 2 * HEIGHT, draw_scaled, coarse);
  b = draw_test_image (2 * WIDTH, 2 * HEIGHT, draw_scaled, fine);
  /* The hatch has other pixels; lanes, words and outlines are in the same places. */
  g_assert_cmpfloat (draw_test_difference (a, b, 110), <, 0.1);
  g_assert_cmpfloat (draw_test_difference (a, b, 0), >, 0.0);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

static cairo_status_t
count_bytes (void *data, const unsigned char *bytes, unsigned int n)
{
  *(gsize *) data += n;
  return CAIRO_STATUS_SUCCESS;
}

static gsize
measure_vectors (const BobbinTimelineLayout *layout, gboolean as_pdf, int width, int height)
{
  gsize size = 0;
  cairo_surface_t *surface = as_pdf ? cairo_pdf_surface_create_for_stream (count_bytes, &size, width, height)
                                    : cairo_svg_surface_create_for_stream (count_bytes, &size, width, height);
  cairo_t *cr = cairo_create (surface);

  bobbin_timeline_layout_draw (layout, cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return size;
}

/* The worst there is: 64 lanes in whose every pixel something else goes on. */
static BobbinRun *
make_busiest_run (void)
{
  BobbinRun *run = bobbin_fake_run_sized (32, 32, 8, 5 * BOBBIN_NS_PER_S);
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (64, G_MAXSIZE);
  for (guint lane = 0; lane < 64; lane++)
    for (gint64 begin_ns = 0, i = 0; begin_ns < 5 * BOBBIN_NS_PER_S; i++)
      {
        gint64 end_ns = begin_ns + g_rand_int_range (chance, 1, 6) * BOBBIN_NS_PER_MS;
        BobbinInterval slice = { .span = { begin_ns, end_ns },
                                 .state = i % 2 == 0 ? BOBBIN_STATE_RUNNING : BOBBIN_STATE_READY,
                                 .other = (guint) g_rand_int_range (chance, 0, 8) };

        bobbin_history_append (run->history, lane, &slice);
        begin_ns = end_ns;
      }
  return run;
}

/* A full screen stays a file that can be mailed, opened and edited. */
static void
test_vectors_are_small (void)
{
  g_autoptr (BobbinRun) busiest = make_busiest_run ();
  g_autoptr (BobbinRun) many = bobbin_fake_run_new (BOBBIN_FAKE_MANY);
  PangoContext *vectors = bobbin_text_context_new (TRUE);
  const BobbinRun *runs[] = { busiest, many };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    for (int lanes = BOBBIN_LANES_WORKERS; lanes <= BOBBIN_LANES_CORES; lanes++)
      {
        BobbinStyle style = bobbin_style_for_picture (BOBBIN_THEME_LIGHT, vectors, 1920, 1080);
        BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (runs[i]);

        viewport.lanes = (BobbinLanes) lanes;
        viewport.fits_all = TRUE;
        g_autoptr (BobbinTimelineLayout) layout = bobbin_timeline_layout_new (runs[i], &viewport, 1920, 1080, &style);
        g_assert_cmpuint (measure_vectors (layout, FALSE, 1920, 1080), <, 2000000);
        g_assert_cmpuint (measure_vectors (layout, TRUE, 1920, 1080), <, 2000000);
      }
  g_object_unref (vectors);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/timeline-draw/twice-the-same", test_twice_the_same);
  g_test_add_func ("/timeline-draw/pixels-are-paths", test_pixels_are_paths);
  g_test_add_func ("/timeline-draw/hues", test_hues);
  g_test_add_func ("/timeline-draw/after-the-end", test_after_the_end);
  g_test_add_func ("/timeline-draw/scrolled-lanes-stay-below-the-axis", test_scrolled_lanes_stay_below_the_axis);
  g_test_add_func ("/timeline-draw/selection-is-seen", test_selection_is_seen);
  g_test_add_func ("/timeline-draw/device-scale", test_device_scale);
  g_test_add_func ("/timeline-draw/vectors-are-small", test_vectors_are_small);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
