/* bobbin-summary-lab.c - what the lab measured, as rows of the table */
#include "config.h"

#include "bobbin-summary-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-units.h"

#define US_PER_MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define US_PER_HOUR   (60 * US_PER_MINUTE)
#define US_PER_DAY    (24 * US_PER_HOUR)

#define LAB_KEY "lab"

char *
bobbin_summary_age_text (gint64 realtime_us, gint64 now_us)
{
  gint64 age_us = now_us - realtime_us;
  int n;

  /* The clock of the day may have been set back meanwhile. */
  if (age_us < US_PER_MINUTE)
    return g_strdup (_("just now"));
  if (age_us < US_PER_HOUR)
    {
      n = (int) (age_us / US_PER_MINUTE);
      return g_strdup_printf (ngettext ("%d min ago", "%d min ago", n), n);
    }
  if (age_us < US_PER_DAY)
    {
      n = (int) (age_us / US_PER_HOUR);
      return g_strdup_printf (ngettext ("%d h ago", "%d h ago", n), n);
    }

  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (realtime_us / G_USEC_PER_SEC);
  return g_date_time_format (time, "%Y-%m-%d");
}

const char *
bobbin_summary_state_label (BobbinSummaryState state)
{
  switch (state)
    {
    case BOBBIN_SUMMARY_MEASURING:
      return _("Measuring…");
    case BOBBIN_SUMMARY_QUEUED:
      return _("Queued");
    case BOBBIN_SUMMARY_IDLE:
    default:
      return _("Not yet measured");
    }
}

/* It was tried, and there is nothing to show for it. */
static const char *
or_dash (const char *text)
{
  return *text != '\0' ? text : "–";
}

/* What is too noisy for an answer has no number for one either. */
static void
fill (BobbinSummaryRow *row, const BobbinOutcome *outcome)
{
  gboolean noisy = outcome->verdict == BOBBIN_VERDICT_NOISY, has_ratio = outcome->ratio.valid && !noisy;
  g_autofree char *ratio = has_ratio ? bobbin_format_ratio (outcome->ratio.median) : NULL;
  g_autofree char *interval = has_ratio ? bobbin_estimate_to_interval_text (outcome->ratio) : NULL;
  g_autofree char *age = bobbin_summary_age_text (outcome->realtime_us, g_get_real_time ());
  g_autofree char *of_what = bobbin_outcome_ratio_text (outcome);
  g_autofree char *basis = *of_what == '\0' ? g_strdup (outcome->because)
                                            : g_strdup_printf ("%s\n%s", outcome->because, of_what);
  BobbinSummaryReading reading = {
    .measured = TRUE,
    .process_text = or_dash (noisy ? "" : outcome->process_text),
    .thread_text = or_dash (noisy ? "" : outcome->thread_text),
    .ratio_text = ratio,
    .interval_text = interval,
    .verdict_text = bobbin_verdict_label (outcome->verdict),
    .age_text = age,
    .basis = basis,
    .outcome = outcome,
  };

  bobbin_summary_row_set (row, &reading);
}

static BobbinSummaryState
get_state (BobbinLab *lab, const BobbinExperiment *experiment)
{
  if (bobbin_lab_get_current (lab) == experiment)
    return BOBBIN_SUMMARY_MEASURING;
  return bobbin_lab_is_queued (lab, experiment) ? BOBBIN_SUMMARY_QUEUED : BOBBIN_SUMMARY_IDLE;
}

static void
set_state (BobbinSummaryRow *row, BobbinSummaryState state)
{
  BobbinSummaryReading nothing = { .verdict_text = bobbin_summary_state_label (state) };

  bobbin_summary_row_set_state (row, state);
  if (!bobbin_summary_row_is_measured (row))
    bobbin_summary_row_set (row, &nothing);
}

static void
follow (GListStore *summary)
{
  BobbinLab *lab = g_object_get_data (G_OBJECT (summary), LAB_KEY);

  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    {
      BobbinSummaryRow *row = bobbin_summary_get (summary, i);
      const BobbinExperiment *experiment = bobbin_summary_row_get_experiment (row);
      const BobbinOutcome *outcome;

      if (experiment == NULL)
        continue;
      outcome = bobbin_lab_get_outcome (lab, experiment);
      if (outcome != NULL && outcome != bobbin_summary_row_get_outcome (row))
        fill (row, outcome);
      set_state (row, get_state (lab, experiment));
    }
}

void
bobbin_summary_set_lab (GListStore *summary, BobbinLab *lab)
{
  g_return_if_fail (BOBBIN_IS_LAB (lab));
  g_return_if_fail (g_object_get_data (G_OBJECT (summary), LAB_KEY) == NULL);

  g_object_set_data_full (G_OBJECT (summary), LAB_KEY, g_object_ref (lab), g_object_unref);
  g_signal_connect_object (lab, "changed", G_CALLBACK (follow), summary, G_CONNECT_SWAPPED);
  follow (summary);
}

gboolean
bobbin_summary_refresh_ages (GListStore *summary)
{
  gboolean any = FALSE;

  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    {
      BobbinSummaryRow *row = bobbin_summary_get (summary, i);
      const BobbinOutcome *outcome = bobbin_summary_row_get_outcome (row);
      g_autofree char *age = NULL;

      if (outcome == NULL)
        continue;
      any = TRUE;
      age = bobbin_summary_age_text (outcome->realtime_us, g_get_real_time ());
      bobbin_summary_row_set_age (row, age);
    }
  return any;
}
