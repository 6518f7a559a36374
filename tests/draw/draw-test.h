/* draw-test.h - pixels of drawings, for the tests of draw */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef void (*DrawFunc) (cairo_t *cr, gpointer data);

/* An image of @width × @height on white, drawn by @draw. */
cairo_surface_t *draw_test_image (int width, int height, DrawFunc draw, gpointer data) G_GNUC_WARN_UNUSED_RESULT;

guint32 draw_test_pixel (cairo_surface_t *image, int x, int y);

/* The share of pixels of which a channel differs by more than @tolerance of 255. */
double draw_test_difference (cairo_surface_t *a, cairo_surface_t *b, int tolerance);

/* Whether any pixel of the rectangle is not @pixel. */
gboolean draw_test_has_ink (cairo_surface_t *image, int x, int y, int width, int height, guint32 pixel);

G_END_DECLS
