/* bobbin-scenario-parse.c - a scenario's key file
 *
 * The text is hostile. Its size is bounded before anything looks at it, it has
 * to be UTF-8, and whatever is not known, or is there twice, is an error
 * rather than passed over.
 */
#include "config.h"

#include "bobbin-scenario-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-group-spec-private.h"
#include "bobbin-units.h"

#define SCENARIO_SECTION       "Scenario"
#define GROUP_PREFIX           "Group "
#define MAX_TITLE_LENGTH       100
#define MAX_DESCRIPTION_LENGTH 500
#define MAX_ORDERS             64 /* of each kind */

static gboolean
check_text (const char *text, gsize length, GError **error)
{
  if (length > BOBBIN_MAX_SCENARIO_BYTES)
    return bobbin_refuse (error, _("It is larger than the 64 KiB that are allowed."));
  if (!g_utf8_validate_len (text, length, NULL))
    return bobbin_refuse (error, _("It is not a text in UTF-8."));
  return TRUE;
}

/* GKeyFile takes the last of several without a word. */
static gboolean
check_repeats (const char *text, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *section = "";

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      char *equals = strchr (line, '=');
      char *id;

      if (*line == '#' || *line == '\0')
        continue;
      if (*line == '[')
        {
          section = line;
          id = g_strdup (line);
        }
      else
        {
          if (equals != NULL)
            *equals = '\0';
          id = g_strdup_printf ("%s %s", section, g_strchomp (line));
        }
      if (!g_hash_table_add (seen, id))
        {
          g_autofree char *shown = bobbin_excerpt (line);

          return bobbin_refuse (error, _("\"%s\" in line %u is there twice; give it once."), shown, i + 1);
        }
    }
  return TRUE;
}

static gboolean
is_localized (const char *key, const char *word)
{
  gsize length = strlen (word);

  return strncmp (key, word, length) == 0 && key[length] == '[' && g_str_has_suffix (key, "]");
}

static gboolean
check_scenario_keys (GKeyFile *file, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, SCENARIO_SECTION, NULL, NULL);
  static const char *const known[] = { "Title", "Description", "Duration", "Crash", "Write", NULL };

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      if (g_strv_contains (known, keys[i]) || is_localized (keys[i], "Title") || is_localized (keys[i], "Description"))
        continue;

      g_autofree char *shown = bobbin_excerpt (keys[i]);
      return bobbin_refuse (error, _("There is no key \"%s\" in [Scenario]; the keys are Title, Description, Duration, Crash and Write."), shown);
    }
  return TRUE;
}

/* A text that is shown in one piece: no line breaks, no control characters. */
static gboolean
read_shown_text (GKeyFile *file, const char *key, guint max_length, char **out_text, GError **error)
{
  g_autofree char *text = g_key_file_get_locale_string (file, SCENARIO_SECTION, key, NULL, NULL);

  if (text == NULL)
    return TRUE;

  g_strstrip (text);
  if (g_utf8_strlen (text, -1) > max_length)
    return bobbin_refuse (error, _("%s is longer than the %u characters that are allowed."), key, max_length);
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isprint (g_utf8_get_char (c)))
      return bobbin_refuse (error, _("%s has a line break or a control character in it; give one line of text."), key);

  if (*text != '\0')
    {
      g_free (*out_text);
      *out_text = g_steal_pointer (&text);
    }
  return TRUE;
}

static gboolean
read_duration (GKeyFile *file, gint64 *out_ns, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, SCENARIO_SECTION, "Duration", NULL);
  gint64 duration_ns;

  if (!g_key_file_has_key (file, SCENARIO_SECTION, "Duration", NULL))
    return TRUE;
  if (text == NULL || !bobbin_parse_duration (text, &duration_ns)
      || duration_ns <= 0 || duration_ns > BOBBIN_MAX_DURATION_NS)
    {
      g_autofree char *shown = bobbin_excerpt (text);

      return bobbin_refuse (error, _("Duration=%s is not allowed; give more than 0s and no more than 86400s."), shown);
    }
  *out_ns = duration_ns;
  return TRUE;
}

static gboolean
read_crashes (GKeyFile *file, BobbinScenario *scenario, GError **error)
{
  gsize n_texts = 0;
  g_auto (GStrv) texts = g_key_file_get_string_list (file, SCENARIO_SECTION, "Crash", &n_texts, NULL);

  if (n_texts > MAX_ORDERS)
    return bobbin_refuse (error, _("Crash lists %u crashes; no more than %u are allowed."), (guint) n_texts, MAX_ORDERS);
  for (gsize i = 0; i < n_texts; i++)
    {
      BobbinCrashOrder order;

      if (!bobbin_crash_order_parse (g_strstrip (texts[i]), scenario->groups, &order, error))
        return FALSE;
      g_array_append_val (scenario->crashes, order);
    }
  return TRUE;
}

static gboolean
read_writes (GKeyFile *file, BobbinScenario *scenario, GError **error)
{
  gsize n_texts = 0;
  g_auto (GStrv) texts = g_key_file_get_string_list (file, SCENARIO_SECTION, "Write", &n_texts, NULL);

  if (n_texts > MAX_ORDERS)
    return bobbin_refuse (error, _("Write lists %u orders; no more than %u are allowed."), (guint) n_texts, MAX_ORDERS);
  for (gsize i = 0; i < n_texts; i++)
    {
      BobbinWriteOrder order;

      if (!bobbin_write_order_parse (g_strstrip (texts[i]), scenario->groups, &order, error))
        return FALSE;
      g_array_append_val (scenario->writes, order);
    }
  return TRUE;
}

static gboolean
read_group (GKeyFile *file, const char *section, BobbinScenario *scenario, GError **error)
{
  const char *name = section + strlen (GROUP_PREFIX);
  gsize n_keys = 0;
  g_auto (GStrv) keys = g_key_file_get_keys (file, section, &n_keys, NULL);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (BobbinPair));
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  BobbinGroupSpec *spec;

  for (gsize i = 0; i < n_keys; i++)
    {
      char *value = g_key_file_get_value (file, section, keys[i], NULL);

      if (strcmp (keys[i], "name") == 0)
        {
          g_autofree char *shown = bobbin_excerpt (name);

          g_free (value);
          return bobbin_refuse (error, _("Group \"%s\": its name stands in the heading, [Group NAME], and not among its keys."), shown);
        }
      g_ptr_array_add (values, g_strchomp (value));
      g_array_append_val (pairs, ((BobbinPair) { keys[i], value }));
    }

  spec = bobbin_group_spec_from_pairs (name, (const BobbinPair *) (gpointer) pairs->data, pairs->len, error);
  if (spec == NULL)
    return FALSE;
  g_ptr_array_add (scenario->groups, spec);
  return TRUE;
}

static gboolean
read_groups (GKeyFile *file, BobbinScenario *scenario, GError **error)
{
  g_auto (GStrv) sections = g_key_file_get_groups (file, NULL);

  for (guint i = 0; sections[i] != NULL; i++)
    {
      if (strcmp (sections[i], SCENARIO_SECTION) == 0)
        continue;
      if (!g_str_has_prefix (sections[i], GROUP_PREFIX))
        {
          g_autofree char *shown = bobbin_excerpt (sections[i]);

          return bobbin_refuse (error, _("There is no section [%s]; the sections are [Scenario] and [Group NAME]."), shown);
        }
      if (scenario->groups->len == BOBBIN_MAX_GROUPS)
        return bobbin_refuse (error, _("It has more than the %u groups that are allowed."), BOBBIN_MAX_GROUPS);
      if (!read_group (file, sections[i], scenario, error))
        return FALSE;
    }
  if (scenario->groups->len == 0)
    return bobbin_refuse (error, _("It has no group; add a section [Group NAME] with kind=processes or kind=threads."));
  return TRUE;
}

static gboolean
read_all (BobbinScenario *scenario, const char *text, gsize length, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (!check_text (text, length, error))
    return FALSE;
  if (!g_key_file_load_from_data (file, length > 0 ? text : "", length, G_KEY_FILE_KEEP_TRANSLATIONS, &local_error))
    return bobbin_refuse (error, _("It is not a key file (%s)."), local_error->message);

  return check_repeats (text, error)
         && check_scenario_keys (file, error)
         && read_groups (file, scenario, error)
         && read_shown_text (file, "Title", MAX_TITLE_LENGTH, &scenario->title, error)
         && read_shown_text (file, "Description", MAX_DESCRIPTION_LENGTH, &scenario->description, error)
         && read_duration (file, &scenario->duration_ns, error)
         && read_crashes (file, scenario, error)
         && read_writes (file, scenario, error);
}

/* "/a/b/my-run.scenario" → "my-run" */
static char *
make_title (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';
  return bobbin_excerpt (base);
}

BobbinScenario *
bobbin_scenario_parse (const char *text, gssize length, const char *name, GError **error)
{
  g_return_val_if_fail (text != NULL && name != NULL, NULL);

  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *copy = g_strndup (text, MIN (size, BOBBIN_MAX_SCENARIO_BYTES)); /* ends in '\0' */
  g_autoptr (BobbinScenario) scenario = g_new0 (BobbinScenario, 1);

  scenario->id = g_strdup (name);
  scenario->title = make_title (name);
  scenario->description = g_strdup ("");
  scenario->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  scenario->crashes = g_array_new (FALSE, FALSE, sizeof (BobbinCrashOrder));
  scenario->writes = g_array_new (FALSE, FALSE, sizeof (BobbinWriteOrder));

  if (!read_all (scenario, copy, size, error))
    {
      g_autofree char *shown = bobbin_excerpt (name);

      g_prefix_error (error, _("Scenario \"%s\": "), shown);
      return NULL;
    }
  return g_steal_pointer (&scenario);
}
