/* bobbin-session-pages.c - what the page sampler sees becomes the run's
 *
 * It starts when the gate opens, because all are born then. Processes that are
 * forked later join its round, and kinship is looked at once more.
 */
#include "bobbin-session-private.h"

#include "bobbin-error.h"
#include "bobbin-page-sampler.h"

/* Whose map a target of the sampler fills. */
typedef struct {
  gboolean is_parent; /* the parent's, of a group; else a process's */
  guint    index;
} Aim;

struct _BobbinSessionPages {
  BobbinPageSampler *sampler;
  GArray            *aims;    /* Aim, by target */
  GByteArray        *aimed_at; /* per process: 1 when it is a target, or cannot be */
  gboolean           watching; /* somebody's regions, who lives */
};

static void
add_target (BobbinSession *self, const BobbinPageTarget *target, Aim aim)
{
  if (target->place.address == 0 || bobbin_page_target_n_pages (target) == 0)
    return;
  bobbin_page_sampler_add (self->pages->sampler, target);
  g_array_append_val (self->pages->aims, aim);
}

static void
add_parent (BobbinSession *self, guint group_number)
{
  const BobbinRunGroup *group = bobbin_run_get_group (self->run, group_number);

  /* A process of threads makes its arena itself: the parent has no part in it. */
  if (group->spec->kind != BOBBIN_KIND_PROCESSES)
    return;
  add_target (self,
              &(BobbinPageTarget) {
                .pid = bobbin_launcher_get_root_pid (self->launcher),
                .place = group->arena,
                .forked = TRUE,
              },
              (Aim) { TRUE, group_number });
}

static void
add_process (BobbinSession *self, const BobbinRunProcess *process)
{
  const BobbinRunGroup *group = bobbin_run_get_group (self->run, process->group);

  add_target (self,
              &(BobbinPageTarget) {
                .pid = process->pid,
                .place = group->arena,
                .process = process->id,
                .first_worker = process->first_worker,
                .n_workers = process->n_workers,
                .forked = group->spec->kind == BOBBIN_KIND_PROCESSES,
              },
              (Aim) { FALSE, process->id });
}

static void
add_new_processes (BobbinSession *self)
{
  GByteArray *aimed_at = self->pages->aimed_at;

  for (guint i = 0; i < self->run->processes->len; i++)
    {
      const BobbinRunProcess *process = bobbin_run_get_process (self->run, i);

      if (i == aimed_at->len)
        g_byte_array_append (aimed_at, (const guint8 *) "", 1);
      if (aimed_at->data[i] != 0 || !process->alive)
        continue;
      aimed_at->data[i] = 1;
      add_process (self, process);
    }
}

/* All workers that live, or so many of them as there may be, evenly; and the
 * process from which they are forked. */
static void
ask_kinship (BobbinSession *self)
{
  g_autoptr (GArray) alive = g_array_new (FALSE, FALSE, sizeof (BobbinKinTask));
  BobbinKinTask tasks[BOBBIN_KIN_MAX_TASKS + 1];
  int root_pid = bobbin_launcher_get_root_pid (self->launcher);
  guint n;

  for (guint i = 0; i < self->run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (self->run, i);
      BobbinKinTask task = { i, worker->pid, worker->tid };

      if (worker->tid > 0 && worker->end == BOBBIN_END_RUNNING)
        g_array_append_val (alive, task);
    }
  n = MIN (alive->len, BOBBIN_KIN_MAX_TASKS);
  for (guint i = 0; i < n; i++)
    tasks[i] = g_array_index (alive, BobbinKinTask, i * alive->len / n);
  tasks[n] = (BobbinKinTask) { BOBBIN_KIN_PARENT, root_pid, root_pid };
  if (n > 0)
    bobbin_page_sampler_ask_kinship (self->pages->sampler, tasks, n + 1);
}

static gboolean
is_watched_alive (BobbinSession *self)
{
  return self->watched_process >= 0
         && bobbin_run_get_process (self->run, (guint) self->watched_process)->alive;
}

static void
watch (BobbinSession *self)
{
  g_autoptr (GArray) stacks = g_array_new (FALSE, FALSE, sizeof (BobbinRegionStack));
  gsize page_bytes = self->run->machine->page_bytes;
  const BobbinRunProcess *process;
  const BobbinArenaPlace *place;

  if (self->pages == NULL)
    return;
  self->pages->watching = is_watched_alive (self);
  if (!self->pages->watching)
    {
      bobbin_page_sampler_watch (self->pages->sampler, 0, &(BobbinRegionPlan) { 0 });
      return;
    }

  process = bobbin_run_get_process (self->run, (guint) self->watched_process);
  place = &bobbin_run_get_group (self->run, process->group)->arena;
  for (guint i = 0; i < process->n_workers; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (self->run, process->first_worker + i);
      BobbinRegionStack stack = { worker->stack_address, worker->id };

      if (worker->stack_address != 0)
        g_array_append_val (stacks, stack);
    }
  bobbin_page_sampler_watch (self->pages->sampler, process->pid,
                             &(BobbinRegionPlan) {
                               .arena_address = place->address,
                               .arena_private_bytes = place->n_private * page_bytes,
                               .arena_mapped_bytes = place->n_mapped * page_bytes,
                               .arena_untouched_bytes = place->n_untouched * page_bytes,
                               .stacks = (const BobbinRegionStack *) (const void *) stacks->data,
                               .n_stacks = stacks->len,
                             });
}

void
bobbin_session_pages_start (BobbinSession *self)
{
  BobbinSessionPages *pages = g_new0 (BobbinSessionPages, 1);

  pages->sampler = bobbin_page_sampler_start (BOBBIN_PAGES_UNKNOWN, bobbin_launcher_get_page_book (self->launcher),
                                              self->run->machine->page_bytes, self->gate_ns);
  pages->aims = g_array_new (FALSE, FALSE, sizeof (Aim));
  pages->aimed_at = g_byte_array_new ();
  self->pages = pages;
  for (guint i = 0; i < self->run->groups->len; i++)
    add_parent (self, i);
  bobbin_session_pages_note_births (self);
}

void
bobbin_session_pages_note_births (BobbinSession *self)
{
  if (self->pages == NULL)
    return;
  add_new_processes (self);
  ask_kinship (self);
  if (!self->pages->watching && is_watched_alive (self))
    watch (self);
}

static void
take_maps (BobbinSession *self)
{
  for (guint i = 0; i < self->pages->aims->len; i++)
    {
      const Aim *aim = &g_array_index (self->pages->aims, Aim, i);
      BobbinPageMap *map = aim->is_parent ? &bobbin_run_get_group (self->run, aim->index)->parent_pages
                                          : &bobbin_run_get_process (self->run, aim->index)->pages;

      bobbin_page_sampler_take_map (self->pages->sampler, i, map);
      if (!aim->is_parent && !bobbin_run_get_process (self->run, aim->index)->alive)
        map->valid = FALSE;
    }
}

static void
take_status (BobbinSession *self)
{
  BobbinPageSamplerStatus status;

  bobbin_page_sampler_get_status (self->pages->sampler, &status);
  self->run->pages_source = status.source;
  g_free (self->run->pages_because);
  self->run->pages_because = status.because;
  self->run->own_cost.page_rounds = status.rounds;
  self->run->own_cost.page_cpu_ns = status.cpu_ns;
}

/* What is read of one that has ended is not taken: its number may be another's. */
static void
take_regions (BobbinSession *self)
{
  BobbinRegions *regions = &self->run->regions;

  if (self->pages->watching && !is_watched_alive (self))
    {
      regions->valid = FALSE;
      watch (self);
    }
  else if (bobbin_page_sampler_take_regions (self->pages->sampler, regions) && regions->valid)
    {
      regions->process = (guint) self->watched_process;
    }
}

void
bobbin_session_pages_ingest (BobbinSession *self)
{
  BobbinRun *run = self->run;

  if (self->pages == NULL)
    return;
  take_maps (self);
  take_status (self);
  take_regions (self);
  if (bobbin_page_sampler_take_kinship (self->pages->sampler, &run->kinship))
    run->kinship.n_workers = run->workers->len;
}

void
bobbin_session_pages_stop (BobbinSession *self)
{
  if (self->pages == NULL)
    return;

  bobbin_page_sampler_stop (self->pages->sampler);
  bobbin_session_pages_ingest (self);
  for (guint i = 0; i < self->run->groups->len; i++)
    bobbin_run_get_group (self->run, i)->parent_pages.valid = FALSE;
  for (guint i = 0; i < self->run->processes->len; i++)
    bobbin_run_get_process (self->run, i)->pages.valid = FALSE;
  self->run->regions.valid = FALSE;
  bobbin_session_pages_free (g_steal_pointer (&self->pages));
}

void
bobbin_session_pages_free (BobbinSessionPages *pages)
{
  if (pages == NULL)
    return;
  bobbin_page_sampler_free (pages->sampler);
  g_array_unref (pages->aims);
  g_byte_array_unref (pages->aimed_at);
  g_free (pages);
}

void
bobbin_session_watch_regions (BobbinSession *self, int process)
{
  BOBBIN_ASSERT_MAIN_THREAD ();
  g_return_if_fail (BOBBIN_IS_SESSION (self));
  g_return_if_fail (process < (int) self->run->processes->len);

  if (process == self->watched_process)
    return;
  self->watched_process = process;
  bobbin_regions_clear (&self->run->regions);
  watch (self);
}
