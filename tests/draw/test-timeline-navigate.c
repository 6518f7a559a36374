/* test-timeline-navigate.c - a view moves in time and never gets lost */
#include <math.h>
#include <stdlib.h>

#include "bobbin-fake-run.h"
#include "bobbin-timeline-navigate.h"

#define MS BOBBIN_NS_PER_MS
#define S  BOBBIN_NS_PER_S

static const BobbinTimeSpan bounds = { 0, 100 * S };

static gint64
length (BobbinTimeSpan span)
{
  return bobbin_time_span_length_ns (span);
}

static void
assert_equal (BobbinTimeSpan a, BobbinTimeSpan b)
{
  g_assert_cmpint (a.begin_ns, ==, b.begin_ns);
  g_assert_cmpint (a.end_ns, ==, b.end_ns);
}

static void
assert_near (gint64 a, gint64 b, gint64 most)
{
  g_assert_cmpint (llabs (a - b), <=, most);
}

/* What holds of every view that any of the functions returns. */
static void
assert_limits (BobbinTimeSpan span, BobbinTimeSpan within)
{
  gint64 air_ns = (gint64) ceil (BOBBIN_VIEW_AIR * (double) length (span));

  g_assert_cmpint (length (span), >=, BOBBIN_LEAST_VIEW_NS);
  g_assert_cmpint (span.begin_ns, >=, within.begin_ns - air_ns - 1);
  g_assert_cmpint (span.end_ns, <=, within.end_ns + air_ns + 1);
  assert_equal (bobbin_timeline_limit (span, within), span);
}

static void
test_zoom_keeps_the_place (void)
{
  static const double positions[] = { 0.0, 0.25, 0.5, 0.9, 1.0 };
  BobbinTimeSpan span = { 40 * S, 50 * S };

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      gint64 time_ns = bobbin_timeline_time_at (span, positions[i]);
      BobbinTimeSpan zoomed = span;

      for (guint step = 0; step < 60; step++)
        {
          zoomed = bobbin_timeline_zoom (zoomed, bounds, positions[i], 1.25);
          assert_limits (zoomed, bounds);
          /* Each step may round by half a nanosecond. */
          assert_near (bobbin_timeline_time_at (zoomed, positions[i]), time_ns, (gint64) step + 2);
        }
      g_assert_cmpint (length (zoomed), ==, BOBBIN_LEAST_VIEW_NS);
    }
}

static void
test_there_and_back (void)
{
  BobbinTimeSpan span = { 40 * S + 123456789, 50 * S + 987654321 };

  for (double factor = 1.1; factor < 5.0; factor += 0.3)
    {
      BobbinTimeSpan zoomed = bobbin_timeline_zoom (span, bounds, 0.3, factor);
      BobbinTimeSpan back = bobbin_timeline_zoom (zoomed, bounds, 0.3, 1.0 / factor);

      assert_near (back.begin_ns, span.begin_ns, (gint64) ceil (factor));
      assert_near (back.end_ns, span.end_ns, (gint64) ceil (factor));
    }
  /* Many steps down to milliseconds and up again: off by a small part of a pixel at most. */
  BobbinTimeSpan moved = span;
  for (guint i = 0; i < 40; i++)
    moved = bobbin_timeline_zoom (moved, bounds, 0.7, 1.25);
  g_assert_cmpint (length (moved), <, 10 * MS);
  for (guint i = 0; i < 40; i++)
    moved = bobbin_timeline_zoom (moved, bounds, 0.7, 0.8);
  assert_near (moved.begin_ns, span.begin_ns, length (span) / 100000);
  assert_near (moved.end_ns, span.end_ns, length (span) / 100000);
}

static void
test_pan (void)
{
  BobbinTimeSpan span = { 40 * S, 41 * S + 7 };
  BobbinTimeSpan panned = bobbin_timeline_pan (span, bounds, -3 * S);

  assert_equal (panned, (BobbinTimeSpan) { 37 * S, 38 * S + 7 });
  assert_equal (bobbin_timeline_pan (panned, bounds, 3 * S), span);
  /* Against an edge it stops there and keeps its length. */
  for (int direction = -1; direction <= 1; direction += 2)
    {
      BobbinTimeSpan edge = bobbin_timeline_pan (span, bounds, direction * 1000 * S);

      assert_limits (edge, bounds);
      g_assert_cmpint (length (edge), ==, length (span));
      assert_equal (bobbin_timeline_pan (edge, bounds, direction * S), edge);
      g_assert_true (bobbin_time_span_contains (edge, direction < 0 ? bounds.begin_ns : bounds.end_ns - 1));
    }
}

static void
test_fit (void)
{
  BobbinTimeSpan all = bobbin_timeline_fit (bounds);
  BobbinTimeSpan tiny = bobbin_timeline_fit ((BobbinTimeSpan) { 5 * S, 5 * S + 10 });

  g_assert_cmpint (all.begin_ns, <, bounds.begin_ns);
  g_assert_cmpint (all.end_ns, >, bounds.end_ns);
  g_assert_cmpint (length (all), <, length (bounds) * 11 / 10);
  assert_limits (all, bounds);
  /* Nothing is longer, however it is asked for. */
  assert_equal (bobbin_timeline_zoom (all, bounds, 0.2, 0.01), all);
  assert_equal (bobbin_timeline_limit ((BobbinTimeSpan) { -1000 * S, 4000 * S }, bounds), all);
  g_assert_cmpint (length (tiny), ==, BOBBIN_LEAST_VIEW_NS);
  g_assert_true (bobbin_time_span_contains (tiny, 5 * S + 5));
}

static void
test_zoom_to (void)
{
  BobbinTimeSpan range = { 12 * S, 13 * S };
  BobbinTimeSpan view = bobbin_timeline_zoom_to (range, bounds);

  g_assert_cmpint (view.begin_ns, <, range.begin_ns);
  g_assert_cmpint (view.end_ns, >, range.end_ns);
  g_assert_cmpint (length (view), <, length (range) * 11 / 10);
  assert_near (range.begin_ns - view.begin_ns, view.end_ns - range.end_ns, 1);
}

static void
test_center_and_reveal (void)
{
  BobbinTimeSpan span = { 40 * S, 50 * S };

  assert_equal (bobbin_timeline_center (span, bounds, 60 * S), (BobbinTimeSpan) { 55 * S, 65 * S });
  assert_equal (bobbin_timeline_reveal (span, bounds, 45 * S), span);
  assert_equal (bobbin_timeline_reveal (span, bounds, 60 * S), (BobbinTimeSpan) { 55 * S, 65 * S });
  g_assert_true (bobbin_time_span_contains (bobbin_timeline_reveal (span, bounds, 0), 0));
}

static gint64
random_ns (gint64 from_ns, gint64 to_ns)
{
  return from_ns + (gint64) (g_test_rand_double () * (double) (to_ns - from_ns));
}

static BobbinTimeSpan
move_somehow (BobbinTimeSpan span, BobbinTimeSpan within)
{
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      return bobbin_timeline_zoom (span, within, g_test_rand_double (), exp (g_test_rand_double_range (-3.0, 3.0)));
    case 1:
      return bobbin_timeline_pan (span, within, random_ns (-3 * length (span), 3 * length (span)));
    case 2:
      return bobbin_timeline_zoom_to (bobbin_time_span (random_ns (-S, 200 * S), random_ns (-S, 200 * S)), within);
    case 3:
      return bobbin_timeline_center (span, within, random_ns (-S, 200 * S));
    case 4:
      return bobbin_timeline_limit (bobbin_time_span (random_ns (-S, 200 * S), random_ns (-S, 200 * S)), within);
    default:
      return bobbin_timeline_reveal (span, within, random_ns (-S, 200 * S));
    }
}

static void
test_random_walk (void)
{
  static const BobbinTimeSpan all_bounds[] = { { 0, 100 * S }, { -8 * MS, 400 * MS }, { 0, 1 }, { 7 * S, 7 * S + 25000 } };

  for (guint b = 0; b < G_N_ELEMENTS (all_bounds); b++)
    {
      BobbinTimeSpan span = bobbin_timeline_fit (all_bounds[b]);

      for (guint i = 0; i < 5000; i++)
        {
          span = move_somehow (span, all_bounds[b]);
          g_assert_cmpint (length (span), >=, BOBBIN_LEAST_VIEW_NS);
          assert_equal (bobbin_timeline_limit (span, all_bounds[b]), span);
          /* Something of the run is seen at any time. */
          g_assert_cmpint (span.begin_ns, <=, all_bounds[b].end_ns);
          g_assert_cmpint (span.end_ns, >=, all_bounds[b].begin_ns);
        }
    }
}

static void
test_extent (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  BobbinTimeSpan extent = bobbin_timeline_extent (run);

  for (guint i = 0; i < run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      g_assert_cmpint (extent.begin_ns, <=, worker->born_ns);
      g_assert_cmpint (extent.end_ns, >=, worker->ended_ns);
    }
  g_assert_cmpint (extent.end_ns, >=, run->end_ns);
  assert_equal (bobbin_timeline_bounds (run), extent);
  assert_limits (bobbin_timeline_fit (bobbin_timeline_bounds (NULL)), bobbin_timeline_bounds (NULL));
}

/* What was given up cannot be gone to. */
static void
test_extent_of_what_is_kept (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_ONE);

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (run->workers->len, 1);
  for (gint64 i = 0; i < 5000; i++)
    {
      BobbinInterval slice = { .span = { i * MS, (i + 1) * MS }, .other = (guint) (i % 2) };

      bobbin_history_append (run->history, 0, &slice);
    }
  g_assert_cmpuint (bobbin_history_get_dropped (run->history, 0), >, 0);
  g_assert_cmpint (bobbin_timeline_extent (run).begin_ns, ==, bobbin_history_get_extent (run->history).begin_ns);
}

/* What the view of now relies on. */
static void
test_now (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EARLY);
  BobbinTimeSpan all = bobbin_timeline_bounds (run);
  BobbinTimeSpan live = { run->now_ns - BOBBIN_LIVE_VIEW_NS, run->now_ns };

  /* A young run is seen with what it has not yet filled. */
  assert_equal (bobbin_timeline_limit (live, all), live);
  /* Panned to the right as far as it goes, it follows again. */
  g_assert_cmpint (bobbin_timeline_pan (live, all, -MS).end_ns, <, run->now_ns);
  g_assert_cmpint (bobbin_timeline_pan ((BobbinTimeSpan) { 0, MS }, all, 100 * S).end_ns, >=, run->now_ns);
}

static BobbinHistory *
make_lane (const gint64 *ends_ns, guint n)
{
  BobbinHistory *history = bobbin_history_new (2, 1 << 20);
  gint64 begin_ns = 0;

  for (guint i = 0; i < n; i++)
    {
      BobbinInterval slice = { .span = { begin_ns, ends_ns[i] }, .other = i % 2 };

      bobbin_history_append (history, 1, &slice);
      begin_ns = ends_ns[i];
    }
  return history;
}

static void
test_steps (void)
{
  static const gint64 ends_ns[] = { 16000, 32000, 32032, 48000, 64000 };
  g_autoptr (BobbinHistory) history = make_lane (ends_ns, G_N_ELEMENTS (ends_ns));
  BobbinInterval slice;

  g_assert_false (bobbin_timeline_slice_at (history, 1, -5, &slice));
  g_assert_false (bobbin_timeline_slice_at (history, 1, 64000, &slice));
  g_assert_false (bobbin_timeline_slice_at (history, 0, 5, &slice));
  g_assert_true (bobbin_timeline_slice_at (history, 1, 16000, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 16000);
  g_assert_true (bobbin_timeline_next_slice (history, 1, -5, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 0);
  g_assert_true (bobbin_timeline_next_slice (history, 1, 0, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 16000);
  /* 32 ns are passed over, unless they are all there is to see. */
  g_assert_true (bobbin_timeline_next_slice (history, 1, 16000, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 32032);
  g_assert_true (bobbin_timeline_next_slice (history, 1, 16000, 1, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 32000);
  g_assert_false (bobbin_timeline_next_slice (history, 1, 48000, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_false (bobbin_timeline_next_slice (history, 0, 0, BOBBIN_LEAST_STEP_NS, &slice));

  /* Back: from within a slice to its own begin. */
  g_assert_true (bobbin_timeline_previous_slice (history, 1, 50000, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 48000);
  g_assert_true (bobbin_timeline_previous_slice (history, 1, 32032, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 16000);
  g_assert_true (bobbin_timeline_previous_slice (history, 1, G_MAXINT32, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 48000);
  g_assert_false (bobbin_timeline_previous_slice (history, 1, 0, BOBBIN_LEAST_STEP_NS, &slice));
  g_assert_false (bobbin_timeline_previous_slice (history, 0, 100, BOBBIN_LEAST_STEP_NS, &slice));
}

/* To the end and back through every lane of workers and cores: the same slices. */
static void
walk_lane (const BobbinHistory *history, guint lane)
{
  g_autoptr (GArray) begins = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 time_ns = -S;
  BobbinInterval slice;

  while (bobbin_timeline_next_slice (history, lane, time_ns, 1, &slice))
    {
      g_assert_cmpint (slice.span.begin_ns, >, time_ns);
      time_ns = slice.span.begin_ns;
      g_array_append_val (begins, time_ns);
    }
  g_assert_cmpuint (begins->len, ==, bobbin_history_get_length (history, lane));
  time_ns = G_MAXINT64 / 2;
  for (guint i = begins->len; i-- > 0; time_ns = slice.span.begin_ns)
    {
      g_assert_true (bobbin_timeline_previous_slice (history, lane, time_ns, 1, &slice));
      g_assert_cmpint (slice.span.begin_ns, ==, g_array_index (begins, gint64, i));
    }
  g_assert_false (bobbin_timeline_previous_slice (history, lane, time_ns, 1, &slice));
}

static void
test_steps_through_lanes (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_REASONS);

  for (guint i = 0; i < run->workers->len; i++)
    walk_lane (run->history, i);
  for (guint i = 0; i < bobbin_history_get_n_lanes (run->core_history); i++)
    walk_lane (run->core_history, i);
}

/* A million slices of which each is too short: one step looks at some and takes the longest. */
static void
test_steps_are_bounded (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 64 << 20);
  gint64 time_ns = 0;
  BobbinInterval slice;

  for (guint i = 0; i < 1000000; i++)
    {
      gint64 length_ns = i == 700 ? 64 : 48;
      BobbinInterval short_slice = { .span = { time_ns, time_ns + length_ns }, .other = i % 2 };

      bobbin_history_append (history, 0, &short_slice);
      time_ns += length_ns;
    }
  g_assert_true (bobbin_timeline_next_slice (history, 0, 0, S, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 700 * 48);
  g_assert_true (bobbin_timeline_previous_slice (history, 0, 2000 * 48, S, &slice));
  g_assert_cmpint (slice.span.begin_ns, ==, 700 * 48);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline-navigate/zoom-keeps-the-place", test_zoom_keeps_the_place);
  g_test_add_func ("/timeline-navigate/there-and-back", test_there_and_back);
  g_test_add_func ("/timeline-navigate/pan", test_pan);
  g_test_add_func ("/timeline-navigate/fit", test_fit);
  g_test_add_func ("/timeline-navigate/zoom-to", test_zoom_to);
  g_test_add_func ("/timeline-navigate/center-and-reveal", test_center_and_reveal);
  g_test_add_func ("/timeline-navigate/random-walk", test_random_walk);
  g_test_add_func ("/timeline-navigate/extent", test_extent);
  g_test_add_func ("/timeline-navigate/extent-of-what-is-kept", test_extent_of_what_is_kept);
  g_test_add_func ("/timeline-navigate/now", test_now);
  g_test_add_func ("/timeline-navigate/steps", test_steps);
  g_test_add_func ("/timeline-navigate/steps-through-lanes", test_steps_through_lanes);
  g_test_add_func ("/timeline-navigate/steps-are-bounded", test_steps_are_bounded);
  return g_test_run ();
}
