/* bobbin-pattern.h - hatch and dots
 *
 * Patterns carry meaning where colour alone would: diagonal strokes for "ready,
 * waiting for a core", dots for memory that is shared. On pixels they are a
 * tile that is kept and repeated, in vector formats real lines and circles, so
 * that they stay sharp at any size. Main thread.
 */
#pragma once

#include "bobbin-shapes.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_PATTERN_HATCH,
  BOBBIN_PATTERN_DOTS,
} BobbinPattern;

/* Fills the current path, and uses it up, with strokes or dots of @ink,
 * @pitch_px apart, on nothing: what is below shows between them. The pattern
 * is anchored at the origin of the drawing. */
void bobbin_pattern_fill (cairo_t *cr, const BobbinStyle *style, BobbinPattern pattern,
                          BobbinColor ink, double pitch_px);

G_END_DECLS
