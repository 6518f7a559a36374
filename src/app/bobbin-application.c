#include "config.h"

#include "bobbin-application.h"

#include <glib/gi18n-lib.h>

#include "bobbin-app-resources.h"
#include "bobbin-colors.h"
#include "bobbin-compat.h"
#include "bobbin-debug-info.h"
#include "bobbin-error.h"
#include "bobbin-settings.h"
#include "bobbin-window.h"

struct _BobbinApplication {
  AdwApplication parent_instance;
  BobbinMachine *machine;  /* NULL: not yet read */
  GSettings     *settings; /* NULL: no schema is installed */
};

G_DEFINE_FINAL_TYPE (BobbinApplication, bobbin_application, ADW_TYPE_APPLICATION)

static const BobbinMachine *
get_machine (BobbinApplication *application)
{
  if (application->machine == NULL)
    application->machine = bobbin_machine_read ();
  return application->machine;
}

static BobbinWindow *
ensure_window (BobbinApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (BOBBIN_IS_WINDOW (window))
    return BOBBIN_WINDOW (window);
  return bobbin_window_new (ADW_APPLICATION (application), get_machine (application));
}

static void
bobbin_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (BOBBIN_APPLICATION (application))));
}

/* A built-in scenario goes before a file of the same name; a file's name is
 * meant as the caller sees it. */
static BobbinScenario *
load_scenario (GApplicationCommandLine *command_line, const char *argument, GError **error)
{
  g_autoptr (GPtrArray) builtin = bobbin_scenarios_builtin ();
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < builtin->len; i++)
    {
      const BobbinScenario *scenario = g_ptr_array_index (builtin, i);

      if (g_str_equal (scenario->id, argument))
        return bobbin_scenario_load (argument, error);
    }

  file = g_application_command_line_create_file_for_arg (command_line, argument);
  path = g_file_get_path (file);
  if (path == NULL || !g_file_query_exists (file, NULL))
    return bobbin_scenario_load (argument, error);
  return bobbin_scenario_load (path, error);
}

static int
bobbin_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  const char *name = NULL;
  g_autoptr (BobbinScenario) scenario = NULL;
  g_autoptr (GError) error = NULL;
  gboolean start = g_variant_dict_contains (options, "start");
  BobbinWindow *window;

  if (g_variant_dict_lookup (options, "scenario", "&s", &name))
    {
      scenario = load_scenario (command_line, name, &error);
      if (scenario == NULL)
        {
          g_application_command_line_printerr (command_line, "bobbin: %s\n", error->message);
          return bobbin_error_to_exit_code (error);
        }
    }

  window = ensure_window (BOBBIN_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (window));
  if (scenario != NULL)
    bobbin_window_load_scenario (window, scenario, start);
  else if (start)
    bobbin_window_start (window);
  return 0;
}

static int
bobbin_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("bobbin %s\n", BOBBIN_VERSION);
      return 0;
    }
  return -1;
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinApplication *application = BOBBIN_APPLICATION (data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *info = bobbin_debug_info_collect (window, get_machine (application));

  bobbin_compat_show_about (window, info);
}

/* Closing asks each window to end its workers; the last one ends the program. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  for (GList *item = windows; item != NULL; item = item->next)
    gtk_window_close (GTK_WINDOW (item->data));
}

/* Without a schema the choice holds until the program ends. */
static void
change_theme_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  const char *theme = g_variant_get_string (value, NULL);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (theme, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (theme, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  bobbin_settings_set_string (BOBBIN_APPLICATION (data)->settings, "theme", theme);
  g_simple_action_set_state (action, value);
}

static void
restore_theme (BobbinApplication *application)
{
  g_autofree char *theme = bobbin_settings_get_string (application->settings, "theme");

  if (theme != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (application), "theme",
                                        g_variant_new_string (theme));
}

static void
set_accels (GtkApplication *application)
{
  const struct {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
    { "win.toggle-run", { "<Control>Return", "<Control>KP_Enter" } },
    { "win.export('all')", { "<Control>e" } },
    { "win.toggle-measuring", { "<Control>m" } },
    { "win.measure-shown", { "F5" } },
    { "win.step-experiment(-1)", { "<Control>Page_Up" } },
    { "win.step-experiment(1)", { "<Control>Page_Down" } },
    { "win.sidebar", { "F9" } },
    { "win.workers-table", { "<Control>t" } },
    { "win.fullscreen", { "F11" } },
    { "win.show-page(uint32 0)", { "<Alt>1" } },
    { "win.show-page(uint32 1)", { "<Alt>2" } },
    { "win.show-page(uint32 2)", { "<Alt>3" } },
    { "win.show-help-overlay", { "<Control>question" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
}

static void
bobbin_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "about", about_cb },
    { "quit", quit_cb },
    { "theme", NULL, "s", "'system'", change_theme_cb },
  };
  BobbinApplication *self = BOBBIN_APPLICATION (application);

  bobbin_app_register_resource ();
  g_application_set_resource_base_path (application, BOBBIN_RESOURCE_PATH);
  G_APPLICATION_CLASS (bobbin_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  bobbin_colors_follow_style ();
  self->settings = bobbin_settings_new ();
  restore_theme (self);
  set_accels (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (BOBBIN_APPLICATION_ID);
}

static void
bobbin_application_finalize (GObject *object)
{
  BobbinApplication *application = BOBBIN_APPLICATION (object);

  g_clear_pointer (&application->machine, bobbin_machine_free);
  g_clear_object (&application->settings);
  G_OBJECT_CLASS (bobbin_application_parent_class)->finalize (object);
}

static void
bobbin_application_class_init (BobbinApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bobbin_application_finalize;
  application_class->activate = bobbin_application_activate;
  application_class->startup = bobbin_application_startup;
  application_class->command_line = bobbin_application_command_line;
  application_class->handle_local_options = bobbin_application_handle_local_options;
}

static void
bobbin_application_init (BobbinApplication *application)
{
  const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { "scenario", 's', 0, G_OPTION_ARG_STRING, NULL, N_ ("Load a built-in scenario or a file"),
      N_ ("NAME|FILE") },
    { "start", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start at once"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (application), options);
}

BobbinApplication *
bobbin_application_new (GApplicationFlags flags)
{
  return g_object_new (BOBBIN_TYPE_APPLICATION, "application-id", BOBBIN_APPLICATION_ID, "flags",
                       flags | G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
