/* bobbin-timeline-overlay.c - what is laid over the finished timeline */
#include "config.h"

#include "bobbin-timeline-private.h"

#include "bobbin-color.h"

/* The selected stretch of time stays clear; what is outside of it fades. */
static void
draw_range (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  BobbinTimeSpan range = bobbin_time_span_clamp (layout->viewport.range, layout->viewport.span);
  BobbinRect plot = layout->plot_rect;
  double x0 = bobbin_timeline_x (layout, range.begin_ns), x1 = bobbin_timeline_x (layout, range.end_ns);

  if (bobbin_time_span_is_empty (layout->viewport.range))
    return;
  bobbin_color_set (cr, bobbin_color_with_alpha (layout->style.theme->card, 0.6));
  bobbin_path_rect (cr, (BobbinRect) { plot.x, plot.y, x0 - plot.x, plot.height });
  bobbin_path_rect (cr, (BobbinRect) { x1, plot.y, plot.x + plot.width - x1, plot.height });
  cairo_fill (cr);
}

void
bobbin_timeline_layout_draw_overlay (const BobbinTimelineLayout *layout, cairo_t *cr, double x, double y)
{
  if (layout->run != NULL)
    draw_range (layout, cr);
}
