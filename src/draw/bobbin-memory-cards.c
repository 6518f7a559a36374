#include "bobbin-memory-private.h"

#include <math.h>

/* What goes first when there is too little room: boxes become lines; then the
 * sentence below the sums; then the lines past the edge, counted; then the
 * sums; then the legend. */

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
      BobbinMemoryCell cell = { bobbin_run_group_process (layout->run, group->id, i),
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
      BobbinMemoryCell cell = { bobbin_run_group_process (layout->run, group->id, i),
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

void
bobbin_memory_place_cards (BobbinMemoryLayout *layout, BobbinRect area)
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
