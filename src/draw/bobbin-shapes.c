#include "bobbin-shapes.h"

#include <math.h>

#include "bobbin-color.h"

gboolean
bobbin_rect_contains (BobbinRect rect, double x, double y)
{
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

BobbinRect
bobbin_rect_inset (BobbinRect rect, double by_px)
{
  double dx = MIN (by_px, rect.width / 2.0);
  double dy = MIN (by_px, rect.height / 2.0);

  return (BobbinRect) { rect.x + dx, rect.y + dy, rect.width - 2.0 * dx, rect.height - 2.0 * dy };
}

void
bobbin_path_rect (cairo_t *cr, BobbinRect rect)
{
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
}

void
bobbin_path_rounded (cairo_t *cr, BobbinRect rect, double radius_px)
{
  double radius = MIN (radius_px, MIN (rect.width, rect.height) / 2.0);
  double right = rect.x + rect.width;
  double bottom = rect.y + rect.height;

  if (radius < 0.5)
    {
      bobbin_path_rect (cr, rect);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, rect.y + radius, radius, -G_PI_2, 0.0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0.0, G_PI_2);
  cairo_arc (cr, rect.x + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, rect.x + radius, rect.y + radius, radius, G_PI, 3.0 * G_PI_2);
  cairo_close_path (cr);
}

void
bobbin_draw_hline (cairo_t *cr, BobbinColor color, double x0, double x1, double y, double line_px)
{
  bobbin_color_set (cr, color);
  cairo_rectangle (cr, x0, round (y - line_px / 2.0), x1 - x0, line_px);
  cairo_fill (cr);
}

void
bobbin_draw_vline (cairo_t *cr, BobbinColor color, double x, double y0, double y1, double line_px)
{
  bobbin_color_set (cr, color);
  cairo_rectangle (cr, round (x - line_px / 2.0), y0, line_px, y1 - y0);
  cairo_fill (cr);
}

void
bobbin_draw_box (cairo_t *cr, BobbinRect rect, double radius_px, BobbinColor fill, BobbinColor edge,
                 double edge_px)
{
  bobbin_path_rounded (cr, rect, radius_px);
  bobbin_color_set (cr, fill);
  cairo_fill (cr);
  if (edge_px > 0.0)
    {
      bobbin_path_rounded (cr, bobbin_rect_inset (rect, edge_px / 2.0), radius_px - edge_px / 2.0);
      bobbin_color_set (cr, edge);
      cairo_set_line_width (cr, edge_px);
      cairo_stroke (cr);
    }
}

void
bobbin_draw_cross (cairo_t *cr, BobbinColor color, double x, double y, double size_px, double line_px)
{
  double half = size_px / 2.0;

  bobbin_color_set (cr, color);
  cairo_set_line_width (cr, line_px);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x - half, y - half);
  cairo_line_to (cr, x + half, y + half);
  cairo_move_to (cr, x - half, y + half);
  cairo_line_to (cr, x + half, y - half);
  cairo_stroke (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}

static double
badge_padding (double size_px)
{
  return round (size_px * 0.6);
}

double
bobbin_badge_width (const BobbinStyle *style, double size_px, const char *text)
{
  return bobbin_text_width (style, (BobbinFont) { .size_px = size_px, .bold = TRUE }, text)
         + 2.0 * badge_padding (size_px);
}

BobbinRect
bobbin_badge_draw (cairo_t *cr, const BobbinStyle *style, BobbinKind kind, double x, double center_y,
                   double size_px, double max_px, const char *text)
{
  const BobbinTheme *theme = style->theme;
  BobbinColor ink = kind == BOBBIN_KIND_THREADS ? theme->thread_text : theme->process_text;
  double padding = badge_padding (size_px);
  double height = round (size_px * 1.5);
  double width = MIN (ceil (bobbin_badge_width (style, size_px, text)), max_px);
  BobbinRect rect = { x, round (center_y - height / 2.0), width, height };
  BobbinFont font = { .size_px = size_px, .bold = TRUE, .max_px = width - 2.0 * padding + 1.0 };

  if (width <= 2.0 * padding)
    return (BobbinRect) { x, center_y, 0.0, 0.0 };
  bobbin_path_rounded (cr, rect, kind == BOBBIN_KIND_THREADS ? height / 2.0 : 0.0);
  bobbin_color_set (cr, bobbin_kind_color (theme, kind));
  cairo_fill (cr);
  bobbin_text_draw (cr, style, font, ink, x + padding,
                    bobbin_text_baseline (rect.y + height / 2.0, size_px), text);
  return rect;
}

BobbinColor
bobbin_kind_color (const BobbinTheme *theme, BobbinKind kind)
{
  return kind == BOBBIN_KIND_THREADS ? theme->thread : theme->process;
}

BobbinColor
bobbin_kind_fill (const BobbinTheme *theme, BobbinKind kind)
{
  return kind == BOBBIN_KIND_THREADS ? theme->thread_fill : theme->process_fill;
}

BobbinColor
bobbin_kind_tint (const BobbinTheme *theme, BobbinKind kind)
{
  return kind == BOBBIN_KIND_THREADS ? theme->thread_tint : theme->process_tint;
}

double
bobbin_kind_radius (const BobbinStyle *style, BobbinKind kind)
{
  return kind == BOBBIN_KIND_THREADS ? style->spacing_px : 0.0;
}
