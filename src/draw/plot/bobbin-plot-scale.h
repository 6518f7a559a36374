/* bobbin-plot-scale.h - from values to places, and the round values between
 *
 * A scale maps values of one quantity to pixels along a line, in proportion or
 * by their logarithm. Its ends are widened to round values where that is asked
 * for. On a logarithmic scale 0 may have a place of its own below all others;
 * a break is drawn between the two. Pure, any thread.
 */
#pragma once

#include "bobbin-plot.h"

G_BEGIN_DECLS

typedef struct {
  BobbinQuantity quantity;
  gboolean       log;
  double         low, high; /* values at the ends; low > 0 where log */
  double         zero_at;   /* log: 0 stands where this value would, which is @low; else 0 */
  double         from_px, to_px; /* where @low and @high are; from > to where the scale points up */
} BobbinPlotScale;

typedef struct {
  double   value;
  double   px;
  gboolean labelled; /* the others are short strokes between two labels */
} BobbinPlotTick;

/* The least and the greatest of what is to be seen. Values that @axis has no
 * place for (0 and less on a logarithmic one, what is not finite) are skipped. */
typedef struct {
  double least, most; /* NaN, NaN: nothing was added */
  gboolean has_zero;  /* log: a 0 was among them */
} BobbinPlotRange;

BobbinPlotRange bobbin_plot_range_new (void);
void bobbin_plot_range_add (BobbinPlotRange *range, const BobbinPlotAxis *axis, double value);

/* A scale that shows all of @range, widened to round values. An empty range
 * gives 0 … 1 (1 … 10 where log); a single value some room on both sides. */
BobbinPlotScale bobbin_plot_scale_new (const BobbinPlotAxis *axis, BobbinPlotRange range, double from_px, double to_px);

/* Where @value stands, kept between the ends. */
double bobbin_plot_scale_px (const BobbinPlotScale *scale, double value);
/* Whether @value has a place at all: it does not where log and it is 0 or less,
 * unless 0 is drawn. */
gboolean bobbin_plot_scale_has (const BobbinPlotScale *scale, double value);
double bobbin_plot_scale_value (const BobbinPlotScale *scale, double px);

/* Round values, rising, labels at least @gap_px apart. (element BobbinPlotTick) */
GArray *bobbin_plot_scale_ticks (const BobbinPlotScale *scale, double gap_px) G_GNUC_WARN_UNUSED_RESULT;

/* Where the line is broken between 0 and the values above; NaN: nowhere. */
double bobbin_plot_scale_break_px (const BobbinPlotScale *scale);

G_END_DECLS
