#include "bobbin-pages-private.h"

#include <math.h>

#include "bobbin-color.h"

/* Each state has a form besides its colour: shared is light with dots, own is
 * solid, left over is a solid frame around light, a shared mapping is solid
 * with a light bar, untouched is a thin outline, swapped is crossed. Cells of a
 * few pixels keep what still shows: light, dark, frame. */

#define SHARED_PALE 0.76 /* towards the card */
#define N_SHADES    4u

static void
add_mark (BobbinPageLook *look, double x0, double y0, double x1, double y1)
{
  if (look->n_marks < BOBBIN_MAX_MARKS && x1 > x0 && y1 > y0)
    look->marks[look->n_marks++] = (BobbinPageMark) { (guint8) x0, (guint8) y0, (guint8) x1, (guint8) y1 };
}

/* The ground is the frame, one mark what it encloses. */
static void
add_inside (BobbinPageLook *look, double cell, double frame)
{
  add_mark (look, frame, frame, cell - frame, cell - frame);
}

/* Whole pixels, the same margin at all sides. */
static void
add_dots (BobbinPageLook *look, double cell)
{
  guint n = cell >= 24.0 ? 3 : cell >= 10.0 ? 2 : 1;
  double dot = MAX (round (cell * (n == 1 ? 0.3 : 0.34 / n)), 1.0);
  double step = cell / n;

  if (cell < 4.0)
    return;
  /* A single dot stands in the middle only when both are odd or both even. */
  if (n == 1 && ((guint) cell - (guint) dot) % 2 == 1)
    dot += dot > 1.0 ? -1.0 : 1.0;
  for (guint row = 0; row < n; row++)
    for (guint column = 0; column < n; column++)
      {
        double x = floor (step * column + (step - dot) / 2.0), y = floor (step * row + (step - dot) / 2.0);

        add_mark (look, x, y, x + dot, y + dot);
      }
}

static void
add_bar (BobbinPageLook *look, double cell)
{
  double bar = MAX (round (cell * 0.18), 1.0), y = floor ((cell - bar) / 2.0), margin = round (cell * 0.2);

  if (cell >= 5.0)
    add_mark (look, margin, y, cell - margin, y + bar);
}

/* Two diagonals in steps that are as wide as high. */
static void
add_cross (BobbinPageLook *look, double cell)
{
  double step = MAX (ceil (cell / (BOBBIN_MAX_MARKS / 2)), 1.0);

  for (double at = 0.0; at + step <= cell; at += step)
    {
      add_mark (look, at, at, at + step, at + step);
      add_mark (look, cell - at - step, at, cell - at, at + step);
    }
}

/* From light to dark, neighbours far apart; the number says which one it is. */
static BobbinColor
writer_color (const BobbinTheme *theme, BobbinKind kind, guint index)
{
  static const guint order[N_SHADES] = { 1, 3, 0, 2 };
  BobbinColor fill = bobbin_kind_fill (theme, kind), strong = bobbin_kind_color (theme, kind);
  guint shade = order[index % N_SHADES];

  switch (shade)
    {
    case 0:
      return bobbin_color_mix (fill, theme->card, 0.55);
    case 1:
      return bobbin_color_mix (fill, theme->card, 0.25);
    case 2:
      return fill;
    case 3:
    default:
      return bobbin_color_mix (strong, fill, 0.25);
    }
}

static BobbinColor
best_ink (const BobbinTheme *theme, BobbinColor ground)
{
  return bobbin_color_contrast (theme->text, ground) >= bobbin_color_contrast (theme->card, ground) ? theme->text
                                                                                                    : theme->card;
}

/* As large as the small print at least, where that fits. */
static BobbinFont
number_font (const BobbinStyle *style, double cell_px)
{
  return (BobbinFont) { .size_px = MAX (MIN (cell_px * 0.6, style->small_px), style->fine_px), .bold = TRUE,
                        .align = BOBBIN_ALIGN_CENTER };
}

static gboolean
number_fits (const BobbinStyle *style, guint number, double cell_px)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  BobbinFont font = number_font (style, cell_px);

  return font.size_px <= cell_px * 0.85 && bobbin_text_width (style, font, text) <= cell_px * 0.85;
}

BobbinPageLook
bobbin_page_look_make (const BobbinStyle *style, BobbinKind kind, gboolean by_writer, guint number, guint cell_dpx)
{
  const BobbinTheme *theme = style->theme;
  BobbinColor fill = bobbin_kind_fill (theme, kind), edge = bobbin_kind_color (theme, kind);
  BobbinColor pale = bobbin_color_mix (fill, theme->card, SHARED_PALE);
  BobbinColor outline = bobbin_color_mix (theme->mark, theme->card, 0.45);
  BobbinPageLook look = { .ground = fill, .ink = theme->card };
  double cell = cell_dpx, thin = MAX (round (style->device_scale * style->line_px * 0.5), 1.0);

  switch (number)
    {
    case BOBBIN_LOOK_OWN:
      break;
    case BOBBIN_LOOK_LEFT:
      look.ground = edge;
      look.ink = bobbin_color_mix (fill, theme->card, 0.88);
      add_inside (&look, cell, MAX (round (cell * 0.22), 1.0));
      break;
    case BOBBIN_LOOK_SWAPPED:
      look.ground = theme->card;
      look.ink = theme->mark;
      add_cross (&look, cell);
      break;
    case BOBBIN_LOOK_MAPPED:
      look.ground = theme->shared;
      add_bar (&look, cell);
      break;
    case BOBBIN_LOOK_SHARED:
      look.ground = pale;
      look.ink = bobbin_color_mix (fill, theme->card, 0.2);
      if (!by_writer)
        add_dots (&look, cell);
      break;
    case BOBBIN_LOOK_UNTOUCHED:
      /* Between cells that touch each other an outline would be a dark area. */
      look.ground = cell >= 4.0 ? outline : bobbin_color_mix (theme->mark, theme->card, 0.82);
      if (cell >= 4.0)
        add_inside (&look, cell, MIN (thin, floor (cell / 4.0)));
      break;
    default:
      look.ground = writer_color (theme, kind, number - BOBBIN_LOOK_WRITERS);
      look.number_ink = best_ink (theme, look.ground);
      if (number_fits (style, number - BOBBIN_LOOK_WRITERS + 1, cell / style->device_scale))
        look.number = number - BOBBIN_LOOK_WRITERS + 1;
    }
  return look;
}

guint
bobbin_pages_make_looks (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint cell_dpx,
                         BobbinPageLook *out_looks)
{
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, box->group);
  guint n_writers = box->by_writer ? MIN (group->n_workers, BOBBIN_MAX_WRITER_LOOKS) : 0;
  guint n = BOBBIN_LOOK_WRITERS + n_writers;

  for (guint i = 0; i < n; i++)
    {
      out_looks[i] = bobbin_page_look_make (&layout->style, group->spec->kind, box->by_writer, i, cell_dpx);
      /* Where shades stand for several workers, a number would name one of them. */
      if (group->n_workers > BOBBIN_MAX_WRITER_LOOKS)
        out_looks[i].number = 0;
    }
  return n;
}

static void
draw_number (cairo_t *cr, const BobbinStyle *style, const BobbinPageLook *look, double x, double y, double cell_px)
{
  g_autofree char *text = g_strdup_printf ("%u", look->number);
  BobbinFont font = number_font (style, cell_px);

  bobbin_text_draw (cr, style, font, look->number_ink, x + cell_px / 2.0,
                    bobbin_text_baseline (y + cell_px / 2.0, font.size_px), text);
}

/* In the current source. */
static void
fill_marks (cairo_t *cr, const BobbinPageLook *look, double x, double y, double px)
{
  for (guint i = 0; i < look->n_marks; i++)
    {
      const BobbinPageMark *mark = &look->marks[i];

      bobbin_path_rect (cr, (BobbinRect) { x + mark->x0 * px, y + mark->y0 * px, (mark->x1 - mark->x0) * px,
                                           (mark->y1 - mark->y0) * px });
    }
  cairo_fill (cr);
}

void
bobbin_page_look_draw (cairo_t *cr, const BobbinStyle *style, const BobbinPageLook *look, double x, double y,
                       guint cell_dpx)
{
  double px = 1.0 / style->device_scale;

  bobbin_color_set (cr, look->ground);
  bobbin_path_rect (cr, (BobbinRect) { x, y, cell_dpx * px, cell_dpx * px });
  cairo_fill (cr);
  bobbin_color_set (cr, look->ink);
  fill_marks (cr, look, x, y, px);
  if (look->number > 0)
    draw_number (cr, style, look, x, y, cell_dpx * px);
}

void
bobbin_page_look_fill (cairo_t *cr, const BobbinStyle *style, const BobbinPageLook *look, BobbinRect rect, guint cell_dpx)
{
  double px = 1.0 / style->device_scale, cell = cell_dpx * px;

  cairo_save (cr);
  bobbin_path_rect (cr, rect);
  cairo_clip (cr);
  bobbin_color_set (cr, look->ground);
  cairo_paint (cr);
  bobbin_color_set (cr, look->ink);
  for (double y = rect.y; look->n_marks > 0 && y < rect.y + rect.height; y += cell)
    for (double x = rect.x; x < rect.x + rect.width; x += cell)
      fill_marks (cr, look, x, y, px);
  cairo_restore (cr);
}
