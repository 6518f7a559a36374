#include "bobbin-figure-page.h"

#include <math.h>

#include "bobbin-legend.h"
#include "bobbin-memory-layout.h"
#include "bobbin-pages-layout.h"
#include "bobbin-table-layout.h"

const BobbinFigureId bobbin_figure_parts[3] = { BOBBIN_FIGURE_TIMELINE, BOBBIN_FIGURE_MEMORY, BOBBIN_FIGURE_TABLE };

BobbinTimelineViewport
bobbin_figure_get_viewport (const BobbinFigure *figure, BobbinFigureId id)
{
  BobbinTimelineViewport viewport = figure->viewport != NULL ? *figure->viewport
                                                             : bobbin_timeline_viewport_default (figure->run);

  /* A widget keeps its scale while the first seconds pass; a picture has no use
   * for the time before the start. */
  if (figure->viewport == NULL && figure->run != NULL && figure->run->now_ns > 0)
    viewport.span.begin_ns = MAX (viewport.span.begin_ns, 0);
  viewport.scroll_y_px = 0.0;
  viewport.fits_all = TRUE;
  viewport.lanes = id == BOBBIN_FIGURE_CORES ? BOBBIN_LANES_CORES : BOBBIN_LANES_WORKERS;
  return viewport;
}

void
bobbin_figure_page_draw_chart (const BobbinFigurePage *page, BobbinFigureId id, BobbinRect rect)
{
  cairo_t *cr = page->cr;

  if (rect.width < 1.0 || rect.height < 1.0)
    return;
  cairo_save (cr);
  bobbin_path_rect (cr, rect);
  cairo_clip (cr);
  cairo_translate (cr, rect.x, rect.y);
  if (id == BOBBIN_FIGURE_TIMELINE || id == BOBBIN_FIGURE_CORES)
    {
      BobbinTimelineViewport viewport = bobbin_figure_get_viewport (page->figure, id);
      g_autoptr (BobbinTimelineLayout) layout
        = bobbin_timeline_layout_new (page->figure->run, &viewport, rect.width, rect.height, &page->chart);

      bobbin_timeline_layout_draw (layout, cr);
    }
  else if (id == BOBBIN_FIGURE_MEMORY)
    {
      g_autoptr (BobbinMemoryLayout) layout
        = bobbin_memory_layout_new (page->figure->run, rect.width, rect.height, &page->chart);

      bobbin_memory_layout_draw (layout, cr);
    }
  else if (id == BOBBIN_FIGURE_SHARING)
    {
      g_autoptr (BobbinPagesLayout) layout
        = bobbin_pages_layout_new (page->figure->run, NULL, rect.width, rect.height, &page->chart);

      bobbin_pages_layout_draw (layout, cr);
    }
  else
    {
      g_autoptr (BobbinTableLayout) layout
        = bobbin_table_layout_new (page->figure->summary, rect.width, rect.height, &page->chart);

      bobbin_table_layout_draw (layout, cr);
    }
  cairo_restore (cr);
}

/* Between a card's edge and its chart. */
static double
card_inset (const BobbinFigurePage *page, const BobbinStyle *chart)
{
  return page->has_cards ? chart->spacing_px * 1.4 : 0.0;
}

/* A chart in its card; returns what is left of @rect inside. */
BobbinRect
bobbin_figure_page_draw_card (const BobbinFigurePage *page, BobbinRect rect)
{
  const BobbinTheme *theme = page->style.theme;
  double line_px = MAX (floor (page->style.line_px * 0.5), 1.0);

  if (!page->has_cards)
    return rect;
  bobbin_draw_box (page->cr, rect, card_inset (page, &page->chart), theme->card, theme->grid, line_px);
  return bobbin_rect_inset (rect, card_inset (page, &page->chart));
}

static void
draw_heading (const BobbinFigurePage *page, BobbinFigureId id, double x, double center_y, double width)
{
  const BobbinStyle *style = &page->chart;
  const char *label = bobbin_figure_label (id), *aside = bobbin_figure_aside (id);
  BobbinFont bold = { .size_px = style->text_px * 1.2, .bold = TRUE };
  BobbinFont faint = { .size_px = style->small_px };
  double baseline = bobbin_text_baseline (center_y, bold.size_px);
  double aside_x = x + bobbin_text_width (style, bold, label) + style->spacing_px;

  bold.max_px = width;
  bobbin_text_draw (page->cr, style, bold, style->theme->text, x, baseline, label);
  if (aside_x + bobbin_text_width (style, faint, aside) <= x + width)
    bobbin_text_draw (page->cr, style, faint, style->theme->faint_text, aside_x, baseline, aside);
}

/* The timeline's legend is at the right of its topmost row; where there is
 * room, the heading takes the left of the same row. */
static gboolean
legend_leaves_room (const BobbinFigurePage *page, BobbinRect rect)
{
  BobbinTimelineViewport viewport = bobbin_figure_get_viewport (page->figure, BOBBIN_FIGURE_TIMELINE);
  g_autoptr (BobbinTimelineLayout) layout
    = bobbin_timeline_layout_new (page->figure->run, &viewport, rect.width, rect.height, &page->chart);
  BobbinRect legend = bobbin_timeline_layout_get_legend_rect (layout);

  return legend.width > 0.0 && legend.height <= bobbin_legend_row_px (&page->chart)
         && legend.x > page->chart.text_px * 8.0;
}

/* A card with its own heading, as the picture of all three has them. */
static void
draw_titled_card (const BobbinFigurePage *page, BobbinFigureId id, BobbinRect rect)
{
  BobbinRect inner = bobbin_figure_page_draw_card (page, rect);
  double line_px = round (page->chart.text_px * 1.8);

  if (id == BOBBIN_FIGURE_TIMELINE && legend_leaves_room (page, inner))
    {
      draw_heading (page, id, inner.x, inner.y + bobbin_legend_row_px (&page->chart) / 2.0, page->chart.text_px * 7.5);
      line_px = 0.0;
    }
  else
    draw_heading (page, id, inner.x, inner.y + line_px / 2.0 - page->chart.spacing_px * 0.3, inner.width);
  bobbin_figure_page_draw_chart (page, id, (BobbinRect) { inner.x, inner.y + line_px, inner.width, inner.height - line_px });
}

/* Memory and table hold few words: alone in a picture they take a larger text
 * as long as nothing is lost by it. A projector's is large already. */
void
bobbin_figure_page_enlarge_text (BobbinFigurePage *page, BobbinRect rect)
{
  static const double shares[] = { 1.3, 1.15 };
  const BobbinFigure *figure = page->figure;

  if (figure->theme == BOBBIN_THEME_PROJECTOR)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      BobbinStyle style = bobbin_style_scaled (&page->style, shares[i], figure->width, figure->height);
      double inset = 2.0 * card_inset (page, &style);
      gboolean fits = FALSE;

      if (figure->id == BOBBIN_FIGURE_MEMORY)
        {
          g_autoptr (BobbinMemoryLayout) layout
            = bobbin_memory_layout_new (figure->run, rect.width - inset, rect.height - inset, &style);

          fits = bobbin_memory_layout_shows_all (layout);
        }
      else if (figure->id == BOBBIN_FIGURE_TABLE)
        {
          g_autoptr (BobbinTableLayout) layout
            = bobbin_table_layout_new (figure->summary, rect.width - inset, rect.height - inset, &style);

          fits = bobbin_table_layout_shows_all (layout);
        }
      if (fits)
        {
          page->chart = style;
          return;
        }
    }
}

/* Whether memory and table side by side in @rect both still say what they are
 * there for. Where not, memory alone is more than the two in pieces. */
static gboolean
both_fit (const BobbinFigurePage *page, BobbinRect memory, BobbinRect table)
{
  double lost = 2.0 * card_inset (page, &page->chart), heading = page->chart.text_px * 1.8 + lost;
  g_autoptr (BobbinMemoryLayout) memory_layout
    = bobbin_memory_layout_new (page->figure->run, memory.width - lost, memory.height - heading, &page->chart);
  g_autoptr (BobbinTableLayout) table_layout
    = bobbin_table_layout_new (page->figure->summary, table.width - lost, table.height - heading, &page->chart);

  return page->figure->height >= BOBBIN_FIGURE_THREE_FROM_PX && bobbin_table_layout_shows_rows (table_layout)
         && (page->figure->run == NULL || bobbin_memory_layout_shows_sums (memory_layout));
}

static void
draw_lower (const BobbinFigurePage *page, BobbinRect rect, double gap)
{
  double left = round ((rect.width - gap) * (page->has_cards ? 0.55 : 0.43));
  BobbinRect memory = { rect.x, rect.y, left, rect.height };
  BobbinRect table = { rect.x + left + gap, rect.y, rect.width - left - gap, rect.height };

  if (!both_fit (page, memory, table))
    {
      draw_titled_card (page, BOBBIN_FIGURE_MEMORY, rect);
      return;
    }
  draw_titled_card (page, BOBBIN_FIGURE_MEMORY, memory);
  draw_titled_card (page, BOBBIN_FIGURE_TABLE, table);
}

static guint
count_hidden_lanes (const BobbinFigurePage *page, BobbinRect rect, double height)
{
  double lost = page->chart.text_px * 1.8 + 2.0 * card_inset (page, &page->chart);
  BobbinTimelineViewport viewport = bobbin_figure_get_viewport (page->figure, BOBBIN_FIGURE_TIMELINE);
  g_autoptr (BobbinTimelineLayout) layout
    = bobbin_timeline_layout_new (page->figure->run, &viewport, rect.width, height - lost, &page->chart);

  return bobbin_timeline_layout_get_n_hidden (layout);
}

/* Timeline above, memory and table below; on a narrow picture one above the other. */
void
bobbin_figure_page_draw_all (const BobbinFigurePage *page, BobbinRect rect)
{
  double gap = round (page->chart.spacing_px * 1.5);
  BobbinTimelineViewport viewport = bobbin_figure_get_viewport (page->figure, BOBBIN_FIGURE_TIMELINE);
  double natural = bobbin_timeline_layout_natural_height (page->figure->run, &viewport, &page->chart)
                   + 4.0 * page->chart.text_px;
  double top;

  if (page->figure->height < BOBBIN_FIGURE_TWO_FROM_PX)
    {
      draw_titled_card (page, BOBBIN_FIGURE_TIMELINE, rect);
      return;
    }
  if (rect.width < rect.height * 0.95 && page->figure->height >= BOBBIN_FIGURE_THREE_FROM_PX)
    {
      double height = floor ((rect.height - 2.0 * gap) / 3.0);

      for (guint i = 0; i < 3; i++)
        draw_titled_card (page, bobbin_figure_parts[i],
                          (BobbinRect) { rect.x, rect.y + i * (height + gap), rect.width, height });
      return;
    }
  top = round (CLAMP (natural, rect.height * 0.38, rect.height * 0.54));
  if (count_hidden_lanes (page, rect, top) > 0 && count_hidden_lanes (page, rect, rect.height) == 0)
    {
      draw_titled_card (page, BOBBIN_FIGURE_TIMELINE, rect);
      return;
    }
  draw_titled_card (page, BOBBIN_FIGURE_TIMELINE, (BobbinRect) { rect.x, rect.y, rect.width, top });
  draw_lower (page, (BobbinRect) { rect.x, rect.y + top + gap, rect.width, rect.height - top - gap }, gap);
}
