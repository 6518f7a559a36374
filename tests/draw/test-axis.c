/* test-axis.c - round steps and their words */
#include "bobbin-axis.h"
#include "bobbin-time-text.h"

#define S BOBBIN_NS_PER_S
#define MS BOBBIN_NS_PER_MS

static gint64
step (gint64 length_ns, double length_px, double gap_px)
{
  return bobbin_axis_step_ns ((BobbinTimeSpan) { 0, length_ns }, length_px, gap_px);
}

static void
test_steps (void)
{
  g_assert_cmpint (step (10 * S, 1000.0, 80.0), ==, S);
  g_assert_cmpint (step (10 * S, 1000.0, 120.0), ==, 2 * S);
  g_assert_cmpint (step (8 * S, 200.0, 100.0), ==, 5 * S);
  g_assert_cmpint (step (400 * MS, 1000.0, 100.0), ==, 50 * MS);
  g_assert_cmpint (step (1000, 1000.0, 100.0), ==, 100);
  g_assert_cmpint (step (300 * S, 1000.0, 100.0), ==, 60 * S);
  g_assert_cmpint (step (3600 * S, 1000.0, 100.0), ==, 600 * S);
  g_assert_cmpint (step (24 * 3600 * S, 1000.0, 100.0), ==, 3 * 3600 * S);
  g_assert_cmpint (step (30 * 24 * 3600 * S, 1000.0, 100.0), ==, 3 * 24 * 3600 * S);
  g_assert_cmpint (step (0, 1000.0, 100.0), ==, 1);
  g_assert_cmpint (step (10 * S, 0.0, 100.0), >=, 10 * S);
}

/* Whatever the span, ticks keep their distance and are not needlessly few. */
static void
test_gap (void)
{
  for (gint64 length_ns = 700; length_ns < G_GINT64_CONSTANT (1000000000000000); length_ns = length_ns / 2 * 3)
    {
      double gap_px = (double) step (length_ns, 900.0, 70.0) / (double) length_ns * 900.0;

      g_assert_cmpfloat (gap_px, >=, 70.0 - 1e-6);
      g_assert_cmpfloat (gap_px, <=, 70.0 * 3.1);
    }
}

static void
test_first (void)
{
  g_assert_cmpint (bobbin_axis_first_ns (0, 5), ==, 0);
  g_assert_cmpint (bobbin_axis_first_ns (1, 5), ==, 5);
  g_assert_cmpint (bobbin_axis_first_ns (5, 5), ==, 5);
  g_assert_cmpint (bobbin_axis_first_ns (-1, 5), ==, 0);
  g_assert_cmpint (bobbin_axis_first_ns (-5, 5), ==, -5);
  g_assert_cmpint (bobbin_axis_first_ns (-6, 5), ==, -5);
}

static void
assert_label (gint64 time_ns, gint64 step_ns, const char *expected)
{
  g_autofree char *label = bobbin_axis_label (time_ns, step_ns);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_labels (void)
{
  assert_label (0, S, "0 s");
  assert_label (2 * S, S, "2 s");
  assert_label (-8 * S, S, "−8 s");
  assert_label (-500 * MS, 500 * MS, "−0.5 s");
  assert_label (1500 * MS, 500 * MS, "1.5 s");
  assert_label (250 * MS, 50 * MS, "250 ms");
  assert_label (120 * S, 60 * S, "2 min");
  assert_label (0, 60 * S, "0 s");
  assert_label (80 * S, 20 * S, "80 s");
  /* Two ticks side by side never read alike. */
  assert_label (12 * S + 345620000, 20 * BOBBIN_NS_PER_US, "12.34562 s");
  assert_label (-(12 * S + 345600000), 20 * BOBBIN_NS_PER_US, "−12.34560 s");
  assert_label (80 * S + 50 * MS, 50 * MS, "80.05 s");
}

static void
assert_time (gint64 time_ns, gint64 resolution_ns, const char *expected)
{
  g_autofree char *text = bobbin_time_text (time_ns, resolution_ns);

  g_assert_cmpstr (text, ==, expected);
}

/* Moments are told to what they can be told apart by, in the axis' unit. */
static void
test_moments (void)
{
  assert_time (0, MS, "0.000 s");
  assert_time (500 * MS, MS, "0.500 s");
  assert_time (500 * MS, 2 * MS, "0.500 s");
  assert_time (500 * MS, 10 * MS, "0.50 s");
  assert_time (500590 * BOBBIN_NS_PER_US, 100, "500.5900 ms");
  assert_time (-20 * MS, 100 * BOBBIN_NS_PER_US, "−20.0 ms");
  assert_time (12 * S + 300415 * BOBBIN_NS_PER_US, BOBBIN_NS_PER_US, "12.300415 s");
  assert_time (7 * S, S, "7 s");
  assert_time (-1, S, "0 s");
  assert_time (86400 * 30 * S + 1, 1, "2592000.000000001 s");
  g_assert_cmpint (bobbin_time_resolution_ns ((BobbinTimeSpan) { 0, 2 * S }), ==, 2 * MS);
  g_assert_cmpint (bobbin_time_resolution_ns ((BobbinTimeSpan) { 0, 0 }), ==, 1);
}

static void
test_round_up (void)
{
  g_assert_cmpfloat_with_epsilon (bobbin_axis_round_up (1.0), 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_axis_round_up (1.01), 2.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_axis_round_up (3.0), 5.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_axis_round_up (7.0), 10.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_axis_round_up (0.03), 0.05, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_axis_round_up (0.0), 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_axis_round_up (-3.0), 1.0, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/axis/steps", test_steps);
  g_test_add_func ("/axis/gap", test_gap);
  g_test_add_func ("/axis/first", test_first);
  g_test_add_func ("/axis/labels", test_labels);
  g_test_add_func ("/axis/moments", test_moments);
  g_test_add_func ("/axis/round-up", test_round_up);
  return g_test_run ();
}
