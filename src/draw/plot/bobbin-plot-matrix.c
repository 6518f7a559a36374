/* bobbin-plot-matrix.c - a table of ticks and crosses with words
 *
 * Every mark has a form of its own and a word beside it, so that neither colour
 * nor form alone carries it. What goes first when there is too little room:
 * the size of the text, the words in the cells, then rows, counted.
 */
#include "config.h"

#include "bobbin-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"

#define NAMES_MOST 0.4
#define ROW_MOST   5.0 /* heights in text sizes */

typedef struct {
  double     head_px, row_px;
  double     names_px, column_px;
  double     mark_px;
  guint      n_rows; /* shown */
  BobbinFont name_font, cell_font, head_font;
} Matrix;

static const BobbinPlotCell *
get_cell (const BobbinPlot *plot, guint row, guint column)
{
  guint i = row * plot->columns->len + column;

  return i < plot->cells->len ? &g_array_index (plot->cells, BobbinPlotCell, i) : NULL;
}

static BobbinRole
get_role (const BobbinPlot *plot, guint column)
{
  return column < plot->column_roles->len ? g_array_index (plot->column_roles, BobbinRole, column) : BOBBIN_ROLE_NEUTRAL;
}

static const char *
mark_word (BobbinCellMark mark)
{
  switch (mark)
    {
    case BOBBIN_CELL_YES:
      return _("yes");
    case BOBBIN_CELL_NO:
      return _("no");
    case BOBBIN_CELL_PARTLY:
      return _("partly");
    case BOBBIN_CELL_TEXT:
    default:
      return "–";
    }
}

/* A mark always has a word: its own text, or what it means. */
static const char *
cell_word (const BobbinPlotCell *cell)
{
  return cell->text != NULL && *cell->text != '\0' ? cell->text : mark_word (cell->mark);
}

/* Before the words; in a column with marks before text alone too, so that all of it is in line. */
static double
mark_room (const BobbinPlot *plot, const Matrix *matrix, guint column)
{
  for (guint row = 0; row < plot->categories->len; row++)
    if (get_cell (plot, row, column) != NULL && get_cell (plot, row, column)->mark != BOBBIN_CELL_TEXT)
      return matrix->mark_px * 1.7;
  return 0.0;
}

static gboolean
word_fits (const BobbinPlotLayout *layout, const BobbinPlotCell *cell, guint column, double size_px)
{
  const Matrix *matrix = layout->own;
  double room = matrix->column_px - layout->style.spacing_px * 1.5 - mark_room (layout->plot, matrix, column);
  BobbinFont font = { .size_px = size_px, .max_px = MAX (room, 1.0), .max_lines = 9 };
  int lines = (int) MAX (floor (matrix->row_px * 0.92 / bobbin_text_line_px (size_px)), 1.0);

  return room >= 2.0 * size_px
         && bobbin_text_height (&layout->style, font, cell_word (cell)) <= lines * bobbin_text_line_px (size_px) + 0.5;
}

static gboolean
words_fit (const BobbinPlotLayout *layout, double size_px)
{
  const BobbinPlot *plot = layout->plot;

  for (guint row = 0; row < plot->categories->len; row++)
    for (guint column = 0; column < plot->columns->len; column++)
      {
        const BobbinPlotCell *cell = get_cell (plot, row, column);

        if (cell != NULL && !word_fits (layout, cell, column, size_px))
          return FALSE;
      }
  return TRUE;
}

/* One line, or two where a head asks for it. */
static double
head_height (const BobbinPlotLayout *layout, double size_px)
{
  const BobbinPlot *plot = layout->plot;
  const Matrix *matrix = layout->own;
  BobbinFont font = { .size_px = size_px, .bold = TRUE };

  for (guint column = 0; column < plot->columns->len; column++)
    if (bobbin_text_width (&layout->style, font, g_ptr_array_index (plot->columns, column))
        > matrix->column_px - size_px * 1.7 - layout->style.spacing_px * 1.5)
      return ceil (2.0 * bobbin_text_line_px (size_px) + size_px * 0.4);
  return ceil (size_px * 2.0);
}

static void
choose_columns (BobbinPlotLayout *layout, double size_px)
{
  const BobbinPlot *plot = layout->plot;
  Matrix *matrix = layout->own;
  double names = 0.0;

  matrix->name_font = (BobbinFont) { .size_px = size_px, .bold = TRUE };
  for (guint row = 0; row < plot->categories->len; row++)
    names = MAX (names, bobbin_text_width (&layout->style, matrix->name_font, g_ptr_array_index (plot->categories, row)));
  matrix->names_px = ceil (MIN (names + 2.0 * layout->style.spacing_px, layout->width * NAMES_MOST));
  matrix->column_px = (layout->width - matrix->names_px) / plot->columns->len;
  matrix->name_font.max_px = MAX (matrix->names_px - layout->style.spacing_px, 1.0);
}

/* Largest text first. */
static void
choose_sizes (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinStyle *style = &layout->style;
  Matrix *matrix = layout->own;
  const double sizes[] = { style->text_px * 1.2, style->text_px, style->small_px, style->fine_px };
  guint n_sizes = G_N_ELEMENTS (sizes);

  for (guint i = style->theme->id == BOBBIN_THEME_PROJECTOR ? 1 : 0; i < n_sizes; i++)
    {
      double room;

      choose_columns (layout, sizes[i]);
      matrix->head_px = head_height (layout, sizes[i]);
      room = layout->room.height - matrix->head_px;
      matrix->row_px = MIN (room / plot->categories->len, sizes[i] * ROW_MOST);
      matrix->n_rows = plot->categories->len;
      matrix->mark_px = MIN (sizes[i] * 0.95, matrix->row_px * 0.7);
      matrix->cell_font = (BobbinFont) { .size_px = sizes[i] };
      if (matrix->row_px >= sizes[i] * 1.25 && words_fit (layout, sizes[i]))
        break;
    }
  matrix->name_font.max_lines = (int) CLAMP (floor (matrix->row_px / bobbin_text_line_px (matrix->name_font.size_px)), 1.0, 3.0);
  if (matrix->row_px < style->fine_px * 1.15)
    {
      matrix->row_px = style->fine_px * 1.15;
      matrix->n_rows = (guint) MAX ((layout->room.height - matrix->head_px) / matrix->row_px - 1.0, 0.0);
    }
}

static double
column_x (const Matrix *matrix, guint column)
{
  return matrix->names_px + column * matrix->column_px;
}

static void
place_heads (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinStyle *style = &layout->style;
  Matrix *matrix = layout->own;
  double sign = matrix->mark_px * 1.7;

  for (guint column = 0; column < plot->columns->len; column++)
    {
      BobbinFont font = { .size_px = matrix->cell_font.size_px, .bold = TRUE };
      double shift = get_role (plot, column) == BOBBIN_ROLE_NEUTRAL ? 0.0 : sign;
      const char *label = g_ptr_array_index (plot->columns, column);

      font.max_px = MAX (matrix->column_px - shift - style->spacing_px * 1.5, 1.0);
      font.max_lines = matrix->head_px >= 2.0 * bobbin_text_line_px (font.size_px) ? 2 : 1;
      bobbin_plot_add_text_at (layout, font, bobbin_role_color (style->theme, get_role (plot, column)),
                               column_x (matrix, column) + shift, layout->room.y + matrix->head_px / 2.0, label);
    }
}

static void
place_row (BobbinPlotLayout *layout, guint row)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinStyle *style = &layout->style;
  const Matrix *matrix = layout->own;
  double top = layout->room.y + matrix->head_px + row * matrix->row_px, center_y = top + matrix->row_px / 2.0;

  bobbin_plot_add_text_at (layout, matrix->name_font, style->theme->text, 0.0, center_y, g_ptr_array_index (plot->categories, row));
  for (guint column = 0; column < plot->columns->len; column++)
    {
      const BobbinPlotCell *cell = get_cell (plot, row, column);
      BobbinFont font = matrix->cell_font;

      if (cell == NULL)
        continue;
      bobbin_plot_add_hit (layout, (BobbinRect) { column_x (matrix, column), top, matrix->column_px, matrix->row_px }, row, column);
      font.max_px = matrix->column_px - mark_room (plot, matrix, column) - style->spacing_px * 1.5;
      font.max_lines = (int) MAX (floor (matrix->row_px * 0.92 / bobbin_text_line_px (font.size_px)), 1.0);
      /* Half a word says less than its mark alone. */
      if (font.max_px > font.size_px && (cell->mark == BOBBIN_CELL_TEXT || word_fits (layout, cell, column, font.size_px)))
        bobbin_plot_add_text_at (layout, font, style->theme->text, column_x (matrix, column) + mark_room (plot, matrix, column), center_y,
                                 cell_word (cell));
    }
}

static void
lay_out (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  Matrix *matrix = g_new0 (Matrix, 1);

  layout->own = matrix;
  layout->free_own = g_free;
  choose_sizes (layout);
  layout->rect = layout->room;
  place_heads (layout);
  for (guint row = 0; row < matrix->n_rows; row++)
    place_row (layout, row);
  if (matrix->n_rows < plot->categories->len)
    {
      guint n_more = plot->categories->len - matrix->n_rows;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more row", "and %u more rows", n_more), n_more);

      bobbin_plot_add_text_at (layout, (BobbinFont) { .size_px = layout->style.fine_px, .max_px = layout->width },
                               layout->style.theme->faint_text, 0.0,
                               layout->room.y + matrix->head_px + (matrix->n_rows + 0.5) * matrix->row_px, text);
    }
}

/* ---- Drawing ---- */

static void
draw_cell (const BobbinPlotLayout *layout, cairo_t *cr, guint row, guint column)
{
  const BobbinPlotCell *cell = get_cell (layout->plot, row, column);
  const BobbinTheme *theme = layout->style.theme;
  const Matrix *matrix = layout->own;
  double line_px = MAX (matrix->mark_px * 0.15, 1.2);
  double x = column_x (matrix, column) + matrix->mark_px * 0.6;
  double y = layout->room.y + matrix->head_px + (row + 0.5) * matrix->row_px;

  if (cell == NULL)
    return;
  switch (cell->mark)
    {
    case BOBBIN_CELL_YES:
      bobbin_plot_draw_tick (cr, theme->shared, x, y, matrix->mark_px * 0.95, line_px * 1.15);
      break;
    case BOBBIN_CELL_NO:
      bobbin_draw_cross (cr, theme->alarm, x, y, matrix->mark_px * 0.72, line_px);
      break;
    case BOBBIN_CELL_PARTLY:
      bobbin_plot_draw_half (cr, theme->mark, x, y, matrix->mark_px * 0.85, line_px * 0.8);
      break;
    case BOBBIN_CELL_TEXT:
    default:
      break;
    }
}

static void
draw (const BobbinPlotLayout *layout, cairo_t *cr)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinStyle *style = &layout->style;
  const Matrix *matrix = layout->own;
  double line_px = MAX (floor (style->line_px * 0.5), 1.0), bottom = layout->room.y + matrix->head_px + matrix->n_rows * matrix->row_px;

  for (guint column = 0; column < plot->columns->len; column++)
    {
      BobbinRole role = get_role (plot, column);

      if (role == BOBBIN_ROLE_NEUTRAL)
        continue;
      bobbin_path_rounded (cr, (BobbinRect) { column_x (matrix, column) - style->spacing_px, layout->room.y,
                                              matrix->column_px - style->spacing_px * 0.6, bottom - layout->room.y },
                           bobbin_role_radius (style, role));
      bobbin_color_set (cr, bobbin_role_tint (style->theme, role));
      cairo_fill (cr);
      bobbin_plot_draw_marker (cr, style, role, FALSE, column_x (matrix, column) + matrix->mark_px * 0.6,
                               layout->room.y + matrix->head_px / 2.0, matrix->mark_px * 0.75);
    }
  for (guint row = 0; row < matrix->n_rows; row++)
    {
      bobbin_draw_hline (cr, bobbin_color_mix (style->theme->grid, style->theme->mark, 0.25), 0.0, layout->width,
                         layout->room.y + matrix->head_px + row * matrix->row_px, line_px);
      for (guint column = 0; column < plot->columns->len; column++)
        draw_cell (layout, cr, row, column);
    }
}

/* ---- Words ---- */

static char *
tell_cell (const BobbinPlot *plot, guint row, guint column)
{
  const BobbinPlotCell *cell = get_cell (plot, row, column);
  const char *name = g_ptr_array_index (plot->columns, column);
  gboolean has_text = cell->text != NULL && *cell->text != '\0';

  if (cell->mark != BOBBIN_CELL_TEXT && has_text)
    /* TRANSLATORS: a column of a table, its mark and the word beside it: "threads yes, one table". */
    return g_strdup_printf (_("%s %s, %s"), name, mark_word (cell->mark), cell->text);
  return g_strdup_printf (_("%s %s"), name, cell_word (cell));
}

static void
describe (const BobbinPlotLayout *layout, GString *text)
{
  const BobbinPlot *plot = layout->plot;

  for (guint row = 0; row < plot->categories->len; row++)
    {
      g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *list = NULL;

      for (guint column = 0; column < plot->columns->len; column++)
        if (get_cell (plot, row, column) != NULL)
          g_ptr_array_add (parts, tell_cell (plot, row, column));
      g_ptr_array_add (parts, NULL);
      list = g_strjoinv (_("; "), (char **) parts->pdata);
      bobbin_plot_append_take (text, g_strdup_printf (_("%s: %s."), (const char *) g_ptr_array_index (plot->categories, row), list));
    }
}

static char *
tell (const BobbinPlotLayout *layout, const BobbinPlotHit *hit)
{
  g_autofree char *cell = tell_cell (layout->plot, hit->a, hit->b);

  return g_strdup_printf (_("%s: %s"), (const char *) g_ptr_array_index (layout->plot->categories, hit->a), cell);
}

const BobbinPlotKindClass bobbin_plot_matrix = { lay_out, draw, describe, tell };
