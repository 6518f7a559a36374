#include "config.h"

#include "bobbin-table-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-verdict-badge.h"

/* What goes first when there is too little room: the verdict's own column
 * (below 52 text sizes it stands under the ratio), the claims (where one of them would not
 * be seen whole), the ratio (below 24), then rows past the edge,
 * counted. */

#define VERDICT_FROM 52.0 /* widths in text sizes */
#define RATIO_FROM 24.0

#define ROW_MOST 5.2 /* heights in text sizes */
#define ROW_LEAST 1.25

typedef enum {
  COLUMN_TITLE,
  COLUMN_PROCESS,
  COLUMN_THREAD,
  COLUMN_RATIO,
  COLUMN_VERDICT,
  N_COLUMNS
} Column;

struct _BobbinTableLayout {
  GListModel *summary;
  BobbinStyle style;
  double      width, height;
  double      head_px, row_px;
  double      text_px, small_px; /* smaller than the style's where rows are low */
  guint       n_shown;
  double      x[N_COLUMNS], column_px[N_COLUMNS]; /* width 0: not shown */
  gboolean    shows_claims; /* all of them, or none: half a sentence claims nothing */
};

static double
pad_px (const BobbinTableLayout *layout)
{
  return layout->style.spacing_px;
}

static void
place_columns (BobbinTableLayout *layout)
{
  static const double wide[N_COLUMNS] = { 0.34, 0.2, 0.2, 0.1, 0.16 };
  static const double middle[N_COLUMNS] = { 0.34, 0.255, 0.255, 0.15, 0.0 };
  static const double terse[N_COLUMNS] = { 0.31, 0.28, 0.28, 0.13, 0.0 };
  static const double narrow[N_COLUMNS] = { 0.4, 0.3, 0.3, 0.0, 0.0 };
  double ems = layout->width / layout->style.text_px;
  const double *shares = narrow;
  double x = 0.0;

  if (ems >= VERDICT_FROM)
    shares = wide;
  else if (ems >= RATIO_FROM)
    shares = layout->shows_claims ? middle : terse;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      layout->x[i] = round (x);
      x += shares[i] * layout->width;
      layout->column_px[i] = round (x) - layout->x[i];
    }
}

static gboolean
claim_fits (const BobbinTableLayout *layout, BobbinSummaryRow *row)
{
  double width = layout->column_px[COLUMN_TITLE] - 2.0 * pad_px (layout);
  BobbinFont title = { .size_px = layout->text_px, .bold = TRUE, .max_px = width, .max_lines = 2 };
  BobbinFont claim = { .size_px = layout->small_px, .max_px = width, .max_lines = 9 };

  if (width < title.size_px)
    return FALSE;
  return bobbin_text_height (&layout->style, title, bobbin_summary_row_get_title (row))
           + bobbin_text_height (&layout->style, claim, bobbin_summary_row_get_claim (row))
         <= layout->row_px - pad_px (layout);
}

static void
place_rows (BobbinTableLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  guint n = layout->summary == NULL ? 0 : g_list_model_get_n_items (layout->summary);
  double least = ceil (style->fine_px * ROW_LEAST);
  double room;

  layout->head_px = round (style->text_px * 1.6);
  if (layout->head_px > layout->height * 0.25)
    layout->head_px = ceil (style->fine_px * 1.5);
  room = MAX (layout->height - layout->head_px, 0.0);
  layout->row_px = CLAMP (floor (room / MAX (n, 1)), least, round (style->text_px * ROW_MOST));
  layout->n_shown = MIN (n, (guint) (room / layout->row_px));
  if (layout->n_shown < n)
    layout->n_shown = MIN (n, (guint) MAX ((room - least) / layout->row_px, 0.0));

  layout->text_px = CLAMP (layout->row_px / 1.25, style->fine_px, style->text_px);
  layout->small_px = MIN (layout->text_px, style->small_px);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BobbinSummaryRow) row = g_list_model_get_item (layout->summary, i);

      layout->shows_claims = layout->shows_claims && claim_fits (layout, row);
    }
}

BobbinTableLayout *
bobbin_table_layout_new (GListModel *summary, double width, double height, const BobbinStyle *style)
{
  BobbinTableLayout *layout = g_new0 (BobbinTableLayout, 1);

  layout->summary = summary == NULL ? NULL : g_object_ref (summary);
  layout->style = *style;
  layout->width = MAX (width, 1.0);
  layout->height = MAX (height, 1.0);
  layout->shows_claims = TRUE;
  place_columns (layout);
  place_rows (layout);
  if (!layout->shows_claims)
    place_columns (layout); /* the values get what the claims do not use */
  return layout;
}

void
bobbin_table_layout_free (BobbinTableLayout *layout)
{
  if (layout == NULL)
    return;
  g_clear_object (&layout->summary);
  g_free (layout);
}

gboolean
bobbin_table_layout_shows_rows (const BobbinTableLayout *layout)
{
  return layout->summary != NULL && layout->n_shown == g_list_model_get_n_items (layout->summary);
}

gboolean
bobbin_table_layout_shows_all (const BobbinTableLayout *layout)
{
  return layout->shows_claims && bobbin_table_layout_shows_rows (layout);
}

static BobbinSummaryRow *
get_row (const BobbinTableLayout *layout, guint i)
{
  return g_list_model_get_item (layout->summary, i);
}

/* The sign of a kind before the head of its column: square or round. */
static void
draw_kind_head (const BobbinTableLayout *layout, cairo_t *cr, Column column, BobbinKind kind,
                const char *text)
{
  const BobbinStyle *style = &layout->style;
  double size = MIN (style->text_px, layout->head_px / 1.4);
  double chip = round (size * 0.7);
  double x = layout->x[column] + pad_px (layout);
  BobbinRect rect = { x, round ((layout->head_px - chip) / 2.0), chip, chip };
  BobbinFont font = { .size_px = size, .bold = TRUE };

  double room = MAX (layout->column_px[column] - pad_px (layout) - chip - size * 0.4, 1.0);

  font = bobbin_text_fit (style, font, room, text);
  bobbin_draw_box (cr, rect, kind == BOBBIN_KIND_THREADS ? chip / 2.0 : 0.0,
                   bobbin_kind_fill (style->theme, kind), bobbin_kind_color (style->theme, kind), 1.0);
  bobbin_text_draw (cr, style, font, bobbin_kind_color (style->theme, kind), x + chip + size * 0.4,
                    bobbin_text_baseline (layout->head_px / 2.0, font.size_px), text);
}

static void
draw_head (const BobbinTableLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = MIN (style->small_px, layout->head_px / 1.4) };
  double baseline = bobbin_text_baseline (layout->head_px / 2.0, font.size_px);

  draw_kind_head (layout, cr, COLUMN_PROCESS, BOBBIN_KIND_PROCESSES, _("Processes"));
  draw_kind_head (layout, cr, COLUMN_THREAD, BOBBIN_KIND_THREADS, _("Threads"));
  if (layout->column_px[COLUMN_RATIO] > 0.0)
    {
      font.align = BOBBIN_ALIGN_END;
      bobbin_text_draw (cr, style, font, style->theme->faint_text,
                        layout->x[COLUMN_RATIO] + layout->column_px[COLUMN_RATIO] - pad_px (layout), baseline,
                        _("Ratio"));
    }
  font.align = BOBBIN_ALIGN_START;
  if (layout->column_px[COLUMN_VERDICT] > 0.0)
    bobbin_text_draw (cr, style, font, style->theme->faint_text, layout->x[COLUMN_VERDICT] + pad_px (layout),
                      baseline, _("Verdict"));
}

/* One or two sizes of text in the cells from @column to @last, in the middle of
 * their height together. */
static void
draw_cell (const BobbinTableLayout *layout, cairo_t *cr, Column column, Column last, double y, BobbinFont first,
           const char *first_text, BobbinColor first_color, BobbinFont second, const char *second_text)
{
  const BobbinStyle *style = &layout->style;
  double width = layout->x[last] + layout->column_px[last] - layout->x[column] - 1.5 * pad_px (layout);
  double x = layout->x[column] + pad_px (layout) * (first.align == BOBBIN_ALIGN_END ? 0.5 : 1.0) + (first.align == BOBBIN_ALIGN_END ? width : 0.0);
  double lines_px = layout->row_px - pad_px (layout);
  double first_px, second_px = 0.0, top;

  if (width < first.size_px)
    return;
  if (lines_px < 2.0 * bobbin_text_line_px (first.size_px))
    first = bobbin_text_fit (style, first, width, first_text);
  first.max_px = second.max_px = width;
  second.align = first.align;
  first.max_lines = lines_px >= 2.0 * bobbin_text_line_px (first.size_px) ? 2 : 1;
  first_px = bobbin_text_height (style, first, first_text);
  if (second_text != NULL && *second_text != '\0')
    {
      second.max_lines = (int) ((lines_px - first_px) / bobbin_text_line_px (second.size_px));
      if (second.max_lines > 0)
        second_px = bobbin_text_height (style, second, second_text);
    }
  top = y + (layout->row_px - first_px - second_px) / 2.0;
  bobbin_text_draw (cr, style, first, first_color, x,
                    bobbin_text_baseline (top + bobbin_text_line_px (first.size_px) / 2.0, first.size_px),
                    first_text);
  if (second_px > 0.0)
    bobbin_text_draw (cr, style, second, style->theme->faint_text, x,
                      bobbin_text_baseline (top + first_px + bobbin_text_line_px (second.size_px) / 2.0,
                                            second.size_px), second_text);
}

static const char *
or_dash (const char *text)
{
  return *text == '\0' ? "–" : text;
}

/* The size of the words of all badges: the first in which the longest of them
 * would be seen whole; 0: none. */
static double
badge_size (const BobbinTableLayout *layout, double width)
{
  const double sizes[] = { layout->text_px, layout->small_px, layout->style.fine_px };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      double most = 0.0;

      for (guint verdict = 0; verdict < BOBBIN_N_VERDICTS; verdict++)
        most = MAX (most, bobbin_verdict_badge_width (&layout->style, (BobbinVerdict) verdict, sizes[i]));
      if (most <= width && bobbin_verdict_badge_height (sizes[i]) <= layout->row_px - 2.0)
        return sizes[i];
    }
  return 0.0;
}

/* Before the ratio, where there is neither a column for the verdict nor a line
 * for its words below the ratio. */
static void
draw_sign (const BobbinTableLayout *layout, cairo_t *cr, BobbinSummaryRow *row, double y)
{
  const BobbinOutcome *outcome = bobbin_summary_row_get_outcome (row);
  double size = MIN (layout->text_px * 1.15, layout->row_px * 0.7);
  BobbinFont ratio = { .size_px = layout->text_px, .bold = TRUE };
  double ratio_px = MAX (bobbin_text_width (&layout->style, ratio, bobbin_summary_row_get_ratio_text (row)),
                         bobbin_text_width (&layout->style, ratio, "0.00 ×"));
  double room = layout->column_px[COLUMN_RATIO] - pad_px (layout) - ratio_px;
  double words_px = layout->row_px - pad_px (layout) - bobbin_text_line_px (ratio.size_px);

  if (outcome != NULL && room > size * 1.3 && words_px < bobbin_text_line_px (layout->small_px))
    bobbin_verdict_sign_draw (cr, &layout->style, outcome->verdict, layout->x[COLUMN_RATIO] + size * 0.5, y + layout->row_px / 2.0, size);
}

/* As a badge; where there is no room for one, in words. A picture is looked at later,
 * so how long ago it was measured is not for it: its conditions say when. */
static void
draw_verdict (const BobbinTableLayout *layout, cairo_t *cr, BobbinSummaryRow *row, double y, BobbinFont small)
{
  const BobbinStyle *style = &layout->style;
  const BobbinOutcome *outcome = bobbin_summary_row_get_outcome (row);
  double x = layout->x[COLUMN_VERDICT] + pad_px (layout), width = layout->column_px[COLUMN_VERDICT] - 1.5 * pad_px (layout);
  double size = width > 0.0 && outcome != NULL ? badge_size (layout, width) : 0.0;

  if (width <= 0.0)
    return;
  if (size > 0.0)
    bobbin_verdict_badge_draw (cr, style, outcome->verdict, x, y + layout->row_px / 2.0, size, width);
  else
    draw_cell (layout, cr, COLUMN_VERDICT, COLUMN_VERDICT, y, small, bobbin_summary_row_get_verdict_text (row),
               style->theme->text, small, NULL);
}

static void
draw_row (const BobbinTableLayout *layout, cairo_t *cr, BobbinSummaryRow *row, double y)
{
  const BobbinTheme *theme = layout->style.theme;
  gboolean measured = bobbin_summary_row_is_measured (row);
  gboolean has_verdict_column = layout->column_px[COLUMN_VERDICT] > 0.0;
  const char *verdict = bobbin_summary_row_get_verdict_text (row);
  BobbinFont bold = { .size_px = layout->text_px, .bold = TRUE };
  BobbinFont text = { .size_px = layout->text_px };
  BobbinFont small = { .size_px = layout->small_px };
  BobbinFont ratio = { .size_px = layout->text_px, .bold = TRUE, .align = BOBBIN_ALIGN_END };
  BobbinColor color = measured ? theme->text : theme->faint_text;

  draw_cell (layout, cr, COLUMN_TITLE, COLUMN_TITLE, y, bold, bobbin_summary_row_get_title (row), theme->text, small,
             layout->shows_claims ? bobbin_summary_row_get_claim (row) : NULL);
  if (measured)
    {
      draw_cell (layout, cr, COLUMN_PROCESS, COLUMN_PROCESS, y, text, or_dash (bobbin_summary_row_get_process_text (row)), color,
                 small, NULL);
      draw_cell (layout, cr, COLUMN_THREAD, COLUMN_THREAD, y, text, or_dash (bobbin_summary_row_get_thread_text (row)), color,
                 small, NULL);
      draw_cell (layout, cr, COLUMN_RATIO, COLUMN_RATIO, y, ratio, or_dash (bobbin_summary_row_get_ratio_text (row)), color,
                 small, has_verdict_column ? bobbin_summary_row_get_interval_text (row) : verdict);
      draw_verdict (layout, cr, row, y, small);
      if (!has_verdict_column)
        draw_sign (layout, cr, row, y);
      return;
    }
  if (has_verdict_column && bobbin_summary_row_get_outcome (row) != NULL)
    {
      draw_verdict (layout, cr, row, y, small);
      return;
    }
  /* Nothing measured is said once, quietly, where the values would stand. */
  draw_cell (layout, cr, has_verdict_column ? COLUMN_VERDICT : COLUMN_PROCESS,
             has_verdict_column ? COLUMN_VERDICT : COLUMN_THREAD, y, small, verdict, color, small, NULL);
}

void
bobbin_table_layout_draw (const BobbinTableLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  guint n = layout->summary == NULL ? 0 : g_list_model_get_n_items (layout->summary);
  double line_px = MAX (floor (style->line_px * 0.5), 1.0);

  draw_head (layout, cr);
  for (guint i = 0; i < layout->n_shown; i++)
    {
      g_autoptr (BobbinSummaryRow) row = get_row (layout, i);
      double y = layout->head_px + i * layout->row_px;

      bobbin_draw_hline (cr, style->theme->grid, 0.0, layout->width, y, line_px);
      draw_row (layout, cr, row, y);
    }
  if (layout->n_shown < n)
    {
      guint n_more = n - layout->n_shown;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more row", "and %u more rows", n_more), n_more);
      double y = layout->head_px + layout->n_shown * layout->row_px;

      bobbin_text_draw (cr, style, (BobbinFont) { .size_px = style->fine_px }, style->theme->faint_text,
                        pad_px (layout), bobbin_text_baseline ((y + layout->height) / 2.0, style->fine_px), text);
    }
}

/* "7.4 × [7.1 – 7.9]" where there is an interval. */
static char *
ratio_words (BobbinSummaryRow *row)
{
  const char *interval = bobbin_summary_row_get_interval_text (row);

  if (*interval == '\0')
    return g_strdup (or_dash (bobbin_summary_row_get_ratio_text (row)));
  /* TRANSLATORS: a ratio and its interval: "7.4 × [7.1 – 7.9]". */
  return g_strdup_printf (_("%s [%s]"), bobbin_summary_row_get_ratio_text (row), interval);
}

char *
bobbin_table_layout_describe (const BobbinTableLayout *layout)
{
  GString *text = g_string_new (NULL);
  guint n = layout->summary == NULL ? 0 : g_list_model_get_n_items (layout->summary);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BobbinSummaryRow) row = get_row (layout, i);
      g_autofree char *ratio = ratio_words (row);

      /* TRANSLATORS: a row of the table: title and claim. */
      g_string_append_printf (text, _("%s: %s"), bobbin_summary_row_get_title (row),
                              bobbin_summary_row_get_claim (row));
      g_string_append_c (text, ' ');
      if (bobbin_summary_row_is_measured (row))
        /* TRANSLATORS: the values of a row of the table and its verdict. */
        g_string_append_printf (text, _("Processes: %s. Threads: %s. Ratio: %s. %s."),
                                or_dash (bobbin_summary_row_get_process_text (row)),
                                or_dash (bobbin_summary_row_get_thread_text (row)),
                                ratio, bobbin_summary_row_get_verdict_text (row));
      else
        g_string_append_printf (text, "%s.", bobbin_summary_row_get_verdict_text (row));
      g_string_append_c (text, '\n');
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
