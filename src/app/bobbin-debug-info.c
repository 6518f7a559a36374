#include "config.h"

#include "bobbin-debug-info.h"

#include "bobbin-compat.h"

static const char *
get_renderer_name (GtkWindow *window)
{
  GskRenderer *renderer = window != NULL ? gtk_native_get_renderer (GTK_NATIVE (window)) : NULL;

  return renderer != NULL ? G_OBJECT_TYPE_NAME (renderer) : "none";
}

char *
bobbin_debug_info_collect (GtkWindow *window, const BobbinMachine *machine)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autofree char *gtk = bobbin_compat_gtk_version ();
  g_autofree char *adw = bobbin_compat_adw_version ();
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  return g_strdup_printf ("Bobbin %s (%s)\n"
                          "GTK %s, libadwaita %s, GLib %u.%u.%u\n"
                          "Display: %s\n"
                          "Renderer: %s\n"
                          "System: %s\n"
                          "Kernel: %s\n"
                          "Sandbox: %s\n"
                          "Processor: %s\n"
                          "Cores: %u of %u\n"
                          "Page: %u bytes\n",
                          BOBBIN_VERSION, BOBBIN_DEVELOPMENT ? "development" : "release", gtk, adw,
                          glib_major_version, glib_minor_version, glib_micro_version,
                          display != NULL ? G_OBJECT_TYPE_NAME (display) : "none",
                          get_renderer_name (window), os != NULL ? os : "unknown", machine->kernel,
                          bobbin_sandbox_to_string (machine->sandbox), machine->cpu,
                          machine->n_cores, machine->n_configured, machine->page_bytes);
}
