/* bobbin-experiment-deadlock.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

static const BobbinMetric metrics[] = {
  { "forced_thread", N_("Threads, opposite orders, forced: deadlock (1) or none (0)"), BOBBIN_QUANTITY_COUNT },
  { "forced_process", N_("Processes, opposite orders, forced: deadlock (1) or none (0)"), BOBBIN_QUANTITY_COUNT },
  { "unforced_thread", N_("Threads, opposite orders, 2000 times: deadlock (1) or none (0)"), BOBBIN_QUANTITY_COUNT },
  { "unforced_process", N_("Processes, opposite orders, 2000 times: deadlock (1) or none (0)"), BOBBIN_QUANTITY_COUNT },
  { "ordered_thread", N_("Threads, one order for all: deadlock (1) or none (0)"), BOBBIN_QUANTITY_COUNT },
  { "ordered_process", N_("Processes, one order for all: deadlock (1) or none (0)"), BOBBIN_QUANTITY_COUNT },
  { "trying_thread", N_("Threads that give back the first: deadlock (1) or none (0)"), BOBBIN_QUANTITY_COUNT },
  { "trying_process", N_("Processes that give back the first: deadlock (1) or none (0)"), BOBBIN_QUANTITY_COUNT },
  { NULL }
};

/* In how many runs of @metric there was a deadlock, of how many. */
typedef struct {
  guint n, runs;
} Count;

static Count
count (const BobbinReadings *readings, const char *metric)
{
  g_autoptr (GArray) found = bobbin_readings_at (readings, metric, 0.0, FALSE);
  Count result = { 0, found->len };

  for (guint i = 0; i < found->len; i++)
    result.n += g_array_index (found, BobbinLabReading, i).value > 0.5;
  return result;
}

static char *
count_to_text (Count what)
{
  /* TRANSLATORS: in so many of so many runs. */
  return g_strdup_printf (_("%u of %u"), what.n, what.runs);
}

/* A ring of four: each worker has one mutex and waits for the other's. */
static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_GRAPH);
  g_autofree char *forced = count_to_text (count (readings, "forced_thread"));
  g_autofree char *unforced = count_to_text (count (readings, "unforced_thread"));
  g_autofree char *ordered = count_to_text (count (readings, "ordered_thread"));
  g_autofree char *detail = g_strdup_printf (_("Deadlocks of threads: forced %s runs, unforced %s, with one order for all %s."),
                                             forced, unforced, ordered);
  guint first = bobbin_plot_add_node (plot, BOBBIN_ROLE_THREAD, _("Worker 1"), _("thread or process"), 0.2, 0.5);
  guint second = bobbin_plot_add_node (plot, BOBBIN_ROLE_THREAD, _("Worker 2"), _("thread or process"), 0.8, 0.5);
  guint a = bobbin_plot_add_node (plot, BOBBIN_ROLE_SHARED, _("Mutex A"), NULL, 0.5, 0.15);
  guint b = bobbin_plot_add_node (plot, BOBBIN_ROLE_SHARED, _("Mutex B"), NULL, 0.5, 0.85);

  g_array_index (plot->nodes, BobbinPlotNode, a).round = TRUE;
  g_array_index (plot->nodes, BobbinPlotNode, b).round = TRUE;
  bobbin_plot_add_edge (plot, a, first, _("is held by"), FALSE);
  bobbin_plot_add_edge (plot, first, b, _("waits for"), TRUE);
  bobbin_plot_add_edge (plot, b, second, _("is held by"), FALSE);
  bobbin_plot_add_edge (plot, second, a, _("waits for"), TRUE);
  bobbin_plot_set_note (plot, detail);
}

/* The claim is that this is the threads' trouble: that it can happen to them, for
 * which one deadlock is enough, and that it cannot to processes. */
static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  Count thread_forced = count (readings, "forced_thread"), process_forced = count (readings, "forced_process");
  Count thread_ordered = count (readings, "ordered_thread"), process_ordered = count (readings, "ordered_process");
  Count unforced = count (readings, "unforced_thread");
  BobbinVerdict verdicts[] = {
    bobbin_verdict_of_fact (thread_forced.n > 0),
    bobbin_verdict_of_fact (process_forced.n == 0),
  };

  draw (readings, outcome);
  if (MIN (thread_forced.runs, process_forced.runs) < BOBBIN_VERDICT_LEAST_RUNS
      || MIN (thread_ordered.runs, process_ordered.runs) < BOBBIN_VERDICT_LEAST_RUNS)
    return;

  g_autofree char *thread_text = count_to_text (thread_forced);
  g_autofree char *process_text = count_to_text (process_forced);
  g_autofree char *unforced_text = count_to_text (unforced);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (_("With opposite orders threads got stuck in %s forced runs and processes with shared mutexes in %s; unforced, threads did in %s; with one order for all, in %u of %u."),
                                       thread_text, process_text, unforced_text,
                                       thread_ordered.n + process_ordered.n, thread_ordered.runs + process_ordered.runs));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("stuck in %s"), process_text),
                            g_strdup_printf (_("stuck in %s"), thread_text));
}

const BobbinExperiment bobbin_experiment_deadlock = {
  .id = "deadlock",
  .row = "isolation",
  .title = N_("Deadlock, and its cure"),
  .claim = N_("Threads that share locks can wait for each other for ever; processes cannot."),
  .method = N_("Two workers take two mutexes in opposite orders: forced, so that each holds one before it asks for the other, and unforced, many times. Then the cures: one order for all, and giving back the first lock when the second is not free. As threads, and as processes with the mutexes in shared memory."),
  .misleading = N_("Here two that wait for each other give up after 10 ms and are counted; a real program would hang. How often it happens unforced depends on the machine, and never having seen it proves nothing."),
  .pinning = BOBBIN_PINNED_APART,
  .least_cores = 1,
  .budget_ns = 1500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
