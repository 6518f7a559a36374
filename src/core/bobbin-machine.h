/* bobbin-machine.h - what this machine is and what it allows
 *
 * Read once at start. Requests are checked against it, so every bound comes
 * from the machine and none from a guess; tests put in a made-up one.
 */
#pragma once

#include <glib.h>

#include "bobbin-wire.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_SANDBOX_NONE,
  BOBBIN_SANDBOX_FLATPAK,
  BOBBIN_SANDBOX_CONTAINER,
} BobbinSandbox;

/* A set of core numbers below BOBBIN_MAX_CORES. A plain value. */
typedef struct {
  guint64 bits[BOBBIN_MAX_CORES / 64];
} BobbinCoreSet;

void     bobbin_core_set_add      (BobbinCoreSet *set, guint core);
gboolean bobbin_core_set_contains (const BobbinCoreSet *set, guint core);
guint    bobbin_core_set_count    (const BobbinCoreSet *set);
gboolean bobbin_core_set_equal    (const BobbinCoreSet *a, const BobbinCoreSet *b);

/* The lowest core; BOBBIN_MAX_CORES where the set is empty. */
guint bobbin_core_set_get_first (const BobbinCoreSet *set);

/* The cores that this program may use now: sched_getaffinity(2). Never empty. */
void bobbin_core_set_read_allowed (BobbinCoreSet *out_set);

/* "0-2,5" ↔ set; the form that taskset(1) and the kernel use. Parsing gives
 * FALSE for anything else, an empty set, or a core of BOBBIN_MAX_CORES or more. */
gboolean bobbin_core_set_parse     (const char *text, BobbinCoreSet *out_set);
char    *bobbin_core_set_to_string (const BobbinCoreSet *set) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  guint         n_cores;         /* that this program may use */
  guint         n_configured;    /* highest core number + 1 */
  BobbinCoreSet cores;           /* sched_getaffinity(2) */
  char         *cpu;             /* model name, "" where unknown */
  char         *kernel;          /* uname release */
  guint         page_bytes;
  guint64       memory_bytes;    /* MemTotal, or the cgroup's limit where lower */
  guint64       available_bytes; /* MemAvailable then, or what the cgroup has left where lower */
  guint         max_tasks;       /* new processes or threads that may be started then */
  guint         max_files;       /* that this program may have open; 0: not known */
  BobbinSandbox sandbox;
} BobbinMachine;

/* Reads this machine. Cannot fail: what cannot be read is 0 or "". Any thread. */
BobbinMachine *bobbin_machine_read (void) G_GNUC_WARN_UNUSED_RESULT;
BobbinMachine *bobbin_machine_copy (const BobbinMachine *machine) G_GNUC_WARN_UNUSED_RESULT;
void           bobbin_machine_free (BobbinMachine *machine);

/* "none", "flatpak", "container": words of the JSON contract. */
const char *bobbin_sandbox_to_string (BobbinSandbox sandbox);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinMachine, bobbin_machine_free)

G_END_DECLS
