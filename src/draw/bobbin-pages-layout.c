#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-memory-private.h"

#define LEGEND_SHARE  0.2  /* of the height, at most */
#define BECAUSE_SHARE 0.2

static BobbinPagesBox *
get_box (const BobbinPagesLayout *layout, guint i)
{
  return &g_array_index (layout->boxes, BobbinPagesBox, i);
}

static void
box_clear (gpointer data)
{
  g_array_unref (((BobbinPagesBox *) data)->cards);
}

/* What a system monitor would add up: those that are still there, as the sums have them. */
static guint64
get_monitor_bytes (const BobbinRun *run, const BobbinRunGroup *group)
{
  guint64 sum = 0;

  for (guint i = 0; i < group->n_processes; i++)
    {
      guint process = bobbin_run_group_process (run, group->id, i);

      if (bobbin_memory_ended_word (run, process) == NULL)
        sum += bobbin_run_get_process (run, process)->gtop_rss_bytes;
    }
  return sum;
}

static void
make_boxes (BobbinPagesLayout *layout)
{
  for (guint i = 0; i < layout->run->groups->len; i++)
    {
      const BobbinRunGroup *group = bobbin_run_get_group (layout->run, i);
      BobbinPagesBox box = { .group = i, .by_writer = group->spec->kind == BOBBIN_KIND_THREADS,
                             .cards = g_array_new (FALSE, FALSE, sizeof (BobbinPagesCard)),
                             .sums = bobbin_run_group_memory (layout->run, i),
                             .monitor_bytes = get_monitor_bytes (layout->run, group) };

      g_array_append_val (layout->boxes, box);
    }
}

static void
measure (BobbinPagesLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont bold = { .size_px = style->small_px, .bold = TRUE };
  const char *words[] = { _("own"), _("shared"), "RSS" };
  double number_px = bobbin_text_width (style, bold, "00.0 MiB") + style->spacing_px * 0.8;

  for (guint i = 0; i < layout->run->groups->len; i++)
    {
      const BobbinRunGroup *group = bobbin_run_get_group (layout->run, i);
      g_autofree char *name = bobbin_run_process_label (layout->run, bobbin_run_group_process (layout->run, i, group->n_processes - 1));

      if (group->spec->kind == BOBBIN_KIND_PROCESSES)
        layout->name_px = MAX (layout->name_px, ceil (bobbin_text_width (style, bold, name)));
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    layout->number_px = MAX (layout->number_px, bobbin_text_width (style, bold, words[i]));
  layout->number_px = ceil (layout->number_px + number_px);
  layout->own_px = ceil (bobbin_text_width (style, bold, _("own")) + number_px);
}

/* One scale for the bars of all groups. */
static void
choose_foot_scale (BobbinPagesLayout *layout)
{
  guint64 most = 1;
  double room = G_MAXDOUBLE;

  for (guint i = 0; i < layout->boxes->len; i++)
    {
      const BobbinPagesBox *box = get_box (layout, i);

      if (box->foot_rect.height > 0.0)
        room = MIN (room, bobbin_pages_foot_cell (layout, box, 0).width);
      for (guint k = 0; k < BOBBIN_PAGES_N_FOOT; k++)
        most = MAX (most, bobbin_pages_foot_bytes (box, k));
    }
  layout->foot_px_per_byte = room < G_MAXDOUBLE ? room / (double) most : 0.0;
}

/* Takes the top of @area when it is not too much. */
static BobbinRect
take_top (BobbinRect *area, double height_px, double most_px, double gap_px)
{
  BobbinRect top = { area->x, area->y, area->width, 0.0 };

  if (height_px > 0.0 && height_px <= most_px)
    {
      top.height = height_px;
      area->y += height_px + gap_px;
      area->height -= height_px + gap_px;
    }
  return top;
}

static void
take_head (BobbinPagesLayout *layout, BobbinRect *area, gboolean with_parent)
{
  const BobbinStyle *style = &layout->style;
  double gap_px = round (style->spacing_px * 0.5);
  BobbinFont font = { .size_px = style->small_px, .max_px = area->width, .max_lines = 2 };

  layout->legend = bobbin_pages_legend_new (layout->run, with_parent);
  layout->legend_rect = take_top (area, bobbin_legend_count_rows (layout->legend, style, area->width)
                                          * bobbin_legend_row_px (style), layout->height * LEGEND_SHARE, gap_px);
  if (layout->legend_rect.height <= 0.0)
    g_clear_pointer (&layout->legend, bobbin_legend_free);
  if (layout->run->pages_source != BOBBIN_PAGES_EXACT && layout->run->pages_because != NULL)
    layout->because_rect = take_top (area, ceil (bobbin_text_height (style, font, layout->run->pages_because)),
                                     layout->height * BECAUSE_SHARE, round (style->spacing_px));
}

/* The legend takes room and explains what is shown, which depends on the room:
 * it speaks of the parent's pages until there turns out to be no place for them. */
static void
lay_out (BobbinPagesLayout *layout, gboolean with_parent)
{
  BobbinRect area = { 0.0, 0.0, layout->width, layout->height };

  g_array_set_size (layout->boxes, 0);
  g_clear_pointer (&layout->legend, bobbin_legend_free);
  make_boxes (layout);
  take_head (layout, &area, with_parent);
  bobbin_pages_place_boxes (layout, area);
}

BobbinPagesLayout *
bobbin_pages_layout_new (const BobbinRun *run, const BobbinPageTurns *turns, double width, double height,
                         const BobbinStyle *style)
{
  BobbinPagesLayout *layout = g_new0 (BobbinPagesLayout, 1);

  layout->run = run;
  layout->turns = turns;
  layout->style = *style;
  layout->width = MAX (floor (width), 1.0);
  layout->height = MAX (floor (height), 1.0);
  layout->boxes = g_array_new (FALSE, FALSE, sizeof (BobbinPagesBox));
  g_array_set_clear_func (layout->boxes, box_clear);
  if (run == NULL)
    return layout;
  measure (layout);
  lay_out (layout, TRUE);
  if (!layout->detail.parent)
    lay_out (layout, FALSE);
  choose_foot_scale (layout);
  return layout;
}

void
bobbin_pages_layout_free (BobbinPagesLayout *layout)
{
  if (layout == NULL)
    return;
  bobbin_legend_free (layout->legend);
  g_array_unref (layout->boxes);
  g_free (layout);
}

guint
bobbin_pages_layout_get_n_hidden (const BobbinPagesLayout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->boxes->len; i++)
    n += get_box (layout, i)->n_hidden;
  return n;
}

gboolean
bobbin_pages_layout_shows_all (const BobbinPagesLayout *layout)
{
  return layout->run != NULL && bobbin_pages_layout_get_n_hidden (layout) == 0 && layout->n_hidden_groups == 0
         && layout->is_richest;
}

gboolean
bobbin_pages_layout_shows_sums (const BobbinPagesLayout *layout)
{
  return layout->n_hidden_groups == 0 && layout->detail.foot > 0;
}

guint
bobbin_pages_layout_get_pages_per_cell (const BobbinPagesLayout *layout, guint group)
{
  for (guint i = 0; i < layout->boxes->len; i++)
    if (get_box (layout, i)->group == group)
      return get_box (layout, i)->grid.pages_per_cell;
  return 0;
}

double
bobbin_pages_layout_natural_height (const BobbinRun *run, const BobbinStyle *style)
{
  guint n = 1;

  for (guint i = 0; run != NULL && i < run->groups->len; i++)
    n = MAX (n, bobbin_run_get_group (run, i)->n_processes);
  return round (style->text_px * (n > 4 ? 34.0 : 26.0));
}

double
bobbin_pages_layout_minimum_height (const BobbinStyle *style)
{
  return round (style->text_px * 12.0);
}
