/* bobbin-sampler.c
 *
 * The thread owns the sweeper. What both threads touch is the sweep that has
 * not yet been taken, under the mutex: the thread adds to it when it has
 * looked, and the main thread takes it whole.
 */
#include "bobbin-sampler.h"

#include <sys/resource.h>

#include "bobbin-time-span.h"

struct _BobbinSampler {
  GThread            *thread;
  BobbinSweeper      *sweeper; /* the thread's */
  gint64              interval_ns;
  BobbinSamplerNotify notify;
  gpointer            data;

  GMutex       mutex; /* guards what follows */
  GCond        wake;
  gboolean     stopping;
  BobbinSweep *pending; /* not yet taken; NULL: nothing new */
  GArray      *added;   /* BobbinSweepTask, not yet the sweeper's */
};

static void
take_added (BobbinSampler *sampler)
{
  g_mutex_lock (&sampler->mutex);
  for (guint i = 0; i < sampler->added->len; i++)
    bobbin_sweeper_add (sampler->sweeper, &g_array_index (sampler->added, BobbinSweepTask, i));
  g_array_set_size (sampler->added, 0);
  g_mutex_unlock (&sampler->mutex);
}

static void
sweep (BobbinSampler *sampler, gboolean late)
{
  g_autoptr (BobbinSweep) seen = bobbin_sweep_new ();

  take_added (sampler);
  bobbin_sweeper_look (sampler->sweeper, seen);
  seen->late_sweeps = late ? 1 : 0;

  g_mutex_lock (&sampler->mutex);
  if (sampler->pending == NULL)
    sampler->pending = g_steal_pointer (&seen);
  else
    bobbin_sweep_add (sampler->pending, seen);
  g_mutex_unlock (&sampler->mutex);

  sampler->notify (sampler->data);
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

static gpointer
run (gpointer data)
{
  BobbinSampler *sampler = data;
  gint64 due_ns;

  bobbin_sweeper_open (sampler->sweeper);
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

BobbinSampler *
bobbin_sampler_start (const GArray       *tasks,
                      int                 root_pid,
                      gint64              interval_ns,
                      BobbinSamplerNotify notify,
                      gpointer            data)
{
  g_return_val_if_fail (interval_ns > 0, NULL);

  BobbinSampler *sampler = g_new0 (BobbinSampler, 1);
  sampler->sweeper = bobbin_sweeper_new (tasks, root_pid, interval_ns);
  sampler->interval_ns = interval_ns;
  sampler->added = g_array_new (FALSE, FALSE, sizeof (BobbinSweepTask));
  sampler->notify = notify;
  sampler->data = data;
  g_mutex_init (&sampler->mutex);
  g_cond_init (&sampler->wake);
  sampler->thread = g_thread_new ("bobbin-sampler", run, sampler);
  return sampler;
}

void
bobbin_sampler_add (BobbinSampler *sampler, const BobbinSweepTask *task)
{
  g_mutex_lock (&sampler->mutex);
  g_array_append_vals (sampler->added, task, 1);
  g_mutex_unlock (&sampler->mutex);
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
  bobbin_sweeper_free (sampler->sweeper);
  bobbin_sweep_free (sampler->pending);
  g_array_unref (sampler->added);
  g_mutex_clear (&sampler->mutex);
  g_cond_clear (&sampler->wake);
  g_free (sampler);
}

BobbinSweep *
bobbin_sampler_take (BobbinSampler *sampler)
{
  g_mutex_lock (&sampler->mutex);
  BobbinSweep *taken = g_steal_pointer (&sampler->pending);
  g_mutex_unlock (&sampler->mutex);
  return taken;
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
