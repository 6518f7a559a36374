/* bobbin-experiment-oversubscription.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define TIMES N_("Workers for each core"), BOBBIN_QUANTITY_RATIO

static const BobbinMetric metrics[] = {
  { "work_process", N_("Pieces of work that processes get done together"), BOBBIN_QUANTITY_PER_S, TIMES },
  { "work_thread", N_("Pieces of work that threads get done together"), BOBBIN_QUANTITY_PER_S, TIMES },
  { "late_process", N_("How late a millisecond's ticker was at worst in a round, among processes"), BOBBIN_QUANTITY_NS, TIMES },
  { "late_thread", N_("How late a millisecond's ticker was at worst in a round, among threads"), BOBBIN_QUANTITY_NS, TIMES },
  { "switches_process", N_("Involuntary context switches of processes"), BOBBIN_QUANTITY_PER_S, TIMES },
  { "switches_thread", N_("Involuntary context switches of threads"), BOBBIN_QUANTITY_PER_S, TIMES },
  { NULL }
};

/* What @metric is against itself with one worker a core: a point for each x. */
static void
add_relative (BobbinPlot *plot, const BobbinReadings *readings, const char *metric, BobbinRole role,
              const char *label, gboolean hollow)
{
  BobbinPlotSeries *series = bobbin_plot_add_series (plot, role, label);
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, metric);

  series->hollow = hollow;
  for (guint i = 0; i < xs->len; i++)
    {
      double x = g_array_index (xs, double, i);
      BobbinEstimate relative = bobbin_readings_ratio_between (readings, metric, x, metric, 1.0);

      if (relative.valid)
        bobbin_plot_series_add (series, x, relative.median, relative.low, relative.high);
    }
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, _("Workers for each core"), BOBBIN_QUANTITY_COUNT, TRUE);
  bobbin_plot_set_y (plot, _("Against one worker for each core"), BOBBIN_QUANTITY_RATIO, TRUE);
  add_relative (plot, readings, "work_process", BOBBIN_ROLE_PROCESS, _("work done, processes"), FALSE);
  add_relative (plot, readings, "work_thread", BOBBIN_ROLE_THREAD, _("work done, threads"), FALSE);
  add_relative (plot, readings, "late_process", BOBBIN_ROLE_PROCESS, _("a ticker's delay, processes"), TRUE);
  add_relative (plot, readings, "late_thread", BOBBIN_ROLE_THREAD, _("a ticker's delay, threads"), TRUE);
  bobbin_plot_set_note (plot, _("All share the same cores: where the work done stays at 1 ×, further workers gain nothing. A ticker is late for as long as it waits for its turn."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "work_thread");
  double most = xs->len > 0 ? g_array_index (xs, double, xs->len - 1) : 1.0;
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "work_process", "work_thread", most);
  BobbinEstimate processes = bobbin_readings_ratio_between (readings, "work_process", most, "work_process", 1.0);
  BobbinEstimate threads = bobbin_readings_ratio_between (readings, "work_thread", most, "work_thread", 1.0);

  bobbin_outcome_set_ratio (outcome, "work_process", "work_thread", ratio);
  draw (readings, outcome);
  if (!ratio.valid || !processes.valid || !threads.valid)
    return;

  g_autofree char *process_text = bobbin_format_ratio (processes.median);
  g_autofree char *thread_text = bobbin_format_ratio (threads.median);
  g_autofree char *process_late = bobbin_judge_text (readings, outcome->experiment, "late_process", most);
  g_autofree char *thread_late = bobbin_judge_text (readings, outcome->experiment, "late_thread", most);
  bobbin_outcome_set (outcome, bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_BELOW),
                      g_strdup_printf (_("With %.0f workers for each core instead of one, processes get %s as much done and threads %s; who wants to work every millisecond is then late by %s at worst among processes and by %s among threads, in the median of the rounds."),
                                       most, process_text, thread_text, process_late, thread_late));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s the work"), process_text),
                            g_strdup_printf (_("%s the work"), thread_text));
}

const BobbinExperiment bobbin_experiment_oversubscription = {
  .id = "oversubscription",
  .row = "concurrency",
  .title = N_("More workers than cores"),
  .claim = N_("When there are many more workers than cores, threads get more done than processes."),
  .method = N_("1, 2, 4 and 8 workers for each core compute for a short while, as processes and as threads; beside them a ticker wants to work a little every millisecond and notes how late it is."),
  .misleading = N_("Workers that wait for a disk or a network are another matter: while some wait, others can use the core."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .most_cores = 7, /* with eight workers each and the ticker within the bounds of the lab */
  .budget_ns = 5 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
