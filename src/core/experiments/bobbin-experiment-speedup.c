/* bobbin-experiment-speedup.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define WORKERS N_("Workers"), BOBBIN_QUANTITY_COUNT

/* Of the work of the second series, as in what runs. */
#define SERIAL_SHARE 0.2

static const BobbinMetric metrics[] = {
  { "time_process", N_("All of the work, shared out among processes"), BOBBIN_QUANTITY_NS, WORKERS },
  { "time_thread", N_("All of the work, shared out among threads"), BOBBIN_QUANTITY_NS, WORKERS },
  { "whole_process", N_("The same with making and ending the processes"), BOBBIN_QUANTITY_NS, WORKERS },
  { "whole_thread", N_("The same with making and ending the threads"), BOBBIN_QUANTITY_NS, WORKERS },
  { "serial_thread", N_("The same among threads, a fifth of it done by one alone"), BOBBIN_QUANTITY_NS, WORKERS },
  { NULL }
};

/* What can be had with @serial of the work done by one alone: Amdahl 1967,
 * 1 ÷ (serial + (1 − serial) ÷ n), for as many workers as there are cores. */
static void
add_law (BobbinPlot *plot, const GArray *xs, guint n_cores, double serial, const char *label)
{
  BobbinPlotSeries *law = bobbin_plot_add_series (plot, BOBBIN_ROLE_REFERENCE, label);

  for (guint i = 0; i < xs->len; i++)
    {
      double n = g_array_index (xs, double, i), at_once = MIN (n, n_cores);
      double times = 1.0 / (serial + (1.0 - serial) / at_once);

      bobbin_plot_series_add (law, n, times, times, times);
    }
}

/* Against one thread that does all of the work. */
static void
add_serial (BobbinPlot *plot, const BobbinReadings *readings)
{
  BobbinPlotSeries *series = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, _("threads, a fifth serial"));
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "serial_thread");

  series->hollow = TRUE;
  bobbin_plot_series_add (series, 1.0, 1.0, 1.0, 1.0);
  for (guint i = 0; i < xs->len; i++)
    {
      double x = g_array_index (xs, double, i);
      BobbinEstimate times = bobbin_readings_ratio_between (readings, "time_thread", 1.0, "serial_thread", x);

      if (times.valid)
        bobbin_plot_series_add (series, x, times.median, times.low, times.high);
    }
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome, guint n_cores)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_CURVES);
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "time_thread");

  bobbin_plot_set_x (plot, _("Workers"), BOBBIN_QUANTITY_COUNT, FALSE);
  bobbin_plot_set_y (plot, _("So many times as fast as one alone"), BOBBIN_QUANTITY_RATIO, FALSE);
  add_law (plot, xs, n_cores, 0.0, _("the most that the cores allow"));
  add_law (plot, xs, n_cores, SERIAL_SHARE, _("Amdahl's law, a fifth serial"));
  bobbin_judge_add_speed_up (plot, readings, "time_process", BOBBIN_ROLE_PROCESS, _("processes"));
  bobbin_judge_add_speed_up (plot, readings, "time_thread", BOBBIN_ROLE_THREAD, _("threads"));
  add_serial (plot, readings);
  bobbin_plot_set_note (plot, _("No more workers than there are cores can run at once; any further ones take turns with them."));
}

/* As many workers as there are cores, or as were tried where that is fewer. */
static guint
get_n_busy (const BobbinReadings *readings, guint n_cores)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "time_thread");
  guint n = 1;

  for (guint i = 0; i < xs->len; i++)
    if (g_array_index (xs, double, i) <= n_cores)
      n = MAX ((guint) g_array_index (xs, double, i), 1);
  return n;
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  guint n_cores = MAX (bobbin_core_set_count (&outcome->cores), 1), n_busy = get_n_busy (readings, n_cores);
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "time_process", "time_thread", n_busy);
  BobbinEstimate processes = bobbin_readings_ratio_between (readings, "time_process", 1.0, "time_process", n_busy);
  BobbinEstimate threads = bobbin_readings_ratio_between (readings, "time_thread", 1.0, "time_thread", n_busy);

  bobbin_outcome_set_ratio (outcome, "time_process", "time_thread", ratio);
  draw (readings, outcome, n_cores);
  if (!ratio.valid || !processes.valid || !threads.valid)
    return;

  g_autofree char *process_text = bobbin_format_ratio (processes.median);
  g_autofree char *thread_text = bobbin_format_ratio (threads.median);
  g_autofree char *cores_text = g_strdup_printf (ngettext ("%u core", "%u cores", n_busy), n_busy);
  bobbin_outcome_set (outcome, bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE),
                      g_strdup_printf (_("On %s as many processes are %s as fast as one, and as many threads %s; independent work needs no exchange between them."),
                                       cores_text, process_text, thread_text));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s on %s"), process_text, cores_text),
                            g_strdup_printf (_("%s on %s"), thread_text, cores_text));
}

const BobbinExperiment bobbin_experiment_speedup = {
  .id = "speedup",
  .row = "concurrency",
  .leads = TRUE,
  .title = N_("Speed-up on several cores"),
  .claim = N_("Threads get more out of several cores than processes do."),
  .method = N_("A fixed amount of arithmetic is shared out among 1, 2 … workers, up to twice as many as there are cores, as processes and as threads. The time counts from when all of them are ready; the whole time, with making and ending them, is told beside it. In a second series a fifth of it is done by one alone."),
  .misleading = N_("Making a process costs more than making a thread, which counts for short work and is the experiment “creation”. Processors slow down as more cores are busy, two threads of one core share it, and a container may lend less time than it shows cores."),
  .pinning = BOBBIN_PINNED_APART,
  .least_cores = 2,
  .budget_ns = 5500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
