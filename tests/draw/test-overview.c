/* test-overview.c - the strip below the timeline: its columns, where things lie, its pixels */
#include <math.h>
#include <stdlib.h>

#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-overview.h"
#include "bobbin-timeline-navigate.h"
#include "draw-test.h"

#define MS BOBBIN_NS_PER_MS
#define S  BOBBIN_NS_PER_S

#define WIDTH  900
#define HEIGHT 52

static PangoContext *pango;

/* The history keeps 16 ns: a sum that is cut in two may be off by so much at each cut. */
#define CUT_NS 32

static void
assert_same_columns (const BobbinOverview *a, const BobbinOverview *b, guint n_workers)
{
  guint n_a, n_b;
  gint64 column_a_ns, column_b_ns;
  const BobbinOverviewColumn *columns_a = bobbin_overview_get_columns (a, &n_a, &column_a_ns);
  const BobbinOverviewColumn *columns_b = bobbin_overview_get_columns (b, &n_b, &column_b_ns);
  gint64 most_ns = (gint64) n_workers * CUT_NS * (column_a_ns / MS + 1);

  g_assert_cmpuint (n_a, ==, n_b);
  g_assert_cmpint (column_a_ns, ==, column_b_ns);
  for (guint i = 0; i < n_a; i++)
    {
      g_assert_cmpint (llabs (columns_a[i].running_ns - columns_b[i].running_ns), <=, most_ns);
      g_assert_cmpint (llabs (columns_a[i].waiting_ns - columns_b[i].waiting_ns), <=, most_ns);
      g_assert_cmpint (llabs (columns_a[i].blocked_ns - columns_b[i].blocked_ns), <=, most_ns);
    }
}

static void
assert_whole (const BobbinOverview *overview, const BobbinRun *run)
{
  BobbinOverviewColumn sum = { 0 };
  BobbinTimeSpan all = { 0, bobbin_history_get_extent (run->history).end_ns };
  BobbinShares shares = { 0 };
  guint n;
  gint64 column_ns;
  const BobbinOverviewColumn *columns = bobbin_overview_get_columns (overview, &n, &column_ns);

  for (guint i = 0; i < n; i++)
    {
      sum.running_ns += columns[i].running_ns;
      sum.waiting_ns += columns[i].waiting_ns;
      sum.blocked_ns += columns[i].blocked_ns;
    }
  for (guint i = 0; i < run->workers->len; i++)
    {
      BobbinShares lane = bobbin_history_get_shares (run->history, i, all);

      shares.running_ns += lane.running_ns;
      shares.waiting_ns += lane.waiting_ns;
      shares.blocked_ns += lane.blocked_ns;
    }
  g_assert_cmpint (llabs (sum.running_ns - shares.running_ns), <=, shares.running_ns / 10000 + CUT_NS);
  g_assert_cmpint (llabs (sum.waiting_ns - shares.waiting_ns), <=, shares.waiting_ns / 10000 + CUT_NS);
  g_assert_cmpint (llabs (sum.blocked_ns - shares.blocked_ns), <=, shares.blocked_ns / 10000 + CUT_NS);
}

/* A run that grows, its workers' slices coming in at different times, some late. */
static void
test_grows (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (3, 2, 4, 100 * MS);
  g_autoptr (BobbinOverview) grown = bobbin_overview_new (), whole = bobbin_overview_new ();
  gint64 ends_ns[5] = { 0 };

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (5, 64 << 20);
  for (guint i = 0; i < 20000; i++)
    {
      guint worker = (guint) g_test_rand_int_range (0, 5);
      BobbinInterval slice = { .span = { ends_ns[worker], ends_ns[worker] + 16 * g_test_rand_int_range (1, 200000) },
                               .state = (BobbinState) g_test_rand_int_range (0, BOBBIN_STATE_BLOCKED + 1),
                               .other = i % 4 };

      bobbin_history_append (run->history, worker, &slice);
      ends_ns[worker] = slice.span.end_ns;
      if (i % 100 == 0)
        g_assert_true (bobbin_overview_update (grown, run));
    }
  bobbin_overview_update (grown, run);
  g_assert_false (bobbin_overview_update (grown, run));
  g_assert_true (bobbin_overview_update (whole, run));
  assert_same_columns (grown, whole, 5);
  assert_whole (grown, run);
}

/* Longer than the columns reach: they become longer, and never more. */
static void
test_long (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (1, 0, 1, 100 * MS);
  g_autoptr (BobbinOverview) grown = bobbin_overview_new (), whole = bobbin_overview_new ();
  guint n;
  gint64 column_ns;

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (1, 1 << 20);
  for (gint64 i = 0; i < 1000; i++)
    {
      BobbinInterval slice = { .span = { i * S, (i + 1) * S }, .other = 0,
                               .state = i % 3 == 0 ? BOBBIN_STATE_RUNNING : BOBBIN_STATE_SLEEP };

      bobbin_history_append (run->history, 0, &slice);
      bobbin_overview_update (grown, run);
      bobbin_overview_get_columns (grown, &n, &column_ns);
      g_assert_cmpuint (n, <=, BOBBIN_OVERVIEW_COLUMNS);
      g_assert_cmpint (n * column_ns, >=, (i + 1) * S);
    }
  g_assert_cmpuint (n, >, BOBBIN_OVERVIEW_COLUMNS / 3);
  bobbin_overview_update (whole, run);
  assert_same_columns (grown, whole, 1);
}

static void
test_another_run (void)
{
  g_autoptr (BobbinRun) first = bobbin_fake_run_new (BOBBIN_FAKE_EXACT), second = bobbin_fake_run_new (BOBBIN_FAKE_BUSY);
  g_autoptr (BobbinOverview) overview = bobbin_overview_new (), fresh = bobbin_overview_new ();
  guint n;
  gint64 column_ns;

  bobbin_overview_update (overview, first);
  g_assert_true (bobbin_overview_update (overview, NULL));
  g_assert_false (bobbin_overview_update (overview, NULL));
  bobbin_overview_get_columns (overview, &n, &column_ns);
  g_assert_cmpuint (n, ==, 0);
  bobbin_overview_update (overview, second);
  bobbin_overview_update (fresh, second);
  assert_same_columns (overview, fresh, 8);
  bobbin_overview_update (overview, first);
  bobbin_overview_update (fresh, NULL);
  bobbin_overview_update (fresh, first);
  assert_same_columns (overview, fresh, 8);
}

static BobbinOverviewLayout
lay_out (const BobbinRun *run, BobbinTimeSpan span)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport (span);

  return bobbin_overview_layout (run, &viewport, (BobbinRect) { 100.0, 10.0, WIDTH, HEIGHT }, &style);
}

static void
test_time_and_place (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  BobbinOverviewLayout layout = lay_out (run, (BobbinTimeSpan) { 2 * S, 4 * S });
  gint64 ns_per_px = bobbin_time_span_length_ns (layout.extent) / WIDTH;

  g_assert_cmpfloat_with_epsilon (bobbin_overview_x (&layout, layout.extent.begin_ns), 100.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (bobbin_overview_x (&layout, layout.extent.end_ns), 100.0 + WIDTH, 1e-6);
  for (gint64 t = 0; t < 8 * S; t += 37 * MS)
    g_assert_cmpint (llabs (bobbin_overview_time (&layout, bobbin_overview_x (&layout, t)) - t), <=, 2);
  g_assert_cmpint (llabs (bobbin_overview_time (&layout, layout.frame_x0) - 2 * S), <=, ns_per_px);
  g_assert_cmpint (llabs (bobbin_overview_time (&layout, layout.frame_x1) - 4 * S), <=, ns_per_px);
}

static BobbinOverviewPart
hit (const BobbinOverviewLayout *layout, double x)
{
  return bobbin_overview_hit (layout, x, layout->rect.y + layout->rect.height / 2.0, 6.0);
}

static void
test_hits (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  BobbinOverviewLayout layout = lay_out (run, (BobbinTimeSpan) { 2 * S, 4 * S });

  g_assert_cmpint (hit (&layout, layout.rect.x + 2.0), ==, BOBBIN_OVERVIEW_OUTSIDE);
  g_assert_cmpint (hit (&layout, layout.frame_x0 - 7.0), ==, BOBBIN_OVERVIEW_OUTSIDE);
  g_assert_cmpint (hit (&layout, layout.frame_x0 - 5.0), ==, BOBBIN_OVERVIEW_LEFT);
  g_assert_cmpint (hit (&layout, layout.frame_x0 + 5.0), ==, BOBBIN_OVERVIEW_LEFT);
  g_assert_cmpint (hit (&layout, layout.frame_x0 + 7.0), ==, BOBBIN_OVERVIEW_INSIDE);
  g_assert_cmpint (hit (&layout, layout.frame_x1 - 7.0), ==, BOBBIN_OVERVIEW_INSIDE);
  g_assert_cmpint (hit (&layout, layout.frame_x1 - 5.0), ==, BOBBIN_OVERVIEW_RIGHT);
  g_assert_cmpint (hit (&layout, layout.frame_x1 + 5.0), ==, BOBBIN_OVERVIEW_RIGHT);
  g_assert_cmpint (hit (&layout, layout.frame_x1 + 7.0), ==, BOBBIN_OVERVIEW_OUTSIDE);
  g_assert_cmpint (hit (&layout, 50.0), ==, BOBBIN_OVERVIEW_NOWHERE);
  g_assert_cmpint (bobbin_overview_hit (&layout, layout.frame_x0, layout.rect.y - 1.0, 6.0), ==, BOBBIN_OVERVIEW_NOWHERE);
}

/* However short the view and wherever it is, its frame can be seen, and all three parts of it be grabbed. */
static void
test_narrow_frame (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  BobbinTimeSpan bounds = bobbin_timeline_bounds (run);

  for (gint64 t = bounds.begin_ns; t <= bounds.end_ns; t += 250 * MS)
    {
      BobbinTimeSpan span = bobbin_timeline_limit ((BobbinTimeSpan) { t, t + 20000 }, bounds);
      BobbinOverviewLayout layout = lay_out (run, span);
      double middle = (layout.frame_x0 + layout.frame_x1) / 2.0;

      g_assert_cmpfloat (layout.frame_x1 - layout.frame_x0, >=, 5.0);
      g_assert_cmpfloat (layout.frame_x0, >=, layout.rect.x);
      g_assert_cmpfloat (layout.frame_x1, <=, layout.rect.x + layout.rect.width);
      g_assert_cmpint (hit (&layout, middle), ==, BOBBIN_OVERVIEW_INSIDE);
      g_assert_cmpint (hit (&layout, layout.frame_x0 - 3.0), ==, BOBBIN_OVERVIEW_LEFT);
      g_assert_cmpint (hit (&layout, layout.frame_x1 + 3.0), ==, BOBBIN_OVERVIEW_RIGHT);
    }
}

typedef struct {
  const BobbinRun      *run;
  BobbinOverview       *overview;
  BobbinOverviewLayout  layout;
} Strip;

static void
draw_strip (cairo_t *cr, gpointer data)
{
  const Strip *strip = data;
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  bobbin_overview_draw (strip->overview, &strip->layout, strip->run, cr, &style, BOBBIN_OVERVIEW_NOWHERE);
}

static void
test_pixels (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);
  g_autoptr (BobbinOverview) overview = bobbin_overview_new ();
  Strip strip = { run, overview, lay_out (run, (BobbinTimeSpan) { 2 * S, 4 * S }) };
  cairo_surface_t *image;
  int foot = (int) (strip.layout.bars.y + strip.layout.bars.height) - 4;
  int inside = (int) bobbin_overview_x (&strip.layout, 3 * S), outside = (int) bobbin_overview_x (&strip.layout, 6 * S);

  bobbin_overview_update (overview, run);
  image = draw_test_image (WIDTH + 200, HEIGHT + 20, draw_strip, &strip);
  /* At the foot it is solid; what is not seen is paler. */
  g_assert_cmphex (draw_test_pixel (image, inside, foot), !=, 0xffffff);
  g_assert_cmphex (draw_test_pixel (image, inside, foot) & 0xff, <, draw_test_pixel (image, outside, foot) & 0xff);
  /* Nothing beside the strip but the grips. */
  g_assert_false (draw_test_has_ink (image, 0, 0, 90, HEIGHT + 20, 0xffffff));
  g_assert_false (draw_test_has_ink (image, WIDTH + 110, 0, 90, HEIGHT + 20, 0xffffff));
  g_assert_false (draw_test_has_ink (image, 0, 0, WIDTH + 200, 10, 0xffffff));
  g_assert_false (draw_test_has_ink (image, 0, HEIGHT + 10, WIDTH + 200, 10, 0xffffff));
  cairo_surface_destroy (image);
}

static void
test_no_run (void)
{
  g_autoptr (BobbinOverview) overview = bobbin_overview_new ();
  Strip strip = { NULL, overview, lay_out (NULL, (BobbinTimeSpan) { 0, 5 * S }) };
  g_autofree char *sentence = bobbin_overview_describe (&strip.layout, NULL);
  cairo_surface_t *image = draw_test_image (WIDTH + 200, HEIGHT + 20, draw_strip, &strip);

  g_assert_cmpstr (sentence, ==, "Overview: there is no run yet.");
  cairo_surface_destroy (image);
}

static void
test_sentence (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  BobbinOverviewLayout layout = lay_out (run, (BobbinTimeSpan) { 2 * S, 2 * S + 100 * MS });
  g_autofree char *sentence = bobbin_overview_describe (&layout, run);

  g_assert_cmpstr (sentence, ==, "Overview: from 2.0000 s to 2.1000 s is seen, of a run of 8.01 s.");
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/overview/grows", test_grows);
  g_test_add_func ("/overview/long", test_long);
  g_test_add_func ("/overview/another-run", test_another_run);
  g_test_add_func ("/overview/time-and-place", test_time_and_place);
  g_test_add_func ("/overview/hits", test_hits);
  g_test_add_func ("/overview/narrow-frame", test_narrow_frame);
  g_test_add_func ("/overview/pixels", test_pixels);
  g_test_add_func ("/overview/no-run", test_no_run);
  g_test_add_func ("/overview/sentence", test_sentence);
  result = g_test_run ();
  g_object_unref (pango);
  return result;
}
