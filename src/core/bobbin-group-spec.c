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
#define HEAP_PER_SHARED    8

typedef struct {
  const char *word;
  const char *label;
  const char *description;
} Words;

static const Words works[BOBBIN_N_WORKS] = {
  [BOBBIN_WORK_COMPUTE] = { "compute", NC_("work", "Compute"),
                            N_("Arithmetic without a pause: each worker wants a core of its own all the time") },
  [BOBBIN_WORK_MEMORY] = { "memory", NC_("work", "Memory"),
                           N_("Writes a share of the heap again and again at a steady pace") },
  [BOBBIN_WORK_SLEEP] = { "sleep", NC_("work", "Sleep"),
                          N_("Computes for a part of each 20 ms and sleeps for the rest") },
  [BOBBIN_WORK_LOCK] = { "lock", NC_("work", "Lock"),
                         N_("Takes turns with its group at one lock; computes a little with it and a little without") },
  [BOBBIN_WORK_PIPE] = { "pipe", NC_("work", "Pipe"),
                         N_("Odd workers write blocks into a pipe, even ones read them; by turns either is the slower") },
  [BOBBIN_WORK_DISK] = { "disk", NC_("work", "Disk"),
                         N_("Writes blocks of a small file through to the disk and computes in between") },
  [BOBBIN_WORK_MIXED] = { "mixed", NC_("work", "Mixed"),
                          N_("Computes, sleeps, and waits for lock, pipe and disk, in a random order that the seed gives") },
};

static const Words locks[BOBBIN_N_LOCKS] = {
  [BOBBIN_LOCK_MUTEX] = { "mutex", NC_("lock", "Mutex"), N_("Who has to wait sleeps, and leaves its core to others") },
  [BOBBIN_LOCK_SPIN] = { "spin", NC_("lock", "Spin"), N_("Who has to wait asks again and again, and keeps its core busy") },
  [BOBBIN_LOCK_NONE] = { "none", NC_("lock", "None"), N_("No lock: nobody waits, and nobody is kept from writing at the same time") },
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
  spec->shared_bytes = BOBBIN_SHARED_BY_HEAP;
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
         && a->shared_bytes == b->shared_bytes
         && shares_equal (a->write_share, b->write_share)
         && a->write_period_ns == b->write_period_ns
         && a->lock == b->lock
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

guint64
bobbin_group_spec_untouched_bytes (const BobbinGroupSpec *spec)
{
  return bobbin_round_to_pages (spec->heap_bytes / HEAP_PER_SHARED);
}

guint64
bobbin_group_spec_mapped_bytes (const BobbinGroupSpec *spec)
{
  return spec->shared_bytes == BOBBIN_SHARED_BY_HEAP ? bobbin_group_spec_untouched_bytes (spec)
                                                     : bobbin_round_to_pages (spec->shared_bytes);
}

const char *
bobbin_work_to_string (BobbinWork work)
{
  g_return_val_if_fail (work < BOBBIN_N_WORKS, "");
  return works[work].word;
}

/* @n where none of @n words is @text. */
static guint
find_word (const Words *words, guint n, const char *text)
{
  guint i = 0;

  while (i < n && g_strcmp0 (text, words[i].word) != 0)
    i++;
  return i;
}

gboolean
bobbin_work_parse (const char *text, BobbinWork *out_work)
{
  guint work = find_word (works, BOBBIN_N_WORKS, text);

  if (work == BOBBIN_N_WORKS)
    return FALSE;
  *out_work = (BobbinWork) work;
  return TRUE;
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
bobbin_lock_to_string (BobbinLock lock)
{
  g_return_val_if_fail (lock < BOBBIN_N_LOCKS, "");
  return locks[lock].word;
}

gboolean
bobbin_lock_parse (const char *text, BobbinLock *out_lock)
{
  guint lock = find_word (locks, BOBBIN_N_LOCKS, text);

  if (lock == BOBBIN_N_LOCKS)
    return FALSE;
  *out_lock = (BobbinLock) lock;
  return TRUE;
}

const char *
bobbin_lock_label (BobbinLock lock)
{
  g_return_val_if_fail (lock < BOBBIN_N_LOCKS, "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "lock", locks[lock].label);
}

const char *
bobbin_lock_describe (BobbinLock lock)
{
  g_return_val_if_fail (lock < BOBBIN_N_LOCKS, "");
  return _(locks[lock].description);
}

const char *
bobbin_kind_to_string (BobbinKind kind)
{
  return kind == BOBBIN_KIND_PROCESSES ? "processes" : "threads";
}
