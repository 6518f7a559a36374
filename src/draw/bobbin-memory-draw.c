#include "config.h"

#include "bobbin-memory-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-units.h"

/* What a bar is drawn with; a process that ended early loses its kind's hue. */
typedef struct {
  BobbinColor fill, edge, tint;
  double      radius_px;
} BarLook;

static BobbinKind
group_kind (const BobbinMemoryLayout *layout, guint group)
{
  return bobbin_run_get_group (layout->run, group)->spec->kind;
}

static BarLook
get_look (const BobbinMemoryLayout *layout, BobbinKind kind, gboolean ended)
{
  const BobbinTheme *theme = layout->style.theme;

  if (ended)
    return (BarLook) { bobbin_color_mix (theme->mark, theme->card, 0.45), theme->mark, theme->card, 0.0 };
  return (BarLook) { bobbin_kind_fill (theme, kind), bobbin_kind_color (theme, kind),
                     bobbin_kind_tint (theme, kind),
                     kind == BOBBIN_KIND_THREADS ? layout->style.spacing_px * 0.5 : 0.0 };
}

/* Solid as far as the pages are its own, dotted as far as others have them too. */
static void
draw_bar (const BobbinMemoryLayout *layout, cairo_t *cr, BarLook look, BobbinRect bar, double own_px)
{
  const BobbinStyle *style = &layout->style;

  if (bar.width < 0.5)
    return;
  cairo_save (cr);
  bobbin_path_rounded (cr, bar, look.radius_px);
  cairo_clip (cr);
  bobbin_path_rect (cr, bar);
  bobbin_color_set (cr, look.tint);
  cairo_fill (cr);
  bobbin_path_rect (cr, (BobbinRect) { bar.x + own_px, bar.y, MAX (bar.width - own_px, 0.0), bar.height });
  bobbin_pattern_fill (cr, style, BOBBIN_PATTERN_DOTS, look.edge, bobbin_memory_dots_px (style));
  bobbin_path_rect (cr, (BobbinRect) { bar.x, bar.y, MIN (own_px, bar.width), bar.height });
  bobbin_color_set (cr, look.fill);
  cairo_fill (cr);
  cairo_restore (cr);

  bobbin_path_rounded (cr, bobbin_rect_inset (bar, 0.5), look.radius_px - 0.5);
  bobbin_color_set (cr, look.edge);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

/* One row: a name, a bar, a number. */
static void
draw_reading (const BobbinMemoryLayout *layout, cairo_t *cr, BarLook look, BobbinRect row, double name_px,
              const char *name, const BobbinMemory *memory, BobbinReading reading, double px_per_byte,
              gboolean bold)
{
  const BobbinStyle *style = &layout->style;
  guint64 bytes = bobbin_memory_get_reading (memory, reading);
  double center = row.y + row.height / 2.0;
  double bar_px = round (MIN (row.height * 0.66, style->small_px * 1.1));
  BobbinFont font = { .size_px = style->small_px, .bold = bold };
  double baseline = bobbin_text_baseline (center, font.size_px);
  BobbinRect bar = { row.x + name_px + style->spacing_px, round (center - bar_px / 2.0),
                     MAX ((double) bytes * px_per_byte, bytes > 0 ? 1.0 : 0.0), bar_px };
  g_autofree char *number = bobbin_format_bytes (bytes);

  bobbin_text_draw (cr, style, font, style->theme->text, row.x, baseline, name);
  draw_bar (layout, cr, look, bar, (double) memory->uss_bytes * px_per_byte);
  font.align = BOBBIN_ALIGN_END;
  bobbin_text_draw (cr, style, font, style->theme->text, row.x + row.width, baseline, number);
}

/* What stands at the right of a process' name: how it is, or who it is. */
static char *
get_aside (const BobbinMemoryLayout *layout, guint process, BobbinColor *out_color)
{
  const BobbinRunProcess *p = bobbin_run_get_process (layout->run, process);
  const char *ended = bobbin_memory_ended_word (layout->run, process);

  *out_color = layout->style.theme->faint_text;
  if (ended != NULL)
    {
      *out_color = layout->style.theme->alarm;
      return g_strdup (ended);
    }
  if (p->pid == 0)
    return g_strdup (_("not yet born"));
  return g_strdup_printf (_("pid %d"), p->pid);
}

static void
draw_box_title (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCell *cell)
{
  const BobbinStyle *style = &layout->style;
  double pad = style->spacing_px;
  double baseline = bobbin_text_baseline (cell->rect.y + pad * 0.4 + bobbin_memory_title_px (style) / 2.0,
                                          style->text_px);
  double right = cell->rect.x + cell->rect.width - pad;
  BobbinFont bold = { .size_px = style->text_px, .bold = TRUE };
  BobbinFont small = { .size_px = style->small_px, .align = BOBBIN_ALIGN_END };
  g_autofree char *label = bobbin_run_process_label (layout->run, cell->process);
  BobbinColor color;
  g_autofree char *aside = get_aside (layout, cell->process, &color);
  double aside_px = bobbin_text_width (style, small, aside);
  double room = right - cell->rect.x - pad;

  if (bobbin_text_width (style, bold, label) + aside_px + pad > room)
    {
      /* How it ended is said in any case, its number only where there is room. */
      if (bobbin_memory_ended_word (layout->run, cell->process) == NULL)
        aside_px = 0.0;
      bold.max_px = room - aside_px - (aside_px > 0.0 ? pad : 0.0);
    }
  bobbin_text_draw (cr, style, bold, style->theme->text, cell->rect.x + pad, baseline, label);
  if (aside_px > 0.0)
    bobbin_text_draw (cr, style, small, color, right, baseline, aside);
}

static void
draw_box (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCard *card,
          const BobbinMemoryCell *cell)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRunProcess *process = bobbin_run_get_process (layout->run, cell->process);
  BobbinKind kind = group_kind (layout, card->group);
  BarLook look = get_look (layout, kind, bobbin_memory_ended_word (layout->run, cell->process) != NULL);

  bobbin_draw_box (cr, cell->rect, bobbin_kind_radius (style, kind), style->theme->card, style->theme->grid, 1.0);
  draw_box_title (layout, cr, cell);
  if (!process->memory.valid)
    {
      BobbinRect row = bobbin_memory_cell_bar_row (layout, card, cell, BOBBIN_READING_PSS);

      bobbin_text_draw (cr, style, (BobbinFont) { .size_px = style->small_px }, style->theme->faint_text, row.x,
                        bobbin_text_baseline (row.y + row.height / 2.0, style->small_px), _("not yet read"));
      return;
    }
  for (guint i = 0; i < BOBBIN_N_READINGS; i++)
    draw_reading (layout, cr, look, bobbin_memory_cell_bar_row (layout, card, cell, i), layout->name_px,
                  bobbin_memory_reading_name (i), &process->memory, i, layout->px_per_byte, FALSE);
}

/* The right edge of a number's column in a line. */
static double
number_right (const BobbinMemoryLayout *layout, BobbinRect line, BobbinReading reading)
{
  return line.x + line.width
         - (BOBBIN_N_READINGS - 1 - reading) * (layout->number_px + layout->style.spacing_px);
}

static void
draw_lines_head (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCard *card)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->fine_px, .bold = TRUE, .align = BOBBIN_ALIGN_END };
  BobbinRect line = card->lines_head;
  double baseline = bobbin_text_baseline (line.y + line.height / 2.0, font.size_px);

  if (line.height <= 0.0)
    return;
  if (!bobbin_memory_line_shows_all (layout, card))
    {
      bobbin_text_draw (cr, style, font, style->theme->faint_text, line.x + line.width, baseline,
                        bobbin_memory_reading_name (BOBBIN_READING_PSS));
      return;
    }
  for (guint i = 0; i < BOBBIN_N_READINGS; i++)
    bobbin_text_draw (cr, style, font, style->theme->faint_text, number_right (layout, line, i), baseline,
                      bobbin_memory_reading_name (i));
}

static void
draw_line_numbers (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCard *card,
                   BobbinRect line, const BobbinMemory *memory)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px, .align = BOBBIN_ALIGN_END };
  double baseline = bobbin_text_baseline (line.y + line.height / 2.0, font.size_px);
  gboolean all = bobbin_memory_line_shows_all (layout, card);

  for (guint i = 0; i < BOBBIN_N_READINGS; i++)
    if (all || i == BOBBIN_READING_PSS)
      {
        g_autofree char *number = bobbin_format_bytes (bobbin_memory_get_reading (memory, i));

        bobbin_text_draw (cr, style, font, style->theme->text,
                          all ? number_right (layout, line, i) : line.x + line.width, baseline, number);
      }
}

static void
draw_line (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCard *card,
           const BobbinMemoryCell *cell)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRunProcess *process = bobbin_run_get_process (layout->run, cell->process);
  const char *ended = bobbin_memory_ended_word (layout->run, cell->process);
  BarLook look = get_look (layout, group_kind (layout, card->group), ended != NULL);
  BobbinRect rss = bobbin_memory_cell_bar_row (layout, card, cell, BOBBIN_READING_RSS);
  BobbinFont bold = { .size_px = style->small_px, .bold = TRUE,
                      .max_px = rss.x - cell->rect.x - style->spacing_px * 0.5 };
  double baseline = bobbin_text_baseline (cell->rect.y + cell->rect.height / 2.0, bold.size_px);
  g_autofree char *label = bobbin_run_process_label (layout->run, cell->process);

  bobbin_text_draw (cr, style, bold, style->theme->text, cell->rect.x, baseline, label);
  bold.bold = FALSE;
  bold.max_px = cell->rect.x + cell->rect.width - rss.x;
  if (!process->memory.valid || ended != NULL)
    {
      BobbinColor color = ended != NULL ? style->theme->alarm : style->theme->faint_text;

      bobbin_text_draw (cr, style, bold, color, rss.x, baseline, ended != NULL ? ended : _("not yet read"));
      if (process->memory.valid)
        draw_line_numbers (layout, cr, card, cell->rect, &process->memory);
      return;
    }
  look.radius_px = 0.0;
  for (guint i = 0; i < BOBBIN_N_READINGS; i++)
    {
      BobbinRect bar = bobbin_memory_cell_bar_row (layout, card, cell, i);

      bar.width = MAX ((double) bobbin_memory_get_reading (&process->memory, i) * layout->px_per_byte, 1.0);
      draw_bar (layout, cr, look, bar, (double) process->memory.uss_bytes * layout->px_per_byte);
    }
  draw_line_numbers (layout, cr, card, cell->rect, &process->memory);
}

static void
draw_sums (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCard *card)
{
  const BobbinStyle *style = &layout->style;
  BobbinKind kind = group_kind (layout, card->group);
  BobbinRect rect = card->sums_rect;
  BobbinFont bold = { .size_px = layout->sum_title_px, .bold = TRUE, .max_px = rect.width };
  double title_px = bobbin_memory_title_px (style);
  g_autofree char *title = bobbin_memory_sums_title (layout->run, card->group);

  if (rect.height <= 0.0)
    return;
  bobbin_text_draw (cr, style, bold, bobbin_kind_color (style->theme, kind), rect.x,
                    bobbin_text_baseline (rect.y + title_px / 2.0, bold.size_px), title);
  for (guint i = 0; i < BOBBIN_N_READINGS; i++)
    {
      BobbinRect row = bobbin_memory_sum_row (layout, card, i);
      g_autofree char *name = g_strdup_printf (_("Sum of %s"), bobbin_memory_reading_name (i));

      if (card->sums.valid)
        draw_reading (layout, cr, get_look (layout, kind, FALSE), row, layout->sum_name_px, name, &card->sums, i,
                      layout->sum_px_per_byte, i == BOBBIN_READING_PSS);
      else if (i == 0)
        bobbin_text_draw (cr, style, (BobbinFont) { .size_px = style->small_px }, style->theme->faint_text,
                          row.x, bobbin_text_baseline (row.y + row.height / 2.0, style->small_px),
                          _("not yet read"));
    }
  if (card->note_px > 0.0)
    {
      BobbinFont font = { .size_px = style->fine_px, .max_px = rect.width, .max_lines = 4 };
      double top = rect.y + rect.height - card->note_px + round (style->spacing_px * 0.5);

      bobbin_text_draw (cr, style, font, style->theme->faint_text, rect.x,
                        bobbin_text_baseline (top + bobbin_text_line_px (font.size_px) / 2.0, font.size_px),
                        bobbin_memory_sums_note (layout->run, card->group));
    }
}

static void
draw_head (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCard *card)
{
  const BobbinStyle *style = &layout->style;
  double pad = bobbin_memory_pad_px (style);
  double center = card->rect.y + pad + round (style->text_px * 1.9) / 2.0 - style->spacing_px * 0.4;
  double right = card->rect.x + card->rect.width - pad;
  BobbinFont font = { .size_px = style->small_px, .align = BOBBIN_ALIGN_END };
  g_autofree char *label = bobbin_run_group_label (layout->run, card->group);
  g_autofree char *spaces = bobbin_memory_spaces_text (layout->run, card->group);
  BobbinRect badge = bobbin_badge_draw (cr, style, group_kind (layout, card->group), card->rect.x + pad, center,
                                        style->small_px, card->rect.width - 2.0 * pad, label);

  if (badge.x + badge.width + style->spacing_px + bobbin_text_width (style, font, spaces) <= right)
    bobbin_text_draw (cr, style, font, style->theme->faint_text, right,
                      bobbin_text_baseline (center, font.size_px), spaces);
}

static void
draw_more (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCard *card)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px, .max_px = card->more_rect.width };
  g_autofree char *text = NULL;

  if (card->n_hidden == 0 || card->more_rect.height <= 0.0)
    return;
  text = g_strdup_printf (ngettext ("and %u more process", "and %u more processes", card->n_hidden), card->n_hidden);
  bobbin_text_draw (cr, style, font, style->theme->text, card->more_rect.x,
                    bobbin_text_baseline (card->more_rect.y + card->more_rect.height / 2.0, font.size_px), text);
}

static void
draw_card (const BobbinMemoryLayout *layout, cairo_t *cr, const BobbinMemoryCard *card)
{
  const BobbinStyle *style = &layout->style;
  BobbinKind kind = group_kind (layout, card->group);

  bobbin_path_rounded (cr, card->rect, bobbin_kind_radius (style, kind));
  bobbin_color_set (cr, bobbin_kind_tint (style->theme, kind));
  cairo_fill (cr);
  draw_head (layout, cr, card);
  if (card->as_lines)
    draw_lines_head (layout, cr, card);
  for (guint i = 0; i < card->cells->len; i++)
    {
      const BobbinMemoryCell *cell = &g_array_index (card->cells, BobbinMemoryCell, i);

      if (card->as_lines)
        draw_line (layout, cr, card, cell);
      else
        draw_box (layout, cr, card, cell);
    }
  draw_more (layout, cr, card);
  draw_sums (layout, cr, card);
}

static void
draw_empty (const BobbinMemoryLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->text_px, .align = BOBBIN_ALIGN_CENTER, .max_lines = 3,
                      .max_px = MIN (layout->width, 34.0 * style->text_px) };
  const char *text = _("Memory of the processes is shown here while they run");
  double below = bobbin_text_height (style, font, text) - bobbin_text_line_px (font.size_px);

  bobbin_text_draw (cr, style, font, style->theme->faint_text, layout->width / 2.0,
                    bobbin_text_baseline (layout->height / 2.0 - below / 2.0, font.size_px), text);
}

void
bobbin_memory_layout_draw (const BobbinMemoryLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;

  cairo_save (cr);
  bobbin_path_rect (cr, (BobbinRect) { 0.0, 0.0, layout->width, layout->height });
  cairo_clip (cr);
  if (layout->run == NULL)
    draw_empty (layout, cr);
  if (layout->legend != NULL)
    bobbin_legend_draw (layout->legend, cr, style, layout->legend_rect, BOBBIN_ALIGN_START);
  for (guint i = 0; i < layout->cards->len; i++)
    draw_card (layout, cr, &g_array_index (layout->cards, BobbinMemoryCard, i));
  if (layout->n_hidden_groups > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more group", "and %u more groups",
                                                         layout->n_hidden_groups), layout->n_hidden_groups);

      bobbin_text_draw (cr, style, (BobbinFont) { .size_px = style->fine_px, .align = BOBBIN_ALIGN_END },
                        style->theme->text, layout->width, layout->height - style->fine_px * 0.3, text);
    }
  cairo_restore (cr);
}
