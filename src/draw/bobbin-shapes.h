/* bobbin-shapes.h - rectangles, lines, crosses, badges
 *
 * The path functions add to the current path; the others draw and leave no
 * path behind. Sizes in pixels of the drawing. Main thread.
 */
#pragma once

#include "bobbin-text.h"

G_BEGIN_DECLS

typedef struct {
  double x, y, width, height;
} BobbinRect;

gboolean   bobbin_rect_contains (BobbinRect rect, double x, double y);
BobbinRect bobbin_rect_inset    (BobbinRect rect, double by_px); /* never under 0 × 0 */

void bobbin_path_rect    (cairo_t *cr, BobbinRect rect);
void bobbin_path_rounded (cairo_t *cr, BobbinRect rect, double radius_px);

/* A line of @line_px whose edges fall on whole pixels. */
void bobbin_draw_hline (cairo_t *cr, BobbinColor color, double x0, double x1, double y, double line_px);
void bobbin_draw_vline (cairo_t *cr, BobbinColor color, double x, double y0, double y1, double line_px);

/* A box with ground and outline, the outline inside the rectangle. */
void bobbin_draw_box (cairo_t *cr, BobbinRect rect, double radius_px, BobbinColor fill,
                      BobbinColor edge, double edge_px);

/* The cross of a crash, @size_px from tip to tip. */
void bobbin_draw_cross (cairo_t *cr, BobbinColor color, double x, double y, double size_px, double line_px);

/* The badge of a group: square for processes, rounded for threads. */
double     bobbin_badge_width (const BobbinStyle *style, double size_px, const char *text);
BobbinRect bobbin_badge_draw  (cairo_t *cr, const BobbinStyle *style, BobbinKind kind, double x,
                               double center_y, double size_px, double max_px, const char *text);

/* What stands for a kind everywhere. */
BobbinColor bobbin_kind_color  (const BobbinTheme *theme, BobbinKind kind); /* of text and outlines */
BobbinColor bobbin_kind_fill   (const BobbinTheme *theme, BobbinKind kind);
BobbinColor bobbin_kind_tint   (const BobbinTheme *theme, BobbinKind kind);
double      bobbin_kind_radius (const BobbinStyle *style, BobbinKind kind);

G_END_DECLS
