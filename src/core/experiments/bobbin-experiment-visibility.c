/* bobbin-experiment-visibility.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"

static const BobbinMetric metrics[] = {
  { "thread_address_here", N_("Address of the variable in the first thread"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "thread_address_there", N_("Address of the variable in the thread that writes"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "thread_value_here", N_("What the first thread sees afterwards"), BOBBIN_QUANTITY_COUNT },
  { "thread_value_there", N_("What the thread that writes sees"), BOBBIN_QUANTITY_COUNT },
  { "fork_address_here", N_("Address of the variable in the parent"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "fork_address_there", N_("Address of the variable in the child that writes"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "fork_value_here", N_("What the parent sees afterwards"), BOBBIN_QUANTITY_COUNT },
  { "fork_value_there", N_("What the child that writes sees"), BOBBIN_QUANTITY_COUNT },
  { "mapping_address_here", N_("Address in a shared mapping in the parent"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "mapping_address_there", N_("Address in a shared mapping in the child that writes"), BOBBIN_QUANTITY_COUNT, .is_trace = TRUE },
  { "mapping_value_here", N_("What the parent sees afterwards in a shared mapping"), BOBBIN_QUANTITY_COUNT },
  { "mapping_value_there", N_("What the child that writes sees in a shared mapping"), BOBBIN_QUANTITY_COUNT },
  { NULL }
};

/* What both sides said, in all rounds alike. */
typedef struct {
  gboolean known;
  gboolean seen; /* what one wrote the other saw */
  double   value_here, value_there;
  double   address_here, address_there;
} World;

/* The value of @metric of @world; not known where rounds disagree. */
static double
get_steady (const BobbinReadings *readings, const char *world, const char *metric, gboolean *in_out_known)
{
  g_autofree char *id = g_strconcat (world, "_", metric, NULL);
  BobbinQuartiles quartiles = bobbin_readings_quartiles (readings, id, 0.0);

  if (quartiles.n == 0 || quartiles.max > quartiles.min)
    *in_out_known = FALSE;
  return quartiles.median;
}

static World
get_world (const BobbinReadings *readings, const char *name)
{
  World world = { .known = TRUE };

  world.value_here = get_steady (readings, name, "value_here", &world.known);
  world.value_there = get_steady (readings, name, "value_there", &world.known);
  world.address_here = get_steady (readings, name, "address_here", &world.known);
  world.address_there = get_steady (readings, name, "address_there", &world.known);
  world.seen = world.known && world.value_here >= world.value_there && world.value_here <= world.value_there;
  return world;
}

static guint
add_side (BobbinPlot *plot, BobbinRole role, const char *label, double address, double x)
{
  g_autofree char *detail = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", (guint64) address);

  return bobbin_plot_add_node (plot, role, label, detail, x, 0.0);
}

static guint
add_memory (BobbinPlot *plot, BobbinRole role, double value, const char *whose, double x)
{
  g_autofree char *label = g_strdup_printf ("x = %.0f", value);

  return bobbin_plot_add_node (plot, role, label, whose, x, 1.0);
}

/* Two sides at @x and beyond, and below them the memory that they share (@shared
 * says how), or a piece each. */
static void
draw_world (BobbinPlot *plot, const World *world, BobbinRole role, const char *here, const char *there,
            const char *shared, double x)
{
  const double apart = 0.19;
  guint left, right, memory;

  if (!world->known)
    return;
  left = add_side (plot, role, here, world->address_here, x);
  right = add_side (plot, role, there, world->address_there, x + apart);
  if (world->seen)
    {
      memory = add_memory (plot, BOBBIN_ROLE_SHARED, world->value_here, shared, x + apart / 2.0);
      bobbin_plot_add_edge (plot, left, memory, _("sees it"), FALSE);
      bobbin_plot_add_edge (plot, right, memory, _("writes"), FALSE);
      return;
    }
  memory = add_memory (plot, role, world->value_here, _("the parent's"), x);
  bobbin_plot_add_edge (plot, left, memory, _("sees"), FALSE);
  memory = add_memory (plot, role, world->value_there, _("the child's"), x + apart);
  bobbin_plot_add_edge (plot, right, memory, _("writes"), FALSE);
}

static void
draw (BobbinOutcome *outcome, const World *thread, const World *child, const World *mapping)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_GRAPH);

  draw_world (plot, thread, BOBBIN_ROLE_THREAD, _("Thread 1"), _("Thread 2"), _("one for both"), 0.0);
  draw_world (plot, child, BOBBIN_ROLE_PROCESS, _("Parent"), _("Child"), _("one for both"), 0.405);
  draw_world (plot, mapping, BOBBIN_ROLE_PROCESS, _("Parent"), _("Child"), _("shared"), 0.81);
  bobbin_plot_set_note (plot, _("Two threads, two processes, and two processes with a shared mapping; above, where each of them has x. The same address in two processes is the same memory only in a shared mapping."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  World thread = get_world (readings, "thread"), child = get_world (readings, "fork");
  World mapping = get_world (readings, "mapping");
  g_autofree char *written = bobbin_quantity_format (BOBBIN_QUANTITY_COUNT, child.value_there);
  g_autofree char *by_thread = bobbin_quantity_format (BOBBIN_QUANTITY_COUNT, thread.value_here);
  g_autofree char *by_child = bobbin_quantity_format (BOBBIN_QUANTITY_COUNT, child.value_here);
  g_autofree char *by_mapping = bobbin_quantity_format (BOBBIN_QUANTITY_COUNT, mapping.value_here);
  BobbinVerdict verdicts[3];
  guint n = 0;

  draw (outcome, &thread, &child, &mapping);
  if (!thread.known || !child.known)
    return;
  verdicts[n++] = bobbin_verdict_of_fact (thread.seen);
  verdicts[n++] = bobbin_verdict_of_fact (!child.seen);
  /* By default the claim is whole; memory that was asked to be shared is the exception. */
  if (mapping.known)
    verdicts[n++] = bobbin_verdict_of_fact (!mapping.seen);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, n),
                      g_strdup_printf (_("When one thread writes %s, the other sees %s; when a child process writes it, its parent sees %s, and %s in memory that both have mapped as shared."),
                                       written, by_thread, by_child, by_mapping));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("the parent sees %s"), by_child),
                            g_strdup_printf (_("the other sees %s"), by_thread));
}

const BobbinExperiment bobbin_experiment_visibility = {
  .id = "visibility",
  .row = "memory",
  .title = N_("One variable, two worlds"),
  .claim = N_("What one thread writes the others see; what a process writes no other process sees."),
  .method = N_("A variable holds 100. Another thread sets it to 200, then a child made by fork does, then a child does in a shared mapping. Both sides say at which address they have the variable and what they see afterwards."),
  .misleading = N_("A compiler may keep a variable in a register, so this one is volatile, and it is read after the other side has ended. Equal addresses say nothing of the memory behind them, and which physical page that is no program may ask."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .budget_ns = 300 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
