/* bobbin-experiment-one-core.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define N_WORKERS 4
#define WORKER N_("Worker"), BOBBIN_QUANTITY_COUNT

static const BobbinMetric metrics[] = {
  { "one_process", N_("Four processes on one core, until all are done"), BOBBIN_QUANTITY_NS },
  { "one_thread", N_("Four threads on one core, until all are done"), BOBBIN_QUANTITY_NS },
  { "all_process", N_("Four processes on several cores, until all are done"), BOBBIN_QUANTITY_NS },
  { "all_thread", N_("Four threads on several cores, until all are done"), BOBBIN_QUANTITY_NS },
  { "one_process_cpu", N_("Processor time of the four processes on one core"), BOBBIN_QUANTITY_NS },
  { "one_thread_cpu", N_("Processor time of the four threads on one core"), BOBBIN_QUANTITY_NS },
  { "all_process_cpu", N_("Processor time of the four processes on several cores"), BOBBIN_QUANTITY_NS },
  { "all_thread_cpu", N_("Processor time of the four threads on several cores"), BOBBIN_QUANTITY_NS },
  { "one_process_run", N_("Runs without interruption in the shortest round, processes on one core"), BOBBIN_QUANTITY_NS, WORKER, .is_trace = TRUE },
  { "one_thread_run", N_("Runs without interruption in the shortest round, threads on one core"), BOBBIN_QUANTITY_NS, WORKER, .is_trace = TRUE },
  { "all_process_run", N_("Runs without interruption in the shortest round, processes on several cores"), BOBBIN_QUANTITY_NS, WORKER, .is_trace = TRUE },
  { "all_thread_run", N_("Runs without interruption in the shortest round, threads on several cores"), BOBBIN_QUANTITY_NS, WORKER, .is_trace = TRUE },
  { "one_process_wait", N_("Not running before each of these runs, processes on one core"), BOBBIN_QUANTITY_NS, WORKER, .is_trace = TRUE },
  { "one_thread_wait", N_("Not running before each of these runs, threads on one core"), BOBBIN_QUANTITY_NS, WORKER, .is_trace = TRUE },
  { "all_process_wait", N_("Not running before each of these runs, processes on several cores"), BOBBIN_QUANTITY_NS, WORKER, .is_trace = TRUE },
  { "all_thread_wait", N_("Not running before each of these runs, threads on several cores"), BOBBIN_QUANTITY_NS, WORKER, .is_trace = TRUE },
  { "one_process_core", N_("Number of the core of each of these runs, processes on one core"), BOBBIN_QUANTITY_COUNT, WORKER, .is_trace = TRUE },
  { "one_thread_core", N_("Number of the core of each of these runs, threads on one core"), BOBBIN_QUANTITY_COUNT, WORKER, .is_trace = TRUE },
  { "all_process_core", N_("Number of the core of each of these runs, processes on several cores"), BOBBIN_QUANTITY_COUNT, WORKER, .is_trace = TRUE },
  { "all_thread_core", N_("Number of the core of each of these runs, threads on several cores"), BOBBIN_QUANTITY_COUNT, WORKER, .is_trace = TRUE },
  { NULL }
};

static const struct {
  BobbinRole  role;
  const char *heading; /* translatable */
  const char *run, *wait, *core;
} groups[] = {
  { BOBBIN_ROLE_PROCESS, N_("Four processes on one core"), "one_process_run", "one_process_wait", "one_process_core" },
  { BOBBIN_ROLE_THREAD, N_("Four threads on one core"), "one_thread_run", "one_thread_wait", "one_thread_core" },
  { BOBBIN_ROLE_PROCESS, N_("Four processes on several cores"), "all_process_run", "all_process_wait", "all_process_core" },
  { BOBBIN_ROLE_THREAD, N_("Four threads on several cores"), "all_thread_run", "all_thread_wait", "all_thread_core" },
};

static double
get_value (const GArray *found, guint i)
{
  return g_array_index (found, BobbinLabReading, i).value;
}

/* The runs of @worker (from 1) in one round, with what lies between them. */
static void
draw_worker (BobbinPlot *plot, const BobbinReadings *readings, guint group, guint worker)
{
  g_autoptr (GArray) runs = bobbin_readings_at (readings, groups[group].run, worker, FALSE);
  g_autoptr (GArray) waits = bobbin_readings_at (readings, groups[group].wait, worker, FALSE);
  g_autoptr (GArray) cores = bobbin_readings_at (readings, groups[group].core, worker, FALSE);
  guint n = MIN (runs->len, MIN (waits->len, cores->len));
  gboolean process = groups[group].role == BOBBIN_ROLE_PROCESS;
  g_autofree char *label = g_strdup_printf (process ? _("Process %u") : _("Thread %u"), worker);
  BobbinPlotLane *lane;
  double at = 0.0, ran = 0.0;

  if (n == 0)
    return;
  lane = bobbin_plot_add_lane (plot, groups[group].role, label, worker == 1 ? _(groups[group].heading) : NULL);
  for (guint i = 0; i < n; i++)
    {
      double wait = MAX (get_value (waits, i), 0.0), run = MAX (get_value (runs, i), 0.0);

      bobbin_plot_lane_add_segment (lane, at, at + wait, BOBBIN_SEGMENT_HATCHED, NULL);
      at += wait;
      bobbin_plot_lane_add_run (lane, at, at + run, (guint) CLAMP (get_value (cores, i), 0.0, BOBBIN_MAX_CORES - 1.0));
      at += run;
      ran += run;
    }
  g_autofree char *time = bobbin_quantity_format (BOBBIN_QUANTITY_NS, ran);
  /* TRANSLATORS: at the end of a lane, how long that worker was on a core: "ran 10.1 ms". */
  g_autofree char *outcome = g_strdup_printf (_("ran %s"), time);
  bobbin_plot_lane_set_outcome (lane, outcome);
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_STRIPS);

  bobbin_plot_set_x (plot, _("Time since the first of them began, in the round that took least"), BOBBIN_QUANTITY_NS, FALSE);
  for (guint group = 0; group < G_N_ELEMENTS (groups); group++)
    for (guint worker = 1; worker <= N_WORKERS; worker++)
      draw_worker (plot, readings, group, worker);
  bobbin_plot_set_note (plot, _("Solid: running, with the number of the core; hatched: not running. All have the same work to do."));
}

/* @one and @all: metrics; @cpu: the processor time on one core. */
static BobbinVerdict
judge_kind (const BobbinReadings *readings, const char *one, const char *all, const char *cpu)
{
  BobbinEstimate at_a_time = bobbin_readings_ratio (readings, cpu, one, 0.0);

  /* More processor time than time has passed: on one core several would run at once. */
  if (at_a_time.valid && at_a_time.low > 1.0 + BOBBIN_VERDICT_MARGIN)
    return BOBBIN_VERDICT_OPPOSITE;
  return bobbin_verdict_of_ratio (bobbin_readings_ratio (readings, one, all, 0.0), BOBBIN_CLAIM_ABOVE);
}

static char *
make_text (const BobbinReadings *readings, const BobbinExperiment *experiment, const char *one, const char *all,
           const char *cores)
{
  g_autofree char *one_text = bobbin_judge_text (readings, experiment, one, 0.0);
  g_autofree char *all_text = bobbin_judge_text (readings, experiment, all, 0.0);

  /* TRANSLATORS: two times, then "2 cores": "40 ms on one core, 20 ms on 2 cores". */
  return g_strdup_printf (_("%s on one core, %s on %s"), one_text, all_text, cores);
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  const BobbinExperiment *experiment = outcome->experiment;
  guint n_cores = MAX (bobbin_core_set_count (&outcome->cores), 1);
  BobbinEstimate processes = bobbin_readings_ratio (readings, "one_process", "all_process", 0.0);
  BobbinEstimate threads = bobbin_readings_ratio (readings, "one_thread", "all_thread", 0.0);
  BobbinVerdict verdicts[2] = {
    judge_kind (readings, "one_process", "all_process", "one_process_cpu"),
    judge_kind (readings, "one_thread", "all_thread", "one_thread_cpu"),
  };

  bobbin_outcome_set_ratio (outcome, "one_thread", "all_thread", threads);
  draw (readings, outcome);
  if (!processes.valid || !threads.valid)
    return;

  g_autofree char *cores = g_strdup_printf (ngettext ("%u core", "%u cores", n_cores), n_cores);
  g_autofree char *process_text = make_text (readings, experiment, "one_process", "all_process", cores);
  g_autofree char *thread_text = make_text (readings, experiment, "one_thread", "all_thread", cores);
  g_autofree char *one_cpu = bobbin_judge_text (readings, experiment, "one_thread_cpu", 0.0);
  g_autofree char *all_cpu = bobbin_judge_text (readings, experiment, "all_thread_cpu", 0.0);
  /* TRANSLATORS: twice "40 ms on one core, 20 ms on 2 cores", then two times of a processor and "2 cores". */
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (_("Four processes take %s, and four threads %s; the threads' processor time is %s on one core and %s on %s."),
                                       process_text, thread_text, one_cpu, all_cpu, cores));
  bobbin_outcome_set_texts (outcome, g_steal_pointer (&process_text), g_steal_pointer (&thread_text));
}

const BobbinExperiment bobbin_experiment_one_core = {
  .id = "one-core",
  .row = "concurrency",
  .title = N_("Taking turns on one core"),
  .claim = N_("Several workers on one core take turns; only with more cores are they done earlier."),
  .method = N_("Four workers have the same arithmetic to do, as processes and as threads, kept to one core and spread evenly over several cores, four at most, by turns. Each looks at the clock after every piece of some microseconds: where much more time has passed, it was not running."),
  .misleading = N_("A gap between two pieces is not always a context switch: interrupts and the host of a virtual machine take the core as well. A tool that looks ten times in a second sees four workers busy on one core and cannot see the turns, which last some milliseconds."),
  .pinning = BOBBIN_PINNED_BOTH,
  .least_cores = 2,
  .most_cores = N_WORKERS,
  .budget_ns = 2500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
