#include "config.h"

#include "bobbin-regions-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-pages-private.h"

/* What goes first when there is too little room: the legend; the numbers from
 * the left, size before what is in memory, as long as the bands are narrow; the
 * heights' differences; then the bands that matter least (the kernel's, files,
 * libraries), counted; then the heads of the numbers, and whose they are. */

#define LEAST_BAR_EM 7.0
#define MOST_ROW_EM  4.2
#define LEGEND_FROM_EM 16.0 /* of the height */

static BobbinRegionsRow *
get_row (const BobbinRegionsLayout *layout, guint i)
{
  return &g_array_index (layout->rows, BobbinRegionsRow, i);
}

const BobbinRegion *
bobbin_regions_get_band (const BobbinRegionsLayout *layout, guint band)
{
  return &g_array_index (layout->run->regions.bands, BobbinRegion, band);
}

BobbinKind
bobbin_regions_get_kind (const BobbinRegionsLayout *layout)
{
  guint group = bobbin_run_get_process (layout->run, layout->run->regions.process)->group;

  return bobbin_run_get_group (layout->run, group)->spec->kind;
}

guint64
bobbin_regions_get_number (const BobbinRegion *region, guint number)
{
  switch (number)
    {
    case BOBBIN_REGION_NUMBER_SIZE:
      return region->size_bytes;
    case BOBBIN_REGION_NUMBER_RESIDENT:
      return region->resident_bytes;
    case BOBBIN_REGION_NUMBER_SHARED:
      return region->shared_bytes;
    case BOBBIN_REGION_NUMBER_OWN:
    default:
      return region->own_bytes;
    }
}

const char *
bobbin_regions_number_name (guint number)
{
  static const char *const names[BOBBIN_N_REGION_NUMBERS] = { N_("Size"), N_("In memory"), N_("Shared"), N_("Own") };

  return _(names[MIN (number, BOBBIN_N_REGION_NUMBERS - 1)]);
}

double
bobbin_regions_label_gap_px (const BobbinStyle *style)
{
  return round (style->spacing_px * 1.2);
}

double
bobbin_regions_number_right (const BobbinRegionsLayout *layout, guint number)
{
  return layout->width - 1.0 - (BOBBIN_N_REGION_NUMBERS - 1 - number) * (layout->number_px + layout->style.spacing_px);
}

char *
bobbin_regions_title (const BobbinRegionsLayout *layout)
{
  const BobbinRegions *regions = &layout->run->regions;
  g_autofree char *process = bobbin_run_process_label (layout->run, regions->process);

  if (!regions->valid)
    /* TRANSLATORS: a process that has ended. */
    return g_strdup_printf (_("Address space, as last read: %s"), process);
  /* TRANSLATORS: a process. */
  return g_strdup_printf (_("Address space: %s"), process);
}

/* ---- What is shown ---- */

/* Of many stacks that are all alike, so many matter as much as the arena. */
#define STACKS_FIRST 4u

/* What has less is shown when there is room for less. */
static guint
get_rank (const BobbinRegionsLayout *layout, const BobbinRegion *region)
{
  static const guint8 ranks[BOBBIN_N_REGION_KINDS] = {
    [BOBBIN_REGION_ARENA_PRIVATE] = 0, [BOBBIN_REGION_ARENA_MAPPED] = 1, [BOBBIN_REGION_STACK] = 2,
    [BOBBIN_REGION_HEAP] = 3,          [BOBBIN_REGION_PROGRAM] = 4,      [BOBBIN_REGION_ARENA_UNTOUCHED] = 5,
    [BOBBIN_REGION_SHARED] = 6,        [BOBBIN_REGION_LIBRARY] = 7,      [BOBBIN_REGION_ANONYMOUS] = 8,
    [BOBBIN_REGION_FILE] = 9,          [BOBBIN_REGION_KERNEL] = 10,
  };

  guint first_worker = bobbin_run_get_process (layout->run, layout->run->regions.process)->first_worker;

  if (region->kind == BOBBIN_REGION_STACK && region->worker != BOBBIN_NO_WORKER
      && region->worker >= first_worker + STACKS_FIRST)
    return ranks[BOBBIN_REGION_ANONYMOUS];
  return ranks[MIN (region->kind, BOBBIN_N_REGION_KINDS - 1)];
}

static int
compare_ranks (gconstpointer a, gconstpointer b, gpointer data)
{
  const BobbinRegion *first = bobbin_regions_get_band (data, *(const guint *) a);
  const BobbinRegion *second = bobbin_regions_get_band (data, *(const guint *) b);
  guint ranks[] = { get_rank (data, first), get_rank (data, second) };

  if (ranks[0] != ranks[1])
    return ranks[0] < ranks[1] ? -1 : 1;
  if (first->resident_bytes != second->resident_bytes)
    return first->resident_bytes > second->resident_bytes ? -1 : 1;
  return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

static int
compare_down (gconstpointer a, gconstpointer b)
{
  return ((const BobbinRegionsRow *) a)->band > ((const BobbinRegionsRow *) b)->band ? -1 : 1;
}

/* The @n most important bands, from the highest address down. */
static void
choose_rows (BobbinRegionsLayout *layout, guint n)
{
  guint n_bands = layout->run->regions.bands->len;
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_bands);

  for (guint i = 0; i < n_bands; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_ranks, layout);
  for (guint i = 0; i < n; i++)
    {
      BobbinRegionsRow row = { .band = g_array_index (order, guint, i) };

      g_array_append_val (layout->rows, row);
    }
  g_array_sort (layout->rows, compare_down);
  layout->n_hidden = n_bands - n;
  for (guint i = 0; i + 1 < layout->rows->len; i++)
    get_row (layout, i)->has_hole = bobbin_regions_get_band (layout, get_row (layout, i + 1)->band)->end
                                    < bobbin_regions_get_band (layout, get_row (layout, i)->band)->address;
}

/* ---- Where ---- */

static double
least_row_px (const BobbinStyle *style)
{
  return round (style->small_px * 1.5);
}

static double
get_weight (const BobbinRegionsLayout *layout, const BobbinRegionsRow *row)
{
  const BobbinRegion *region = bobbin_regions_get_band (layout, row->band);

  double page = (double) layout->run->machine->page_bytes;

  /* What is there counts more than what is only reserved. */
  return log2 (1.0 + (double) region->resident_bytes / page) + 0.35 * log2 (1.0 + (double) region->size_bytes / page);
}

static double
gap_px (const BobbinRegionsLayout *layout, const BobbinRegionsRow *row)
{
  return row->has_hole ? round (layout->style.spacing_px * 0.8) : 1.0;
}

static void
measure_widths (BobbinRegionsLayout *layout, double width)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont bold = { .size_px = style->small_px, .bold = TRUE }, fine = { .size_px = style->fine_px, .bold = TRUE };
  double bar;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      g_autofree char *label = bobbin_run_region_label (layout->run,
                                                        bobbin_regions_get_band (layout, get_row (layout, i)->band));

      layout->label_px = MAX (layout->label_px, ceil (bobbin_text_width (style, bold, label)));
    }
  layout->label_px = MIN (layout->label_px, floor (width * 0.34));
  layout->number_px = ceil (bobbin_text_width (style, (BobbinFont) { .size_px = style->small_px }, "00.0 MiB"));
  for (guint i = 0; i < BOBBIN_N_REGION_NUMBERS; i++)
    layout->number_px = MAX (layout->number_px, ceil (bobbin_text_width (style, fine, bobbin_regions_number_name (i))));
  for (layout->n_numbers = BOBBIN_N_REGION_NUMBERS; layout->n_numbers > 0; layout->n_numbers--)
    {
      bar = width - layout->label_px - bobbin_regions_label_gap_px (style)
            - layout->n_numbers * (layout->number_px + style->spacing_px);
      if (bar >= LEAST_BAR_EM * style->text_px)
        break;
    }
}

/* All rows have the least height; what is left goes to the larger bands. */
static void
place_rows (BobbinRegionsLayout *layout, BobbinRect area)
{
  const BobbinStyle *style = &layout->style;
  double least = least_row_px (style), most = round (MOST_ROW_EM * style->text_px);
  double spare = area.height, total = 0.0, y = area.y;
  double bar_x = area.x + layout->label_px + bobbin_regions_label_gap_px (style);
  double bar_width = area.width - (bar_x - area.x) - layout->n_numbers * (layout->number_px + style->spacing_px);

  for (guint i = 0; i < layout->rows->len; i++)
    {
      spare -= least + gap_px (layout, get_row (layout, i));
      total += get_weight (layout, get_row (layout, i));
    }
  for (guint i = 0; i < layout->rows->len; i++)
    {
      BobbinRegionsRow *row = get_row (layout, i);
      double more = spare > 0.0 ? floor (spare * get_weight (layout, row) / MAX (total, 1.0)) : 0.0;

      row->rect = (BobbinRect) { area.x, y, area.width, MIN (least + more, most) };
      row->bar = (BobbinRect) { bar_x, y, MAX (bar_width, 0.0), row->rect.height };
      y += row->rect.height + gap_px (layout, row);
    }
}

static guint
count_fitting (const BobbinRegionsLayout *layout, double height)
{
  double row = least_row_px (&layout->style) + round (layout->style.spacing_px * 0.8);

  return (guint) MAX (floor (height / row), 0.0);
}

static void
paint_cb (cairo_t *cr, const BobbinStyle *style, BobbinRect rect, guint what)
{
  guint cell_dpx = (guint) round (rect.height * style->device_scale);
  BobbinPageLook look = bobbin_page_look_make (style, (BobbinKind) (what >> 8), FALSE, what & 0xff, cell_dpx);

  bobbin_page_look_draw (cr, style, &look, rect.x, rect.y, cell_dpx);
}

static void
make_legend (BobbinRegionsLayout *layout)
{
  static const struct {
    guint       look;
    const char *label;
  } entries[] = {
    { BOBBIN_LOOK_OWN, N_("Its own") },
    { BOBBIN_LOOK_SHARED, N_("Shared with others") },
    { BOBBIN_LOOK_MAPPED, N_("Shared mapping") },
    { BOBBIN_LOOK_UNTOUCHED, N_("Not in memory") },
  };

  layout->legend = bobbin_legend_new ();
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
      .kind = BOBBIN_SWATCH_PAINTED, .paint = paint_cb, .label = (char *) _(entries[i].label),
      .what = (guint) bobbin_regions_get_kind (layout) << 8 | entries[i].look });
}

static void
take (BobbinRect *area, double height, BobbinRect *out_rect)
{
  *out_rect = (BobbinRect) { area->x, area->y, area->width, height };
  area->y += height;
  area->height -= height;
}

static void
lay_out (BobbinRegionsLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect area = { 0.0, 0.0, layout->width, layout->height };
  guint n_bands = layout->run->regions.bands->len, n;
  double legend_px;

  make_legend (layout);
  legend_px = bobbin_legend_count_rows (layout->legend, style, area.width) * bobbin_legend_row_px (style);
  if (layout->height >= LEGEND_FROM_EM * style->text_px && legend_px <= layout->height * 0.16)
    take (&area, legend_px, &layout->legend_rect);
  else
    g_clear_pointer (&layout->legend, bobbin_legend_free);
  if (area.height >= 6.0 * least_row_px (style))
    {
      take (&area, round (style->spacing_px * 0.5), &layout->head_rect);
      take (&area, round (style->fine_px * 2.1), &layout->head_rect);
    }
  n = MIN (n_bands, count_fitting (layout, area.height));
  if (n < n_bands)
    {
      layout->more_rect = (BobbinRect) { area.x, area.y + area.height - least_row_px (style), area.width,
                                         least_row_px (style) };
      area.height -= least_row_px (style);
      n = MIN (n_bands, count_fitting (layout, area.height));
    }
  choose_rows (layout, n);
  measure_widths (layout, area.width);
  place_rows (layout, area);
}

BobbinRegionsLayout *
bobbin_regions_layout_new (const BobbinRun *run, double width, double height, const BobbinStyle *style)
{
  BobbinRegionsLayout *layout = g_new0 (BobbinRegionsLayout, 1);

  layout->run = run;
  layout->style = *style;
  layout->width = MAX (floor (width), 1.0);
  layout->height = MAX (floor (height), 1.0);
  layout->rows = g_array_new (FALSE, FALSE, sizeof (BobbinRegionsRow));
  if (run != NULL && run->regions.bands != NULL)
    lay_out (layout);
  return layout;
}

void
bobbin_regions_layout_free (BobbinRegionsLayout *layout)
{
  if (layout == NULL)
    return;
  bobbin_legend_free (layout->legend);
  g_array_unref (layout->rows);
  g_free (layout);
}

guint
bobbin_regions_layout_get_n_hidden (const BobbinRegionsLayout *layout)
{
  return layout->n_hidden;
}

double
bobbin_regions_layout_natural_height (const BobbinRun *run, const BobbinStyle *style)
{
  guint n = run != NULL && run->regions.bands != NULL ? run->regions.bands->len : 10;

  return round (n * (style->text_px * 1.5 + style->spacing_px * 0.5) + style->text_px * 4.0);
}

double
bobbin_regions_layout_minimum_height (const BobbinStyle *style)
{
  return round (style->text_px * 10.0);
}
