/* test-history.c - chunks and their pyramid against a plain list of slices */
#include <math.h>

#include "bobbin-history.h"

#define US   BOBBIN_NS_PER_US
#define MS   BOBBIN_NS_PER_MS
#define FINE 16 /* ns: how finely times are kept */

static gboolean
append (BobbinHistory *history, guint lane, gint64 begin_ns, gint64 end_ns, BobbinState state, guint other)
{
  BobbinInterval interval = { .span = { begin_ns, end_ns }, .state = state, .other = other };

  return bobbin_history_append (history, lane, &interval);
}

static void
append_mixed (BobbinHistory *history, guint lane, gint64 begin_ns, gint64 end_ns, double run, double wait, guint other)
{
  BobbinInterval interval = { { begin_ns, end_ns }, BOBBIN_STATE_MIXED, other, run, wait };

  bobbin_history_append (history, lane, &interval);
}

static void
assert_near (gint64 a_ns, gint64 b_ns, gint64 most_ns)
{
  if (ABS (a_ns - b_ns) > most_ns)
    g_error ("%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " ns are more than %" G_GINT64_FORMAT " apart", a_ns, b_ns, most_ns);
}

static void
test_empty (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (2, 1 << 20);
  BobbinTimeSpan extent = bobbin_history_get_extent (history);
  BobbinShares shares = bobbin_history_get_shares (history, 1, (BobbinTimeSpan) { 0, 100 });
  BobbinHistoryWalk walk = bobbin_history_walk (history, 0, 0);
  BobbinHistoryCell cells[3];
  BobbinInterval interval;

  g_assert_cmpuint (bobbin_history_get_n_lanes (history), ==, 2);
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 0);
  g_assert_cmpuint (bobbin_history_get_dropped (history, 0), ==, 0);
  g_assert_cmpuint (bobbin_history_find (history, 0, 0), ==, 0);
  g_assert_true (bobbin_time_span_is_empty (extent));
  g_assert_cmpint (extent.begin_ns, ==, 0);
  g_assert_cmpint (shares.unknown_ns, ==, 100);
  g_assert_cmpint (shares.running_ns + shares.waiting_ns + shares.blocked_ns, ==, 0);
  g_assert_false (bobbin_history_walk_next (&walk, &interval));
  bobbin_history_get_cells (history, 0, 0.0, 10.0, 3, cells);
  g_assert_cmpuint (cells[2].n, ==, 0);
}

static void
test_append (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (2, 1 << 20);
  BobbinInterval interval;

  append_mixed (history, 0, 0, 160 * US, 0.6, 0.2, 3);
  append (history, 0, 160 * US, 320 * US, BOBBIN_STATE_DISK, BOBBIN_NO_CORE);
  append (history, 1, -48 * US, -16 * US, BOBBIN_STATE_READY, 0);

  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 2);
  interval = bobbin_history_get (history, 0, 0);
  g_assert_cmpint (interval.span.begin_ns, ==, 0);
  g_assert_cmpint (interval.span.end_ns, ==, 160 * US);
  g_assert_cmpint (interval.state, ==, BOBBIN_STATE_MIXED);
  g_assert_cmpfloat_with_epsilon (interval.run_share, 0.6, 1.0 / 500);
  g_assert_cmpfloat_with_epsilon (interval.wait_share, 0.2, 1.0 / 500);
  g_assert_cmpuint (interval.other, ==, 3);
  interval = bobbin_history_get (history, 0, 1);
  g_assert_cmpint (interval.state, ==, BOBBIN_STATE_DISK);
  g_assert_cmpuint (interval.other, ==, BOBBIN_NO_CORE);
  g_assert_cmpfloat_with_epsilon (bobbin_history_get (history, 1, 0).wait_share, 1.0, 1e-9);
  g_assert_cmpint (bobbin_history_get_extent (history).begin_ns, ==, -48 * US);
  g_assert_cmpint (bobbin_history_get_extent (history).end_ns, ==, 320 * US);
  g_assert_cmpint (bobbin_history_get_lane_extent (history, 1).end_ns, ==, -16 * US);
}

static void
test_cut (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);

  g_assert_true (append (history, 0, 0, 160 * US, BOBBIN_STATE_RUNNING, 0));
  g_assert_true (append (history, 0, 48 * US, 240 * US, BOBBIN_STATE_READY, 0)); /* begins too early */
  g_assert_false (append (history, 0, 80 * US, 120 * US, BOBBIN_STATE_RUNNING, 0)); /* lies in what was */
  g_assert_false (append (history, 0, 240 * US, 240 * US, BOBBIN_STATE_RUNNING, 0)); /* empty */
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 2);
  g_assert_cmpint (bobbin_history_get (history, 0, 1).span.begin_ns, ==, 160 * US);
  g_assert_cmpint (bobbin_history_get (history, 0, 1).span.end_ns, ==, 240 * US);
}

/* Pieces of one slice are one slice, wherever they were cut. */
static void
test_goes_on (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);

  g_assert_true (append (history, 0, 0, 20 * MS, BOBBIN_STATE_RUNNING, 1));
  for (gint64 i = 1; i < 5000; i++)
    g_assert_false (append (history, 0, i * 20 * MS, (i + 1) * 20 * MS, BOBBIN_STATE_RUNNING, 1)); /* 100 s */
  g_assert_true (append (history, 0, 100000 * MS, 100001 * MS, BOBBIN_STATE_RUNNING, 2));
  g_assert_true (append (history, 0, 100002 * MS, 100003 * MS, BOBBIN_STATE_RUNNING, 2)); /* after a gap */
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 3);
  g_assert_cmpint (bobbin_history_get (history, 0, 0).span.end_ns, ==, 100000 * MS);
  g_assert_cmpint (bobbin_history_get_shares (history, 0, (BobbinTimeSpan) { 0, 100003 * MS }).running_ns, ==, 100002 * MS);
}

/* Times that are no multiples of what they are kept in do not add up their errors. */
static void
test_no_drift (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 22);
  gint64 time_ns = 0;

  for (guint i = 0; i < 5000; i++)
    {
      gint64 next_ns = time_ns + 1000 + i % 1013;

      append (history, 0, time_ns, next_ns, i % 2 == 0 ? BOBBIN_STATE_RUNNING : BOBBIN_STATE_READY, 0);
      time_ns = next_ns;
    }
  BobbinShares shares = bobbin_history_get_shares (history, 0, (BobbinTimeSpan) { 0, time_ns });
  assert_near (shares.running_ns + shares.waiting_ns, time_ns, FINE);
  assert_near (bobbin_history_get_extent (history).end_ns, time_ns, FINE);
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 5000);
}

static void
test_shares_out_of_bounds (void)
{
  static const struct { double run, wait, run_kept, wait_kept; } cases[] = {
    { 0.7, 0.7, 0.7, 0.3 }, { 1.4, 0.2, 1.0, 0.0 }, { -0.2, -1.0, 0.0, 0.0 }, { 0.0, 2.0, 0.0, 1.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);

      append_mixed (history, 0, 0, 100 * US, cases[i].run, cases[i].wait, 0);
      g_assert_cmpfloat_with_epsilon (bobbin_history_get (history, 0, 0).run_share, cases[i].run_kept, 1.0 / 500);
      g_assert_cmpfloat_with_epsilon (bobbin_history_get (history, 0, 0).wait_share, cases[i].wait_kept, 1.0 / 500);
    }
}

static void
test_long (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);
  gint64 hour_ns = 3600 * BOBBIN_NS_PER_S;

  append (history, 0, 0, 2 * hour_ns, BOBBIN_STATE_SLEEP, 0);
  append (history, 0, 2 * hour_ns, 3 * hour_ns, BOBBIN_STATE_RUNNING, 0);
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, 2);
  g_assert_cmpint (bobbin_history_get (history, 0, 1).span.begin_ns, ==, 2 * hour_ns);
  BobbinShares shares = bobbin_history_get_shares (history, 0, (BobbinTimeSpan) { hour_ns, 3 * hour_ns });
  g_assert_cmpint (shares.running_ns, ==, hour_ns);
  g_assert_cmpint (shares.blocked_ns, ==, hour_ns);
}

/* The oldest of all lanes goes first, and what stays is whole. */
static void
test_bound (void)
{
  gsize bound = 200 * 1024;
  g_autoptr (BobbinHistory) history = bobbin_history_new (2, bound);

  append (history, 1, 0, 5 * MS, BOBBIN_STATE_RUNNING, 0);
  for (gint64 i = 0; i < 100000; i++)
    append (history, 0, i * 4 * US, (i + 1) * 4 * US, i % 2 == 0 ? BOBBIN_STATE_RUNNING : BOBBIN_STATE_READY, 0);

  guint64 length = bobbin_history_get_length (history, 0);
  g_assert_cmpuint (bobbin_history_get_bytes (history), <=, bound);
  g_assert_cmpuint (length, >, 15000);
  g_assert_cmpuint (length + bobbin_history_get_dropped (history, 0), ==, 100000);
  g_assert_cmpuint (bobbin_history_get_dropped (history, 1), ==, 0); /* the only chunk of its lane */
  for (guint64 i = 0; i < length; i++)
    {
      gint64 number = (gint64) (i + bobbin_history_get_dropped (history, 0));
      BobbinInterval interval = bobbin_history_get (history, 0, i);

      assert_near (interval.span.begin_ns, number * 4 * US, FINE);
      g_assert_cmpint (interval.state, ==, number % 2 == 0 ? BOBBIN_STATE_RUNNING : BOBBIN_STATE_READY);
      g_assert_cmpuint (bobbin_history_find (history, 0, number * 4 * US + US), ==, i);
    }
  BobbinShares shares = bobbin_history_get_shares (history, 0, (BobbinTimeSpan) { 0, 400 * MS });
  assert_near (shares.running_ns + shares.waiting_ns, (gint64) length * 4 * US, FINE);
  assert_near (shares.unknown_ns, (gint64) bobbin_history_get_dropped (history, 0) * 4 * US, FINE);
}

/* ---- Against a plain list that is scanned from end to end ---- */

static GArray *
make_list (guint n, BobbinHistory *history)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (BobbinInterval));
  gint64 end_ns = 0;

  for (guint i = 0; i < n; i++)
    {
      BobbinInterval interval = { .other = (guint) g_test_rand_int_range (0, 3),
                                  .state = (BobbinState) g_test_rand_int_range (0, BOBBIN_STATE_NONE) };

      interval.span.begin_ns = end_ns + (g_test_rand_int_range (0, 40) == 0 ? g_test_rand_int_range (1, 900) * FINE : 0);
      interval.span.end_ns = interval.span.begin_ns + g_test_rand_int_range (1, 200) * FINE;
      if (interval.state == BOBBIN_STATE_MIXED)
        {
          interval.run_share = g_test_rand_double ();
          interval.wait_share = g_test_rand_double () * (1.0 - interval.run_share);
        }
      if (bobbin_history_append (history, 0, &interval))
        g_array_append_val (list, interval);
      else
        g_array_index (list, BobbinInterval, list->len - 1).span.end_ns = interval.span.end_ns;
      end_ns = interval.span.end_ns;
    }
  return list;
}

static void
add_part (const BobbinInterval *interval, BobbinTimeSpan span, double *times_ns)
{
  double length_ns = (double) bobbin_time_span_length_ns (bobbin_time_span_clamp (interval->span, span));

  if (interval->state == BOBBIN_STATE_MIXED)
    {
      times_ns[BOBBIN_STATE_RUNNING] += length_ns * interval->run_share;
      times_ns[BOBBIN_STATE_READY] += length_ns * interval->wait_share;
      times_ns[BOBBIN_STATE_BLOCKED] += length_ns * (1.0 - interval->run_share - interval->wait_share);
    }
  else
    times_ns[interval->state] += length_ns;
  times_ns[BOBBIN_STATE_NONE] -= length_ns;
}

static void
assert_like_list (const BobbinHistory *history, const GArray *list, BobbinTimeSpan span)
{
  BobbinShares shares = bobbin_history_get_shares (history, 0, span);
  BobbinHistorySum sum = bobbin_history_get_sum (history, 0, span);
  double times_ns[BOBBIN_N_STATES] = { 0.0 };
  guint n = 0, n_runs = 0, n_moves = 0, core = BOBBIN_NO_CORE;
  gint64 longest_ns = 0;
  double near_ns;

  times_ns[BOBBIN_STATE_NONE] = (double) bobbin_time_span_length_ns (span);
  for (guint i = 0; i < list->len; i++)
    {
      const BobbinInterval *interval = &g_array_index (list, BobbinInterval, i);

      if (!bobbin_time_span_overlaps (interval->span, span))
        continue;
      add_part (interval, span, times_ns);
      n++;
      longest_ns = MAX (longest_ns, bobbin_time_span_length_ns (interval->span));
      if (interval->state != BOBBIN_STATE_RUNNING)
        continue;
      n_moves += n_runs > 0 && core != interval->other ? 1 : 0;
      n_runs++;
      core = interval->other;
    }
  near_ns = (double) n * 4 * FINE + 16.0; /* shares are kept in 255ths of a slice */
  for (guint state = 0; state < BOBBIN_N_STATES; state++)
    g_assert_cmpfloat_with_epsilon ((double) sum.state_ns[state], times_ns[state], near_ns);
  g_assert_cmpfloat_with_epsilon ((double) shares.running_ns, times_ns[BOBBIN_STATE_RUNNING], near_ns);
  g_assert_cmpfloat_with_epsilon ((double) shares.waiting_ns, times_ns[BOBBIN_STATE_READY], near_ns);
  g_assert_cmpfloat_with_epsilon ((double) shares.unknown_ns, times_ns[BOBBIN_STATE_NONE], 2.0 * FINE);
  g_assert_cmpuint (sum.n_slices, ==, n);
  g_assert_cmpuint (sum.n_runs, ==, n_runs);
  g_assert_cmpuint (sum.n_moves, ==, n_moves);
  g_assert_cmpint (sum.longest_ns, ==, longest_ns);
}

static void
test_like_a_list (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 24);
      g_autoptr (GArray) list = make_list ((guint) g_test_rand_int_range (1, 3000), history);
      gint64 end_ns = bobbin_history_get_extent (history).end_ns;

      g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, list->len);
      for (guint i = 0; i < 40; i++)
        {
          gint64 a_ns = g_test_rand_int_range (-500, (gint32) (end_ns / FINE) + 500) * FINE;
          gint64 b_ns = a_ns + g_test_rand_int_range (0, round % 2 == 0 ? 3000 : 300000) * FINE;

          assert_like_list (history, list, (BobbinTimeSpan) { a_ns, b_ns });
        }
    }
}

static void
test_walk (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 24);
  g_autoptr (GArray) list = make_list (2000, history);

  for (guint round = 0; round < 50; round++)
    {
      guint i = (guint) g_test_rand_int_range (0, (gint32) list->len);
      gint64 time_ns = g_array_index (list, BobbinInterval, i).span.end_ns - 1;
      BobbinHistoryWalk walk = bobbin_history_walk (history, 0, time_ns);
      BobbinInterval interval;

      g_assert_cmpuint (bobbin_history_find (history, 0, time_ns), ==, i);
      for (; bobbin_history_walk_next (&walk, &interval); i++)
        {
          const BobbinInterval *right = &g_array_index (list, BobbinInterval, i);

          g_assert_cmpint (interval.span.begin_ns, ==, right->span.begin_ns);
          g_assert_cmpint (interval.span.end_ns, ==, right->span.end_ns);
          g_assert_cmpint (interval.state, ==, right->state);
          g_assert_cmpuint (interval.other, ==, right->other);
        }
      g_assert_cmpuint (i, ==, list->len);
    }
}

/* A row of pixels has in it what the history has, however many slices fall on
 * one; at its two ends a part of a pixel may have gone over the edge. */
static void
assert_cells (const BobbinHistory *history, BobbinTimeSpan span, guint n_cells)
{
  g_autofree BobbinHistoryCell *cells = g_new (BobbinHistoryCell, n_cells);
  double ns_per_cell = (double) bobbin_time_span_length_ns (span) / n_cells;
  BobbinShares shares = bobbin_history_get_shares (history, 0, span);
  double run_ns = 0.0, wait_ns = 0.0, known_ns = 0.0;
  double near = 0.004 + 0.5 / n_cells;

  bobbin_history_get_cells (history, 0, (double) span.begin_ns, ns_per_cell, n_cells, cells);
  for (guint i = 0; i < n_cells; i++)
    {
      g_assert_cmpuint (cells[i].run_255 + cells[i].wait_255, <=, 255);
      if (cells[i].n == 0)
        continue;
      g_assert_cmpuint (cells[i].why, <, BOBBIN_STATE_BLOCKED);
      g_assert_true (cells[i].other < 3 || cells[i].other == BOBBIN_NO_CORE);
      run_ns += cells[i].run_255 / 255.0 * ns_per_cell;
      wait_ns += cells[i].wait_255 / 255.0 * ns_per_cell;
      known_ns += ns_per_cell;
    }
  g_assert_cmpfloat_with_epsilon (known_ns / (double) bobbin_time_span_length_ns (span), 1.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (run_ns / known_ns, (double) shares.running_ns / known_ns, near);
  g_assert_cmpfloat_with_epsilon (wait_ns / known_ns, (double) shares.waiting_ns / known_ns, near);
}

static void
test_cells (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 24);
      gint64 time_ns = 0;

      for (guint i = 0; i < 20000; i++)
        {
          gint64 length_ns = g_test_rand_int_range (1, g_test_rand_int_range (0, 9) == 0 ? 20000 : 300) * FINE;

          append (history, 0, time_ns, time_ns + length_ns, (BobbinState) g_test_rand_int_range (0, BOBBIN_STATE_BLOCKED), i % 3);
          time_ns += length_ns;
        }
      for (guint n_cells = 7; n_cells < 40000; n_cells = n_cells * 5 / 2)
        assert_cells (history, (BobbinTimeSpan) { time_ns / 11, time_ns / 11 * (g_test_rand_bit () ? 10 : 2) }, n_cells);
    }
}

/* What was not recorded is not made up, wherever the gap begins. */
static void
test_cells_in_gaps (void)
{
  for (guint n_before = 510; n_before <= 514; n_before++)
    {
      g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 24);
      gint64 gap_ns = 0;
      BobbinHistoryCell cells[150];

      for (guint i = 0; i < n_before; i++, gap_ns += 1600)
        append (history, 0, gap_ns, gap_ns + 1600, i % 2 == 0 ? BOBBIN_STATE_RUNNING : BOBBIN_STATE_READY, 1);
      for (guint i = 0; i < 2000; i++)
        append (history, 0, 50 * gap_ns + i * 1600, 50 * gap_ns + (i + 1) * 1600, BOBBIN_STATE_RUNNING, i % 2);
      bobbin_history_get_cells (history, 0, (double) gap_ns + 1600.0, (double) gap_ns * 48.0 / 150.0, 150, cells);
      for (guint i = 0; i < 150; i++)
        g_assert_cmpuint (cells[i].n, ==, 0);
    }
}

/* Cells narrower than the units that times are kept in are no gaps. */
static void
test_narrow_cells (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);
  BobbinHistoryCell cells[400];

  append (history, 0, 0, 3200, BOBBIN_STATE_RUNNING, 1);
  append (history, 0, 3200, 8000, BOBBIN_STATE_LOCK, 1);
  bobbin_history_get_cells (history, 0, 1600.0, 8.0, 400, cells);
  for (guint i = 0; i < 400; i++)
    {
      g_assert_cmpuint (cells[i].n, >, 0);
      if (i < 198)
        g_assert_cmpuint (cells[i].run_255, ==, 255);
      else if (i > 202)
        g_assert_cmpuint (cells[i].why, ==, BOBBIN_STATE_LOCK);
    }
}

/* A lane of nothing but gaps loses its own past, not that of the others. */
static void
test_greedy_lane (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (4, 2 << 20);
  guint64 honest;

  for (guint i = 0; i < 100000; i++)
    append (history, 0, i * 1600, (i + 1) * 1600, i % 2 == 0 ? BOBBIN_STATE_RUNNING : BOBBIN_STATE_READY, 1);
  honest = bobbin_history_get_length (history, 0);
  g_assert_cmpuint (bobbin_history_get_dropped (history, 0), ==, 0);
  for (guint i = 0; i < 20000; i++)
    append (history, 3, i * 8000, i * 8000 + 1600, BOBBIN_STATE_RUNNING, 1);
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, honest);
  g_assert_cmpuint (bobbin_history_get_dropped (history, 3), >, 15000);
}

/* Where a pixel is finer than the slices, it is the slice that lies there. */
static void
test_cells_are_exact (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 24);
  g_autofree BobbinHistoryCell *cells = g_new (BobbinHistoryCell, 40000);

  for (gint64 i = 0; i < 4000; i++)
    append (history, 0, i * 16 * US, (i + 1) * 16 * US, i % 5 == 0 ? BOBBIN_STATE_RUNNING : (BobbinState) (i % 5), i / 5 % 4);
  bobbin_history_get_cells (history, 0, 0.0, 1600.0, 40000, cells);
  for (guint i = 0; i < 40000; i++)
    {
      guint slice = i / 10;

      g_assert_cmpuint (cells[i].n, ==, 1);
      g_assert_cmpuint (cells[i].run_255, ==, slice % 5 == 0 ? 255 : 0);
      g_assert_cmpuint (cells[i].wait_255, ==, slice % 5 == 1 ? 255 : 0);
      g_assert_cmpuint (cells[i].why, ==, slice % 5);
      g_assert_cmpuint (cells[i].other, ==, slice % 5 == 0 ? slice / 5 % 4 : BOBBIN_NO_CORE);
    }
  bobbin_history_get_cells (history, 0, 0.0, 160000.0, 400, cells); /* 10 slices each, 2 on a core */
  for (guint i = 0; i < 400; i++)
    {
      g_assert_cmpuint (cells[i].n, >, 2);
      g_assert_cmpfloat_with_epsilon (cells[i].run_255 / 255.0, 0.2, 0.1);
    }
}

static void
test_bytes (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 64 << 20);
  guint n = 500000;

  for (gint64 i = 0; i < n; i++)
    append (history, 0, i * US, (i + 1) * US, (BobbinState) (i % 6), (guint) (i % 7));
  g_assert_cmpuint (bobbin_history_get_length (history, 0), ==, n);
  g_assert_cmpfloat ((double) bobbin_history_get_bytes (history) / n, <, 9.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/empty", test_empty);
  g_test_add_func ("/history/append", test_append);
  g_test_add_func ("/history/cut", test_cut);
  g_test_add_func ("/history/goes-on", test_goes_on);
  g_test_add_func ("/history/no-drift", test_no_drift);
  g_test_add_func ("/history/shares-out-of-bounds", test_shares_out_of_bounds);
  g_test_add_func ("/history/long", test_long);
  g_test_add_func ("/history/bound", test_bound);
  g_test_add_func ("/history/like-a-list", test_like_a_list);
  g_test_add_func ("/history/walk", test_walk);
  g_test_add_func ("/history/cells", test_cells);
  g_test_add_func ("/history/cells-in-gaps", test_cells_in_gaps);
  g_test_add_func ("/history/narrow-cells", test_narrow_cells);
  g_test_add_func ("/history/greedy-lane", test_greedy_lane);
  g_test_add_func ("/history/cells-are-exact", test_cells_are_exact);
  g_test_add_func ("/history/bytes", test_bytes);
  return g_test_run ();
}
