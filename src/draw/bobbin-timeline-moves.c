/* bobbin-timeline-moves.c - where workers went on on another core
 *
 * In cores' lanes a line from the end of a run to the begin of the next one; in
 * workers' lanes a notch where the next one begins. Where they lie denser than
 * LEAST_GAP_PX some are left out, evenly of all workers whose marks share the
 * room, so that what is drawn follows the width. While few slices are in view
 * each is looked at; else only those around every gap.
 */
#include "bobbin-timeline-overlay.h"

#include <math.h>

#include "bobbin-color.h"

#define LEAST_GAP_PX   4.0
#define DENSE_GAP_PX   8.0               /* of lines that would be nearer than LEAST_GAP_PX */
#define MOST_NOTCHES   800.0             /* over all lanes */
#define MOST_WALKED    ((guint64) 400000) /* slices: some ms */
#define MOST_PLACES    4000.0             /* that are looked at beyond that, over all workers */
#define SLICES_A_PLACE 24u               /* looked at in each of them */

typedef struct {
  const BobbinTimelineLayout *layout;
  cairo_t                    *cr;
  GHashTable                 *rows;   /* lane → row, of those that are in view */
  double                      gap_px; /* between two of one worker */
  guint                       worker;
  double                      last_x; /* of its last one */
} Moves;

static gboolean
is_wanted (const BobbinTimelineLayout *layout, guint worker)
{
  if (layout->viewport.selected_worker >= 0)
    return (int) worker == layout->viewport.selected_worker;
  return bobbin_lane_choice_shows (layout->viewport.choice, worker);
}

static const BobbinTimelineRow *
find_row (const Moves *moves, guint lane)
{
  return g_hash_table_lookup (moves->rows, GUINT_TO_POINTER (lane));
}

static double
get_middle (const Moves *moves, const BobbinTimelineRow *row)
{
  return bobbin_timeline_row_y (moves->layout, row) + row->height / 2.0;
}

/* From the end of one run to the begin of the next, with a head where it goes on. */
static void
path_line (const Moves *moves, const BobbinInterval *from, const BobbinInterval *to)
{
  const BobbinTimelineRow *row0 = find_row (moves, from->other), *row1 = find_row (moves, to->other);
  double x0 = bobbin_timeline_x (moves->layout, from->span.end_ns);
  double x1 = bobbin_timeline_x (moves->layout, to->span.begin_ns);
  double y0, y1, angle, size_px;

  if (row0 == NULL || row1 == NULL)
    return;
  y0 = get_middle (moves, row0);
  y1 = get_middle (moves, row1);
  angle = atan2 (y1 - y0, x1 - x0);
  size_px = MIN (moves->layout->style.small_px * 0.55, fabs (y1 - y0) / 3.0);
  cairo_move_to (moves->cr, x0, y0);
  cairo_line_to (moves->cr, x1, y1);
  cairo_move_to (moves->cr, x1 - size_px * cos (angle - 0.5), y1 - size_px * sin (angle - 0.5));
  cairo_line_to (moves->cr, x1, y1);
  cairo_line_to (moves->cr, x1 - size_px * cos (angle + 0.5), y1 - size_px * sin (angle + 0.5));
}

/* A triangle over the lane's upper edge that points into the new run. */
static void
path_notch (const Moves *moves, double x)
{
  const BobbinTimelineRow *row = find_row (moves, moves->worker);
  double top, height, size_px;

  if (row == NULL)
    return;
  bobbin_timeline_lane_track (bobbin_timeline_row_y (moves->layout, row), row->height, &top, &height);
  size_px = CLAMP (height * 0.45, 2.5, moves->layout->style.small_px * 0.65);
  top -= round (size_px * 0.4);
  cairo_move_to (moves->cr, x - size_px * 0.6, top);
  cairo_line_to (moves->cr, x + size_px * 0.6, top);
  cairo_line_to (moves->cr, x, top + size_px);
  cairo_close_path (moves->cr);
}

/* All at once, on a rim of the ground. */
static void
draw_path (const Moves *moves)
{
  const BobbinStyle *style = &moves->layout->style;
  gboolean has_lines = moves->layout->viewport.lanes == BOBBIN_LANES_CORES;
  double line_px = has_lines ? MAX (style->line_px * 1.2, 1.2) : 0.0;

  bobbin_color_set (moves->cr, bobbin_color_with_alpha (style->theme->card, 0.85));
  cairo_set_line_width (moves->cr, line_px + 2.0);
  cairo_stroke_preserve (moves->cr);
  bobbin_color_set (moves->cr, style->theme->text);
  cairo_set_line_width (moves->cr, line_px);
  if (has_lines)
    cairo_stroke (moves->cr);
  else
    cairo_fill (moves->cr);
}

static void
path_move (Moves *moves, const BobbinInterval *from, const BobbinInterval *to)
{
  double x = bobbin_timeline_x (moves->layout, to->span.begin_ns);

  if (x - moves->last_x < moves->gap_px)
    return;
  moves->last_x = x;
  if (moves->layout->viewport.lanes == BOBBIN_LANES_CORES)
    path_line (moves, from, to);
  else
    path_notch (moves, x);
}

/* Up to @most slices from @from_ns on. */
static void
walk (Moves *moves, gint64 from_ns, guint64 most)
{
  BobbinHistoryWalk walk = bobbin_history_walk (moves->layout->run->history, moves->worker, from_ns);
  BobbinInterval run = { .state = BOBBIN_STATE_NONE }, slice;

  for (guint64 n = 0; n < most && bobbin_history_walk_next (&walk, &slice); n++)
    {
      if (slice.span.begin_ns >= moves->layout->viewport.span.end_ns)
        return;
      if (slice.state != BOBBIN_STATE_RUNNING)
        continue;
      if (run.state == BOBBIN_STATE_RUNNING && run.other != slice.other)
        {
          path_move (moves, &run, &slice);
          if (most == SLICES_A_PLACE)
            return;
        }
      run = slice;
    }
}

static void
path_worker (Moves *moves, guint worker, double step_px)
{
  BobbinTimeSpan span = moves->layout->viewport.span;

  moves->worker = worker;
  moves->last_x = -G_MAXDOUBLE;
  if (step_px <= 0.0)
    {
      walk (moves, span.begin_ns, G_MAXUINT64);
      return;
    }
  for (double x = 0.0; x < moves->layout->plot_rect.width; x += step_px)
    walk (moves, span.begin_ns + (gint64) (x / moves->layout->plot_rect.width * (double) (span.end_ns - span.begin_ns)),
          SLICES_A_PLACE);
}

static GHashTable *
find_rows (const BobbinTimelineLayout *layout)
{
  GHashTable *rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);

      if (row->kind == BOBBIN_ROW_LANE
          && (layout->viewport.lanes == BOBBIN_LANES_CORES || bobbin_timeline_is_row_seen (layout, row)))
        g_hash_table_insert (rows, GUINT_TO_POINTER (row->index), (gpointer) row);
    }
  return rows;
}

/* The workers that moved in view, and how many slices they have there. */
static GArray *
find_movers (const Moves *moves, guint64 *out_n_slices, guint64 *out_n_moves)
{
  const BobbinTimelineLayout *layout = moves->layout;
  GArray *movers = g_array_new (FALSE, FALSE, sizeof (guint));

  *out_n_slices = *out_n_moves = 0;
  for (guint i = 0; i < layout->run->workers->len; i++)
    {
      BobbinHistorySum sum;

      if (!is_wanted (layout, i) || (layout->viewport.lanes == BOBBIN_LANES_WORKERS && find_row (moves, i) == NULL))
        continue;
      sum = bobbin_history_get_sum (layout->run->history, i, layout->viewport.span);
      *out_n_slices += sum.n_slices;
      *out_n_moves += sum.n_moves;
      if (sum.n_moves > 0)
        g_array_append_val (movers, i);
    }
  return movers;
}

void
bobbin_timeline_draw_moves (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  g_autoptr (GHashTable) rows = find_rows (layout);
  Moves moves = { .layout = layout, .cr = cr, .rows = rows, .gap_px = LEAST_GAP_PX };
  guint64 n_slices, n_moves;
  g_autoptr (GArray) movers = find_movers (&moves, &n_slices, &n_moves);
  double width = layout->plot_rect.width, step_px = 0.0;

  if (layout->viewport.lanes == BOBBIN_LANES_CORES && (double) n_moves * LEAST_GAP_PX > width)
    moves.gap_px = DENSE_GAP_PX * movers->len;
  else if ((double) n_moves > MOST_NOTCHES)
    moves.gap_px = MAX (LEAST_GAP_PX, movers->len * width / MOST_NOTCHES);
  cairo_new_path (cr);
  if (n_slices > MOST_WALKED)
    step_px = MAX (moves.gap_px, movers->len * width / MOST_PLACES);
  for (guint i = 0; i < movers->len; i++)
    path_worker (&moves, g_array_index (movers, guint, i), step_px);
  draw_path (&moves);
}
