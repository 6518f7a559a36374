/* bobbin-readings.c - a list of readings for each metric, in the order in which
 * they came */
#include "config.h"

#include "bobbin-readings.h"

#include <math.h>

struct _BobbinReadings {
  GHashTable *metrics; /* char * → GArray of BobbinLabReading */
  guint       n;
};

BobbinReadings *
bobbin_readings_new (void)
{
  BobbinReadings *readings = g_new0 (BobbinReadings, 1);

  readings->metrics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  return readings;
}

void
bobbin_readings_free (BobbinReadings *readings)
{
  if (readings == NULL)
    return;
  g_hash_table_unref (readings->metrics);
  g_free (readings);
}

gboolean
bobbin_readings_add (BobbinReadings *readings, const char *metric, const BobbinLabReading *values, guint n)
{
  GArray *list = g_hash_table_lookup (readings->metrics, metric);

  if (n > BOBBIN_READINGS_MOST - readings->n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!isfinite (values[i].x) || !isfinite (values[i].value))
      return FALSE;
  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (BobbinLabReading));
      g_hash_table_insert (readings->metrics, g_strdup (metric), list);
    }
  g_array_append_vals (list, values, n);
  readings->n += n;
  return TRUE;
}

static gboolean
same_x (double a, double b)
{
  return fabs (a - b) <= 1e-9 * MAX (fabs (a), fabs (b));
}

guint
bobbin_readings_count (const BobbinReadings *readings, const char *metric)
{
  const GArray *list = g_hash_table_lookup (readings->metrics, metric);
  guint n = 0;

  for (guint i = 0; list != NULL && i < list->len; i++)
    n += g_array_index (list, BobbinLabReading, i).warm_up == 0;
  return n;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

GArray *
bobbin_readings_get_xs (const BobbinReadings *readings, const char *metric)
{
  const GArray *list = g_hash_table_lookup (readings->metrics, metric);
  GArray *xs = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const BobbinLabReading *reading = &g_array_index (list, BobbinLabReading, i);
      gboolean known = reading->warm_up != 0;

      for (guint j = 0; j < xs->len && !known; j++)
        known = same_x (g_array_index (xs, double, j), reading->x);
      if (!known)
        g_array_append_val (xs, reading->x);
    }
  g_array_sort (xs, compare_doubles);
  return xs;
}

GArray *
bobbin_readings_at (const BobbinReadings *readings, const char *metric, double x, gboolean with_warm_up)
{
  const GArray *list = g_hash_table_lookup (readings->metrics, metric);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (BobbinLabReading));

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const BobbinLabReading *reading = &g_array_index (list, BobbinLabReading, i);

      if (same_x (reading->x, x) && (with_warm_up || reading->warm_up == 0))
        g_array_append_val (found, *reading);
    }
  return found;
}

BobbinQuartiles
bobbin_readings_quartiles (const BobbinReadings *readings, const char *metric, double x)
{
  g_autoptr (GArray) found = bobbin_readings_at (readings, metric, x, FALSE);
  g_autofree double *values = g_new (double, found->len + 1);

  for (guint i = 0; i < found->len; i++)
    values[i] = g_array_index (found, BobbinLabReading, i).value;
  return bobbin_quartiles (values, found->len);
}

double
bobbin_readings_median (const BobbinReadings *readings, const char *metric, double x)
{
  return bobbin_readings_quartiles (readings, metric, x).median;
}

/* The first of @list in @round; NULL: there is none. */
static const BobbinLabReading *
find_round (const GArray *list, guint32 round)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, BobbinLabReading, i).round == round)
      return &g_array_index (list, BobbinLabReading, i);
  return NULL;
}

BobbinEstimate
bobbin_readings_ratio_between (const BobbinReadings *readings, const char *over, double over_x,
                               const char *under, double under_x)
{
  g_autoptr (GArray) above = bobbin_readings_at (readings, over, over_x, FALSE);
  g_autoptr (GArray) below = bobbin_readings_at (readings, under, under_x, FALSE);
  g_autofree double *a = g_new (double, above->len + 1), *b = g_new (double, above->len + 1);
  guint n = 0;

  for (guint i = 0; i < above->len; i++)
    {
      const BobbinLabReading *one = &g_array_index (above, BobbinLabReading, i);
      const BobbinLabReading *other = find_round (below, one->round);

      if (other == NULL)
        continue;
      a[n] = one->value;
      b[n] = other->value;
      n++;
    }
  return bobbin_paired_ratio (a, b, n);
}

BobbinEstimate
bobbin_readings_ratio (const BobbinReadings *readings, const char *over, const char *under, double x)
{
  return bobbin_readings_ratio_between (readings, over, x, under, x);
}
