/* bobbin-session-ingest.c - samples and ends become the run's numbers
 *
 * The scheduler books a running task's time at the timer tick and at each
 * switch, and a waiting task's when its wait is over. So the difference of two
 * readings may be off by a tick or by a wait that is still going on. Totals
 * are therefore taken as they are, while the split of one interval is scaled
 * to the interval's length for work that never blocks.
 */
#include "config.h"

#include "bobbin-session-private.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/wait.h>

#define SHARE_WINDOW_NS BOBBIN_NS_PER_S /* over which CPU shares are told */

static gint64
since_gate (const BobbinSession *self, gint64 clock_ns)
{
  return clock_ns - self->gate_ns;
}

/* How an interval of @length_ns was spent by a task that was booked @run_ns and
 * @wait_ns in it. One that was @always_ready cannot have been blocked: what is
 * not booked yet is scaled away, or, when it is most of the interval, a wait
 * that still goes on. */
static void
split_interval (gint64 length_ns, guint64 run_ns, guint64 wait_ns, gboolean always_ready,
                double *out_run_share, double *out_wait_share)
{
  double run = (double) run_ns / (double) length_ns;
  double wait = (double) wait_ns / (double) length_ns;
  double sum = run + wait;

  if (sum > 1.0 || (always_ready && sum > 0.5))
    {
      run /= sum;
      wait /= sum;
    }
  else if (always_ready)
    {
      wait = 1.0 - run;
    }
  *out_run_share = run;
  *out_wait_share = wait;
}

static gboolean
is_always_ready (BobbinSession *self, guint lane, char state)
{
  const BobbinRunWorker *worker = bobbin_run_get_worker (self->run, lane);
  const BobbinGroupSpec *spec = bobbin_run_get_group (self->run, worker->group)->spec;

  return spec->work == BOBBIN_WORK_COMPUTE && state == 'R';
}

static void
append_interval (BobbinSession *self, guint lane, gint64 end_ns, guint64 run_ns, guint64 wait_ns,
                 char state, guint core)
{
  BobbinSessionMark *mark = &self->marks[lane];
  BobbinInterval interval = { .span = { MAX (mark->time_ns, 0), end_ns }, .state = BOBBIN_STATE_MIXED, .other = core };
  gint64 length_ns = bobbin_time_span_length_ns (interval.span);

  if (length_ns <= 0 || !bobbin_session_is_sampled (self, lane))
    return;
  split_interval (length_ns, run_ns - MIN (mark->run_ns, run_ns),
                  wait_ns - MIN (mark->wait_ns, wait_ns), is_always_ready (self, lane, state),
                  &interval.run_share, &interval.wait_share);
  bobbin_history_append (self->run->history, lane, &interval);
}

static void
update_shares (BobbinSession *self, BobbinRunWorker *worker, gint64 now_ns)
{
  BobbinTimeSpan window = { MAX (now_ns - SHARE_WINDOW_NS, 0), now_ns };
  BobbinShares shares = bobbin_history_get_shares (self->run->history, worker->id, window);
  gint64 known_ns = bobbin_time_span_length_ns (window) - shares.unknown_ns;

  worker->cpu_share = known_ns > 0 ? (double) shares.running_ns / (double) known_ns : 0.0;
}

static void
update_totals (BobbinSession *self, BobbinRunWorker *worker, gint64 now_ns)
{
  const BobbinSessionMark *mark = &self->marks[worker->id];

  worker->cpu_ns = (gint64) (mark->run_ns - mark->base_run_ns);
  worker->timeslices = mark->timeslices - mark->base_timeslices;
  if (!bobbin_session_is_sampled (self, worker->id))
    return; /* the worker's own slices say it better */

  worker->running_ns = worker->cpu_ns;
  worker->waiting_ns = (gint64) (mark->wait_ns - mark->base_wait_ns);
  worker->blocked_ns = MAX (now_ns - MAX (worker->born_ns, 0) - worker->running_ns - worker->waiting_ns, 0);
}

static void
take_task_sample (BobbinSession *self, const BobbinTaskSample *sample)
{
  BobbinRunWorker *worker = bobbin_run_get_worker (self->run, sample->worker);
  BobbinSessionMark *mark = &self->marks[sample->worker];
  gint64 time_ns = since_gate (self, sample->time_ns);

  if (worker->end != BOBBIN_END_RUNNING)
    return;
  if (!mark->seen || time_ns <= 0)
    {
      mark->base_run_ns = sample->run_ns;
      mark->base_wait_ns = sample->wait_ns;
      mark->base_timeslices = sample->timeslices;
    }
  else
    {
      append_interval (self, sample->worker, time_ns, sample->run_ns, sample->wait_ns,
                       sample->state, sample->core);
    }

  mark->seen = TRUE;
  mark->time_ns = MAX (time_ns, 0);
  mark->run_ns = sample->run_ns;
  mark->wait_ns = sample->wait_ns;
  mark->timeslices = sample->timeslices;
  worker->state = mark->state = sample->state;
  worker->core = mark->core = sample->core;
  update_totals (self, worker, mark->time_ns);
  update_shares (self, worker, mark->time_ns);
  self->run->now_ns = MAX (self->run->now_ns, mark->time_ns);
}

static void
take_process_sample (BobbinSession *self, const BobbinProcessSample *sample)
{
  BobbinRunProcess *process = bobbin_run_get_process (self->run, sample->process);
  BobbinSessionProcessMark *mark = &self->process_marks[sample->process];

  if (sample->rollup_valid)
    process->memory = (BobbinMemory) {
      .valid = TRUE,
      .time_ns = since_gate (self, sample->time_ns),
      .rss_bytes = sample->rollup.rss_bytes,
      .pss_bytes = sample->rollup.pss_bytes,
      .uss_bytes = sample->rollup.uss_bytes,
      .page_tables_bytes = sample->page_tables_bytes,
    };
  if (!sample->gtop_valid)
    return;

  if (mark->seen && sample->time_ns > mark->time_ns)
    process->gtop_cpu_share = (double) (sample->gtop_cpu_ns - MIN (mark->cpu_ns, sample->gtop_cpu_ns))
                              / (double) (sample->time_ns - mark->time_ns);
  mark->seen = TRUE;
  mark->time_ns = sample->time_ns;
  mark->cpu_ns = sample->gtop_cpu_ns;
  process->gtop_state = sample->gtop_state;
  process->gtop_core = sample->gtop_core;
  process->gtop_rss_bytes = sample->gtop_rss_bytes;
  process->gtop_vsize_bytes = sample->gtop_vsize_bytes;
}

/* Shares over about the last second: the marks move once it is full. */
static void
take_costs (BobbinSession *self, const BobbinSweep *sweep)
{
  BobbinOwnCost *cost = &self->run->own_cost;
  gint64 passed_ns = sweep->own_time_ns - self->own_mark_time_ns;

  cost->cpu_ns = sweep->own_cpu_ns;
  cost->sweeps += sweep->sweeps;
  cost->late_sweeps += sweep->late_sweeps;
  cost->task_reads += sweep->task_reads;
  if (self->own_mark_time_ns != 0 && passed_ns > 0 && passed_ns < SHARE_WINDOW_NS)
    return;

  if (self->own_mark_time_ns != 0 && passed_ns > 0)
    cost->cpu_share = (double) (sweep->own_cpu_ns - self->own_mark_cpu_ns) / (double) passed_ns;
  if (self->total_mark_ticks != 0 && sweep->total_ticks > self->total_mark_ticks)
    self->run->machine_cpu_share = (double) (sweep->busy_ticks - MIN (self->busy_mark_ticks, sweep->busy_ticks))
                                   / (double) (sweep->total_ticks - self->total_mark_ticks);
  self->own_mark_time_ns = sweep->own_time_ns;
  self->own_mark_cpu_ns = sweep->own_cpu_ns;
  self->busy_mark_ticks = sweep->busy_ticks;
  self->total_mark_ticks = sweep->total_ticks;
}

/* The slot is written by the worker: a claim about work, never about anything
 * that Bobbin acts on. */
static void
take_work_units (BobbinSession *self)
{
  const BobbinLedger *ledger = bobbin_launcher_get_ledger (self->launcher);

  for (guint i = 0; i < self->run->workers->len; i++)
    {
      BobbinLedgerSlot *slot = bobbin_ledger_slot (ledger, i);
      BobbinRunWorker *worker = bobbin_run_get_worker (self->run, i);

      if (slot != NULL && worker->end == BOBBIN_END_RUNNING)
        worker->work_units = atomic_load_explicit (&slot->work_units, memory_order_relaxed);
    }
}

/* What a worker wrote down before it left. */
typedef struct {
  gint64  ended_ns; /* CLOCK_MONOTONIC */
  guint64 cpu_ns;
  guint64 wait_ns;
} LastCounts;

/* FALSE unless they can be true: no less than what was sampled of it, and no
 * more than its life was long. */
static gboolean
read_last_counts (BobbinSession *self, const BobbinRunWorker *worker, gint64 reaped_clock_ns, LastCounts *out)
{
  BobbinLedgerSlot *slot = bobbin_ledger_slot (bobbin_launcher_get_ledger (self->launcher), worker->id);
  const BobbinSessionMark *mark = &self->marks[worker->id];
  guint64 life_ns = (guint64) MAX (since_gate (self, reaped_clock_ns) - worker->born_ns, 0);
  guint64 most_ns = life_ns + life_ns / 100;

  if (slot == NULL
      || atomic_load_explicit (&slot->state, memory_order_acquire) != BOBBIN_SLOT_FINISHED)
    return FALSE;
  *out = (LastCounts) {
    .ended_ns = atomic_load_explicit (&slot->ended_ns, memory_order_relaxed),
    .cpu_ns = atomic_load_explicit (&slot->cpu_ns, memory_order_relaxed),
    .wait_ns = atomic_load_explicit (&slot->waiting_ns, memory_order_relaxed),
  };
  return out->ended_ns >= mark->time_ns + self->gate_ns && out->ended_ns <= reaped_clock_ns
         && out->cpu_ns >= mark->run_ns && out->wait_ns >= mark->wait_ns
         && out->wait_ns <= most_ns && out->cpu_ns <= most_ns - out->wait_ns;
}

static void
take_last_counts (BobbinSession *self, BobbinRunWorker *worker, const LastCounts *counts)
{
  BobbinLedgerSlot *slot = bobbin_ledger_slot (bobbin_launcher_get_ledger (self->launcher), worker->id);
  BobbinSessionMark *mark = &self->marks[worker->id];
  gint64 ended_ns = since_gate (self, counts->ended_ns);

  append_interval (self, worker->id, ended_ns, counts->cpu_ns, counts->wait_ns, 'R', worker->core);
  mark->time_ns = ended_ns;
  mark->run_ns = counts->cpu_ns;
  mark->wait_ns = counts->wait_ns;
  mark->timeslices = MAX (mark->timeslices, atomic_load_explicit (&slot->timeslices, memory_order_relaxed));
  worker->voluntary_switches = atomic_load_explicit (&slot->voluntary_switches, memory_order_relaxed);
  worker->involuntary_switches = atomic_load_explicit (&slot->involuntary_switches, memory_order_relaxed);
  worker->switches_valid = TRUE;
  worker->work_units = atomic_load_explicit (&slot->work_units, memory_order_relaxed);
}

/* wait4() knows a process with one task to the microsecond, and cannot be lied to. */
static void
take_rusage (BobbinSession *self, BobbinRunWorker *worker, const BobbinWireEvent *event)
{
  BobbinSessionMark *mark = &self->marks[worker->id];

  mark->run_ns = MAX (mark->run_ns, event->cpu_ns);
  worker->voluntary_switches = event->voluntary_switches;
  worker->involuntary_switches = event->involuntary_switches;
  worker->switches_valid = TRUE;
}

static gboolean
is_culprit (BobbinSession *self, const BobbinRunWorker *worker, const BobbinRunProcess *process)
{
  BobbinLedgerSlot *slot = bobbin_ledger_slot (bobbin_launcher_get_ledger (self->launcher), worker->id);

  if (process->n_workers == 1 || self->marks[worker->id].told_to_crash)
    return TRUE;
  return slot != NULL
         && atomic_load_explicit (&slot->state, memory_order_relaxed) == BOBBIN_SLOT_CRASHING;
}

static void
warn_killed (BobbinSession *self, const BobbinRunWorker *worker)
{
  g_autofree char *address = bobbin_run_worker_address (self->run, worker->id);

  g_ptr_array_add (self->run->warnings,
                   g_strdup_printf (_("%s did not stop when it was told to, and was killed."), address));
}

static void
set_end (BobbinSession *self, BobbinRunWorker *worker, const BobbinRunProcess *process,
         const BobbinWireEvent *event)
{
  worker->exit_code = -1;
  if (event->stopped)
    {
      worker->end = BOBBIN_END_STOPPED;
      if (WIFSIGNALED (event->status))
        warn_killed (self, worker);
    }
  else if (WIFSIGNALED (event->status))
    {
      worker->end = BOBBIN_END_CRASHED;
      worker->signal = WTERMSIG (event->status);
      worker->culprit = is_culprit (self, worker, process);
    }
  else
    {
      worker->end = BOBBIN_END_EXITED;
      worker->exit_code = WEXITSTATUS (event->status);
    }
}

static void
end_worker (BobbinSession *self, BobbinRunWorker *worker, gint64 ended_ns)
{
  worker->ended_ns = ended_ns;
  worker->cpu_share = 0.0;
  worker->state = 0;
}

/* A thread that was told to end leaves while its process goes on, so that nobody
 * reaps it: its own last word has to do. */
static void
take_threads_that_left (BobbinSession *self)
{
  for (guint i = 0; i < self->run->workers->len; i++)
    {
      BobbinRunWorker *worker = bobbin_run_get_worker (self->run, i);
      LastCounts counts;

      if (!self->marks[i].told_to_end || worker->end != BOBBIN_END_RUNNING
          || bobbin_run_get_process (self->run, worker->process)->n_workers == 1
          || !read_last_counts (self, worker, bobbin_clock_ns (), &counts))
        continue;
      end_worker (self, worker, bobbin_session_ingest_last_slices (self, i, counts.ended_ns));
      take_last_counts (self, worker, &counts);
      update_totals (self, worker, worker->ended_ns);
      worker->end = BOBBIN_END_EXITED;
      worker->exit_code = 0;
      bobbin_session_announce_ended (self, i, 1);
    }
}

gboolean
bobbin_session_ingest_samples (BobbinSession *self)
{
  if (self->sampler == NULL || self->gate_ns == 0)
    return FALSE;

  bobbin_session_ingest_slices (self);
  g_autoptr (BobbinSweep) sweep = bobbin_sampler_take (self->sampler);
  if (sweep == NULL)
    return FALSE;

  for (guint i = 0; i < sweep->tasks->len; i++)
    take_task_sample (self, &g_array_index (sweep->tasks, BobbinTaskSample, i));
  for (guint i = 0; i < sweep->processes->len; i++)
    take_process_sample (self, &g_array_index (sweep->processes, BobbinProcessSample, i));
  for (guint i = 0; i < sweep->switches->len; i++)
    {
      const BobbinSwitchesSample *sample = &g_array_index (sweep->switches, BobbinSwitchesSample, i);
      BobbinRunWorker *worker = bobbin_run_get_worker (self->run, sample->worker);

      worker->voluntary_switches = sample->voluntary_switches;
      worker->involuntary_switches = sample->involuntary_switches;
      worker->switches_valid = TRUE;
    }
  take_costs (self, sweep);
  take_work_units (self);
  bobbin_session_pages_ingest (self);
  take_threads_that_left (self);
  return TRUE;
}

void
bobbin_session_ingest_end (BobbinSession *self, const BobbinWireEvent *event)
{
  BobbinRunProcess *process = bobbin_run_get_process (self->run, event->process);

  process->alive = FALSE;
  process->pages.valid = FALSE;
  process->gtop_cpu_share = 0.0;
  for (guint i = 0; i < process->n_workers; i++)
    {
      BobbinRunWorker *worker = bobbin_run_get_worker (self->run, process->first_worker + i);

      if (worker->end != BOBBIN_END_RUNNING)
        continue;
      LastCounts counts;
      gboolean counted = read_last_counts (self, worker, event->time_ns, &counts);

      end_worker (self, worker,
                  bobbin_session_ingest_last_slices (self, worker->id, counted ? counts.ended_ns : event->time_ns));
      if (counted)
        take_last_counts (self, worker, &counts);
      if (process->n_workers == 1 && worker->tid == worker->pid)
        take_rusage (self, worker, event);
      update_totals (self, worker, worker->ended_ns);
      set_end (self, worker, process, event);
      self->run->now_ns = MAX (self->run->now_ns, worker->ended_ns);
    }
}

void
bobbin_session_ingest_lost (BobbinSession *self)
{
  for (guint i = 0; i < self->run->workers->len; i++)
    {
      BobbinRunWorker *worker = bobbin_run_get_worker (self->run, i);

      if (worker->end != BOBBIN_END_RUNNING)
        continue;
      end_worker (self, worker, MAX (self->marks[i].time_ns, bobbin_session_get_told_ns (self, i)));
      worker->exit_code = -1;
      worker->end = self->stop_asked ? BOBBIN_END_STOPPED : BOBBIN_END_CRASHED;
      worker->signal = self->stop_asked ? 0 : SIGKILL;
      bobbin_run_get_process (self->run, worker->process)->alive = FALSE;
    }
}

/* An order to crash that was late is not passed over in silence. */
static void
warn_of_missed_crashes (BobbinSession *self)
{
  BobbinRun *run = self->run;

  for (guint i = 0; i < bobbin_request_get_n_crashes (run->request); i++)
    {
      const BobbinCrashOrder *order = bobbin_request_get_crash (run->request, i);
      guint id = bobbin_run_group_worker (run, order->group, order->index - 1);

      if (order->time_ns >= run->end_ns || bobbin_run_get_worker (run, id)->end == BOBBIN_END_CRASHED)
        continue;
      g_autofree char *address = bobbin_run_worker_address (run, id);
      g_ptr_array_add (run->warnings,
                       g_strdup_printf (_("%s was to crash, but the order did not reach it before the run was over."), address));
    }
}

static void
warn_of_dropped_history (BobbinRun *run)
{
  guint n = 0;

  for (guint i = 0; i < run->workers->len; i++)
    n += bobbin_history_get_dropped (run->history, i) > 0 ? 1 : 0;
  if (n > 0)
    g_ptr_array_add (run->warnings,
                     g_strdup_printf (ngettext ("The beginning of %u lane was given up, because the record was full.",
                                                "The beginning of %u lanes was given up, because the record was full.", n), n));
}

void
bobbin_session_finish_run (BobbinSession *self)
{
  BobbinRun *run = self->run;

  if (run->end_ns < 0)
    run->end_ns = run->now_ns;
  run->now_ns = MAX (run->now_ns, run->end_ns);
  bobbin_session_kernel_close (self);
  bobbin_session_close_core_lanes (self);
  warn_of_missed_crashes (self);
  warn_of_dropped_history (run);
}
