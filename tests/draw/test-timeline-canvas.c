/* test-timeline-canvas.c - what is kept from frame to frame is what would be drawn anew */
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-timeline-canvas.h"
#include "bobbin-timeline-private.h"
#include "draw-test.h"

#define WIDTH  900
#define HEIGHT 500
#define MS     BOBBIN_NS_PER_MS

static PangoContext *pango;

static BobbinTimelineLayout *
lay_out (const BobbinRun *run, BobbinTimeSpan span, double scroll_y_px, double device_scale)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport (span);

  style.device_scale = device_scale;
  viewport.scroll_y_px = scroll_y_px;
  return bobbin_timeline_layout_new (run, &viewport, WIDTH, HEIGHT, &style);
}

static void
paint (cairo_t *cr, gpointer data)
{
  bobbin_timeline_canvas_paint (data, cr);
}

static cairo_surface_t *
get_image (BobbinTimelineCanvas *canvas)
{
  return draw_test_image (WIDTH, HEIGHT, paint, canvas);
}

static cairo_surface_t *
draw_anew (const BobbinTimelineLayout *layout)
{
  g_autoptr (BobbinTimelineCanvas) canvas = bobbin_timeline_canvas_new ();

  bobbin_timeline_canvas_update (canvas, layout);
  return get_image (canvas);
}

/* A lane that writes down what the fake has, as far as @until_ns. */
static void
copy_until (const BobbinHistory *from, BobbinHistory *to, gint64 until_ns)
{
  for (guint lane = 0; lane < bobbin_history_get_n_lanes (from); lane++)
    {
      gint64 known_ns = bobbin_history_get_lane_extent (to, lane).end_ns;
      BobbinHistoryWalk walk = bobbin_history_walk (from, lane, known_ns);
      BobbinInterval slice;

      while (bobbin_history_walk_next (&walk, &slice) && slice.span.begin_ns < until_ns)
        {
          slice.span.begin_ns = MAX (slice.span.begin_ns, known_ns);
          slice.span.end_ns = MIN (slice.span.end_ns, until_ns);
          bobbin_history_append (to, lane, &slice);
        }
    }
}

/* Frame by frame, as it goes on, with pixels of @ns_per_px. All that is not
 * within a stamp's reach of the edges is the same as drawn at once. */
static void
check_following (BobbinFake fake, gint64 span_ns, double device_scale)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (fake);
  g_autoptr (BobbinTimelineCanvas) canvas = bobbin_timeline_canvas_new ();
  BobbinHistory *whole = run->history;
  gint64 begin_ns = 500 * MS, frame_ns = span_ns / 97;

  run->history = bobbin_history_new (bobbin_history_get_n_lanes (whole), 16 << 20);
  for (gint64 now_ns = begin_ns; now_ns < begin_ns + 3 * span_ns; now_ns += frame_ns)
    {
      copy_until (whole, run->history, now_ns);
      g_autoptr (BobbinTimelineLayout) layout = lay_out (run, (BobbinTimeSpan) { now_ns - span_ns, now_ns }, 0.0,
                                                         device_scale);
      cairo_surface_t *kept, *anew;

      bobbin_timeline_canvas_update (canvas, layout);
      if ((now_ns - begin_ns) / frame_ns % 40 != 39)
        continue;
      kept = get_image (canvas);
      anew = draw_anew (layout);
      /* Numbers near the left edge may stand elsewhere when their stretch began before it. */
      g_assert_cmpfloat (draw_test_difference (kept, anew, 8), <, 0.004);
      cairo_surface_destroy (kept);
      cairo_surface_destroy (anew);
    }
  bobbin_history_free (whole);
}

static void
test_following (void)
{
  check_following (BOBBIN_FAKE_REASONS, 1000 * MS, 1.0);
  check_following (BOBBIN_FAKE_REASONS, 100 * MS, 1.0);
  check_following (BOBBIN_FAKE_EXACT, 1000 * MS, 2.0);
  check_following (BOBBIN_FAKE_BUSY, 1500 * MS, 1.0);
}

/* While time goes on, tiles that are full are not touched any more. */
static void
test_versions (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);
  g_autoptr (BobbinTimelineCanvas) canvas = bobbin_timeline_canvas_new ();
  g_autoptr (BobbinTimelineLayout) before = lay_out (run, (BobbinTimeSpan) { 0, 1000 * MS }, 0.0, 1.0);
  g_autoptr (BobbinTimelineLayout) after = lay_out (run, (BobbinTimeSpan) { 20 * MS, 1020 * MS }, 0.0, 1.0);
  guint64 versions[16];
  guint n;

  bobbin_timeline_canvas_update (canvas, before);
  n = bobbin_timeline_canvas_get_n_tiles (canvas);
  g_assert_cmpuint (n, >, 2);
  g_assert_cmpuint (n, <, G_N_ELEMENTS (versions));
  for (guint i = 0; i < n; i++)
    versions[i] = bobbin_timeline_canvas_get_tile (canvas, i).version;
  bobbin_timeline_canvas_update (canvas, before);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (bobbin_timeline_canvas_get_tile (canvas, i).version, ==, versions[i]);
  bobbin_timeline_canvas_update (canvas, after);
  for (guint i = 0; i + 2 < n; i++)
    g_assert_cmpuint (bobbin_timeline_canvas_get_tile (canvas, i).version, ==, versions[i]);
  g_assert_cmpuint (bobbin_timeline_canvas_get_tile (canvas, n - 1).version, !=, versions[n - 1]);
}

/* Whatever comes after whatever, the picture is the one that would be drawn at once. */
static void
test_any_order (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_REASONS);
  g_autoptr (BobbinRun) other = bobbin_fake_run_new (BOBBIN_FAKE_MANY);
  g_autoptr (BobbinTimelineCanvas) canvas = bobbin_timeline_canvas_new ();
  g_autoptr (GRand) chance = g_rand_new_with_seed (11);

  for (guint i = 0; i < 60; i++)
    {
      gint64 begin_ns = g_rand_int_range (chance, -1000, 4000) * MS;
      gint64 length_ns = (gint64) (1 << g_rand_int_range (chance, 0, 12)) * MS;
      double scroll_y_px = i % 4 == 3 ? g_rand_int_range (chance, 0, 900) : 0.0;
      g_autoptr (BobbinTimelineLayout) layout = lay_out (i % 5 == 4 ? other : run,
                                                         (BobbinTimeSpan) { begin_ns, begin_ns + length_ns },
                                                         scroll_y_px, i % 7 == 6 ? 2.0 : 1.0);
      cairo_surface_t *kept, *anew;

      bobbin_timeline_canvas_update (canvas, layout);
      kept = get_image (canvas);
      anew = draw_anew (layout);
      g_assert_cmpfloat (draw_test_difference (kept, anew, 8), <=, 0.0);
      cairo_surface_destroy (kept);
      cairo_surface_destroy (anew);
    }
}

/* To and fro at one zoom, and to another zoom in the same place: with lanes
 * that have ended nothing writes over what must not be there. */
static void
test_to_and_fro (void)
{
  static const gint64 begins_ms[] = { 500, 900, 800, 900, 3000, 2500, 3500, 2600, 3700 };
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_REASONS);
  g_autoptr (BobbinTimelineCanvas) canvas = bobbin_timeline_canvas_new ();
  g_autoptr (GRand) chance = g_rand_new_with_seed (13);

  for (guint i = 0; i < 20 * G_N_ELEMENTS (begins_ms); i++)
    {
      guint k = i % G_N_ELEMENTS (begins_ms);
      gint64 begin_ns = begins_ms[k] * MS + g_rand_int_range (chance, 0, 20) * MS;
      gint64 length_ns = (i / G_N_ELEMENTS (begins_ms) % 3 + 1) * 400 * MS;
      g_autoptr (BobbinTimelineLayout) layout = lay_out (run, (BobbinTimeSpan) { begin_ns, begin_ns + length_ns }, 0.0, 1.0);
      cairo_surface_t *kept, *anew;

      bobbin_timeline_canvas_update (canvas, layout);
      kept = get_image (canvas);
      anew = draw_anew (layout);
      g_assert_cmpfloat (draw_test_difference (kept, anew, 8), <, 0.004);
      cairo_surface_destroy (kept);
      cairo_surface_destroy (anew);
    }
}

static void
test_nothing (void)
{
  g_autoptr (BobbinTimelineCanvas) canvas = bobbin_timeline_canvas_new ();
  g_autoptr (BobbinTimelineLayout) layout = lay_out (NULL, (BobbinTimeSpan) { 0, 1000 * MS }, 0.0, 1.0);

  g_assert_cmpuint (bobbin_timeline_canvas_get_n_tiles (canvas), ==, 0);
  bobbin_timeline_canvas_update (canvas, layout);
  g_assert_cmpuint (bobbin_timeline_canvas_get_n_tiles (canvas), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/timeline-canvas/following", test_following);
  g_test_add_func ("/timeline-canvas/versions", test_versions);
  g_test_add_func ("/timeline-canvas/any-order", test_any_order);
  g_test_add_func ("/timeline-canvas/to-and-fro", test_to_and_fro);
  g_test_add_func ("/timeline-canvas/nothing", test_nothing);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
