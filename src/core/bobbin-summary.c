/* bobbin-summary.c - the seven rows, and what a run can answer of them
 *
 * Ratios are processes ÷ threads in every row.
 */
#include "config.h"

#include "bobbin-summary-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-units.h"

/* Before this much time a mean over the run is mostly chance, and the ratio of
 * two groups that hardly used a core always is. */
#define MIN_ELAPSED_NS     (250 * BOBBIN_NS_PER_MS)
#define MIN_RATIO_CORES    0.05
#define MIN_RATIO_BYTES    1.0

enum {
  ROW_MEMORY = 0,
  ROW_CONCURRENCY = 5,
};

static const struct {
  const char *id;
  const char *title;
  const char *claim;
} rows[BOBBIN_N_SUMMARY_ROWS] = {
  { "memory", N_("Memory"),
    N_("Each process has memory of its own; threads share theirs.") },
  { "resources", N_("Resource allocation"),
    N_("A process takes more of the system's resources than a thread.") },
  { "creation", N_("Creation overhead"),
    N_("A process takes longer to start than a thread.") },
  { "isolation", N_("Isolation"),
    N_("A process cannot change another's data; a thread can.") },
  { "communication", N_("Communication"),
    N_("Processes exchange data through the kernel; threads read the same variables.") },
  { "concurrency", N_("Concurrency and parallelism"),
    N_("Both run side by side; threads get more out of several cores.") },
  { "failure", N_("Failure impact"),
    N_("A crash ends one process; in a thread it ends all threads of its process.") },
};

/* One side of a comparison. */
typedef struct {
  gboolean              valid;
  const BobbinRunGroup *group;
  double                value;
} Side;

typedef gboolean (*Measure) (const BobbinRun *run, const BobbinRunGroup *group, double *out_value);

/* What each has for itself. No thread owns the heap that all threads of its
 * process write, so it does not count for them; it is resident from the start. */
static gboolean
measure_own_memory (const BobbinRun *run, const BobbinRunGroup *group, double *out_value)
{
  BobbinMemory memory = bobbin_run_group_memory (run, group->id);
  guint64 heap_bytes = MIN (group->spec->heap_bytes, memory.uss_bytes);

  if (!memory.valid)
    return FALSE;
  if (group->spec->kind == BOBBIN_KIND_THREADS)
    *out_value = (double) (memory.uss_bytes - heap_bytes) / group->n_workers;
  else
    *out_value = (double) memory.uss_bytes / bobbin_run_group_n_counted (run, group->id);
  return TRUE;
}

static gboolean
measure_busy_cores (const BobbinRun *run, const BobbinRunGroup *group, double *out_value)
{
  BobbinTimeSpan whole = { 0, bobbin_run_get_whole_ns (run) };
  double cpu_ns = 0.0;

  if (whole.end_ns < MIN_ELAPSED_NS)
    return FALSE;
  for (guint i = 0; i < group->n_workers; i++)
    {
      guint id = bobbin_run_group_worker (run, group->id, i);

      /* After a crash the others have more room: that is not their doing. */
      if (whole.end_ns < run->now_ns)
        cpu_ns += (double) bobbin_history_get_shares (run->history, id, whole).running_ns;
      else
        cpu_ns += (double) bobbin_run_get_worker (run, id)->cpu_ns;
    }
  *out_value = cpu_ns / (double) whole.end_ns;
  return TRUE;
}

/* The first group of @kind that can be measured. Processes with threads in them
 * are neither the one nor the other and are taken only for want of plain ones. */
static Side
find_side (const BobbinRun *run, BobbinKind kind, Measure measure)
{
  Side mixed = { 0 };

  for (guint i = 0; i < run->groups->len; i++)
    {
      Side side = { .group = bobbin_run_get_group (run, i) };
      const BobbinGroupSpec *spec = side.group->spec;

      if (spec->kind != kind || !measure (run, side.group, &side.value))
        continue;
      side.valid = TRUE;
      if (spec->threads_each == 1)
        return side;
      if (!mixed.valid)
        mixed = side;
    }
  return mixed;
}

static char *
format_ratio (const Side *processes, const Side *threads, double least)
{
  if (!processes->valid || !threads->valid || processes->value < least || threads->value < least)
    return NULL;
  return bobbin_format_ratio (processes->value / threads->value);
}

static char *
format_own_memory (const Side *side)
{
  if (!side->valid)
    return NULL;

  g_autofree char *bytes = bobbin_format_bytes ((guint64) side->value);
  return g_strdup_printf (_("own %s each"), bytes);
}

static char *
format_busy_cores (const BobbinRun *run, const Side *side)
{
  guint n_cores;

  if (!side->valid)
    return NULL;
  n_cores = bobbin_core_set_count (&side->group->spec->cores);
  if (n_cores == 0)
    n_cores = run->machine->n_cores;

  g_autofree char *busy = g_strdup_printf ("%.2f", side->value);
  return g_strdup_printf (ngettext ("%s of %u core busy", "%s of %u cores busy", n_cores), busy, n_cores);
}

static void
set_reading (BobbinSummaryRow *row, const char *process_text, const char *thread_text,
             const char *ratio_text, const char *basis)
{
  gboolean measured = process_text != NULL || thread_text != NULL;
  BobbinSummaryReading reading = {
    .measured = measured,
    .process_text = process_text,
    .thread_text = thread_text,
    .ratio_text = ratio_text,
    .verdict_text = measured ? _("From this run") : bobbin_summary_state_label (bobbin_summary_row_get_state (row)),
    .basis = measured ? basis : NULL,
  };

  bobbin_summary_row_set (row, &reading);
}

static void
update_memory (BobbinSummaryRow *row, const BobbinRun *run)
{
  Side processes = find_side (run, BOBBIN_KIND_PROCESSES, measure_own_memory);
  Side threads = find_side (run, BOBBIN_KIND_THREADS, measure_own_memory);
  g_autofree char *process_text = format_own_memory (&processes);
  g_autofree char *thread_text = format_own_memory (&threads);
  g_autofree char *ratio_text = format_ratio (&processes, &threads, MIN_RATIO_BYTES);

  set_reading (row, process_text, thread_text, ratio_text,
               _("Memory that no other process has (USS), as the kernel counts it in smaps_rollup, per process, and per thread without the heap that threads share; the ratio is processes ÷ threads."));
}

static void
update_concurrency (BobbinSummaryRow *row, const BobbinRun *run)
{
  Side processes = find_side (run, BOBBIN_KIND_PROCESSES, measure_busy_cores);
  Side threads = find_side (run, BOBBIN_KIND_THREADS, measure_busy_cores);
  g_autofree char *process_text = format_busy_cores (run, &processes);
  g_autofree char *thread_text = format_busy_cores (run, &threads);
  g_autofree char *ratio_text = format_ratio (&processes, &threads, MIN_RATIO_CORES);

  set_reading (row, process_text, thread_text, ratio_text,
               _("CPU time of a group's workers, as the kernel counts it, divided by the time since the start, up to the first crash if there was one; groups that run together share the cores, and the ratio is processes ÷ threads."));
}

static void
update_row (BobbinSummaryRow *row, const BobbinRun *run, void (*update) (BobbinSummaryRow *row, const BobbinRun *run))
{
  if (run != NULL)
    update (row, run);
  else
    set_reading (row, NULL, NULL, NULL, NULL);
}

GListStore *
bobbin_summary_new (void)
{
  GListStore *summary = g_list_store_new (BOBBIN_TYPE_SUMMARY_ROW);

  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    {
      g_autoptr (BobbinSummaryRow) row = bobbin_summary_row_new (rows[i].id, _(rows[i].title), _(rows[i].claim));

      set_reading (row, NULL, NULL, NULL, NULL);
      g_list_store_append (summary, row);
    }
  return summary;
}

void
bobbin_summary_update (GListStore *summary, const BobbinRun *run)
{
  BobbinSummaryRow *memory = bobbin_summary_get (summary, ROW_MEMORY);
  BobbinSummaryRow *concurrency = bobbin_summary_get (summary, ROW_CONCURRENCY);

  /* An experiment answers the claim; a run only happens to show something of it. */
  if (bobbin_summary_row_get_outcome (memory) == NULL)
    update_row (memory, run, update_memory);
  if (bobbin_summary_row_get_outcome (concurrency) == NULL)
    update_row (concurrency, run, update_concurrency);
}

BobbinSummaryRow *
bobbin_summary_get (GListStore *summary, guint i)
{
  g_return_val_if_fail (i < BOBBIN_N_SUMMARY_ROWS, NULL);

  /* The store keeps it alive. */
  g_autoptr (BobbinSummaryRow) row = g_list_model_get_item (G_LIST_MODEL (summary), i);
  return row;
}
