/* bobbin-quantity.c */
#include "config.h"

#include "bobbin-quantity.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-units.h"

const char *
bobbin_quantity_to_string (BobbinQuantity quantity)
{
  static const char *const words[BOBBIN_N_QUANTITIES] = {
    "ns", "bytes", "bytes_per_s", "per_s", "count", "ratio", "share",
  };

  g_return_val_if_fail ((int) quantity >= 0 && quantity < BOBBIN_N_QUANTITIES, NULL);
  return words[quantity];
}

/* Whole numbers from 1000 on, three digits below. */
static char *
format_number (double value)
{
  if (fabs (value) >= 999.5)
    return bobbin_format_count ((guint64) llround (fabs (value)));
  return g_strdup_printf ("%.3g", value);
}

static char *
format_per_s (char *amount)
{
  /* TRANSLATORS: so much in a second, as "2.1 GiB/s". */
  char *text = g_strdup_printf (_("%s/s"), amount);

  g_free (amount);
  return text;
}

char *
bobbin_quantity_format (BobbinQuantity quantity, double value)
{
  if (!isfinite (value))
    return g_strdup ("–");
  switch (quantity)
    {
    case BOBBIN_QUANTITY_NS:
      /* Below ten nanoseconds the first decimal is not noise. */
      if (fabs (value) < 9.95)
        return g_strdup_printf ("%.2g ns", value);
      return bobbin_format_duration (llround (value));
    case BOBBIN_QUANTITY_BYTES:
      return bobbin_format_bytes ((guint64) llround (MAX (value, 0.0)));
    case BOBBIN_QUANTITY_BYTES_PER_S:
      return format_per_s (bobbin_format_bytes ((guint64) llround (MAX (value, 0.0))));
    case BOBBIN_QUANTITY_PER_S:
      return format_per_s (format_number (value));
    case BOBBIN_QUANTITY_RATIO:
      return bobbin_format_ratio (value);
    case BOBBIN_QUANTITY_SHARE:
      return bobbin_format_percent (value);
    case BOBBIN_QUANTITY_COUNT:
    default:
      return format_number (value);
    }
}

/* "64 MiB" rather than "64.0 MiB": ticks are round numbers. */
static char *
format_bytes_short (double bytes)
{
  static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };
  guint unit = 0;

  while (bytes >= 1024.0 && unit + 1 < G_N_ELEMENTS (units))
    {
      bytes /= 1024.0;
      unit++;
    }
  return g_strdup_printf ("%.3g %s", bytes, units[unit]);
}

char *
bobbin_quantity_format_short (BobbinQuantity quantity, double value)
{
  if (!isfinite (value))
    return g_strdup ("–");
  switch (quantity)
    {
    case BOBBIN_QUANTITY_NS:
      if (fabs (value) < 9.95 && fabs (value) > 0.0)
        return g_strdup_printf ("%.3g ns", value);
      return bobbin_format_duration_short (llround (value));
    case BOBBIN_QUANTITY_BYTES:
      return format_bytes_short (value);
    case BOBBIN_QUANTITY_BYTES_PER_S:
      return format_per_s (format_bytes_short (value));
    case BOBBIN_QUANTITY_PER_S:
      return format_per_s (format_number (value));
    case BOBBIN_QUANTITY_RATIO:
      return g_strdup_printf ("%.3g ×", value);
    case BOBBIN_QUANTITY_SHARE:
      return g_strdup_printf ("%.3g %%", value * 100.0);
    case BOBBIN_QUANTITY_COUNT:
    default:
      return format_number (value);
    }
}
