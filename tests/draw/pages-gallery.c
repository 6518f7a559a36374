/* pages-gallery - page diagram, address space and matrix in all themes and several sizes, as PNG files
 *
 *   pages-gallery DIRECTORY [SUBSTRING]
 *
 * To look at, not a test. SUBSTRING picks the pictures whose name holds it.
 */
#include <stdlib.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-error.h"
#include "bobbin-fake-pages.h"
#include "bobbin-fake-spaces.h"
#include "bobbin-figure.h"
#include "bobbin-kinship-layout.h"
#include "bobbin-pages-layout.h"
#include "bobbin-regions-layout.h"

static const char *const theme_names[BOBBIN_N_THEMES] = {
  "light", "dark", "projector", "print", "light-contrast", "dark-contrast",
};

static const struct {
  int width, height;
} sizes[] = { { 800, 600 }, { 1280, 800 }, { 1920, 1080 }, { 3840, 2160 }, { 480, 300 }, { 700, 1100 } };

typedef struct {
  const char      *kind; /* of the picture */
  const char      *run_name;
  const BobbinRun *run;
  BobbinThemeId    theme;
  int              width, height;
  const char      *directory, *wanted;
} Picture;

typedef void (*Painter) (const Picture *picture, cairo_t *cr);

static void
draw_picture (const Picture *picture, Painter painter)
{
  g_autofree char *name = g_strdup_printf ("%s-%s-%s-%dx%d.png", picture->kind, picture->run_name,
                                           theme_names[picture->theme], picture->width, picture->height);
  g_autofree char *path = g_build_filename (picture->directory, name, NULL);
  cairo_surface_t *surface;
  cairo_t *cr;
  gint64 begin_ns, draw_ns;

  if (picture->wanted != NULL && strstr (name, picture->wanted) == NULL)
    return;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->width, picture->height);
  cr = cairo_create (surface);
  begin_ns = bobbin_clock_ns ();
  painter (picture, cr);
  draw_ns = bobbin_clock_ns () - begin_ns;
  g_print ("%s: %.1f ms\n", name, (double) draw_ns / 1e6);
  cairo_destroy (cr);
  if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
    g_printerr ("cannot write %s\n", path);
  cairo_surface_destroy (surface);
}

static void
paint_figure (const Picture *picture, cairo_t *cr)
{
  BobbinFigure figure = { .id = BOBBIN_FIGURE_SHARING, .theme = picture->theme, .width = picture->width,
                          .height = picture->height, .run = picture->run };

  bobbin_figure_draw (&figure, cr);
}

static BobbinStyle
begin_widget (const Picture *picture, cairo_t *cr, PangoContext *pango)
{
  BobbinStyle style = picture->theme == BOBBIN_THEME_PROJECTOR
                        ? bobbin_style_for_picture (picture->theme, pango, picture->width, picture->height)
                        : bobbin_style_for_widget (picture->theme, pango, 14.0);

  bobbin_color_set (cr, style.theme->card);
  cairo_paint (cr);
  return style;
}

/* As on the main page, with what turned just now. */
static void
paint_pages_widget (const Picture *picture, cairo_t *cr)
{
  PangoContext *pango = bobbin_text_context_new (FALSE);
  BobbinStyle style = begin_widget (picture, cr, pango);
  g_autoptr (BobbinPagesLayout) layout
    = bobbin_pages_layout_new (picture->run, NULL, picture->width, picture->height, &style);

  bobbin_pages_layout_draw (layout, cr);
  g_object_unref (pango);
}

static void
paint_regions (const Picture *picture, cairo_t *cr)
{
  PangoContext *pango = bobbin_text_context_new (FALSE);
  BobbinStyle style = begin_widget (picture, cr, pango);
  g_autoptr (BobbinRegionsLayout) layout = bobbin_regions_layout_new (picture->run, picture->width, picture->height, &style);

  bobbin_regions_layout_draw (layout, cr);
  g_object_unref (pango);
}

static void
paint_kinship (const Picture *picture, cairo_t *cr)
{
  PangoContext *pango = bobbin_text_context_new (FALSE);
  BobbinStyle style = begin_widget (picture, cr, pango);
  g_autoptr (BobbinKinshipLayout) layout = bobbin_kinship_layout_new (picture->run, picture->width, picture->height, &style);

  bobbin_kinship_layout_draw (layout, cr);
  g_object_unref (pango);
}

static void
draw_spaces (Picture *picture)
{
  static const struct {
    int width, height;
  } widgets[] = { { 480, 300 }, { 760, 420 }, { 1200, 800 } };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      picture->width = widgets[i].width;
      picture->height = widgets[i].height;
      picture->kind = "regions";
      draw_picture (picture, paint_regions);
      picture->kind = "kinship";
      draw_picture (picture, paint_kinship);
    }
}

int
main (int argc, char *argv[])
{
  Picture picture = { .wanted = argc > 2 ? argv[2] : NULL };

  bobbin_base_init ();
  if (argc < 2)
    {
      g_printerr ("usage: pages-gallery DIRECTORY [SUBSTRING]\n");
      return EXIT_FAILURE;
    }
  picture.directory = argv[1];
  g_mkdir_with_parents (argv[1], 0777);
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PAGES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new ((BobbinFakePages) fake);

      if (fake == BOBBIN_FAKE_PAGES_2)
        bobbin_fake_regions_fill (run, 0);
      bobbin_fake_kinship_fill (run);
      if (fake == BOBBIN_FAKE_PAGES_LEFT)
        bobbin_fake_kinship_forget (run, 1);
      picture.run = run;
      picture.run_name = bobbin_fake_pages_name ((BobbinFakePages) fake);
      for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
        {
          picture.theme = (BobbinThemeId) theme;
          picture.kind = "sharing";
          for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
            {
              picture.width = sizes[size].width;
              picture.height = sizes[size].height;
              draw_picture (&picture, paint_figure);
            }
          picture.kind = "pages-widget";
          picture.width = 760;
          picture.height = 420;
          draw_picture (&picture, paint_pages_widget);
          draw_spaces (&picture);
        }
    }
  return EXIT_SUCCESS;
}
