/* bobbin-experiment-limits.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

/* Who gets less than this share of what it does alone is held up by the other. */
#define HELD_UP 0.8

static const BobbinMetric metrics[] = {
  { "hog_files_process", N_("Files that a process could open"), BOBBIN_QUANTITY_COUNT },
  { "hog_files_thread", N_("Files that a thread could open"), BOBBIN_QUANTITY_COUNT },
  { "victim_refused_process", N_("Then another process was refused a file"), BOBBIN_QUANTITY_COUNT },
  { "victim_refused_thread", N_("Then another thread was refused a file"), BOBBIN_QUANTITY_COUNT },
  { "victim_work_process", N_("Work of a process beside one that computes on its core"), BOBBIN_QUANTITY_SHARE },
  { "victim_work_thread", N_("Work of a thread beside one that computes on its core"), BOBBIN_QUANTITY_SHARE },
  { NULL }
};

static void
add_files (BobbinPlot *plot, const BobbinReadings *readings, const char *files, const char *refused)
{
  double n = bobbin_readings_median (readings, files, 0.0), is_refused = bobbin_readings_median (readings, refused, 0.0);

  if (isnan (n) || isnan (is_refused))
    {
      bobbin_plot_add_cell (plot, BOBBIN_CELL_TEXT, _("not measured"));
      return;
    }

  /* TRANSLATORS: %.0f files were opened by one, then the other one was refused. */
  g_autofree char *text = is_refused > 0.5 ? g_strdup_printf (_("refused: the other holds %.0f"), n)
                                           : g_strdup_printf (_("opened: the other holds %.0f of its own"), n);
  bobbin_plot_add_cell (plot, is_refused > 0.5 ? BOBBIN_CELL_NO : BOBBIN_CELL_YES, text);
}

static void
add_work (BobbinPlot *plot, const BobbinReadings *readings, const char *metric)
{
  double share = bobbin_readings_median (readings, metric, 0.0);

  if (isnan (share))
    {
      bobbin_plot_add_cell (plot, BOBBIN_CELL_TEXT, _("not measured"));
      return;
    }

  g_autofree char *percent = bobbin_format_percent (share);
  g_autofree char *text = g_strdup_printf (_("gets %s of its work done"), percent);
  bobbin_plot_add_cell (plot, share < HELD_UP ? BOBBIN_CELL_NO : BOBBIN_CELL_YES, text);
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_MATRIX);

  bobbin_plot_add_column (plot, BOBBIN_ROLE_PROCESS, _("Two processes"));
  bobbin_plot_add_column (plot, BOBBIN_ROLE_THREAD, _("Two threads"));
  bobbin_plot_add_category (plot, _("Open a file after the other has opened all it may"));
  add_files (plot, readings, "hog_files_process", "victim_refused_process");
  add_files (plot, readings, "hog_files_thread", "victim_refused_thread");
  bobbin_plot_add_category (plot, _("Compute while the other computes on the same core"));
  add_work (plot, readings, "victim_work_process");
  add_work (plot, readings, "victim_work_thread");
  bobbin_plot_set_note (plot, _("A limit holds for a process with all its threads. The core, the caches and the disk are shared by all, whatever they are."));
}

/* Whether the other one was refused a file, and what it gets done beside a busy one. */
static char *
make_sentence (gboolean process_refused, gboolean thread_refused, const char *process_work, const char *thread_work)
{
  if (thread_refused && !process_refused)
    return g_strdup_printf (_("A thread that opens all files it may leaves none for the others, while another process still opens its own; on one core a process gets %s of its work done beside a busy one, and a thread %s."),
                            process_work, thread_work);
  if (thread_refused)
    return g_strdup_printf (_("Who opens all files it may leaves none for other threads, and none for other processes; on one core a process gets %s of its work done beside a busy one, and a thread %s."),
                            process_work, thread_work);
  if (process_refused)
    return g_strdup_printf (_("A process that opens all files it may leaves none for another one, while another thread still opens its own; on one core a process gets %s of its work done beside a busy one, and a thread %s."),
                            process_work, thread_work);
  return g_strdup_printf (_("Nobody was refused a file after another one had opened all it may; on one core a process gets %s of its work done beside a busy one, and a thread %s."),
                          process_work, thread_work);
}

/* The claim is that processes are spared what threads are not. */
static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  double process_refused = bobbin_readings_median (readings, "victim_refused_process", 0.0);
  double thread_refused = bobbin_readings_median (readings, "victim_refused_thread", 0.0);
  double process_work = bobbin_readings_median (readings, "victim_work_process", 0.0);
  double thread_work = bobbin_readings_median (readings, "victim_work_thread", 0.0);
  g_autofree char *process_percent = bobbin_quantity_format (BOBBIN_QUANTITY_SHARE, process_work);
  g_autofree char *thread_percent = bobbin_quantity_format (BOBBIN_QUANTITY_SHARE, thread_work);
  BobbinVerdict verdicts[2];

  draw (readings, outcome);
  if (isnan (process_refused) || isnan (thread_refused) || isnan (process_work) || isnan (thread_work))
    return;
  verdicts[0] = bobbin_verdict_of_fact (thread_refused > 0.5 && process_refused < 0.5);
  verdicts[1] = bobbin_verdict_of_fact (process_work >= HELD_UP);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      make_sentence (process_refused > 0.5, thread_refused > 0.5, process_percent, thread_percent));
  bobbin_outcome_set_texts (outcome,
                            g_strdup (process_refused > 0.5 ? _("refused a file") : _("opens its file")),
                            g_strdup (thread_refused > 0.5 ? _("refused a file") : _("opens its file")));
}

const BobbinExperiment bobbin_experiment_limits = {
  .id = "limits",
  .row = "resources",
  .title = N_("Who pays for the other"),
  .claim = N_("A process is spared what another one uses up; a thread is not."),
  .method = N_("One of two opens files until its process may have no more, then the other tries to open one. Then both share a core: how much does one still get done while the other computes?"),
  .misleading = N_("Limits of a whole user or of a container hold for all processes together, so there one process can be refused what another took."),
  .pinning = BOBBIN_PINNED_SAME,
  .least_cores = 1,
  .budget_ns = 600 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
