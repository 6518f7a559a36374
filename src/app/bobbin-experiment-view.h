/* bobbin-experiment-view.h - the plot of an outcome
 *
 * Reads out what lies under the pointer; the arrow keys, Home and End go
 * through the same things. Main thread.
 */
#pragma once

#include "bobbin-chart.h"
#include "bobbin-experiment.h"
#include "bobbin-plot-cursor.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_EXPERIMENT_VIEW (bobbin_experiment_view_get_type ())
G_DECLARE_FINAL_TYPE (BobbinExperimentView, bobbin_experiment_view, BOBBIN, EXPERIMENT_VIEW, BobbinChart)

/* (nullable): nothing is drawn. Takes a reference. */
void bobbin_experiment_view_set_outcome (BobbinExperimentView *view, const BobbinOutcome *outcome);

/* As the keys do. FALSE: nothing is drawn yet. */
gboolean bobbin_experiment_view_step (BobbinExperimentView *view, BobbinPlotStep step);

G_END_DECLS
