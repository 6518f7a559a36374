/* outcome-fixtures.c */
#include "outcome-fixtures.h"

#include <math.h>
#include <string.h>

#include "core-fixtures.h"

void
add_rounds (BobbinReadings *readings, const char *metric, double x, guint n, double value, double spread)
{
  for (guint round = 0; round < n; round++)
    {
      double shift = (double) (round * 7 % 11) / 5.0 - 1.0; /* -1 … 1 */
      BobbinLabReading reading = { x, value * (1.0 + shift * spread), round, 0 };

      g_assert_true (bobbin_readings_add (readings, metric, &reading, 1));
    }
}

static void
assert_series_sane (const BobbinPlot *plot, const BobbinPlotSeries *series)
{
  g_assert_cmpstr (series->label, !=, "");
  for (guint i = 0; i < series->points->len; i++)
    {
      const BobbinPlotPoint *point = &g_array_index (series->points, BobbinPlotPoint, i);

      g_assert_true (isfinite (point->x) && isfinite (point->value) && isfinite (point->p25) && isfinite (point->p75));
      if (plot->kind == BOBBIN_PLOT_DOTS)
        g_assert_cmpfloat (point->x, <, plot->categories->len);
    }
}

static void
assert_plot_sane (const BobbinPlot *plot)
{
  for (guint i = 0; i < plot->series->len; i++)
    assert_series_sane (plot, g_ptr_array_index (plot->series, i));
  for (guint i = 0; i < plot->edges->len; i++)
    {
      const BobbinPlotEdge *edge = &g_array_index (plot->edges, BobbinPlotEdge, i);

      g_assert_cmpuint (edge->from, <, plot->nodes->len);
      g_assert_cmpuint (edge->to, <, plot->nodes->len);
    }
  for (guint i = 0; i < plot->lanes->len; i++)
    {
      const BobbinPlotLane *lane = g_ptr_array_index (plot->lanes, i);

      for (guint j = 0; j < lane->segments->len; j++)
        {
          const BobbinPlotSegment *segment = &g_array_index (lane->segments, BobbinPlotSegment, j);

          g_assert_cmpfloat (segment->begin, <=, segment->end);
        }
    }
  if (plot->kind == BOBBIN_PLOT_MATRIX)
    g_assert_cmpuint (plot->cells->len, ==, plot->categories->len * plot->columns->len);
}

BobbinOutcome *
judge_readings (const BobbinExperiment *experiment, BobbinReadings *readings)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  BobbinOutcome *outcome = bobbin_outcome_new (experiment, machine, &machine->cores, readings, 1000);

  g_assert_true (g_str_has_suffix (outcome->because, "."));
  g_assert_null (strstr (outcome->because, "nan"));
  g_assert_nonnull (outcome->process_text);
  g_assert_nonnull (outcome->thread_text);
  g_assert_nonnull (outcome->plot);
  assert_plot_sane (outcome->plot);
  for (guint i = 0; i < 2 && outcome->ratio_of[i] != NULL; i++)
    g_assert_nonnull (bobbin_experiment_find_metric (experiment, outcome->ratio_of[i]));
  return outcome;
}
