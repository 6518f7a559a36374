/* test-range-stats.c - the statistics of a range are those of a plain list */
#include <string.h>

#include "bobbin-fake-run.h"
#include "bobbin-range-stats.h"

#define MS BOBBIN_NS_PER_MS
#define S  BOBBIN_NS_PER_S

#define N_SLICES 3000

/* What was appended, so that everything can be counted again by hand. */
typedef struct {
  BobbinRun *run;
  GArray   **lists; /* of BobbinInterval, per worker */
} Known;

static BobbinState
random_state (void)
{
  static const BobbinState states[] = {
    BOBBIN_STATE_RUNNING, BOBBIN_STATE_RUNNING, BOBBIN_STATE_RUNNING, BOBBIN_STATE_READY, BOBBIN_STATE_READY,
    BOBBIN_STATE_SLEEP, BOBBIN_STATE_LOCK, BOBBIN_STATE_PIPE, BOBBIN_STATE_DISK, BOBBIN_STATE_BLOCKED,
  };

  return states[g_test_rand_int_range (0, G_N_ELEMENTS (states))];
}

/* The last one, made longer, or a new one: as the history puts slices together. */
static void
append (Known *known, guint worker, const BobbinInterval *slice)
{
  GArray *list = known->lists[worker];
  BobbinInterval *last = list->len > 0 ? &g_array_index (list, BobbinInterval, list->len - 1) : NULL;

  bobbin_history_append (known->run->history, worker, slice);
  if (last != NULL && last->span.end_ns == slice->span.begin_ns && last->state == slice->state
      && last->other == slice->other)
    last->span.end_ns = slice->span.end_ns;
  else
    g_array_append_vals (list, slice, 1);
}

/* Begins and ends are multiples of what the history keeps, so that all is exact. */
static Known
make_known (void)
{
  Known known = { bobbin_fake_run_sized (3, 2, 4, 100 * MS), g_new0 (GArray *, 5) };

  bobbin_history_free (known.run->history);
  known.run->history = bobbin_history_new (5, 64 << 20);
  for (guint worker = 0; worker < 5; worker++)
    {
      gint64 time_ns = 0;
      guint core = worker % 4;

      known.lists[worker] = g_array_new (FALSE, FALSE, sizeof (BobbinInterval));
      for (guint i = 0; i < N_SLICES; i++)
        {
          gint64 length_ns = 16 * g_test_rand_int_range (1, 5000);
          BobbinInterval slice = { .span = { time_ns, time_ns + length_ns }, .state = random_state () };

          core = g_test_rand_int_range (0, 10) == 0 ? (guint) g_test_rand_int_range (0, 4) : core;
          slice.other = core;
          append (&known, worker, &slice);
          time_ns += length_ns + (g_test_rand_int_range (0, 50) == 0 ? 1600 : 0);
        }
    }
  return known;
}

static void
clear_known (Known *known)
{
  for (guint i = 0; i < 5; i++)
    g_array_unref (known->lists[i]);
  g_free (known->lists);
  bobbin_run_free (known->run);
}

static void
count_run (BobbinRangeNumbers *numbers, const BobbinInterval *slice, gint64 inside_ns, guint *last_core)
{
  gint64 length_ns = bobbin_time_span_length_ns (slice->span);

  numbers->longest_run_ns = MAX (numbers->longest_run_ns, inside_ns);
  if (inside_ns == length_ns)
    numbers->shortest_run_ns = numbers->shortest_run_ns == 0 ? length_ns : MIN (numbers->shortest_run_ns, length_ns);
  numbers->n_moves += *last_core != BOBBIN_NO_CORE && *last_core != slice->other;
  *last_core = slice->other;
}

static BobbinRangeNumbers
count_by_hand (const GArray *list, BobbinTimeSpan range, gint64 *core_ns)
{
  BobbinRangeNumbers numbers = { 0 };
  guint last_core = BOBBIN_NO_CORE;
  gint64 known_ns = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const BobbinInterval *slice = &g_array_index (list, BobbinInterval, i);
      gint64 inside_ns = bobbin_time_span_length_ns (bobbin_time_span_clamp (slice->span, range));

      if (i > 0 && bobbin_time_span_contains (range, slice->span.begin_ns)
          && slice[-1].state == BOBBIN_STATE_RUNNING && slice[-1].span.end_ns == slice->span.begin_ns)
        {
          numbers.n_voluntary += bobbin_state_is_blocked (slice->state);
          numbers.n_involuntary += !bobbin_state_is_blocked (slice->state);
        }
      if (inside_ns == 0)
        continue;
      known_ns += inside_ns;
      numbers.state_ns[slice->state] += inside_ns;
      numbers.n_slices++;
      if (slice->state == BOBBIN_STATE_RUNNING)
        {
          core_ns[slice->other] += inside_ns;
          count_run (&numbers, slice, inside_ns, &last_core);
        }
      if (slice->state == BOBBIN_STATE_READY)
        numbers.longest_wait_ns = MAX (numbers.longest_wait_ns, inside_ns);
    }
  numbers.state_ns[BOBBIN_STATE_NONE] = bobbin_time_span_length_ns (range) - known_ns;
  return numbers;
}

static void
assert_same (const BobbinRangeNumbers *a, const BobbinRangeNumbers *b)
{
  for (guint state = 0; state < BOBBIN_N_STATES; state++)
    g_assert_cmpint (a->state_ns[state], ==, b->state_ns[state]);
  g_assert_cmpuint (a->n_slices, ==, b->n_slices);
  g_assert_cmpuint (a->n_moves, ==, b->n_moves);
  g_assert_cmpuint (a->n_voluntary, ==, b->n_voluntary);
  g_assert_cmpuint (a->n_involuntary, ==, b->n_involuntary);
  g_assert_cmpint (a->longest_wait_ns, ==, b->longest_wait_ns);
  g_assert_cmpint (a->longest_run_ns, ==, b->longest_run_ns);
  g_assert_cmpint (a->shortest_run_ns, ==, b->shortest_run_ns);
}

static BobbinTimeSpan
random_range (const Known *known)
{
  gint64 units = bobbin_history_get_extent (known->run->history).end_ns / 16;
  gint64 a = (gint64) (g_test_rand_double () * (double) units), b = (gint64) (g_test_rand_double () * (double) units);

  return bobbin_time_span (a * 16, b * 16 + 16);
}

static void
test_by_hand (void)
{
  Known known = make_known ();

  for (guint round = 0; round < 50; round++)
    {
      BobbinTimeSpan range = random_range (&known);
      g_autoptr (BobbinRangeStats) stats = bobbin_range_stats_new (known.run, range, NULL, -1);
      gint64 core_ns[4] = { 0 };
      gint64 sum_ns = 0;

      g_assert_true (stats->looked_at);
      g_assert_false (stats->sampled);
      g_assert_cmpuint (stats->workers->len, ==, 5);
      for (guint i = 0; i < 5; i++)
        {
          const BobbinRangeWorker *worker = &g_array_index (stats->workers, BobbinRangeWorker, i);
          BobbinRangeNumbers expected = count_by_hand (known.lists[i], range, core_ns);

          g_assert_cmpuint (worker->worker, ==, i);
          assert_same (&worker->numbers, &expected);
        }
      for (guint i = 0; i < 4; i++)
        {
          g_assert_cmpint (stats->core_ns[i], ==, core_ns[i]);
          sum_ns += core_ns[i];
        }
      g_assert_cmpint (sum_ns, ==, bobbin_range_numbers_running_ns (&stats->total));
      /* The parts make up the whole. */
      g_assert_cmpint (bobbin_range_numbers_running_ns (&stats->total) + bobbin_range_numbers_waiting_ns (&stats->total)
                         + bobbin_range_numbers_blocked_ns (&stats->total) + stats->total.state_ns[BOBBIN_STATE_NONE],
                       ==, 5 * bobbin_time_span_length_ns (range));
    }
  clear_known (&known);
}

/* Two ranges side by side hold what both together hold. */
static void
test_adds_up (void)
{
  Known known = make_known ();

  for (guint round = 0; round < 50; round++)
    {
      BobbinTimeSpan range = random_range (&known);
      gint64 middle_ns = range.begin_ns + bobbin_time_span_length_ns (range) / 32 * 16;
      g_autoptr (BobbinRangeStats) all = bobbin_range_stats_new (known.run, range, NULL, -1);
      g_autoptr (BobbinRangeStats) left = bobbin_range_stats_new (known.run, (BobbinTimeSpan) { range.begin_ns, middle_ns }, NULL, -1);
      g_autoptr (BobbinRangeStats) right = bobbin_range_stats_new (known.run, (BobbinTimeSpan) { middle_ns, range.end_ns }, NULL, -1);

      g_assert_cmpuint (left->total.n_voluntary + right->total.n_voluntary, ==, all->total.n_voluntary);
      g_assert_cmpuint (left->total.n_involuntary + right->total.n_involuntary, ==, all->total.n_involuntary);
      for (guint state = 0; state < BOBBIN_N_STATES; state++)
        g_assert_cmpint (left->total.state_ns[state] + right->total.state_ns[state], ==, all->total.state_ns[state]);
      for (guint i = 0; i < 4; i++)
        g_assert_cmpint (left->core_ns[i] + right->core_ns[i], ==, all->core_ns[i]);
    }
  clear_known (&known);
}

static void
test_who_counts (void)
{
  Known known = make_known ();
  BobbinTimeSpan range = random_range (&known);
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (5);
  g_autoptr (BobbinRangeStats) one = NULL, some = NULL;
  gint64 core_ns[4] = { 0 };
  BobbinRangeNumbers expected = count_by_hand (known.lists[3], range, core_ns);

  bobbin_lane_choice_set_hidden (choice, 0, TRUE);
  bobbin_lane_choice_set_hidden (choice, 3, TRUE);
  some = bobbin_range_stats_new (known.run, range, choice, -1);
  g_assert_cmpuint (some->workers->len, ==, 3);
  g_assert_cmpuint (g_array_index (some->workers, BobbinRangeWorker, 0).worker, ==, 1);
  /* Whoever is selected counts even when its lane is hidden. */
  one = bobbin_range_stats_new (known.run, range, choice, 3);
  g_assert_cmpuint (one->workers->len, ==, 1);
  assert_same (&one->total, &expected);
  g_assert_cmpint (memcmp (one->core_ns, core_ns, sizeof (core_ns)), ==, 0);
  clear_known (&known);
}

static const char *
find_value (const GArray *rows, const char *label)
{
  for (guint i = 0; i < rows->len; i++)
    if (strcmp (g_array_index (rows, BobbinRangeRow, i).label, label) == 0)
      return g_array_index (rows, BobbinRangeRow, i).value;
  return NULL;
}

static void
test_words (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (1, 0, 4, 100 * MS);
  g_autoptr (BobbinRangeStats) stats = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autofree char *heading = NULL, *sentence = NULL;
  static const BobbinInterval slices[] = {
    { .span = { 0, 400 * MS }, .state = BOBBIN_STATE_RUNNING, .other = 0 },
    { .span = { 400 * MS, 500 * MS }, .state = BOBBIN_STATE_READY, .other = 0 },
    { .span = { 500 * MS, 900 * MS }, .state = BOBBIN_STATE_RUNNING, .other = 2 },
    { .span = { 900 * MS, 1100 * MS }, .state = BOBBIN_STATE_PIPE, .other = 2 },
  };

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (1, 1 << 20);
  for (guint i = 0; i < G_N_ELEMENTS (slices); i++)
    bobbin_history_append (run->history, 0, &slices[i]);
  stats = bobbin_range_stats_new (run, (BobbinTimeSpan) { 300 * MS, 1300 * MS }, NULL, -1);
  heading = bobbin_range_stats_heading (stats);
  rows = bobbin_range_stats_get_rows (stats);
  sentence = bobbin_range_stats_describe (stats);

  g_assert_cmpstr (heading, ==, "1.00 s selected, from 0.300 s");
  g_assert_cmpstr (find_value (rows, "Running"), ==, "500 ms, 62 %");
  g_assert_cmpstr (find_value (rows, "Waiting for a core"), ==, "100 ms, 12 %");
  g_assert_cmpstr (find_value (rows, "Blocked"), ==, "200 ms, 25 %");
  g_assert_cmpstr (find_value (rows, "waiting for a pipe"), ==, "200 ms, 25 %");
  g_assert_null (find_value (rows, "asleep"));
  g_assert_cmpstr (find_value (rows, "Not recorded"), ==, "200 ms");
  g_assert_cmpstr (find_value (rows, "Migrations"), ==, "1");
  g_assert_cmpstr (find_value (rows, "Context switches"), ==, "2");
  g_assert_cmpstr (find_value (rows, "Longest wait"), ==, "100 ms");
  g_assert_cmpstr (find_value (rows, "On core 2"), ==, "400 ms, 80 %");
  g_assert_cmpstr (find_value (rows, "On core 0"), ==, "100 ms, 20 %");
  g_assert_cmpstr (sentence, ==, "1.00 s selected, from 0.300 s: 1 worker ran for 62 % of its time, waited for a core"
                                 " for 12 % and was blocked for 25 %; migrations: 1.");
}

/* Of samples only shares are known: what needs order is not told. */
static void
test_sampled (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_BUSY);
  g_autoptr (BobbinRangeStats) stats = bobbin_range_stats_new (run, (BobbinTimeSpan) { S, 3 * S }, NULL, -1);
  g_autoptr (GArray) rows = bobbin_range_stats_get_rows (stats);
  gint64 sum_ns = 0;

  g_assert_true (stats->sampled);
  g_assert_nonnull (find_value (rows, "Running"));
  g_assert_nonnull (find_value (rows, "Samples"));
  g_assert_null (find_value (rows, "Context switches"));
  g_assert_null (find_value (rows, "Migrations"));
  for (guint i = 0; i < stats->n_cores; i++)
    sum_ns += stats->core_ns[i];
  g_assert_cmpint (ABS (sum_ns - bobbin_range_numbers_running_ns (&stats->total)), <, S / 1000);
}

static void
test_many_cores (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_MANY);
  g_autoptr (BobbinRangeStats) stats = bobbin_range_stats_new (run, (BobbinTimeSpan) { 0, S }, NULL, -1);
  g_autoptr (GArray) rows = bobbin_range_stats_get_rows (stats);
  guint n_cores = 0;

  for (guint i = 0; i < rows->len; i++)
    n_cores += g_str_has_prefix (g_array_index (rows, BobbinRangeRow, i).label, "On ");
  g_assert_cmpuint (n_cores, ==, 9);
  g_assert_nonnull (find_value (rows, "On 56 more cores"));
}

static void
test_empty (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);
  g_autoptr (BobbinRangeStats) none = bobbin_range_stats_new (run, (BobbinTimeSpan) { S, S }, NULL, -1);
  g_autoptr (BobbinRangeStats) beyond = bobbin_range_stats_new (run, (BobbinTimeSpan) { 100 * S, 101 * S }, NULL, -1);
  g_autofree char *sentence = bobbin_range_stats_describe (beyond);

  g_assert_cmpuint (none->total.n_slices, ==, 0);
  g_assert_cmpuint (none->total.n_voluntary + none->total.n_involuntary, ==, 0);
  g_assert_cmpint (beyond->total.state_ns[BOBBIN_STATE_NONE], ==, (gint64) run->workers->len * S);
  g_assert_true (g_str_has_suffix (sentence, ": nothing is recorded there."));
}

static gint64
time_stats (const BobbinRun *run, gint64 end_ns, gboolean looked_at)
{
  gint64 begin_ns = bobbin_clock_ns ();
  g_autoptr (BobbinRangeStats) stats = bobbin_range_stats_new (run, (BobbinTimeSpan) { 0, end_ns }, NULL, -1);

  g_assert_cmpint (stats->looked_at, ==, looked_at);
  g_assert_cmpint (bobbin_range_numbers_running_ns (&stats->total) + bobbin_range_numbers_blocked_ns (&stats->total), ==,
                   end_ns);
  return bobbin_clock_ns () - begin_ns;
}

/* Of too many slices not each is looked at, and the words say so. */
static void
test_too_many (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (1, 0, 4, 100 * MS);
  g_autoptr (BobbinRangeStats) stats = NULL;
  g_autoptr (GArray) rows = NULL;

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (1, 256 << 20);
  for (gint64 i = 0; i < (gint64) BOBBIN_RANGE_MOST_SLICES + 1; i++)
    {
      BobbinInterval slice = { .span = { i * 1600, (i + 1) * 1600 }, .other = (guint) (i / 2 % 4),
                               .state = i % 2 == 0 ? BOBBIN_STATE_RUNNING : BOBBIN_STATE_SLEEP };

      bobbin_history_append (run->history, 0, &slice);
    }
  g_test_message ("1,000,000 slices: %.1f ms", (double) time_stats (run, G_GINT64_CONSTANT (1000000) * 1600, TRUE) / 1e6);
  g_test_message ("2,000,001 slices: %.1f ms", (double) time_stats (run, G_GINT64_CONSTANT (2000001) * 1600, FALSE) / 1e6);
  stats = bobbin_range_stats_new (run, (BobbinTimeSpan) { 0, G_MAXINT32 * S }, NULL, -1);
  rows = bobbin_range_stats_get_rows (stats);
  g_assert_cmpuint (stats->total.n_moves, ==, 1000000);
  g_assert_null (find_value (rows, "Context switches"));
  g_assert_nonnull (find_value (rows, "Switches and cores"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/range-stats/by-hand", test_by_hand);
  g_test_add_func ("/range-stats/adds-up", test_adds_up);
  g_test_add_func ("/range-stats/who-counts", test_who_counts);
  g_test_add_func ("/range-stats/words", test_words);
  g_test_add_func ("/range-stats/sampled", test_sampled);
  g_test_add_func ("/range-stats/many-cores", test_many_cores);
  g_test_add_func ("/range-stats/empty", test_empty);
  g_test_add_func ("/range-stats/too-many", test_too_many);
  return g_test_run ();
}
