/* test-kinship-layout.c - the matrix of what tasks share, and what is said about it */
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-pages.h"
#include "bobbin-fake-spaces.h"
#include "bobbin-kinship-private.h"
#include "draw-test.h"

static PangoContext *pango;

static BobbinKinshipLayout *
lay_out (const BobbinRun *run, BobbinThemeId theme, double width, double height)
{
  BobbinStyle style = bobbin_style_for_widget (theme, pango, 14.0);

  return bobbin_kinship_layout_new (run, width, height, &style);
}

static BobbinRun *
make_run (guint n_processes, guint n_threads)
{
  BobbinRun *run = bobbin_fake_run_sized (n_processes, n_threads, 4, BOBBIN_NS_PER_S);

  bobbin_fake_kinship_fill (run);
  return run;
}

/* Every pair is hit where it is drawn, and nothing lies outside. */
static void
check_layout (const BobbinKinshipLayout *layout)
{
  guint n = layout->run->kinship.n_tasks;

  for (guint row = 0; row < n; row++)
    for (guint column = 0; column < n; column++)
      {
        BobbinRect rect = bobbin_kinship_cell_rect (layout, row, column);
        guint hit_row, hit_column;

        g_assert_cmpfloat (rect.width, >, 0.0);
        if (layout->cell_px < 3.0)
          continue;
        g_assert_cmpfloat (rect.x + rect.width, <=, layout->width + 0.01);
        g_assert_cmpfloat (rect.y + rect.height, <=, layout->height + 0.01);
        g_assert_true (bobbin_kinship_layout_hit (layout, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, &hit_row,
                                                  &hit_column, NULL));
        g_assert_cmpuint (hit_row, ==, row);
        g_assert_cmpuint (hit_column, ==, column);
      }
}

static void
test_any_size (void)
{
  static const guint counts[][2] = { { 1, 0 }, { 0, 1 }, { 4, 4 }, { 32, 32 }, { 200, 300 } };
  static const double widths[] = { 160.0, 480.0, 760.0, 3800.0 };
  static const double heights[] = { 120.0, 300.0, 800.0, 2100.0 };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      g_autoptr (BobbinRun) run = make_run (counts[c][0], counts[c][1]);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
          {
            g_autoptr (BobbinKinshipLayout) layout = lay_out (run, BOBBIN_THEME_LIGHT, widths[w], heights[h]);

            check_layout (layout);
          }
    }
}

static char *
tell_pair (const BobbinKinshipLayout *layout, guint row, guint column)
{
  BobbinRect rect = bobbin_kinship_cell_rect (layout, row, column);

  return bobbin_kinship_layout_describe_at (layout, rect.x + 1.0, rect.y + 1.0);
}

static void
test_words (void)
{
  g_autoptr (BobbinRun) run = make_run (3, 2);
  g_autoptr (BobbinKinshipLayout) layout = lay_out (run, BOBBIN_THEME_LIGHT, 900.0, 600.0);
  g_autofree char *threads = tell_pair (layout, 3, 4);
  g_autofree char *processes = tell_pair (layout, 0, 1);
  g_autofree char *itself = tell_pair (layout, 2, 2);
  g_autofree char *parent = tell_pair (layout, 5, 0);
  g_autofree char *whole = bobbin_kinship_layout_describe (layout);

  g_assert_cmpstr (threads, ==, "Thread 1 and Thread 2 have in common: address space, open files, directory, "
                                "signal handlers, standard input");
  g_assert_nonnull (strstr (processes,
                            "Process 1 and Process 2 have in common: standard input\nEach has its own: address space, "));
  g_assert_cmpstr (itself, ==, "Process 3");
  g_assert_true (g_str_has_prefix (parent, "Parent and Process 1"));
  g_assert_true (g_str_has_prefix (whole, "Of 15 pairs 1 have all four in common, 0 some of them, 14 nothing."));
  g_assert_nonnull (strstr (whole, "Process 1: nothing in common with any other"));

  bobbin_fake_kinship_forget (run, 1);
  g_autofree char *forgotten = tell_pair (layout, 0, 1);
  g_autofree char *told = bobbin_kinship_layout_describe (layout);
  g_assert_nonnull (strstr (forgotten, "Not known, one of them may have ended"));
  g_assert_nonnull (strstr (told, "Of 5 it is not known."));
}

static void
draw_layout (cairo_t *cr, gpointer data)
{
  bobbin_kinship_layout_draw (data, cr);
}

/* How far the mean of a square lies from the card's colour, 0 … 1. */
static double
get_weight (cairo_surface_t *image, BobbinRect rect, BobbinColor card)
{
  double sum = 0.0;

  for (int y = 0; y < (int) rect.height; y++)
    for (int x = 0; x < (int) rect.width; x++)
      {
        guint32 pixel = draw_test_pixel (image, (int) rect.x + x, (int) rect.y + y);

        sum += ABS ((double) (pixel >> 16 & 0xff) / 255.0 - card.red)
               + ABS ((double) (pixel >> 8 & 0xff) / 255.0 - card.green)
               + ABS ((double) (pixel & 0xff) / 255.0 - card.blue);
      }
  return sum / (3.0 * (int) rect.width * (int) rect.height);
}

static void
fill_card (cairo_t *cr, gpointer data)
{
  const BobbinKinshipLayout *layout = data;

  cairo_set_source_rgb (cr, layout->style.theme->card.red, layout->style.theme->card.green,
                        layout->style.theme->card.blue);
  cairo_paint (cr);
  bobbin_kinship_layout_draw (layout, cr);
}

/* From across a room, where marks are not seen: full against empty, in every theme and size. */
static void
test_across_a_room (void)
{
  static const guint counts[] = { 2, 8, 30 };

  for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
    for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
      {
        g_autoptr (BobbinRun) run = make_run (counts[i], counts[i]);
        g_autoptr (BobbinKinshipLayout) layout = lay_out (run, (BobbinThemeId) theme, 800.0, 600.0);
        cairo_surface_t *image = draw_test_image (800, 600, fill_card, layout);
        BobbinRect full = bobbin_kinship_cell_rect (layout, counts[i], counts[i] + 1);
        BobbinRect empty = bobbin_kinship_cell_rect (layout, 0, 1);

        g_assert_cmpfloat (get_weight (image, full, layout->style.theme->card), >,
                           2.0 * get_weight (image, empty, layout->style.theme->card) + 0.1);
        cairo_surface_destroy (image);
      }
}

/* Each mark has a form of its own. */
static void
draw_mark (cairo_t *cr, gpointer data)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  bobbin_kinship_draw_mark (cr, &style, BOBBIN_KIND_THREADS, (BobbinKin) GPOINTER_TO_UINT (data),
                            (BobbinRect) { 2.0, 2.0, 20.0, 20.0 });
}

static void
test_marks (void)
{
  cairo_surface_t *images[BOBBIN_KINSHIP_N_MARKS];

  for (guint i = 0; i < BOBBIN_KINSHIP_N_MARKS; i++)
    images[i] = draw_test_image (24, 24, draw_mark, GUINT_TO_POINTER (i));
  for (guint i = 0; i < BOBBIN_KINSHIP_N_MARKS; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpfloat (draw_test_difference (images[i], images[k], 64), >, 0.02);
  for (guint i = 0; i < BOBBIN_KINSHIP_N_MARKS; i++)
    cairo_surface_destroy (images[i]);
}

static void
test_unknown (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (2, 2, 4, BOBBIN_NS_PER_S);
  g_autoptr (BobbinKinshipLayout) layout = lay_out (run, BOBBIN_THEME_LIGHT, 500.0, 300.0);
  g_autoptr (BobbinKinshipLayout) empty = lay_out (NULL, BOBBIN_THEME_LIGHT, 500.0, 300.0);
  g_autofree char *text = bobbin_kinship_layout_describe (layout);
  g_autofree char *nothing = bobbin_kinship_layout_describe (empty);

  g_assert_nonnull (strstr (text, "not yet known"));
  g_assert_nonnull (nothing);
  g_assert_false (bobbin_kinship_layout_hit (layout, 100.0, 100.0, NULL, NULL, NULL));
  run->kinship.because = g_strdup ("The kernel does not answer.");
  g_autofree char *because = bobbin_kinship_layout_describe (layout);
  g_assert_cmpstr (because, ==, "The kernel does not answer.");
}

static void
test_draw (void)
{
  static const guint counts[] = { 1, 4, 40 };

  for (guint i = 0; i <= G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (BobbinRun) run = i < G_N_ELEMENTS (counts) ? make_run (counts[i], counts[i]) : NULL;
      g_autoptr (BobbinKinshipLayout) layout = lay_out (run, BOBBIN_THEME_LIGHT, 700.0, 500.0);
      cairo_surface_t *a = draw_test_image (720, 520, draw_layout, layout);
      cairo_surface_t *b = draw_test_image (720, 520, draw_layout, layout);

      g_assert_cmpfloat (draw_test_difference (a, b, 0), <=, 0.0);
      g_assert_true (draw_test_has_ink (a, 0, 0, 700, 500, 0xffffff));
      g_assert_false (draw_test_has_ink (a, 701, 0, 19, 520, 0xffffff));
      g_assert_false (draw_test_has_ink (a, 0, 501, 720, 19, 0xffffff));
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/kinship-layout/any-size", test_any_size);
  g_test_add_func ("/kinship-layout/words", test_words);
  g_test_add_func ("/kinship-layout/across-a-room", test_across_a_room);
  g_test_add_func ("/kinship-layout/marks", test_marks);
  g_test_add_func ("/kinship-layout/unknown", test_unknown);
  g_test_add_func ("/kinship-layout/draw", test_draw);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
