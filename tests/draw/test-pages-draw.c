/* test-pages-draw.c - the pixels of the page diagram, and the size of its files */
#include <cairo-svg.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-error.h"
#include "bobbin-fake-pages.h"
#include "bobbin-figure.h"
#include "bobbin-pages-private.h"
#include "draw-test.h"

static PangoContext *pango;

static BobbinPagesLayout *
lay_out (const BobbinRun *run, const BobbinPageTurns *turns, BobbinThemeId theme, double width, double height)
{
  BobbinStyle style = bobbin_style_for_widget (theme, pango, 14.0);

  return bobbin_pages_layout_new (run, turns, width, height, &style);
}

static void
draw_layout (cairo_t *cr, gpointer data)
{
  bobbin_pages_layout_draw (data, cr);
}

static void
test_draw (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PAGES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new ((BobbinFakePages) fake);
      g_autoptr (BobbinPagesLayout) layout = lay_out (run, NULL, BOBBIN_THEME_LIGHT, 700.0, 500.0);
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

/* ---- Two ways to draw one grid ---- */

typedef struct {
  const BobbinPagesLayout *layout;
  gboolean                 strokes;
} Way;

static void
draw_grids (cairo_t *cr, gpointer data)
{
  const Way *way = data;

  for (guint i = 0; i < way->layout->boxes->len; i++)
    {
      const BobbinPagesBox *box = &g_array_index (way->layout->boxes, BobbinPagesBox, i);
      BobbinPageLook looks[BOBBIN_MAX_LOOKS];
      guint n = bobbin_pages_make_looks (way->layout, box, box->grid.cell_dpx, looks);

      for (guint k = 0; k < box->cards->len; k++)
        {
          const BobbinPagesCard *card = &g_array_index (box->cards, BobbinPagesCard, k);

          if (bobbin_pages_get_kind (way->layout->run, box->group, card->process) != BOBBIN_PAGES_CARD_CELLS)
            continue;
          if (way->strokes)
            bobbin_pages_draw_grid_strokes (way->layout, cr, box, card, looks);
          else
            bobbin_pages_draw_grid_pixels (way->layout, cr, box, card, looks, n);
        }
    }
}

static void
test_both_ways (void)
{
  static const BobbinFakePages fakes[] = { BOBBIN_FAKE_PAGES_DURING, BOBBIN_FAKE_PAGES_LEFT, BOBBIN_FAKE_PAGES_64,
                                           BOBBIN_FAKE_PAGES_LARGE, BOBBIN_FAKE_PAGES_ONE };

  for (guint i = 0; i < G_N_ELEMENTS (fakes); i++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (fakes[i]);
      g_autoptr (BobbinPagesLayout) layout = lay_out (run, NULL, BOBBIN_THEME_LIGHT, 1000.0, 700.0);
      Way pixels = { layout, FALSE }, strokes = { layout, TRUE };
      cairo_surface_t *a = draw_test_image (1000, 700, draw_grids, &pixels);
      cairo_surface_t *b = draw_test_image (1000, 700, draw_grids, &strokes);

      g_assert_true (draw_test_has_ink (a, 0, 0, 1000, 700, 0xffffff));
      /* Digits may be set half a pixel apart. */
      g_assert_cmpfloat (draw_test_difference (a, b, 8), <=, i == 0 ? 0.004 : 0.0005);
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

/* ---- What is seen of a state ---- */

static guint32
to_pixel (BobbinColor color)
{
  return (guint32) round (color.red * 255.0) << 16 | (guint32) round (color.green * 255.0) << 8
         | (guint32) round (color.blue * 255.0);
}

/* Cairo may round a channel the other way. */
static gboolean
is_near (guint32 a, guint32 b)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > 1)
      return FALSE;
  return TRUE;
}

static gboolean
is_plain (cairo_surface_t *image, BobbinRect rect, guint32 ground)
{
  for (int y = 0; y < (int) rect.height; y++)
    for (int x = 0; x < (int) rect.width; x++)
      if (!is_near (draw_test_pixel (image, (int) rect.x + x, (int) rect.y + y), ground))
        return FALSE;
  return TRUE;
}

static const BobbinPageSegment *
only_segment (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPagesCard *card, guint cell)
{
  static BobbinPageSegment segments[BOBBIN_MAX_SEGMENTS];
  const BobbinPageMap *map = bobbin_pages_get_map (layout->run, box->group, card->process);

  g_assert_cmpuint (bobbin_pages_cell_segments (layout->run, box, map, cell, segments), ==, 1);
  return segments;
}

/* The upper left pixel of a cell is its look's ground; own cells are of it throughout. */
static void
test_cells (void)
{
  for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_LEFT);
      g_autoptr (BobbinPagesLayout) layout = lay_out (run, NULL, (BobbinThemeId) theme, 1000.0, 600.0);
      const BobbinPagesBox *box = &g_array_index (layout->boxes, BobbinPagesBox, 0);
      const BobbinPagesCard *card = &g_array_index (box->cards, BobbinPagesCard, 0);
      cairo_surface_t *image = draw_test_image (1000, 600, draw_layout, layout);
      BobbinPageLook looks[BOBBIN_MAX_LOOKS];

      bobbin_pages_make_looks (layout, box, box->grid.cell_dpx, looks);
      for (guint cell = 0; cell < box->grid.n_cells; cell++)
        {
          BobbinRect rect = bobbin_pages_cell_rect (layout, box, card, cell);
          guint look = only_segment (layout, box, card, cell)->look;
          guint32 ground = to_pixel (looks[look].ground);
          guint32 corner = look == BOBBIN_LOOK_SWAPPED ? to_pixel (looks[look].ink) : ground;

          g_assert_true (is_near (draw_test_pixel (image, (int) rect.x, (int) rect.y), corner));
          g_assert_true (is_plain (image, rect, ground) == (looks[look].n_marks == 0));
        }
      cairo_surface_destroy (image);
    }
}

/* Own and shared differ in lightness, not in hue alone, and each state in form. */
static void
test_told_apart (void)
{
  for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
    for (guint kind = 0; kind < BOBBIN_N_KINDS; kind++)
      {
        BobbinStyle style = bobbin_style_for_widget ((BobbinThemeId) theme, pango, 14.0);
        BobbinPageLook own = bobbin_page_look_make (&style, (BobbinKind) kind, FALSE, BOBBIN_LOOK_OWN, 12);
        BobbinPageLook shared = bobbin_page_look_make (&style, (BobbinKind) kind, FALSE, BOBBIN_LOOK_SHARED, 12);

        g_assert_cmpfloat (bobbin_color_contrast (own.ground, shared.ground), >, 2.0);
        g_assert_cmpuint (own.n_marks, ==, 0);
        for (guint look = BOBBIN_LOOK_LEFT; look < BOBBIN_LOOK_WRITERS; look++)
          {
            BobbinPageLook other = bobbin_page_look_make (&style, (BobbinKind) kind, FALSE, look, 12);

            g_assert_cmpuint (other.n_marks, >, 0);
            for (guint i = 0; i < other.n_marks; i++)
              g_assert_true (other.marks[i].x0 < other.marks[i].x1 && other.marks[i].x1 <= 12
                             && other.marks[i].y0 < other.marks[i].y1 && other.marks[i].y1 <= 12);
          }
      }
}

/* A page that turned just now is framed, its neighbours are not. */
static void
test_turned (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_sized (2, 0, 64, 0.0);
  g_autoptr (BobbinPageTurns) turns = bobbin_page_turns_new ();
  BobbinPageMap *map = &bobbin_run_get_process (run, 0)->pages;

  bobbin_page_turns_look (turns, run, 1);
  map->states[9] = BOBBIN_PAGE_OWN;
  map->time_ns++;
  bobbin_page_turns_look (turns, run, 2);
  g_autoptr (BobbinPagesLayout) layout = lay_out (run, turns, BOBBIN_THEME_LIGHT, 800.0, 500.0);
  const BobbinPagesBox *box = &g_array_index (layout->boxes, BobbinPagesBox, 0);
  const BobbinPagesCard *card = &g_array_index (box->cards, BobbinPagesCard, 0);
  cairo_surface_t *image = draw_test_image (800, 500, draw_layout, layout);
  guint32 flash = to_pixel (layout->style.theme->text);

  for (guint cell = 0; cell < box->grid.n_cells; cell++)
    {
      BobbinRect rect = bobbin_pages_cell_rect (layout, box, card, cell);

      g_assert_true (is_near (draw_test_pixel (image, (int) rect.x, (int) rect.y), flash) == (cell == 9));
    }
  cairo_surface_destroy (image);
}

/* ---- Files ---- */

static cairo_status_t
count_cb (void *closure, const unsigned char *data, unsigned int length)
{
  *(gsize *) closure += length;
  return CAIRO_STATUS_SUCCESS;
}

/* A file's size follows the cells and their runs, whatever the number of pages. */
static void
test_file_size (void)
{
  static const struct {
    int  width, height;
    guint most_bytes;
  } sizes[] = { { 1280, 800, 2u << 20 }, { 1920, 1080, 2u << 20 }, { 3840, 2160, 3u << 20 } };
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_16_LARGE);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      BobbinFigure figure = { .id = BOBBIN_FIGURE_SHARING, .theme = BOBBIN_THEME_LIGHT, .width = sizes[i].width,
                              .height = sizes[i].height, .run = run };
      gsize n_bytes = 0;
      cairo_surface_t *surface = cairo_svg_surface_create_for_stream (count_cb, &n_bytes, figure.width, figure.height);
      cairo_t *cr = cairo_create (surface);

      bobbin_figure_draw (&figure, cr);
      cairo_destroy (cr);
      cairo_surface_finish (surface);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
      g_test_message ("%d x %d: %zu bytes", sizes[i].width, sizes[i].height, n_bytes);
      g_assert_cmpuint (n_bytes, >, 10000);
      g_assert_cmpuint (n_bytes, <, sizes[i].most_bytes);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/pages-draw/draw", test_draw);
  g_test_add_func ("/pages-draw/both-ways", test_both_ways);
  g_test_add_func ("/pages-draw/cells", test_cells);
  g_test_add_func ("/pages-draw/told-apart", test_told_apart);
  g_test_add_func ("/pages-draw/turned", test_turned);
  g_test_add_func ("/pages-draw/file-size", test_file_size);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
