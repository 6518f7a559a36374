/* bobbin-experiment-false-sharing.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define DISTANCE N_("Distance of the two counters"), BOBBIN_QUANTITY_BYTES
#define NEAR 8.0
#define FAR  256.0

static const BobbinMetric metrics[] = {
  { "count_process", N_("An addition of two processes in a shared mapping"), BOBBIN_QUANTITY_NS, DISTANCE },
  { "count_thread", N_("An addition of two threads"), BOBBIN_QUANTITY_NS, DISTANCE },
  { NULL }
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, _("Distance of the two counters"), BOBBIN_QUANTITY_BYTES, TRUE);
  bobbin_plot_set_y (plot, _("Time of an addition"), BOBBIN_QUANTITY_NS, FALSE);
  bobbin_judge_add_curve (plot, readings, "count_process", BOBBIN_ROLE_PROCESS, _("processes, shared mapping"));
  bobbin_judge_add_curve (plot, readings, "count_thread", BOBBIN_ROLE_THREAD, _("threads"));
  bobbin_plot_set_note (plot, _("A cache line has 64 bytes on most machines; some fetch two of them at a time. The cache knows nothing of processes."));
}

/* The claim is one of threads alone; that processes pay for it as well, once they
 * share memory, makes it qualified. */
static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinEstimate processes = bobbin_readings_ratio_between (readings, "count_process", NEAR, "count_process", FAR);
  BobbinEstimate threads = bobbin_readings_ratio_between (readings, "count_thread", NEAR, "count_thread", FAR);
  BobbinVerdict verdicts[] = {
    bobbin_verdict_of_ratio (threads, BOBBIN_CLAIM_ABOVE),
    bobbin_verdict_of_ratio (processes, BOBBIN_CLAIM_BELOW),
  };

  draw (readings, outcome);
  bobbin_outcome_set_ratio (outcome, "count_process", "count_thread",
                            bobbin_readings_ratio (readings, "count_process", "count_thread", NEAR));
  if (!processes.valid || !threads.valid)
    return;

  g_autofree char *process_text = bobbin_format_ratio (processes.median);
  g_autofree char *thread_text = bobbin_format_ratio (threads.median);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (_("Counters 8 bytes apart take threads %s as long as counters 256 bytes apart, and processes that share a mapping %s."),
                                       thread_text, process_text));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s as long"), process_text),
                            g_strdup_printf (_("%s as long"), thread_text));
}

const BobbinExperiment bobbin_experiment_false_sharing = {
  .id = "false-sharing",
  .row = "isolation",
  .title = N_("False sharing"),
  .claim = N_("Threads slow each other down by what lies near in memory; processes do not."),
  .method = N_("Two workers on a core each count in a variable of their own, 8 to 256 bytes apart: two threads, and two processes in a shared mapping."),
  .misleading = N_("Two logical cores of one physical core share its cache and hide the effect. A compiler that kept the counter in a register would hide it as well."),
  .pinning = BOBBIN_PINNED_APART,
  .least_cores = 2,
  .budget_ns = 2500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
