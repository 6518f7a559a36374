/* bobbin-experiment-race.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

static const BobbinMetric metrics[] = {
  { "bare_lost_thread", N_("Lost by threads without protection"), BOBBIN_QUANTITY_SHARE },
  { "bare_lost_process", N_("Lost by processes with shared memory, without protection"), BOBBIN_QUANTITY_SHARE },
  { "private_foreign", N_("Additions that reached another process's own memory"), BOBBIN_QUANTITY_COUNT },
  { "mutex_lost_thread", N_("Lost by threads with a mutex"), BOBBIN_QUANTITY_SHARE },
  { "mutex_lost_process", N_("Lost by processes with a mutex"), BOBBIN_QUANTITY_SHARE },
  { "atomic_lost_thread", N_("Lost by threads with atomic additions"), BOBBIN_QUANTITY_SHARE },
  { "atomic_lost_process", N_("Lost by processes with atomic additions"), BOBBIN_QUANTITY_SHARE },
  { "own_lost_thread", N_("Lost by threads that count apart"), BOBBIN_QUANTITY_SHARE },
  { "own_lost_process", N_("Lost by processes that count apart"), BOBBIN_QUANTITY_SHARE },
  { "bare_thread", N_("An addition by threads, without protection"), BOBBIN_QUANTITY_NS },
  { "bare_process", N_("An addition by processes, without protection"), BOBBIN_QUANTITY_NS },
  { "mutex_thread", N_("An addition by threads, with a mutex"), BOBBIN_QUANTITY_NS },
  { "mutex_process", N_("An addition by processes, with a mutex"), BOBBIN_QUANTITY_NS },
  { "atomic_thread", N_("An addition by threads, atomic"), BOBBIN_QUANTITY_NS },
  { "atomic_process", N_("An addition by processes, atomic"), BOBBIN_QUANTITY_NS },
  { "own_thread", N_("An addition by threads that count apart"), BOBBIN_QUANTITY_NS },
  { "own_process", N_("An addition by processes that count apart"), BOBBIN_QUANTITY_NS },
  { NULL }
};

static const struct {
  const char *name; /* N_(): with the cost of an addition in place of %s */
  const char *lost_process, *lost_thread, *cost;
} cures[] = {
  { N_("No protection, %s each"), "bare_lost_process", "bare_lost_thread", "bare_thread" },
  { N_("A mutex, %s each"), "mutex_lost_process", "mutex_lost_thread", "mutex_thread" },
  { N_("Atomic additions, %s each"), "atomic_lost_process", "atomic_lost_thread", "atomic_thread" },
  { N_("Each counts apart, %s each"), "own_lost_process", "own_lost_thread", "own_thread" },
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *processes = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, _("processes with shared memory"));
  BobbinPlotSeries *threads = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, _("threads"));

  bobbin_plot_set_x (plot, _("Share of the additions that was lost, each run a dot"), BOBBIN_QUANTITY_SHARE, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cures); i++)
    {
      g_autofree char *cost = bobbin_judge_text (readings, outcome->experiment, cures[i].cost, 0.0);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_autofree char *name = g_strdup_printf (_(cures[i].name), cost);
#pragma GCC diagnostic pop
      guint category = bobbin_plot_add_category (plot, name);

      bobbin_judge_add_dot (processes, category, readings, cures[i].lost_process, 0.0, TRUE);
      bobbin_judge_add_dot (threads, category, readings, cures[i].lost_thread, 0.0, TRUE);
    }
  bobbin_plot_set_note (plot, _("A run that lost nothing is no proof that nothing can be lost. Processes with memory of their own are not in the picture: there is nothing that they could lose to each other. The times are those of threads."));
}

/* The highest reading of @metric; NaN without any. */
static double
get_most (const BobbinReadings *readings, const char *metric)
{
  return bobbin_readings_quartiles (readings, metric, 0.0).max;
}

static gboolean
cures_are_known (const BobbinReadings *readings)
{
  for (guint i = 1; i < G_N_ELEMENTS (cures); i++)
    if (isnan (get_most (readings, cures[i].lost_process)) || isnan (get_most (readings, cures[i].lost_thread)))
      return FALSE;
  return TRUE;
}

/* Whether none of the cures lost anything, in any run. */
static gboolean
cures_hold (const BobbinReadings *readings)
{
  for (guint i = 1; i < G_N_ELEMENTS (cures); i++)
    if (get_most (readings, cures[i].lost_process) > 0.0 || get_most (readings, cures[i].lost_thread) > 0.0)
      return FALSE;
  return TRUE;
}

static char *
describe (const BobbinReadings *readings)
{
  g_autofree char *threads = bobbin_format_percent (bobbin_readings_median (readings, "bare_lost_thread", 0.0));
  g_autofree char *processes = bobbin_format_percent (bobbin_readings_median (readings, "bare_lost_process", 0.0));
  g_autofree char *foreign = bobbin_format_count ((guint64) get_most (readings, "private_foreign"));

  if (!cures_hold (readings))
    return g_strdup (_("Additions were lost although they were protected, which must not be."));
  return g_strdup_printf (_("Threads lose %s of their additions to each other and processes with shared memory %s; with memory of their own %s additions reach another process, and a mutex or atomic additions lose none."),
                          threads, processes, foreign);
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  double threads = get_most (readings, "bare_lost_thread"), processes = get_most (readings, "bare_lost_process");
  double foreign = get_most (readings, "private_foreign");
  BobbinVerdict verdicts[2];

  draw (readings, outcome);
  if (isnan (threads) || isnan (processes) || isnan (foreign) || !cures_are_known (readings))
    return;

  /* That nothing was lost once does not say that nothing can be. */
  verdicts[0] = threads > 0.0 || foreign > 0.0 ? bobbin_verdict_of_fact (foreign <= 0.0) : BOBBIN_VERDICT_NOISY;
  verdicts[1] = processes > 0.0 ? bobbin_verdict_of_fact (FALSE) : BOBBIN_VERDICT_NOISY;
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)), describe (readings));

  g_autofree char *process_percent = bobbin_format_percent (bobbin_readings_median (readings, "bare_lost_process", 0.0));
  g_autofree char *thread_percent = bobbin_format_percent (bobbin_readings_median (readings, "bare_lost_thread", 0.0));
  g_autofree char *foreign_count = bobbin_format_count ((guint64) foreign);
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s foreign writes; if shared %s lost"), foreign_count, process_percent),
                            g_strdup_printf (_("%s lost"), thread_percent));
}

const BobbinExperiment bobbin_experiment_race = {
  .id = "race",
  .row = "isolation",
  .leads = TRUE,
  .title = N_("Lost updates"),
  .claim = N_("A process cannot change another's data; a thread can."),
  .method = N_("Several workers add one to the same counter many times: unprotected, with a mutex, with atomic additions, and each on its own with a sum at the end; as threads, as processes with shared memory, and as processes with memory of their own."),
  .misleading = N_("A compiler that joins all additions into one would lose nothing and show nothing. On one core few are lost or none: it takes a switch between reading and writing."),
  .pinning = BOBBIN_PINNED_APART,
  .least_cores = 1,
  .budget_ns = 4 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
