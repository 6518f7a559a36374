/* bobbin-timeline-describe.c - the timeline as sentences */
#include "config.h"

#include "bobbin-timeline-overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-units.h"

/* Nobody listens to more workers than this of one group one by one. */
#define MAX_WORKERS_TOLD 64
#define MAX_CORES_TOLD   64

/* Of those who had a core. */
#define MAX_HOLDERS_TOLD 3

/* To be told who had the cores, slices may be looked at one by one: some tenths
 * of a millisecond, because this is done again and again while the run goes on. */
#define MOST_SLICES_WALKED 10000u

/* ---- By worker ---- */

static BobbinState
find_main_reason (const BobbinHistorySum *sum)
{
  BobbinState main_reason = BOBBIN_STATE_SLEEP;

  for (guint state = BOBBIN_STATE_SLEEP; state <= BOBBIN_STATE_BLOCKED; state++)
    if (sum->state_ns[state] > sum->state_ns[main_reason])
      main_reason = (BobbinState) state;
  return main_reason;
}

/* Why it was blocked most, where that was written down. */
static void
tell_reason (GString *text, const BobbinHistorySum *sum)
{
  BobbinState reason = find_main_reason (sum);

  if (reason == BOBBIN_STATE_BLOCKED || sum->state_ns[reason] == 0)
    return;
  g_string_append_c (text, ' ');
  /* TRANSLATORS: of a worker, and why it was blocked: "asleep", "waiting for a lock". */
  g_string_append_printf (text, _("While blocked it was mostly %s."), bobbin_timeline_state_words (reason));
}

static void
tell_shares (const BobbinTimelineLayout *layout, GString *text, guint worker, const char *subject)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  BobbinHistorySum sum = bobbin_history_get_sum (layout->run->history, worker, layout->viewport.span);
  gint64 running_ns = sum.state_ns[BOBBIN_STATE_RUNNING], waiting_ns = sum.state_ns[BOBBIN_STATE_READY];
  gint64 known_ns = bobbin_timeline_known_ns (sum.state_ns), blocked_ns = known_ns - running_ns - waiting_ns;

  if (known_ns == 0)
    {
      g_string_append_printf (text, _("%s has nothing recorded in this time."), subject);
      return;
    }
  g_autofree char *running = bobbin_format_percent ((double) running_ns / (double) known_ns);
  g_autofree char *waiting = bobbin_format_percent ((double) waiting_ns / (double) known_ns);
  g_autofree char *blocked = bobbin_format_percent ((double) blocked_ns / (double) known_ns);
  if (w->core == BOBBIN_NO_CORE)
    /* TRANSLATORS: who, shares of its time. */
    g_string_append_printf (text, _("%s ran for %s of the time, waited for a core for %s and was blocked for %s."),
                            subject, running, waiting, blocked);
  else
    /* TRANSLATORS: who, shares of its time, core. */
    g_string_append_printf (text, _("%s ran for %s of the time, waited for a core for %s and was blocked for %s; it was last seen on core %u."),
                            subject, running, waiting, blocked, w->core);
  tell_reason (text, &sum);
}

static void
tell_worker (const BobbinTimelineLayout *layout, GString *text, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  g_autofree char *subject = bobbin_timeline_subject (layout->run, worker);

  tell_shares (layout, text, worker, subject);
  g_string_append_c (text, '\n');
  if (w->end == BOBBIN_END_CRASHED || w->end == BOBBIN_END_EXITED)
    {
      g_autofree char *end = bobbin_timeline_end_sentence (layout->run, worker, subject);

      g_string_append_printf (text, "%s\n", end);
    }
}

/* The lanes from row @first on, up to the next heading. */
static void
tell_lanes (const BobbinTimelineLayout *layout, GString *text, guint first)
{
  guint n = 0;

  for (guint i = first; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);

      if (row->kind == BOBBIN_ROW_GROUP || row->kind == BOBBIN_ROW_HEADING)
        break;
      if (row->kind == BOBBIN_ROW_LANE && n++ < MAX_WORKERS_TOLD)
        tell_worker (layout, text, row->index);
    }
  if (n > MAX_WORKERS_TOLD)
    {
      n -= MAX_WORKERS_TOLD;
      g_string_append_printf (text, ngettext ("%u more worker is drawn.", "%u more workers are drawn.", n), n);
      g_string_append_c (text, '\n');
    }
}

static void
tell_group (const BobbinTimelineLayout *layout, GString *text, guint index)
{
  g_autofree char *label = bobbin_run_group_label (layout->run, index);
  g_autofree char *detail = bobbin_run_group_detail (layout->run, index);
  g_autofree char *note = bobbin_timeline_choice_note (layout, index);

  if (note == NULL)
    /* TRANSLATORS: a group and what it is made of: "Processes: 4 × fork, an address space each." */
    g_string_append_printf (text, _("%s: %s."), label, detail);
  else
    /* TRANSLATORS: the same, and "3 lanes are hidden". */
    g_string_append_printf (text, _("%s: %s; %s."), label, detail, note);
  g_string_append_c (text, '\n');
}

static void
tell_workers (const BobbinTimelineLayout *layout, GString *text, const char *from, const char *to)
{
  /* TRANSLATORS: number of workers, two times since the start. */
  g_string_append_printf (text, ngettext ("Timeline of %u worker from %s to %s after the start.",
                                          "Timeline of %u workers from %s to %s after the start.",
                                          layout->n_lanes),
                          layout->n_lanes, from, to);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);
      g_autofree char *heading = NULL;

      if (row->kind == BOBBIN_ROW_GROUP)
        tell_group (layout, text, row->index);
      else if (row->kind == BOBBIN_ROW_HEADING)
        {
          heading = bobbin_timeline_heading (layout);
          /* TRANSLATORS: over the sentences on some workers: "Pinned:" */
          g_string_append_printf (text, _("%s:"), heading);
          g_string_append_c (text, '\n');
        }
      else
        continue;
      tell_lanes (layout, text, i + 1);
    }
}

/* ---- By core ---- */

typedef struct {
  guint  worker;
  gint64 ns;
} Holder;

static int
compare_holders (gconstpointer a, gconstpointer b)
{
  const Holder *left = a, *right = b;

  return (left->ns < right->ns) - (left->ns > right->ns);
}

/* How long each worker had @core in view. Of the whole run the sums are at
 * hand; of a part of it each of the @n_slices is looked at. FALSE: they are too
 * many. */
static gboolean
sum_holders (const BobbinTimelineLayout *layout, guint core, guint64 n_slices, Holder *holders)
{
  const BobbinRun *run = layout->run;
  BobbinTimeSpan span = layout->viewport.span, all = bobbin_history_get_lane_extent (run->core_history, core);
  BobbinHistoryWalk walk = bobbin_history_walk (run->core_history, core, span.begin_ns);
  BobbinInterval slice;

  if (span.begin_ns <= all.begin_ns && span.end_ns >= all.end_ns
      && bobbin_history_get_dropped (run->core_history, core) == 0)
    {
      for (guint i = 0; i < run->workers->len; i++)
        holders[i].ns = *bobbin_run_core_running_ns (run, i, core);
      return TRUE;
    }
  if (n_slices > MOST_SLICES_WALKED / MAX (layout->n_lanes, 1))
    return FALSE;
  while (bobbin_history_walk_next (&walk, &slice) && slice.span.begin_ns < span.end_ns)
    if (slice.state == BOBBIN_STATE_RUNNING && slice.other < run->workers->len)
      holders[slice.other].ns += bobbin_time_span_length_ns (bobbin_time_span_clamp (slice.span, span));
  return TRUE;
}

/* "Process 1 (34 %), Thread 2 (20 %), Thread 1 (12 %)"; NULL: too much to look at. */
static char *
list_holders (const BobbinTimelineLayout *layout, guint core, guint64 n_slices, gint64 known_ns)
{
  guint n_workers = layout->run->workers->len;
  g_autofree Holder *holders = g_new0 (Holder, n_workers);
  GString *text;

  for (guint i = 0; i < n_workers; i++)
    holders[i].worker = i;
  if (!sum_holders (layout, core, n_slices, holders))
    return NULL;
  text = g_string_new (NULL);
  qsort (holders, n_workers, sizeof (Holder), compare_holders);
  for (guint i = 0; i < n_workers && i < MAX_HOLDERS_TOLD && holders[i].ns > 0; i++)
    {
      g_autofree char *label = bobbin_timeline_full_label (layout->run, holders[i].worker);
      g_autofree char *share = bobbin_format_percent ((double) holders[i].ns / (double) known_ns);

      /* TRANSLATORS: a worker, and its share of a core's time: "Process 1 (34 %)". */
      g_autofree char *holder = g_strdup_printf (_("%s (%s)"), label, share);

      bobbin_timeline_append_item (text, holder);
    }
  return g_string_free (text, FALSE);
}

static void
tell_core (const BobbinTimelineLayout *layout, GString *text, guint core)
{
  BobbinHistorySum sum = bobbin_history_get_sum (layout->run->core_history, core, layout->viewport.span);
  gint64 running_ns = sum.state_ns[BOBBIN_STATE_RUNNING];
  gint64 known_ns = running_ns + sum.state_ns[BOBBIN_STATE_BLOCKED];
  g_autofree char *label = bobbin_timeline_core_label (core);

  if (known_ns == 0)
    g_string_append_printf (text, _("%s has nothing recorded in this time."), label);
  else if (running_ns == 0)
    g_string_append_printf (text, _("%s was used by none of the workers in this time."), label);
  else
    {
      double moves_hz = (double) sum.n_moves * (double) BOBBIN_NS_PER_S / (double) known_ns;
      g_autofree char *share = bobbin_format_percent ((double) running_ns / (double) known_ns);
      g_autofree char *holders = list_holders (layout, core, sum.n_slices, known_ns);
      g_autofree char *moves = bobbin_format_count ((guint64) llround (moves_hz));

      if (holders == NULL)
        /* TRANSLATORS: a core, share of its time, a number. */
        g_string_append_printf (text, _("%s was in use by the workers for %s of the time; it went from one to another %s times a second."),
                                label, share, moves);
      else
        /* TRANSLATORS: a core, share of its time, "Process 1 (34 %), Thread 2 (20 %)", a number. */
        g_string_append_printf (text, _("%s was in use by the workers for %s of the time, most by %s; it went from one to another %s times a second."),
                                label, share, holders, moves);
    }
  g_string_append_c (text, '\n');
}

static void
tell_cores (const BobbinTimelineLayout *layout, GString *text, const char *from, const char *to)
{
  guint n = 0;

  /* TRANSLATORS: number of cores, two times since the start. */
  g_string_append_printf (text, ngettext ("Timeline of %u core from %s to %s after the start: which worker had it.",
                                          "Timeline of %u cores from %s to %s after the start: which worker had each of them.",
                                          layout->n_lanes),
                          layout->n_lanes, from, to);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);

      if (row->kind == BOBBIN_ROW_LANE && n++ < MAX_CORES_TOLD)
        tell_core (layout, text, row->index);
    }
  if (n > MAX_CORES_TOLD)
    {
      n -= MAX_CORES_TOLD;
      g_string_append_printf (text, ngettext ("%u more core is drawn.", "%u more cores are drawn.", n), n);
      g_string_append_c (text, '\n');
    }
}

char *
bobbin_timeline_layout_describe (const BobbinTimelineLayout *layout)
{
  const char *nothing = bobbin_timeline_nothing_seen (layout);
  GString *text;
  g_autofree char *marks = bobbin_timeline_describe_marks (layout);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (layout->run == NULL)
    return g_strdup (_("An empty timeline. Press Start to watch processes and threads run."));

  text = g_string_new (NULL);
  from = bobbin_timeline_format_time (layout->viewport.span.begin_ns);
  to = bobbin_timeline_format_time (layout->viewport.span.end_ns);
  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    tell_cores (layout, text, from, to);
  else
    tell_workers (layout, text, from, to);
  if (nothing != NULL)
    {
      /* TRANSLATORS: makes a sentence of "All lanes are hidden". */
      g_string_append_printf (text, _("%s."), nothing);
      g_string_append_c (text, '\n');
    }
  if (marks != NULL)
    g_string_append_printf (text, "%s\n", marks);
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
