/* bobbin-crash-order.c - which worker is to crash, and when */
#include "config.h"

#include "bobbin-request-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bobbin-group-spec-private.h"
#include "bobbin-units.h"

static gboolean
refuse_index (const BobbinGroupSpec *spec, const char *index, GError **error)
{
  return bobbin_refuse (error, _("Worker %s cannot be told to crash; group \"%s\" has the workers 1 to %u."),
                        index, spec->name, bobbin_group_spec_n_workers (spec));
}

gboolean
bobbin_order_time_is_allowed (gint64 time_ns)
{
  return time_ns >= 0 && time_ns <= BOBBIN_MAX_DURATION_NS;
}

static gboolean
check_time (gint64 time_ns, const char *shown, GError **error)
{
  if (bobbin_order_time_is_allowed (time_ns))
    return TRUE;
  return bobbin_refuse (error, _("A crash at %s is not allowed; give a time of 0s to 86400s after the start."), shown);
}

gboolean
bobbin_crash_order_check (const BobbinCrashOrder *order, const GPtrArray *groups, GError **error)
{
  g_autofree char *index = g_strdup_printf ("%u", order->index);
  g_autofree char *time = bobbin_format_duration_short (order->time_ns);
  const BobbinGroupSpec *spec;

  if (order->group >= groups->len)
    return bobbin_refuse (error, _("A crash is asked for in group %u of %u; give a group that is there."),
                          order->group + 1, groups->len);
  spec = g_ptr_array_index (groups, order->group);
  if (order->index < 1 || order->index > bobbin_group_spec_n_workers (spec))
    return refuse_index (spec, index, error);
  return check_time (order->time_ns, time, error);
}

char *
bobbin_order_list_groups (const GPtrArray *specs)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < specs->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const BobbinGroupSpec *) g_ptr_array_index (specs, i))->name);
  return g_string_free (names, FALSE);
}

gboolean
bobbin_order_find_group (const GPtrArray *specs, const char *name, guint *out_group)
{
  for (guint i = 0; i < specs->len; i++)
    if (strcmp (((const BobbinGroupSpec *) g_ptr_array_index (specs, i))->name, name) == 0)
      {
        *out_group = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
bobbin_crash_order_parse (const char *text, const GPtrArray *specs, BobbinCrashOrder *out_order, GError **error)
{
  g_return_val_if_fail (text != NULL && specs != NULL && out_order != NULL, FALSE);

  g_autofree char *shown = bobbin_excerpt (text);
  g_autofree char *copy = g_strdup (text);
  char *slash = strchr (copy, '/');
  char *at = slash != NULL ? strchr (slash, '@') : NULL;
  BobbinCrashOrder order;
  guint64 index;

  if (slash == NULL || at == NULL)
    return bobbin_refuse (error, _("The crash \"%s\" is not of the form GROUP/INDEX@TIME, such as processes/3@2s."), shown);
  *slash = '\0';
  *at = '\0';

  if (!bobbin_order_find_group (specs, copy, &order.group))
    {
      g_autofree char *name = bobbin_excerpt (copy);
      g_autofree char *names = bobbin_order_list_groups (specs);

      return bobbin_refuse (error, _("The crash \"%s\" names the group \"%s\", which is not there; the groups are %s."),
                            shown, name, names);
    }

  const BobbinGroupSpec *spec = g_ptr_array_index (specs, order.group);
  if (!bobbin_parse_count (slash + 1, bobbin_group_spec_n_workers (spec), &index) || index == 0)
    {
      g_autofree char *shown_index = bobbin_excerpt (slash + 1);

      return refuse_index (spec, shown_index, error);
    }
  order.index = (guint) index;

  if (!bobbin_parse_duration (at + 1, &order.time_ns))
    return bobbin_refuse (error, _("The crash \"%s\" has no time that can be read; give one such as 500ms or 2s."), shown);
  if (!check_time (order.time_ns, at + 1, error))
    return FALSE;
  *out_order = order;
  return TRUE;
}
