#include "config.h"

#include "bobbin-timeline-overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-axis.h"

/* Ticks stand at round times since the start, or, when the right edge is now,
 * at round times before it. */

typedef struct {
  gint64 step_ns;
  gint64 zero_ns; /* the time that reads as 0 */
  gint64 first_ns, last_ns;
} Ticks;

static Ticks
get_ticks (const BobbinTimelineLayout *layout)
{
  BobbinTimeSpan span = layout->viewport.span;
  BobbinFont font = { .size_px = layout->style.small_px };
  double gap_px = MAX (bobbin_text_width (&layout->style, font, "−0.00 s") * 2.0, 24.0);
  Ticks ticks = { .step_ns = bobbin_axis_step_ns (span, layout->plot_rect.width, gap_px) };

  if (layout->viewport.follows_now)
    {
      ticks.zero_ns = span.end_ns;
      ticks.last_ns = span.end_ns;
      ticks.first_ns = span.end_ns - (span.end_ns - span.begin_ns) / ticks.step_ns * ticks.step_ns;
    }
  else
    {
      ticks.first_ns = bobbin_axis_first_ns (span.begin_ns, ticks.step_ns);
      ticks.last_ns = span.end_ns;
    }
  return ticks;
}

void
bobbin_timeline_draw_grid (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  BobbinRect plot = layout->plot_rect;
  Ticks ticks = get_ticks (layout);
  double line_px = MAX (floor (layout->style.line_px * 0.5), 1.0);
  /* Nothing to be read off yet, and a sentence in their way. */
  double length_px = layout->run == NULL ? layout->style.spacing_px * 2.0
                                         : layout->content_px - layout->viewport.scroll_y_px;

  if (bobbin_time_span_is_empty (layout->viewport.span))
    return;
  for (gint64 t = ticks.first_ns; t <= ticks.last_ns; t += ticks.step_ns)
    bobbin_draw_vline (cr, layout->style.theme->grid, bobbin_timeline_x (layout, t), plot.y,
                       plot.y + MIN (length_px, plot.height), line_px);
}

/* Draws the word at @center as far as it stays inside the picture; its extent
 * is left in @out_x0 and @out_x1. */
static void
place_label (const BobbinTimelineLayout *layout, BobbinFont font, double center, const char *text,
             double *out_x0, double *out_x1)
{
  double width = bobbin_text_width (&layout->style, font, text);
  double x0 = CLAMP (center - width / 2.0, 0.0, MAX (layout->width - width, 0.0));

  *out_x0 = x0;
  *out_x1 = x0 + width;
}

void
bobbin_timeline_draw_axis (const BobbinTimelineFlags *flags)
{
  const BobbinTimelineLayout *layout = flags->layout;
  const BobbinStyle *style = &layout->style;
  BobbinRect axis = layout->axis_rect;
  BobbinFont font = { .size_px = style->small_px };
  double baseline = bobbin_text_baseline (axis.y + axis.height / 2.0, font.size_px);
  double gap_px = font.size_px * 0.5;
  double stop_x0 = G_MAXDOUBLE, stop_x1 = G_MAXDOUBLE;
  Ticks ticks = get_ticks (layout);

  if (axis.height <= 0.0 || bobbin_time_span_is_empty (layout->viewport.span))
    return;
  if (layout->stop_flag_ns >= 0)
    {
      place_label (layout, font, bobbin_timeline_x (layout, layout->stop_flag_ns), _("stopped"), &stop_x0, &stop_x1);
      if (bobbin_timeline_flags_leave_free (flags, stop_x0 - gap_px, stop_x1 + gap_px))
        bobbin_text_draw (flags->cr, style, font, style->theme->text, stop_x0, baseline, _("stopped"));
    }
  for (gint64 t = ticks.first_ns; t <= ticks.last_ns; t += ticks.step_ns)
    {
      gint64 time_ns = t - ticks.zero_ns;
      g_autofree char *text = layout->viewport.follows_now && time_ns == 0
                                ? g_strdup (_("now")) : bobbin_axis_label (time_ns, ticks.step_ns);
      double x0, x1;

      place_label (layout, font, bobbin_timeline_x (layout, t), text, &x0, &x1);
      if ((x1 + gap_px < stop_x0 || x0 - gap_px > stop_x1)
          && bobbin_timeline_flags_leave_free (flags, x0 - gap_px, x1 + gap_px))
        bobbin_text_draw (flags->cr, style, font, style->theme->faint_text, x0, baseline, text);
    }
}
