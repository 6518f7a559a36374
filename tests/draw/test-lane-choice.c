/* test-lane-choice.c - hidden, filtered, pinned */
#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-lane-choice.h"

static void
test_none (void)
{
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (3);

  g_assert_true (bobbin_lane_choice_shows (NULL, 7));
  g_assert_cmpuint (bobbin_lane_choice_n_shown (NULL, 9), ==, 9);
  g_assert_cmpuint (bobbin_lane_choice_n_pinned (NULL), ==, 0);
  g_assert_cmpuint (bobbin_lane_choice_n_shown (choice, 3), ==, 3);
  /* A worker that the choice does not know is shown. */
  g_assert_true (bobbin_lane_choice_shows (choice, 3));
}

static void
test_flags (void)
{
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (4);

  bobbin_lane_choice_set_hidden (choice, 1, TRUE);
  bobbin_lane_choice_set_hidden (choice, 2, TRUE);
  bobbin_lane_choice_set_pinned (choice, 2, TRUE);

  g_assert_false (bobbin_lane_choice_shows (choice, 1));
  g_assert_true (bobbin_lane_choice_shows (choice, 2)); /* pinned wins */
  g_assert_cmpuint (bobbin_lane_choice_n_shown (choice, 4), ==, 3);
  g_assert_cmpuint (bobbin_lane_choice_n_pinned (choice), ==, 1);

  bobbin_lane_choice_show_all (choice);
  g_assert_cmpuint (bobbin_lane_choice_n_shown (choice, 4), ==, 4);
  g_assert_true (bobbin_lane_choice_is_pinned (choice, 2));
  bobbin_lane_choice_set_pinned (choice, 2, FALSE);
  g_assert_false (bobbin_lane_choice_is_pinned (choice, 2));
}

static guint
count_found (const BobbinRun *run, const char *text)
{
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (run->workers->len);

  bobbin_lane_choice_filter (choice, run, text);
  return bobbin_lane_choice_n_shown (choice, run->workers->len);
}

/* Four processes, of which the third has crashed, and four threads. */
static void
test_filter (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);

  g_assert_cmpuint (count_found (run, NULL), ==, 8);
  g_assert_cmpuint (count_found (run, ""), ==, 8);
  g_assert_cmpuint (count_found (run, "  "), ==, 8);
  g_assert_cmpuint (count_found (run, "threads"), ==, 4);
  g_assert_cmpuint (count_found (run, "THREAD"), ==, 4);
  g_assert_cmpuint (count_found (run, "processes/2"), ==, 1);
  g_assert_cmpuint (count_found (run, "41209"), ==, 1);
  g_assert_cmpuint (count_found (run, "sigsegv"), ==, 1);
  g_assert_cmpuint (count_found (run, "crashed"), ==, 1);
  g_assert_cmpuint (count_found (run, "running"), ==, 7);
  g_assert_cmpuint (count_found (run, "thread running"), ==, 4);
  g_assert_cmpuint (count_found (run, "thread crashed"), ==, 0);
  g_assert_cmpuint (count_found (run, "compute"), ==, 8);
  g_assert_cmpuint (count_found (run, "nobody"), ==, 0);
}

/* What a worker does now counts, but not what one did that has ended. */
static void
test_filter_by_state (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (run->workers->len);

  g_assert_true (bobbin_lane_choice_filter (choice, run, "asleep"));
  g_assert_cmpuint (bobbin_lane_choice_n_shown (choice, run->workers->len), ==, 0);
  g_assert_false (bobbin_lane_choice_filter (choice, run, "asleep"));
  bobbin_run_get_worker (run, 1)->state = 'S';
  bobbin_run_get_worker (run, 2)->state = 'S'; /* crashed */
  g_assert_true (bobbin_lane_choice_filter (choice, run, "ASLEEP"));
  g_assert_cmpuint (bobbin_lane_choice_n_shown (choice, run->workers->len), ==, 1);
  g_assert_true (bobbin_lane_choice_shows (choice, 1));

  /* Why it is blocked is known where it is written down. */
  BobbinTimeSpan extent = bobbin_history_get_lane_extent (run->history, 5);
  BobbinInterval slice = { .span = { extent.end_ns, extent.end_ns + 1000 }, .state = BOBBIN_STATE_LOCK };

  bobbin_history_append (run->history, 5, &slice);
  g_assert_cmpuint (count_found (run, "waiting lock"), ==, 1);
  g_assert_cmpuint (count_found (run, "threads/2 lock"), ==, 1);
}

/* The filter and the hand do not undo one another. */
static void
test_filter_and_hidden (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (run->workers->len);

  bobbin_lane_choice_set_hidden (choice, 0, TRUE);
  bobbin_lane_choice_set_pinned (choice, 7, TRUE);
  bobbin_lane_choice_filter (choice, run, "process");
  g_assert_cmpuint (bobbin_lane_choice_n_shown (choice, run->workers->len), ==, 4); /* 2, 3, 4, and the pinned one */
  bobbin_lane_choice_filter (choice, run, NULL);
  g_assert_cmpuint (bobbin_lane_choice_n_shown (choice, run->workers->len), ==, 7);
  bobbin_lane_choice_filter (choice, run, "thread");
  bobbin_lane_choice_show_all (choice);
  g_assert_cmpuint (bobbin_lane_choice_n_shown (choice, run->workers->len), ==, 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  g_test_add_func ("/lane-choice/none", test_none);
  g_test_add_func ("/lane-choice/flags", test_flags);
  g_test_add_func ("/lane-choice/filter", test_filter);
  g_test_add_func ("/lane-choice/filter-by-state", test_filter_by_state);
  g_test_add_func ("/lane-choice/filter-and-hidden", test_filter_and_hidden);
  return g_test_run ();
}
