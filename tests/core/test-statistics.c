/* test-statistics.c - quantiles and intervals against what other means give
 *
 * Quantiles: Python's statistics.quantiles (method="inclusive"), which is Hyndman
 * and Fan's type 7. Intervals: the median of an odd number n of values that are
 * drawn again is one of them, the k-th or a lower one with the probability that at
 * least (n + 1) / 2 of n draws fall among the lowest k; that sum of binomial terms
 * says at which value 2.5 % and 97.5 % are passed.
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "bobbin-statistics.h"

#define assert_close(a, b) g_assert_cmpfloat (fabs ((a) - (b)), <=, 1e-12 * MAX (fabs (a), fabs (b)))

static const double values[] = { 7.5, 1.25, 12, 3, 3, 98.5, 41, 0.5 };

static void
test_quantiles (void)
{
  /* statistics.quantiles (values, n=10, method="inclusive") */
  static const double tenths[] = { 1.025, 1.95, 3.0, 3.0, 5.25, 8.4, 11.55, 29.4, 58.25 };
  static const double five[] = { 50, 15, 40, 20, 35 };

  for (guint i = 0; i < G_N_ELEMENTS (tenths); i++)
    assert_close (bobbin_quantile (values, G_N_ELEMENTS (values), (i + 1) / 10.0), tenths[i]);
  /* statistics.quantiles (five, n=20, method="inclusive")[0], [7] and [18] */
  assert_close (bobbin_quantile (five, 5, 0.05), 16.0);
  assert_close (bobbin_quantile (five, 5, 0.40), 29.0);
  assert_close (bobbin_quantile (five, 5, 0.95), 48.0);
}

static void
test_quantile_ends (void)
{
  static const double one[] = { -4.0 };

  assert_close (bobbin_quantile (values, G_N_ELEMENTS (values), 0.0), 0.5);
  assert_close (bobbin_quantile (values, G_N_ELEMENTS (values), 1.0), 98.5);
  /* What is no share is the nearest that is one. */
  assert_close (bobbin_quantile (values, G_N_ELEMENTS (values), -1.0), 0.5);
  assert_close (bobbin_quantile (values, G_N_ELEMENTS (values), 7.0), 98.5);
  for (double share = 0.0; share <= 1.0; share += 0.125)
    assert_close (bobbin_quantile (one, 1, share), -4.0);
  g_assert_true (isnan (bobbin_quantile (NULL, 0, 0.5)));
}

static void
test_quartiles (void)
{
  double copy[G_N_ELEMENTS (values)];
  BobbinQuartiles quartiles;

  memcpy (copy, values, sizeof values);
  quartiles = bobbin_quartiles (copy, G_N_ELEMENTS (copy));
  g_assert_cmpuint (quartiles.n, ==, 8);
  assert_close (quartiles.min, 0.5);
  assert_close (quartiles.p25, 2.5625);
  assert_close (quartiles.median, 5.25);
  assert_close (quartiles.p75, 19.25);
  assert_close (quartiles.max, 98.5);
  /* They are left as they are. */
  g_assert_cmpmem (copy, sizeof copy, values, sizeof values);
}

static void
test_quartiles_of_few (void)
{
  static const double two[] = { 9.0, 1.0 };
  BobbinQuartiles none = bobbin_quartiles (NULL, 0), of_two = bobbin_quartiles (two, 2);

  g_assert_cmpuint (none.n, ==, 0);
  g_assert_true (isnan (none.median) && isnan (none.p25) && isnan (none.p75) && isnan (none.min) && isnan (none.max));
  assert_close (of_two.p25, 3.0);
  assert_close (of_two.median, 5.0);
  assert_close (of_two.p75, 7.0);
}

/* Pairs whose ratios are 1, 4, 9 … n², in no order. */
static BobbinEstimate
estimate_squares (guint n)
{
  g_autofree double *a = g_new (double, n), *b = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      guint k = i * 3 % n + 1; /* n is no multiple of 3 */

      b[i] = i + 0.5;
      a[i] = k * k * b[i];
    }
  return bobbin_paired_ratio (a, b, n);
}

static void
test_interval (void)
{
  /* The numbers of the values between which the interval lies, from the binomial
   * sums: at n = 5 these are .058 .317 .683 .942 1, so 2.5 % are passed at the first
   * and 97.5 % at the fifth; at 7 .010 .108 … .892 .990; at 11 .007 .051 … .949 .993. */
  static const struct { guint n, low, median, high; } known[] = { { 5, 1, 3, 5 }, { 7, 2, 4, 6 }, { 11, 3, 6, 9 } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      BobbinEstimate ratio = estimate_squares (known[i].n);

      g_assert_true (ratio.valid);
      assert_close (ratio.median, (double) (known[i].median * known[i].median));
      assert_close (ratio.low, (double) (known[i].low * known[i].low));
      assert_close (ratio.high, (double) (known[i].high * known[i].high));
    }
}

static void
test_interval_of_equal_pairs (void)
{
  double a[6], b[6];
  BobbinEstimate ratio;

  for (guint i = 0; i < 6; i++)
    {
      b[i] = i + 1;
      a[i] = 2.5 * b[i];
    }
  ratio = bobbin_paired_ratio (a, b, 6);
  g_assert_true (ratio.valid);
  assert_close (ratio.low, 2.5);
  assert_close (ratio.median, 2.5);
  assert_close (ratio.high, 2.5);
}

/* The pairs count, not the two medians: those would say 1 here. */
static void
test_interval_is_paired (void)
{
  static const double b[] = { 1, 2, 4, 8, 16, 32, 64, 128, 256 };
  double a[9];
  BobbinEstimate ratio;

  for (guint i = 0; i < 9; i++)
    a[i] = b[i] * (i < 4 ? 1.0 : 1.5);
  ratio = bobbin_paired_ratio (a, b, 9);
  assert_close (ratio.median, 1.5);
}

static void
test_same_readings_same_interval (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  double a[40], b[40];

  for (guint i = 0; i < 40; i++)
    {
      a[i] = g_rand_double_range (random, 1, 3);
      b[i] = g_rand_double_range (random, 1, 2);
    }
  BobbinEstimate once = bobbin_paired_ratio (a, b, 40);
  BobbinEstimate again = bobbin_paired_ratio (a, b, 40);
  g_assert_cmpmem (&once.low, sizeof once.low, &again.low, sizeof again.low);
  g_assert_cmpmem (&once.median, sizeof once.median, &again.median, sizeof again.median);
  g_assert_cmpmem (&once.high, sizeof once.high, &again.high, sizeof again.high);
  g_assert_cmpfloat (once.low, <, once.median);
  g_assert_cmpfloat (once.median, <, once.high);
}

/* The interval narrows as the root of how many there are: 16 times as many pairs
 * make it a quarter as wide as it is on the average. */
static void
test_more_readings_narrower_interval (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  double a[1600], b[1600], few = 0.0, many;
  BobbinEstimate ratio;

  for (guint i = 0; i < 1600; i++)
    {
      a[i] = g_rand_double_range (random, 1, 3);
      b[i] = 1.0;
    }
  for (guint i = 0; i < 16; i++)
    {
      ratio = bobbin_paired_ratio (a + 100 * i, b, 100);
      few += (ratio.high - ratio.low) / 16.0;
    }
  ratio = bobbin_paired_ratio (a, b, 1600);
  many = ratio.high - ratio.low;
  g_assert_cmpfloat (few / many, >, 2.5);
  g_assert_cmpfloat (few / many, <, 6.0);
  g_assert_cmpfloat (ratio.low, <, 2.0);
  g_assert_cmpfloat (ratio.high, >, 2.0);
}

static void
test_too_few (void)
{
  static const double a[] = { 2, 2, 2, 2, 2, 2 };
  static const double b[] = { 1, 0, -1, 1, 1, 1 }; /* two of the pairs have no ratio */
  BobbinEstimate ratio;

  for (guint n = 0; n < BOBBIN_BOOTSTRAP_LEAST; n++)
    {
      ratio = bobbin_paired_ratio (a, a, n);
      g_assert_false (ratio.valid);
      g_assert_true (isnan (ratio.median) && isnan (ratio.low) && isnan (ratio.high));
    }
  g_assert_true (bobbin_paired_ratio (a, a, BOBBIN_BOOTSTRAP_LEAST).valid);
  g_assert_false (bobbin_paired_ratio (a, b, 6).valid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/quantiles", test_quantiles);
  g_test_add_func ("/statistics/quantiles/ends", test_quantile_ends);
  g_test_add_func ("/statistics/quartiles", test_quartiles);
  g_test_add_func ("/statistics/quartiles/few", test_quartiles_of_few);
  g_test_add_func ("/statistics/interval", test_interval);
  g_test_add_func ("/statistics/interval/equal-pairs", test_interval_of_equal_pairs);
  g_test_add_func ("/statistics/interval/paired", test_interval_is_paired);
  g_test_add_func ("/statistics/interval/same-again", test_same_readings_same_interval);
  g_test_add_func ("/statistics/interval/narrower", test_more_readings_narrower_interval);
  g_test_add_func ("/statistics/interval/too-few", test_too_few);
  return g_test_run ();
}
