/* bobbin-plot-curves.c - series over x: lines through medians, quartiles as whiskers
 *
 * Each line is named at its end; the names are moved apart where lines end
 * close to each other, with a fine line from the end to its name. Where names
 * do not fit there, they are a legend above. Series that run over one another
 * are drawn side by side, so that both are seen.
 */
#include "config.h"

#include "bobbin-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"

#define LABEL_MOST    0.3  /* of the width that names at line ends may take */
#define LABELS_FROM   24.0 /* widths in text sizes */
#define MOST_X_TICKS  12u

typedef struct {
  double  *dodge_px;    /* of each point, to the right: marks and line */
  double  *lift_px;     /* of each point, downwards: the line alone, so that level ones part */
  double   end_x, end_y; /* of the last point */
  double   label_y;
  guint    n_seen;      /* points that have a place */
} Line;

typedef struct {
  Line  *lines;
  guint  n_lines;
  double label_x, label_px, label_height; /* label_px 0: a legend instead */
  BobbinFont label_font;
} Curves;

static void
curves_free (gpointer data)
{
  Curves *curves = data;

  for (guint i = 0; i < curves->n_lines; i++)
    {
      g_free (curves->lines[i].dodge_px);
      g_free (curves->lines[i].lift_px);
    }
  g_free (curves->lines);
  g_free (curves);
}

static const BobbinPlotPoint *
get_point (const BobbinPlotSeries *series, guint i)
{
  return &g_array_index (series->points, BobbinPlotPoint, i);
}

static gboolean
is_seen (const BobbinPlotLayout *layout, const BobbinPlotPoint *point)
{
  return bobbin_plot_scale_has (&layout->x, point->x) && bobbin_plot_scale_has (&layout->y, point->value);
}

/* Single readings count as far as they do not dwarf the medians. */
static void
add_readings (BobbinPlotRange *y, const BobbinPlot *plot)
{
  BobbinPlotRange medians = *y;
  double reach = medians.most - medians.least;

  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      for (guint r = 0; r < series->readings->len; r++)
        {
          const BobbinPlotReading *reading = &g_array_index (series->readings, BobbinPlotReading, r);

          if (isnan (medians.least) || (!reading->warm_up && reading->value <= medians.most + reach * 0.5))
            bobbin_plot_range_add (y, &plot->y, reading->value);
        }
    }
}

static void
get_ranges (const BobbinPlot *plot, BobbinPlotRange *x, BobbinPlotRange *y)
{
  *x = *y = bobbin_plot_range_new ();
  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      for (guint p = 0; p < series->points->len; p++)
        {
          const BobbinPlotPoint *point = get_point (series, p);

          bobbin_plot_range_add (x, &plot->x, point->x);
          bobbin_plot_range_add (y, &plot->y, point->value);
          bobbin_plot_range_add (y, &plot->y, point->p25);
          bobbin_plot_range_add (y, &plot->y, point->p75);
        }
      for (guint r = 0; r < series->readings->len; r++)
        bobbin_plot_range_add (x, &plot->x, g_array_index (series->readings, BobbinPlotReading, r).x);
    }
  add_readings (y, plot);
}

/* The width that names at the line ends need; 0 where they do not fit. */
static double
choose_labels (BobbinPlotLayout *layout, double height)
{
  const BobbinStyle *style = &layout->style;
  const BobbinPlot *plot = layout->plot;
  Curves *curves = layout->own;
  const double sizes[] = { style->small_px, style->fine_px };
  double most = layout->width * LABEL_MOST;

  if (layout->width < LABELS_FROM * style->text_px)
    return 0.0;
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      BobbinFont font = { .size_px = sizes[s], .bold = TRUE, .max_px = most, .max_lines = 4 };
      double width = 0.0, line_px = 0.0;

      for (guint i = 0; i < plot->series->len; i++)
        {
          const char *label = bobbin_plot_get_series (plot, i)->label;

          width = MAX (width, bobbin_text_width (style, font, label));
          line_px = MAX (line_px, bobbin_text_height (style, font, label));
        }
      if (line_px > 3.1 * bobbin_text_line_px (font.size_px) || plot->series->len * line_px > height)
        continue;
      curves->label_font = font;
      curves->label_height = line_px;
      curves->label_px = ceil (width) + 1.0;
      return curves->label_px + 2.0 * style->text_px;
    }
  return 0.0;
}

typedef enum {
  MEETS_NOTHING,
  MEETS_WHISKER, /* whiskers would lie on each other */
  MEETS_MARK,
} Meeting;

static Meeting
meeting_of (const BobbinPlotLayout *layout, const BobbinPlotPoint *a, const BobbinPlotPoint *b)
{
  double near_px = bobbin_plot_marker_px (&layout->style);

  if (fabs (bobbin_plot_scale_px (&layout->x, a->x) - bobbin_plot_scale_px (&layout->x, b->x)) >= near_px / 2.0)
    return MEETS_NOTHING;
  if (fabs (bobbin_plot_scale_px (&layout->y, a->value) - bobbin_plot_scale_px (&layout->y, b->value)) < near_px)
    return MEETS_MARK;
  return a->p25 <= b->p75 && b->p25 <= a->p75 ? MEETS_WHISKER : MEETS_NOTHING;
}

/* What of @series is where @point's mark and whisker would be. */
static Meeting
meets (const BobbinPlotLayout *layout, const BobbinPlotSeries *series, const BobbinPlotPoint *point)
{
  Meeting most = MEETS_NOTHING;

  for (guint i = 0; series->role != BOBBIN_ROLE_REFERENCE && i < series->points->len; i++)
    {
      const BobbinPlotPoint *other = get_point (series, i);

      if (is_seen (layout, other))
        most = MAX (most, meeting_of (layout, point, other));
    }
  return most;
}

/* The least room between two points of a series. */
static double
least_step_px (const BobbinPlotLayout *layout, const BobbinPlotSeries *series)
{
  double least = layout->rect.width;

  for (guint p = 1; p < series->points->len; p++)
    {
      double step = bobbin_plot_scale_px (&layout->x, get_point (series, p)->x)
                    - bobbin_plot_scale_px (&layout->x, get_point (series, p - 1)->x);

      if (step > 0.0)
        least = MIN (least, step);
    }
  return least;
}

/* Marks that would hide each other stand side by side, in the order of their series. */
static void
part_point (BobbinPlotLayout *layout, guint i, guint p)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);
  Line *line = &((Curves *) layout->own)->lines[i];
  double marker_px = bobbin_plot_marker_px (&layout->style), line_px = layout->style.line_px, place;
  Meeting most = MEETS_NOTHING;
  guint n = 0, rank = 0;

  for (guint j = 0; j < plot->series->len; j++)
    {
      Meeting meeting = i == j ? MEETS_NOTHING : meets (layout, bobbin_plot_get_series (plot, j), get_point (series, p));

      most = MAX (most, meeting);
      rank += j < i && meeting != MEETS_NOTHING;
      n += i == j || meeting != MEETS_NOTHING;
    }
  if (n < 2 || series->role == BOBBIN_ROLE_REFERENCE)
    return;
  place = rank - (n - 1) / 2.0;
  line->dodge_px[p] = place * MIN (marker_px * 0.95, MIN (least_step_px (layout, series) * 0.3, marker_px * 2.5 / (n - 1)));
  if (most == MEETS_MARK)
    line->lift_px[p] = place * MIN (line_px * 2.0, line_px * 6.0 / (n - 1));
}

static void
place_lines (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  Curves *curves = layout->own;

  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);
      Line *line = &curves->lines[i];

      line->dodge_px = g_new0 (double, series->points->len + 1);
      line->lift_px = g_new0 (double, series->points->len + 1);
      for (guint p = 0; p < series->points->len; p++)
        if (is_seen (layout, get_point (series, p)))
          {
            part_point (layout, i, p);
            line->end_x = bobbin_plot_scale_px (&layout->x, get_point (series, p)->x) + line->dodge_px[p];
            line->end_y = bobbin_plot_scale_px (&layout->y, get_point (series, p)->value);
            line->n_seen++;
          }
    }
}

static void
place_labels (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  Curves *curves = layout->own;
  g_autofree double *centers = g_new0 (double, plot->series->len + 1);
  guint n = 0;

  for (guint i = 0; i < plot->series->len; i++)
    if (curves->lines[i].n_seen > 0)
      centers[n++] = curves->lines[i].end_y + i * 0.001; /* the order of the series where they end in one point */
  bobbin_plot_spread (centers, n, curves->label_height, layout->room.y, layout->room.y + layout->room.height);
  n = 0;
  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

      if (curves->lines[i].n_seen == 0)
        continue;
      curves->lines[i].label_y = centers[n++];
      bobbin_plot_add_text_at (layout, curves->label_font, bobbin_role_color (layout->style.theme, series->role),
                               curves->label_x, curves->lines[i].label_y, series->label);
    }
}

/* The xs at which there are points, where these are few: such an axis says what was measured. */
static GArray *
find_x_ticks (const BobbinPlotLayout *layout)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BobbinPlotTick));

  for (guint i = 0; i < layout->plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);

      for (guint p = 0; series->role != BOBBIN_ROLE_REFERENCE && p < series->points->len; p++)
        {
          BobbinPlotTick tick = { get_point (series, p)->x, bobbin_plot_scale_px (&layout->x, get_point (series, p)->x), TRUE };
          guint at = 0;

          if (!bobbin_plot_scale_has (&layout->x, tick.value))
            continue;
          while (at < ticks->len && g_array_index (ticks, BobbinPlotTick, at).value < tick.value)
            at++;
          if (at == ticks->len || g_array_index (ticks, BobbinPlotTick, at).value > tick.value)
            g_array_insert_val (ticks, at, tick);
        }
    }
  if (ticks->len > 0 && ticks->len <= MOST_X_TICKS)
    return ticks;
  g_array_unref (ticks);
  return NULL;
}

static void
add_hits (BobbinPlotLayout *layout)
{
  const Curves *curves = layout->own;
  double half = bobbin_plot_marker_px (&layout->style) * 0.7;

  for (guint i = 0; i < layout->plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (layout->plot, i);

      for (guint p = 0; p < series->points->len; p++)
        if (is_seen (layout, get_point (series, p)))
          bobbin_plot_add_hit (layout, (BobbinRect) {
            bobbin_plot_scale_px (&layout->x, get_point (series, p)->x) + curves->lines[i].dodge_px[p] - half,
            bobbin_plot_scale_px (&layout->y, get_point (series, p)->value) - half, 2.0 * half, 2.0 * half }, i, p);
    }
}

static void
lay_out (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  Curves *curves = g_new0 (Curves, 1);
  double title_px = bobbin_plot_y_title_height (layout), axis_px = bobbin_plot_x_axis_height (layout, &plot->x);
  double labels_px, left, right, y_inset, inset = bobbin_plot_marker_px (&layout->style);
  BobbinPlotRange x, y;

  curves->lines = g_new0 (Line, plot->series->len + 1);
  curves->n_lines = plot->series->len;
  layout->own = curves;
  layout->free_own = curves_free;
  get_ranges (plot, &x, &y);
  labels_px = choose_labels (layout, layout->room.height - title_px - axis_px);
  if (labels_px <= 0.0 && plot->series->len > 0)
    bobbin_plot_add_legend (layout, TRUE);
  bobbin_plot_add_y_title (layout, layout->room.y + title_px * 0.4);
  layout->room.y += title_px;
  layout->room.height = MAX (layout->room.height - title_px - axis_px, 1.0);
  /* A mark at the end of the scale stays clear of the axis, except at a 0 on it. */
  y_inset = plot->y.log ? MIN (inset * 0.7, layout->room.height * 0.1) : 0.0;
  layout->y = bobbin_plot_scale_new (&plot->y, y, layout->room.y + layout->room.height - y_inset, layout->room.y + y_inset);
  left = bobbin_plot_y_axis_width (layout, layout->y);
  right = MAX (layout->width - (labels_px > 0.0 ? labels_px : inset), left + 1.0);
  layout->rect = (BobbinRect) { left, layout->room.y, right - left, layout->room.height };
  /* Marks at the first and last x stand clear of the axis. */
  inset = MIN (inset * 1.2, layout->rect.width * 0.1);
  layout->x = bobbin_plot_scale_new (&plot->x, x, left + inset, right - inset);
  /* What was not tried has no place, 0 workers least of all. */
  if (!isnan (x.least) && (x.most > x.least || x.has_zero))
    {
      layout->x.low = x.has_zero ? layout->x.low : x.least;
      layout->x.high = x.most;
    }
  place_lines (layout);
  bobbin_plot_add_x_axis_at (layout, &plot->x, find_x_ticks (layout), 0.0, layout->width);
  bobbin_plot_add_y_axis (layout);
  curves->label_x = right + layout->style.text_px * 1.6;
  if (labels_px > 0.0)
    place_labels (layout);
  add_hits (layout);
}

/* ---- Drawing ---- */

static void
draw_readings (const BobbinPlotLayout *layout, cairo_t *cr, const BobbinPlotSeries *series)
{
  double radius = MAX (bobbin_plot_marker_px (&layout->style) * 0.18, 1.0);

  for (guint r = 0; r < series->readings->len; r++)
    {
      const BobbinPlotReading *reading = &g_array_index (series->readings, BobbinPlotReading, r);

      if (!bobbin_plot_scale_has (&layout->x, reading->x) || !bobbin_plot_scale_has (&layout->y, reading->value)
          || reading->value > layout->y.high || reading->value < (layout->y.zero_at > 0.0 ? 0.0 : layout->y.low))
        continue;
      bobbin_color_set (cr, bobbin_color_with_alpha (reading->warm_up ? layout->style.theme->mark
                                                                      : bobbin_role_fill (layout->style.theme, series->role), 0.35));
      cairo_new_sub_path (cr);
      cairo_arc (cr, bobbin_plot_scale_px (&layout->x, reading->x),
                 bobbin_plot_scale_px (&layout->y, reading->value), radius, 0.0, 2.0 * G_PI);
      cairo_fill (cr);
    }
}

/* Between 0 and the first value of a logarithmic scale the line is dotted: the
 * axis is broken there. */
static void
draw_line (const BobbinPlotLayout *layout, cairo_t *cr, const BobbinPlotSeries *series, const Line *line)
{
  const BobbinPlotPoint *previous = NULL;
  double x0 = 0.0, y0 = 0.0;

  for (guint p = 0; p < series->points->len; p++)
    {
      const BobbinPlotPoint *point = get_point (series, p);
      double x, y;

      if (!is_seen (layout, point))
        continue;
      x = bobbin_plot_scale_px (&layout->x, point->x) + line->dodge_px[p];
      y = bobbin_plot_scale_px (&layout->y, point->value) + line->lift_px[p];
      if (previous == NULL)
        cairo_move_to (cr, x, y);
      else if ((layout->x.log && previous->x <= 0.0) || (layout->y.log && previous->value <= 0.0))
        {
          const double dots[] = { layout->style.line_px, layout->style.line_px * 2.5 };

          cairo_save (cr);
          bobbin_plot_set_line (cr, &layout->style, series->role, series->hollow);
          cairo_new_path (cr);
          cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0.0);
          cairo_move_to (cr, x0, y0);
          cairo_line_to (cr, x, y);
          cairo_stroke (cr);
          cairo_restore (cr);
          cairo_move_to (cr, x, y);
        }
      else
        cairo_line_to (cr, x, y);
      x0 = x;
      y0 = y;
      previous = point;
    }
  cairo_save (cr);
  bobbin_plot_set_line (cr, &layout->style, series->role, series->hollow);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_marks (const BobbinPlotLayout *layout, cairo_t *cr, const BobbinPlotSeries *series, const Line *line)
{
  double marker_px = bobbin_plot_marker_px (&layout->style), whisker_px = MAX (round (layout->style.line_px * 0.7), 1.0);
  double step = least_step_px (layout, series);

  if (series->role == BOBBIN_ROLE_REFERENCE)
    return;
  marker_px = CLAMP (step * 0.7, MIN (marker_px, 3.0), marker_px);
  for (guint p = 0; p < series->points->len; p++)
    {
      const BobbinPlotPoint *point = get_point (series, p);
      double x = bobbin_plot_scale_px (&layout->x, point->x) + line->dodge_px[p];

      if (!is_seen (layout, point))
        continue;
      if (bobbin_plot_scale_has (&layout->y, point->p25) && bobbin_plot_scale_has (&layout->y, point->p75))
        {
          double top = bobbin_plot_scale_px (&layout->y, point->p75), bottom = bobbin_plot_scale_px (&layout->y, point->p25);

          bobbin_draw_vline (cr, bobbin_role_color (layout->style.theme, series->role), x, top, bottom, whisker_px);
        }
      bobbin_plot_draw_marker (cr, &layout->style, series->role, series->hollow, x,
                               bobbin_plot_scale_px (&layout->y, point->value), marker_px);
    }
}

/* From the end of a line to its name. */
static void
draw_leader (const BobbinPlotLayout *layout, cairo_t *cr, const BobbinPlotSeries *series, const Line *line)
{
  const Curves *curves = layout->own;
  double marker_px = series->role == BOBBIN_ROLE_REFERENCE ? 0.0 : bobbin_plot_marker_px (&layout->style);
  double from = line->end_x + marker_px * 0.8, to = curves->label_x - layout->style.text_px * 0.3;
  double elbow = MIN (layout->rect.x + layout->rect.width, to);

  if (to <= from)
    return;
  bobbin_color_set (cr, bobbin_color_with_alpha (bobbin_role_color (layout->style.theme, series->role), 0.55));
  cairo_set_line_width (cr, MAX (layout->style.line_px * 0.5, 1.0));
  cairo_move_to (cr, from, line->end_y);
  cairo_line_to (cr, MAX (elbow, from), line->end_y);
  cairo_line_to (cr, to, line->label_y);
  cairo_stroke (cr);
}

static void
draw (const BobbinPlotLayout *layout, cairo_t *cr)
{
  const BobbinPlot *plot = layout->plot;
  const Curves *curves = layout->own;

  bobbin_plot_draw_axes (layout, cr);
  for (guint pass = 0; pass < 4; pass++)
    for (guint i = 0; i < plot->series->len; i++)
      {
        const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);

        if (pass == 0)
          draw_readings (layout, cr, series);
        else if (pass == 1 && curves->label_px > 0.0 && curves->lines[i].n_seen > 0)
          draw_leader (layout, cr, series, &curves->lines[i]);
        else if (pass == 2)
          draw_line (layout, cr, series, &curves->lines[i]);
        else if (pass == 3)
          draw_marks (layout, cr, series, &curves->lines[i]);
      }
}

/* ---- Words ---- */

static void
describe (const BobbinPlotLayout *layout, GString *text)
{
  const BobbinPlot *plot = layout->plot;

  /* TRANSLATORS: what a plot shows: its y axis over its x axis. */
  bobbin_plot_append_take (text, g_strdup_printf (_("Curves: %s over %s."), plot->y.title, plot->x.title));
  for (guint i = 0; i < plot->series->len; i++)
    {
      const BobbinPlotSeries *series = bobbin_plot_get_series (plot, i);
      GString *values = g_string_new (NULL);

      for (guint p = 0; p < series->points->len; p++)
        {
          const BobbinPlotPoint *point = get_point (series, p);
          g_autofree char *x = bobbin_quantity_format_short (plot->x.quantity, point->x);
          g_autofree char *value = bobbin_plot_value_text (plot->y.quantity, point->value, point->p25, point->p75);

          if (p > 0)
            g_string_append (values, _("; "));
          /* TRANSLATORS: a point of a curve: "at 64 MiB: 2.27 ms, quartiles …". */
          g_string_append_printf (values, _("at %s: %s"), x, value);
        }
      /* TRANSLATORS: a series of a plot and its values. */
      bobbin_plot_append_take (text, g_strdup_printf (_("%s: %s."), series->label,
                                                      values->len > 0 ? values->str : _("no readings")));
      g_string_free (values, TRUE);
    }
}

static char *
tell (const BobbinPlotLayout *layout, const BobbinPlotHit *hit)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinPlotSeries *series = bobbin_plot_get_series (plot, hit->a);
  const BobbinPlotPoint *point = get_point (series, hit->b);
  g_autofree char *x = bobbin_quantity_format_short (plot->x.quantity, point->x);
  g_autofree char *value = bobbin_plot_value_text (plot->y.quantity, point->value, point->p25, point->p75);

  /* TRANSLATORS: a point that is pointed at: series, x, and its value with the quartiles. */
  return g_strdup_printf (_("%s at %s: %s"), series->label, x, value);
}

const BobbinPlotKindClass bobbin_plot_curves = { lay_out, draw, describe, tell };
