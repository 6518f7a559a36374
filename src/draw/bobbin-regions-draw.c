#include "config.h"

#include "bobbin-regions-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-pages-private.h"
#include "bobbin-units.h"

static void
draw_text (const BobbinRegionsLayout *layout, cairo_t *cr, BobbinFont font, BobbinColor color, double x, double center_y,
           const char *text)
{
  bobbin_text_draw (cr, &layout->style, font, color, x, bobbin_text_baseline (center_y, font.size_px), text);
}

/* The label, and below it, where there is room, where the band lies. */
static void
draw_label (const BobbinRegionsLayout *layout, cairo_t *cr, const BobbinRegionsRow *row)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRegion *region = bobbin_regions_get_band (layout, row->band);
  BobbinFont bold = { .size_px = style->small_px, .bold = TRUE, .max_px = layout->label_px + 1.0 };
  BobbinFont fine = { .size_px = style->fine_px, .max_px = layout->label_px + 1.0 };
  double line = bobbin_text_line_px (style->small_px), below = bobbin_text_line_px (style->fine_px);
  gboolean both = row->rect.height >= line + below;
  double center = row->rect.y + (both ? (row->rect.height - below) / 2.0 : row->rect.height / 2.0);
  g_autofree char *label = bobbin_run_region_label (layout->run, region);
  g_autofree char *place = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x %s", region->address, region->permissions);

  draw_text (layout, cr, bold, style->theme->text, row->rect.x, center, label);
  if (both)
    draw_text (layout, cr, fine, style->theme->faint_text, row->rect.x, center + (line + below) / 2.0, place);
}

static void
fill_part (const BobbinRegionsLayout *layout, cairo_t *cr, const BobbinRegionsRow *row, guint number, double *x,
           guint64 bytes)
{
  const BobbinRegion *region = bobbin_regions_get_band (layout, row->band);
  guint cell_dpx = (guint) round (layout->style.small_px * layout->style.device_scale);
  BobbinPageLook look = bobbin_page_look_make (&layout->style, bobbin_regions_get_kind (layout), FALSE, number, cell_dpx);
  /* Something is never nothing. */
  double share = (double) bytes / (double) MAX (region->size_bytes, 1);
  double width = bytes > 0 ? MAX (round (row->bar.width * share), 2.0) : 0.0;
  BobbinRect rect = { *x, row->bar.y, MIN (width, row->bar.x + row->bar.width - *x), row->bar.height };

  if (rect.width > 0.0)
    bobbin_page_look_fill (cr, &layout->style, &look, rect, cell_dpx);
  *x += MAX (rect.width, 0.0);
}

static void
draw_bar (const BobbinRegionsLayout *layout, cairo_t *cr, const BobbinRegionsRow *row)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRegion *region = bobbin_regions_get_band (layout, row->band);
  gboolean is_mapped = region->kind == BOBBIN_REGION_ARENA_MAPPED || region->kind == BOBBIN_REGION_SHARED;
  double x = row->bar.x;

  if (row->bar.width < 2.0)
    return;
  bobbin_draw_box (cr, row->bar, 0.0, style->theme->card, style->theme->card, 0.0);
  fill_part (layout, cr, row, BOBBIN_LOOK_OWN, &x, region->own_bytes);
  fill_part (layout, cr, row, is_mapped ? BOBBIN_LOOK_MAPPED : BOBBIN_LOOK_SHARED, &x, region->shared_bytes);
  bobbin_path_rect (cr, bobbin_rect_inset (row->bar, 0.5));
  bobbin_color_set (cr, bobbin_color_mix (style->theme->mark, style->theme->card, 0.35));
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

static void
draw_numbers (const BobbinRegionsLayout *layout, cairo_t *cr, const BobbinRegionsRow *row)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRegion *region = bobbin_regions_get_band (layout, row->band);

  for (guint i = BOBBIN_N_REGION_NUMBERS - layout->n_numbers; i < BOBBIN_N_REGION_NUMBERS; i++)
    {
      guint64 bytes = bobbin_regions_get_number (region, i);
      g_autofree char *text = bytes > 0 ? bobbin_format_bytes (bytes) : g_strdup ("–");
      BobbinFont font = { .size_px = style->small_px, .align = BOBBIN_ALIGN_END,
                          .bold = i == BOBBIN_REGION_NUMBER_OWN && bytes > 0 };
      BobbinColor color = font.bold ? bobbin_kind_color (style->theme, bobbin_regions_get_kind (layout))
                                    : i == BOBBIN_REGION_NUMBER_SIZE ? style->theme->text : style->theme->faint_text;

      draw_text (layout, cr, font, color, bobbin_regions_number_right (layout, i),
                 row->rect.y + row->rect.height / 2.0, text);
    }
}

/* Whose address space it is, and the heads of the numbers. */
static void
draw_head (const BobbinRegionsLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont bold = { .size_px = style->small_px, .bold = TRUE };
  BobbinFont fine = { .size_px = style->fine_px };
  BobbinFont head = { .size_px = style->fine_px, .bold = TRUE, .align = BOBBIN_ALIGN_END };
  double center = layout->head_rect.y + layout->head_rect.height / 2.0;
  double room = layout->width - layout->n_numbers * (layout->number_px + style->spacing_px), title_px;
  g_autofree char *title = bobbin_regions_title (layout);
  g_autofree char *pid = g_strdup_printf (_("pid %d"),
                                          bobbin_run_get_process (layout->run, layout->run->regions.process)->pid);

  title_px = bobbin_text_width (style, bold, title) + 1.5 * style->spacing_px;
  bold.max_px = MAX (room, 1.0);
  draw_text (layout, cr, bold, style->theme->text, 0.0, center, title);
  if (title_px + bobbin_text_width (style, fine, pid) <= room)
    draw_text (layout, cr, fine, style->theme->faint_text, title_px, center, pid);
  for (guint i = BOBBIN_N_REGION_NUMBERS - layout->n_numbers; i < BOBBIN_N_REGION_NUMBERS; i++)
    draw_text (layout, cr, head, style->theme->faint_text, bobbin_regions_number_right (layout, i),
               center, bobbin_regions_number_name (i));
}

static void
draw_empty (const BobbinRegionsLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;
  BobbinFont font = { .size_px = style->text_px, .align = BOBBIN_ALIGN_CENTER, .max_lines = 3,
                      .max_px = MIN (layout->width, 34.0 * style->text_px) };
  const char *text = layout->run == NULL ? _("The address space of a process is shown here while it runs")
                                         : _("Select a worker to see the address space that it lives in");
  double below = bobbin_text_height (style, font, text) - bobbin_text_line_px (font.size_px);

  draw_text (layout, cr, font, style->theme->faint_text, layout->width / 2.0, layout->height / 2.0 - below / 2.0, text);
}

void
bobbin_regions_layout_draw (const BobbinRegionsLayout *layout, cairo_t *cr)
{
  const BobbinStyle *style = &layout->style;

  cairo_save (cr);
  bobbin_path_rect (cr, (BobbinRect) { 0.0, 0.0, layout->width, layout->height });
  cairo_clip (cr);
  if (layout->run == NULL || layout->run->regions.bands == NULL)
    draw_empty (layout, cr);
  if (layout->legend != NULL)
    bobbin_legend_draw (layout->legend, cr, style, layout->legend_rect, BOBBIN_ALIGN_START);
  if (layout->head_rect.height > 0.0)
    draw_head (layout, cr);
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinRegionsRow *row = &g_array_index (layout->rows, BobbinRegionsRow, i);

      draw_label (layout, cr, row);
      draw_bar (layout, cr, row);
      draw_numbers (layout, cr, row);
    }
  if (layout->n_hidden > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u more region is not shown", "%u more regions are not shown",
                                                         layout->n_hidden), layout->n_hidden);

      draw_text (layout, cr, (BobbinFont) { .size_px = style->fine_px, .max_px = layout->width }, style->theme->text, 0.0,
                 layout->more_rect.y + layout->more_rect.height / 2.0, text);
    }
  cairo_restore (cr);
}
