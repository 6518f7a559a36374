/* bobbin-page-target.c */
#include "bobbin-page-target.h"

#include "bobbin-regions.h"
#include "bobbin-time-span.h"

static BobbinRegionPlan
plan_of_place (const BobbinArenaPlace *place, gsize page_bytes)
{
  return (BobbinRegionPlan) {
    .arena_address = place->address,
    .arena_private_bytes = place->n_private * page_bytes,
    .arena_mapped_bytes = place->n_mapped * page_bytes,
    .arena_untouched_bytes = place->n_untouched * page_bytes,
  };
}

gboolean
bobbin_page_map_from_smaps (BobbinPageMap *map, const char *text, const BobbinArenaPlace *place, gsize page_bytes)
{
  BobbinRegionPlan plan = plan_of_place (place, page_bytes);
  g_autoptr (GArray) mappings = bobbin_parse_smaps (text);
  g_autoptr (GArray) bands = bobbin_regions_build (mappings, &plan);
  guint counts[BOBBIN_N_PAGE_STATES] = { 0 };
  guint64 size_bytes = 0;
  guint n_pages = place->n_private + place->n_mapped + place->n_untouched, n_there = 0;

  for (guint i = 0; i < bands->len; i++)
    {
      const BobbinRegion *band = &g_array_index (bands, BobbinRegion, i);

      switch (band->kind)
        {
        case BOBBIN_REGION_ARENA_PRIVATE:
        case BOBBIN_REGION_ARENA_UNTOUCHED:
          counts[BOBBIN_PAGE_OWN] += (guint) (band->own_bytes / page_bytes);
          counts[BOBBIN_PAGE_SHARED] += (guint) (band->shared_bytes / page_bytes);
          break;
        case BOBBIN_REGION_ARENA_MAPPED:
          counts[BOBBIN_PAGE_MAPPED] += (guint) (band->resident_bytes / page_bytes);
          break;
        default:
          continue;
        }
      counts[BOBBIN_PAGE_SWAPPED] += (guint) (band->swap_bytes / page_bytes);
      size_bytes += band->size_bytes;
    }
  map->valid = FALSE;
  if (size_bytes != n_pages * page_bytes)
    return FALSE;

  for (guint i = 0; i < BOBBIN_N_PAGE_STATES; i++)
    n_there += counts[i];
  counts[BOBBIN_PAGE_UNTOUCHED] = n_pages - n_there;
  bobbin_page_map_clear (map);
  map->valid = TRUE;
  map->address = place->address;
  map->n_pages = n_pages;
  for (guint i = 0; i < BOBBIN_N_PAGE_STATES; i++)
    map->counts[i] = counts[i];
  return TRUE;
}

gboolean
bobbin_smaps_has_huge_pages (const char *text, const BobbinArenaPlace *place, gsize page_bytes)
{
  g_autoptr (GArray) mappings = bobbin_parse_smaps (text);
  guint64 end = place->address + ((guint64) place->n_private + place->n_mapped + place->n_untouched) * page_bytes;

  for (guint i = 0; i < mappings->len; i++)
    {
      const BobbinMapping *mapping = &g_array_index (mappings, BobbinMapping, i);

      if (mapping->huge_bytes > 0 && mapping->address < end && mapping->end > place->address)
        return TRUE;
    }
  return FALSE;
}

gboolean
bobbin_page_target_read (const BobbinPageTarget *target, BobbinPageReader *reader, BobbinPageScratch *scratch,
                         const BobbinPageBook *book, BobbinPageMap *map)
{
  if (!bobbin_page_reader_read (reader, scratch, map))
    return FALSE;

  /* Afterwards: of each page that was split the writer had been noted by then. */
  if (book != NULL && target->n_workers > 0)
    bobbin_page_book_read (book, target->process, map->writers, map->n_pages);
  bobbin_page_map_apply_writers (map, target->first_worker, target->n_workers, target->forked);
  map->time_ns = bobbin_clock_ns ();
  return TRUE;
}

gboolean
bobbin_page_target_read_sums (const BobbinPageTarget *target, gsize page_bytes, BobbinPageMap *map)
{
  g_autofree char *text = bobbin_read_smaps (target->pid);

  map->valid = FALSE;
  if (text == NULL || !bobbin_page_map_from_smaps (map, text, &target->place, page_bytes))
    return FALSE;
  map->time_ns = bobbin_clock_ns ();
  return TRUE;
}
