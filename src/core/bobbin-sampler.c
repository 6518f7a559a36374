/* bobbin-sampler.c
 *
 * The thread owns tasks, processes and their files; the batch that is being
 * filled is the only thing both threads touch, under the mutex, once a sweep:
 * the thread fills a batch of its own and appends it when the sweep is done.
 */
#include "bobbin-sampler.h"

#include <sys/resource.h>
#include <time.h>

#include "bobbin-gtop.h"
#include "bobbin-time-span.h"

#define SLOW_PERIOD_NS   (BOBBIN_NS_PER_S / 2) /* smaps_rollup, libgtop: at most 2 Hz */
#define MAX_SLOW_A_SWEEP 24u                   /* each about 60 µs for a small process */
#define SMALL_TEXT       512
#define LARGE_TEXT       4096

typedef struct {
  BobbinSamplerTask task;
  BobbinProcFile    schedstat;
  BobbinProcFile    stat;
  BobbinProcFile    status;
  gboolean          gone;
} Task;

typedef struct {
  guint          number;
  int            pid;
  BobbinProcFile rollup;
  gint64         read_ns; /* last time; 0: never */
  gboolean       gone;
} Process;

struct _BobbinSampler {
  GThread            *thread;
  gint64              interval_ns;
  BobbinSamplerNotify notify;
  gpointer            data;
  GArray             *tasks;     /* Task; the thread's */
  GArray             *processes; /* Process; the thread's */
  guint               next_process, next_task;
  BobbinProcFile      root_schedstat;
  gint64              own_cpu_base_ns;

  GMutex              mutex; /* guards what follows */
  GCond               wake;
  gboolean            stopping;
  BobbinSamplerBatch *batch; /* not yet taken; NULL: nothing new */
};

static BobbinSamplerBatch *
batch_new (void)
{
  BobbinSamplerBatch *batch = g_new0 (BobbinSamplerBatch, 1);

  batch->tasks = g_array_new (FALSE, FALSE, sizeof (BobbinTaskSample));
  batch->switches = g_array_new (FALSE, FALSE, sizeof (BobbinSwitchesSample));
  batch->processes = g_array_new (FALSE, FALSE, sizeof (BobbinProcessSample));
  batch->gone = g_array_new (FALSE, FALSE, sizeof (guint));
  return batch;
}

void
bobbin_sampler_batch_free (BobbinSamplerBatch *batch)
{
  if (batch == NULL)
    return;
  g_array_unref (batch->tasks);
  g_array_unref (batch->switches);
  g_array_unref (batch->processes);
  g_array_unref (batch->gone);
  g_free (batch);
}

static void
open_task (Task *task)
{
  int pid = task->task.pid, tid = task->task.tid;

  task->schedstat.fd = task->stat.fd = task->status.fd = -1;
  if (!bobbin_proc_file_open (&task->schedstat, pid, tid, "schedstat")
      || !bobbin_proc_file_open (&task->stat, pid, tid, "stat")
      || !bobbin_proc_file_open (&task->status, pid, tid, "status"))
    task->gone = TRUE;
}

static void
close_task (Task *task)
{
  bobbin_proc_file_close (&task->schedstat);
  bobbin_proc_file_close (&task->stat);
  bobbin_proc_file_close (&task->status);
}

/* A task's two files. FALSE when it has gone. */
static gboolean
read_task (BobbinSampler *sampler, Task *task, BobbinSamplerBatch *batch)
{
  char text[SMALL_TEXT];
  BobbinSchedstat schedstat;
  BobbinTaskStat stat;

  batch->task_reads += 2;
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
  g_array_append_val (batch->tasks, sample);
  return TRUE;
}

static void
read_all_tasks (BobbinSampler *sampler, BobbinSamplerBatch *batch)
{
  for (guint i = 0; i < sampler->tasks->len; i++)
    {
      Task *task = &g_array_index (sampler->tasks, Task, i);

      if (task->gone || read_task (sampler, task, batch))
        continue;
      task->gone = TRUE;
      close_task (task);
      g_array_append_val (batch->gone, task->task.worker);
    }
}

/* How many of @n come up in one sweep so that each does once in SLOW_PERIOD_NS,
 * within the bound that keeps a sweep short. */
static guint
slow_share (const BobbinSampler *sampler, guint n)
{
  gint64 share = (n * sampler->interval_ns + SLOW_PERIOD_NS - 1) / SLOW_PERIOD_NS;

  return MIN (MIN ((guint) MAX (share, 1), MAX_SLOW_A_SWEEP), n);
}

static void
read_switches (BobbinSampler *sampler, BobbinSamplerBatch *batch)
{
  char text[LARGE_TEXT];

  for (guint n = slow_share (sampler, sampler->tasks->len); n > 0; n--)
    {
      Task *task = &g_array_index (sampler->tasks, Task, sampler->next_task);
      BobbinTaskStatus status;

      sampler->next_task = (sampler->next_task + 1) % sampler->tasks->len;
      if (task->gone || bobbin_proc_file_read (&task->status, text, sizeof text) == 0
          || !bobbin_parse_task_status (text, &status))
        continue;

      BobbinSwitchesSample sample = {
        .worker = task->task.worker,
        .voluntary_switches = status.voluntary_switches,
        .involuntary_switches = status.involuntary_switches,
      };
      g_array_append_val (batch->switches, sample);
      batch->task_reads++;
    }
}

/* FALSE when the process has gone. Ends at once: a zombie has no memory. */
static gboolean
read_process (Process *process, BobbinSamplerBatch *batch)
{
  char text[LARGE_TEXT];
  BobbinProcessSample sample = { .process = process->number, .time_ns = bobbin_clock_ns () };
  BobbinGtopProcess gtop;
  BobbinProcFile status = BOBBIN_PROC_FILE_INIT;
  BobbinTaskStatus numbers;

  if (bobbin_proc_file_read (&process->rollup, text, sizeof text) == 0)
    return FALSE;
  sample.rollup_valid = bobbin_parse_smaps_rollup (text, &sample.rollup);

  if (bobbin_proc_file_open (&status, process->pid, 0, "status")
      && bobbin_proc_file_read (&status, text, sizeof text) > 0
      && bobbin_parse_task_status (text, &numbers))
    sample.page_tables_bytes = numbers.page_tables_bytes;
  bobbin_proc_file_close (&status);

  if (bobbin_gtop_read_process (process->pid, &gtop))
    {
      sample.gtop_valid = TRUE;
      sample.gtop_cpu_ns = gtop.cpu_ns;
      sample.gtop_state = gtop.state;
      sample.gtop_core = gtop.core;
      sample.gtop_rss_bytes = gtop.rss_bytes;
      sample.gtop_vsize_bytes = gtop.vsize_bytes;
    }
  g_array_append_val (batch->processes, sample);
  batch->task_reads += 3;
  return TRUE;
}

static void
read_some_processes (BobbinSampler *sampler, BobbinSamplerBatch *batch)
{
  gint64 now_ns = bobbin_clock_ns ();

  for (guint n = slow_share (sampler, sampler->processes->len); n > 0; n--)
    {
      Process *process = &g_array_index (sampler->processes, Process, sampler->next_process);

      sampler->next_process = (sampler->next_process + 1) % sampler->processes->len;
      /* A tenth less than the period, so that a sweep's jitter skips nobody. */
      if (process->gone
          || (process->read_ns != 0 && now_ns - process->read_ns < SLOW_PERIOD_NS * 9 / 10))
        continue;
      process->read_ns = now_ns;
      if (!read_process (process, batch))
        {
          process->gone = TRUE;
          bobbin_proc_file_close (&process->rollup);
        }
    }
}

static gint64
own_cpu_ns (const BobbinSampler *sampler)
{
  struct timespec time;
  char text[SMALL_TEXT];
  BobbinSchedstat root = { 0 };

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  if (bobbin_proc_file_read (&sampler->root_schedstat, text, sizeof text) > 0)
    bobbin_parse_schedstat (text, &root);
  return time.tv_sec * BOBBIN_NS_PER_S + time.tv_nsec + (gint64) root.run_ns;
}

static void
append_all (GArray *to, const GArray *from)
{
  if (from->len > 0)
    g_array_append_vals (to, from->data, from->len);
}

/* Hands the sweep over: becomes the batch, or is added to the one not yet taken. */
static void
hand_over (BobbinSampler *sampler, BobbinSamplerBatch *sweep, gboolean late)
{
  g_mutex_lock (&sampler->mutex);
  if (sampler->batch == NULL)
    sampler->batch = batch_new ();

  BobbinSamplerBatch *batch = sampler->batch;
  append_all (batch->tasks, sweep->tasks);
  append_all (batch->switches, sweep->switches);
  append_all (batch->processes, sweep->processes);
  append_all (batch->gone, sweep->gone);
  batch->sweeps++;
  batch->late_sweeps += late ? 1 : 0;
  batch->task_reads += sweep->task_reads;
  batch->own_cpu_ns = sweep->own_cpu_ns;
  batch->own_time_ns = sweep->own_time_ns;
  batch->busy_ticks = sweep->busy_ticks;
  batch->total_ticks = sweep->total_ticks;
  g_mutex_unlock (&sampler->mutex);

  sampler->notify (sampler->data);
}

static void
sweep (BobbinSampler *sampler, gboolean late)
{
  g_autoptr (BobbinSamplerBatch) batch = batch_new ();
  BobbinGtopMachine machine = { 0 };

  read_all_tasks (sampler, batch);
  read_some_processes (sampler, batch);
  if (sampler->tasks->len > 0)
    read_switches (sampler, batch);
  bobbin_gtop_read_machine (&machine);
  batch->busy_ticks = machine.busy_ticks;
  batch->total_ticks = machine.total_ticks;
  batch->own_time_ns = bobbin_clock_ns ();
  batch->own_cpu_ns = own_cpu_ns (sampler) - sampler->own_cpu_base_ns;
  hand_over (sampler, batch, late);
}

/* Waits for @deadline_ns on CLOCK_MONOTONIC, which is GLib's clock too. FALSE
 * when it is time to stop. */
static gboolean
wait_until (BobbinSampler *sampler, gint64 deadline_ns)
{
  gint64 deadline_us = (deadline_ns + BOBBIN_NS_PER_US - 1) / BOBBIN_NS_PER_US;

  g_mutex_lock (&sampler->mutex);
  while (!sampler->stopping && g_cond_wait_until (&sampler->wake, &sampler->mutex, deadline_us))
    continue;
  gboolean go_on = !sampler->stopping;
  g_mutex_unlock (&sampler->mutex);
  return go_on;
}

static void
open_all (BobbinSampler *sampler)
{
  for (guint i = 0; i < sampler->tasks->len; i++)
    open_task (&g_array_index (sampler->tasks, Task, i));
  for (guint i = 0; i < sampler->processes->len; i++)
    {
      Process *process = &g_array_index (sampler->processes, Process, i);

      process->gone = !bobbin_proc_file_open (&process->rollup, process->pid, 0, "smaps_rollup");
    }
}

static gpointer
run (gpointer data)
{
  BobbinSampler *sampler = data;
  gint64 due_ns;

  open_all (sampler);
  due_ns = bobbin_clock_ns ();
  sweep (sampler, FALSE);

  while (due_ns += sampler->interval_ns, wait_until (sampler, due_ns))
    {
      gint64 behind_ns = bobbin_clock_ns () - due_ns;
      gboolean late = behind_ns >= sampler->interval_ns;

      /* Deadlines that have passed are left out, not made up for in a burst. */
      if (late)
        due_ns += behind_ns / sampler->interval_ns * sampler->interval_ns;
      sweep (sampler, late);
    }
  sweep (sampler, FALSE);
  return NULL;
}

static void
add_process (GArray *processes, const BobbinSamplerTask *task)
{
  if (processes->len > 0
      && g_array_index (processes, Process, processes->len - 1).number == task->process)
    return;

  Process process = { .number = task->process, .pid = task->pid, .rollup = BOBBIN_PROC_FILE_INIT };
  g_array_append_val (processes, process);
}

BobbinSampler *
bobbin_sampler_start (const GArray       *tasks,
                      int                 root_pid,
                      gint64              interval_ns,
                      BobbinSamplerNotify notify,
                      gpointer            data)
{
  g_return_val_if_fail (interval_ns > 0, NULL);

  BobbinSampler *sampler = g_new0 (BobbinSampler, 1);
  sampler->interval_ns = interval_ns;
  sampler->notify = notify;
  sampler->data = data;
  sampler->tasks = g_array_new (FALSE, TRUE, sizeof (Task));
  sampler->processes = g_array_new (FALSE, TRUE, sizeof (Process));
  sampler->root_schedstat.fd = -1;
  g_mutex_init (&sampler->mutex);
  g_cond_init (&sampler->wake);

  for (guint i = 0; i < tasks->len; i++)
    {
      Task task = { .task = g_array_index (tasks, BobbinSamplerTask, i) };

      g_array_append_val (sampler->tasks, task);
      add_process (sampler->processes, &task.task);
    }
  if (root_pid > 0)
    bobbin_proc_file_open (&sampler->root_schedstat, root_pid, root_pid, "schedstat");
  sampler->own_cpu_base_ns = own_cpu_ns (sampler);

  sampler->thread = g_thread_new ("bobbin-sampler", run, sampler);
  return sampler;
}

void
bobbin_sampler_stop (BobbinSampler *sampler)
{
  if (sampler->thread == NULL)
    return;

  g_mutex_lock (&sampler->mutex);
  sampler->stopping = TRUE;
  g_cond_signal (&sampler->wake);
  g_mutex_unlock (&sampler->mutex);
  g_thread_join (g_steal_pointer (&sampler->thread));
}

void
bobbin_sampler_free (BobbinSampler *sampler)
{
  if (sampler == NULL)
    return;

  bobbin_sampler_stop (sampler);
  for (guint i = 0; i < sampler->tasks->len; i++)
    close_task (&g_array_index (sampler->tasks, Task, i));
  for (guint i = 0; i < sampler->processes->len; i++)
    bobbin_proc_file_close (&g_array_index (sampler->processes, Process, i).rollup);
  bobbin_proc_file_close (&sampler->root_schedstat);
  g_array_unref (sampler->tasks);
  g_array_unref (sampler->processes);
  bobbin_sampler_batch_free (sampler->batch);
  g_mutex_clear (&sampler->mutex);
  g_cond_clear (&sampler->wake);
  g_free (sampler);
}

BobbinSamplerBatch *
bobbin_sampler_take (BobbinSampler *sampler)
{
  g_mutex_lock (&sampler->mutex);
  BobbinSamplerBatch *batch = g_steal_pointer (&sampler->batch);
  g_mutex_unlock (&sampler->mutex);
  return batch;
}

void
bobbin_sampler_allow_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}
