#include "config.h"

#include "bobbin-run-moment.h"

static BobbinPageMap
copy_map (const BobbinPageMap *map)
{
  BobbinPageMap copy = { 0 };

  bobbin_page_map_copy (&copy, map);
  return copy;
}

static BobbinRegions
copy_regions (const BobbinRegions *regions)
{
  BobbinRegions copy = *regions;

  if (regions->bands == NULL)
    return copy;
  copy.bands = g_array_copy (regions->bands);
  for (guint i = 0; i < copy.bands->len; i++)
    {
      BobbinRegion *band = &g_array_index (copy.bands, BobbinRegion, i);

      band->name = g_strdup (band->name);
    }
  return copy;
}

static BobbinKinship
copy_kinship (const BobbinKinship *kinship)
{
  BobbinKinship copy = *kinship;

  copy.because = g_strdup (kinship->because);
  copy.tasks = g_memdup2 (kinship->tasks, kinship->n_tasks * sizeof *kinship->tasks);
  copy.classes = g_memdup2 (kinship->classes, BOBBIN_N_KINS * kinship->n_tasks * sizeof *kinship->classes);
  return copy;
}

BobbinRun *
bobbin_run_moment_new (const BobbinRun *run)
{
  BobbinRun *moment = g_new (BobbinRun, 1);

  *moment = *run;
  moment->groups = g_array_copy (run->groups);
  moment->processes = g_array_copy (run->processes);
  moment->workers = g_array_copy (run->workers);
  for (guint i = 0; i < run->groups->len; i++)
    bobbin_run_get_group (moment, i)->parent_pages = copy_map (&bobbin_run_get_group (run, i)->parent_pages);
  for (guint i = 0; i < run->processes->len; i++)
    bobbin_run_get_process (moment, i)->pages = copy_map (&bobbin_run_get_process (run, i)->pages);
  moment->pages_because = g_strdup (run->pages_because);
  moment->regions = copy_regions (&run->regions);
  moment->kinship = copy_kinship (&run->kinship);
  return moment;
}

void
bobbin_run_moment_free (BobbinRun *moment)
{
  if (moment == NULL)
    return;
  for (guint i = 0; i < moment->groups->len; i++)
    bobbin_page_map_clear (&bobbin_run_get_group (moment, i)->parent_pages);
  for (guint i = 0; i < moment->processes->len; i++)
    bobbin_page_map_clear (&bobbin_run_get_process (moment, i)->pages);
  bobbin_regions_clear (&moment->regions);
  bobbin_kinship_clear (&moment->kinship);
  g_free (moment->pages_because);
  g_array_unref (moment->groups);
  g_array_unref (moment->processes);
  g_array_unref (moment->workers);
  g_free (moment);
}
