/* bobbin-machine-private.h - reading a machine from another root, for tests */
#pragma once

#include "bobbin-machine.h"

G_BEGIN_DECLS

/* As bobbin_machine_read(), with /proc, /sys and the marks of sandboxes below
 * @root. What comes from system calls (cores, kernel, RLIMIT_NPROC) is this
 * machine's. */
BobbinMachine *bobbin_machine_read_from (const char *root) G_GNUC_WARN_UNUSED_RESULT;

/* What the control groups that this program is in still let it have, over all
 * levels and both versions of the interface. G_MAXUINT64: no limit. */
typedef struct {
  guint64 memory_bytes;      /* the lowest limit */
  guint64 memory_free_bytes; /* the lowest limit less its use */
  guint64 tasks_free;        /* the lowest limit less its use */
} BobbinCgroupLimits;

BobbinCgroupLimits bobbin_cgroup_read_limits (const char *root);

/* Reads a small file below @root; NULL where it cannot be read. */
char *bobbin_read_below (const char *root, const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* The first number in a file below @root, or @fallback. */
guint64 bobbin_read_number_below (const char *root, const char *path, guint64 fallback);

G_END_DECLS
