/* bobbin-window-export.c - figures to files and to the clipboard
 *
 * Figures are light whatever the window is: they go onto slides and paper, and
 * lit rooms wash dark ones out.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-compat.h"
#include "bobbin-error.h"
#include "bobbin-export.h"
#include "bobbin-window-private.h"

#define FIGURE_WIDTH_PX  1920
#define FIGURE_HEIGHT_PX 1080

typedef struct {
  BobbinFigure           figure;
  BobbinTimelineViewport viewport;
} Picture;

/* Of what there is to be a picture. */
typedef struct {
  BobbinFigureId          id;
  const BobbinExperiment *experiment; /* of EXPERIMENT, else NULL */
} Subject;

/* The timeline by core is another figure, of another title and file name. */
static BobbinFigureId
get_seen_figure (BobbinWindow *window, BobbinFigureId id)
{
  BobbinTimelineViewport viewport = bobbin_timeline_view_get_viewport (BOBBIN_TIMELINE_VIEW (window->timeline));

  return id == BOBBIN_FIGURE_TIMELINE && viewport.lanes == BOBBIN_LANES_CORES ? BOBBIN_FIGURE_CORES : id;
}

static Subject
get_subject (BobbinWindow *window, BobbinFigureId id)
{
  return (Subject) { get_seen_figure (window, id),
                     id == BOBBIN_FIGURE_EXPERIMENT ? bobbin_experiment_page_get_experiment (window->experiment_page) : NULL };
}

static const BobbinOutcome *
get_outcome (BobbinWindow *window, Subject subject)
{
  return subject.experiment == NULL ? NULL : bobbin_lab_get_outcome (window->lab, subject.experiment);
}

static gboolean
has_something_to_show (BobbinWindow *window, Subject subject)
{
  if (subject.id == BOBBIN_FIGURE_EXPERIMENT)
    return get_outcome (window, subject) != NULL;
  if (subject.id == BOBBIN_FIGURE_TABLE && bobbin_window_has_outcomes (window))
    return TRUE;
  return bobbin_runner_get_run (window->runner) != NULL;
}

/* What is on the screen now: its time, lanes, markers and range. */
static void
init_picture (Picture *picture, BobbinWindow *window, Subject subject)
{
  const BobbinRun *run = bobbin_runner_get_run (window->runner);

  *picture = (Picture) { 0 };
  picture->viewport = bobbin_timeline_view_get_viewport (BOBBIN_TIMELINE_VIEW (window->timeline));
  picture->viewport.scroll_y_px = 0.0;
  picture->viewport.selected_worker = -1;
  picture->viewport.fits_all = TRUE;
  picture->figure = (BobbinFigure) {
    .id = subject.id,
    .theme = BOBBIN_THEME_LIGHT,
    .width = FIGURE_WIDTH_PX,
    .height = FIGURE_HEIGHT_PX,
    .run = run,
    .summary = G_LIST_MODEL (window->summary),
    .outcome = get_outcome (window, subject),
    .viewport = &picture->viewport,
  };
}

static gboolean
write_bytes (GBytes *bytes, GFile *file, GError **error)
{
  return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}

/* A file that is not on this machine has no path to be moved into place at. */
static gboolean
write_remotely (const BobbinFigure *figure, GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) cause = NULL;
  BobbinFormat format;

  if (!bobbin_format_for_path (name, &format))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED,
                   _("The name “%s” must end in .png, .svg or .pdf."), name);
      return FALSE;
    }
  bytes = bobbin_export_figure_to_bytes (figure, format, error);
  if (bytes == NULL)
    return FALSE;
  if (!write_bytes (bytes, file, &cause))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED, _("“%s” could not be written: %s"),
                   name, cause->message);
      return FALSE;
    }
  return TRUE;
}

static void
open_exported_cb (AdwToast *toast, BobbinWindow *window)
{
  bobbin_compat_open_file (GTK_WINDOW (window), g_object_get_data (G_OBJECT (toast), "file"));
}

static void
say_exported (BobbinWindow *window, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = g_strdup_printf (_("Saved “%s”"), name);
  AdwToast *toast = bobbin_compat_toast_new (text);

  adw_toast_set_button_label (toast, _("Open"));
  g_object_set_data_full (G_OBJECT (toast), "file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (open_exported_cb), window, 0);
  g_free (window->message);
  window->message = g_steal_pointer (&text);
  adw_toast_overlay_add_toast (window->toasts, toast);
}

static gboolean
export_subject (BobbinWindow *window, Subject subject, GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) cause = NULL;
  gboolean written;
  Picture picture;

  init_picture (&picture, window, subject);
  if (path != NULL)
    written = bobbin_export_figure (&picture.figure, path, &cause);
  else
    written = write_remotely (&picture.figure, file, &cause);

  if (written)
    {
      g_clear_object (&window->export_folder);
      window->export_folder = g_file_get_parent (file);
      say_exported (window, file);
      return TRUE;
    }
  bobbin_window_say (window, cause->message);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
bobbin_window_export_figure (BobbinWindow *window, BobbinFigureId id, GFile *file, GError **error)
{
  Subject subject = get_subject (window, id);

  g_return_val_if_fail (has_something_to_show (window, subject), FALSE);
  return export_subject (window, subject, file, error);
}

typedef struct {
  BobbinWindow *window;
  Subject       subject;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_object_unref (ask->window);
  g_free (ask);
}

/* "chart" with the kind SVG chosen means "chart.svg". The dialog asked about
 * replacing "chart", not about that one. */
static GFile *
complete_name (GFile *file, const char *ending, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *full_name = NULL;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GFile) full = NULL;

  if (strchr (name, '.') != NULL || folder == NULL)
    return g_object_ref (file);

  full_name = g_strdup_printf ("%s.%s", name, ending);
  full = g_file_get_child (folder, full_name);
  if (g_file_query_exists (full, NULL))
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED,
                   _("There is a file “%s” already; choose it to replace it."), full_name);
      return NULL;
    }
  return g_steal_pointer (&full);
}

static void
save_chosen_cb (GFile *file, guint kind, gpointer data)
{
  Ask *ask = data;
  g_autoptr (GFile) full = NULL;
  g_autoptr (GError) error = NULL;

  /* The dialog may outlive the run. */
  if (file == NULL || !has_something_to_show (ask->window, ask->subject))
    return;

  full = complete_name (file, bobbin_format_to_string (kind), &error);
  if (full == NULL)
    bobbin_window_say (ask->window, error->message);
  else
    export_subject (ask->window, ask->subject, full, NULL);
}

/* Where the last one went, or else where pictures are. */
static GFile *
choose_folder (BobbinWindow *window)
{
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

  if (window->export_folder != NULL)
    return g_object_ref (window->export_folder);
  return g_file_new_for_path (pictures != NULL ? pictures : g_get_home_dir ());
}

/* FALSE: it is said that there is nothing yet. */
static gboolean
check_subject (BobbinWindow *window, Subject subject)
{
  gboolean there = has_something_to_show (window, subject);

  if (!there)
    bobbin_window_say (window, _("There is nothing to show yet."));
  return there;
}

void
bobbin_window_ask_export (BobbinWindow *window, BobbinFigureId id)
{
  const BobbinFileKind kinds[BOBBIN_N_FORMATS] = {
    [BOBBIN_FORMAT_PNG] = { _("PNG Image"), "png" },
    [BOBBIN_FORMAT_SVG] = { _("SVG Drawing"), "svg" },
    [BOBBIN_FORMAT_PDF] = { _("PDF Document"), "pdf" },
  };
  Subject subject = get_subject (window, id);
  g_autofree char *name = g_strdup_printf ("bobbin-%s.png", subject.experiment != NULL ? subject.experiment->id
                                                                                       : bobbin_figure_to_string (subject.id));
  g_autoptr (GFile) folder = choose_folder (window);
  Ask *ask;

  if (!check_subject (window, subject))
    return;
  ask = g_new0 (Ask, 1);
  ask->window = g_object_ref (window);
  ask->subject = subject;
  bobbin_compat_ask_save (GTK_WINDOW (window), _("Export Figure"), folder, name, kinds,
                          BOBBIN_N_FORMATS, save_chosen_cb, ask, ask_free);
}

void
bobbin_window_copy_figure (BobbinWindow *window, BobbinFigureId id)
{
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GError) error = NULL;
  GdkContentProvider *providers[2];
  g_autoptr (GdkContentProvider) all = NULL;
  Subject subject = get_subject (window, id);
  Picture picture;

  if (!check_subject (window, subject))
    return;
  init_picture (&picture, window, subject);
  png = bobbin_export_figure_to_bytes (&picture.figure, BOBBIN_FORMAT_PNG, &error);
  if (png != NULL)
    svg = bobbin_export_figure_to_bytes (&picture.figure, BOBBIN_FORMAT_SVG, &error);
  if (svg == NULL)
    {
      bobbin_window_say (window, error->message);
      return;
    }

  providers[0] = gdk_content_provider_new_for_bytes ("image/png", png);
  providers[1] = gdk_content_provider_new_for_bytes ("image/svg+xml", svg);
  all = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (window)), all);
  bobbin_window_say (window, _("Figure copied"));
}
