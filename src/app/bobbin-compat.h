/* bobbin-compat.h - the one place where GTK's and libadwaita's versions matter
 *
 * What is written here exists at the floor, GTK 4.8 and libadwaita 1.2, and is
 * deprecated in later versions; a port changes this file and no other. Main
 * thread.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a file can be saved as: "PNG image", "png". */
typedef struct {
  const char *label; /* translated */
  const char *ending;
} BobbinFileKind;

/* @file: NULL when it was cancelled. @kind: index of the kind that was chosen. */
typedef void (*BobbinSaveFunc) (GFile *file, guint kind, gpointer data);

/* Asks where to save, in @folder (nullable) to begin with. Calls @done once, later; @kinds is copied. */
void bobbin_compat_ask_save (GtkWindow            *parent,
                             const char           *title,
                             GFile                *folder,
                             const char           *name,
                             const BobbinFileKind *kinds,
                             guint                 n_kinds,
                             BobbinSaveFunc        done,
                             gpointer              data,
                             GDestroyNotify        free_data);

/* Shows a file in the program that the desktop has for it. */
void bobbin_compat_open_file (GtkWindow *parent, GFile *file);

void bobbin_compat_show_about (GtkWindow *parent, const char *debug_info);

/* @text is shown as it is, whatever signs are in it. */
AdwToast *bobbin_compat_toast_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* "4.8.3", "1.2.2": of the libraries that run, not of those that it was built with. */
char *bobbin_compat_gtk_version (void) G_GNUC_WARN_UNUSED_RESULT;
char *bobbin_compat_adw_version (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
