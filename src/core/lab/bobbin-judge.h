/* bobbin-judge.h - what the judges of experiments have in common
 *
 * From readings to texts and series. Main thread.
 */
#pragma once

#include "bobbin-experiment.h"

G_BEGIN_DECLS

/* "185 µs": the median of @metric at @x as text; "–" where there is none. */
char *bobbin_judge_text (const BobbinReadings *readings, const BobbinExperiment *experiment, const char *metric,
                         double x) G_GNUC_WARN_UNUSED_RESULT;

/* Adds @metric as a series of CURVES: a point for each x, with its quartiles. */
BobbinPlotSeries *bobbin_judge_add_curve (BobbinPlot *plot, const BobbinReadings *readings, const char *metric,
                                          BobbinRole role, const char *label);

/* Adds as a series of CURVES how many times as fast as at x = 1 @metric, a time, is
 * at each x: the median of the paired ratios, with their interval. */
BobbinPlotSeries *bobbin_judge_add_speed_up (BobbinPlot *plot, const BobbinReadings *readings, const char *metric,
                                             BobbinRole role, const char *label);

/* Adds to a series of DOTS the median and quartiles of @metric at @x in @category,
 * with the single readings behind it where @with_readings. Without readings nothing. */
void bobbin_judge_add_dot (BobbinPlotSeries *series, guint category, const BobbinReadings *readings,
                           const char *metric, double x, gboolean with_readings);

/* Adds @metric at @x as a series of DISTRIBUTION, with all of its readings. */
BobbinPlotSeries *bobbin_judge_add_distribution (BobbinPlot *plot, const BobbinReadings *readings, const char *metric,
                                                 double x, BobbinRole role, const char *label);

G_END_DECLS
