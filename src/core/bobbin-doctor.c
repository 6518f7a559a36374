#include "config.h"

#include "bobbin-doctor.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bobbin-kinship.h"
#include "bobbin-launcher.h"
#include "bobbin-pages-probe.h"
#include "bobbin-proc-files.h"
#include "bobbin-switch-record.h"
#include "bobbin-units.h"

static void
finding_free (gpointer data)
{
  BobbinFinding *finding = data;

  g_free (finding->found);
  g_free (finding->follows);
  g_free (finding);
}

/* Takes @found; @follows is copied. */
static void
add (GPtrArray *findings, const char *id, gboolean good, char *found, const char *follows)
{
  BobbinFinding *finding = g_new (BobbinFinding, 1);

  *finding = (BobbinFinding) { id, good, found, g_strdup (follows) };
  g_ptr_array_add (findings, finding);
}

static void
examine_cores (GPtrArray *findings, const BobbinMachine *machine)
{
  g_autofree char *cores = bobbin_core_set_to_string (&machine->cores);

  add (findings, "cores", machine->n_cores > 1,
       g_strdup_printf (_("%u (number %s)"), machine->n_cores, cores),
       machine->n_cores > 1
         ? _("Workers can run in parallel.")
         : _("With one core nothing runs in parallel: speed-up cannot be shown here."));
}

static void
examine_tasks (GPtrArray *findings, const BobbinMachine *machine)
{
  g_autofree char *follows = g_strdup_printf (_("A run may have up to %u workers."),
                                              MIN (machine->max_tasks, BOBBIN_MAX_WORKERS));

  add (findings, "tasks", machine->max_tasks >= 64,
       g_strdup_printf (_("%u more may be started"), machine->max_tasks), follows);
}

static void
examine_memory (GPtrArray *findings, const BobbinMachine *machine)
{
  g_autofree char *available = bobbin_format_bytes (machine->available_bytes);
  g_autofree char *all = bobbin_format_bytes (machine->memory_bytes);

  add (findings, "memory", machine->available_bytes > 256 * 1024 * 1024,
       g_strdup_printf (_("%s of %s available"), available, all),
       _("All heaps of a run together may take 90 % of what is available."));
}

static void
examine_worker (GPtrArray *findings)
{
  g_autofree char *path = bobbin_launcher_find_worker ();
  gboolean there = g_file_test (path, G_FILE_TEST_IS_EXECUTABLE);

  add (findings, "worker", there, g_strdup (path),
       there ? _("Groups can be started.")
             : _("There is no bobbin-worker at this place, so nothing can be started."));
}

static gboolean
read_own (const char *name, int tid, char *buffer, gsize size)
{
  BobbinProcFile file = BOBBIN_PROC_FILE_INIT;
  gboolean read = bobbin_proc_file_open (&file, getpid (), tid, name)
                  && bobbin_proc_file_read (&file, buffer, size) > 0;

  bobbin_proc_file_close (&file);
  return read;
}

static void
examine_schedstat (GPtrArray *findings)
{
  char text[256];
  BobbinSchedstat schedstat;
  gboolean good = read_own ("schedstat", (int) gettid (), text, sizeof text)
                  && bobbin_parse_schedstat (text, &schedstat) && schedstat.run_ns > 0;

  add (findings, "schedstat", good, g_strdup (good ? _("readable, in nanoseconds") : _("not there or empty")),
       good ? _("CPU time is the scheduler's own count, per thread.")
            : _("The kernel keeps no count per thread: what workers write down cannot be checked."));
}

static void
examine_rollup (GPtrArray *findings)
{
  char text[4096];
  BobbinSmapsRollup rollup;
  gboolean good = read_own ("smaps_rollup", 0, text, sizeof text)
                  && bobbin_parse_smaps_rollup (text, &rollup);

  add (findings, "smaps_rollup", good, g_strdup (good ? _("readable") : _("not readable")),
       good ? _("RSS, PSS and USS are the kernel's own sums.")
            : _("The kernel does not tell which memory is shared, so no memory bars are drawn."));
}

static void
examine_pages (GPtrArray *findings)
{
  g_autofree char *because = NULL;

  switch (bobbin_pages_probe (&because))
    {
    case BOBBIN_PAGES_EXACT:
      add (findings, "pages", TRUE, g_strdup (_("told one by one")),
           _("The diagram shows each page as the kernel has it: a test has just split one and seen it."));
      break;
    case BOBBIN_PAGES_SUMS:
      add (findings, "pages", FALSE, g_strdup (_("only their sums")), because);
      break;
    case BOBBIN_PAGES_NONE:
    case BOBBIN_PAGES_UNKNOWN:
    default:
      add (findings, "pages", FALSE, g_strdup (_("not told")), because);
      break;
    }
}

static void
examine_kinship (GPtrArray *findings)
{
  int error = bobbin_kinship_probe ();

  add (findings, "kcmp", error == 0, g_strdup (error == 0 ? _("answers") : g_strerror (error)),
       error == 0 ? _("The kernel tells of any two workers what they share.")
                  : _("What two workers share is not known: the picture of it stays empty."));
}

/* Why the kernel's switch records are refused with @error; where a setting of
 * the kernel is the reason it is named. */
static char *
describe_refusal (int error)
{
  g_autofree char *text = NULL;
  gint64 level = 0;

  if (g_file_get_contents ("/proc/sys/kernel/perf_event_paranoid", &text, NULL, NULL))
    level = g_ascii_strtoll (text, NULL, 10);
  if (error == EACCES && level > 2)
    /* TRANSLATORS: a setting of the kernel and its value. */
    return g_strdup_printf (_("written by the workers (%s is %d)"), "perf_event_paranoid", (int) level);
  /* TRANSLATORS: the system's reason, as "Operation not permitted". */
  return g_strdup_printf (_("written by the workers (the kernel's: %s)"), g_strerror (error));
}

static void
examine_timeline (GPtrArray *findings, const BobbinMachine *machine)
{
  int error;

  if (!bobbin_switch_record_is_wanted ())
    {
      add (findings, "timeline", TRUE, g_strdup_printf (_("written by the workers (%s)"), "BOBBIN_TIMELINE=self"),
           _("The kernel's record of switches is not asked for."));
      return;
    }
  error = bobbin_switch_record_probe (machine->n_configured);
  add (findings, "timeline", error == 0,
       error == 0 ? g_strdup (_("recorded by the kernel")) : describe_refusal (error),
       error == 0 ? _("Lanes show each switch of a worker as the kernel saw it.")
                  : _("Workers write down their own time, to a few microseconds."));
}

static void
examine_pidfd (GPtrArray *findings)
{
  int fd = (int) syscall (SYS_pidfd_open, getpid (), 0);

  add (findings, "pidfd", fd >= 0, g_strdup (fd >= 0 ? _("can be opened") : _("refused")),
       fd >= 0 ? _("Workers are ended through handles that cannot come to mean another process.")
               : _("Workers are ended by number, which is safe only because their parent has not yet reaped them."));
  if (fd >= 0)
    close (fd);
}

static void
examine_clock (GPtrArray *findings)
{
  g_autofree char *source = NULL;
  gboolean good;

  if (!g_file_get_contents ("/sys/devices/system/clocksource/clocksource0/current_clocksource", &source, NULL, NULL))
    source = g_strdup (_("unknown"));
  g_strstrip (source);

  good = strcmp (source, "tsc") == 0 || strcmp (source, "kvm-clock") == 0 || strcmp (source, "arch_sys_counter") == 0;
  add (findings, "clock", good, g_strdup (source),
       good ? _("Reading the time costs tens of nanoseconds.")
            : _("Reading the time may be slow here and make workers slower than they are."));
}

static void
examine_files (GPtrArray *findings)
{
  struct rlimit limit = { 0 };
  guint64 tasks;

  getrlimit (RLIMIT_NOFILE, &limit);
  tasks = limit.rlim_max / 4 /* two a task, two a process */;
  g_autofree char *files = bobbin_format_count (limit.rlim_max);
  add (findings, "files", tasks >= BOBBIN_MAX_WORKERS,
       g_strdup_printf (_("up to %s open files"), files),
       tasks >= BOBBIN_MAX_WORKERS
         ? _("Every worker of the largest run can be watched.")
         : _("Each worker takes up to four open files to watch: the largest runs are refused."));
}

static void
examine_sandbox (GPtrArray *findings, const BobbinMachine *machine)
{
  add (findings, "sandbox", TRUE, g_strdup (bobbin_sandbox_to_string (machine->sandbox)),
       machine->sandbox == BOBBIN_SANDBOX_NONE
         ? _("Nothing stands between the workers and the kernel.")
         : _("Bobbin sees its own workers whole; other programs are out of its sight."));
}

GPtrArray *
bobbin_doctor_examine (const BobbinMachine *machine)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (finding_free);

  examine_cores (findings, machine);
  examine_memory (findings, machine);
  examine_tasks (findings, machine);
  examine_files (findings);
  examine_worker (findings);
  examine_timeline (findings, machine);
  examine_schedstat (findings);
  examine_rollup (findings);
  examine_pages (findings);
  examine_kinship (findings);
  examine_pidfd (findings);
  examine_clock (findings);
  examine_sandbox (findings, machine);
  return findings;
}

gboolean
bobbin_doctor_can_run (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const BobbinFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->good && strcmp (finding->id, "worker") == 0)
        return FALSE;
    }
  return TRUE;
}
