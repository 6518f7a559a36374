/* bobbin-experiment-stacks.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"

static const BobbinMetric metrics[] = {
  { "process_reserved", N_("Mapped for the first stack of a process"), BOBBIN_QUANTITY_BYTES },
  { "process_idle", N_("Touched of the first stack of a process while it is idle"), BOBBIN_QUANTITY_BYTES },
  { "process_used", N_("Touched of the first stack of a process after calls that needed 256 KiB"), BOBBIN_QUANTITY_BYTES },
  { "thread_reserved", N_("Mapped for the stack of a thread"), BOBBIN_QUANTITY_BYTES },
  { "thread_idle", N_("Touched of a thread's stack while it is idle"), BOBBIN_QUANTITY_BYTES },
  { "thread_used", N_("Touched of a thread's stack after calls that needed 256 KiB"), BOBBIN_QUANTITY_BYTES },
  { "overflow_died", N_("The process died of a thread's full stack: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { "overflow_depth", N_("How far below the stack the fatal access was"), BOBBIN_QUANTITY_BYTES },
  { "guard_size", N_("Guard below a thread's stack"), BOBBIN_QUANTITY_BYTES },
  { "guard_mapped", N_("The guard is a mapping without any access: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { NULL }
};

static void
add_row (BobbinPlot *plot, const BobbinReadings *readings, const char *label, const char *of_process,
         const char *of_thread)
{
  guint category = bobbin_plot_add_category (plot, label);

  bobbin_judge_add_dot (g_ptr_array_index (plot->series, 0), category, readings, of_process, 0.0, TRUE);
  bobbin_judge_add_dot (g_ptr_array_index (plot->series, 1), category, readings, of_thread, 0.0, TRUE);
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DOTS);

  bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, _("First stack of a process"));
  bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, _("Stack of a further thread"));
  bobbin_plot_set_y (plot, _("Address space, or memory of it that was touched"), BOBBIN_QUANTITY_BYTES, TRUE);
  add_row (plot, readings, _("Mapped"), "process_reserved", "thread_reserved");
  add_row (plot, readings, _("Touched while idle"), "process_idle", "thread_idle");
  add_row (plot, readings, _("After calls that needed 256 KiB"), "process_used", "thread_used");
  add_row (plot, readings, _("Guard below it"), "", "guard_size");
  bobbin_plot_set_note (plot, _("A page of a stack becomes memory when it is touched for the first time, and stays so. The first stack grows as it is needed; a thread's has its full size from the start."));
}

typedef enum {
  FALL_UNKNOWN, /* nobody noted where the last access was */
  FALL_GUARDED, /* each was within the guard */
  FALL_ELSEWHERE,
} Fall;

static Fall
get_fall (const BobbinReadings *readings)
{
  BobbinQuartiles depth = bobbin_readings_quartiles (readings, "overflow_depth", 0.0);
  BobbinQuartiles guard = bobbin_readings_quartiles (readings, "guard_size", 0.0);

  if (depth.n == 0 || guard.n == 0)
    return FALL_UNKNOWN;
  return depth.min > 0.0 && depth.max <= guard.min ? FALL_GUARDED : FALL_ELSEWHERE;
}

static char *
make_sentence (const char *mapped, const char *idle, const char *depth, gboolean dies, Fall fall)
{
  if (!dies)
    return g_strdup_printf (_("Of the %s mapped for its stack an idle thread has touched %s; one that filled its stack did not end its process."),
                            mapped, idle);
  if (fall == FALL_UNKNOWN)
    return g_strdup_printf (_("Of the %s mapped for its stack an idle thread has touched %s; one that filled its stack ended its process."),
                            mapped, idle);
  if (fall == FALL_ELSEWHERE)
    return g_strdup_printf (_("Of the %s mapped for its stack an idle thread has touched %s; one that filled its stack ended its process, but not at the guard page."),
                            mapped, idle);
  return g_strdup_printf (_("Of the %s mapped for its stack an idle thread has touched %s; one that filled its stack hit the guard page, %s below it, and the whole process died."),
                          mapped, idle, depth);
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  const BobbinExperiment *experiment = outcome->experiment;
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "thread_reserved", "thread_idle", 0.0);
  BobbinQuartiles died = bobbin_readings_quartiles (readings, "overflow_died", 0.0);
  g_autofree char *process_mapped = bobbin_judge_text (readings, experiment, "process_reserved", 0.0);
  g_autofree char *process_idle = bobbin_judge_text (readings, experiment, "process_idle", 0.0);
  g_autofree char *mapped = bobbin_judge_text (readings, experiment, "thread_reserved", 0.0);
  g_autofree char *idle = bobbin_judge_text (readings, experiment, "thread_idle", 0.0);
  g_autofree char *depth = bobbin_judge_text (readings, experiment, "overflow_depth", 0.0);
  gboolean dies = died.n > 0 && died.min > 0.5;
  Fall fall = get_fall (readings);

  draw (readings, outcome);
  if (!ratio.valid || died.n == 0)
    return;

  const BobbinVerdict verdicts[] = {
    bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE),
    bobbin_verdict_of_fact (dies),
    fall == FALL_UNKNOWN ? BOBBIN_VERDICT_UNAVAILABLE : bobbin_verdict_of_fact (fall == FALL_GUARDED),
  };
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, G_N_ELEMENTS (verdicts)),
                      make_sentence (mapped, idle, depth, dies, fall));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("%s of %s touched"), process_idle, process_mapped),
                            g_strdup_printf (_("%s of %s touched"), idle, mapped));
}

const BobbinExperiment bobbin_experiment_stacks = {
  .id = "stacks",
  .row = "memory",
  .title = N_("A stack and its guard page"),
  .claim = N_("A thread's stack is mostly address space, not memory, and a guard page ends the process if it runs full."),
  .method = N_("A thread counts the pages of its stack that are in memory, when it has just begun and after calls that needed 256 KiB; so does a child process with its first stack. Then a thread in a child calls itself until the kernel ends it, and a handler notes where the last access was."),
  .misleading = N_("The size of a process counts stacks in full, so many threads make it look large. A call with a frame larger than the guard could jump over it. Where the system gives huge pages to stacks, 2 MiB are touched at once."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .budget_ns = 500 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
