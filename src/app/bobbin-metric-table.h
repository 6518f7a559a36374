/* bobbin-metric-table.h - the numbers of an outcome, as a table
 *
 * A row for each metric and each x at which it was read: median, quartiles,
 * least, and how many readings. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-experiment.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_METRIC_TABLE (bobbin_metric_table_get_type ())
G_DECLARE_FINAL_TYPE (BobbinMetricTable, bobbin_metric_table, BOBBIN, METRIC_TABLE, GtkWidget)

/* (nullable): empties it. Nothing of it is kept. */
void bobbin_metric_table_set_outcome (BobbinMetricTable *table, const BobbinOutcome *outcome);

/* Of rows with the string properties label, x, median, quartiles, least, count. */
GListModel *bobbin_metric_table_get_model (BobbinMetricTable *table);

G_END_DECLS
