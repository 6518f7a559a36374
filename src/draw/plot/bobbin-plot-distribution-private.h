/* bobbin-plot-distribution-private.h - single readings in rows, and below them the ratio */
#pragma once

#include "bobbin-plot-private.h"

G_BEGIN_DECLS

typedef struct {
  BobbinQuartiles all;     /* without the warm-up */
  guint           n_warm_up;
  guint           n_beyond; /* greater than the axis shows */
} BobbinPlotRow;

typedef struct {
  BobbinPlotRow *rows;
  double         row_px, top, marker_px;
  double         names_px, numbers_x, numbers_px;
  guint          named_every;
  BobbinFont     name_font, number_font;
  /* The ratio; height 0: there is none, or no room. */
  BobbinRect      ratio_rect; /* the bar's ground */
  BobbinPlotScale ratio;
  GArray         *ratio_ticks; /* BobbinPlotTick */
} BobbinPlotDistribution;

/* Translated: who is ahead where the ratio is above 1, or below it. */
char *bobbin_plot_ratio_side (const BobbinPlot *plot, gboolean above) G_GNUC_WARN_UNUSED_RESULT;
gboolean bobbin_plot_has_ratio (const BobbinPlot *plot);
/* The height that the ratio takes below the axis of the readings. */
double bobbin_plot_ratio_height (const BobbinPlotLayout *layout);
void   bobbin_plot_add_ratio    (BobbinPlotLayout *layout, double top);
void   bobbin_plot_draw_ratio   (const BobbinPlotLayout *layout, cairo_t *cr);
/* Translated: "Processes ÷ threads: 7.4 × [7.1 – 7.9]." */
char  *bobbin_plot_tell_ratio   (const BobbinPlot *plot) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
