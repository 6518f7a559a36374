/* test-figure.c - whole pictures */
#include <string.h>

#include "bobbin-conditions.h"
#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-figure.h"
#include "draw-test.h"

static void
draw_figure (cairo_t *cr, gpointer data)
{
  bobbin_figure_draw (data, cr);
}

static void
test_words (void)
{
  static const char *const words[BOBBIN_N_FIGURES] = { "timeline", "cores", "memory", "sharing", "table", "all" };
  BobbinFigureId id = BOBBIN_FIGURE_ALL;

  for (guint i = 0; i < BOBBIN_N_FIGURES; i++)
    {
      g_assert_cmpstr (bobbin_figure_to_string ((BobbinFigureId) i), ==, words[i]);
      g_assert_true (bobbin_figure_parse (words[i], &id));
      g_assert_cmpint (id, ==, i);
      g_assert_cmpstr (bobbin_figure_label (id), !=, "");
      g_assert_cmpstr (bobbin_figure_summary (id), !=, "");
    }
  g_assert_false (bobbin_figure_parse ("Timeline", &id));
  g_assert_false (bobbin_figure_parse ("", &id));
  g_assert_false (bobbin_figure_parse (NULL, &id));
}

/* The outermost pixels of a picture are its ground: nothing is cut at the edge. */
static void
check_margin (cairo_surface_t *image, int width, int height)
{
  guint32 ground = draw_test_pixel (image, 0, 0);

  g_assert_false (draw_test_has_ink (image, 0, 0, width, 3, ground));
  g_assert_false (draw_test_has_ink (image, 0, height - 2, width, 2, ground));
  g_assert_false (draw_test_has_ink (image, 0, 0, 3, height, ground));
  g_assert_false (draw_test_has_ink (image, width - 3, 0, 3, height, ground));
  g_assert_true (draw_test_has_ink (image, 0, 0, width, height, ground));
}

static void
check_figure (const BobbinRun *run, GListStore *summary, BobbinFigureId id, BobbinThemeId theme, int width, int height)
{
  BobbinFigure figure = { .id = id, .theme = theme, .width = width, .height = height, .run = run,
                          .summary = G_LIST_MODEL (summary) };
  cairo_surface_t *image = draw_test_image (width, height, draw_figure, &figure);

  check_margin (image, width, height);
  cairo_surface_destroy (image);
}

static void
test_any_size (void)
{
  static const int sizes[][2] = { { 160, 160 }, { 160, 600 }, { 480, 300 }, { 900, 200 }, { 960, 1080 }, { 1920, 1080 } };

  for (guint fake = 0; fake <= BOBBIN_N_FAKES; fake++)
    {
      g_autoptr (BobbinRun) run = fake < BOBBIN_N_FAKES ? bobbin_fake_run_new ((BobbinFake) fake) : NULL;
      g_autoptr (GListStore) summary = bobbin_summary_new ();

      bobbin_summary_update (summary, run);
      for (guint id = 0; id < BOBBIN_N_FIGURES; id++)
        for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
          check_figure (run, summary, (BobbinFigureId) id,
                        (BobbinThemeId) ((fake + i) % BOBBIN_N_THEMES), sizes[i][0], sizes[i][1]);
    }
}

static void
test_twice_the_same (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  BobbinFigure figure = { .id = BOBBIN_FIGURE_ALL, .theme = BOBBIN_THEME_LIGHT, .width = 1280.0, .height = 800.0,
                          .run = run, .summary = G_LIST_MODEL (summary) };
  cairo_surface_t *a, *b;

  bobbin_summary_update (summary, run);
  a = draw_test_image (1280, 800, draw_figure, &figure);
  b = draw_test_image (1280, 800, draw_figure, &figure);
  g_assert_cmpfloat (draw_test_difference (a, b, 0), <=, 0.0);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

/* A viewport is kept to, except for what only a widget can do. */
static void
test_viewport (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_64);
  BobbinTimelineViewport viewport = { .span = { 0, BOBBIN_NS_PER_S }, .scroll_y_px = 500.0, .selected_worker = -1 };
  BobbinTimelineViewport unscrolled = viewport;
  BobbinFigure figure = { .id = BOBBIN_FIGURE_TIMELINE, .theme = BOBBIN_THEME_LIGHT, .width = 800.0, .height = 500.0,
                          .run = run, .viewport = &viewport };
  BobbinFigure other = figure, whole = figure;
  cairo_surface_t *a, *b, *c;

  unscrolled.scroll_y_px = 0.0;
  other.viewport = &unscrolled;
  whole.viewport = NULL;
  a = draw_test_image (800, 500, draw_figure, &figure);
  b = draw_test_image (800, 500, draw_figure, &other);
  c = draw_test_image (800, 500, draw_figure, &whole);
  g_assert_cmpfloat (draw_test_difference (a, b, 0), <=, 0.0);
  g_assert_cmpfloat (draw_test_difference (a, c, 0), >, 0.01);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
  cairo_surface_destroy (c);
}

static void
test_conditions (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  g_autofree char *text = bobbin_conditions_text (run);
  g_autofree char *bare = bobbin_conditions_text (NULL);
  g_autofree char *dated = NULL;
  g_autofree char *exact = NULL;
  g_autofree char *kernel = NULL;

  g_assert_nonnull (strstr (text, "AMD Ryzen 5 5600U with Radeon Graphics · 4 cores · Linux 6.1.0-18-amd64"));
  g_assert_nonnull (strstr (text, "sampled at 20 Hz"));
  g_assert_nonnull (strstr (text, "2024-05-04 14:03"));
  g_assert_nonnull (strstr (text, "Bobbin "));
  g_assert_true (g_str_has_prefix (bare, "Bobbin "));

  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  dated = bobbin_conditions_text (run);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_nonnull (strstr (dated, "1970-01-02 00:00"));

  run->machine->sandbox = BOBBIN_SANDBOX_FLATPAK;
  run->timeline_source = BOBBIN_TIMELINE_SELF;
  exact = bobbin_conditions_text (run);
  g_assert_nonnull (strstr (exact, "in Flatpak"));
  g_assert_nonnull (strstr (exact, "lanes written down by the workers"));
  run->timeline_source = BOBBIN_TIMELINE_KERNEL;
  kernel = bobbin_conditions_text (run);
  g_assert_nonnull (strstr (kernel, "lanes from the kernel's record of switches"));
}

static void
test_describe (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  BobbinFigure figure = { .id = BOBBIN_FIGURE_ALL, .theme = BOBBIN_THEME_LIGHT, .width = 1280.0, .height = 800.0,
                          .run = run, .summary = G_LIST_MODEL (summary) };
  g_autofree char *all = NULL;
  g_autofree char *table = NULL;
  g_autofree char *cores = NULL;
  g_autofree char *workers = NULL;
  BobbinTimelineViewport viewport;

  bobbin_summary_update (summary, run);
  all = bobbin_figure_describe (&figure);
  figure.id = BOBBIN_FIGURE_TABLE;
  table = bobbin_figure_describe (&figure);
  g_assert_true (g_str_has_prefix (all, "Crash one worker\n"));
  g_assert_nonnull (strstr (all, "Timeline of 8 workers"));
  g_assert_nonnull (strstr (all, "sum of PSS"));
  g_assert_nonnull (strstr (all, "Failure impact"));
  g_assert_nonnull (strstr (all, "AMD Ryzen"));
  g_assert_null (strstr (table, "Timeline of"));
  g_assert_nonnull (strstr (table, "Failure impact"));

  figure.id = BOBBIN_FIGURE_CORES;
  cores = bobbin_figure_describe (&figure);
  g_assert_nonnull (strstr (cores, "Timeline of 4 cores"));
  g_assert_null (strstr (all, "Timeline of 4 cores"));

  /* What the figure is called holds, whatever lanes the view had. */
  viewport = bobbin_timeline_viewport_default (run);
  viewport.lanes = BOBBIN_LANES_CORES;
  figure.viewport = &viewport;
  figure.id = BOBBIN_FIGURE_TIMELINE;
  workers = bobbin_figure_describe (&figure);
  g_assert_nonnull (strstr (workers, "Timeline of 8 workers"));

  figure.run = NULL;
  g_assert_cmpstr (bobbin_figure_title (&figure), ==, "Processes and threads");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  g_test_add_func ("/figure/words", test_words);
  g_test_add_func ("/figure/any-size", test_any_size);
  g_test_add_func ("/figure/twice-the-same", test_twice_the_same);
  g_test_add_func ("/figure/viewport", test_viewport);
  g_test_add_func ("/figure/conditions", test_conditions);
  g_test_add_func ("/figure/describe", test_describe);
  return g_test_run ();
}
