/* bobbin-experiment-bandwidth.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define MOST_AREAS 2u

static const BobbinMetric metrics[] = {
  { "process_pipe_same", N_("Through a pipe to another process, one core"), BOBBIN_QUANTITY_BYTES_PER_S },
  { "thread_pipe_same", N_("Through a pipe to another thread, one core"), BOBBIN_QUANTITY_BYTES_PER_S },
  { "process_pipe_apart", N_("Through a pipe to another process, two cores"), BOBBIN_QUANTITY_BYTES_PER_S },
  { "thread_pipe_apart", N_("Through a pipe to another thread, two cores"), BOBBIN_QUANTITY_BYTES_PER_S },
  { "process_copy", N_("Copied into memory shared with another process"), BOBBIN_QUANTITY_BYTES_PER_S, N_("Memory that is used"), BOBBIN_QUANTITY_BYTES },
  { "thread_copy", N_("Copied into memory shared with another thread"), BOBBIN_QUANTITY_BYTES_PER_S, N_("Memory that is used"), BOBBIN_QUANTITY_BYTES },
  { "process_place", N_("Telling another process where it is"), BOBBIN_QUANTITY_NS },
  { "thread_place", N_("Telling another thread where it is"), BOBBIN_QUANTITY_NS },
  { NULL }
};

static void
add_row (BobbinPlot *plot, const BobbinReadings *readings, const char *name, const char *process, const char *thread,
         double x)
{
  guint row = bobbin_plot_add_category (plot, name);

  bobbin_judge_add_dot (g_ptr_array_index (plot->series, 0), row, readings, process, x, TRUE);
  bobbin_judge_add_dot (g_ptr_array_index (plot->series, 1), row, readings, thread, x, TRUE);
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome, const GArray *areas)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DOTS);

  bobbin_plot_set_y (plot, _("Data passed on in a second"), BOBBIN_QUANTITY_BYTES_PER_S, FALSE);
  bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, _("To another process"));
  bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, _("To another thread"));
  add_row (plot, readings, _("Pipe on one core"), "process_pipe_same", "thread_pipe_same", 0.0);
  if (bobbin_readings_count (readings, "process_pipe_apart") > 0)
    add_row (plot, readings, _("Pipe between two cores"), "process_pipe_apart", "thread_pipe_apart", 0.0);
  for (guint i = 0; i < areas->len; i++)
    {
      double area = g_array_index (areas, double, i);
      g_autofree char *bytes = bobbin_quantity_format_short (BOBBIN_QUANTITY_BYTES, area);
      /* TRANSLATORS: the size of the memory into which is copied: "64 MiB". */
      g_autofree char *name = g_strdup_printf (_("Copy into %s of shared memory"), bytes);

      add_row (plot, readings, name, "process_copy", "thread_copy", area);
    }
  bobbin_plot_set_note (plot, _("To tell the other where the data is copies nothing and takes the same time for any size, so it has no place on this axis."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  g_autoptr (GArray) areas = bobbin_readings_get_xs (readings, "process_copy");
  double area = areas->len > 0 ? g_array_index (areas, double, areas->len - 1) : 0.0;
  g_autofree char *process_pipe = bobbin_judge_text (readings, outcome->experiment, "process_pipe_same", 0.0);
  g_autofree char *thread_pipe = bobbin_judge_text (readings, outcome->experiment, "thread_pipe_same", 0.0);
  g_autofree char *process_copy = bobbin_judge_text (readings, outcome->experiment, "process_copy", area);
  g_autofree char *thread_copy = bobbin_judge_text (readings, outcome->experiment, "thread_copy", area);
  g_autofree char *process_place = bobbin_judge_text (readings, outcome->experiment, "process_place", 0.0);
  g_autofree char *thread_place = bobbin_judge_text (readings, outcome->experiment, "thread_place", 0.0);
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "process_pipe_same", "thread_pipe_same", 0.0);
  BobbinEstimate apart = bobbin_readings_ratio (readings, "process_pipe_apart", "thread_pipe_apart", 0.0);
  BobbinVerdict verdicts[2 + MOST_AREAS] = { bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_BELOW) };
  guint n = 1;

  draw (readings, outcome, areas);
  bobbin_outcome_set_ratio (outcome, "process_pipe_same", "thread_pipe_same", ratio);
  if (!ratio.valid || areas->len == 0)
    return;
  if (apart.valid)
    verdicts[n++] = bobbin_verdict_of_ratio (apart, BOBBIN_CLAIM_BELOW);
  for (guint i = 0; i < MIN (areas->len, MOST_AREAS); i++)
    verdicts[n++] = bobbin_verdict_of_ratio (bobbin_readings_ratio (readings, "process_copy", "thread_copy",
                                                                    g_array_index (areas, double, i)), BOBBIN_CLAIM_BELOW);
  /* TRANSLATORS: rates ("2.10 GiB/s"), each for processes and for threads; the last two are times. */
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, n),
                      g_strdup_printf (_("Processes and threads pass on %s and %s through a pipe on one core, and %s and %s by copying into shared memory; to tell the other where the data is takes %s and %s, whatever its size."),
                                       process_pipe, thread_pipe, process_copy, thread_copy, process_place, thread_place));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("pipe %s"), process_pipe), g_strdup_printf (_("pipe %s"), thread_pipe));
}

const BobbinExperiment bobbin_experiment_bandwidth = {
  .id = "bandwidth",
  .row = "communication",
  .title = N_("Passing on much data"),
  .claim = N_("In a second less data can be passed on to another process than to another thread."),
  .method = N_("One worker passes on data to another: through a pipe of 1 MiB in writes of 64 KiB, on one core and between two; by copying blocks of 1 MiB into shared memory; or by telling the other where in shared memory it is. What goes through the pipe has arrived when the other has answered. Each reading is the median of several transfers."),
  .misleading = N_("A small area stays in the cache, which flatters copying; so a large one is used as well. That threads pass on pointers and processes pipes is a choice of the program: processes that share memory pass on places just as well. Nobody looks at the data here; who reads it pays for that in any case."),
  .pinning = BOBBIN_PINNED_BOTH,
  .least_cores = 1,
  .budget_ns = 3 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
