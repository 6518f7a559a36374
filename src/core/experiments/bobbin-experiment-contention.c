/* bobbin-experiment-contention.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define WORKERS N_("Workers"), BOBBIN_QUANTITY_COUNT

static const BobbinMetric metrics[] = {
  { "map_process", N_("Maps and unmaps memory, processes"), BOBBIN_QUANTITY_PER_S, WORKERS },
  { "map_thread", N_("Maps and unmaps memory, threads"), BOBBIN_QUANTITY_PER_S, WORKERS },
  { "touch_process", N_("Touches 32 new pages, processes"), BOBBIN_QUANTITY_PER_S, WORKERS },
  { "touch_thread", N_("Touches 32 new pages, threads"), BOBBIN_QUANTITY_PER_S, WORKERS },
  { "open_process", N_("Opens and closes a descriptor, processes"), BOBBIN_QUANTITY_PER_S, WORKERS },
  { "open_thread", N_("Opens and closes a descriptor, threads"), BOBBIN_QUANTITY_PER_S, WORKERS },
  { "compute_process", N_("Computes, processes"), BOBBIN_QUANTITY_PER_S, WORKERS },
  { "compute_thread", N_("Computes, threads"), BOBBIN_QUANTITY_PER_S, WORKERS },
  { NULL }
};

static const struct {
  const char *name; /* translatable */
  const char *process, *thread;
} works[] = {
  { N_("Map and unmap memory"), "map_process", "map_thread" },
  { N_("Touch new pages"), "touch_process", "touch_thread" },
  { N_("Open and close a descriptor"), "open_process", "open_thread" },
  { N_("Compute"), "compute_process", "compute_thread" },
};

enum { MAP = 0 };

/* How many times as much @n of them get done as one. */
static BobbinEstimate
get_scaling (const BobbinReadings *readings, const char *metric, double n)
{
  return bobbin_readings_ratio_between (readings, metric, n, metric, 1.0);
}

static void
add_scaling (BobbinPlotSeries *series, guint category, const BobbinReadings *readings, const char *metric, double n)
{
  BobbinEstimate scaling = get_scaling (readings, metric, n);

  if (scaling.valid)
    bobbin_plot_series_add (series, category, scaling.median, scaling.low, scaling.high);
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome, double n)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *processes = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, _("processes"));
  BobbinPlotSeries *threads = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, _("threads"));
  g_autofree char *title = g_strdup_printf (_("So many times as much as one alone, by %.0f at once"), n);

  bobbin_plot_set_x (plot, title, BOBBIN_QUANTITY_RATIO, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      guint category = bobbin_plot_add_category (plot, _(works[i].name));

      add_scaling (processes, category, readings, works[i].process, n);
      add_scaling (threads, category, readings, works[i].thread, n);
    }
  bobbin_plot_set_note (plot, _("Threads share one address space and one table of files, and wait for each other where these change."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "map_process");
  double n = xs->len > 1 ? g_array_index (xs, double, xs->len - 1) : 2.0;
  BobbinVerdict verdicts[G_N_ELEMENTS (works)];
  BobbinEstimate map_process = get_scaling (readings, "map_process", n);
  BobbinEstimate map_thread = get_scaling (readings, "map_thread", n);
  BobbinEstimate compute_process = get_scaling (readings, "compute_process", n);
  BobbinEstimate compute_thread = get_scaling (readings, "compute_thread", n);

  draw (readings, outcome, n);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    verdicts[i] = bobbin_verdict_of_ratio (bobbin_readings_ratio (readings, works[i].process, works[i].thread, n),
                                           BOBBIN_CLAIM_BELOW);
  bobbin_outcome_set_ratio (outcome, works[MAP].process, works[MAP].thread,
                            bobbin_readings_ratio (readings, works[MAP].process, works[MAP].thread, n));
  if (!map_process.valid || !map_thread.valid || !compute_process.valid || !compute_thread.valid)
    return;

  g_autofree char *map_process_text = bobbin_format_ratio (map_process.median);
  g_autofree char *map_thread_text = bobbin_format_ratio (map_thread.median);
  g_autofree char *compute_process_text = bobbin_format_ratio (compute_process.median);
  g_autofree char *compute_thread_text = bobbin_format_ratio (compute_thread.median);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (_("%.0f processes map memory %s as often as one, and %.0f threads %s; where they only compute, it is %s and %s."),
                                       n, map_process_text, n, map_thread_text, compute_process_text, compute_thread_text));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("mapping %s"), map_process_text),
                            g_strdup_printf (_("mapping %s"), map_thread_text));
}

const BobbinExperiment bobbin_experiment_contention = {
  .id = "contention",
  .row = "concurrency",
  .title = N_("Where sharing costs"),
  .claim = N_("Threads work side by side better than processes do, whatever the work is."),
  .method = N_("The same loop is run by one worker and by several at once, each on a core of its own, as processes and as threads: mapping memory, touching new pages, opening a descriptor, computing."),
  .misleading = N_("It depends on the kernel: newer ones lock less of an address space for a page fault. Two logical cores of one physical core would hide the difference."),
  .pinning = BOBBIN_PINNED_APART,
  .least_cores = 2,
  .budget_ns = 4 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
