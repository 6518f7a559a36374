/* bobbin-range-text.c - the statistics of a range in words */
#include "config.h"

#include "bobbin-range-stats.h"

#include <glib/gi18n-lib.h>

#include "bobbin-time-text.h"
#include "bobbin-timeline-private.h"
#include "bobbin-units.h"

#define MOST_CORES_TOLD 8u

char *
bobbin_range_stats_heading (const BobbinRangeStats *stats)
{
  g_autofree char *length = bobbin_format_duration (bobbin_time_span_length_ns (stats->range));
  g_autofree char *from = bobbin_time_text (stats->range.begin_ns, bobbin_time_resolution_ns (stats->range));

  /* TRANSLATORS: length and begin of a stretch of time: "1.25 s selected, from 0.500 s". */
  return g_strdup_printf (_("%s selected, from %s"), length, from);
}

static void
clear_row (gpointer data)
{
  BobbinRangeRow *row = data;

  g_free (row->label);
  g_free (row->value);
}

/* Takes @value. */
static void
add_row (GArray *rows, const char *label, char *value, gboolean detail)
{
  BobbinRangeRow row = { g_strdup (label), value, detail };

  g_array_append_val (rows, row);
}

static char *
get_share (gint64 part_ns, gint64 whole_ns)
{
  return bobbin_format_percent (whole_ns > 0 ? (double) part_ns / (double) whole_ns : 0.0);
}

static char *
get_time_and_share (gint64 part_ns, gint64 whole_ns)
{
  g_autofree char *time = bobbin_format_duration (part_ns);
  g_autofree char *share = get_share (part_ns, whole_ns);

  /* TRANSLATORS: a time and its share of the whole: "1.20 s, 48 %". */
  return g_strdup_printf (_("%s, %s"), time, share);
}

/* Beneath "Blocked" it need not be said again. */
static const char *
get_reason (BobbinState state)
{
  return state == BOBBIN_STATE_BLOCKED ? _("reason not known") : bobbin_timeline_state_words (state);
}

static void
add_times (const BobbinRangeStats *stats, GArray *rows)
{
  const BobbinRangeNumbers *total = &stats->total;
  gint64 known_ns = bobbin_timeline_known_ns (total->state_ns);

  add_row (rows, _("Running"), get_time_and_share (bobbin_range_numbers_running_ns (total), known_ns), FALSE);
  add_row (rows, _("Waiting for a core"), get_time_and_share (bobbin_range_numbers_waiting_ns (total), known_ns), FALSE);
  add_row (rows, _("Blocked"), get_time_and_share (bobbin_range_numbers_blocked_ns (total), known_ns), FALSE);
  for (guint state = 0; state < BOBBIN_N_STATES; state++)
    if (bobbin_state_is_blocked ((BobbinState) state) && total->state_ns[state] > 0)
      add_row (rows, get_reason ((BobbinState) state), get_time_and_share (total->state_ns[state], known_ns), TRUE);
  if (total->state_ns[BOBBIN_STATE_NONE] > 0)
    add_row (rows, _("Not recorded"), bobbin_format_duration (total->state_ns[BOBBIN_STATE_NONE]), FALSE);
}

static void
add_length (GArray *rows, const char *label, gint64 length_ns)
{
  if (length_ns > 0)
    add_row (rows, label, bobbin_format_duration (length_ns), FALSE);
}

static void
add_counts (const BobbinRangeStats *stats, GArray *rows)
{
  const BobbinRangeNumbers *total = &stats->total;

  if (!stats->sampled)
    add_row (rows, _("Migrations"), bobbin_format_count (total->n_moves), FALSE);
  if (stats->looked_at && !stats->sampled)
    {
      add_row (rows, _("Context switches"), bobbin_format_count (total->n_voluntary + total->n_involuntary), FALSE);
      add_row (rows, _("voluntary: it blocked"), bobbin_format_count (total->n_voluntary), TRUE);
      add_row (rows, _("involuntary: it lost its core"), bobbin_format_count (total->n_involuntary), TRUE);
      add_length (rows, _("Shortest run"), total->shortest_run_ns);
      add_length (rows, _("Longest run"), total->longest_run_ns);
      add_length (rows, _("Longest wait"), total->longest_wait_ns);
    }
  add_row (rows, stats->sampled ? _("Samples") : _("Slices"), bobbin_format_count (total->n_slices), FALSE);
  if (!stats->looked_at)
    add_row (rows, _("Switches and cores"), g_strdup (_("too many slices: select less")), FALSE);
}

typedef struct {
  guint  core;
  gint64 running_ns;
} CoreTime;

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const CoreTime *left = a, *right = b;

  if (left->running_ns != right->running_ns)
    return left->running_ns < right->running_ns ? 1 : -1;
  return left->core < right->core ? -1 : 1;
}

static void
add_cores (const BobbinRangeStats *stats, GArray *rows)
{
  g_autoptr (GArray) cores = g_array_new (FALSE, FALSE, sizeof (CoreTime));
  gint64 running_ns = bobbin_range_numbers_running_ns (&stats->total);

  for (guint i = 0; stats->looked_at && i < stats->n_cores; i++)
    {
      CoreTime time = { i, stats->core_ns[i] };

      if (time.running_ns > 0)
        g_array_append_val (cores, time);
    }
  g_array_sort (cores, compare_times);
  for (guint i = 0; i < MIN (cores->len, MOST_CORES_TOLD); i++)
    {
      const CoreTime *time = &g_array_index (cores, CoreTime, i);
      g_autofree char *label = g_strdup_printf (_("On core %u"), time->core);

      add_row (rows, label, get_time_and_share (time->running_ns, running_ns), FALSE);
    }
  if (cores->len > MOST_CORES_TOLD)
    {
      guint n_more = cores->len - MOST_CORES_TOLD;
      gint64 rest_ns = 0;
      g_autofree char *label = g_strdup_printf (ngettext ("On %u more core", "On %u more cores", n_more), n_more);

      for (guint i = MOST_CORES_TOLD; i < cores->len; i++)
        rest_ns += g_array_index (cores, CoreTime, i).running_ns;
      add_row (rows, label, get_time_and_share (rest_ns, running_ns), FALSE);
    }
}

GArray *
bobbin_range_stats_get_rows (const BobbinRangeStats *stats)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (BobbinRangeRow));

  g_array_set_clear_func (rows, clear_row);
  add_times (stats, rows);
  add_counts (stats, rows);
  add_cores (stats, rows);
  return rows;
}

char *
bobbin_range_stats_describe (const BobbinRangeStats *stats)
{
  const BobbinRangeNumbers *total = &stats->total;
  gint64 known_ns = bobbin_timeline_known_ns (total->state_ns);
  g_autofree char *heading = bobbin_range_stats_heading (stats);
  g_autofree char *running = get_share (bobbin_range_numbers_running_ns (total), known_ns);
  g_autofree char *waiting = get_share (bobbin_range_numbers_waiting_ns (total), known_ns);
  g_autofree char *blocked = get_share (bobbin_range_numbers_blocked_ns (total), known_ns);
  g_autofree char *moves = bobbin_format_count (total->n_moves);

  if (known_ns == 0)
    /* TRANSLATORS: %s is "1.25 s selected, from 0.500 s". */
    return g_strdup_printf (_("%s: nothing is recorded there."), heading);
  if (stats->sampled)
    /* TRANSLATORS: "1.25 s selected, from 0.500 s", number of workers, shares of their time. */
    return g_strdup_printf (ngettext ("%s: %u worker ran for %s of its time, waited for a core for %s and was blocked for %s.",
                                      "%s: %u workers ran for %s of their time, waited for a core for %s and were blocked for %s.",
                                      stats->workers->len),
                            heading, stats->workers->len, running, waiting, blocked);
  /* TRANSLATORS: as before, and the number of migrations. */
  return g_strdup_printf (ngettext ("%s: %u worker ran for %s of its time, waited for a core for %s and was blocked for %s; migrations: %s.",
                                    "%s: %u workers ran for %s of their time, waited for a core for %s and were blocked for %s; migrations: %s.",
                                    stats->workers->len),
                          heading, stats->workers->len, running, waiting, blocked, moves);
}
