#include "config.h"

#include "bobbin-timeline-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-timeline-navigate.h"

/* What goes first when there is too little room:
 *
 *   width    the column of pids, the CPU column, the words of labels that would take
 *            more than a third of the width: their numbers stay
 *   height   the roominess of lanes, then the legend, then size of the labels,
 *            then labels of all but every 2nd, 5th, 10th … lane and with them the
 *            words beside the marks, then the axis; at the least height of a lane
 *            the rest is reached by scrolling
 */

#define PID_COLUMN_FROM 38.0 /* widths in text sizes */
#define CPU_COLUMN_FROM 26.0
#define LABEL_SHARE 0.34     /* of the width, at most */

#define LEGEND_SHARE 0.16 /* of the height, at most */
#define AXIS_SHARE 0.25

/* The widths that a lane's words take at most. */
typedef struct {
  double label_px, short_px, id_px;
} LabelWidths;

static void
measure_lane (const BobbinTimelineLayout *layout, guint lane, gboolean pinned, LabelWidths *widths)
{
  BobbinFont label = { .size_px = layout->label_px, .bold = TRUE };
  BobbinFont id = { .size_px = MIN (layout->style.small_px, layout->label_px) };
  BobbinTimelineRow row = { .kind = BOBBIN_ROW_LANE, .index = lane, .pinned = pinned };
  g_autofree char *label_text = bobbin_timeline_row_label (layout, &row);
  g_autofree char *short_text = bobbin_timeline_row_short_label (layout, &row);

  widths->label_px = MAX (widths->label_px, bobbin_text_width (&layout->style, label, label_text));
  widths->short_px = MAX (widths->short_px, bobbin_text_width (&layout->style, label, short_text));
  if (layout->viewport.lanes == BOBBIN_LANES_WORKERS)
    {
      g_autofree char *id_text = bobbin_timeline_lane_id (layout->run, lane);

      widths->id_px = MAX (widths->id_px, bobbin_text_width (&layout->style, id, id_text));
    }
}

/* The last of a group has the most digits, so it is the widest; shown or not,
 * so that hiding a lane does not move the others. */
static LabelWidths
measure_labels (const BobbinTimelineLayout *layout)
{
  BobbinFont id = { .size_px = MIN (layout->style.small_px, layout->label_px) };
  LabelWidths widths = { .id_px = bobbin_text_width (&layout->style, id, "pid 00000") };
  const BobbinRun *run = layout->run;

  if (run == NULL)
    return widths;
  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    {
      measure_lane (layout, bobbin_history_get_n_lanes (run->core_history) - 1, FALSE, &widths);
      return widths;
    }
  for (guint i = 0; i < run->groups->len; i++)
    {
      const BobbinRunGroup *group = bobbin_run_get_group (run, i);

      if (group->n_workers > 0)
        measure_lane (layout, bobbin_run_group_worker (run, i, group->n_workers - 1), FALSE, &widths);
    }
  for (guint i = 0; i < run->workers->len; i++)
    if (bobbin_lane_choice_is_pinned (layout->viewport.choice, i))
      measure_lane (layout, i, TRUE, &widths);
  return widths;
}

static double
measure_share (const BobbinTimelineLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont number = { .size_px = style->text_px, .bold = TRUE };
  BobbinFont word = { .size_px = style->small_px };
  double width = MAX (bobbin_text_width (style, number, "100 %"), bobbin_text_width (style, word, _("ended")));

  if (layout->run != NULL)
    width = MAX (width, bobbin_text_width (style, word, bobbin_timeline_share_heading (layout)));
  return width;
}

static void
place_columns (BobbinTimelineLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  double gap = style->spacing_px;
  double left, right = layout->width - gap;
  LabelWidths widths = measure_labels (layout);

  layout->bracket_x = gap;
  layout->bracket_px = MAX (round (style->spacing_px * 0.5), 3.0);
  layout->label_x = layout->bracket_x + layout->bracket_px + gap;
  layout->short_labels = ceil (widths.label_px) > layout->width * LABEL_SHARE - layout->label_x;
  layout->label_width = ceil (layout->short_labels ? widths.short_px : widths.label_px);
  left = layout->label_x + layout->label_width + 1.5 * gap;

  layout->pid_right = layout->cpu_right = 0.0;
  if (layout->width >= PID_COLUMN_FROM * style->text_px && layout->viewport.lanes == BOBBIN_LANES_WORKERS)
    {
      layout->pid_right = round (left + widths.id_px);
      left = layout->pid_right + 2.0 * gap;
    }
  if (layout->width >= CPU_COLUMN_FROM * style->text_px)
    {
      layout->cpu_right = right;
      right -= ceil (measure_share (layout)) + 2.0 * gap;
    }
  left = MIN (round (left), layout->width - 1.0);
  right = MAX (floor (right), left + 1.0);
  layout->plot_rect = (BobbinRect) { left, 0.0, right - left, 0.0 };
}

/* Legend and axis, as far as they leave the lanes enough; the lanes get the rest. */
static void
place_top (BobbinTimelineLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  double gap = style->spacing_px;
  double axis_px = round (style->small_px * 1.8);
  double top = 0.0;

  if (layout->run != NULL)
    {
      double width = layout->width - 2.0 * gap;
      double legend_px;

      bobbin_timeline_make_legend (layout, width);
      legend_px = bobbin_legend_count_rows (layout->legend, style, width) * bobbin_legend_row_px (style);
      if (legend_px <= layout->height * LEGEND_SHARE)
        {
          layout->legend_rect = (BobbinRect) { gap, 0.0, width, legend_px };
          top = legend_px + round (gap * 0.5);
        }
      else
        g_clear_pointer (&layout->legend, bobbin_legend_free);
    }
  if (axis_px > layout->height * AXIS_SHARE)
    axis_px = 0.0;
  layout->axis_rect = (BobbinRect) { layout->plot_rect.x, top, layout->plot_rect.width, axis_px };
  top += axis_px;
  layout->lanes_rect = (BobbinRect) { 0.0, top, layout->width, MAX (layout->height - top, 0.0) };
}

/* In a picture nothing scrolls: the lanes below its edge are counted instead,
 * and a line is kept free to say how many they are. */
static void
count_hidden (BobbinTimelineLayout *layout)
{
  double line_px = ceil (bobbin_text_line_px (layout->style.small_px));

  if (!layout->viewport.fits_all || layout->content_px <= layout->lanes_rect.height + 1.0)
    return;
  layout->lanes_rect.height = MAX (layout->lanes_rect.height - line_px, 0.0);
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = &g_array_index (layout->rows, BobbinTimelineRow, i);

      if (row->kind == BOBBIN_ROW_LANE && row->y + row->height > layout->lanes_rect.height)
        layout->n_hidden++;
    }
}

/* At the end of every run all that still work are stopped at once. Where their
 * lanes reach to the edge, one word on the axis says it for all. */
static void
place_stop_flag (BobbinTimelineLayout *layout)
{
  double word_px = bobbin_text_width (&layout->style, (BobbinFont) { .size_px = layout->style.small_px },
                                      _("stopped"));

  layout->stop_flag_ns = -1;
  for (guint i = 0; i < layout->run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (layout->run, i);
      BobbinTimeSpan span = layout->viewport.span;
      gboolean counts = layout->viewport.lanes == BOBBIN_LANES_CORES
                        || bobbin_lane_choice_shows (layout->viewport.choice, i);

      if (counts && worker->end == BOBBIN_END_STOPPED && worker->ended_ns >= span.begin_ns
          && worker->ended_ns <= span.end_ns
          && bobbin_timeline_place_word (layout, worker->end, bobbin_timeline_x (layout, worker->ended_ns),
                                         word_px, layout->style.spacing_px).on_data)
        layout->stop_flag_ns = MAX (layout->stop_flag_ns, worker->ended_ns);
    }
}

/* Each pixel stands for the same stretch of time in every frame, so that a
 * picture that scrolls moves and does not flicker. */
static void
settle_on_pixels (BobbinTimelineLayout *layout)
{
  BobbinTimeSpan *span = &layout->viewport.span;
  double ns_per_px = (double) bobbin_time_span_length_ns (*span) / layout->plot_rect.width;
  gint64 past_ns;

  if (!layout->viewport.follows_now || ns_per_px < 1.0)
    return;
  past_ns = (gint64) ((double) span->begin_ns - floor ((double) span->begin_ns / ns_per_px) * ns_per_px);
  span->begin_ns -= past_ns;
  span->end_ns -= past_ns;
}

BobbinTimelineLayout *
bobbin_timeline_layout_new (const BobbinRun *run, const BobbinTimelineViewport *viewport, double width,
                            double height, const BobbinStyle *style)
{
  BobbinTimelineLayout *layout = g_new0 (BobbinTimelineLayout, 1);

  layout->run = run;
  if (run != NULL)
    layout->history = viewport->lanes == BOBBIN_LANES_CORES ? run->core_history : run->history;
  layout->viewport = *viewport;
  layout->style = *style;
  layout->width = MAX (width, 1.0);
  layout->height = MAX (height, 1.0);
  layout->rows = g_array_new (FALSE, FALSE, sizeof (BobbinTimelineRow));
  layout->lane_px = layout->label_px = style->text_px; /* until lanes are chosen */
  layout->label_every = 1;
  layout->has_process_heads = TRUE;
  layout->stop_flag_ns = -1;

  bobbin_timeline_choose_hues (layout);
  place_columns (layout);
  place_top (layout);
  if (run != NULL)
    {
      bobbin_timeline_choose_lanes (layout);
      count_hidden (layout);
      if (layout->legend != NULL && bobbin_timeline_shows_strength (layout))
        bobbin_timeline_make_legend (layout, layout->legend_rect.width);
      /* Once more, with labels of the size that the lanes allow. */
      place_columns (layout);
      layout->axis_rect.x = layout->plot_rect.x;
      layout->axis_rect.width = layout->plot_rect.width;
    }
  settle_on_pixels (layout);
  layout->plot_rect.y = layout->lanes_rect.y;
  layout->plot_rect.height = layout->lanes_rect.height;
  if (run != NULL)
    place_stop_flag (layout);
  return layout;
}

void
bobbin_timeline_layout_free (BobbinTimelineLayout *layout)
{
  if (layout == NULL)
    return;
  bobbin_legend_free (layout->legend);
  g_array_unref (layout->rows);
  g_free (layout);
}

double
bobbin_timeline_x (const BobbinTimelineLayout *layout, gint64 time_ns)
{
  double share = bobbin_time_span_position (layout->viewport.span, time_ns);

  return layout->plot_rect.x + round (share * layout->plot_rect.width);
}

void
bobbin_timeline_lane_track (double y, double height, double *out_top, double *out_height)
{
  double above = height >= 10.0 ? round (height * 0.13) : 0.0;
  double below = height >= 10.0 ? above : height >= 3.0 ? 1.0 : 0.0;

  *out_top = y + above;
  *out_height = height - above - below;
}

/* Words stand where nothing is drawn if they can: behind the end of the lane,
 * else before the mark, else on whichever side has more room. */
BobbinMarkPlace
bobbin_timeline_place_word (const BobbinTimelineLayout *layout, BobbinEnd end, double x, double word_px,
                            double mark_px)
{
  const BobbinStyle *style = &layout->style;
  double left = x - mark_px - layout->plot_rect.x;
  double edge = layout->plot_rect.x + layout->plot_rect.width;
  double right;

  if (layout->cpu_right > 0.0 && (end == BOBBIN_END_CRASHED || end == BOBBIN_END_EXITED))
    edge = layout->cpu_right - style->spacing_px
           - bobbin_text_width (style, (BobbinFont) { .size_px = style->small_px }, _("ended"));
  right = edge - x - mark_px;

  if (word_px <= right || (word_px > left && right >= left))
    return (BobbinMarkPlace) { x + mark_px, BOBBIN_ALIGN_START, MAX (right, 1.0), FALSE };
  return (BobbinMarkPlace) { x - mark_px, BOBBIN_ALIGN_END, MAX (left, 1.0), TRUE };
}

BobbinTimelineViewport
bobbin_timeline_viewport (BobbinTimeSpan span)
{
  return (BobbinTimelineViewport) {
    .span = span,
    .selected_worker = -1,
    .markers_ns = { BOBBIN_NO_TIME, BOBBIN_NO_TIME },
  };
}

BobbinTimelineViewport
bobbin_timeline_viewport_default (const BobbinRun *run)
{
  BobbinTimelineViewport viewport = bobbin_timeline_viewport ((BobbinTimeSpan) { 0, 0 });

  if (run != NULL && bobbin_run_is_over (run))
    {
      viewport.span = (BobbinTimeSpan) { 0, MAX (run->end_ns, BOBBIN_NS_PER_MS) };
      /* Their ends come in after the order to stop; the last one is seen as well. */
      for (guint i = 0; i < run->workers->len; i++)
        if (bobbin_run_get_worker (run, i)->end != BOBBIN_END_RUNNING)
          viewport.span.end_ns = MAX (viewport.span.end_ns, bobbin_run_get_worker (run, i)->ended_ns);
      return viewport;
    }
  gint64 now_ns = run == NULL ? 0 : run->now_ns;
  viewport.span = (BobbinTimeSpan) { now_ns - BOBBIN_LIVE_VIEW_NS, now_ns };
  viewport.follows_now = TRUE;
  return viewport;
}

double
bobbin_timeline_layout_get_content_height (const BobbinTimelineLayout *layout)
{
  return layout->content_px;
}

guint
bobbin_timeline_layout_get_n_hidden (const BobbinTimelineLayout *layout)
{
  return layout->n_hidden;
}

BobbinRect
bobbin_timeline_layout_get_legend_rect (const BobbinTimelineLayout *layout)
{
  BobbinRect rect = layout->legend_rect;
  double used_px;

  if (layout->legend == NULL)
    return (BobbinRect) { layout->width, 0.0, 0.0, 0.0 };
  used_px = bobbin_legend_get_used_px (layout->legend, &layout->style, rect.width);
  return (BobbinRect) { rect.x + rect.width - used_px, rect.y, used_px, rect.height };
}

BobbinRect
bobbin_timeline_layout_get_lanes_rect (const BobbinTimelineLayout *layout)
{
  return layout->lanes_rect;
}

BobbinRect
bobbin_timeline_layout_get_plot_rect (const BobbinTimelineLayout *layout)
{
  return layout->plot_rect;
}

static const BobbinTimelineRow *
row_at (const BobbinTimelineLayout *layout, double content_y)
{
  guint low = 0, high = layout->rows->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const BobbinTimelineRow *row = &g_array_index (layout->rows, BobbinTimelineRow, middle);

      if (content_y < row->y)
        high = middle;
      else if (content_y >= row->y + row->height)
        low = middle + 1;
      else
        return row;
    }
  return NULL;
}

BobbinTimelineHit
bobbin_timeline_layout_hit (const BobbinTimelineLayout *layout, double x, double y)
{
  BobbinTimelineHit hit = { .worker = -1, .core = -1, .group = -1 };
  BobbinRect lanes = layout->lanes_rect;
  BobbinRect plot = layout->plot_rect;
  const BobbinTimelineRow *row;

  if (!bobbin_rect_contains (lanes, x, y))
    return hit;
  row = row_at (layout, y - lanes.y + layout->viewport.scroll_y_px);
  if (row == NULL || row->kind == BOBBIN_ROW_PROCESS || row->kind == BOBBIN_ROW_HEADING)
    return hit;

  hit.rect = (BobbinRect) { lanes.x, lanes.y + row->y - layout->viewport.scroll_y_px, lanes.width, row->height };
  if (row->kind == BOBBIN_ROW_GROUP)
    {
      hit.group = (int) row->index;
      return hit;
    }
  *(layout->viewport.lanes == BOBBIN_LANES_CORES ? &hit.core : &hit.worker) = (int) row->index;
  if (bobbin_rect_contains (plot, x, y) && !bobbin_time_span_is_empty (layout->viewport.span))
    {
      double length_ns = (double) bobbin_time_span_length_ns (layout->viewport.span);

      hit.in_plot = TRUE;
      hit.time_ns = layout->viewport.span.begin_ns
                    + (gint64) ((x - plot.x) / plot.width * length_ns);
    }
  return hit;
}
