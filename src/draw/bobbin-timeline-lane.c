/* bobbin-timeline-lane.c - lanes as paths, for vector formats
 *
 * Neighbours that look alike are one path, so they show no seams. A lane whose
 * slices in view are all wider than a pixel is drawn slice by slice, exactly;
 * another one by pixels, and when that would be too much for one picture, by
 * broader ones without outlines. Lanes too low for heights are a picture of
 * pixels even there, for paths would be no sharper and many times as large.
 */
#include "bobbin-timeline-stamps.h"

#include <math.h>

#include "bobbin-color.h"

#define MOST_COLUMNS     24000u /* of a whole picture */
#define BROADEST_CELL_PX 8u

typedef struct {
  const BobbinTimelineLayout *layout;
  cairo_t                    *cr;
  const BobbinTimelineColumn *columns;
  guint                       n;
  double                      x, top, height, bottom; /* of the track */
  gboolean                    is_coarse;              /* columns are broader than pixels */
  double                      hatch_x, hatch_y;       /* the hatch is tied to time, and to the lanes as a whole */
} Lane;

static double
share_px (const Lane *lane, guint share_255)
{
  return round (share_255 * lane->height / 255.0);
}

static double
run_px (const Lane *lane, guint i)
{
  return share_px (lane, bobbin_look_run_255 (lane->columns[i].look));
}

static double
busy_px (const Lane *lane, guint i)
{
  return share_px (lane, bobbin_look_run_255 (lane->columns[i].look) + bobbin_look_wait_255 (lane->columns[i].look));
}

static guint
hue_of (const Lane *lane, guint i)
{
  return bobbin_timeline_get_hue (lane->layout, lane->columns[i].other);
}

static gboolean
touches_previous (const Lane *lane, guint i)
{
  return i > 0 && lane->columns[i].x0 <= lane->columns[i - 1].x1 + 1e-6;
}

static void
add_rect (const Lane *lane, double x0, double x1, double from_px, double to_px)
{
  if (to_px > from_px)
    cairo_rectangle (lane->cr, lane->x + x0, lane->bottom - to_px, x1 - x0, to_px - from_px);
}

static void
draw_track (const Lane *lane)
{
  for (guint i = 0; i < lane->n;)
    {
      guint end = i + 1;

      while (end < lane->n && touches_previous (lane, end))
        end++;
      add_rect (lane, lane->columns[i].x0, lane->columns[end - 1].x1, 0.0, lane->height);
      i = end;
    }
  bobbin_color_set (lane->cr, bobbin_timeline_track_tone (lane->layout->style.theme));
  cairo_fill (lane->cr);
}

/* One stretch of the foot line from @x0 to @x1, whose why is the same. */
static void
add_foot (const Lane *lane, BobbinState why, double x0, double x1)
{
  double unit_px = bobbin_timeline_foot_px (&lane->layout->style);
  int n_units = bobbin_timeline_foot_units (lane->layout, lane->height);

  for (int unit = BOBBIN_FOOT_UNITS - n_units; unit < BOBBIN_FOOT_UNITS; unit++)
    {
      double from_px = (BOBBIN_FOOT_UNITS - 1 - unit) * unit_px;
      gboolean on = FALSE;
      double begin = x0;

      for (gint64 x = (gint64) floor (x0); x < (gint64) ceil (x1); x++)
        if (bobbin_timeline_has_foot (why, unit, x) != on)
          {
            if (on)
              add_rect (lane, begin, (double) x, from_px, from_px + unit_px);
            begin = MAX (x0, (double) x);
            on = !on;
          }
      if (on)
        add_rect (lane, begin, x1, from_px, from_px + unit_px);
    }
}

static void
draw_foot (const Lane *lane)
{
  double foot_px = bobbin_timeline_foot_units (lane->layout, lane->height) * bobbin_timeline_foot_px (&lane->layout->style);

  for (guint i = 0; i < lane->n;)
    {
      guint end = i + 1;

      if (busy_px (lane, i) >= foot_px)
        {
          i++;
          continue;
        }
      while (end < lane->n && touches_previous (lane, end) && busy_px (lane, end) < foot_px
             && bobbin_look_why (lane->columns[end].look) == bobbin_look_why (lane->columns[i].look))
        end++;
      add_foot (lane, (BobbinState) bobbin_look_why (lane->columns[i].look), lane->columns[i].x0, lane->columns[end - 1].x1);
      i = end;
    }
  bobbin_color_set (lane->cr, lane->layout->style.theme->mark);
  cairo_fill (lane->cr);
}

typedef double (*HeightFunc) (const Lane *lane, guint i);

/* The outline of columns @first … @end-1, which touch, from the foot up. */
static void
add_outline (const Lane *lane, guint first, guint end, HeightFunc get_height)
{
  double x1 = lane->x + lane->columns[end - 1].x1;

  cairo_move_to (lane->cr, lane->x + lane->columns[first].x0, lane->bottom);
  for (guint i = first; i < end;)
    {
      double y = lane->bottom - get_height (lane, i);
      guint next = i + 1;

      while (next < end && fabs (lane->bottom - get_height (lane, next) - y) < 0.01)
        next++;
      cairo_line_to (lane->cr, lane->x + lane->columns[i].x0, y);
      cairo_line_to (lane->cr, lane->x + lane->columns[next - 1].x1, y);
      i = next;
    }
  cairo_line_to (lane->cr, x1, lane->bottom);
  cairo_close_path (lane->cr);
}

/* Down to the foot: what runs lies over it. */
static void
draw_waiting (const Lane *lane)
{
  const BobbinStyle *style = &lane->layout->style;
  const BobbinTheme *theme = style->theme;

  for (guint i = 0; i < lane->n;)
    {
      guint end = i + 1;

      if (busy_px (lane, i) <= run_px (lane, i))
        {
          i++;
          continue;
        }
      while (end < lane->n && touches_previous (lane, end) && busy_px (lane, end) > run_px (lane, end))
        end++;
      add_outline (lane, i, end, busy_px);
      i = end;
    }
  if (!bobbin_timeline_is_hatched (lane->layout, lane->height))
    {
      bobbin_color_set (lane->cr, bobbin_timeline_waiting_tone (theme));
      cairo_fill (lane->cr);
      return;
    }
  bobbin_color_set (lane->cr, theme->waiting_fill);
  cairo_fill_preserve (lane->cr);
  cairo_save (lane->cr);
  cairo_translate (lane->cr, lane->hatch_x, lane->hatch_y);
  bobbin_pattern_fill (lane->cr, style, BOBBIN_PATTERN_HATCH, theme->waiting, bobbin_timeline_hatch_px (style));
  cairo_restore (lane->cr);
}

/* Where it goes on on another core and stays there for a while, there is a line. */
static gboolean
has_border (const Lane *lane, guint i, double width, double edge_px)
{
  return width >= 4.0 * edge_px && touches_previous (lane, i)
         && bobbin_look_run_255 (lane->columns[i - 1].look) > 0 && lane->columns[i - 1].other != lane->columns[i].other;
}

/* One after the last column that runs on the same core as @first without a pause. */
static guint
find_run_end (const Lane *lane, guint first)
{
  guint end = first + 1;

  while (end < lane->n && touches_previous (lane, end) && lane->columns[end].other == lane->columns[first].other
         && run_px (lane, end) > 0.0)
    end++;
  return end;
}

/* The solid parts of all stretches in one hue. */
static void
add_running (const Lane *lane, guint hue)
{
  for (guint i = 0; i < lane->n;)
    {
      guint end = i + 1;

      if (lane->columns[i].other != BOBBIN_NO_CORE && run_px (lane, i) > 0.0 && hue_of (lane, i) == hue)
        {
          end = find_run_end (lane, i);
          add_outline (lane, i, end, run_px);
        }
      i = end;
    }
}

/* The line along their tops, and where another core begins. */
static void
add_edges (const Lane *lane, guint hue, double edge_px)
{
  for (guint i = 0; i < lane->n;)
    {
      double height = run_px (lane, i);
      double x0 = lane->columns[i].x0, x1;
      guint end = i + 1;

      while (end < lane->n && touches_previous (lane, end) && lane->columns[end].other == lane->columns[i].other
             && fabs (run_px (lane, end) - height) < 0.01)
        end++;
      x1 = lane->columns[end - 1].x1;
      if (hue_of (lane, i) == hue && lane->columns[i].other != BOBBIN_NO_CORE)
        {
          add_rect (lane, x0, x1, MAX (height - edge_px, 0.0), height);
          if (has_border (lane, i, x1 - x0, edge_px))
            add_rect (lane, x0, x0 + edge_px, 0.0, height - edge_px);
        }
      i = end;
    }
}

static void
draw_running (const Lane *lane)
{
  double edge_px = bobbin_timeline_edge_px (&lane->layout->style);

  for (guint hue = 0; hue < lane->layout->n_hues; hue++)
    {
      add_running (lane, hue);
      bobbin_color_set (lane->cr, lane->layout->hues[hue].fill);
      cairo_fill (lane->cr);
      if (!bobbin_timeline_is_hatched (lane->layout, lane->height) || lane->is_coarse)
        continue;
      add_edges (lane, hue, edge_px);
      bobbin_color_set (lane->cr, lane->layout->hues[hue].edge);
      cairo_fill (lane->cr);
    }
}

static void
draw_ticks (const Lane *lane)
{
  double pair_px = BOBBIN_TICK_PERIOD_PX / 2.0;

  for (guint i = 0; i < lane->n;)
    {
      guint end = i + 1;

      while (end < lane->n && touches_previous (lane, end) && bobbin_timeline_is_merged (lane->columns[end].look))
        end++;
      if (bobbin_timeline_is_merged (lane->columns[i].look))
        {
          cairo_move_to (lane->cr, lane->x + lane->columns[i].x0, lane->top + 0.5);
          cairo_line_to (lane->cr, lane->x + lane->columns[end - 1].x1, lane->top + 0.5);
        }
      i = end;
    }
  cairo_set_line_width (lane->cr, 1.0);
  cairo_set_dash (lane->cr, &pair_px, 1, 0.0);
  bobbin_color_set (lane->cr, bobbin_timeline_tick_color (lane->layout->style.theme));
  cairo_stroke (lane->cr);
  cairo_set_dash (lane->cr, NULL, 0, 0.0);
}

static void
draw_paths (const Lane *lane)
{
  draw_track (lane);
  draw_foot (lane);
  draw_waiting (lane);
  draw_running (lane);
  if (bobbin_timeline_is_hatched (lane->layout, lane->height) && !lane->is_coarse)
    draw_ticks (lane);
}

static guint32
make_look (const BobbinInterval *slice)
{
  guint run_255 = (guint) lround (slice->run_share * 255.0);
  guint wait_255 = MIN ((guint) lround (slice->wait_share * 255.0), 255 - run_255);

  return bobbin_look_make (run_255, wait_255, slice->state, 1);
}

/* Slice by slice; FALSE when some are too short. */
static gboolean
collect_exactly (const BobbinTimelineLayout *layout, guint lane, GArray *columns)
{
  BobbinTimeSpan span = layout->viewport.span;
  guint64 first = bobbin_history_find (layout->history, lane, span.begin_ns);
  guint64 end = MIN (bobbin_history_find (layout->history, lane, span.end_ns) + 1,
                     bobbin_history_get_length (layout->history, lane));

  if ((double) (end - first) > layout->plot_rect.width
      || (double) bobbin_history_get_sum (layout->history, lane, span).shortest_ns * layout->plot_rect.width
           < (double) bobbin_time_span_length_ns (span))
    return FALSE;
  for (guint64 i = first; i < end; i++)
    {
      BobbinInterval slice = bobbin_history_get (layout->history, lane, i);
      BobbinTimeSpan seen = bobbin_time_span_clamp (slice.span, span);
      BobbinTimelineColumn column = {
        .x0 = bobbin_timeline_x (layout, seen.begin_ns) - layout->plot_rect.x,
        .x1 = bobbin_timeline_x (layout, seen.end_ns) - layout->plot_rect.x,
        .look = make_look (&slice),
        .other = slice.run_share > 0.0 ? slice.other : BOBBIN_NO_CORE,
      };

      if (!bobbin_time_span_is_empty (seen))
        g_array_append_val (columns, column);
    }
  return TRUE;
}

typedef struct {
  const BobbinTimelineLayout *layout;
  cairo_t                    *cr;
  BobbinTimelineStamps       *stamps;
  guint32                    *looks, *others;
  GArray                     *columns; /* BobbinTimelineColumn */
  GArray                     *placed;  /* BobbinTimelineStamp */
  guint                       n_px, cell_px;
  double                      ns_per_px;
  gint64                      begin_px;
} Drawing;

static void
collect_columns (Drawing *drawing, guint lane)
{
  guint n_cells = (drawing->n_px + drawing->cell_px - 1) / drawing->cell_px;

  g_array_set_size (drawing->columns, 0);
  if (collect_exactly (drawing->layout, lane, drawing->columns))
    return;
  bobbin_timeline_looks (drawing->layout->history, lane, (double) drawing->layout->viewport.span.begin_ns,
                         drawing->ns_per_px * drawing->cell_px, n_cells, drawing->looks, drawing->others);
  bobbin_timeline_columns (drawing->looks, drawing->others, n_cells, drawing->cell_px, drawing->columns);
}

static void
draw_stamps (Drawing *drawing, guint lane, double bottom, double height)
{
  const BobbinTimelineLayout *layout = drawing->layout;
  BobbinTimelineResume resume;

  g_array_set_size (drawing->placed, 0);
  bobbin_timeline_looks (layout->history, lane, (double) layout->viewport.span.begin_ns, drawing->ns_per_px,
                         drawing->n_px, drawing->looks, drawing->others);
  bobbin_timeline_stamps_place (drawing->stamps, drawing->looks, drawing->others, drawing->n_px, drawing->begin_px, (int) height, drawing->begin_px,
                                drawing->placed, &resume);
  for (guint i = 0; i < drawing->placed->len; i++)
    bobbin_timeline_stamps_draw (drawing->stamps, drawing->cr,
                                 &g_array_index (drawing->placed, BobbinTimelineStamp, i), drawing->begin_px,
                                 layout->plot_rect.x, bottom, height);
}

static void
draw_lane (Drawing *drawing, const BobbinTimelineRow *row)
{
  const BobbinTimelineLayout *layout = drawing->layout;
  Lane lane = {
    .layout = layout,
    .cr = drawing->cr,
    .is_coarse = drawing->cell_px > 1,
    .x = layout->plot_rect.x,
    .hatch_x = layout->plot_rect.x - fmod ((double) drawing->begin_px, round (bobbin_timeline_hatch_px (&layout->style))),
    .hatch_y = bobbin_timeline_row_y (layout, row) - row->y,
  };

  bobbin_timeline_lane_track (bobbin_timeline_row_y (layout, row), row->height, &lane.top, &lane.height);
  lane.bottom = lane.top + lane.height;
  collect_columns (drawing, row->index);
  lane.columns = (const BobbinTimelineColumn *) (void *) drawing->columns->data;
  lane.n = drawing->columns->len;
  if (lane.n == 0)
    return;
  draw_paths (&lane);
  draw_stamps (drawing, row->index, lane.bottom, lane.height);
}

static guint
count_seen_lanes (const BobbinTimelineLayout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->rows->len; i++)
    n += bobbin_timeline_get_row (layout, i)->kind == BOBBIN_ROW_LANE
         && bobbin_timeline_is_row_seen (layout, bobbin_timeline_get_row (layout, i));
  return n;
}

void
bobbin_timeline_draw_lane_paths (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  guint n_px = (guint) MAX (layout->plot_rect.width, 0.0);
  Drawing drawing = { .layout = layout, .cr = cr, .n_px = n_px };

  if (n_px == 0 || bobbin_time_span_is_empty (layout->viewport.span))
    return;
  drawing.ns_per_px = (double) bobbin_time_span_length_ns (layout->viewport.span) / n_px;
  drawing.begin_px = llround ((double) layout->viewport.span.begin_ns / drawing.ns_per_px);
  drawing.cell_px = CLAMP (count_seen_lanes (layout) * n_px / MOST_COLUMNS, 1, BROADEST_CELL_PX);
  drawing.looks = g_new (guint32, n_px);
  drawing.others = g_new (guint32, n_px);
  drawing.columns = g_array_new (FALSE, FALSE, sizeof (BobbinTimelineColumn));
  drawing.placed = g_array_new (FALSE, FALSE, sizeof (BobbinTimelineStamp));
  drawing.stamps = bobbin_timeline_stamps_new (layout);
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);

      if (row->kind == BOBBIN_ROW_LANE && bobbin_timeline_is_row_seen (layout, row))
        draw_lane (&drawing, row);
    }
  bobbin_timeline_stamps_free (drawing.stamps);
  g_array_unref (drawing.placed);
  g_array_unref (drawing.columns);
  g_free (drawing.looks);
  g_free (drawing.others);
}
