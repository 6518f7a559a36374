/* bobbin-shots.c - pictures to judge the window by
 *
 *   bobbin-shots DIR [NAME…]
 *
 * Puts the real window, with real workers running in it, into named states and
 * writes a PNG of each to DIR. With names only those that begin with one of
 * them. Needs a display. Styles that libadwaita reads only at its start, and
 * other languages, are taken by starting this program once for each; a language
 * whose locale is not installed is said to be left out.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

#include "bobbin-application.h"
#include "bobbin-error.h"
#include "bobbin-export.h"
#include "bobbin-gtop.h"
#include "bobbin-shots-figures.h"
#include "bobbin-shots-lab.h"
#include "bobbin-shots-memory.h"
#include "bobbin-shots-plots.h"

#define FONT "Adwaita Sans, Inter, Cantarell, Sans 11"
#define MAX_TRIES 40
#define PASS_VARIABLE "BOBBIN_SHOTS_PASS"

/* What a process of this program is started for. */
typedef enum {
  PASS_PLAIN,
  PASS_CONTRAST,
  PASS_HIDPI,
  PASS_GERMAN,
  PASS_SUMS,
  N_PASSES
} Pass;

/* Pictures do not depend on the language of whoever takes them. */
static const struct {
  const char *name;
  const char *variable; /* (nullable) of the environment, and its value */
  const char *value;
  const char *locale;
  const char *language;
  const char *figure_prefix; /* (nullable) when figures are taken as well */
} passes[N_PASSES] = {
  { "plain", NULL, NULL, "C.UTF-8", "C", "figure" },
  { "contrast", "ADW_DEBUG_HIGH_CONTRAST", "1", "C.UTF-8", "C", NULL },
  { "hidpi", "GDK_SCALE", "2", "C.UTF-8", "C", NULL },
  { "german", NULL, NULL, "de_DE.UTF-8", "de", "figure-german" },
  /* Whether pages can be told apart is asked once per process. */
  { "sums", "BOBBIN_PAGES", "sums", "C.UTF-8", "C", NULL },
};

typedef struct {
  const char *name; /* of the file, without size and ending */
  Pass        pass;
  const char *style; /* "light" or "dark" */
  int         width; /* of the picture, in its pixels */
  int         height;
  double      text_scale;
  ShotScene   scene;
} Shot;

static const Shot shots[] = {
  { "window-empty", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_empty },
  { "window-empty", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_empty },
  { "window-running", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_running },
  { "window-running", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_running },
  { "window-running", PASS_PLAIN, "light", 1024, 768, 1.0, shot_scene_running },
  { "window-running", PASS_PLAIN, "light", 1920, 1080, 1.0, shot_scene_running },
  { "window-running", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_running },
  { "window-running", PASS_PLAIN, "light", 3840, 2160, 1.0, shot_scene_running },
  { "window-running-text-2x", PASS_PLAIN, "light", 1920, 1080, 2.0, shot_scene_running },
  { "window-running-text-2x", PASS_PLAIN, "light", 1280, 800, 2.0, shot_scene_running },
  { "window-running-contrast", PASS_CONTRAST, "light", 1280, 800, 1.0, shot_scene_running },
  { "window-running-contrast", PASS_CONTRAST, "dark", 1280, 800, 1.0, shot_scene_running },
  { "window-running-hidpi", PASS_HIDPI, "light", 3840, 2160, 1.0, shot_scene_running },
  { "window-running-hidpi", PASS_HIDPI, "dark", 2560, 1600, 1.0, shot_scene_crashed },
  { "window-german-crashed", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_crashed },
  { "window-german-crashed", PASS_GERMAN, "light", 1920, 1080, 1.0, shot_scene_crashed },
  { "window-german-running", PASS_GERMAN, "dark", 1024, 768, 1.0, shot_scene_running },
  { "window-german-mixed", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_mixed },
  { "window-german-memory", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_memory },
  { "window-german-text-2x", PASS_GERMAN, "light", 1280, 800, 2.0, shot_scene_running },
  { "window-german-edited", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_edited },
  { "window-german-table-twin", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_table_twin },
  { "window-german-phone-timeline", PASS_GERMAN, "light", 360, 640, 1.0, shot_scene_running },
  { "window-german-phone-memory", PASS_GERMAN, "light", 360, 640, 1.0, shot_scene_page_memory },
  { "window-german-phone-summary", PASS_GERMAN, "light", 360, 640, 1.0, shot_scene_page_summary },
  { "window-crashed", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_crashed },
  { "window-crashed", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_crashed },
  { "window-crashed", PASS_PLAIN, "light", 1920, 1080, 1.0, shot_scene_crashed },
  { "window-frozen", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_frozen },
  { "window-over", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_over },
  { "window-memory", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_memory },
  { "window-mixed", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_mixed },
  { "window-selected", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_selected },
  { "window-edited", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_edited },
  { "window-refused", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_refused },
  { "window-table-twin", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_table_twin },
  { "window-table-twin", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_table_twin },
  { "window-64-workers", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_64_workers },
  { "window-64-workers", PASS_PLAIN, "light", 1920, 1080, 1.0, shot_scene_64_workers },
  { "window-cores", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_cores },
  { "window-cores", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_cores },
  { "window-cores", PASS_PLAIN, "light", 1920, 1080, 1.0, shot_scene_cores },
  { "window-cores-zoomed", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_cores_zoomed },
  { "window-states", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_states },
  { "window-states", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_states },
  { "window-states-cores", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_states_cores },
  { "window-zoom-1s", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_1_s },
  { "window-zoom-100ms", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_100_ms },
  { "window-zoom-5ms", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_5_ms },
  { "window-zoom-100us", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_100_us },
  { "window-zoom-100ms", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_100_ms },
  { "window-zoom-5ms", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_5_ms },
  { "window-zoom-100ms", PASS_PLAIN, "light", 3840, 2160, 1.0, shot_scene_100_ms },
  { "window-zoom-100ms-text-2x", PASS_PLAIN, "light", 1920, 1080, 2.0, shot_scene_100_ms },
  { "window-range", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_range },
  { "window-range", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_range },
  { "window-range", PASS_PLAIN, "light", 3840, 2160, 1.0, shot_scene_range },
  { "window-range-text-2x", PASS_PLAIN, "light", 1920, 1080, 2.0, shot_scene_range },
  { "window-markers", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_markers },
  { "window-markers", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_markers },
  { "window-moves", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_moves },
  { "window-lanes", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lanes },
  { "window-crash-zoomed", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_crash_zoomed },
  { "window-512-workers", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_512_workers },
  { "window-512-workers", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_512_workers },
  { "window-narrow-range", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_range },
  { "window-narrow-zoomed", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_100_ms },
  { "window-phone-zoomed", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_100_ms },
  { "window-phone-range", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_range },
  { "window-phone-cores", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_cores },
  { "window-german-range", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_range },
  { "window-german-phone-zoomed", PASS_GERMAN, "light", 360, 640, 1.0, shot_scene_100_ms },
  { "window-hidpi-zoom-100ms", PASS_HIDPI, "light", 2560, 1600, 1.0, shot_scene_100_ms },
  { "window-alone-timeline", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_alone_timeline },
  { "window-alone-memory", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_alone_memory },
  { "window-alone-summary", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_alone_summary },
  { "window-narrow-timeline", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_running },
  { "window-narrow-memory", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_page_memory },
  { "window-narrow-summary", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_page_summary },
  { "window-narrow-sidebar", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_sidebar },
  { "window-phone-timeline", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_running },
  { "window-phone-memory", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_page_memory },
  { "window-phone-summary", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_page_summary },
  /* Those of data/screenshots. */
  { "screenshot-main-window", PASS_PLAIN, "light", 1440, 900, 1.0, shot_scene_showcase_measured },
  { "screenshot-dark", PASS_PLAIN, "dark", 1440, 900, 1.0, shot_scene_showcase_measured },
  { "screenshot-crash", PASS_PLAIN, "light", 1440, 900, 1.0, shot_scene_crashed_measured },
  { "screenshot-experiment", PASS_PLAIN, "light", 1440, 900, 1.0, shot_scene_lab_page },
  { "memory-before", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_before },
  { "memory-before", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_pages_before },
  { "memory-during", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_during },
  { "memory-during", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_pages_during },
  { "memory-during", PASS_PLAIN, "light", 1920, 1080, 1.0, shot_scene_pages_during },
  { "memory-during", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_pages_during },
  { "memory-during", PASS_PLAIN, "light", 3840, 2160, 1.0, shot_scene_pages_during },
  { "memory-during-text-2x", PASS_PLAIN, "light", 1920, 1080, 2.0, shot_scene_pages_during },
  { "memory-during-contrast", PASS_CONTRAST, "light", 1280, 800, 1.0, shot_scene_pages_during },
  { "memory-during-contrast", PASS_CONTRAST, "dark", 1280, 800, 1.0, shot_scene_pages_during },
  { "memory-during-hidpi", PASS_HIDPI, "light", 2560, 1600, 1.0, shot_scene_pages_during },
  { "memory-german", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_pages_during },
  { "memory-after", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_after },
  { "memory-after", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_pages_after },
  { "memory-2", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_2 },
  { "memory-2", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_pages_2 },
  { "memory-16", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_16 },
  { "memory-16", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_pages_16 },
  { "memory-65536", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_65536 },
  { "memory-65536", PASS_PLAIN, "light", 1920, 1080, 1.0, shot_scene_pages_65536 },
  { "memory-65536", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_pages_65536 },
  { "memory-fallback", PASS_SUMS, "light", 1280, 800, 1.0, shot_scene_pages_during },
  { "memory-fallback", PASS_SUMS, "dark", 1920, 1080, 1.0, shot_scene_pages_during },
  { "memory-fallback-alone", PASS_SUMS, "light", 1280, 800, 1.0, shot_scene_pages_alone },
  { "memory-fallback-narrow", PASS_SUMS, "light", 800, 600, 1.0, shot_scene_pages_during },
  { "memory-cursor", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_cursor },
  { "memory-left", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_left },
  { "memory-ended", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_ended },
  { "memory-alone", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_pages_alone },
  { "memory-alone", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_pages_alone },
  { "memory-alone", PASS_PLAIN, "light", 3840, 2160, 1.0, shot_scene_pages_alone },
  { "memory-narrow", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_pages_during },
  { "memory-narrow", PASS_PLAIN, "dark", 800, 600, 1.0, shot_scene_pages_during },
  { "memory-narrow-text-2x", PASS_PLAIN, "light", 1280, 800, 2.0, shot_scene_pages_during },
  { "memory-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_pages_during },
  { "memory-regions", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_regions },
  { "memory-regions-alone", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_regions_alone },
  { "memory-regions-alone", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_regions_alone },
  { "memory-regions-narrow", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_regions },
  { "memory-regions-text-2x", PASS_PLAIN, "light", 1920, 1080, 2.0, shot_scene_regions },
  { "memory-regions-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_regions },
  { "memory-shared", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_shared },
  { "memory-shared-alone", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_shared_alone },
  { "memory-shared-alone", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_shared_alone },
  { "memory-shared-16", PASS_PLAIN, "light", 1920, 1080, 1.0, shot_scene_shared_16 },
  { "memory-shared-narrow", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_shared },
  { "memory-shared-text-2x", PASS_PLAIN, "light", 1920, 1080, 2.0, shot_scene_shared },
  { "memory-shared-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_shared },
  { "lab-table-empty", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_empty },
  { "lab-table-filling", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_filling },
  { "lab-table-complete", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_complete },
  { "lab-table-complete", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_lab_complete },
  { "lab-table-complete-contrast", PASS_CONTRAST, "light", 1280, 800, 1.0, shot_scene_lab_complete },
  { "lab-table-complete", PASS_PLAIN, "light", 1920, 1080, 1.0, shot_scene_lab_complete },
  { "lab-table-complete", PASS_PLAIN, "light", 3840, 2160, 1.0, shot_scene_lab_complete },
  { "lab-table-complete-text-2x", PASS_PLAIN, "light", 1920, 1080, 2.0, shot_scene_lab_complete },
  { "lab-table-empty-alone", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_empty_alone },
  { "lab-table-filling-alone", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_filling_alone },
  { "lab-table-complete-alone", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_complete_alone },
  { "lab-table-complete-alone", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_lab_complete_alone },
  { "lab-table-empty-narrow", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_lab_empty },
  { "lab-table-empty-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_lab_empty },
  { "lab-table-filling-narrow", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_lab_filling },
  { "lab-table-filling-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_lab_filling },
  { "lab-table-complete-narrow", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_lab_complete },
  { "lab-table-complete-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_lab_complete },
  { "lab-table-german", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_lab_complete },
  { "lab-table-german-phone", PASS_GERMAN, "light", 360, 640, 1.0, shot_scene_lab_complete },
  { "lab-page", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_page },
  { "lab-page", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_lab_page },
  { "lab-page", PASS_PLAIN, "dark", 1920, 1080, 1.0, shot_scene_lab_page },
  { "lab-page", PASS_PLAIN, "light", 3840, 2160, 1.0, shot_scene_lab_page },
  { "lab-page-narrow", PASS_PLAIN, "light", 800, 600, 1.0, shot_scene_lab_page },
  { "lab-page-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_lab_page },
  { "lab-page-text-2x", PASS_PLAIN, "light", 1280, 800, 2.0, shot_scene_lab_page },
  { "lab-page-contrast", PASS_CONTRAST, "light", 1280, 800, 1.0, shot_scene_lab_page },
  { "lab-page-contrast", PASS_CONTRAST, "dark", 1280, 800, 1.0, shot_scene_lab_page },
  { "lab-page-german", PASS_GERMAN, "light", 1280, 800, 1.0, shot_scene_lab_page },
  { "lab-page-below", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_page_below },
  { "lab-page-below", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_lab_page_below },
  { "lab-page-below-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_lab_page_below },
  { "lab-page-source", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_page_source },
  { "lab-page-cursor", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_cursor },
  { "lab-page-invitation", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_invitation },
  { "lab-page-invitation-phone", PASS_PLAIN, "light", 360, 640, 1.0, shot_scene_lab_invitation },
  { "lab-page-measuring", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_measuring },
  { "lab-page-unavailable", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_unavailable },
  { "lab-list", PASS_PLAIN, "light", 1280, 800, 1.0, shot_scene_lab_list },
  { "lab-list", PASS_PLAIN, "dark", 1280, 800, 1.0, shot_scene_lab_list },
};

static char *
get_figure_name (Pass pass, BobbinFigureId id)
{
  return g_strdup_printf ("%s-%s-light-1920x1080.png", passes[pass].figure_prefix,
                          bobbin_figure_to_string (id));
}

static char *
get_shot_name (const Shot *shot)
{
  return g_strdup_printf ("%s-%s-%dx%d", shot->name, shot->style, shot->width, shot->height);
}

static gboolean
wants_figures (Pass pass, char **names)
{
  for (guint id = 0; passes[pass].figure_prefix != NULL && id < BOBBIN_N_FIGURES; id++)
    {
      g_autofree char *name = get_figure_name (pass, id);

      if (shot_is_wanted (name, names))
        return TRUE;
    }
  return FALSE;
}

static gboolean
wants_windows (Pass pass, char **names)
{
  for (guint i = 0; i < G_N_ELEMENTS (shots); i++)
    {
      g_autofree char *name = get_shot_name (&shots[i]);

      if (shots[i].pass == pass && shot_is_wanted (name, names))
        return TRUE;
    }
  return FALSE;
}

static gboolean
wants_memory_figures (Pass pass, char **names)
{
  return (pass == PASS_PLAIN || pass == PASS_SUMS) && shot_wants_memory_figures (pass == PASS_SUMS, names);
}

static void
set_style (const Shot *shot)
{
  GtkSettings *settings = gtk_settings_get_default ();
  gboolean dark = g_str_equal (shot->style, "dark");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (settings, "gtk-xft-dpi", (int) (96.0 * 1024.0 * shot->text_scale), NULL);
}

/* Between two frames a widget may have nothing to show for a moment. */
static GskRenderNode *
snapshot_window (BobbinWindow *window, int scale)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  GskRenderNode *node = NULL;

  for (guint tries = 0; tries < MAX_TRIES && node == NULL; tries++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      if (tries > 0)
        shot_settle (50);
      gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (window)),
                              gtk_widget_get_height (GTK_WIDGET (window)));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  return node;
}

static gboolean
save_window (BobbinWindow *window, const char *path)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (window));
  int width = gtk_widget_get_width (GTK_WIDGET (window)) * scale;
  int height = gtk_widget_get_height (GTK_WIDGET (window)) * scale;
  GskRenderNode *node = snapshot_window (window, scale);
  g_autoptr (GdkTexture) texture = NULL;

  if (node == NULL)
    return FALSE;
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gsk_render_node_unref (node);
  return gdk_texture_save_to_png (texture, path);
}

static void
set_size (BobbinWindow *window, const Shot *shot)
{
  int scale = shot->pass == PASS_HIDPI ? 2 : 1;

  gtk_window_set_default_size (GTK_WINDOW (window), shot->width / scale, shot->height / scale);
}

static void
take (GtkApplication *application, const Shot *shot, const char *folder)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autofree char *name = get_shot_name (shot);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  BobbinWindow *window;

  set_style (shot);
  window = bobbin_window_new (ADW_APPLICATION (application), machine);
  /* A window remembers what the last one showed. */
  g_object_set (bobbin_window_get_timeline (window), "lanes", BOBBIN_LANES_WORKERS, "shows-moves", FALSE, NULL);
  set_size (window, shot);
  gtk_window_present (GTK_WINDOW (window));
  /* The border that windows get where nothing composites them is no part of it. */
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
  shot_settle (200);
  /* Its least width is known only when it has found that it is narrow. */
  set_size (window, shot);
  shot_settle (100);
  shot->scene (window);
  shot_settle (200);
  if (!save_window (window, path))
    g_error ("%s could not be written", path);
  g_print ("%s\n", path);
  gtk_window_destroy (GTK_WINDOW (window));
  shot_settle (50);
}

/* The figures that Export writes, from the run of one window. */
static void
take_figures (GtkApplication *application, Pass pass, const char *folder, char **names)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  BobbinWindow *window = bobbin_window_new (ADW_APPLICATION (application), machine);

  gtk_window_present (GTK_WINDOW (window));
  shot_scene_crashed (window);
  for (guint id = 0; id < BOBBIN_N_FIGURES; id++)
    {
      g_autofree char *name = get_figure_name (pass, id);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;

      if (!shot_is_wanted (name, names))
        continue;
      if (!bobbin_window_export_figure (window, id, file, &error))
        g_error ("%s", error->message);
      g_print ("%s\n", path);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
run_pass (Pass pass, const char *folder, char **names)
{
  g_autoptr (BobbinApplication) application = bobbin_application_new (G_APPLICATION_NON_UNIQUE);
  g_autoptr (GError) error = NULL;

  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name", FONT,
                "gtk-decoration-layout", "appmenu:close", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shots); i++)
    {
      g_autofree char *name = get_shot_name (&shots[i]);

      if (shots[i].pass == pass && shot_is_wanted (name, names))
        take (GTK_APPLICATION (application), &shots[i], folder);
    }
  if (wants_figures (pass, names))
    take_figures (GTK_APPLICATION (application), pass, folder, names);
  if (wants_memory_figures (pass, names))
    shot_take_memory_figures (GTK_APPLICATION (application), pass == PASS_SUMS, folder, names);
  if (pass == PASS_PLAIN)
    shot_take_lab_figures (folder, names);
}

static gboolean
has_locale (const char *name)
{
  locale_t locale = newlocale (LC_ALL_MASK, name, (locale_t) 0);

  if (locale == (locale_t) 0)
    return FALSE;
  freelocale (locale);
  return TRUE;
}

static int
run_other_pass (Pass pass, char **argv)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (!wants_windows (pass, &argv[2]) && !wants_figures (pass, &argv[2]) && !wants_memory_figures (pass, &argv[2]))
    return 0;
  if (!has_locale (passes[pass].locale))
    {
      g_printerr ("bobbin-shots: the locale %s is not installed, no pictures of pass “%s”\n",
                  passes[pass].locale, passes[pass].name);
      return 0;
    }
  g_subprocess_launcher_setenv (launcher, PASS_VARIABLE, passes[pass].name, TRUE);
  if (passes[pass].variable != NULL)
    g_subprocess_launcher_setenv (launcher, passes[pass].variable, passes[pass].value, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  if (process == NULL || !g_subprocess_wait_check (process, NULL, &error))
    {
      g_printerr ("bobbin-shots: %s\n", error->message);
      return 1;
    }
  return 0;
}

static void
set_language (Pass pass)
{
  const char *locale_dir = g_getenv ("BOBBIN_LOCALE_DIR");

  g_setenv ("LC_ALL", passes[pass].locale, TRUE);
  g_setenv ("LANGUAGE", passes[pass].language, TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : BOBBIN_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static Pass
get_own_pass (void)
{
  const char *name = g_getenv (PASS_VARIABLE);

  for (guint i = 0; i < N_PASSES; i++)
    {
      if (g_strcmp0 (name, passes[i].name) == 0)
        return i;
    }
  return PASS_PLAIN;
}

int
main (int argc, char *argv[])
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  Pass pass = get_own_pass ();
  int status = 0;

  if (argc < 2)
    {
      g_printerr ("Usage: bobbin-shots DIR [NAME…]\n");
      return 2;
    }

  bobbin_base_init ();
  bobbin_gtop_init ();
  set_language (pass);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  if (g_mkdir_with_parents (argv[1], 0755) != 0 || !gtk_init_check ())
    {
      g_printerr ("bobbin-shots: needs a folder that it can write, and a display\n");
      return 1;
    }

  run_pass (pass, argv[1], &argv[2]);
  if (pass == PASS_PLAIN)
    shot_take_plots (argv[1], &argv[2]);
  if (g_getenv (PASS_VARIABLE) == NULL)
    {
      argv[0] = program;
      for (guint i = PASS_PLAIN + 1; i < N_PASSES && status == 0; i++)
        status = run_other_pass (i, argv);
    }
  return status;
}
