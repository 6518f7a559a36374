/* bobbin-statistics.c */
#include "config.h"

#include "bobbin-statistics.h"

#include <math.h>
#include <string.h>

#define SEED 1u

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double *
sorted_copy (const double *values, guint n)
{
  double *copy = g_memdup2 (values, n * sizeof values[0]);

  qsort (copy, n, sizeof copy[0], compare_doubles);
  return copy;
}

static double
quantile_of_sorted (const double *sorted, guint n, double share)
{
  double at = (n - 1) * CLAMP (share, 0.0, 1.0);
  guint below = (guint) floor (at);
  guint above = MIN (below + 1, n - 1);

  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

double
bobbin_quantile (const double *values, guint n, double share)
{
  if (n == 0)
    return (double) NAN;

  g_autofree double *sorted = sorted_copy (values, n);
  return quantile_of_sorted (sorted, n, share);
}

BobbinQuartiles
bobbin_quartiles (const double *values, guint n)
{
  if (n == 0)
    return (BobbinQuartiles) { 0, (double) NAN, (double) NAN, (double) NAN, (double) NAN, (double) NAN };

  g_autofree double *sorted = sorted_copy (values, n);
  return (BobbinQuartiles) {
    .n = n,
    .median = quantile_of_sorted (sorted, n, 0.5),
    .p25 = quantile_of_sorted (sorted, n, 0.25),
    .p75 = quantile_of_sorted (sorted, n, 0.75),
    .min = sorted[0],
    .max = sorted[n - 1],
  };
}

BobbinEstimate
bobbin_paired_ratio (const double *a, const double *b, guint n)
{
  g_autofree double *ratios = g_new (double, MAX (n, 1));
  g_autofree double *drawn = g_new (double, MAX (n, 1));
  g_autofree double *medians = g_new (double, BOBBIN_BOOTSTRAP_DRAWS);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint n_ratios = 0;

  for (guint i = 0; i < n; i++)
    if (b[i] > 0.0 && isfinite (b[i]) && isfinite (a[i] / b[i]))
      ratios[n_ratios++] = a[i] / b[i];
  if (n_ratios < BOBBIN_BOOTSTRAP_LEAST)
    return (BobbinEstimate) { FALSE, (double) NAN, (double) NAN, (double) NAN };

  for (guint draw = 0; draw < BOBBIN_BOOTSTRAP_DRAWS; draw++)
    {
      for (guint i = 0; i < n_ratios; i++)
        drawn[i] = ratios[g_rand_int_range (random, 0, (gint32) n_ratios)];
      qsort (drawn, n_ratios, sizeof drawn[0], compare_doubles);
      medians[draw] = quantile_of_sorted (drawn, n_ratios, 0.5);
    }
  qsort (medians, BOBBIN_BOOTSTRAP_DRAWS, sizeof medians[0], compare_doubles);
  return (BobbinEstimate) {
    .valid = TRUE,
    .median = bobbin_quantile (ratios, n_ratios, 0.5),
    .low = quantile_of_sorted (medians, BOBBIN_BOOTSTRAP_DRAWS, 0.025),
    .high = quantile_of_sorted (medians, BOBBIN_BOOTSTRAP_DRAWS, 0.975),
  };
}
