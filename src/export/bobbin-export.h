/* bobbin-export.h - figures to files
 *
 * A file is written beside its destination and moved into place when whole, so
 * a reader never sees half a figure and a failure leaves the old one. Main
 * thread.
 */
#pragma once

#include <gio/gio.h>

#include "bobbin-figure.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_FORMAT_PNG,
  BOBBIN_FORMAT_SVG,
  BOBBIN_FORMAT_PDF,
  BOBBIN_N_FORMATS
} BobbinFormat;

/* By the name's ending, in either case. FALSE: another or no ending. */
gboolean    bobbin_format_for_path  (const char *path, BobbinFormat *out_format);
const char *bobbin_format_to_string (BobbinFormat format); /* "png" */

#define BOBBIN_EXPORT_MAX_PX 16384

/* "1920x1080" → width and height, each 160 … BOBBIN_EXPORT_MAX_PX. */
gboolean bobbin_parse_size (const char *text, double *out_width, double *out_height);

/* Writes @figure to @path. FALSE with BOBBIN_ERROR_FAILED, which names the file and why. */
gboolean bobbin_export_figure (const BobbinFigure *figure, const char *path, GError **error);

/* The same into memory, for portals and the clipboard. */
GBytes *bobbin_export_figure_to_bytes (const BobbinFigure *figure, BobbinFormat format, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a file could be written to @path: said before a run is started
 * rather than after it. BOBBIN_ERROR_FAILED. Leaves nothing behind. */
gboolean bobbin_export_check_path (const char *path, GError **error);

G_END_DECLS
