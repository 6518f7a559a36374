/* bobbin-write-order.c - which worker is to write how many of its pages, and when */
#include "config.h"

#include "bobbin-request-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bobbin-group-spec-private.h"
#include "bobbin-units.h"

static gboolean
refuse_index (const BobbinGroupSpec *spec, const char *index, GError **error)
{
  return bobbin_refuse (error, _("Worker %s cannot be told to write; group \"%s\" has the workers 1 to %u."),
                        index, spec->name, bobbin_group_spec_n_workers (spec));
}

static gboolean
refuse_share (const char *shown, GError **error)
{
  return bobbin_refuse (error, _("Writing %s is not allowed; give a share of more than 0%% and up to 100%% of the worker's pages, such as 25%%."), shown);
}

static gboolean
is_share (double share)
{
  return share > 0.0 && share <= 1.0;
}

static gboolean
check_time (gint64 time_ns, const char *shown, GError **error)
{
  if (bobbin_order_time_is_allowed (time_ns))
    return TRUE;
  return bobbin_refuse (error, _("Writing at %s is not allowed; give a time of 0s to 86400s after the start."), shown);
}

static gboolean
check_pages (const BobbinGroupSpec *spec, GError **error)
{
  if (spec->heap_bytes > 0)
    return TRUE;
  return bobbin_refuse (error, _("Group \"%s\" has no pages to write; give it a heap such as 1MiB."), spec->name);
}

gboolean
bobbin_write_order_check (const BobbinWriteOrder *order, const GPtrArray *groups, GError **error)
{
  g_autofree char *index = g_strdup_printf ("%u", order->index);
  g_autofree char *share = g_strdup_printf ("%g%%", order->share * 100.0);
  g_autofree char *time = bobbin_format_duration_short (order->time_ns);
  const BobbinGroupSpec *spec;

  if (order->group >= groups->len)
    return bobbin_refuse (error, _("Writing is asked for in group %u of %u; give a group that is there."),
                          order->group + 1, groups->len);
  spec = g_ptr_array_index (groups, order->group);
  if (order->index < 1 || order->index > bobbin_group_spec_n_workers (spec))
    return refuse_index (spec, index, error);
  if (!is_share (order->share))
    return refuse_share (share, error);
  return check_pages (spec, error) && check_time (order->time_ns, time, error);
}

gboolean
bobbin_write_order_parse (const char *text, const GPtrArray *specs, BobbinWriteOrder *out_order, GError **error)
{
  g_return_val_if_fail (text != NULL && specs != NULL && out_order != NULL, FALSE);

  g_autofree char *shown = bobbin_excerpt (text);
  g_autofree char *copy = g_strdup (text);
  char *slash = strchr (copy, '/');
  char *equals = slash != NULL ? strchr (slash, '=') : NULL;
  char *at = equals != NULL ? strchr (equals, '@') : NULL;
  BobbinWriteOrder order;
  guint64 index;

  if (slash == NULL || equals == NULL || at == NULL || equals == slash + 1 || at == equals + 1)
    return bobbin_refuse (error, _("\"%s\" is not of the form GROUP/INDEX=PERCENT@TIME, such as processes/1=25%%@2s."), shown);
  *slash = *equals = *at = '\0';

  if (!bobbin_order_find_group (specs, copy, &order.group))
    {
      g_autofree char *name = bobbin_excerpt (copy);
      g_autofree char *names = bobbin_order_list_groups (specs);

      return bobbin_refuse (error, _("\"%s\" names the group \"%s\", which is not there; the groups are %s."),
                            shown, name, names);
    }

  const BobbinGroupSpec *spec = g_ptr_array_index (specs, order.group);
  if (!bobbin_parse_count (slash + 1, bobbin_group_spec_n_workers (spec), &index) || index == 0)
    {
      g_autofree char *shown_index = bobbin_excerpt (slash + 1);

      return refuse_index (spec, shown_index, error);
    }
  order.index = (guint) index;

  if (!bobbin_parse_percent (equals + 1, &order.share) || !is_share (order.share))
    {
      g_autofree char *shown_share = bobbin_excerpt (equals + 1);

      return refuse_share (shown_share, error);
    }
  if (!bobbin_parse_duration (at + 1, &order.time_ns))
    return bobbin_refuse (error, _("\"%s\" has no time that can be read; give one such as 500ms or 2s."), shown);
  if (!check_time (order.time_ns, at + 1, error) || !check_pages (spec, error))
    return FALSE;
  *out_order = order;
  return TRUE;
}
