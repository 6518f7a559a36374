/* bobbin-settings.h - GSettings that may be absent
 *
 * Uninstalled, or installed without its schema, the window works all the same
 * and forgets its size. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* NULL when the schema is not installed. */
GSettings *bobbin_settings_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE as well when @settings is NULL. */
gboolean bobbin_settings_has (GSettings *settings, const char *key);

/* Binds a key to a property, when @settings is there and knows the key. */
void bobbin_settings_bind (GSettings *settings, const char *key, gpointer object,
                           const char *property);

/* (nullable) when @settings is not there, does not know the key, or it is "". */
char *bobbin_settings_get_string (GSettings *settings, const char *key) G_GNUC_WARN_UNUSED_RESULT;
void  bobbin_settings_set_string (GSettings *settings, const char *key, const char *value);

G_END_DECLS
