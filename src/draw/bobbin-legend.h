/* bobbin-legend.h - what the signs of a drawing mean
 *
 * A row of swatches with words that flows into further rows where the width
 * asks for it. Main thread.
 */
#pragma once

#include "bobbin-pattern.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_SWATCH_NONE,  /* words only */
  BOBBIN_SWATCH_FILL,  /* a box of fill and edge, with a number in it or not */
  BOBBIN_SWATCH_HATCH, /* fill below, ink on it */
  BOBBIN_SWATCH_DOTS,
  BOBBIN_SWATCH_LINE,  /* a line of ink */
  BOBBIN_SWATCH_DASHES,
  BOBBIN_SWATCH_DOUBLE_LINE,
  BOBBIN_SWATCH_DOTTED_LINE,
  BOBBIN_SWATCH_CROSS, /* of ink */
  BOBBIN_SWATCH_PAINTED, /* a square that paint() fills */
} BobbinSwatchKind;

typedef struct {
  BobbinSwatchKind kind;
  BobbinColor      fill, edge, ink;
  double           pitch_px; /* of hatch and dots */
  char            *inside;   /* (nullable) drawn on the box in ink */
  char            *label;    /* (nullable) behind the swatch */
  gboolean         rounded;  /* the box has round corners, as threads have */
  gboolean         joined;   /* stands close to the entry before it, in the same row */
  void           (*paint) (cairo_t *cr, const BobbinStyle *style, BobbinRect rect, guint what); /* of PAINTED */
  guint            what;     /* that paint() is told */
} BobbinLegendEntry;

typedef struct _BobbinLegend BobbinLegend;

BobbinLegend *bobbin_legend_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void          bobbin_legend_free (BobbinLegend *legend);

/* Copies @entry with its texts. */
void  bobbin_legend_add   (BobbinLegend *legend, const BobbinLegendEntry *entry);
void  bobbin_legend_drop_last (BobbinLegend *legend);
guint bobbin_legend_get_n (const BobbinLegend *legend);

/* Rows that it takes in @width_px, and their height. */
guint  bobbin_legend_count_rows (const BobbinLegend *legend, const BobbinStyle *style, double width_px);
double bobbin_legend_row_px     (const BobbinStyle *style);
/* The width of the widest row. */
double bobbin_legend_get_used_px (const BobbinLegend *legend, const BobbinStyle *style, double width_px);

/* Draws as many rows as @rect holds, each row ended at the right with
 * BOBBIN_ALIGN_END. */
void bobbin_legend_draw (const BobbinLegend *legend, cairo_t *cr, const BobbinStyle *style,
                         BobbinRect rect, BobbinAlign align);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinLegend, bobbin_legend_free)

G_END_DECLS
