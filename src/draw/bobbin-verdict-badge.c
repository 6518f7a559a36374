#include "bobbin-verdict-badge.h"

#include <math.h>

#include "bobbin-color.h"
#include "bobbin-plot-marks.h"

#define SIGN_TO_WORD 1.3 /* size of the disc to that of the words */

static BobbinColor
sign_color (const BobbinTheme *theme, BobbinVerdict verdict)
{
  switch (verdict)
    {
    case BOBBIN_VERDICT_CONFIRMED:
      return theme->shared;
    case BOBBIN_VERDICT_NOISY:
    case BOBBIN_VERDICT_UNAVAILABLE:
      return theme->mark;
    case BOBBIN_VERDICT_QUALIFIED:
    case BOBBIN_VERDICT_NO_DIFFERENCE:
    case BOBBIN_VERDICT_OPPOSITE:
    case BOBBIN_N_VERDICTS:
    default:
      return theme->text;
    }
}

static void
path_disc (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0.0, 2.0 * G_PI);
}

/* Two level strokes, and for “≠” one across. */
static void
stroke_equals (cairo_t *cr, double x, double y, double half, gboolean crossed)
{
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, x - half, y + side * half * 0.45);
      cairo_line_to (cr, x + half, y + side * half * 0.45);
    }
  if (crossed)
    {
      cairo_move_to (cr, x - half * 0.55, y + half * 1.15);
      cairo_line_to (cr, x + half * 0.55, y - half * 1.15);
    }
  cairo_stroke (cr);
}

void
bobbin_verdict_sign_draw (cairo_t *cr, const BobbinStyle *style, BobbinVerdict verdict, double x, double y, double size_px)
{
  BobbinColor color = sign_color (style->theme, verdict), inner = style->theme->card;
  double line_px = MAX (size_px * 0.12, 1.0), half = size_px * 0.26;
  gboolean filled = verdict == BOBBIN_VERDICT_CONFIRMED || verdict == BOBBIN_VERDICT_OPPOSITE;

  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, line_px);
  bobbin_color_set (cr, color);
  path_disc (cr, x, y, filled ? size_px / 2.0 : (size_px - line_px) / 2.0);
  if (filled)
    cairo_fill (cr);
  else if (verdict == BOBBIN_VERDICT_UNAVAILABLE)
    {
      const double dashes[] = { size_px * 0.16, size_px * 0.2 };

      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0.0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0.0);
    }
  else if (verdict != BOBBIN_VERDICT_QUALIFIED)
    cairo_stroke (cr);
  else
    cairo_new_path (cr);
  bobbin_color_set (cr, filled ? inner : color);
  switch (verdict)
    {
    case BOBBIN_VERDICT_CONFIRMED:
      bobbin_plot_draw_tick (cr, inner, x, y, size_px * 0.52, line_px * 1.2);
      break;
    case BOBBIN_VERDICT_QUALIFIED:
      bobbin_plot_draw_half (cr, color, x, y, size_px, line_px);
      break;
    case BOBBIN_VERDICT_NO_DIFFERENCE:
      stroke_equals (cr, x, y, half, FALSE);
      break;
    case BOBBIN_VERDICT_OPPOSITE:
      stroke_equals (cr, x, y, half, TRUE);
      break;
    case BOBBIN_VERDICT_NOISY:
      cairo_move_to (cr, x - half, y + half * 0.25);
      cairo_curve_to (cr, x - half * 0.5, y - half * 0.9, x - half * 0.2, y - half * 0.3, x, y);
      cairo_curve_to (cr, x + half * 0.2, y + half * 0.3, x + half * 0.5, y + half * 0.9, x + half, y - half * 0.25);
      cairo_stroke (cr);
      break;
    case BOBBIN_VERDICT_UNAVAILABLE:
    case BOBBIN_N_VERDICTS:
    default:
      cairo_move_to (cr, x - half * 0.8, y);
      cairo_line_to (cr, x + half * 0.8, y);
      cairo_stroke (cr);
      break;
    }
  cairo_restore (cr);
}

static double
padding (double size_px)
{
  return round (size_px * 0.5);
}

double
bobbin_verdict_badge_height (double size_px)
{
  return round (size_px * 1.9);
}

/* Before the word: the disc, and as much again around it. */
static double
word_x (double size_px)
{
  return padding (size_px) + size_px * SIGN_TO_WORD + size_px * 0.4;
}

double
bobbin_verdict_badge_width (const BobbinStyle *style, BobbinVerdict verdict, double size_px)
{
  BobbinFont font = { .size_px = size_px, .bold = TRUE };

  return ceil (word_x (size_px) + bobbin_text_width (style, font, bobbin_verdict_label (verdict)) + padding (size_px) * 1.3);
}

BobbinRect
bobbin_verdict_badge_draw (cairo_t *cr, const BobbinStyle *style, BobbinVerdict verdict, double x, double center_y,
                           double size_px, double max_px)
{
  double height = bobbin_verdict_badge_height (size_px), width = MIN (bobbin_verdict_badge_width (style, verdict, size_px), max_px);
  BobbinRect rect = { x, round (center_y - height / 2.0), width, height };
  BobbinColor color = sign_color (style->theme, verdict);
  BobbinFont font = { .size_px = size_px, .bold = TRUE, .max_px = width - word_x (size_px) - padding (size_px) + 1.0 };

  bobbin_draw_box (cr, rect, height * 0.28, bobbin_color_mix (style->theme->card, color, 0.07), color,
                   MAX (round (size_px * 0.08), 1.0));
  bobbin_verdict_sign_draw (cr, style, verdict, rect.x + padding (size_px) + size_px * SIGN_TO_WORD / 2.0, rect.y + height / 2.0,
                            size_px * SIGN_TO_WORD);
  if (font.max_px > size_px)
    bobbin_text_draw (cr, style, font, style->theme->text, rect.x + word_x (size_px),
                      bobbin_text_baseline (rect.y + height / 2.0, size_px), bobbin_verdict_label (verdict));
  return rect;
}
