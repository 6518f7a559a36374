/* bobbin-cli-figures.h - the options --figure, --theme and --size
 *
 * What "run" and "measure" draw into files. Main thread.
 */
#pragma once

#include "bobbin-export.h"

G_BEGIN_DECLS

typedef struct {
  char *name; /* before the colon: what is drawn */
  char *path;
} BobbinCliFigure;

/* The options as they were written, for a GOptionEntry each. */
typedef struct {
  char  *theme, *size;
  char **figures;
} BobbinCliFigureOptions;

/* As they were meant. */
typedef struct {
  GArray       *orders; /* BobbinCliFigure */
  BobbinThemeId theme;
  double        width_px, height_px;
} BobbinCliFigures;

typedef gboolean (*BobbinCliIsFigure) (const char *name);

/* Checks all of them, and that the files can be written. @is_figure says whether
 * there is a figure of a name, @names (translated) which ones there are. FALSE
 * with BOBBIN_ERROR_USAGE or BOBBIN_ERROR_FAILED. */
gboolean bobbin_cli_figures_parse (BobbinCliFigures *figures, const BobbinCliFigureOptions *options,
                                   BobbinCliIsFigure is_figure, const char *names, GError **error);
void     bobbin_cli_figures_clear (BobbinCliFigures *figures);
void     bobbin_cli_figure_options_clear (BobbinCliFigureOptions *options);

/* Fills in what of @figure depends on the order. */
typedef void (*BobbinCliFillFigure) (BobbinFigure *figure, const char *name, gpointer data);

/* Draws them all; the paths written go into @written. */
gboolean bobbin_cli_figures_draw (const BobbinCliFigures *figures, BobbinCliFillFigure fill, gpointer data,
                                  GPtrArray *written, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BobbinCliFigures, bobbin_cli_figures_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BobbinCliFigureOptions, bobbin_cli_figure_options_clear)

G_END_DECLS
