/* bobbin-cgroup.c - limits of the control groups that this program is in
 *
 * A limit holds for everything below it, so all levels up to the mount are
 * looked at and the tightest counts. In a container the path of
 * /proc/self/cgroup often lies outside what is mounted: levels that are not
 * there are passed over, and the mount's own root is the last one tried.
 */
#include "config.h"

#include "bobbin-machine-private.h"

#include <string.h>

typedef struct {
  const char *folder;
  const char *limit;
  const char *use;
} LimitFiles;

/* Where version 2 is mounted beside version 1 it holds no limits of these. */
static const LimitFiles memory_v2 = { "/sys/fs/cgroup", "memory.max", "memory.current" };
static const LimitFiles memory_v1 = { "/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes" };
static const LimitFiles pids_v2 = { "/sys/fs/cgroup", "pids.max", "pids.current" };
static const LimitFiles pids_v1 = { "/sys/fs/cgroup/pids", "pids.max", "pids.current" };

char *
bobbin_read_below (const char *root, const char *path)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  char *text = NULL;

  if (!g_file_get_contents (full, &text, NULL, NULL))
    return NULL;
  return text;
}

guint64
bobbin_read_number_below (const char *root, const char *path, guint64 fallback)
{
  g_autofree char *text = bobbin_read_below (root, path);

  if (text == NULL || !g_ascii_isdigit (*text)) /* "max" is no number */
    return fallback;
  return g_ascii_strtoull (text, NULL, 10);
}

/* Lowers *limit and *left by what holds at @path and above it. */
static void
apply_levels (const char *root, const LimitFiles *files, const char *path, guint64 *limit, guint64 *left)
{
  g_autofree char *level = g_strdup (path);

  for (;;)
    {
      g_autofree char *limit_path = g_build_filename (files->folder, level, files->limit, NULL);
      g_autofree char *use_path = g_build_filename (files->folder, level, files->use, NULL);
      guint64 here = bobbin_read_number_below (root, limit_path, G_MAXUINT64);
      guint64 used = bobbin_read_number_below (root, use_path, 0);
      char *slash;

      *limit = MIN (*limit, here);
      if (here != G_MAXUINT64)
        *left = MIN (*left, here - MIN (used, here));

      slash = strrchr (level, '/');
      if (slash == NULL || (slash == level && level[1] == '\0'))
        return;
      slash[slash == level ? 1 : 0] = '\0';
    }
}

static gboolean
lists_controller (const char *controllers, const char *name)
{
  g_auto (GStrv) names = g_strsplit (controllers, ",", -1);

  return g_strv_contains ((const char *const *) names, name);
}

/* One line is "ID:CONTROLLERS:PATH"; version 2 has id 0 and no controllers. */
static void
apply_line (const char *root, const char *line, BobbinCgroupLimits *limits)
{
  g_auto (GStrv) parts = g_strsplit (line, ":", 3);
  guint64 tasks = G_MAXUINT64;

  if (g_strv_length (parts) != 3 || parts[2][0] != '/')
    return;

  if (strcmp (parts[0], "0") == 0 && *parts[1] == '\0')
    {
      apply_levels (root, &memory_v2, parts[2], &limits->memory_bytes, &limits->memory_free_bytes);
      apply_levels (root, &pids_v2, parts[2], &tasks, &limits->tasks_free);
      return;
    }
  if (lists_controller (parts[1], "memory"))
    apply_levels (root, &memory_v1, parts[2], &limits->memory_bytes, &limits->memory_free_bytes);
  if (lists_controller (parts[1], "pids"))
    apply_levels (root, &pids_v1, parts[2], &tasks, &limits->tasks_free);
}

BobbinCgroupLimits
bobbin_cgroup_read_limits (const char *root)
{
  BobbinCgroupLimits limits = { G_MAXUINT64, G_MAXUINT64, G_MAXUINT64 };
  g_autofree char *text = bobbin_read_below (root, "/proc/self/cgroup");

  if (text == NULL)
    return limits;

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    apply_line (root, lines[i], &limits);
  return limits;
}
