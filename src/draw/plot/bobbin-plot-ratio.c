/* bobbin-plot-ratio.c - the interval of a ratio, on an axis with 1 in its middle
 *
 * As far to the right of 1 is twice as far to the left half: the axis is
 * logarithmic. Around 1 the band is shaded in which a verdict sees no
 * difference.
 */
#include "config.h"

#include "bobbin-plot-distribution-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-experiment.h"

#define LEAST_REACH 0.16 /* of the axis, to either side, as a logarithm */

gboolean
bobbin_plot_has_ratio (const BobbinPlot *plot)
{
  return plot->ratio.valid && plot->ratio.low > 0.0 && plot->ratio.high > 0.0 && isfinite (plot->ratio.high);
}

static gboolean
has_role (const BobbinPlot *plot, BobbinRole role)
{
  for (guint i = 0; i < plot->series->len; i++)
    if (bobbin_plot_get_series (plot, i)->role == role)
      return TRUE;
  return FALSE;
}

char *
bobbin_plot_ratio_side (const BobbinPlot *plot, gboolean above)
{
  gboolean named = has_role (plot, BOBBIN_ROLE_PROCESS) && has_role (plot, BOBBIN_ROLE_THREAD);

  switch (bobbin_plot_value_axis (plot)->quantity)
    {
    case BOBBIN_QUANTITY_NS:
      if (!named)
        return g_strdup (above ? _("slower") : _("faster"));
      return g_strdup (above ? _("processes slower") : _("threads slower"));
    case BOBBIN_QUANTITY_PER_S:
    case BOBBIN_QUANTITY_BYTES_PER_S:
      if (!named)
        return g_strdup (above ? _("faster") : _("slower"));
      return g_strdup (above ? _("threads slower") : _("processes slower"));
    case BOBBIN_QUANTITY_BYTES:
    case BOBBIN_QUANTITY_COUNT:
    case BOBBIN_QUANTITY_RATIO:
    case BOBBIN_QUANTITY_SHARE:
    case BOBBIN_N_QUANTITIES:
    default:
      if (!named)
        return g_strdup (above ? _("more") : _("less"));
      return g_strdup (above ? _("more for processes") : _("more for threads"));
    }
}

static double
bar_px (const BobbinStyle *style)
{
  return round (style->text_px * 1.5);
}

double
bobbin_plot_ratio_height (const BobbinPlotLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  double height;

  if (layout->plot->ratio_title == NULL && !bobbin_plot_has_ratio (layout->plot))
    return 0.0;
  height = style->text_px * 0.9 + style->small_px * 1.4 + bar_px (style) + bobbin_plot_axis_px (style) * 1.6;
  return height < layout->height * 0.5 ? ceil (height) : 0.0;
}

static BobbinPlotScale
make_scale (const BobbinPlot *plot, BobbinRect rect)
{
  double reach = LEAST_REACH;

  if (bobbin_plot_has_ratio (plot))
    reach = MAX (reach, 1.2 * MAX (fabs (log (plot->ratio.low)), fabs (log (plot->ratio.high))));
  return (BobbinPlotScale) { .quantity = BOBBIN_QUANTITY_RATIO, .log = TRUE, .low = exp (-reach), .high = exp (reach),
                             .from_px = rect.x, .to_px = rect.x + rect.width };
}

/* 1 first, then the outermost round values, then what still fits between. */
static void
add_ticks (BobbinPlotLayout *layout, BobbinPlotDistribution *own)
{
  static const double above[] = { 1e4, 1e3, 500, 200, 100, 50, 20, 10, 5, 3, 2, 1.5, 1.2, 1.1, 1.05 };
  static const double below[] = { 1e-4, 1e-3, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95 };
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = bobbin_plot_axis_px (style), .align = BOBBIN_ALIGN_CENTER };
  double y = own->ratio_rect.y + own->ratio_rect.height + font.size_px * 0.95;

  own->ratio_ticks = g_array_new (FALSE, FALSE, sizeof (BobbinPlotTick));
  for (guint i = 0; i <= 2 * G_N_ELEMENTS (above); i++)
    {
      double value = i == 0 ? 1.0 : i % 2 == 1 ? above[(i - 1) / 2] : below[(i - 1) / 2];
      BobbinPlotTick tick = { value, bobbin_plot_scale_px (&own->ratio, value), TRUE };
      g_autofree char *text = bobbin_quantity_format_short (BOBBIN_QUANTITY_RATIO, value);
      double half = bobbin_text_width (style, font, text) / 2.0 + font.size_px * 0.6;
      BobbinRect rect = { tick.px - half, y - font.size_px * 0.5, 2.0 * half, font.size_px };

      if (value < own->ratio.low || value > own->ratio.high || !bobbin_plot_is_free (layout, rect)
          || tick.px + half > layout->width)
        continue;
      bobbin_plot_add_text_at (layout, font, style->theme->faint_text, tick.px, y, text);
      g_array_append_val (own->ratio_ticks, tick);
    }
}

static void
add_sides (BobbinPlotLayout *layout, BobbinPlotDistribution *own, double center_y)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect rect = own->ratio_rect;
  double middle = bobbin_plot_scale_px (&own->ratio, 1.0), gap = style->text_px * 0.5;
  g_autofree char *below = bobbin_plot_ratio_side (layout->plot, FALSE);
  g_autofree char *above = bobbin_plot_ratio_side (layout->plot, TRUE);
  /* TRANSLATORS: at an axis: an arrow to the side on which this is so. */
  g_autofree char *left = g_strdup_printf (_("← %s"), below);
  g_autofree char *right = g_strdup_printf (_("%s →"), above);
  BobbinFont font = { .size_px = style->small_px };
  BobbinFont left_font = bobbin_text_fit (style, font, middle - gap - rect.x, left);
  BobbinFont right_font = bobbin_text_fit (style, font, rect.x + rect.width - middle - gap, right);

  left_font.align = BOBBIN_ALIGN_END;
  bobbin_plot_add_text_at (layout, left_font, style->theme->text, middle - gap, center_y, left);
  bobbin_plot_add_text_at (layout, right_font, style->theme->text, middle + gap, center_y, right);
}

void
bobbin_plot_add_ratio (BobbinPlotLayout *layout, double top)
{
  BobbinPlotDistribution *own = layout->own;
  const BobbinStyle *style = &layout->style;
  const BobbinPlot *plot = layout->plot;
  double sides_y = top + style->text_px * 0.9 + style->small_px * 0.6;
  BobbinFont title = own->name_font, value = own->number_font;
  double center_y;

  own->ratio_rect = (BobbinRect) { layout->rect.x, sides_y + style->small_px * 0.8, layout->rect.width, bar_px (style) };
  own->ratio = make_scale (plot, own->ratio_rect);
  center_y = own->ratio_rect.y + own->ratio_rect.height / 2.0;
  add_sides (layout, own, sides_y);
  add_ticks (layout, own);
  title.bold = TRUE;
  title.max_lines = 3;
  if (plot->ratio_title != NULL)
    bobbin_plot_add_text_at (layout, title, style->theme->text, 0.0, center_y, plot->ratio_title);
  if (bobbin_plot_has_ratio (plot))
    {
      g_autofree char *median = bobbin_quantity_format (BOBBIN_QUANTITY_RATIO, plot->ratio.median);
      g_autofree char *interval = bobbin_estimate_to_interval_text (plot->ratio);
      BobbinFont small = { .size_px = style->small_px, .max_px = own->numbers_px };

      value = bobbin_text_fit (style, value, own->numbers_px, median);
      if (own->numbers_px > 0.0)
        {
          bobbin_plot_add_text_at (layout, value, style->theme->text, own->numbers_x, center_y - value.size_px * 0.55, median);
          bobbin_plot_add_text_at (layout, small, style->theme->text, own->numbers_x, center_y + value.size_px * 0.7, interval);
        }
      bobbin_plot_add_hit (layout, own->ratio_rect, G_MAXUINT, 0);
    }
  else
    {
      value.max_px = own->ratio_rect.width;
      value.align = BOBBIN_ALIGN_CENTER;
      value.bold = FALSE;
      bobbin_plot_add_text_at (layout, value, style->theme->faint_text, own->ratio_rect.x + own->ratio_rect.width / 2.0, center_y,
                               _("too few pairs for an interval"));
      g_array_index (layout->texts, BobbinPlotText, layout->texts->len - 1).on_data = TRUE;
    }
}

void
bobbin_plot_draw_ratio (const BobbinPlotLayout *layout, cairo_t *cr)
{
  const BobbinPlotDistribution *own = layout->own;
  const BobbinTheme *theme = layout->style.theme;
  const BobbinPlot *plot = layout->plot;
  BobbinRect rect = own->ratio_rect;
  double bottom = rect.y + rect.height, line_px = MAX (floor (layout->style.line_px * 0.5), 1.0);
  double band_low = bobbin_plot_scale_px (&own->ratio, 1.0 - BOBBIN_VERDICT_MARGIN);
  double band_high = bobbin_plot_scale_px (&own->ratio, 1.0 + BOBBIN_VERDICT_MARGIN);
  double center_y = rect.y + rect.height / 2.0, low, high, bar;

  bobbin_path_rect (cr, (BobbinRect) { band_low, rect.y, MAX (band_high - band_low, 1.0), rect.height });
  bobbin_color_set (cr, bobbin_color_mix (theme->card, theme->mark, 0.25));
  cairo_fill (cr);
  for (guint i = 0; i < own->ratio_ticks->len; i++)
    {
      double x = g_array_index (own->ratio_ticks, BobbinPlotTick, i).px;

      if (i > 0)
        bobbin_draw_vline (cr, theme->grid, x, rect.y, bottom, line_px);
      bobbin_draw_vline (cr, theme->mark, x, bottom, bottom + round (layout->style.spacing_px * 0.4), line_px);
    }
  bobbin_draw_vline (cr, theme->mark, bobbin_plot_scale_px (&own->ratio, 1.0), rect.y - round (rect.height * 0.4), bottom,
                     MAX (layout->style.line_px * 0.8, 1.0));
  bobbin_draw_hline (cr, theme->mark, rect.x, rect.x + rect.width, bottom, line_px);
  if (!bobbin_plot_has_ratio (plot))
    return;
  /* The bar is the interval; were it narrower than a mark it would not be seen. */
  low = bobbin_plot_scale_px (&own->ratio, plot->ratio.low);
  high = bobbin_plot_scale_px (&own->ratio, plot->ratio.high);
  bar = round (rect.height * 0.34);
  if (high - low < 3.0)
    {
      low -= 1.5;
      high += 1.5;
    }
  bobbin_path_rect (cr, (BobbinRect) { low, round (center_y - bar / 2.0), high - low, bar });
  bobbin_color_set (cr, theme->text);
  cairo_fill (cr);
  bobbin_draw_vline (cr, theme->text, bobbin_plot_scale_px (&own->ratio, plot->ratio.median), center_y - bar * 1.1,
                     center_y + bar * 1.1, MAX (round (layout->style.line_px * 1.2), 2.0));
}

char *
bobbin_plot_tell_ratio (const BobbinPlot *plot)
{
  g_autofree char *interval = NULL;
  const char *title = plot->ratio_title != NULL ? plot->ratio_title : _("Ratio");

  if (!bobbin_plot_has_ratio (plot))
    return plot->ratio_title == NULL ? g_strdup ("") : g_strdup_printf (_("%s: too few pairs for an interval."), title);
  interval = bobbin_estimate_to_text (plot->ratio);
  /* TRANSLATORS: what is over what, and the ratio with its interval. */
  return g_strdup_printf (_("%s: %s, 95 %% interval; 1 would be no difference."), title, interval);
}
