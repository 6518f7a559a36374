/* test-theme.c - contrast of everything that is really drawn on something else */
#include <math.h>

#include "bobbin-color.h"

#define TEXT 7.0
#define MARK 4.5

static const char *const names[BOBBIN_N_THEMES] = {
  "light", "dark", "projector", "print", "light contrast", "dark contrast",
};

static void
assert_contrast (const BobbinTheme *theme, const char *what, BobbinColor a, BobbinColor b, double least)
{
  double contrast = bobbin_color_contrast (a, b);

  if (contrast < least)
    g_error ("theme %s: %s has a contrast of %.2f, needs %.1f", names[theme->id], what, contrast, least);
}

static void
check_texts (const BobbinTheme *theme)
{
  const BobbinColor grounds[] = { theme->ground, theme->card, theme->process_tint, theme->thread_tint };

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      assert_contrast (theme, "text", theme->text, grounds[i], TEXT);
      assert_contrast (theme, "faint text", theme->faint_text, grounds[i], TEXT);
      assert_contrast (theme, "mark", theme->mark, grounds[i], MARK);
    }
  assert_contrast (theme, "text on the process badge", theme->process_text, theme->process, TEXT);
  assert_contrast (theme, "text on the thread badge", theme->thread_text, theme->thread, TEXT);
  assert_contrast (theme, "a crash's word", theme->alarm, theme->card, TEXT);
  assert_contrast (theme, "a crash's word in a picture without cards", theme->alarm, theme->ground, TEXT);
  assert_contrast (theme, "a crashed process in a line of the memory chart", theme->alarm, theme->process_tint, 5.5);
  assert_contrast (theme, "a crashed process of threads", theme->alarm, theme->thread_tint, 5.5);
  for (guint i = 0; i < BOBBIN_N_CORE_COLORS; i++)
    assert_contrast (theme, "a core's number", theme->core_text[i], theme->core[i], TEXT);
}

/* The hues of the two kinds: as headings they are text, as outlines marks. */
static void
check_kinds (const BobbinTheme *theme)
{
  const BobbinColor hues[] = { theme->process, theme->thread };
  const BobbinColor tints[] = { theme->process_tint, theme->thread_tint };

  for (guint i = 0; i < G_N_ELEMENTS (hues); i++)
    {
      assert_contrast (theme, "a kind's heading on a card", hues[i], theme->card, TEXT);
      assert_contrast (theme, "a kind's heading on the ground", hues[i], theme->ground, TEXT);
      assert_contrast (theme, "a kind's heading on its tint", hues[i], tints[i], 6.0);
      assert_contrast (theme, "a kind's badge on its tint", hues[i], tints[i], MARK);
    }
}

static void
check_marks (const BobbinTheme *theme)
{
  assert_contrast (theme, "hatch", theme->waiting, theme->card, MARK);
  assert_contrast (theme, "hatch on its own ground", theme->waiting, theme->waiting_fill, MARK);
  assert_contrast (theme, "shared mappings", theme->shared, theme->card, MARK);
  for (guint i = 0; i < BOBBIN_N_CORE_COLORS; i++)
    {
      assert_contrast (theme, "a core's outline", theme->core_edge[i], theme->card, MARK);
      assert_contrast (theme, "a core's outline without cards", theme->core_edge[i], theme->ground, MARK);
    }
}

static void
test_contrast (void)
{
  for (guint id = 0; id < BOBBIN_N_THEMES; id++)
    {
      const BobbinTheme *theme = bobbin_theme_get ((BobbinThemeId) id);

      g_assert_cmpint (theme->id, ==, id);
      check_texts (theme);
      check_kinds (theme);
      check_marks (theme);
    }
}

/* WCAG's own examples. */
static void
test_reckoning (void)
{
  const BobbinColor black = { 0.0, 0.0, 0.0, 1.0 }, white = { 1.0, 1.0, 1.0, 1.0 };
  const BobbinColor grey = { 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0, 1.0 };
  const BobbinColor blue = { 0.0, 0x72 / 255.0, 0xb2 / 255.0, 1.0 };

  g_assert_cmpfloat_with_epsilon (bobbin_color_contrast (black, white), 21.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_color_contrast (white, black), 21.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_color_contrast (white, white), 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_color_contrast (grey, white), 4.54, 0.01);
  g_assert_cmpfloat_with_epsilon (bobbin_color_contrast (blue, white), 5.19, 0.01);
  g_assert_cmpfloat_with_epsilon (bobbin_color_mix (black, white, 0.25).green, 0.25, 1e-9);
}

/* Hue in degrees. */
static double
get_hue (BobbinColor color)
{
  double most = MAX (color.red, MAX (color.green, color.blue));
  double least = MIN (color.red, MIN (color.green, color.blue));
  double range = most - least;

  g_assert_cmpfloat (range, >, 0.0);
  if (most <= color.red)
    return fmod (60.0 * (color.green - color.blue) / range + 360.0, 360.0);
  if (most <= color.green)
    return 60.0 * (color.blue - color.red) / range + 120.0;
  return 60.0 * (color.red - color.green) / range + 240.0;
}

/* Process is blue and thread is vermillion wherever they appear. */
static void
test_hues (void)
{
  for (guint id = 0; id < BOBBIN_N_THEMES; id++)
    {
      const BobbinTheme *theme = bobbin_theme_get ((BobbinThemeId) id);
      const BobbinColor blues[] = { theme->process, theme->process_fill, theme->process_tint };
      const BobbinColor vermillions[] = { theme->thread, theme->thread_fill, theme->thread_tint };

      for (guint i = 0; i < G_N_ELEMENTS (blues); i++)
        {
          g_assert_cmpfloat_with_epsilon (get_hue (blues[i]), 203.0, 12.0);
          g_assert_cmpfloat_with_epsilon (get_hue (vermillions[i]), 24.0, 6.0);
        }
    }
}

/* On grey paper neighbouring cores still differ. */
static void
test_print_in_grey (void)
{
  const BobbinTheme *theme = bobbin_theme_get (BOBBIN_THEME_PRINT);

  for (guint i = 1; i < BOBBIN_N_CORE_COLORS; i++)
    g_assert_cmpfloat (bobbin_color_luminance (theme->core[i]), >, bobbin_color_luminance (theme->core[i - 1]) + 0.03);
}

static void
test_words (void)
{
  static const char *const words[] = { "light", "dark", "projector", "print" };
  BobbinThemeId id = BOBBIN_THEME_LIGHT_CONTRAST;

  g_assert_false (bobbin_theme_parse ("Light", &id));
  g_assert_false (bobbin_theme_parse ("", &id));
  g_assert_false (bobbin_theme_parse (NULL, &id));
  g_assert_cmpint (id, ==, BOBBIN_THEME_LIGHT_CONTRAST);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_true (bobbin_theme_parse (words[i], &id));
      g_assert_cmpint (id, ==, i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theme/contrast", test_contrast);
  g_test_add_func ("/theme/reckoning", test_reckoning);
  g_test_add_func ("/theme/hues", test_hues);
  g_test_add_func ("/theme/print-in-grey", test_print_in_grey);
  g_test_add_func ("/theme/words", test_words);
  return g_test_run ();
}
