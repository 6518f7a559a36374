/* test-machine.c - this machine against other programs' answers, and made-up ones
 *
 * The oracles are nproc, uname and getconf. What cannot be this machine (other
 * processors, control groups, sandboxes) is put into a folder and read as root.
 */
#include <glib.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-machine-private.h"
#include "core-fixtures.h"

/* What @command says, or NULL where it is not there. */
static char *
ask (const char *command)
{
  char *answer = NULL;

  if (!g_spawn_command_line_sync (command, &answer, NULL, NULL, NULL))
    return NULL;
  return g_strstrip (answer);
}

static void
test_against_other_programs (void)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autofree char *n_cores = ask ("nproc");
  g_autofree char *kernel = ask ("uname -r");
  g_autofree char *page = ask ("getconf PAGE_SIZE");

  if (n_cores == NULL || kernel == NULL || page == NULL)
    {
      g_test_skip ("nproc, uname or getconf is missing");
      return;
    }
  g_assert_cmpuint (machine->n_cores, ==, g_ascii_strtoull (n_cores, NULL, 10));
  g_assert_cmpuint (machine->n_cores, ==, bobbin_core_set_count (&machine->cores));
  g_assert_cmpuint (machine->n_configured, >=, machine->n_cores);
  g_assert_cmpstr (machine->kernel, ==, kernel);
  g_assert_cmpuint (machine->page_bytes, ==, g_ascii_strtoull (page, NULL, 10));
}

static void
test_memory_of_this_machine (void)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  guint64 physical = (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE);

  g_assert_cmpuint (machine->memory_bytes, >, 0);
  g_assert_cmpuint (machine->memory_bytes, <=, physical);
  g_assert_cmpuint (machine->available_bytes, >, 0);
  g_assert_cmpuint (machine->available_bytes, <=, machine->memory_bytes);
  g_assert_cmpuint (machine->max_tasks, >, 0);
}

/* A child that may use one core only sees one. */
static void
test_affinity (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (BobbinMachine) before = bobbin_machine_read ();
      guint first = bobbin_core_set_get_first (&before->cores);
      cpu_set_t one;

      CPU_ZERO (&one);
      CPU_SET (first, &one);
      g_assert_cmpint (sched_setaffinity (0, sizeof one, &one), ==, 0);

      g_autoptr (BobbinMachine) after = bobbin_machine_read ();
      g_assert_cmpuint (after->n_cores, ==, 1);
      g_assert_true (bobbin_core_set_contains (&after->cores, first));
      g_assert_cmpuint (after->n_configured, ==, before->n_configured);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* A folder that looks like the root of some machine. */
typedef struct {
  char *root;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = make_root ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_root (fixture->root);
}

static void
put (Fixture *fixture, const char *path, const char *text)
{
  put_below (fixture->root, path, text);
}

static void
test_nothing_to_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read_from (fixture->root);

  g_assert_cmpstr (machine->cpu, ==, "");
  g_assert_cmpuint (machine->memory_bytes, ==, 0);
  g_assert_cmpuint (machine->available_bytes, ==, 0);
  g_assert_cmpuint (machine->n_cores, >=, 1);
  g_assert_cmpint (machine->sandbox, ==, BOBBIN_SANDBOX_NONE);
}

static void
assert_cpu (Fixture *fixture, const char *cpuinfo, const char *expected)
{
  put (fixture, "/proc/cpuinfo", cpuinfo);
  g_autoptr (BobbinMachine) machine = bobbin_machine_read_from (fixture->root);
  g_assert_cmpstr (machine->cpu, ==, expected);
}

static void
test_processors (Fixture *fixture, gconstpointer data)
{
  assert_cpu (fixture, "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Xeon(R)   CPU @ 2.00GHz\nflags\t: fpu\n",
              "Xeon(R) CPU @ 2.00GHz");
  assert_cpu (fixture, "processor\t: 0\ncpu\t\t: POWER9, altivec supported\nclock\t: 2.2\n", "POWER9, altivec supported");
  assert_cpu (fixture, "system type\t: x\ncpu model\t\t: ICT Loongson-3\n", "ICT Loongson-3");
  assert_cpu (fixture, "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n", "ARM 0x41/0xd0c");
  assert_cpu (fixture, "model name\t:   \n", "");
  assert_cpu (fixture, "model name", "");
  assert_cpu (fixture, "model name : \xff\xfe\n", "");
  put (fixture, "/proc/device-tree/model", "Raspberry Pi 5");
  assert_cpu (fixture, "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0b\n", "Raspberry Pi 5");
}

static void
test_sandboxes (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char   *mark;
    BobbinSandbox sandbox;
    const char   *word;
  } cases[] = {
    { "/.dockerenv", BOBBIN_SANDBOX_CONTAINER, "container" },
    { "/run/.containerenv", BOBBIN_SANDBOX_CONTAINER, "container" },
    { "/.flatpak-info", BOBBIN_SANDBOX_FLATPAK, "flatpak" },
  };

  g_assert_cmpstr (bobbin_sandbox_to_string (BOBBIN_SANDBOX_NONE), ==, "none");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      put (fixture, cases[i].mark, "");
      g_autoptr (BobbinMachine) machine = bobbin_machine_read_from (fixture->root);
      g_assert_cmpint (machine->sandbox, ==, cases[i].sandbox);
      g_assert_cmpstr (bobbin_sandbox_to_string (machine->sandbox), ==, cases[i].word);
    }
}

static void
test_configured_cores (Fixture *fixture, gconstpointer data)
{
  put (fixture, "/sys/devices/system/cpu/present", "0-299\n");
  g_autoptr (BobbinMachine) machine = bobbin_machine_read_from (fixture->root);
  g_assert_cmpuint (machine->n_configured, ==, 300);
}

static void
put_memory (Fixture *fixture)
{
  put (fixture, "/proc/meminfo",
       "MemTotal:        8000000 kB\nMemFree:         1 kB\nMemAvailable:    6000000 kB\n");
}

static void
assert_limits (Fixture *fixture, guint64 memory, guint64 free_memory, guint64 tasks)
{
  BobbinCgroupLimits limits = bobbin_cgroup_read_limits (fixture->root);

  g_assert_cmpuint (limits.memory_bytes, ==, memory);
  g_assert_cmpuint (limits.memory_free_bytes, ==, free_memory);
  g_assert_cmpuint (limits.tasks_free, ==, tasks);
}

static void
test_cgroup_v2 (Fixture *fixture, gconstpointer data)
{
  put_memory (fixture);
  put (fixture, "/proc/self/cgroup", "0::/user.slice/app.scope\n");
  put (fixture, "/sys/fs/cgroup/user.slice/app.scope/memory.max", "max\n");
  put (fixture, "/sys/fs/cgroup/user.slice/app.scope/pids.max", "max\n");
  assert_limits (fixture, G_MAXUINT64, G_MAXUINT64, G_MAXUINT64);

  /* The level above holds as well, and the tightest counts. */
  put (fixture, "/sys/fs/cgroup/user.slice/memory.max", "1000000000\n");
  put (fixture, "/sys/fs/cgroup/user.slice/memory.current", "400000000\n");
  put (fixture, "/sys/fs/cgroup/user.slice/pids.max", "500\n");
  put (fixture, "/sys/fs/cgroup/user.slice/pids.current", "20\n");
  assert_limits (fixture, 1000000000, 600000000, 480);

  put (fixture, "/sys/fs/cgroup/user.slice/app.scope/pids.max", "100\n");
  put (fixture, "/sys/fs/cgroup/user.slice/app.scope/pids.current", "120\n");
  assert_limits (fixture, 1000000000, 600000000, 0);

  g_autoptr (BobbinMachine) machine = bobbin_machine_read_from (fixture->root);
  g_assert_cmpuint (machine->memory_bytes, ==, 1000000000);
  g_assert_cmpuint (machine->available_bytes, ==, 600000000);
  g_assert_cmpuint (machine->max_tasks, ==, 0);
}

static void
test_cgroup_v1 (Fixture *fixture, gconstpointer data)
{
  put_memory (fixture);
  put (fixture, "/proc/self/cgroup", "9:name=systemd:/x\n5:cpu,memory:/docker/abc\n4:pids:/docker/abc\n0::/\n");

  /* In a container the path of the outside is not there; the mount's root is. */
  put (fixture, "/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  put (fixture, "/sys/fs/cgroup/memory/memory.usage_in_bytes", "1000\n");
  put (fixture, "/sys/fs/cgroup/pids/pids.max", "300\n");
  put (fixture, "/sys/fs/cgroup/pids/pids.current", "1\n");
  assert_limits (fixture, G_GUINT64_CONSTANT (9223372036854771712), G_GUINT64_CONSTANT (9223372036854770712), 299);

  g_autoptr (BobbinMachine) machine = bobbin_machine_read_from (fixture->root);
  g_assert_cmpuint (machine->memory_bytes, ==, G_GUINT64_CONSTANT (8000000) * 1024);
  g_assert_cmpuint (machine->available_bytes, ==, G_GUINT64_CONSTANT (6000000) * 1024);
  g_assert_cmpuint (machine->max_tasks, <=, 299);

  put (fixture, "/sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "2000000\n");
  put (fixture, "/sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", "500000\n");
  assert_limits (fixture, 2000000, 1500000, 299);
}

static void
test_wrong_cgroups (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "\n", "0", "0::", "::::\n", "0::relative\n", "x:pids\n", "0::/../../..\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      put (fixture, "/proc/self/cgroup", texts[i]);
      assert_limits (fixture, G_MAXUINT64, G_MAXUINT64, G_MAXUINT64);
    }
}

static void
test_max_tasks (Fixture *fixture, gconstpointer data)
{
  struct rlimit limit;

  put (fixture, "/proc/self/uid_map", "         0          0 4294967295\n");
  put (fixture, "/proc/sys/kernel/threads-max", "900\n");
  put (fixture, "/proc/sys/kernel/pid_max", "800\n");

  g_autoptr (BobbinMachine) machine = bobbin_machine_read_from (fixture->root);
  if (getrlimit (RLIMIT_NPROC, &limit) != 0 || geteuid () == 0 || limit.rlim_cur > 800)
    g_assert_cmpuint (machine->max_tasks, ==, 800);
  else
    g_assert_cmpuint (machine->max_tasks, ==, limit.rlim_cur);
}

static void
test_copy (void)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinMachine) copy = bobbin_machine_copy (machine);

  g_assert_cmpstr (copy->cpu, ==, machine->cpu);
  g_assert_true (copy->cpu != machine->cpu);
  g_assert_cmpstr (copy->kernel, ==, machine->kernel);
  g_assert_true (bobbin_core_set_equal (&copy->cores, &machine->cores));
  g_assert_cmpuint (copy->available_bytes, ==, machine->available_bytes);
  bobbin_machine_free (NULL);
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/machine/against-other-programs", test_against_other_programs);
  g_test_add_func ("/machine/memory", test_memory_of_this_machine);
  g_test_add_func ("/machine/affinity", test_affinity);
  g_test_add_func ("/machine/copy", test_copy);
  add ("/machine/nothing-to-read", test_nothing_to_read);
  add ("/machine/processors", test_processors);
  add ("/machine/sandboxes", test_sandboxes);
  add ("/machine/configured-cores", test_configured_cores);
  add ("/machine/cgroup-v2", test_cgroup_v2);
  add ("/machine/cgroup-v1", test_cgroup_v1);
  add ("/machine/wrong-cgroups", test_wrong_cgroups);
  add ("/machine/max-tasks", test_max_tasks);
  return g_test_run ();
}
