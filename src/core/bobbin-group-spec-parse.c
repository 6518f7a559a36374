/* bobbin-group-spec-parse.c - lists of KEY=VALUE to group specs */
#include "config.h"

#include "bobbin-group-spec-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_COUNT 4

/* A key that was written down but has no effect is most likely a mistake. */
static gboolean
check_use (const BobbinGroupSpec *spec, guint given, GError **error)
{
  const char *work = bobbin_work_to_string (spec->work);

  if ((given & 1u << BOBBIN_GROUP_KEY_DUTY) != 0 && spec->work != BOBBIN_WORK_SLEEP)
    return bobbin_refuse (error, _("Group \"%s\": duty is for work=sleep only, and the work is %s."), spec->name, work);
  if ((given & 1u << BOBBIN_GROUP_KEY_WRITE) != 0 && spec->work != BOBBIN_WORK_MEMORY)
    return bobbin_refuse (error, _("Group \"%s\": write is for work=memory only, and the work is %s."), spec->name, work);
  if ((given & 1u << BOBBIN_GROUP_KEY_LOCK) != 0 && spec->work != BOBBIN_WORK_LOCK)
    return bobbin_refuse (error, _("Group \"%s\": lock is for work=lock only, and the work is %s."), spec->name, work);
  if ((given & 1u << BOBBIN_GROUP_KEY_THREADS_EACH) != 0 && spec->kind == BOBBIN_KIND_THREADS)
    return bobbin_refuse (error, _("Group \"%s\": threads_each is for kind=processes only; give the number of threads as count."),
                          spec->name);
  if ((given & 1u << BOBBIN_GROUP_KEY_STACK) != 0 && spec->kind == BOBBIN_KIND_PROCESSES && spec->threads_each == 1)
    return bobbin_refuse (error, _("Group \"%s\": stack is for threads only; give kind=threads or a threads_each of 2 or more."),
                          spec->name);
  return TRUE;
}

BobbinGroupSpec *
bobbin_group_spec_from_pairs (const char *name, const BobbinPair *pairs, gsize n_pairs, GError **error)
{
  g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_new (NULL, BOBBIN_KIND_PROCESSES, DEFAULT_COUNT);
  guint given = 0;

  if (!bobbin_group_spec_set (spec, "name", name, error))
    return NULL;

  for (gsize i = 0; i < n_pairs; i++)
    {
      BobbinGroupKey key;

      if (!bobbin_group_spec_set (spec, pairs[i].key, pairs[i].value, error))
        return NULL;
      key = bobbin_group_key_find (pairs[i].key);
      if ((given & 1u << key) != 0)
        {
          bobbin_refuse (error, _("Group \"%s\": %s is given twice; give it once."), spec->name, pairs[i].key);
          return NULL;
        }
      given |= 1u << key;
    }

  if ((given & 1u << BOBBIN_GROUP_KEY_KIND) == 0)
    {
      bobbin_refuse (error, _("Group \"%s\": kind is missing; give kind=processes or kind=threads."), spec->name);
      return NULL;
    }
  if (!check_use (spec, given, error))
    return NULL;
  return g_steal_pointer (&spec);
}

/* Splits "a=1,cores=0,2-3,b=2" in place; a piece without "=" carries on the list of cores. */
static gboolean
split_pairs (char *text, GArray *pairs, GError **error)
{
  char *piece = text;

  while (piece != NULL)
    {
      char *comma = strchr (piece, ',');
      char *equals;

      if (comma != NULL)
        *comma = '\0';
      equals = strchr (piece, '=');
      if (equals != NULL)
        {
          *equals = '\0';
          g_array_append_val (pairs, ((BobbinPair) { piece, equals + 1 }));
        }
      else if (pairs->len > 0 && piece > text
               && strcmp (g_array_index (pairs, BobbinPair, pairs->len - 1).key, "cores") == 0)
        {
          piece[-1] = ','; /* back into the value before */
        }
      else
        {
          g_autofree char *shown = bobbin_excerpt (piece);

          return bobbin_refuse (error, _("A group is written KEY=VALUE,KEY=VALUE…, which \"%s\" is not; the keys are %s."),
                                shown, BOBBIN_GROUP_KEY_WORDS);
        }
      piece = comma != NULL ? comma + 1 : NULL;
    }
  return TRUE;
}

/* The value of @key among @pairs; NULL without it. */
static const char *
find_pair (const GArray *pairs, const char *key)
{
  for (guint i = 0; i < pairs->len; i++)
    if (strcmp (g_array_index (pairs, BobbinPair, i).key, key) == 0)
      return g_array_index (pairs, BobbinPair, i).value;
  return NULL;
}

BobbinGroupSpec *
bobbin_group_spec_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *copy = g_strdup (text);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (BobbinPair));
  const char *name;

  if (!split_pairs (copy, pairs, error))
    return NULL;

  /* Without a name it is called after its kind. */
  name = find_pair (pairs, "name");
  if (name == NULL)
    name = g_strcmp0 (find_pair (pairs, "kind"), "threads") == 0 ? "threads" : "processes";
  return bobbin_group_spec_from_pairs (name, (const BobbinPair *) (gpointer) pairs->data, pairs->len, error);
}
