/* bobbin-page-sampler.c
 *
 * The thread owns readers and scratch, and the maps it reads into. A map that is
 * whole is swapped, under the mutex, with the one that waits to be taken; the
 * main thread swaps that one with its own. So nothing is copied, and nobody
 * holds the mutex for longer than a swap.
 */
#include "config.h"

#include "bobbin-page-sampler.h"

#include <glib/gi18n-lib.h>
#include <errno.h>
#include <time.h>

#include "bobbin-pages-probe.h"
#include "bobbin-time-span.h"

#define ROUND_NS   (250 * BOBBIN_NS_PER_MS)
#define REGIONS_NS (500 * BOBBIN_NS_PER_MS)

/* One arena. The fields up to fresh are set once, or the thread's. */
typedef struct {
  BobbinPageTarget  target;
  gboolean          detailed;
  BobbinPageReader *reader; /* NULL: not yet looked at, or not page by page */
  gboolean          over;   /* not to be read again */
  BobbinPageMap     work;
  BobbinPageMap     fresh;     /* under the mutex: whole, and not yet taken */
  gboolean          has_fresh; /* the same */
  gboolean          gone;      /* the same: over, and not yet said */
} Slot;

typedef struct {
  int               pid; /* 0: none */
  BobbinRegionPlan  plan;
  gint64            due_ns;
  guint             serial; /* changes with each watch, so that what was read for another one is dropped */
} Watch;

struct _BobbinPageSampler {
  GThread              *thread;
  const BobbinPageBook *book;
  gsize                 page_bytes;
  gint64                gate_ns;

  /* The thread's. */
  BobbinPageScratch *scratch;
  BobbinPageMap      scratch_map; /* for targets without detail */
  guint              next;        /* of this round */
  gint64             round_due_ns;
  gint64             paid_ns;     /* until when the thread has to rest, were it to rest after each job */

  GMutex                  mutex; /* guards what follows, and what slots say */
  GCond                   wake;
  gboolean                stopping;
  GPtrArray              *slots; /* Slot */
  guint                   n_detail_pages;
  BobbinPageSamplerStatus status;
  GArray                 *kin_tasks; /* BobbinKinTask; NULL: not asked for */
  BobbinKinship           kinship;
  gboolean                has_kinship;
  Watch                   watch;
  BobbinRegions           regions;
  gboolean                has_regions;
};

static gint64
thread_cpu_ns (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * BOBBIN_NS_PER_S + time.tv_nsec;
}

static void
clear_plan (BobbinRegionPlan *plan)
{
  g_free ((gpointer) plan->stacks);
  *plan = (BobbinRegionPlan) { 0 };
}

static BobbinRegionPlan
copy_plan (const BobbinRegionPlan *plan)
{
  BobbinRegionPlan copy = *plan;

  copy.program = NULL;
  copy.stacks = g_memdup2 (plan->stacks, plan->n_stacks * sizeof *plan->stacks);
  return copy;
}

static void
slot_free (gpointer data)
{
  Slot *slot = data;

  bobbin_page_reader_free (slot->reader);
  bobbin_page_map_clear (&slot->work);
  bobbin_page_map_clear (&slot->fresh);
  g_free (slot);
}

/* The reasons to tell less than EXACT. Takes @because. */
static void
lower_source (BobbinPageSampler *sampler, BobbinPagesSource source, char *because)
{
  g_mutex_lock (&sampler->mutex);
  sampler->status.source = source;
  g_free (sampler->status.because);
  sampler->status.because = because;
  g_mutex_unlock (&sampler->mutex);
}

/* Only the thread writes the source, so it may read it without the mutex. */
static BobbinPagesSource
get_source (const BobbinPageSampler *sampler)
{
  return sampler->status.source;
}

/* Opens what a target is read through. The process that made the pages is asked
 * once whether the kernel has, against all advice, given it huge ones. */
static void
open_target (BobbinPageSampler *sampler, Slot *slot)
{
  const BobbinPageTarget *target = &slot->target;
  gboolean refused;

  slot->reader = bobbin_page_reader_new (target->pid, target->place.address, bobbin_page_target_n_pages (target),
                                         sampler->page_bytes);
  refused = bobbin_page_reader_get_error (slot->reader) == EACCES
            || bobbin_page_reader_get_error (slot->reader) == EPERM;
  if (!refused && target->n_workers > 0 && target->forked)
    return;

  g_autofree char *text = bobbin_read_smaps (target->pid);
  if (refused)
    lower_source (sampler, text != NULL ? BOBBIN_PAGES_SUMS : BOBBIN_PAGES_NONE,
                  bobbin_pages_probe_because (BOBBIN_PROBE_REFUSED));
  else if (text != NULL && bobbin_smaps_has_huge_pages (text, &target->place, sampler->page_bytes))
    lower_source (sampler, BOBBIN_PAGES_SUMS, bobbin_pages_probe_because (BOBBIN_PROBE_HUGE));
}

static gboolean
read_exactly (BobbinPageSampler *sampler, Slot *slot, BobbinPageMap *map)
{
  if (slot->reader == NULL)
    {
      open_target (sampler, slot);
      if (get_source (sampler) != BOBBIN_PAGES_EXACT)
        return bobbin_page_target_read_sums (&slot->target, sampler->page_bytes, map);
    }
  return bobbin_page_target_read (&slot->target, slot->reader, sampler->scratch, sampler->book, map);
}

/* Leaves in the slot's own map what is known of a target that only counts. */
static void
keep_counts (Slot *slot, const BobbinPageMap *read)
{
  BobbinPageMap counts = *read;

  counts.states = NULL;
  counts.writers = NULL;
  bobbin_page_map_clear (&slot->work);
  slot->work = counts;
}

static void
look_at_slot (BobbinPageSampler *sampler, Slot *slot)
{
  BobbinPageMap *map = slot->detailed ? &slot->work : &sampler->scratch_map;
  gboolean there;

  if (get_source (sampler) == BOBBIN_PAGES_EXACT)
    there = read_exactly (sampler, slot, map);
  else
    there = bobbin_page_target_read_sums (&slot->target, sampler->page_bytes, map);
  if (there)
    map->time_ns -= sampler->gate_ns;
  if (there && !slot->detailed)
    keep_counts (slot, map);
  if (!there)
    {
      slot->over = TRUE;
      g_clear_pointer (&slot->reader, bobbin_page_reader_free);
    }

  g_mutex_lock (&sampler->mutex);
  if (there)
    {
      BobbinPageMap whole = slot->work;

      slot->work = slot->fresh;
      slot->fresh = whole;
    }
  slot->has_fresh |= there;
  slot->gone |= !there;
  g_mutex_unlock (&sampler->mutex);
}

static void
look_at_kinship (BobbinPageSampler *sampler)
{
  g_autoptr (GArray) tasks = NULL;
  BobbinKinship kinship = { 0 };

  g_mutex_lock (&sampler->mutex);
  tasks = g_steal_pointer (&sampler->kin_tasks);
  g_mutex_unlock (&sampler->mutex);

  bobbin_kinship_look (&kinship, (const BobbinKinTask *) (const void *) tasks->data, tasks->len);
  kinship.time_ns = bobbin_clock_ns () - sampler->gate_ns;

  g_mutex_lock (&sampler->mutex);
  bobbin_kinship_clear (&sampler->kinship);
  sampler->kinship = kinship;
  sampler->has_kinship = TRUE;
  g_mutex_unlock (&sampler->mutex);
}

static void
look_at_regions (BobbinPageSampler *sampler)
{
  BobbinRegions regions = { 0 };
  BobbinRegionPlan plan;
  guint serial;
  int pid;

  g_mutex_lock (&sampler->mutex);
  plan = copy_plan (&sampler->watch.plan);
  pid = sampler->watch.pid;
  serial = sampler->watch.serial;
  sampler->watch.due_ns = bobbin_clock_ns () + REGIONS_NS;
  g_mutex_unlock (&sampler->mutex);

  g_autofree char *link = g_strdup_printf ("/proc/%d/exe", pid);
  g_autofree char *program = g_file_read_link (link, NULL);
  g_autofree char *text = bobbin_read_smaps (pid);
  if (text != NULL)
    {
      g_autoptr (GArray) mappings = bobbin_parse_smaps (text);

      plan.program = program;
      regions.valid = TRUE;
      regions.bands = bobbin_regions_build (mappings, &plan);
      regions.time_ns = bobbin_clock_ns () - sampler->gate_ns;
    }
  clear_plan (&plan);

  g_mutex_lock (&sampler->mutex);
  if (serial == sampler->watch.serial)
    {
      BobbinRegions old = sampler->regions;

      sampler->regions = regions;
      sampler->has_regions = TRUE;
      regions = old;
      if (!sampler->regions.valid)
        sampler->watch.pid = 0; /* it has ended */
    }
  g_mutex_unlock (&sampler->mutex);
  bobbin_regions_clear (&regions);
}

typedef enum {
  JOB_KINSHIP,
  JOB_REGIONS,
  JOB_PAGES,
  JOB_NONE,
} Job;

/* Under the mutex: what is to be done next, and when. */
static Job
choose_job (BobbinPageSampler *sampler, gint64 now_ns, gint64 *out_due_ns)
{
  gint64 rested_ns = sampler->paid_ns - ROUND_NS;
  gint64 pages_ns = sampler->slots->len == 0 || get_source (sampler) == BOBBIN_PAGES_NONE ? G_MAXINT64
                    : sampler->next == 0 ? sampler->round_due_ns : now_ns;
  gint64 regions_ns = sampler->watch.pid > 0 ? sampler->watch.due_ns : G_MAXINT64;

  if (sampler->kin_tasks != NULL)
    {
      *out_due_ns = now_ns;
      return JOB_KINSHIP;
    }
  if (MIN (pages_ns, regions_ns) == G_MAXINT64)
    return JOB_NONE;
  *out_due_ns = MAX (MIN (pages_ns, regions_ns), rested_ns);
  return regions_ns <= pages_ns ? JOB_REGIONS : JOB_PAGES;
}

/* Waits until there is something to do. FALSE when it is time to stop. */
static gboolean
wait_for_job (BobbinPageSampler *sampler, Job *out_job)
{
  gint64 due_ns = 0;

  g_mutex_lock (&sampler->mutex);
  while (!sampler->stopping)
    {
      gint64 now_ns = bobbin_clock_ns ();

      *out_job = choose_job (sampler, now_ns, &due_ns);
      if (*out_job != JOB_NONE && due_ns <= now_ns)
        break;
      if (*out_job == JOB_NONE)
        g_cond_wait (&sampler->wake, &sampler->mutex);
      else
        g_cond_wait_until (&sampler->wake, &sampler->mutex, (due_ns + BOBBIN_NS_PER_US - 1) / BOBBIN_NS_PER_US);
    }
  gboolean go_on = !sampler->stopping;
  g_mutex_unlock (&sampler->mutex);
  return go_on;
}

/* One target; the last one of a round ends it. */
static void
look_at_next_slot (BobbinPageSampler *sampler)
{
  gint64 now_ns = bobbin_clock_ns ();
  Slot *slot;
  guint n;

  g_mutex_lock (&sampler->mutex);
  slot = g_ptr_array_index (sampler->slots, sampler->next);
  n = sampler->slots->len;
  g_mutex_unlock (&sampler->mutex);

  if (sampler->next == 0)
    sampler->round_due_ns = MAX (sampler->round_due_ns + ROUND_NS, now_ns); /* those that passed are left out */
  if (!slot->over)
    look_at_slot (sampler, slot);
  if (++sampler->next < n)
    return;

  sampler->next = 0;
  g_mutex_lock (&sampler->mutex);
  sampler->status.rounds++;
  g_mutex_unlock (&sampler->mutex);
}

static void
do_job (BobbinPageSampler *sampler, Job job)
{
  switch (job)
    {
    case JOB_KINSHIP:
      look_at_kinship (sampler);
      break;
    case JOB_REGIONS:
      look_at_regions (sampler);
      break;
    case JOB_PAGES:
      look_at_next_slot (sampler);
      break;
    case JOB_NONE:
    default:
      break;
    }
}

static gpointer
run (gpointer data)
{
  BobbinPageSampler *sampler = data;
  Job job;

  if (get_source (sampler) == BOBBIN_PAGES_UNKNOWN)
    {
      char *because;
      BobbinPagesSource source = bobbin_pages_probe (&because);

      lower_source (sampler, source, because);
    }
  sampler->scratch = bobbin_page_scratch_new ();
  sampler->round_due_ns = bobbin_clock_ns ();

  while (wait_for_job (sampler, &job))
    {
      gint64 begin_ns = bobbin_clock_ns (), begin_cpu_ns = thread_cpu_ns ();

      do_job (sampler, job);
      gint64 cpu_ns = thread_cpu_ns ();
      sampler->paid_ns = MAX (sampler->paid_ns, begin_ns)
                         + (gint64) ((double) (cpu_ns - begin_cpu_ns) / BOBBIN_PAGE_MAX_SHARE);
      g_mutex_lock (&sampler->mutex);
      sampler->status.cpu_ns = cpu_ns;
      g_mutex_unlock (&sampler->mutex);
    }
  return NULL;
}

BobbinPageSampler *
bobbin_page_sampler_start (BobbinPagesSource wanted, const BobbinPageBook *book, gsize page_bytes, gint64 gate_ns)
{
  BobbinPageSampler *sampler = g_new0 (BobbinPageSampler, 1);

  sampler->book = book;
  sampler->page_bytes = page_bytes;
  sampler->gate_ns = gate_ns;
  sampler->status.source = wanted;
  sampler->slots = g_ptr_array_new_with_free_func (slot_free);
  g_mutex_init (&sampler->mutex);
  g_cond_init (&sampler->wake);
  sampler->thread = g_thread_new ("bobbin-pages", run, sampler);
  return sampler;
}

void
bobbin_page_sampler_stop (BobbinPageSampler *sampler)
{
  if (sampler->thread == NULL)
    return;

  g_mutex_lock (&sampler->mutex);
  sampler->stopping = TRUE;
  g_cond_signal (&sampler->wake);
  g_mutex_unlock (&sampler->mutex);
  g_thread_join (g_steal_pointer (&sampler->thread));
}

void
bobbin_page_sampler_free (BobbinPageSampler *sampler)
{
  if (sampler == NULL)
    return;

  bobbin_page_sampler_stop (sampler);
  bobbin_page_scratch_free (sampler->scratch);
  bobbin_page_map_clear (&sampler->scratch_map);
  g_ptr_array_unref (sampler->slots);
  g_free (sampler->status.because);
  g_clear_pointer (&sampler->kin_tasks, g_array_unref);
  bobbin_kinship_clear (&sampler->kinship);
  clear_plan (&sampler->watch.plan);
  bobbin_regions_clear (&sampler->regions);
  g_mutex_clear (&sampler->mutex);
  g_cond_clear (&sampler->wake);
  g_free (sampler);
}

guint
bobbin_page_sampler_add (BobbinPageSampler *sampler, const BobbinPageTarget *target)
{
  Slot *slot = g_new0 (Slot, 1);
  guint n_pages = bobbin_page_target_n_pages (target), number;

  slot->target = *target;
  g_mutex_lock (&sampler->mutex);
  slot->detailed = n_pages <= BOBBIN_PAGE_MAX_DETAIL - sampler->n_detail_pages;
  if (slot->detailed)
    sampler->n_detail_pages += n_pages;
  number = sampler->slots->len;
  g_ptr_array_add (sampler->slots, slot);
  g_cond_signal (&sampler->wake);
  g_mutex_unlock (&sampler->mutex);
  return number;
}

void
bobbin_page_sampler_ask_kinship (BobbinPageSampler *sampler, const BobbinKinTask *tasks, guint n_tasks)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof *tasks);

  g_array_append_vals (copy, tasks, n_tasks);
  g_mutex_lock (&sampler->mutex);
  g_clear_pointer (&sampler->kin_tasks, g_array_unref);
  sampler->kin_tasks = copy;
  g_cond_signal (&sampler->wake);
  g_mutex_unlock (&sampler->mutex);
}

void
bobbin_page_sampler_watch (BobbinPageSampler *sampler, int pid, const BobbinRegionPlan *plan)
{
  g_mutex_lock (&sampler->mutex);
  clear_plan (&sampler->watch.plan);
  sampler->watch.plan = copy_plan (plan);
  sampler->watch.pid = pid;
  sampler->watch.serial++;
  sampler->watch.due_ns = bobbin_clock_ns ();
  bobbin_regions_clear (&sampler->regions);
  sampler->has_regions = FALSE;
  g_cond_signal (&sampler->wake);
  g_mutex_unlock (&sampler->mutex);
}

gboolean
bobbin_page_sampler_take_map (BobbinPageSampler *sampler, guint target, BobbinPageMap *map)
{
  Slot *slot;
  gboolean taken;

  g_mutex_lock (&sampler->mutex);
  slot = g_ptr_array_index (sampler->slots, target);
  taken = slot->has_fresh || slot->gone;
  if (slot->has_fresh)
    {
      BobbinPageMap old = *map;

      *map = slot->fresh;
      slot->fresh = old;
    }
  if (slot->gone)
    map->valid = FALSE;
  slot->has_fresh = slot->gone = FALSE;
  g_mutex_unlock (&sampler->mutex);
  return taken;
}

gboolean
bobbin_page_sampler_take_regions (BobbinPageSampler *sampler, BobbinRegions *regions)
{
  gboolean taken;

  g_mutex_lock (&sampler->mutex);
  taken = sampler->has_regions;
  if (taken && sampler->regions.valid)
    {
      bobbin_regions_clear (regions);
      *regions = sampler->regions;
      sampler->regions = (BobbinRegions) { 0 };
    }
  else if (taken)
    {
      regions->valid = FALSE;
    }
  sampler->has_regions = FALSE;
  g_mutex_unlock (&sampler->mutex);
  return taken;
}

gboolean
bobbin_page_sampler_take_kinship (BobbinPageSampler *sampler, BobbinKinship *kinship)
{
  gboolean taken;

  g_mutex_lock (&sampler->mutex);
  taken = sampler->has_kinship;
  if (taken)
    {
      bobbin_kinship_clear (kinship);
      *kinship = sampler->kinship;
      sampler->kinship = (BobbinKinship) { 0 };
      sampler->has_kinship = FALSE;
    }
  g_mutex_unlock (&sampler->mutex);
  return taken;
}

void
bobbin_page_sampler_get_status (BobbinPageSampler *sampler, BobbinPageSamplerStatus *status)
{
  g_mutex_lock (&sampler->mutex);
  *status = sampler->status;
  status->because = g_strdup (sampler->status.because);
  g_mutex_unlock (&sampler->mutex);
}
