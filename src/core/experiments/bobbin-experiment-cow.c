/* bobbin-experiment-cow.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"

#define WRITTEN N_("Written of the block"), BOBBIN_QUANTITY_SHARE

static const BobbinMetric metrics[] = {
  { "process_rss", N_("RSS of the block, all processes together"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "process_pss", N_("PSS of the block, all processes together"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "process_uss", N_("USS of the block, all processes together"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "thread_rss", N_("RSS of the block in one process with threads"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "thread_pss", N_("PSS of the block in one process with threads"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "thread_uss", N_("USS of the block in one process with threads"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "child_own", N_("Own pages of a child in the block"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "parent_own", N_("Own pages of the parent in the block"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "thread_own", N_("Pages of the process with threads in the block"), BOBBIN_QUANTITY_BYTES, WRITTEN },
  { "processes", N_("Processes, the parent included"), BOBBIN_QUANTITY_COUNT },
  { "threads", N_("Threads, the first one included"), BOBBIN_QUANTITY_COUNT },
  { NULL }
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, _("Share of the block that each worker has written"), BOBBIN_QUANTITY_SHARE, FALSE);
  bobbin_plot_set_y (plot, _("What all together have mapped in the block"), BOBBIN_QUANTITY_BYTES, FALSE);
  bobbin_judge_add_curve (plot, readings, "process_rss", BOBBIN_ROLE_NEUTRAL, _("Processes, sum of RSS"));
  bobbin_judge_add_curve (plot, readings, "process_pss", BOBBIN_ROLE_PROCESS, _("Processes, sum of PSS"));
  bobbin_judge_add_curve (plot, readings, "process_uss", BOBBIN_ROLE_PROCESS, _("Processes, sum of USS"))->hollow = TRUE;
  bobbin_judge_add_curve (plot, readings, "thread_pss", BOBBIN_ROLE_THREAD, _("Threads, PSS"));
  bobbin_plot_set_note (plot, _("PSS is the memory that there is: it grows with each page that a write splits. RSS counts a shared page in every process that sees it."));
}

/* The claim at each share that was written: right after fork it is another one
 * than at the end. */
static BobbinVerdict
judge_shares (const BobbinReadings *readings, const GArray *xs)
{
  g_autofree BobbinVerdict *verdicts = g_new (BobbinVerdict, xs->len + 1);

  for (guint i = 0; i < xs->len; i++)
    {
      double x = g_array_index (xs, double, i);

      verdicts[i] = bobbin_verdict_of_ratio (bobbin_readings_ratio (readings, "process_pss", "thread_pss", x),
                                             BOBBIN_CLAIM_ABOVE);
    }
  return bobbin_verdict_combine (verdicts, xs->len);
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  const BobbinExperiment *experiment = outcome->experiment;
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "process_pss");
  double first = xs->len > 0 ? g_array_index (xs, double, 0) : 0.0;
  double last = xs->len > 0 ? g_array_index (xs, double, xs->len - 1) : 0.0;
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "process_pss", "thread_pss", last);
  g_autofree char *n_processes = bobbin_judge_text (readings, experiment, "processes", 0.0);
  g_autofree char *n_threads = bobbin_judge_text (readings, experiment, "threads", 0.0);
  g_autofree char *before = bobbin_judge_text (readings, experiment, "process_pss", first);
  g_autofree char *after = bobbin_judge_text (readings, experiment, "process_pss", last);
  g_autofree char *thread_before = bobbin_judge_text (readings, experiment, "thread_pss", first);
  g_autofree char *thread_after = bobbin_judge_text (readings, experiment, "thread_pss", last);
  g_autofree char *written = bobbin_quantity_format (BOBBIN_QUANTITY_SHARE, last);

  bobbin_outcome_set_ratio (outcome, "process_pss", "thread_pss", ratio);
  draw (readings, outcome);
  if (!ratio.valid)
    return;
  bobbin_outcome_set (outcome, judge_shares (readings, xs),
                      /* TRANSLATORS: "5 processes have the block in 4.00 MiB of memory right after fork, and in 20.0 MiB once each has written 100 % of it; …" */
                      g_strdup_printf (_("%s processes have the block in %s of memory right after fork, and in %s once each has written %s of it; %s threads have it in %s and %s."),
                                       n_processes, before, after, written, n_threads, thread_before, thread_after));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s, then %s"), before, after),
                            g_strdup_printf (_("%s, then %s"), thread_before, thread_after));
}

const BobbinExperiment bobbin_experiment_cow = {
  .id = "cow",
  .row = "memory",
  .leads = TRUE,
  .title = N_("Whose memory it is, page by page"),
  .claim = N_("Each process has memory of its own; the threads of a process share one memory."),
  .method = N_("A parent writes a block of memory and then has four workers write the same block, a quarter of it at a time: children made by fork, or threads. After each quarter everyone waits while what the kernel says of the block in each process (RSS, PSS, USS) is added up."),
  .misleading = N_("The sum of RSS shows full copies from the start, which are not there. With huge pages a single write would copy 512 pages at once, so the block is kept out of them. A block that was allocated but never written would show nothing to share."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .budget_ns = 2 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
