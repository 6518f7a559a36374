/* bobbin-experiment-big-lock.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define WORKERS N_("Workers"), BOBBIN_QUANTITY_COUNT

static const BobbinMetric metrics[] = {
  { "locked_thread", N_("Threads with one lock around the work"), BOBBIN_QUANTITY_NS, WORKERS },
  { "free_thread", N_("Threads without a lock"), BOBBIN_QUANTITY_NS, WORKERS },
  { "free_process", N_("Processes, which share no lock"), BOBBIN_QUANTITY_NS, WORKERS },
  { NULL }
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome, double most)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_CURVES);
  BobbinPlotSeries *ideal;

  bobbin_plot_set_x (plot, _("Workers, each on a core of its own"), BOBBIN_QUANTITY_COUNT, FALSE);
  bobbin_plot_set_y (plot, _("So many times as fast as one alone"), BOBBIN_QUANTITY_RATIO, FALSE);
  ideal = bobbin_plot_add_series (plot, BOBBIN_ROLE_REFERENCE, _("as many times as workers"));
  bobbin_plot_series_add (ideal, 1.0, 1.0, 1.0, 1.0);
  bobbin_plot_series_add (ideal, most, most, most, most);
  bobbin_judge_add_speed_up (plot, readings, "free_process", BOBBIN_ROLE_PROCESS, _("processes"));
  bobbin_judge_add_speed_up (plot, readings, "free_thread", BOBBIN_ROLE_THREAD, _("threads, no lock"));
  bobbin_judge_add_speed_up (plot, readings, "locked_thread", BOBBIN_ROLE_THREAD, _("threads, one big lock"))->hollow = TRUE;
  bobbin_plot_set_note (plot, _("Whoever waits for the lock has no use for a core. Interpreters with a global lock work like this, which is why they are advised to use processes."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "free_process");
  double most = xs->len > 0 ? g_array_index (xs, double, xs->len - 1) : 1.0;
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "free_process", "locked_thread", most);
  BobbinEstimate processes = bobbin_readings_ratio_between (readings, "free_process", 1.0, "free_process", most);
  BobbinEstimate threads = bobbin_readings_ratio_between (readings, "locked_thread", 1.0, "locked_thread", most);

  bobbin_outcome_set_ratio (outcome, "free_process", "locked_thread", ratio);
  draw (readings, outcome, most);
  if (!ratio.valid || !processes.valid || !threads.valid)
    return;

  g_autofree char *process_text = bobbin_format_ratio (processes.median);
  g_autofree char *thread_text = bobbin_format_ratio (threads.median);
  bobbin_outcome_set (outcome, bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_BELOW),
                      g_strdup_printf (_("%.0f processes are %s as fast as one; %.0f threads that take one lock for all of their work, %s."),
                                       most, process_text, most, thread_text));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s as fast"), process_text),
                            g_strdup_printf (_("%s as fast"), thread_text));
}

const BobbinExperiment bobbin_experiment_big_lock = {
  .id = "big-lock",
  .row = "concurrency",
  .title = N_("One big lock"),
  .claim = N_("One lock around all the work takes the cores away from threads; processes, which share none, keep them."),
  .method = N_("A fixed amount of arithmetic is shared out among 1, 2, 3 … workers on a core each: threads that take one lock for each piece, threads without, and processes."),
  .misleading = N_("The lock is held for nearly all of the work; a program that locks less loses less. Processes that share data need a lock as well."),
  .pinning = BOBBIN_PINNED_APART,
  .least_cores = 2,
  .budget_ns = 2500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
