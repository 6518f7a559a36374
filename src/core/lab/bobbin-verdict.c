/* bobbin-verdict.c */
#include "config.h"

#include "bobbin-verdict.h"

#include <glib/gi18n-lib.h>

BobbinVerdict
bobbin_verdict_of_ratio (BobbinEstimate ratio, BobbinClaimSide side)
{
  double above = 1.0 + BOBBIN_VERDICT_MARGIN, below = 1.0 - BOBBIN_VERDICT_MARGIN;

  if (!ratio.valid)
    return BOBBIN_VERDICT_NOISY;
  if (ratio.low > above)
    return side == BOBBIN_CLAIM_ABOVE ? BOBBIN_VERDICT_CONFIRMED : BOBBIN_VERDICT_OPPOSITE;
  if (ratio.high < below)
    return side == BOBBIN_CLAIM_BELOW ? BOBBIN_VERDICT_CONFIRMED : BOBBIN_VERDICT_OPPOSITE;
  if (ratio.low >= below && ratio.high <= above)
    return BOBBIN_VERDICT_NO_DIFFERENCE;
  return BOBBIN_VERDICT_NOISY;
}

BobbinVerdict
bobbin_verdict_combine (const BobbinVerdict *verdicts, guint n)
{
  BobbinVerdict agreed = BOBBIN_VERDICT_UNAVAILABLE;
  gboolean differ = FALSE, noisy = FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (verdicts[i] == BOBBIN_VERDICT_UNAVAILABLE)
        continue;
      if (verdicts[i] == BOBBIN_VERDICT_NOISY)
        noisy = TRUE;
      else if (agreed == BOBBIN_VERDICT_UNAVAILABLE)
        agreed = verdicts[i];
      else if (agreed != verdicts[i])
        differ = TRUE;
    }
  if (differ)
    return BOBBIN_VERDICT_QUALIFIED;
  return noisy ? BOBBIN_VERDICT_NOISY : agreed;
}

BobbinVerdict
bobbin_verdict_of_fact (gboolean as_claimed)
{
  return as_claimed ? BOBBIN_VERDICT_CONFIRMED : BOBBIN_VERDICT_OPPOSITE;
}

BobbinVerdict
bobbin_verdict_of_runs (guint n, guint runs)
{
  if (runs < BOBBIN_VERDICT_LEAST_RUNS)
    return BOBBIN_VERDICT_NOISY;
  if (n > 0 && n < runs)
    return BOBBIN_VERDICT_QUALIFIED;
  return bobbin_verdict_of_fact (n == runs);
}

const char *
bobbin_verdict_to_string (BobbinVerdict verdict)
{
  static const char *const words[BOBBIN_N_VERDICTS] = {
    "confirmed", "qualified", "no-difference", "opposite", "noisy", "unavailable",
  };

  g_return_val_if_fail ((int) verdict >= 0 && verdict < BOBBIN_N_VERDICTS, NULL);
  return words[verdict];
}

const char *
bobbin_verdict_label (BobbinVerdict verdict)
{
  static const char *const labels[BOBBIN_N_VERDICTS] = {
    N_("Confirmed"), N_("Under a condition"), N_("No difference"),
    N_("The opposite"), N_("Too noisy"), N_("Not available here"),
  };

  g_return_val_if_fail ((int) verdict >= 0 && verdict < BOBBIN_N_VERDICTS, NULL);
  return _(labels[verdict]);
}
