/* test-regions-layout.c - the bands of an address space, and what is said about them */
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-pages.h"
#include "bobbin-fake-spaces.h"
#include "bobbin-regions-private.h"
#include "bobbin-units.h"
#include "draw-test.h"

static PangoContext *pango;

static BobbinRegionsLayout *
lay_out (const BobbinRun *run, double width, double height)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  return bobbin_regions_layout_new (run, width, height, &style);
}

static BobbinRun *
make_run (guint n_threads)
{
  BobbinRun *run = bobbin_fake_run_sized (2, n_threads, 4, BOBBIN_NS_PER_S);

  bobbin_fake_regions_fill (run, n_threads > 0 ? 2 : 0);
  return run;
}

static const BobbinRegionsRow *
get_row (const BobbinRegionsLayout *layout, guint i)
{
  return &g_array_index (layout->rows, BobbinRegionsRow, i);
}

static void
check_layout (const BobbinRegionsLayout *layout)
{
  g_assert_cmpuint (layout->rows->len + layout->n_hidden, ==, layout->run->regions.bands->len);
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinRegionsRow *row = get_row (layout, i);

      g_assert_cmpfloat (row->rect.x + row->rect.width, <=, layout->width + 0.01);
      g_assert_cmpfloat (row->rect.y + row->rect.height, <=, layout->height + 0.01);
      g_assert_cmpfloat (row->bar.x + row->bar.width, <=, row->rect.x + row->rect.width + 0.01);
      if (i > 0)
        {
          /* Below each other, from the highest address down. */
          g_assert_cmpfloat (get_row (layout, i - 1)->rect.y + get_row (layout, i - 1)->rect.height, <=, row->rect.y);
          g_assert_cmpuint (get_row (layout, i - 1)->band, >, row->band);
        }
    }
  if (layout->n_hidden > 0 && layout->rows->len > 0)
    g_assert_cmpfloat (layout->more_rect.y + 0.01, >=, get_row (layout, layout->rows->len - 1)->rect.y
                                                         + get_row (layout, layout->rows->len - 1)->rect.height);
}

static void
test_any_size (void)
{
  static const guint counts[] = { 0, 1, 4, 64, 500 };
  static const double widths[] = { 120.0, 300.0, 760.0, 1900.0, 3800.0 };
  static const double heights[] = { 40.0, 150.0, 420.0, 1000.0, 2100.0 };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      g_autoptr (BobbinRun) run = make_run (counts[c]);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
          {
            g_autoptr (BobbinRegionsLayout) layout = lay_out (run, widths[w], heights[h]);

            check_layout (layout);
          }
    }
}

/* What has more is never lower, and what is small can be read. */
static void
test_heights (void)
{
  g_autoptr (BobbinRun) run = make_run (4);
  g_autoptr (BobbinRegionsLayout) layout = lay_out (run, 1000.0, 700.0);

  g_assert_cmpuint (layout->n_hidden, ==, 0);
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinRegion *a = bobbin_regions_get_band (layout, get_row (layout, i)->band);

      g_assert_cmpfloat (get_row (layout, i)->rect.height, >=, layout->style.small_px);
      for (guint k = 0; k < layout->rows->len; k++)
        {
          const BobbinRegion *b = bobbin_regions_get_band (layout, get_row (layout, k)->band);

          if (a->size_bytes >= b->size_bytes && a->resident_bytes >= b->resident_bytes)
            g_assert_cmpfloat (get_row (layout, i)->rect.height, >=, get_row (layout, k)->rect.height);
        }
    }
}

/* With little room the arena stays, the kernel's go first. */
static void
test_little_room (void)
{
  g_autoptr (BobbinRun) run = make_run (4);
  g_autoptr (BobbinRegionsLayout) layout = lay_out (run, 500.0, 130.0);
  gboolean has_arena = FALSE;

  g_assert_cmpuint (bobbin_regions_layout_get_n_hidden (layout), >, 0);
  for (guint i = 0; i < layout->rows->len; i++)
    {
      BobbinRegionKind kind = bobbin_regions_get_band (layout, get_row (layout, i)->band)->kind;

      has_arena |= kind == BOBBIN_REGION_ARENA_PRIVATE;
      g_assert_cmpint (kind, !=, BOBBIN_REGION_KERNEL);
    }
  g_assert_true (has_arena);
}

static void
test_words (void)
{
  g_autoptr (BobbinRun) run = make_run (4);
  g_autoptr (BobbinRegionsLayout) layout = lay_out (run, 1000.0, 700.0);
  g_autofree char *whole = bobbin_regions_layout_describe (layout);

  g_assert_true (g_str_has_prefix (whole, "Address space: "));
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinRegionsRow *row = get_row (layout, i);
      const BobbinRegion *region = bobbin_regions_get_band (layout, row->band);
      g_autofree char *label = bobbin_run_region_label (run, region);
      g_autofree char *size = bobbin_format_bytes (region->size_bytes);
      g_autofree char *start = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x to ", region->address);
      g_autofree char *told = bobbin_regions_layout_describe_at (layout, row->bar.x + 1.0, row->bar.y + 1.0);
      guint band;

      g_assert_true (bobbin_regions_layout_hit (layout, row->bar.x + 1.0, row->bar.y + 1.0, &band, NULL));
      g_assert_cmpuint (band, ==, row->band);
      g_assert_true (g_str_has_prefix (told, label));
      g_assert_nonnull (strstr (told, size));
      g_assert_nonnull (strstr (told, start));
      g_assert_nonnull (strstr (whole, label));
    }
  run->regions.valid = FALSE;
  g_autofree char *ended = bobbin_regions_layout_describe (layout);
  g_assert_nonnull (strstr (ended, "as last read"));
}

static void
test_nothing (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (2, 0, 4, BOBBIN_NS_PER_S);
  g_autoptr (BobbinRegionsLayout) unselected = lay_out (run, 500.0, 300.0);
  g_autoptr (BobbinRegionsLayout) empty = lay_out (NULL, 500.0, 300.0);
  g_autofree char *a = bobbin_regions_layout_describe (unselected);
  g_autofree char *b = bobbin_regions_layout_describe (empty);

  g_assert_nonnull (strstr (a, "No address space yet"));
  g_assert_nonnull (b);
  g_assert_null (bobbin_regions_layout_describe_at (unselected, 100.0, 100.0));
  g_assert_false (bobbin_regions_layout_hit (empty, 100.0, 100.0, NULL, NULL));
}

static void
draw_layout (cairo_t *cr, gpointer data)
{
  bobbin_regions_layout_draw (data, cr);
}

static void
test_draw (void)
{
  static const guint counts[] = { 0, 4, 64 };

  for (guint i = 0; i <= G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (BobbinRun) run = i < G_N_ELEMENTS (counts) ? make_run (counts[i]) : NULL;
      g_autoptr (BobbinRegionsLayout) layout = lay_out (run, 700.0, 500.0);
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
  g_test_add_func ("/regions-layout/any-size", test_any_size);
  g_test_add_func ("/regions-layout/heights", test_heights);
  g_test_add_func ("/regions-layout/little-room", test_little_room);
  g_test_add_func ("/regions-layout/words", test_words);
  g_test_add_func ("/regions-layout/nothing", test_nothing);
  g_test_add_func ("/regions-layout/draw", test_draw);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
