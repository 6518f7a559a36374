/* bobbin-verdict-badge.h - a verdict as a form and a word
 *
 * Each verdict has a form of its own in a disc, so that it is known without its
 * word and without its hue: a tick, a half-filled disc, “=”, “≠”, “~”, “–”.
 * Main thread.
 */
#pragma once

#include "bobbin-shapes.h"
#include "bobbin-verdict.h"

G_BEGIN_DECLS

/* The form alone, in a disc of @size_px with its middle at @x, @y. */
void bobbin_verdict_sign_draw (cairo_t *cr, const BobbinStyle *style, BobbinVerdict verdict, double x, double y, double size_px);

/* Form and word in a box, with words of @size_px. */
double     bobbin_verdict_badge_width  (const BobbinStyle *style, BobbinVerdict verdict, double size_px);
double     bobbin_verdict_badge_height (double size_px);
/* From @x, its middle at @center_y; no wider than @max_px: then the word is cut.
 * Returns what it covers. */
BobbinRect bobbin_verdict_badge_draw   (cairo_t *cr, const BobbinStyle *style, BobbinVerdict verdict, double x,
                                        double center_y, double size_px, double max_px);

G_END_DECLS
