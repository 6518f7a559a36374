/* test-style.c - sizes of text and lines for every size of picture */
#include "bobbin-text.h"

static const struct {
  double width, height;
} sizes[] = {
  { 160.0, 160.0 }, { 480.0, 300.0 }, { 800.0, 600.0 }, { 1280.0, 800.0 }, { 1920.0, 1080.0 },
  { 960.0, 1080.0 }, { 1080.0, 1080.0 }, { 3840.0, 2160.0 }, { 16384.0, 16384.0 },
};

static void
test_projector_shares (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      double height = sizes[i].height;
      BobbinStyle style = bobbin_style_for_picture (BOBBIN_THEME_PROJECTOR, NULL, sizes[i].width, height);

      if (sizes[i].width < height)
        continue;
      g_assert_cmpfloat_with_epsilon (style.hero_px, height * 0.1, 1e-6);
      g_assert_cmpfloat_with_epsilon (style.title_px, height * 0.067, 1e-6);
      g_assert_cmpfloat_with_epsilon (style.text_px, height * 0.044, 1e-6);
      g_assert_cmpfloat (style.small_px, >=, height * 0.026);
      g_assert_cmpfloat (style.fine_px, >=, height * 0.026 - 1e-9);
      g_assert_cmpfloat (style.line_px, >=, height * 0.0028);
    }
}

/* Nothing smaller than a projector may show, however many charts share the picture. */
static void
test_projector_shared (void)
{
  BobbinStyle style = bobbin_style_for_picture (BOBBIN_THEME_PROJECTOR, NULL, 1920.0, 1080.0);
  BobbinStyle scaled = bobbin_style_scaled (&style, 0.3, 1920.0, 1080.0);

  g_assert_cmpfloat (scaled.fine_px, >=, 1080.0 * 0.026 - 1e-9);
  g_assert_cmpfloat (scaled.small_px, >=, scaled.fine_px);
  g_assert_cmpfloat (scaled.text_px, >=, scaled.fine_px);
}

static void
check_order (const BobbinStyle *style)
{
  g_assert_cmpfloat (style->fine_px, >=, 8.5);
  g_assert_cmpfloat (style->fine_px, <=, style->small_px);
  g_assert_cmpfloat (style->small_px, <=, style->text_px);
  g_assert_cmpfloat (style->text_px, <, style->title_px);
  g_assert_cmpfloat (style->title_px, <, style->hero_px);
  g_assert_cmpfloat (style->line_px, >=, 1.0);
  g_assert_cmpfloat (style->spacing_px, >=, 2.0);
  g_assert_cmpfloat (style->device_scale, >, 0.0);
}

static void
test_order (void)
{
  for (guint id = 0; id < BOBBIN_N_THEMES; id++)
    for (guint i = 0; id != BOBBIN_THEME_PROJECTOR && i < G_N_ELEMENTS (sizes); i++)
      {
        BobbinStyle style = bobbin_style_for_picture ((BobbinThemeId) id, NULL, sizes[i].width, sizes[i].height);

        check_order (&style);
        style = bobbin_style_for_widget ((BobbinThemeId) id, NULL, 11.0 + i * 5.0);
        check_order (&style);
        g_assert_cmpfloat_with_epsilon (style.text_px, 11.0 + i * 5.0, 1e-9);
      }
}

/* Twice the pixels, twice the text: a 4K picture is the same picture. */
static void
test_scale (void)
{
  BobbinStyle small = bobbin_style_for_picture (BOBBIN_THEME_LIGHT, NULL, 1920.0, 1080.0);
  BobbinStyle large = bobbin_style_for_picture (BOBBIN_THEME_LIGHT, NULL, 3840.0, 2160.0);

  g_assert_cmpfloat_with_epsilon (large.text_px, 2.0 * small.text_px, 1e-6);
  g_assert_cmpfloat_with_epsilon (large.title_px, 2.0 * small.title_px, 1e-6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/projector-shares", test_projector_shares);
  g_test_add_func ("/style/projector-shared", test_projector_shared);
  g_test_add_func ("/style/order", test_order);
  g_test_add_func ("/style/scale", test_scale);
  return g_test_run ();
}
