#include "bobbin-fake-schedule.h"

#include "bobbin-core-lanes.h"

#define TURN_NS      (3 * BOBBIN_NS_PER_MS)
#define LONG_TURN_NS (40 * BOBBIN_NS_PER_MS) /* while nobody waits */
#define SWITCH_NS    (2 * BOBBIN_NS_PER_US)
#define STAY_NS      (4 * BOBBIN_NS_PER_MS)  /* a worker that was on a core before has so much of a start for it */

typedef struct {
  gint64   ready_ns; /* wants a core since then, or will then */
  gint64   end_ns;
  guint    core;     /* last */
  gboolean on_core;
} Task;

typedef struct {
  gint64 free_ns;
  int    task; /* that has it until then; -1 */
} Core;

typedef struct {
  BobbinRun             *run;
  const BobbinFakeHabit *habits;
  BobbinCoreLanes       *lanes;
  BobbinFakeChance       chance;
  Task                  *tasks;
  Core                  *cores;
} Schedule;

double
bobbin_fake_chance (BobbinFakeChance *chance)
{
  chance->state = chance->state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
  return (double) (chance->state >> 40) / (double) (1 << 24);
}

static void
write_down (Schedule *schedule, guint task, gint64 begin_ns, gint64 end_ns, BobbinState state, guint core)
{
  BobbinRunWorker *worker = bobbin_run_get_worker (schedule->run, task);
  BobbinInterval interval = { .span = { begin_ns, MIN (end_ns, schedule->tasks[task].end_ns) },
                              .state = state, .other = core };
  gint64 length_ns = bobbin_time_span_length_ns (interval.span);

  if (length_ns <= 0)
    return;
  worker->slices += bobbin_history_append (schedule->run->history, task, &interval) ? 1 : 0;
  if (state == BOBBIN_STATE_RUNNING)
    {
      worker->running_ns += length_ns;
      worker->migrations += worker->core != BOBBIN_NO_CORE && worker->core != core ? 1 : 0;
      worker->core = core;
      *bobbin_run_core_running_ns (schedule->run, task, core) += length_ns;
      bobbin_core_lanes_add (schedule->lanes, core, task, interval.span);
    }
  else if (state == BOBBIN_STATE_READY)
    worker->waiting_ns += length_ns;
  else
    worker->blocked_ns += length_ns;
}

static guint
find_free_core (const Schedule *schedule)
{
  guint best = 0;

  for (guint i = 1; i < schedule->run->machine->n_cores; i++)
    if (schedule->cores[i].free_ns < schedule->cores[best].free_ns)
      best = i;
  return best;
}

/* Who waits longest, but rather one that was on @core before. */
static int
find_next_task (const Schedule *schedule, guint core, gint64 now_ns, guint *out_n_ready)
{
  gint64 best_ns = G_MAXINT64;
  int best = -1;

  *out_n_ready = 0;
  for (guint i = 0; i < schedule->run->workers->len; i++)
    {
      const Task *task = &schedule->tasks[i];
      gint64 key_ns = task->ready_ns - (task->core == core ? STAY_NS : 0);

      if (task->on_core || task->ready_ns > now_ns || now_ns >= task->end_ns)
        continue;
      *out_n_ready += 1;
      if (key_ns < best_ns)
        {
          best_ns = key_ns;
          best = (int) i;
        }
    }
  return best;
}

static gint64
find_next_wake_ns (const Schedule *schedule, gint64 now_ns)
{
  gint64 next_ns = now_ns + TURN_NS;

  for (guint i = 0; i < schedule->run->workers->len; i++)
    if (!schedule->tasks[i].on_core && schedule->tasks[i].ready_ns > now_ns)
      next_ns = MIN (next_ns, schedule->tasks[i].ready_ns);
  return next_ns;
}

/* Off the core at @now_ns: it wants another one at once, or is blocked first. */
static void
leave_core (Schedule *schedule, guint index, gint64 now_ns)
{
  static const BobbinState reasons[] = { BOBBIN_STATE_SLEEP, BOBBIN_STATE_LOCK, BOBBIN_STATE_PIPE, BOBBIN_STATE_DISK };
  const BobbinFakeHabit *habit = &schedule->habits[index];
  Task *task = &schedule->tasks[index];
  BobbinState why = habit->why;

  task->on_core = FALSE;
  task->ready_ns = now_ns;
  if (bobbin_fake_chance (&schedule->chance) >= habit->block_share)
    return;
  if (why == BOBBIN_STATE_NONE)
    why = reasons[(guint) (bobbin_fake_chance (&schedule->chance) * G_N_ELEMENTS (reasons))];
  task->ready_ns += (gint64) ((double) habit->block_ns * (0.5 + bobbin_fake_chance (&schedule->chance)));
  write_down (schedule, index, now_ns, task->ready_ns, why, task->core);
}

static void
take_turn (Schedule *schedule, guint core_index)
{
  Core *core = &schedule->cores[core_index];
  gint64 now_ns = core->free_ns, begin_ns, length_ns;
  double wobble = bobbin_fake_chance (&schedule->chance);
  guint n_ready;
  Task *task;

  if (core->task >= 0)
    leave_core (schedule, (guint) core->task, now_ns);
  core->task = find_next_task (schedule, core_index, now_ns, &n_ready);
  if (core->task < 0)
    {
      core->free_ns = find_next_wake_ns (schedule, now_ns);
      return;
    }
  task = &schedule->tasks[core->task];
  length_ns = (gint64) ((double) (n_ready > 1 ? TURN_NS : LONG_TURN_NS) * (0.9 + 0.2 * wobble));
  if (schedule->habits[core->task].block_share > 0.0)
    length_ns = (gint64) ((double) TURN_NS * (0.2 + wobble));
  begin_ns = task->core == core_index && task->ready_ns == now_ns ? now_ns : now_ns + SWITCH_NS;
  write_down (schedule, (guint) core->task, task->ready_ns, begin_ns, BOBBIN_STATE_READY, task->core);
  write_down (schedule, (guint) core->task, begin_ns, now_ns + length_ns, BOBBIN_STATE_RUNNING, core_index);
  task->core = core_index;
  task->on_core = TRUE;
  core->free_ns = MIN (now_ns + length_ns, task->end_ns);
}

static void
begin (Schedule *schedule)
{
  BobbinRun *run = schedule->run;

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (run->workers->len, (gsize) 64 << 20);
  bobbin_history_free (run->core_history);
  run->core_history = bobbin_history_new (run->machine->n_configured, (gsize) 64 << 20);
  run->timeline_source = BOBBIN_TIMELINE_SELF;
  schedule->lanes = bobbin_core_lanes_new (run->core_history);
  for (guint i = 0; i < run->workers->len; i++)
    {
      BobbinRunWorker *worker = bobbin_run_get_worker (run, i);

      worker->running_ns = worker->waiting_ns = worker->blocked_ns = 0;
      worker->slices = worker->migrations = 0;
      worker->core = BOBBIN_NO_CORE;
      schedule->tasks[i].ready_ns = MAX (worker->born_ns, 0);
      schedule->tasks[i].end_ns = worker->end == BOBBIN_END_RUNNING ? run->now_ns : MIN (worker->ended_ns, run->now_ns);
      schedule->tasks[i].core = i % run->machine->n_cores;
    }
  for (guint i = 0; i < run->machine->n_cores; i++)
    schedule->cores[i].task = -1;
}

/* Who has no core at the end waits for one. */
static void
finish (Schedule *schedule)
{
  BobbinRun *run = schedule->run;

  for (guint i = 0; i < run->workers->len; i++)
    {
      BobbinRunWorker *worker = bobbin_run_get_worker (run, i);
      gint64 known_ns = bobbin_history_get_lane_extent (run->history, i).end_ns;
      gint64 lived_ns;

      write_down (schedule, i, MAX (known_ns, worker->born_ns), run->now_ns, BOBBIN_STATE_READY,
                  schedule->tasks[i].core);
      lived_ns = worker->running_ns + worker->waiting_ns + worker->blocked_ns;
      worker->cpu_ns = worker->running_ns;
      worker->cpu_share = lived_ns > 0 ? (double) worker->running_ns / (double) lived_ns : 0.0;
    }
  bobbin_core_lanes_finish (schedule->lanes, run->now_ns);
  bobbin_core_lanes_free (schedule->lanes);
}

void
bobbin_fake_schedule (BobbinRun *run, const BobbinFakeHabit *habits)
{
  g_autofree Task *tasks = g_new0 (Task, run->workers->len);
  g_autofree Core *cores = g_new0 (Core, run->machine->n_cores);
  Schedule schedule = { .run = run, .habits = habits, .chance = { 20 }, .tasks = tasks, .cores = cores };

  begin (&schedule);
  for (;;)
    {
      guint core = find_free_core (&schedule);

      if (cores[core].free_ns >= run->now_ns)
        break;
      take_turn (&schedule, core);
    }
  finish (&schedule);
}
