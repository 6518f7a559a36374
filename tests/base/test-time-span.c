/* test-time-span.c - the algebra of spans */
#include <glib.h>

#include "bobbin-time-span.h"

static void
assert_span (BobbinTimeSpan span, gint64 begin_ns, gint64 end_ns)
{
  g_assert_cmpint (span.begin_ns, ==, begin_ns);
  g_assert_cmpint (span.end_ns, ==, end_ns);
}

static void
test_order (void)
{
  assert_span (bobbin_time_span (5, 2), 2, 5);
  assert_span (bobbin_time_span (-5, 2), -5, 2);
  g_assert_cmpint (bobbin_time_span_length_ns (bobbin_time_span (5, 2)), ==, 3);
  g_assert_cmpint (bobbin_time_span_length_ns ((BobbinTimeSpan) { 5, 2 }), ==, 0);
  g_assert_true (bobbin_time_span_is_empty ((BobbinTimeSpan) { 5, 5 }));
  g_assert_true (bobbin_time_span_is_empty ((BobbinTimeSpan) { 5, 2 }));
  g_assert_false (bobbin_time_span_is_empty ((BobbinTimeSpan) { 2, 5 }));
}

static void
test_half_open (void)
{
  BobbinTimeSpan span = { 2, 5 };

  g_assert_false (bobbin_time_span_contains (span, 1));
  g_assert_true (bobbin_time_span_contains (span, 2));
  g_assert_true (bobbin_time_span_contains (span, 4));
  g_assert_false (bobbin_time_span_contains (span, 5));

  g_assert_false (bobbin_time_span_overlaps (span, (BobbinTimeSpan) { 5, 9 }));
  g_assert_true (bobbin_time_span_overlaps (span, (BobbinTimeSpan) { 4, 9 }));
  g_assert_false (bobbin_time_span_overlaps (span, (BobbinTimeSpan) { 3, 3 }));
}

static void
test_clamp_and_union (void)
{
  BobbinTimeSpan span = { 2, 5 };

  assert_span (bobbin_time_span_clamp (span, (BobbinTimeSpan) { 3, 9 }), 3, 5);
  assert_span (bobbin_time_span_clamp (span, (BobbinTimeSpan) { 0, 9 }), 2, 5);
  assert_span (bobbin_time_span_clamp (span, (BobbinTimeSpan) { 7, 9 }), 2, 2);
  assert_span (bobbin_time_span_union (span, (BobbinTimeSpan) { 7, 9 }), 2, 9);
}

static void
test_position (void)
{
  BobbinTimeSpan span = { -10, 10 };

  g_assert_cmpfloat_with_epsilon (bobbin_time_span_position (span, -10), 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (bobbin_time_span_position (span, 0), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (bobbin_time_span_position (span, 30), 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (bobbin_time_span_position ((BobbinTimeSpan) { 3, 3 }, 7), 0.0, 1e-12);
}

/* Against the plain definition, with small numbers so that edges meet often. */
static void
test_properties (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      BobbinTimeSpan a = bobbin_time_span (g_test_rand_int_range (-8, 8), g_test_rand_int_range (-8, 8));
      BobbinTimeSpan b = bobbin_time_span (g_test_rand_int_range (-8, 8), g_test_rand_int_range (-8, 8));
      BobbinTimeSpan common = bobbin_time_span_clamp (a, b);
      BobbinTimeSpan both = bobbin_time_span_union (a, b);
      gint64 shared = 0;

      for (gint64 t = -9; t < 9; t++)
        {
          gboolean in_both = bobbin_time_span_contains (a, t) && bobbin_time_span_contains (b, t);

          shared += in_both;
          g_assert_true (bobbin_time_span_contains (common, t) == in_both);
          if (bobbin_time_span_contains (a, t) || bobbin_time_span_contains (b, t))
            g_assert_true (bobbin_time_span_contains (both, t));
        }
      g_assert_cmpint (bobbin_time_span_length_ns (common), ==, shared);
      g_assert_true (bobbin_time_span_overlaps (a, b) == (shared > 0));
    }
}

static void
test_clock (void)
{
  gint64 before_ns = bobbin_clock_ns ();

  g_usleep (2000);
  g_assert_cmpint (bobbin_clock_ns () - before_ns, >=, 2 * BOBBIN_NS_PER_MS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-span/order", test_order);
  g_test_add_func ("/time-span/half-open", test_half_open);
  g_test_add_func ("/time-span/clamp-and-union", test_clamp_and_union);
  g_test_add_func ("/time-span/position", test_position);
  g_test_add_func ("/time-span/properties", test_properties);
  g_test_add_func ("/time-span/clock", test_clock);
  return g_test_run ();
}
