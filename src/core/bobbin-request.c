/* bobbin-request.c - checks a run that is asked for against the machine */
#include "config.h"

#include "bobbin-request.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bobbin-error.h"
#include "bobbin-group-spec-private.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define DEFAULT_WORKERS  4
#define RESERVED_PARTS   10 /* one tenth of the free memory stays free */

struct _BobbinRequest {
  gatomicrefcount ref_count;
  GPtrArray      *groups;  /* BobbinGroupSpec */
  GArray         *crashes; /* BobbinCrashOrder */
  char           *title;
  gint64          duration_ns;
  gint64          interval_ns;
  guint64         seed;
};

/* What setpriority(2) lets this program ask for. */
static int
get_lowest_nice (void)
{
  struct rlimit limit;
  int current;

  if (geteuid () == 0)
    return -20;

  errno = 0;
  current = getpriority (PRIO_PROCESS, 0);
  if (current == -1 && errno != 0)
    current = 0;
  if (getrlimit (RLIMIT_NICE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    return MIN (current, 20 - (int) MIN (limit.rlim_cur, 40));
  return current;
}

static gboolean
check_nice (const BobbinGroupSpec *spec, GError **error)
{
  int lowest = get_lowest_nice ();

  /* 0 leaves it as it is. */
  if (spec->nice == 0 || spec->nice >= lowest)
    return TRUE;
  return bobbin_refuse (error, _("Group \"%s\": nice=%d needs a privilege that this program does not have; give %d to 19."),
                        spec->name, spec->nice, lowest);
}

static gboolean
check_cores (const BobbinGroupSpec *spec, const BobbinMachine *machine, GError **error)
{
  for (guint core = 0; core < BOBBIN_MAX_CORES; core++)
    {
      if (!bobbin_core_set_contains (&spec->cores, core) || bobbin_core_set_contains (&machine->cores, core))
        continue;

      g_autofree char *wanted = bobbin_core_set_to_string (&spec->cores);
      g_autofree char *allowed = bobbin_core_set_to_string (&machine->cores);
      if (core >= machine->n_configured)
        return bobbin_refuse (error, _("Group \"%s\": cores=%s is not possible, there is no core %u; give some of %s."),
                              spec->name, wanted, core, allowed);
      return bobbin_refuse (error, _("Group \"%s\": cores=%s is not possible, core %u is not for this program's use; give some of %s."),
                            spec->name, wanted, core, allowed);
    }
  return TRUE;
}

static gboolean
check_shape (const BobbinGroupSpec *spec, GError **error)
{
  if (spec->kind == BOBBIN_KIND_THREADS && spec->threads_each != 1)
    return bobbin_refuse (error, _("Group \"%s\": threads_each=%u is for kind=processes only; give the number of threads as count."),
                          spec->name, spec->threads_each);
  if (spec->work == BOBBIN_WORK_MEMORY && spec->heap_bytes == 0)
    return bobbin_refuse (error, _("Group \"%s\": heap=0 is not allowed with work=memory; give a size such as 4MiB."),
                          spec->name);
  if (bobbin_group_spec_n_workers (spec) > BOBBIN_MAX_WORKERS)
    return bobbin_refuse (error, _("Group \"%s\": count=%u with threads_each=%u makes %u workers; at most %u can be started."),
                          spec->name, spec->count, spec->threads_each,
                          bobbin_group_spec_n_workers (spec), BOBBIN_MAX_WORKERS);
  return TRUE;
}

/* The heap of processes is made before they are forked, so their parent has it
 * too; each gets a copy of its own of what it writes. */
static guint64
count_heaps (const BobbinGroupSpec *spec)
{
  guint n_processes = bobbin_group_spec_n_processes (spec);

  return spec->kind == BOBBIN_KIND_PROCESSES ? (guint64) n_processes + 1 : n_processes;
}

static guint64
multiply (guint64 a, guint64 b)
{
  guint64 product;

  return g_uint64_checked_mul (&product, a, b) ? product : G_MAXUINT64;
}

static guint64
add (guint64 a, guint64 b)
{
  return a > G_MAXUINT64 - b ? G_MAXUINT64 : a + b;
}

/* What heaps may take; 0 where the machine does not tell. */
static guint64
get_memory_limit (const BobbinMachine *machine)
{
  guint64 free_bytes = machine->available_bytes > 0 ? machine->available_bytes : machine->memory_bytes;

  return free_bytes - free_bytes / RESERVED_PARTS;
}

static gboolean
check_memory (const GPtrArray *groups, const BobbinMachine *machine, GError **error)
{
  guint64 limit = get_memory_limit (machine);
  g_autofree char *limit_text = bobbin_format_bytes (limit);
  guint64 sum = 0;

  for (guint i = 0; limit > 0 && i < groups->len; i++)
    {
      const BobbinGroupSpec *spec = g_ptr_array_index (groups, i);
      guint64 n_heaps = count_heaps (spec);
      guint64 bytes = multiply (spec->heap_bytes, n_heaps);

      sum = add (sum, bytes);
      if (bytes > limit)
        {
          g_autofree char *heap = bobbin_format_bytes (spec->heap_bytes);
          g_autofree char *need = bobbin_format_bytes (bytes);

          return bobbin_refuse (error, ngettext ("Group \"%s\": heap=%s is too large: with %u address space it may take %s, and this machine has %s to give now.",
                                                 "Group \"%s\": heap=%s is too large: with %u address spaces it may take %s, and this machine has %s to give now.",
                                                 (gulong) n_heaps),
                                spec->name, heap, (guint) n_heaps, need, limit_text);
        }
    }

  if (limit > 0 && sum > limit)
    {
      g_autofree char *need = bobbin_format_bytes (sum);

      return bobbin_refuse (error, _("The groups' heaps together may take %s, and this machine has %s to give now; give a smaller heap or count."),
                            need, limit_text);
    }
  return TRUE;
}

/* Everything that the kernel counts as a task: workers, the main threads that
 * only wait for theirs, and the root of the tree. */
static guint64
count_tasks (const GPtrArray *groups)
{
  guint64 n = 1;

  for (guint i = 0; i < groups->len; i++)
    {
      const BobbinGroupSpec *spec = g_ptr_array_index (groups, i);

      n += bobbin_group_spec_n_workers (spec);
      if (spec->kind == BOBBIN_KIND_THREADS || spec->threads_each > 1)
        n += bobbin_group_spec_n_processes (spec);
    }
  return n;
}

static gboolean
check_numbers (const GPtrArray *groups, const BobbinMachine *machine, GError **error)
{
  guint64 n_workers = 0;
  guint n_tasks = (guint) count_tasks (groups);

  for (guint i = 0; i < groups->len; i++)
    n_workers += bobbin_group_spec_n_workers (g_ptr_array_index (groups, i));

  if (n_workers > BOBBIN_MAX_WORKERS)
    return bobbin_refuse (error, _("The groups have %u workers together (count and threads_each); at most %u can be started."),
                          (guint) n_workers, BOBBIN_MAX_WORKERS);
  if (machine->max_tasks > 0 && n_tasks > machine->max_tasks)
    return bobbin_refuse (error, _("The groups need %u processes and threads, and this system lets %u more be started; give a smaller count or threads_each."),
                          n_tasks, machine->max_tasks);
  return TRUE;
}

static gboolean
check_names (const GPtrArray *groups, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < groups->len; i++)
    {
      const BobbinGroupSpec *spec = g_ptr_array_index (groups, i);

      if (!g_hash_table_add (names, spec->name))
        return bobbin_refuse (error, _("Two groups have the name \"%s\"; give each group a name of its own."), spec->name);
    }
  return TRUE;
}

static gboolean
check_groups (const GPtrArray *groups, const BobbinMachine *machine, GError **error)
{
  if (groups->len == 0)
    return bobbin_refuse (error, _("No group of workers was asked for; give 1 to %u groups."), BOBBIN_MAX_GROUPS);
  if (groups->len > BOBBIN_MAX_GROUPS)
    return bobbin_refuse (error, _("%u groups were asked for; give 1 to %u groups."), groups->len, BOBBIN_MAX_GROUPS);

  for (guint i = 0; i < groups->len; i++)
    {
      const BobbinGroupSpec *spec = g_ptr_array_index (groups, i);

      if (!bobbin_group_spec_check (spec, error) || !check_shape (spec, error)
          || !check_cores (spec, machine, error) || !check_nice (spec, error))
        return FALSE;
    }
  return check_names (groups, error)
         && check_numbers (groups, machine, error)
         && check_memory (groups, machine, error);
}

static gboolean
check_options (const BobbinRequestOptions *options, GError **error)
{
  if (options->duration_ns < 0 || options->duration_ns > BOBBIN_MAX_DURATION_NS)
    {
      g_autofree char *value = bobbin_format_duration_short (options->duration_ns);

      return bobbin_refuse (error, _("A duration of %s is not allowed; give more than 0 s and no more than 24 h (86400s)."), value);
    }
  if (options->interval_ns < BOBBIN_MIN_INTERVAL_NS || options->interval_ns > BOBBIN_MAX_INTERVAL_NS)
    {
      g_autofree char *value = bobbin_format_duration_short (options->interval_ns);

      return bobbin_refuse (error, _("An interval of %s is not allowed; give 5ms to 10s."), value);
    }
  return TRUE;
}

static gboolean
refuse_crash_index (const BobbinGroupSpec *spec, const char *index, GError **error)
{
  return bobbin_refuse (error, _("Worker %s cannot be told to crash; group \"%s\" has the workers 1 to %u."),
                        index, spec->name, bobbin_group_spec_n_workers (spec));
}

static gboolean
check_crash_time (gint64 time_ns, const char *shown, GError **error)
{
  if (time_ns >= 0 && time_ns <= BOBBIN_MAX_DURATION_NS)
    return TRUE;
  return bobbin_refuse (error, _("A crash at %s is not allowed; give a time of 0s to 86400s after the start."), shown);
}

static gboolean
check_crash (const BobbinCrashOrder *order, const GPtrArray *groups, GError **error)
{
  g_autofree char *index = g_strdup_printf ("%u", order->index);
  g_autofree char *time = bobbin_format_duration_short (order->time_ns);
  const BobbinGroupSpec *spec;

  if (order->group >= groups->len)
    return bobbin_refuse (error, _("A crash is asked for in group %u of %u; give a group that is there."),
                          order->group + 1, groups->len);
  spec = g_ptr_array_index (groups, order->group);
  if (order->index < 1 || order->index > bobbin_group_spec_n_workers (spec))
    return refuse_crash_index (spec, index, error);
  return check_crash_time (order->time_ns, time, error);
}

static GPtrArray *
copy_groups (const GPtrArray *specs)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);

  for (guint i = 0; i < specs->len; i++)
    {
      BobbinGroupSpec *spec = bobbin_group_spec_copy (g_ptr_array_index (specs, i));

      spec->heap_bytes = bobbin_round_to_pages (spec->heap_bytes);
      spec->stack_bytes = bobbin_round_to_pages (spec->stack_bytes);
      g_ptr_array_add (groups, spec);
    }
  return groups;
}

BobbinRequest *
bobbin_request_new (const GPtrArray            *specs,
                    const GArray               *crashes,
                    const BobbinRequestOptions *options,
                    const BobbinMachine        *machine,
                    GError                    **error)
{
  g_return_val_if_fail (specs != NULL && options != NULL && machine != NULL, NULL);

  if (!check_groups (specs, machine, error) || !check_options (options, error))
    return NULL;
  for (guint i = 0; crashes != NULL && i < crashes->len; i++)
    if (!check_crash (&g_array_index (crashes, BobbinCrashOrder, i), specs, error))
      return NULL;

  BobbinRequest *request = g_new0 (BobbinRequest, 1);
  g_atomic_ref_count_init (&request->ref_count);
  request->groups = copy_groups (specs);
  request->crashes = g_array_new (FALSE, FALSE, sizeof (BobbinCrashOrder));
  if (crashes != NULL)
    g_array_append_vals (request->crashes, crashes->data, crashes->len);
  request->title = g_strdup (options->title);
  request->duration_ns = options->duration_ns;
  request->interval_ns = options->interval_ns;
  request->seed = options->seed;
  return request;
}

BobbinRequest *
bobbin_request_ref (BobbinRequest *request)
{
  g_atomic_ref_count_inc (&request->ref_count);
  return request;
}

void
bobbin_request_unref (BobbinRequest *request)
{
  if (!g_atomic_ref_count_dec (&request->ref_count))
    return;
  g_ptr_array_unref (request->groups);
  g_array_unref (request->crashes);
  g_free (request->title);
  g_free (request);
}

guint
bobbin_request_get_n_groups (const BobbinRequest *request)
{
  return request->groups->len;
}

const BobbinGroupSpec *
bobbin_request_get_group (const BobbinRequest *request, guint group)
{
  g_return_val_if_fail (group < request->groups->len, NULL);
  return g_ptr_array_index (request->groups, group);
}

guint
bobbin_request_get_n_crashes (const BobbinRequest *request)
{
  return request->crashes->len;
}

const BobbinCrashOrder *
bobbin_request_get_crash (const BobbinRequest *request, guint i)
{
  g_return_val_if_fail (i < request->crashes->len, NULL);
  return &g_array_index (request->crashes, BobbinCrashOrder, i);
}

const char *
bobbin_request_get_title (const BobbinRequest *request)
{
  return request->title;
}

gint64
bobbin_request_get_duration_ns (const BobbinRequest *request)
{
  return request->duration_ns;
}

gint64
bobbin_request_get_interval_ns (const BobbinRequest *request)
{
  return request->interval_ns;
}

guint64
bobbin_request_get_seed (const BobbinRequest *request)
{
  return request->seed;
}

guint
bobbin_request_get_n_workers (const BobbinRequest *request)
{
  guint n = 0;

  for (guint i = 0; i < request->groups->len; i++)
    n += bobbin_group_spec_n_workers (g_ptr_array_index (request->groups, i));
  return n;
}

static char *
list_names (const GPtrArray *specs)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < specs->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const BobbinGroupSpec *) g_ptr_array_index (specs, i))->name);
  return g_string_free (names, FALSE);
}

static gboolean
find_group (const GPtrArray *specs, const char *name, guint *out_group)
{
  for (guint i = 0; i < specs->len; i++)
    if (strcmp (((const BobbinGroupSpec *) g_ptr_array_index (specs, i))->name, name) == 0)
      {
        *out_group = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
bobbin_crash_order_parse (const char *text, const GPtrArray *specs, BobbinCrashOrder *out_order, GError **error)
{
  g_return_val_if_fail (text != NULL && specs != NULL && out_order != NULL, FALSE);

  g_autofree char *shown = bobbin_excerpt (text);
  g_autofree char *copy = g_strdup (text);
  char *slash = strchr (copy, '/');
  char *at = slash != NULL ? strchr (slash, '@') : NULL;
  BobbinCrashOrder order;
  guint64 index;

  if (slash == NULL || at == NULL)
    return bobbin_refuse (error, _("The crash \"%s\" is not of the form GROUP/INDEX@TIME, such as processes/3@2s."), shown);
  *slash = '\0';
  *at = '\0';

  if (!find_group (specs, copy, &order.group))
    {
      g_autofree char *name = bobbin_excerpt (copy);
      g_autofree char *names = list_names (specs);

      return bobbin_refuse (error, _("The crash \"%s\" names the group \"%s\", which is not there; the groups are %s."),
                            shown, name, names);
    }

  const BobbinGroupSpec *spec = g_ptr_array_index (specs, order.group);
  if (!bobbin_parse_count (slash + 1, bobbin_group_spec_n_workers (spec), &index) || index == 0)
    {
      g_autofree char *shown_index = bobbin_excerpt (slash + 1);

      return refuse_crash_index (spec, shown_index, error);
    }
  order.index = (guint) index;

  if (!bobbin_parse_duration (at + 1, &order.time_ns))
    return bobbin_refuse (error, _("The crash \"%s\" has no time that can be read; give one such as 500ms or 2s."), shown);
  if (!check_crash_time (order.time_ns, at + 1, error))
    return FALSE;
  *out_order = order;
  return TRUE;
}

GPtrArray *
bobbin_default_groups (void)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);

  g_ptr_array_add (groups, bobbin_group_spec_new ("processes", BOBBIN_KIND_PROCESSES, DEFAULT_WORKERS));
  g_ptr_array_add (groups, bobbin_group_spec_new ("threads", BOBBIN_KIND_THREADS, DEFAULT_WORKERS));
  return groups;
}
