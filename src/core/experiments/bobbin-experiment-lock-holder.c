/* bobbin-experiment-lock-holder.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define N_WORKERS  3 /* the first one is the holder */
#define N_OTHERS   (N_WORKERS - 1)

static const BobbinMetric metrics[] = {
  { "normal_carry_on", N_("Of 2 other processes have a normal lock"), BOBBIN_QUANTITY_COUNT },
  { "robust_carry_on", N_("Of 2 other processes have a robust lock"), BOBBIN_QUANTITY_COUNT },
  { "thread_carry_on", N_("Of 2 other threads have the lock"), BOBBIN_QUANTITY_COUNT },
  { "normal_begin", N_("Begins to hold or to wait, normal lock"), BOBBIN_QUANTITY_NS, N_("Worker"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "normal_end", N_("Is killed or done with waiting, normal lock"), BOBBIN_QUANTITY_NS, N_("Worker"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "robust_begin", N_("Begins to hold or to wait, robust lock"), BOBBIN_QUANTITY_NS, N_("Worker"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "robust_end", N_("Is killed or done with waiting, robust lock"), BOBBIN_QUANTITY_NS, N_("Worker"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "thread_begin", N_("Begins to hold or to wait, threads"), BOBBIN_QUANTITY_NS, N_("Worker"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "thread_end", N_("Is killed, threads"), BOBBIN_QUANTITY_NS, N_("Worker"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { NULL }
};

typedef struct {
  BobbinRole  role;
  const char *heading; /* translatable */
  const char *begin, *end, *carry_on;
} Part;

static const Part normal = { BOBBIN_ROLE_PROCESS, N_("Three processes, a normal lock"), "normal_begin", "normal_end", "normal_carry_on" };
static const Part robust = { BOBBIN_ROLE_PROCESS, N_("Three processes, a robust lock"), "robust_begin", "robust_end", "robust_carry_on" };
static const Part threads = { BOBBIN_ROLE_THREAD, N_("Three threads of one process"), "thread_begin", "thread_end", "thread_carry_on" };

/* --- the figure ------------------------------------------------------------------- */

static char *
name_worker (const Part *part, guint worker)
{
  if (part->role == BOBBIN_ROLE_PROCESS)
    return g_strdup_printf (_("Process %u"), worker + 1);
  return g_strdup_printf (_("Thread %u"), worker + 1);
}

static void
draw_part (BobbinPlot *plot, const BobbinReadings *readings, const Part *part)
{
  double carry_on = bobbin_readings_median (readings, part->carry_on, 0.0);

  for (guint worker = 0; worker < N_WORKERS; worker++)
    {
      double begin = bobbin_readings_median (readings, part->begin, worker);
      double end = bobbin_readings_median (readings, part->end, worker);
      g_autofree char *name = name_worker (part, worker);
      BobbinPlotLane *lane;

      if (isnan (carry_on) || isnan (begin) || isnan (end) || begin > end)
        return;
      lane = bobbin_plot_add_lane (plot, part->role, name, worker == 0 ? _(part->heading) : NULL);
      bobbin_plot_lane_add_segment (lane, begin, end, worker == 0 ? BOBBIN_SEGMENT_SOLID : BOBBIN_SEGMENT_HATCHED, NULL);
      if (worker == 0)
        bobbin_plot_lane_add_mark (lane, end, BOBBIN_MARK_CROSS, "SIGKILL");
      else if (carry_on > 0.5)
        bobbin_plot_lane_add_mark (lane, end, BOBBIN_MARK_DOT, _("has the lock"));
      bobbin_plot_lane_set_outcome (lane, worker == 0 ? _("is killed with the lock")
                                          : carry_on > 0.5 ? _("carries on")
                                          : part->role == BOBBIN_ROLE_THREAD ? _("ends with it")
                                                                             : _("gave up waiting"));
    }
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_STRIPS);

  bobbin_plot_set_x (plot, _("Time since the start, medians of all runs"), BOBBIN_QUANTITY_NS, FALSE);
  draw_part (plot, readings, &normal);
  draw_part (plot, readings, &robust);
  draw_part (plot, readings, &threads);
  bobbin_plot_set_note (plot, _("Solid: holds the lock; hatched: waits for it. A robust lock goes to the next one with the word EOWNERDEAD: what it guards may be half done."));
}

/* --- the verdict ------------------------------------------------------------------ */

/* In how many of @out_runs @n of the others had the lock in the end. */
static guint
count_runs (const BobbinReadings *readings, const Part *part, int n, guint *out_runs)
{
  g_autoptr (GArray) found = bobbin_readings_at (readings, part->carry_on, 0.0, FALSE);
  guint n_runs = 0;

  *out_runs = found->len;
  for (guint i = 0; i < found->len; i++)
    n_runs += lround (g_array_index (found, BobbinLabReading, i).value) == n;
  return n_runs;
}

static char *
make_text (const BobbinReadings *readings, const Part *part)
{
  double n = bobbin_readings_median (readings, part->carry_on, 0.0);

  return isnan (n) ? g_strdup ("–") : g_strdup_printf ("%.0f", n);
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  guint normal_runs, robust_runs, thread_runs;
  guint n_stuck = count_runs (readings, &normal, 0, &normal_runs);
  guint n_handed = count_runs (readings, &robust, N_OTHERS, &robust_runs);
  guint n_gone = count_runs (readings, &threads, 0, &thread_runs);
  guint n_normal = count_runs (readings, &normal, N_OTHERS, &normal_runs);
  /* The claim is that the others carry on. */
  BobbinVerdict verdicts[2] = {
    bobbin_verdict_of_runs (n_normal, normal_runs),
    bobbin_verdict_of_runs (n_handed, robust_runs),
  };
  g_autofree char *normal_text = make_text (readings, &normal);
  g_autofree char *robust_text = make_text (readings, &robust);
  g_autofree char *thread_text = make_text (readings, &threads);

  draw (readings, outcome);
  if (normal_runs == 0 || robust_runs == 0 || thread_runs == 0)
    return;
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      g_strdup_printf (_("In %u of %u runs the other processes waited in vain for a normal lock whose holder was killed; a robust lock went on to them in %u of %u; of threads nobody was left to wait in %u of %u."),
                                       n_stuck, normal_runs, n_handed, robust_runs, n_gone, thread_runs));
  /* TRANSLATORS: how many of the others carry on, with a normal lock and with a robust one. */
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s or, if robust, %s of %d carry on"), normal_text, robust_text, N_OTHERS),
                            g_strdup_printf (_("%s of %d carry on"), thread_text, N_OTHERS));
}

const BobbinExperiment bobbin_experiment_lock_holder = {
  .id = "lock-holder",
  .row = "failure",
  .title = N_("Killed with a lock in hand"),
  .claim = N_("When one of several processes is killed, the others carry on."),
  .method = N_("Three workers share a mutex in shared memory. One takes it and is killed with SIGKILL while the others wait; these give up when the holder has been dead for 25 ms. This is done with a normal mutex, with a robust one, and with three threads."),
  .misleading = N_("That they gave up after 25 ms is for the sake of the experiment: without a time limit they would wait for ever. A robust lock says only that its holder died, not in what state it left the data."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .budget_ns = 1500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
