/* test-quantity.c - measured numbers as text, and the words for their units */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "bobbin-quantity.h"

static void
test_words (void)
{
  static const char *const words[BOBBIN_N_QUANTITIES] = { "ns", "bytes", "bytes_per_s", "per_s", "count", "ratio", "share" };

  for (guint i = 0; i < BOBBIN_N_QUANTITIES; i++)
    g_assert_cmpstr (bobbin_quantity_to_string (i), ==, words[i]);
}

static void
test_format (void)
{
  static const struct { BobbinQuantity quantity; double value; const char *text, *short_text; } cases[] = {
    { BOBBIN_QUANTITY_NS, 0.0, "0 ns", "0 s" },
    { BOBBIN_QUANTITY_NS, 0.834, "0.83 ns", "0.834 ns" },
    { BOBBIN_QUANTITY_NS, 4.96, "5 ns", "4.96 ns" },
    { BOBBIN_QUANTITY_NS, 4.91, "4.9 ns", "4.91 ns" },
    { BOBBIN_QUANTITY_NS, 2.5, "2.5 ns", "2.5 ns" }, /* a tick that is not whole */
    { BOBBIN_QUANTITY_NS, -7.5, "-7.5 ns", "-7.5 ns" },
    { BOBBIN_QUANTITY_NS, 9.96, "10 ns", "10 ns" },
    { BOBBIN_QUANTITY_NS, 12345.0, "12.3 µs", "12.345 µs" },
    { BOBBIN_QUANTITY_NS, 10000.0, "10.0 µs", "10 µs" },
    { BOBBIN_QUANTITY_NS, -2.5e6, "-2.50 ms", "-2.5 ms" },
    { BOBBIN_QUANTITY_BYTES, 4194304.0, "4.00 MiB", "4 MiB" },
    { BOBBIN_QUANTITY_BYTES, -1.0, "0 B", "-1 B" },
    { BOBBIN_QUANTITY_BYTES_PER_S, 2.1 * (1 << 30), "2.10 GiB/s", "2.1 GiB/s" },
    { BOBBIN_QUANTITY_PER_S, 12.34, "12.3/s", "12.3/s" },
    { BOBBIN_QUANTITY_COUNT, 4.0, "4", "4" },
    { BOBBIN_QUANTITY_COUNT, 0.0, "0", "0" },
    { BOBBIN_QUANTITY_COUNT, 999.4, "999", "999" },
    { BOBBIN_QUANTITY_RATIO, 1.04, "1.04 ×", "1.04 ×" },
    { BOBBIN_QUANTITY_RATIO, 2.0, "2.00 ×", "2 ×" },
    { BOBBIN_QUANTITY_SHARE, 0.54, "54 %", "54 %" },
    { BOBBIN_QUANTITY_SHARE, 0.004, "0.4 %", "0.4 %" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bobbin_quantity_format (cases[i].quantity, cases[i].value);
      g_autofree char *short_text = bobbin_quantity_format_short (cases[i].quantity, cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (short_text, ==, cases[i].short_text);
    }
}

/* Whole numbers from a thousand on, grouped as the locale has it: digits alone are
 * compared. */
static void
test_large_counts (void)
{
  static const struct { double value; const char *digits; } cases[] = {
    { 999.6, "1000" }, { 12408.0, "12408" }, { 81000.4, "81000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bobbin_quantity_format (BOBBIN_QUANTITY_COUNT, cases[i].value);
      g_autoptr (GString) digits = g_string_new (NULL);

      for (const char *at = text; *at != '\0'; at++)
        if (g_ascii_isdigit (*at))
          g_string_append_c (digits, *at);
      g_assert_cmpstr (digits->str, ==, cases[i].digits);
    }
}

/* What there is no number for, and numbers that no machine gives. */
static void
test_extremes (void)
{
  static const double extremes[] = { NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e19, 1e-300, -0.0 };

  for (guint i = 0; i < BOBBIN_N_QUANTITIES; i++)
    for (guint k = 0; k < G_N_ELEMENTS (extremes); k++)
      {
        g_autofree char *text = bobbin_quantity_format (i, extremes[k]);
        g_autofree char *short_text = bobbin_quantity_format_short (i, extremes[k]);

        g_assert_cmpuint (strlen (text), >, 0);
        g_assert_cmpuint (strlen (short_text), >, 0);
        if (!isfinite (extremes[k]))
          {
            g_assert_cmpstr (text, ==, "–");
            g_assert_cmpstr (short_text, ==, "–");
          }
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantity/words", test_words);
  g_test_add_func ("/quantity/format", test_format);
  g_test_add_func ("/quantity/format/large-counts", test_large_counts);
  g_test_add_func ("/quantity/format/extremes", test_extremes);
  return g_test_run ();
}
