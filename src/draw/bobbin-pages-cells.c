#include "bobbin-pages-private.h"

#include <math.h>
#include <string.h>

/* In the grid of threads a page has the look of its last writer; what nobody
 * has written there is all the same, whoever outside shares it. */
static guint
get_look (const BobbinRunGroup *group, const BobbinPagesBox *box, const BobbinPageMap *map, guint page)
{
  static const guint8 looks[BOBBIN_N_PAGE_STATES] = {
    [BOBBIN_PAGE_UNTOUCHED] = BOBBIN_LOOK_UNTOUCHED, [BOBBIN_PAGE_SHARED] = BOBBIN_LOOK_SHARED,
    [BOBBIN_PAGE_OWN] = BOBBIN_LOOK_OWN,             [BOBBIN_PAGE_LEFT] = BOBBIN_LOOK_LEFT,
    [BOBBIN_PAGE_MAPPED] = BOBBIN_LOOK_MAPPED,       [BOBBIN_PAGE_SWAPPED] = BOBBIN_LOOK_SWAPPED,
  };
  guint state = MIN (map->states[page], BOBBIN_N_PAGE_STATES - 1), index;

  if (!box->by_writer || state == BOBBIN_PAGE_UNTOUCHED || state == BOBBIN_PAGE_MAPPED
      || state == BOBBIN_PAGE_SWAPPED)
    return looks[state];
  if (map->writers == NULL || map->writers[page] == BOBBIN_NO_WRITER || map->writers[page] - 1u < group->first_worker)
    return BOBBIN_LOOK_SHARED;
  index = map->writers[page] - 1u - group->first_worker;
  return index < group->n_workers ? BOBBIN_LOOK_WRITERS + index % BOBBIN_MAX_WRITER_LOOKS : BOBBIN_LOOK_SHARED;
}

/* Writers come before all states. */
static guint
look_at (guint i, guint n_looks)
{
  guint n_writers = n_looks - BOBBIN_LOOK_WRITERS;

  return i < n_writers ? BOBBIN_LOOK_WRITERS + i : i - n_writers;
}

/* Shares become whole pixels; what is there at all has at least one, as long
 * as there are enough: the first page that is split must be seen. */
static guint
split (const guint *counts, guint n_looks, guint n_present, guint n_pages, guint cell_dpx,
       BobbinPageSegment *out_segments)
{
  guint n = 0, left_pages = n_pages, bottom = cell_dpx;

  for (guint i = 0; i < n_looks && bottom > 0 && n < BOBBIN_MAX_SEGMENTS; i++)
    {
      guint look = look_at (i, n_looks), others, height;

      if (counts[look] == 0)
        continue;
      n_present--;
      others = MIN (n_present, BOBBIN_MAX_SEGMENTS - n - 1);
      height = others == 0 ? bottom : (guint) round ((double) bottom * counts[look] / left_pages);
      height = CLAMP (height, 1, bottom > others ? bottom - others : 1);
      out_segments[n++] = (BobbinPageSegment) { (guint8) look, (guint8) (bottom - height), (guint8) bottom };
      bottom -= height;
      left_pages -= counts[look];
    }
  return n;
}

guint
bobbin_pages_cell_segments (const BobbinRun *run, const BobbinPagesBox *box, const BobbinPageMap *map, guint cell,
                            BobbinPageSegment *out_segments)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, box->group);
  guint first = cell * box->grid.pages_per_cell;
  guint end = MIN (first + box->grid.pages_per_cell, map->n_pages);
  guint n_looks = BOBBIN_LOOK_WRITERS + (box->by_writer ? MIN (group->n_workers, BOBBIN_MAX_WRITER_LOOKS) : 0);
  guint counts[BOBBIN_MAX_LOOKS];
  guint n_present = 0;

  if (first >= end)
    return 0;
  if (end - first == 1)
    {
      out_segments[0] = (BobbinPageSegment) { (guint8) get_look (group, box, map, first), 0,
                                              (guint8) box->grid.cell_dpx };
      return 1;
    }
  memset (counts, 0, n_looks * sizeof *counts);
  for (guint page = first; page < end; page++)
    counts[get_look (group, box, map, page)]++;
  for (guint i = 0; i < n_looks; i++)
    n_present += counts[i] > 0;
  return split (counts, n_looks, n_present, end - first, box->grid.cell_dpx, out_segments);
}
