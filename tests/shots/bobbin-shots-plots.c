#include "config.h"

#include "bobbin-shots-plots.h"

#include "bobbin-export.h"
#include "bobbin-fake-plots.h"
#include "bobbin-shots-figures.h"

typedef struct {
  BobbinFakePlot fake;
  BobbinVerdict  verdict;
  BobbinThemeId  theme;
  int            width, height;
} PlotShot;

static void
take_plot (const PlotShot *shot, const char *folder, char **names)
{
  static const char *const themes[] = { "light", "dark", "projector", "print" };
  gboolean plain = shot->verdict == bobbin_fake_plot_verdict (shot->fake);
  g_autofree char *name = g_strdup_printf ("plot-%s%s%s-%s-%dx%d.png", bobbin_fake_plot_name (shot->fake), plain ? "" : "-",
                                           plain ? "" : bobbin_verdict_to_string (shot->verdict), themes[shot->theme], shot->width,
                                           shot->height);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (BobbinOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  BobbinFigure figure = { .id = BOBBIN_FIGURE_EXPERIMENT, .theme = shot->theme, .width = shot->width, .height = shot->height };

  if (!shot_is_wanted (name, names))
    return;
  outcome = bobbin_fake_outcome_new (shot->fake, shot->verdict);
  figure.outcome = outcome;
  if (!bobbin_export_figure (&figure, path, &error))
    g_error ("%s", error->message);
  g_print ("%s\n", path);
}

void
shot_take_plots (const char *folder, char **names)
{
  static const BobbinThemeId themes[] = { BOBBIN_THEME_LIGHT, BOBBIN_THEME_DARK, BOBBIN_THEME_PROJECTOR };

  for (guint fake = 0; fake < BOBBIN_FAKE_PLOT_EMPTY_CURVES; fake++)
    for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
      take_plot (&(PlotShot) { (BobbinFakePlot) fake, bobbin_fake_plot_verdict ((BobbinFakePlot) fake), themes[i], 1920, 1080 },
                 folder, names);
  for (guint fake = BOBBIN_FAKE_PLOT_EMPTY_CURVES; fake < BOBBIN_N_FAKE_PLOTS; fake++)
    take_plot (&(PlotShot) { (BobbinFakePlot) fake, BOBBIN_VERDICT_CONFIRMED, BOBBIN_THEME_LIGHT, 1280, 800 }, folder, names);
  for (guint verdict = 0; verdict < BOBBIN_N_VERDICTS; verdict++)
    take_plot (&(PlotShot) { BOBBIN_FAKE_PLOT_CREATION, (BobbinVerdict) verdict, BOBBIN_THEME_LIGHT, 960, 540 }, folder, names);
}
