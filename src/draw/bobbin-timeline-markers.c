/* bobbin-timeline-markers.c - the two markers, and how far they are apart */
#include "config.h"

#include "bobbin-timeline-overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-time-text.h"
#include "bobbin-units.h"

#define MOST_HZ_NS BOBBIN_NS_PER_S /* of a longer time nobody asks how often it fits into a second */

static const char *
get_letter (guint marker)
{
  /* TRANSLATORS: the names of the two markers on the timeline. */
  return marker == 0 ? C_("marker", "A") : C_("marker", "B");
}

static int
get_side (const BobbinTimelineLayout *layout, gint64 time_ns)
{
  BobbinTimeSpan span = layout->viewport.span;

  return time_ns < span.begin_ns ? -1 : time_ns > span.end_ns ? 1 : 0;
}

static double
clamp_to_plot (const BobbinTimelineLayout *layout, double x)
{
  return CLAMP (x, layout->plot_rect.x, layout->plot_rect.x + layout->plot_rect.width);
}

/* One out of view is an arrow at the edge; two that stand close together keep
 * to their own sides of their lines. */
static void
draw_flag (BobbinTimelineFlags *flags, guint marker, gint64 other_ns)
{
  const BobbinTimelineLayout *layout = flags->layout;
  gint64 time_ns = layout->viewport.markers_ns[marker];
  int side = get_side (layout, time_ns);
  double width = bobbin_timeline_flag_width (layout, BOBBIN_FLAG_STRONG, get_letter (marker));
  double x = clamp_to_plot (layout, bobbin_timeline_x (layout, time_ns));
  double apart_px = other_ns == BOBBIN_NO_TIME ? G_MAXDOUBLE : fabs (bobbin_timeline_x (layout, other_ns) - x);
  gboolean is_left = other_ns > time_ns || (other_ns == time_ns && marker == 0);
  double tip_px = side == 0 ? 0.0 : round (width * 0.6);
  double xs[2] = { x - width / 2.0, is_left ? x - width : x };

  if (side != 0)
    {
      xs[0] = side < 0 ? x + tip_px : x - tip_px - width;
      xs[1] = xs[0] - side * (width + tip_px + 2.0);
    }
  else if (apart_px < width + 2.0)
    xs[0] = xs[1];
  bobbin_timeline_flag_draw (flags, bobbin_timeline_flags_place (flags, width, xs, G_N_ELEMENTS (xs), 0),
                             BOBBIN_FLAG_STRONG, side, get_letter (marker));
}

/* Four digits: two markers are set to tell near times apart. */
static gint64
round_to_four_digits (gint64 time_ns)
{
  double unit_ns = MAX (exp10 (floor (log10 (MAX ((double) time_ns, 1.0))) - 3.0), 1.0);

  return (gint64) (round ((double) time_ns / unit_ns) * unit_ns);
}

/* Where a marker stands; NULL: it is not set. */
static char *
get_time (const BobbinTimelineLayout *layout, guint marker)
{
  gint64 time_ns = layout->viewport.markers_ns[marker];

  if (time_ns == BOBBIN_NO_TIME)
    return NULL;
  return bobbin_time_text (time_ns, bobbin_time_resolution_ns (layout->viewport.span));
}

char *
bobbin_timeline_describe_marks (const BobbinTimelineLayout *layout)
{
  const gint64 *markers_ns = layout->viewport.markers_ns;
  g_autofree char *a = get_time (layout, 0);
  g_autofree char *b = get_time (layout, 1);
  g_autofree char *apart = NULL;

  if (a == NULL && b == NULL)
    return NULL;
  if (b == NULL)
    return g_strdup_printf (_("Marker A stands at %s."), a);
  if (a == NULL)
    return g_strdup_printf (_("Marker B stands at %s."), b);
  apart = bobbin_format_duration_short (round_to_four_digits (ABS (markers_ns[1] - markers_ns[0])));
  /* TRANSLATORS: two times since the start, and the time between them. */
  return g_strdup_printf (_("Marker A stands at %s and marker B at %s: they are %s apart."), a, b, apart);
}

static char *
get_frequency (gint64 length_ns)
{
  double hz = 1e9 / (double) length_ns;

  if (hz < 999.5)
    return g_strdup_printf ("%.3g Hz", hz);
  if (hz < 999.5e3)
    return g_strdup_printf ("%.3g kHz", hz / 1e3);
  return g_strdup_printf ("%.3g MHz", hz / 1e6);
}

static char *
get_difference (gint64 length_ns, gboolean with_frequency)
{
  g_autofree char *length = bobbin_format_duration_short (round_to_four_digits (length_ns));
  g_autofree char *frequency = NULL;

  if (!with_frequency || length_ns <= 0 || length_ns > MOST_HZ_NS)
    return g_strdup_printf ("Δ %s", length);
  frequency = get_frequency (length_ns);
  return g_strdup_printf ("Δ %s (%s)", length, frequency);
}

static void
draw_arrowhead (cairo_t *cr, double x, double y, double size_px, int direction)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - direction * size_px, y - size_px * 0.6);
  cairo_line_to (cr, x - direction * size_px, y + size_px * 0.6);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* From line to line; towards a marker out of view up to the edge, without a head. */
static void
draw_measure (const BobbinTimelineFlags *flags, double x0, double x1, double y, gboolean head0, gboolean head1)
{
  const BobbinStyle *style = &flags->layout->style;
  double line_px = MAX (round (style->line_px), 1.0), size_px = MIN (style->small_px * 0.5, (x1 - x0) / 2.0);

  bobbin_draw_hline (flags->cr, style->theme->card, x0, x1, y, line_px + 2.0);
  bobbin_draw_hline (flags->cr, style->theme->text, x0, x1, y, line_px);
  if (head0)
    draw_arrowhead (flags->cr, x0, y, size_px, -1);
  if (head1)
    draw_arrowhead (flags->cr, x1, y, size_px, 1);
}

static void
draw_difference (BobbinTimelineFlags *flags)
{
  const BobbinTimelineLayout *layout = flags->layout;
  BobbinTimeSpan span = bobbin_time_span (layout->viewport.markers_ns[0], layout->viewport.markers_ns[1]);
  gint64 length_ns = bobbin_time_span_length_ns (span);
  int side0 = get_side (layout, span.begin_ns), side1 = get_side (layout, span.end_ns);
  double x0 = clamp_to_plot (layout, bobbin_timeline_x (layout, span.begin_ns));
  double x1 = clamp_to_plot (layout, bobbin_timeline_x (layout, span.end_ns));
  double room_px = x1 - x0 - 2.0 * layout->style.small_px;
  g_autofree char *text = get_difference (length_ns, TRUE);
  double width;

  if (side0 != 0 && side0 == side1)
    return;
  if (bobbin_timeline_flag_width (layout, BOBBIN_FLAG_PLAIN, text) > room_px)
    {
      g_free (text);
      text = get_difference (length_ns, FALSE);
    }
  width = bobbin_timeline_flag_width (layout, BOBBIN_FLAG_PLAIN, text);

  double xs[3] = { (x0 + x1 - width) / 2.0, x1 + 4.0, x0 - width - 4.0 };
  guint n_beside = width > room_px ? 1 : 0; /* beside the lines where it has no room between them */
  if (x1 + 4.0 + width > layout->plot_rect.x + layout->plot_rect.width)
    xs[1] = xs[2];
  BobbinRect place = bobbin_timeline_flags_place (flags, width, xs + n_beside, 1, 1);
  draw_measure (flags, x0, x1, round (place.y + place.height / 2.0), side0 == 0, side1 == 0);
  bobbin_timeline_flag_draw (flags, place, BOBBIN_FLAG_PLAIN, 0, text);
}

void
bobbin_timeline_draw_markers (BobbinTimelineFlags *flags)
{
  const gint64 *markers_ns = flags->layout->viewport.markers_ns;

  for (guint i = 0; i < 2; i++)
    if (markers_ns[i] != BOBBIN_NO_TIME && get_side (flags->layout, markers_ns[i]) == 0)
      bobbin_timeline_overlay_line (flags, bobbin_timeline_x (flags->layout, markers_ns[i]), 1.0);
  for (guint i = 0; i < 2; i++)
    if (markers_ns[i] != BOBBIN_NO_TIME)
      draw_flag (flags, i, markers_ns[1 - i]);
  if (markers_ns[0] != BOBBIN_NO_TIME && markers_ns[1] != BOBBIN_NO_TIME)
    draw_difference (flags);
}
