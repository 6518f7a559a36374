/* bobbin-experiment-false-sharing.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define CLOSE 8.0   /* bytes: neighbours */
#define FAR   256.0 /* bytes: in no case in one line, nor in lines that are fetched in pairs */
#define DISTANCE N_("Distance of the counters"), BOBBIN_QUANTITY_BYTES

static const BobbinMetric metrics[] = {
  { "shared_process", N_("Adding one, processes with shared memory"), BOBBIN_QUANTITY_NS, DISTANCE },
  { "shared_thread", N_("Adding one, threads"), BOBBIN_QUANTITY_NS, DISTANCE },
  { "private_process", N_("Adding one, processes with memory of their own"), BOBBIN_QUANTITY_NS, DISTANCE },
  { NULL }
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, _("Distance of the two counters in memory"), BOBBIN_QUANTITY_BYTES, TRUE);
  bobbin_plot_set_y (plot, _("Time to add one, while the other does the same"), BOBBIN_QUANTITY_NS, FALSE);
  bobbin_judge_add_curve (plot, readings, "shared_process", BOBBIN_ROLE_PROCESS, _("processes with shared memory"));
  bobbin_judge_add_curve (plot, readings, "private_process", BOBBIN_ROLE_PROCESS, _("processes with memory of their own"))->hollow = TRUE;
  bobbin_judge_add_curve (plot, readings, "shared_thread", BOBBIN_ROLE_THREAD, _("threads"));
  bobbin_plot_set_note (plot, _("Caches move memory in lines, and only one core at a time may write to a line; whether a thread or a process writes is nothing to them."));
}

static BobbinEstimate
get_slowdown (const BobbinReadings *readings, const char *metric)
{
  return bobbin_readings_ratio_between (readings, metric, CLOSE, metric, FAR);
}

/* Whether those that are not to be slowed down are not. */
static BobbinVerdict
judge_not_slower (BobbinEstimate slowdown)
{
  switch (bobbin_verdict_of_ratio (slowdown, BOBBIN_CLAIM_ABOVE))
    {
    case BOBBIN_VERDICT_CONFIRMED:
      return bobbin_verdict_of_fact (FALSE);
    case BOBBIN_VERDICT_NO_DIFFERENCE:
    case BOBBIN_VERDICT_OPPOSITE:
      return bobbin_verdict_of_fact (TRUE);
    default:
      return BOBBIN_VERDICT_NOISY;
    }
}

static char *
describe (const BobbinReadings *readings, const BobbinExperiment *experiment)
{
  g_autofree char *thread_close = bobbin_judge_text (readings, experiment, "shared_thread", CLOSE);
  g_autofree char *thread_far = bobbin_judge_text (readings, experiment, "shared_thread", FAR);
  g_autofree char *process_close = bobbin_judge_text (readings, experiment, "shared_process", CLOSE);
  g_autofree char *process_far = bobbin_judge_text (readings, experiment, "shared_process", FAR);
  g_autofree char *own_close = bobbin_judge_text (readings, experiment, "private_process", CLOSE);
  g_autofree char *own_far = bobbin_judge_text (readings, experiment, "private_process", FAR);

  return g_strdup_printf (_("With counters side by side instead of far apart, adding one takes threads %s instead of %s, processes with shared memory %s instead of %s, and processes with memory of their own %s instead of %s."),
                          thread_close, thread_far, process_close, process_far, own_close, own_far);
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinEstimate threads = get_slowdown (readings, "shared_thread");
  BobbinEstimate processes = get_slowdown (readings, "shared_process");
  BobbinEstimate own = get_slowdown (readings, "private_process");
  BobbinVerdict verdicts[] = {
    bobbin_verdict_of_ratio (threads, BOBBIN_CLAIM_ABOVE),
    judge_not_slower (processes),
    judge_not_slower (own),
  };

  bobbin_outcome_set_ratio (outcome, "shared_process", "shared_thread",
                            bobbin_readings_ratio (readings, "shared_process", "shared_thread", CLOSE));
  draw (readings, outcome);
  if (!threads.valid || !processes.valid || !own.valid)
    return;

  g_autofree char *thread_text = bobbin_format_ratio (threads.median);
  g_autofree char *process_text = bobbin_format_ratio (processes.median);
  g_autofree char *own_text = bobbin_format_ratio (own.median);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      describe (readings, outcome->experiment));
  /* TRANSLATORS: how many times as long it takes: "3.8 × if shared, 1.0 × if not". */
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s if shared, %s if not"), process_text, own_text),
                            g_strdup_printf (_("%s side by side"), thread_text));
}

const BobbinExperiment bobbin_experiment_false_sharing = {
  .id = "false-sharing",
  .row = "isolation",
  .title = N_("False sharing"),
  .claim = N_("Threads slow each other down by data that only lie side by side; processes do not."),
  .method = N_("Two workers, each on a core of its own, add one to a counter of their own, again and again. The counters are 8 to 256 bytes apart: in the memory of two threads, in memory that two processes share, and in memory of which each process has its own."),
  .misleading = N_("Two workers on one physical core share its cache and slow each other down in another way, which hides this one. A compiler that keeps the counter in a register would show nothing, and some processors fetch lines in pairs, so 64 bytes may not be far enough."),
  .pinning = BOBBIN_PINNED_APART,
  .least_cores = 2,
  .budget_ns = 2500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
