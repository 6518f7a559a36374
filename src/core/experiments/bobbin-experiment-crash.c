/* bobbin-experiment-crash.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <signal.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define N_WORKERS  4
#define VICTIM     3

static const BobbinMetric metrics[] = {
  { "process_carry_on", N_("Of 3 other processes carry on"), BOBBIN_QUANTITY_COUNT },
  { "thread_carry_on", N_("Of 3 other threads carry on"), BOBBIN_QUANTITY_COUNT },
  { "process_signal", N_("Signal that ended the process"), BOBBIN_QUANTITY_COUNT },
  { "thread_signal", N_("Signal that ended the process of the threads"), BOBBIN_QUANTITY_COUNT },
  { "process_end", N_("From the fault to the parent's knowing, process"), BOBBIN_QUANTITY_NS },
  { "thread_end", N_("From the fault to the parent's knowing, threads"), BOBBIN_QUANTITY_NS },
  { "process_beat", N_("Heartbeats of processes in one run"), BOBBIN_QUANTITY_NS, N_("Worker"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "thread_beat", N_("Heartbeats of threads in one run"), BOBBIN_QUANTITY_NS, N_("Worker"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "process_fault", N_("When a process caused its fault, in the run of the heartbeats"), BOBBIN_QUANTITY_NS, .is_trace = TRUE },
  { "thread_fault", N_("When a thread caused its fault, in the run of the heartbeats"), BOBBIN_QUANTITY_NS, .is_trace = TRUE },
  { "process_seen", N_("When the parent of processes knew, in the run of the heartbeats"), BOBBIN_QUANTITY_NS, .is_trace = TRUE },
  { "thread_seen", N_("When the parent of threads knew, in the run of the heartbeats"), BOBBIN_QUANTITY_NS, .is_trace = TRUE },
  { NULL }
};

typedef struct {
  BobbinRole  role;
  const char *heading; /* translatable */
  const char *beat, *fault, *seen, *carry_on, *signal;
  guint       n_expected; /* that carry on, as claimed */
} Kind;

static const Kind kinds[] = {
  { BOBBIN_ROLE_PROCESS, N_("Four processes and their parent"),
    "process_beat", "process_fault", "process_seen", "process_carry_on", "process_signal", N_WORKERS - 1 },
  { BOBBIN_ROLE_THREAD, N_("Four threads of one process, and its parent"),
    "thread_beat", "thread_fault", "thread_seen", "thread_carry_on", "thread_signal", 0 },
};

/* --- the figure ------------------------------------------------------------------- */

/* The last time that is known of either run: the parent lives longer than both. */
static double
find_end (const BobbinReadings *readings)
{
  double last = 0.0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      last = fmax (last, bobbin_readings_median (readings, kinds[i].seen, 0.0));
      for (guint worker = 1; worker <= N_WORKERS; worker++)
        last = fmax (last, bobbin_readings_quartiles (readings, kinds[i].beat, worker).max);
    }
  return last;
}

static void
draw_worker (BobbinPlot *plot, const BobbinReadings *readings, const Kind *kind, guint worker)
{
  g_autoptr (GArray) beats = bobbin_readings_at (readings, kind->beat, worker, FALSE);
  double fault = bobbin_readings_median (readings, kind->fault, 0.0);
  double last = bobbin_readings_quartiles (readings, kind->beat, worker).max;
  gboolean carries_on = last > bobbin_readings_median (readings, kind->seen, 0.0);
  g_autofree char *label = g_strdup_printf (kind->role == BOBBIN_ROLE_PROCESS ? _("Process %u") : _("Thread %u"), worker);
  BobbinPlotLane *lane;

  lane = bobbin_plot_add_lane (plot, kind->role, label, worker == 1 ? _(kind->heading) : NULL);
  bobbin_plot_lane_add_segment (lane, 0.0, fmax (0.0, worker == VICTIM ? fault : fmax (fault, last)),
                                BOBBIN_SEGMENT_LINE, NULL);
  for (guint i = 0; i < beats->len; i++)
    bobbin_plot_lane_add_mark (lane, g_array_index (beats, BobbinLabReading, i).value, BOBBIN_MARK_BEAT, NULL);
  if (worker == VICTIM)
    bobbin_plot_lane_add_mark (lane, fault, BOBBIN_MARK_CROSS, "SIGSEGV");
  bobbin_plot_lane_set_outcome (lane, worker == VICTIM ? _("crashes") : carries_on ? _("carries on") : _("ends with it"));
}

static void
draw_kind (BobbinPlot *plot, const BobbinReadings *readings, const Kind *kind, double end)
{
  double seen = bobbin_readings_median (readings, kind->seen, 0.0);
  double signal_number = bobbin_readings_median (readings, kind->signal, 0.0);
  g_autofree char *word = NULL;
  BobbinPlotLane *lane;

  if (isnan (seen) || isnan (signal_number) || isnan (bobbin_readings_median (readings, kind->fault, 0.0)))
    return;
  for (guint worker = 1; worker <= N_WORKERS; worker++)
    draw_worker (plot, readings, kind, worker);
  lane = bobbin_plot_add_lane (plot, BOBBIN_ROLE_NEUTRAL, _("Parent"), NULL);
  bobbin_plot_lane_add_segment (lane, 0.0, end, BOBBIN_SEGMENT_LINE, NULL);
  /* TRANSLATORS: the number of a signal, of which waitpid() tells. */
  word = g_strdup_printf (_("is told: signal %.0f"), signal_number);
  bobbin_plot_lane_add_mark (lane, seen, BOBBIN_MARK_DOT, word);
  bobbin_plot_lane_set_outcome (lane, _("carries on"));
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_STRIPS);

  bobbin_plot_set_x (plot, _("Time since the start, in one of the runs"), BOBBIN_QUANTITY_NS, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    draw_kind (plot, readings, &kinds[i], find_end (readings));
  bobbin_plot_set_note (plot, _("Each stroke is a heartbeat that a worker wrote into shared memory; the memory outlives it."));
}

/* --- the verdict ------------------------------------------------------------------ */

/* In how many of @out_runs it was as claimed: the victim died of the fault, and of
 * the others so many carried on. */
static guint
count_as_claimed (const BobbinReadings *readings, const Kind *kind, guint *out_runs)
{
  g_autoptr (GArray) carry_on = bobbin_readings_at (readings, kind->carry_on, 0.0, FALSE);
  g_autoptr (GArray) signals = bobbin_readings_at (readings, kind->signal, 0.0, FALSE);
  guint n = 0;

  *out_runs = MIN (carry_on->len, signals->len);
  for (guint i = 0; i < *out_runs; i++)
    n += lround (g_array_index (carry_on, BobbinLabReading, i).value) == (long) kind->n_expected
         && lround (g_array_index (signals, BobbinLabReading, i).value) == SIGSEGV;
  return n;
}

static char *
make_text (const BobbinReadings *readings, const Kind *kind)
{
  double n = bobbin_readings_median (readings, kind->carry_on, 0.0);

  /* TRANSLATORS: so many of the other workers carry on after one has crashed. */
  return isnan (n) ? g_strdup ("") : g_strdup_printf (_("%.0f of %d carry on"), n, N_WORKERS - 1);
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  guint process_runs, thread_runs;
  guint n_processes = count_as_claimed (readings, &kinds[0], &process_runs);
  guint n_threads = count_as_claimed (readings, &kinds[1], &thread_runs);
  BobbinVerdict verdicts[2] = {
    bobbin_verdict_of_runs (n_processes, process_runs),
    bobbin_verdict_of_runs (n_threads, thread_runs),
  };
  g_autofree char *end = bobbin_judge_text (readings, outcome->experiment, "thread_end", 0.0);

  draw (readings, outcome);
  bobbin_outcome_set_texts (outcome, make_text (readings, &kinds[0]), make_text (readings, &kinds[1]));
  if (process_runs == 0 || thread_runs == 0)
    return;
  /* TRANSLATORS: numbers of runs, then a time such as "380 µs". */
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (_("In %u of %u runs the 3 other processes carried on; in %u of %u runs the 3 other threads ended with the one that crashed, and the parent knew %s after the fault."),
                                       n_processes, process_runs, n_threads, thread_runs, end));
}

const BobbinExperiment bobbin_experiment_crash = {
  .id = "crash",
  .row = "failure",
  .leads = TRUE,
  .title = N_("A crash and the others"),
  .claim = N_("A thread that crashes takes the others along; a process that crashes does not."),
  .method = N_("Four workers write a heartbeat into shared memory each millisecond until the third writes to address 0. The parent waits for the signal, then looks whether the others go on with their heartbeats. This is done with four processes and with four threads of one process by turns."),
  .misleading = N_("What they share is left as it was at the crash: half-written data, or a lock that is never released. Not every error is a crash: a thread that ends itself or catches an exception takes nobody along, and a parent that waits for its child in vain is affected as well."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .budget_ns = 3 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
