/* bobbin-run.c - a run's arrays, and its sums */
#include "config.h"

#include "bobbin-run.h"

#include <glib/gi18n-lib.h>

#include "bobbin-units.h"

/* 8.4 bytes for each slice: 10 million of the workers, and 5 of the cores, where
 * running and waiting workers take turns without a slice for the waiting. 8
 * workers that take turns on 2 cores, 650 slices a second each, fill both in
 * half an hour. */
#define HISTORY_BYTES      ((gsize) 84 * 1024 * 1024)
#define CORE_HISTORY_BYTES ((gsize) 44 * 1024 * 1024)

static void
add_process (BobbinRun *run, guint group, guint first_worker, guint n_workers)
{
  BobbinRunProcess process = {
    .id = run->processes->len,
    .group = group,
    .first_worker = first_worker,
    .n_workers = n_workers,
    .gtop_core = BOBBIN_NO_CORE,
  };

  g_array_append_val (run->processes, process);
}

static void
add_worker (BobbinRun *run, guint group, guint index, guint process)
{
  BobbinRunWorker worker = {
    .id = run->workers->len,
    .group = group,
    .index = index,
    .process = process,
    .end = BOBBIN_END_RUNNING,
    .exit_code = -1,
    .core = BOBBIN_NO_CORE,
  };

  g_array_append_val (run->workers, worker);
}

/* The numbers of workers and processes are those of the plan that the worker
 * tree gets: group by group, within it process by process. */
static void
add_group (BobbinRun *run, const BobbinGroupSpec *spec)
{
  BobbinRunGroup group = {
    .id = run->groups->len,
    .spec = spec,
    .first_process = run->processes->len,
    .n_processes = bobbin_group_spec_n_processes (spec),
    .first_worker = run->workers->len,
    .n_workers = bobbin_group_spec_n_workers (spec),
  };
  guint per_process = group.n_workers / group.n_processes;

  for (guint i = 0; i < group.n_processes; i++)
    add_process (run, group.id, group.first_worker + i * per_process, per_process);
  for (guint i = 0; i < group.n_workers; i++)
    add_worker (run, group.id, i + 1, group.first_process + i / per_process);
  g_array_append_val (run->groups, group);
}

/* An order that can never come is not refused, because the same orders serve
 * runs of any length, but it is said. */
static void
warn_of_late_writes (BobbinRun *run)
{
  gint64 duration_ns = bobbin_request_get_duration_ns (run->request);

  for (guint i = 0; duration_ns > 0 && i < bobbin_request_get_n_writes (run->request); i++)
    {
      const BobbinWriteOrder *order = bobbin_request_get_write (run->request, i);

      if (order->time_ns < duration_ns)
        continue;
      g_autofree char *address = bobbin_run_worker_address (run, bobbin_run_group_worker (run, order->group, order->index - 1));
      g_autofree char *time = bobbin_format_duration_short (order->time_ns);
      g_autofree char *duration = bobbin_format_duration_short (duration_ns);
      g_ptr_array_add (run->warnings,
                       g_strdup_printf (_("%s is to write at %s, but the run is over after %s."),
                                        address, time, duration));
    }
}

static void
warn_of_late_crashes (BobbinRun *run)
{
  gint64 duration_ns = bobbin_request_get_duration_ns (run->request);

  for (guint i = 0; duration_ns > 0 && i < bobbin_request_get_n_crashes (run->request); i++)
    {
      const BobbinCrashOrder *order = bobbin_request_get_crash (run->request, i);
      guint worker = bobbin_run_group_worker (run, order->group, order->index - 1);

      if (order->time_ns < duration_ns)
        continue;
      g_autofree char *address = bobbin_run_worker_address (run, worker);
      g_autofree char *time = bobbin_format_duration_short (order->time_ns);
      g_autofree char *duration = bobbin_format_duration_short (duration_ns);
      g_ptr_array_add (run->warnings,
                       g_strdup_printf (_("%s is to crash at %s, but the run is over after %s."),
                                        address, time, duration));
    }
}

BobbinRun *
bobbin_run_new (BobbinRequest *request, const BobbinMachine *machine)
{
  BobbinRun *run = g_new0 (BobbinRun, 1);

  run->machine = bobbin_machine_copy (machine);
  run->request = bobbin_request_ref (request);
  /* With room for those that are forked later: what points into them stays good. */
  guint n_most = bobbin_request_get_n_workers (request) + BOBBIN_MAX_SPARES;
  run->groups = g_array_new (FALSE, TRUE, sizeof (BobbinRunGroup));
  run->processes = g_array_sized_new (FALSE, TRUE, sizeof (BobbinRunProcess), n_most);
  run->workers = g_array_sized_new (FALSE, TRUE, sizeof (BobbinRunWorker), n_most);
  run->warnings = g_ptr_array_new_with_free_func (g_free);
  run->end_ns = -1;
  for (guint i = 0; i < bobbin_request_get_n_groups (request); i++)
    add_group (run, bobbin_request_get_group (request, i));
  run->history = bobbin_history_new (run->workers->len, HISTORY_BYTES);
  run->core_history = bobbin_history_new (MAX (run->machine->n_configured, 1), CORE_HISTORY_BYTES);
  run->core_running_ns = g_new0 (gint64, n_most * MAX (run->machine->n_configured, 1));
  warn_of_late_crashes (run);
  warn_of_late_writes (run);
  return run;
}

void
bobbin_run_free (BobbinRun *run)
{
  if (run == NULL)
    return;
  for (guint i = 0; i < run->groups->len; i++)
    bobbin_page_map_clear (&bobbin_run_get_group (run, i)->parent_pages);
  for (guint i = 0; i < run->processes->len; i++)
    bobbin_page_map_clear (&bobbin_run_get_process (run, i)->pages);
  g_free (run->pages_because);
  bobbin_regions_clear (&run->regions);
  bobbin_kinship_clear (&run->kinship);
  bobbin_machine_free (run->machine);
  g_array_unref (run->groups);
  g_array_unref (run->processes);
  g_array_unref (run->workers);
  bobbin_history_free (run->history);
  bobbin_history_free (run->core_history);
  g_free (run->core_running_ns);
  g_ptr_array_unref (run->warnings);
  bobbin_request_unref (run->request); /* after the groups, which point into it */
  g_free (run);
}

BobbinRunGroup *
bobbin_run_get_group (const BobbinRun *run, guint i)
{
  g_return_val_if_fail (i < run->groups->len, NULL);
  return &g_array_index (run->groups, BobbinRunGroup, i);
}

BobbinRunProcess *
bobbin_run_get_process (const BobbinRun *run, guint i)
{
  g_return_val_if_fail (i < run->processes->len, NULL);
  return &g_array_index (run->processes, BobbinRunProcess, i);
}

BobbinRunWorker *
bobbin_run_get_worker (const BobbinRun *run, guint i)
{
  g_return_val_if_fail (i < run->workers->len, NULL);
  return &g_array_index (run->workers, BobbinRunWorker, i);
}

guint
bobbin_run_group_worker (const BobbinRun *run, guint group_number, guint i)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, group_number);
  guint n_planned = group->n_workers - group->n_late;

  g_return_val_if_fail (i < group->n_workers, group->first_worker);
  if (i < n_planned)
    return group->first_worker + i;
  for (guint id = run->workers->len - 1;; id--)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, id);

      if (worker->group == group_number && worker->index == i + 1)
        return id;
    }
}

guint
bobbin_run_group_process (const BobbinRun *run, guint group_number, guint i)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, group_number);

  g_return_val_if_fail (i < group->n_processes, group->first_process);
  if (i < group->n_processes - group->n_late)
    return group->first_process + i;
  /* Of these each has one worker. */
  return bobbin_run_get_worker (run, bobbin_run_group_worker (run, group_number, i))->process;
}

guint
bobbin_run_process_index (const BobbinRun *run, guint process_number)
{
  const BobbinRunProcess *process = bobbin_run_get_process (run, process_number);

  return (bobbin_run_get_worker (run, process->first_worker)->index - 1) / process->n_workers + 1;
}

BobbinRunWorker *
bobbin_run_add_process (BobbinRun *run, guint group_number)
{
  BobbinRunGroup *group = bobbin_run_get_group (run, group_number);

  g_return_val_if_fail (group->n_workers == group->n_processes, NULL);
  add_process (run, group_number, run->workers->len, 1);
  add_worker (run, group_number, group->n_workers + 1, run->processes->len - 1);
  bobbin_history_add_lane (run->history);
  group->n_processes++;
  group->n_workers++;
  group->n_late++;
  return bobbin_run_get_worker (run, run->workers->len - 1);
}

gint64 *
bobbin_run_core_running_ns (const BobbinRun *run, guint worker, guint core)
{
  g_return_val_if_fail (worker < run->workers->len, NULL);
  return core < run->machine->n_configured
           ? &run->core_running_ns[worker * run->machine->n_configured + core] : NULL;
}

guint
bobbin_run_get_n_alive (const BobbinRun *run)
{
  guint n = 0;

  for (guint i = 0; i < run->workers->len; i++)
    if (bobbin_run_get_worker (run, i)->end == BOBBIN_END_RUNNING)
      n++;
  return n;
}

gboolean
bobbin_run_is_over (const BobbinRun *run)
{
  return run->end_ns >= 0;
}

gint64
bobbin_run_get_whole_ns (const BobbinRun *run)
{
  gint64 whole_ns = run->now_ns;

  for (guint i = 0; i < run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      if (worker->end == BOBBIN_END_CRASHED || worker->end == BOBBIN_END_EXITED)
        whole_ns = MIN (whole_ns, worker->ended_ns);
    }
  return whole_ns;
}

/* Gone before the run was over: its memory is free. */
static gboolean
left_early (const BobbinRun *run, const BobbinRunProcess *process)
{
  for (guint i = 0; i < process->n_workers; i++)
    {
      BobbinEnd end = bobbin_run_get_worker (run, process->first_worker + i)->end;

      if (end != BOBBIN_END_CRASHED && end != BOBBIN_END_EXITED)
        return FALSE;
    }
  return TRUE;
}

guint
bobbin_run_group_n_counted (const BobbinRun *run, guint group_number)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, group_number);
  guint n = 0;

  for (guint i = 0; i < group->n_processes; i++)
    n += left_early (run, bobbin_run_get_process (run, bobbin_run_group_process (run, group_number, i))) ? 0 : 1;
  return n > 0 ? n : group->n_processes;
}

BobbinMemory
bobbin_run_group_memory (const BobbinRun *run, guint group_number)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, group_number);
  gboolean all = bobbin_run_group_n_counted (run, group_number) == group->n_processes;
  BobbinMemory sum = { 0 };

  for (guint i = 0; i < group->n_processes; i++)
    {
      const BobbinRunProcess *process = bobbin_run_get_process (run, bobbin_run_group_process (run, group_number, i));
      const BobbinMemory *memory = &process->memory;

      if (process->pid == 0 || (!all && left_early (run, process)))
        continue;
      /* One that was just forked does not take the others' sum away. */
      if (!memory->valid && i >= group->n_processes - group->n_late)
        continue;
      if (!memory->valid)
        return (BobbinMemory) { 0 };
      sum.time_ns = sum.valid ? MIN (sum.time_ns, memory->time_ns) : memory->time_ns;
      sum.valid = TRUE;
      sum.rss_bytes += memory->rss_bytes;
      sum.pss_bytes += memory->pss_bytes;
      sum.uss_bytes += memory->uss_bytes;
      sum.page_tables_bytes += memory->page_tables_bytes;
    }
  return sum;
}
