/* test-table-layout.c - the summary as a picture and as sentences */
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-plots.h"
#include "bobbin-fake-run.h"
#include "bobbin-table-layout.h"
#include "draw-test.h"

static PangoContext *pango;

static BobbinTableLayout *
lay_out (GListStore *summary, double width, double height)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  return bobbin_table_layout_new (G_LIST_MODEL (summary), width, height, &style);
}

static void
assert_said (const char *text, const char *part)
{
  if (*part != '\0' && strstr (text, part) == NULL)
    g_error ("“%s” is not said in:\n%s", part, text);
}

static void
test_every_value_is_told (void)
{
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  g_autoptr (BobbinTableLayout) layout = lay_out (summary, 800.0, 500.0);
  g_autofree char *before = bobbin_table_layout_describe (layout);
  g_autofree char *after = NULL;
  guint n_measured = 0;

  bobbin_summary_update (summary, run);
  after = bobbin_table_layout_describe (layout);
  g_assert_cmpstr (before, !=, after);
  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    {
      BobbinSummaryRow *row = bobbin_summary_get (summary, i);

      n_measured += (guint) bobbin_summary_row_is_measured (row);
      assert_said (after, bobbin_summary_row_get_title (row));
      assert_said (after, bobbin_summary_row_get_claim (row));
      assert_said (after, bobbin_summary_row_get_process_text (row));
      assert_said (after, bobbin_summary_row_get_thread_text (row));
      assert_said (after, bobbin_summary_row_get_ratio_text (row));
      assert_said (after, bobbin_summary_row_get_verdict_text (row));
    }
  g_assert_cmpuint (n_measured, >=, 2);
}

static void
draw_layout (cairo_t *cr, gpointer data)
{
  bobbin_table_layout_draw (data, cr);
}

/* At every size something is drawn, the same each time, and nothing past the edges. */
static void
test_any_size (void)
{
  static const int sizes[][2] = { { 160, 100 }, { 300, 160 }, { 420, 400 }, { 640, 300 }, { 1200, 700 } };
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);

  bobbin_summary_update (summary, run);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      int width = sizes[i][0], height = sizes[i][1];
      g_autoptr (BobbinTableLayout) layout = lay_out (summary, width, height);
      cairo_surface_t *a = draw_test_image (width + 20, height + 20, draw_layout, layout);
      cairo_surface_t *b = draw_test_image (width + 20, height + 20, draw_layout, layout);

      g_assert_cmpfloat (draw_test_difference (a, b, 0), <=, 0.0);
      g_assert_true (draw_test_has_ink (a, 0, 0, width, height, 0xffffff));
      g_assert_false (draw_test_has_ink (a, width + 1, 0, 19, height + 20, 0xffffff));
      g_assert_false (draw_test_has_ink (a, 0, height + 1, width + 20, 19, 0xffffff));
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

static void
test_claims (void)
{
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  g_autoptr (BobbinTableLayout) roomy = lay_out (summary, 1000.0, 600.0);
  g_autoptr (BobbinTableLayout) tight = lay_out (summary, 400.0, 160.0);

  g_assert_true (bobbin_table_layout_shows_all (roomy));
  g_assert_false (bobbin_table_layout_shows_all (tight));
}

/* What a lab measured is seen with its verdict at any size, and said with its interval. */
static void
test_verdicts (void)
{
  static const double sizes[][2] = { { 320.0, 200.0 }, { 480.0, 900.0 }, { 900.0, 500.0 }, { 1800.0, 900.0 } };
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinLab) lab = bobbin_lab_new (machine);
  g_autoptr (BobbinTableLayout) layout = lay_out (summary, 1000.0, 600.0);
  g_autofree char *text = NULL;
  cairo_surface_t *before = draw_test_image (1000, 600, draw_layout, layout), *after;

  bobbin_summary_set_lab (summary, lab);
  bobbin_fake_lab_fill (lab, machine);
  after = draw_test_image (1000, 600, draw_layout, layout);
  g_assert_cmpfloat (draw_test_difference (before, after, 40), >, 0.005);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  text = bobbin_table_layout_describe (layout);
  assert_said (text, "Ratio: 7.40 × [7.10 – 7.90]. Confirmed.");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (BobbinTableLayout) other = lay_out (summary, sizes[i][0], sizes[i][1]);

      cairo_surface_destroy (draw_test_image ((int) sizes[i][0], (int) sizes[i][1], draw_layout, other));
    }
}

static void
test_none (void)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  g_autoptr (BobbinTableLayout) layout = bobbin_table_layout_new (NULL, 400.0, 200.0, &style);
  g_autofree char *text = bobbin_table_layout_describe (layout);
  cairo_surface_t *image = draw_test_image (400, 200, draw_layout, layout);

  g_assert_cmpstr (text, ==, "");
  cairo_surface_destroy (image);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/table-layout/every-value-is-told", test_every_value_is_told);
  g_test_add_func ("/table-layout/any-size", test_any_size);
  g_test_add_func ("/table-layout/claims", test_claims);
  g_test_add_func ("/table-layout/verdicts", test_verdicts);
  g_test_add_func ("/table-layout/none", test_none);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
