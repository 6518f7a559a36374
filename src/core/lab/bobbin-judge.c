/* bobbin-judge.c */
#include "config.h"

#include "bobbin-judge.h"

#include <math.h>

char *
bobbin_judge_text (const BobbinReadings *readings, const BobbinExperiment *experiment, const char *metric, double x)
{
  return bobbin_quantity_format (bobbin_experiment_find_metric (experiment, metric)->quantity,
                                 bobbin_readings_median (readings, metric, x));
}

BobbinPlotSeries *
bobbin_judge_add_curve (BobbinPlot *plot, const BobbinReadings *readings, const char *metric, BobbinRole role,
                        const char *label)
{
  BobbinPlotSeries *series = bobbin_plot_add_series (plot, role, label);
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, metric);

  for (guint i = 0; i < xs->len; i++)
    {
      double x = g_array_index (xs, double, i);
      BobbinQuartiles quartiles = bobbin_readings_quartiles (readings, metric, x);

      bobbin_plot_series_add (series, x, quartiles.median, quartiles.p25, quartiles.p75);
    }
  return series;
}

BobbinPlotSeries *
bobbin_judge_add_speed_up (BobbinPlot *plot, const BobbinReadings *readings, const char *metric, BobbinRole role,
                           const char *label)
{
  BobbinPlotSeries *series = bobbin_plot_add_series (plot, role, label);
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, metric);

  for (guint i = 0; i < xs->len; i++)
    {
      double x = g_array_index (xs, double, i);
      BobbinEstimate times = bobbin_readings_ratio_between (readings, metric, 1.0, metric, x);

      if (times.valid)
        bobbin_plot_series_add (series, x, times.median, times.low, times.high);
    }
  return series;
}

static void
add_readings (BobbinPlotSeries *series, double at, const BobbinReadings *readings, const char *metric, double x)
{
  g_autoptr (GArray) found = bobbin_readings_at (readings, metric, x, TRUE);

  for (guint i = 0; i < found->len; i++)
    {
      const BobbinLabReading *reading = &g_array_index (found, BobbinLabReading, i);

      bobbin_plot_series_add_reading (series, at, reading->value, reading->warm_up != 0);
    }
}

void
bobbin_judge_add_dot (BobbinPlotSeries *series, guint category, const BobbinReadings *readings, const char *metric,
                      double x, gboolean with_readings)
{
  BobbinQuartiles quartiles = bobbin_readings_quartiles (readings, metric, x);

  if (quartiles.n == 0)
    return;
  bobbin_plot_series_add (series, category, quartiles.median, quartiles.p25, quartiles.p75);
  if (with_readings)
    add_readings (series, category, readings, metric, x);
}

BobbinPlotSeries *
bobbin_judge_add_distribution (BobbinPlot *plot, const BobbinReadings *readings, const char *metric, double x,
                               BobbinRole role, const char *label)
{
  BobbinPlotSeries *series = bobbin_plot_add_series (plot, role, label);
  BobbinQuartiles quartiles = bobbin_readings_quartiles (readings, metric, x);

  if (quartiles.n > 0)
    bobbin_plot_series_add (series, 0.0, quartiles.median, quartiles.p25, quartiles.p75);
  add_readings (series, 0.0, readings, metric, x);
  return series;
}
