/* test-experiment-figure.c - whole pictures of experiments, and their verdicts */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-conditions.h"
#include "bobbin-error.h"
#include "bobbin-fake-plots.h"
#include "bobbin-figure.h"
#include "bobbin-verdict-badge.h"
#include "draw-test.h"

static void
draw_figure (cairo_t *cr, gpointer data)
{
  bobbin_figure_draw (data, cr);
}

static void
check_picture (const BobbinOutcome *outcome, BobbinThemeId theme, int width, int height)
{
  BobbinFigure figure = { .id = BOBBIN_FIGURE_EXPERIMENT, .theme = theme, .width = width, .height = height, .outcome = outcome };
  cairo_surface_t *image = draw_test_image (width, height, draw_figure, &figure);
  guint32 ground = draw_test_pixel (image, 0, 0);

  /* Nothing is cut at the edge. */
  g_assert_false (draw_test_has_ink (image, 0, 0, width, 3, ground));
  g_assert_false (draw_test_has_ink (image, 0, height - 2, width, 2, ground));
  g_assert_false (draw_test_has_ink (image, 0, 0, 3, height, ground));
  g_assert_false (draw_test_has_ink (image, width - 3, 0, 3, height, ground));
  g_assert_true (draw_test_has_ink (image, 0, 0, width, height, ground));
  cairo_surface_destroy (image);
}

static void
test_any_size (void)
{
  static const int sizes[][2] = { { 160, 160 }, { 320, 200 }, { 480, 900 }, { 900, 200 }, { 1280, 720 }, { 1920, 1080 } };

  for (guint fake = 0; fake < BOBBIN_N_FAKE_PLOTS; fake++)
    {
      g_autoptr (BobbinOutcome) outcome = bobbin_fake_outcome_new ((BobbinFakePlot) fake, (BobbinVerdict) (fake % BOBBIN_N_VERDICTS));

      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        check_picture (outcome, (BobbinThemeId) ((fake + i) % BOBBIN_N_THEMES), sizes[i][0], sizes[i][1]);
    }
  check_picture (NULL, BOBBIN_THEME_LIGHT, 640, 400);
}

static cairo_status_t
count_cb (void *closure, const unsigned char *data, unsigned int length)
{
  *(gsize *) closure += length;
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_on (cairo_surface_t *surface, const BobbinFigure *figure)
{
  cairo_t *cr = cairo_create (surface);

  bobbin_figure_draw (figure, cr);
  cairo_show_page (cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

static void
test_vectors (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PLOTS; fake++)
    {
      g_autoptr (BobbinOutcome) outcome = bobbin_fake_outcome_new ((BobbinFakePlot) fake, BOBBIN_VERDICT_CONFIRMED);
      BobbinFigure figure = { .id = BOBBIN_FIGURE_EXPERIMENT, .theme = BOBBIN_THEME_PRINT, .width = 960.0, .height = 540.0,
                              .outcome = outcome };
      gsize svg_bytes = 0, pdf_bytes = 0;

      draw_on (cairo_svg_surface_create_for_stream (count_cb, &svg_bytes, figure.width, figure.height), &figure);
      draw_on (cairo_pdf_surface_create_for_stream (count_cb, &pdf_bytes, figure.width, figure.height), &figure);
      g_assert_cmpuint (svg_bytes, >, 1000);
      g_assert_cmpuint (pdf_bytes, >, 1000);
    }
}

static void
test_words (void)
{
  BobbinFigureId id = BOBBIN_FIGURE_ALL;
  g_autoptr (BobbinOutcome) outcome = bobbin_fake_outcome_new (BOBBIN_FAKE_PLOT_CREATION, BOBBIN_VERDICT_CONFIRMED);
  g_autoptr (BobbinOutcome) lacking = bobbin_fake_outcome_new (BOBBIN_FAKE_PLOT_CREATION, BOBBIN_VERDICT_UNAVAILABLE);
  BobbinFigure figure = { .id = BOBBIN_FIGURE_EXPERIMENT, .theme = BOBBIN_THEME_LIGHT, .width = 1280.0, .height = 720.0, .outcome = outcome };
  g_autofree char *text = bobbin_figure_describe (&figure);
  g_autofree char *lack = NULL;

  g_assert_cmpstr (bobbin_figure_title (&figure), ==, "Cost of creation");
  g_assert_true (g_str_has_prefix (text, "Cost of creation\nConfirmed. A process takes 181 µs from fork to its end"));
  g_assert_nonnull (strstr (text, "\nClaim: Creating a process takes longer than creating a thread.\n"));
  g_assert_nonnull (strstr (text, "fork: at 0 B: 181 µs"));
  g_assert_nonnull (strstr (text, "AMD Ryzen 5 5600U"));

  figure.outcome = lacking;
  lack = bobbin_figure_describe (&figure);
  g_assert_nonnull (strstr (lack, "Not available here. This needs two cores"));
  g_assert_null (strstr (lack, "readings"));

  /* It belongs to no run, so --figure does not know it. */
  g_assert_cmpstr (bobbin_figure_to_string (BOBBIN_FIGURE_EXPERIMENT), ==, "experiment");
  g_assert_cmpstr (bobbin_figure_label (BOBBIN_FIGURE_EXPERIMENT), !=, "");
  g_assert_false (bobbin_figure_parse ("experiment", &id));
  figure.outcome = NULL;
  g_assert_cmpstr (bobbin_figure_title (&figure), ==, "Processes and threads");
}

static void
test_conditions (void)
{
  g_autoptr (BobbinOutcome) outcome = bobbin_fake_outcome_new (BOBBIN_FAKE_PLOT_CREATION, BOBBIN_VERDICT_CONFIRMED);
  g_autoptr (BobbinOutcome) lacking = bobbin_fake_outcome_new (BOBBIN_FAKE_PLOT_CREATION, BOBBIN_VERDICT_UNAVAILABLE);
  g_autofree char *text = bobbin_conditions_of_outcome (outcome);
  g_autofree char *whole = bobbin_conditions_of_outcome (lacking);
  g_autofree char *bare = bobbin_conditions_of_outcome (NULL);
  g_autofree char *dated = NULL;

  g_assert_nonnull (strstr (text, "AMD Ryzen 5 5600U with Radeon Graphics · cores 0,2 of 4, each worker on a core of its own · "
                                  "Linux 6.1.0-18-amd64 · 2024-05-04 "));
  g_assert_nonnull (strstr (whole, " · 4 cores · "));
  g_assert_true (g_str_has_prefix (bare, "Bobbin "));
  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  dated = bobbin_conditions_of_outcome (outcome);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_nonnull (strstr (dated, "1970-01-02 00:00"));
}

/* A table that a lab filled says on which machine, though there is no run. */
static void
test_conditions_of_table (void)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinLab) lab = bobbin_lab_new (machine);
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  g_autofree char *text = NULL;

  g_assert_null (bobbin_conditions_of_summary (NULL));
  g_assert_null (bobbin_conditions_of_summary (G_LIST_MODEL (summary)));
  bobbin_summary_set_lab (summary, lab);
  bobbin_fake_lab_fill (lab, machine);
  text = bobbin_conditions_of_summary (G_LIST_MODEL (summary));
  g_assert_nonnull (strstr (text, machine->kernel));
  g_assert_nonnull (strstr (text, " · Bobbin "));
}

typedef struct {
  BobbinStyle   style;
  BobbinVerdict verdict;
  gboolean      whole; /* the badge, else the sign */
  BobbinRect    rect;
} BadgeDrawing;

static void
draw_badge (cairo_t *cr, gpointer data)
{
  BadgeDrawing *drawing = data;

  bobbin_color_set (cr, drawing->style.theme->card);
  cairo_paint (cr);
  if (drawing->whole)
    drawing->rect = bobbin_verdict_badge_draw (cr, &drawing->style, drawing->verdict, 10.0, 30.0, 16.0, 300.0);
  else
    bobbin_verdict_sign_draw (cr, &drawing->style, drawing->verdict, 30.0, 30.0, 40.0);
}

/* Each verdict has a form of its own, in grey too. */
static void
test_badges (void)
{
  PangoContext *pango = bobbin_text_context_new (FALSE);

  for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
    {
      cairo_surface_t *signs[BOBBIN_N_VERDICTS];

      for (guint i = 0; i < BOBBIN_N_VERDICTS; i++)
        {
          BadgeDrawing drawing = { bobbin_style_for_widget ((BobbinThemeId) theme, pango, 16.0), (BobbinVerdict) i, TRUE, { 0 } };
          cairo_surface_t *badge = draw_test_image (320, 60, draw_badge, &drawing);

          g_assert_cmpfloat_with_epsilon (drawing.rect.width, bobbin_verdict_badge_width (&drawing.style, (BobbinVerdict) i, 16.0), 0.01);
          g_assert_cmpfloat_with_epsilon (drawing.rect.height, bobbin_verdict_badge_height (16.0), 0.01);
          cairo_surface_destroy (badge);
          drawing.whole = FALSE;
          signs[i] = draw_test_image (60, 60, draw_badge, &drawing);
          for (guint j = 0; j < i; j++)
            g_assert_cmpfloat (draw_test_difference (signs[i], signs[j], 60), >, 0.01);
        }
      for (guint i = 0; i < BOBBIN_N_VERDICTS; i++)
        cairo_surface_destroy (signs[i]);
    }
  g_object_unref (pango);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  g_test_add_func ("/experiment-figure/any-size", test_any_size);
  g_test_add_func ("/experiment-figure/vectors", test_vectors);
  g_test_add_func ("/experiment-figure/words", test_words);
  g_test_add_func ("/experiment-figure/conditions", test_conditions);
  g_test_add_func ("/experiment-figure/conditions-of-table", test_conditions_of_table);
  g_test_add_func ("/experiment-figure/badges", test_badges);
  return g_test_run ();
}
