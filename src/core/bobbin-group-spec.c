/* bobbin-group-spec.c - group specs as values, and the words of their fields */
#include "config.h"

#include "bobbin-group-spec-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "bobbin-time-span.h"

#define DEFAULT_HEAP_BYTES ((guint64) 1024 * 1024)
#define DEFAULT_DUTY       0.2

typedef struct {
  const char *word;
  const char *label;
  const char *description;
} WorkWords;

static const WorkWords works[BOBBIN_N_WORKS] = {
  [BOBBIN_WORK_COMPUTE] = { "compute", NC_("work", "Compute"),
                            N_("Arithmetic without a pause: each worker wants a core of its own all the time") },
  [BOBBIN_WORK_MEMORY] = { "memory", NC_("work", "Memory"),
                           N_("Writes a share of the heap again and again at a steady pace") },
  [BOBBIN_WORK_SLEEP] = { "sleep", NC_("work", "Sleep"),
                          N_("Computes for a part of each 20 ms and sleeps for the rest") },
};

BobbinGroupSpec *
bobbin_group_spec_new (const char *name, BobbinKind kind, guint count)
{
  BobbinGroupSpec *spec = g_new0 (BobbinGroupSpec, 1);

  spec->name = g_strdup (name);
  spec->kind = kind;
  spec->count = count;
  spec->threads_each = 1;
  spec->work = BOBBIN_WORK_COMPUTE;
  spec->duty = DEFAULT_DUTY;
  spec->heap_bytes = DEFAULT_HEAP_BYTES;
  spec->write_share = 1.0;
  spec->write_period_ns = BOBBIN_NS_PER_S;
  return spec;
}

BobbinGroupSpec *
bobbin_group_spec_copy (const BobbinGroupSpec *spec)
{
  BobbinGroupSpec *copy = g_new (BobbinGroupSpec, 1);

  *copy = *spec;
  copy->name = g_strdup (spec->name);
  return copy;
}

void
bobbin_group_spec_free (BobbinGroupSpec *spec)
{
  if (spec == NULL)
    return;
  g_free (spec->name);
  g_free (spec);
}

static gboolean
shares_equal (double a, double b)
{
  return fabs (a - b) < 1e-9;
}

gboolean
bobbin_group_spec_equal (const BobbinGroupSpec *a, const BobbinGroupSpec *b)
{
  return g_strcmp0 (a->name, b->name) == 0
         && a->kind == b->kind
         && a->count == b->count
         && a->threads_each == b->threads_each
         && a->work == b->work
         && shares_equal (a->duty, b->duty)
         && a->heap_bytes == b->heap_bytes
         && shares_equal (a->write_share, b->write_share)
         && a->write_period_ns == b->write_period_ns
         && bobbin_core_set_equal (&a->cores, &b->cores)
         && a->nice == b->nice
         && a->stack_bytes == b->stack_bytes;
}

guint
bobbin_group_spec_n_workers (const BobbinGroupSpec *spec)
{
  guint64 n = spec->count;

  if (spec->kind == BOBBIN_KIND_PROCESSES)
    n *= spec->threads_each;
  return (guint) MIN (n, G_MAXUINT);
}

guint
bobbin_group_spec_n_processes (const BobbinGroupSpec *spec)
{
  return spec->kind == BOBBIN_KIND_PROCESSES ? spec->count : 1;
}

guint64
bobbin_round_to_pages (guint64 bytes)
{
  guint64 page = (guint64) sysconf (_SC_PAGESIZE);

  if (bytes > G_MAXUINT64 - page)
    return G_MAXUINT64;
  return (bytes + page - 1) / page * page;
}

const char *
bobbin_work_to_string (BobbinWork work)
{
  g_return_val_if_fail (work < BOBBIN_N_WORKS, "");
  return works[work].word;
}

gboolean
bobbin_work_parse (const char *text, BobbinWork *out_work)
{
  for (guint i = 0; i < BOBBIN_N_WORKS; i++)
    if (g_strcmp0 (text, works[i].word) == 0)
      {
        *out_work = (BobbinWork) i;
        return TRUE;
      }
  return FALSE;
}

const char *
bobbin_work_label (BobbinWork work)
{
  g_return_val_if_fail (work < BOBBIN_N_WORKS, "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "work", works[work].label);
}

const char *
bobbin_work_describe (BobbinWork work)
{
  g_return_val_if_fail (work < BOBBIN_N_WORKS, "");
  return _(works[work].description);
}

const char *
bobbin_kind_to_string (BobbinKind kind)
{
  return kind == BOBBIN_KIND_PROCESSES ? "processes" : "threads";
}
