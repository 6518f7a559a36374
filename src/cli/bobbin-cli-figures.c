/* bobbin-cli-figures.c */
#include "config.h"

#include "bobbin-cli-figures.h"

#include <glib/gi18n.h>
#include <string.h>

#include "bobbin-error.h"

#define DEFAULT_WIDTH_PX  1920.0
#define DEFAULT_HEIGHT_PX 1080.0

static void
order_clear (gpointer data)
{
  BobbinCliFigure *order = data;

  g_free (order->name);
  g_free (order->path);
}

void
bobbin_cli_figures_clear (BobbinCliFigures *figures)
{
  g_clear_pointer (&figures->orders, g_array_unref);
}

void
bobbin_cli_figure_options_clear (BobbinCliFigureOptions *options)
{
  g_clear_pointer (&options->theme, g_free);
  g_clear_pointer (&options->size, g_free);
  g_clear_pointer (&options->figures, g_strfreev);
}

static gboolean
parse_order (const char *text, BobbinCliIsFigure is_figure, const char *names, BobbinCliFigure *out, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strndup (text, colon - text) : g_strdup (text);
  BobbinFormat format;

  if (colon == NULL || colon[1] == '\0' || !is_figure (name))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                   /* TRANSLATORS: the last %s lists names: "timeline, cores or table" */
                   _("--figure=%s is not allowed: give %s, a colon, and a file name."), text, names);
      return FALSE;
    }
  if (!bobbin_format_for_path (colon + 1, &format))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                   _("--figure=%s is not allowed: the file name must end in .png, .svg or .pdf."), text);
      return FALSE;
    }
  out->name = g_steal_pointer (&name);
  out->path = g_strdup (colon + 1);
  return TRUE;
}

gboolean
bobbin_cli_figures_parse (BobbinCliFigures *figures, const BobbinCliFigureOptions *options,
                          BobbinCliIsFigure is_figure, const char *names, GError **error)
{
  figures->theme = BOBBIN_THEME_LIGHT;
  figures->width_px = DEFAULT_WIDTH_PX;
  figures->height_px = DEFAULT_HEIGHT_PX;
  figures->orders = g_array_new (FALSE, TRUE, sizeof (BobbinCliFigure));
  g_array_set_clear_func (figures->orders, order_clear);

  if (options->theme != NULL && !bobbin_theme_parse (options->theme, &figures->theme))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                   _("--theme=%s is not allowed: give light, dark, projector or print."), options->theme);
      return FALSE;
    }
  if (options->size != NULL && !bobbin_parse_size (options->size, &figures->width_px, &figures->height_px))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                   _("--size=%s is not allowed: give width and height in pixels from 160 to 16384, such as 1920x1080."),
                   options->size);
      return FALSE;
    }
  for (guint i = 0; options->figures != NULL && options->figures[i] != NULL; i++)
    {
      BobbinCliFigure order = { 0 };

      if (!parse_order (options->figures[i], is_figure, names, &order, error))
        return FALSE;
      g_array_append_val (figures->orders, order);
    }
  /* Better said now than after all was measured. */
  for (guint i = 0; i < figures->orders->len; i++)
    if (!bobbin_export_check_path (g_array_index (figures->orders, BobbinCliFigure, i).path, error))
      return FALSE;
  return TRUE;
}

gboolean
bobbin_cli_figures_draw (const BobbinCliFigures *figures, BobbinCliFillFigure fill, gpointer data,
                         GPtrArray *written, GError **error)
{
  for (guint i = 0; i < figures->orders->len; i++)
    {
      const BobbinCliFigure *order = &g_array_index (figures->orders, BobbinCliFigure, i);
      BobbinFigure figure = {
        .theme = figures->theme,
        .width = figures->width_px,
        .height = figures->height_px,
      };

      fill (&figure, order->name, data);
      if (!bobbin_export_figure (&figure, order->path, error))
        return FALSE;
      g_ptr_array_add (written, g_strdup (order->path));
    }
  return TRUE;
}
