/* bobbin-experiment-bill.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"

static const BobbinMetric metrics[] = {
  { "process_address_space", N_("Address space of a process (VmSize)"), BOBBIN_QUANTITY_BYTES },
  { "process_rss", N_("RSS of a process"), BOBBIN_QUANTITY_BYTES },
  { "process_pss", N_("PSS of a process"), BOBBIN_QUANTITY_BYTES },
  { "process_uss", N_("USS of a process"), BOBBIN_QUANTITY_BYTES },
  { "process_page_tables", N_("Page tables of a process"), BOBBIN_QUANTITY_BYTES },
  { "process_kernel_stack", N_("Kernel stack for a process"), BOBBIN_QUANTITY_BYTES },
  { "thread_address_space", N_("Address space for a thread (VmSize)"), BOBBIN_QUANTITY_BYTES },
  { "thread_rss", N_("RSS for a thread"), BOBBIN_QUANTITY_BYTES },
  { "thread_pss", N_("PSS for a thread"), BOBBIN_QUANTITY_BYTES },
  { "thread_uss", N_("USS for a thread"), BOBBIN_QUANTITY_BYTES },
  { "thread_page_tables", N_("Page tables for a thread"), BOBBIN_QUANTITY_BYTES },
  { "thread_kernel_stack", N_("Kernel stack for a thread"), BOBBIN_QUANTITY_BYTES },
  { "workers", N_("Workers at once"), BOBBIN_QUANTITY_COUNT },
  { NULL }
};

/* From what is promised to what is really there, then what the kernel keeps. */
static const struct {
  const char *label;
  const char *of_process, *of_thread;
} accounts[] = {
  { N_("Address space (VmSize)"), "process_address_space", "thread_address_space" },
  { N_("RSS"), "process_rss", "thread_rss" },
  { N_("PSS"), "process_pss", "thread_pss" },
  { N_("USS"), "process_uss", "thread_uss" },
  { N_("Page tables"), "process_page_tables", "thread_page_tables" },
  { N_("Kernel stack"), "process_kernel_stack", "thread_kernel_stack" },
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *processes = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, _("One more process"));
  BobbinPlotSeries *threads = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, _("One more thread"));

  bobbin_plot_set_y (plot, _("Memory for one more idle worker"), BOBBIN_QUANTITY_BYTES, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      guint category = bobbin_plot_add_category (plot, _(accounts[i].label));

      bobbin_judge_add_dot (processes, category, readings, accounts[i].of_process, 0.0, TRUE);
      bobbin_judge_add_dot (threads, category, readings, accounts[i].of_thread, 0.0, TRUE);
    }
  bobbin_plot_set_note (plot, _("The same workers by six accounts. Address space is only promised, and RSS counts shared pages again in each process; PSS adds up to the memory that is there."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  const BobbinExperiment *experiment = outcome->experiment;
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "process_pss", "thread_pss", 0.0);
  g_autofree char *process = bobbin_judge_text (readings, experiment, "process_pss", 0.0);
  g_autofree char *process_space = bobbin_judge_text (readings, experiment, "process_address_space", 0.0);
  g_autofree char *thread = bobbin_judge_text (readings, experiment, "thread_pss", 0.0);
  g_autofree char *thread_space = bobbin_judge_text (readings, experiment, "thread_address_space", 0.0);

  bobbin_outcome_set_ratio (outcome, "process_pss", "thread_pss", ratio);
  draw (readings, outcome);
  if (!ratio.valid)
    return;
  bobbin_outcome_set (outcome, bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE),
                      g_strdup_printf (_("One more idle process takes %s of memory (PSS) and one more thread %s, with %s and %s of address space."),
                                       process, thread, process_space, thread_space));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s PSS"), process), g_strdup_printf (_("%s PSS"), thread));
}

const BobbinExperiment bobbin_experiment_bill = {
  .id = "bill",
  .row = "resources",
  .leads = TRUE,
  .title = N_("The memory bill of idle workers"),
  .claim = N_("One more process takes more memory than one more thread."),
  .method = N_("A small process starts up to 32 workers that do nothing, as children or as threads. Address space, RSS, PSS, USS and page tables are read for each child, and for threads what those of the process grew by; kernel stacks are what the machine's sum grew by."),
  .misleading = N_("The sum of RSS counts the same pages for each process, and the stack of a thread is address space that is hardly used: either makes its side look dear. A child that starts a program of its own or writes what it inherited takes more than these. The machine's sum of kernel stacks also moves with other programs."),
  .pinning = BOBBIN_PINNED_SAME,
  .least_cores = 1,
  .budget_ns = 2 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
