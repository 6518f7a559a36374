/* test-core-set.c - sets of cores and their text */
#include <glib.h>

#include "bobbin-machine.h"

static void
assert_text (const char *text, const char *expected)
{
  BobbinCoreSet set;

  g_assert_true (bobbin_core_set_parse (text, &set));
  g_autofree char *back = bobbin_core_set_to_string (&set);
  g_assert_cmpstr (back, ==, expected);
}

static void
test_text (void)
{
  assert_text ("0", "0");
  assert_text ("0-2,5", "0-2,5");
  assert_text ("5,2,1,0", "0-2,5");
  assert_text ("1,1,1", "1");
  assert_text ("0-1", "0-1");
  assert_text ("3-3", "3");
  assert_text ("62-65", "62-65");
  assert_text ("1023", "1023");
  assert_text ("0-1023", "0-1023");
}

static void
test_wrong_texts (void)
{
  static const char *const wrong[] = {
    "", ",", "0,", ",0", "a", "0-", "-1", "-", "2-1", "0-1-2", "1024", "0-1024", "0 1", " 0", "0 ", "+1",
    "0x1", "0,,1", "4294967296", "99999999999999999999", "0-\n", "first",
  };
  BobbinCoreSet set = { { 42 } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (bobbin_core_set_parse (wrong[i], &set));
  g_assert_false (bobbin_core_set_parse (NULL, &set));
  g_assert_cmpuint (set.bits[0], ==, 42);
}

static void
test_empty (void)
{
  BobbinCoreSet set = { 0 };
  g_autofree char *text = bobbin_core_set_to_string (&set);

  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (bobbin_core_set_count (&set), ==, 0);
  g_assert_cmpuint (bobbin_core_set_get_first (&set), ==, BOBBIN_MAX_CORES);
  g_assert_false (bobbin_core_set_contains (&set, 0));
  g_assert_false (bobbin_core_set_contains (&set, BOBBIN_MAX_CORES));
}

static void
test_round_trip (void)
{
  for (guint round = 0; round < 500; round++)
    {
      BobbinCoreSet set = { 0 }, back = { 0 };
      guint n = (guint) g_test_rand_int_range (1, 60);
      guint lowest = BOBBIN_MAX_CORES;
      guint count = 0;

      for (guint i = 0; i < n; i++)
        {
          guint core = (guint) g_test_rand_int_range (0, round % 2 == 0 ? 64 : BOBBIN_MAX_CORES);

          count += !bobbin_core_set_contains (&set, core);
          bobbin_core_set_add (&set, core);
          g_assert_true (bobbin_core_set_contains (&set, core));
          lowest = MIN (lowest, core);
        }
      g_autofree char *text = bobbin_core_set_to_string (&set);
      g_assert_true (bobbin_core_set_parse (text, &back));
      g_assert_true (bobbin_core_set_equal (&set, &back));
      g_assert_cmpuint (bobbin_core_set_count (&set), ==, count);
      g_assert_cmpuint (bobbin_core_set_get_first (&set), ==, lowest);

      bobbin_core_set_add (&back, bobbin_core_set_contains (&set, 7) ? 8 : 7);
      g_assert_true (bobbin_core_set_equal (&set, &back)
                     == (bobbin_core_set_contains (&set, 7) && bobbin_core_set_contains (&set, 8)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core-set/text", test_text);
  g_test_add_func ("/core-set/wrong-texts", test_wrong_texts);
  g_test_add_func ("/core-set/empty", test_empty);
  g_test_add_func ("/core-set/round-trip", test_round_trip);
  return g_test_run ();
}
