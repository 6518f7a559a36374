/* bobbin-plot-layout.h - the figure of an experiment, laid out
 *
 * One layout draws, says in sentences what is seen, and tells what is pointed
 * at. It borrows the plot, which must not change while the layout is there.
 * Main thread.
 */
#pragma once

#include "bobbin-plot.h"
#include "bobbin-shapes.h"

G_BEGIN_DECLS

typedef struct _BobbinPlotLayout BobbinPlotLayout;

/* For a rectangle of @width × @height pixels. @plot nullable: says that there
 * are no readings. */
BobbinPlotLayout *bobbin_plot_layout_new (const BobbinPlot *plot, double width, double height,
                                          const BobbinStyle *style) G_GNUC_WARN_UNUSED_RESULT;
void bobbin_plot_layout_free (BobbinPlotLayout *layout);

/* Into 0, 0, width, height of @cr; nothing outside of it. */
void bobbin_plot_layout_draw (const BobbinPlotLayout *layout, cairo_t *cr);

/* Translated sentences that say all that is seen, every number with them. */
char *bobbin_plot_layout_describe (const BobbinPlotLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

/* Translated: what is at, or nearest around, @x, @y: series, x, value and
 * quartiles. NULL where there is nothing. */
char *bobbin_plot_layout_describe_at (const BobbinPlotLayout *layout, double x, double y) G_GNUC_WARN_UNUSED_RESULT;

/* The things that can be pointed at, one by one: where it is, and the same
 * sentence. NULL beyond the last and where there is nothing to say. */
guint bobbin_plot_layout_get_n_things (const BobbinPlotLayout *layout);
char *bobbin_plot_layout_describe_thing (const BobbinPlotLayout *layout, guint i, BobbinRect *out_rect) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinPlotLayout, bobbin_plot_layout_free)

G_END_DECLS
