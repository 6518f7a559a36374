#include "config.h"

#include "bobbin-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-conditions.h"
#include "bobbin-legend.h"
#include "bobbin-memory-layout.h"
#include "bobbin-table-layout.h"

/* A picture is a title, one card or three, and the conditions at its foot.
 *
 * What goes first when it is small: the words beside the title; of the three charts the table, then memory; then the
 * conditions; the chart itself always stays. */

#define CONDITIONS_FROM_PX 220.0 /* picture heights */
#define THREE_FROM_PX 420.0
#define TWO_FROM_PX 300.0

/* Three charts share one picture: their text is smaller, but the projector's
 * least size (2.6 % of the height) still holds. */
#define SHARED_TEXT 0.8

static const struct {
  const char *id;
  const char *label;
  const char *aside; /* beside the title, as in the window */
  const char *summary;
} figures[BOBBIN_N_FIGURES] = {
  { "timeline", N_("Timeline"), N_("who ran, on which core"), N_("Who ran when, and on which core") },
  { "memory", N_("Memory"), N_("whose memory it is"), N_("Memory of each process, and of each group") },
  { "table", N_("Summary"), N_("measured here"), N_("The summary table with what was measured") },
  { "all", N_("All"), N_("measured here"), N_("Timeline, memory and table in one picture") },
};

const char *
bobbin_figure_to_string (BobbinFigureId id)
{
  g_return_val_if_fail ((int) id >= 0 && id < BOBBIN_N_FIGURES, NULL);
  return figures[id].id;
}

gboolean
bobbin_figure_parse (const char *text, BobbinFigureId *out_id)
{
  for (guint i = 0; text != NULL && i < BOBBIN_N_FIGURES; i++)
    if (strcmp (text, figures[i].id) == 0)
      {
        *out_id = (BobbinFigureId) i;
        return TRUE;
      }
  return FALSE;
}

const char *
bobbin_figure_label (BobbinFigureId id)
{
  g_return_val_if_fail ((int) id >= 0 && id < BOBBIN_N_FIGURES, NULL);
  return _(figures[id].label);
}

const char *
bobbin_figure_summary (BobbinFigureId id)
{
  g_return_val_if_fail ((int) id >= 0 && id < BOBBIN_N_FIGURES, NULL);
  return _(figures[id].summary);
}

static BobbinTimelineViewport
get_viewport (const BobbinFigure *figure)
{
  BobbinTimelineViewport viewport = figure->viewport != NULL ? *figure->viewport
                                                             : bobbin_timeline_viewport_default (figure->run);

  /* A widget keeps its scale while the first seconds pass; a picture has no use
   * for the time before the start. */
  if (figure->viewport == NULL && figure->run != NULL && figure->run->now_ns > 0)
    viewport.span.begin_ns = MAX (viewport.span.begin_ns, 0);
  viewport.scroll_y_px = 0.0;
  viewport.fits_all = TRUE;
  return viewport;
}

const char *
bobbin_figure_title (const BobbinFigure *figure)
{
  const char *title = figure->run == NULL ? NULL : bobbin_request_get_title (figure->run->request);

  return title != NULL && *title != '\0' ? title : _("Processes and threads");
}

/* Everything that the parts of one picture need. */
typedef struct {
  const BobbinFigure *figure;
  cairo_t            *cr;
  BobbinStyle         style; /* of the picture */
  BobbinStyle         chart; /* of the charts in it */
  double              margin_px;
  gboolean            has_cards; /* boxes around charts; a projector gets the room instead */
} Page;

static void
draw_chart (const Page *page, BobbinFigureId id, BobbinRect rect)
{
  cairo_t *cr = page->cr;

  if (rect.width < 1.0 || rect.height < 1.0)
    return;
  cairo_save (cr);
  bobbin_path_rect (cr, rect);
  cairo_clip (cr);
  cairo_translate (cr, rect.x, rect.y);
  if (id == BOBBIN_FIGURE_TIMELINE)
    {
      BobbinTimelineViewport viewport = get_viewport (page->figure);
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
  else
    {
      g_autoptr (BobbinTableLayout) layout
        = bobbin_table_layout_new (page->figure->summary, rect.width, rect.height, &page->chart);

      bobbin_table_layout_draw (layout, cr);
    }
  cairo_restore (cr);
}

/* A chart in its card; returns what is left of @rect inside. */
static BobbinRect
draw_card (const Page *page, BobbinRect rect)
{
  const BobbinTheme *theme = page->style.theme;
  double line_px = MAX (floor (page->style.line_px * 0.5), 1.0);

  if (!page->has_cards)
    return rect;
  bobbin_draw_box (page->cr, rect, page->chart.spacing_px * 1.4, theme->card, theme->grid, line_px);
  return bobbin_rect_inset (rect, page->chart.spacing_px * 1.4);
}

/* Returns where the heading ends. */
static double
draw_heading (const Page *page, BobbinFigureId id, double x, double center_y, double width)
{
  const BobbinStyle *style = &page->chart;
  const char *label = bobbin_figure_label (id), *aside = _(figures[id].aside);
  BobbinFont bold = { .size_px = style->text_px * 1.2, .bold = TRUE, .max_px = width };
  BobbinFont faint = { .size_px = style->small_px };
  double baseline = bobbin_text_baseline (center_y, bold.size_px);
  double end = x + MIN (bobbin_text_width (style, (BobbinFont) { .size_px = bold.size_px, .bold = TRUE }, label), width);

  bobbin_text_draw (page->cr, style, bold, style->theme->text, x, baseline, label);
  if (end + style->spacing_px + bobbin_text_width (style, faint, aside) > x + width)
    return end;
  end += style->spacing_px;
  bobbin_text_draw (page->cr, style, faint, style->theme->faint_text, end, baseline, aside);
  return end + bobbin_text_width (style, faint, aside);
}

/* The timeline's legend is at the right of its topmost row; where there is
 * room, the heading takes the left of the same row. */
static gboolean
legend_leaves_room (const Page *page, BobbinRect rect)
{
  BobbinTimelineViewport viewport = get_viewport (page->figure);
  g_autoptr (BobbinTimelineLayout) layout
    = bobbin_timeline_layout_new (page->figure->run, &viewport, rect.width, rect.height, &page->chart);
  BobbinRect legend = bobbin_timeline_layout_get_legend_rect (layout);

  return legend.width > 0.0 && legend.height <= bobbin_legend_row_px (&page->chart)
         && legend.x > page->chart.text_px * 8.0;
}

/* A card with its own heading, as the picture of all three has them. */
static void
draw_titled_card (const Page *page, BobbinFigureId id, BobbinRect rect)
{
  BobbinRect inner = draw_card (page, rect);
  double line_px = round (page->chart.text_px * 1.8);

  if (id == BOBBIN_FIGURE_TIMELINE && legend_leaves_room (page, inner))
    {
      draw_heading (page, id, inner.x, inner.y + bobbin_legend_row_px (&page->chart) / 2.0, page->chart.text_px * 7.5);
      line_px = 0.0;
    }
  else
    draw_heading (page, id, inner.x, inner.y + line_px / 2.0 - page->chart.spacing_px * 0.3, inner.width);
  draw_chart (page, id, (BobbinRect) { inner.x, inner.y + line_px, inner.width, inner.height - line_px });
}

/* Memory and table hold few words: alone in a picture they take a larger text
 * as long as nothing is lost by it. A projector's is large already. */
static void
enlarge_text (Page *page, BobbinRect rect)
{
  static const double shares[] = { 1.3, 1.15 };
  const BobbinFigure *figure = page->figure;

  if (figure->theme == BOBBIN_THEME_PROJECTOR)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      BobbinStyle style = bobbin_style_scaled (&page->style, shares[i], figure->width, figure->height);
      double inset = 2.0 * style.spacing_px * 1.4;
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
both_fit (const Page *page, BobbinRect memory, BobbinRect table)
{
  double lost = page->has_cards ? 2.0 * page->chart.spacing_px * 1.4 : 0.0, heading = page->chart.text_px * 1.8 + lost;
  g_autoptr (BobbinMemoryLayout) memory_layout
    = bobbin_memory_layout_new (page->figure->run, memory.width - lost, memory.height - heading, &page->chart);
  g_autoptr (BobbinTableLayout) table_layout
    = bobbin_table_layout_new (page->figure->summary, table.width - lost, table.height - heading, &page->chart);

  return page->figure->height >= THREE_FROM_PX && bobbin_table_layout_shows_rows (table_layout)
         && (page->figure->run == NULL || bobbin_memory_layout_shows_sums (memory_layout));
}

static void
draw_lower (const Page *page, BobbinRect rect, double gap)
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
count_hidden_lanes (const Page *page, BobbinRect rect, double height)
{
  double lost = page->chart.text_px * 1.8 + (page->has_cards ? 2.0 * page->chart.spacing_px * 1.4 : 0.0);
  BobbinTimelineViewport viewport = get_viewport (page->figure);
  g_autoptr (BobbinTimelineLayout) layout
    = bobbin_timeline_layout_new (page->figure->run, &viewport, rect.width, height - lost, &page->chart);

  return bobbin_timeline_layout_get_n_hidden (layout);
}

/* Timeline above, memory and table below; on a narrow picture one above the other. */
static void
draw_all (const Page *page, BobbinRect rect)
{
  double gap = round (page->chart.spacing_px * 1.5);
  double natural = bobbin_timeline_layout_natural_height (page->figure->run, &page->chart)
                   + 4.0 * page->chart.text_px;
  double top;

  if (page->figure->height < TWO_FROM_PX)
    {
      draw_titled_card (page, BOBBIN_FIGURE_TIMELINE, rect);
      return;
    }
  if (rect.width < rect.height * 0.95 && page->figure->height >= THREE_FROM_PX)
    {
      double height = floor ((rect.height - 2.0 * gap) / 3.0);

      for (guint i = 0; i < 3; i++)
        draw_titled_card (page, (BobbinFigureId) i,
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

/* Returns the height that the title takes. */
static double
draw_title (const Page *page)
{
  const BobbinStyle *style = &page->style;
  double width = page->figure->width - 2.0 * page->margin_px;
  BobbinFont bold = { .size_px = style->title_px, .bold = TRUE, .max_px = width };
  BobbinFont faint = { .size_px = style->text_px };
  double height = round (bold.size_px * 1.45);
  double baseline = bobbin_text_baseline (page->margin_px + height / 2.0 - style->title_px * 0.2, bold.size_px);
  const char *title = bobbin_figure_title (page->figure);
  double title_px;
  g_autofree char *aside = NULL;

  /* A long title is set smaller before it is cut. */
  bold.max_px = 0.0;
  while (bobbin_text_width (style, bold, title) > width && bold.size_px > style->text_px)
    bold.size_px = MAX (bold.size_px * 0.9, style->text_px);
  title_px = MIN (bobbin_text_width (style, bold, title), width);
  bold.max_px = width;
  bobbin_text_draw (page->cr, style, bold, style->theme->text, page->margin_px, baseline, title);
  if (page->figure->id == BOBBIN_FIGURE_ALL)
    return height;
  /* TRANSLATORS: beside a picture's title: "Timeline: who ran, on which core". */
  aside = g_strdup_printf (_("%s: %s"), bobbin_figure_label (page->figure->id), _(figures[page->figure->id].aside));
  if (title_px + style->spacing_px * 2.0 + bobbin_text_width (style, faint, aside) <= width)
    bobbin_text_draw (page->cr, style, faint, style->theme->faint_text,
                      page->margin_px + title_px + style->spacing_px * 2.0, baseline, aside);
  return height;
}

/* At the foot. Returns the height that it takes. */
static double
draw_conditions (const Page *page)
{
  const BobbinStyle *style = &page->style;
  g_autofree char *text = bobbin_conditions_text (page->figure->run);
  BobbinFont font = { .size_px = style->fine_px, .max_px = page->figure->width - 2.0 * page->margin_px,
                      .max_lines = 2 };
  double line_px = bobbin_text_line_px (font.size_px);
  double height;

  if (page->figure->height < CONDITIONS_FROM_PX)
    return 0.0;
  height = ceil (bobbin_text_height (style, font, text)) + round (style->spacing_px * 0.75);
  bobbin_text_draw (page->cr, style, font, style->theme->faint_text, page->margin_px,
                    bobbin_text_baseline (page->figure->height - page->margin_px * 0.75
                                          - bobbin_text_height (style, font, text) + line_px / 2.0, font.size_px),
                    text);
  return height;
}

void
bobbin_figure_draw (const BobbinFigure *figure, cairo_t *cr)
{
  PangoContext *pango = bobbin_text_context_new (bobbin_draws_vectors (cr));
  double text_scale = figure->id == BOBBIN_FIGURE_ALL ? SHARED_TEXT : 1.0;
  Page page = {
    .figure = figure,
    .cr = cr,
    .style = bobbin_style_for_picture (figure->theme, pango, figure->width, figure->height),
    .has_cards = figure->theme != BOBBIN_THEME_PROJECTOR && figure->theme != BOBBIN_THEME_PRINT,
  };
  BobbinRect rect = { 0.0, 0.0, figure->width, figure->height };
  double title_px, conditions_px;

  page.chart = text_scale < 1.0 ? bobbin_style_scaled (&page.style, text_scale, figure->width, figure->height)
                                : page.style;
  page.margin_px = round (page.style.spacing_px * 1.8);
  bobbin_path_rect (cr, rect);
  bobbin_color_set (cr, page.style.theme->ground);
  cairo_fill (cr);

  title_px = draw_title (&page);
  conditions_px = draw_conditions (&page);
  rect = bobbin_rect_inset (rect, page.margin_px);
  rect.y += title_px;
  rect.height -= title_px + conditions_px;
  enlarge_text (&page, rect);
  if (figure->id == BOBBIN_FIGURE_ALL)
    draw_all (&page, rect);
  else
    draw_chart (&page, figure->id, draw_card (&page, rect));
  g_object_unref (pango);
}

static char *
describe_chart (const BobbinFigure *figure, BobbinFigureId id, const BobbinStyle *style)
{
  if (id == BOBBIN_FIGURE_TIMELINE)
    {
      BobbinTimelineViewport viewport = get_viewport (figure);
      g_autoptr (BobbinTimelineLayout) layout
        = bobbin_timeline_layout_new (figure->run, &viewport, figure->width, figure->height, style);

      return bobbin_timeline_layout_describe (layout);
    }
  if (id == BOBBIN_FIGURE_MEMORY)
    {
      g_autoptr (BobbinMemoryLayout) layout
        = bobbin_memory_layout_new (figure->run, figure->width, figure->height, style);

      return bobbin_memory_layout_describe (layout);
    }
  g_autoptr (BobbinTableLayout) layout
    = bobbin_table_layout_new (figure->summary, figure->width, figure->height, style);
  return bobbin_table_layout_describe (layout);
}

char *
bobbin_figure_describe (const BobbinFigure *figure)
{
  PangoContext *pango = bobbin_text_context_new (FALSE);
  BobbinStyle style = bobbin_style_for_picture (figure->theme, pango, figure->width, figure->height);
  g_autofree char *conditions = bobbin_conditions_text (figure->run);
  GString *text = g_string_new (bobbin_figure_title (figure));

  g_string_append (text, "\n");
  for (guint i = 0; i < BOBBIN_FIGURE_ALL; i++)
    if (figure->id == BOBBIN_FIGURE_ALL || figure->id == i)
      {
        g_autofree char *chart = describe_chart (figure, (BobbinFigureId) i, &style);

        g_string_append_printf (text, "%s\n", chart);
      }
  g_string_append (text, conditions);
  g_object_unref (pango);
  return g_string_free (text, FALSE);
}
