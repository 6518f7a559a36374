/* test-timeline-overlay.c - what is laid over the timeline is where it belongs, and only there */
#include <math.h>

#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-timeline-overlay.h"
#include "draw-test.h"

#define MS BOBBIN_NS_PER_MS

#define WIDTH  900
#define HEIGHT 500
#define MARGIN 60 /* around the timeline, to see what leaves it */

static PangoContext *pango;

typedef struct {
  const BobbinTimelineLayout *layout;
  double                      x, y;
  gboolean                    with_overlay;
} Scene;

static BobbinTimelineViewport
get_viewport (void)
{
  return bobbin_timeline_viewport ((BobbinTimeSpan) { 1000 * MS, 1100 * MS });
}

static BobbinTimelineLayout *
lay_out_sized (const BobbinRun *run, const BobbinTimelineViewport *viewport, double width, double height)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  return bobbin_timeline_layout_new (run, viewport, width, height, &style);
}

static BobbinTimelineLayout *
lay_out (const BobbinRun *run, const BobbinTimelineViewport *viewport)
{
  return lay_out_sized (run, viewport, WIDTH, HEIGHT);
}

static void
draw_scene (cairo_t *cr, gpointer data)
{
  const Scene *scene = data;

  bobbin_timeline_layout_draw_ground (scene->layout, cr);
  bobbin_timeline_layout_draw_lanes (scene->layout, cr);
  bobbin_timeline_layout_draw_marks (scene->layout, cr);
  if (scene->with_overlay)
    bobbin_timeline_layout_draw_overlay (scene->layout, cr, scene->x, scene->y);
}

static void
draw_overlay_alone (cairo_t *cr, gpointer data)
{
  const Scene *scene = data;

  cairo_translate (cr, MARGIN, MARGIN);
  bobbin_timeline_layout_draw_overlay (scene->layout, cr, scene->x, scene->y);
}

static cairo_surface_t *
get_image (const BobbinTimelineLayout *layout, gboolean with_overlay, double x, double y)
{
  Scene scene = { layout, x, y, with_overlay };

  return draw_test_image (WIDTH, HEIGHT, draw_scene, &scene);
}

/* Whether two images differ anywhere in a rectangle. */
static gboolean
differ (cairo_surface_t *a, cairo_surface_t *b, BobbinRect rect)
{
  for (int y = (int) ceil (rect.y); y < (int) floor (rect.y + rect.height); y++)
    for (int x = (int) ceil (rect.x); x < (int) floor (rect.x + rect.width); x++)
      if (draw_test_pixel (a, x, y) != draw_test_pixel (b, x, y))
        return TRUE;
  return FALSE;
}

static BobbinRect
get_lane (const BobbinTimelineLayout *layout, guint n)
{
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);

      if (row->kind == BOBBIN_ROW_LANE && n-- == 0)
        return (BobbinRect) { layout->plot_rect.x, bobbin_timeline_row_y (layout, row), layout->plot_rect.width, row->height };
    }
  g_assert_not_reached ();
}

/* With nothing selected, marked or pointed at, lanes are as without. */
static void
test_nothing (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new ((BobbinFake) fake);
      BobbinTimelineViewport viewport = get_viewport ();
      g_autoptr (BobbinTimelineLayout) layout = lay_out (run, &viewport);
      cairo_surface_t *with = get_image (layout, TRUE, -1.0, -1.0), *without = get_image (layout, FALSE, 0.0, 0.0);

      g_assert_false (differ (with, without, layout->plot_rect));
      cairo_surface_destroy (with);
      cairo_surface_destroy (without);
    }
}

static void
test_range (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);
  BobbinTimelineViewport viewport = get_viewport ();
  viewport.range = (BobbinTimeSpan) { 1030 * MS, 1070 * MS };
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run, &viewport);
  cairo_surface_t *with = get_image (layout, TRUE, -1.0, -1.0), *without = get_image (layout, FALSE, 0.0, 0.0);
  double x0 = bobbin_timeline_x (layout, viewport.range.begin_ns), x1 = bobbin_timeline_x (layout, viewport.range.end_ns);

  for (guint i = 0; i < run->workers->len; i++)
    {
      BobbinRect lane = get_lane (layout, i);
      BobbinRect left = { lane.x, lane.y, x0 - lane.x - 4.0, lane.height };
      BobbinRect inside = { x0 + 4.0, lane.y, x1 - x0 - 8.0, lane.height };
      BobbinRect right = { x1 + 4.0, lane.y, lane.x + lane.width - x1 - 4.0, lane.height };

      g_assert_true (differ (with, without, left));
      g_assert_false (differ (with, without, inside));
      g_assert_true (differ (with, without, right));
    }
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

/* Only the lane that is pointed at is outlined, and beside the pointer's line
 * nothing else changes. */
static void
test_pointed (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);
  BobbinTimelineViewport viewport = get_viewport ();
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run, &viewport);
  cairo_surface_t *without = get_image (layout, TRUE, -1.0, -1.0);

  for (guint pointed = 0; pointed < run->workers->len; pointed++)
    {
      BobbinRect lane = get_lane (layout, pointed);
      double x = lane.x + lane.width * (0.2 + 0.08 * pointed);
      cairo_surface_t *with = get_image (layout, TRUE, x, lane.y + lane.height / 2.0);

      for (guint i = 0; i < run->workers->len; i++)
        {
          BobbinRect other = get_lane (layout, i);
          BobbinRect left = { other.x, other.y + 2.0, x - other.x - 3.0, other.height - 4.0 };
          BobbinRect right = { x + 3.0, other.y + 2.0, other.x + other.width - x - 3.0, other.height - 4.0 };

          g_assert_cmpint (differ (with, without, left) || differ (with, without, right), ==, i == pointed);
          g_assert_true (differ (with, without, (BobbinRect) { x - 3.0, other.y, 6.0, other.height }));
        }
      cairo_surface_destroy (with);
    }
  /* Over the lanes' names nothing is pointed at. */
  cairo_surface_t *beside = get_image (layout, TRUE, layout->plot_rect.x - 10.0, layout->plot_rect.y + 100.0);
  g_assert_cmpfloat (draw_test_difference (beside, without, 0), <=, 0.0);
  cairo_surface_destroy (beside);
  cairo_surface_destroy (without);
}

/* Lanes of workers that never left their core have nothing to show. */
static void
test_moves (void)
{
  static const BobbinLanes lanes[] = { BOBBIN_LANES_WORKERS, BOBBIN_LANES_CORES };

  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
    for (guint n_cores = 1; n_cores <= 4; n_cores += 3)
      {
        g_autoptr (BobbinRun) run = bobbin_fake_run_new (n_cores == 1 ? BOBBIN_FAKE_ONE_CORE : BOBBIN_FAKE_EXACT);
        BobbinTimelineViewport viewport = get_viewport ();
        viewport.lanes = lanes[i];
        g_autoptr (BobbinTimelineLayout) plain = lay_out (run, &viewport);
        viewport.shows_moves = TRUE;
        g_autoptr (BobbinTimelineLayout) moved = lay_out (run, &viewport);
        cairo_surface_t *with = get_image (moved, TRUE, -1.0, -1.0), *without = get_image (plain, TRUE, -1.0, -1.0);

        g_assert_cmpint (differ (with, without, plain->plot_rect), ==, n_cores > 1);
        cairo_surface_destroy (with);
        cairo_surface_destroy (without);
      }
}

/* Of a selected worker only its own moves are drawn: less ink than of all. */
static void
test_moves_of_one (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);
  BobbinTimelineViewport viewport = get_viewport ();
  g_autoptr (BobbinTimelineLayout) plain = lay_out (run, &viewport);
  double shares[2];

  viewport.shows_moves = TRUE;
  for (guint i = 0; i < 2; i++)
    {
      viewport.span = (BobbinTimeSpan) { 1000 * MS, 1500 * MS };
      viewport.lanes = BOBBIN_LANES_CORES;
      viewport.selected_worker = i == 0 ? -1 : 2;
      g_autoptr (BobbinTimelineLayout) layout = lay_out (run, &viewport);
      Scene scene = { layout, -1.0, -1.0, TRUE };
      cairo_surface_t *image = draw_test_image (WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN, draw_overlay_alone, &scene);
      scene.layout = plain;
      cairo_surface_t *blank = draw_test_image (WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN, draw_overlay_alone, &scene);

      shares[i] = draw_test_difference (image, blank, 0);
      cairo_surface_destroy (image);
      cairo_surface_destroy (blank);
    }
  g_assert_cmpfloat (shares[1], >, 0.0);
  g_assert_cmpfloat (shares[1], <, shares[0] / 2.0);
}

static gint64
random_time (void)
{
  return 980 * MS + (gint64) (g_test_rand_double () * 140.0 * (double) MS);
}

/* Wherever the edges, the markers and the pointer are, and however small the
 * picture: no word leaves it. */
static void
test_stays_inside (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);

  for (guint i = 0; i < 60; i++)
    {
      BobbinTimelineViewport viewport = get_viewport ();
      int width = g_test_rand_int_range (160, WIDTH), height = g_test_rand_int_range (60, HEIGHT);

      viewport.range = bobbin_time_span (random_time (), random_time ());
      viewport.markers_ns[0] = random_time ();
      viewport.markers_ns[1] = random_time ();
      viewport.shows_moves = TRUE;
      viewport.follows_now = i % 3 == 0;
      g_autoptr (BobbinTimelineLayout) layout = lay_out_sized (run, &viewport, width, height);
      Scene scene = { layout, g_test_rand_double () * width, g_test_rand_double () * height, TRUE };
      cairo_surface_t *image = draw_test_image (WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN, draw_overlay_alone, &scene);

      g_assert_false (draw_test_has_ink (image, 0, 0, MARGIN, HEIGHT + 2 * MARGIN, 0xffffff));
      g_assert_false (draw_test_has_ink (image, MARGIN + width, 0, WIDTH - width + MARGIN, HEIGHT + 2 * MARGIN, 0xffffff));
      g_assert_false (draw_test_has_ink (image, 0, 0, WIDTH + 2 * MARGIN, MARGIN, 0xffffff));
      g_assert_false (draw_test_has_ink (image, 0, MARGIN + height, WIDTH + 2 * MARGIN, HEIGHT - height + MARGIN, 0xffffff));
      cairo_surface_destroy (image);
    }
}

static gboolean
overlap (BobbinRect a, BobbinRect b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* Two markers, two edges and two lengths: no two words on each other. */
static void
test_flags (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);
  BobbinTimelineViewport viewport = get_viewport ();
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run, &viewport);

  for (guint round = 0; round < 500; round++)
    {
      BobbinTimelineFlags flags = { .layout = layout };
      BobbinRect places[6];

      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        {
          double width = g_test_rand_double_range (10.0, 100.0), x = g_test_rand_double_range (-100.0, WIDTH + 100.0);
          double xs[] = { x, x - width };

          places[i] = bobbin_timeline_flags_place (&flags, width, xs, 2, i % 2);
          g_assert_cmpfloat (places[i].x, >=, 0.0);
          g_assert_cmpfloat (places[i].x + places[i].width, <=, WIDTH + 1.0);
          for (guint j = 0; j < i; j++)
            g_assert_false (overlap (places[i], places[j]));
        }
    }
}

static void
assert_told (const BobbinRun *run, gint64 a_ns, gint64 b_ns, const char *expected)
{
  BobbinTimelineViewport viewport = get_viewport ();
  viewport.markers_ns[0] = a_ns;
  viewport.markers_ns[1] = b_ns;
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run, &viewport);
  g_autofree char *marks = bobbin_timeline_describe_marks (layout);
  g_autofree char *all = bobbin_timeline_layout_describe (layout);

  g_assert_cmpstr (marks, ==, expected);
  if (expected != NULL)
    g_assert_true (g_str_has_suffix (all, expected));
}

static void
test_words (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);

  assert_told (run, BOBBIN_NO_TIME, BOBBIN_NO_TIME, NULL);
  assert_told (run, 1040 * MS, BOBBIN_NO_TIME, "Marker A stands at 1.0400 s.");
  assert_told (run, BOBBIN_NO_TIME, 1040 * MS, "Marker B stands at 1.0400 s.");
  assert_told (run, 1040 * MS, 1036796 * BOBBIN_NS_PER_US,
               "Marker A stands at 1.0400 s and marker B at 1.0368 s: they are 3.204 ms apart.");
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/timeline-overlay/nothing", test_nothing);
  g_test_add_func ("/timeline-overlay/range", test_range);
  g_test_add_func ("/timeline-overlay/pointed", test_pointed);
  g_test_add_func ("/timeline-overlay/moves", test_moves);
  g_test_add_func ("/timeline-overlay/moves-of-one", test_moves_of_one);
  g_test_add_func ("/timeline-overlay/stays-inside", test_stays_inside);
  g_test_add_func ("/timeline-overlay/flags", test_flags);
  g_test_add_func ("/timeline-overlay/words", test_words);
  result = g_test_run ();
  g_object_unref (pango);
  return result;
}
