/* bobbin-memory-chart-private.h - shared by the chart's files */
#pragma once

#include "bobbin-memory-chart.h"

G_BEGIN_DECLS

typedef struct {
  gboolean       is_laid_out;
  GskRenderNode *picture;   /* NULL: has to be drawn */
  BobbinStyle    style;     /* of the picture, as the two below */
  guint64        version;
  double         scroll_px;
  double         width_px, height_px; /* of the layout */
  double         seen_px;   /* of its height */
  gint64         looked_ns; /* bobbin_clock_ns(), for something new */
  guint          lasting;   /* source; 0: the picture is right for good */
  GtkAdjustment *hadjustment, *vadjustment; /* NULL: it is not in something that scrolls */
  gboolean       has_cursor;
  double         cursor_x, cursor_y; /* of the layout: within the cell */
} BobbinMemoryChartPrivate;

BobbinMemoryChartPrivate *bobbin_memory_chart_get_private (BobbinMemoryChart *chart);
gboolean bobbin_memory_chart_ensure_layout (BobbinMemoryChart *chart);
void     bobbin_memory_chart_pick          (BobbinMemoryChart *chart, int process);
void     bobbin_memory_chart_ask_menu      (BobbinMemoryChart *chart, double x, double y);

/* bobbin-memory-chart-cursor.c */
gboolean bobbin_memory_chart_hit           (BobbinMemoryChart *chart, double x, double y, BobbinMemoryCell *out_cell);
void     bobbin_memory_chart_update_cursor (BobbinMemoryChart *chart);
void     bobbin_memory_chart_add_bindings  (GtkWidgetClass *widget_class);
void     bobbin_memory_chart_add_click     (BobbinMemoryChart *chart);

G_END_DECLS
