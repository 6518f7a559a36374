#include "config.h"

#include "bobbin-figure-experiment.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-conditions.h"
#include "bobbin-memory-layout.h"
#include "bobbin-pages-layout.h"
#include "bobbin-table-layout.h"

/* A picture is a title, one card or three, and the conditions at its foot.
 *
 * What goes first when it is small: the words beside the title; of the three
 * charts the table, then memory, each where it would only be seen in pieces;
 * then the conditions. The chart itself always stays. */

#define CONDITIONS_FROM_PX 220.0 /* picture heights */

/* Three charts share one picture: their text is smaller, but the projector's
 * least size (2.6 % of the height) still holds. */
#define SHARED_TEXT 0.8

static const struct {
  const char *id;
  const char *label;
  const char *aside; /* beside the title, as in the window */
  const char *summary;
} figures[BOBBIN_FIGURE_EXPERIMENT + 1] = {
  { "timeline", N_("Timeline"), N_("who ran, on which core"), N_("Who ran when, and on which core") },
  { "cores", N_("Cores"), N_("which worker had each core"), N_("Which worker had each core, and when") },
  { "memory", N_("Memory"), N_("whose memory it is"), N_("Memory of each process, and of each group") },
  { "sharing", N_("Sharing"), N_("the same pages, as each process sees them"), N_("Whose each page is: shared, own, untouched") },
  { "table", N_("Summary"), N_("measured here"), N_("The summary table with what was measured") },
  { "all", N_("All"), N_("measured here"), N_("Timeline, memory and table in one picture") },
  { "experiment", N_("Experiment"), N_("measured here"), N_("What an experiment measured, and its verdict") },
};

const char *
bobbin_figure_to_string (BobbinFigureId id)
{
  g_return_val_if_fail ((int) id >= 0 && id <= BOBBIN_FIGURE_EXPERIMENT, NULL);
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
  g_return_val_if_fail ((int) id >= 0 && id <= BOBBIN_FIGURE_EXPERIMENT, NULL);
  return _(figures[id].label);
}

const char *
bobbin_figure_summary (BobbinFigureId id)
{
  g_return_val_if_fail ((int) id >= 0 && id <= BOBBIN_FIGURE_EXPERIMENT, NULL);
  return _(figures[id].summary);
}

const char *
bobbin_figure_aside (BobbinFigureId id)
{
  return _(figures[id].aside);
}

const char *
bobbin_figure_title (const BobbinFigure *figure)
{
  const char *title = figure->run == NULL ? NULL : bobbin_request_get_title (figure->run->request);

  if (figure->id == BOBBIN_FIGURE_EXPERIMENT && figure->outcome != NULL)
    return _(figure->outcome->experiment->title);
  return title != NULL && *title != '\0' ? title : _("Processes and threads");
}

/* Returns the height that the title takes. */
static double
draw_title (const BobbinFigurePage *page)
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
  if (page->figure->id == BOBBIN_FIGURE_ALL || page->figure->id == BOBBIN_FIGURE_EXPERIMENT)
    return height;
  /* TRANSLATORS: beside a picture's title: "Timeline: who ran, on which core". */
  aside = g_strdup_printf (_("%s: %s"), bobbin_figure_label (page->figure->id), bobbin_figure_aside (page->figure->id));
  if (title_px + style->spacing_px * 2.0 + bobbin_text_width (style, faint, aside) <= width)
    bobbin_text_draw (page->cr, style, faint, style->theme->faint_text,
                      page->margin_px + title_px + style->spacing_px * 2.0, baseline, aside);
  return height;
}

static char *
conditions_text (const BobbinFigure *figure)
{
  char *of_summary = NULL;

  if (figure->id == BOBBIN_FIGURE_EXPERIMENT)
    return bobbin_conditions_of_outcome (figure->outcome);
  /* Without a run the table is all from the lab. */
  if (figure->id == BOBBIN_FIGURE_TABLE && figure->run == NULL)
    of_summary = bobbin_conditions_of_summary (figure->summary);
  return of_summary != NULL ? of_summary : bobbin_conditions_text (figure->run);
}

/* At the foot. Returns the height that it takes. */
static double
draw_conditions (const BobbinFigurePage *page)
{
  const BobbinStyle *style = &page->style;
  g_autofree char *text = conditions_text (page->figure);
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
  BobbinFigurePage page = {
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
  bobbin_figure_page_enlarge_text (&page, rect);
  if (figure->id == BOBBIN_FIGURE_EXPERIMENT)
    bobbin_figure_draw_experiment (&page, rect);
  else if (figure->id == BOBBIN_FIGURE_ALL)
    bobbin_figure_page_draw_all (&page, rect);
  else
    bobbin_figure_page_draw_chart (&page, figure->id, bobbin_figure_page_draw_card (&page, rect));
  g_object_unref (pango);
}

static char *
describe_chart (const BobbinFigure *figure, BobbinFigureId id, const BobbinStyle *style)
{
  if (id == BOBBIN_FIGURE_EXPERIMENT)
    return bobbin_figure_describe_experiment (figure, style);
  if (id == BOBBIN_FIGURE_TIMELINE || id == BOBBIN_FIGURE_CORES)
    {
      BobbinTimelineViewport viewport = bobbin_figure_get_viewport (figure, id);
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
  if (id == BOBBIN_FIGURE_SHARING)
    {
      g_autoptr (BobbinPagesLayout) layout
        = bobbin_pages_layout_new (figure->run, NULL, figure->width, figure->height, style);

      return bobbin_pages_layout_describe (layout);
    }
  g_autoptr (BobbinTableLayout) layout
    = bobbin_table_layout_new (figure->summary, figure->width, figure->height, style);
  return bobbin_table_layout_describe (layout);
}

static void
append_chart (GString *text, const BobbinFigure *figure, BobbinFigureId id, const BobbinStyle *style)
{
  g_autofree char *chart = describe_chart (figure, id, style);

  g_string_append_printf (text, "%s\n", chart);
}

char *
bobbin_figure_describe (const BobbinFigure *figure)
{
  PangoContext *pango = bobbin_text_context_new (FALSE);
  BobbinStyle style = bobbin_style_for_picture (figure->theme, pango, figure->width, figure->height);
  g_autofree char *conditions = conditions_text (figure);
  GString *text = g_string_new (bobbin_figure_title (figure));

  g_string_append (text, "\n");
  for (guint i = 0; i < G_N_ELEMENTS (bobbin_figure_parts); i++)
    if (figure->id == BOBBIN_FIGURE_ALL)
      append_chart (text, figure, bobbin_figure_parts[i], &style);
  if (figure->id != BOBBIN_FIGURE_ALL)
    append_chart (text, figure, figure->id, &style);
  g_string_append (text, conditions);
  g_object_unref (pango);
  return g_string_free (text, FALSE);
}
