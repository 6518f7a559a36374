#include "config.h"

#include "bobbin-run-json.h"

#include "bobbin-json.h"

static void
add_machine (JsonBuilder *builder, const BobbinMachine *machine)
{
  json_builder_begin_object (builder);
  bobbin_json_add_int (builder, "cores", machine->n_cores);
  bobbin_json_add_string (builder, "cpu", machine->cpu);
  bobbin_json_add_string (builder, "kernel", machine->kernel);
  bobbin_json_add_int (builder, "page_bytes", machine->page_bytes);
  bobbin_json_add_string (builder, "sandbox", bobbin_sandbox_to_string (machine->sandbox));
  json_builder_end_object (builder);
}

static void
add_own_cost (JsonBuilder *builder, const BobbinOwnCost *cost)
{
  json_builder_set_member_name (builder, "own_cost");
  json_builder_begin_object (builder);
  bobbin_json_add_int (builder, "cpu_ns", cost->cpu_ns);
  bobbin_json_add_int (builder, "sweeps", (gint64) cost->sweeps);
  bobbin_json_add_int (builder, "late_sweeps", (gint64) cost->late_sweeps);
  bobbin_json_add_int (builder, "task_reads", (gint64) cost->task_reads);
  json_builder_end_object (builder);
}

static void
add_memory (JsonBuilder *builder, const BobbinMemory *memory, gboolean with_page_tables)
{
  json_builder_set_member_name (builder, "memory");
  if (!memory->valid)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  bobbin_json_add_int (builder, "rss_bytes", (gint64) memory->rss_bytes);
  bobbin_json_add_int (builder, "pss_bytes", (gint64) memory->pss_bytes);
  bobbin_json_add_int (builder, "uss_bytes", (gint64) memory->uss_bytes);
  if (with_page_tables)
    bobbin_json_add_int (builder, "page_tables_bytes", (gint64) memory->page_tables_bytes);
  json_builder_end_object (builder);
}

/* @maps: of one process, or of several, then the sums. Null where none of them
 * was ever read. A process that has ended counts as it was last seen. */
static void
add_pages (JsonBuilder *builder, const BobbinPageMap *const *maps, guint n_maps)
{
  gint64 counts[BOBBIN_N_PAGE_STATES] = { 0 }, total = 0;

  for (guint i = 0; i < n_maps; i++)
    {
      total += maps[i]->n_pages;
      for (guint state = 0; state < BOBBIN_N_PAGE_STATES; state++)
        counts[state] += maps[i]->counts[state];
    }
  if (total == 0)
    {
      bobbin_json_add_null (builder, "pages");
      return;
    }
  json_builder_set_member_name (builder, "pages");
  json_builder_begin_object (builder);
  bobbin_json_add_int (builder, "total", total);
  bobbin_json_add_int (builder, "shared", counts[BOBBIN_PAGE_SHARED]);
  bobbin_json_add_int (builder, "own", counts[BOBBIN_PAGE_OWN] + counts[BOBBIN_PAGE_LEFT]);
  bobbin_json_add_int (builder, "left", counts[BOBBIN_PAGE_LEFT]);
  bobbin_json_add_int (builder, "mapped", counts[BOBBIN_PAGE_MAPPED]);
  bobbin_json_add_int (builder, "untouched", counts[BOBBIN_PAGE_UNTOUCHED]);
  bobbin_json_add_int (builder, "swapped", counts[BOBBIN_PAGE_SWAPPED]);
  json_builder_end_object (builder);
}

static void
add_group_pages (JsonBuilder *builder, const BobbinRun *run, guint group)
{
  guint n = bobbin_run_get_group (run, group)->n_processes;
  g_autofree const BobbinPageMap **maps = g_new (const BobbinPageMap *, n);

  for (guint i = 0; i < n; i++)
    maps[i] = &bobbin_run_get_process (run, bobbin_run_group_process (run, group, i))->pages;
  add_pages (builder, maps, n);
}

static void
add_worker_life (JsonBuilder *builder, const BobbinRunWorker *worker)
{
  gboolean born = worker->pid > 0; /* a run may be stopped before all are */

  bobbin_json_add_int_or_null (builder, "pid", born, worker->pid);
  bobbin_json_add_int_or_null (builder, "tid", born, worker->tid);
  bobbin_json_add_int_or_null (builder, "born_ns", born, worker->born_ns);
  bobbin_json_add_int_or_null (builder, "ended_ns", worker->end != BOBBIN_END_RUNNING, worker->ended_ns);
  bobbin_json_add_string (builder, "end", bobbin_end_to_string (worker->end));
  bobbin_json_add_int_or_null (builder, "signal", worker->end == BOBBIN_END_CRASHED, worker->signal);
  bobbin_json_add_int_or_null (builder, "exit_code", worker->end == BOBBIN_END_EXITED, worker->exit_code);
}

static void
add_cores (JsonBuilder *builder, const BobbinRun *run, guint worker)
{
  json_builder_set_member_name (builder, "cores");
  json_builder_begin_array (builder);
  for (guint core = 0; core < run->machine->n_configured; core++)
    {
      gint64 running_ns = *bobbin_run_core_running_ns (run, worker, core);

      if (running_ns == 0)
        continue;
      json_builder_begin_object (builder);
      bobbin_json_add_int (builder, "core", core);
      bobbin_json_add_int (builder, "running_ns", running_ns);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_worker_times (JsonBuilder *builder, const BobbinRun *run, const BobbinRunWorker *worker)
{
  gboolean written = run->timeline_source != BOBBIN_TIMELINE_SAMPLED;

  bobbin_json_add_int (builder, "running_ns", worker->running_ns);
  bobbin_json_add_int (builder, "waiting_ns", worker->waiting_ns);
  bobbin_json_add_int (builder, "blocked_ns", worker->blocked_ns);
  bobbin_json_add_int (builder, "cpu_ns", worker->cpu_ns);

  /* Known only from a timeline that was written down switch by switch. */
  bobbin_json_add_int_or_null (builder, "slices", written, (gint64) worker->slices);
  bobbin_json_add_int_or_null (builder, "lost_slices", written, (gint64) worker->lost_slices);
  bobbin_json_add_int_or_null (builder, "migrations", written, (gint64) worker->migrations);

  bobbin_json_add_int_or_null (builder, "voluntary_switches", worker->switches_valid,
                   (gint64) worker->voluntary_switches);
  bobbin_json_add_int_or_null (builder, "involuntary_switches", worker->switches_valid,
                   (gint64) worker->involuntary_switches);
  bobbin_json_add_int (builder, "work_units", (gint64) worker->work_units);
  if (written)
    add_cores (builder, run, worker->id);
  else
    bobbin_json_add_null (builder, "cores");
}

static void
add_worker (JsonBuilder *builder, const BobbinRun *run, guint id)
{
  const BobbinRunWorker *worker = bobbin_run_get_worker (run, id);
  const BobbinRunProcess *process = bobbin_run_get_process (run, worker->process);
  g_autofree char *address = bobbin_run_worker_address (run, id);

  json_builder_begin_object (builder);
  bobbin_json_add_string (builder, "name", address);
  add_worker_life (builder, worker);
  add_worker_times (builder, run, worker);
  if (process->n_workers == 1 && worker->tid == worker->pid)
    {
      const BobbinPageMap *map = &process->pages;

      add_memory (builder, &process->memory, FALSE);
      add_pages (builder, &map, 1);
    }
  else
    {
      bobbin_json_add_null (builder, "memory");
      bobbin_json_add_null (builder, "pages");
    }
  json_builder_end_object (builder);
}

static void
add_group (JsonBuilder *builder, const BobbinRun *run, guint id)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, id);
  BobbinMemory memory = bobbin_run_group_memory (run, id);

  json_builder_begin_object (builder);
  bobbin_json_add_string (builder, "name", group->spec->name);
  bobbin_json_add_string (builder, "kind", bobbin_kind_to_string (group->spec->kind));
  bobbin_json_add_string (builder, "work", bobbin_work_to_string (group->spec->work));
  add_memory (builder, &memory, TRUE);
  add_group_pages (builder, run, id);
  json_builder_set_member_name (builder, "workers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < group->n_workers; i++)
    add_worker (builder, run, bobbin_run_group_worker (run, id, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

JsonNode *
bobbin_run_to_json (const BobbinRun *run, const GPtrArray *figures)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bobbin_json_add_string (builder, "bobbin", BOBBIN_VERSION);
  json_builder_set_member_name (builder, "machine");
  add_machine (builder, run->machine);
  bobbin_json_add_int (builder, "duration_ns", run->end_ns >= 0 ? run->end_ns : run->now_ns);
  bobbin_json_add_string (builder, "timeline_source", bobbin_timeline_source_to_string (run->timeline_source));
  bobbin_json_add_string (builder, "pages_source", bobbin_pages_source_to_string (run->pages_source));
  add_own_cost (builder, &run->own_cost);
  json_builder_set_member_name (builder, "groups");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->groups->len; i++)
    add_group (builder, run, i);
  json_builder_end_array (builder);
  bobbin_json_add_strings (builder, "figures", figures);
  bobbin_json_add_strings (builder, "warnings", run->warnings);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

JsonNode *
bobbin_machine_to_json (const BobbinMachine *machine)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  add_machine (builder, machine);
  return json_builder_get_root (builder);
}
