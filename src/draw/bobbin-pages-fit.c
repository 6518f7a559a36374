#include "bobbin-pages-private.h"

#include <math.h>

/* How large cells can be, and how many cards stand side by side: every number of
 * columns is tried. */

#define LEAST_EXACT_DPX  4u /* pitch of cells */
#define LEAST_COARSE_DPX 3u
#define LEAST_CELLS      32u
#define MOST_CELL_EM     3.0 /* larger ones say no more */
#define MOST_DPX         200u
#define LEAST_BAR_EM     1.5 /* the height of a bar by counts */
#define MOST_BAR_EM      4.5

double
bobbin_pages_card_pad_px (const BobbinStyle *style)
{
  return round (style->spacing_px * 0.9);
}

/* Rows of numbers below a grid: a group of threads has them at its foot. */
static guint
n_numbers (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  return box->by_writer ? 0 : layout->detail.n_numbers;
}

/* All of a card that is not its grid. */
double
bobbin_pages_card_frame_px (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;

  return bobbin_pages_name_px (style) + bobbin_pages_numbers_px (style, n_numbers (layout, box))
         + round (style->spacing_px * (n_numbers (layout, box) > 0 ? 0.5 : 0.9));
}

static double
least_card_width (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  double pads = 2.0 * bobbin_pages_card_pad_px (style);

  if (n_numbers (layout, box) > 1)
    return MAX (layout->name_px, layout->number_px) + pads;
  return style->fine_px * (n_numbers (layout, box) > 0 ? 5.0 : 2.5) + pads;
}

gboolean
bobbin_pages_shows_parent (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  const BobbinPageMap *map = &bobbin_run_get_group (layout->run, box->group)->parent_pages;

  return layout->detail.parent && !box->by_writer && map->valid && map->states != NULL;
}

/* The pitch at which @n cells fit into @width × @height device pixels. */
static guint
find_pitch (guint n, double width, double height, guint most)
{
  guint pitch = MIN ((guint) sqrt (MAX (width, 0.0) * MAX (height, 0.0) / MAX (n, 1)), most);

  while (pitch > 0 && floor (width / pitch) * floor (height / pitch) < n)
    pitch--;
  return pitch;
}

/* A row of cells should be a round number of pages. */
static double
roundness (guint n_columns)
{
  return n_columns % 16 == 0 ? 1.4 : n_columns % 8 == 0 ? 1.35 : n_columns % 4 == 0 ? 1.1 : 1.0;
}

static guint
choose_columns (guint n, guint pitch, double width, double height)
{
  guint most = CLAMP ((guint) (width / pitch), 1, MAX (n, 1));
  guint most_rows = MAX ((guint) (height / pitch), 1);
  /* Where there is more room than that, about the shape of the room. */
  guint least = MAX ((n + most_rows - 1) / most_rows, MIN (most, (guint) (0.8 * sqrt (n * width / MAX (height, 1.0)))));
  guint best = most;

  for (guint i = most; i >= least && i > 0; i--)
    if (roundness (i) > roundness (best))
      best = i;
  return best;
}

/* Somewhat smaller cells are taken for round rows. */
static void
shape_grid (BobbinPagesGrid *grid, guint n_pages, guint pages_per_cell, guint pitch, guint least_dpx, double width,
            double height)
{
  guint best = pitch;

  *grid = (BobbinPagesGrid) { .n_pages = n_pages, .pages_per_cell = pages_per_cell,
                              .n_cells = (n_pages + pages_per_cell - 1) / pages_per_cell };
  for (guint i = pitch; i >= least_dpx && i > pitch * 0.8; i--)
    if (i * roundness (choose_columns (grid->n_cells, i, width, height))
        > best * roundness (choose_columns (grid->n_cells, best, width, height)))
      best = i;
  grid->pitch_dpx = best;
  grid->n_columns = choose_columns (grid->n_cells, best, width, height);
  grid->n_rows = (grid->n_cells + grid->n_columns - 1) / grid->n_columns;
  grid->cell_dpx = best - (best < 4 ? 0 : MAX ((guint) round (best * 0.14), 1));
}

/* Cards of @n_shown processes in @area with cells as large as possible. */
static gboolean
fit_cells (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint n_shown, guint pages_per_cell,
           guint least_dpx, BobbinRect area, BobbinPagesFit *out_fit)
{
  const BobbinStyle *style = &layout->style;
  double gap = style->spacing_px, scale = style->device_scale, frame = bobbin_pages_card_frame_px (layout, box);
  guint n_pages = bobbin_pages_n_pages (layout->run, box->group);
  guint n_cells = (n_pages + pages_per_cell - 1) / pages_per_cell;
  guint n_cards = n_shown + (bobbin_pages_shows_parent (layout, box) ? 1 : 0);
  guint most_dpx = MIN ((guint) (MOST_CELL_EM * style->text_px * scale), MOST_DPX), best = 0;

  for (guint columns = 1; columns <= n_cards; columns++)
    {
      guint rows = (n_cards + columns - 1) / columns, pitch;
      double width = floor ((area.width - gap * (columns - 1)) / columns);
      double height = floor ((area.height - gap * (rows - 1)) / rows);
      double grid_width = (width - 2.0 * bobbin_pages_card_pad_px (style)) * scale;
      double grid_height = (height - frame) * scale;

      if (width < least_card_width (layout, box))
        break;
      pitch = find_pitch (n_cells, grid_width, grid_height, most_dpx);
      /* Of two that are as good, the one without a hole in its last row. */
      if (pitch < least_dpx || pitch < best || (pitch == best && n_cards % columns != 0))
        continue;
      best = pitch;
      out_fit->n_shown = n_shown;
      out_fit->n_columns = columns;
      out_fit->width = width;
      shape_grid (&out_fit->grid, n_pages, pages_per_cell, pitch, least_dpx, grid_width, grid_height);
      out_fit->height = frame + ceil (out_fit->grid.n_rows * out_fit->grid.pitch_dpx / scale);
    }
  return best > 0;
}

/* Cards with a bar, or with a word. */
static gboolean
fit_bars (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint n_shown, BobbinRect area,
          BobbinPagesFit *out_fit)
{
  double gap = layout->style.spacing_px, em = layout->style.text_px, frame = bobbin_pages_card_frame_px (layout, box);

  for (guint columns = n_shown; columns > 0; columns--)
    {
      guint rows = (n_shown + columns - 1) / columns;
      double width = floor ((area.width - gap * (columns - 1)) / columns);
      double height = floor ((area.height - gap * (rows - 1)) / rows);

      if (width < least_card_width (layout, box))
        continue;
      if (height < frame + round (LEAST_BAR_EM * em))
        return FALSE;
      height = MIN (height, frame + round (MOST_BAR_EM * em));
      *out_fit = (BobbinPagesFit) { .n_shown = n_shown, .n_columns = columns, .width = width, .height = height };
      return TRUE;
    }
  return FALSE;
}

gboolean
bobbin_pages_fit (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint n_shown, guint coarser,
                  BobbinRect area, BobbinPagesFit *out_fit)
{
  guint n_pages = bobbin_pages_n_pages (layout->run, box->group), exact = 1;

  if (n_pages == 0)
    return fit_bars (layout, box, n_shown, area, out_fit);
  while ((n_pages + exact - 1) / exact > BOBBIN_PAGES_MAX_CELLS)
    exact *= 2;
  if (coarser > 1 && n_pages / (exact * coarser) < LEAST_CELLS)
    return FALSE;
  return fit_cells (layout, box, n_shown, exact * coarser, coarser > 1 ? LEAST_COARSE_DPX : LEAST_EXACT_DPX, area,
                    out_fit);
}

/* The finest cells at which all cards fit. */
gboolean
bobbin_pages_fit_coarsely (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint n_shown, BobbinRect area,
                           BobbinPagesFit *out_fit)
{
  for (guint coarser = 1; coarser <= BOBBIN_PAGES_MAX_CELLS; coarser *= 2)
    if (bobbin_pages_fit (layout, box, n_shown, coarser, area, out_fit))
      return TRUE;
  return FALSE;
}
