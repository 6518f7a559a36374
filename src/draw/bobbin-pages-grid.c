#include "bobbin-pages-private.h"

#include <math.h>
#include <string.h>

#include "bobbin-color.h"

/* On screens a grid is an image whose rows are copied from one stamp per look;
 * in vector formats it is one stroke per look and height of stripe, over all
 * runs of cells that have it, with dashes for the marks and the gaps drawn on
 * top: a file's size follows the runs, not the pages. */

static guint32
pixel (BobbinColor color)
{
  return 0xff000000u | (guint32) round (color.red * 255.0) << 16 | (guint32) round (color.green * 255.0) << 8
         | (guint32) round (color.blue * 255.0);
}

/* ---- Screens ---- */

typedef struct {
  cairo_surface_t *surface;
  guint32         *pixels;
  guint            stride; /* in pixels */
} Image;

static Image
image_new (guint width, guint height)
{
  Image image = { .surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height) };

  image.pixels = (guint32 *) (void *) cairo_image_surface_get_data (image.surface);
  image.stride = (guint) cairo_image_surface_get_stride (image.surface) / 4;
  return image;
}

static void
image_fill (Image *image, guint x0, guint y0, guint x1, guint y1, guint32 value)
{
  for (guint y = y0; y < y1; y++)
    for (guint x = x0; x < x1; x++)
      image->pixels[y * image->stride + x] = value;
}

/* All stamps in one column. */
static Image
make_stamps (const BobbinStyle *style, const BobbinPageLook *looks, guint n_looks, guint cell_dpx)
{
  Image stamps = image_new (cell_dpx, cell_dpx * n_looks);
  cairo_t *cr = cairo_create (stamps.surface);

  cairo_scale (cr, style->device_scale, style->device_scale);
  for (guint i = 0; i < n_looks; i++)
    bobbin_page_look_draw (cr, style, &looks[i], 0.0, i * cell_dpx / style->device_scale, cell_dpx);
  cairo_destroy (cr);
  cairo_surface_flush (stamps.surface);
  return stamps;
}

static void
copy_segment (Image *image, const Image *stamps, guint x, guint y, guint cell_dpx, BobbinPageSegment segment)
{
  for (guint row = segment.top; row < segment.bottom; row++)
    memcpy (image->pixels + (y + row) * image->stride + x,
            stamps->pixels + (segment.look * cell_dpx + row) * stamps->stride, cell_dpx * sizeof (guint32));
}

#define FRAME_FROM_DPX 7u /* smaller cells would be all frame */

static void
darken (Image *image, guint x0, guint y0, guint x1, guint y1, guint32 value)
{
  for (guint y = y0; y < y1; y++)
    for (guint x = x0; x < x1; x++)
      {
        guint32 *old = &image->pixels[y * image->stride + x];

        /* The mean of each channel. */
        *old = 0xff000000u | ((*old >> 1 & 0x7f7f7fu) + (value >> 1 & 0x7f7f7fu));
      }
}

/* A frame over the edge of a page's cell. Where a cell is small, or turns with
 * its first page of many, it takes a shade of the frame's colour instead, so that
 * what it has become still shows. */
static void
mark_turned (Image *image, const BobbinPagesGrid *grid, guint x, guint y, guint32 value)
{
  guint line = MAX (grid->cell_dpx / 8, 1), end = grid->cell_dpx;

  if (end < FRAME_FROM_DPX || grid->pages_per_cell > 1)
    {
      darken (image, x, y, x + end, y + end, value);
      return;
    }
  image_fill (image, x, y, x + end, y + line, value);
  image_fill (image, x, y + end - line, x + end, y + end, value);
  image_fill (image, x, y, x + line, y + end, value);
  image_fill (image, x + end - line, y, x + end, y + end, value);
}

static void
paint_cells (const BobbinPagesLayout *layout, Image *image, const Image *stamps, const BobbinPagesBox *box,
             const BobbinPagesCard *card)
{
  const BobbinPageMap *map = bobbin_pages_get_map (layout->run, box->group, card->process);
  const BobbinPagesGrid *grid = &box->grid;
  guint32 flash = pixel (layout->style.theme->text);

  for (guint cell = 0; cell < grid->n_cells; cell++)
    {
      BobbinPageSegment segments[BOBBIN_MAX_SEGMENTS];
      guint n = bobbin_pages_cell_segments (layout->run, box, map, cell, segments);
      guint x = cell % grid->n_columns * grid->pitch_dpx, y = cell / grid->n_columns * grid->pitch_dpx;

      for (guint i = 0; i < n; i++)
        copy_segment (image, stamps, x, y, grid->cell_dpx, segments[i]);
      if (layout->turns != NULL
          && bobbin_page_turns_get (layout->turns, card->process, cell * grid->pages_per_cell, grid->pages_per_cell))
        mark_turned (image, grid, x, y, flash);
    }
}

void
bobbin_pages_draw_grid_pixels (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box,
                               const BobbinPagesCard *card, const BobbinPageLook *looks, guint n_looks)
{
  const BobbinStyle *style = &layout->style;
  Image stamps = make_stamps (style, looks, n_looks, box->grid.cell_dpx);
  Image image = image_new (box->grid.n_columns * box->grid.pitch_dpx, box->grid.n_rows * box->grid.pitch_dpx);
  guint32 ground = pixel (style->theme->card);

  for (guint i = 0; i < box->grid.n_rows * box->grid.pitch_dpx * image.stride; i++)
    image.pixels[i] = ground;
  paint_cells (layout, &image, &stamps, box, card);
  cairo_surface_mark_dirty (image.surface);

  cairo_save (cr);
  cairo_translate (cr, card->grid.x, card->grid.y);
  cairo_scale (cr, 1.0 / style->device_scale, 1.0 / style->device_scale);
  cairo_set_source_surface (cr, image.surface, 0.0, 0.0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0.0, 0.0, box->grid.n_columns * box->grid.pitch_dpx, box->grid.n_rows * box->grid.pitch_dpx);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image.surface);
  cairo_surface_destroy (stamps.surface);
}

/* ---- Vectors ---- */

/* Neighbours in a row with the same stripe. A stripe goes down to the end of its
 * cell and the ones below it are drawn over it: so a row of cells that are all
 * partly shared is a single run of shared ones. */
typedef struct {
  guint8  look, top;
  guint16 row, first, end;
} Run;

static gboolean
is_alike (const Run *a, const Run *b)
{
  return a->look == b->look && a->top == b->top;
}

/* The place of a look among the layers: what is lower in a cell comes later. */
static guint
get_layer (guint look)
{
  return look >= BOBBIN_LOOK_WRITERS ? BOBBIN_MAX_LOOKS + BOBBIN_MAX_LOOKS - look : BOBBIN_LOOK_WRITERS - look;
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  const Run *first = a, *second = b;

  if (first->look != second->look)
    return get_layer (first->look) < get_layer (second->look) ? -1 : 1;
  return (int) first->top - (int) second->top;
}

static GArray *
find_runs (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPageMap *map)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (Run));
  guint open[BOBBIN_MAX_LOOKS]; /* the newest run of each look, + 1 */

  memset (open, 0, sizeof open);
  for (guint cell = 0; cell < box->grid.n_cells; cell++)
    {
      BobbinPageSegment segments[BOBBIN_MAX_SEGMENTS];
      guint n = bobbin_pages_cell_segments (layout->run, box, map, cell, segments);
      guint16 row = (guint16) (cell / box->grid.n_columns), column = (guint16) (cell % box->grid.n_columns);

      for (guint i = 0; i < n; i++)
        {
          Run run = { segments[i].look, segments[i].top, row, column, (guint16) (column + 1) };
          Run *last = open[run.look] == 0 ? NULL : &g_array_index (runs, Run, open[run.look] - 1);

          if (last != NULL && last->row == row && last->end == column && is_alike (last, &run))
            {
              last->end++;
              continue;
            }
          g_array_append_val (runs, run);
          open[run.look] = runs->len;
        }
    }
  g_array_sort (runs, compare_runs);
  return runs;
}

/* One stroke over all runs @first … @end, from @y0 to @y1 of each cell, from
 * @x0 to @x1 of it: dashed when that is not all of it. */
static void
stroke_runs (cairo_t *cr, const BobbinPagesGrid *grid, const GArray *runs, guint first, guint end, double x0, double y0,
             double x1, double y1)
{
  double dashes[2] = { x1 - x0, grid->pitch_dpx - (x1 - x0) };

  for (guint i = first; i < end; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      double y = run->row * grid->pitch_dpx + (y0 + y1) / 2.0;

      cairo_move_to (cr, run->first * grid->pitch_dpx + x0, y);
      cairo_line_to (cr, (run->end - 1) * grid->pitch_dpx + x1, y);
    }
  cairo_set_dash (cr, dashes, x0 > 0.0 || x1 < grid->cell_dpx ? 2 : 0, 0.0);
  cairo_set_line_width (cr, y1 - y0);
  cairo_stroke (cr);
}

static void
stroke_look (cairo_t *cr, const BobbinPagesGrid *grid, const BobbinPageLook *look, const GArray *runs, guint first,
             guint end)
{
  guint top = g_array_index (runs, Run, first).top;

  bobbin_color_set (cr, look->ground);
  stroke_runs (cr, grid, runs, first, end, 0.0, top, grid->cell_dpx, grid->cell_dpx);
  bobbin_color_set (cr, look->ink);
  for (guint i = 0; i < look->n_marks; i++)
    {
      BobbinPageMark mark = look->marks[i];

      if (mark.y1 > top)
        stroke_runs (cr, grid, runs, first, end, mark.x0, MAX (mark.y0, top), mark.x1, mark.y1);
    }
}

/* Runs go over the gaps between their cells. */
static void
stroke_gaps (cairo_t *cr, const BobbinStyle *style, const BobbinPagesGrid *grid)
{
  double gap = grid->pitch_dpx - grid->cell_dpx, height = grid->n_rows * grid->pitch_dpx;

  if (gap <= 0.0)
    return;
  for (guint i = 1; i < grid->n_columns; i++)
    {
      double x = i * grid->pitch_dpx - gap / 2.0;

      cairo_move_to (cr, x, 0.0);
      cairo_line_to (cr, x, height);
    }
  bobbin_color_set (cr, style->theme->card);
  cairo_set_dash (cr, NULL, 0, 0.0);
  cairo_set_line_width (cr, gap);
  cairo_stroke (cr);
}

static void
write_numbers (cairo_t *cr, const BobbinStyle *style, const BobbinPagesBox *box, const BobbinPageLook *looks,
               const GArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      const BobbinPageLook *look = &looks[run->look];

      if (look->number == 0 || box->grid.pages_per_cell > 1)
        continue;
      for (guint column = run->first; column < run->end; column++)
        bobbin_page_look_draw (cr, style, look, column * box->grid.pitch_dpx, run->row * box->grid.pitch_dpx,
                               box->grid.cell_dpx);
    }
}

void
bobbin_pages_draw_grid_strokes (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box,
                                const BobbinPagesCard *card, const BobbinPageLook *looks)
{
  const BobbinPageMap *map = bobbin_pages_get_map (layout->run, box->group, card->process);
  g_autoptr (GArray) runs = find_runs (layout, box, map);

  cairo_save (cr);
  cairo_translate (cr, card->grid.x, card->grid.y);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint first = 0, end; first < runs->len; first = end)
    {
      for (end = first + 1; end < runs->len; end++)
        if (!is_alike (&g_array_index (runs, Run, first), &g_array_index (runs, Run, end)))
          break;
      stroke_look (cr, &box->grid, &looks[g_array_index (runs, Run, first).look], runs, first, end);
    }
  cairo_set_dash (cr, NULL, 0, 0.0);
  stroke_gaps (cr, &layout->style, &box->grid);
  write_numbers (cr, &layout->style, box, looks, runs);
  cairo_restore (cr);
}
