/* bobbin-page-sampler.c - the main thread's side of the page sampler */
#include "config.h"

#include "bobbin-page-sampler-private.h"

#include "bobbin-time-span.h"

void
bobbin_region_plan_clear (BobbinRegionPlan *plan)
{
  g_free ((gpointer) plan->stacks);
  *plan = (BobbinRegionPlan) { 0 };
}

BobbinRegionPlan
bobbin_region_plan_copy (const BobbinRegionPlan *plan)
{
  BobbinRegionPlan copy = *plan;

  copy.program = NULL;
  copy.stacks = g_memdup2 (plan->stacks, plan->n_stacks * sizeof *plan->stacks);
  return copy;
}

static void
slot_free (gpointer data)
{
  PageSlot *slot = data;

  bobbin_page_reader_free (slot->reader);
  bobbin_page_map_clear (&slot->work);
  bobbin_page_map_clear (&slot->fresh);
  g_free (slot);
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
  sampler->thread = g_thread_new ("bobbin-pages", bobbin_page_sampler_run, sampler);
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
  bobbin_region_plan_clear (&sampler->watch.plan);
  bobbin_regions_clear (&sampler->regions);
  g_mutex_clear (&sampler->mutex);
  g_cond_clear (&sampler->wake);
  g_free (sampler);
}

guint
bobbin_page_sampler_add (BobbinPageSampler *sampler, const BobbinPageTarget *target)
{
  PageSlot *slot = g_new0 (PageSlot, 1);
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
  bobbin_region_plan_clear (&sampler->watch.plan);
  sampler->watch.plan = bobbin_region_plan_copy (plan);
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
  PageSlot *slot;
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
