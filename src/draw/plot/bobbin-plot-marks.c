#include "bobbin-plot-marks.h"

#include <math.h>

#include "bobbin-color.h"

BobbinColor
bobbin_role_color (const BobbinTheme *theme, BobbinRole role)
{
  switch (role)
    {
    case BOBBIN_ROLE_PROCESS:
      return theme->process;
    case BOBBIN_ROLE_THREAD:
      return theme->thread;
    case BOBBIN_ROLE_SHARED:
      return theme->shared;
    case BOBBIN_ROLE_REFERENCE:
      return theme->mark;
    case BOBBIN_ROLE_NEUTRAL:
    default:
      return theme->text;
    }
}

BobbinColor
bobbin_role_fill (const BobbinTheme *theme, BobbinRole role)
{
  switch (role)
    {
    case BOBBIN_ROLE_PROCESS:
      return theme->process_fill;
    case BOBBIN_ROLE_THREAD:
      return theme->thread_fill;
    case BOBBIN_ROLE_SHARED:
      return theme->shared;
    case BOBBIN_ROLE_NEUTRAL:
    case BOBBIN_ROLE_REFERENCE:
    default:
      return theme->mark;
    }
}

BobbinColor
bobbin_role_tint (const BobbinTheme *theme, BobbinRole role)
{
  switch (role)
    {
    case BOBBIN_ROLE_PROCESS:
      return theme->process_tint;
    case BOBBIN_ROLE_THREAD:
      return theme->thread_tint;
    case BOBBIN_ROLE_SHARED:
      return bobbin_color_mix (theme->card, theme->shared, 0.12);
    case BOBBIN_ROLE_NEUTRAL:
    case BOBBIN_ROLE_REFERENCE:
    default:
      return bobbin_color_mix (theme->card, theme->grid, 0.45);
    }
}

BobbinColor
bobbin_role_ink (const BobbinTheme *theme, BobbinRole role)
{
  switch (role)
    {
    case BOBBIN_ROLE_PROCESS:
      return theme->process_text;
    case BOBBIN_ROLE_THREAD:
      return theme->thread_text;
    case BOBBIN_ROLE_SHARED:
    case BOBBIN_ROLE_NEUTRAL:
    case BOBBIN_ROLE_REFERENCE:
    default:
      return theme->card;
    }
}

double
bobbin_role_radius (const BobbinStyle *style, BobbinRole role)
{
  return role == BOBBIN_ROLE_THREAD ? style->spacing_px : 0.0;
}

static void
path_marker (cairo_t *cr, BobbinRole role, double x, double y, double size_px)
{
  double half = size_px / 2.0;

  switch (role)
    {
    case BOBBIN_ROLE_THREAD:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, half * 1.08, 0.0, 2.0 * G_PI);
      break;
    case BOBBIN_ROLE_SHARED:
      cairo_move_to (cr, x, y - half * 1.3);
      cairo_line_to (cr, x + half * 1.3, y);
      cairo_line_to (cr, x, y + half * 1.3);
      cairo_line_to (cr, x - half * 1.3, y);
      cairo_close_path (cr);
      break;
    case BOBBIN_ROLE_NEUTRAL:
      cairo_move_to (cr, x, y - half * 1.15);
      cairo_line_to (cr, x + half * 1.15, y + half * 0.9);
      cairo_line_to (cr, x - half * 1.15, y + half * 0.9);
      cairo_close_path (cr);
      break;
    case BOBBIN_ROLE_PROCESS:
    case BOBBIN_ROLE_REFERENCE:
    default:
      cairo_rectangle (cr, x - half * 0.95, y - half * 0.95, size_px * 0.95, size_px * 0.95);
      break;
    }
}

void
bobbin_plot_draw_marker (cairo_t *cr, const BobbinStyle *style, BobbinRole role, gboolean hollow, double x, double y,
                         double size_px)
{
  const BobbinTheme *theme = style->theme;
  double edge_px = MAX (style->line_px * (hollow ? 0.9 : 0.6), 1.0);

  if (role == BOBBIN_ROLE_REFERENCE)
    return;
  path_marker (cr, role, x, y, size_px + edge_px * 2.0);
  bobbin_color_set (cr, theme->card); /* a rim that parts it from what is below */
  cairo_fill (cr);
  path_marker (cr, role, x, y, size_px - edge_px);
  bobbin_color_set (cr, hollow ? theme->card : bobbin_role_fill (theme, role));
  cairo_fill_preserve (cr);
  bobbin_color_set (cr, bobbin_role_color (theme, role));
  cairo_set_line_width (cr, edge_px);
  cairo_stroke (cr);
}

void
bobbin_plot_set_line (cairo_t *cr, const BobbinStyle *style, BobbinRole role, gboolean hollow)
{
  double unit = MAX (style->line_px, 1.0);
  const double reference[] = { unit * 2.5, unit * 2.5 }, dashes[] = { unit * 5.0, unit * 2.5 };

  bobbin_color_set (cr, role == BOBBIN_ROLE_PROCESS || role == BOBBIN_ROLE_THREAD
                          ? bobbin_role_fill (style->theme, role) : bobbin_role_color (style->theme, role));
  cairo_set_line_width (cr, role == BOBBIN_ROLE_REFERENCE ? unit : unit * 1.8);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (role == BOBBIN_ROLE_REFERENCE)
    cairo_set_dash (cr, reference, G_N_ELEMENTS (reference), 0.0);
  else if (hollow)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0.0);
  else
    cairo_set_dash (cr, NULL, 0, 0.0);
}

void
bobbin_plot_draw_sign (cairo_t *cr, const BobbinStyle *style, BobbinRole role, gboolean hollow, BobbinRect rect,
                       gboolean with_line)
{
  double y = rect.y + rect.height / 2.0;

  if (with_line || role == BOBBIN_ROLE_REFERENCE)
    {
      cairo_save (cr);
      bobbin_plot_set_line (cr, style, role, hollow);
      cairo_move_to (cr, rect.x, y);
      cairo_line_to (cr, rect.x + rect.width, y);
      cairo_stroke (cr);
      cairo_restore (cr);
    }
  bobbin_plot_draw_marker (cr, style, role, hollow, rect.x + rect.width / 2.0, y, MIN (rect.height, rect.width) * 0.8);
}

void
bobbin_plot_draw_tick (cairo_t *cr, BobbinColor color, double x, double y, double size_px, double line_px)
{
  double half = size_px / 2.0;

  bobbin_color_set (cr, color);
  cairo_set_line_width (cr, line_px);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x - half, y + half * 0.05);
  cairo_line_to (cr, x - half * 0.3, y + half * 0.72);
  cairo_line_to (cr, x + half, y - half * 0.75);
  cairo_stroke (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}

void
bobbin_plot_draw_half (cairo_t *cr, BobbinColor color, double x, double y, double size_px, double line_px)
{
  double radius = (size_px - line_px) / 2.0;

  bobbin_color_set (cr, color);
  cairo_set_line_width (cr, line_px);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0.0, 2.0 * G_PI);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, radius, G_PI_2, G_PI + G_PI_2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

typedef struct {
  double sum, n; /* of centres that must stand together */
  guint  first, end;
} Pile;

static int
compare_centers (gconstpointer a, gconstpointer b, gpointer data)
{
  const double *centers = data;
  guint i = *(const guint *) a, j = *(const guint *) b;

  if (centers[i] < centers[j] || centers[i] > centers[j])
    return centers[i] < centers[j] ? -1 : 1;
  return i < j ? -1 : 1;
}

/* The middle of a pile, so that all of it lies within the bounds. */
static double
pile_middle (const Pile *pile, double size_px, double low, double high)
{
  double half = pile->n * size_px / 2.0;

  return CLAMP (pile->sum / pile->n, low + half, MAX (high - half, low + half));
}

/* Things that overlap are piled up around the mean of where they want to be;
 * piles that touch become one: pool adjacent violators. */
gboolean
bobbin_plot_spread (double *centers, guint n, double size_px, double low, double high)
{
  g_autofree guint *order = g_new (guint, n + 1);
  g_autofree Pile *piles = g_new (Pile, n + 1);
  guint n_piles = 0;

  if (n * size_px > high - low + 1e-6)
    return FALSE;
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_centers, centers);
  for (guint i = 0; i < n; i++)
    {
      piles[n_piles++] = (Pile) { centers[order[i]], 1.0, i, i + 1 };
      while (n_piles > 1)
        {
          Pile *upper = &piles[n_piles - 2], *lower = &piles[n_piles - 1];

          if (pile_middle (upper, size_px, low, high) + upper->n * size_px / 2.0
              <= pile_middle (lower, size_px, low, high) - lower->n * size_px / 2.0 + 1e-9)
            break;
          *upper = (Pile) { upper->sum + lower->sum, upper->n + lower->n, upper->first, lower->end };
          n_piles--;
        }
    }
  for (guint p = 0; p < n_piles; p++)
    {
      double top = pile_middle (&piles[p], size_px, low, high) - piles[p].n * size_px / 2.0;

      for (guint i = piles[p].first; i < piles[p].end; i++)
        centers[order[i]] = top + (i - piles[p].first + 0.5) * size_px;
    }
  return TRUE;
}
