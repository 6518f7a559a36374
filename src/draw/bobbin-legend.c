#include "bobbin-legend.h"

#include <math.h>

#include "bobbin-color.h"

struct _BobbinLegend {
  GArray *entries; /* BobbinLegendEntry */
};

static void
entry_clear (gpointer data)
{
  BobbinLegendEntry *entry = data;

  g_free (entry->inside);
  g_free (entry->label);
}

BobbinLegend *
bobbin_legend_new (void)
{
  BobbinLegend *legend = g_new0 (BobbinLegend, 1);

  legend->entries = g_array_new (FALSE, FALSE, sizeof (BobbinLegendEntry));
  g_array_set_clear_func (legend->entries, entry_clear);
  return legend;
}

void
bobbin_legend_free (BobbinLegend *legend)
{
  if (legend == NULL)
    return;
  g_array_unref (legend->entries);
  g_free (legend);
}

void
bobbin_legend_add (BobbinLegend *legend, const BobbinLegendEntry *entry)
{
  BobbinLegendEntry copy = *entry;

  copy.inside = g_strdup (entry->inside);
  copy.label = g_strdup (entry->label);
  g_array_append_val (legend->entries, copy);
}

void
bobbin_legend_drop_last (BobbinLegend *legend)
{
  if (legend->entries->len > 0)
    g_array_set_size (legend->entries, legend->entries->len - 1);
}

guint
bobbin_legend_get_n (const BobbinLegend *legend)
{
  return legend->entries->len;
}

static BobbinFont
label_font (const BobbinStyle *style)
{
  return (BobbinFont) { .size_px = style->small_px };
}

static double
swatch_height (const BobbinStyle *style)
{
  return round (style->small_px * 1.15);
}

static double
swatch_width (const BobbinStyle *style, const BobbinLegendEntry *entry)
{
  switch (entry->kind)
    {
    case BOBBIN_SWATCH_NONE:
      return 0.0;
    case BOBBIN_SWATCH_FILL:
      if (entry->inside != NULL)
        {
          BobbinFont font = { .size_px = style->fine_px, .bold = TRUE };
          double text = bobbin_text_width (style, font, entry->inside) + style->fine_px * 0.7;

          return MAX (round (text), swatch_height (style));
        }
      return swatch_height (style);
    case BOBBIN_SWATCH_HATCH:
    case BOBBIN_SWATCH_DOTS:
    case BOBBIN_SWATCH_LINE:
    case BOBBIN_SWATCH_DASHES:
    case BOBBIN_SWATCH_DOUBLE_LINE:
    case BOBBIN_SWATCH_DOTTED_LINE:
      return round (style->small_px * 1.6);
    case BOBBIN_SWATCH_PAINTED:
      return swatch_height (style);
    case BOBBIN_SWATCH_CROSS:
    default:
      return round (style->small_px * 0.8);
    }
}

static double
entry_width (const BobbinStyle *style, const BobbinLegendEntry *entry)
{
  double swatch = swatch_width (style, entry);
  double label = entry->label == NULL ? 0.0 : bobbin_text_width (style, label_font (style), entry->label);

  return swatch + label + (swatch > 0.0 && label > 0.0 ? style->small_px * 0.45 : 0.0);
}

static double
gap_before (const BobbinStyle *style, const BobbinLegendEntry *entry)
{
  return entry->joined ? round (style->small_px * 0.35) : round (style->small_px * 1.4);
}

/* The entries from @first that fit into one row; at least one. Joined entries
 * go on into the next row only when they fill more than one by themselves. */
static guint
row_end (const BobbinLegend *legend, const BobbinStyle *style, guint first, double width_px,
         double *out_used_px)
{
  double used = 0.0;
  guint last_break = first;
  double used_at_break = 0.0;

  for (guint i = first; i < legend->entries->len; i++)
    {
      const BobbinLegendEntry *entry = &g_array_index (legend->entries, BobbinLegendEntry, i);
      double more = entry_width (style, entry) + (i > first ? gap_before (style, entry) : 0.0);

      if (i > first && !entry->joined)
        {
          last_break = i;
          used_at_break = used;
        }
      if (i > first && used + more > width_px)
        {
          *out_used_px = last_break > first ? used_at_break : used;
          return last_break > first ? last_break : i;
        }
      used += more;
    }
  *out_used_px = used;
  return legend->entries->len;
}

guint
bobbin_legend_count_rows (const BobbinLegend *legend, const BobbinStyle *style, double width_px)
{
  guint rows = 0;
  double used;

  for (guint i = 0; i < legend->entries->len; rows++)
    i = row_end (legend, style, i, width_px, &used);
  return rows;
}

double
bobbin_legend_get_used_px (const BobbinLegend *legend, const BobbinStyle *style, double width_px)
{
  double most = 0.0, used;

  for (guint i = 0; i < legend->entries->len;)
    {
      i = row_end (legend, style, i, width_px, &used);
      most = MAX (most, used);
    }
  return most;
}

double
bobbin_legend_row_px (const BobbinStyle *style)
{
  return round (style->small_px * 1.7);
}

static void
draw_dashes (cairo_t *cr, BobbinColor ink, BobbinRect rect, double center_y, double line_px, double dash_px,
             double gap_px)
{
  double dash = MAX (round (dash_px), 1.0), step = dash + MAX (round (gap_px), 1.0);

  for (double x = rect.x; x < rect.x + rect.width; x += step)
    bobbin_draw_hline (cr, ink, x, MIN (x + dash, rect.x + rect.width), center_y, line_px);
}

static void
draw_swatch (cairo_t *cr, const BobbinStyle *style, const BobbinLegendEntry *entry, double x,
             double center_y)
{
  double height = swatch_height (style);
  BobbinRect rect = { round (x), round (center_y - height / 2.0), swatch_width (style, entry), height };
  double edge_px = MAX (round (style->line_px * 0.5), 1.0);
  double radius = entry->rounded ? height / 3.0 : 0.0;

  switch (entry->kind)
    {
    case BOBBIN_SWATCH_NONE:
      break;
    case BOBBIN_SWATCH_LINE:
      bobbin_draw_hline (cr, entry->ink, rect.x, rect.x + rect.width, center_y, style->line_px);
      break;
    case BOBBIN_SWATCH_DOUBLE_LINE:
      bobbin_draw_hline (cr, entry->ink, rect.x, rect.x + rect.width, center_y - style->line_px, edge_px);
      bobbin_draw_hline (cr, entry->ink, rect.x, rect.x + rect.width, center_y + style->line_px, edge_px);
      break;
    case BOBBIN_SWATCH_DASHES:
      draw_dashes (cr, entry->ink, rect, center_y, style->line_px, rect.width * 0.4, rect.width * 0.2);
      break;
    case BOBBIN_SWATCH_DOTTED_LINE:
      draw_dashes (cr, entry->ink, rect, center_y, style->line_px, MAX (style->line_px, 2.0), MAX (style->line_px, 2.0));
      break;
    case BOBBIN_SWATCH_CROSS:
      bobbin_draw_cross (cr, entry->ink, rect.x + rect.width / 2.0, center_y, rect.width,
                         MAX (style->line_px, rect.width * 0.18));
      break;
    case BOBBIN_SWATCH_PAINTED:
      entry->paint (cr, style, rect, entry->what);
      break;
    case BOBBIN_SWATCH_FILL:
    case BOBBIN_SWATCH_HATCH:
    case BOBBIN_SWATCH_DOTS:
    default:
      bobbin_draw_box (cr, rect, radius, entry->fill, entry->edge, 0.0);
      if (entry->kind != BOBBIN_SWATCH_FILL)
        {
          bobbin_path_rounded (cr, rect, radius);
          bobbin_pattern_fill (cr, style,
                               entry->kind == BOBBIN_SWATCH_HATCH ? BOBBIN_PATTERN_HATCH
                                                                  : BOBBIN_PATTERN_DOTS,
                               entry->ink, entry->pitch_px);
        }
      bobbin_path_rounded (cr, bobbin_rect_inset (rect, edge_px / 2.0), radius);
      bobbin_color_set (cr, entry->edge);
      cairo_set_line_width (cr, edge_px);
      cairo_stroke (cr);
      bobbin_text_draw (cr, style,
                        (BobbinFont) { .size_px = style->fine_px, .bold = TRUE, .align = BOBBIN_ALIGN_CENTER },
                        entry->ink, rect.x + rect.width / 2.0,
                        bobbin_text_baseline (rect.y + height / 2.0, style->fine_px), entry->inside);
    }
}

static void
draw_row (const BobbinLegend *legend, cairo_t *cr, const BobbinStyle *style, guint first, guint end,
          double x, double center_y)
{
  BobbinFont font = label_font (style);

  for (guint i = first; i < end; i++)
    {
      const BobbinLegendEntry *entry = &g_array_index (legend->entries, BobbinLegendEntry, i);
      double width = entry_width (style, entry);

      if (i > first)
        x += gap_before (style, entry);
      draw_swatch (cr, style, entry, x, center_y);
      if (entry->label != NULL)
        bobbin_text_draw (cr, style, font, style->theme->text,
                          x + width - bobbin_text_width (style, font, entry->label),
                          bobbin_text_baseline (center_y, font.size_px), entry->label);
      x += width;
    }
}

void
bobbin_legend_draw (const BobbinLegend *legend, cairo_t *cr, const BobbinStyle *style,
                    BobbinRect rect, BobbinAlign align)
{
  double row_px = bobbin_legend_row_px (style);
  double y = rect.y;
  guint first = 0;

  while (first < legend->entries->len && y + row_px <= rect.y + rect.height + 0.5)
    {
      double used;
      guint end = row_end (legend, style, first, rect.width, &used);
      double x = align == BOBBIN_ALIGN_END ? MAX (rect.x + rect.width - used, rect.x) : rect.x;

      draw_row (legend, cr, style, first, end, x, y + row_px / 2.0);
      y += row_px;
      first = end;
    }
}
