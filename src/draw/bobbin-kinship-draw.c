#include "config.h"

#include "bobbin-kinship-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-pattern.h"

#define MARKS_FROM_PX 13.0 /* cells smaller than that are seen by their fullness alone */

/* ---- One pair ---- */

/* Square, bars, triangle, disc: told apart by form, and by their place. */
static void
path_mark (cairo_t *cr, BobbinKin kin, BobbinRect rect)
{
  double bar = MAX (round (rect.height * 0.36), 1.0);

  switch (kin)
    {
    case BOBBIN_KIN_VM:
      bobbin_path_rect (cr, rect);
      break;
    case BOBBIN_KIN_FILES:
      bobbin_path_rect (cr, (BobbinRect) { rect.x, rect.y, rect.width, bar });
      bobbin_path_rect (cr, (BobbinRect) { rect.x, rect.y + rect.height - bar, rect.width, bar });
      break;
    case BOBBIN_KIN_FS:
      cairo_move_to (cr, rect.x + rect.width / 2.0, rect.y);
      cairo_line_to (cr, rect.x + rect.width, rect.y + rect.height);
      cairo_line_to (cr, rect.x, rect.y + rect.height);
      cairo_close_path (cr);
      break;
    case BOBBIN_KIN_SIGHAND:
    case BOBBIN_KIN_INPUT:
    case BOBBIN_N_KINS:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, rect.width / 2.0, 0.0, 2.0 * G_PI);
      break;
    }
}

static BobbinRect
mark_rect (BobbinRect rect, guint i)
{
  double margin = MAX (round (rect.width * 0.14), 1.0), between = MAX (round (rect.width * 0.12), 1.0);
  double size = floor ((rect.width - 2.0 * margin - between) / 2.0);

  return (BobbinRect) { rect.x + margin + (size + between) * (i % 2), rect.y + margin + (size + between) * (i / 2),
                        size, size };
}

void
bobbin_kinship_draw_mark (cairo_t *cr, const BobbinStyle *style, BobbinKind kind, BobbinKin kin, BobbinRect rect)
{
  BobbinColor strong = bobbin_kind_color (style->theme, kind);

  bobbin_draw_box (cr, rect, 0.0, bobbin_color_mix (strong, style->theme->card, 0.85), strong, 0.0);
  bobbin_color_set (cr, strong);
  path_mark (cr, kin, bobbin_rect_inset (rect, round (rect.width * 0.22)));
  cairo_fill (cr);
}

/* Nothing: an empty square with a thin edge. Something: the more the fuller, and
 * with marks where they can be told apart. Not known: hatched. */
void
bobbin_kinship_draw_pair (cairo_t *cr, const BobbinStyle *style, BobbinKind kind, BobbinRect rect,
                          const BobbinKinshipAnswer *answers, gboolean same)
{
  const BobbinTheme *theme = style->theme;
  BobbinColor strong = bobbin_kind_color (theme, kind), edge = bobbin_color_mix (theme->mark, theme->card, 0.6);
  guint n = 0, n_unknown = 0;
  gboolean has_marks = rect.width >= MARKS_FROM_PX && !same;

  for (guint i = 0; i < BOBBIN_KINSHIP_N_MARKS; i++)
    {
      n += answers[i] == BOBBIN_KINSHIP_SAME;
      n_unknown += answers[i] == BOBBIN_KINSHIP_UNKNOWN;
    }
  if (same)
    {
      bobbin_draw_box (cr, rect, 0.0, theme->grid, theme->grid, 0.0);
      return;
    }
  if (n == BOBBIN_KINSHIP_N_MARKS)
    bobbin_draw_box (cr, rect, 0.0, strong, strong, 0.0);
  else if (n > 0)
    bobbin_draw_box (cr, rect, 0.0, bobbin_color_mix (strong, theme->card, has_marks ? 0.85 : 0.9 - 0.2 * n), strong,
                     0.0);
  else
    bobbin_draw_box (cr, rect, 0.0, theme->card, edge, rect.width >= 5.0 ? 1.0 : 0.0);
  if (n_unknown == BOBBIN_KINSHIP_N_MARKS)
    {
      bobbin_path_rect (cr, bobbin_rect_inset (rect, 1.0));
      bobbin_pattern_fill (cr, style, BOBBIN_PATTERN_HATCH, theme->mark, MAX (style->fine_px * 0.5, 4.0));
      return;
    }
  bobbin_color_set (cr, n == BOBBIN_KINSHIP_N_MARKS ? theme->card : strong);
  for (guint i = 0; i < BOBBIN_KINSHIP_N_MARKS && has_marks; i++)
    if (answers[i] == BOBBIN_KINSHIP_SAME)
      {
        path_mark (cr, (BobbinKin) i, mark_rect (rect, i));
        cairo_fill (cr);
      }
}

/* ---- Matrix ---- */

static BobbinKind
task_kind (const BobbinKinshipLayout *layout, guint task)
{
  guint worker = layout->run->kinship.tasks[task];

  if (worker == BOBBIN_KIN_PARENT)
    return BOBBIN_KIND_PROCESSES;
  return bobbin_run_get_group (layout->run, bobbin_run_get_worker (layout->run, worker)->group)->spec->kind;
}

static void
draw_cells (const BobbinKinshipLayout *layout, cairo_t *cr)
{
  const BobbinKinship *kinship = &layout->run->kinship;

  for (guint row = 0; row < kinship->n_tasks; row++)
    for (guint column = 0; column < kinship->n_tasks; column++)
      {
        BobbinKinshipAnswer answers[BOBBIN_KINSHIP_N_MARKS];
        BobbinKind kind = task_kind (layout, row);

        for (guint i = 0; i < BOBBIN_KINSHIP_N_MARKS; i++)
          answers[i] = bobbin_kinship_get (kinship, (BobbinKin) i, row, column);
        /* One address space: threads of one process, whatever the group is called. */
        if (answers[BOBBIN_KIN_VM] == BOBBIN_KINSHIP_SAME)
          kind = BOBBIN_KIND_THREADS;
        bobbin_kinship_draw_pair (cr, &layout->style, kind, bobbin_kinship_cell_rect (layout, row, column), answers,
                                  row == column);
      }
}

static void
draw_names (const BobbinKinshipLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont right = { .size_px = style->small_px, .align = BOBBIN_ALIGN_END };
  BobbinFont fine = { .size_px = style->fine_px, .align = BOBBIN_ALIGN_CENTER };
  double room = layout->side_px - layout->band_px - 1.5 * style->spacing_px, x = layout->matrix.x - style->spacing_px;
  guint every_row = (guint) ceil (bobbin_text_line_px (style->fine_px) / layout->cell_px);
  guint every_column = (guint) ceil ((bobbin_text_width (style, fine, "00") + 3.0) / layout->cell_px);

  for (guint b = 0; b < layout->blocks->len; b++)
    {
      const BobbinKinshipBlock *block = &g_array_index (layout->blocks, BobbinKinshipBlock, b);

      for (guint i = block->first; i < block->end; i++)
        {
          guint worker = layout->run->kinship.tasks[i];
          double center = bobbin_kinship_task_px (layout, i) + (layout->cell_px - layout->gap_px) / 2.0;
          g_autofree char *name = bobbin_kinship_task_label (layout->run, i);
          guint index = worker == BOBBIN_KIN_PARENT ? 0 : bobbin_run_get_worker (layout->run, worker)->index;
          g_autofree char *number = index == 0 ? g_strdup ("") : g_strdup_printf ("%u", index);
          gboolean whole = layout->cell_px >= bobbin_text_line_px (style->small_px) * 0.95
                           && bobbin_text_width (style, right, name) <= room + 1.0;

          if (!whole)
            right.size_px = style->fine_px;
          if (whole || (i - block->first) % every_row == 0)
            bobbin_text_draw (cr, style, right, style->theme->text, x,
                              bobbin_text_baseline (layout->matrix.y + center, right.size_px), whole ? name : number);
          if ((i - block->first) % every_column == 0)
            bobbin_text_draw (cr, style, fine, style->theme->text, layout->matrix.x + center,
                              bobbin_text_baseline (layout->matrix.y - style->fine_px * 0.75, fine.size_px), number);
          right.size_px = style->small_px;
        }
    }
}

/* A group's box, with its name where it fits: along the top, and turned along the side. */
static void
draw_band (const BobbinKinshipLayout *layout, cairo_t *cr, const BobbinKinshipBlock *block)
{
  const BobbinStyle *style = &layout->style;
  const BobbinTheme *theme = style->theme;
  gboolean parent = block->group == G_MAXUINT;
  BobbinKind kind = parent ? BOBBIN_KIND_PROCESSES : bobbin_run_get_group (layout->run, block->group)->spec->kind;
  BobbinColor fill = parent ? theme->mark : bobbin_kind_color (theme, kind);
  BobbinColor ink = parent ? theme->card : kind == BOBBIN_KIND_THREADS ? theme->thread_text : theme->process_text;
  double radius = kind == BOBBIN_KIND_THREADS && !parent ? layout->band_px / 2.0 : 0.0;
  g_autofree char *label = bobbin_kinship_group_label (layout->run, block->group);
  BobbinFont font = { .size_px = style->small_px, .bold = TRUE, .align = BOBBIN_ALIGN_CENTER };
  double size = MAX (block->size_px, 1.0), thick = layout->band_px - 2.0;
  if (bobbin_text_width (style, font, label) > size - style->spacing_px)
    font.size_px = style->fine_px;
  for (guint side = 0; side < 2; side++)
    {
      gboolean hangs_over = side == 0 && block->end == layout->run->kinship.n_tasks;
      double length = size + (hangs_over ? layout->overhang_px : 0.0);

      cairo_save (cr);
      if (side == 0)
        cairo_translate (cr, layout->matrix.x + block->at_px, layout->matrix.y - layout->top_px);
      else
        {
          cairo_translate (cr, layout->matrix.x - layout->side_px, layout->matrix.y + block->at_px + size);
          cairo_rotate (cr, -G_PI_2);
        }
      bobbin_draw_box (cr, (BobbinRect) { 0.0, 0.0, length, thick }, radius, fill, fill, 0.0);
      if (bobbin_text_width (style, font, label) <= length - style->spacing_px * 0.5)
        bobbin_text_draw (cr, style, font, ink, length / 2.0, bobbin_text_baseline (thick / 2.0, font.size_px), label);
      cairo_restore (cr);
    }
}

static void
draw_empty (const BobbinKinshipLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  const char *because = layout->run == NULL ? NULL : layout->run->kinship.because;
  BobbinFont font = { .size_px = style->text_px, .align = BOBBIN_ALIGN_CENTER, .max_lines = 4,
                      .max_px = MIN (layout->width, 34.0 * style->text_px) };
  const char *text = because != NULL ? because : _("What workers have in common is shown here once they run");
  double below = bobbin_text_height (style, font, text) - bobbin_text_line_px (font.size_px);

  bobbin_text_draw (cr, style, font, style->theme->faint_text, layout->width / 2.0,
                    bobbin_text_baseline (layout->height / 2.0 - below / 2.0, font.size_px), text);
}

void
bobbin_kinship_layout_draw (const BobbinKinshipLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;

  cairo_save (cr);
  bobbin_path_rect (cr, (BobbinRect) { 0.0, 0.0, layout->width, layout->height });
  cairo_clip (cr);
  if (layout->blocks->len == 0)
    draw_empty (layout, cr);
  else
    {
      if (layout->legend != NULL)
        bobbin_legend_draw (layout->legend, cr, style, layout->legend_rect, BOBBIN_ALIGN_START);
      if (layout->note_rect.height > 0.0)
        {
          BobbinFont font = { .size_px = style->small_px, .max_px = layout->note_rect.width,
                              .max_lines = (int) layout->n_note_lines };
          g_autofree char *note = bobbin_kinship_note (layout->run);

          bobbin_text_draw (cr, style, font, style->theme->faint_text, layout->note_rect.x,
                            bobbin_text_baseline (layout->note_rect.y + bobbin_text_line_px (font.size_px) / 2.0,
                                                  font.size_px), note);
        }
      for (guint i = 0; i < layout->blocks->len; i++)
        draw_band (layout, cr, &g_array_index (layout->blocks, BobbinKinshipBlock, i));
      draw_names (layout, cr);
      draw_cells (layout, cr);
    }
  cairo_restore (cr);
}
