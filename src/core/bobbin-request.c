/* bobbin-request.c - a checked run, kept as it was asked for */
#include "config.h"

#include "bobbin-request-private.h"

#include "bobbin-group-spec-private.h"

#define DEFAULT_WORKERS 4

struct _BobbinRequest {
  gatomicrefcount ref_count;
  GPtrArray      *groups;  /* BobbinGroupSpec */
  GArray         *crashes; /* BobbinCrashOrder */
  GArray         *writes;  /* BobbinWriteOrder */
  char           *title;
  gint64          duration_ns;
  gint64          interval_ns;
  guint64         seed;
};

static GPtrArray *
copy_groups (const GPtrArray *specs)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);

  for (guint i = 0; i < specs->len; i++)
    {
      BobbinGroupSpec *spec = bobbin_group_spec_copy (g_ptr_array_index (specs, i));

      spec->heap_bytes = bobbin_round_to_pages (spec->heap_bytes);
      spec->stack_bytes = bobbin_round_to_pages (spec->stack_bytes);
      g_ptr_array_add (groups, spec);
    }
  return groups;
}

BobbinRequest *
bobbin_request_new (const GPtrArray            *specs,
                    const GArray               *crashes,
                    const BobbinRequestOptions *options,
                    const BobbinMachine        *machine,
                    GError                    **error)
{
  g_return_val_if_fail (specs != NULL && options != NULL && machine != NULL, NULL);

  if (!bobbin_request_check_groups (specs, machine, error) || !bobbin_request_check_options (options, error))
    return NULL;
  for (guint i = 0; crashes != NULL && i < crashes->len; i++)
    if (!bobbin_crash_order_check (&g_array_index (crashes, BobbinCrashOrder, i), specs, error))
      return NULL;
  for (guint i = 0; options->writes != NULL && i < options->writes->len; i++)
    if (!bobbin_write_order_check (&g_array_index (options->writes, BobbinWriteOrder, i), specs, error))
      return NULL;

  BobbinRequest *request = g_new0 (BobbinRequest, 1);
  g_atomic_ref_count_init (&request->ref_count);
  request->groups = copy_groups (specs);
  request->crashes = g_array_new (FALSE, FALSE, sizeof (BobbinCrashOrder));
  if (crashes != NULL && crashes->len > 0)
    g_array_append_vals (request->crashes, crashes->data, crashes->len);
  request->writes = g_array_new (FALSE, FALSE, sizeof (BobbinWriteOrder));
  if (options->writes != NULL && options->writes->len > 0)
    g_array_append_vals (request->writes, options->writes->data, options->writes->len);
  request->title = g_strdup (options->title);
  request->duration_ns = options->duration_ns;
  request->interval_ns = options->interval_ns;
  request->seed = options->seed;
  return request;
}

BobbinRequest *
bobbin_request_ref (BobbinRequest *request)
{
  g_atomic_ref_count_inc (&request->ref_count);
  return request;
}

void
bobbin_request_unref (BobbinRequest *request)
{
  if (!g_atomic_ref_count_dec (&request->ref_count))
    return;
  g_ptr_array_unref (request->groups);
  g_array_unref (request->crashes);
  g_array_unref (request->writes);
  g_free (request->title);
  g_free (request);
}

guint
bobbin_request_get_n_groups (const BobbinRequest *request)
{
  return request->groups->len;
}

const BobbinGroupSpec *
bobbin_request_get_group (const BobbinRequest *request, guint group)
{
  g_return_val_if_fail (group < request->groups->len, NULL);
  return g_ptr_array_index (request->groups, group);
}

guint
bobbin_request_get_n_crashes (const BobbinRequest *request)
{
  return request->crashes->len;
}

const BobbinCrashOrder *
bobbin_request_get_crash (const BobbinRequest *request, guint i)
{
  g_return_val_if_fail (i < request->crashes->len, NULL);
  return &g_array_index (request->crashes, BobbinCrashOrder, i);
}

guint
bobbin_request_get_n_writes (const BobbinRequest *request)
{
  return request->writes->len;
}

const BobbinWriteOrder *
bobbin_request_get_write (const BobbinRequest *request, guint i)
{
  g_return_val_if_fail (i < request->writes->len, NULL);
  return &g_array_index (request->writes, BobbinWriteOrder, i);
}

const char *
bobbin_request_get_title (const BobbinRequest *request)
{
  return request->title;
}

gint64
bobbin_request_get_duration_ns (const BobbinRequest *request)
{
  return request->duration_ns;
}

gint64
bobbin_request_get_interval_ns (const BobbinRequest *request)
{
  return request->interval_ns;
}

guint64
bobbin_request_get_seed (const BobbinRequest *request)
{
  return request->seed;
}

static guint
count_workers (const GPtrArray *specs)
{
  guint n = 0;

  for (guint i = 0; i < specs->len; i++)
    n += bobbin_group_spec_n_workers (g_ptr_array_index (specs, i));
  return n;
}

guint
bobbin_request_get_n_workers (const BobbinRequest *request)
{
  return count_workers (request->groups);
}

guint
bobbin_count_spares (const GPtrArray *specs)
{
  guint n_workers = count_workers (specs);
  gboolean any = FALSE;

  for (guint i = 0; i < specs->len; i++)
    {
      const BobbinGroupSpec *spec = g_ptr_array_index (specs, i);

      any = any || (spec->kind == BOBBIN_KIND_PROCESSES && spec->threads_each == 1);
    }
  return any ? MIN (BOBBIN_MAX_SPARES, BOBBIN_MAX_WORKERS - MIN (n_workers, BOBBIN_MAX_WORKERS)) : 0;
}

guint
bobbin_request_get_n_spares (const BobbinRequest *request)
{
  return bobbin_count_spares (request->groups);
}

GPtrArray *
bobbin_default_groups (void)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);

  g_ptr_array_add (groups, bobbin_group_spec_new ("processes", BOBBIN_KIND_PROCESSES, DEFAULT_WORKERS));
  g_ptr_array_add (groups, bobbin_group_spec_new ("threads", BOBBIN_KIND_THREADS, DEFAULT_WORKERS));
  return groups;
}
