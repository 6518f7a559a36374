#include "config.h"

#include "bobbin-shots-memory.h"

#define SPLIT_MS   900
#define SETTLED_MS 1500
#define WAIT_MS    100
#define MAX_WAITS  100u

typedef struct {
  guint   n_processes;
  guint64 heap_bytes;
} Arena;

/* As long as a busy machine takes, but not for ever. */
static void
wait_for_pages (BobbinWindow *window, BobbinPageState state)
{
  for (guint tries = 0; tries < MAX_WAITS; tries++)
    {
      const BobbinRun *run = bobbin_runner_get_run (bobbin_window_get_runner (window));
      const BobbinRunGroup *group = run != NULL && run->groups->len > 0 ? bobbin_run_get_group (run, 0) : NULL;
      guint last = group != NULL && group->n_processes > 0 ? group->first_process + group->n_processes - 1 : 0;

      if (group != NULL && group->n_processes > 0 && bobbin_run_get_process (run, last)->pages.counts[state] > 0)
        return;
      shot_settle (WAIT_MS);
    }
}

/* Workers that only write what they are told to. */
static void
start (BobbinWindow *window, Arena arena)
{
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load ("default", NULL);
  BobbinPlan *plan = bobbin_runner_get_plan (bobbin_window_get_runner (window));

  bobbin_window_load_scenario (window, scenario, FALSE);
  for (guint i = 0; i < bobbin_plan_get_n_groups (plan); i++)
    {
      g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_copy (bobbin_plan_get_group (plan, i));

      spec->count = arena.n_processes;
      spec->heap_bytes = arena.heap_bytes;
      spec->work = BOBBIN_WORK_SLEEP;
      bobbin_plan_set_group (plan, i, spec);
    }
  bobbin_window_start (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "u", BOBBIN_PAGE_MEMORY);
  if (bobbin_board_get_alone (bobbin_window_get_board (window)))
    bobbin_board_set_alone (bobbin_window_get_board (window), FALSE);
  wait_for_pages (window, BOBBIN_PAGE_SHARED);
  shot_settle (SETTLED_MS);
}

/* Worker after worker a little more. */
static void
write_some (BobbinWindow *window)
{
  BobbinMemoryPane *pane = bobbin_window_get_memory_pane (window);
  const BobbinRun *run = bobbin_runner_get_run (bobbin_window_get_runner (window));

  for (guint i = 0; i < run->workers->len; i++)
    {
      double share = (bobbin_run_get_worker (run, i)->index - 1) % 4 * 0.2;

      bobbin_memory_pane_pick (pane, i);
      if (share > 0.0)
        gtk_widget_activate_action (GTK_WIDGET (window), "memory.write", "d", share);
    }
}

static void
do_it (BobbinWindow *window, const char *action)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (window), action, NULL);
}

static void
show_alone (BobbinWindow *window)
{
  bobbin_board_set_page (bobbin_window_get_board (window), BOBBIN_PAGE_MEMORY);
  bobbin_board_set_alone (bobbin_window_get_board (window), TRUE);
  shot_settle (SPLIT_MS);
}

void
shot_scene_pages_before (BobbinWindow *window)
{
  start (window, (Arena) { 4, 1 << 20 });
}

void
shot_scene_pages_during (BobbinWindow *window)
{
  shot_scene_pages_before (window);
  write_some (window);
  shot_settle (SPLIT_MS);
  bobbin_memory_pane_pick (bobbin_window_get_memory_pane (window), 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "memory.write", "d", 0.25);
  shot_settle (450);
}

void
shot_scene_pages_after (BobbinWindow *window)
{
  shot_scene_pages_before (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "memory.write-all", "d", 1.0);
  shot_settle (SETTLED_MS);
}

/* As it comes, a while after the start, with some pages written. */
void
shot_scene_showcase (BobbinWindow *window)
{
  shot_scene_running (window);
  wait_for_pages (window, BOBBIN_PAGE_SHARED);
  write_some (window);
  bobbin_timeline_view_select (bobbin_window_get_timeline (window), -1);
  wait_for_pages (window, BOBBIN_PAGE_OWN);
  shot_settle (2 * SETTLED_MS);
}

void
shot_scene_pages_2 (BobbinWindow *window)
{
  start (window, (Arena) { 2, 1 << 20 });
  write_some (window);
  shot_settle (SETTLED_MS);
}

void
shot_scene_pages_16 (BobbinWindow *window)
{
  start (window, (Arena) { 16, 1 << 20 });
  write_some (window);
  shot_settle (SETTLED_MS);
}

void
shot_scene_pages_65536 (BobbinWindow *window)
{
  start (window, (Arena) { 4, 256 << 20 });
  write_some (window);
  wait_for_pages (window, BOBBIN_PAGE_OWN);
  shot_settle (3 * SETTLED_MS);
}

/* When all others have written all of it, the first copy is the last one's alone. */
void
shot_scene_pages_left (BobbinWindow *window)
{
  BobbinMemoryPane *pane;

  start (window, (Arena) { 3, 1 << 20 });
  pane = bobbin_window_get_memory_pane (window);
  for (guint i = 0; i < 3; i++)
    {
      bobbin_memory_pane_pick (pane, i);
      gtk_widget_activate_action (GTK_WIDGET (window), "memory.write", "d", 0.4 + 0.3 * i);
    }
  shot_settle (SETTLED_MS);
  show_alone (window);
}

void
shot_scene_pages_cursor (BobbinWindow *window)
{
  BobbinMemoryChart *chart;

  shot_scene_pages_2 (window);
  chart = bobbin_memory_pane_get_chart (bobbin_window_get_memory_pane (window), BOBBIN_MEMORY_PAGES);
  bobbin_memory_chart_move (chart, 0, 1, TRUE);
  bobbin_memory_chart_move (chart, 0, 1, TRUE);
  bobbin_memory_chart_move (chart, 1, 0, FALSE);
  bobbin_memory_chart_move (chart, 0, 1, FALSE);
}

void
shot_scene_pages_alone (BobbinWindow *window)
{
  shot_scene_pages_during (window);
  show_alone (window);
}

void
shot_scene_pages_ended (BobbinWindow *window)
{
  shot_scene_pages_during (window);
  bobbin_memory_pane_pick (bobbin_window_get_memory_pane (window), 1);
  do_it (window, "memory.fork");
  do_it (window, "memory.end");
  shot_settle (SETTLED_MS);
}

static void
show_view (BobbinWindow *window, const char *view)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "memory.view", "s", view);
  shot_settle (SETTLED_MS);
}

void
shot_scene_regions (BobbinWindow *window)
{
  shot_scene_pages_during (window);
  show_view (window, "regions");
}

void
shot_scene_regions_alone (BobbinWindow *window)
{
  shot_scene_regions (window);
  show_alone (window);
}

void
shot_scene_shared (BobbinWindow *window)
{
  shot_scene_pages_before (window);
  show_view (window, "shared");
}

void
shot_scene_shared_alone (BobbinWindow *window)
{
  shot_scene_shared (window);
  show_alone (window);
}

void
shot_scene_shared_16 (BobbinWindow *window)
{
  shot_scene_pages_16 (window);
  show_view (window, "shared");
}
