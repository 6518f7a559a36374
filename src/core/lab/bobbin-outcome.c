/* bobbin-outcome.c - what came of an experiment */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiment.h"
#include "bobbin-units.h"

static BobbinOutcome *
outcome_new (const BobbinExperiment *experiment, const BobbinMachine *machine)
{
  BobbinOutcome *outcome = g_new0 (BobbinOutcome, 1);

  outcome->ref_count = 1;
  outcome->experiment = experiment;
  outcome->machine = bobbin_machine_copy (machine);
  outcome->realtime_us = g_get_real_time ();
  outcome->verdict = BOBBIN_VERDICT_NOISY;
  outcome->because = g_strdup (_("There was not enough time to measure it."));
  outcome->process_text = g_strdup ("");
  outcome->thread_text = g_strdup ("");
  return outcome;
}

BobbinOutcome *
bobbin_outcome_new (const BobbinExperiment *experiment, const BobbinMachine *machine,
                    const BobbinCoreSet *cores, BobbinReadings *readings, gint64 took_ns)
{
  BobbinOutcome *outcome = outcome_new (experiment, machine);

  outcome->readings = readings;
  outcome->cores = *cores;
  outcome->took_ns = took_ns;
  experiment->judge (readings, outcome);
  return outcome;
}

BobbinOutcome *
bobbin_outcome_new_unavailable (const BobbinExperiment *experiment, const BobbinMachine *machine, const char *because)
{
  BobbinOutcome *outcome = outcome_new (experiment, machine);

  outcome->readings = bobbin_readings_new ();
  bobbin_outcome_set (outcome, BOBBIN_VERDICT_UNAVAILABLE, g_strdup (because));
  return outcome;
}

BobbinOutcome *
bobbin_outcome_ref (BobbinOutcome *outcome)
{
  outcome->ref_count++;
  return outcome;
}

void
bobbin_outcome_unref (BobbinOutcome *outcome)
{
  if (outcome == NULL || --outcome->ref_count > 0)
    return;

  bobbin_machine_free ((BobbinMachine *) outcome->machine);
  bobbin_readings_free (outcome->readings);
  bobbin_plot_free (outcome->plot);
  g_free (outcome->because);
  g_free (outcome->process_text);
  g_free (outcome->thread_text);
  g_free (outcome);
}

void
bobbin_outcome_set (BobbinOutcome *outcome, BobbinVerdict verdict, char *because)
{
  outcome->verdict = verdict;
  g_free (outcome->because);
  outcome->because = because;
}

void
bobbin_outcome_set_texts (BobbinOutcome *outcome, char *process_text, char *thread_text)
{
  g_free (outcome->process_text);
  g_free (outcome->thread_text);
  outcome->process_text = process_text;
  outcome->thread_text = thread_text;
}

void
bobbin_outcome_set_ratio (BobbinOutcome *outcome, const char *over, const char *under, BobbinEstimate ratio)
{
  outcome->ratio = ratio;
  outcome->ratio_of[0] = over;
  outcome->ratio_of[1] = under;
}

BobbinPlot *
bobbin_outcome_add_plot (BobbinOutcome *outcome, BobbinPlotKind kind)
{
  g_return_val_if_fail (outcome->plot == NULL, outcome->plot);

  outcome->plot = bobbin_plot_new (kind);
  return outcome->plot;
}

/* As many digits as the ratio itself has, at least. */
static char *
format_end (double ratio)
{
  return g_strdup_printf ("%.*f", ratio >= 99.95 ? 0 : ratio >= 9.995 ? 1 : 2, ratio);
}

char *
bobbin_estimate_to_interval_text (BobbinEstimate ratio)
{
  if (!ratio.valid)
    return g_strdup ("");

  g_autofree char *low = format_end (ratio.low);
  g_autofree char *high = format_end (ratio.high);
  /* TRANSLATORS: from so much to so much: "7.10 – 7.90". */
  return g_strdup_printf (_("%s – %s"), low, high);
}

char *
bobbin_estimate_to_text (BobbinEstimate ratio)
{
  if (!ratio.valid)
    return g_strdup ("");

  g_autofree char *median = bobbin_format_ratio (ratio.median);
  g_autofree char *range = bobbin_estimate_to_interval_text (ratio);
  /* TRANSLATORS: a ratio and the interval around it: "7.40 × [7.10 – 7.90]". */
  return g_strdup_printf (_("%s [%s]"), median, range);
}

/* NULL where the experiment has no such metric. */
static const char *
find_label (const BobbinExperiment *experiment, const char *id)
{
  const BobbinMetric *metric = id == NULL || experiment->metrics == NULL ? NULL : bobbin_experiment_find_metric (experiment, id);

  return metric == NULL ? NULL : _(metric->label);
}

char *
bobbin_outcome_ratio_text (const BobbinOutcome *outcome)
{
  const char *over = find_label (outcome->experiment, outcome->ratio_of[0]);
  const char *under = find_label (outcome->experiment, outcome->ratio_of[1]);

  if (!outcome->ratio.valid || over == NULL || under == NULL || outcome->verdict == BOBBIN_VERDICT_NOISY)
    return g_strdup ("");

  g_autofree char *ratio = bobbin_estimate_to_text (outcome->ratio);
  /* TRANSLATORS: a ratio with its interval, "7.40 × [7.10 – 7.90]", then what is divided by what. */
  return g_strdup_printf (_("Ratio: %s, %s ÷ %s; the median of pairs that were measured next to each other."), ratio,
                          over, under);
}
