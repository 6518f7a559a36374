/* bobbin-timeline-describe-hit.c - what the pointer reads out */
#include "config.h"

#include "bobbin-timeline-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-time-text.h"
#include "bobbin-timeline-lane.h"
#include "bobbin-timeline-navigate.h"
#include "bobbin-units.h"

#define VISIBLE_SHARE 0.005 /* less reads as 0 % */

/* Up to this length the begin of a slice is told to the microsecond. */
#define SHORT_NS (100 * BOBBIN_NS_PER_MS)

/* A time on the scale: nobody says "0 ns" for the start. */
char *
bobbin_timeline_format_time (gint64 time_ns)
{
  return time_ns == 0 ? bobbin_format_duration_short (0) : bobbin_format_duration (time_ns);
}

void
bobbin_timeline_append_item (GString *list, const char *item)
{
  if (list->len > 0)
    /* TRANSLATORS: between two items of a list: "asleep for 12 %, waiting for the disk for 3 %". */
    g_string_append (list, C_("list", ", "));
  g_string_append (list, item);
}

/* "Process 3, pid 41209" */
char *
bobbin_timeline_subject (const BobbinRun *run, guint worker)
{
  g_autofree char *label = bobbin_timeline_full_label (run, worker);
  g_autofree char *id = bobbin_timeline_lane_id (run, worker);

  if (*id == '\0')
    return g_steal_pointer (&label);
  /* TRANSLATORS: a worker and its number, as "Process 3, pid 41209". */
  return g_strdup_printf (_("%s, %s"), label, id);
}

char *
bobbin_timeline_end_sentence (const BobbinRun *run, guint worker, const char *subject)
{
  g_autofree char *end = bobbin_run_worker_end_text (run, worker);
  g_autofree char *when = bobbin_timeline_format_time (bobbin_run_get_worker (run, worker)->ended_ns);

  /* TRANSLATORS: who, how it ended, when: "Process 3, pid 41209: SIGSEGV: … (at 5.00 s)". */
  return g_strdup_printf (_("%s: %s (at %s)"), subject, end != NULL ? end : _("ended"), when);
}

const char *
bobbin_timeline_state_words (BobbinState state)
{
  switch (state)
    {
    case BOBBIN_STATE_RUNNING:
      return _("on a core");
    case BOBBIN_STATE_READY:
      return _("waiting for a core");
    case BOBBIN_STATE_SLEEP:
      return _("asleep");
    case BOBBIN_STATE_LOCK:
      return _("waiting for a lock");
    case BOBBIN_STATE_PIPE:
      return _("waiting for a pipe");
    case BOBBIN_STATE_DISK:
      return _("waiting for the disk");
    case BOBBIN_STATE_BLOCKED:
    case BOBBIN_STATE_MIXED:
    case BOBBIN_STATE_NONE:
    case BOBBIN_N_STATES:
    default:
      return _("blocked");
    }
}

/* How the lane was got. */
static const char *
source_words (const BobbinTimelineLayout *layout)
{
  if (layout->run->timeline_source == BOBBIN_TIMELINE_SAMPLED)
    return _("sampled");
  if (layout->run->timeline_source == BOBBIN_TIMELINE_KERNEL)
    return _("recorded by the kernel");
  return layout->viewport.lanes == BOBBIN_LANES_CORES ? _("written down by the workers")
                                                      : _("written down by itself");
}

/* To the microsecond where that can be told from its neighbours. */
static char *
format_begin (BobbinTimeSpan span)
{
  return bobbin_time_text (span.begin_ns, bobbin_time_span_length_ns (span) < SHORT_NS ? BOBBIN_NS_PER_US
                                                                                      : BOBBIN_NS_PER_MS);
}

static char *
format_length (BobbinTimeSpan span)
{
  gint64 length_ns = bobbin_time_span_length_ns (span);

  if (length_ns < BOBBIN_NS_PER_MS || length_ns >= BOBBIN_NS_PER_S)
    return bobbin_format_duration (length_ns);
  /* TRANSLATORS: milliseconds, to the microsecond. */
  return g_strdup_printf (_("%.3f ms"), (double) length_ns / (double) BOBBIN_NS_PER_MS);
}

/* One state from its first to its last moment. */
static char *
describe_slice (const BobbinTimelineLayout *layout, const char *subject, const BobbinInterval *interval)
{
  g_autofree char *from = format_begin (interval->span);
  g_autofree char *length = format_length (interval->span);
  const char *source = source_words (layout);

  if (interval->state == BOBBIN_STATE_RUNNING)
    /* TRANSLATORS: who, core, start, length, how it was got ("written down by itself"). */
    return g_strdup_printf (_("%s: on core %u, from %s for %s (%s)"), subject, interval->other, from, length, source);
  if (interval->state == BOBBIN_STATE_READY)
    /* TRANSLATORS: who, start, length, how it was got ("written down by itself"). */
    return g_strdup_printf (_("%s: ready, waiting for a core, from %s for %s (%s)"), subject, from, length, source);
  /* TRANSLATORS: who, state ("asleep", "waiting for a lock"), start, length, how it was got. */
  return g_strdup_printf (_("%s: %s, from %s for %s (%s)"), subject, bobbin_timeline_state_words (interval->state),
                          from, length, source);
}

static char *
describe_interval (const char *subject, const BobbinInterval *interval)
{
  double blocked_share = MAX (1.0 - interval->run_share - interval->wait_share, 0.0);
  g_autofree char *run = bobbin_format_percent (interval->run_share);
  g_autofree char *wait = bobbin_format_percent (interval->wait_share);
  g_autofree char *blocked = bobbin_format_percent (blocked_share);
  g_autofree char *from = bobbin_timeline_format_time (interval->span.begin_ns);
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

/* The time that the pixel at @time_ns stands for. */
static BobbinTimeSpan
get_pixel (const BobbinTimelineLayout *layout, gint64 time_ns)
{
  BobbinTimeSpan span = layout->viewport.span;
  double ns_per_px = (double) bobbin_time_span_length_ns (span) / layout->plot_rect.width;
  double begin_ns = floor ((double) (time_ns - span.begin_ns) / ns_per_px) * ns_per_px;

  return (BobbinTimeSpan) { span.begin_ns + (gint64) begin_ns, span.begin_ns + (gint64) (begin_ns + ns_per_px) };
}

/* Where a lane ran most within @span, or in a core's lane who had it. */
static guint
find_main_other (const BobbinTimelineLayout *layout, guint lane, BobbinTimeSpan span)
{
  BobbinHistoryCell cell;

  bobbin_history_get_cells (layout->history, lane, (double) span.begin_ns,
                            (double) bobbin_time_span_length_ns (span), 1, &cell);
  return cell.other;
}

static void
append_share (GString *text, BobbinState state, const BobbinHistorySum *sum, gint64 known_ns)
{
  double share = (double) sum->state_ns[state] / (double) known_ns;
  g_autofree char *percent = bobbin_format_percent (share);
  g_autofree char *item = NULL;

  if (share < VISIBLE_SHARE)
    return;
  /* TRANSLATORS: a state and its share of the time: "asleep for 12 %". */
  item = g_strdup_printf (_("%s for %s"), bobbin_timeline_state_words (state), percent);
  bobbin_timeline_append_item (text, item);
}

/* "on core 1 for 60 %, waiting for a core for 30 %, asleep for 10 %" */
static char *
describe_shares (const BobbinTimelineLayout *layout, guint lane, BobbinTimeSpan span, const BobbinHistorySum *sum,
                 gint64 known_ns)
{
  GString *text = g_string_new (NULL);
  guint core = find_main_other (layout, lane, span);
  g_autofree char *running = bobbin_format_percent ((double) sum->state_ns[BOBBIN_STATE_RUNNING] / (double) known_ns);

  if (core == BOBBIN_NO_CORE)
    append_share (text, BOBBIN_STATE_RUNNING, sum, known_ns);
  else if (sum->n_moves == 0)
    /* TRANSLATORS: a core, and the share of the time on it. */
    g_string_append_printf (text, _("on core %u for %s"), core, running);
  else
    /* TRANSLATORS: the share of the time on any core, and the core that has most of it. */
    g_string_append_printf (text, _("on a core for %s, most on core %u"), running, core);
  for (guint state = BOBBIN_STATE_READY; state <= BOBBIN_STATE_BLOCKED; state++)
    append_share (text, (BobbinState) state, sum, known_ns);
  return g_string_free (text, FALSE);
}

gint64
bobbin_timeline_known_ns (const gint64 state_ns[BOBBIN_N_STATES])
{
  gint64 known_ns = 0;

  for (guint state = 0; state <= BOBBIN_STATE_BLOCKED; state++)
    known_ns += state_ns[state];
  return known_ns;
}

static char *
describe_slices (const BobbinTimelineLayout *layout, const char *subject, guint lane, BobbinTimeSpan span,
                 const BobbinHistorySum *sum)
{
  g_autofree char *from = bobbin_time_text (span.begin_ns, bobbin_time_resolution_ns (layout->viewport.span));
  g_autofree char *length = bobbin_format_duration (bobbin_time_span_length_ns (span));
  g_autofree char *shares = describe_shares (layout, lane, span, sum, MAX (bobbin_timeline_known_ns (sum->state_ns), 1));
  guint n = (guint) sum->n_slices;

  /* TRANSLATORS: who, number, length, start, "on core 1 for 60 %, asleep for 40 %", how it was got. */
  return g_strdup_printf (ngettext ("%s: %u slice in %s from %s: %s (%s)", "%s: %u slices in %s from %s: %s (%s)", n),
                          subject, n, length, from, shares, source_words (layout));
}

/* ---- Lanes of workers ---- */

static char *
describe_worker_label (const BobbinTimelineLayout *layout, guint worker, const char *subject)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  g_autofree char *cpu = bobbin_format_percent (w->cpu_share);

  if (w->end != BOBBIN_END_RUNNING)
    return bobbin_timeline_end_sentence (layout->run, worker, subject);
  if (w->pid == 0)
    /* TRANSLATORS: %s is a worker as "Process 3". */
    return g_strdup_printf (_("%s: not yet born"), subject);
  /* TRANSLATORS: who, and its share of one core over the last second. */
  return g_strdup_printf (_("%s: %s of a core over the last second"), subject, cpu);
}

static char *
describe_nothing (const BobbinTimelineLayout *layout, guint worker, const char *subject, gint64 time_ns)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  g_autofree char *when = bobbin_timeline_format_time (time_ns);

  if (w->end != BOBBIN_END_RUNNING && time_ns >= w->ended_ns)
    return bobbin_timeline_end_sentence (layout->run, worker, subject);
  if (w->pid == 0 || time_ns < w->born_ns)
    /* TRANSLATORS: who, when. */
    return g_strdup_printf (_("%s: not yet born at %s"), subject, when);
  /* TRANSLATORS: who, when. */
  return g_strdup_printf (_("%s: nothing recorded at %s"), subject, when);
}

static char *
describe_worker_hit (const BobbinTimelineLayout *layout, guint worker, const BobbinTimelineHit *hit)
{
  g_autofree char *subject = bobbin_timeline_subject (layout->run, worker);
  BobbinTimeSpan pixel;
  BobbinInterval interval;
  BobbinHistorySum sum;

  if (!hit->in_plot)
    return describe_worker_label (layout, worker, subject);
  if (!bobbin_timeline_slice_at (layout->history, worker, hit->time_ns, &interval))
    return describe_nothing (layout, worker, subject, hit->time_ns);
  if (interval.state == BOBBIN_STATE_MIXED)
    return describe_interval (subject, &interval);
  pixel = get_pixel (layout, hit->time_ns);
  sum = bobbin_history_get_sum (layout->history, worker, pixel);
  if (sum.n_slices > BOBBIN_MOST_UNMERGED)
    return describe_slices (layout, subject, worker, pixel, &sum);
  return describe_slice (layout, subject, &interval);
}

/* ---- Lanes of cores ---- */

static char *
describe_core_label (const BobbinTimelineLayout *layout, guint core, const char *subject)
{
  double share = bobbin_timeline_lane_share (layout, core);
  g_autofree char *percent = bobbin_format_percent (MAX (share, 0.0));

  if (share < 0.0)
    /* TRANSLATORS: %s is a core as "Core 1". */
    return g_strdup_printf (_("%s: nothing recorded"), subject);
  if (bobbin_run_is_over (layout->run))
    /* TRANSLATORS: a core, and a share. */
    return g_strdup_printf (_("%s: in use by the workers for %s of the time shown"), subject, percent);
  /* TRANSLATORS: a core, and a share. */
  return g_strdup_printf (_("%s: in use by the workers for %s of the last second"), subject, percent);
}

static char *
describe_turn (const BobbinTimelineLayout *layout, const char *subject, const BobbinInterval *interval)
{
  g_autofree char *from = format_begin (interval->span);
  g_autofree char *length = format_length (interval->span);
  g_autofree char *who = NULL;

  if (interval->state != BOBBIN_STATE_RUNNING || interval->other >= layout->run->workers->len)
    /* TRANSLATORS: a core, start, length, how it was got. */
    return g_strdup_printf (_("%s: none of the workers, from %s for %s (%s)"), subject, from, length,
                            source_words (layout));
  who = bobbin_timeline_subject (layout->run, interval->other);
  /* TRANSLATORS: a core, the worker that had it, start, length, how it was got. */
  return g_strdup_printf (_("%s: %s, from %s for %s (%s)"), subject, who, from, length, source_words (layout));
}

static char *
describe_turns (const BobbinTimelineLayout *layout, const char *subject, guint core, BobbinTimeSpan span,
                const BobbinHistorySum *sum)
{
  g_autofree char *from = bobbin_time_text (span.begin_ns, bobbin_time_resolution_ns (layout->viewport.span));
  g_autofree char *length = bobbin_format_duration (bobbin_time_span_length_ns (span));
  g_autofree char *share = bobbin_format_percent ((double) sum->state_ns[BOBBIN_STATE_RUNNING]
                                                  / (double) MAX (bobbin_timeline_known_ns (sum->state_ns), 1));
  guint worker = find_main_other (layout, core, span);
  g_autofree char *who = worker < layout->run->workers->len ? bobbin_timeline_subject (layout->run, worker)
                                                            : g_strdup (_("none of the workers"));
  guint n = (guint) sum->n_runs;

  /* TRANSLATORS: a core, how many turns workers had on it, length, start, share, who had most of it, how it was got. */
  return g_strdup_printf (ngettext ("%s: %u turn in %s from %s, in use for %s, most by %s (%s)",
                                    "%s: %u turns in %s from %s, in use for %s, most by %s (%s)", n),
                          subject, n, length, from, share, who, source_words (layout));
}

static char *
describe_core_hit (const BobbinTimelineLayout *layout, guint core, const BobbinTimelineHit *hit)
{
  g_autofree char *subject = bobbin_timeline_core_label (core);
  BobbinTimeSpan pixel;
  BobbinInterval interval;
  BobbinHistorySum sum;

  if (!hit->in_plot)
    return describe_core_label (layout, core, subject);
  if (!bobbin_timeline_slice_at (layout->history, core, hit->time_ns, &interval))
    {
      g_autofree char *when = bobbin_timeline_format_time (hit->time_ns);

      return g_strdup_printf (_("%s: nothing recorded at %s"), subject, when);
    }
  pixel = get_pixel (layout, hit->time_ns);
  sum = bobbin_history_get_sum (layout->history, core, pixel);
  if (sum.n_slices > BOBBIN_MOST_UNMERGED && sum.n_runs > 0)
    return describe_turns (layout, subject, core, pixel, &sum);
  return describe_turn (layout, subject, &interval);
}

char *
bobbin_timeline_layout_describe_hit (const BobbinTimelineLayout *layout, const BobbinTimelineHit *hit)
{
  gboolean cores = layout->viewport.lanes == BOBBIN_LANES_CORES;
  int lane = cores ? hit->core : hit->worker;

  if (layout->run == NULL || lane < 0 || lane >= (int) bobbin_history_get_n_lanes (layout->history))
    return NULL;
  return cores ? describe_core_hit (layout, (guint) lane, hit) : describe_worker_hit (layout, (guint) lane, hit);
}
