#include "config.h"

#include "bobbin-time-text.h"

#include <glib/gi18n-lib.h>

/* As the axis has it: its steps of less than 100 ms are told in ms up to 1 s. */
static gboolean
is_told_in_ms (gint64 time_ns, gint64 resolution_ns)
{
  return ABS (time_ns) < BOBBIN_NS_PER_S && time_ns != 0 && resolution_ns < BOBBIN_NS_PER_MS;
}

char *
bobbin_time_text (gint64 time_ns, gint64 resolution_ns)
{
  gboolean in_ms = is_told_in_ms (time_ns, resolution_ns);
  gint64 unit_ns = in_ms ? BOBBIN_NS_PER_MS : BOBBIN_NS_PER_S;
  gint64 step_ns = unit_ns;
  int decimals = 0;

  for (; step_ns > MAX (resolution_ns, 1); step_ns /= 10)
    decimals++;

  /* Rounded in whole numbers, because a double has no room for days in nanoseconds. */
  gint64 rounded_ns = (ABS (time_ns) + step_ns / 2) / step_ns * step_ns;
  g_autofree char *number = g_strdup_printf ("%.*f", decimals, (double) rounded_ns / (double) unit_ns);
  /* TRANSLATORS: a moment since the start: "500.59 ms", "12.3004 s". */
  g_autofree char *text = g_strdup_printf (in_ms ? _("%s ms") : _("%s s"), number);

  return time_ns < 0 && rounded_ns > 0 ? g_strconcat ("−", text, NULL) : g_steal_pointer (&text);
}

gint64
bobbin_time_resolution_ns (BobbinTimeSpan span)
{
  return MAX (bobbin_time_span_length_ns (span) / 1000, 1);
}
