/* bobbin-plot-graph-private.h - nodes in their places, arrows between them
 *
 * Nodes come first and are as large as their words; arrows run from edge to
 * edge of their nodes as lines of short pieces, around nodes that are in the
 * way; words are laid where neither a node nor other words are.
 */
#pragma once

#include "bobbin-plot-private.h"

G_BEGIN_DECLS

#define BOBBIN_PLOT_PATH_POINTS 25u

typedef struct {
  double x[BOBBIN_PLOT_PATH_POINTS], y[BOBBIN_PLOT_PATH_POINTS];
  gboolean is_drawn;
} BobbinPlotPath;

typedef struct {
  BobbinRect     *nodes;
  BobbinPlotPath *paths;
  BobbinFont      label_font, detail_font;
  double          arrow_px;
} BobbinPlotGraph;

const BobbinPlotNode *bobbin_plot_get_node (const BobbinPlot *plot, guint i);
const BobbinPlotEdge *bobbin_plot_get_edge (const BobbinPlot *plot, guint i);

/* Fills in the paths, once the nodes have their places. */
void bobbin_plot_graph_route (BobbinPlotLayout *layout);
/* Places the words of all edges. */
void bobbin_plot_graph_place_words (BobbinPlotLayout *layout);

G_END_DECLS
