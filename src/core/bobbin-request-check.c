/* bobbin-request-check.c - whether this machine can do what is asked for */
#include "config.h"

#include "bobbin-request-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bobbin-group-spec-private.h"
#include "bobbin-page-book.h"
#include "bobbin-units.h"

#define RESERVED_FILES 128 /* of a window, of libraries, of what is to come */
#define RESERVED_PARTS 10 /* one tenth of the free memory stays free */

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
  if (spec->work == BOBBIN_WORK_PIPE && bobbin_group_spec_n_workers (spec) < 2)
    return bobbin_refuse (error, _("Group \"%s\": work=pipe needs one worker that writes and one that reads; give count=2 or more."),
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
      guint64 bytes = add (multiply (spec->heap_bytes, n_heaps), bobbin_group_spec_mapped_bytes (spec));

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

/* Who wrote each page is kept, too: two bytes for each, in tables of whole pages. */
static gboolean
check_book (const GPtrArray *groups, GError **error)
{
  guint64 page = bobbin_round_to_pages (1);
  guint64 sum = 0, most = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const BobbinGroupSpec *spec = g_ptr_array_index (groups, i);
      guint64 table = bobbin_round_to_pages (bobbin_round_to_pages (spec->heap_bytes) / page * sizeof (guint16));

      sum = add (sum, multiply (table, bobbin_group_spec_n_processes (spec)));
      if (spec->kind == BOBBIN_KIND_PROCESSES && spec->threads_each == 1)
        most = MAX (most, table);
    }
  sum = add (sum, multiply (most, bobbin_count_spares (groups)));
  if (sum <= BOBBIN_MAX_BOOK_BYTES)
    return TRUE;

  g_autofree char *need = bobbin_format_bytes (sum);
  g_autofree char *limit = bobbin_format_bytes (BOBBIN_MAX_BOOK_BYTES);
  return bobbin_refuse (error, _("To write down who wrote each page of the groups' heaps would take %s, and %s is the most; give a smaller heap or count."),
                        need, limit);
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

/* Two for each task and two for each process are kept open, and the program
 * has others. */
static guint
count_files (const GPtrArray *groups)
{
  guint n = RESERVED_FILES;

  for (guint i = 0; i < groups->len; i++)
    {
      const BobbinGroupSpec *spec = g_ptr_array_index (groups, i);

      n += 2 * bobbin_group_spec_n_workers (spec) + 2 * bobbin_group_spec_n_processes (spec);
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
  if (machine->max_files > 0 && count_files (groups) > machine->max_files)
    return bobbin_refuse (error, _("The groups need %u open files to be watched, and this system allows %u; give a smaller count or threads_each."),
                          count_files (groups), machine->max_files);
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

gboolean
bobbin_request_check_groups (const GPtrArray *groups, const BobbinMachine *machine, GError **error)
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
         && check_memory (groups, machine, error)
         && check_book (groups, error);
}

gboolean
bobbin_request_check_options (const BobbinRequestOptions *options, GError **error)
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
