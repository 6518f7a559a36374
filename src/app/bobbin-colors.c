#include "config.h"

#include "bobbin-colors.h"

#include <adwaita.h>

/* In the order in which they come over one another. */
static const struct {
  const char *file;
  gboolean    dark;
  gboolean    high_contrast;
} sheets[] = {
  { "colors-dark.css", TRUE, FALSE },
  { "colors-hc.css", FALSE, TRUE },
  { "colors-hc-dark.css", TRUE, TRUE },
};

static GtkCssProvider *providers[G_N_ELEMENTS (sheets)];

static void
update (AdwStyleManager *manager)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean high_contrast = adw_style_manager_get_high_contrast (manager);

  if (display == NULL)
    display = gdk_display_get_default ();
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      GtkStyleProvider *provider = GTK_STYLE_PROVIDER (providers[i]);

      gtk_style_context_remove_provider_for_display (display, provider);
      if ((dark || !sheets[i].dark) && (high_contrast || !sheets[i].high_contrast))
        gtk_style_context_add_provider_for_display (display, provider,
                                                    GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1 + i);
    }
}

void
bobbin_colors_follow_style (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (providers[0] != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *path = g_strconcat (BOBBIN_RESOURCE_PATH "/", sheets[i].file, NULL);

      providers[i] = gtk_css_provider_new ();
      gtk_css_provider_load_from_resource (providers[i], path);
    }
  g_signal_connect (manager, "notify::dark", G_CALLBACK (update), NULL);
  g_signal_connect (manager, "notify::high-contrast", G_CALLBACK (update), NULL);
  update (manager);
}
