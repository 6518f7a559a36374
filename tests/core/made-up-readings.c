#include "made-up-readings.h"

#include <math.h>
#include <string.h>

#include "core-fixtures.h"

#define N_WARM_UP 3
#define N_ROUNDS  30

static void
add_one (BobbinReadings *readings, const char *metric, double x, double value, guint round)
{
  BobbinLabReading reading = { x, value, round, round < N_WARM_UP };

  g_assert_true (bobbin_readings_add (readings, metric, &reading, 1));
}

void
made_up_add (BobbinReadings *readings, const char *metric, double x, double value, double spread, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_str_hash (metric));

  for (guint i = 0; i < n; i++)
    add_one (readings, metric, x, value * (1.0 + spread * g_rand_double_range (random, -1.0, 1.0)), i);
}

void
made_up_add_one (BobbinReadings *readings, const char *metric, double x, double value)
{
  add_one (readings, metric, x, value, N_WARM_UP + bobbin_readings_count (readings, metric));
}

void
made_up_add_pair (BobbinReadings *readings, const char *over, const char *under, double x, double value, double ratio)
{
  made_up_add (readings, over, x, value * ratio, 0.01, N_ROUNDS);
  made_up_add (readings, under, x, value, 0.01, N_ROUNDS);
}

void
made_up_add_noise (BobbinReadings *readings, const char *over, const char *under, double x, double value)
{
  made_up_add (readings, over, x, value, 0.8, 12);
  made_up_add (readings, under, x, value, 0.8, 12);
}

static void
assert_plot (const BobbinPlot *plot)
{
  g_assert_nonnull (plot);
  g_assert_cmpuint (plot->cells->len, ==, plot->categories->len * plot->columns->len);
  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = g_ptr_array_index (plot->series, i);

      g_assert_cmpstr (series->label, !=, "");
      for (guint p = 0; p < series->points->len; p++)
        g_assert_true (isfinite (g_array_index (series->points, BobbinPlotPoint, p).value));
    }
  for (guint i = 0; i < plot->edges->len; i++)
    {
      const BobbinPlotEdge *edge = &g_array_index (plot->edges, BobbinPlotEdge, i);

      g_assert_cmpuint (MAX (edge->from, edge->to), <, plot->nodes->len);
    }
  for (guint i = 0; i < plot->lanes->len; i++)
    {
      const BobbinPlotLane *lane = g_ptr_array_index (plot->lanes, i);

      for (guint s = 0; s < lane->segments->len; s++)
        {
          const BobbinPlotSegment *segment = &g_array_index (lane->segments, BobbinPlotSegment, s);

          g_assert_true (isfinite (segment->begin) && isfinite (segment->end) && segment->begin <= segment->end);
        }
      for (guint m = 0; m < lane->marks->len; m++)
        g_assert_true (isfinite (g_array_index (lane->marks, BobbinPlotMark, m).x));
    }
}

BobbinOutcome *
made_up_judge (const BobbinExperiment *experiment, BobbinReadings *readings)
{
  BobbinMachine *machine = make_machine ();
  BobbinCoreSet cores = machine->cores;
  BobbinOutcome *outcome = bobbin_outcome_new (experiment, machine, &cores, readings, 1);

  bobbin_machine_free (machine);
  g_assert_true (g_str_has_suffix (outcome->because, "."));
  g_assert_null (strstr (outcome->because, "nan"));
  g_assert_nonnull (outcome->process_text);
  g_assert_nonnull (outcome->thread_text);
  g_assert_cmpint (outcome->verdict, !=, BOBBIN_VERDICT_UNAVAILABLE);
  assert_plot (outcome->plot);
  return outcome;
}
