/* bobbin-color.h - reckoning with colours
 *
 * Contrast as WCAG 2.2 defines it, over opaque sRGB colours. All functions are
 * pure except bobbin_color_set(), which sets the source of a drawing.
 */
#pragma once

#include "bobbin-theme.h"

G_BEGIN_DECLS

/* Relative luminance, 0 (black) … 1 (white). */
double bobbin_color_luminance (BobbinColor color);

/* 1 … 21, the same in either order. */
double bobbin_color_contrast (BobbinColor a, BobbinColor b);

/* @a at share 0, @b at share 1, channel by channel. */
BobbinColor bobbin_color_mix (BobbinColor a, BobbinColor b, double share);

BobbinColor bobbin_color_with_alpha (BobbinColor color, double alpha);

/* As CAIRO_FORMAT_ARGB32 and RGB24 have it, opaque whatever @color's alpha. */
guint32 bobbin_color_to_pixel (BobbinColor color);

void bobbin_color_set (cairo_t *cr, BobbinColor color);

G_END_DECLS
