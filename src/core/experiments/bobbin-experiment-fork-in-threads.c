/* bobbin-experiment-fork-in-threads.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

static const BobbinMetric metrics[] = {
  { "parent_threads", N_("Threads of the parent"), BOBBIN_QUANTITY_COUNT },
  { "child_threads", N_("Threads of the child"), BOBBIN_QUANTITY_COUNT },
  { "child_locked_out", N_("The child did not get the mutex (1) or got it (0)"), BOBBIN_QUANTITY_COUNT },
  { "forked", N_("The fork, since the threads were started"), BOBBIN_QUANTITY_NS },
  { "gave_up", N_("The child gives up, since the threads were started"), BOBBIN_QUANTITY_NS },
  { NULL }
};

static void
add_lane (BobbinPlot *plot, BobbinRole role, const char *label, const char *heading, double begin, double end,
          BobbinSegmentForm form, const char *word, const char *outcome)
{
  BobbinPlotLane *lane = bobbin_plot_add_lane (plot, role, label, heading);

  bobbin_plot_lane_add_segment (lane, begin, end, form, word);
  bobbin_plot_lane_set_outcome (lane, outcome);
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_STRIPS);
  double forked = bobbin_readings_median (readings, "forked", 0.0);
  double gave_up = bobbin_readings_median (readings, "gave_up", 0.0);
  gboolean locked_out = bobbin_readings_median (readings, "child_locked_out", 0.0) > 0.5;
  guint n_threads = (guint) MAX (bobbin_readings_median (readings, "child_threads", 0.0), 0.0);
  g_autofree char *child = g_strdup_printf (ngettext ("The child, with %u thread", "The child, with %u threads", n_threads), n_threads);
  BobbinPlotLane *lane;

  bobbin_plot_set_x (plot, _("Time since the threads were started"), BOBBIN_QUANTITY_NS, FALSE);
  if (isnan (forked) || isnan (gave_up))
    return;
  lane = bobbin_plot_add_lane (plot, BOBBIN_ROLE_THREAD, _("Thread 1"), _("The parent, with four threads"));
  bobbin_plot_lane_add_segment (lane, 0.0, gave_up, BOBBIN_SEGMENT_LINE, NULL);
  bobbin_plot_lane_add_mark (lane, forked, BOBBIN_MARK_DOT, _("fork()"));
  add_lane (plot, BOBBIN_ROLE_THREAD, _("Thread 2"), NULL, 0.0, gave_up, BOBBIN_SEGMENT_SOLID, _("holds the mutex"), NULL);
  add_lane (plot, BOBBIN_ROLE_THREAD, _("Thread 3"), NULL, 0.0, gave_up, BOBBIN_SEGMENT_LINE, NULL, NULL);
  add_lane (plot, BOBBIN_ROLE_THREAD, _("Thread 4"), NULL, 0.0, gave_up, BOBBIN_SEGMENT_LINE, NULL, NULL);
  add_lane (plot, BOBBIN_ROLE_PROCESS, _("Copy of thread 1"), child, forked, gave_up,
            BOBBIN_SEGMENT_HATCHED, _("waits for the mutex"), locked_out ? _("gives up") : _("gets it"));
  if (locked_out)
    bobbin_plot_set_note (plot, _("The child's copy of the mutex is locked, and the thread that would unlock it was not copied. Without a time limit the child would wait for ever."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinQuartiles children = bobbin_readings_quartiles (readings, "child_threads", 0.0);
  BobbinQuartiles parents = bobbin_readings_quartiles (readings, "parent_threads", 0.0);
  g_autoptr (GArray) runs = bobbin_readings_at (readings, "child_locked_out", 0.0, FALSE);
  guint n_locked_out = 0;

  draw (readings, outcome);
  for (guint i = 0; i < runs->len; i++)
    n_locked_out += g_array_index (runs, BobbinLabReading, i).value > 0.5;
  if (runs->len < BOBBIN_VERDICT_LEAST_RUNS || children.n == 0 || parents.n == 0)
    return;
  bobbin_outcome_set (outcome,
                      children.max < 1.5 ? bobbin_verdict_of_runs (n_locked_out, runs->len)
                                         : bobbin_verdict_of_fact (FALSE),
                      g_strdup_printf (_("Of the parent's %.0f threads the child has %.0f, and in %u of %u runs it could not get the mutex that another thread held."),
                                       parents.median, children.median, n_locked_out, runs->len));
  bobbin_outcome_set_texts (outcome,
                            g_strdup_printf (ngettext ("child has %.0f thread", "child has %.0f threads", (gulong) children.median), children.median),
                            g_strdup_printf (ngettext ("parent has %.0f thread", "parent has %.0f threads", (gulong) parents.median), parents.median));
}

const BobbinExperiment bobbin_experiment_fork_in_threads = {
  .id = "fork-in-threads",
  .row = "creation",
  .title = N_("fork in a program with threads"),
  .claim = N_("A process that is forked from a program with threads gets one thread alone, and locks that the others held stay locked in it."),
  .method = N_("Four threads, one of which holds a mutex. Another one forks; the child counts its threads and tries for a while to lock the mutex. This is done again and again."),
  .misleading = N_("A mutex that happens to be free at the moment of the fork can be locked in the child, so a program may work for years. The C library looks after its own locks; no one looks after yours."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .budget_ns = 1 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
