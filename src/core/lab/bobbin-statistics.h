/* bobbin-statistics.h - medians, quartiles, and the interval of a paired ratio
 *
 * Pure, any thread. Arrays are left as they are.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint  n;
  double median, p25, p75;
  double min, max;
} BobbinQuartiles;

typedef struct {
  gboolean valid; /* there was enough to reckon it from; else all are NaN */
  double   median, low, high;
} BobbinEstimate;

/* The value below which @share (0 … 1) of @values lies, between two of them in
 * proportion: Hyndman and Fan's type 7, as R and NumPy have it by default.
 * NaN for none. */
double bobbin_quantile (const double *values, guint n, double share);

/* All NaN with n 0 for none. */
BobbinQuartiles bobbin_quartiles (const double *values, guint n);

/* The median of a[i] ÷ b[i], and the interval in which 95 % of such medians lie
 * when the pairs are drawn again with replacement (percentile bootstrap,
 * BOBBIN_BOOTSTRAP_DRAWS draws, a fixed seed, so the same readings give the same
 * interval). Pairs with a b of 0 or less, or whose ratio is not finite, are left out.
 * Not valid under BOBBIN_BOOTSTRAP_LEAST pairs. */
#define BOBBIN_BOOTSTRAP_DRAWS 2000u
#define BOBBIN_BOOTSTRAP_LEAST 5u
BobbinEstimate bobbin_paired_ratio (const double *a, const double *b, guint n);

G_END_DECLS
