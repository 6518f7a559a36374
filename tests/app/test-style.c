#include "config.h"

#include <gtk/gtk.h>
#include <stdlib.h>

#include "app-test.h"
#include "bobbin-theme.h"

/* The style sheets that make up one style, later ones winning, and the theme
 * whose drawings lie on its cards. */
typedef struct {
  const char   *path;
  BobbinThemeId theme;
  const char   *sheets[4];
} Style;

static const Style styles[] = {
  { "/style/light", BOBBIN_THEME_LIGHT, { "style.css" } },
  { "/style/dark", BOBBIN_THEME_DARK, { "style.css", "colors-dark.css" } },
  { "/style/contrast", BOBBIN_THEME_LIGHT_CONTRAST, { "style.css", "colors-hc.css" } },
  { "/style/dark-contrast", BOBBIN_THEME_DARK_CONTRAST,
    { "style.css", "colors-dark.css", "colors-hc.css", "colors-hc-dark.css" } },
};

/* The last definition of a colour in @css; NULL: there is none. */
static char *
find_color (const char *css, const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("@define-color %s (#[0-9a-f]{6});", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  char *color = NULL;

  g_regex_match (regex, css, 0, &match);
  while (g_match_info_matches (match))
    {
      g_free (color);
      color = g_match_info_fetch (match, 1);
      g_match_info_next (match, NULL);
    }
  return color;
}

static char *
format_color (BobbinColor color)
{
  return g_strdup_printf ("#%02x%02x%02x", (guint) (color.red * 255.0 + 0.5),
                          (guint) (color.green * 255.0 + 0.5), (guint) (color.blue * 255.0 + 0.5));
}

static void
assert_color (const char *css, const char *name, BobbinColor color)
{
  g_autofree char *found = find_color (css, name);
  g_autofree char *expected = format_color (color);

  g_assert_cmpstr (found, ==, expected);
}

/* Card and chart are one ground, badge and band one blue. */
static void
test_agrees (gconstpointer data)
{
  const Style *style = data;
  const BobbinTheme *theme = bobbin_theme_get (style->theme);
  g_autoptr (GString) css = g_string_new (NULL);

  app_test_get_application ();
  for (guint i = 0; i < G_N_ELEMENTS (style->sheets) && style->sheets[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", BOBBIN_RESOURCE_PATH, style->sheets[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);

      g_assert_nonnull (bytes);
      g_string_append_len (css, g_bytes_get_data (bytes, NULL),
                           (gssize) g_bytes_get_size (bytes));
    }
  assert_color (css->str, "bobbin_ground", theme->ground);
  assert_color (css->str, "bobbin_card", theme->card);
  assert_color (css->str, "bobbin_text", theme->text);
  assert_color (css->str, "bobbin_faint", theme->faint_text);
  assert_color (css->str, "bobbin_process", theme->process);
  assert_color (css->str, "bobbin_on_process", theme->process_text);
  assert_color (css->str, "bobbin_thread", theme->thread);
  assert_color (css->str, "bobbin_on_thread", theme->thread_text);
  assert_color (css->str, "bobbin_alarm", theme->alarm);
}

static void
error_cb (GtkCssProvider *provider, GtkCssSection *section, GError *error, guint *n_errors)
{
  g_test_message ("%s", error->message);
  (*n_errors)++;
}

static void
test_parses (void)
{
  static const char *const sheets[] = { "style.css", "colors-dark.css", "colors-hc.css",
                                        "colors-hc-dark.css" };

  app_test_get_application ();
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *path = g_build_path ("/", BOBBIN_RESOURCE_PATH, sheets[i], NULL);
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
      guint n_errors = 0;

      g_signal_connect (provider, "parsing-error", G_CALLBACK (error_cb), &n_errors);
      gtk_css_provider_load_from_resource (provider, path);
      g_assert_cmpuint (n_errors, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    g_test_add_data_func (styles[i].path, &styles[i], test_agrees);
  g_test_add_func ("/style/parses", test_parses);
  return g_test_run ();
}
