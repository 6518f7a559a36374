/* bobbin-text.h - measuring and drawing lines of text
 *
 * All text of the drawings goes through here: one family, tabular figures,
 * sizes in pixels. Laying text out is what costs, so laid-out lines are kept
 * with the PangoContext and used again in the next frame. Main thread.
 */
#pragma once

#include "bobbin-theme.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_ALIGN_START,
  BOBBIN_ALIGN_CENTER,
  BOBBIN_ALIGN_END,
} BobbinAlign;

typedef struct {
  double      size_px;
  gboolean    bold;
  BobbinAlign align;     /* which point of the text lies at the x that is drawn at */
  double      max_px;    /* > 0: longer text ends in an ellipsis */
  int         max_lines; /* > 1 with max_px: text is wrapped into so many lines */
} BobbinFont;

double bobbin_text_width  (const BobbinStyle *style, BobbinFont font, const char *text);
double bobbin_text_height (const BobbinStyle *style, BobbinFont font, const char *text);

/* @font at the first of its own size, small and fine in which @text is seen
 * whole in @max_px, and with that bound. */
BobbinFont bobbin_text_fit (const BobbinStyle *style, BobbinFont font, double max_px, const char *text);

/* The height that one line of @size_px takes, with its leading. */
double bobbin_text_line_px (double size_px);

/* The baseline of a line whose capitals stand in the middle of @center_y. */
double bobbin_text_baseline (double center_y, double size_px);

/* Draws with the first line's baseline at @baseline_y. Empty text draws nothing. */
void bobbin_text_draw (cairo_t *cr, const BobbinStyle *style, BobbinFont font, BobbinColor color,
                       double x, double baseline_y, const char *text);

/* Whether @cr ends in SVG or PDF rather than in pixels. */
gboolean bobbin_draws_vectors (cairo_t *cr);

/* A context for pictures, with the family of BOBBIN_FONT_FAMILY. In vector
 * formats letters stand where their outlines say; on pixels, where cairo puts
 * each letter on a whole one, advances are whole too, or the gaps would wobble. */
PangoContext *bobbin_text_context_new (gboolean vectors) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
