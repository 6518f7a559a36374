#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-memory-private.h"
#include "bobbin-units.h"

static BobbinKind
box_kind (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  return bobbin_run_get_group (layout->run, box->group)->spec->kind;
}

static void
draw_text (const BobbinPagesLayout *layout, cairo_t *cr, BobbinFont font, BobbinColor color, double x, double center_y,
           const char *text)
{
  bobbin_text_draw (cr, &layout->style, font, color, x, bobbin_text_baseline (center_y, font.size_px), text);
}

/* ---- Cards ---- */

/* A name that does not fit is told in fewer words. */
static char *
choose_name (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPagesCard *card, double room)
{
  BobbinFont bold = { .size_px = layout->style.small_px, .bold = TRUE };
  char *name;

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
  name = bobbin_run_process_label (layout->run, card->process);
  if (bobbin_text_width (&layout->style, bold, name) <= room)
    return name;
  g_free (name);
  return g_strdup_printf ("%u", card->process - bobbin_run_get_group (layout->run, box->group)->first_process + 1);
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

  draw_text (layout, cr, bold, style->theme->text, left, center, name);
  if (aside != NULL && name_px + style->spacing_px + bobbin_text_width (style, small, aside) <= room)
    draw_text (layout, cr, small, color, left + room, center, aside);
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
      BobbinPageLook look = bobbin_page_look_make (style, box_kind (layout, box), FALSE, parts[i].look, cell_dpx);
      double x0 = round (card->grid.x + card->grid.width * before / total), x1;

      before += map->counts[parts[i].state];
      x1 = round (card->grid.x + card->grid.width * before / total);
      bobbin_page_look_fill (cr, style, &look, (BobbinRect) { x0, card->grid.y, x1 - x0, card->grid.height }, cell_dpx);
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
    draw_text (layout, cr, font, style->theme->faint_text, (left + right) / 2.0, center, word);
}

/* The pages of a process that has ended are not its any more. */
static void
draw_gone (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesCard *card)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect rect = bobbin_rect_inset (card->grid, 0.5);

  cairo_save (cr);
  bobbin_color_set (cr, bobbin_color_mix (style->theme->mark, style->theme->card, 0.3));
  bobbin_path_rect (cr, rect);
  cairo_set_line_width (cr, 1.0);
  cairo_set_dash (cr, (double[]) { style->spacing_px * 0.5, style->spacing_px * 0.5 }, 2, 0.0);
  cairo_stroke (cr);
  cairo_restore (cr);
  draw_word (layout, cr, card, _("ended: its pages were given back"));
}

static void
draw_number (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box, const BobbinPagesCard *card,
             guint row, const char *name, guint64 bytes)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect rect = bobbin_pages_number_row (layout, card, row);
  double center = rect.y + rect.height / 2.0;
  BobbinColor color = row == 0 ? bobbin_kind_color (style->theme, box_kind (layout, box)) : style->theme->faint_text;
  BobbinFont font = { .size_px = row < 2 ? style->small_px : style->fine_px, .bold = row == 0 };
  g_autofree char *number = bobbin_format_bytes (bytes);

  /* With its name in all cards, or in none. */
  if (rect.width >= layout->number_px)
    draw_text (layout, cr, font, color, rect.x, center, name);
  else
    font = bobbin_text_fit (style, font, rect.width + 1.0, number);
  font.align = BOBBIN_ALIGN_END;
  draw_text (layout, cr, font, color, rect.x + rect.width, center, number);
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

static void
draw_card (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box, const BobbinPagesCard *card,
           const BobbinPageLook *looks, guint n_looks)
{
  const BobbinStyle *style = &layout->style;
  gboolean parent = card->process == BOBBIN_PAGES_PARENT;

  bobbin_draw_box (cr, card->rect, bobbin_kind_radius (style, box_kind (layout, box)), style->theme->card,
                   parent ? style->theme->mark : style->theme->grid, 1.0);
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

/* ---- Boxes ---- */

static void
draw_head (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  double pad = bobbin_pages_pad_px (style), center = box->rect.y + pad * 0.6 + bobbin_pages_head_px (style) / 2.0;
  double right = box->rect.x + box->rect.width - pad;
  BobbinFont font = { .size_px = style->fine_px, .align = BOBBIN_ALIGN_END };
  g_autofree char *label = bobbin_run_group_label (layout->run, box->group);
  g_autofree char *spaces = bobbin_memory_spaces_text (layout->run, box->group);
  g_autofree char *scale = box->grid.n_pages > 0 ? bobbin_pages_scale_text (box) : g_strdup ("");
  g_autofree char *both = g_strdup_printf ("%s · %s", spaces, scale);
  BobbinRect badge = bobbin_badge_draw (cr, style, box_kind (layout, box), box->rect.x + pad, center, style->small_px,
                                        box->rect.width - 2.0 * pad, label);
  /* What a cell stands for is said before how many address spaces there are, unless it is the plain case. */
  const char *texts[] = { *scale != '\0' ? both : spaces, box->grid.pages_per_cell > 1 ? scale : spaces };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (badge.x + badge.width + style->spacing_px + bobbin_text_width (style, font, texts[i]) <= right)
      {
        draw_text (layout, cr, font, style->theme->faint_text, right, center, texts[i]);
        return;
      }
}

static void
draw_foot (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  BobbinColor hue = bobbin_kind_color (style->theme, box_kind (layout, box));
  double name_px = round (style->fine_px * 1.35), number_px = round (style->text_px * 1.35);

  if (box->foot_rect.height <= 0.0)
    return;
  for (guint i = 0; i < BOBBIN_PAGES_N_FOOT; i++)
    {
      BobbinRect cell = bobbin_pages_foot_cell (layout, box, i);
      guint64 bytes = bobbin_pages_foot_bytes (box, i);
      gboolean known = i == 0 ? bytes > 0 : box->sums.valid;
      g_autofree char *number = known ? bobbin_format_bytes (bytes) : g_strdup ("–");
      BobbinFont fine = { .size_px = style->fine_px, .max_px = cell.width + 1.0 };
      BobbinFont bold = { .size_px = style->text_px, .bold = TRUE };
      double bar_px = MAX (round (style->spacing_px * 0.5), 2.0);
      double width = MAX (round ((double) bytes * layout->foot_px_per_byte), 1.0);
      BobbinRect bar = { cell.x, cell.y + name_px + number_px, width, bar_px };

      bold = bobbin_text_fit (style, bold, cell.width + 1.0, number);
      draw_text (layout, cr, fine, style->theme->faint_text, cell.x, cell.y + name_px / 2.0,
                 bobbin_pages_foot_name (layout, box, i));
      draw_text (layout, cr, bold, known ? style->theme->text : style->theme->faint_text, cell.x,
                 cell.y + name_px + number_px / 2.0, number);
      /* PSS is the sum that is true. */
      if (known)
        bobbin_draw_box (cr, bar, 0.0,
                         i == 1 + BOBBIN_READING_PSS ? hue : bobbin_color_mix (hue, style->theme->card, 0.6), hue, 0.0);
    }
  if (box->note_px > 0.0)
    {
      BobbinFont font = { .size_px = style->fine_px, .max_px = box->foot_rect.width, .max_lines = 4 };
      double top = box->foot_rect.y + box->foot_rect.height - box->note_px + round (style->spacing_px * 0.5);
      g_autofree char *note = bobbin_pages_foot_note (layout, box);

      draw_text (layout, cr, font, style->theme->faint_text, box->foot_rect.x,
                 top + bobbin_text_line_px (font.size_px) / 2.0, note);
    }
}

static void
draw_stack (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box, guint i)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, box->group);
  BobbinRect rect = bobbin_pages_stack_rect (layout, box, i);
  BobbinPageLook look = bobbin_page_look_make (style, box_kind (layout, box), TRUE,
                                               BOBBIN_LOOK_WRITERS + i % BOBBIN_MAX_WRITER_LOOKS, 8);
  gboolean is_named = layout->detail.stacks > 1;
  double tab = bobbin_pages_stack_tab_px (style, is_named);
  double x = rect.x + tab + round (style->spacing_px * 0.7), line = bobbin_text_line_px (style->fine_px);
  double y = rect.y + (rect.height - (is_named ? 2.0 : 1.0) * line) / 2.0;
  BobbinFont font = { .size_px = style->fine_px, .bold = TRUE, .max_px = rect.x + rect.width - x };
  g_autofree char *name = is_named ? bobbin_run_worker_label (layout->run, group->first_worker + i)
                                   : g_strdup_printf ("%u", i + 1);
  guint64 bytes;
  gboolean known = bobbin_pages_get_stack (layout->run, group->first_worker + i, &bytes);
  g_autofree char *size = known ? bobbin_format_bytes (bytes) : NULL;
  /* TRANSLATORS: an amount of memory. */
  g_autofree char *text = known ? g_strdup_printf (_("stack %s"), size) : g_strdup (_("its own stack"));

  cairo_save (cr);
  bobbin_path_rounded (cr, rect, style->spacing_px * 0.6);
  cairo_clip (cr);
  bobbin_color_set (cr, bobbin_kind_tint (style->theme, box_kind (layout, box)));
  cairo_paint (cr);
  bobbin_color_set (cr, look.ground);
  bobbin_path_rect (cr, (BobbinRect) { rect.x, rect.y, tab, rect.height });
  cairo_fill (cr);
  cairo_restore (cr);
  if (is_named)
    draw_text (layout, cr, font, style->theme->text, x, y + line / 2.0, name);
  else
    draw_text (layout, cr, (BobbinFont) { .size_px = style->fine_px, .bold = TRUE, .align = BOBBIN_ALIGN_CENTER },
               look.number_ink, rect.x + tab / 2.0, y + line / 2.0, name);
  font.bold = FALSE;
  draw_text (layout, cr, font, style->theme->faint_text, x, y + line * (is_named ? 1.5 : 0.5),
             is_named ? text : known ? size : _("its own"));
}

static void
draw_stacks (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  guint n = bobbin_run_get_group (layout->run, box->group)->n_workers, n_more = n - box->n_stacks;
  BobbinFont bold = { .size_px = style->small_px, .bold = TRUE, .max_px = box->stacks_rect.width };
  BobbinFont fine = { .size_px = style->fine_px, .align = BOBBIN_ALIGN_END };
  double center = box->stacks_rect.y + bobbin_pages_name_px (style) / 2.0;

  if (box->stacks_rect.height <= 0.0)
    return;
  draw_text (layout, cr, bold, style->theme->text, box->stacks_rect.x, center, _("Private to each thread: its stack"));
  if (n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more thread", "and %u more threads", n_more), n_more);

      if (bobbin_text_width (style, bold, _("Private to each thread: its stack")) + style->spacing_px
            + bobbin_text_width (style, fine, more) <= box->stacks_rect.width)
        draw_text (layout, cr, fine, style->theme->faint_text, box->stacks_rect.x + box->stacks_rect.width, center, more);
    }
  for (guint i = 0; i < box->n_stacks; i++)
    draw_stack (layout, cr, box, i);
}

static void
draw_more (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box)
{
  BobbinFont font = { .size_px = layout->style.fine_px, .max_px = box->more_rect.width };

  if (box->n_hidden == 0)
    return;
  g_autofree char *text = g_strdup_printf (ngettext ("%u more process is not shown", "%u more processes are not shown",
                                                     box->n_hidden), box->n_hidden);
  draw_text (layout, cr, font, layout->style.theme->text, box->more_rect.x,
             box->more_rect.y + box->more_rect.height / 2.0, text);
}

static void
draw_box (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  BobbinPageLook looks[BOBBIN_MAX_LOOKS];
  guint n_looks = bobbin_pages_make_looks (layout, box, box->grid.cell_dpx, looks);

  bobbin_path_rounded (cr, box->rect, bobbin_kind_radius (style, box_kind (layout, box)));
  bobbin_color_set (cr, bobbin_kind_tint (style->theme, box_kind (layout, box)));
  cairo_fill (cr);
  draw_head (layout, cr, box);
  for (guint i = 0; i < box->cards->len; i++)
    draw_card (layout, cr, box, &g_array_index (box->cards, BobbinPagesCard, i), looks, n_looks);
  draw_stacks (layout, cr, box);
  draw_more (layout, cr, box);
  draw_foot (layout, cr, box);
}

static void
draw_empty (const BobbinPagesLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->text_px, .align = BOBBIN_ALIGN_CENTER, .max_lines = 3,
                      .max_px = MIN (layout->width, 34.0 * style->text_px) };
  const char *text = _("The pages of the processes are shown here while they run");
  double below = bobbin_text_height (style, font, text) - bobbin_text_line_px (font.size_px);

  draw_text (layout, cr, font, style->theme->faint_text, layout->width / 2.0, layout->height / 2.0 - below / 2.0, text);
}

static void
draw_because (const BobbinPagesLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px, .max_px = layout->because_rect.width, .max_lines = 2 };

  if (layout->because_rect.height > 0.0)
    draw_text (layout, cr, font, style->theme->text, layout->because_rect.x,
               layout->because_rect.y + bobbin_text_line_px (font.size_px) / 2.0, layout->run->pages_because);
}

void
bobbin_pages_layout_draw (const BobbinPagesLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;

  cairo_save (cr);
  bobbin_path_rect (cr, (BobbinRect) { 0.0, 0.0, layout->width, layout->height });
  cairo_clip (cr);
  if (layout->run == NULL)
    draw_empty (layout, cr);
  if (layout->legend != NULL)
    bobbin_legend_draw (layout->legend, cr, style, layout->legend_rect, BOBBIN_ALIGN_START);
  if (layout->run != NULL)
    draw_because (layout, cr);
  for (guint i = 0; i < layout->boxes->len; i++)
    draw_box (layout, cr, &g_array_index (layout->boxes, BobbinPagesBox, i));
  if (layout->n_hidden_groups > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more group", "and %u more groups",
                                                         layout->n_hidden_groups), layout->n_hidden_groups);

      bobbin_text_draw (cr, style, (BobbinFont) { .size_px = style->fine_px, .align = BOBBIN_ALIGN_END },
                        style->theme->text, layout->width, layout->height - style->fine_px * 0.3, text);
    }
  cairo_restore (cr);
}
