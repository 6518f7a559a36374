#include "config.h"

#include "bobbin-memory-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEGEND_SHARE 0.14 /* of the height, at most */

static BobbinMemoryCard *
get_card (const BobbinMemoryLayout *layout, guint i)
{
  return &g_array_index (layout->cards, BobbinMemoryCard, i);
}

static void
measure (BobbinMemoryLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont bold = { .size_px = style->small_px, .bold = TRUE };

  layout->name_px = ceil (bobbin_text_width (style, bold, "RSS"));
  layout->number_px = ceil (bobbin_text_width (style, bold, "00.0 MiB"));
  /* TRANSLATORS: %s is RSS, PSS or USS. */
  g_autofree char *sum = g_strdup_printf (_("Sum of %s"), "RSS");
  layout->sum_name_px = ceil (bobbin_text_width (style, bold, sum));
  for (guint i = 0; layout->run != NULL && i < layout->run->groups->len; i++)
    {
      /* The last of a group is its widest. */
      guint last = bobbin_run_group_process (layout->run, i, bobbin_run_get_group (layout->run, i)->n_processes - 1);
      g_autofree char *label = bobbin_run_process_label (layout->run, last);

      layout->label_px = MAX (layout->label_px, ceil (bobbin_text_width (style, bold, label)));
    }
}

/* The width that a bar may have in a row of a cell, of the sums. */
static double
bar_room (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card, const BobbinMemoryCell *cell)
{
  BobbinRect row = bobbin_memory_cell_bar_row (layout, card, cell, BOBBIN_READING_RSS);

  if (card->as_lines)
    return row.width;
  return row.width - layout->name_px - layout->number_px - 2.0 * layout->style.spacing_px;
}

/* One size for all titles, or one group would look more important than another. */
static void
choose_title_size (BobbinMemoryLayout *layout)
{
  layout->sum_title_px = layout->style.text_px;
  for (guint i = 0; i < layout->cards->len; i++)
    {
      const BobbinMemoryCard *card = get_card (layout, i);
      BobbinFont bold = { .size_px = layout->sum_title_px, .bold = TRUE };
      g_autofree char *title = bobbin_memory_sums_title (layout->run, card->group);

      if (card->sums_rect.height > 0.0)
        layout->sum_title_px = bobbin_text_fit (&layout->style, bold, card->sums_rect.width, title).size_px;
    }
}

/* One scale for all: the tightest bar decides for the largest number. */
static void
choose_scales (BobbinMemoryLayout *layout)
{
  guint64 most = 1, most_sum = 1;
  double room = G_MAXDOUBLE, sum_room = G_MAXDOUBLE;

  for (guint i = 0; i < layout->run->processes->len; i++)
    most = MAX (most, bobbin_run_get_process (layout->run, i)->memory.rss_bytes);
  for (guint i = 0; i < layout->cards->len; i++)
    {
      const BobbinMemoryCard *card = get_card (layout, i);

      most_sum = MAX (most_sum, card->sums.rss_bytes);
      if (card->sums_rect.height > 0.0)
        sum_room = MIN (sum_room, card->sums_rect.width - layout->sum_name_px - layout->number_px
                                    - 2.0 * layout->style.spacing_px);
      if (card->cells->len > 0)
        room = MIN (room, bar_room (layout, card, &g_array_index (card->cells, BobbinMemoryCell, 0)));
    }
  layout->px_per_byte = room < G_MAXDOUBLE ? MAX (room, 0.0) / (double) most : 0.0;
  layout->sum_px_per_byte = sum_room < G_MAXDOUBLE ? MAX (sum_room, 0.0) / (double) most_sum : 0.0;
}

static void
make_legend (BobbinMemoryLayout *layout)
{
  const BobbinTheme *theme = layout->style.theme;
  double pitch_px = bobbin_memory_dots_px (&layout->style);

  layout->legend = bobbin_legend_new ();
  bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
    .kind = BOBBIN_SWATCH_FILL, .fill = theme->process_fill, .edge = theme->process });
  bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
    .kind = BOBBIN_SWATCH_FILL, .fill = theme->thread_fill, .edge = theme->thread, .joined = TRUE,
    .rounded = TRUE, .label = (char *) _("Its own pages") });
  bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
    .kind = BOBBIN_SWATCH_DOTS, .fill = theme->card, .edge = theme->mark, .ink = theme->mark,
    .pitch_px = pitch_px, .label = (char *) _("Pages shared with other processes") });
}

static void
card_clear (gpointer data)
{
  BobbinMemoryCard *card = data;

  g_array_unref (card->cells);
}

BobbinMemoryLayout *
bobbin_memory_layout_new (const BobbinRun *run, double width, double height, const BobbinStyle *style)
{
  BobbinMemoryLayout *layout = g_new0 (BobbinMemoryLayout, 1);
  BobbinRect area = { 0.0, 0.0, MAX (width, 1.0), MAX (height, 1.0) };
  double legend_px;

  layout->run = run;
  layout->style = *style;
  layout->width = area.width;
  layout->height = area.height;
  layout->cards = g_array_new (FALSE, FALSE, sizeof (BobbinMemoryCard));
  g_array_set_clear_func (layout->cards, card_clear);
  if (run == NULL)
    return layout;

  make_legend (layout);
  legend_px = bobbin_legend_count_rows (layout->legend, style, width) * bobbin_legend_row_px (style);
  if (legend_px <= height * LEGEND_SHARE)
    {
      layout->legend_rect = (BobbinRect) { 0.0, 0.0, area.width, legend_px };
      area.y += legend_px + round (style->spacing_px * 0.5);
      area.height -= area.y;
    }
  else
    g_clear_pointer (&layout->legend, bobbin_legend_free);

  measure (layout);
  bobbin_memory_place_cards (layout, area);
  choose_title_size (layout);
  choose_scales (layout);
  return layout;
}

void
bobbin_memory_layout_free (BobbinMemoryLayout *layout)
{
  if (layout == NULL)
    return;
  bobbin_legend_free (layout->legend);
  g_array_unref (layout->cards);
  g_free (layout);
}

gboolean
bobbin_memory_layout_shows_all (const BobbinMemoryLayout *layout)
{
  for (guint i = 0; i < layout->cards->len; i++)
    {
      const BobbinMemoryCard *card = get_card (layout, i);

      if (card->as_lines || card->n_hidden > 0 || card->note_px <= 0.0)
        return FALSE;
    }
  return layout->run != NULL && layout->n_hidden_groups == 0;
}

gboolean
bobbin_memory_layout_shows_sums (const BobbinMemoryLayout *layout)
{
  for (guint i = 0; i < layout->cards->len; i++)
    if (get_card (layout, i)->sums_rect.height <= 0.0)
      return FALSE;
  return layout->n_hidden_groups == 0;
}
