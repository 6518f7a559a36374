/* bobbin-experiment-creation.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

static const BobbinMetric metrics[] = {
  { "fork_call", N_("fork(), the call alone"), BOBBIN_QUANTITY_NS, N_("Memory of the parent"), BOBBIN_QUANTITY_BYTES },
  { "fork_cycle", N_("fork() to the end of the child"), BOBBIN_QUANTITY_NS, N_("Memory of the parent"), BOBBIN_QUANTITY_BYTES },
  { "pthread_call", N_("pthread_create(), the call alone"), BOBBIN_QUANTITY_NS, N_("Memory of the parent"), BOBBIN_QUANTITY_BYTES },
  { "pthread_cycle", N_("pthread_create() to the end of the thread"), BOBBIN_QUANTITY_NS, N_("Memory of the parent"), BOBBIN_QUANTITY_BYTES },
  { "vfork_cycle", N_("vfork() to the end of the child"), BOBBIN_QUANTITY_NS, N_("Memory of the parent"), BOBBIN_QUANTITY_BYTES },
  { "spawn_cycle", N_("posix_spawn() of a small program to its end"), BOBBIN_QUANTITY_NS, N_("Memory of the parent"), BOBBIN_QUANTITY_BYTES },
  { NULL }
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, _("Memory that the parent has touched"), BOBBIN_QUANTITY_BYTES, TRUE);
  plot->x.zero_at = 4.0 * 1024 * 1024;
  bobbin_plot_set_y (plot, _("Time until the new one has ended"), BOBBIN_QUANTITY_NS, TRUE);
  bobbin_judge_add_curve (plot, readings, "fork_cycle", BOBBIN_ROLE_PROCESS, _("fork"));
  bobbin_judge_add_curve (plot, readings, "spawn_cycle", BOBBIN_ROLE_PROCESS, _("posix_spawn"))->hollow = TRUE;
  bobbin_judge_add_curve (plot, readings, "vfork_cycle", BOBBIN_ROLE_PROCESS, _("vfork"))->hollow = TRUE;
  bobbin_judge_add_curve (plot, readings, "pthread_cycle", BOBBIN_ROLE_THREAD, _("pthread_create"));
  bobbin_plot_set_note (plot, _("fork() copies the parent's page tables, of which there are more the more the parent has touched; the others do not copy them."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "fork_cycle", "pthread_cycle", 0.0);
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "fork_cycle");
  g_autofree char *fork_text = bobbin_judge_text (readings, outcome->experiment, "fork_cycle", 0.0);
  g_autofree char *thread_text = bobbin_judge_text (readings, outcome->experiment, "pthread_cycle", 0.0);
  double most = xs->len > 0 ? g_array_index (xs, double, xs->len - 1) : 0.0;
  g_autofree char *memory = bobbin_format_bytes ((guint64) most);
  g_autofree char *most_fork_text = bobbin_judge_text (readings, outcome->experiment, "fork_cycle", most);
  g_autofree char *most_thread_text = bobbin_judge_text (readings, outcome->experiment, "pthread_cycle", most);

  bobbin_outcome_set_ratio (outcome, "fork_cycle", "pthread_cycle", ratio);
  draw (readings, outcome);
  if (!ratio.valid)
    return;
  bobbin_outcome_set (outcome, bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE),
                      g_strdup_printf (_("A process takes %s from fork to its end and a thread %s; with %s in the parent they take %s and %s."),
                                       fork_text, thread_text, memory, most_fork_text, most_thread_text));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("fork %s"), fork_text),
                            g_strdup_printf (_("pthread_create %s"), thread_text));
}

const BobbinExperiment bobbin_experiment_creation = {
  .id = "creation",
  .row = "creation",
  .leads = TRUE,
  .title = N_("Cost of creation"),
  .claim = N_("Making a process takes longer than making a thread."),
  .method = N_("A parent that has touched 0, 16, 64 and 256 MiB makes processes (fork, vfork, posix_spawn) and threads by turns, all on one core, and waits for the end of each."),
  .misleading = N_("The same loop in a large program with a window would measure that program's memory. Memory that was allocated but never touched costs nothing here, and huge pages would make fork look cheaper. In a program that has never made a thread, fork is cheaper than here, for the C library then has less to look after."),
  .pinning = BOBBIN_PINNED_SAME,
  .least_cores = 1,
  .budget_ns = 3500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
