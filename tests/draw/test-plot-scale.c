/* test-plot-scale.c - places of values, round ticks, and things moved apart */
#include <math.h>

#include "bobbin-error.h"
#include "bobbin-plot-marks.h"
#include "bobbin-plot-scale.h"

static BobbinPlotScale
make_scale (const BobbinPlotAxis *axis, double least, double most, double length_px)
{
  BobbinPlotRange range = bobbin_plot_range_new ();

  bobbin_plot_range_add (&range, axis, least);
  bobbin_plot_range_add (&range, axis, most);
  return bobbin_plot_scale_new (axis, range, 0.0, length_px);
}

/* The labelled ticks as text, parted by blanks. */
static char *
tick_text (const BobbinPlotScale *scale, double gap_px)
{
  g_autoptr (GArray) ticks = bobbin_plot_scale_ticks (scale, gap_px);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    {
      const BobbinPlotTick *tick = &g_array_index (ticks, BobbinPlotTick, i);
      g_autofree char *label = bobbin_quantity_format_short (scale->quantity, tick->value);

      if (tick->labelled)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " | " : "", label);
    }
  return g_string_free (text, FALSE);
}

static void
test_linear (void)
{
  BobbinPlotAxis axis = { .quantity = BOBBIN_QUANTITY_COUNT, .from_zero = TRUE };
  BobbinPlotScale scale = make_scale (&axis, 12.0, 95.0, 1000.0);
  g_autofree char *ticks = tick_text (&scale, 150.0);

  g_assert_cmpfloat_with_epsilon (scale.low, 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (scale.high, 100.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_plot_scale_px (&scale, 50.0), 500.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (bobbin_plot_scale_px (&scale, -5.0), 0.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (bobbin_plot_scale_px (&scale, 1e9), 1000.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (bobbin_plot_scale_value (&scale, 250.0), 25.0, 1e-9);
  g_assert_cmpstr (ticks, ==, "0 | 20 | 40 | 60 | 80 | 100");
}

static void
test_linear_from_elsewhere (void)
{
  BobbinPlotAxis axis = { .quantity = BOBBIN_QUANTITY_NS };
  BobbinPlotScale scale = make_scale (&axis, 2.71e3, 3.24e3, 1000.0);

  g_assert_cmpfloat (scale.low, >, 2.5e3);
  g_assert_cmpfloat (scale.low, <, 2.71e3);
  g_assert_cmpfloat (scale.high, >, 3.24e3);
  g_assert_cmpfloat (scale.high, <, 3.5e3);

  /* What is never negative gets no axis below 0. */
  scale = make_scale (&axis, 0.0, 10.0, 1000.0);
  g_assert_cmpfloat_with_epsilon (scale.low, 0.0, 1e-9);
}

static void
test_units (void)
{
  BobbinPlotAxis bytes = { .quantity = BOBBIN_QUANTITY_BYTES, .from_zero = TRUE };
  BobbinPlotAxis share = { .quantity = BOBBIN_QUANTITY_SHARE, .from_zero = TRUE };
  BobbinPlotAxis count = { .quantity = BOBBIN_QUANTITY_COUNT, .from_zero = TRUE };
  BobbinPlotScale scale = make_scale (&bytes, 0.0, 200.0 * 1048576.0, 1000.0);
  g_autofree char *byte_ticks = tick_text (&scale, 200.0);
  g_autofree char *share_ticks = NULL;
  g_autofree char *count_ticks = NULL;

  g_assert_cmpstr (byte_ticks, ==, "0 B | 64 MiB | 128 MiB | 192 MiB");
  scale = make_scale (&share, 0.0, 0.5, 1000.0);
  share_ticks = tick_text (&scale, 150.0);
  g_assert_cmpstr (share_ticks, ==, "0 % | 10 % | 20 % | 30 % | 40 % | 50 %");
  /* Of whole things there are no halves, however long the axis. */
  scale = make_scale (&count, 0.0, 2.0, 4000.0);
  count_ticks = tick_text (&scale, 50.0);
  g_assert_cmpstr (count_ticks, ==, "0 | 1 | 2 | 3");
}

static void
test_log (void)
{
  BobbinPlotAxis axis = { .quantity = BOBBIN_QUANTITY_NS, .log = TRUE };
  BobbinPlotScale scale = make_scale (&axis, 100.0, 1e6, 1000.0);
  g_autofree char *ticks = tick_text (&scale, 150.0);
  g_autofree char *sparse = tick_text (&scale, 400.0);
  double hundred = bobbin_plot_scale_px (&scale, 100.0), thousand = bobbin_plot_scale_px (&scale, 1000.0);

  g_assert_cmpstr (ticks, ==, "100 ns | 1 µs | 10 µs | 100 µs | 1 ms");
  g_assert_cmpstr (sparse, ==, "100 ns | 10 µs | 1 ms");
  /* Decades are equally long. */
  g_assert_cmpfloat_with_epsilon (thousand - hundred, bobbin_plot_scale_px (&scale, 1e4) - thousand, 1e-6);
  g_assert_cmpfloat_with_epsilon (bobbin_plot_scale_value (&scale, thousand), 1000.0, 1e-6);
  g_assert_false (bobbin_plot_scale_has (&scale, 0.0));
  g_assert_false (bobbin_plot_scale_has (&scale, -1.0));
  g_assert_false (bobbin_plot_scale_has (&scale, NAN));
  g_assert_true (isnan (bobbin_plot_scale_break_px (&scale)));
}

static void
test_log_narrow (void)
{
  BobbinPlotAxis axis = { .quantity = BOBBIN_QUANTITY_NS, .log = TRUE };
  BobbinPlotScale scale = make_scale (&axis, 130e3, 250e3, 1000.0);
  g_autofree char *ticks = tick_text (&scale, 200.0);

  g_assert_cmpstr (ticks, ==, "150 µs | 200 µs | 250 µs");
}

static void
test_log_of_bytes (void)
{
  BobbinPlotAxis axis = { .quantity = BOBBIN_QUANTITY_BYTES, .log = TRUE };
  BobbinPlotScale scale = make_scale (&axis, 1048576.0, 268435456.0, 1000.0);
  g_autofree char *ticks = tick_text (&scale, 150.0);
  BobbinPlotScale wide = make_scale (&axis, 1.0, 1e12, 1000.0);
  g_autofree char *wide_ticks = tick_text (&wide, 150.0);

  g_assert_cmpstr (ticks, ==, "1 MiB | 4 MiB | 16 MiB | 64 MiB | 256 MiB");
  g_assert_cmpstr (wide_ticks, ==, "1 B | 1 KiB | 1 MiB | 1 GiB | 1 TiB");
}

/* 0 has a place of its own, below all others, and the axis a break above it. */
static void
test_log_with_zero (void)
{
  BobbinPlotAxis axis = { .quantity = BOBBIN_QUANTITY_BYTES, .log = TRUE, .zero_at = 4.0 * 1048576.0 };
  BobbinPlotScale scale = make_scale (&axis, 0.0, 256.0 * 1048576.0, 1000.0);
  BobbinPlotRange range = bobbin_plot_range_new ();
  g_autofree char *ticks = NULL;

  bobbin_plot_range_add (&range, &axis, 0.0);
  bobbin_plot_range_add (&range, &axis, 16.0 * 1048576.0);
  bobbin_plot_range_add (&range, &axis, 256.0 * 1048576.0);
  scale = bobbin_plot_scale_new (&axis, range, 0.0, 1000.0);
  ticks = tick_text (&scale, 150.0);
  g_assert_true (g_str_has_prefix (ticks, "0 B | 16 MiB | "));
  g_assert_true (g_str_has_suffix (ticks, "256 MiB"));
  g_assert_cmpfloat_with_epsilon (bobbin_plot_scale_px (&scale, 0.0), 0.0, 1e-6);
  g_assert_cmpfloat (bobbin_plot_scale_break_px (&scale), >, 10.0);
  g_assert_cmpfloat (bobbin_plot_scale_break_px (&scale), <, bobbin_plot_scale_px (&scale, 16.0 * 1048576.0));
  g_assert_true (bobbin_plot_scale_has (&scale, 0.0));

  /* Where no 0 was seen there is no place for it. */
  range = bobbin_plot_range_new ();
  bobbin_plot_range_add (&range, &axis, 1e6);
  scale = bobbin_plot_scale_new (&axis, range, 0.0, 1000.0);
  g_assert_true (isnan (bobbin_plot_scale_break_px (&scale)));
}

static gboolean
is_finite_scale (const BobbinPlotScale *scale)
{
  return isfinite (scale->low) && isfinite (scale->high) && scale->high > scale->low;
}

/* Whatever is measured, ticks rise, keep their distance, and stay on the scale. */
static void
test_any_range (void)
{
  static const double values[] = { 0.0, 1e-3, 0.5, 1.0, 7.0, 1024.0, 1e6, 3.7e9, 1e12 };

  for (guint quantity = 0; quantity < BOBBIN_N_QUANTITIES; quantity++)
    for (guint form = 0; form < 4; form++)
      for (guint a = 0; a < G_N_ELEMENTS (values); a++)
        for (guint b = a; b < G_N_ELEMENTS (values); b++)
          {
            BobbinPlotAxis axis = { .quantity = (BobbinQuantity) quantity, .log = form % 2 == 1, .from_zero = form == 0,
                                    .zero_at = form == 3 ? 1e-4 : 0.0 };
            BobbinPlotScale scale = make_scale (&axis, values[a], values[b], 800.0);
            g_autoptr (GArray) ticks = bobbin_plot_scale_ticks (&scale, 90.0);
            double last = -INFINITY;

            g_assert_true (is_finite_scale (&scale));
            g_assert_cmpuint (ticks->len, <, 200);
            for (guint i = 0; i < ticks->len; i++)
              {
                const BobbinPlotTick *tick = &g_array_index (ticks, BobbinPlotTick, i);

                g_assert_cmpfloat (tick->px, >=, -1e-6);
                g_assert_cmpfloat (tick->px, <=, 800.0 + 1e-6);
                if (!tick->labelled)
                  continue;
                /* Above 0 on a broken scale there is a gap of its own. */
                g_assert_cmpfloat (tick->px - last, >=, last > 0.0 || scale.zero_at <= 0.0 ? 90.0 - 1e-6 : 40.0);
                last = tick->px;
              }
          }
}

static void
test_empty_range (void)
{
  BobbinPlotAxis axis = { .quantity = BOBBIN_QUANTITY_NS, .from_zero = TRUE };
  BobbinPlotScale scale = bobbin_plot_scale_new (&axis, bobbin_plot_range_new (), 0.0, 100.0);

  g_assert_true (is_finite_scale (&scale));
  axis.log = TRUE;
  scale = bobbin_plot_scale_new (&axis, bobbin_plot_range_new (), 0.0, 100.0);
  g_assert_true (is_finite_scale (&scale));
}

static void
test_spread (void)
{
  double apart[] = { 10.0, 50.0, 90.0 }, together[] = { 50.0, 50.0, 50.0 }, edge[] = { 2.0, 1.0, 98.0 }, many[] = { 1.0, 2.0, 3.0 };

  g_assert_true (bobbin_plot_spread (apart, 3, 20.0, 0.0, 100.0));
  g_assert_cmpfloat_with_epsilon (apart[0], 10.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (apart[1], 50.0, 1e-9);
  g_assert_true (bobbin_plot_spread (together, 3, 20.0, 0.0, 100.0));
  g_assert_cmpfloat_with_epsilon (together[0], 30.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (together[1], 50.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (together[2], 70.0, 1e-9);
  /* Within the bounds, in the order in which they were. */
  g_assert_true (bobbin_plot_spread (edge, 3, 20.0, 0.0, 100.0));
  g_assert_cmpfloat_with_epsilon (edge[1], 10.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (edge[0], 30.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (edge[2], 90.0, 1e-9);
  g_assert_false (bobbin_plot_spread (many, 3, 40.0, 0.0, 100.0));
  g_assert_cmpfloat_with_epsilon (many[2], 3.0, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  g_test_add_func ("/plot-scale/linear", test_linear);
  g_test_add_func ("/plot-scale/linear-from-elsewhere", test_linear_from_elsewhere);
  g_test_add_func ("/plot-scale/units", test_units);
  g_test_add_func ("/plot-scale/log", test_log);
  g_test_add_func ("/plot-scale/log-narrow", test_log_narrow);
  g_test_add_func ("/plot-scale/log-of-bytes", test_log_of_bytes);
  g_test_add_func ("/plot-scale/log-with-zero", test_log_with_zero);
  g_test_add_func ("/plot-scale/any-range", test_any_range);
  g_test_add_func ("/plot-scale/empty-range", test_empty_range);
  g_test_add_func ("/plot-scale/spread", test_spread);
  return g_test_run ();
}
