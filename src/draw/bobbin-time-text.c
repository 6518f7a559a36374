#include "config.h"

#include "bobbin-time-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

char *
bobbin_time_text (gint64 time_ns, gint64 resolution_ns)
{
  int decimals = 0;

  for (gint64 unit_ns = BOBBIN_NS_PER_S; unit_ns > MAX (resolution_ns, 1) && decimals < 9; unit_ns /= 10)
    decimals++;

  /* Added in whole numbers, because a double has no room for days in nanoseconds. */
  gint64 step_ns = (gint64) round (exp10 (9 - decimals));
  gint64 steps = (ABS (time_ns) + step_ns / 2) / step_ns;
  g_autofree char *number = g_strdup_printf ("%.*f", decimals, (double) steps * (double) step_ns / 1e9);
  /* TRANSLATORS: a moment in seconds since the start: "12.3004 s". */
  g_autofree char *text = g_strdup_printf (_("%s s"), number);

  return time_ns < 0 && steps > 0 ? g_strconcat ("−", text, NULL) : g_steal_pointer (&text);
}

gint64
bobbin_time_resolution_ns (BobbinTimeSpan span)
{
  return MAX (bobbin_time_span_length_ns (span) / 1000, 1);
}
