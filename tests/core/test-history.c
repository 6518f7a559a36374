/* test-history.c - rings of intervals against a plain list of them */
#include <glib.h>

#include "bobbin-history.h"

#define US BOBBIN_NS_PER_US

static void
append (BobbinHistory *history, guint lane, gint64 begin_ns, gint64 end_ns, double run, double wait, guint core)
{
  BobbinInterval interval = { { begin_ns, end_ns }, run, wait, core };

  bobbin_history_append (history, lane, &interval);
}

static void
test_empty (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (2, 1 << 20);
  BobbinTimeSpan extent = bobbin_history_get_extent (history);
  BobbinShares shares = bobbin_history_get_shares (history, 1, (BobbinTimeSpan) { 0, 100 });

  g_assert_cmpuint (bobbin_history_get_n_lanes (history), ==, 2);
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 0);
  g_assert_cmpuint (bobbin_history_find (history, 0, 0), ==, 0);
  g_assert_cmpint (extent.begin_ns, ==, 0);
  g_assert_true (bobbin_time_span_is_empty (extent));
  g_assert_cmpint (shares.unknown_ns, ==, 100);
  g_assert_cmpint (shares.running_ns + shares.waiting_ns + shares.blocked_ns, ==, 0);
}

static void
test_append (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (2, 1 << 20);
  BobbinInterval interval;

  append (history, 0, 0, 100 * US, 0.6, 0.2, 3);
  append (history, 0, 100 * US, 250 * US, 1.0, 0.0, BOBBIN_NO_CORE);
  append (history, 1, -50 * US, -10 * US, 0.0, 1.0, 0);

  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 2);
  interval = bobbin_history_get (history, 0, 0);
  g_assert_cmpint (interval.span.begin_ns, ==, 0);
  g_assert_cmpint (interval.span.end_ns, ==, 100 * US);
  g_assert_cmpfloat_with_epsilon (interval.run_share, 0.6, 1.0 / 500);
  g_assert_cmpfloat_with_epsilon (interval.wait_share, 0.2, 1.0 / 500);
  g_assert_cmpuint (interval.core, ==, 3);
  g_assert_cmpuint (bobbin_history_get (history, 0, 1).core, ==, BOBBIN_NO_CORE);
  g_assert_cmpint (bobbin_history_get_extent (history).begin_ns, ==, -50 * US);
  g_assert_cmpint (bobbin_history_get_extent (history).end_ns, ==, 250 * US);
}

static void
test_cut (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);

  append (history, 0, 0, 100 * US, 1.0, 0.0, 0);
  append (history, 0, 40 * US, 150 * US, 0.0, 1.0, 0); /* begins too early */
  append (history, 0, 10 * US, 150 * US, 0.5, 0.5, 0); /* all of it is there already */
  append (history, 0, 200 * US, 200 * US, 0.5, 0.5, 0); /* empty */
  append (history, 0, 300 * US, 200 * US, 0.5, 0.5, 0); /* the wrong way round */

  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 2);
  g_assert_cmpint (bobbin_history_get (history, 0, 1).span.begin_ns, ==, 100 * US);
  g_assert_cmpint (bobbin_history_get (history, 0, 1).span.end_ns, ==, 150 * US);
}

/* Times that are no whole microseconds leave no gaps and do not add up to a drift. */
static void
test_fractions (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);
  gint64 time_ns = 0;

  for (guint i = 0; i < 10000; i++)
    {
      gint64 next_ns = time_ns + g_test_rand_int_range (1500, 3 * US);

      append (history, 0, time_ns, next_ns, 1.0, 0.0, 0);
      time_ns = next_ns;
    }
  BobbinShares shares = bobbin_history_get_shares (history, 0, (BobbinTimeSpan) { 0, time_ns });
  g_assert_cmpint (shares.unknown_ns, ==, 0);
  g_assert_cmpint (shares.running_ns, ==, time_ns);
  g_assert_cmpint (bobbin_history_get_extent (history).end_ns - time_ns, >=, 0);
  g_assert_cmpint (bobbin_history_get_extent (history).end_ns - time_ns, <, US);
}

static void
test_wrong_shares (void)
{
  static const struct {
    double run, wait, run_kept, wait_kept;
  } cases[] = {
    { 2.0, 2.0, 1.0, 0.0 },
    { -1.0, -1.0, 0.0, 0.0 },
    { 0.0 / 0.0, 0.0 / 0.0, 0.0, 0.0 },
    { 0.6, 0.6, 0.6, 0.4 },
    { 0.0, 1e300, 0.0, 1.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);

      append (history, 0, 0, US, cases[i].run, cases[i].wait, 0);
      g_assert_cmpfloat_with_epsilon (bobbin_history_get (history, 0, 0).run_share, cases[i].run_kept, 1.0 / 500);
      g_assert_cmpfloat_with_epsilon (bobbin_history_get (history, 0, 0).wait_share, cases[i].wait_kept, 1.0 / 500);
    }
}

/* A length takes four bytes: two hours are two intervals without a gap. */
static void
test_long_interval (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);
  gint64 two_hours_ns = 7200 * BOBBIN_NS_PER_S;

  append (history, 0, 0, two_hours_ns, 1.0, 0.0, 1);
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 2);
  g_assert_cmpint (bobbin_history_get_extent (history).end_ns, ==, two_hours_ns);
  g_assert_cmpint (bobbin_history_get_shares (history, 0, (BobbinTimeSpan) { 0, two_hours_ns }).running_ns, ==, two_hours_ns);
}

/* 100 intervals fit a lane, whatever the number of those that came. */
static void
test_bound (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (2, 2 * 100 * 16);

  for (guint i = 0; i < 1234; i++)
    {
      append (history, 0, i * US, (i + 1) * US, (i % 256) / 255.0, 0.0, i % 7);
      g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, MIN (i + 1, 100));
      g_assert_cmpuint (bobbin_history_get_dropped (history, 0), ==, i < 100 ? 0 : i - 99);
    }
  for (guint i = 0; i < 100; i++)
    {
      BobbinInterval interval = bobbin_history_get (history, 0, i);
      guint number = 1234 - 100 + i;

      g_assert_cmpint (interval.span.begin_ns, ==, number * US);
      g_assert_cmpuint (interval.core, ==, number % 7);
      g_assert_cmpfloat_with_epsilon (interval.run_share, (number % 256) / 255.0, 1e-9);
      g_assert_cmpuint (bobbin_history_find (history, 0, number * US), ==, i);
    }
  g_assert_cmpuint (bobbin_history_get_dropped (history, 1), ==, 0);
  g_assert_cmpint (bobbin_history_get_extent (history).begin_ns, ==, (1234 - 100) * US);
  g_assert_cmpint (bobbin_history_get_shares (history, 0, (BobbinTimeSpan) { 0, 1234 * US }).unknown_ns,
                   ==, (1234 - 100) * US);
}

static void
test_tiny_bound (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (3, 1);

  append (history, 0, 0, US, 1.0, 0.0, 0);
  append (history, 0, US, 2 * US, 1.0, 0.0, 0);
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 1);
  g_assert_cmpuint (bobbin_history_get_dropped (history, 0), ==, 1);
  g_assert_cmpint (bobbin_history_get (history, 0, 0).span.begin_ns, ==, US);
}

/* A plain list that is scanned from end to end says what is right. */
static void
assert_like_list (BobbinHistory *history, const GArray *list)
{
  gint64 time_ns = g_test_rand_int_range (-20, 700) * US + g_test_rand_int_range (0, 1000);
  guint first = 0;

  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, list->len);
  while (first < list->len && g_array_index (list, BobbinInterval, first).span.end_ns <= time_ns)
    first++;
  g_assert_cmpuint (bobbin_history_find (history, 0, time_ns), ==, first);

  BobbinTimeSpan span = { time_ns, time_ns + g_test_rand_int_range (0, 400) * US + g_test_rand_int_range (0, 1000) };
  BobbinShares shares = bobbin_history_get_shares (history, 0, span);
  double running_ns = 0.0, waiting_ns = 0.0;
  gint64 known_ns = 0;
  for (guint i = 0; i < list->len; i++)
    {
      const BobbinInterval *interval = &g_array_index (list, BobbinInterval, i);
      gint64 part_ns = bobbin_time_span_length_ns (bobbin_time_span_clamp (interval->span, span));

      known_ns += part_ns;
      running_ns += (double) part_ns * interval->run_share;
      waiting_ns += (double) part_ns * interval->wait_share;
    }
  g_assert_cmpint (shares.running_ns + shares.waiting_ns + shares.blocked_ns + shares.unknown_ns,
                   ==, bobbin_time_span_length_ns (span));
  g_assert_cmpint (shares.unknown_ns, ==, bobbin_time_span_length_ns (span) - known_ns);
  g_assert_cmpint (shares.blocked_ns, >=, 0);
  g_assert_cmpfloat_with_epsilon ((double) shares.running_ns, running_ns, (double) known_ns / 200 + list->len + 1);
  g_assert_cmpfloat_with_epsilon ((double) shares.waiting_ns, waiting_ns, (double) known_ns / 200 + list->len + 1);
}

static void
test_like_a_list (void)
{
  for (guint round = 0; round < 100; round++)
    {
      guint bound = (guint) g_test_rand_int_range (1, 90);
      g_autoptr (BobbinHistory) history = bobbin_history_new (1, bound * 16);
      g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (BobbinInterval));
      gint64 end_ns = 0;

      for (guint i = 0; i < 150; i++)
        {
          BobbinInterval interval = { .core = (guint) g_test_rand_int_range (0, 4) };

          interval.span.begin_ns = end_ns + g_test_rand_int_range (-2, 3) * US;
          interval.span.end_ns = interval.span.begin_ns + g_test_rand_int_range (0, 6) * US;
          interval.run_share = g_test_rand_double ();
          interval.wait_share = g_test_rand_double () * (1.0 - interval.run_share);
          bobbin_history_append (history, 0, &interval);

          if (list->len > 0)
            interval.span.begin_ns = MAX (interval.span.begin_ns, end_ns);
          if (interval.span.begin_ns < interval.span.end_ns)
            {
              g_array_append_val (list, interval);
              end_ns = interval.span.end_ns;
            }
          if (list->len > bound)
            g_array_remove_index (list, 0);
          assert_like_list (history, list);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/empty", test_empty);
  g_test_add_func ("/history/append", test_append);
  g_test_add_func ("/history/cut", test_cut);
  g_test_add_func ("/history/fractions", test_fractions);
  g_test_add_func ("/history/wrong-shares", test_wrong_shares);
  g_test_add_func ("/history/long-interval", test_long_interval);
  g_test_add_func ("/history/bound", test_bound);
  g_test_add_func ("/history/tiny-bound", test_tiny_bound);
  g_test_add_func ("/history/like-a-list", test_like_a_list);
  return g_test_run ();
}
