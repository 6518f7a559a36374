#include "config.h"

#include "bobbin-pages-private.h"

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

/* ---- How the boxes lie ---- */

#define THREADS_WEIGHT 2.3

static double
get_weight (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  guint n = bobbin_run_get_group (layout->run, box->group)->n_processes;

  return box->by_writer ? layout->threads_weight : 1.0 + log2 (MAX (n, 1));
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
      BobbinRect area = bobbin_pages_cards_area (layout, box, &foot_px, &stacks_px);
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

/* Index into details; *@out_tries: how much had to be given up. */
static guint
choose_detail (BobbinPagesLayout *layout, guint *out_tries)
{
  *out_tries = 0;
  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    for (guint k = rounds[i].first; k < rounds[i].end; k++, ++*out_tries)
      {
        layout->detail = details[k];
        if (all_fit (layout, rounds[i].flags))
          return k;
      }
  return N_DETAILS - 1;
}

/* The smaller of the cells of all boxes. */
static guint
least_pitch (BobbinPagesLayout *layout)
{
  guint least = G_MAXUINT;

  for (guint i = 0; i < layout->boxes->len; i++)
    {
      BobbinPagesBox *box = get_box (layout, i);
      guint n = bobbin_run_get_group (layout->run, box->group)->n_processes;
      double foot_px, stacks_px;
      BobbinRect area = bobbin_pages_cards_area (layout, box, &foot_px, &stacks_px);
      BobbinPagesFit found = { 0 };

      if (!bobbin_pages_fit_coarsely (layout, box, n, area, &found))
        return 0;
      if (found.grid.n_pages > 0)
        least = MIN (least, found.grid.pitch_dpx);
    }
  return least;
}

static gboolean
has_one_foot_column (BobbinPagesLayout *layout)
{
  for (guint i = 0; i < layout->boxes->len; i++)
    if (get_box (layout, i)->by_writer && get_box (layout, i)->n_foot_columns < 2)
      return TRUE;
  return FALSE;
}

/* Threads have one grid where processes have one each, so how much width they
 * need is not known before it has been tried: what has to be left out counts
 * first, then how large the smallest cells are. */
static void
weigh_threads (BobbinPagesLayout *layout, BobbinRect area)
{
  static const double weights[] = { THREADS_WEIGHT, 1.9, 1.6, 1.35 };
  guint best_tries = G_MAXUINT, best_pitch = 0;
  double best = THREADS_WEIGHT;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      guint tries, pitch;

      layout->threads_weight = weights[i];
      arrange (layout, area);
      choose_detail (layout, &tries);
      /* Its sums should not have to stand one below the other. */
      if (i > 0 && layout->detail.foot > 0 && has_one_foot_column (layout))
        break;
      pitch = least_pitch (layout);
      if (tries < best_tries || (tries == best_tries && pitch > best_pitch))
        {
          best = weights[i];
          best_tries = tries;
          best_pitch = pitch;
        }
    }
  layout->threads_weight = best;
}

/* ---- Room that is left ---- */

static void
shift_box (BobbinPagesBox *box, double by)
{
  box->rect.y += by;
  box->more_rect.y += by;
  box->stacks_rect.y += by;
  box->foot_rect.y += by;
  for (guint i = 0; i < box->cards->len; i++)
    {
      BobbinPagesCard *card = &g_array_index (box->cards, BobbinPagesCard, i);

      card->rect.y += by;
      card->grid.y += by;
    }
}

/* Of its height what has nothing in it, between cards and foot. */
static double
get_slack (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  double pad = bobbin_pages_pad_px (&layout->style), used = box->rect.y + bobbin_pages_head_px (&layout->style) + pad;
  double end = box->rect.y + box->rect.height - pad;

  for (guint i = 0; i < box->cards->len; i++)
    {
      const BobbinPagesCard *card = &g_array_index (box->cards, BobbinPagesCard, i);

      used = MAX (used, card->rect.y + card->rect.height);
    }
  if (box->n_hidden > 0)
    used = MAX (used, box->more_rect.y + box->more_rect.height);
  if (box->foot_rect.height > 0.0)
    end = box->foot_rect.y - layout->style.spacing_px;
  return MAX (floor (end - used), 0.0);
}

/* Cards become higher, with nothing in what they gain. */
static void
spread_slack (const BobbinPagesLayout *layout, BobbinPagesBox *box)
{
  guint n_rows = (box->cards->len + box->n_card_columns - 1) / box->n_card_columns;
  double more = n_rows == 0 || box->n_hidden > 0 ? 0.0 : floor (get_slack (layout, box) / n_rows);

  for (guint i = 0; i < box->cards->len; i++)
    {
      BobbinPagesCard *card = &g_array_index (box->cards, BobbinPagesCard, i);
      double down = more * (i / box->n_card_columns);

      card->rect.y += down;
      card->rect.height += more;
      card->grid.y += down;
    }
}

/* Boxes end where what is in them ends, those side by side at the same height;
 * what the others have to spare is their cards'. */
static void
take_slack (BobbinPagesLayout *layout)
{
  double up = 0.0;

  for (guint first = 0, end; first < layout->boxes->len; first = end)
    {
      double slack = G_MAXDOUBLE, y = get_box (layout, first)->rect.y;

      for (end = first; end < layout->boxes->len && get_box (layout, end)->rect.y >= y
                        && get_box (layout, end)->rect.y <= y; end++)
        slack = MIN (slack, get_slack (layout, get_box (layout, end)));
      for (guint i = first; i < end; i++)
        {
          BobbinPagesBox *box = get_box (layout, i);

          box->rect.height -= slack;
          box->foot_rect.y -= slack;
          shift_box (box, -up);
          spread_slack (layout, box);
        }
      up += slack;
    }
}

void
bobbin_pages_place_boxes (BobbinPagesLayout *layout, BobbinRect area)
{
  guint tries;

  layout->threads_weight = THREADS_WEIGHT;
  arrange (layout, area);
  if (layout->boxes->len == 2 && layout->n_hidden_groups == 0
      && get_box (layout, 0)->by_writer != get_box (layout, 1)->by_writer)
    {
      weigh_threads (layout, area);
      arrange (layout, area);
    }
  layout->is_richest = choose_detail (layout, &tries) <= 1;
  for (guint i = 0; i < layout->boxes->len; i++)
    bobbin_pages_place_box (layout, get_box (layout, i));
  take_slack (layout);
}
