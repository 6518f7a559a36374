#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-memory-private.h"
#include "bobbin-units.h"

double
bobbin_pages_pad_px (const BobbinStyle *style)
{
  return round (style->spacing_px * 1.1);
}

double
bobbin_pages_head_px (const BobbinStyle *style)
{
  return round (style->small_px * 2.1);
}

double
bobbin_pages_name_px (const BobbinStyle *style)
{
  return round (style->small_px * 1.9);
}

double
bobbin_pages_row_px (const BobbinStyle *style, guint row)
{
  return round ((row < 2 ? style->small_px : style->fine_px) * 1.4);
}

double
bobbin_pages_numbers_px (const BobbinStyle *style, guint n)
{
  double height = n > 0 ? round (style->spacing_px * 0.5) : 0.0;

  for (guint i = 0; i < n; i++)
    height += bobbin_pages_row_px (style, i);
  return height;
}

double
bobbin_pages_foot_row_px (const BobbinStyle *style)
{
  return round (style->fine_px * 1.35) + round (style->text_px * 1.35) + round (style->spacing_px * 1.3);
}

double
bobbin_pages_stack_tab_px (const BobbinStyle *style, gboolean is_named)
{
  return round (is_named ? style->spacing_px * 0.8 : style->fine_px * 1.6);
}

BobbinRect
bobbin_pages_number_row (const BobbinPagesLayout *layout, const BobbinPagesCard *card, guint row)
{
  const BobbinStyle *style = &layout->style;
  double pad = round (style->spacing_px * 0.9);
  double y = card->grid.y + ceil (card->grid.height) + round (style->spacing_px * 0.5);

  for (guint i = 0; i < row; i++)
    y += bobbin_pages_row_px (style, i);
  return (BobbinRect) { card->rect.x + pad, y, card->rect.width - 2.0 * pad, bobbin_pages_row_px (style, row) };
}

BobbinRect
bobbin_pages_foot_cell (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint i)
{
  double gap = layout->style.spacing_px, row = bobbin_pages_foot_row_px (&layout->style);
  double width = floor ((box->foot_rect.width - gap * (box->n_foot_columns - 1)) / box->n_foot_columns);

  return (BobbinRect) { box->foot_rect.x + (width + gap) * (i % box->n_foot_columns),
                        box->foot_rect.y + row * (i / box->n_foot_columns), width, row };
}

BobbinRect
bobbin_pages_stack_rect (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint i)
{
  double gap = round (layout->style.spacing_px * 0.6);
  double top = box->stacks_rect.y + bobbin_pages_name_px (&layout->style);
  double width = floor ((box->stacks_rect.width - gap * (box->n_stack_columns - 1)) / box->n_stack_columns);

  return (BobbinRect) { box->stacks_rect.x + (width + gap) * (i % box->n_stack_columns),
                        top + (box->stack_px + gap) * (i / box->n_stack_columns), width, box->stack_px };
}

BobbinRect
bobbin_pages_cell_rect (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPagesCard *card,
                        guint cell)
{
  double px = 1.0 / layout->style.device_scale;

  return (BobbinRect) { card->grid.x + cell % box->grid.n_columns * box->grid.pitch_dpx * px,
                        card->grid.y + cell / box->grid.n_columns * box->grid.pitch_dpx * px,
                        box->grid.cell_dpx * px, box->grid.cell_dpx * px };
}

const BobbinPageMap *
bobbin_pages_get_map (const BobbinRun *run, guint group, guint process)
{
  if (process == BOBBIN_PAGES_PARENT)
    return &bobbin_run_get_group (run, group)->parent_pages;
  return &bobbin_run_get_process (run, process)->pages;
}

static gboolean
has_counts (const BobbinPageMap *map)
{
  for (guint i = 0; i < BOBBIN_N_PAGE_STATES; i++)
    if (map->counts[i] > 0)
      return TRUE;
  return FALSE;
}

BobbinKind
bobbin_pages_box_kind (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  return bobbin_run_get_group (layout->run, box->group)->spec->kind;
}

BobbinPagesCardKind
bobbin_pages_get_kind (const BobbinRun *run, guint group, guint process)
{
  const BobbinPageMap *map = bobbin_pages_get_map (run, group, process);

  if (process != BOBBIN_PAGES_PARENT && bobbin_memory_ended_word (run, process) != NULL)
    return BOBBIN_PAGES_CARD_GONE;
  if (map->states != NULL && map->n_pages > 0)
    return BOBBIN_PAGES_CARD_CELLS;
  if (has_counts (map))
    return BOBBIN_PAGES_CARD_BAR;
  return run->pages_source == BOBBIN_PAGES_NONE ? BOBBIN_PAGES_CARD_NONE : BOBBIN_PAGES_CARD_NEVER;
}

guint
bobbin_pages_n_pages (const BobbinRun *run, guint group)
{
  const BobbinRunGroup *g = bobbin_run_get_group (run, group);
  guint n = 0;

  for (guint i = 0; i < g->n_processes; i++)
    {
      const BobbinPageMap *map = &bobbin_run_get_process (run, bobbin_run_group_process (run, group, i))->pages;

      if (map->states != NULL)
        n = MAX (n, map->n_pages);
    }
  return n;
}

guint64
bobbin_pages_own_bytes (const BobbinRun *run, const BobbinPageMap *map)
{
  return (guint64) (map->counts[BOBBIN_PAGE_OWN] + map->counts[BOBBIN_PAGE_LEFT]) * run->machine->page_bytes;
}

guint64
bobbin_pages_shared_bytes (const BobbinRun *run, const BobbinPageMap *map)
{
  return (guint64) (map->counts[BOBBIN_PAGE_SHARED] + map->counts[BOBBIN_PAGE_MAPPED]) * run->machine->page_bytes;
}

gboolean
bobbin_pages_get_stack (const BobbinRun *run, guint worker, guint64 *out_bytes)
{
  for (guint i = 0; run->regions.bands != NULL && i < run->regions.bands->len; i++)
    {
      const BobbinRegion *region = &g_array_index (run->regions.bands, BobbinRegion, i);

      if (region->kind == BOBBIN_REGION_STACK && region->worker == worker)
        {
          *out_bytes = region->resident_bytes;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
bobbin_pages_foot_name (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint i)
{
  static const char *const one[] = { N_("System monitor"), "RSS", "PSS", "USS" };
  static const char *const sums[] = { N_("System monitor"), N_("Sum of RSS"), N_("Sum of PSS"), N_("Sum of USS") };

  return _((bobbin_run_get_group (layout->run, box->group)->n_processes > 1 ? sums : one)[i]);
}

guint64
bobbin_pages_foot_bytes (const BobbinPagesBox *box, guint i)
{
  return i == 0 ? box->monitor_bytes : bobbin_memory_get_reading (&box->sums, (BobbinReading) (i - 1));
}

/* Which of the numbers lies. */
char *
bobbin_pages_foot_note (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  g_autofree char *pss = bobbin_format_bytes (box->sums.pss_bytes);
  guint64 claimed_bytes = MAX (box->monitor_bytes, box->sums.rss_bytes);
  g_autofree char *claimed = bobbin_format_bytes (claimed_bytes);

  if (!box->sums.valid || bobbin_run_get_group (layout->run, box->group)->n_processes < 2
      || (double) claimed_bytes < (double) box->sums.pss_bytes * 1.05)
    return g_strdup (bobbin_memory_sums_note (layout->run, box->group));
  g_autofree char *ratio = bobbin_format_ratio ((double) claimed_bytes / (double) MAX (box->sums.pss_bytes, 1));
  /* TRANSLATORS: an amount of memory, how many times as much as the next amount that is ("3.2 ×"), that amount. */
  return g_strdup_printf (_("Added up process by process it seems to be %s: %s the %s that the group really takes (the "
                            "sum of PSS), because shared pages are counted again for every process."),
                          claimed, ratio, pss);
}

char *
bobbin_pages_scale_text (const BobbinPagesBox *box)
{
  return g_strdup_printf (ngettext ("1 cell = %u page", "1 cell = %u pages", box->grid.pages_per_cell),
                          box->grid.pages_per_cell);
}
