/* bobbin-plot-axis.c - the axes of a plot: lines, numbers, titles */
#include "bobbin-plot-private.h"

#include <math.h>

#include "bobbin-color.h"

#define GAP_X 5.5 /* of tick labels, in their size */
#define GAP_Y 3.4
#define LEAST_GAP_Y 1.5 /* where that is what it takes for some labels to be there at all */

static double
stroke_px (const BobbinStyle *style)
{
  return MAX (floor (style->line_px * 0.5), 1.0);
}

static double
tick_px (const BobbinStyle *style)
{
  return round (style->spacing_px * 0.5);
}

static gboolean
has_title (const BobbinPlotAxis *axis)
{
  return axis->title != NULL && *axis->title != '\0';
}

/* Titles stay on one line; very low plots have no room for one. */
static gboolean
shows_titles (const BobbinPlotLayout *layout)
{
  return layout->height >= bobbin_plot_axis_px (&layout->style) * 9.0;
}

double
bobbin_plot_x_axis_height (const BobbinPlotLayout *layout, const BobbinPlotAxis *axis)
{
  double size = bobbin_plot_axis_px (&layout->style);
  double height = tick_px (&layout->style) + size * 1.35;

  if (has_title (axis) && shows_titles (layout))
    height += layout->style.small_px * 1.4;
  return ceil (height);
}

/* Numbers one beside the other; one that would meet the one before is left out. */
static void
add_x_numbers (BobbinPlotLayout *layout, double left, double right)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = bobbin_plot_axis_px (style) };
  double baseline = bobbin_text_baseline (layout->rect.y + layout->rect.height + tick_px (style) + font.size_px * 0.75,
                                          font.size_px);
  double end = left - font.size_px;

  for (guint i = 0; i < layout->x_ticks->len; i++)
    {
      BobbinPlotTick *tick = &g_array_index (layout->x_ticks, BobbinPlotTick, i);
      g_autofree char *text = NULL;
      double width, x;

      if (!tick->labelled)
        continue;
      text = bobbin_quantity_format_short (layout->x.quantity, tick->value);
      width = bobbin_text_width (style, font, text);
      x = CLAMP (tick->px - width / 2.0, left, MAX (right - width, left));
      if (x < end + font.size_px * 0.4)
        {
          tick->labelled = FALSE;
          continue;
        }
      bobbin_plot_add_text (layout, font, style->theme->faint_text, x, baseline, text);
      end = x + width;
    }
}

void
bobbin_plot_add_x_axis (BobbinPlotLayout *layout, const BobbinPlotAxis *axis, double left, double right)
{
  bobbin_plot_add_x_axis_at (layout, axis, NULL, left, right);
}

void
bobbin_plot_add_x_axis_at (BobbinPlotLayout *layout, const BobbinPlotAxis *axis, GArray *ticks, double left, double right)
{
  const BobbinStyle *style = &layout->style;
  double size = bobbin_plot_axis_px (style);
  BobbinFont title = { .size_px = style->small_px, .align = BOBBIN_ALIGN_CENTER };
  double middle = layout->rect.x + layout->rect.width / 2.0, width;

  layout->x_ticks = ticks != NULL ? ticks : bobbin_plot_scale_ticks (&layout->x, size * GAP_X);
  add_x_numbers (layout, left, right);
  if (!has_title (axis) || !shows_titles (layout))
    return;
  title = bobbin_text_fit (style, title, right - left, axis->title);
  width = bobbin_text_width (style, title, axis->title);
  middle = CLAMP (middle, left + width / 2.0, MAX (right - width / 2.0, left + width / 2.0));
  bobbin_plot_add_text_at (layout, title, style->theme->text, middle,
                           layout->rect.y + layout->rect.height + tick_px (style) + size * 1.35 + style->small_px * 0.7, axis->title);
}

static GArray *
make_y_ticks (const BobbinPlotLayout *layout, const BobbinPlotScale *scale)
{
  double size = bobbin_plot_axis_px (&layout->style), length = fabs (scale->to_px - scale->from_px);

  return bobbin_plot_scale_ticks (scale, MAX (CLAMP (length / 6.0, size * LEAST_GAP_Y, size * GAP_Y), length / 12.0));
}

double
bobbin_plot_y_axis_width (const BobbinPlotLayout *layout, BobbinPlotScale scale)
{
  g_autoptr (GArray) ticks = make_y_ticks (layout, &scale);
  BobbinFont font = { .size_px = bobbin_plot_axis_px (&layout->style) };
  double most = 0.0;

  for (guint i = 0; i < ticks->len; i++)
    {
      const BobbinPlotTick *tick = &g_array_index (ticks, BobbinPlotTick, i);
      g_autofree char *text = bobbin_quantity_format_short (scale.quantity, tick->value);

      if (tick->labelled)
        most = MAX (most, bobbin_text_width (&layout->style, font, text));
    }
  return ceil (most + tick_px (&layout->style) + font.size_px * 0.4);
}

void
bobbin_plot_add_y_axis (BobbinPlotLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = bobbin_plot_axis_px (style), .align = BOBBIN_ALIGN_END };
  double x = layout->rect.x - tick_px (style) - font.size_px * 0.3;
  double last = (double) INFINITY;

  layout->y_ticks = make_y_ticks (layout, &layout->y);
  for (guint i = 0; i < layout->y_ticks->len; i++)
    {
      BobbinPlotTick *tick = &g_array_index (layout->y_ticks, BobbinPlotTick, i);
      g_autofree char *text = bobbin_quantity_format_short (layout->y.quantity, tick->value);

      if (!tick->labelled)
        continue;
      if (last - tick->px < font.size_px * 1.15)
        {
          tick->labelled = FALSE;
          continue;
        }
      bobbin_plot_add_text_at (layout, font, style->theme->faint_text, x, tick->px, text);
      last = tick->px;
    }
}

double
bobbin_plot_y_title_height (const BobbinPlotLayout *layout)
{
  if (!has_title (&layout->plot->y) || !shows_titles (layout))
    return round (bobbin_plot_axis_px (&layout->style) * 0.6);
  return ceil (layout->style.small_px * 1.9);
}

void
bobbin_plot_add_y_title (BobbinPlotLayout *layout, double center_y)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px };

  if (!has_title (&layout->plot->y) || !shows_titles (layout))
    return;
  font = bobbin_text_fit (style, font, layout->room.width, layout->plot->y.title);
  bobbin_plot_add_text_at (layout, font, style->theme->text, layout->room.x, center_y, layout->plot->y.title);
}

/* Two short strokes across an axis where values are left out. */
static void
draw_break (const BobbinPlotLayout *layout, cairo_t *cr, double x, double y, gboolean upright)
{
  double size = tick_px (&layout->style) * 1.3, gap = MAX (size * 0.45, 2.0);

  bobbin_color_set (cr, layout->style.theme->card);
  cairo_rectangle (cr, x - (upright ? size : gap), y - (upright ? gap : size), 2.0 * (upright ? size : gap),
                   2.0 * (upright ? gap : size));
  cairo_fill (cr);
  bobbin_color_set (cr, layout->style.theme->mark);
  cairo_set_line_width (cr, stroke_px (&layout->style));
  for (int side = -1; side <= 1; side += 2)
    {
      double at = side * gap;

      cairo_move_to (cr, x + (upright ? -size : at - gap * 0.5), y + (upright ? at + gap * 0.5 : size));
      cairo_line_to (cr, x + (upright ? size : at + gap * 0.5), y + (upright ? at - gap * 0.5 : -size));
    }
  cairo_stroke (cr);
}

void
bobbin_plot_draw_axes (const BobbinPlotLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect rect = layout->rect;
  double bottom = rect.y + rect.height, line_px = stroke_px (style);

  for (guint i = 0; layout->y_ticks != NULL && i < layout->y_ticks->len; i++)
    {
      const BobbinPlotTick *tick = &g_array_index (layout->y_ticks, BobbinPlotTick, i);

      if (tick->labelled)
        bobbin_draw_hline (cr, style->theme->grid, rect.x, rect.x + rect.width, tick->px, line_px);
    }
  for (guint i = 0; layout->x_ticks != NULL && i < layout->x_ticks->len; i++)
    {
      const BobbinPlotTick *tick = &g_array_index (layout->x_ticks, BobbinPlotTick, i);

      /* Where values run across, their lines do; else short strokes are enough. */
      if (layout->y_ticks == NULL && tick->labelled)
        bobbin_draw_vline (cr, style->theme->grid, tick->px, rect.y, bottom, line_px);
      bobbin_draw_vline (cr, style->theme->mark, tick->px, bottom,
                         bottom + tick_px (style) * (tick->labelled ? 1.0 : 0.5), line_px);
    }
  if (layout->x_ticks != NULL)
    {
      double break_px = bobbin_plot_scale_break_px (&layout->x);

      bobbin_draw_hline (cr, style->theme->mark, rect.x, rect.x + rect.width, bottom, line_px);
      if (!isnan (break_px))
        draw_break (layout, cr, break_px, bottom, FALSE);
    }
  if (layout->y_ticks != NULL)
    {
      double break_px = bobbin_plot_scale_break_px (&layout->y);

      bobbin_draw_vline (cr, style->theme->mark, rect.x, rect.y, bottom, line_px);
      if (!isnan (break_px))
        draw_break (layout, cr, rect.x, break_px, TRUE);
    }
}
