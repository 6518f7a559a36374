/* bobbin-group-spec.h - what is asked of one group of workers
 *
 * A plain value that the window edits, the command line and scenario files
 * spell as KEY=VALUE, and a request checks and freezes.
 */
#pragma once

#include <glib.h>

#include "bobbin-machine.h"

G_BEGIN_DECLS

/* An eighth of the heap, whatever that is. */
#define BOBBIN_SHARED_BY_HEAP G_MAXUINT64

typedef struct {
  char         *name;            /* unique in a request, [A-Za-z0-9_-]{1,32} */
  BobbinKind    kind;
  guint         count;           /* processes, or threads of one process */
  guint         threads_each;    /* processes only: 1 is a plain process */
  BobbinWork    work;
  double        duty;            /* work sleep: share of each 20 ms that computes */
  guint64       heap_bytes;      /* the arena's private part */
  guint64       shared_bytes;    /* the part that is mapped shared; BOBBIN_SHARED_BY_HEAP */
  double        write_share;     /* work memory: share of the heap that is written … */
  gint64        write_period_ns; /* … once in this time, again and again */
  BobbinCoreSet cores;           /* empty: all that are allowed */
  BobbinLock    lock;            /* work lock: how its turn is waited for */
  int           nice;
  guint64       stack_bytes;     /* of each thread; 0: the system's default */
} BobbinGroupSpec;

/* Defaults: @count workers of @kind, work compute, 1 MiB heap, duty 20 %, the
 * whole heap written in 1 s, lock mutex. Nothing is checked. */
BobbinGroupSpec *bobbin_group_spec_new  (const char *name, BobbinKind kind, guint count);
BobbinGroupSpec *bobbin_group_spec_copy (const BobbinGroupSpec *spec);
void             bobbin_group_spec_free (BobbinGroupSpec *spec);
gboolean         bobbin_group_spec_equal (const BobbinGroupSpec *a, const BobbinGroupSpec *b);

/* Sets one key of the command line's contract from its text:
 *
 *   name kind count threads_each work cores nice
 *   duty    20%           share of each 20 ms
 *   heap    4MiB          rounded up to whole pages, as shared and stack are
 *   shared  512KiB, 0     the part of the arena that is mapped shared (heap / 8)
 *   write   25%, 25%/2s   share of the heap and the time it is written in (1 s)
 *   lock    mutex, spin, none
 *   cores   0-2,5, first  the word is the first core that this program may use now
 *   stack   64KiB, 0      16KiB to 1GiB, or 0 for the system's default
 *
 * The error (BOBBIN_ERROR_USAGE) names key, value and what is allowed; @spec
 * is then as it was. What only the machine can tell (too many, no such core)
 * is left to bobbin_request_new(). */
gboolean bobbin_group_spec_set (BobbinGroupSpec *spec, const char *key, const char *value,
                                GError **error);

/* "name=a,kind=threads,count=4" → spec. In cores= the list goes on over the
 * commas: "cores=0,2-3,work=compute". kind must be given; a group without a
 * name is called after its kind, one without a count has 4. A key that is
 * there twice, or that this group has no use for (duty without work=sleep), is
 * an error too. */
BobbinGroupSpec *bobbin_group_spec_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The parts of the arena besides the heap, in whole pages: mapped shared, and
 * never touched (as large as the other one would be by itself). */
guint64 bobbin_group_spec_mapped_bytes    (const BobbinGroupSpec *spec);
guint64 bobbin_group_spec_untouched_bytes (const BobbinGroupSpec *spec);

/* Workers (tasks that do work) and processes that the group will have. */
guint bobbin_group_spec_n_workers   (const BobbinGroupSpec *spec);
guint bobbin_group_spec_n_processes (const BobbinGroupSpec *spec);

/* "compute", "memory", … / "mutex", "spin", "none" / "processes", "threads":
 * words of the contract. */
const char *bobbin_work_to_string (BobbinWork work);
gboolean    bobbin_work_parse     (const char *text, BobbinWork *out_work);
const char *bobbin_lock_to_string (BobbinLock lock);
gboolean    bobbin_lock_parse     (const char *text, BobbinLock *out_lock);
const char *bobbin_kind_to_string (BobbinKind kind);

/* One translated line on what the work does, on how the lock is waited for. */
const char *bobbin_work_describe (BobbinWork work);
const char *bobbin_lock_describe (BobbinLock lock);

/* Translated, for headings and drop-downs: "Compute", "Memory"; "Mutex". */
const char *bobbin_work_label (BobbinWork work);
const char *bobbin_lock_label (BobbinLock lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinGroupSpec, bobbin_group_spec_free)

G_END_DECLS
