#include "bobbin-pattern.h"

#include <math.h>
#include <string.h>

#include "bobbin-color.h"

#define HATCH_LINE 0.13 /* of the pitch */
#define DOT_RADIUS 0.15

typedef struct {
  BobbinPattern    pattern;
  BobbinColor      ink;
  int              pitch_px; /* of the device */
  cairo_surface_t *surface;  /* NULL: free */
} Tile;

/* A drawing needs a handful: one per pattern, ink and size. */
static Tile  tiles[16];
static guint next_tile;

/* The marks of one period, and of its neighbours as far as they reach into it. */
static void
draw_period (cairo_t *cr, BobbinPattern pattern, double pitch)
{
  if (pattern == BOBBIN_PATTERN_HATCH)
    {
      cairo_set_line_width (cr, pitch * HATCH_LINE);
      for (int i = -1; i <= 1; i++)
        {
          cairo_move_to (cr, (i - 1) * pitch, (double) 2 * pitch);
          cairo_line_to (cr, (i + 2) * pitch, -pitch);
        }
      cairo_stroke (cr);
      return;
    }
  for (int i = 0; i < 5; i++)
    {
      static const double at[5][2] = { { 0, 0 }, { 1, 0 }, { 0, 1 }, { 1, 1 }, { 0.5, 0.5 } };

      cairo_new_sub_path (cr);
      cairo_arc (cr, at[i][0] * pitch, at[i][1] * pitch, pitch * DOT_RADIUS, 0.0, 2.0 * G_PI);
    }
  cairo_fill (cr);
}

static gboolean
tile_matches (const Tile *tile, BobbinPattern pattern, BobbinColor ink, int pitch_px)
{
  return tile->surface != NULL && tile->pattern == pattern && tile->pitch_px == pitch_px
         && memcmp (&tile->ink, &ink, sizeof ink) == 0;
}

static cairo_surface_t *
get_tile (BobbinPattern pattern, BobbinColor ink, int pitch_px)
{
  Tile *tile;
  cairo_t *cr;

  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    if (tile_matches (&tiles[i], pattern, ink, pitch_px))
      return tiles[i].surface;

  tile = &tiles[next_tile];
  next_tile = (next_tile + 1) % G_N_ELEMENTS (tiles);
  g_clear_pointer (&tile->surface, cairo_surface_destroy);
  *tile = (Tile) { pattern, ink, pitch_px,
                   cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pitch_px, pitch_px) };
  cr = cairo_create (tile->surface);
  bobbin_color_set (cr, ink);
  draw_period (cr, pattern, pitch_px);
  cairo_destroy (cr);
  return tile->surface;
}

static void
fill_with_tile (cairo_t *cr, cairo_surface_t *tile, double device_scale)
{
  cairo_pattern_t *source = cairo_pattern_create_for_surface (tile);
  cairo_matrix_t matrix;

  cairo_matrix_init_scale (&matrix, device_scale, device_scale);
  cairo_pattern_set_matrix (source, &matrix);
  cairo_pattern_set_extend (source, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (source, CAIRO_FILTER_NEAREST);
  cairo_set_source (cr, source);
  cairo_fill (cr);
  cairo_pattern_destroy (source);
}

static void
stroke_hatch (cairo_t *cr, double pitch, double x0, double y0, double x1, double y1)
{
  /* Lines x + y = k × pitch, as far as they cross the box. */
  gint64 first = (gint64) floor ((x0 + y0) / pitch);
  gint64 last = (gint64) ceil ((x1 + y1) / pitch);

  for (gint64 k = first; k <= last; k++)
    {
      double sum = (double) k * pitch;

      cairo_move_to (cr, sum - y1, y1);
      cairo_line_to (cr, sum - y0, y0);
    }
  cairo_set_line_width (cr, pitch * HATCH_LINE);
  cairo_stroke (cr);
}

static void
fill_dots (cairo_t *cr, double pitch, double x0, double y0, double x1, double y1)
{
  double half = pitch / 2.0;
  gint64 row = (gint64) floor (y0 / half);

  for (; (double) row * half <= y1 + half; row++)
    {
      double shift = row % 2 == 0 ? 0.0 : half;
      gint64 column = (gint64) floor ((x0 - shift) / pitch);

      for (; (double) column * pitch + shift <= x1 + half; column++)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, (double) column * pitch + shift, (double) row * half, pitch * DOT_RADIUS, 0.0,
                     2.0 * G_PI);
        }
    }
  cairo_fill (cr);
}

static void
fill_with_lines (cairo_t *cr, BobbinPattern pattern, BobbinColor ink, double pitch)
{
  double x0, y0, x1, y1;

  cairo_save (cr);
  cairo_clip (cr);
  cairo_clip_extents (cr, &x0, &y0, &x1, &y1);
  bobbin_color_set (cr, ink);
  if (x1 > x0 && y1 > y0)
    {
      if (pattern == BOBBIN_PATTERN_HATCH)
        stroke_hatch (cr, pitch, x0, y0, x1, y1);
      else
        fill_dots (cr, pitch, x0, y0, x1, y1);
    }
  cairo_restore (cr);
}

void
bobbin_pattern_fill (cairo_t *cr, const BobbinStyle *style, BobbinPattern pattern, BobbinColor ink,
                     double pitch_px)
{
  int device_pitch_px = MAX ((int) round (pitch_px * style->device_scale), 3);

  /* Both ways have the same pitch, so that PNG and SVG show the same picture. */
  if (bobbin_draws_vectors (cr))
    fill_with_lines (cr, pattern, ink, device_pitch_px / style->device_scale);
  else
    fill_with_tile (cr, get_tile (pattern, ink, device_pitch_px), style->device_scale);
  cairo_new_path (cr);
}
