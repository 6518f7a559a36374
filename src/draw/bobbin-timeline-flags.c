#include "bobbin-timeline-overlay.h"

#include <math.h>

#include "bobbin-color.h"

#define N_ROWS    (BOBBIN_MOST_FLAGS + 1) /* so that there is always one free */
#define RIM_ALPHA 0.75

static BobbinFont
get_font (const BobbinTimelineLayout *layout, BobbinFlagLook look)
{
  return (BobbinFont) { .size_px = layout->style.small_px, .bold = look == BOBBIN_FLAG_STRONG };
}

static double
get_padding (const BobbinTimelineLayout *layout)
{
  return round (layout->style.small_px * 0.4);
}

double
bobbin_timeline_flag_width (const BobbinTimelineLayout *layout, BobbinFlagLook look, const char *text)
{
  return ceil (bobbin_text_width (&layout->style, get_font (layout, look), text)) + 2.0 * get_padding (layout);
}

static double
get_flag_px (const BobbinTimelineLayout *layout)
{
  double flag_px = round (layout->style.small_px * 1.5);

  return layout->axis_rect.height > 0.0 ? MIN (flag_px, layout->axis_rect.height) : flag_px;
}

/* Where the axis found no room its row lies over the lanes as well. */
static double
get_row_y (const BobbinTimelineLayout *layout, guint row)
{
  double flag_px = get_flag_px (layout);
  guint n_on_axis = layout->axis_rect.height > 0.0 ? 1 : 0;

  if (row < n_on_axis)
    return layout->axis_rect.y + layout->axis_rect.height - flag_px;
  return MIN (layout->plot_rect.y + 3.0 + (row - n_on_axis) * (flag_px + 3.0), layout->height - flag_px);
}

/* On the axis a word may reach over the plot's edges, as the axis' own words do;
 * beside the lanes stand their labels. */
static BobbinRect
get_place (const BobbinTimelineLayout *layout, double x, double width_px, guint row)
{
  double y = get_row_y (layout, row);
  gboolean on_axis = y < layout->plot_rect.y;
  double left = on_axis ? 0.0 : layout->plot_rect.x;
  double right = on_axis ? layout->width : layout->plot_rect.x + layout->plot_rect.width;

  return (BobbinRect) { round (CLAMP (x, left, MAX (right - width_px, left))), y, width_px, get_flag_px (layout) };
}

static gboolean
is_free (const BobbinTimelineFlags *flags, BobbinRect place)
{
  for (guint i = 0; i < flags->n_placed; i++)
    {
      BobbinRect other = flags->placed[i];

      if (place.x < other.x + other.width && other.x < place.x + place.width
          && place.y < other.y + other.height && other.y < place.y + place.height)
        return FALSE;
    }
  return TRUE;
}

static BobbinRect
take (BobbinTimelineFlags *flags, BobbinRect place)
{
  if (flags->n_placed < BOBBIN_MOST_FLAGS)
    flags->placed[flags->n_placed++] = place;
  return place;
}

BobbinRect
bobbin_timeline_flags_place (BobbinTimelineFlags *flags, double width_px, const double *xs, guint n_xs, guint first_row)
{
  for (guint row = first_row; row < N_ROWS; row++)
    for (guint i = 0; i < n_xs; i++)
      {
        BobbinRect place = get_place (flags->layout, xs[i], width_px, row);

        if (is_free (flags, place))
          return take (flags, place);
      }
  return take (flags, get_place (flags->layout, xs[0], width_px, N_ROWS - 1));
}

BobbinRect
bobbin_timeline_flags_take_on_axis (BobbinTimelineFlags *flags, double width_px, double x)
{
  return take (flags, get_place (flags->layout, x - width_px / 2.0, width_px, 0));
}

gboolean
bobbin_timeline_flags_leave_free (const BobbinTimelineFlags *flags, double x0, double x1)
{
  BobbinRect axis = flags->layout->axis_rect;

  return is_free (flags, (BobbinRect) { x0, axis.y, x1 - x0, axis.height });
}

static void
path_flag (cairo_t *cr, BobbinRect place, int points)
{
  double right = place.x + place.width, bottom = place.y + place.height;
  double middle = place.y + place.height / 2.0, tip = place.height * 0.45;

  if (points == 0)
    {
      bobbin_path_rounded (cr, place, 3.0);
      return;
    }
  cairo_move_to (cr, place.x, place.y);
  cairo_line_to (cr, right, place.y);
  if (points > 0)
    cairo_line_to (cr, right + tip, middle);
  cairo_line_to (cr, right, bottom);
  cairo_line_to (cr, place.x, bottom);
  if (points < 0)
    cairo_line_to (cr, place.x - tip, middle);
  cairo_close_path (cr);
}

void
bobbin_timeline_flag_draw (const BobbinTimelineFlags *flags, BobbinRect place, BobbinFlagLook look, int points,
                           const char *text)
{
  const BobbinTheme *theme = flags->layout->style.theme;
  gboolean strong = look == BOBBIN_FLAG_STRONG;
  BobbinFont font = get_font (flags->layout, look);
  cairo_t *cr = flags->cr;

  path_flag (cr, bobbin_rect_inset (place, 0.5), points);
  bobbin_color_set (cr, strong ? theme->text : theme->card);
  cairo_fill_preserve (cr);
  bobbin_color_set (cr, strong ? theme->card : theme->mark);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
  bobbin_text_draw (cr, &flags->layout->style, font, strong ? theme->card : theme->text,
                    place.x + get_padding (flags->layout),
                    bobbin_text_baseline (place.y + place.height / 2.0, font.size_px), text);
}

void
bobbin_timeline_overlay_line (const BobbinTimelineFlags *flags, double x, double alpha)
{
  const BobbinTheme *theme = flags->layout->style.theme;
  BobbinRect plot = flags->layout->plot_rect;
  double line_px = MAX (round (flags->layout->style.line_px), 1.0);
  /* No farther down than there are lanes. */
  double bottom = plot.y + MIN (plot.height, flags->layout->content_px - flags->layout->viewport.scroll_y_px);

  bobbin_draw_vline (flags->cr, bobbin_color_with_alpha (theme->card, alpha * RIM_ALPHA), x, plot.y, bottom,
                     line_px + 2.0);
  bobbin_draw_vline (flags->cr, bobbin_color_with_alpha (theme->text, alpha), x, plot.y, bottom, line_px);
}
