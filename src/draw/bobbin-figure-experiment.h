/* bobbin-figure-experiment.h - the picture of one experiment
 *
 * Private to figures: what stands between title and conditions. Main thread.
 */
#pragma once

#include "bobbin-figure-page.h"

G_BEGIN_DECLS

/* The claim, the verdict with its answer, and the plot, in @rect. */
void bobbin_figure_draw_experiment (BobbinFigurePage *page, BobbinRect rect);

/* The same as translated sentences. */
char *bobbin_figure_describe_experiment (const BobbinFigure *figure, const BobbinStyle *style) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
