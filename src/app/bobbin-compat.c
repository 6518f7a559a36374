#include "config.h"

#include "bobbin-compat.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GtkFileChooserNative *chooser;
  GPtrArray            *filters; /* GtkFileFilter, in the order of the kinds */
  BobbinSaveFunc        done;
  gpointer              data;
  GDestroyNotify        free_data;
} Save;

static void
save_free (Save *save)
{
  if (save->free_data != NULL)
    save->free_data (save->data);
  g_ptr_array_unref (save->filters);
  g_object_unref (save->chooser);
  g_free (save);
}

static guint
get_chosen_kind (Save *save)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (save->chooser));
  guint kind = 0;

  if (filter == NULL || !g_ptr_array_find (save->filters, filter, &kind))
    return 0;
  return kind;
}

static void
save_response_cb (GtkNativeDialog *dialog, int response, Save *save)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  save->done (file, get_chosen_kind (save), save->data);
  save_free (save);
}

static void
add_filter (Save *save, const BobbinFileKind *kind)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, kind->label);
  gtk_file_filter_add_suffix (filter, kind->ending);
  g_ptr_array_add (save->filters, filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (save->chooser), filter);
}

void
bobbin_compat_ask_save (GtkWindow            *parent,
                        const char           *title,
                        GFile                *folder,
                        const char           *name,
                        const BobbinFileKind *kinds,
                        guint                 n_kinds,
                        BobbinSaveFunc        done,
                        gpointer              data,
                        GDestroyNotify        free_data)
{
  Save *save = g_new0 (Save, 1);

  save->chooser = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL,
                                               NULL);
  save->filters = g_ptr_array_new_with_free_func (g_object_unref);
  save->done = done;
  save->data = data;
  save->free_data = free_data;
  for (guint i = 0; i < n_kinds; i++)
    add_filter (save, &kinds[i]);

  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (save->chooser), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (save->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (save->chooser), TRUE);
  g_signal_connect (save->chooser, "response", G_CALLBACK (save_response_cb), save);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (save->chooser));
}

void
bobbin_compat_open_file (GtkWindow *parent, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}

void
bobbin_compat_show_about (GtkWindow *parent, const char *debug_info)
{
  adw_show_about_window (parent,
                         "application-name", "Bobbin",
                         "application-icon", BOBBIN_APPLICATION_ID,
                         "version", BOBBIN_VERSION,
                         "developer-name", _("The Bobbin Developers"),
                         "comments", _("Processes and threads made visible, measured on this machine."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "copyright", "© 2025 The Bobbin Developers",
                         "debug-info", debug_info,
                         "debug-info-filename", "bobbin-debug-info.txt",
                         "translator-credits", _("translator-credits"),
                         NULL);
}

AdwToast *
bobbin_compat_toast_new (const char *text)
{
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

char *
bobbin_compat_gtk_version (void)
{
  return g_strdup_printf ("%u.%u.%u", gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version ());
}

char *
bobbin_compat_adw_version (void)
{
  return g_strdup_printf ("%u.%u.%u", adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());
}
