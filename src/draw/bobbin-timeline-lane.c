#include "bobbin-timeline-private.h"

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
 * formats, and carry the core's number once. */

#define LEAST_HATCHED_PX 8.0 /* lower tracks show waiting as a flat tone */

typedef struct {
  const BobbinTimelineLayout *layout;
  cairo_t                    *cr;
  const BobbinTimelineColumn *columns;
  guint                       n;
  double                      x, top, height, bottom; /* of the track */
} Lane;

static double
share_px (const Lane *lane, double share)
{
  double height = share * lane->height;

  return lane->height >= LEAST_HATCHED_PX ? round (height) : height;
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
  guint core = lane->columns[i].core;

  return core == BOBBIN_NO_CORE ? 0 : core % BOBBIN_N_CORE_COLORS;
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

  while (i < lane->n && lane->columns[i].core == lane->columns[first].core && touches_previous (lane, i))
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
  double line_px = MAX (MIN (style->line_px, floor (lane->height * 0.2)), 1.0);

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
      bobbin_color_set (lane->cr, pass == 0 ? bobbin_color_mix (style->theme->card, style->theme->grid, 0.4)
                                            : style->theme->mark);
      cairo_fill (lane->cr);
    }
}

static void
draw_waiting (const Lane *lane)
{
  const BobbinStyle *style = &lane->layout->style;
  const BobbinTheme *theme = style->theme;
  gboolean hatched = lane->height >= LEAST_HATCHED_PX;

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
                                      : bobbin_color_mix (theme->waiting_fill, theme->waiting, 0.4));
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
      if (color_of (lane, i) == color && lane->columns[i].core != BOBBIN_NO_CORE)
        {
          double x0 = lane->columns[i].x0, x1 = lane->columns[end - 1].x1;

          add_rect (lane, x0, x1, only_edges ? MAX (height - edge_px, 0.0) : 0.0, height);
          if (only_edges && x1 - x0 >= 4.0 * edge_px && i > 0
              && lane->columns[i - 1].core != lane->columns[i].core)
            add_rect (lane, x0, x0 + edge_px, 0.0, height - edge_px);
        }
      i = end;
    }
}

static void
draw_running (const Lane *lane)
{
  const BobbinStyle *style = &lane->layout->style;
  double edge_px = MAX (round (style->line_px * 0.5), 1.0);

  for (guint color = 0; color < BOBBIN_N_CORE_COLORS; color++)
    {
      add_running (lane, color, FALSE, 0.0);
      bobbin_color_set (lane->cr, style->theme->core[color]);
      cairo_fill (lane->cr);
      if (lane->height < LEAST_HATCHED_PX)
        continue;
      add_running (lane, color, TRUE, edge_px);
      bobbin_color_set (lane->cr, style->theme->core_edge[color]);
      cairo_fill (lane->cr);
    }
}

/* The least height of the solid part between two x. */
static double
least_run_px (const Lane *lane, guint first, guint end, double x0, double x1)
{
  double least = lane->height;

  for (guint i = first; i < end; i++)
    if (lane->columns[i].x1 > x0 && lane->columns[i].x0 < x1)
      least = MIN (least, run_px (lane, i));
  return least;
}

static double
most_run_px (const Lane *lane, guint first, guint end, double x0, double x1)
{
  double most = 0.0;

  for (guint i = first; i < end; i++)
    if (lane->columns[i].x1 > x0 && lane->columns[i].x0 < x1)
      most = MAX (most, run_px (lane, i));
  return most;
}

/* Inside the solid part where it is high enough, else just above it on a plate
 * of the ground's colour. */
static void
draw_number (const Lane *lane, guint first, guint end, double size_px, double width, const char *text)
{
  const BobbinStyle *style = &lane->layout->style;
  double center = (lane->columns[first].x0 + lane->columns[end - 1].x1) / 2.0;
  double need_px = size_px * 0.72 + 4.0;
  double low = least_run_px (lane, first, end, center - width / 2.0, center + width / 2.0);
  BobbinFont font = { .size_px = size_px, .bold = TRUE, .align = BOBBIN_ALIGN_CENTER };
  BobbinColor ink = style->theme->core_text[color_of (lane, first)];
  double middle = lane->bottom - low / 2.0;

  if (low < need_px)
    {
      double above = most_run_px (lane, first, end, center - width / 2.0, center + width / 2.0) + 1.0;
      BobbinRect plate = { round (lane->x + center - width / 2.0), lane->bottom - above - need_px, width, need_px };

      if (above + need_px > lane->height || above <= 1.0)
        return;
      bobbin_path_rounded (lane->cr, plate, 2.0);
      bobbin_color_set (lane->cr, style->theme->card);
      cairo_fill (lane->cr);
      ink = style->theme->text;
      middle = plate.y + need_px / 2.0;
    }
  bobbin_text_draw (lane->cr, style, font, ink, lane->x + center,
                    bobbin_text_baseline (middle, size_px), text);
}

static void
draw_numbers (const Lane *lane)
{
  const BobbinStyle *style = &lane->layout->style;
  double size_px = CLAMP (lane->height * 0.5, style->fine_px, style->text_px);
  BobbinFont font = { .size_px = size_px, .bold = TRUE };
  double one_digit_px, padding_px = size_px * 0.7;

  if (lane->height < style->fine_px * 0.72 + 4.0)
    return;
  one_digit_px = bobbin_text_width (style, font, "0");
  for (guint i = 0; i < lane->n;)
    {
      guint end = stretch_end (lane, i);
      double width = lane->columns[end - 1].x1 - lane->columns[i].x0;

      if (lane->columns[i].core != BOBBIN_NO_CORE && width >= one_digit_px + padding_px)
        {
          char text[8];
          double text_px;

          g_snprintf (text, sizeof text, "%u", lane->columns[i].core);
          text_px = one_digit_px * (double) strlen (text);
          if (width >= text_px + padding_px)
            draw_number (lane, i, end, size_px, text_px + padding_px * 0.6, text);
        }
      i = end;
    }
}

void
bobbin_timeline_draw_lane (const BobbinTimelineLayout *layout, cairo_t *cr, guint worker, double y,
                           double height, GArray *columns)
{
  double inset = bobbin_timeline_lane_inset (height);
  Lane lane = { .layout = layout, .cr = cr, .x = layout->plot_rect.x, .top = y + inset,
                .height = height - 2.0 * inset, .bottom = y + height - inset };

  g_array_set_size (columns, 0);
  bobbin_timeline_columns (layout->run->history, worker, layout->viewport.span,
                           layout->plot_rect.width, columns);
  lane.columns = (const BobbinTimelineColumn *) (void *) columns->data;
  lane.n = columns->len;
  if (lane.n == 0)
    return;
  draw_track (&lane);
  draw_waiting (&lane);
  draw_running (&lane);
  draw_numbers (&lane);
}
