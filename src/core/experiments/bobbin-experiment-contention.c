/* bobbin-experiment-contention.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

static const BobbinMetric metrics[] = {
  { "map_process", N_("Mapping memory: as much as one, processes"), BOBBIN_QUANTITY_RATIO },
  { "map_thread", N_("Mapping memory: as much as one, threads"), BOBBIN_QUANTITY_RATIO },
  { "fault_process", N_("Touching new pages: as much as one, processes"), BOBBIN_QUANTITY_RATIO },
  { "fault_thread", N_("Touching new pages: as much as one, threads"), BOBBIN_QUANTITY_RATIO },
  { "file_process", N_("Duplicating file descriptors: as much as one, processes"), BOBBIN_QUANTITY_RATIO },
  { "file_thread", N_("Duplicating file descriptors: as much as one, threads"), BOBBIN_QUANTITY_RATIO },
  { "compute_process", N_("Arithmetic: as much as one, processes"), BOBBIN_QUANTITY_RATIO },
  { "compute_thread", N_("Arithmetic: as much as one, threads"), BOBBIN_QUANTITY_RATIO },
  { "map_alone_process", N_("mmap() and munmap() of a page, one process alone"), BOBBIN_QUANTITY_NS },
  { "map_alone_thread", N_("mmap() and munmap() of a page, one thread alone"), BOBBIN_QUANTITY_NS },
  { "fault_alone_process", N_("First write to a page, one process alone"), BOBBIN_QUANTITY_NS },
  { "fault_alone_thread", N_("First write to a page, one thread alone"), BOBBIN_QUANTITY_NS },
  { "file_alone_process", N_("dup() and close(), one process alone"), BOBBIN_QUANTITY_NS },
  { "file_alone_thread", N_("dup() and close(), one thread alone"), BOBBIN_QUANTITY_NS },
  { "compute_alone_process", N_("A piece of arithmetic, one process alone"), BOBBIN_QUANTITY_NS },
  { "compute_alone_thread", N_("A piece of arithmetic, one thread alone"), BOBBIN_QUANTITY_NS },
  { "workers", N_("Workers, each on a core of its own"), BOBBIN_QUANTITY_COUNT },
  { NULL }
};

static const struct {
  const char *name; /* N_(): with what it costs one worker alone in place of %s */
  const char *process, *thread, *alone;
} works[] = {
  { N_("Map and unmap memory, %s each"), "map_process", "map_thread", "map_alone_thread" },
  { N_("Touch new pages, %s each"), "fault_process", "fault_thread", "fault_alone_thread" },
  { N_("Duplicate and close files, %s each"), "file_process", "file_thread", "file_alone_thread" },
  { N_("Arithmetic, %s a piece"), "compute_process", "compute_thread", "compute_alone_thread" },
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *processes = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, _("processes"));
  BobbinPlotSeries *threads = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, _("threads"));
  BobbinPlotSeries *ideal = bobbin_plot_add_series (plot, BOBBIN_ROLE_REFERENCE, _("as many times as workers"));
  double n = bobbin_readings_median (readings, "workers", 0.0);

  bobbin_plot_set_x (plot, _("So many times as much as one alone"), BOBBIN_QUANTITY_RATIO, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_autofree char *alone = bobbin_judge_text (readings, outcome->experiment, works[i].alone, 0.0);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_autofree char *name = g_strdup_printf (_(works[i].name), alone);
#pragma GCC diagnostic pop
      guint category = bobbin_plot_add_category (plot, name);

      bobbin_judge_add_dot (processes, category, readings, works[i].process, 0.0, TRUE);
      bobbin_judge_add_dot (threads, category, readings, works[i].thread, 0.0, TRUE);
      if (!isnan (n))
        bobbin_plot_series_add (ideal, category, n, n, n);
    }
  bobbin_plot_set_note (plot, _("Threads share one address space and one table of open files, which only one of them can change at a time; arithmetic needs neither. The times are those of one thread alone."));
}

static char *
make_text (const char *map, const char *compute)
{
  /* TRANSLATORS: how many times as much several workers get done as one: "mapping 1.90 ×, arithmetic 2.00 ×". */
  return g_strdup_printf (_("mapping %s, arithmetic %s"), map, compute);
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  const BobbinExperiment *experiment = outcome->experiment;
  BobbinVerdict verdicts[G_N_ELEMENTS (works)];
  BobbinEstimate ratios[G_N_ELEMENTS (works)];
  double n = bobbin_readings_median (readings, "workers", 0.0);

  draw (readings, outcome);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      ratios[i] = bobbin_readings_ratio (readings, works[i].process, works[i].thread, 0.0);
      verdicts[i] = bobbin_verdict_of_ratio (ratios[i], BOBBIN_CLAIM_BELOW);
    }
  bobbin_outcome_set_ratio (outcome, works[0].process, works[0].thread, ratios[0]);
  if (!ratios[0].valid || !ratios[G_N_ELEMENTS (works) - 1].valid || isnan (n))
    return;

  g_autofree char *process_map = bobbin_judge_text (readings, experiment, "map_process", 0.0);
  g_autofree char *thread_map = bobbin_judge_text (readings, experiment, "map_thread", 0.0);
  g_autofree char *process_compute = bobbin_judge_text (readings, experiment, "compute_process", 0.0);
  g_autofree char *thread_compute = bobbin_judge_text (readings, experiment, "compute_thread", 0.0);
  /* TRANSLATORS: %.0f is 2 or more; each %s is such as "1.90 ×". */
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (_("With %.0f cores instead of one, processes map memory %s as often and threads %s; of arithmetic processes get %s as much done and threads %s."),
                                       n, process_map, thread_map, process_compute, thread_compute));
  bobbin_outcome_set_texts (outcome, make_text (process_map, process_compute), make_text (thread_map, thread_compute));
}

const BobbinExperiment bobbin_experiment_contention = {
  .id = "contention",
  .row = "concurrency",
  .title = N_("Where threads get in each other's way"),
  .claim = N_("Whatever the work is, threads gain more from further cores than processes do."),
  .method = N_("One worker alone and then one on each core repeat the same for some milliseconds: map memory and give it back, touch new pages, duplicate a file descriptor and close it, and compute. Each counts for itself, as process and as thread by turns; what counts is how many times as often they come round together as one alone."),
  .misleading = N_("How much of an address space may be changed at once depends on the version of the kernel. Counters that lie side by side would slow each other down as well, so they are 256 bytes apart."),
  .pinning = BOBBIN_PINNED_APART,
  .least_cores = 2,
  .budget_ns = 4 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
