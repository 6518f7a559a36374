#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Where the parts of a box lie, from its foot up. */

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
  box->n_foot_columns = width >= least * BOBBIN_PAGES_N_FOOT           ? BOBBIN_PAGES_N_FOOT
                        : width >= least * 2.0 - style->spacing_px ? 2
                                                                   : 1;
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

BobbinRect
bobbin_pages_cards_area (const BobbinPagesLayout *layout, BobbinPagesBox *box, double *out_foot_px, double *out_stacks_px)
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
    add_card (layout, box, i < found->n_shown ? bobbin_run_group_process (layout->run, box->group, i) : BOBBIN_PAGES_PARENT,
              (BobbinRect) { area.x + (found->width + gap) * (i % box->n_card_columns),
                             area.y + (found->height + gap) * (i / box->n_card_columns), found->width, found->height });
  n_rows = (n + box->n_card_columns - 1) / box->n_card_columns;
  area.y += n_rows * (found->height + gap);
  if (box->n_hidden > 0)
    box->more_rect = (BobbinRect) { area.x, area.y - (n_rows > 0 ? gap * 0.5 : 0.0), area.width,
                                    bobbin_pages_row_px (&layout->style, 0) };
}

void
bobbin_pages_place_box (const BobbinPagesLayout *layout, BobbinPagesBox *box)
{
  const BobbinStyle *style = &layout->style;
  guint n = bobbin_run_get_group (layout->run, box->group)->n_processes, least = 0, most = n;
  double foot_px, stacks_px, pad = bobbin_pages_card_pad_px (style);
  BobbinRect area = bobbin_pages_cards_area (layout, box, &foot_px, &stacks_px);
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
