#include "config.h"

#include "bobbin-timeline-canvas.h"
#include "bobbin-timeline-lane.h"

const BobbinTimelineRow *
bobbin_timeline_get_row (const BobbinTimelineLayout *layout, guint i)
{
  return &g_array_index (layout->rows, BobbinTimelineRow, i);
}

gboolean
bobbin_timeline_is_row_seen (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row)
{
  double top = layout->viewport.scroll_y_px;
  double bottom = top + layout->lanes_rect.height;

  return row->y + row->height > top && row->y < bottom
         && (layout->n_hidden == 0 || row->y + row->height <= bottom);
}

double
bobbin_timeline_row_y (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row)
{
  return row->y + layout->lanes_rect.y - layout->viewport.scroll_y_px;
}

void
bobbin_timeline_clip_to_lanes (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  cairo_save (cr);
  bobbin_path_rect (cr, layout->lanes_rect);
  cairo_clip (cr);
}

void
bobbin_timeline_layout_draw_lanes (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  bobbin_timeline_clip_to_lanes (layout, cr);
  if (bobbin_draws_vectors (cr) && !bobbin_timeline_shows_strength (layout))
    bobbin_timeline_draw_lane_paths (layout, cr);
  else
    {
      g_autoptr (BobbinTimelineCanvas) canvas = bobbin_timeline_canvas_new ();

      bobbin_timeline_canvas_update (canvas, layout);
      bobbin_timeline_canvas_paint (canvas, cr);
    }
  cairo_restore (cr);
}

/* Over the lanes, because their words may stand on a neighbour's edge. */
void
bobbin_timeline_layout_draw_marks (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  bobbin_timeline_clip_to_lanes (layout, cr);
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);

      if (row->kind == BOBBIN_ROW_LANE && bobbin_timeline_is_row_seen (layout, row))
        bobbin_timeline_draw_marks (layout, cr, row->index, bobbin_timeline_row_y (layout, row), row->height);
    }
  cairo_restore (cr);
}

void
bobbin_timeline_layout_draw (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  cairo_save (cr);
  bobbin_timeline_layout_draw_ground (layout, cr);
  bobbin_timeline_layout_draw_lanes (layout, cr);
  bobbin_timeline_layout_draw_marks (layout, cr);
  bobbin_timeline_layout_draw_overlay (layout, cr, -1.0, -1.0);
  cairo_restore (cr);
}
