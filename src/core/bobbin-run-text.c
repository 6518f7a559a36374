/* bobbin-run-text.c - what the parts of a run are called, and how they ended */
#include "config.h"

#include "bobbin-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const BobbinGroupSpec *
get_spec_of_worker (const BobbinRun *run, guint worker)
{
  return bobbin_run_get_group (run, bobbin_run_get_worker (run, worker)->group)->spec;
}

static gboolean
is_mixed (const BobbinGroupSpec *spec)
{
  return spec->kind == BOBBIN_KIND_PROCESSES && spec->threads_each > 1;
}

char *
bobbin_run_worker_address (const BobbinRun *run, guint worker)
{
  return g_strdup_printf ("%s/%u", get_spec_of_worker (run, worker)->name,
                          bobbin_run_get_worker (run, worker)->index);
}

char *
bobbin_run_worker_label (const BobbinRun *run, guint worker_number)
{
  const BobbinRunWorker *worker = bobbin_run_get_worker (run, worker_number);
  const BobbinGroupSpec *spec = get_spec_of_worker (run, worker_number);

  if (spec->kind == BOBBIN_KIND_THREADS)
    return g_strdup_printf (_("Thread %u"), worker->index);
  if (is_mixed (spec))
    return g_strdup_printf (_("Process %u, thread %u"), (worker->index - 1) / spec->threads_each + 1,
                            (worker->index - 1) % spec->threads_each + 1);
  return g_strdup_printf (_("Process %u"), worker->index);
}

char *
bobbin_run_process_label (const BobbinRun *run, guint process_number)
{
  const BobbinRunProcess *process = bobbin_run_get_process (run, process_number);
  const BobbinRunGroup *group = bobbin_run_get_group (run, process->group);

  if (group->spec->kind == BOBBIN_KIND_THREADS)
    return g_strdup_printf (ngettext ("Process of %u thread", "Process of %u threads", process->n_workers),
                            process->n_workers);
  return g_strdup_printf (_("Process %u"), bobbin_run_process_index (run, process_number));
}

char *
bobbin_run_group_label (const BobbinRun *run, guint group)
{
  const BobbinGroupSpec *spec = bobbin_run_get_group (run, group)->spec;

  if (spec->kind == BOBBIN_KIND_PROCESSES && strcmp (spec->name, "processes") == 0)
    return g_strdup (_("Processes"));
  if (spec->kind == BOBBIN_KIND_THREADS && strcmp (spec->name, "threads") == 0)
    return g_strdup (_("Threads"));
  return g_strdup (spec->name);
}

char *
bobbin_run_group_detail (const BobbinRun *run, guint group)
{
  const BobbinGroupSpec *spec = bobbin_run_get_group (run, group)->spec;

  if (spec->kind == BOBBIN_KIND_THREADS)
    return g_strdup_printf (ngettext ("1 process, %u × pthread_create", "1 process, %u × pthread_create", spec->count),
                            spec->count);
  if (is_mixed (spec))
    return g_strdup_printf (_("%u × fork, %u × pthread_create in each"), spec->count, spec->threads_each);
  return g_strdup_printf (ngettext ("%u × fork, an address space of its own",
                                    "%u × fork, an address space each", spec->count),
                          spec->count);
}

const char *
bobbin_timeline_source_to_string (BobbinTimelineSource source)
{
  switch (source)
    {
    case BOBBIN_TIMELINE_SELF:
      return "self";
    case BOBBIN_TIMELINE_KERNEL:
      return "kernel";
    case BOBBIN_TIMELINE_SAMPLED:
    default:
      return "sampled";
    }
}

const char *
bobbin_end_to_string (BobbinEnd end)
{
  switch (end)
    {
    case BOBBIN_END_EXITED:
      return "exited";
    case BOBBIN_END_STOPPED:
      return "stopped";
    case BOBBIN_END_CRASHED:
      return "crashed";
    case BOBBIN_END_RUNNING:
    default:
      return "running";
    }
}

char *
bobbin_signal_name (int signal_number)
{
  const char *name = sigabbrev_np (signal_number);

  if (name != NULL)
    return g_strdup_printf ("SIG%s", name);
  return g_strdup_printf (_("signal %d"), signal_number);
}

/* Who else was there when @worker crashed: of its own process, taken along by
 * it; and of other processes of its group, still going on then. */
static void
count_others (const BobbinRun *run, const BobbinRunWorker *worker, guint *out_taken, guint *out_left)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, worker->group);

  *out_taken = *out_left = 0;
  for (guint i = 0; i < group->n_workers; i++)
    {
      const BobbinRunWorker *other = bobbin_run_get_worker (run, bobbin_run_group_worker (run, worker->group, i));

      if (other->process != worker->process)
        *out_left += other->end == BOBBIN_END_RUNNING || other->ended_ns > worker->ended_ns;
      else if (other != worker)
        *out_taken += other->end == BOBBIN_END_CRASHED && !other->culprit;
    }
}

static char *
describe_crash (const BobbinRun *run, const BobbinRunWorker *worker)
{
  g_autofree char *signal = bobbin_signal_name (worker->signal);
  guint taken, left;

  count_others (run, worker, &taken, &left);
  if (taken > 0 && left > 0)
    return g_strdup_printf (ngettext ("%s: %u went with it, %u of other processes carries on",
                                      "%s: %u went with it, %u of other processes carry on", left),
                            signal, taken, left);
  if (taken > 0)
    return g_strdup_printf (ngettext ("%s: it took the other %u along",
                                      "%s: it took the other %u along", taken),
                            signal, taken);
  if (left > 0)
    return g_strdup_printf (ngettext ("%s: the other %u carries on",
                                      "%s: the other %u carry on", left),
                            signal, left);
  return g_strdup (signal);
}

/* Of a worker that did nothing wrong, but lived in the process of one that did. */
static char *
describe_victim (const BobbinRun *run, const BobbinRunWorker *worker)
{
  const BobbinRunProcess *process = bobbin_run_get_process (run, worker->process);

  for (guint i = 0; i < process->n_workers; i++)
    {
      guint other = process->first_worker + i;

      if (bobbin_run_get_worker (run, other)->culprit)
        {
          g_autofree char *label = bobbin_run_worker_label (run, other);

          return g_strdup_printf (_("taken along by %s"), label);
        }
    }

  g_autofree char *signal = bobbin_signal_name (worker->signal);
  return g_strdup_printf (_("ended by %s"), signal);
}

static char *
describe_stack (const BobbinRun *run, const BobbinRegion *region)
{
  g_autofree char *worker = NULL;

  if (region->worker >= run->workers->len)
    return g_strdup (_("Stack of the main thread"));
  worker = bobbin_run_worker_label (run, region->worker);
  /* TRANSLATORS: "Stack of Thread 2". */
  return g_strdup_printf (_("Stack of %s"), worker);
}

char *
bobbin_run_region_label (const BobbinRun *run, const BobbinRegion *region)
{
  switch (region->kind)
    {
    case BOBBIN_REGION_HEAP:
      return g_strdup (_("Heap"));
    case BOBBIN_REGION_STACK:
      return describe_stack (run, region);
    case BOBBIN_REGION_ARENA_PRIVATE:
      return g_strdup (_("Arena, private"));
    case BOBBIN_REGION_ARENA_MAPPED:
      return g_strdup (_("Arena, mapped shared"));
    case BOBBIN_REGION_ARENA_UNTOUCHED:
      return g_strdup (_("Arena, never touched"));
    case BOBBIN_REGION_KERNEL:
      return g_strdup_printf (_("Kernel: %s"), region->name);
    case BOBBIN_REGION_SHARED:
      /* TRANSLATORS: %s is the name of a file or of shared memory. */
      return region->name != NULL ? g_strdup_printf (_("Shared: %s"), region->name) : g_strdup (_("Shared memory"));
    case BOBBIN_REGION_ANONYMOUS:
      return g_strdup (region->permissions[0] == '-' && region->permissions[1] == '-' ? _("Reserved") : _("Other memory"));
    case BOBBIN_REGION_PROGRAM:
      /* TRANSLATORS: %s is the name of a program's file. */
      return g_strdup_printf (_("Program %s"), region->name);
    case BOBBIN_REGION_LIBRARY:
    case BOBBIN_REGION_FILE:
    case BOBBIN_N_REGION_KINDS:
      break;
    }
  return g_strdup (region->name != NULL ? region->name : _("File"));
}

char *
bobbin_run_worker_end_text (const BobbinRun *run, guint worker_number)
{
  const BobbinRunWorker *worker = bobbin_run_get_worker (run, worker_number);

  switch (worker->end)
    {
    case BOBBIN_END_STOPPED:
      return g_strdup (_("stopped"));
    case BOBBIN_END_EXITED:
      if (worker->exit_code == 0)
        return g_strdup (_("exited"));
      return g_strdup_printf (_("exited with code %d"), worker->exit_code);
    case BOBBIN_END_CRASHED:
      return worker->culprit ? describe_crash (run, worker) : describe_victim (run, worker);
    case BOBBIN_END_RUNNING:
    default:
      return NULL;
    }
}

const char *
bobbin_run_worker_state_text (const BobbinRun *run, guint worker)
{
  switch (bobbin_run_get_worker (run, worker)->state)
    {
    case 'R':
      return _("ready or running");
    case 'S':
      return _("asleep");
    case 'D':
      return _("waits for a disk");
    case 'T':
    case 't':
      return _("halted");
    case 'Z':
    case 'X':
      return _("ending");
    default:
      return "";
    }
}
