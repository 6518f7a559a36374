/* test-summary-lab.c - the seven rows, filled by a lab */
#include <glib.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "bobbin-summary.h"
#include "core-fixtures.h"

#define MINUTE_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static BobbinSummaryRow *
find (GListStore *summary, const char *id)
{
  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    if (strcmp (bobbin_summary_row_get_id (bobbin_summary_get (summary, i)), id) == 0)
      return bobbin_summary_get (summary, i);
  g_assert_not_reached ();
}

/* Processes that take 200 µs, and threads that take 20 µs, give or take. */
static BobbinOutcome *
make_outcome (const BobbinMachine *machine)
{
  BobbinReadings *readings = bobbin_readings_new ();

  for (guint round = 0; round < 20; round++)
    {
      BobbinLabReading fork = { .value = 200e3 + 1e3 * (round % 5), .round = round };
      BobbinLabReading thread = { .value = 20e3 + 1e2 * (round % 3), .round = round };

      bobbin_readings_add (readings, "fork_cycle", &fork, 1);
      bobbin_readings_add (readings, "pthread_cycle", &thread, 1);
    }
  return bobbin_outcome_new (&bobbin_experiment_creation, machine, &machine->cores, readings, 1000);
}

static void
test_follows (void)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (BobbinLab) lab = bobbin_lab_new (machine);
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  BobbinSummaryRow *row = find (summary, "creation");
  int verdict;

  bobbin_summary_set_lab (summary, lab);
  g_assert_true (bobbin_summary_row_get_experiment (row) == &bobbin_experiment_creation);
  g_assert_null (bobbin_summary_row_get_outcome (row));
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, "Not yet measured");
  g_assert_cmpstr (bobbin_summary_row_get_age_text (row), ==, "");
  g_assert_false (bobbin_summary_refresh_ages (summary));

  bobbin_lab_put_outcome (lab, make_outcome (machine));
  g_assert_true (bobbin_summary_row_is_measured (row));
  g_assert_cmpstr (bobbin_summary_row_get_process_text (row), ==, "fork 202 µs");
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, "Confirmed");
  g_assert_cmpstr (bobbin_summary_row_get_age_text (row), ==, "just now");
  g_assert_true (g_str_has_suffix (bobbin_summary_row_get_ratio_text (row), " ×"));
  g_assert_nonnull (strstr (bobbin_summary_row_get_interval_text (row), " – "));
  g_assert_nonnull (strstr (bobbin_summary_row_get_basis (row), "202 µs"));
  g_object_get (row, "verdict", &verdict, NULL);
  g_assert_cmpint (verdict, ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_true (bobbin_summary_refresh_ages (summary));

  /* A run does not take away what the lab has said. */
  bobbin_summary_update (summary, NULL);
  g_assert_true (bobbin_summary_row_is_measured (row));
}

static void
test_unavailable (void)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (BobbinLab) lab = bobbin_lab_new (machine);
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  BobbinSummaryRow *row = find (summary, "creation");

  bobbin_summary_set_lab (summary, lab);
  bobbin_lab_put_outcome (lab, bobbin_outcome_new_unavailable (&bobbin_experiment_creation, machine, "It needs more."));
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, "Not available here");
  g_assert_cmpstr (bobbin_summary_row_get_basis (row), ==, "It needs more.");
  g_assert_cmpstr (bobbin_summary_row_get_process_text (row), ==, "–");
  g_assert_cmpstr (bobbin_summary_row_get_ratio_text (row), ==, "");
}

/* The queue is told, and stopping it leaves what was there. */
static void
test_states (void)
{
  static const char *const ids[] = { "creation", NULL };
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (BobbinLab) lab = bobbin_lab_new (machine);
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  g_autoptr (GError) error = NULL;
  BobbinSummaryRow *row = find (summary, "creation");

  bobbin_summary_set_lab (summary, lab);
  g_assert_true (bobbin_lab_measure (lab, ids, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, "Measuring…");
  bobbin_summary_update (summary, NULL);
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, "Measuring…");
  bobbin_lab_stop (lab);
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, "Not yet measured");

  bobbin_lab_put_outcome (lab, make_outcome (machine));
  g_assert_true (bobbin_lab_measure (lab, ids, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bobbin_summary_row_get_state (row), ==, BOBBIN_SUMMARY_MEASURING);
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, "Confirmed");
  bobbin_lab_stop (lab);
  g_assert_cmpint (bobbin_summary_row_get_state (row), ==, BOBBIN_SUMMARY_IDLE);
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, "Confirmed");
}

static void
assert_age (gint64 age_us, const char *expected)
{
  g_autofree char *text = bobbin_summary_age_text (0, age_us);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_ages (void)
{
  assert_age (-MINUTE_US, "just now");
  assert_age (MINUTE_US - 1, "just now");
  assert_age (MINUTE_US, "1 min ago");
  assert_age (59 * MINUTE_US, "59 min ago");
  assert_age (60 * MINUTE_US, "1 h ago");
  assert_age (23 * 60 * MINUTE_US, "23 h ago");
  assert_age (24 * 60 * MINUTE_US, "1970-01-01");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/summary-lab/follows", test_follows);
  g_test_add_func ("/summary-lab/unavailable", test_unavailable);
  g_test_add_func ("/summary-lab/states", test_states);
  g_test_add_func ("/summary-lab/ages", test_ages);
  return g_test_run ();
}
