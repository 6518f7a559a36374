/* bobbin-machine.c - reads what this machine is and what it allows */
#include "config.h"

#include "bobbin-machine-private.h"

#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#define KIB           1024u
#define ASKED_CORES   8192u /* the kernel refuses a mask that is shorter than its own */

/* The value of "key : value" in a text of such lines; NULL without one. */
static char *
find_value (const char *text, const char *key)
{
  gsize length = strlen (key);

  for (const char *line = text; line != NULL && *line != '\0'; line = strchr (line, '\n'))
    {
      const char *rest;

      line += *line == '\n';
      if (strncmp (line, key, length) != 0)
        continue;
      rest = line + length + strspn (line + length, " \t");
      if (*rest != ':')
        continue;
      rest++;
      return g_strstrip (g_strndup (rest, strcspn (rest, "\n")));
    }
  return NULL;
}

static char *
squeeze_blanks (const char *text)
{
  GString *squeezed = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      g_string_append_c (squeezed, *c);
    else if (squeezed->len > 0 && squeezed->str[squeezed->len - 1] != ' ')
      g_string_append_c (squeezed, ' ');
  g_strchomp (squeezed->str);
  return g_string_free (squeezed, FALSE);
}

/* x86 says "model name"; MIPS, POWER and old ARM have words of their own. A
 * 64-bit ARM has numbers only, but its device tree names the board. */
static char *
read_cpu (const char *root)
{
  static const char *const keys[] = { "model name", "cpu model", "Processor", "cpu", "uarch", "Model", "Hardware" };
  g_autofree char *info = bobbin_read_below (root, "/proc/cpuinfo");
  g_autofree char *board = bobbin_read_below (root, "/proc/device-tree/model");

  for (guint i = 0; info != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = find_value (info, keys[i]);

      if (value != NULL && *value != '\0' && g_utf8_validate (value, -1, NULL))
        return squeeze_blanks (value);
    }
  if (board != NULL && *board != '\0' && g_utf8_validate (board, -1, NULL))
    return squeeze_blanks (board);
  if (info != NULL)
    {
      g_autofree char *maker = find_value (info, "CPU implementer");
      g_autofree char *part = find_value (info, "CPU part");

      if (maker != NULL && part != NULL)
        return g_strdup_printf ("ARM %s/%s", maker, part);
    }
  return g_strdup ("");
}

void
bobbin_core_set_read_allowed (BobbinCoreSet *out_set)
{
  cpu_set_t *mask = CPU_ALLOC (ASKED_CORES);
  gsize bytes = CPU_ALLOC_SIZE (ASKED_CORES);

  *out_set = (BobbinCoreSet) { 0 };
  CPU_ZERO_S (bytes, mask);
  if (sched_getaffinity (0, bytes, mask) == 0)
    for (guint core = 0; core < BOBBIN_MAX_CORES; core++)
      if (CPU_ISSET_S (core, bytes, mask))
        bobbin_core_set_add (out_set, core);
  CPU_FREE (mask);

  if (bobbin_core_set_count (out_set) == 0)
    bobbin_core_set_add (out_set, 0);
}

static guint
find_highest_core (const BobbinCoreSet *cores)
{
  guint core = BOBBIN_MAX_CORES - 1;

  while (core > 0 && !bobbin_core_set_contains (cores, core))
    core--;
  return core;
}

static void
read_cores (BobbinMachine *machine, const char *root)
{
  g_autofree char *present = bobbin_read_below (root, "/sys/devices/system/cpu/present");
  BobbinCoreSet all;

  bobbin_core_set_read_allowed (&machine->cores);
  machine->n_cores = bobbin_core_set_count (&machine->cores);
  machine->n_configured = find_highest_core (&machine->cores) + 1;
  if (present != NULL && bobbin_core_set_parse (g_strchomp (present), &all))
    machine->n_configured = MAX (machine->n_configured, find_highest_core (&all) + 1);
}

static guint64
find_kib (const char *meminfo, const char *key)
{
  g_autofree char *value = find_value (meminfo, key);

  return value != NULL ? g_ascii_strtoull (value, NULL, 10) * KIB : 0;
}

static void
read_memory (BobbinMachine *machine, const char *root, const BobbinCgroupLimits *limits)
{
  g_autofree char *meminfo = bobbin_read_below (root, "/proc/meminfo");

  if (meminfo != NULL)
    {
      machine->memory_bytes = find_kib (meminfo, "MemTotal");
      machine->available_bytes = find_kib (meminfo, "MemAvailable");
    }
  if (limits->memory_bytes != G_MAXUINT64 && machine->memory_bytes > limits->memory_bytes)
    machine->memory_bytes = limits->memory_bytes;
  if (limits->memory_free_bytes != G_MAXUINT64 && machine->available_bytes > limits->memory_free_bytes)
    machine->available_bytes = limits->memory_free_bytes;
}

/* The tasks that run under @uid (or anyone's). The link count of a process's
 * task folder is its number of threads and two, which spares reading them. */
static guint64
count_tasks (const char *root, gboolean of_one_user, uid_t uid)
{
  g_autofree char *folder = g_build_filename (root, "/proc", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint64 count = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      struct stat info;

      if (!g_ascii_isdigit (*name))
        continue;
      g_autofree char *path = g_build_filename (folder, name, "task", NULL);
      if (stat (path, &info) == 0 && (!of_one_user || info.st_uid == uid) && info.st_nlink > 2)
        count += info.st_nlink - 2;
    }
  return count;
}

/* RLIMIT_NPROC binds everyone but the root of the first user namespace:
 * getrlimit(2). A container's root is another user outside of it. */
static gboolean
is_root_everywhere (const char *root)
{
  g_autofree char *map = bobbin_read_below (root, "/proc/self/uid_map");
  guint64 inside, outside;
  char *rest;

  if (geteuid () != 0 || map == NULL)
    return FALSE;
  inside = g_ascii_strtoull (map, &rest, 10);
  outside = g_ascii_strtoull (rest, NULL, 10);
  return inside == 0 && outside == 0;
}

static guint64
subtract (guint64 limit, guint64 used)
{
  return limit == G_MAXUINT64 ? limit : limit - MIN (limit, used);
}

/* The soft limit is raised to it when a run is started. */
static guint
read_max_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0 || limit.rlim_max == RLIM_INFINITY)
    return 0;
  return (guint) MIN (limit.rlim_max, G_MAXINT);
}

static guint
read_max_tasks (const char *root, const BobbinCgroupLimits *limits)
{
  guint64 running = count_tasks (root, FALSE, 0);
  guint64 most = limits->tasks_free;
  struct rlimit processes;

  most = MIN (most, subtract (bobbin_read_number_below (root, "/proc/sys/kernel/threads-max", G_MAXUINT64), running));
  most = MIN (most, subtract (bobbin_read_number_below (root, "/proc/sys/kernel/pid_max", G_MAXUINT64), running));
  if (!is_root_everywhere (root) && getrlimit (RLIMIT_NPROC, &processes) == 0
      && processes.rlim_cur != RLIM_INFINITY)
    most = MIN (most, subtract (processes.rlim_cur, count_tasks (root, TRUE, getuid ())));
  return (guint) MIN (most, G_MAXUINT);
}

static gboolean
exists_below (const char *root, const char *path)
{
  g_autofree char *full = g_build_filename (root, path, NULL);

  return g_file_test (full, G_FILE_TEST_EXISTS);
}

static BobbinSandbox
find_sandbox (const char *root)
{
  if (exists_below (root, "/.flatpak-info"))
    return BOBBIN_SANDBOX_FLATPAK;
  if (exists_below (root, "/run/.containerenv") || exists_below (root, "/.dockerenv"))
    return BOBBIN_SANDBOX_CONTAINER;
  return BOBBIN_SANDBOX_NONE;
}

BobbinMachine *
bobbin_machine_read_from (const char *root)
{
  BobbinMachine *machine = g_new0 (BobbinMachine, 1);
  BobbinCgroupLimits limits = bobbin_cgroup_read_limits (root);
  struct utsname names;

  read_cores (machine, root);
  machine->cpu = read_cpu (root);
  machine->kernel = g_strdup (uname (&names) == 0 ? names.release : "");
  machine->page_bytes = (guint) sysconf (_SC_PAGESIZE);
  read_memory (machine, root, &limits);
  machine->max_tasks = read_max_tasks (root, &limits);
  machine->max_files = read_max_files ();
  machine->sandbox = find_sandbox (root);
  return machine;
}

BobbinMachine *
bobbin_machine_read (void)
{
  return bobbin_machine_read_from ("/");
}

BobbinMachine *
bobbin_machine_copy (const BobbinMachine *machine)
{
  BobbinMachine *copy = g_new (BobbinMachine, 1);

  *copy = *machine;
  copy->cpu = g_strdup (machine->cpu);
  copy->kernel = g_strdup (machine->kernel);
  return copy;
}

void
bobbin_machine_free (BobbinMachine *machine)
{
  if (machine == NULL)
    return;
  g_free (machine->cpu);
  g_free (machine->kernel);
  g_free (machine);
}

const char *
bobbin_sandbox_to_string (BobbinSandbox sandbox)
{
  switch (sandbox)
    {
    case BOBBIN_SANDBOX_FLATPAK:
      return "flatpak";
    case BOBBIN_SANDBOX_CONTAINER:
      return "container";
    case BOBBIN_SANDBOX_NONE:
    default:
      return "none";
    }
}
