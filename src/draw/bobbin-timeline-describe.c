#include "config.h"

#include "bobbin-timeline-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-units.h"

/* Nobody listens to more workers than this of one group one by one. */
#define MAX_WORKERS_TOLD 64

#define VISIBLE_SHARE 0.005 /* less reads as 0 % */

/* A time on the scale: nobody says "0 ns" for the start. */
static char *
format_time (gint64 time_ns)
{
  return time_ns == 0 ? bobbin_format_duration_short (0) : bobbin_format_duration (time_ns);
}

char *
bobbin_timeline_lane_label (const BobbinRun *run, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (run, worker);

  if (bobbin_timeline_is_mixed (run, w->group))
    /* TRANSLATORS: a thread inside the box of its process. */
    return g_strdup_printf (_("Thread %u"),
                            worker - bobbin_run_get_process (run, w->process)->first_worker + 1);
  return bobbin_run_worker_label (run, worker);
}

char *
bobbin_timeline_lane_short_label (const BobbinRun *run, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (run, worker);

  if (bobbin_timeline_is_mixed (run, w->group))
    return g_strdup_printf ("%u.%u", w->process - bobbin_run_get_group (run, w->group)->first_process + 1,
                            worker - bobbin_run_get_process (run, w->process)->first_worker + 1);
  return g_strdup_printf ("%u", w->index);
}

char *
bobbin_timeline_lane_id (const BobbinRun *run, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (run, worker);
  const BobbinGroupSpec *spec = bobbin_run_get_group (run, w->group)->spec;

  if (w->pid == 0)
    return g_strdup ("");
  if (spec->kind == BOBBIN_KIND_PROCESSES && spec->threads_each <= 1)
    /* TRANSLATORS: a process id. */
    return g_strdup_printf (_("pid %d"), w->pid);
  /* TRANSLATORS: a thread id. */
  return g_strdup_printf (_("tid %d"), w->tid);
}

/* The time that is both in view and recorded. */
static BobbinShares
get_shares (const BobbinTimelineLayout *layout, guint worker)
{
  return bobbin_history_get_shares (layout->run->history, worker, layout->viewport.span);
}

double
bobbin_timeline_cpu_share (const BobbinTimelineLayout *layout, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  BobbinShares shares;
  gint64 known_ns;

  if (w->end == BOBBIN_END_RUNNING)
    return w->pid == 0 ? -1.0 : w->cpu_share;
  if (w->end != BOBBIN_END_STOPPED)
    return -1.0;
  shares = get_shares (layout, worker);
  known_ns = shares.running_ns + shares.waiting_ns + shares.blocked_ns;
  return known_ns > 0 ? (double) shares.running_ns / (double) known_ns : -1.0;
}

/* "Process 3, pid 41209" */
static char *
get_subject (const BobbinRun *run, guint worker)
{
  g_autofree char *label = bobbin_run_worker_label (run, worker);
  g_autofree char *id = bobbin_timeline_lane_id (run, worker);

  if (*id == '\0')
    return g_steal_pointer (&label);
  /* TRANSLATORS: a worker and its number, as "Process 3, pid 41209". */
  return g_strdup_printf (_("%s, %s"), label, id);
}

/* A slice that the worker wrote down is one thing from its first to its last moment. */
static gboolean
is_slice (const BobbinRun *run, const BobbinInterval *interval)
{
  return interval->state != BOBBIN_STATE_MIXED;
}

static char *
describe_slice (const char *subject, const BobbinInterval *interval)
{
  g_autofree char *from = format_time (interval->span.begin_ns);
  g_autofree char *length = bobbin_format_duration (bobbin_time_span_length_ns (interval->span));

  if (interval->run_share > 0.5)
    /* TRANSLATORS: who, core, start, length. */
    return g_strdup_printf (_("%s: on core %u, from %s for %s (written down by itself)"), subject, interval->other,
                            from, length);
  if (interval->wait_share > 0.5)
    /* TRANSLATORS: who, start, length. */
    return g_strdup_printf (_("%s: ready, waiting for a core, from %s for %s (written down by itself)"), subject,
                            from, length);
  /* TRANSLATORS: who, start, length. */
  return g_strdup_printf (_("%s: blocked or asleep, from %s for %s (written down by itself)"), subject, from, length);
}

static char *
describe_interval (const char *subject, const BobbinInterval *interval)
{
  double blocked_share = MAX (1.0 - interval->run_share - interval->wait_share, 0.0);
  g_autofree char *run = bobbin_format_percent (interval->run_share);
  g_autofree char *wait = bobbin_format_percent (interval->wait_share);
  g_autofree char *blocked = bobbin_format_percent (blocked_share);
  g_autofree char *from = format_time (interval->span.begin_ns);
  g_autofree char *length = bobbin_format_duration (bobbin_time_span_length_ns (interval->span));

  if (interval->run_share < VISIBLE_SHARE || interval->other == BOBBIN_NO_CORE)
    /* TRANSLATORS: who, share waiting, share blocked, start, length. */
    return g_strdup_printf (_("%s: not on a core, %s waiting for one, %s blocked, from %s for %s (sampled)"),
                            subject, wait, blocked, from, length);
  if (blocked_share < VISIBLE_SHARE)
    /* TRANSLATORS: who, share of the time, core, share waiting, start, length. */
    return g_strdup_printf (_("%s: %s on core %u, %s waiting, from %s for %s (sampled)"),
                            subject, run, interval->other, wait, from, length);
  if (interval->wait_share < VISIBLE_SHARE)
    /* TRANSLATORS: who, share of the time, core, share blocked, start, length. */
    return g_strdup_printf (_("%s: %s on core %u, %s blocked, from %s for %s (sampled)"),
                            subject, run, interval->other, blocked, from, length);
  /* TRANSLATORS: who, share of the time, core, share waiting, share blocked, start, length. */
  return g_strdup_printf (_("%s: %s on core %u, %s waiting, %s blocked, from %s for %s (sampled)"),
                          subject, run, interval->other, wait, blocked, from, length);
}

static char *
describe_end (const BobbinRun *run, guint worker, const char *subject)
{
  g_autofree char *end = bobbin_run_worker_end_text (run, worker);
  g_autofree char *when = format_time (bobbin_run_get_worker (run, worker)->ended_ns);

  /* TRANSLATORS: who, how it ended, when: "Process 3, pid 41209: SIGSEGV: … (at 5.00 s)". */
  return g_strdup_printf (_("%s: %s (at %s)"), subject, end != NULL ? end : _("ended"), when);
}

static char *
describe_label (const BobbinTimelineLayout *layout, guint worker, const char *subject)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  g_autofree char *cpu = bobbin_format_percent (w->cpu_share);

  if (w->end != BOBBIN_END_RUNNING)
    return describe_end (layout->run, worker, subject);
  if (w->pid == 0)
    /* TRANSLATORS: %s is a worker as "Process 3". */
    return g_strdup_printf (_("%s: not yet born"), subject);
  /* TRANSLATORS: who, and its share of one core over the last second. */
  return g_strdup_printf (_("%s: %s of a core over the last second"), subject, cpu);
}

char *
bobbin_timeline_layout_describe_hit (const BobbinTimelineLayout *layout, const BobbinTimelineHit *hit)
{
  const BobbinRun *run = layout->run;
  const BobbinRunWorker *w;
  g_autofree char *subject = NULL;
  g_autofree char *when = NULL;
  guint worker, i;

  if (run == NULL || hit->worker < 0 || hit->worker >= (int) run->workers->len)
    return NULL;
  worker = (guint) hit->worker;
  w = bobbin_run_get_worker (run, worker);
  subject = get_subject (run, worker);
  if (!hit->in_plot)
    return describe_label (layout, worker, subject);

  i = bobbin_history_find (run->history, worker, hit->time_ns);
  if (i < bobbin_history_get_length (run->history, worker))
    {
      BobbinInterval interval = bobbin_history_get (run->history, worker, i);

      if (bobbin_time_span_contains (interval.span, hit->time_ns))
        return is_slice (run, &interval) ? describe_slice (subject, &interval)
                                         : describe_interval (subject, &interval);
    }
  if (w->end != BOBBIN_END_RUNNING && hit->time_ns >= w->ended_ns)
    return describe_end (run, worker, subject);
  when = format_time (hit->time_ns);
  if (w->pid == 0 || hit->time_ns < w->born_ns)
    /* TRANSLATORS: who, when. */
    return g_strdup_printf (_("%s: not yet born at %s"), subject, when);
  /* TRANSLATORS: who, when. */
  return g_strdup_printf (_("%s: nothing recorded at %s"), subject, when);
}

static void
tell_worker (const BobbinTimelineLayout *layout, GString *text, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  g_autofree char *subject = get_subject (layout->run, worker);
  BobbinShares shares = get_shares (layout, worker);
  gint64 known_ns = shares.running_ns + shares.waiting_ns + shares.blocked_ns;

  if (known_ns == 0)
    g_string_append_printf (text, _("%s has nothing recorded in this time."), subject);
  else
    {
      g_autofree char *running = bobbin_format_percent ((double) shares.running_ns / (double) known_ns);
      g_autofree char *waiting = bobbin_format_percent ((double) shares.waiting_ns / (double) known_ns);
      g_autofree char *blocked = bobbin_format_percent ((double) shares.blocked_ns / (double) known_ns);

      if (w->core == BOBBIN_NO_CORE)
        /* TRANSLATORS: who, shares of its time. */
        g_string_append_printf (text, _("%s ran for %s of the time, waited for a core for %s and was blocked for %s."),
                                subject, running, waiting, blocked);
      else
        /* TRANSLATORS: who, shares of its time, core. */
        g_string_append_printf (text, _("%s ran for %s of the time, waited for a core for %s and was blocked for %s; it was last seen on core %u."),
                                subject, running, waiting, blocked, w->core);
    }
  g_string_append_c (text, '\n');
  if (w->end == BOBBIN_END_CRASHED || w->end == BOBBIN_END_EXITED)
    {
      g_autofree char *end = describe_end (layout->run, worker, subject);

      g_string_append_printf (text, "%s\n", end);
    }
}

static void
tell_group (const BobbinTimelineLayout *layout, GString *text, guint index)
{
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, index);
  g_autofree char *label = bobbin_run_group_label (layout->run, index);
  g_autofree char *detail = bobbin_run_group_detail (layout->run, index);
  guint n_told = MIN (group->n_workers, MAX_WORKERS_TOLD);

  /* TRANSLATORS: a group and what it is made of: "Processes: 4 × fork, an address space each." */
  g_string_append_printf (text, _("%s: %s."), label, detail);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < n_told; i++)
    tell_worker (layout, text, group->first_worker + i);
  if (n_told < group->n_workers)
    {
      guint n_more = group->n_workers - n_told;

      g_string_append_printf (text, ngettext ("%u more worker is drawn.", "%u more workers are drawn.", n_more),
                              n_more);
      g_string_append_c (text, '\n');
    }
}

char *
bobbin_timeline_layout_describe (const BobbinTimelineLayout *layout)
{
  const BobbinRun *run = layout->run;
  GString *text;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (run == NULL)
    return g_strdup (_("An empty timeline. Press Start to watch processes and threads run."));

  text = g_string_new (NULL);
  from = format_time (layout->viewport.span.begin_ns);
  to = format_time (layout->viewport.span.end_ns);
  /* TRANSLATORS: number of workers, two times since the start. */
  g_string_append_printf (text, ngettext ("Timeline of %u worker from %s to %s after the start.",
                                          "Timeline of %u workers from %s to %s after the start.",
                                          run->workers->len),
                          run->workers->len, from, to);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < run->groups->len; i++)
    tell_group (layout, text, i);
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
