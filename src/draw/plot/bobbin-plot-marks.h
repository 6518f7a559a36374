/* bobbin-plot-marks.h - what stands for a role: hues, markers, lines
 *
 * Processes are blue and square, threads vermillion and round, shared memory is
 * a diamond, the system has the colour of text. Of two series of one role the
 * second is hollow, its line dashed. Main thread.
 */
#pragma once

#include "bobbin-plot.h"
#include "bobbin-shapes.h"

G_BEGIN_DECLS

BobbinColor bobbin_role_color (const BobbinTheme *theme, BobbinRole role); /* lines, outlines and words */
BobbinColor bobbin_role_fill  (const BobbinTheme *theme, BobbinRole role); /* areas, outlined in the colour */
BobbinColor bobbin_role_tint  (const BobbinTheme *theme, BobbinRole role); /* grounds */
/* Text on bobbin_role_color(). */
BobbinColor bobbin_role_ink   (const BobbinTheme *theme, BobbinRole role);
double      bobbin_role_radius (const BobbinStyle *style, BobbinRole role); /* of the corners of a box */

/* The marker of @role with its middle at @x, @y. References have none. */
void bobbin_plot_draw_marker (cairo_t *cr, const BobbinStyle *style, BobbinRole role, gboolean hollow,
                              double x, double y, double size_px);

/* Width, colour and dashes of a line of @role; the dashes last until the next restore. */
void bobbin_plot_set_line (cairo_t *cr, const BobbinStyle *style, BobbinRole role, gboolean hollow);

/* A line with its marker, as a legend's or a label's sign for a series. */
void bobbin_plot_draw_sign (cairo_t *cr, const BobbinStyle *style, BobbinRole role, gboolean hollow, BobbinRect rect,
                            gboolean with_line);

/* A tick, a cross, or a half-filled circle, with its middle at @x, @y. */
void bobbin_plot_draw_tick  (cairo_t *cr, BobbinColor color, double x, double y, double size_px, double line_px);
void bobbin_plot_draw_half  (cairo_t *cr, BobbinColor color, double x, double y, double size_px, double line_px);

/* Moves @centers (of things of @size_px each, in any order) apart until none
 * overlaps another, each as little as it takes and their order kept, within
 * @low … @high. FALSE, and nothing moved, where they do not fit. Pure. */
gboolean bobbin_plot_spread (double *centers, guint n, double size_px, double low, double high);

G_END_DECLS
