#include "config.h"

#include "bobbin-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-time-text.h"
#include "bobbin-units.h"

#define NS_PER_MIN (60 * BOBBIN_NS_PER_S)

double
bobbin_axis_round_up (double value)
{
  double power;

  if (value <= 0.0 || !isfinite (value))
    return 1.0;
  power = pow (10.0, floor (log10 (value)));
  for (int i = 0; i < 4; i++)
    {
      static const double digits[] = { 1.0, 2.0, 5.0, 10.0 };

      if (digits[i] * power >= value * (1.0 - 1e-9))
        return digits[i] * power;
    }
  return 10.0 * power;
}

gint64
bobbin_axis_step_ns (BobbinTimeSpan span, double length_px, double gap_px)
{
  static const gint64 minutes[] = { 1, 2, 5, 10, 20, 30, 60, 120, 180, 360, 720, 1440 };
  double least_ns = (double) bobbin_time_span_length_ns (span) * gap_px / MAX (length_px, 1.0);

  if (least_ns <= 30e9)
    {
      gint64 step_ns = (gint64) llround (bobbin_axis_round_up (MAX (least_ns, 1.0)));

      return step_ns == 50 * BOBBIN_NS_PER_S ? NS_PER_MIN : step_ns;
    }
  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    if ((double) (minutes[i] * NS_PER_MIN) >= least_ns)
      return minutes[i] * NS_PER_MIN;
  return (gint64) ceil (least_ns / (1440.0 * 60e9)) * 1440 * NS_PER_MIN;
}

gint64
bobbin_axis_first_ns (gint64 time_ns, gint64 step_ns)
{
  gint64 rest = time_ns % step_ns;

  if (rest == 0)
    return time_ns;
  return rest > 0 ? time_ns + step_ns - rest : time_ns - rest;
}

char *
bobbin_axis_label (gint64 time_ns, gint64 step_ns)
{
  gint64 size_ns = ABS (time_ns);
  g_autofree char *text = NULL;

  if (size_ns != 0 && step_ns % NS_PER_MIN == 0 && size_ns % NS_PER_MIN == 0)
    /* TRANSLATORS: minutes on a time axis, as "2 min". */
    text = g_strdup_printf (_("%d min"), (int) (size_ns / NS_PER_MIN));
  else if (step_ns >= 100 * BOBBIN_NS_PER_MS)
    /* One unit all along the scale. TRANSLATORS: seconds on a time axis, as "0.5 s". */
    text = g_strdup_printf (_("%.6g s"), (double) size_ns / (double) BOBBIN_NS_PER_S);
  else if (size_ns >= BOBBIN_NS_PER_S)
    text = bobbin_time_text (size_ns, step_ns);
  else
    text = bobbin_format_duration_short (size_ns);
  return time_ns < 0 ? g_strconcat ("−", text, NULL) : g_steal_pointer (&text);
}
