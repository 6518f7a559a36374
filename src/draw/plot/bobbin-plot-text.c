/* bobbin-plot-text.c - words in their places, and the sentences that kinds share */
#include "config.h"

#include "bobbin-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

BobbinRect
bobbin_plot_text_rect (const BobbinStyle *style, BobbinFont font, double x, double baseline_y, const char *text)
{
  double width = bobbin_text_width (style, font, text);
  double line_px = bobbin_text_line_px (font.size_px);
  double height = bobbin_text_height (style, font, text);

  if (font.align == BOBBIN_ALIGN_END)
    x -= width;
  else if (font.align == BOBBIN_ALIGN_CENTER)
    x -= width / 2.0;
  /* A line of text is taller than its letters. */
  return (BobbinRect) { x, baseline_y - font.size_px * 0.86, width, height - line_px + font.size_px * 1.1 };
}

gboolean
bobbin_plot_rects_meet (BobbinRect a, BobbinRect b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

gboolean
bobbin_plot_is_free (const BobbinPlotLayout *layout, BobbinRect rect)
{
  for (guint i = 0; i < layout->texts->len; i++)
    if (bobbin_plot_rects_meet (g_array_index (layout->texts, BobbinPlotText, i).rect, rect))
      return FALSE;
  return TRUE;
}

void
bobbin_plot_add_text (BobbinPlotLayout *layout, BobbinFont font, BobbinColor color, double x, double baseline_y,
                      const char *text)
{
  BobbinPlotText placed = { .font = font, .color = color, .x = x, .baseline_y = baseline_y };

  if (text == NULL || *text == '\0')
    return;
  placed.rect = bobbin_plot_text_rect (&layout->style, font, x, baseline_y, text);
  placed.text = g_strdup (text);
  g_array_append_val (layout->texts, placed);
}

void
bobbin_plot_add_text_at (BobbinPlotLayout *layout, BobbinFont font, BobbinColor color, double x, double center_y,
                         const char *text)
{
  double height = bobbin_text_height (&layout->style, font, text);
  double first = center_y - height / 2.0 + bobbin_text_line_px (font.size_px) / 2.0;

  bobbin_plot_add_text (layout, font, color, x, bobbin_text_baseline (first, font.size_px), text);
}

void
bobbin_plot_add_hit (BobbinPlotLayout *layout, BobbinRect rect, guint a, guint b)
{
  BobbinPlotHit hit = { rect, a, b };

  g_array_append_val (layout->hits, hit);
}

double
bobbin_plot_axis_px (const BobbinStyle *style)
{
  return style->theme->id == BOBBIN_THEME_PROJECTOR ? style->text_px : style->small_px;
}

double
bobbin_plot_marker_px (const BobbinStyle *style)
{
  return MAX (round (style->text_px * (style->theme->id == BOBBIN_THEME_PROJECTOR ? 0.5 : 0.62)), 5.0);
}

const BobbinPlotAxis *
bobbin_plot_value_axis (const BobbinPlot *plot)
{
  gboolean y_is_bare = plot->y.title == NULL || *plot->y.title == '\0';
  gboolean x_is_bare = plot->x.title == NULL || *plot->x.title == '\0';

  return y_is_bare && !x_is_bare ? &plot->x : &plot->y;
}

const BobbinPlotSeries *
bobbin_plot_get_series (const BobbinPlot *plot, guint i)
{
  return g_ptr_array_index (plot->series, i);
}

guint
bobbin_plot_count_points (const BobbinPlot *plot)
{
  guint n = 0;

  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      n += series->points->len + series->readings->len;
    }
  return n;
}

#define SIGN_HOLLOW 0x100u
#define SIGN_LINE   0x200u

static void
paint_sign (cairo_t *cr, const BobbinStyle *style, BobbinRect rect, guint what)
{
  bobbin_plot_draw_sign (cr, style, (BobbinRole) (what & 0xffu), (what & SIGN_HOLLOW) != 0, rect,
                         (what & SIGN_LINE) != 0);
}

void
bobbin_plot_add_legend (BobbinPlotLayout *layout, gboolean with_lines)
{
  guint rows;

  layout->legend = bobbin_legend_new ();
  for (guint i = 0; i < layout->plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);

      bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
        .kind = BOBBIN_SWATCH_PAINTED, .label = series->label, .paint = paint_sign,
        .what = (guint) series->role | (series->hollow ? SIGN_HOLLOW : 0u) | (with_lines ? SIGN_LINE : 0u) });
    }
  rows = bobbin_legend_count_rows (layout->legend, &layout->style, layout->room.width);
  while (rows > 1 && rows * bobbin_legend_row_px (&layout->style) > layout->room.height * 0.3)
    rows--;
  layout->legend_rect = (BobbinRect) { layout->room.x, layout->room.y, layout->room.width,
                                       rows * bobbin_legend_row_px (&layout->style) };
  layout->room.y += layout->legend_rect.height + round (layout->style.spacing_px * 0.5);
  layout->room.height -= layout->legend_rect.height + round (layout->style.spacing_px * 0.5);
}

char *
bobbin_plot_value_text (BobbinQuantity quantity, double value, double p25, double p75)
{
  g_autofree char *text = bobbin_quantity_format (quantity, value);
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (p25 >= value && p75 <= value)
    return g_steal_pointer (&text);
  low = bobbin_quantity_format (quantity, p25);
  high = bobbin_quantity_format (quantity, p75);
  /* TRANSLATORS: a median and its quartiles: "185 µs, quartiles 180 µs to 192 µs". */
  return g_strdup_printf (_("%s, quartiles %s to %s"), text, low, high);
}

void
bobbin_plot_append (GString *text, const char *sentence)
{
  if (sentence == NULL || *sentence == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

void
bobbin_plot_append_take (GString *text, char *sentence)
{
  bobbin_plot_append (text, sentence);
  g_free (sentence);
}
