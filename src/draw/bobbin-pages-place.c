#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What goes first when there is too little room, for all groups alike:
 *
 *   the parent's card; the sentence below the sums; RSS, PSS and USS of each process
 *   then a cell stands for more pages than it has to
 *   then the names of the threads' stacks; the shared bytes; the stacks; the own bytes; the sums
 *   then the cards past the edge, counted, and groups past the edge
 *
 * The legend goes when it would take too large a part of the height. */

static const BobbinPagesDetail details[] = {
  { TRUE, 5, 2, 2 },  { FALSE, 5, 2, 2 }, { FALSE, 5, 2, 1 }, { FALSE, 2, 2, 1 }, { FALSE, 2, 1, 1 },
  { FALSE, 1, 1, 1 }, { FALSE, 1, 0, 1 }, { FALSE, 0, 0, 1 }, { FALSE, 0, 0, 0 },
};
#define N_DETAILS G_N_ELEMENTS (details)

#define COMFORT 0.45 /* of a card's height is its grid, or numbers have pushed it out */

static BobbinPagesBox *
get_box (const BobbinPagesLayout *layout, guint i)
{
  return &g_array_index (layout->boxes, BobbinPagesBox, i);
}

/* ---- Parts of a box ---- */

static double
foot_height (const BobbinPagesLayout *layout, BobbinPagesBox *box, double width)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont number = { .size_px = style->text_px, .bold = TRUE };
  double least = 0.0;

  box->note_px = 0.0;
  if (layout->detail.foot == 0)
    return 0.0;
  for (guint i = 0; i < BOBBIN_PAGES_N_FOOT; i++)
    least = MAX (least, bobbin_text_width (style, (BobbinFont) { .size_px = style->fine_px },
                                           bobbin_pages_foot_name (layout, box, i)));
  least = MAX (least, bobbin_text_width (style, number, "00.0 MiB")) + style->spacing_px;
  box->n_foot_columns = width >= least * BOBBIN_PAGES_N_FOOT ? BOBBIN_PAGES_N_FOOT : 2;
  if (layout->detail.foot > 1)
    {
      BobbinFont font = { .size_px = style->fine_px, .max_px = width, .max_lines = 4 };
      g_autofree char *note = bobbin_pages_foot_note (layout, box);

      box->note_px = ceil (bobbin_text_height (style, font, note)) + round (style->spacing_px * 0.5);
    }
  return bobbin_pages_foot_row_px (style) * (BOBBIN_PAGES_N_FOOT / box->n_foot_columns) + box->note_px;
}

/* Two rows of stacks at most; what is left out is counted in the last place. */
static double
stacks_height (const BobbinPagesLayout *layout, BobbinPagesBox *box, double width)
{
  const BobbinStyle *style = &layout->style;
  guint n = bobbin_run_get_group (layout->run, box->group)->n_workers, n_rows;
  gboolean is_named = layout->detail.stacks > 1;
  BobbinFont fine = { .size_px = style->fine_px };
  double least = bobbin_text_width (style, fine, is_named ? _("its own stack") : "00.0 KiB");
  double gap = round (style->spacing_px * 0.6);

  if (!box->by_writer || layout->detail.stacks == 0)
    return 0.0;
  if (is_named)
    {
      g_autofree char *sized = g_strdup_printf (_("stack %s"), "00.0 KiB");

      least = MAX (least, bobbin_text_width (style, fine, sized));
    }
  least += bobbin_pages_stack_tab_px (style, is_named) + round (style->spacing_px * 1.2);
  box->n_stack_columns = CLAMP ((guint) ((width + gap) / (least + gap)), 1, n);
  n_rows = MIN ((n + box->n_stack_columns - 1) / box->n_stack_columns, 2);
  box->n_stack_columns = MIN (box->n_stack_columns, (n + n_rows - 1) / n_rows);
  box->n_stack_columns = MAX (box->n_stack_columns, 1);
  box->n_stacks = MIN (n, n_rows * box->n_stack_columns);
  box->stack_px = round (style->fine_px * (is_named ? 2.0 : 1.0) * 1.3 + style->spacing_px * 0.6);
  return bobbin_pages_name_px (style) + n_rows * (box->stack_px + gap);
}

/* What is left for cards. */
static BobbinRect
cards_area (const BobbinPagesLayout *layout, BobbinPagesBox *box, double *out_foot_px, double *out_stacks_px)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect area = bobbin_rect_inset (box->rect, bobbin_pages_pad_px (style));
  double used = bobbin_pages_head_px (style);

  *out_foot_px = foot_height (layout, box, area.width);
  *out_stacks_px = stacks_height (layout, box, area.width - 2.0 * bobbin_pages_card_pad_px (style));
  if (*out_foot_px > 0.0)
    used += *out_foot_px + style->spacing_px;
  area.y += bobbin_pages_head_px (style);
  area.height = MAX (area.height - used - *out_stacks_px, 0.0);
  return area;
}

static void
add_card (const BobbinPagesLayout *layout, BobbinPagesBox *box, guint process, BobbinRect rect)
{
  const BobbinStyle *style = &layout->style;
  double pad = bobbin_pages_card_pad_px (style), top = rect.y + bobbin_pages_name_px (style);
  BobbinPagesCard card = { process, rect,
                           { rect.x + pad, top, rect.width - 2.0 * pad,
                             rect.height - bobbin_pages_card_frame_px (layout, box) } };

  if (box->grid.n_pages > 0)
    {
      double width = box->grid.n_columns * box->grid.pitch_dpx / style->device_scale;

      card.grid.x += floor ((card.grid.width - width) / 2.0);
      card.grid.width = width;
      card.grid.height = box->grid.n_rows * box->grid.pitch_dpx / style->device_scale;
    }
  g_array_append_val (box->cards, card);
}

static void
place_cards (const BobbinPagesLayout *layout, BobbinPagesBox *box, const BobbinPagesFit *found, BobbinRect area)
{
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, box->group);
  double gap = layout->style.spacing_px;
  guint n = found->n_shown + (bobbin_pages_shows_parent (layout, box) && found->n_shown > 0 ? 1 : 0), n_rows;

  box->grid = found->grid;
  box->n_card_columns = MAX (found->n_columns, 1);
  box->n_hidden = group->n_processes - found->n_shown;
  for (guint i = 0; i < n; i++)
    add_card (layout, box, i < found->n_shown ? group->first_process + i : BOBBIN_PAGES_PARENT,
              (BobbinRect) { area.x + (found->width + gap) * (i % box->n_card_columns),
                             area.y + (found->height + gap) * (i / box->n_card_columns), found->width, found->height });
  n_rows = (n + box->n_card_columns - 1) / box->n_card_columns;
  area.y += n_rows * (found->height + gap);
  if (box->n_hidden > 0)
    box->more_rect = (BobbinRect) { area.x, area.y - (n_rows > 0 ? gap * 0.5 : 0.0), area.width,
                                    bobbin_pages_row_px (&layout->style, 0) };
}

static void
place_box (const BobbinPagesLayout *layout, BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  guint n = bobbin_run_get_group (layout->run, box->group)->n_processes, least = 0, most = n;
  double foot_px, stacks_px, pad = bobbin_pages_card_pad_px (style);
  BobbinRect area = cards_area (layout, box, &foot_px, &stacks_px);
  BobbinPagesFit found = { 0 };

  if (!bobbin_pages_fit_coarsely (layout, box, n, area, &found))
    {
      /* As many as there is room for, and a line that counts the others. */
      BobbinRect rest = area;

      rest.height -= bobbin_pages_row_px (style, 0);
      found = (BobbinPagesFit) { 0 };
      while (least + 1 < most)
        {
          guint middle = (least + most) / 2;
          BobbinPagesFit tried = { 0 };

          if (bobbin_pages_fit_coarsely (layout, box, middle, rest, &tried))
            {
              least = middle;
              found = tried;
            }
          else
            most = middle;
        }
    }
  place_cards (layout, box, &found, area);
  if (foot_px > 0.0)
    box->foot_rect = (BobbinRect) { area.x, box->rect.y + box->rect.height - bobbin_pages_pad_px (style) - foot_px,
                                    area.width, foot_px };
  if (stacks_px > 0.0 && box->cards->len > 0)
    {
      BobbinPagesCard *card = &g_array_index (box->cards, BobbinPagesCard, 0);

      box->stacks_rect = (BobbinRect) { card->rect.x + pad, card->rect.y + card->rect.height,
                                        card->rect.width - 2.0 * pad, stacks_px };
      card->rect.height += stacks_px;
    }
}

/* ---- Boxes ---- */

static double
get_weight (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  guint n = bobbin_run_get_group (layout->run, box->group)->n_processes;

  return box->by_writer ? 2.3 : 1.0 + log2 (MAX (n, 1));
}

/* Boxes @first … @end in @area, side by side or one below the other. */
static void
divide (BobbinPagesLayout *layout, guint first, guint end, BobbinRect area, gboolean across)
{
  double gap = round (layout->style.spacing_px * 1.5), total = 0.0, at = across ? area.x : area.y;
  double room = (across ? area.width : area.height) - gap * (end - first - 1);

  for (guint i = first; i < end; i++)
    total += get_weight (layout, get_box (layout, i));
  for (guint i = first; i < end; i++)
    {
      BobbinPagesBox *box = get_box (layout, i);
      double size = floor (room * get_weight (layout, box) / total);

      if (i + 1 == end)
        size = (across ? area.x + area.width : area.y + area.height) - at;
      box->rect = across ? (BobbinRect) { at, area.y, size, area.height } : (BobbinRect) { area.x, at, area.width, size };
      at += size + gap;
    }
}

static void
arrange (BobbinPagesLayout *layout, BobbinRect area)
{
  const BobbinStyle *style = &layout->style;
  double gap = round (style->spacing_px * 1.5);
  double least_width = 15.0 * style->small_px, least_height = 6.0 * style->small_px;
  guint n = layout->boxes->len, per_row = CLAMP ((guint) ((area.width + gap) / (least_width + gap)), 1, n), n_rows;

  if (n == 2 && area.width < area.height * 0.95)
    {
      divide (layout, 0, 2, area, FALSE);
      return;
    }
  n_rows = (n + per_row - 1) / per_row;
  if (n_rows == 1 && n > 2 && area.height > area.width * 0.45)
    n_rows = 2;
  n_rows = MIN (n_rows, MAX ((guint) ((area.height + gap) / (least_height + gap)), 1));
  per_row = MIN ((n + n_rows - 1) / n_rows, per_row);
  for (guint row = 0; row < n_rows; row++)
    {
      double height = floor ((area.height - gap * (n_rows - 1)) / n_rows);
      guint end = MIN ((row + 1) * per_row, n);

      if (row * per_row < end)
        divide (layout, row * per_row, end, (BobbinRect) { area.x, area.y + row * (height + gap), area.width, height },
                TRUE);
    }
  layout->n_hidden_groups = n > n_rows * per_row ? n - n_rows * per_row : 0;
  g_array_set_size (layout->boxes, n - layout->n_hidden_groups);
}

static gboolean
is_comfortable (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPagesFit *found,
                double stacks_px)
{
  return found->grid.n_pages == 0
         || found->height - bobbin_pages_card_frame_px (layout, box) >= COMFORT * (found->height + stacks_px);
}

typedef enum {
  FIT_EXACTLY = 1 << 0, /* one cell for as few pages as can be */
  FIT_WELL    = 1 << 1, /* and with a grid that is not pushed out by numbers */
  FIT_ONE     = 1 << 2, /* at least one process of each group; else all of them */
} FitFlags;

static gboolean
all_fit (BobbinPagesLayout *layout, FitFlags flags)
{
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      BobbinPagesBox *box = get_box (layout, i);
      guint n = bobbin_run_get_group (layout->run, box->group)->n_processes;
      double foot_px, stacks_px;
      BobbinRect area = cards_area (layout, box, &foot_px, &stacks_px);
      BobbinPagesFit found = { 0 };
      gboolean fits;

      if (flags & FIT_ONE)
        {
          n = 1;
          area.height -= bobbin_pages_row_px (&layout->style, 0);
        }
      fits = flags & FIT_EXACTLY ? bobbin_pages_fit (layout, box, n, 1, area, &found)
                                 : bobbin_pages_fit_coarsely (layout, box, n, area, &found);
      if (!fits || (flags & FIT_WELL && !is_comfortable (layout, box, &found, stacks_px)))
        return FALSE;
    }
  return TRUE;
}

/* What is tried, in this order. */
static const struct {
  guint    first, end; /* of details */
  FitFlags flags;
} rounds[] = {
  { 0, 5, FIT_EXACTLY | FIT_WELL },
  { 2, N_DETAILS, FIT_WELL },
  { 2, N_DETAILS, 0 },
  { 5, N_DETAILS, FIT_ONE },
};

static guint
choose_detail (BobbinPagesLayout *layout)
{
  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    for (guint k = rounds[i].first; k < rounds[i].end; k++)
      {
        layout->detail = details[k];
        if (all_fit (layout, rounds[i].flags))
          return k;
      }
  return N_DETAILS - 1;
}

void
bobbin_pages_place_boxes (BobbinPagesLayout *layout, BobbinRect area)
{
  arrange (layout, area);
  layout->is_richest = choose_detail (layout) <= 1;
  for (guint i = 0; i < layout->boxes->len; i++)
    place_box (layout, get_box (layout, i));
}
