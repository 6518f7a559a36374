#include "config.h"

#include "bobbin-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"

#define NOTE_FROM 12.0 /* heights in text sizes, from which there is room for the note */

static void
text_clear (gpointer data)
{
  g_free (((BobbinPlotText *) data)->text);
}

static const BobbinPlotKindClass *
get_kind (const BobbinPlot *plot)
{
  if (plot == NULL)
    return NULL;
  switch (plot->kind)
    {
    case BOBBIN_PLOT_CURVES:
      return bobbin_plot_count_points (plot) > 0 ? &bobbin_plot_curves : NULL;
    case BOBBIN_PLOT_DOTS:
      return bobbin_plot_count_points (plot) > 0 && plot->categories->len > 0 ? &bobbin_plot_dots : NULL;
    case BOBBIN_PLOT_DISTRIBUTION:
      return bobbin_plot_count_points (plot) > 0 ? &bobbin_plot_distribution : NULL;
    case BOBBIN_PLOT_STRIPS:
      return plot->lanes->len > 0 ? &bobbin_plot_strips : NULL;
    case BOBBIN_PLOT_MATRIX:
      return plot->categories->len > 0 && plot->columns->len > 0 ? &bobbin_plot_matrix : NULL;
    case BOBBIN_PLOT_GRAPH:
      return plot->nodes->len > 0 ? &bobbin_plot_graph : NULL;
    default:
      return NULL;
    }
}

/* At the foot, in two lines at most; only where it is seen whole. */
static void
place_note (BobbinPlotLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  const char *note = layout->plot != NULL ? layout->plot->note : NULL;
  const double sizes[] = { style->small_px, style->fine_px };

  if (note == NULL || *note == '\0' || layout->height < style->text_px * NOTE_FROM)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      BobbinFont font = { .size_px = sizes[i], .max_px = layout->width, .max_lines = 3 };
      double height = bobbin_text_height (style, font, note);

      if (height > 2.5 * bobbin_text_line_px (font.size_px) || height > layout->height * 0.2)
        continue;
      bobbin_plot_add_text_at (layout, font, style->theme->faint_text, 0.0, layout->height - height / 2.0, note);
      layout->room.height -= height + round (style->spacing_px * 1.2);
      return;
    }
}

static void
place_nothing (BobbinPlotLayout *layout)
{
  BobbinFont font = { .size_px = layout->style.text_px, .align = BOBBIN_ALIGN_CENTER, .max_px = layout->width };

  bobbin_plot_add_text_at (layout, font, layout->style.theme->faint_text, layout->width / 2.0, layout->height / 2.0,
                           _("No readings"));
}

BobbinPlotLayout *
bobbin_plot_layout_new (const BobbinPlot *plot, double width, double height, const BobbinStyle *style)
{
  BobbinPlotLayout *layout = g_new0 (BobbinPlotLayout, 1);

  layout->plot = plot;
  layout->kind = get_kind (plot);
  layout->style = *style;
  layout->width = MAX (width, 1.0);
  layout->height = MAX (height, 1.0);
  layout->room = (BobbinRect) { 0.0, 0.0, layout->width, layout->height };
  layout->texts = g_array_new (FALSE, FALSE, sizeof (BobbinPlotText));
  layout->hits = g_array_new (FALSE, FALSE, sizeof (BobbinPlotHit));
  g_array_set_clear_func (layout->texts, text_clear);
  if (layout->kind == NULL)
    {
      place_nothing (layout);
      return layout;
    }
  place_note (layout);
  layout->kind->lay_out (layout);
  return layout;
}

void
bobbin_plot_layout_free (BobbinPlotLayout *layout)
{
  if (layout == NULL)
    return;
  if (layout->own != NULL)
    layout->free_own (layout->own);
  g_clear_pointer (&layout->x_ticks, g_array_unref);
  g_clear_pointer (&layout->y_ticks, g_array_unref);
  g_clear_pointer (&layout->legend, bobbin_legend_free);
  g_array_unref (layout->texts);
  g_array_unref (layout->hits);
  g_free (layout);
}

static void
draw_text (const BobbinPlotLayout *layout, cairo_t *cr, const BobbinPlotText *text)
{
  const BobbinStyle *style = &layout->style;

  if (text->on_data)
    {
      bobbin_path_rect (cr, text->rect);
      bobbin_color_set (cr, bobbin_color_with_alpha (style->theme->card, 0.85));
      cairo_fill (cr);
    }
  bobbin_text_draw (cr, style, text->font, text->color, text->x, text->baseline_y, text->text);
}

void
bobbin_plot_layout_draw (const BobbinPlotLayout *layout, cairo_t *cr)
{
  cairo_save (cr);
  cairo_rectangle (cr, 0.0, 0.0, layout->width, layout->height);
  cairo_clip (cr);
  if (layout->legend != NULL)
    bobbin_legend_draw (layout->legend, cr, &layout->style, layout->legend_rect, BOBBIN_ALIGN_START);
  if (layout->kind != NULL)
    layout->kind->draw (layout, cr);
  for (guint i = 0; i < layout->texts->len; i++)
    draw_text (layout, cr, &g_array_index (layout->texts, BobbinPlotText, i));
  cairo_restore (cr);
}

char *
bobbin_plot_layout_describe (const BobbinPlotLayout *layout)
{
  GString *text = g_string_new (NULL);

  if (layout->kind == NULL)
    return g_string_free (g_string_append (text, _("No readings.")), FALSE);
  layout->kind->describe (layout, text);
  if (layout->plot->note != NULL)
    bobbin_plot_append (text, layout->plot->note);
  return g_string_free (text, FALSE);
}

/* How far @x, @y is from @rect; 0 within. */
static double
distance_to (BobbinRect rect, double x, double y)
{
  double dx = MAX (MAX (rect.x - x, x - rect.x - rect.width), 0.0);
  double dy = MAX (MAX (rect.y - y, y - rect.y - rect.height), 0.0);

  return hypot (dx, dy);
}

/* Whether @a is what is meant rather than @b, of hits equally near: the smaller
 * one, which lies on the larger; of equals the one whose middle is nearer. */
static gboolean
is_more_exact (const BobbinPlotHit *a, const BobbinPlotHit *b, double x, double y)
{
  double area_a = a->rect.width * a->rect.height, area_b = b->rect.width * b->rect.height;

  if (fabs (area_a - area_b) > 0.5)
    return area_a < area_b;
  return hypot (a->rect.x + a->rect.width / 2.0 - x, a->rect.y + a->rect.height / 2.0 - y)
         < hypot (b->rect.x + b->rect.width / 2.0 - x, b->rect.y + b->rect.height / 2.0 - y);
}

char *
bobbin_plot_layout_describe_at (const BobbinPlotLayout *layout, double x, double y)
{
  const BobbinPlotHit *best = NULL;
  double least = layout->style.text_px * 1.2;

  for (guint i = 0; i < layout->hits->len; i++)
    {
      const BobbinPlotHit *hit = &g_array_index (layout->hits, BobbinPlotHit, i);
      double distance = distance_to (hit->rect, x, y);

      if (distance > least || (best != NULL && distance >= least && !is_more_exact (hit, best, x, y)))
        continue;
      best = hit;
      least = distance;
    }
  return best == NULL ? NULL : layout->kind->tell (layout, best);
}

guint
bobbin_plot_layout_get_n_things (const BobbinPlotLayout *layout)
{
  return layout->hits->len;
}

char *
bobbin_plot_layout_describe_thing (const BobbinPlotLayout *layout, guint i, BobbinRect *out_rect)
{
  const BobbinPlotHit *hit;

  if (i >= layout->hits->len)
    return NULL;
  hit = &g_array_index (layout->hits, BobbinPlotHit, i);
  *out_rect = hit->rect;
  return layout->kind->tell (layout, hit);
}
