/* test-export.c - figures as PNG, SVG and PDF, seen by other programs */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-export.h"
#include "bobbin-fake-plots.h"
#include "bobbin-fake-run.h"
#include "draw-test.h"

typedef struct {
  BobbinRun    *run;
  GListStore   *summary;
  BobbinFigure  figure;
  char         *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  fixture->summary = bobbin_summary_new ();
  bobbin_summary_update (fixture->summary, fixture->run);
  fixture->figure = (BobbinFigure) { .id = BOBBIN_FIGURE_ALL, .theme = BOBBIN_THEME_LIGHT, .width = 1280.0,
                                     .height = 800.0, .run = fixture->run,
                                     .summary = G_LIST_MODEL (fixture->summary) };
  fixture->folder = g_dir_make_tmp ("bobbin-export-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->summary);
  bobbin_run_free (fixture->run);
}

static char *
export_as (Fixture *fixture, const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  bobbin_export_figure (&fixture->figure, path, &error);
  g_assert_no_error (error);
  return path;
}

/* TRUE when @command (NULL-terminated) could be run and ended well. */
static gboolean
run_program (const char *const *command, char **out_text)
{
  g_autofree char *found = g_find_program_in_path (command[0]);
  int status = -1;

  if (found == NULL)
    return FALSE;
  return g_spawn_sync (NULL, (char **) (void *) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, out_text, NULL,
                       &status, NULL)
         && status == 0;
}

static void
test_png (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = export_as (fixture, "figure.png");
  cairo_surface_t *image = cairo_image_surface_create_from_png (path);

  g_assert_cmpint (cairo_surface_status (image), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (image), ==, 1280);
  g_assert_cmpint (cairo_image_surface_get_height (image), ==, 800);
  g_assert_true (draw_test_has_ink (image, 0, 0, 1280, 800, draw_test_pixel (image, 0, 0)));
  cairo_surface_destroy (image);
}

/* Elements by name, and the text of title and desc. */
typedef struct {
  guint    n_svg, n_paths;
  GString *title, *desc;
} SvgWords;

static void
on_start (GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data,
          GError **error)
{
  SvgWords *words = data;

  words->n_svg += strcmp (name, "svg") == 0;
  words->n_paths += strcmp (name, "path") == 0;
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  SvgWords *words = data;
  const char *name = g_markup_parse_context_get_element (context);

  if (g_strcmp0 (name, "title") == 0)
    g_string_append_len (words->title, text, (gssize) length);
  if (g_strcmp0 (name, "desc") == 0)
    g_string_append_len (words->desc, text, (gssize) length);
}

static void
parse_svg (const char *path, SvgWords *words)
{
  static const GMarkupParser parser = { .start_element = on_start, .text = on_text };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, words, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_parse (context, text, (gssize) length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

static void
test_svg (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = export_as (fixture, "figure.SVG");
  SvgWords words = { .title = g_string_new (NULL), .desc = g_string_new (NULL) };

  parse_svg (path, &words);
  g_assert_cmpuint (words.n_svg, ==, 1);
  g_assert_cmpuint (words.n_paths, >, 50);
  g_assert_cmpstr (words.title->str, ==, "Crash one worker");
  g_assert_nonnull (strstr (words.desc->str, "Timeline of 8 workers"));
  g_assert_nonnull (strstr (words.desc->str, "sum of PSS"));
  g_string_free (words.title, TRUE);
  g_string_free (words.desc, TRUE);
}

/* A title with everything that XML minds. */
static void
test_svg_hostile_title (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) specs = bobbin_default_groups ();
  BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  SvgWords words = { .title = g_string_new (NULL), .desc = g_string_new (NULL) };
  g_autoptr (BobbinRequest) request = NULL;
  g_autoptr (BobbinRun) run = NULL;
  g_autofree char *path = NULL;
  const char *xmllint[] = { "xmllint", "--noout", "--nonet", NULL, NULL };
  g_autofree char *found = g_find_program_in_path ("xmllint");

  options.title = "<svg> & \"quotes\" ]]> --> \x1b[31m\x01 end";
  request = bobbin_request_new (specs, NULL, &options, fixture->run->machine, NULL);
  g_assert_nonnull (request);
  run = bobbin_run_new (request, fixture->run->machine);
  fixture->figure.run = run;
  path = export_as (fixture, "hostile.svg");
  parse_svg (path, &words);
  g_assert_cmpuint (words.n_svg, ==, 1);
  g_assert_true (g_str_has_prefix (words.title->str, "<svg> & \"quotes\" ]]> -->"));
  xmllint[3] = path;
  if (found != NULL)
    g_assert_true (run_program (xmllint, NULL));
  g_string_free (words.title, TRUE);
  g_string_free (words.desc, TRUE);
}

/* What another program makes of the vectors is the picture of the pixels. */
static void
test_svg_resembles_png (Fixture *fixture, gconstpointer data)
{
  g_autofree char *svg = export_as (fixture, "figure.svg");
  g_autofree char *png = export_as (fixture, "figure.png");
  g_autofree char *back = g_build_filename (fixture->folder, "back.png", NULL);
  const char *command[] = { "rsvg-convert", "-o", back, svg, NULL };
  cairo_surface_t *a, *b;
  double difference;

  if (!run_program (command, NULL))
    {
      g_test_skip ("rsvg-convert is not there");
      return;
    }
  a = cairo_image_surface_create_from_png (png);
  b = cairo_image_surface_create_from_png (back);
  g_assert_cmpint (cairo_image_surface_get_width (b), ==, 1280);
  difference = draw_test_difference (a, b, 96);
  g_test_message ("%.2f %% of the pixels differ", difference * 100.0);
  /* Letters stand on whole pixels in the one, where their outlines say in the
   * other; a lane, a card or a bar in another place would be far more. */
  g_assert_cmpfloat (difference, <, 0.05);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = export_as (fixture, "figure.pdf");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (memcmp (bytes + length - 6, "%%EOF\n", 6) == 0);
}

static void
test_pdf_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = export_as (fixture, "figure.pdf");
  const char *command[] = { "pdftotext", path, "-", NULL };
  g_autofree char *text = NULL;

  if (!run_program (command, &text))
    {
      g_test_skip ("pdftotext is not there");
      return;
    }
  g_assert_nonnull (strstr (text, "Crash one worker"));
  g_assert_nonnull (strstr (text, "Process 3"));
  g_assert_nonnull (strstr (text, "Sum of PSS"));
  g_assert_nonnull (strstr (text, "Failure impact"));
  g_assert_nonnull (strstr (text, "AMD Ryzen"));
}

static void
test_pdf_info (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  const char *command[] = { "pdfinfo", "-isodates", NULL, NULL };
  g_autofree char *text = NULL;

  g_setenv ("SOURCE_DATE_EPOCH", "1000000000", TRUE);
  path = export_as (fixture, "figure.pdf");
  g_unsetenv ("SOURCE_DATE_EPOCH");
  command[2] = path;
  if (!run_program (command, &text))
    {
      g_test_skip ("pdfinfo is not there");
      return;
    }
  g_assert_nonnull (strstr (text, "Crash one worker"));
  g_assert_nonnull (strstr (text, "2001-09-09T01:46:40"));
  g_assert_nonnull (strstr (text, "1280 x 800 pts"));
}

/* The same figure is the same file where the date is given. */
static void
test_pdf_is_reproducible (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) a = NULL;
  g_autoptr (GBytes) b = NULL;

  g_setenv ("SOURCE_DATE_EPOCH", "1000000000", TRUE);
  a = bobbin_export_figure_to_bytes (&fixture->figure, BOBBIN_FORMAT_PDF, NULL);
  b = bobbin_export_figure_to_bytes (&fixture->figure, BOBBIN_FORMAT_PDF, NULL);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_true (g_bytes_equal (a, b));
}

static void
test_every_theme_and_figure (Fixture *fixture, gconstpointer data)
{
  fixture->figure.width = 640.0;
  fixture->figure.height = 400.0;
  for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
    for (guint id = 0; id < BOBBIN_N_FIGURES; id++)
      for (guint format = 0; format < BOBBIN_N_FORMATS; format++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GBytes) bytes = NULL;

          fixture->figure.theme = (BobbinThemeId) theme;
          fixture->figure.id = (BobbinFigureId) id;
          bytes = bobbin_export_figure_to_bytes (&fixture->figure, (BobbinFormat) format, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
        }
}

/* An outcome goes into files as a run does; its title stands alone. */
static void
test_experiment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinOutcome) outcome = bobbin_fake_outcome_new (BOBBIN_FAKE_PLOT_SWITCH, BOBBIN_VERDICT_NO_DIFFERENCE);
  g_autofree char *path = NULL;
  g_autofree char *svg = NULL;

  fixture->figure = (BobbinFigure) { .id = BOBBIN_FIGURE_EXPERIMENT, .theme = BOBBIN_THEME_LIGHT, .width = 960.0, .height = 540.0,
                                     .outcome = outcome };
  for (guint format = 0; format < BOBBIN_N_FORMATS; format++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = bobbin_export_figure_to_bytes (&fixture->figure, (BobbinFormat) format, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
    }
  path = export_as (fixture, "experiment.svg");
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "<title>Cost of a context switch</title>"));
  g_assert_nonnull (strstr (svg, "1.01 × [0.98 – 1.03]"));
}

/* Nothing run yet is a picture too. */
static void
test_no_run (Fixture *fixture, gconstpointer data)
{
  fixture->figure.run = NULL;
  for (guint id = 0; id < BOBBIN_N_FIGURES; id++)
    {
      g_autofree char *path = NULL;

      fixture->figure.id = (BobbinFigureId) id;
      path = export_as (fixture, "empty.svg");
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

static void
test_refused_names (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "figure", "figure.gif", "figure.png.txt", "png", ".", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (bobbin_export_figure (&fixture->figure, names[i], &error));
      g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, names[i]));
      g_assert_nonnull (strstr (error->message, ".svg"));
    }
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  /* More than cairo's images can be. */
  fixture->figure.width = 40000.0;
  bytes = bobbin_export_figure_to_bytes (&fixture->figure, BOBBIN_FORMAT_PNG, &error);
  g_assert_null (bytes);
  g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED);
}

static void
test_formats (void)
{
  BobbinFormat format = BOBBIN_FORMAT_PDF;

  g_assert_true (bobbin_format_for_path ("/a.b/c.png", &format));
  g_assert_cmpint (format, ==, BOBBIN_FORMAT_PNG);
  g_assert_true (bobbin_format_for_path ("x.Svg", &format));
  g_assert_cmpint (format, ==, BOBBIN_FORMAT_SVG);
  g_assert_true (bobbin_format_for_path ("x.png.PDF", &format));
  g_assert_cmpint (format, ==, BOBBIN_FORMAT_PDF);
  format = BOBBIN_FORMAT_SVG;
  g_assert_false (bobbin_format_for_path ("x.png/y", &format));
  g_assert_false (bobbin_format_for_path ("x.", &format));
  g_assert_false (bobbin_format_for_path ("x", &format));
  g_assert_false (bobbin_format_for_path ("", &format));
  g_assert_false (bobbin_format_for_path (NULL, &format));
  g_assert_cmpint (format, ==, BOBBIN_FORMAT_SVG);
  g_assert_cmpstr (bobbin_format_to_string (BOBBIN_FORMAT_PNG), ==, "png");
  g_assert_cmpstr (bobbin_format_to_string (BOBBIN_FORMAT_SVG), ==, "svg");
  g_assert_cmpstr (bobbin_format_to_string (BOBBIN_FORMAT_PDF), ==, "pdf");
}

static void
test_sizes (void)
{
  static const char *const wrong[] = {
    "", "x", "1920", "1920x", "x1080", "1920x1080x2", "159x400", "400x159", "16385x400", "400x16385", "-400x400",
    "+400x400", "400 x400", "400x400 ", "4e2x400", "400.5x400", "0x190x400", "99999999999999999999x400", "400X400",
  };
  double width = 7.0, height = 8.0;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (bobbin_parse_size (wrong[i], &width, &height));
  g_assert_false (bobbin_parse_size (NULL, &width, &height));
  g_assert_cmpfloat_with_epsilon (width, 7.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (height, 8.0, 1e-9);
  g_assert_true (bobbin_parse_size ("1920x1080", &width, &height));
  g_assert_cmpfloat_with_epsilon (width, 1920.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (height, 1080.0, 1e-9);
  g_assert_true (bobbin_parse_size ("160x16384", &width, &height));
  g_assert_cmpfloat_with_epsilon (height, 16384.0, 1e-9);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  ADD ("/export/png", test_png);
  ADD ("/export/svg", test_svg);
  ADD ("/export/svg-hostile-title", test_svg_hostile_title);
  ADD ("/export/svg-resembles-png", test_svg_resembles_png);
  ADD ("/export/pdf", test_pdf);
  ADD ("/export/pdf-text", test_pdf_text);
  ADD ("/export/pdf-info", test_pdf_info);
  ADD ("/export/pdf-is-reproducible", test_pdf_is_reproducible);
  ADD ("/export/every-theme-and-figure", test_every_theme_and_figure);
  ADD ("/export/experiment", test_experiment);
  ADD ("/export/no-run", test_no_run);
  ADD ("/export/refused-names", test_refused_names);
  ADD ("/export/too-large", test_too_large);
  g_test_add_func ("/export/formats", test_formats);
  g_test_add_func ("/export/sizes", test_sizes);
  return g_test_run ();
}
