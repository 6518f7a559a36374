/* bobbin-timeline-overlay.c - what is laid over the finished timeline */
#include "config.h"

#include "bobbin-timeline-overlay.h"

#include <math.h>

#include "bobbin-color.h"
#include "bobbin-time-text.h"
#include "bobbin-timeline-navigate.h"
#include "bobbin-units.h"

#define FADE_ALPHA  0.62
#define HOVER_ALPHA 0.7

static double
plot_right (const BobbinTimelineLayout *layout)
{
  return layout->plot_rect.x + layout->plot_rect.width;
}

static double
get_x_in_plot (const BobbinTimelineLayout *layout, gint64 time_ns)
{
  return CLAMP (bobbin_timeline_x (layout, time_ns), layout->plot_rect.x, plot_right (layout));
}

/* The selected stretch of time stays clear; what is outside of it fades, but for
 * the words between the lanes. */
static void
fade_outside (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  double x0 = get_x_in_plot (layout, layout->viewport.range.begin_ns);
  double x1 = get_x_in_plot (layout, layout->viewport.range.end_ns);

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);
      double y = bobbin_timeline_row_y (layout, row);

      if (row->kind != BOBBIN_ROW_LANE || !bobbin_timeline_is_row_seen (layout, row))
        continue;
      bobbin_path_rect (cr, (BobbinRect) { layout->plot_rect.x, y, x0 - layout->plot_rect.x, row->height });
      bobbin_path_rect (cr, (BobbinRect) { x1, y, plot_right (layout) - x1, row->height });
    }
  bobbin_color_set (cr, bobbin_color_with_alpha (layout->style.theme->card, FADE_ALPHA));
  cairo_fill (cr);
}

/* The time of an edge stands outside of the range where there is room. */
static void
draw_edge (BobbinTimelineFlags *flags, gint64 time_ns, gboolean is_begin)
{
  const BobbinTimelineLayout *layout = flags->layout;
  double x = bobbin_timeline_x (layout, time_ns);
  g_autofree char *text = bobbin_time_text (time_ns, bobbin_time_resolution_ns (layout->viewport.span));
  double width = bobbin_timeline_flag_width (layout, BOBBIN_FLAG_PLAIN, text);
  double outside = is_begin ? x - width : x, inside = is_begin ? x : x - width;
  gboolean fits = is_begin ? outside >= 0.0 : outside + width <= layout->width;
  double xs[] = { fits ? outside : inside, fits ? inside : outside };
  BobbinRect place;

  if (time_ns < layout->viewport.span.begin_ns || time_ns > layout->viewport.span.end_ns)
    return;
  bobbin_timeline_overlay_line (flags, x, 1.0);
  place = bobbin_timeline_flags_place (flags, width, xs, G_N_ELEMENTS (xs), 0);
  bobbin_timeline_flag_draw (flags, place, BOBBIN_FLAG_PLAIN, 0, text);
}

static void
draw_range (BobbinTimelineFlags *flags)
{
  const BobbinTimelineLayout *layout = flags->layout;
  BobbinTimeSpan range = layout->viewport.range;
  g_autofree char *length = bobbin_format_duration (bobbin_time_span_length_ns (range));
  double width = bobbin_timeline_flag_width (layout, BOBBIN_FLAG_PLAIN, length);
  double x0 = get_x_in_plot (layout, range.begin_ns), x1 = get_x_in_plot (layout, range.end_ns);
  double xs[] = { (x0 + x1 - width) / 2.0 };

  if (bobbin_time_span_is_empty (range))
    return;
  draw_edge (flags, range.begin_ns, TRUE);
  draw_edge (flags, range.end_ns, FALSE);
  if (bobbin_time_span_overlaps (range, layout->viewport.span))
    bobbin_timeline_flag_draw (flags, bobbin_timeline_flags_place (flags, width, xs, 1, width > x1 - x0 ? 1 : 0),
                               BOBBIN_FLAG_STRONG, 0, length);
}

/* ---- What is pointed at ---- */

/* A box around the slice, as far as it is in view. */
static void
outline_slice (const BobbinTimelineLayout *layout, cairo_t *cr, const BobbinTimelineHit *hit, const BobbinInterval *slice)
{
  const BobbinTheme *theme = layout->style.theme;
  double line_px = MAX (round (layout->style.line_px * 1.5), 2.0);
  double x0 = MAX (bobbin_timeline_x (layout, slice->span.begin_ns), layout->plot_rect.x);
  double x1 = MIN (bobbin_timeline_x (layout, slice->span.end_ns), plot_right (layout));
  double top, height;

  bobbin_timeline_lane_track (hit->rect.y, hit->rect.height, &top, &height);
  BobbinRect rect = { x0 - line_px / 2.0, top - line_px / 2.0, MAX (x1 - x0, 1.0) + line_px, height + line_px };
  bobbin_path_rect (cr, rect);
  bobbin_color_set (cr, bobbin_color_with_alpha (theme->card, 0.9));
  cairo_set_line_width (cr, line_px + 2.0);
  cairo_stroke_preserve (cr);
  bobbin_color_set (cr, theme->text);
  cairo_set_line_width (cr, line_px);
  cairo_stroke (cr);
}

static void
draw_pointed (const BobbinTimelineLayout *layout, cairo_t *cr, double x, double y)
{
  BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, x, y);
  int lane = hit.worker >= 0 ? hit.worker : hit.core;
  BobbinInterval slice;

  if (lane >= 0 && hit.in_plot && bobbin_timeline_slice_at (layout->history, (guint) lane, hit.time_ns, &slice))
    outline_slice (layout, cr, &hit, &slice);
}

/* On an axis that counts back from now, what moves along with it does so too. */
static char *
get_pointed_time (const BobbinTimelineLayout *layout, double x)
{
  BobbinTimeSpan span = layout->viewport.span;
  double length_ns = (double) bobbin_time_span_length_ns (span);
  gint64 time_ns = span.begin_ns + (gint64) ((x - layout->plot_rect.x) / layout->plot_rect.width * length_ns);

  return bobbin_time_text (layout->viewport.follows_now ? time_ns - span.end_ns : time_ns,
                           bobbin_time_resolution_ns (span));
}

static void
draw_hover (BobbinTimelineFlags *flags, double x, double y)
{
  const BobbinTimelineLayout *layout = flags->layout;
  g_autofree char *text = NULL;
  double width;

  if (x < layout->plot_rect.x || x >= plot_right (layout) || y < layout->axis_rect.y
      || y >= layout->plot_rect.y + layout->plot_rect.height)
    return;
  text = get_pointed_time (layout, x);
  width = bobbin_timeline_flag_width (layout, BOBBIN_FLAG_PLAIN, text);
  bobbin_timeline_overlay_line (flags, x, HOVER_ALPHA);
  bobbin_timeline_flag_draw (flags, bobbin_timeline_flags_take_on_axis (flags, width, x), BOBBIN_FLAG_PLAIN, 0, text);
}

static void
draw_in_plot (const BobbinTimelineLayout *layout, cairo_t *cr, double x, double y)
{
  cairo_save (cr);
  bobbin_path_rect (cr, layout->plot_rect);
  cairo_clip (cr);
  if (layout->viewport.shows_moves)
    bobbin_timeline_draw_moves (layout, cr);
  if (!bobbin_time_span_is_empty (layout->viewport.range))
    fade_outside (layout, cr);
  draw_pointed (layout, cr, x, y);
  cairo_restore (cr);
}

void
bobbin_timeline_layout_draw_overlay (const BobbinTimelineLayout *layout, cairo_t *cr, double x, double y)
{
  BobbinTimelineFlags flags = { .layout = layout, .cr = cr };

  if (bobbin_time_span_is_empty (layout->viewport.span))
    return;
  cairo_save (cr);
  if (layout->run != NULL)
    {
      draw_in_plot (layout, cr, x, y);
      bobbin_timeline_draw_markers (&flags);
      draw_range (&flags);
      draw_hover (&flags, x, y);
    }
  bobbin_timeline_draw_axis (&flags);
  cairo_restore (cr);
}
