#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-memory-private.h"
#include "bobbin-units.h"

#define SENTENCE_FROM_EM 8.0

void
bobbin_pages_draw_text (const BobbinPagesLayout *layout, cairo_t *cr, BobbinFont font, BobbinColor color, double x,
                        double center_y, const char *text)
{
  bobbin_text_draw (cr, &layout->style, font, color, x, bobbin_text_baseline (center_y, font.size_px), text);
}

/* As its number alone when one of the box's names does not fit: all cards are named alike. */
static gboolean
names_fit (const BobbinPagesLayout *layout, const BobbinPagesBox *box, double room)
{
  BobbinFont bold = { .size_px = layout->style.small_px, .bold = TRUE };

  for (guint i = 0; i < box->cards->len; i++)
    {
      guint process = g_array_index (box->cards, BobbinPagesCard, i).process;
      g_autofree char *name = process == BOBBIN_PAGES_PARENT ? NULL : bobbin_run_process_label (layout->run, process);

      if (name != NULL && bobbin_text_width (&layout->style, bold, name) > room)
        return FALSE;
    }
  return TRUE;
}

/* A name that does not fit is told in fewer words. */
static char *
choose_name (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPagesCard *card, double room)
{
  BobbinFont bold = { .size_px = layout->style.small_px, .bold = TRUE };

  if (card->process == BOBBIN_PAGES_PARENT)
    return g_strdup (_("Parent"));
  if (box->by_writer && box->grid.n_pages == 0)
    return g_strdup (_("Memory of all threads"));
  if (box->by_writer)
    {
      static const char *const names[] = { N_("Memory of all: colour shows the last writer"),
                                           N_("Colour shows the last writer"), N_("By last writer") };
      guint i = 0;

      while (i + 1 < G_N_ELEMENTS (names) && bobbin_text_width (&layout->style, bold, _(names[i])) > room)
        i++;
      return g_strdup (_(names[i]));
    }
  if (names_fit (layout, box, room))
    return bobbin_run_process_label (layout->run, card->process);
  return g_strdup_printf ("%u", bobbin_run_process_index (layout->run, card->process));
}

/* At the right of the name: how the process is, or who. */
static char *
get_aside (const BobbinPagesLayout *layout, const BobbinPagesCard *card, BobbinColor *out_color)
{
  const BobbinRunProcess *process;
  const char *ended;

  *out_color = layout->style.theme->faint_text;
  if (card->process == BOBBIN_PAGES_PARENT)
    return NULL;
  process = bobbin_run_get_process (layout->run, card->process);
  ended = bobbin_memory_ended_word (layout->run, card->process);
  if (ended != NULL)
    {
      *out_color = layout->style.theme->alarm;
      return g_strdup (ended);
    }
  return process->pid == 0 ? g_strdup (_("not yet born")) : g_strdup_printf (_("pid %d"), process->pid);
}

static void
draw_name (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box, const BobbinPagesCard *card)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect row = bobbin_pages_number_row (layout, card, 0);
  double left = row.x, room = row.width;
  double center = card->rect.y + bobbin_pages_name_px (style) / 2.0;
  BobbinFont bold = { .size_px = style->small_px, .bold = TRUE, .max_px = room + 1.0 };
  BobbinFont small = { .size_px = style->fine_px, .align = BOBBIN_ALIGN_END };
  g_autofree char *name = choose_name (layout, box, card, room);
  BobbinColor color;
  g_autofree char *aside = get_aside (layout, card, &color);
  double name_px = bobbin_text_width (style, bold, name);

  bobbin_pages_draw_text (layout, cr, bold, style->theme->text, left, center, name);
  if (aside != NULL && name_px + style->spacing_px + bobbin_text_width (style, small, aside) <= room)
    bobbin_pages_draw_text (layout, cr, small, color, left + room, center, aside);
}

/* Where pages cannot be told apart: how many of each, as one bar. */
static void
draw_bar (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box, const BobbinPagesCard *card)
{
  static const struct {
    BobbinPageState state;
    guint           look;
  } parts[] = {
    { BOBBIN_PAGE_OWN, BOBBIN_LOOK_OWN },         { BOBBIN_PAGE_LEFT, BOBBIN_LOOK_LEFT },
    { BOBBIN_PAGE_SHARED, BOBBIN_LOOK_SHARED },   { BOBBIN_PAGE_MAPPED, BOBBIN_LOOK_MAPPED },
    { BOBBIN_PAGE_SWAPPED, BOBBIN_LOOK_SWAPPED }, { BOBBIN_PAGE_UNTOUCHED, BOBBIN_LOOK_UNTOUCHED },
  };
  const BobbinStyle *style = &layout->style;
  const BobbinPageMap *map = bobbin_pages_get_map (layout->run, box->group, card->process);
  guint total = 0, before = 0, cell_dpx = (guint) round (style->text_px * 0.75 * style->device_scale);

  for (guint i = 0; i < BOBBIN_N_PAGE_STATES; i++)
    total += map->counts[i];
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      BobbinPageLook look = bobbin_page_look_make (style, bobbin_pages_box_kind (layout, box), FALSE, parts[i].look,
                                                   cell_dpx);
      double x0 = round (card->grid.x + card->grid.width * before / total), x1;
      BobbinRect rect;

      before += map->counts[parts[i].state];
      x1 = round (card->grid.x + card->grid.width * before / total);
      rect = (BobbinRect) { x0, card->grid.y, x1 - x0, card->grid.height };
      /* An outline around all of it: there are no single pages. */
      if (parts[i].look == BOBBIN_LOOK_UNTOUCHED && rect.width > 1.0)
        bobbin_draw_box (cr, rect, 0.0, style->theme->card, look.ground, 1.0);
      else
        bobbin_page_look_fill (cr, style, &look, rect, cell_dpx);
    }
}

static void
draw_word (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesCard *card, const char *word)
{
  const BobbinStyle *style = &layout->style;
  double pad = 2.0 * style->spacing_px, left = card->rect.x + pad, right = card->rect.x + card->rect.width - pad;
  BobbinFont font = { .size_px = style->fine_px, .max_px = MAX (right - left, 1.0), .max_lines = 4,
                      .align = BOBBIN_ALIGN_CENTER };
  double extra = bobbin_text_height (style, font, word) - bobbin_text_line_px (font.size_px);
  double center = card->grid.y + card->grid.height / 2.0 - extra / 2.0;

  if (bobbin_text_height (style, font, word) <= card->grid.height)
    bobbin_pages_draw_text (layout, cr, font, style->theme->faint_text, (left + right) / 2.0, center, word);
}

/* The pages of a process that has ended are not its any more. */
static void
draw_gone (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesCard *card)
{
  const BobbinStyle *style = &layout->style;
  double pad = bobbin_pages_card_pad_px (style);
  BobbinRect rect = bobbin_rect_inset ((BobbinRect) { card->rect.x + pad, card->grid.y, card->rect.width - 2.0 * pad,
                                                      card->grid.height }, 0.5);
  BobbinFont font = { .size_px = style->fine_px };
  const char *word = bobbin_memory_ended_word (layout->run, card->process);

  cairo_save (cr);
  bobbin_color_set (cr, bobbin_color_mix (style->theme->mark, style->theme->card, 0.3));
  bobbin_path_rect (cr, rect);
  cairo_set_line_width (cr, 1.0);
  cairo_set_dash (cr, (double[]) { style->spacing_px * 0.5, style->spacing_px * 0.5 }, 2, 0.0);
  cairo_stroke (cr);
  cairo_restore (cr);
  /* A sentence of which single words would be broken says less than its first word. */
  if (rect.width >= SENTENCE_FROM_EM * style->fine_px)
    draw_word (layout, cr, card, _("ended: its pages were given back"));
  else if (word != NULL && bobbin_text_width (style, font, word) + 4.0 <= rect.width)
    {
      font.align = BOBBIN_ALIGN_CENTER;
      bobbin_pages_draw_text (layout, cr, font, style->theme->faint_text, rect.x + rect.width / 2.0,
                              rect.y + rect.height / 2.0, word);
    }
}

static void
draw_number (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box, const BobbinPagesCard *card,
             guint row, const char *name, guint64 bytes)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect rect = bobbin_pages_number_row (layout, card, row);
  double center = rect.y + rect.height / 2.0;
  BobbinColor hue = bobbin_kind_color (style->theme, bobbin_pages_box_kind (layout, box));
  BobbinColor color = row == 0 ? hue : style->theme->faint_text;
  BobbinFont font = { .size_px = row < 2 ? style->small_px : style->fine_px, .bold = row == 0 };
  g_autofree char *number = bobbin_format_bytes (bytes);

  /* With its name in all cards, or in none. */
  if (rect.width >= (layout->detail.n_numbers > 1 ? layout->number_px : layout->own_px))
    bobbin_pages_draw_text (layout, cr, font, color, rect.x, center, name);
  else
    font = bobbin_text_fit (style, font, rect.width + 1.0, "0000 KiB"); /* the widest: all are of one size */
  font.align = BOBBIN_ALIGN_END;
  bobbin_pages_draw_text (layout, cr, font, color, rect.x + rect.width, center, number);
}

static void
draw_numbers (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box, const BobbinPagesCard *card)
{
  const BobbinPageMap *map = bobbin_pages_get_map (layout->run, box->group, card->process);
  BobbinPagesCardKind kind = bobbin_pages_get_kind (layout->run, box->group, card->process);
  const BobbinMemory *memory;

  if (box->by_writer || kind == BOBBIN_PAGES_CARD_GONE)
    return;
  if (kind == BOBBIN_PAGES_CARD_CELLS || kind == BOBBIN_PAGES_CARD_BAR)
    {
      if (layout->detail.n_numbers > 0)
        draw_number (layout, cr, box, card, 0, _("own"), bobbin_pages_own_bytes (layout->run, map));
      if (layout->detail.n_numbers > 1)
        draw_number (layout, cr, box, card, 1, _("shared"), bobbin_pages_shared_bytes (layout->run, map));
    }
  if (card->process == BOBBIN_PAGES_PARENT)
    return;
  memory = &bobbin_run_get_process (layout->run, card->process)->memory;
  for (guint i = 0; i < BOBBIN_N_READINGS && memory->valid && layout->detail.n_numbers > 2; i++)
    draw_number (layout, cr, box, card, 2 + i, bobbin_memory_reading_name ((BobbinReading) i),
                 bobbin_memory_get_reading (memory, (BobbinReading) i));
}

void
bobbin_pages_draw_card (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box,
                        const BobbinPagesCard *card,
                        const BobbinPageLook *looks, guint n_looks)
{
  const BobbinStyle *style = &layout->style;
  gboolean parent = card->process == BOBBIN_PAGES_PARENT;

  bobbin_draw_box (cr, card->rect, bobbin_kind_radius (style, bobbin_pages_box_kind (layout, box)), style->theme->card,
                   parent ? bobbin_color_mix (style->theme->mark, style->theme->card, 0.5) : style->theme->grid, 1.0);
  draw_name (layout, cr, box, card);
  switch (bobbin_pages_get_kind (layout->run, box->group, card->process))
    {
    case BOBBIN_PAGES_CARD_CELLS:
      if (bobbin_draws_vectors (cr))
        bobbin_pages_draw_grid_strokes (layout, cr, box, card, looks);
      else
        bobbin_pages_draw_grid_pixels (layout, cr, box, card, looks, n_looks);
      break;
    case BOBBIN_PAGES_CARD_BAR:
      draw_bar (layout, cr, box, card);
      break;
    case BOBBIN_PAGES_CARD_GONE:
      draw_gone (layout, cr, card);
      break;
    case BOBBIN_PAGES_CARD_NONE:
      draw_word (layout, cr, card, _("pages not known"));
      break;
    case BOBBIN_PAGES_CARD_NEVER:
    default:
      draw_word (layout, cr, card, _("not yet read"));
      break;
    }
  draw_numbers (layout, cr, box, card);
}
