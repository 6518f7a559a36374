/* bobbin-metric-row.h - one row of the table of numbers
 *
 * Does not change once it is made. Main thread.
 */
#pragma once

#include <glib-object.h>

#include "bobbin-experiment.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_METRIC_ROW (bobbin_metric_row_get_type ())
G_DECLARE_FINAL_TYPE (BobbinMetricRow, bobbin_metric_row, BOBBIN, METRIC_ROW, GObject)

/* @metric of @readings at @x. */
BobbinMetricRow *bobbin_metric_row_new (const BobbinMetric *metric, const BobbinReadings *readings, double x) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
