#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-memory-private.h"
#include "bobbin-units.h"

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
  BobbinRect badge = bobbin_badge_draw (cr, style, bobbin_pages_box_kind (layout, box), box->rect.x + pad, center,
                                        style->small_px, box->rect.width - 2.0 * pad, label);
  /* What a cell stands for is said before how many address spaces there are, unless it is the plain case. */
  const char *texts[] = { *scale != '\0' ? both : spaces, box->grid.pages_per_cell > 1 ? scale : spaces };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (badge.x + badge.width + style->spacing_px + bobbin_text_width (style, font, texts[i]) <= right)
      {
        bobbin_pages_draw_text (layout, cr, font, style->theme->faint_text, right, center, texts[i]);
        return;
      }
}

static void
draw_foot (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  BobbinColor hue = bobbin_kind_color (style->theme, bobbin_pages_box_kind (layout, box));
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
      bobbin_pages_draw_text (layout, cr, fine, style->theme->faint_text, cell.x, cell.y + name_px / 2.0,
                              bobbin_pages_foot_name (layout, box, i));
      bobbin_pages_draw_text (layout, cr, bold, known ? style->theme->text : style->theme->faint_text, cell.x,
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

      bobbin_pages_draw_text (layout, cr, font, style->theme->faint_text, box->foot_rect.x,
                              top + bobbin_text_line_px (font.size_px) / 2.0, note);
    }
}

static void
draw_stack (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box, guint i)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, box->group);
  BobbinRect rect = bobbin_pages_stack_rect (layout, box, i);
  BobbinPageLook look = bobbin_page_look_make (style, bobbin_pages_box_kind (layout, box), TRUE,
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
  bobbin_color_set (cr, bobbin_kind_tint (style->theme, bobbin_pages_box_kind (layout, box)));
  cairo_paint (cr);
  bobbin_color_set (cr, look.ground);
  bobbin_path_rect (cr, (BobbinRect) { rect.x, rect.y, tab, rect.height });
  cairo_fill (cr);
  cairo_restore (cr);
  if (is_named)
    bobbin_pages_draw_text (layout, cr, font, style->theme->text, x, y + line / 2.0, name);
  else
    bobbin_pages_draw_text (layout, cr,
                            (BobbinFont) { .size_px = style->fine_px, .bold = TRUE, .align = BOBBIN_ALIGN_CENTER },
                            look.number_ink, rect.x + tab / 2.0, y + line / 2.0, name);
  font.bold = FALSE;
  bobbin_pages_draw_text (layout, cr, font, style->theme->faint_text, x, y + line * (is_named ? 1.5 : 0.5),
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
  bobbin_pages_draw_text (layout, cr, bold, style->theme->text, box->stacks_rect.x, center,
                          _("Private to each thread: its stack"));
  if (n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more thread", "and %u more threads", n_more), n_more);

      if (bobbin_text_width (style, bold, _("Private to each thread: its stack")) + style->spacing_px
            + bobbin_text_width (style, fine, more) <= box->stacks_rect.width)
        bobbin_pages_draw_text (layout, cr, fine, style->theme->faint_text,
                                box->stacks_rect.x + box->stacks_rect.width, center, more);
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
  bobbin_pages_draw_text (layout, cr, font, layout->style.theme->text, box->more_rect.x,
                          box->more_rect.y + box->more_rect.height / 2.0, text);
}

static void
draw_box (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  BobbinPageLook looks[BOBBIN_MAX_LOOKS];
  guint n_looks = bobbin_pages_make_looks (layout, box, box->grid.cell_dpx, looks);

  bobbin_path_rounded (cr, box->rect, bobbin_kind_radius (style, bobbin_pages_box_kind (layout, box)));
  bobbin_color_set (cr, bobbin_kind_tint (style->theme, bobbin_pages_box_kind (layout, box)));
  cairo_fill (cr);
  draw_head (layout, cr, box);
  for (guint i = 0; i < box->cards->len; i++)
    bobbin_pages_draw_card (layout, cr, box, &g_array_index (box->cards, BobbinPagesCard, i), looks, n_looks);
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

  bobbin_pages_draw_text (layout, cr, font, style->theme->faint_text, layout->width / 2.0,
                          layout->height / 2.0 - below / 2.0, text);
}

static void
draw_because (const BobbinPagesLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px, .max_px = layout->because_rect.width, .max_lines = 2 };

  if (layout->because_rect.height > 0.0)
    bobbin_pages_draw_text (layout, cr, font, style->theme->text, layout->because_rect.x,
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
