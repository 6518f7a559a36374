#include "bobbin-fake-run.h"

#include <signal.h>

#include "bobbin-fake-schedule.h"
#include "bobbin-time-span.h"

#define INTERVAL_NS BOBBIN_DEFAULT_INTERVAL_NS
#define KIB         ((guint64) 1024)

static BobbinMachine *
make_machine (guint n_cores)
{
  BobbinMachine *machine = g_new0 (BobbinMachine, 1);

  machine->n_cores = machine->n_configured = n_cores;
  for (guint i = 0; i < n_cores; i++)
    bobbin_core_set_add (&machine->cores, i);
  machine->cpu = g_strdup ("AMD Ryzen 5 5600U with Radeon Graphics");
  machine->kernel = g_strdup ("6.1.0-18-amd64");
  machine->page_bytes = 4096;
  machine->memory_bytes = 16 * KIB * KIB * KIB;
  machine->available_bytes = 12 * KIB * KIB * KIB;
  machine->max_tasks = 30000;
  return machine;
}

static BobbinRun *
make_run (GPtrArray *specs, guint n_cores, const char *title)
{
  g_autoptr (BobbinMachine) machine = make_machine (n_cores);
  g_autoptr (GError) error = NULL;
  BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  g_autoptr (BobbinRequest) request = NULL;
  BobbinRun *run;

  options.title = title;
  request = bobbin_request_new (specs, NULL, &options, machine, &error);
  g_assert_no_error (error);
  run = bobbin_run_new (request, machine);
  run->start_realtime_us = G_GINT64_CONSTANT (1714831380) * G_USEC_PER_SEC;
  return run;
}

/* Who is born when, and as whom. */
static void
give_birth (BobbinRun *run)
{
  int next_pid = 41207;

  for (guint i = 0; i < run->processes->len; i++)
    {
      BobbinRunProcess *process = bobbin_run_get_process (run, i);
      const BobbinGroupSpec *spec = bobbin_run_get_group (run, process->group)->spec;
      gboolean plain = spec->kind == BOBBIN_KIND_PROCESSES && spec->threads_each == 1;

      process->pid = next_pid++;
      process->alive = TRUE;
      for (guint w = 0; w < process->n_workers; w++)
        {
          BobbinRunWorker *worker = bobbin_run_get_worker (run, process->first_worker + w);

          worker->pid = process->pid;
          worker->tid = plain ? process->pid : next_pid++;
          worker->born_ns = -8 * BOBBIN_NS_PER_MS + worker->id * BOBBIN_NS_PER_US * 50;
        }
    }
}

/* A worker keeps its core for some intervals; how much of them it gets follows
 * from how many share the cores. */
static void
fill_lane (BobbinRun *run, BobbinRunWorker *worker, gint64 end_ns)
{
  guint n_cores = run->machine->n_cores;
  const BobbinGroupSpec *spec = bobbin_run_get_group (run, worker->group)->spec;
  BobbinFakeChance chance = { 77 + worker->id * 1013 };
  double fair = MIN ((double) n_cores / run->workers->len, 1.0);
  guint core = worker->id % n_cores;

  for (gint64 t = 0; t < end_ns; t += INTERVAL_NS)
    {
      BobbinInterval interval = { .span = { t, MIN (t + INTERVAL_NS, end_ns) }, .state = BOBBIN_STATE_MIXED };
      double wobble = (bobbin_fake_chance (&chance) - 0.5) * 0.5 * (fair < 1.0 ? 1.0 : 0.1);

      if (bobbin_fake_chance (&chance) < 0.12)
        core = (guint) (bobbin_fake_chance (&chance) * n_cores);
      interval.other = core;
      interval.run_share = CLAMP (fair + wobble, 0.0, 1.0);
      interval.wait_share = 1.0 - interval.run_share;
      if (spec->work == BOBBIN_WORK_SLEEP)
        {
          interval.run_share = CLAMP (0.3 + wobble * 0.4, 0.0, 1.0);
          interval.wait_share = CLAMP (0.1 + wobble * 0.2, 0.0, 1.0 - interval.run_share);
          if (bobbin_fake_chance (&chance) < 0.2)
            interval.run_share = interval.wait_share = 0.0;
        }
      bobbin_history_append (run->history, worker->id, &interval);
    }
  BobbinShares shares = bobbin_history_get_shares (run->history, worker->id, (BobbinTimeSpan) { 0, end_ns });
  worker->core = core;
  worker->running_ns = worker->cpu_ns = shares.running_ns;
  worker->waiting_ns = shares.waiting_ns;
  worker->blocked_ns = shares.blocked_ns;
  worker->cpu_share = end_ns > 0 ? (double) shares.running_ns / (double) end_ns : 0.0;
  worker->state = 'R';
}

/* What workers write down: one thing at a time, milliseconds long. All have the same habit. */
static void
fill_slices (BobbinRun *run, BobbinFakeHabit habit)
{
  g_autofree BobbinFakeHabit *habits = g_new (BobbinFakeHabit, run->workers->len);

  for (guint i = 0; i < run->workers->len; i++)
    habits[i] = habit;
  bobbin_fake_schedule (run, habits);
}

static void
fill_history (BobbinRun *run, gint64 now_ns)
{
  run->now_ns = now_ns;
  for (guint i = 0; i < run->workers->len; i++)
    {
      BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      fill_lane (run, worker, worker->end == BOBBIN_END_RUNNING ? now_ns : worker->ended_ns);
    }
}

static void
fill_memory (BobbinRun *run)
{
  for (guint i = 0; i < run->processes->len; i++)
    {
      BobbinRunProcess *process = bobbin_run_get_process (run, i);
      guint n_sharing = bobbin_run_get_group (run, process->group)->n_processes + 1;
      guint64 own = (192 + 148 * (i % 4) + 20 * process->n_workers) * KIB;
      guint64 shared = 1480 * KIB;

      process->memory = (BobbinMemory) {
        .valid = TRUE,
        .time_ns = run->now_ns,
        .rss_bytes = own + shared,
        .pss_bytes = own + shared / n_sharing,
        .uss_bytes = own,
        .page_tables_bytes = 44 * KIB,
      };
    }
}

/* The worker crashes and takes its process along. */
static void
crash (BobbinRun *run, guint worker, gint64 time_ns)
{
  BobbinRunWorker *culprit = bobbin_run_get_worker (run, worker);
  BobbinRunProcess *process = bobbin_run_get_process (run, culprit->process);

  culprit->culprit = TRUE;
  process->alive = FALSE;
  for (guint i = 0; i < process->n_workers; i++)
    {
      BobbinRunWorker *victim = bobbin_run_get_worker (run, process->first_worker + i);

      victim->end = BOBBIN_END_CRASHED;
      victim->signal = SIGSEGV;
      victim->ended_ns = time_ns;
    }
}

/* The worker ends by itself. */
static void
exit_early (BobbinRun *run, guint index, gint64 time_ns)
{
  BobbinRunWorker *worker = bobbin_run_get_worker (run, index);

  worker->end = BOBBIN_END_EXITED;
  worker->exit_code = 0;
  worker->ended_ns = time_ns;
  bobbin_run_get_process (run, worker->process)->alive = FALSE;
}

static void
stop (BobbinRun *run, gint64 time_ns)
{
  for (guint i = 0; i < run->workers->len; i++)
    {
      BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      if (worker->end == BOBBIN_END_RUNNING)
        {
          worker->end = BOBBIN_END_STOPPED;
          worker->ended_ns = time_ns + worker->id * BOBBIN_NS_PER_US * 10;
          bobbin_run_get_process (run, worker->process)->alive = FALSE;
        }
    }
  run->end_ns = time_ns + 20 * BOBBIN_NS_PER_MS;
}

static void
add_group (GPtrArray *specs, const char *name, BobbinKind kind, guint count, guint threads_each, BobbinWork work)
{
  BobbinGroupSpec *spec = bobbin_group_spec_new (name, kind, count);

  spec->threads_each = threads_each;
  spec->work = work;
  spec->heap_bytes = 64 * KIB;
  g_ptr_array_add (specs, spec);
}

BobbinRun *
bobbin_fake_run_sized (guint n_processes, guint n_threads, guint n_cores, gint64 duration_ns)
{
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  BobbinRun *run;

  if (n_processes > 0)
    add_group (specs, "processes", BOBBIN_KIND_PROCESSES, n_processes, 1, BOBBIN_WORK_COMPUTE);
  if (n_threads > 0)
    add_group (specs, "threads", BOBBIN_KIND_THREADS, n_threads, 1, BOBBIN_WORK_COMPUTE);
  run = make_run (specs, n_cores, NULL);
  give_birth (run);
  fill_history (run, duration_ns);
  fill_memory (run);
  return run;
}

static BobbinRun *
make_crashed (guint worker, const char *title, gint64 now_ns)
{
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  BobbinRun *run;

  add_group (specs, "processes", BOBBIN_KIND_PROCESSES, 4, 1, BOBBIN_WORK_COMPUTE);
  add_group (specs, "threads", BOBBIN_KIND_THREADS, 4, 1, BOBBIN_WORK_COMPUTE);
  run = make_run (specs, 4, title);
  give_birth (run);
  if (now_ns > 5 * BOBBIN_NS_PER_S)
    crash (run, worker, 5 * BOBBIN_NS_PER_S + 20 * BOBBIN_NS_PER_MS);
  fill_history (run, now_ns);
  fill_memory (run);
  return run;
}

static BobbinRun *
make_mixed (void)
{
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  BobbinRun *run;

  add_group (specs, "servers", BOBBIN_KIND_PROCESSES, 3, 3, BOBBIN_WORK_COMPUTE);
  add_group (specs, "threads", BOBBIN_KIND_THREADS, 4, 1, BOBBIN_WORK_SLEEP);
  run = make_run (specs, 8, "Processes with threads in them");
  give_birth (run);
  crash (run, 4, 5 * BOBBIN_NS_PER_S);
  fill_history (run, 8 * BOBBIN_NS_PER_S);
  fill_memory (run);
  return run;
}

static BobbinRun *
make_groups (void)
{
  static const char *const names[] = { "alpha", "beta", "gamma", "delta", "epsilon", "zeta-with-a-long-name" };
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  BobbinRun *run;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_group (specs, names[i], i % 2 == 0 ? BOBBIN_KIND_PROCESSES : BOBBIN_KIND_THREADS, 2 + i % 3, 1,
               i == 2 ? BOBBIN_WORK_SLEEP : BOBBIN_WORK_COMPUTE);
  run = make_run (specs, 12, "Six groups side by side, with a title that is rather longer than most titles are");
  give_birth (run);
  fill_history (run, 8 * BOBBIN_NS_PER_S);
  fill_memory (run);
  return run;
}

/* Four processes that wait for one thing each, four threads that wait for all
 * of them; one of the processes crashes, one ends by itself, two threads come late. */
static BobbinRun *
make_reasons (void)
{
  static const BobbinFakeHabit habits[] = {
    { 0.7, BOBBIN_STATE_SLEEP, 14 * BOBBIN_NS_PER_MS }, { 0.9, BOBBIN_STATE_LOCK, 5 * BOBBIN_NS_PER_MS },
    { 0.9, BOBBIN_STATE_PIPE, 4 * BOBBIN_NS_PER_MS },   { 0.8, BOBBIN_STATE_DISK, 22 * BOBBIN_NS_PER_MS },
    { 0.5, BOBBIN_STATE_NONE, 9 * BOBBIN_NS_PER_MS },   { 0.5, BOBBIN_STATE_NONE, 60 * BOBBIN_NS_PER_MS },
    { 0.2, BOBBIN_STATE_NONE, 9 * BOBBIN_NS_PER_MS },   { 0.0, BOBBIN_STATE_NONE, 0 },
  };
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  BobbinRun *run;

  add_group (specs, "processes", BOBBIN_KIND_PROCESSES, 4, 1, BOBBIN_WORK_MIXED);
  add_group (specs, "threads", BOBBIN_KIND_THREADS, 4, 1, BOBBIN_WORK_MIXED);
  run = make_run (specs, 2, "Why they wait");
  give_birth (run);
  run->now_ns = 4 * BOBBIN_NS_PER_S;
  for (guint i = 6; i < 8; i++)
    bobbin_run_get_worker (run, i)->born_ns = (i - 5) * 600 * BOBBIN_NS_PER_MS;
  crash (run, 1, 2900 * BOBBIN_NS_PER_MS);
  exit_early (run, 2, 3400 * BOBBIN_NS_PER_MS);
  bobbin_fake_schedule (run, habits);
  fill_memory (run);
  return run;
}

static BobbinRun *
make_exact (guint n_processes, guint n_threads, guint n_cores, gint64 duration_ns)
{
  BobbinRun *run = bobbin_fake_run_sized (n_processes, n_threads, n_cores, duration_ns);

  fill_slices (run, (BobbinFakeHabit) { 0.0, BOBBIN_STATE_NONE, 0 });
  return run;
}

const char *
bobbin_fake_name (BobbinFake fake)
{
  static const char *const names[BOBBIN_N_FAKES] = {
    "plain", "over", "early", "one", "threads-crash", "mixed", "64", "512", "groups", "busy", "exact", "reasons", "many", "one-core",
  };

  return names[fake];
}

BobbinRun *
bobbin_fake_run_new (BobbinFake fake)
{
  BobbinRun *run;

  switch (fake)
    {
    case BOBBIN_FAKE_PLAIN:
      return make_crashed (2, "Crash one worker", 8 * BOBBIN_NS_PER_S);
    case BOBBIN_FAKE_OVER:
      run = make_crashed (2, "Crash one worker", 8 * BOBBIN_NS_PER_S);
      stop (run, 8 * BOBBIN_NS_PER_S);
      return run;
    case BOBBIN_FAKE_EARLY:
      run = make_crashed (2, NULL, 400 * BOBBIN_NS_PER_MS);
      for (guint i = 0; i < run->processes->len; i++)
        bobbin_run_get_process (run, i)->memory = (BobbinMemory) { 0 };
      return run;
    case BOBBIN_FAKE_ONE:
      return bobbin_fake_run_sized (1, 0, 4, 8 * BOBBIN_NS_PER_S);
    case BOBBIN_FAKE_THREADS_CRASH:
      return make_crashed (5, "A crash in a thread", 8 * BOBBIN_NS_PER_S);
    case BOBBIN_FAKE_MIXED:
      return make_mixed ();
    case BOBBIN_FAKE_64:
      return bobbin_fake_run_sized (32, 32, 16, 10 * BOBBIN_NS_PER_S);
    case BOBBIN_FAKE_512:
      return bobbin_fake_run_sized (256, 256, 64, 10 * BOBBIN_NS_PER_S);
    case BOBBIN_FAKE_GROUPS:
      return make_groups ();
    case BOBBIN_FAKE_EXACT:
      run = make_crashed (2, "Written down by the workers", 8 * BOBBIN_NS_PER_S);
      fill_slices (run, (BobbinFakeHabit) { 0.1, BOBBIN_STATE_SLEEP, 6 * BOBBIN_NS_PER_MS });
      return run;
    case BOBBIN_FAKE_REASONS:
      return make_reasons ();
    case BOBBIN_FAKE_MANY:
      return make_exact (256, 256, 64, 2 * BOBBIN_NS_PER_S);
    case BOBBIN_FAKE_ONE_CORE:
      run = make_exact (1, 1, 1, 2 * BOBBIN_NS_PER_S);
      stop (run, 2 * BOBBIN_NS_PER_S);
      return run;
    case BOBBIN_FAKE_BUSY:
    case BOBBIN_N_FAKES:
    default:
      return bobbin_fake_run_sized (4, 4, 2, 8 * BOBBIN_NS_PER_S);
    }
}
