/* test-units.c - numbers to text and back */
#include <glib.h>
#include <locale.h>

#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define assert_text(expression, expected) \
  G_STMT_START { \
    g_autofree char *text_ = (expression); \
    g_assert_cmpstr (text_, ==, expected); \
  } G_STMT_END

static void
test_bytes (void)
{
  assert_text (bobbin_format_bytes (0), "0 B");
  assert_text (bobbin_format_bytes (1023), "1023 B");
  assert_text (bobbin_format_bytes (1024), "1.00 KiB");
  assert_text (bobbin_format_bytes (16 * 1024), "16.0 KiB");
  assert_text (bobbin_format_bytes (812 * 1024), "812 KiB");
  assert_text (bobbin_format_bytes (1024 * 1024 - 1), "1.00 MiB");
  assert_text (bobbin_format_bytes (4 * 1024 * 1024), "4.00 MiB");
  assert_text (bobbin_format_bytes (G_GUINT64_CONSTANT (3) << 30), "3.00 GiB");
  assert_text (bobbin_format_bytes (G_GUINT64_CONSTANT (3) << 40), "3.00 TiB");
  assert_text (bobbin_format_bytes (G_MAXUINT64), "16777216 TiB");
}

static void
test_durations (void)
{
  assert_text (bobbin_format_duration (0), "0 ns");
  assert_text (bobbin_format_duration (850), "850 ns");
  assert_text (bobbin_format_duration (12300), "12.3 µs");
  assert_text (bobbin_format_duration (4 * BOBBIN_NS_PER_MS), "4.00 ms");
  assert_text (bobbin_format_duration (3 * BOBBIN_NS_PER_S), "3.00 s");
  assert_text (bobbin_format_duration (-3 * BOBBIN_NS_PER_S), "-3.00 s");
  assert_text (bobbin_format_duration (125 * BOBBIN_NS_PER_S), "2 min 05 s");
  assert_text (bobbin_format_duration (-125 * BOBBIN_NS_PER_S), "-2 min 05 s");
  assert_text (bobbin_format_duration (999600), "1.00 ms");

  assert_text (bobbin_format_duration_short (0), "0 s");
  assert_text (bobbin_format_duration_short (100 * BOBBIN_NS_PER_MS), "100 ms");
  assert_text (bobbin_format_duration_short (2 * BOBBIN_NS_PER_S), "2 s");
  assert_text (bobbin_format_duration_short (2500 * BOBBIN_NS_PER_MS), "2.5 s");
  assert_text (bobbin_format_duration_short (-7), "-7 ns");
}

static void
test_shares_and_ratios (void)
{
  assert_text (bobbin_format_percent (0.0), "0 %");
  assert_text (bobbin_format_percent (0.004), "0.4 %");
  assert_text (bobbin_format_percent (0.0001), "0 %");
  assert_text (bobbin_format_percent (0.54), "54 %");
  assert_text (bobbin_format_percent (1.25), "125 %");
  assert_text (bobbin_format_ratio (41.3), "41.3 ×");
  assert_text (bobbin_format_ratio (1.04), "1.04 ×");
  assert_text (bobbin_format_ratio (412.0), "412 ×");
  assert_text (bobbin_format_count (12408), "12408"); /* the C locale does not group */
}

/* What is written can be read again, to three significant digits; TiB are written only. */
static void
test_bytes_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      guint64 bytes = ((guint64) (guint32) g_test_rand_int () << 16) >> g_test_rand_int_range (10, 48);
      g_autofree char *text = bobbin_format_bytes (bytes);
      guint64 back;

      g_assert_true (bobbin_parse_bytes (text, &back));
      g_assert_cmpfloat ((double) back, >=, (double) bytes * 0.994 - 1.0);
      g_assert_cmpfloat ((double) back, <=, (double) bytes * 1.006);
    }
}

static void
test_parse_bytes (void)
{
  static const char *const wrong[] = {
    "", " ", "-1", "+1", "1.", ".5", "1e9", "0x10", "inf", "nan", "4mib", "4 MB", "4MiB ", " 4MiB",
    "4  MiB", "4TiB", "1000000000000GiB", "9300000000000000000", "4MiBx", "٤MiB",
  };
  guint64 bytes = 77;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (bobbin_parse_bytes (wrong[i], &bytes));
  g_assert_false (bobbin_parse_bytes (NULL, &bytes));
  g_assert_cmpuint (bytes, ==, 77);

  g_assert_true (bobbin_parse_bytes ("4096", &bytes));
  g_assert_cmpuint (bytes, ==, 4096);
  g_assert_true (bobbin_parse_bytes ("4MiB", &bytes));
  g_assert_cmpuint (bytes, ==, 4 * 1024 * 1024);
  g_assert_true (bobbin_parse_bytes ("512 KiB", &bytes));
  g_assert_cmpuint (bytes, ==, 512 * 1024);
  g_assert_true (bobbin_parse_bytes ("1.5GiB", &bytes));
  g_assert_cmpuint (bytes, ==, G_GUINT64_CONSTANT (1610612736));
}

static void
test_parse_durations (void)
{
  static const char *const wrong[] = { "", "3", "-3s", "+3s", "3 hours", "3S", "s", "1e3s", "nans", "9300000000s" };
  gint64 time_ns = 77;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (bobbin_parse_duration (wrong[i], &time_ns));
  g_assert_cmpint (time_ns, ==, 77);

  g_assert_true (bobbin_parse_duration ("3s", &time_ns));
  g_assert_cmpint (time_ns, ==, 3 * BOBBIN_NS_PER_S);
  g_assert_true (bobbin_parse_duration ("250ms", &time_ns));
  g_assert_cmpint (time_ns, ==, 250 * BOBBIN_NS_PER_MS);
  g_assert_true (bobbin_parse_duration ("10us", &time_ns));
  g_assert_cmpint (time_ns, ==, 10000);
  g_assert_true (bobbin_parse_duration ("700ns", &time_ns));
  g_assert_cmpint (time_ns, ==, 700);
  g_assert_true (bobbin_parse_duration ("1.5s", &time_ns));
  g_assert_cmpint (time_ns, ==, 1500 * BOBBIN_NS_PER_MS);
}

static void
test_parse_counts (void)
{
  static const char *const wrong[] = { "", "-1", "+1", " 1", "1 ", "1.0", "0x1", "11", "99999999999999999999999" };
  guint64 count = 77;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (bobbin_parse_count (wrong[i], 10, &count));
  g_assert_cmpuint (count, ==, 77);
  g_assert_true (bobbin_parse_count ("10", 10, &count));
  g_assert_cmpuint (count, ==, 10);
  g_assert_true (bobbin_parse_count ("0", 10, &count));
  g_assert_cmpuint (count, ==, 0);
}

static void
test_parse_percent (void)
{
  static const char *const wrong[] = { "", "25", "101%", "-1%", "0.25", "25%%", "%" };
  double share = 77.0;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (bobbin_parse_percent (wrong[i], &share));
  g_assert_cmpfloat_with_epsilon (share, 77.0, 1e-12);
  g_assert_true (bobbin_parse_percent ("25%", &share));
  g_assert_cmpfloat_with_epsilon (share, 0.25, 1e-12);
  g_assert_true (bobbin_parse_percent ("0.5 %", &share));
  g_assert_cmpfloat_with_epsilon (share, 0.005, 1e-12);
  g_assert_true (bobbin_parse_percent ("100%", &share));
  g_assert_cmpfloat_with_epsilon (share, 1.0, 1e-12);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/units/bytes", test_bytes);
  g_test_add_func ("/units/durations", test_durations);
  g_test_add_func ("/units/shares-and-ratios", test_shares_and_ratios);
  g_test_add_func ("/units/bytes-round-trip", test_bytes_round_trip);
  g_test_add_func ("/units/parse-bytes", test_parse_bytes);
  g_test_add_func ("/units/parse-durations", test_parse_durations);
  g_test_add_func ("/units/parse-counts", test_parse_counts);
  g_test_add_func ("/units/parse-percent", test_parse_percent);
  return g_test_run ();
}
