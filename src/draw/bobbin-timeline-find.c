#include "bobbin-timeline-find.h"

#include <math.h>

#include "bobbin-timeline-private.h"

static int
find_row (const BobbinTimelineLayout *layout, int lane)
{
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);

      if (row->kind == BOBBIN_ROW_LANE && (int) row->index == lane)
        return (int) i;
    }
  return -1;
}

gboolean
bobbin_timeline_layout_find_lane (const BobbinTimelineLayout *layout, guint lane, BobbinRect *out_rect)
{
  int i = find_row (layout, (int) lane);
  const BobbinTimelineRow *row;

  if (i < 0)
    return FALSE;
  row = bobbin_timeline_get_row (layout, (guint) i);
  *out_rect = (BobbinRect) { layout->lanes_rect.x, bobbin_timeline_row_y (layout, row), layout->lanes_rect.width,
                             row->height };
  return TRUE;
}

int
bobbin_timeline_layout_step_lane (const BobbinTimelineLayout *layout, int lane, int by)
{
  int n_rows = (int) layout->rows->len;
  int step = by < 0 ? -1 : 1;
  int i = find_row (layout, lane);
  int found = i >= 0 ? lane : -1;

  if (i < 0)
    i = by < 0 ? n_rows : -1;
  for (i += step; by != 0 && i >= 0 && i < n_rows; i += step)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, (guint) i);

      if (row->kind != BOBBIN_ROW_LANE)
        continue;
      found = (int) row->index;
      by -= step;
    }
  return found;
}

double
bobbin_timeline_layout_x (const BobbinTimelineLayout *layout, gint64 time_ns)
{
  return bobbin_timeline_x (layout, time_ns);
}

gint64
bobbin_timeline_layout_time (const BobbinTimelineLayout *layout, double x)
{
  double length_ns = (double) bobbin_time_span_length_ns (layout->viewport.span);

  return layout->viewport.span.begin_ns + llround ((x - layout->plot_rect.x) / layout->plot_rect.width * length_ns);
}
