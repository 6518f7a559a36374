/* bobbin-timeline-pixels.h - rows of pixels from columns of pixels
 *
 * The innermost loop of the timeline. Each column of a lane is three stretches
 * of one colour above each other; the lane is written row by row. Fields lie
 * in arrays of their own, so that one instruction does several columns. Pixels
 * are CAIRO_FORMAT_ARGB32. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows count from the top of the lane's track; one that is not below
 * the track's height does not occur:
 *
 *   0 … busy_row        ground
 *   busy_row … run_row  waiting
 *   run_row … height    edge for edge_px rows, then fill
 */
typedef struct {
  guint32 *ground;
  gint32  *busy_row;
  gint32  *run_row;
  guint32 *edge;
  guint32 *fill;
} BobbinPixelColumns;

#define BOBBIN_PIXEL_OTHERS 4096u /* cores or workers that a history can name */

/* What all columns of a lane have in common. */
typedef struct {
  gint32         height_px;
  guint32        track;
  const guint32 *fill_of, *edge_of; /* of each core or worker; BOBBIN_PIXEL_OTHERS of them */
  const guint32 *marks_of;          /* by phase and reason, 16 to a phase: bits of the foot line, and … */
  guint32        merged_bit;        /* … one that is for merged pixels only */
  const guint32 *phase;             /* of each column */
} BobbinPixelPalette;

/* Fills in the columns for what bobbin_history_get_looks() says of @n pixels,
 * and the marks of each. */
void bobbin_pixels_set_columns (const BobbinPixelPalette *palette, const guint32 *looks, const guint32 *others, guint n,
                                const BobbinPixelColumns *columns, guint8 *out_bits);

/* Writes row @row of the @n columns from @first on, and for two rows the next
 * one, which lies @stride pixels further. @ground and @waiting are colours for
 * a row, indexed like the columns; @edge_px >= 0. */
void bobbin_pixels_write_row  (const BobbinPixelColumns *columns, guint first, guint n, gint32 row, gint32 edge_px,
                               const guint32 *ground, const guint32 *waiting, guint32 *out);
void bobbin_pixels_write_rows (const BobbinPixelColumns *columns, guint first, guint n, gint32 row, gint32 edge_px,
                               const guint32 *waiting, const guint32 *next_waiting, guint32 *out, int stride);

/* @n pixels: @color where @bit is set in @bits, else what @ground has, or what is there. */
void bobbin_pixels_choose_row (const guint8 *bits, guint8 bit, guint32 color, const guint32 *ground, guint n,
                               guint32 *out);
void bobbin_pixels_set_row    (const guint8 *bits, guint8 bit, guint32 color, guint n, guint32 *out);

/* Whether any of @n pixels ran for @run_255 at least, or was blocked throughout. */
gboolean bobbin_pixels_has_plain (const guint32 *looks, guint n, guint run_255);

/* Lays @mask, a row of coverages, over @n pixels in @color, which is opaque. */
void bobbin_pixels_blend_row (const guint8 *mask, guint n, guint32 color, guint32 *out);

G_END_DECLS
