/* bobbin-json.h - the few words in which all JSON here is built
 *
 * Over json-glib's builder: a named member in one call. Main thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void bobbin_json_add_int         (JsonBuilder *builder, const char *name, gint64 value);
void bobbin_json_add_string      (JsonBuilder *builder, const char *name, const char *value);
void bobbin_json_add_null        (JsonBuilder *builder, const char *name);
void bobbin_json_add_int_or_null (JsonBuilder *builder, const char *name, gboolean known, gint64 value);

/* @strings: char *; nullable: none. */
void bobbin_json_add_strings     (JsonBuilder *builder, const char *name, const GPtrArray *strings);

/* Indented text with a newline at its end. */
char *bobbin_json_to_text (JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
