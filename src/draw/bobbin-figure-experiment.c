/* bobbin-figure-experiment.c - the picture of one experiment
 *
 * The claim small, the verdict as a badge with the answer beside it, then the
 * plot. What goes first when it is small: the claim, then the answer's size; the
 * badge always stays.
 */
#include "config.h"

#include "bobbin-figure-experiment.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-plot-layout.h"
#include "bobbin-verdict-badge.h"

#define CLAIM_FROM   20.0 /* picture heights in text sizes */
#define BESIDE_FROM  34.0 /* widths in text sizes, from which the answer stands beside the badge */
#define ANSWER_MOST  0.3  /* of the height that the answer may take */
#define PLOT_HEIGHT  26.0 /* in text sizes: with more room its text is larger */
#define PLOT_WIDTH   46.0
#define PLOT_SCALE   1.5

static gboolean
is_unavailable (const BobbinOutcome *outcome)
{
  return outcome->verdict == BOBBIN_VERDICT_UNAVAILABLE;
}

static char *
claim_text (const BobbinOutcome *outcome)
{
  /* TRANSLATORS: a claim that an experiment tests. */
  return g_strdup_printf (_("Claim: %s"), _(outcome->experiment->claim));
}

static gboolean
is_projected (const BobbinFigurePage *page)
{
  return page->figure->theme == BOBBIN_THEME_PROJECTOR;
}

/* Takes the height of what it draws away from @rect. */
static void
take (BobbinRect *rect, double height)
{
  rect->y += height;
  rect->height = MAX (rect->height - height, 0.0);
}

static void
draw_claim (const BobbinFigurePage *page, BobbinRect *rect)
{
  const BobbinStyle *style = &page->style;
  g_autofree char *text = claim_text (page->figure->outcome);
  BobbinFont font = { .size_px = is_projected (page) ? style->small_px : style->text_px, .max_px = rect->width, .max_lines = 2 };
  double line_px = bobbin_text_line_px (font.size_px), height = bobbin_text_height (style, font, text);

  if (page->figure->height < CLAIM_FROM * style->text_px)
    return;
  if (height > line_px * 1.5)
    {
      font.size_px = style->fine_px;
      line_px = bobbin_text_line_px (font.size_px);
      height = bobbin_text_height (style, font, text);
    }
  bobbin_text_draw (page->cr, style, font, style->theme->faint_text, rect->x,
                    bobbin_text_baseline (rect->y + line_px / 2.0, font.size_px), text);
  take (rect, height + style->spacing_px * 0.8);
}

/* The largest size in which all of @text is seen in @width × @height. */
static BobbinFont
choose_answer (const BobbinFigurePage *page, double width, double height, double most_px, const char *text)
{
  const BobbinStyle *style = &page->style;
  const double sizes[] = { most_px, style->text_px, style->small_px, style->fine_px };
  BobbinFont font = { .max_px = MAX (width, 1.0) };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      font.size_px = sizes[i];
      font.max_lines = 9;
      if (bobbin_text_height (style, font, text) <= MIN (height, 3.0 * bobbin_text_line_px (font.size_px)) + 0.5)
        return font;
    }
  font.max_lines = (int) MAX (floor (height / bobbin_text_line_px (font.size_px)), 1.0);
  return font;
}

static void
draw_answer (const BobbinFigurePage *page, BobbinRect *rect)
{
  const BobbinStyle *style = &page->style;
  const BobbinOutcome *outcome = page->figure->outcome;
  double size = style->text_px * (is_projected (page) ? 0.9 : 1.2);
  double badge_px = MIN (bobbin_verdict_badge_width (style, outcome->verdict, size), rect->width);
  double badge_height = bobbin_verdict_badge_height (size), gap = style->spacing_px * 1.4;
  gboolean beside = rect->width >= BESIDE_FROM * style->text_px;
  double width = beside ? rect->width - badge_px - gap : rect->width;
  BobbinFont font = choose_answer (page, width, rect->height * ANSWER_MOST, style->text_px * (is_projected (page) ? 1.0 : 1.35), outcome->because);
  double text_height = bobbin_text_height (style, font, outcome->because), line_px = bobbin_text_line_px (font.size_px);
  double height = beside ? MAX (badge_height, text_height) : badge_height;
  double text_y = beside ? rect->y + (height - text_height) / 2.0 : rect->y + badge_height + style->spacing_px * 0.5;

  bobbin_verdict_badge_draw (page->cr, style, outcome->verdict, rect->x, rect->y + height / 2.0, size, rect->width);
  take (rect, height + style->spacing_px * (beside ? 1.2 : 0.5));
  if (is_unavailable (outcome))
    return;
  bobbin_text_draw (page->cr, style, font, style->theme->text, rect->x + (beside ? badge_px + gap : 0.0),
                    bobbin_text_baseline (text_y + line_px / 2.0, font.size_px), outcome->because);
  if (!beside)
    take (rect, text_height + style->spacing_px);
}

/* What the machine lacks, where the plot would be. */
static void
draw_lack (const BobbinFigurePage *page, BobbinRect rect)
{
  const BobbinStyle *style = &page->style;
  const char *text = page->figure->outcome->because;
  BobbinFont font = choose_answer (page, MIN (rect.width * 0.8, style->text_px * 40.0), rect.height, style->text_px * (is_projected (page) ? 1.25 : 1.8), text);
  double height = bobbin_text_height (style, font, text), line_px = bobbin_text_line_px (font.size_px);

  font.align = BOBBIN_ALIGN_CENTER;
  bobbin_text_draw (page->cr, style, font, style->theme->text, rect.x + rect.width / 2.0,
                    bobbin_text_baseline (rect.y + (rect.height - height) / 2.0 + line_px / 2.0, font.size_px), text);
}

static void
draw_plot (const BobbinFigurePage *page, BobbinRect rect)
{
  g_autoptr (BobbinPlotLayout) layout
    = bobbin_plot_layout_new (page->figure->outcome->plot, rect.width, rect.height, &page->chart);

  cairo_save (page->cr);
  cairo_translate (page->cr, rect.x, rect.y);
  bobbin_plot_layout_draw (layout, page->cr);
  cairo_restore (page->cr);
}

/* A plot holds few words: with the room for it they are larger. */
static void
enlarge_plot (BobbinFigurePage *page, BobbinRect rect)
{
  const BobbinStyle *style = &page->style;
  double share = MIN (rect.height / (PLOT_HEIGHT * style->text_px), rect.width / (PLOT_WIDTH * style->text_px));

  if (!is_projected (page) && share > 1.0)
    {
      page->chart = bobbin_style_scaled (style, MIN (share, PLOT_SCALE), page->figure->width, page->figure->height);
      page->chart.line_px = MAX (round (style->line_px * MIN (share, PLOT_SCALE)), 1.0);
    }
}

void
bobbin_figure_draw_experiment (BobbinFigurePage *page, BobbinRect rect)
{
  BobbinRect inner;

  if (page->figure->outcome == NULL)
    return;
  draw_claim (page, &rect);
  draw_answer (page, &rect);
  if (rect.height < page->style.text_px * 2.0)
    return;
  enlarge_plot (page, rect);
  inner = bobbin_figure_page_draw_card (page, rect);
  if (is_unavailable (page->figure->outcome))
    draw_lack (page, inner);
  else
    draw_plot (page, inner);
}

char *
bobbin_figure_describe_experiment (const BobbinFigure *figure, const BobbinStyle *style)
{
  const BobbinOutcome *outcome = figure->outcome;
  GString *text = g_string_new (NULL);
  g_autofree char *claim = NULL;
  g_autoptr (BobbinPlotLayout) layout = NULL;

  if (outcome == NULL)
    return g_string_free (text, FALSE);
  claim = claim_text (outcome);
  /* TRANSLATORS: a verdict and the sentence that gives its reason. */
  g_string_append_printf (text, _("%s. %s"), bobbin_verdict_label (outcome->verdict), outcome->because);
  g_string_append_printf (text, "\n%s", claim);
  if (is_unavailable (outcome))
    return g_string_free (text, FALSE);
  layout = bobbin_plot_layout_new (outcome->plot, figure->width, figure->height, style);
  g_autofree char *plot = bobbin_plot_layout_describe (layout);
  g_string_append_printf (text, "\n%s", plot);
  return g_string_free (text, FALSE);
}
