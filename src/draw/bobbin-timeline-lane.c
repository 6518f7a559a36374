#include "bobbin-timeline-raster.h"

#include <math.h>
#include <string.h>

#include "bobbin-color.h"

/* One lane. The height of the track is the whole of each interval's time:
 *
 *   ▒▒▒▒   empty: blocked or asleep, over a line at the foot
 *   ////   hatched: ready, waiting for a core
 *   ████   solid, in the core's hue: on a core
 *
 * Neighbours with the same core are one path, so they show no seams in vector
 * formats, and carry the core's number once. Lanes that are too low for heights
 * to be seen say the share by the strength of the colour. */

#define LEAST_HATCHED_PX 10.0 /* lower tracks show waiting as a flat tone */

typedef struct {
  const BobbinTimelineLayout *layout;
  cairo_t                    *cr;
  const BobbinTimelineColumn *columns;
  guint                       n;
  double                      x, top, height, bottom; /* of the track */
} Lane;

gboolean
bobbin_timeline_is_hatched (double track_px)
{
  return track_px >= LEAST_HATCHED_PX;
}

double
bobbin_timeline_edge_px (const BobbinStyle *style)
{
  return MAX (round (style->line_px * 0.5), 1.0);
}

double
bobbin_timeline_foot_px (const BobbinStyle *style, double track_px)
{
  return MAX (MIN (style->line_px, floor (track_px * 0.2)), 1.0);
}

BobbinColor
bobbin_timeline_track_tone (const BobbinTheme *theme)
{
  return bobbin_color_mix (theme->card, theme->grid, 0.4);
}

int
bobbin_timeline_strength (const BobbinTimelineColumn *column)
{
  /* Whatever ran at all is seen. */
  return column->run_share < 0.005 ? 0 : MAX ((int) lround (column->run_share * BOBBIN_N_STRENGTHS), 1);
}

BobbinColor
bobbin_timeline_strength_color (const BobbinTimelineLayout *layout, guint hue, int strength)
{
  return bobbin_color_mix (bobbin_timeline_waiting_tone (layout->style.theme), layout->hues[hue].fill,
                           (double) strength / BOBBIN_N_STRENGTHS);
}

static double
share_px (const Lane *lane, double share)
{
  return round (share * lane->height);
}

static double
run_px (const Lane *lane, guint i)
{
  return share_px (lane, lane->columns[i].run_share);
}

static double
busy_px (const Lane *lane, guint i)
{
  return share_px (lane, MIN (lane->columns[i].run_share + lane->columns[i].wait_share, 1.0));
}

static guint
color_of (const Lane *lane, guint i)
{
  return bobbin_timeline_get_hue (lane->layout, lane->columns[i].other);
}

static gboolean
touches_previous (const Lane *lane, guint i)
{
  return i > 0 && lane->columns[i].x0 <= lane->columns[i - 1].x1 + 0.25;
}

/* One after the last column of the stretch that begins at @first: same core, no gap. */
static guint
stretch_end (const Lane *lane, guint first)
{
  guint i = first + 1;

  while (i < lane->n && lane->columns[i].other == lane->columns[first].other && touches_previous (lane, i))
    i++;
  return i;
}

static void
add_rect (const Lane *lane, double x0, double x1, double from_px, double to_px)
{
  if (to_px > from_px)
    cairo_rectangle (lane->cr, lane->x + x0, lane->bottom - to_px, x1 - x0, to_px - from_px);
}

/* Track and foot line, as far as anything is recorded. */
static void
draw_track (const Lane *lane)
{
  const BobbinStyle *style = &lane->layout->style;
  double line_px = bobbin_timeline_foot_px (style, lane->height);

  for (int pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < lane->n;)
        {
          guint end = i + 1;

          while (end < lane->n && touches_previous (lane, end))
            end++;
          add_rect (lane, lane->columns[i].x0, lane->columns[end - 1].x1, 0.0,
                    pass == 0 ? lane->height : line_px);
          i = end;
        }
      bobbin_color_set (lane->cr, pass == 0 ? bobbin_timeline_track_tone (style->theme) : style->theme->mark);
      cairo_fill (lane->cr);
    }
}

static void
draw_waiting (const Lane *lane)
{
  const BobbinStyle *style = &lane->layout->style;
  const BobbinTheme *theme = style->theme;
  gboolean hatched = bobbin_timeline_is_hatched (lane->height);

  for (guint i = 0; i < lane->n;)
    {
      double from = run_px (lane, i), to = busy_px (lane, i);
      guint end = i + 1;

      while (end < lane->n && touches_previous (lane, end)
             && fabs (run_px (lane, end) - from) < 0.01 && fabs (busy_px (lane, end) - to) < 0.01)
        end++;
      add_rect (lane, lane->columns[i].x0, lane->columns[end - 1].x1, from, to);
      i = end;
    }
  bobbin_color_set (lane->cr, hatched ? theme->waiting_fill
                                      : bobbin_timeline_waiting_tone (theme));
  if (!hatched)
    {
      cairo_fill (lane->cr);
      return;
    }
  cairo_fill_preserve (lane->cr);
  bobbin_pattern_fill (lane->cr, style, BOBBIN_PATTERN_HATCH, theme->waiting,
                       bobbin_timeline_hatch_px (style));
}

/* The solid parts of all stretches in one hue. */
static void
add_running (const Lane *lane, guint color, gboolean only_edges, double edge_px)
{
  for (guint i = 0; i < lane->n;)
    {
      double height = run_px (lane, i);
      guint end = i + 1;

      while (end < lane->n && touches_previous (lane, end) && color_of (lane, end) == color
             && fabs (run_px (lane, end) - height) < 0.01)
        end++;
      if (color_of (lane, i) == color && lane->columns[i].other != BOBBIN_NO_CORE)
        {
          double x0 = lane->columns[i].x0, x1 = lane->columns[end - 1].x1;

          add_rect (lane, x0, x1, only_edges ? MAX (height - edge_px, 0.0) : 0.0, height);
          if (only_edges && x1 - x0 >= 4.0 * edge_px && i > 0
              && lane->columns[i - 1].other != lane->columns[i].other)
            add_rect (lane, x0, x0 + edge_px, 0.0, height - edge_px);
        }
      i = end;
    }
}

static void
draw_running (const Lane *lane)
{
  const BobbinStyle *style = &lane->layout->style;
  double edge_px = bobbin_timeline_edge_px (style);

  for (guint color = 0; color < lane->layout->n_hues; color++)
    {
      add_running (lane, color, FALSE, 0.0);
      bobbin_color_set (lane->cr, lane->layout->hues[color].fill);
      cairo_fill (lane->cr);
      if (!bobbin_timeline_is_hatched (lane->height))
        continue;
      add_running (lane, color, TRUE, edge_px);
      bobbin_color_set (lane->cr, lane->layout->hues[color].edge);
      cairo_fill (lane->cr);
    }
}

static double
number_padding (double size_px)
{
  return MAX (round (size_px * 0.2), 2.0);
}

/* Solid part that a number needs to stand on, the outline at its top not counted. */
static double
number_height (const Lane *lane, double size_px)
{
  return ceil (size_px * 0.72) + 1.5 * number_padding (size_px)
         + bobbin_timeline_edge_px (&lane->layout->style);
}

/* The least height of the solid part between two x. */
static double
least_run_px (const Lane *lane, guint first, guint end, double x0, double x1)
{
  double least = lane->height;

  for (guint i = first; i < end && lane->columns[i].x0 < x1; i++)
    if (lane->columns[i].x1 > x0)
      least = MIN (least, run_px (lane, i));
  return least;
}

/* Where in a stretch a number of @width has @need_px of solid part to stand on:
 * in the middle, or else as near to it as there is such a place. Negative: nowhere. */
static double
find_number_place (const Lane *lane, guint first, guint end, double width, double need_px)
{
  double x0 = lane->columns[first].x0, x1 = lane->columns[end - 1].x1;
  double middle = (x0 + x1 - width) / 2.0;
  double best = -1.0;

  if (least_run_px (lane, first, end, middle, middle + width) >= need_px)
    return middle;
  for (guint i = first; i < end && lane->columns[i].x0 + width <= x1; i++)
    {
      double x = lane->columns[i].x0;

      if ((best < 0.0 || fabs (x - middle) < fabs (best - middle))
          && least_run_px (lane, i, end, x, x + width) >= need_px)
        best = x;
    }
  return best;
}

/* All numbers of a lane stand on one line, so that they read as a row. */
static void
draw_number (const Lane *lane, guint first, guint end, double size_px, double width, const char *text)
{
  double need_px = number_height (lane, size_px);
  double x = find_number_place (lane, first, end, width, need_px);
  BobbinFont font = { .size_px = size_px, .bold = TRUE, .align = BOBBIN_ALIGN_CENTER };

  if (x < 0.0)
    return;
  bobbin_text_draw (lane->cr, &lane->layout->style, font,
                    lane->layout->hues[color_of (lane, first)].ink,
                    lane->x + x + width / 2.0, lane->bottom - number_padding (size_px), text);
}

static void
draw_numbers (const Lane *lane)
{
  const BobbinStyle *style = &lane->layout->style;
  double size_px = CLAMP (lane->height * 0.32, style->fine_px, style->text_px);
  BobbinFont font = { .size_px = size_px, .bold = TRUE };
  double one_digit_px, padding_px = ceil (size_px * 0.3);

  if (lane->height < number_height (lane, size_px))
    return;
  one_digit_px = bobbin_text_width (style, font, "0");
  for (guint i = 0; i < lane->n;)
    {
      guint end = stretch_end (lane, i);
      double width = lane->columns[end - 1].x1 - lane->columns[i].x0;

      if (lane->columns[i].other != BOBBIN_NO_CORE && width >= one_digit_px + padding_px)
        {
          char text[12];
          double text_px;

          bobbin_timeline_get_number (lane->layout, lane->columns[i].other, text);
          text_px = one_digit_px * (double) strlen (text) + padding_px;
          if (width >= text_px)
            draw_number (lane, i, end, size_px, text_px, text);
        }
      i = end;
    }
}

/* Every column as high as the lane: what it ran on, as strong as it ran, over
 * the tone of waiting or the track of being blocked. */
static void
draw_strengths (const Lane *lane)
{
  const BobbinTheme *theme = lane->layout->style.theme;

  for (guint i = 0; i < lane->n; i++)
    if (lane->columns[i].wait_share > BOBBIN_LEAST_WAIT_SHARE)
      add_rect (lane, lane->columns[i].x0, lane->columns[i].x1, 0.0, lane->height);
  bobbin_color_set (lane->cr, bobbin_timeline_waiting_tone (theme));
  cairo_fill (lane->cr);
  for (guint color = 0; color < lane->layout->n_hues; color++)
    for (int strength = 1; strength <= BOBBIN_N_STRENGTHS; strength++)
      {
        for (guint i = 0; i < lane->n; i++)
          if (color_of (lane, i) == color && bobbin_timeline_strength (&lane->columns[i]) == strength
              && lane->columns[i].other != BOBBIN_NO_CORE)
            add_rect (lane, lane->columns[i].x0, lane->columns[i].x1, 0.0, lane->height);
        bobbin_color_set (lane->cr, bobbin_timeline_strength_color (lane->layout, color, strength));
        cairo_fill (lane->cr);
      }
}

static void
draw_paths (const Lane *lane)
{
  draw_track (lane);
  if (bobbin_timeline_shows_strength (lane->layout))
    {
      draw_strengths (lane);
      return;
    }
  draw_waiting (lane);
  draw_running (lane);
}

static void
collect_columns (const BobbinTimelineLayout *layout, guint worker, GArray *columns)
{
  guint n_px = (guint) MAX (layout->plot_rect.width, 0.0);
  double length_ns = (double) bobbin_time_span_length_ns (layout->viewport.span);
  g_autofree BobbinHistoryCell *cells = g_new (BobbinHistoryCell, MAX (n_px, 1));

  if (n_px == 0 || length_ns <= 0.0)
    return;
  bobbin_timeline_cells (layout->history, worker, (double) layout->viewport.span.begin_ns, length_ns / n_px, n_px,
                         cells);
  bobbin_timeline_columns (cells, n_px, 1.0, columns);
}

void
bobbin_timeline_draw_lane (const BobbinTimelineLayout *layout, cairo_t *cr, BobbinTimelineRaster *raster,
                           guint worker, double y, double height, GArray *columns)
{
  Lane lane = { .layout = layout, .cr = cr, .x = layout->plot_rect.x };

  bobbin_timeline_lane_track (y, height, &lane.top, &lane.height);
  lane.bottom = lane.top + lane.height;
  g_array_set_size (columns, 0);
  collect_columns (layout, worker, columns);
  lane.columns = (const BobbinTimelineColumn *) (void *) columns->data;
  lane.n = columns->len;
  if (lane.n == 0)
    return;
  if (raster != NULL)
    bobbin_timeline_raster_lane (raster, cr, columns, lane.top, lane.height);
  else
    draw_paths (&lane);
  if (!bobbin_timeline_shows_strength (layout))
    draw_numbers (&lane);
}
