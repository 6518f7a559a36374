#include "draw-test.h"

#include <stdlib.h>

cairo_surface_t *
draw_test_image (int width, int height, DrawFunc draw, gpointer data)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (image);

  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  draw (cr, data);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  return image;
}

guint32
draw_test_pixel (cairo_surface_t *image, int x, int y)
{
  const guchar *row = cairo_image_surface_get_data (image) + (gsize) y * (gsize) cairo_image_surface_get_stride (image);

  return ((const guint32 *) (const void *) row)[x] & 0xffffffu;
}

static gboolean
differs (guint32 a, guint32 b, int tolerance)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (abs ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > tolerance)
      return TRUE;
  return FALSE;
}

double
draw_test_difference (cairo_surface_t *a, cairo_surface_t *b, int tolerance)
{
  int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);
  guint n = 0;

  g_assert_cmpint (width, ==, cairo_image_surface_get_width (b));
  g_assert_cmpint (height, ==, cairo_image_surface_get_height (b));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += (guint) differs (draw_test_pixel (a, x, y), draw_test_pixel (b, x, y), tolerance);
  return (double) n / ((double) width * height);
}

gboolean
draw_test_has_ink (cairo_surface_t *image, int x, int y, int width, int height, guint32 pixel)
{
  for (int row = y; row < y + height; row++)
    for (int column = x; column < x + width; column++)
      if (draw_test_pixel (image, column, row) != (pixel & 0xffffffu))
        return TRUE;
  return FALSE;
}
