/* bobbin-plot-distribution.c - single readings in rows, with median and quartiles
 *
 * Readings that fall together are piled up from the middle of their row, so
 * that the pile's outline is their distribution. A few that lie far off would
 * press all others together: they are counted at the edge.
 */
#include "config.h"

#include "bobbin-plot-distribution-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-experiment.h"

#define NAMES_MOST   0.3
#define NUMBERS_MOST 0.22
#define ROW_MOST     14.0  /* heights in text sizes */
#define FAR_OFF      6.0  /* in quartile distances past the upper quartile */
#define MOST_DOTS    20000u

static void
own_free (gpointer data)
{
  BobbinPlotDistribution *own = data;

  g_clear_pointer (&own->ratio_ticks, g_array_unref);
  g_free (own->rows);
  g_free (own);
}

static const BobbinPlotReading *
get_reading (const BobbinPlotSeries *series, guint i)
{
  return &g_array_index (series->readings, BobbinPlotReading, i);
}

static BobbinPlotRow
make_row (const BobbinPlotSeries *series)
{
  g_autofree double *values = g_new (double, series->readings->len + 1);
  BobbinPlotRow row = { 0 };
  guint n = 0;

  for (guint i = 0; i < series->readings->len; i++)
    if (get_reading (series, i)->warm_up)
      row.n_warm_up++;
    else
      values[n++] = get_reading (series, i)->value;
  row.all = bobbin_quartiles (values, n);
  if (series->points->len > 0)
    {
      const BobbinPlotPoint *point = &g_array_index (series->points, BobbinPlotPoint, 0);

      row.all.median = point->value;
      row.all.p25 = point->p25;
      row.all.p75 = point->p75;
    }
  return row;
}

/* How far the axis goes for the sake of single readings; NaN: any length. */
static double
find_reach (const BobbinPlotDistribution *own, guint n, gboolean log)
{
  double near = (double) NAN;

  for (guint i = 0; i < n; i++)
    {
      const BobbinQuartiles *all = &own->rows[i].all;
      double far = all->p75 + FAR_OFF * MAX (all->p75 - all->p25, fabs (all->median) * 0.01);

      near = isnan (near) ? far : fmax (near, far);
    }
  return log ? (double) NAN : near;
}

static BobbinPlotRange
get_range (BobbinPlotLayout *layout, const BobbinPlotAxis *axis)
{
  BobbinPlotDistribution *own = layout->own;
  BobbinPlotRange range = bobbin_plot_range_new ();
  double reach;

  for (guint i = 0; i < layout->plot->series->len; i++)
    own->rows[i] = make_row (bobbin_plot_get_series (layout->plot, i));
  reach = find_reach (own, layout->plot->series->len, axis->log);
  for (guint i = 0; i < layout->plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);

      bobbin_plot_range_add (&range, axis, own->rows[i].all.median);
      bobbin_plot_range_add (&range, axis, own->rows[i].all.p25);
      bobbin_plot_range_add (&range, axis, own->rows[i].all.p75);
      for (guint r = 0; r < series->readings->len; r++)
        if (isnan (reach) || get_reading (series, r)->value <= reach)
          bobbin_plot_range_add (&range, axis, get_reading (series, r)->value);
    }
  return range;
}

/* Names at the left, medians at the right. */
static void
choose_columns (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinStyle *style = &layout->style;
  BobbinPlotDistribution *own = layout->own;
  double sign_px = bobbin_plot_marker_px (style) * 1.8;

  own->name_font = (BobbinFont) { .size_px = bobbin_plot_axis_px (style), .bold = TRUE };
  own->number_font = (BobbinFont) { .size_px = style->text_px, .bold = TRUE };
  if (bobbin_plot_has_ratio (plot))
    {
      g_autofree char *interval = bobbin_estimate_to_interval_text (plot->ratio);

      own->numbers_px = bobbin_text_width (style, (BobbinFont) { .size_px = style->small_px }, interval);
    }
  if (plot->ratio_title != NULL)
    own->names_px = MIN (bobbin_text_width (style, own->name_font, plot->ratio_title), layout->width * 0.2);
  for (guint i = 0; i < plot->series->len; i++)
    {
      g_autofree char *text = bobbin_quantity_format (bobbin_plot_value_axis (plot)->quantity, own->rows[i].all.median);

      own->names_px = MAX (own->names_px, bobbin_text_width (style, own->name_font, bobbin_plot_get_series (plot, i)->label));
      own->numbers_px = MAX (own->numbers_px, bobbin_text_width (style, own->number_font, text));
    }
  own->names_px = MAX (own->names_px, style->text_px * 6.0);
  own->names_px = ceil (MIN (own->names_px + sign_px, layout->width * NAMES_MOST));
  own->numbers_px = layout->width < style->text_px * 24.0 ? 0.0 : ceil (MIN (own->numbers_px, layout->width * NUMBERS_MOST));
  own->name_font.max_px = MAX (own->names_px - sign_px, 1.0);
}

static void
add_row (BobbinPlotLayout *layout, guint i)
{
  const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);
  const BobbinStyle *style = &layout->style;
  BobbinPlotDistribution *own = layout->own;
  const BobbinPlotAxis *axis = bobbin_plot_value_axis (layout->plot);
  BobbinColor color = bobbin_role_color (style->theme, series->role);
  double center_y = own->top + (i + 0.5) * own->row_px;
  g_autofree char *median = isnan (own->rows[i].all.median) ? g_strdup ("–") : bobbin_quantity_format (axis->quantity, own->rows[i].all.median);

  for (guint r = 0; r < series->readings->len; r++)
    own->rows[i].n_beyond += !get_reading (series, r)->warm_up && get_reading (series, r)->value > layout->x.high;
  bobbin_plot_add_hit (layout, (BobbinRect) { 0.0, own->top + i * own->row_px, layout->width, own->row_px }, i, 0);
  if (i % own->named_every != 0)
    return;
  bobbin_plot_add_text_at (layout, own->name_font, color, bobbin_plot_marker_px (style) * 1.8, center_y, series->label);
  if (own->numbers_px > 0.0)
    {
      BobbinFont font = bobbin_text_fit (style, own->number_font, own->numbers_px, median);

      bobbin_plot_add_text_at (layout, font, color, own->numbers_x, center_y, median);
    }
  if (own->rows[i].n_beyond > 0 && own->row_px > style->fine_px * 5.0)
    {
      g_autofree char *most = bobbin_quantity_format (axis->quantity, own->rows[i].all.max);
      guint n = own->rows[i].n_beyond;
      /* TRANSLATORS: readings that are greater than the axis shows, and the greatest of them. */
      g_autofree char *text = g_strdup_printf (ngettext ("%u further off, %s", "%u further off, up to %s", n), n, most);
      BobbinFont font = { .size_px = style->fine_px, .align = BOBBIN_ALIGN_END };

      if (bobbin_text_width (style, font, text) > layout->rect.width * 0.7)
        return;
      bobbin_plot_add_text_at (layout, font, style->theme->faint_text, layout->rect.x + layout->rect.width,
                               center_y - own->row_px / 2.0 + style->fine_px * 0.75, text);
      g_array_index (layout->texts, BobbinPlotText, layout->texts->len - 1).on_data = TRUE;
    }
}

static void
lay_out (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinStyle *style = &layout->style;
  const BobbinPlotAxis *axis = bobbin_plot_value_axis (plot);
  BobbinPlotDistribution *own = g_new0 (BobbinPlotDistribution, 1);
  double axis_px = bobbin_plot_x_axis_height (layout, axis), ratio_px = bobbin_plot_ratio_height (layout), gap = style->text_px * 0.8;
  double name_line;
  BobbinPlotRange range;

  own->rows = g_new0 (BobbinPlotRow, plot->series->len + 1);
  layout->own = own;
  layout->free_own = own_free;
  range = get_range (layout, axis);
  choose_columns (layout);
  layout->rect = (BobbinRect) { own->names_px + gap, layout->room.y, layout->width - own->names_px - own->numbers_px - 2.5 * gap,
                                MAX (layout->room.height - axis_px - ratio_px, 1.0) };
  layout->rect.width = MAX (layout->rect.width, 1.0);
  own->numbers_x = layout->rect.x + layout->rect.width + gap * 1.2;
  own->row_px = MIN (layout->rect.height / MAX (plot->series->len, 1u), style->text_px * ROW_MOST);
  layout->rect.height = own->row_px * plot->series->len;
  own->top = layout->rect.y;
  own->marker_px = CLAMP (own->row_px * 0.5, MIN (3.0, own->row_px), bobbin_plot_marker_px (style) * 1.2);
  name_line = bobbin_text_line_px (own->name_font.size_px);
  own->named_every = (guint) MAX (ceil (own->name_font.size_px * 1.05 / own->row_px), 1.0);
  own->name_font.max_lines = (int) CLAMP (floor (own->row_px / name_line), 1.0, 3.0);
  layout->x = bobbin_plot_scale_new (axis, range, layout->rect.x + own->marker_px, layout->rect.x + layout->rect.width - own->marker_px);
  bobbin_plot_add_x_axis (layout, axis, 0.0, layout->width);
  for (guint i = 0; i < plot->series->len; i++)
    add_row (layout, i);
  if (ratio_px > 0.0)
    bobbin_plot_add_ratio (layout, layout->rect.y + layout->rect.height + axis_px);
}

/* ---- Drawing ---- */

/* Each column of a dot's width is piled up from the middle: 0, +1, −1, +2, … */
static void
draw_readings (const BobbinPlotLayout *layout, cairo_t *cr, guint i)
{
  const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);
  const BobbinPlotDistribution *own = layout->own;
  double dot_px = CLAMP (own->row_px * 0.08, 1.5, layout->style.text_px * 0.6), half = own->row_px * 0.42;
  guint n_columns = (guint) (layout->rect.width / dot_px) + 2, every = series->readings->len / MOST_DOTS + 1;
  g_autofree guint *counts = g_new0 (guint, n_columns), *seen = g_new0 (guint, n_columns);

  for (guint pass = 0; pass < 2; pass++)
    for (guint r = 0; r < series->readings->len; r += every)
      {
        const BobbinPlotReading *reading = get_reading (series, r);
        double x = bobbin_plot_scale_px (&layout->x, reading->value), step, y;
        guint column = MIN ((guint) MAX ((x - layout->rect.x) / dot_px, 0.0), n_columns - 1);

        if (!bobbin_plot_scale_has (&layout->x, reading->value) || reading->value > layout->x.high)
          continue;
        if (pass == 0)
          {
            counts[column]++;
            continue;
          }
        step = MIN (dot_px, 2.0 * half / MAX (counts[column], 1u));
        y = (seen[column] + 1) / 2 * step * (seen[column] % 2 == 1 ? -1.0 : 1.0);
        seen[column]++;
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, own->top + (i + 0.5) * own->row_px + y, dot_px * 0.45, 0.0, 2.0 * G_PI);
        bobbin_color_set (cr, bobbin_color_with_alpha (reading->warm_up ? layout->style.theme->mark
                                                                        : bobbin_role_fill (layout->style.theme, series->role),
                                                       reading->warm_up ? 0.4 : 0.5));
        cairo_fill (cr);
      }
}

/* An arrowhead at the edge: there is more that way. */
static void
draw_beyond (const BobbinPlotLayout *layout, cairo_t *cr, guint i)
{
  const BobbinPlotDistribution *own = layout->own;
  double x = layout->rect.x + layout->rect.width, y = own->top + (i + 0.5) * own->row_px, size = own->marker_px * 0.45;

  if (own->rows[i].n_beyond == 0)
    return;
  cairo_move_to (cr, x - size, y - size);
  cairo_line_to (cr, x, y);
  cairo_line_to (cr, x - size, y + size);
  cairo_close_path (cr);
  bobbin_color_set (cr, bobbin_role_color (layout->style.theme, bobbin_plot_get_series (layout->plot, i)->role));
  cairo_fill (cr);
}

static void
draw_row (const BobbinPlotLayout *layout, cairo_t *cr, guint i)
{
  const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);
  const BobbinPlotDistribution *own = layout->own;
  const BobbinQuartiles *all = &own->rows[i].all;
  double y = own->top + (i + 0.5) * own->row_px, sign = MIN (bobbin_plot_marker_px (&layout->style), own->row_px);

  draw_readings (layout, cr, i);
  draw_beyond (layout, cr, i);
  if (i % own->named_every == 0)
    bobbin_plot_draw_marker (cr, &layout->style, series->role, series->hollow, sign * 0.75, y, sign);
  if (isnan (all->median) || !bobbin_plot_scale_has (&layout->x, all->median))
    return;
  bobbin_draw_hline (cr, bobbin_role_color (layout->style.theme, series->role), bobbin_plot_scale_px (&layout->x, all->p25),
                     bobbin_plot_scale_px (&layout->x, all->p75), y, MAX (round (layout->style.line_px), 1.0));
  bobbin_plot_draw_marker (cr, &layout->style, series->role, series->hollow, bobbin_plot_scale_px (&layout->x, all->median), y,
                           own->marker_px);
}

static void
draw (const BobbinPlotLayout *layout, cairo_t *cr)
{
  const BobbinPlotDistribution *own = layout->own;
  double line_px = MAX (floor (layout->style.line_px * 0.5), 1.0);

  for (guint i = 1; own->row_px > 6.0 && i < layout->plot->series->len; i++)
    bobbin_draw_hline (cr, layout->style.theme->grid, 0.0, layout->rect.x + layout->rect.width, own->top + i * own->row_px, line_px);
  bobbin_plot_draw_axes (layout, cr);
  for (guint i = 0; i < layout->plot->series->len; i++)
    draw_row (layout, cr, i);
  if (own->ratio_rect.height > 0.0)
    bobbin_plot_draw_ratio (layout, cr);
}

/* ---- Words ---- */

static char *
tell_row (const BobbinPlotLayout *layout, guint i)
{
  const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);
  const BobbinPlotDistribution *own = layout->own;
  const BobbinPlotRow *row = &own->rows[i];
  BobbinQuantity quantity = bobbin_plot_value_axis (layout->plot)->quantity;
  GString *text = g_string_new (NULL);
  g_autofree char *median = NULL;

  if (isnan (row->all.median))
    {
      g_string_append_printf (text, _("%s: %s."), series->label, _("no readings"));
      return g_string_free (text, FALSE);
    }
  median = bobbin_plot_value_text (quantity, row->all.median, row->all.p25, row->all.p75);
  g_string_append_printf (text, _("%s: median %s."), series->label, median);
  if (row->all.n > 0)
    {
      g_autofree char *min = bobbin_quantity_format (quantity, row->all.min);
      g_autofree char *max = bobbin_quantity_format (quantity, row->all.max);

      /* TRANSLATORS: how many readings, the least and the greatest of them. */
      bobbin_plot_append_take (text, g_strdup_printf (ngettext ("%u reading, from %s to %s.", "%u readings, from %s to %s.",
                                                                row->all.n), row->all.n, min, max));
    }
  if (row->n_warm_up > 0)
    bobbin_plot_append_take (text, g_strdup_printf (ngettext ("%u more of the warm-up, greyed.", "%u more of the warm-up, greyed.",
                                                              row->n_warm_up), row->n_warm_up));
  return g_string_free (text, FALSE);
}

static void
describe (const BobbinPlotLayout *layout, GString *text)
{
  const char *title = bobbin_plot_value_axis (layout->plot)->title;

  if (title != NULL && *title != '\0')
    bobbin_plot_append_take (text, g_strdup_printf (_("Single readings: %s."), title));
  for (guint i = 0; i < layout->plot->series->len; i++)
    bobbin_plot_append_take (text, tell_row (layout, i));
  bobbin_plot_append_take (text, bobbin_plot_tell_ratio (layout->plot));
}

static char *
tell (const BobbinPlotLayout *layout, const BobbinPlotHit *hit)
{
  return hit->a == G_MAXUINT ? bobbin_plot_tell_ratio (layout->plot) : tell_row (layout, hit->a);
}

const BobbinPlotKindClass bobbin_plot_distribution = { lay_out, draw, describe, tell };
