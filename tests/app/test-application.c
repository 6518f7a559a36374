#include "config.h"

#include <glib/gstdio.h>

#include "app-test.h"

/* Runs the real program; what it writes, and its exit code. */
static int
run_program (const char *const *arguments, char **out_text, char **out_errors)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, (gpointer) g_getenv ("BOBBIN_PROGRAM"));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, out_text, out_errors, &error);
  g_assert_no_error (error);
  return g_subprocess_get_exit_status (process);
}

static void
test_version (void)
{
  g_autofree char *text = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (run_program ((const char *[]) { "--version", NULL }, &text, &errors), ==, 0);
  g_assert_cmpstr (text, ==, "bobbin " BOBBIN_VERSION "\n");
}

static void
test_help (void)
{
  g_autofree char *text = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (run_program ((const char *[]) { "--help", NULL }, &text, &errors), ==, 0);
  g_assert_nonnull (strstr (text, "--scenario"));
}

/* One sentence that names what was wrong, and no window. */
static void
test_unknown_scenario (void)
{
  g_autofree char *text = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (run_program ((const char *[]) { "--scenario", "no-such-scene", NULL }, &text,
                                &errors),
                   ==, 2);
  g_assert_nonnull (strstr (errors, "no-such-scene"));
}

static GtkWidget *
get_window (void)
{
  return GTK_WIDGET (
    gtk_application_get_active_window (GTK_APPLICATION (app_test_get_application ())));
}

/* Actions of the application, on the one that is in this process. */
static void
test_theme (void)
{
  GActionGroup *application = G_ACTION_GROUP (app_test_get_application ());
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_action_group_change_action_state (application, "theme", g_variant_new_string ("dark"));
  g_assert_true (adw_style_manager_get_dark (manager));
  g_action_group_change_action_state (application, "theme", g_variant_new_string ("light"));
  g_assert_false (adw_style_manager_get_dark (manager));
  g_action_group_change_action_state (application, "theme", g_variant_new_string ("system"));
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_about_and_quit (void)
{
  GActionGroup *application = G_ACTION_GROUP (app_test_get_application ());
  g_autoptr (BobbinMachine) machine = app_test_make_machine (2);
  BobbinWindow *window = bobbin_window_new (app_test_get_application (), machine);

  gtk_window_present (GTK_WINDOW (window));
  app_test_settle (200);
  g_assert_true (get_window () == GTK_WIDGET (window));
  g_action_group_activate_action (application, "about", NULL);
  app_test_settle (200);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), >=, 2);
  g_action_group_activate_action (application, "quit", NULL);
  app_test_settle (300);
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (app_test_get_application ())));
}

/* Every accelerator belongs to an action that is there, and is in the overview. */
static void
test_shortcuts (void)
{
  GtkApplication *application = GTK_APPLICATION (app_test_get_application ());
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GBytes) overview = g_resources_lookup_data (
    BOBBIN_RESOURCE_PATH "/gtk/help-overlay.ui", 0, NULL);

  g_assert_nonnull (overview);
  g_assert_true (gtk_builder_add_from_resource (
    builder, BOBBIN_RESOURCE_PATH "/gtk/help-overlay.ui", NULL));
  g_assert_cmpuint (g_strv_length (actions), >=, 10);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, actions[i]);
      g_autofree char *escaped = g_markup_escape_text (accels[0], -1);
      g_autofree char *text = g_strndup (g_bytes_get_data (overview, NULL),
                                         g_bytes_get_size (overview));

      /* Three keys in a row are one entry. */
      if (g_str_has_prefix (actions[i], "win.show-page"))
        g_assert_nonnull (strstr (text, "&lt;Alt&gt;1...3"));
      else if (strstr (text, escaped) == NULL)
        g_error ("%s of %s is not in the overview", accels[0], actions[i]);
    }
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/application/version", test_version);
  g_test_add_func ("/application/help", test_help);
  g_test_add_func ("/application/unknown-scenario", test_unknown_scenario);
  g_test_add_func ("/application/theme", test_theme);
  g_test_add_func ("/application/about-and-quit", test_about_and_quit);
  g_test_add_func ("/application/shortcuts", test_shortcuts);
  return g_test_run ();
}
