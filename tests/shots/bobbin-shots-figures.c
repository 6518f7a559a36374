#include "config.h"

#include "bobbin-shots-figures.h"

#include "bobbin-application.h"
#include "bobbin-export.h"
#include "bobbin-shots-memory.h"

/* Of the page diagram as a figure: states, and of each several files. */
static const struct {
  const char *name;
  gboolean    sums; /* of a process that knows sums only */
  ShotScene   scene;
} figure_states[] = {
  { "memory-figure-before", FALSE, shot_scene_pages_before },
  { "memory-figure-during", FALSE, shot_scene_pages_during },
  { "memory-figure-after", FALSE, shot_scene_pages_after },
  { "memory-figure-left", FALSE, shot_scene_pages_left },
  { "memory-figure-2", FALSE, shot_scene_pages_2 },
  { "memory-figure-16", FALSE, shot_scene_pages_16 },
  { "memory-figure-65536", FALSE, shot_scene_pages_65536 },
  { "memory-figure-fallback", TRUE, shot_scene_pages_during },
};

static const struct {
  const char   *name;
  BobbinThemeId theme;
  int           width, height;
  const char   *ending;
} figure_files[] = {
  { "light", BOBBIN_THEME_LIGHT, 1280, 800, "png" },     { "light", BOBBIN_THEME_LIGHT, 3840, 2160, "png" },
  { "dark", BOBBIN_THEME_DARK, 1920, 1080, "png" },      { "projector", BOBBIN_THEME_PROJECTOR, 1920, 1080, "png" },
  { "projector", BOBBIN_THEME_PROJECTOR, 800, 600, "png" }, { "print", BOBBIN_THEME_PRINT, 1280, 800, "svg" },
  { "print", BOBBIN_THEME_PRINT, 1280, 800, "pdf" },
};

gboolean
shot_is_wanted (const char *name, char **names)
{
  if (names == NULL || *names == NULL)
    return TRUE;
  for (char **wanted = names; *wanted != NULL; wanted++)
    {
      if (g_str_has_prefix (name, *wanted))
        return TRUE;
    }
  return FALSE;
}

static char *
get_state_name (guint state, guint file)
{
  return g_strdup_printf ("%s-%s-%dx%d.%s", figure_states[state].name, figure_files[file].name,
                          figure_files[file].width, figure_files[file].height, figure_files[file].ending);
}

static gboolean
wants_state (gboolean sums, guint state, char **names)
{
  for (guint file = 0; figure_states[state].sums == sums && file < G_N_ELEMENTS (figure_files); file++)
    {
      g_autofree char *name = get_state_name (state, file);

      if (shot_is_wanted (name, names))
        return TRUE;
    }
  return FALSE;
}

gboolean
shot_wants_memory_figures (gboolean sums, char **names)
{
  for (guint state = 0; state < G_N_ELEMENTS (figure_states); state++)
    {
      if (wants_state (sums, state, names))
        return TRUE;
    }
  return FALSE;
}

/* All files of one state from the same run. */
static void
take_state (GtkApplication *application, guint state, const char *folder, char **names)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  BobbinWindow *window = bobbin_window_new (ADW_APPLICATION (application), machine);

  gtk_window_present (GTK_WINDOW (window));
  figure_states[state].scene (window);
  for (guint file = 0; file < G_N_ELEMENTS (figure_files); file++)
    {
      g_autofree char *name = get_state_name (state, file);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      BobbinFigure figure = { .id = BOBBIN_FIGURE_SHARING, .theme = figure_files[file].theme,
                              .width = figure_files[file].width, .height = figure_files[file].height,
                              .run = bobbin_runner_get_run (bobbin_window_get_runner (window)) };
      g_autoptr (GError) error = NULL;

      if (!shot_is_wanted (name, names))
        continue;
      if (!bobbin_export_figure (&figure, path, &error))
        g_error ("%s", error->message);
      g_print ("%s\n", path);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  shot_settle (50);
}

void
shot_take_memory_figures (GtkApplication *application, gboolean sums, const char *folder, char **names)
{
  for (guint state = 0; state < G_N_ELEMENTS (figure_states); state++)
    {
      if (wants_state (sums, state, names))
        take_state (application, state, folder, names);
    }
}
