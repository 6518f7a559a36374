/* bobbin-plot.c */
#include "config.h"

#include "bobbin-plot.h"

#include <math.h>

static void
series_free (gpointer data)
{
  BobbinPlotSeries *series = data;

  g_free (series->label);
  g_array_unref (series->points);
  g_array_unref (series->readings);
  g_free (series);
}

static void
segment_clear (gpointer data)
{
  g_free (((BobbinPlotSegment *) data)->label);
}

static void
mark_clear (gpointer data)
{
  g_free (((BobbinPlotMark *) data)->label);
}

static void
lane_free (gpointer data)
{
  BobbinPlotLane *lane = data;

  g_free (lane->label);
  g_free (lane->heading);
  g_free (lane->outcome);
  g_array_unref (lane->segments);
  g_array_unref (lane->marks);
  g_free (lane);
}

static void
cell_clear (gpointer data)
{
  g_free (((BobbinPlotCell *) data)->text);
}

static void
node_clear (gpointer data)
{
  BobbinPlotNode *node = data;

  g_free (node->label);
  g_free (node->detail);
}

static void
edge_clear (gpointer data)
{
  g_free (((BobbinPlotEdge *) data)->label);
}

static GArray *
array_new (guint element_bytes, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, element_bytes);

  if (clear != NULL)
    g_array_set_clear_func (array, clear);
  return array;
}

BobbinPlot *
bobbin_plot_new (BobbinPlotKind kind)
{
  BobbinPlot *plot = g_new0 (BobbinPlot, 1);

  plot->kind = kind;
  plot->x.from_zero = plot->y.from_zero = TRUE;
  plot->x.title = g_strdup ("");
  plot->y.title = g_strdup ("");
  plot->series = g_ptr_array_new_with_free_func (series_free);
  plot->categories = g_ptr_array_new_with_free_func (g_free);
  plot->columns = g_ptr_array_new_with_free_func (g_free);
  plot->column_roles = array_new (sizeof (BobbinRole), NULL);
  plot->cells = array_new (sizeof (BobbinPlotCell), cell_clear);
  plot->lanes = g_ptr_array_new_with_free_func (lane_free);
  plot->nodes = array_new (sizeof (BobbinPlotNode), node_clear);
  plot->edges = array_new (sizeof (BobbinPlotEdge), edge_clear);
  return plot;
}

void
bobbin_plot_free (BobbinPlot *plot)
{
  if (plot == NULL)
    return;

  g_free (plot->x.title);
  g_free (plot->y.title);
  g_ptr_array_unref (plot->series);
  g_ptr_array_unref (plot->categories);
  g_ptr_array_unref (plot->columns);
  g_array_unref (plot->column_roles);
  g_array_unref (plot->cells);
  g_ptr_array_unref (plot->lanes);
  g_array_unref (plot->nodes);
  g_array_unref (plot->edges);
  g_free (plot->ratio_title);
  g_free (plot->note);
  g_free (plot);
}

static void
set_axis (BobbinPlotAxis *axis, const char *title, BobbinQuantity quantity, gboolean log)
{
  g_free (axis->title);
  axis->title = g_strdup (title);
  axis->quantity = quantity;
  axis->log = log;
}

void
bobbin_plot_set_x (BobbinPlot *plot, const char *title, BobbinQuantity quantity, gboolean log)
{
  set_axis (&plot->x, title, quantity, log);
}

void
bobbin_plot_set_y (BobbinPlot *plot, const char *title, BobbinQuantity quantity, gboolean log)
{
  set_axis (&plot->y, title, quantity, log);
}

void
bobbin_plot_set_note (BobbinPlot *plot, const char *note)
{
  g_free (plot->note);
  plot->note = g_strdup (note);
}

BobbinPlotSeries *
bobbin_plot_add_series (BobbinPlot *plot, BobbinRole role, const char *label)
{
  BobbinPlotSeries *series = g_new0 (BobbinPlotSeries, 1);

  series->role = role;
  series->label = g_strdup (label);
  series->points = array_new (sizeof (BobbinPlotPoint), NULL);
  series->readings = array_new (sizeof (BobbinPlotReading), NULL);
  g_ptr_array_add (plot->series, series);
  return series;
}

void
bobbin_plot_series_add (BobbinPlotSeries *series, double x, double value, double p25, double p75)
{
  BobbinPlotPoint point = { x, value, p25, p75 };

  g_array_append_val (series->points, point);
}

void
bobbin_plot_series_add_reading (BobbinPlotSeries *series, double x, double value, gboolean warm_up)
{
  BobbinPlotReading reading = { x, value, warm_up };

  g_array_append_val (series->readings, reading);
}

guint
bobbin_plot_add_category (BobbinPlot *plot, const char *label)
{
  g_ptr_array_add (plot->categories, g_strdup (label));
  return plot->categories->len - 1;
}

void
bobbin_plot_add_column (BobbinPlot *plot, BobbinRole role, const char *label)
{
  g_ptr_array_add (plot->columns, g_strdup (label));
  g_array_append_val (plot->column_roles, role);
}

void
bobbin_plot_add_cell (BobbinPlot *plot, BobbinCellMark mark, const char *text)
{
  BobbinPlotCell cell = { mark, g_strdup (text) };

  g_array_append_val (plot->cells, cell);
}

BobbinPlotLane *
bobbin_plot_add_lane (BobbinPlot *plot, BobbinRole role, const char *label, const char *heading)
{
  BobbinPlotLane *lane = g_new0 (BobbinPlotLane, 1);

  lane->role = role;
  lane->label = g_strdup (label);
  lane->heading = g_strdup (heading);
  lane->segments = array_new (sizeof (BobbinPlotSegment), segment_clear);
  lane->marks = array_new (sizeof (BobbinPlotMark), mark_clear);
  g_ptr_array_add (plot->lanes, lane);
  return lane;
}

static gboolean
is_stretch (double begin, double end)
{
  return isfinite (begin) && isfinite (end) && begin <= end;
}

void
bobbin_plot_lane_add_segment (BobbinPlotLane *lane, double begin, double end, BobbinSegmentForm form, const char *label)
{
  BobbinPlotSegment segment = { begin, end, form, NULL, -1 };

  if (!is_stretch (begin, end))
    return;
  segment.label = g_strdup (label);
  g_array_append_val (lane->segments, segment);
}

void
bobbin_plot_lane_add_run (BobbinPlotLane *lane, double begin, double end, guint core)
{
  BobbinPlotSegment segment = { begin, end, BOBBIN_SEGMENT_SOLID, NULL, (int) core };

  if (!is_stretch (begin, end))
    return;
  segment.label = g_strdup_printf ("%u", core);
  g_array_append_val (lane->segments, segment);
}

void
bobbin_plot_lane_add_mark (BobbinPlotLane *lane, double x, BobbinMarkForm form, const char *label)
{
  BobbinPlotMark mark = { x, form, NULL };

  if (!isfinite (x))
    return;
  mark.label = g_strdup (label);
  g_array_append_val (lane->marks, mark);
}

void
bobbin_plot_lane_set_outcome (BobbinPlotLane *lane, const char *outcome)
{
  g_free (lane->outcome);
  lane->outcome = g_strdup (outcome);
}

guint
bobbin_plot_add_node (BobbinPlot *plot, BobbinRole role, const char *label, const char *detail, double x, double y)
{
  BobbinPlotNode node = { role, g_strdup (label), g_strdup (detail), x, y, FALSE, FALSE };

  g_array_append_val (plot->nodes, node);
  return plot->nodes->len - 1;
}

void
bobbin_plot_add_edge (BobbinPlot *plot, guint from, guint to, const char *label, gboolean dashed)
{
  BobbinPlotEdge edge = { from, to, g_strdup (label), dashed };

  g_array_append_val (plot->edges, edge);
}
