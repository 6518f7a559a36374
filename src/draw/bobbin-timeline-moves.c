/* bobbin-timeline-moves.c - where workers went on on another core
 *
 * In cores' lanes a line from the end of a run to the begin of the next one; in
 * workers' lanes a notch where the next one begins. No two of one worker stand
 * nearer than LEAST_GAP_PX, so that what is drawn follows the width. While few
 * slices are in view each is looked at; else only those around every gap.
 */
#include "bobbin-timeline-overlay.h"

#include <math.h>

#include "bobbin-color.h"

#define LEAST_GAP_PX  4.0
#define MOST_WALKED   ((guint64) 400000) /* slices: some ms */
#define MOST_PLACES   4000.0             /* that are looked at beyond that, over all workers */
#define SLICES_A_PLACE 24u               /* looked at in each of them */

typedef struct {
  const BobbinTimelineLayout *layout;
  cairo_t                    *cr;
  GHashTable                 *rows;   /* lane → row, of those that are in view */
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
draw_line (const Moves *moves, const BobbinInterval *from, const BobbinInterval *to)
{
  const BobbinTimelineRow *row0 = find_row (moves, from->other), *row1 = find_row (moves, to->other);
  const BobbinRun *run = moves->layout->run;
  BobbinKind kind = bobbin_run_get_group (run, bobbin_run_get_worker (run, moves->worker)->group)->spec->kind;
  const BobbinStyle *style = &moves->layout->style;
  double line_px = MAX (style->line_px, 1.0);
  double x0, y0, x1, y1, size_px;

  if (row0 == NULL || row1 == NULL)
    return;
  x0 = bobbin_timeline_x (moves->layout, from->span.end_ns);
  x1 = bobbin_timeline_x (moves->layout, to->span.begin_ns);
  y0 = get_middle (moves, row0);
  y1 = get_middle (moves, row1);
  size_px = MIN (style->small_px * 0.45, fabs (y1 - y0) / 3.0);
  for (guint pass = 0; pass < 2; pass++)
    {
      cairo_move_to (moves->cr, x0, y0);
      cairo_line_to (moves->cr, x1, y1);
      bobbin_color_set (moves->cr, pass == 0 ? bobbin_color_with_alpha (style->theme->card, 0.8)
                                             : bobbin_kind_color (style->theme, kind));
      cairo_set_line_width (moves->cr, pass == 0 ? line_px + 2.0 : line_px);
      cairo_stroke (moves->cr);
    }
  double angle = atan2 (y1 - y0, x1 - x0);
  cairo_move_to (moves->cr, x1, y1);
  cairo_line_to (moves->cr, x1 - size_px * cos (angle - 0.45), y1 - size_px * sin (angle - 0.45));
  cairo_line_to (moves->cr, x1 - size_px * cos (angle + 0.45), y1 - size_px * sin (angle + 0.45));
  cairo_close_path (moves->cr);
  cairo_fill (moves->cr);
}

/* A triangle over the lane's upper edge that points into the new run. */
static void
draw_notch (const Moves *moves, double x)
{
  const BobbinTimelineRow *row = find_row (moves, moves->worker);
  const BobbinTheme *theme = moves->layout->style.theme;
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
  bobbin_color_set (moves->cr, theme->card);
  cairo_set_line_width (moves->cr, 1.5);
  cairo_stroke_preserve (moves->cr);
  bobbin_color_set (moves->cr, theme->text);
  cairo_fill (moves->cr);
}

static void
draw_move (Moves *moves, const BobbinInterval *from, const BobbinInterval *to)
{
  double x = bobbin_timeline_x (moves->layout, to->span.begin_ns);

  if (x - moves->last_x < LEAST_GAP_PX)
    return;
  moves->last_x = x;
  if (moves->layout->viewport.lanes == BOBBIN_LANES_CORES)
    draw_line (moves, from, to);
  else
    draw_notch (moves, x);
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
          draw_move (moves, &run, &slice);
          if (most == SLICES_A_PLACE)
            return;
        }
      run = slice;
    }
}

static void
draw_worker (Moves *moves, guint worker, double step_px)
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

void
bobbin_timeline_draw_moves (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  g_autoptr (GHashTable) rows = find_rows (layout);
  g_autoptr (GArray) workers = g_array_new (FALSE, FALSE, sizeof (guint));
  Moves moves = { .layout = layout, .cr = cr, .rows = rows };
  BobbinHistorySum sum = { 0 };
  double step_px = 0.0;

  for (guint i = 0; i < layout->run->workers->len; i++)
    if (is_wanted (layout, i)
        && (layout->viewport.lanes == BOBBIN_LANES_CORES || find_row (&moves, i) != NULL))
      {
        bobbin_history_add_sum (layout->run->history, i, layout->viewport.span, &sum);
        g_array_append_val (workers, i);
      }
  if (sum.n_slices > MOST_WALKED)
    step_px = MAX (LEAST_GAP_PX, workers->len * layout->plot_rect.width / MOST_PLACES);
  for (guint i = 0; i < workers->len; i++)
    draw_worker (&moves, g_array_index (workers, guint, i), step_px);
}
