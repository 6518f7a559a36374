#include "config.h"

#include "bobbin-memory-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What goes first when there is too little room: boxes become lines; then the
 * sentence below the sums; then the lines past the edge, counted; then the
 * sums; then the legend. */

#define LEGEND_SHARE 0.14 /* of the height, at most */

double
bobbin_memory_pad_px (const BobbinStyle *style)
{
  return round (style->spacing_px * 1.2);
}

double
bobbin_memory_title_px (const BobbinStyle *style)
{
  return round (style->text_px * 1.6);
}

double
bobbin_memory_row_px (const BobbinStyle *style)
{
  return round (style->small_px * 1.5);
}

double
bobbin_memory_line_px (const BobbinStyle *style)
{
  return round (style->small_px * 1.55);
}

guint64
bobbin_memory_get_reading (const BobbinMemory *memory, BobbinReading reading)
{
  switch (reading)
    {
    case BOBBIN_READING_RSS:
      return memory->rss_bytes;
    case BOBBIN_READING_PSS:
      return memory->pss_bytes;
    case BOBBIN_READING_USS:
    case BOBBIN_N_READINGS:
    default:
      return memory->uss_bytes;
    }
}

const char *
bobbin_memory_reading_name (BobbinReading reading)
{
  static const char *const names[] = { "RSS", "PSS", "USS" };

  return names[MIN (reading, BOBBIN_READING_USS)];
}

static BobbinMemoryCard *
get_card (const BobbinMemoryLayout *layout, guint i)
{
  return &g_array_index (layout->cards, BobbinMemoryCard, i);
}

static double
box_height (const BobbinStyle *style)
{
  return bobbin_memory_title_px (style) + BOBBIN_N_READINGS * bobbin_memory_row_px (style)
         + round (style->spacing_px * 1.2);
}

static double
box_width (const BobbinMemoryLayout *layout)
{
  return layout->name_px + layout->number_px + 4.0 * layout->style.small_px
         + 4.0 * layout->style.spacing_px;
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
  for (guint i = 0; layout->run != NULL && i < layout->run->processes->len; i++)
    {
      /* The first and the last of a group are its narrowest and its widest. */
      const BobbinRunProcess *process = bobbin_run_get_process (layout->run, i);
      const BobbinRunGroup *group = bobbin_run_get_group (layout->run, process->group);

      if (i + 1 == group->first_process + group->n_processes)
        {
          g_autofree char *label = bobbin_run_process_label (layout->run, i);

          layout->label_px = MAX (layout->label_px, ceil (bobbin_text_width (style, bold, label)));
        }
    }
}

/* The height of the sums with or without their sentence. */
static double
sums_height (const BobbinMemoryLayout *layout, guint group, double width, double *out_note_px)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->fine_px, .max_px = width, .max_lines = 4 };

  *out_note_px = ceil (bobbin_text_height (style, font, bobbin_memory_sums_note (layout->run, group)))
                 + round (style->spacing_px * 0.5);
  return bobbin_memory_title_px (style) + BOBBIN_N_READINGS * bobbin_memory_row_px (style);
}

/* Boxes in @n_columns, as high as they have to be. */
static gboolean
boxes_fit (const BobbinStyle *style, guint n, guint n_columns, double height)
{
  guint n_rows = (n + n_columns - 1) / n_columns;

  return n_rows * (box_height (style) + style->spacing_px) - style->spacing_px <= height;
}

static void
place_boxes (const BobbinMemoryLayout *layout, BobbinMemoryCard *card, const BobbinRunGroup *group,
             BobbinRect area)
{
  const BobbinStyle *style = &layout->style;
  guint n_rows = (group->n_processes + card->n_columns - 1) / card->n_columns;
  double gap = style->spacing_px;
  double width = floor ((area.width - gap * (card->n_columns - 1)) / card->n_columns);
  double height = floor ((area.height - gap * (n_rows - 1)) / n_rows);

  height = MIN (height, round (box_height (style) * 1.35));
  for (guint i = 0; i < group->n_processes; i++)
    {
      BobbinMemoryCell cell = { group->first_process + i,
                                { area.x + (width + gap) * (i % card->n_columns),
                                  area.y + (height + gap) * (i / card->n_columns), width, height } };

      g_array_append_val (card->cells, cell);
    }
}

static void
place_lines (const BobbinMemoryLayout *layout, BobbinMemoryCard *card, const BobbinRunGroup *group,
             BobbinRect area)
{
  const BobbinStyle *style = &layout->style;
  double line = bobbin_memory_line_px (style);
  guint n_lines = (guint) MAX (floor (area.height / line), 0.0);
  guint n_shown = group->n_processes;

  card->as_lines = TRUE;
  card->n_columns = 1;
  /* The sums of a single process say the same; and without room for a head,
   * a line and the count of the others, the card's own head says how many there are. */
  if ((group->n_processes == 1 && card->sums_rect.height > 0.0) || n_lines < (group->n_processes == 1 ? 2 : 3))
    {
      card->n_hidden = group->n_processes;
      return;
    }
  card->lines_head = (BobbinRect) { area.x, area.y, area.width, line };
  n_lines--;
  area.y += line;
  if (n_shown > n_lines)
    n_shown = n_lines - 1;
  card->n_hidden = group->n_processes - n_shown;
  card->more_rect = (BobbinRect) { area.x, area.y + n_shown * line, area.width, line };
  for (guint i = 0; i < n_shown; i++)
    {
      BobbinMemoryCell cell = { group->first_process + i,
                                { area.x, area.y + i * line, area.width, line } };

      g_array_append_val (card->cells, cell);
    }
}

/* What the lines of all processes take with their head; the sums speak for one. */
static double
lines_height (const BobbinStyle *style, const BobbinRunGroup *group)
{
  return group->n_processes == 1 ? 0.0 : (group->n_processes + 1) * bobbin_memory_line_px (style);
}

static void
fill_card (BobbinMemoryLayout *layout, BobbinMemoryCard *card)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, card->group);
  BobbinRect inner = bobbin_rect_inset (card->rect, bobbin_memory_pad_px (style));
  double note_px;
  double sums_px = sums_height (layout, card->group, inner.width, &note_px);

  card->sums = bobbin_run_group_memory (layout->run, card->group);
  card->head_px = round (style->text_px * 1.9);
  inner.y += card->head_px;
  inner.height -= card->head_px;

  if (inner.height >= sums_px)
    {
      double rest = inner.height - sums_px - style->spacing_px;

      /* The sentence only where it does not push out the processes. */
      if (rest - note_px >= (card->n_columns > 0 ? box_height (style) : lines_height (style, group))
          && (card->n_columns == 0
              || boxes_fit (style, group->n_processes, card->n_columns, rest - note_px)))
        {
          card->note_px = note_px;
          sums_px += note_px;
        }
      card->sums_rect = (BobbinRect) { inner.x, inner.y, inner.width, sums_px };
      inner.y += sums_px + style->spacing_px;
      inner.height = MAX (inner.height - sums_px - style->spacing_px, 0.0);
    }
  if (card->n_columns > 0 && boxes_fit (style, group->n_processes, card->n_columns, inner.height))
    place_boxes (layout, card, group, inner);
  else
    place_lines (layout, card, group, inner);
}

/* Columns of boxes per group so that all are seen in @height; 0 where they
 * have to be lines. Groups get more columns as long as the width allows. */
static void
choose_columns (BobbinMemoryLayout *layout, guint first, guint end, double width, double height)
{
  const BobbinStyle *style = &layout->style;
  double pad = bobbin_memory_pad_px (style);
  double room = height - 2.0 * pad - round (style->text_px * 1.9) - style->spacing_px
                - bobbin_memory_title_px (style) - BOBBIN_N_READINGS * bobbin_memory_row_px (style);
  guint most = MAX ((guint) ((width - (end - first) * 2.0 * pad) / (box_width (layout) + style->spacing_px)), 1);
  guint used = end - first;

  for (guint i = first; i < end; i++)
    get_card (layout, i)->n_columns = 1;
  for (guint i = first; i < end; i++)
    {
      BobbinMemoryCard *card = get_card (layout, i);
      guint n = bobbin_run_get_group (layout->run, card->group)->n_processes;

      while (!boxes_fit (style, n, card->n_columns, room) && used < most && card->n_columns < n)
        {
          card->n_columns++;
          used++;
        }
      if (!boxes_fit (style, n, card->n_columns, room))
        {
          used -= card->n_columns - 1;
          card->n_columns = 0;
        }
    }
}

/* Cards @first … @end side by side. */
static void
place_card_row (BobbinMemoryLayout *layout, guint first, guint end, BobbinRect row)
{
  double gap = layout->style.spacing_px * 1.5;
  double width = row.width - gap * (end - first - 1);
  double x = row.x;
  guint total = 0;

  choose_columns (layout, first, end, width, row.height);
  for (guint i = first; i < end; i++)
    total += MAX (get_card (layout, i)->n_columns, 1);
  for (guint i = first; i < end; i++)
    {
      BobbinMemoryCard *card = get_card (layout, i);
      double share = (double) MAX (card->n_columns, 1) / total;
      double right = i + 1 == end ? row.x + row.width : round (x + width * share);

      card->rect = (BobbinRect) { x, row.y, right - x, row.height };
      x = right + gap;
      fill_card (layout, card);
    }
}

static void
card_clear (gpointer data)
{
  BobbinMemoryCard *card = data;

  g_array_unref (card->cells);
}

static void
place_cards (BobbinMemoryLayout *layout, BobbinRect area)
{
  const BobbinStyle *style = &layout->style;
  guint n = layout->run->groups->len;
  double gap = round (style->spacing_px * 1.5);
  double least_width = box_width (layout) + 2.0 * bobbin_memory_pad_px (style);
  double least_height = round (style->text_px * 1.9) + 2.0 * bobbin_memory_pad_px (style);
  guint per_row = CLAMP ((guint) ((area.width + gap) / (least_width + gap)), 1, n);
  guint n_rows = (n + per_row - 1) / per_row;
  guint fit_rows = MAX ((guint) ((area.height + gap) / (least_height + gap)), 1);

  per_row = (n + n_rows - 1) / n_rows;
  if (n_rows > fit_rows)
    {
      n_rows = fit_rows;
      layout->n_hidden_groups = n - MIN (n, n_rows * per_row);
    }
  for (guint i = 0; i < n - layout->n_hidden_groups; i++)
    {
      BobbinMemoryCard card = { .group = i, .cells = g_array_new (FALSE, FALSE, sizeof (BobbinMemoryCell)) };

      g_array_append_val (layout->cards, card);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      double height = floor ((area.height - gap * (n_rows - 1)) / n_rows);
      guint end = MIN ((row + 1) * per_row, layout->cards->len);

      if (row * per_row < end)
        place_card_row (layout, row * per_row, end,
                        (BobbinRect) { area.x, area.y + row * (height + gap), area.width, height });
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

BobbinRect
bobbin_memory_cell_bar_row (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card,
                            const BobbinMemoryCell *cell, BobbinReading reading)
{
  const BobbinStyle *style = &layout->style;
  double pad = style->spacing_px;
  BobbinRect rect = cell->rect;

  if (card->as_lines)
    {
      double bar = floor ((rect.height - 3.0) / BOBBIN_N_READINGS);
      double x = rect.x + MIN (layout->label_px, rect.width * 0.4) + pad;
      gboolean all_numbers = bobbin_memory_line_shows_all (layout, card);
      double numbers = (all_numbers ? 3.0 : 1.0) * (layout->number_px + pad);

      return (BobbinRect) { x, rect.y + 1.0 + bar * reading,
                            MAX (rect.x + rect.width - numbers - x, 0.0), bar };
    }
  double title = bobbin_memory_title_px (style);
  double row = (rect.height - title - round (pad * 1.2)) / BOBBIN_N_READINGS;
  double y = round (rect.y + pad * 0.4 + title + row * reading);

  return (BobbinRect) { rect.x + pad, y, rect.width - 2.0 * pad, floor (row) };
}

gboolean
bobbin_memory_line_shows_all (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card)
{
  double pad = layout->style.spacing_px;

  return card->rect.width - 2.0 * bobbin_memory_pad_px (&layout->style)
         >= layout->label_px + 3.0 * (layout->number_px + pad) + pad + 5.0 * layout->style.small_px;
}

BobbinRect
bobbin_memory_sum_row (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card, BobbinReading reading)
{
  double row = bobbin_memory_row_px (&layout->style);

  return (BobbinRect) { card->sums_rect.x,
                        card->sums_rect.y + bobbin_memory_title_px (&layout->style) + row * reading,
                        card->sums_rect.width, row };
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

double
bobbin_memory_dots_px (const BobbinStyle *style)
{
  return MAX (round (style->text_px * 0.4), 4.0);
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
  place_cards (layout, area);
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
