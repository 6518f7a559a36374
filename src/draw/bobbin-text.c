#include "bobbin-text.h"

#include "bobbin-color.h"

/* Lines are kept by size, weight, bound and words. A drawing needs some
 * hundred; when labels that change have piled up the lot is thrown away,
 * which costs one frame a little more. */
#define MAX_KEPT 4096

#define LINE_TO_SIZE 1.3 /* line height to font size */
#define CAPS_TO_SIZE 0.72 /* height of capitals and figures to font size */

typedef struct {
  guint       serial; /* of the context when the lines were laid out */
  GHashTable *lines;  /* char* → PangoLayout */
} TextCache;

static void
text_cache_free (gpointer data)
{
  TextCache *cache = data;

  g_hash_table_unref (cache->lines);
  g_free (cache);
}

static TextCache *
text_cache_get (PangoContext *context)
{
  static GQuark quark;
  TextCache *cache;

  if (quark == 0)
    quark = g_quark_from_static_string ("bobbin-text-cache");
  cache = g_object_get_qdata (G_OBJECT (context), quark);
  if (cache == NULL)
    {
      cache = g_new0 (TextCache, 1);
      cache->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_object_set_qdata_full (G_OBJECT (context), quark, cache, text_cache_free);
    }

  guint serial = pango_context_get_serial (context);
  if (cache->serial != serial || g_hash_table_size (cache->lines) > MAX_KEPT)
    {
      g_hash_table_remove_all (cache->lines);
      cache->serial = serial;
    }
  return cache;
}

static PangoLayout *
lay_out (PangoContext *context, BobbinFont font, const char *text)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) description
    = pango_font_description_copy (pango_context_get_font_description (context));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_absolute_size (description, font.size_px * PANGO_SCALE);
  pango_font_description_set_weight (description,
                                     font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, description);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  if (font.max_px > 0.0)
    {
      pango_layout_set_width (layout, (int) (font.max_px * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      if (font.max_lines > 1)
        {
          pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
          pango_layout_set_height (layout, -font.max_lines);
        }
    }
  pango_layout_set_single_paragraph_mode (layout, font.max_lines <= 1);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* (transfer none), until the next call. */
static PangoLayout *
get_line (const BobbinStyle *style, BobbinFont font, const char *text)
{
  TextCache *cache = text_cache_get (style->pango);
  g_autofree char *key = g_strdup_printf ("%d %d %d %d %s", (int) (font.size_px * 16.0), font.bold,
                                          (int) font.max_px, font.max_lines, text);
  PangoLayout *layout = g_hash_table_lookup (cache->lines, key);

  if (layout == NULL)
    {
      layout = lay_out (style->pango, font, text);
      g_hash_table_insert (cache->lines, g_steal_pointer (&key), layout);
    }
  return layout;
}

double
bobbin_text_width (const BobbinStyle *style, BobbinFont font, const char *text)
{
  PangoRectangle logical;

  if (text == NULL || *text == '\0')
    return 0.0;
  pango_layout_get_extents (get_line (style, font, text), NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

double
bobbin_text_height (const BobbinStyle *style, BobbinFont font, const char *text)
{
  if (text == NULL || *text == '\0')
    return 0.0;
  return pango_layout_get_line_count (get_line (style, font, text))
         * bobbin_text_line_px (font.size_px);
}

BobbinFont
bobbin_text_fit (const BobbinStyle *style, BobbinFont font, double max_px, const char *text)
{
  const double sizes[] = { font.size_px, style->small_px, style->fine_px };

  font.max_px = 0.0;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      font.size_px = MIN (sizes[i], font.size_px);
      if (bobbin_text_width (style, font, text) <= max_px)
        break;
    }
  font.max_px = MAX (max_px, 1.0);
  return font;
}

double
bobbin_text_line_px (double size_px)
{
  return size_px * LINE_TO_SIZE;
}

double
bobbin_text_baseline (double center_y, double size_px)
{
  return center_y + size_px * CAPS_TO_SIZE / 2.0;
}

void
bobbin_text_draw (cairo_t *cr, const BobbinStyle *style, BobbinFont font, BobbinColor color,
                  double x, double baseline_y, const char *text)
{
  PangoLayout *layout;
  PangoLayoutIter *iter;
  double y = baseline_y;

  if (text == NULL || *text == '\0')
    return;
  layout = get_line (style, font, text);
  bobbin_color_set (cr, color);

  /* Line by line, because the leading is ours and not each font's own. */
  iter = pango_layout_get_iter (layout);
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle logical;
      double shift = 0.0;

      if (font.align != BOBBIN_ALIGN_START)
        {
          pango_layout_line_get_extents (line, NULL, &logical);
          shift = (double) logical.width / PANGO_SCALE * (font.align == BOBBIN_ALIGN_END ? 1.0 : 0.5);
        }
      cairo_move_to (cr, x - shift, y);
      pango_cairo_show_layout_line (cr, line);
      y += bobbin_text_line_px (font.size_px);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

gboolean
bobbin_draws_vectors (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_group_target (cr));

  return type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PDF;
}

PangoContext *
bobbin_text_context_new (gboolean vectors)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) family = pango_font_description_from_string (BOBBIN_FONT_FAMILY);
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_context_set_font_description (context, family);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, vectors ? CAIRO_HINT_STYLE_NONE : CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics (options, vectors ? CAIRO_HINT_METRICS_OFF : CAIRO_HINT_METRICS_ON);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, !vectors);
  cairo_font_options_destroy (options);
  return context;
}
