#include "config.h"

#include "bobbin-kinship-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Legend and sentence stand beside the matrix where that is wide enough, else above it.
 *
 * What goes first when there is too little room: the sentence; the legend;
 * the workers' names (then their numbers, then every second number, and so on);
 * the marks inside the squares. The squares always stay, and their groups. */

#define MOST_CELL_EM   6.0
#define NAMES_FROM     1.25 /* cells so many small texts high */
#define LEGEND_SHARE   0.2
#define NOTE_FROM_EM   22.0

#define WHAT_NOTHING BOBBIN_KINSHIP_N_MARKS
#define WHAT_UNKNOWN (BOBBIN_KINSHIP_N_MARKS + 1)

gboolean
bobbin_kinship_is_known (const BobbinRun *run)
{
  return run != NULL && run->kinship.valid && run->kinship.n_tasks > 0;
}

char *
bobbin_kinship_task_label (const BobbinRun *run, guint task)
{
  guint worker = run->kinship.tasks[task];

  return worker == BOBBIN_KIN_PARENT ? g_strdup (_("Parent")) : bobbin_run_worker_label (run, worker);
}

char *
bobbin_kinship_group_label (const BobbinRun *run, guint group)
{
  return group == G_MAXUINT ? g_strdup (_("Parent")) : bobbin_run_group_label (run, group);
}

double
bobbin_kinship_group_px (const BobbinStyle *style, const char *label)
{
  BobbinFont font = { .size_px = style->fine_px, .bold = TRUE };

  return ceil (bobbin_text_width (style, font, label) + style->spacing_px);
}

const char *
bobbin_kinship_kin_label (BobbinKin kin)
{
  static const char *const labels[BOBBIN_N_KINS] = {
    N_("address space"), N_("open files"), N_("directory"), N_("signal handlers"), N_("standard input"),
  };

  return _(labels[MIN (kin, BOBBIN_N_KINS - 1)]);
}

guint
bobbin_kinship_count (const BobbinKinship *kinship, guint a, guint b, guint *out_n_unknown)
{
  guint n = 0;

  *out_n_unknown = 0;
  for (guint kin = 0; kin < BOBBIN_KINSHIP_N_MARKS; kin++)
    {
      BobbinKinshipAnswer answer = bobbin_kinship_get (kinship, (BobbinKin) kin, a, b);

      n += answer == BOBBIN_KINSHIP_SAME;
      *out_n_unknown += answer == BOBBIN_KINSHIP_UNKNOWN;
    }
  return n;
}

/* ---- Where ---- */

static void
find_blocks (BobbinKinshipLayout *layout)
{
  const BobbinKinship *kinship = &layout->run->kinship;

  for (guint i = 0; i < kinship->n_tasks; i++)
    {
      guint worker = kinship->tasks[i];
      guint group = worker == BOBBIN_KIN_PARENT ? G_MAXUINT : bobbin_run_get_worker (layout->run, worker)->group;
      BobbinKinshipBlock *last = layout->blocks->len == 0 ? NULL
                                 : &g_array_index (layout->blocks, BobbinKinshipBlock, layout->blocks->len - 1);

      if (last != NULL && last->group == group)
        last->end = i + 1;
      else
        {
          BobbinKinshipBlock block = { .group = group, .first = i, .end = i + 1 };

          g_array_append_val (layout->blocks, block);
        }
    }
}

double
bobbin_kinship_task_px (const BobbinKinshipLayout *layout, guint task)
{
  for (guint i = 0; i < layout->blocks->len; i++)
    {
      const BobbinKinshipBlock *block = &g_array_index (layout->blocks, BobbinKinshipBlock, i);

      if (task < block->end)
        return block->at_px + (task - block->first) * layout->cell_px;
    }
  return 0.0;
}

BobbinRect
bobbin_kinship_cell_rect (const BobbinKinshipLayout *layout, guint row, guint column)
{
  double size = layout->cell_px - layout->gap_px;

  return (BobbinRect) { layout->matrix.x + bobbin_kinship_task_px (layout, column),
                        layout->matrix.y + bobbin_kinship_task_px (layout, row), size, size };
}

/* Between blocks. */
static double
block_gap (const BobbinKinshipLayout *layout)
{
  return round (layout->style.spacing_px * 0.8);
}

static double
find_cell (const BobbinKinshipLayout *layout, double width, double height)
{
  double gaps = (layout->blocks->len - 1) * block_gap (layout);
  double cell = floor ((MIN (width, height) - gaps) / layout->run->kinship.n_tasks);

  return MIN (cell, round (MOST_CELL_EM * layout->style.text_px));
}

/* Squares become a little smaller where the last box would not have room for its name. */
static void
leave_overhang (BobbinKinshipLayout *layout, BobbinRect area)
{
  const BobbinKinshipBlock *last = &g_array_index (layout->blocks, BobbinKinshipBlock, layout->blocks->len - 1);
  g_autofree char *label = bobbin_kinship_group_label (layout->run, last->group);
  double gaps = (layout->blocks->len - 1) * block_gap (layout);
  double room = area.width - layout->side_px - gaps - bobbin_kinship_group_px (&layout->style, label);
  double cell = floor (room / MAX (last->first, 1));

  if (last->first > 0 && layout->cell_px > cell && cell >= 0.8 * layout->cell_px)
    layout->cell_px = cell;
}

/* The names take their width from the matrix, so they are there only when its
 * rows stay high enough for them. */
static void
choose_cell (BobbinKinshipLayout *layout, BobbinRect area)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px };
  double names = 0.0, number = ceil (bobbin_text_width (style, (BobbinFont) { .size_px = style->fine_px }, "000"));
  double gap = style->spacing_px;

  layout->band_px = round (style->small_px * 1.7);
  for (guint i = 0; i < layout->run->kinship.n_tasks; i++)
    {
      g_autofree char *label = bobbin_kinship_task_label (layout->run, i);

      names = MAX (names, ceil (bobbin_text_width (style, font, label)));
    }
  layout->top_px = layout->band_px + round (style->fine_px * 1.5);
  layout->side_px = layout->band_px + names + 2.0 * gap;
  layout->cell_px = find_cell (layout, area.width - layout->side_px, area.height - layout->top_px);
  if (layout->cell_px < NAMES_FROM * style->small_px || names > area.width * 0.34)
    {
      layout->side_px = layout->band_px + number + 2.0 * gap;
      layout->cell_px = find_cell (layout, area.width - layout->side_px, area.height - layout->top_px);
    }
  leave_overhang (layout, area);
  layout->cell_px = MAX (layout->cell_px, 1.0);
  layout->gap_px = layout->cell_px >= 24.0 ? 3.0 : layout->cell_px >= 10.0 ? 2.0 : layout->cell_px >= 4.0 ? 1.0 : 0.0;
}

/* The parent's box is a single square wide, which is too narrow for its name; right of it there is nothing. */
static void
measure_overhang (BobbinKinshipLayout *layout, double end)
{
  const BobbinKinshipBlock *last = &g_array_index (layout->blocks, BobbinKinshipBlock, layout->blocks->len - 1);
  g_autofree char *label = bobbin_kinship_group_label (layout->run, last->group);
  double more = bobbin_kinship_group_px (&layout->style, label) - last->size_px;

  layout->overhang_px = CLAMP (more, 0.0, MAX (end - layout->matrix.x - layout->matrix.width, 0.0));
}

static void
place (BobbinKinshipLayout *layout, BobbinRect area)
{
  double at = 0.0;

  choose_cell (layout, area);
  for (guint i = 0; i < layout->blocks->len; i++)
    {
      BobbinKinshipBlock *block = &g_array_index (layout->blocks, BobbinKinshipBlock, i);

      block->at_px = at;
      block->size_px = (block->end - block->first) * layout->cell_px - layout->gap_px;
      at += block->size_px + layout->gap_px + block_gap (layout);
    }
  at -= block_gap (layout) + layout->gap_px;
  layout->matrix = (BobbinRect) { area.x + layout->side_px, area.y + layout->top_px, at, at };
  measure_overhang (layout, area.x + area.width);
}

/* ---- Legend ---- */

static void
paint_cb (cairo_t *cr, const BobbinStyle *style, BobbinRect rect, guint what)
{
  BobbinKinshipAnswer answers[BOBBIN_KINSHIP_N_MARKS];

  if (what < BOBBIN_KINSHIP_N_MARKS)
    {
      bobbin_kinship_draw_mark (cr, style, BOBBIN_KIND_THREADS, (BobbinKin) what, rect);
      return;
    }
  for (guint i = 0; i < BOBBIN_KINSHIP_N_MARKS; i++)
    answers[i] = what == WHAT_UNKNOWN ? BOBBIN_KINSHIP_UNKNOWN : BOBBIN_KINSHIP_APART;
  bobbin_kinship_draw_pair (cr, style, BOBBIN_KIND_THREADS, rect, answers, FALSE);
}

static void
make_legend (BobbinKinshipLayout *layout)
{
  const BobbinKinship *kinship = &layout->run->kinship;
  gboolean any_unknown = FALSE;

  for (guint i = 0; i < kinship->n_tasks * BOBBIN_KINSHIP_N_MARKS; i++)
    any_unknown |= kinship->classes[i] == BOBBIN_KIN_UNKNOWN;
  layout->legend = bobbin_legend_new ();
  for (guint what = 0; what <= WHAT_UNKNOWN; what++)
    if (what != WHAT_UNKNOWN || any_unknown)
      {
        const char *label = what == WHAT_NOTHING ? _("nothing in common") : what == WHAT_UNKNOWN ? _("not known")
                            : bobbin_kinship_kin_label ((BobbinKin) what);

        bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
          .kind = BOBBIN_SWATCH_PAINTED, .paint = paint_cb, .what = what, .label = (char *) label });
      }
}

/* In @column, one entry below the other. */
static void
place_words_beside (BobbinKinshipLayout *layout, BobbinRect column)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px, .max_px = column.width, .max_lines = 8 };
  g_autofree char *note = bobbin_kinship_note (layout->run);
  double legend_px = bobbin_legend_get_n (layout->legend) * bobbin_legend_row_px (style);
  double note_px = ceil (bobbin_text_height (style, font, note)), note_y = legend_px + round (style->spacing_px * 1.5);

  layout->legend_rect = (BobbinRect) { column.x, column.y, 1.0, legend_px }; /* no two beside each other */
  if (note_y + note_px <= column.height)
    {
      layout->note_rect = (BobbinRect) { column.x, column.y + note_y, column.width, note_px };
      layout->n_note_lines = 8;
    }
}

static void
place_words_above (BobbinKinshipLayout *layout, BobbinRect *area)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->small_px, .max_px = area->width, .max_lines = 2 };
  double legend_px = bobbin_legend_count_rows (layout->legend, style, area->width) * bobbin_legend_row_px (style);
  double note_px;

  if (legend_px <= area->height * LEGEND_SHARE)
    {
      layout->legend_rect = (BobbinRect) { area->x, area->y, area->width, legend_px };
      area->y += legend_px + round (style->spacing_px * 0.5);
      area->height -= legend_px + round (style->spacing_px * 0.5);
    }
  else
    g_clear_pointer (&layout->legend, bobbin_legend_free);
  if (area->height >= NOTE_FROM_EM * style->text_px)
    {
      g_autofree char *note = bobbin_kinship_note (layout->run);

      note_px = ceil (bobbin_text_height (style, font, note)) + round (style->spacing_px);
      layout->note_rect = (BobbinRect) { area->x, area->y, area->width, note_px };
      layout->n_note_lines = 2;
      area->y += note_px;
      area->height -= note_px;
    }
}

static void
lay_out (BobbinKinshipLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  BobbinRect area = { 0.0, 0.0, layout->width, layout->height };
  double gap = round (style->spacing_px * 2.5), column, legend_px;

  make_legend (layout);
  find_blocks (layout);
  column = MAX (ceil (bobbin_legend_get_used_px (layout->legend, style, 1.0)), 13.0 * style->small_px);
  legend_px = bobbin_legend_get_n (layout->legend) * bobbin_legend_row_px (style);
  if (area.width - column - gap >= area.height && legend_px <= area.height)
    {
      place (layout, (BobbinRect) { area.x, area.y, area.width - column - gap, area.height });
      place_words_beside (layout,
                          (BobbinRect) { layout->matrix.x + layout->matrix.width + layout->overhang_px + gap, area.y,
                                         column, area.height });
      return;
    }
  place_words_above (layout, &area);
  place (layout, area);
}

BobbinKinshipLayout *
bobbin_kinship_layout_new (const BobbinRun *run, double width, double height, const BobbinStyle *style)
{
  BobbinKinshipLayout *layout = g_new0 (BobbinKinshipLayout, 1);

  layout->run = run;
  layout->style = *style;
  layout->width = MAX (floor (width), 1.0);
  layout->height = MAX (floor (height), 1.0);
  layout->blocks = g_array_new (FALSE, FALSE, sizeof (BobbinKinshipBlock));
  if (bobbin_kinship_is_known (run))
    lay_out (layout);
  return layout;
}

void
bobbin_kinship_layout_free (BobbinKinshipLayout *layout)
{
  if (layout == NULL)
    return;
  bobbin_legend_free (layout->legend);
  g_array_unref (layout->blocks);
  g_free (layout);
}

double
bobbin_kinship_layout_natural_height (const BobbinRun *run, const BobbinStyle *style)
{
  guint n = bobbin_kinship_is_known (run) ? run->kinship.n_tasks : 9;

  return round (CLAMP (n * 2.4, 20.0, 60.0) * style->text_px + 8.0 * style->text_px);
}

double
bobbin_kinship_layout_minimum_height (const BobbinStyle *style)
{
  return round (style->text_px * 11.0);
}
