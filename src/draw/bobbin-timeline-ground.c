/* bobbin-timeline-ground.c - what lies under the lanes: bands, boxes and words */
#include "config.h"

#include "bobbin-timeline-lane.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-units.h"

/* Where the words of a band end. */
static double
band_right (const BobbinTimelineLayout *layout)
{
  return layout->cpu_right > 0.0 ? layout->plot_rect.x + layout->plot_rect.width
                                 : layout->width - layout->style.spacing_px;
}

/* Returns where the words end. */
static double
draw_band_words (const BobbinTimelineLayout *layout, cairo_t *cr, double x, double center, BobbinColor color,
                 const char *text)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px, .max_px = band_right (layout) - x };

  if (text == NULL || font.max_px <= 6.0 * font.size_px)
    return x;
  bobbin_text_draw (cr, style, font, color, x, bobbin_text_baseline (center, font.size_px), text);
  return x + MIN (bobbin_text_width (style, font, text), font.max_px) + style->spacing_px;
}

static void
draw_band_ground (const BobbinTimelineLayout *layout, cairo_t *cr, BobbinColor tint, double y, double height)
{
  const BobbinStyle *style = &layout->style;

  bobbin_path_rect (cr, (BobbinRect) { 0.0, y, layout->width, height });
  bobbin_color_set (cr, tint);
  cairo_fill (cr);
  if (layout->cpu_right > 0.0)
    bobbin_text_draw (cr, style, (BobbinFont) { .size_px = style->small_px, .align = BOBBIN_ALIGN_END },
                      style->theme->faint_text, layout->cpu_right,
                      bobbin_text_baseline (y + height / 2.0, style->small_px),
                      bobbin_timeline_share_heading (layout));
}

/* Which lanes are missing comes before what the group is made of: that can be guessed. */
static void
draw_band (const BobbinTimelineLayout *layout, cairo_t *cr, guint index, double y, double height)
{
  const BobbinStyle *style = &layout->style;
  BobbinKind kind = bobbin_run_get_group (layout->run, index)->spec->kind;
  g_autofree char *label = bobbin_run_group_label (layout->run, index);
  g_autofree char *detail = bobbin_run_group_detail (layout->run, index);
  g_autofree char *note = bobbin_timeline_choice_note (layout, index);
  double center = y + height / 2.0;
  double badge_px = MIN (style->small_px, floor (height / 1.55));
  BobbinRect badge;
  double x;

  draw_band_ground (layout, cr, bobbin_kind_tint (style->theme, kind), y, height);
  badge = bobbin_badge_draw (cr, style, kind, layout->bracket_x, center, badge_px,
                             layout->width - 2.0 * style->spacing_px, label);
  x = badge.x + badge.width + style->spacing_px;
  x = draw_band_words (layout, cr, x, center, style->theme->text, note);
  x += note != NULL ? style->spacing_px : 0.0;
  draw_band_words (layout, cr, x, center, style->theme->faint_text, detail);
}

/* Of cores, and of pinned lanes: neither processes nor threads, so in no hue. */
static void
draw_heading (const BobbinTimelineLayout *layout, cairo_t *cr, double y, double height)
{
  const BobbinStyle *style = &layout->style;
  g_autofree char *heading = bobbin_timeline_heading (layout);
  double center = y + height / 2.0;
  BobbinFont font = { .size_px = style->small_px, .bold = TRUE };

  draw_band_ground (layout, cr, bobbin_timeline_track_tone (style->theme), y, height);
  bobbin_text_draw (cr, style, font, style->theme->text, layout->bracket_x,
                    bobbin_text_baseline (center, font.size_px), heading);
  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    draw_band_words (layout, cr, layout->bracket_x + bobbin_text_width (style, font, heading) + style->spacing_px,
                     center, style->theme->faint_text, ngettext ("which worker had it", "which worker had each of them", layout->n_lanes));
}

static void
draw_share (const BobbinTimelineLayout *layout, cairo_t *cr, guint lane, double center)
{
  const BobbinStyle *style = &layout->style;
  double share = bobbin_timeline_lane_share (layout, lane);
  BobbinFont font = { .size_px = layout->label_px, .bold = TRUE, .align = BOBBIN_ALIGN_END };
  g_autofree char *text = NULL;

  if (share < 0.0)
    {
      font.bold = FALSE;
      font.size_px = MIN (layout->label_px, style->small_px);
      if (layout->viewport.lanes == BOBBIN_LANES_CORES
          || bobbin_run_get_worker (layout->run, lane)->end == BOBBIN_END_RUNNING)
        return;
      text = g_strdup (_("ended"));
    }
  else
    text = bobbin_format_percent (share);
  bobbin_text_draw (cr, style, font, share < 0.0 ? style->theme->faint_text : style->theme->text,
                    layout->cpu_right, bobbin_text_baseline (center, font.size_px), text);
}

static void
draw_lane_words (const BobbinTimelineLayout *layout, cairo_t *cr, const BobbinTimelineRow *row, double center)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = layout->label_px, .bold = TRUE, .max_px = layout->label_width + 1.0 };
  BobbinFont id_font = { .size_px = MIN (layout->label_px, style->small_px), .align = BOBBIN_ALIGN_END };
  g_autofree char *label = layout->short_labels ? bobbin_timeline_row_short_label (layout, row)
                                                : bobbin_timeline_row_label (layout, row);

  bobbin_text_draw (cr, style, font, style->theme->text, layout->label_x,
                    bobbin_text_baseline (center, font.size_px), label);
  if (layout->pid_right > 0.0)
    {
      g_autofree char *id = bobbin_timeline_lane_id (layout->run, row->index);

      bobbin_text_draw (cr, style, id_font, style->theme->faint_text, layout->pid_right,
                        bobbin_text_baseline (center, font.size_px), id);
    }
  if (layout->cpu_right > 0.0)
    draw_share (layout, cr, row->index, center);
}

/* Where only some lanes have words, these reach down beside the lanes without.
 * FALSE when they would be cut at the foot of a picture that shows only part. */
static gboolean
get_words_center (const BobbinTimelineLayout *layout, double y, double height, double *out_center)
{
  double words_px = MAX (height, layout->label_every > 1 ? layout->label_px * 1.15 : 0.0);

  *out_center = y + words_px / 2.0;
  return layout->n_hidden == 0 || y + words_px <= layout->lanes_rect.y + layout->lanes_rect.height;
}

/* A process is a bracket beside its lanes: as many brackets as address spaces.
 * Square for processes, rounded for threads. One with several threads is a box. */
static void
draw_bracket (const BobbinTimelineLayout *layout, cairo_t *cr, BobbinKind kind, double y0, double y1)
{
  const BobbinTheme *theme = layout->style.theme;
  BobbinRect rect = { layout->bracket_x, y0, layout->bracket_px, y1 - y0 };

  bobbin_draw_box (cr, rect, kind == BOBBIN_KIND_THREADS ? layout->bracket_px / 2.0 : 0.0,
                   bobbin_kind_fill (theme, kind), bobbin_kind_color (theme, kind), 1.0);
}

/* The head of a process with several threads, and the box around them. */
static void
draw_process_head (const BobbinTimelineLayout *layout, cairo_t *cr, const BobbinTimelineRow *row, double y)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRunProcess *process = bobbin_run_get_process (layout->run, row->index);
  g_autofree char *label = bobbin_run_process_label (layout->run, row->index);
  g_autofree char *pid = process->pid == 0 ? g_strdup ("") : g_strdup_printf (_("pid %d"), process->pid);
  BobbinFont font = { .size_px = style->small_px, .bold = TRUE };
  double baseline = bobbin_text_baseline (y + row->height / 2.0, font.size_px);
  double x = layout->label_x;

  bobbin_text_draw (cr, style, font, style->theme->process, x, baseline, label);
  x += bobbin_text_width (style, font, label) + style->spacing_px;
  font.bold = FALSE;
  bobbin_text_draw (cr, style, font, style->theme->faint_text, x, baseline, pid);
}

/* A process with several threads is a box around their lanes. */
static void
draw_process_box (const BobbinTimelineLayout *layout, cairo_t *cr, BobbinKind kind, double y0, double y1)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect rect = { layout->bracket_x, y0, layout->width - layout->bracket_x - 1.0, y1 - y0 };

  bobbin_path_rounded (cr, bobbin_rect_inset (rect, 0.5), bobbin_kind_radius (style, kind));
  bobbin_color_set (cr, bobbin_color_mix (bobbin_kind_fill (style->theme, kind), style->theme->card, 0.5));
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

static double
bracket_begin (const BobbinTimelineRow *first)
{
  double top, height;

  bobbin_timeline_lane_track (first->y, first->height, &top, &height);
  return first->kind == BOBBIN_ROW_PROCESS ? first->y : top;
}

/* However low the lanes are, two brackets never read as one. */
static double
bracket_end (const BobbinTimelineRow *first, const BobbinTimelineRow *last)
{
  double bottom = last->y + last->height;
  double top, height;

  bobbin_timeline_lane_track (last->y, last->height, &top, &height);
  return first->kind == BOBBIN_ROW_PROCESS ? bottom : MIN (top + height, bottom - 1.0);
}

static guint
get_process (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row)
{
  return row->kind == BOBBIN_ROW_PROCESS ? row->index : bobbin_run_get_worker (layout->run, row->index)->process;
}

/* One after the last row that is of the same process as @first, and stands with it. */
static guint
find_process_end (const BobbinTimelineLayout *layout, guint first)
{
  const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, first);
  guint process = get_process (layout, row);
  guint end = first + 1;

  while (end < layout->rows->len && bobbin_timeline_get_row (layout, end)->kind == BOBBIN_ROW_LANE
         && get_process (layout, bobbin_timeline_get_row (layout, end)) == process)
    end++;
  return end;
}

static void
draw_brackets (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  double dy = layout->lanes_rect.y - layout->viewport.scroll_y_px;

  for (guint i = 0, end; i < layout->rows->len; i = end)
    {
      const BobbinTimelineRow *first = bobbin_timeline_get_row (layout, i);
      const BobbinTimelineRow *last;
      BobbinKind kind;

      end = i + 1;
      if (first->kind != BOBBIN_ROW_LANE && first->kind != BOBBIN_ROW_PROCESS)
        continue;
      end = find_process_end (layout, i);
      last = bobbin_timeline_get_row (layout, end - 1);
      kind = bobbin_run_get_group (layout->run, bobbin_run_get_process (layout->run, get_process (layout, first))->group)->spec->kind;
      if (first->kind == BOBBIN_ROW_PROCESS || (kind == BOBBIN_KIND_THREADS && !first->pinned))
        draw_process_box (layout, cr, kind, dy + first->y, dy + last->y + last->height);
      draw_bracket (layout, cr, kind, dy + bracket_begin (first), dy + bracket_end (first, last));
    }
}

/* The hue in which workers' lanes show a core stands beside the core's own. */
static void
draw_core_marks (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  const BobbinTheme *theme = layout->style.theme;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);
      double y = bobbin_timeline_row_y (layout, row);
      guint color = row->index % BOBBIN_N_CORE_COLORS;
      BobbinRect mark = { .x = layout->bracket_x, .width = layout->bracket_px };

      if (row->kind != BOBBIN_ROW_LANE || !bobbin_timeline_is_row_seen (layout, row))
        continue;
      bobbin_timeline_lane_track (y, row->height, &mark.y, &mark.height);
      bobbin_draw_box (cr, mark, 0.0, theme->core[color], theme->core_edge[color], 1.0);
    }
}

static void
draw_selection (const BobbinTimelineLayout *layout, cairo_t *cr, double y, double height)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect rect = { 0.0, y, layout->width, height };

  bobbin_draw_box (cr, rect, 0.0, bobbin_color_with_alpha (style->theme->text, 0.07), style->theme->mark,
                   MAX (floor (style->line_px * 0.5), 1.0));
}

static void
draw_rows (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);
      double y = bobbin_timeline_row_y (layout, row);
      double words_center;

      if (!bobbin_timeline_is_row_seen (layout, row))
        continue;
      if (row->kind == BOBBIN_ROW_HEADING)
        draw_heading (layout, cr, y, row->height);
      else if (row->kind == BOBBIN_ROW_GROUP)
        draw_band (layout, cr, row->index, y, row->height);
      else if (row->kind == BOBBIN_ROW_PROCESS)
        draw_process_head (layout, cr, row, y);
      else
        {
          if ((int) row->index == layout->viewport.selected_worker
              && layout->viewport.lanes == BOBBIN_LANES_WORKERS)
            draw_selection (layout, cr, y, row->height);
          if (row->labelled && get_words_center (layout, y, row->height, &words_center))
            draw_lane_words (layout, cr, row, words_center);
        }
    }
}

static void
draw_hidden (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px, .max_px = layout->width - 2.0 * style->spacing_px };
  g_autofree char *text = g_strdup_printf (ngettext ("%u more lane is not shown", "%u more lanes are not shown",
                                                     layout->n_hidden), layout->n_hidden);

  bobbin_text_draw (cr, style, font, style->theme->text, layout->label_x,
                    bobbin_text_baseline ((layout->lanes_rect.y + layout->lanes_rect.height + layout->height) / 2.0,
                                          font.size_px), text);
}

/* In the room that no row takes. */
static void
draw_sentence (const BobbinTimelineLayout *layout, cairo_t *cr, const char *text)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect lanes = layout->lanes_rect;
  BobbinFont font = { .size_px = style->text_px, .align = BOBBIN_ALIGN_CENTER, .max_lines = 3,
                      .max_px = MIN (lanes.width - 2.0 * style->spacing_px, 34.0 * style->text_px) };
  double top = layout->n_lanes == 0 ? MIN (layout->content_px, lanes.height / 2.0) : 0.0;
  double height;

  if (font.max_px < font.size_px)
    return;
  height = bobbin_text_height (style, font, text) - bobbin_text_line_px (font.size_px);
  bobbin_text_draw (cr, style, font, style->theme->faint_text, lanes.x + lanes.width / 2.0,
                    bobbin_text_baseline (lanes.y + (top + lanes.height) / 2.0 - height / 2.0, font.size_px), text);
}

void
bobbin_timeline_layout_draw_grid (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  bobbin_timeline_clip_to_lanes (layout, cr);
  bobbin_timeline_draw_grid (layout, cr);
  cairo_restore (cr);
}

void
bobbin_timeline_layout_draw_words (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  const char *nothing = bobbin_timeline_nothing_seen (layout);

  if (layout->legend != NULL)
    bobbin_legend_draw (layout->legend, cr, &layout->style, layout->legend_rect, BOBBIN_ALIGN_END);
  if (layout->n_hidden > 0)
    draw_hidden (layout, cr);

  bobbin_timeline_clip_to_lanes (layout, cr);
  if (layout->run != NULL)
    draw_rows (layout, cr);
  if (layout->run != NULL && layout->viewport.lanes == BOBBIN_LANES_CORES)
    draw_core_marks (layout, cr);
  else if (layout->run != NULL)
    draw_brackets (layout, cr);
  if (nothing != NULL)
    draw_sentence (layout, cr, nothing);
  cairo_restore (cr);
}

void
bobbin_timeline_layout_draw_ground (const BobbinTimelineLayout *layout, cairo_t *cr)
{
  bobbin_timeline_layout_draw_grid (layout, cr);
  bobbin_timeline_layout_draw_words (layout, cr);
}
