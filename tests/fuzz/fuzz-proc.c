/* The kernel's texts, whole and broken: all parsers get the same one. */
#include "fuzz.h"

#include "bobbin-page-target.h"
#include "bobbin-proc-files.h"
#include "bobbin-regions.h"

#define PAGE_BYTES 4096

/* An address space, whatever it is said to be: no band holds more than has room
 * in it, and no arena more pages than it has. */
static void
build_regions (const char *text)
{
  static const BobbinRegionStack stack = { 0x7f0000110ff0, 1 };
  static const BobbinArenaPlace place = { 0, 0x7f0000008000, 8, 1, 1 };
  BobbinRegionPlan plan = {
    .program = "/usr/libexec/bobbin/bobbin-worker",
    .arena_address = place.address,
    .arena_private_bytes = place.n_private * PAGE_BYTES,
    .arena_mapped_bytes = place.n_mapped * PAGE_BYTES,
    .arena_untouched_bytes = place.n_untouched * PAGE_BYTES,
    .stacks = &stack,
    .n_stacks = 1,
  };
  g_autoptr (GArray) mappings = bobbin_parse_smaps (text);
  g_autoptr (GArray) bands = bobbin_regions_build (mappings, &plan);
  BobbinPageMap map = { 0 };

  for (guint i = 0; i < bands->len; i++)
    {
      const BobbinRegion *band = &g_array_index (bands, BobbinRegion, i);

      g_assert (band->resident_bytes <= band->size_bytes);
      g_assert (band->resident_bytes == band->own_bytes + band->shared_bytes);
    }
  if (bobbin_page_map_from_smaps (&map, text, &place, PAGE_BYTES))
    for (guint state = 0; state < BOBBIN_N_PAGE_STATES; state++)
      g_assert (map.counts[state] <= map.n_pages);
  bobbin_smaps_has_huge_pages (text, &place, PAGE_BYTES);
  bobbin_page_map_clear (&map);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  BobbinSchedstat schedstat;
  BobbinTaskStat stat;
  BobbinTaskStatus status;
  BobbinSmapsRollup rollup;

  bobbin_parse_schedstat (text, &schedstat);
  bobbin_parse_task_stat (text, &stat);
  bobbin_parse_task_status (text, &status);
  bobbin_parse_smaps_rollup (text, &rollup);
  bobbin_maps_cover (text, 0x7f0000008000, 0x7f0000012000);
  build_regions (text);
  return 0;
}
