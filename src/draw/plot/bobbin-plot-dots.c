/* bobbin-plot-dots.c - a row for each category, a mark for each series
 *
 * Values run across, so that rows can be compared down the page. In its row
 * every series has a line of its own, so marks never hide each other, and its
 * number beside it where rows are high enough. What goes first when there is
 * too little room: the numbers, then the names of all but each nth row.
 */
#include "config.h"

#include "bobbin-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"

#define NAMES_MOST 0.36 /* of the width that the names of rows may take */
#define ROW_MOST   12.0  /* heights in text sizes */

typedef struct {
  double row_px, top;
  guint  n_lines;      /* series that have a line of their own in each row */
  gboolean by_role;    /* those of one role share a line: rows are low, and they are far apart */
  double line_px;      /* the height of such a line */
  double marker_px;
  guint  named_every;
  gboolean has_numbers;
  BobbinFont name_font, number_font;
} Dots;

static const BobbinPlotPoint *
get_point (const BobbinPlotSeries *series, guint i)
{
  return &g_array_index (series->points, BobbinPlotPoint, i);
}

static const char *
get_category (const BobbinPlot *plot, guint i)
{
  return g_ptr_array_index (plot->categories, i);
}

static gboolean
find_category (const BobbinPlot *plot, double x, guint *out_row)
{
  if (!(x > -0.5 && x < plot->categories->len - 0.5))
    return FALSE;
  *out_row = (guint) lround (x);
  return TRUE;
}

static BobbinPlotRange
get_range (const BobbinPlot *plot)
{
  const BobbinPlotAxis *axis = bobbin_plot_value_axis (plot);
  BobbinPlotRange range = bobbin_plot_range_new ();
  double most;

  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      for (guint p = 0; p < series->points->len; p++)
        {
          bobbin_plot_range_add (&range, axis, get_point (series, p)->value);
          bobbin_plot_range_add (&range, axis, get_point (series, p)->p25);
          bobbin_plot_range_add (&range, axis, get_point (series, p)->p75);
        }
    }
  most = range.most;
  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      for (guint r = 0; r < series->readings->len; r++)
        {
          const BobbinPlotReading *reading = &g_array_index (series->readings, BobbinPlotReading, r);

          if (isnan (most) || (!reading->warm_up && reading->value <= most * 1.5))
            bobbin_plot_range_add (&range, axis, reading->value);
        }
    }
  return range;
}

/* The first series with the role of @series. */
static guint
first_of_role (const BobbinPlot *plot, guint series)
{
  guint i = 0;

  while (bobbin_plot_get_series (plot, i)->role != bobbin_plot_get_series (plot, series)->role)
    i++;
  return i;
}

static gboolean
is_first_of_role (const BobbinPlot *plot, guint series)
{
  return bobbin_plot_get_series (plot, series)->role != BOBBIN_ROLE_REFERENCE && first_of_role (plot, series) == series;
}

/* Where @series has its line in @row; the middle of the row for references. */
static double
line_y (const BobbinPlotLayout *layout, guint series, guint row)
{
  const Dots *dots = layout->own;
  double middle = dots->top + (row + 0.5) * dots->row_px;
  guint rank = 0;

  if (bobbin_plot_get_series (layout->plot, series)->role == BOBBIN_ROLE_REFERENCE || dots->n_lines == 0)
    return middle;
  if (dots->by_role)
    series = first_of_role (layout->plot, series);
  for (guint i = 0; i < series; i++)
    rank += dots->by_role ? is_first_of_role (layout->plot, i)
                          : bobbin_plot_get_series (layout->plot, i)->role != BOBBIN_ROLE_REFERENCE;
  return middle + (rank - (dots->n_lines - 1) / 2.0) * dots->line_px;
}

static double
choose_names (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  Dots *dots = layout->own;
  double size = bobbin_plot_axis_px (&layout->style), most = layout->width * NAMES_MOST, width = 0.0;

  dots->name_font = (BobbinFont) { .size_px = size, .bold = TRUE };
  for (guint pass = 0; pass < 2; pass++)
    {
      width = 0.0;
      for (guint i = 0; i < plot->categories->len; i++)
        width = MAX (width, bobbin_text_width (&layout->style, dots->name_font, get_category (plot, i)));
      if (width <= most || pass == 1)
        break;
      dots->name_font.size_px = MIN (dots->name_font.size_px, layout->style.small_px);
    }
  width = ceil (MIN (width, most)) + 1.0;
  dots->name_font.max_px = width;
  return width;
}

/* Whether no two marks of one role are nearer to each other than @least of the scale. */
static gboolean
are_roles_apart (const BobbinPlot *plot, const BobbinPlotScale *scale, double least_px)
{
  for (guint i = 0; i < plot->series->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const BobbinPlotSeries *a = bobbin_plot_get_series (plot, i), *b = bobbin_plot_get_series (plot, j);

        for (guint p = 0; a->role == b->role && p < a->points->len; p++)
          for (guint q = 0; q < b->points->len; q++)
            if (fabs (get_point (a, p)->x - get_point (b, q)->x) < 0.5
                && fabs (bobbin_plot_scale_px (scale, get_point (a, p)->value) - bobbin_plot_scale_px (scale, get_point (b, q)->value)) < least_px)
              return FALSE;
      }
  return TRUE;
}

static void
choose_lines (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  Dots *dots = layout->own;
  double marker_px = bobbin_plot_marker_px (&layout->style);
  BobbinPlotScale scale = bobbin_plot_scale_new (bobbin_plot_value_axis (plot), get_range (plot), 0.0, layout->rect.width * 0.85);
  guint n_roles = 0;

  dots->n_lines = 0;
  for (guint i = 0; i < plot->series->len; i++)
    {
      dots->n_lines += bobbin_plot_get_series (plot, i)->role != BOBBIN_ROLE_REFERENCE;
      n_roles += is_first_of_role (plot, i);
    }
  if (n_roles < dots->n_lines && dots->row_px * 0.88 < dots->n_lines * marker_px * 1.1 && are_roles_apart (plot, &scale, marker_px * 1.5))
    {
      dots->by_role = TRUE;
      dots->n_lines = n_roles;
    }
}

static void
place_rows (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  Dots *dots = layout->own;
  const BobbinStyle *style = &layout->style;
  double name_line;

  /* At the top and the foot names reach over low rows. */
  double lead_px = CLAMP (style->fine_px * 0.62 - layout->rect.height / plot->categories->len / 2.0, 0.0, layout->rect.height * 0.1);

  dots->row_px = MIN ((layout->rect.height - 2.0 * lead_px) / plot->categories->len, style->text_px * ROW_MOST);
  layout->rect.height = dots->row_px * plot->categories->len + 2.0 * lead_px;
  dots->top = layout->rect.y + lead_px;
  choose_lines (layout);
  dots->line_px = MIN (dots->row_px * 0.88 / MAX (dots->n_lines, 1u), style->text_px * 2.0);
  dots->marker_px = CLAMP (dots->line_px * 0.8, MIN (3.0, dots->row_px), bobbin_plot_marker_px (style) * 1.15);
  /* Smaller names before fewer. */
  if (dots->row_px < dots->name_font.size_px * 1.1)
    dots->name_font.size_px = MIN (dots->name_font.size_px, dots->row_px >= style->small_px * 1.1 ? style->small_px : style->fine_px);
  name_line = bobbin_text_line_px (dots->name_font.size_px);
  dots->named_every = (guint) MAX (ceil (dots->name_font.size_px * 1.05 / dots->row_px), 1.0);
  if (dots->row_px >= 2.0 * name_line)
    dots->name_font.max_lines = (int) MIN (floor (dots->row_px / name_line), 3.0);
  dots->number_font = (BobbinFont) { .size_px = style->small_px };
  if (dots->line_px < style->small_px * 1.12)
    dots->number_font.size_px = style->fine_px;
  dots->has_numbers = !dots->by_role && dots->line_px >= dots->number_font.size_px * 1.12;
}

/* Right of the mark and its whisker, or left of them where that is the edge. */
static void
place_number (BobbinPlotLayout *layout, const BobbinPlotSeries *series, const BobbinPlotPoint *point, double y)
{
  const Dots *dots = layout->own;
  g_autofree char *text = bobbin_quantity_format (bobbin_plot_value_axis (layout->plot)->quantity, point->value);
  BobbinFont font = dots->number_font;
  double gap = dots->marker_px * 0.5 + font.size_px * 0.45;
  double width = bobbin_text_width (&layout->style, font, text);
  double x = MAX (bobbin_plot_scale_px (&layout->x, MAX (point->value, point->p75)),
                  bobbin_plot_scale_px (&layout->x, point->value)) + gap;

  if (x + width > layout->width)
    {
      x = bobbin_plot_scale_px (&layout->x, MIN (point->value, point->p25)) - gap - width;
      if (x < layout->rect.x)
        return;
    }
  bobbin_plot_add_text_at (layout, font, bobbin_role_color (layout->style.theme, series->role), x, y, text);
  g_array_index (layout->texts, BobbinPlotText, layout->texts->len - 1).on_data = TRUE;
}

static void
place_marks (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  const Dots *dots = layout->own;
  double half = MAX (dots->marker_px * 0.7, 2.0);

  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      for (guint p = 0; p < series->points->len; p++)
        {
          const BobbinPlotPoint *point = get_point (series, p);
          guint row;
          double y;

          if (!find_category (plot, point->x, &row) || !bobbin_plot_scale_has (&layout->x, point->value))
            continue;
          y = line_y (layout, i, row);
          if (dots->has_numbers && series->role != BOBBIN_ROLE_REFERENCE)
            place_number (layout, series, point, y);
          bobbin_plot_add_hit (layout, (BobbinRect) { bobbin_plot_scale_px (&layout->x, point->value) - half, y - half,
                                                      2.0 * half, 2.0 * half }, i, p);
        }
    }
}

static void
lay_out (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinPlotAxis *axis = bobbin_plot_value_axis (plot);
  Dots *dots = g_new0 (Dots, 1);
  double axis_px, names_px, gap = layout->style.text_px * 0.6;

  layout->own = dots;
  layout->free_own = g_free;
  bobbin_plot_add_legend (layout, FALSE);
  axis_px = bobbin_plot_x_axis_height (layout, axis);
  names_px = choose_names (layout);
  layout->rect = (BobbinRect) { names_px + gap, layout->room.y, MAX (layout->width - names_px - gap * 2.0, 1.0),
                                MAX (layout->room.height - axis_px, 1.0) };
  place_rows (layout);
  /* The greatest value's number stands right of it, on the plot's own ground. */
  layout->x = bobbin_plot_scale_new (axis, get_range (plot), layout->rect.x + dots->marker_px * 0.7,
                                     layout->rect.x + layout->rect.width
                                       - (dots->has_numbers ? dots->number_font.size_px * 3.2 : dots->marker_px));
  bobbin_plot_add_x_axis (layout, axis, 0.0, layout->width);
  for (guint row = 0; row < plot->categories->len; row += dots->named_every)
    bobbin_plot_add_text_at (layout, dots->name_font, layout->style.theme->text, 0.0,
                             dots->top + (row + 0.5) * dots->row_px, get_category (plot, row));
  place_marks (layout);
}

/* ---- Drawing ---- */

static void
draw_readings (const BobbinPlotLayout *layout, cairo_t *cr, guint i)
{
  const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);
  const Dots *dots = layout->own;
  double radius = MAX (dots->marker_px * 0.17, 0.9);

  for (guint r = 0; r < series->readings->len; r++)
    {
      const BobbinPlotReading *reading = &g_array_index (series->readings, BobbinPlotReading, r);
      double jitter = ((r * 7u) % 11u / 10.0 - 0.5) * dots->line_px * 0.5;
      guint row;

      if (!find_category (layout->plot, reading->x, &row) || !bobbin_plot_scale_has (&layout->x, reading->value)
          || reading->value > layout->x.high)
        continue;
      bobbin_color_set (cr, bobbin_color_with_alpha (reading->warm_up ? layout->style.theme->mark
                                                                      : bobbin_role_fill (layout->style.theme, series->role), 0.35));
      cairo_new_sub_path (cr);
      cairo_arc (cr, bobbin_plot_scale_px (&layout->x, reading->value), line_y (layout, i, row) + jitter, radius, 0.0, 2.0 * G_PI);
      cairo_fill (cr);
    }
}

static void
draw_reference (const BobbinPlotLayout *layout, cairo_t *cr, guint row, double x)
{
  const Dots *dots = layout->own;

  cairo_save (cr);
  bobbin_plot_set_line (cr, &layout->style, BOBBIN_ROLE_REFERENCE, FALSE);
  cairo_move_to (cr, x, dots->top + row * dots->row_px + dots->row_px * 0.06);
  cairo_line_to (cr, x, dots->top + (row + 1) * dots->row_px - dots->row_px * 0.06);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_point (const BobbinPlotLayout *layout, cairo_t *cr, guint i, const BobbinPlotPoint *point)
{
  const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);
  const BobbinTheme *theme = layout->style.theme;
  const Dots *dots = layout->own;
  double whisker_px = MAX (round (layout->style.line_px * 0.8), 1.0), x, y;
  guint row;

  if (!find_category (layout->plot, point->x, &row) || !bobbin_plot_scale_has (&layout->x, point->value))
    return;
  x = bobbin_plot_scale_px (&layout->x, point->value);
  if (series->role == BOBBIN_ROLE_REFERENCE)
    {
      draw_reference (layout, cr, row, x);
      return;
    }
  y = line_y (layout, i, row);
  /* From 0 on a length says how much it is; from elsewhere it would say nothing. */
  if (!layout->x.log && layout->x.low <= 0.0 && layout->x.low >= 0.0)
    bobbin_draw_hline (cr, bobbin_color_mix (theme->card, bobbin_role_fill (theme, series->role), 0.45), layout->x.from_px, x, y,
                       MAX (round (dots->marker_px * 0.35), 1.0));
  if (bobbin_plot_scale_has (&layout->x, point->p25) && bobbin_plot_scale_has (&layout->x, point->p75))
    bobbin_draw_hline (cr, bobbin_role_color (theme, series->role), bobbin_plot_scale_px (&layout->x, point->p25),
                       bobbin_plot_scale_px (&layout->x, point->p75), y, whisker_px);
  bobbin_plot_draw_marker (cr, &layout->style, series->role, series->hollow, x, y, dots->marker_px);
}

static void
draw (const BobbinPlotLayout *layout, cairo_t *cr)
{
  const BobbinPlot *plot = layout->plot;
  const Dots *dots = layout->own;
  double line_px = MAX (floor (layout->style.line_px * 0.5), 1.0);

  for (guint row = 1; dots->row_px > 6.0 && row < plot->categories->len; row++)
    bobbin_draw_hline (cr, layout->style.theme->grid, 0.0, layout->rect.x + layout->rect.width,
                       dots->top + row * dots->row_px, line_px);
  bobbin_plot_draw_axes (layout, cr);
  for (guint i = 0; i < plot->series->len; i++)
    draw_readings (layout, cr, i);
  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      for (guint p = 0; p < series->points->len; p++)
        draw_point (layout, cr, i, get_point (series, p));
    }
}

/* ---- Words ---- */

static void
describe_row (const BobbinPlotLayout *layout, GString *text, guint wanted)
{
  const BobbinPlot *plot = layout->plot;
  GString *values = g_string_new (NULL);

  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      for (guint p = 0; p < series->points->len; p++)
        {
          const BobbinPlotPoint *point = get_point (series, p);
          g_autofree char *value = bobbin_plot_value_text (bobbin_plot_value_axis (plot)->quantity, point->value, point->p25, point->p75);
          guint row;

          if (!find_category (plot, point->x, &row) || row != wanted)
            continue;
          if (values->len > 0)
            g_string_append (values, _("; "));
          /* TRANSLATORS: a series and its value. */
          g_string_append_printf (values, _("%s %s"), series->label, value);
        }
    }
  bobbin_plot_append_take (text, g_strdup_printf (_("%s: %s."), get_category (plot, wanted),
                                                  values->len > 0 ? values->str : _("no readings")));
  g_string_free (values, TRUE);
}

static void
describe (const BobbinPlotLayout *layout, GString *text)
{
  const char *title = bobbin_plot_value_axis (layout->plot)->title;

  if (title != NULL && *title != '\0')
    /* TRANSLATORS: what the values of a plot are. */
    bobbin_plot_append_take (text, g_strdup_printf (_("Values: %s."), title));
  for (guint row = 0; row < layout->plot->categories->len; row++)
    describe_row (layout, text, row);
}

static char *
tell (const BobbinPlotLayout *layout, const BobbinPlotHit *hit)
{
  const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, hit->a);
  const BobbinPlotPoint *point = get_point (series, hit->b);
  g_autofree char *value = bobbin_plot_value_text (bobbin_plot_value_axis (layout->plot)->quantity, point->value, point->p25,
                                                   point->p75);
  guint row;

  if (!find_category (layout->plot, point->x, &row))
    return NULL;
  /* TRANSLATORS: a mark that is pointed at: its row, its series, and its value with the quartiles. */
  return g_strdup_printf (_("%s, %s: %s"), get_category (layout->plot, row), series->label, value);
}

const BobbinPlotKindClass bobbin_plot_dots = { lay_out, draw, describe, tell };
