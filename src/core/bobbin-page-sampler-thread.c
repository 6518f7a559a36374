/* bobbin-page-sampler-thread.c - what is done next, and when */
#include "config.h"

#include "bobbin-page-sampler-private.h"

#include <errno.h>
#include <time.h>

#include "bobbin-pages-probe.h"
#include "bobbin-time-span.h"

#define ROUND_NS   (250 * BOBBIN_NS_PER_MS)
#define REGIONS_NS (500 * BOBBIN_NS_PER_MS)

static gint64
thread_cpu_ns (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * BOBBIN_NS_PER_S + time.tv_nsec;
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
open_target (BobbinPageSampler *sampler, PageSlot *slot)
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
read_exactly (BobbinPageSampler *sampler, PageSlot *slot, BobbinPageMap *map)
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
keep_counts (PageSlot *slot, const BobbinPageMap *read)
{
  BobbinPageMap counts = *read;

  counts.states = NULL;
  counts.writers = NULL;
  bobbin_page_map_clear (&slot->work);
  slot->work = counts;
}

static void
look_at_slot (BobbinPageSampler *sampler, PageSlot *slot)
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
  plan = bobbin_region_plan_copy (&sampler->watch.plan);
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
  bobbin_region_plan_clear (&plan);

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
  PageSlot *slot;
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

gpointer
bobbin_page_sampler_run (gpointer data)
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

