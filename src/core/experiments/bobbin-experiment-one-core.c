/* bobbin-experiment-one-core.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define N_WORKERS 4

/* Shorter gaps, such as those that timer interrupts leave, are not drawn. */
#define LEAST_GAP_NS 300000.0

#define WORKER N_("Worker"), BOBBIN_QUANTITY_COUNT

static const BobbinMetric metrics[] = {
  { "work_alone", N_("Pieces of work that one alone gets done on one core"), BOBBIN_QUANTITY_PER_S },
  { "work_one_process", N_("Pieces of work that 4 processes get done on one core"), BOBBIN_QUANTITY_PER_S },
  { "work_one_thread", N_("Pieces of work that 4 threads get done on one core"), BOBBIN_QUANTITY_PER_S },
  { "work_all_process", N_("Pieces of work that 4 processes get done on all cores"), BOBBIN_QUANTITY_PER_S },
  { "work_all_thread", N_("Pieces of work that 4 threads get done on all cores"), BOBBIN_QUANTITY_PER_S },
  { "one_begin", N_("On one core, in one run: a thread begins to run"), BOBBIN_QUANTITY_NS, WORKER },
  { "one_end", N_("On one core, in one run: it no longer runs"), BOBBIN_QUANTITY_NS, WORKER },
  { "one_core", N_("On one core, in one run: the core it runs on"), BOBBIN_QUANTITY_COUNT, WORKER },
  { "all_begin", N_("On all cores, in one run: a thread begins to run"), BOBBIN_QUANTITY_NS, WORKER },
  { "all_end", N_("On all cores, in one run: it no longer runs"), BOBBIN_QUANTITY_NS, WORKER },
  { "all_core", N_("On all cores, in one run: the core it runs on"), BOBBIN_QUANTITY_COUNT, WORKER },
  { NULL }
};

static void
draw_lane (BobbinPlot *plot, const BobbinReadings *readings, guint worker, const char *heading, const char *begin,
           const char *end, const char *core)
{
  g_autoptr (GArray) begins = bobbin_readings_at (readings, begin, worker, FALSE);
  g_autoptr (GArray) ends = bobbin_readings_at (readings, end, worker, FALSE);
  g_autoptr (GArray) cores = bobbin_readings_at (readings, core, worker, FALSE);
  g_autofree char *label = g_strdup_printf (_("Thread %u"), worker);
  BobbinPlotLane *lane = bobbin_plot_add_lane (plot, BOBBIN_ROLE_THREAD, label, worker == 1 ? heading : NULL);
  guint n = MIN (begins->len, MIN (ends->len, cores->len));
  double last = 0.0;

  for (guint i = 0; i < n;)
    {
      double begin_ns = g_array_index (begins, BobbinLabReading, i).value;
      double end_ns = g_array_index (ends, BobbinLabReading, i).value;
      double core_number = g_array_index (cores, BobbinLabReading, i).value;

      for (i++; i < n && g_array_index (begins, BobbinLabReading, i).value - end_ns < LEAST_GAP_NS
                && lround (g_array_index (cores, BobbinLabReading, i).value - core_number) == 0; i++)
        end_ns = g_array_index (ends, BobbinLabReading, i).value;
      if (begin_ns > last)
        bobbin_plot_lane_add_segment (lane, last, begin_ns, BOBBIN_SEGMENT_HATCHED, NULL);
      bobbin_plot_lane_add_run (lane, begin_ns, end_ns, (guint) CLAMP (core_number, 0.0, BOBBIN_MAX_CORES - 1));
      last = end_ns;
    }
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome, guint n_cores)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_STRIPS);
  g_autofree char *all = g_strdup_printf (ngettext ("Four threads on %u core", "Four threads on %u cores", n_cores), n_cores);

  bobbin_plot_set_x (plot, _("Time since the start, in one of the runs"), BOBBIN_QUANTITY_NS, FALSE);
  for (guint worker = 1; worker <= N_WORKERS; worker++)
    draw_lane (plot, readings, worker, _("Four threads on one core"), "one_begin", "one_end", "one_core");
  for (guint worker = 1; worker <= N_WORKERS; worker++)
    draw_lane (plot, readings, worker, all, "all_begin", "all_end", "all_core");
  bobbin_plot_set_note (plot, _("Filled: it runs, on the core of that number. Hatched: it is ready and waits for its turn. Gaps under 0.3 ms are not drawn."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  guint n_cores = MAX (bobbin_core_set_count (&outcome->cores), 1);
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "work_one_process", "work_one_thread", 0.0);
  BobbinEstimate processes = bobbin_readings_ratio (readings, "work_all_process", "work_one_process", 0.0);
  BobbinEstimate threads = bobbin_readings_ratio (readings, "work_all_thread", "work_one_thread", 0.0);
  BobbinEstimate turns = bobbin_readings_ratio (readings, "work_one_thread", "work_alone", 0.0);
  BobbinVerdict verdicts[] = {
    bobbin_verdict_of_ratio (processes, BOBBIN_CLAIM_ABOVE),
    bobbin_verdict_of_ratio (threads, BOBBIN_CLAIM_ABOVE),
  };

  bobbin_outcome_set_ratio (outcome, "work_one_process", "work_one_thread", ratio);
  draw (readings, outcome, n_cores);
  if (!processes.valid || !threads.valid || !turns.valid)
    return;

  g_autofree char *turns_text = bobbin_format_ratio (turns.median);
  g_autofree char *process_text = bobbin_format_ratio (processes.median);
  g_autofree char *thread_text = bobbin_format_ratio (threads.median);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (ngettext ("Four threads on one core get %s as much done as one alone; with %u core four processes get %s as much done as on one, and four threads %s.",
                                                 "Four threads on one core get %s as much done as one alone; with %u cores four processes get %s as much done as on one, and four threads %s.", n_cores),
                                       turns_text, n_cores, process_text, thread_text));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s on all cores"), process_text),
                            g_strdup_printf (_("%s on all cores"), thread_text));
}

const BobbinExperiment bobbin_experiment_one_core = {
  .id = "one-core",
  .row = "concurrency",
  .title = N_("Taking turns is not running at once"),
  .claim = N_("Workers get more done at once only where there are more cores; on one core they take turns."),
  .method = N_("Four workers compute for a short while, all on one core and then free to use all, as processes and as threads; beside them one alone. Each notes when it ran and on which core."),
  .misleading = N_("A gap in what a worker noted means that it did not run; that may be an interrupt or a hypervisor rather than a switch to another worker. Somebody who samples ten times a second would see none of these turns."),
  .pinning = BOBBIN_PINNED_SAME,
  .least_cores = 2,
  .budget_ns = 2500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
