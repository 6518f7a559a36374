#include "bobbin-timeline-raster.h"

#include <math.h>
#include <string.h>

#include "bobbin-color.h"

/* A lane is two steps: columns of intervals to what each column of pixels
 * shows from its foot up, then pixels row by row. All sizes from here on are
 * in pixels of the device; rows count from the top of the track.
 *
 *   0 … busy_row      track          (its last line_px rows: the foot line)
 *   busy_row … run_row  waiting      (hatched, or a flat tone)
 *   run_row … height  on a core      (its first edge_px rows: the outline)
 */
typedef struct {
  int     busy_row, run_row;
  guint32 track, line, fill, edge;
} PixelColumn;

struct _BobbinTimelineRaster {
  const BobbinTimelineLayout *layout;
  PixelColumn                *pixels;
  int                         width_px; /* of the plot */
  int                         scale;
  guint32                     track, line, waiting;
  guint32                     fill[BOBBIN_MAX_HUES], edge[BOBBIN_MAX_HUES];
  guint32                    *hatch; /* pitch × pitch, opaque */
  int                         pitch_px;
};

static guint32
to_pixel (BobbinColor color)
{
  return 0xff000000u | (guint32) lround (color.red * 255.0) << 16
         | (guint32) lround (color.green * 255.0) << 8 | (guint32) lround (color.blue * 255.0);
}

/* The hatch as the paths draw it, on its ground. */
static void
make_hatch (BobbinTimelineRaster *raster)
{
  const BobbinStyle *style = &raster->layout->style;
  BobbinStyle device = *style;
  cairo_surface_t *surface;
  cairo_t *cr;

  raster->pitch_px = MAX ((int) round (bobbin_timeline_hatch_px (style) * style->device_scale), 3);
  raster->hatch = g_new0 (guint32, raster->pitch_px * raster->pitch_px);
  surface = cairo_image_surface_create_for_data ((guchar *) raster->hatch, CAIRO_FORMAT_ARGB32,
                                                 raster->pitch_px, raster->pitch_px, 4 * raster->pitch_px);
  cr = cairo_create (surface);
  bobbin_color_set (cr, style->theme->waiting_fill);
  cairo_paint (cr);
  device.device_scale = 1.0;
  bobbin_path_rect (cr, (BobbinRect) { 0.0, 0.0, raster->pitch_px, raster->pitch_px });
  bobbin_pattern_fill (cr, &device, BOBBIN_PATTERN_HATCH, style->theme->waiting, raster->pitch_px);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

BobbinTimelineRaster *
bobbin_timeline_raster_new (const BobbinTimelineLayout *layout)
{
  BobbinTimelineRaster *raster = g_new0 (BobbinTimelineRaster, 1);
  const BobbinTheme *theme = layout->style.theme;

  raster->layout = layout;
  raster->scale = MAX ((int) round (layout->style.device_scale), 1);
  raster->width_px = (int) ceil (layout->plot_rect.width) * raster->scale;
  raster->pixels = g_new (PixelColumn, raster->width_px);
  raster->track = to_pixel (bobbin_timeline_track_tone (theme));
  raster->line = to_pixel (theme->mark);
  raster->waiting = to_pixel (bobbin_timeline_waiting_tone (theme));
  for (guint i = 0; i < layout->n_hues; i++)
    {
      raster->fill[i] = to_pixel (layout->hues[i].fill);
      raster->edge[i] = to_pixel (layout->hues[i].edge);
    }
  make_hatch (raster);
  return raster;
}

void
bobbin_timeline_raster_free (BobbinTimelineRaster *raster)
{
  if (raster == NULL)
    return;
  g_free (raster->pixels);
  g_free (raster->hatch);
  g_free (raster);
}

/* In lanes too low for heights the whole column is in one colour. */
static void
set_strength (const BobbinTimelineRaster *raster, const BobbinTimelineColumn *column, PixelColumn *pixel,
              int height_px)
{
  int strength = bobbin_timeline_strength (column);

  pixel->busy_row = column->wait_share > BOBBIN_LEAST_WAIT_SHARE ? 0 : height_px;
  pixel->run_row = height_px;
  if (strength > 0 && column->other != BOBBIN_NO_CORE)
    {
      pixel->run_row = 0;
      pixel->fill = to_pixel (bobbin_timeline_strength_color (raster->layout, bobbin_timeline_get_hue (raster->layout, column->other),
                                                              strength));
    }
}

static PixelColumn
make_pixel_column (const BobbinTimelineRaster *raster, const BobbinTimelineColumn *column, int height_px,
                   gboolean edged)
{
  guint color = bobbin_timeline_get_hue (raster->layout, column->other);
  double busy = MIN (column->run_share + column->wait_share, 1.0);
  PixelColumn pixel = {
    .busy_row = height_px - (int) lround (busy * height_px),
    .run_row = height_px - (int) lround (column->run_share * height_px),
    .track = raster->track,
    .line = raster->line,
    .fill = raster->fill[color],
    .edge = edged ? raster->edge[color] : raster->fill[color],
  };

  if (column->other == BOBBIN_NO_CORE)
    pixel.run_row = height_px;
  if (bobbin_timeline_shows_strength (raster->layout))
    set_strength (raster, column, &pixel, height_px);
  return pixel;
}

/* Where the core changes, wide columns begin with a line in the outline's colour. */
static gboolean
begins_with_edge (const BobbinTimelineColumn *columns, guint i, int edge_px)
{
  return i > 0 && columns[i].other != columns[i - 1].other && columns[i].x1 - columns[i].x0 >= 4.0 * edge_px;
}

static void
fill_pixel_columns (BobbinTimelineRaster *raster, const GArray *columns, int height_px, int edge_px,
                    gboolean edged)
{
  const BobbinTimelineColumn *all = (const BobbinTimelineColumn *) (void *) columns->data;

  memset (raster->pixels, 0, (gsize) raster->width_px * sizeof (PixelColumn));
  for (int x = 0; x < raster->width_px; x++)
    raster->pixels[x].busy_row = raster->pixels[x].run_row = height_px;
  for (guint i = 0; i < columns->len; i++)
    {
      PixelColumn pixel = make_pixel_column (raster, &all[i], height_px, edged);
      int x0 = CLAMP ((int) (all[i].x0 * raster->scale), 0, raster->width_px);
      int x1 = CLAMP ((int) (all[i].x1 * raster->scale), x0, raster->width_px);
      int x = x0;

      if (edged && begins_with_edge (all, i, edge_px))
        for (PixelColumn line = pixel; x < MIN (x0 + edge_px * raster->scale, x1); x++)
          {
            line.fill = pixel.edge;
            raster->pixels[x] = line;
          }
      for (; x < x1; x++)
        raster->pixels[x] = pixel;
    }
}

/* @phase: pixels of the device from the drawing's origin, by which the hatch is shifted. */
static void
write_row (const BobbinTimelineRaster *raster, guint32 *out, int row, gboolean is_line, int edge_px,
           const guint32 *waiting, int waiting_period, int phase)
{
  int at = phase % waiting_period;

  for (int x = 0; x < raster->width_px; x++)
    {
      const PixelColumn *pixel = &raster->pixels[x];
      guint32 value = is_line ? pixel->line : pixel->track;

      value = row >= pixel->busy_row ? waiting[at] : value;
      value = row >= pixel->run_row ? pixel->edge : value;
      out[x] = row >= pixel->run_row + edge_px ? pixel->fill : value;
      at = at + 1 == waiting_period ? 0 : at + 1;
    }
}

/* Lanes that are scrolled half out of sight begin above the origin. */
static int
hatch_row (const BobbinTimelineRaster *raster, int y_px)
{
  int row = y_px % raster->pitch_px;

  return row < 0 ? row + raster->pitch_px : row;
}

void
bobbin_timeline_raster_lane (BobbinTimelineRaster *raster, cairo_t *cr, const GArray *columns, double top,
                             double height)
{
  const BobbinTimelineLayout *layout = raster->layout;
  int scale = raster->scale;
  int height_px = (int) round (height * scale), y_px = (int) round (top * scale);
  int x_px = (int) round (layout->plot_rect.x * scale);
  gboolean hatched = bobbin_timeline_is_hatched (height);
  int edge_px = hatched ? (int) bobbin_timeline_edge_px (&layout->style) : 0;
  int line_px = (int) round (bobbin_timeline_foot_px (&layout->style, height)) * scale;
  cairo_surface_t *surface;
  guint32 *data;
  int stride;

  if (height_px < 1 || columns->len == 0)
    return;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, raster->width_px, height_px);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return;
    }
  fill_pixel_columns (raster, columns, height_px, edge_px, hatched);
  data = (guint32 *) (void *) cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface) / 4;
  for (int row = 0; row < height_px; row++)
    {
      const guint32 *waiting = hatched ? raster->hatch + hatch_row (raster, y_px + row) * raster->pitch_px
                                       : &raster->waiting;

      write_row (raster, data + row * stride, row, row >= height_px - line_px, edge_px * scale, waiting,
                 hatched ? raster->pitch_px : 1, x_px);
    }
  cairo_surface_mark_dirty (surface);
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_set_source_surface (cr, surface, layout->plot_rect.x, (double) y_px / scale);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  cairo_surface_destroy (surface);
}
