#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "app-test.h"
#include "bobbin-group-card.h"
#include "bobbin-stepper.h"

typedef struct {
  BobbinWindow *window;
  char         *folder;
} Fixture;

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
load (BobbinWindow *window, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load (id, &error);

  g_assert_no_error (error);
  bobbin_window_load_scenario (window, scenario, FALSE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();

  fixture->folder = g_dir_make_tmp ("bobbin-window-XXXXXX", NULL);
  fixture->window = bobbin_window_new (app_test_get_application (), machine);
  /* A window remembers the last one's scenario. */
  load (fixture->window, "default");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (app_test_wait (is_mapped, bobbin_window_get_timeline (fixture->window)));
  app_test_settle (100);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Nothing keeps a window that is closed, nor its session. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  BobbinRunner *runner = bobbin_window_get_runner (fixture->window);
  BobbinSession *session = bobbin_runner_get_session (runner);

  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  g_object_add_weak_pointer (G_OBJECT (runner), (gpointer *) &runner);
  if (session != NULL)
    g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  app_test_settle (300);
  g_assert_null (session);
  g_assert_null (runner);
  g_assert_null (fixture->window);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static const BobbinRun *
get_run (Fixture *fixture)
{
  return bobbin_runner_get_run (bobbin_window_get_runner (fixture->window));
}

static gboolean
is_running (gpointer data)
{
  const BobbinRun *run = get_run (data);

  return run != NULL && run->now_ns > 700 * BOBBIN_NS_PER_MS;
}

static gboolean
is_over (gpointer data)
{
  return !bobbin_runner_is_active (bobbin_window_get_runner (((Fixture *) data)->window));
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

static void
start (Fixture *fixture)
{
  activate (fixture, "win.toggle-run");
  g_assert_true (app_test_wait (is_running, fixture));
}

static BobbinGroupCard *
get_card (Fixture *fixture, guint i)
{
  return BOBBIN_GROUP_CARD (
    bobbin_groups_panel_get_card (bobbin_window_get_panel (fixture->window), i));
}

static BobbinStepper *
get_count (Fixture *fixture, guint i)
{
  return BOBBIN_STEPPER (bobbin_group_card_get_control (get_card (fixture, i), "count"));
}

static void
test_run (Fixture *fixture, gconstpointer data)
{
  BobbinChart *timeline = BOBBIN_CHART (bobbin_window_get_timeline (fixture->window));
  BobbinSummaryRow *row;
  guint64 n_draws;

  g_assert_false (is_enabled (fixture, "freeze"));
  g_assert_false (is_enabled (fixture, "export"));
  g_assert_cmpstr (bobbin_status_line_get_own_cost (bobbin_window_get_status (fixture->window)),
                   ==, "");
  start (fixture);
  g_assert_true (is_enabled (fixture, "freeze"));
  g_assert_true (is_enabled (fixture, "export"));
  g_assert_nonnull (strstr (bobbin_window_get_subtitle (fixture->window), "8 workers"));
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (bobbin_history_get_length (get_run (fixture)->history, i), >, 0);

  app_test_settle (1500);
  row = bobbin_summary_get (G_LIST_STORE (bobbin_window_get_summary (fixture->window)), 0);
  g_assert_true (bobbin_summary_row_is_measured (row));
  g_assert_cmpstr (bobbin_status_line_get_own_cost (bobbin_window_get_status (fixture->window)),
                   !=, "");

  activate (fixture, "win.freeze");
  app_test_settle (100);
  n_draws = bobbin_chart_get_n_draws (timeline);
  app_test_settle (700);
  g_assert_cmpuint (bobbin_chart_get_n_draws (timeline), ==, n_draws);
  g_assert_nonnull (strstr (bobbin_window_get_subtitle (fixture->window), "frozen"));
  activate (fixture, "win.freeze");
  app_test_settle (700);
  g_assert_cmpuint (bobbin_chart_get_n_draws (timeline), >, n_draws);

  activate (fixture, "win.toggle-run");
  g_assert_true (app_test_wait (is_over, fixture));
  g_assert_nonnull (strstr (bobbin_window_get_subtitle (fixture->window), "ended after"));
  g_assert_cmpstr (bobbin_status_line_get_own_cost (bobbin_window_get_status (fixture->window)),
                   ==, "");
  g_assert_false (is_enabled (fixture, "freeze"));
  g_assert_true (is_enabled (fixture, "export"));
}

static gboolean
pid_is_gone (gpointer pid)
{
  return kill (GPOINTER_TO_INT (pid), 0) != 0;
}

static void
test_close_ends_workers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  BobbinWindow *other = bobbin_window_new (app_test_get_application (), machine);
  Fixture closing = { .window = other };
  int pid;

  load (other, "default");
  gtk_window_present (GTK_WINDOW (other));
  start (&closing);
  pid = bobbin_run_get_worker (get_run (&closing), 0)->pid;
  g_assert_cmpint (kill (pid, 0), ==, 0);
  gtk_window_close (GTK_WINDOW (other));
  g_assert_true (app_test_wait (pid_is_gone, GINT_TO_POINTER (pid)));
}

static void
test_edit_while_running (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  g_assert_false (bobbin_window_shows_restart (fixture->window));
  bobbin_stepper_step (get_count (fixture, 0), 1);
  g_assert_true (bobbin_window_shows_restart (fixture->window));
  g_assert_cmpuint (get_run (fixture)->workers->len, ==, 8);
  activate (fixture, "win.restart");
  g_assert_true (app_test_wait (is_running, fixture));
  g_assert_cmpuint (get_run (fixture)->workers->len, ==, 9);
  g_assert_false (bobbin_window_shows_restart (fixture->window));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  bobbin_stepper_type (get_count (fixture, 1), "0");
  g_assert_nonnull (bobbin_group_card_get_problem (get_card (fixture, 1)));
  g_assert_null (bobbin_groups_panel_get_problem (bobbin_window_get_panel (fixture->window)));
  activate (fixture, "win.toggle-run");
  g_assert_nonnull (bobbin_window_get_last_message (fixture->window));
  g_assert_null (get_run (fixture));
  bobbin_stepper_type (get_count (fixture, 1), "2");
  g_assert_null (bobbin_group_card_get_problem (get_card (fixture, 1)));
}

static void
test_scenario (Fixture *fixture, gconstpointer data)
{
  BobbinGroupsPanel *panel = bobbin_window_get_panel (fixture->window);

  bobbin_groups_panel_choose_scenario (panel, "mixed");
  g_assert_cmpstr (bobbin_groups_panel_get_marked (panel), ==, "mixed");
  g_assert_true (app_test_wait (is_running, fixture));
  g_assert_cmpint (bobbin_stepper_get_value (get_count (fixture, 0)), ==,
                   bobbin_run_get_group (get_run (fixture), 0)->spec->count);
  g_assert_null (bobbin_window_get_last_message (fixture->window));

  bobbin_stepper_step (get_count (fixture, 0), 1);
  g_assert_null (bobbin_groups_panel_get_marked (panel));
  bobbin_groups_panel_choose_scenario (panel, "sleep");
  g_assert_cmpstr (bobbin_groups_panel_get_marked (panel), ==, "sleep");
  /* What was edited by hand can be had back. */
  g_assert_nonnull (bobbin_window_get_last_message (fixture->window));
}

static void
test_remembers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  BobbinWindow *other;

  load (fixture->window, "one-core");
  other = bobbin_window_new (app_test_get_application (), machine);
  g_assert_cmpstr (bobbin_groups_panel_get_marked (bobbin_window_get_panel (other)), ==, "one-core");
  gtk_window_destroy (GTK_WINDOW (other));
}

static gboolean
has_crashed (gpointer data)
{
  const BobbinRun *run = get_run (data);
  guint n = 0;

  for (guint i = 0; i < run->workers->len; i++)
    n += bobbin_run_get_worker (run, i)->end == BOBBIN_END_CRASHED;
  return n > 0;
}

static void
test_crash_worker (Fixture *fixture, gconstpointer data)
{
  g_assert_false (is_enabled (fixture, "crash-worker"));
  start (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.crash-worker", "u",
                                             1));
  g_assert_true (app_test_wait (has_crashed, fixture));
  g_assert_cmpint (bobbin_run_get_worker (get_run (fixture), 1)->end, ==, BOBBIN_END_CRASHED);
  g_assert_cmpint (bobbin_run_get_worker (get_run (fixture), 0)->end, ==, BOBBIN_END_RUNNING);
}

/* A thread takes its whole process along, and the selected one goes first. */
static void
test_crash_group (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  bobbin_timeline_view_select (bobbin_window_get_timeline (fixture->window), 5);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.crash-group", "s",
                                             "threads"));
  g_assert_true (app_test_wait (has_crashed, fixture));
  g_assert_true (bobbin_run_get_worker (get_run (fixture), 5)->culprit);
  g_assert_cmpuint (bobbin_run_get_n_alive (get_run (fixture)), ==, 4);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.crash-group", "s",
                                             "threads"));
  g_assert_nonnull (bobbin_window_get_last_message (fixture->window));
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  g_assert_true (gtk_widget_activate_action (window, "win.add-group", "s", "threads"));
  g_assert_nonnull (get_card (fixture, 2));
  g_assert_true (gtk_widget_activate_action (window, "win.duplicate-group", "u", 0));
  g_assert_nonnull (get_card (fixture, 3));
  g_assert_true (gtk_widget_activate_action (window, "win.remove-group", "u", 1));
  g_assert_true (gtk_widget_activate_action (window, "win.remove-group", "u", 1));
  g_assert_true (gtk_widget_activate_action (window, "win.remove-group", "u", 1));
  g_assert_null (bobbin_groups_panel_get_card (bobbin_window_get_panel (fixture->window), 1));
  g_assert_false (is_enabled (fixture, "remove-group"));
}

static char *
get_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static gboolean
export_to (Fixture *fixture, BobbinFigureId id, const char *name, GError **error)
{
  g_autofree char *path = get_path (fixture, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return bobbin_window_export_figure (fixture->window, id, file, error);
}

static void
assert_begins (Fixture *fixture, const char *name, const char *magic)
{
  g_autofree char *path = get_path (fixture, name);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (g_str_has_prefix (contents, magic));
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *blocked = get_path (fixture, "blocked.png");

  start (fixture);
  g_assert_true (export_to (fixture, BOBBIN_FIGURE_TIMELINE, "a.png", &error));
  g_assert_no_error (error);
  assert_begins (fixture, "a.png", "\x89PNG");
  g_assert_nonnull (strstr (bobbin_window_get_last_message (fixture->window), "a.png"));
  activate (fixture, "win.toggle-run");
  g_assert_true (app_test_wait (is_over, fixture));
  g_assert_true (export_to (fixture, BOBBIN_FIGURE_ALL, "b.svg", NULL));
  assert_begins (fixture, "b.svg", "<?xml");
  g_assert_true (export_to (fixture, BOBBIN_FIGURE_MEMORY, "c.pdf", NULL));
  assert_begins (fixture, "c.pdf", "%PDF");

  g_assert_false (export_to (fixture, BOBBIN_FIGURE_TABLE, "d.gif", &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (bobbin_window_get_last_message (fixture->window), ==, error->message);
  g_clear_error (&error);
  g_assert_false (export_to (fixture, BOBBIN_FIGURE_TABLE, "no/such/folder.png", &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (blocked, G_FILE_TEST_EXISTS));
}

static char *
export_and_read (Fixture *fixture, BobbinFigureId id)
{
  g_autofree char *path = get_path (fixture, "read.png");
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (export_to (fixture, id, "read.png", NULL));
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
}

/* The timeline that is seen by core is the figure of that title; the picture
 * of all is of workers. */
static void
test_export_by_core (Fixture *fixture, gconstpointer data)
{
  g_autofree char *timeline = NULL;
  g_autofree char *cores = NULL;
  g_autofree char *all = NULL;
  g_autofree char *timeline_by_core = NULL;
  g_autofree char *all_by_core = NULL;

  start (fixture);
  activate (fixture, "win.toggle-run");
  g_assert_true (app_test_wait (is_over, fixture));
  timeline = export_and_read (fixture, BOBBIN_FIGURE_TIMELINE);
  cores = export_and_read (fixture, BOBBIN_FIGURE_CORES);
  all = export_and_read (fixture, BOBBIN_FIGURE_ALL);
  g_object_set (bobbin_window_get_timeline (fixture->window), "lanes", BOBBIN_LANES_CORES, NULL);
  timeline_by_core = export_and_read (fixture, BOBBIN_FIGURE_TIMELINE);
  all_by_core = export_and_read (fixture, BOBBIN_FIGURE_ALL);
  g_assert_cmpstr (timeline, !=, cores);
  g_assert_cmpstr (timeline_by_core, ==, cores);
  g_assert_cmpstr (all_by_core, ==, all);
}

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  GdkTexture **out_texture = data;

  *out_texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_set (gpointer texture)
{
  return *(GdkTexture **) texture != NULL;
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_autoptr (GdkTexture) texture = NULL;

  start (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-figure", "s",
                                             "memory"));
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "image/svg+xml"));
  gdk_clipboard_read_texture_async (clipboard, NULL, read_cb, &texture);
  g_assert_true (app_test_wait (is_set, &texture));
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1920);
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  BobbinBoard *board = bobbin_window_get_board (fixture->window);

  g_assert_false (bobbin_board_is_paged (board));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  app_test_settle (300);
  g_assert_true (bobbin_board_is_paged (board));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (bobbin_window_get_timeline (fixture->window))));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (bobbin_window_get_memory (fixture->window))));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "u",
                                             BOBBIN_PAGE_MEMORY));
  app_test_settle (100);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (bobbin_window_get_memory (fixture->window))));
  g_assert_false (bobbin_board_get_alone (board));
}

static void
test_alone (Fixture *fixture, gconstpointer data)
{
  BobbinBoard *board = bobbin_window_get_board (fixture->window);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "u",
                                             BOBBIN_PAGE_SUMMARY));
  g_assert_true (bobbin_board_get_alone (board));
  g_assert_cmpuint (bobbin_board_get_page (board), ==, BOBBIN_PAGE_SUMMARY);
  activate (fixture, "win.escape");
  g_assert_false (bobbin_board_get_alone (board));
}

static void
test_workers_table (Fixture *fixture, gconstpointer data)
{
  GtkWidget *workers = GTK_WIDGET (bobbin_window_get_workers (fixture->window));

  start (fixture);
  g_assert_false (gtk_widget_get_mapped (workers));
  activate (fixture, "win.workers-table");
  app_test_settle (100);
  g_assert_true (gtk_widget_get_mapped (workers));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (bobbin_window_get_timeline (fixture->window))));
  activate (fixture, "win.workers-table");
  app_test_settle (100);
  g_assert_false (gtk_widget_get_mapped (workers));
}

/* The window fits the smallest screen that it promises. */
static void
test_least_size (Fixture *fixture, gconstpointer data)
{
  int width, height;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 600);
  app_test_settle (300);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_VERTICAL, -1, &height, NULL,
                      NULL, NULL);
  g_assert_cmpint (width, <=, 400);
  g_assert_cmpint (height, <=, 560);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  gtk_test_accessible_assert_role (bobbin_window_get_status (fixture->window),
                                   GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (bobbin_window_get_status (fixture->window),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Status");
  gtk_test_accessible_assert_role (bobbin_window_get_panel (fixture->window),
                                   GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (bobbin_window_get_panel (fixture->window),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Groups, scenarios and experiments");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                 == GTK_WIDGET (bobbin_window_get_timeline (fixture->window)));
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  add ("/window/run", test_run);
  add ("/window/close-ends-workers", test_close_ends_workers);
  add ("/window/edit-while-running", test_edit_while_running);
  add ("/window/refused", test_refused);
  add ("/window/scenario", test_scenario);
  add ("/window/remembers", test_remembers);
  add ("/window/crash-worker", test_crash_worker);
  add ("/window/crash-group", test_crash_group);
  add ("/window/groups", test_groups);
  add ("/window/export", test_export);
  add ("/window/export-by-core", test_export_by_core);
  add ("/window/copy", test_copy);
  add ("/window/narrow", test_narrow);
  add ("/window/alone", test_alone);
  add ("/window/workers-table", test_workers_table);
  add ("/window/least-size", test_least_size);
  add ("/window/accessible", test_accessible);
  return g_test_run ();
}
