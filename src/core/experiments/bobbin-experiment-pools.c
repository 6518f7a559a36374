/* bobbin-experiment-pools.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"

static const BobbinMetric metrics[] = {
  { "new_process", N_("A job in a process of its own"), BOBBIN_QUANTITY_NS },
  { "new_thread", N_("A job in a thread of its own"), BOBBIN_QUANTITY_NS },
  { "pool_process", N_("A job by a process of a pool"), BOBBIN_QUANTITY_NS },
  { "pool_thread", N_("A job by a thread of a pool"), BOBBIN_QUANTITY_NS },
  { "new_process_p95", N_("The slowest twentieth, a process of its own"), BOBBIN_QUANTITY_NS },
  { "new_thread_p95", N_("The slowest twentieth, a thread of its own"), BOBBIN_QUANTITY_NS },
  { "pool_process_p95", N_("The slowest twentieth, a pool of processes"), BOBBIN_QUANTITY_NS },
  { "pool_thread_p95", N_("The slowest twentieth, a pool of threads"), BOBBIN_QUANTITY_NS },
  { NULL }
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *processes = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, _("processes"));
  BobbinPlotSeries *threads = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, _("threads"));
  guint category;

  bobbin_plot_set_x (plot, _("Time from the request to the answer"), BOBBIN_QUANTITY_NS, TRUE);
  category = bobbin_plot_add_category (plot, _("A new one for each job"));
  bobbin_judge_add_dot (processes, category, readings, "new_process", 0.0, TRUE);
  bobbin_judge_add_dot (threads, category, readings, "new_thread", 0.0, TRUE);
  category = bobbin_plot_add_category (plot, _("The slowest twentieth of these"));
  bobbin_judge_add_dot (processes, category, readings, "new_process_p95", 0.0, FALSE);
  bobbin_judge_add_dot (threads, category, readings, "new_thread_p95", 0.0, FALSE);
  category = bobbin_plot_add_category (plot, _("One of a pool"));
  bobbin_judge_add_dot (processes, category, readings, "pool_process", 0.0, TRUE);
  bobbin_judge_add_dot (threads, category, readings, "pool_thread", 0.0, TRUE);
  category = bobbin_plot_add_category (plot, _("The slowest twentieth of these"));
  bobbin_judge_add_dot (processes, category, readings, "pool_process_p95", 0.0, FALSE);
  bobbin_judge_add_dot (threads, category, readings, "pool_thread_p95", 0.0, FALSE);
  bobbin_plot_set_note (plot, _("What a pool saves is the making; what remains is the job, and the two switches to the one who does it and back."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinEstimate fresh = bobbin_readings_ratio (readings, "new_process", "new_thread", 0.0);
  BobbinEstimate pool = bobbin_readings_ratio (readings, "pool_process", "pool_thread", 0.0);
  BobbinVerdict verdicts[] = {
    bobbin_verdict_of_ratio (fresh, BOBBIN_CLAIM_ABOVE),
    bobbin_verdict_of_ratio (pool, BOBBIN_CLAIM_ABOVE),
  };
  const BobbinExperiment *experiment = outcome->experiment;
  g_autofree char *new_process = bobbin_judge_text (readings, experiment, "new_process", 0.0);
  g_autofree char *new_thread = bobbin_judge_text (readings, experiment, "new_thread", 0.0);
  g_autofree char *pool_process = bobbin_judge_text (readings, experiment, "pool_process", 0.0);
  g_autofree char *pool_thread = bobbin_judge_text (readings, experiment, "pool_thread", 0.0);

  bobbin_outcome_set_ratio (outcome, "new_process", "new_thread", fresh);
  draw (readings, outcome);
  if (!fresh.valid || !pool.valid)
    return;
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (_("A small job takes %s in a process of its own and %s in a thread of its own; a pool answers in %s with processes and in %s with threads."),
                                       new_process, new_thread, pool_process, pool_thread));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("new %s, pool %s"), new_process, pool_process),
                            g_strdup_printf (_("new %s, pool %s"), new_thread, pool_thread));
}

const BobbinExperiment bobbin_experiment_pools = {
  .id = "pools",
  .row = "creation",
  .title = N_("A new one for each job, or a pool"),
  .claim = N_("Answering requests with processes takes longer than answering them with threads."),
  .method = N_("One small job after the other goes to a new process, to a new thread, to a process of a pool and to a thread of a pool. All run on one core, and both pools take their jobs from a pipe."),
  .misleading = N_("The job takes some 20 µs; from a millisecond on, the cost of making hardly counts. The parent is small here: a large one forks more slowly."),
  .pinning = BOBBIN_PINNED_SAME,
  .least_cores = 1,
  .budget_ns = 2500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
