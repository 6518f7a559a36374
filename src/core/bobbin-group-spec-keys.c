/* bobbin-group-spec-keys.c - the keys of group specs, and what they may hold
 *
 * Each key has one sentence that says what is allowed, used for a text that
 * cannot be read as well as for a number out of its bounds.
 */
#include "config.h"

#include "bobbin-group-spec-private.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-units.h"

#define MAX_NAME_LENGTH    32
#define MAX_EXCERPT_LENGTH 80

gboolean
bobbin_refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (BOBBIN_ERROR, BOBBIN_ERROR_USAGE, format, arguments);
  va_end (arguments);
  return FALSE;
}

char *
bobbin_excerpt (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *excerpt = g_string_new (NULL);
  guint length = 0;

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (length++ == MAX_EXCERPT_LENGTH)
        {
          g_string_append (excerpt, "…");
          break;
        }
      g_string_append_unichar (excerpt, g_unichar_isprint (character) ? character : 0xfffd);
    }
  return g_string_free (excerpt, FALSE);
}

static gboolean
refuse_name (const char *text, GError **error)
{
  g_autofree char *shown = bobbin_excerpt (text);

  return bobbin_refuse (error, _("The group name \"%s\" is not allowed; use 1 to 32 letters, digits, \"-\" or \"_\"."), shown);
}

static gboolean
refuse_kind (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": kind=%s is not allowed; give processes or threads."), group, text);
}

static gboolean
refuse_count (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": count=%s is not allowed; give 1 to %u workers."),
                        group, text, BOBBIN_MAX_WORKERS);
}

static gboolean
refuse_threads_each (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": threads_each=%s is not allowed; give 1 to %u threads."),
                        group, text, BOBBIN_MAX_WORKERS);
}

static gboolean
refuse_work (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": work=%s is not allowed; give compute, memory, sleep, lock, pipe, disk or mixed."), group, text);
}

static gboolean
refuse_duty (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": duty=%s is not allowed; give 0%% to 100%%, such as 20%%."), group, text);
}

static gboolean
refuse_heap (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": heap=%s is not allowed; give a size such as 512KiB, 4MiB or 1GiB."),
                        group, text);
}

static gboolean
refuse_shared (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": shared=%s is not allowed; give a size such as 128KiB, or 0 for none."),
                        group, text);
}

static gboolean
refuse_write (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": write=%s is not allowed; give a share of the heap and a time of 1ms to 3600s, such as 25%%/2s."),
                        group, text);
}

static gboolean
refuse_cores (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": cores=%s is not allowed; give core numbers such as 0-2,5, or the word first."),
                        group, text);
}

static gboolean
refuse_lock (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": lock=%s is not allowed; give mutex, spin or none."), group, text);
}

static gboolean
refuse_nice (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": nice=%s is not allowed; give -20 to 19."), group, text);
}

static gboolean
refuse_stack (const char *group, const char *text, GError **error)
{
  return bobbin_refuse (error, _("Group \"%s\": stack=%s is not allowed; give 16KiB to 1GiB, or 0 for the system's default."),
                        group, text);
}

static gboolean
is_name (const char *text)
{
  gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

  return length >= 1 && length <= MAX_NAME_LENGTH && text[length] == '\0';
}

static gboolean
is_stack (guint64 bytes)
{
  return bytes == 0 || (bytes >= BOBBIN_MIN_STACK_BYTES && bytes <= BOBBIN_MAX_STACK_BYTES);
}

static gboolean
is_write_period (gint64 period_ns)
{
  return period_ns >= BOBBIN_MIN_WRITE_PERIOD_NS && period_ns <= BOBBIN_MAX_WRITE_PERIOD_NS;
}

/* The parsers below read one key's text into @spec; FALSE for what is not allowed. */

static gboolean
parse_name (BobbinGroupSpec *spec, const char *text)
{
  if (!is_name (text))
    return FALSE;
  g_free (spec->name);
  spec->name = g_strdup (text);
  return TRUE;
}

static gboolean
parse_kind (BobbinGroupSpec *spec, const char *text)
{
  for (guint kind = 0; kind < BOBBIN_N_KINDS; kind++)
    if (strcmp (text, bobbin_kind_to_string ((BobbinKind) kind)) == 0)
      {
        spec->kind = (BobbinKind) kind;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_number_of_workers (const char *text, guint *out_count)
{
  guint64 count;

  if (!bobbin_parse_count (text, BOBBIN_MAX_WORKERS, &count) || count == 0)
    return FALSE;
  *out_count = (guint) count;
  return TRUE;
}

static gboolean
parse_count (BobbinGroupSpec *spec, const char *text)
{
  return parse_number_of_workers (text, &spec->count);
}

static gboolean
parse_threads_each (BobbinGroupSpec *spec, const char *text)
{
  return parse_number_of_workers (text, &spec->threads_each);
}

static gboolean
parse_work (BobbinGroupSpec *spec, const char *text)
{
  return bobbin_work_parse (text, &spec->work);
}

static gboolean
parse_duty (BobbinGroupSpec *spec, const char *text)
{
  return bobbin_parse_percent (text, &spec->duty);
}

static gboolean
parse_heap (BobbinGroupSpec *spec, const char *text)
{
  guint64 bytes;

  if (!bobbin_parse_bytes (text, &bytes))
    return FALSE;
  spec->heap_bytes = bobbin_round_to_pages (bytes);
  return TRUE;
}

static gboolean
parse_shared (BobbinGroupSpec *spec, const char *text)
{
  guint64 bytes;

  if (!bobbin_parse_bytes (text, &bytes) || bobbin_round_to_pages (bytes) == BOBBIN_SHARED_BY_HEAP)
    return FALSE;
  spec->shared_bytes = bobbin_round_to_pages (bytes);
  return TRUE;
}

/* "25%" or "25%/2s" */
static gboolean
parse_write (BobbinGroupSpec *spec, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  gint64 period_ns = G_GINT64_CONSTANT (1000000000);
  double share;

  if (parts[0] == NULL || !bobbin_parse_percent (parts[0], &share))
    return FALSE;
  if (parts[1] != NULL && (!bobbin_parse_duration (parts[1], &period_ns) || !is_write_period (period_ns)))
    return FALSE;
  spec->write_share = share;
  spec->write_period_ns = period_ns;
  return TRUE;
}

static gboolean
parse_cores (BobbinGroupSpec *spec, const char *text)
{
  if (strcmp (text, "first") == 0)
    {
      BobbinCoreSet allowed;

      bobbin_core_set_read_allowed (&allowed);
      spec->cores = (BobbinCoreSet) { 0 };
      bobbin_core_set_add (&spec->cores, bobbin_core_set_get_first (&allowed));
      return TRUE;
    }
  return bobbin_core_set_parse (text, &spec->cores);
}

static gboolean
parse_lock (BobbinGroupSpec *spec, const char *text)
{
  return bobbin_lock_parse (text, &spec->lock);
}

static gboolean
parse_nice (BobbinGroupSpec *spec, const char *text)
{
  gint64 value;

  /* The parser of GLib lets blanks and a plus go in front. */
  if (!g_ascii_isdigit (*text) && *text != '-')
    return FALSE;
  if (!g_ascii_string_to_signed (text, 10, -20, 19, &value, NULL))
    return FALSE;
  spec->nice = (int) value;
  return TRUE;
}

static gboolean
parse_stack (BobbinGroupSpec *spec, const char *text)
{
  guint64 bytes;

  if (!bobbin_parse_bytes (text, &bytes) || !is_stack (bytes))
    return FALSE;
  spec->stack_bytes = bobbin_round_to_pages (bytes);
  return TRUE;
}

static const struct {
  const char *word;
  gboolean (*parse) (BobbinGroupSpec *spec, const char *text);
  gboolean (*refuse) (const char *group, const char *text, GError **error);
} keys[BOBBIN_N_GROUP_KEYS] = {
  [BOBBIN_GROUP_KEY_NAME] = { "name", parse_name, NULL },
  [BOBBIN_GROUP_KEY_KIND] = { "kind", parse_kind, refuse_kind },
  [BOBBIN_GROUP_KEY_COUNT] = { "count", parse_count, refuse_count },
  [BOBBIN_GROUP_KEY_THREADS_EACH] = { "threads_each", parse_threads_each, refuse_threads_each },
  [BOBBIN_GROUP_KEY_WORK] = { "work", parse_work, refuse_work },
  [BOBBIN_GROUP_KEY_DUTY] = { "duty", parse_duty, refuse_duty },
  [BOBBIN_GROUP_KEY_HEAP] = { "heap", parse_heap, refuse_heap },
  [BOBBIN_GROUP_KEY_SHARED] = { "shared", parse_shared, refuse_shared },
  [BOBBIN_GROUP_KEY_WRITE] = { "write", parse_write, refuse_write },
  [BOBBIN_GROUP_KEY_CORES] = { "cores", parse_cores, refuse_cores },
  [BOBBIN_GROUP_KEY_LOCK] = { "lock", parse_lock, refuse_lock },
  [BOBBIN_GROUP_KEY_NICE] = { "nice", parse_nice, refuse_nice },
  [BOBBIN_GROUP_KEY_STACK] = { "stack", parse_stack, refuse_stack },
};

BobbinGroupKey
bobbin_group_key_find (const char *word)
{
  BobbinGroupKey key = 0;

  while (key < BOBBIN_N_GROUP_KEYS && strcmp (keys[key].word, word) != 0)
    key++;
  return key;
}

gboolean
bobbin_group_spec_set (BobbinGroupSpec *spec, const char *key_word, const char *value, GError **error)
{
  g_return_val_if_fail (spec != NULL && key_word != NULL && value != NULL, FALSE);

  g_autofree char *shown = bobbin_excerpt (value);
  BobbinGroupKey key = bobbin_group_key_find (key_word);

  if (key == BOBBIN_N_GROUP_KEYS)
    {
      g_autofree char *word = bobbin_excerpt (key_word);

      return bobbin_refuse (error, _("Group \"%s\": there is no key \"%s\"; the keys are %s."),
                            spec->name, word, BOBBIN_GROUP_KEY_WORDS);
    }
  if (keys[key].parse (spec, value))
    return TRUE;
  return key == BOBBIN_GROUP_KEY_NAME ? refuse_name (value, error) : keys[key].refuse (spec->name, shown, error);
}

static char *
show_percent (double share)
{
  return g_strdup_printf ("%g%%", share * 100.0);
}

gboolean
bobbin_group_spec_check (const BobbinGroupSpec *spec, GError **error)
{
  g_autofree char *count = g_strdup_printf ("%u", spec->count);
  g_autofree char *threads_each = g_strdup_printf ("%u", spec->threads_each);
  g_autofree char *duty = show_percent (spec->duty);
  g_autofree char *write_share = show_percent (spec->write_share);
  g_autofree char *nice = g_strdup_printf ("%d", spec->nice);
  g_autofree char *stack = bobbin_format_bytes (spec->stack_bytes);
  g_autofree char *period = bobbin_format_duration_short (spec->write_period_ns);
  g_autofree char *write = g_strdup_printf ("%s/%s", write_share, period);

  if (spec->name == NULL || !is_name (spec->name))
    return refuse_name (spec->name, error);
  if ((guint) spec->kind >= BOBBIN_N_KINDS)
    return refuse_kind (spec->name, "?", error);
  if ((guint) spec->work >= BOBBIN_N_WORKS)
    return refuse_work (spec->name, "?", error);
  if (spec->count < 1 || spec->count > BOBBIN_MAX_WORKERS)
    return refuse_count (spec->name, count, error);
  if (spec->threads_each < 1 || spec->threads_each > BOBBIN_MAX_WORKERS)
    return refuse_threads_each (spec->name, threads_each, error);
  if (!(spec->duty >= 0.0 && spec->duty <= 1.0))
    return refuse_duty (spec->name, duty, error);
  if (!(spec->write_share >= 0.0 && spec->write_share <= 1.0) || !is_write_period (spec->write_period_ns))
    return refuse_write (spec->name, write, error);
  if ((guint) spec->lock >= BOBBIN_N_LOCKS)
    return refuse_lock (spec->name, "?", error);
  if (spec->nice < -20 || spec->nice > 19)
    return refuse_nice (spec->name, nice, error);
  if (!is_stack (spec->stack_bytes))
    return refuse_stack (spec->name, stack, error);
  return TRUE;
}
