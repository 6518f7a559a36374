/* bobbin-experiment-lifecycle.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"

/* A lane: the letter of a task's state in /proc each time it was another one. */
#define LANE(word, label) { word, label, BOBBIN_QUANTITY_COUNT, N_("Time in the scene"), BOBBIN_QUANTITY_NS, TRUE }

static const BobbinMetric metrics[] = {
  LANE ("zombie_state", N_("State letter of the child that ends, as a number")),
  LANE ("orphan_parent_state", N_("State letter of the parent that ends first")),
  LANE ("orphan_state", N_("State letter of the orphan")),
  LANE ("orphan_parent", N_("PID of the orphan's parent")),
  LANE ("main_exit_main_state", N_("State letter of a main thread that ends")),
  LANE ("main_exit_other_state", N_("State letter of the other thread meanwhile")),
  LANE ("exit_main_state", N_("State letter of the main thread when another one calls _exit()")),
  LANE ("exit_other_state", N_("State letter of the thread that calls _exit()")),
  LANE ("stop_main_state", N_("State letter of the main thread when another one is stopped")),
  LANE ("stop_other_state", N_("State letter of the thread that is stopped")),
  { "child_memory", N_("Memory of the child before its end (VmRSS)"), BOBBIN_QUANTITY_BYTES },
  { "zombie_memory", N_("Memory of the zombie (VmRSS)"), BOBBIN_QUANTITY_BYTES },
  { "zombie_waited_at", N_("When the zombie was waited for"), BOBBIN_QUANTITY_NS, .is_trace = TRUE },
  { "exit_at", N_("When a thread called _exit()"), BOBBIN_QUANTITY_NS, .is_trace = TRUE },
  { "stop_at", N_("When a thread was stopped"), BOBBIN_QUANTITY_NS, .is_trace = TRUE },
  { "continue_at", N_("When the stopped thread was continued"), BOBBIN_QUANTITY_NS, .is_trace = TRUE },
  { "zombie_kept", N_("A child that has ended stays as a zombie: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { "zombie_gone", N_("A zombie is gone when it was waited for: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { "orphan_lives", N_("An orphan lives on: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { "orphan_adopted", N_("An orphan has another parent then: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { "main_exit_spares", N_("The other thread outlives the main thread: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { "exit_ends_all", N_("_exit() in one thread ends all: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { "stop_stops_all", N_("SIGSTOP to one thread stops all: 1 for yes"), BOBBIN_QUANTITY_COUNT },
  { NULL }
};

static const char *const facts[] = {
  "zombie_kept", "zombie_gone", "orphan_lives", "orphan_adopted", "main_exit_spares", "exit_ends_all", "stop_stops_all",
};

/* --- the lanes ---------------------------------------------------------------- */

typedef struct {
  double at, value;
} Change;

/* What was read of @metric in the first round, in its order. (element Change) */
static GArray *
get_changes (const BobbinReadings *readings, const char *metric)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, metric);
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  for (guint i = 0; i < xs->len; i++)
    {
      g_autoptr (GArray) found = bobbin_readings_at (readings, metric, g_array_index (xs, double, i), FALSE);

      for (guint j = 0; j < found->len; j++)
        {
          const BobbinLabReading *reading = &g_array_index (found, BobbinLabReading, j);
          Change change = { reading->x, reading->value };

          if (reading->round == 0)
            g_array_append_val (changes, change);
        }
    }
  return changes;
}

/* @letter: as proc(5) has it. */
static char *
describe_state (char letter)
{
  switch (letter)
    {
    case 'S':
      return g_strdup (_("S, asleep"));
    case 'Z':
      return g_strdup (_("Z, a zombie"));
    case 'T':
      return g_strdup (_("T, stopped"));
    default:
      return g_strdup_printf ("%c", g_ascii_isalpha (letter) ? letter : '?');
    }
}

static void
add_segment (BobbinPlotLane *lane, double begin, double end, double value)
{
  char letter = value > 0.0 && value < 127.0 ? (char) value : 0;
  g_autofree char *label = describe_state (letter);

  if (letter == 0 || end <= begin)
    return; /* there is none any more */
  bobbin_plot_lane_add_segment (lane, begin, end, letter == 'R' ? BOBBIN_SEGMENT_SOLID : BOBBIN_SEGMENT_PLAIN, label);
}

/* A lane with the states of @metric; it ends where the task or the scene does. */
static BobbinPlotLane *
add_lane (BobbinPlot *plot, const BobbinReadings *readings, const char *metric, BobbinRole role, const char *label,
          const char *heading)
{
  g_autoptr (GArray) changes = get_changes (readings, metric);
  BobbinPlotLane *lane = bobbin_plot_add_lane (plot, role, label, heading);
  guint begin = 0;

  for (guint i = 1; i < changes->len; i++)
    {
      const Change *since = &g_array_index (changes, Change, begin), *change = &g_array_index (changes, Change, i);
      gboolean other = change->value > since->value || change->value < since->value;

      if (!other && i + 1 < changes->len)
        continue;
      add_segment (lane, since->at, change->at, since->value);
      begin = i;
    }
  return lane;
}

static void
add_mark (BobbinPlotLane *lane, const BobbinReadings *readings, const char *metric, BobbinMarkForm form, const char *label)
{
  g_autoptr (GArray) found = bobbin_readings_at (readings, metric, 0.0, FALSE);

  if (found->len > 0)
    bobbin_plot_lane_add_mark (lane, g_array_index (found, BobbinLabReading, 0).value, form, label);
}

/* Whether it was so in all rounds. */
static gboolean
is_fact (const BobbinReadings *readings, const char *metric)
{
  return bobbin_readings_quartiles (readings, metric, 0.0).min > 0.5; /* NaN is not */
}

static void
tell (BobbinPlotLane *lane, const BobbinReadings *readings, const char *fact, const char *outcome)
{
  if (is_fact (readings, fact))
    bobbin_plot_lane_set_outcome (lane, outcome);
}

/* The orphan's first and last parent, as "parent 4711, then 4242". */
static void
tell_parents (BobbinPlotLane *lane, const BobbinReadings *readings)
{
  g_autoptr (GArray) changes = get_changes (readings, "orphan_parent");
  g_autofree char *text = NULL;

  if (changes->len == 0)
    return;
  text = g_strdup_printf (_("parent %.0f, then %.0f"), g_array_index (changes, Change, 0).value,
                          g_array_index (changes, Change, changes->len - 1).value);
  bobbin_plot_lane_set_outcome (lane, text);
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_STRIPS);
  BobbinPlotLane *lane;

  bobbin_plot_set_x (plot, _("Time since each scene began"), BOBBIN_QUANTITY_NS, FALSE);
  lane = add_lane (plot, readings, "zombie_state", BOBBIN_ROLE_PROCESS, _("Child"), _("A child ends, and is waited for later"));
  add_mark (lane, readings, "zombie_waited_at", BOBBIN_MARK_DOT, _("waitpid()"));
  tell (lane, readings, "zombie_gone", _("gone when waited for"));
  lane = add_lane (plot, readings, "orphan_parent_state", BOBBIN_ROLE_PROCESS, _("Parent"), _("A parent ends before its child"));
  tell (lane, readings, "orphan_adopted", _("ends, and is waited for"));
  tell_parents (add_lane (plot, readings, "orphan_state", BOBBIN_ROLE_PROCESS, _("Orphan"), NULL), readings);
  lane = add_lane (plot, readings, "main_exit_main_state", BOBBIN_ROLE_THREAD, _("Main thread"), _("The main thread calls pthread_exit()"));
  tell (lane, readings, "main_exit_spares", _("stays as a zombie"));
  lane = add_lane (plot, readings, "main_exit_other_state", BOBBIN_ROLE_THREAD, _("Other thread"), NULL);
  tell (lane, readings, "main_exit_spares", _("carries on"));
  lane = add_lane (plot, readings, "exit_main_state", BOBBIN_ROLE_THREAD, _("Main thread"), _("A thread calls _exit()"));
  tell (lane, readings, "exit_ends_all", _("ends with the process"));
  lane = add_lane (plot, readings, "exit_other_state", BOBBIN_ROLE_THREAD, _("Other thread"), NULL);
  add_mark (lane, readings, "exit_at", BOBBIN_MARK_CROSS, _("_exit()"));
  lane = add_lane (plot, readings, "stop_main_state", BOBBIN_ROLE_THREAD, _("Main thread"), _("SIGSTOP is sent to one thread"));
  tell (lane, readings, "stop_stops_all", _("stops as well"));
  lane = add_lane (plot, readings, "stop_other_state", BOBBIN_ROLE_THREAD, _("Other thread"), NULL);
  add_mark (lane, readings, "stop_at", BOBBIN_MARK_DOT, _("SIGSTOP"));
  add_mark (lane, readings, "continue_at", BOBBIN_MARK_DOT, _("SIGCONT"));
  bobbin_plot_set_note (plot, _("The letters are those of /proc/PID/task/TID/stat, read twice in a millisecond."));
}

/* --- the verdict ----------------------------------------------------------------- */

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinVerdict verdicts[G_N_ELEMENTS (facts)];
  g_autofree char *before = bobbin_judge_text (readings, outcome->experiment, "child_memory", 0.0);
  g_autofree char *after = bobbin_judge_text (readings, outcome->experiment, "zombie_memory", 0.0);
  guint n = 0, n_seen = 0;
  char *because;

  draw (readings, outcome);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      if (bobbin_readings_count (readings, facts[i]) == 0)
        continue;
      n_seen += is_fact (readings, facts[i]);
      verdicts[n++] = bobbin_verdict_of_fact (is_fact (readings, facts[i]));
    }
  if (n < G_N_ELEMENTS (facts))
    return;
  if (n_seen == n)
    because = g_strdup_printf (_("A child that has ended stays as a zombie with %s of memory instead of %s until it is waited for, an orphan lives on with a new parent, and _exit() or SIGSTOP in one thread ends or stops them all."),
                               after, before);
  else
    because = g_strdup_printf (_("Of %u things that are said of how processes and threads end, %u were seen."), n, n_seen);
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, n), because);
  if (n_seen == n)
    bobbin_outcome_set_texts (outcome, g_strdup (_("the child lives on")), g_strdup (_("all end together")));
}

const BobbinExperiment bobbin_experiment_lifecycle = {
  .id = "lifecycle",
  .row = "resources",
  .title = N_("Zombies, orphans and the last thread"),
  .claim = N_("A process ends by itself and leaves its children running; when it ends or is stopped, all of its threads are."),
  .method = N_("In five scenes tasks sleep, and something is done to one of them: a child ends, a parent ends first, a main thread ends, a thread calls _exit(), a thread is sent SIGSTOP. Their states are read in /proc all the while."),
  .misleading = N_("A state that lasts less than half a millisecond may not be seen. Who adopts an orphan depends on the system: the first process, or one that has asked for it, as here."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .budget_ns = BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
