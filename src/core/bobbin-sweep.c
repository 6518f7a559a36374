/* bobbin-sweep.c */
#include "bobbin-sweep.h"

#include <time.h>

#include "bobbin-gtop.h"
#include "bobbin-time-span.h"

#define SLOW_PERIOD_NS   (BOBBIN_NS_PER_S / 2) /* smaps_rollup, libgtop: at most 2 Hz */
#define MAX_SLOW_A_SWEEP 16u                   /* each about 60 µs for a small process */
#define SMALL_TEXT       512
#define LARGE_TEXT       4096

typedef struct {
  BobbinSweepTask task;
  BobbinProcFile  schedstat;
  BobbinProcFile  stat;
  gboolean        gone;
} Task;

typedef struct {
  guint          number;
  int            pid;
  BobbinProcFile rollup;
  gint64         read_ns; /* last time; 0: never */
  gboolean       gone;
} Process;

struct _BobbinSweeper {
  gint64         interval_ns;
  GArray        *tasks;     /* Task */
  GArray        *processes; /* Process */
  guint          next_process, next_task; /* whose turn it is */
  BobbinProcFile root_schedstat;
  guint64        root_run_ns; /* as last read: it leaves before the last sweep */
  gint64         own_cpu_base_ns;
};

BobbinSweep *
bobbin_sweep_new (void)
{
  BobbinSweep *sweep = g_new0 (BobbinSweep, 1);

  sweep->tasks = g_array_new (FALSE, FALSE, sizeof (BobbinTaskSample));
  sweep->switches = g_array_new (FALSE, FALSE, sizeof (BobbinSwitchesSample));
  sweep->processes = g_array_new (FALSE, FALSE, sizeof (BobbinProcessSample));
  return sweep;
}

void
bobbin_sweep_free (BobbinSweep *sweep)
{
  if (sweep == NULL)
    return;
  g_array_unref (sweep->tasks);
  g_array_unref (sweep->switches);
  g_array_unref (sweep->processes);
  g_free (sweep);
}

static void
open_task (Task *task)
{
  int pid = task->task.pid, tid = task->task.tid;

  if (!bobbin_proc_file_open (&task->schedstat, pid, tid, "schedstat")
      || !bobbin_proc_file_open (&task->stat, pid, tid, "stat"))
    task->gone = TRUE;
}

static void
close_task (Task *task)
{
  bobbin_proc_file_close (&task->schedstat);
  bobbin_proc_file_close (&task->stat);
}

/* A task's two files. FALSE when it has gone. */
static gboolean
read_task (Task *task, BobbinSweep *sweep)
{
  char text[SMALL_TEXT];
  BobbinSchedstat schedstat;
  BobbinTaskStat stat;

  sweep->task_reads += 2;
  if (bobbin_proc_file_read (&task->schedstat, text, sizeof text) == 0
      || !bobbin_parse_schedstat (text, &schedstat))
    return FALSE;
  gint64 time_ns = bobbin_clock_ns ();
  if (bobbin_proc_file_read (&task->stat, text, sizeof text) == 0
      || !bobbin_parse_task_stat (text, &stat)
      || stat.state == 'Z' || stat.state == 'X')
    return FALSE;

  BobbinTaskSample sample = {
    .worker = task->task.worker,
    .time_ns = time_ns,
    .run_ns = schedstat.run_ns,
    .wait_ns = schedstat.wait_ns,
    .timeslices = schedstat.timeslices,
    .core = stat.core,
    .state = stat.state,
  };
  g_array_append_val (sweep->tasks, sample);
  return TRUE;
}

static void
read_all_tasks (BobbinSweeper *sweeper, BobbinSweep *sweep)
{
  for (guint i = 0; i < sweeper->tasks->len; i++)
    {
      Task *task = &g_array_index (sweeper->tasks, Task, i);

      if (task->gone || read_task (task, sweep))
        continue;
      task->gone = TRUE;
      close_task (task);
    }
}

/* How many of @n come up in one sweep so that each does once in SLOW_PERIOD_NS,
 * within the bound that keeps a sweep short. */
static guint
slow_share (const BobbinSweeper *sweeper, guint n)
{
  gint64 share = (n * sweeper->interval_ns + SLOW_PERIOD_NS - 1) / SLOW_PERIOD_NS;

  return MIN (MIN ((guint) MAX (share, 1), MAX_SLOW_A_SWEEP), n);
}

/* Not kept open: it comes up only now and then. @tid 0: the whole process's. */
static gboolean
read_status (int pid, int tid, char *text, gsize size, BobbinTaskStatus *out)
{
  BobbinProcFile file = BOBBIN_PROC_FILE_INIT;
  gboolean known = bobbin_proc_file_open (&file, pid, tid, "status")
                   && bobbin_proc_file_read (&file, text, size) > 0
                   && bobbin_parse_task_status (text, out);

  bobbin_proc_file_close (&file);
  return known;
}

static void
read_switches (BobbinSweeper *sweeper, BobbinSweep *sweep)
{
  char text[LARGE_TEXT];

  for (guint n = slow_share (sweeper, sweeper->tasks->len); n > 0; n--)
    {
      Task *task = &g_array_index (sweeper->tasks, Task, sweeper->next_task);
      BobbinTaskStatus status;
      gboolean known;

      sweeper->next_task = (sweeper->next_task + 1) % sweeper->tasks->len;
      known = !task->gone && read_status (task->task.pid, task->task.tid, text, sizeof text, &status);
      if (!known)
        continue;

      BobbinSwitchesSample sample = {
        .worker = task->task.worker,
        .voluntary_switches = status.voluntary_switches,
        .involuntary_switches = status.involuntary_switches,
      };
      g_array_append_val (sweep->switches, sample);
      sweep->task_reads++;
    }
}

/* FALSE when the process has gone. Ends at once: a zombie has no memory. */
static gboolean
read_process (Process *process, BobbinSweep *sweep)
{
  char text[LARGE_TEXT];
  BobbinProcessSample sample = { .process = process->number, .time_ns = bobbin_clock_ns () };
  BobbinGtopProcess gtop;
  BobbinTaskStatus numbers;

  if (bobbin_proc_file_read (&process->rollup, text, sizeof text) == 0)
    return FALSE;
  sample.rollup_valid = bobbin_parse_smaps_rollup (text, &sample.rollup);

  if (read_status (process->pid, 0, text, sizeof text, &numbers))
    sample.page_tables_bytes = numbers.page_tables_bytes;

  if (bobbin_gtop_read_process (process->pid, &gtop))
    {
      sample.gtop_valid = TRUE;
      sample.gtop_cpu_ns = gtop.cpu_ns;
      sample.gtop_state = gtop.state;
      sample.gtop_core = gtop.core;
      sample.gtop_rss_bytes = gtop.rss_bytes;
      sample.gtop_vsize_bytes = gtop.vsize_bytes;
    }
  g_array_append_val (sweep->processes, sample);
  sweep->task_reads += 3;
  return TRUE;
}

static void
read_some_processes (BobbinSweeper *sweeper, BobbinSweep *sweep)
{
  gint64 now_ns = bobbin_clock_ns ();

  for (guint n = slow_share (sweeper, sweeper->processes->len); n > 0; n--)
    {
      Process *process = &g_array_index (sweeper->processes, Process, sweeper->next_process);

      sweeper->next_process = (sweeper->next_process + 1) % sweeper->processes->len;
      /* A tenth less than the period, so that a sweep's jitter skips nobody. */
      if (process->gone
          || (process->read_ns != 0 && now_ns - process->read_ns < SLOW_PERIOD_NS * 9 / 10))
        continue;
      process->read_ns = now_ns;
      if (!read_process (process, sweep))
        {
          process->gone = TRUE;
          bobbin_proc_file_close (&process->rollup);
        }
    }
}

static gint64
own_cpu_ns (BobbinSweeper *sweeper)
{
  struct timespec time;
  char text[SMALL_TEXT];
  BobbinSchedstat root;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  if (bobbin_proc_file_read (&sweeper->root_schedstat, text, sizeof text) > 0
      && bobbin_parse_schedstat (text, &root))
    sweeper->root_run_ns = root.run_ns;
  return time.tv_sec * BOBBIN_NS_PER_S + time.tv_nsec + (gint64) sweeper->root_run_ns;
}

static void
append_all (GArray *to, const GArray *from)
{
  if (from->len > 0)
    g_array_append_vals (to, from->data, from->len);
}

void
bobbin_sweep_add (BobbinSweep *to, const BobbinSweep *from)
{
  append_all (to->tasks, from->tasks);
  append_all (to->switches, from->switches);
  append_all (to->processes, from->processes);
  to->sweeps += from->sweeps;
  to->late_sweeps += from->late_sweeps;
  to->task_reads += from->task_reads;
  to->own_cpu_ns = from->own_cpu_ns;
  to->own_time_ns = from->own_time_ns;
  to->busy_ticks = from->busy_ticks;
  to->total_ticks = from->total_ticks;
}

void
bobbin_sweeper_look_at_tasks (BobbinSweeper *sweeper, BobbinSweep *sweep)
{
  read_all_tasks (sweeper, sweep);
}

void
bobbin_sweeper_look (BobbinSweeper *sweeper, BobbinSweep *sweep)
{
  BobbinGtopMachine machine = { 0 };

  read_all_tasks (sweeper, sweep);
  read_some_processes (sweeper, sweep);
  if (sweeper->tasks->len > 0)
    read_switches (sweeper, sweep);
  bobbin_gtop_read_machine (&machine);
  sweep->sweeps = 1;
  sweep->busy_ticks = machine.busy_ticks;
  sweep->total_ticks = machine.total_ticks;
  sweep->own_time_ns = bobbin_clock_ns ();
  sweep->own_cpu_ns = own_cpu_ns (sweeper) - sweeper->own_cpu_base_ns;
}

static void
open_process (Process *process)
{
  process->gone = !bobbin_proc_file_open (&process->rollup, process->pid, 0, "smaps_rollup");
}

void
bobbin_sweeper_open (BobbinSweeper *sweeper)
{
  for (guint i = 0; i < sweeper->tasks->len; i++)
    open_task (&g_array_index (sweeper->tasks, Task, i));
  for (guint i = 0; i < sweeper->processes->len; i++)
    open_process (&g_array_index (sweeper->processes, Process, i));
}

/* TRUE when it is the first of its process. */
static gboolean
add_task (BobbinSweeper *sweeper, const BobbinSweepTask *task)
{
  GArray *processes = sweeper->processes;
  Process process = { .number = task->process, .pid = task->pid, .rollup = BOBBIN_PROC_FILE_INIT };
  Task kept = { .task = *task, .schedstat = BOBBIN_PROC_FILE_INIT, .stat = BOBBIN_PROC_FILE_INIT };

  g_array_append_val (sweeper->tasks, kept);
  if (processes->len > 0 && g_array_index (processes, Process, processes->len - 1).number == task->process)
    return FALSE;
  g_array_append_val (processes, process);
  return TRUE;
}

void
bobbin_sweeper_add (BobbinSweeper *sweeper, const BobbinSweepTask *task)
{
  if (add_task (sweeper, task))
    open_process (&g_array_index (sweeper->processes, Process, sweeper->processes->len - 1));
  open_task (&g_array_index (sweeper->tasks, Task, sweeper->tasks->len - 1));
}

BobbinSweeper *
bobbin_sweeper_new (const GArray *tasks, int root_pid, gint64 interval_ns)
{
  BobbinSweeper *sweeper = g_new0 (BobbinSweeper, 1);

  sweeper->interval_ns = interval_ns;
  sweeper->tasks = g_array_new (FALSE, TRUE, sizeof (Task));
  sweeper->processes = g_array_new (FALSE, TRUE, sizeof (Process));
  sweeper->root_schedstat.fd = -1;
  for (guint i = 0; i < tasks->len; i++)
    add_task (sweeper, &g_array_index (tasks, BobbinSweepTask, i));
  if (root_pid > 0)
    bobbin_proc_file_open (&sweeper->root_schedstat, root_pid, root_pid, "schedstat");
  sweeper->own_cpu_base_ns = own_cpu_ns (sweeper);
  return sweeper;
}

void
bobbin_sweeper_free (BobbinSweeper *sweeper)
{
  if (sweeper == NULL)
    return;

  for (guint i = 0; i < sweeper->tasks->len; i++)
    close_task (&g_array_index (sweeper->tasks, Task, i));
  for (guint i = 0; i < sweeper->processes->len; i++)
    bobbin_proc_file_close (&g_array_index (sweeper->processes, Process, i).rollup);
  bobbin_proc_file_close (&sweeper->root_schedstat);
  g_array_unref (sweeper->tasks);
  g_array_unref (sweeper->processes);
  g_free (sweeper);
}
