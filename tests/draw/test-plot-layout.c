/* test-plot-layout.c - plots of each kind: what is seen, what is said, what is hit */
#include <math.h>
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-plots.h"
#include "bobbin-plot-graph-private.h"
#include "bobbin-plot-private.h"
#include "draw-test.h"

static PangoContext *pango;

static const double sizes[][2] = { { 320.0, 200.0 }, { 480.0, 900.0 }, { 700.0, 420.0 }, { 1920.0, 1080.0 }, { 3840.0, 2160.0 } };

static BobbinPlotLayout *
lay_out (const BobbinPlot *plot, BobbinThemeId theme, double width, double height)
{
  BobbinStyle style = bobbin_style_for_picture (theme, pango, width, height);

  return bobbin_plot_layout_new (plot, width, height, &style);
}

/* All words lie within the picture, and none on others. */
static void
check_words (const BobbinPlotLayout *layout, const char *name)
{
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const BobbinPlotText *a = &g_array_index (layout->texts, BobbinPlotText, i);
      BobbinRect inner = bobbin_rect_inset (a->rect, 1.0);

      if (a->rect.x < -1.5 || a->rect.x + a->rect.width > layout->width + 1.5 || a->rect.y < -2.0
          || a->rect.y + a->rect.height > layout->height + 2.0)
        g_error ("%s at %.0fx%.0f: “%s” reaches out", name, layout->width, layout->height, a->text);
      if (a->font.size_px < layout->style.fine_px - 0.01)
        g_error ("%s at %.0fx%.0f: “%s” is too small", name, layout->width, layout->height, a->text);
      for (guint j = 0; j < i; j++)
        {
          const BobbinPlotText *b = &g_array_index (layout->texts, BobbinPlotText, j);

          if (bobbin_plot_rects_meet (inner, bobbin_rect_inset (b->rect, 1.0)))
            g_error ("%s at %.0fx%.0f: “%s” lies on “%s”", name, layout->width, layout->height, a->text, b->text);
        }
    }
}

static void
test_words_apart (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PLOTS; fake++)
    {
      g_autoptr (BobbinPlot) plot = bobbin_fake_plot_new ((BobbinFakePlot) fake);

      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        for (guint theme = BOBBIN_THEME_LIGHT; theme <= BOBBIN_THEME_PROJECTOR; theme += 2)
          {
            g_autoptr (BobbinPlotLayout) layout = lay_out (plot, (BobbinThemeId) theme, sizes[i][0], sizes[i][1]);

            check_words (layout, bobbin_fake_plot_name ((BobbinFakePlot) fake));
          }
    }
}

static void
draw_layout (cairo_t *cr, gpointer data)
{
  bobbin_plot_layout_draw (data, cr);
}

static void
test_drawn (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PLOTS; fake++)
    {
      g_autoptr (BobbinPlot) plot = bobbin_fake_plot_new ((BobbinFakePlot) fake);

      for (guint i = 0; i < 4; i++)
        {
          g_autoptr (BobbinPlotLayout) layout
            = lay_out (plot, (BobbinThemeId) ((fake + i) % BOBBIN_N_THEMES), sizes[i][0], sizes[i][1]);
          cairo_surface_t *image = draw_test_image ((int) sizes[i][0], (int) sizes[i][1], draw_layout, layout);

          g_assert_true (draw_test_has_ink (image, 0, 0, (int) sizes[i][0], (int) sizes[i][1], 0xffffff));
          cairo_surface_destroy (image);
        }
    }
}

static char *
describe (BobbinFakePlot fake)
{
  g_autoptr (BobbinPlot) plot = bobbin_fake_plot_new (fake);
  g_autoptr (BobbinPlotLayout) layout = lay_out (plot, BOBBIN_THEME_LIGHT, 700.0, 420.0);

  return bobbin_plot_layout_describe (layout);
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not said in: %s", part, text);
}

/* Every median and both its quartiles. */
static void
test_says_every_number (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PLOTS; fake++)
    {
      g_autoptr (BobbinPlot) plot = bobbin_fake_plot_new ((BobbinFakePlot) fake);
      g_autoptr (BobbinPlotLayout) layout = lay_out (plot, BOBBIN_THEME_DARK, 320.0, 200.0);
      g_autofree char *text = bobbin_plot_layout_describe (layout);

      for (guint i = 0; layout->kind != NULL && i < plot->series->len; i++)
        {
          const BobbinPlotSeries *series = g_ptr_array_index (plot->series, i);

          assert_says (text, series->label);
          for (guint p = 0; p < series->points->len; p++)
            {
              const BobbinPlotPoint *point = &g_array_index (series->points, BobbinPlotPoint, p);
              g_autofree char *value = bobbin_plot_value_text (plot->y.quantity, point->value, point->p25, point->p75);

              assert_says (text, value);
            }
        }
      for (guint i = 0; i < plot->lanes->len; i++)
        assert_says (text, ((const BobbinPlotLane *) g_ptr_array_index (plot->lanes, i))->label);
      if (layout->kind != NULL && plot->note != NULL)
        assert_says (text, plot->note);
    }
}

static void
test_sentences (void)
{
  g_autofree char *creation = describe (BOBBIN_FAKE_PLOT_CREATION);
  g_autofree char *latency = describe (BOBBIN_FAKE_PLOT_LATENCY);
  g_autofree char *switches = describe (BOBBIN_FAKE_PLOT_SWITCH);
  g_autofree char *crash = describe (BOBBIN_FAKE_PLOT_CRASH);
  g_autofree char *one_core = describe (BOBBIN_FAKE_PLOT_ONE_CORE);
  g_autofree char *sharing = describe (BOBBIN_FAKE_PLOT_SHARING);
  g_autofree char *deadlock = describe (BOBBIN_FAKE_PLOT_DEADLOCK);
  g_autofree char *empty = describe (BOBBIN_FAKE_PLOT_EMPTY_CURVES);
  g_autofree char *one = describe (BOBBIN_FAKE_PLOT_ONE_READING);

  assert_says (creation, "Curves: Time until the new one has ended over Memory that the parent has touched.");
  assert_says (creation, "fork: at 0 B: 181 µs, quartiles 163 µs to 208 µs; at 16 MiB: ");
  assert_says (latency, "Pipe: Two processes, two cores 48.0 µs, quartiles 43.2 µs to 55.2 µs; ");
  assert_says (switches, "Two processes: median ");
  assert_says (switches, "120 readings, from ");
  assert_says (switches, "4 more of the warm-up, greyed.");
  assert_says (switches, "Processes ÷ threads: 1.01 × [0.98 – 1.03], 95 % interval; 1 would be no difference.");
  assert_says (crash, "Four processes. Process 1: ");
  assert_says (crash, "SIGSEGV at 20.0 ms; ");
  assert_says (crash, "; carries on.");
  assert_says (one_core, "at work 15.0 ms in 5 stretches; waiting 45.0 ms in 15 stretches");
  assert_says (sharing, "Open files: Parent and child process partly, tables apart, offset shared; Two threads yes, shared.");
  assert_says (deadlock, "Lock A → Thread 1 (is held by).");
  assert_says (deadlock, "Thread 1, in futex_wait (outlined as wrong).");
  g_assert_cmpstr (empty, ==, "No readings.");
  assert_says (one, "Processes: median 12.5 µs. 1 reading, from 12.5 µs to 12.5 µs.");
  assert_says (one, "Threads: no readings.");
}

static void
test_nothing (void)
{
  g_autoptr (BobbinPlotLayout) layout = lay_out (NULL, BOBBIN_THEME_LIGHT, 300.0, 200.0);
  g_autofree char *text = bobbin_plot_layout_describe (layout);

  g_assert_cmpstr (text, ==, "No readings.");
  g_assert_null (bobbin_plot_layout_describe_at (layout, 100.0, 100.0));
  for (guint fake = BOBBIN_FAKE_PLOT_EMPTY_CURVES; fake <= BOBBIN_FAKE_PLOT_EMPTY_GRAPH; fake++)
    {
      g_autofree char *said = describe ((BobbinFakePlot) fake);

      g_assert_cmpstr (said, ==, "No readings.");
    }
}

/* Every mark says itself when it is pointed at, and far off there is nothing. */
static void
test_pointed_at (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PLOTS; fake++)
    {
      g_autoptr (BobbinPlot) plot = bobbin_fake_plot_new ((BobbinFakePlot) fake);
      g_autoptr (BobbinPlotLayout) layout = lay_out (plot, BOBBIN_THEME_LIGHT, 1280.0, 720.0);

      for (guint i = 0; i < layout->hits->len; i++)
        {
          const BobbinPlotHit *hit = &g_array_index (layout->hits, BobbinPlotHit, i);
          g_autofree char *text = bobbin_plot_layout_describe_at (layout, hit->rect.x + hit->rect.width / 2.0,
                                                                  hit->rect.y + hit->rect.height / 2.0);

          g_assert_nonnull (text);
          g_assert_cmpstr (text, !=, "");
        }
      g_assert_null (bobbin_plot_layout_describe_at (layout, -500.0, -500.0));
    }
}

static void
test_pointed_at_one (void)
{
  g_autoptr (BobbinPlot) plot = bobbin_fake_plot_new (BOBBIN_FAKE_PLOT_CREATION);
  g_autoptr (BobbinPlotLayout) layout = lay_out (plot, BOBBIN_THEME_LIGHT, 1280.0, 720.0);
  double x = bobbin_plot_scale_px (&layout->x, 64.0 * 1048576.0), y = bobbin_plot_scale_px (&layout->y, 2269e3);
  g_autofree char *fork = bobbin_plot_layout_describe_at (layout, x, y);

  g_assert_cmpstr (fork, ==, "fork at 64 MiB: 2.27 ms, quartiles 2.04 ms to 2.61 ms");
}

/* Series that coincide stand side by side. */
static void
test_both_seen (void)
{
  g_autoptr (BobbinPlot) plot = bobbin_fake_plot_new (BOBBIN_FAKE_PLOT_SPEEDUP);
  g_autoptr (BobbinPlotLayout) layout = lay_out (plot, BOBBIN_THEME_LIGHT, 1280.0, 720.0);
  const BobbinPlotHit *process = &g_array_index (layout->hits, BobbinPlotHit, 0), *thread = &g_array_index (layout->hits, BobbinPlotHit, 6);

  g_assert_cmpuint (process->a, ==, 0);
  g_assert_cmpuint (thread->a, ==, 1);
  g_assert_cmpfloat (fabs (process->rect.x - thread->rect.x), >=, bobbin_plot_marker_px (&layout->style) * 0.8);
}

/* There and back are two arrows; no words lie on a node; none runs through one. */
static void
test_arrows (void)
{
  static const BobbinFakePlot fakes[] = { BOBBIN_FAKE_PLOT_PING_PONG, BOBBIN_FAKE_PLOT_DEADLOCK, BOBBIN_FAKE_PLOT_VISIBILITY };

  for (guint f = 0; f < G_N_ELEMENTS (fakes); f++)
    {
      g_autoptr (BobbinPlot) plot = bobbin_fake_plot_new (fakes[f]);
      g_autoptr (BobbinPlotLayout) layout = lay_out (plot, BOBBIN_THEME_LIGHT, 900.0, 500.0);
      const BobbinPlotGraph *graph = layout->own;

      for (guint e = 0; e < plot->edges->len; e++)
        for (guint n = 0; n < plot->nodes->len; n++)
          for (guint p = 2; p + 2 < BOBBIN_PLOT_PATH_POINTS; p++)
            g_assert_false (bobbin_rect_contains (bobbin_rect_inset (graph->nodes[n], 3.0), graph->paths[e].x[p], graph->paths[e].y[p])
                            && !bobbin_plot_get_node (plot, n)->round);
      if (fakes[f] == BOBBIN_FAKE_PLOT_PING_PONG)
        g_assert_cmpfloat (fabs (graph->paths[0].y[12] - graph->paths[1].y[12]), >=, layout->style.text_px);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/plot-layout/words-apart", test_words_apart);
  g_test_add_func ("/plot-layout/drawn", test_drawn);
  g_test_add_func ("/plot-layout/says-every-number", test_says_every_number);
  g_test_add_func ("/plot-layout/sentences", test_sentences);
  g_test_add_func ("/plot-layout/nothing", test_nothing);
  g_test_add_func ("/plot-layout/pointed-at", test_pointed_at);
  g_test_add_func ("/plot-layout/pointed-at-one", test_pointed_at_one);
  g_test_add_func ("/plot-layout/both-seen", test_both_seen);
  g_test_add_func ("/plot-layout/arrows", test_arrows);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
