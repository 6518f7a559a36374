/* bobbin-export.c - one figure, three formats */
#include "config.h"

#include "bobbin-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "bobbin-atomic-file.h"
#include "bobbin-error.h"
#include "bobbin-units.h"

#define MIN_SIZE_PX 160

static const char *const format_names[BOBBIN_N_FORMATS] = { "png", "svg", "pdf" };

const char *
bobbin_format_to_string (BobbinFormat format)
{
  g_return_val_if_fail (format < BOBBIN_N_FORMATS, NULL);
  return format_names[format];
}

gboolean
bobbin_format_for_path (const char *path, BobbinFormat *out_format)
{
  const char *dot = path == NULL ? NULL : strrchr (path, '.');

  for (guint i = 0; dot != NULL && i < BOBBIN_N_FORMATS; i++)
    if (g_ascii_strcasecmp (dot + 1, format_names[i]) == 0)
      {
        *out_format = (BobbinFormat) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
bobbin_parse_size (const char *text, double *out_width, double *out_height)
{
  g_auto (GStrv) parts = g_strsplit (text == NULL ? "" : text, "x", 3);
  guint64 width, height;

  if (g_strv_length (parts) != 2
      || !bobbin_parse_count (parts[0], BOBBIN_EXPORT_MAX_PX, &width) || width < MIN_SIZE_PX
      || !bobbin_parse_count (parts[1], BOBBIN_EXPORT_MAX_PX, &height) || height < MIN_SIZE_PX)
    return FALSE;
  *out_width = (double) width;
  *out_height = (double) height;
  return TRUE;
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Draws on @surface and takes it. */
static cairo_status_t
draw (const BobbinFigure *figure, cairo_surface_t *surface)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  bobbin_figure_draw (figure, cr);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

static cairo_status_t
write_png (const BobbinFigure *figure, GByteArray *out)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) figure->width, (int) figure->height);
  cairo_status_t status = draw (figure, surface);

  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_cb, out);
  cairo_surface_destroy (surface);
  return status;
}

/* "Crash one worker: Timeline" */
static char *
make_title (const BobbinFigure *figure)
{
  if (figure->id == BOBBIN_FIGURE_ALL || figure->id == BOBBIN_FIGURE_EXPERIMENT)
    return g_strdup (bobbin_figure_title (figure));
  /* TRANSLATORS: the title of a run and which picture of it this is. */
  return g_strdup_printf (_("%s: %s"), bobbin_figure_title (figure), bobbin_figure_label (figure->id));
}

/* The same figure drawn twice shall be the same file, where builds ask for it:
 * reproducible-builds.org, SOURCE_DATE_EPOCH. */
static void
set_creation_date (cairo_surface_t *surface)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  guint64 seconds;

  if (epoch == NULL || !bobbin_parse_count (epoch, G_MAXINT32, &seconds))
    return;

  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc ((gint64) seconds);
  g_autofree char *text = g_date_time_format_iso8601 (date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
}

static cairo_status_t
write_pdf (const BobbinFigure *figure, GByteArray *out)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, out, figure->width, figure->height);
  g_autofree char *title = make_title (figure);
  g_autofree char *description = bobbin_figure_describe (figure);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, description);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Bobbin " BOBBIN_VERSION);
  set_creation_date (surface);
  cairo_status_t status = draw (figure, surface);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/* XML has no way at all to write most control characters. */
static char *
without_controls (char *text)
{
  for (char *c = text; *c != '\0'; c++)
    if ((guchar) *c < ' ' && *c != '\n' && *c != '\t')
      *c = ' ';
  return text;
}

/* Cairo turns text into outlines, so the picture says in words what it shows:
 * <title> and <desc> right behind the opening tag. */
static void
insert_words (const BobbinFigure *figure, GByteArray *svg)
{
  g_autofree char *title = without_controls (make_title (figure));
  g_autofree char *description = without_controls (bobbin_figure_describe (figure));
  g_autofree char *words = g_markup_printf_escaped ("\n<title>%s</title>\n<desc>%s</desc>", title, description);
  const char *text = (const char *) svg->data;
  const char *tag = g_strstr_len (text, svg->len, "<svg");
  const char *end = tag != NULL ? memchr (tag, '>', svg->len - (gsize) (tag - text)) : NULL;

  if (end == NULL)
    return;

  gsize at = (gsize) (end - text) + 1;
  g_autofree guint8 *rest = g_memdup2 (svg->data + at, svg->len - at);
  guint rest_length = svg->len - (guint) at;
  g_byte_array_set_size (svg, (guint) at);
  g_byte_array_append (svg, (const guint8 *) words, (guint) strlen (words));
  g_byte_array_append (svg, rest, rest_length);
}

static cairo_status_t
write_svg (const BobbinFigure *figure, GByteArray *out)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, out, figure->width, figure->height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cairo_status_t status = draw (figure, surface);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    insert_words (figure, out);
  return status;
}

GBytes *
bobbin_export_figure_to_bytes (const BobbinFigure *figure, BobbinFormat format, GError **error)
{
  static cairo_status_t (*const writers[BOBBIN_N_FORMATS]) (const BobbinFigure *, GByteArray *) = {
    write_png, write_svg, write_pdf,
  };

  g_return_val_if_fail (format < BOBBIN_N_FORMATS, NULL);

  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = writers[format] (figure, bytes);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED, _("The figure cannot be drawn as %s: %s."),
                   bobbin_format_to_string (format), cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
bobbin_export_figure (const BobbinFigure *figure, const char *path, GError **error)
{
  BobbinFormat format;

  if (!bobbin_format_for_path (path, &format))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED,
                   _("“%s” cannot be written: the name must end in .png, .svg or .pdf."), name);
      return FALSE;
    }

  g_autoptr (GBytes) bytes = bobbin_export_figure_to_bytes (figure, format, error);
  return bytes != NULL && bobbin_atomic_file_write (path, bytes, error);
}

gboolean
bobbin_export_check_path (const char *path, GError **error)
{
  return bobbin_atomic_file_check (path, error);
}
