#include "bobbin-units.h"

#include <math.h>
#include <string.h>

#include "bobbin-time-span.h"

typedef struct {
  const char *suffix;
  double      factor;
} Unit;

/* Three significant digits: 1.23, 12.3, 123. */
static char *
format_three_digits (double value, const char *unit)
{
  double size = fabs (value);

  if (size >= 99.95)
    return g_strdup_printf ("%.0f %s", value, unit);
  if (size >= 9.995)
    return g_strdup_printf ("%.1f %s", value, unit);
  return g_strdup_printf ("%.2f %s", value, unit);
}

char *
bobbin_format_bytes (guint64 bytes)
{
  static const char *const units[] = { "KiB", "MiB", "GiB", "TiB" };
  double value = (double) bytes / 1024.0;
  guint unit = 0;

  if (bytes < 1024)
    return g_strdup_printf ("%u B", (guint) bytes);

  while (value >= 1023.5 && unit + 1 < G_N_ELEMENTS (units))
    {
      value /= 1024.0;
      unit++;
    }
  return format_three_digits (value, units[unit]);
}

char *
bobbin_format_duration (gint64 duration_ns)
{
  double size = fabs ((double) duration_ns);

  if (size < 1e3)
    return g_strdup_printf ("%" G_GINT64_FORMAT " ns", duration_ns);
  if (size < 999.5e3)
    return format_three_digits ((double) duration_ns / 1e3, "µs");
  if (size < 999.5e6)
    return format_three_digits ((double) duration_ns / 1e6, "ms");
  if (size < 119.5e9)
    return format_three_digits ((double) duration_ns / 1e9, "s");

  gint64 seconds = (gint64) llround (size / 1e9);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT " min %02d s",
                          duration_ns < 0 ? "-" : "", seconds / 60, (int) (seconds % 60));
}

char *
bobbin_format_duration_short (gint64 duration_ns)
{
  static const Unit units[] = { { "s", 1e9 }, { "ms", 1e6 }, { "µs", 1e3 } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (fabs ((double) duration_ns) >= units[i].factor)
      return g_strdup_printf ("%.6g %s", (double) duration_ns / units[i].factor, units[i].suffix);
  return duration_ns == 0 ? g_strdup ("0 s") : g_strdup_printf ("%d ns", (int) duration_ns);
}

char *
bobbin_format_percent (double share)
{
  double percent = share * 100.0;

  if (fabs (percent) < 9.95 && fabs (percent) >= 0.05)
    return g_strdup_printf ("%.1f %%", percent);
  return g_strdup_printf ("%.0f %%", fabs (percent) < 0.05 ? 0.0 : percent);
}

char *
bobbin_format_ratio (double ratio)
{
  return format_three_digits (ratio, "×");
}

char *
bobbin_format_count (guint64 count)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
}

/* Reads an unsigned decimal number such as "12" or "1.5" in the C locale and
 * says where it ended. No sign, no exponent, no "inf", no hexadecimal. */
static gboolean
parse_number (const char *text, double *out_value, const char **out_rest)
{
  gsize digits = strspn (text, "0123456789");
  gsize length = digits;

  if (digits == 0)
    return FALSE;
  if (text[length] == '.')
    {
      gsize decimals = strspn (text + length + 1, "0123456789");

      if (decimals == 0)
        return FALSE;
      length += 1 + decimals;
    }

  g_autofree char *number = g_strndup (text, length);
  *out_value = g_ascii_strtod (number, NULL);
  *out_rest = text + length;
  return isfinite (*out_value);
}

/* Reads a number with one of @units behind it, with or without a blank. */
static gboolean
parse_with_unit (const char *text, const Unit *units, gsize n_units, double *out_value)
{
  const char *rest;
  double value;

  if (text == NULL || !parse_number (text, &value, &rest))
    return FALSE;
  if (*rest == ' ')
    rest++;

  for (gsize i = 0; i < n_units; i++)
    if (strcmp (rest, units[i].suffix) == 0)
      {
        *out_value = value * units[i].factor;
        return TRUE;
      }
  return FALSE;
}

gboolean
bobbin_parse_bytes (const char *text, guint64 *out_bytes)
{
  static const Unit units[] = {
    { "", 1.0 }, { "B", 1.0 },
    { "KiB", 1024.0 }, { "MiB", 1024.0 * 1024.0 }, { "GiB", 1024.0 * 1024.0 * 1024.0 },
  };
  double value;

  if (!parse_with_unit (text, units, G_N_ELEMENTS (units), &value) || value >= 9.2e18)
    return FALSE;
  *out_bytes = (guint64) value;
  return TRUE;
}

gboolean
bobbin_parse_duration (const char *text, gint64 *out_ns)
{
  static const Unit units[] = {
    { "ns", 1.0 }, { "us", 1e3 }, { "µs", 1e3 }, { "ms", 1e6 }, { "s", 1e9 }, { "min", 60e9 },
  };
  double value;

  if (!parse_with_unit (text, units, G_N_ELEMENTS (units), &value) || value >= 9.2e18)
    return FALSE;
  *out_ns = (gint64) llround (value);
  return TRUE;
}

gboolean
bobbin_parse_count (const char *text, guint64 max, guint64 *out_count)
{
  guint64 value;

  if (text == NULL || !g_ascii_isdigit (*text)
      || !g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL))
    return FALSE;
  *out_count = value;
  return TRUE;
}

gboolean
bobbin_parse_percent (const char *text, double *out_share)
{
  static const Unit units[] = { { "%", 0.01 } };
  double share;

  if (!parse_with_unit (text, units, G_N_ELEMENTS (units), &share) || share > 1.0)
    return FALSE;
  *out_share = share;
  return TRUE;
}
