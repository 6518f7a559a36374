#include "bobbin-pages.h"

#include <string.h>

void
bobbin_page_map_clear (BobbinPageMap *map)
{
  g_free (map->states);
  g_free (map->writers);
  *map = (BobbinPageMap) { 0 };
}

void
bobbin_page_map_copy (BobbinPageMap *to, const BobbinPageMap *from)
{
  BobbinPageMap copy = *from;

  copy.states = g_memdup2 (from->states, from->n_pages * sizeof *from->states);
  copy.writers = g_memdup2 (from->writers, from->n_pages * sizeof *from->writers);
  bobbin_page_map_clear (to);
  *to = copy;
}

void
bobbin_page_map_resize (BobbinPageMap *map, guint n_pages)
{
  map->states = g_renew (guint8, map->states, n_pages);
  map->writers = g_renew (guint16, map->writers, n_pages);
  memset (map->states, BOBBIN_PAGE_UNTOUCHED, n_pages * sizeof *map->states);
  memset (map->writers, BOBBIN_NO_WRITER, n_pages * sizeof *map->writers);
  map->n_pages = n_pages;
  bobbin_page_map_count (map);
}

void
bobbin_page_map_count (BobbinPageMap *map)
{
  memset (map->counts, 0, sizeof map->counts);
  for (guint i = 0; i < map->n_pages; i++)
    if (map->states[i] < BOBBIN_N_PAGE_STATES)
      map->counts[map->states[i]]++;
}

const char *
bobbin_page_state_to_string (BobbinPageState state)
{
  static const char *const words[BOBBIN_N_PAGE_STATES] = { "untouched", "shared", "own", "left", "mapped", "swapped" };

  g_return_val_if_fail (state < BOBBIN_N_PAGE_STATES, "untouched");
  return words[state];
}

const char *
bobbin_pages_source_to_string (BobbinPagesSource source)
{
  switch (source)
    {
    case BOBBIN_PAGES_EXACT:
      return "exact";
    case BOBBIN_PAGES_SUMS:
      return "sums";
    case BOBBIN_PAGES_NONE:
      return "none";
    case BOBBIN_PAGES_UNKNOWN:
    default:
      return "unknown";
    }
}
