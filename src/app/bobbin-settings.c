#include "config.h"

#include "bobbin-settings.h"

GSettings *
bobbin_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, BOBBIN_APPLICATION_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

gboolean
bobbin_settings_has (GSettings *settings, const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings == NULL)
    return FALSE;
  g_object_get (settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, key);
}

void
bobbin_settings_bind (GSettings *settings, const char *key, gpointer object, const char *property)
{
  if (bobbin_settings_has (settings, key))
    g_settings_bind (settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
}

char *
bobbin_settings_get_string (GSettings *settings, const char *key)
{
  g_autofree char *value = NULL;

  if (!bobbin_settings_has (settings, key))
    return NULL;
  value = g_settings_get_string (settings, key);
  return *value != '\0' ? g_steal_pointer (&value) : NULL;
}

void
bobbin_settings_set_string (GSettings *settings, const char *key, const char *value)
{
  if (bobbin_settings_has (settings, key))
    g_settings_set_string (settings, key, value != NULL ? value : "");
}
