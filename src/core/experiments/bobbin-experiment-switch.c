/* bobbin-experiment-switch.c */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

static const BobbinMetric metrics[] = {
  { "process_switch", N_("Switch from process to process"), BOBBIN_QUANTITY_NS, N_("Pages touched at each turn"), BOBBIN_QUANTITY_COUNT },
  { "thread_switch", N_("Switch from thread to thread"), BOBBIN_QUANTITY_NS, N_("Pages touched at each turn"), BOBBIN_QUANTITY_COUNT },
  { "process_turn", N_("Turn of a process, with its switch"), BOBBIN_QUANTITY_NS, N_("Pages touched at each turn"), BOBBIN_QUANTITY_COUNT },
  { "thread_turn", N_("Turn of a thread, with its switch"), BOBBIN_QUANTITY_NS, N_("Pages touched at each turn"), BOBBIN_QUANTITY_COUNT },
  { "process_alone", N_("Turn of a process that writes to itself"), BOBBIN_QUANTITY_NS, N_("Pages touched at each turn"), BOBBIN_QUANTITY_COUNT },
  { "thread_alone", N_("Turn of a thread that writes to itself"), BOBBIN_QUANTITY_NS, N_("Pages touched at each turn"), BOBBIN_QUANTITY_COUNT },
  { "address_space_tags", N_("The processor tags address spaces"), BOBBIN_QUANTITY_COUNT },
  { NULL }
};

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome, const GArray *xs)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DISTRIBUTION);
  double tags = bobbin_readings_median (readings, "address_space_tags", 0.0);

  bobbin_plot_set_y (plot, _("Time of a switch"), BOBBIN_QUANTITY_NS, FALSE);
  for (guint i = 0; i < xs->len; i++)
    {
      guint pages = (guint) lround (g_array_index (xs, double, i));
      g_autofree char *processes = g_strdup_printf (ngettext ("Processes, %u page", "Processes, %u pages", pages), pages);
      g_autofree char *threads = g_strdup_printf (ngettext ("Threads, %u page", "Threads, %u pages", pages), pages);

      bobbin_judge_add_distribution (plot, readings, "process_switch", pages, BOBBIN_ROLE_PROCESS, processes);
      bobbin_judge_add_distribution (plot, readings, "thread_switch", pages, BOBBIN_ROLE_THREAD, threads);
    }
  plot->ratio = bobbin_readings_ratio (readings, "process_switch", "thread_switch", 0.0);
  plot->ratio_title = g_strdup (_("Processes ÷ threads, no page touched"));
  if (tags > 0.5)
    bobbin_plot_set_note (plot, _("This processor tags address spaces (PCID), so a switch to another one need not empty its cache of translations."));
  else if (tags < 0.5)
    bobbin_plot_set_note (plot, _("This processor shows no tags of address spaces (PCID), so a switch to another process empties its cache of translations."));
  else
    bobbin_plot_set_note (plot, _("The pages are those that each touches at its turn: finding them again is part of what a switch costs."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "process_switch");
  g_autofree BobbinVerdict *verdicts = g_new (BobbinVerdict, xs->len + 1);
  double most = xs->len > 0 ? g_array_index (xs, double, xs->len - 1) : 0.0;
  g_autofree char *process_text = bobbin_judge_text (readings, outcome->experiment, "process_switch", 0.0);
  g_autofree char *thread_text = bobbin_judge_text (readings, outcome->experiment, "thread_switch", 0.0);
  g_autofree char *most_process_text = bobbin_judge_text (readings, outcome->experiment, "process_switch", most);
  g_autofree char *most_thread_text = bobbin_judge_text (readings, outcome->experiment, "thread_switch", most);
  BobbinEstimate ratio = bobbin_readings_ratio (readings, "process_switch", "thread_switch", 0.0);

  draw (readings, outcome, xs);
  bobbin_outcome_set_ratio (outcome, "process_switch", "thread_switch", ratio);
  if (!ratio.valid)
    return;
  for (guint i = 0; i < xs->len; i++)
    verdicts[i] = bobbin_verdict_of_ratio (bobbin_readings_ratio (readings, "process_switch", "thread_switch",
                                                                  g_array_index (xs, double, i)), BOBBIN_CLAIM_ABOVE);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, xs->len),
                      g_strdup_printf (_("A switch takes %s between processes and %s between threads; where each touches %.0f pages at its turn it takes %s and %s."),
                                       process_text, thread_text, most, most_process_text, most_thread_text));
  bobbin_outcome_set_texts (outcome, g_strdup (process_text), g_strdup (thread_text));
}

const BobbinExperiment bobbin_experiment_switch = {
  .id = "switch",
  .row = "communication",
  .title = N_("Cost of a switch"),
  .claim = N_("To switch from one process to another takes longer than from one thread to another."),
  .method = N_("Two workers on one core pass a byte back and forth over pipes, so that each turn needs a switch, and at each turn touch 0, 64 or 512 pages of their own. What a turn takes without a switch, by one who writes to itself, is taken off."),
  .misleading = N_("Without pinning it would measure how long another core takes to wake up. Working sets that differ would compare caches. No memory is saved at a switch: another address space is put in place, which costs much or little by the processor."),
  .pinning = BOBBIN_PINNED_SAME,
  .least_cores = 1,
  .budget_ns = 3 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
