/* test-readings.c - readings by metric, x and round, and what is paired with what */
#include <glib.h>
#include <math.h>

#include "bobbin-readings.h"

static void
add (BobbinReadings *readings, const char *metric, double x, double value, guint round, gboolean warm_up)
{
  BobbinLabReading reading = { x, value, round, warm_up };

  g_assert_true (bobbin_readings_add (readings, metric, &reading, 1));
}

static void
test_empty (void)
{
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "a");
  g_autoptr (GArray) at = bobbin_readings_at (readings, "a", 0.0, TRUE);

  g_assert_cmpuint (bobbin_readings_count (readings, "a"), ==, 0);
  g_assert_cmpuint (xs->len, ==, 0);
  g_assert_cmpuint (at->len, ==, 0);
  g_assert_cmpuint (bobbin_readings_quartiles (readings, "a", 0.0).n, ==, 0);
  g_assert_true (isnan (bobbin_readings_median (readings, "a", 0.0)));
  g_assert_false (bobbin_readings_ratio (readings, "a", "b", 0.0).valid);
}

static void
test_warm_up_counts_for_nothing (void)
{
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();

  add (readings, "a", 0, 900, 0, TRUE);
  add (readings, "a", 5, 900, 0, TRUE); /* an x that was met in the warm-up alone */
  add (readings, "a", 0, 10, 1, FALSE);
  add (readings, "a", 0, 20, 2, FALSE);

  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "a");
  g_autoptr (GArray) all = bobbin_readings_at (readings, "a", 0.0, TRUE);
  g_autoptr (GArray) counted = bobbin_readings_at (readings, "a", 0.0, FALSE);
  g_assert_cmpuint (bobbin_readings_count (readings, "a"), ==, 2);
  g_assert_cmpuint (xs->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (counted->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (g_array_index (all, BobbinLabReading, 0).value, 900.0, 1e-12); /* as they came */
  g_assert_cmpfloat_with_epsilon (bobbin_readings_median (readings, "a", 0.0), 15.0, 1e-12);
}

static void
test_xs (void)
{
  static const double unordered[] = { 64, 0, 16, 64, 0.1 + 0.2, 0.3, 16 };
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (unordered); i++)
    add (readings, "a", unordered[i], i, i, FALSE);
  add (readings, "b", 99, 1, 0, FALSE);

  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, "a");
  g_assert_cmpuint (xs->len, ==, 4); /* what differs in its last digit is the same */
  g_assert_cmpfloat_with_epsilon (g_array_index (xs, double, 0), 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (g_array_index (xs, double, 1), 0.3, 1e-12);
  g_assert_cmpfloat_with_epsilon (g_array_index (xs, double, 2), 16.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (g_array_index (xs, double, 3), 64.0, 1e-12);
  g_assert_cmpuint (bobbin_readings_quartiles (readings, "a", 0.3).n, ==, 2);
}

/* A round in which one side is missing has no ratio; the others keep theirs. */
static void
test_pairs_by_round (void)
{
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();
  BobbinEstimate ratio;

  add (readings, "process", 0, 1e6, 0, TRUE);
  add (readings, "thread", 0, 1, 0, TRUE);
  for (guint round = 1; round <= 9; round++)
    {
      if (round != 4)
        add (readings, "process", 0, 3.0 * round, round, FALSE);
      if (round != 7)
        add (readings, "thread", 0, 1.0 * round, round, FALSE);
      add (readings, "thread", 8, 1000, round, FALSE); /* another x */
    }
  ratio = bobbin_readings_ratio (readings, "process", "thread", 0.0);
  g_assert_true (ratio.valid);
  g_assert_cmpfloat_with_epsilon (ratio.low, 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (ratio.high, 3.0, 1e-12);

  /* Whatever the order in which they came. */
  g_autoptr (BobbinReadings) mixed = bobbin_readings_new ();
  for (guint round = 0; round < 9; round++)
    {
      add (mixed, "process", 0, 3.0 * (round + 1), round, FALSE);
      add (mixed, "thread", 0, 1.0 * (9 - round), 8 - round, FALSE);
    }
  ratio = bobbin_readings_ratio (mixed, "process", "thread", 0.0);
  g_assert_cmpfloat_with_epsilon (ratio.low, 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (ratio.high, 3.0, 1e-12);
}

static void
test_ratio_between_xs (void)
{
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();
  BobbinEstimate ratio;

  for (guint round = 0; round < 6; round++)
    {
      add (readings, "a", 1, 8.0 * (round + 1), round, FALSE);
      add (readings, "a", 4, 2.0 * (round + 1), round, FALSE);
    }
  ratio = bobbin_readings_ratio_between (readings, "a", 1.0, "a", 4.0);
  g_assert_cmpfloat_with_epsilon (ratio.median, 4.0, 1e-12);
  g_assert_false (bobbin_readings_ratio_between (readings, "a", 1.0, "a", 2.0).valid);
}

static void
test_too_few_pairs (void)
{
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();

  for (guint round = 0; round < BOBBIN_BOOTSTRAP_LEAST; round++)
    {
      g_assert_false (bobbin_readings_ratio (readings, "a", "b", 0.0).valid);
      add (readings, "a", 0, 1, round, FALSE);
      add (readings, "b", 0, 1, round, FALSE);
    }
  g_assert_true (bobbin_readings_ratio (readings, "a", "b", 0.0).valid);
}

/* A packet is taken whole or not at all. */
static void
test_not_finite (void)
{
  static const double wrong[] = { NAN, INFINITY, -INFINITY };
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      BobbinLabReading of_value[] = { { 0, 1, 0, 0 }, { 0, wrong[i], 1, 0 } };
      BobbinLabReading of_x[] = { { 0, 1, 0, 0 }, { wrong[i], 1, 1, 0 } };

      g_assert_false (bobbin_readings_add (readings, "a", of_value, 2));
      g_assert_false (bobbin_readings_add (readings, "a", of_x, 2));
    }
  g_assert_cmpuint (bobbin_readings_count (readings, "a"), ==, 0);
}

static void
test_most (void)
{
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();
  static BobbinLabReading many[BOBBIN_READINGS_MOST];
  BobbinLabReading one = { 0 };

  g_assert_true (bobbin_readings_add (readings, "a", many, BOBBIN_READINGS_MOST - 1));
  g_assert_false (bobbin_readings_add (readings, "b", many, 2));
  g_assert_true (bobbin_readings_add (readings, "b", &one, 1));
  g_assert_false (bobbin_readings_add (readings, "a", &one, 1));
  g_assert_false (bobbin_readings_add (readings, "a", many, G_MAXUINT));
  g_assert_cmpuint (bobbin_readings_count (readings, "a"), ==, BOBBIN_READINGS_MOST - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/readings/empty", test_empty);
  g_test_add_func ("/readings/warm-up", test_warm_up_counts_for_nothing);
  g_test_add_func ("/readings/xs", test_xs);
  g_test_add_func ("/readings/pairs/by-round", test_pairs_by_round);
  g_test_add_func ("/readings/pairs/between-xs", test_ratio_between_xs);
  g_test_add_func ("/readings/pairs/too-few", test_too_few_pairs);
  g_test_add_func ("/readings/refused/not-finite", test_not_finite);
  g_test_add_func ("/readings/refused/too-many", test_most);
  return g_test_run ();
}
