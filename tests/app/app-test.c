#include "config.h"

#include "app-test.h"

#include <stdlib.h>

#include "bobbin-error.h"
#include "bobbin-gtop.h"

#define PATIENCE_MS 20000
#define SKIPPED 77
#define FRAME_MS 5
#define FRAME_PATIENCE_MS 2000

void
app_test_init (int *argc, char ***argv)
{
  bobbin_base_init ();
  bobbin_gtop_init ();
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      exit (SKIPPED);
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                "gtk-decoration-layout", "appmenu:close", NULL);
}

AdwApplication *
app_test_get_application (void)
{
  static BobbinApplication *application;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = bobbin_application_new (G_APPLICATION_NON_UNIQUE);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }
  return ADW_APPLICATION (application);
}

BobbinMachine *
app_test_make_machine (guint n_cores)
{
  BobbinMachine *machine = g_new0 (BobbinMachine, 1);

  machine->n_cores = n_cores;
  machine->n_configured = n_cores;
  for (guint i = 0; i < n_cores; i++)
    bobbin_core_set_add (&machine->cores, i);
  machine->cpu = g_strdup ("Test processor");
  machine->kernel = g_strdup ("6.1");
  machine->page_bytes = 4096;
  machine->memory_bytes = G_GUINT64_CONSTANT (8) << 30;
  machine->available_bytes = G_GUINT64_CONSTANT (4) << 30;
  machine->max_tasks = 4000;
  return machine;
}

static gboolean
done_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
turn_for (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  (*(guint *) data)++;
}

/* What the server has to say has come, and was laid out and drawn twice: a size
 * that follows from another one needs the second. Windows that are not seen have
 * no frames. */
static void
draw_what_is_due (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_painted = 0;
  gulong handler;

  gdk_display_sync (gtk_widget_get_display (window));
  if (clock == NULL || !gtk_widget_get_mapped (window))
    return;
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &n_painted);
  for (guint waited_ms = 0; n_painted < 2 && waited_ms < FRAME_PATIENCE_MS; waited_ms += FRAME_MS)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      turn_for (FRAME_MS);
    }
  g_signal_handler_disconnect (clock, handler);
}

void
app_test_settle (guint ms)
{
  g_autoptr (GList) windows = NULL;

  turn_for (ms);
  windows = gtk_window_list_toplevels ();
  g_list_foreach (windows, (GFunc) (void (*) (void)) g_object_ref, NULL);
  for (GList *l = windows; l != NULL; l = l->next)
    {
      draw_what_is_due (l->data);
      g_object_unref (l->data);
    }
}

gboolean
app_test_wait (gboolean (*condition) (gpointer data), gpointer data)
{
  for (guint waited_ms = 0; waited_ms < PATIENCE_MS; waited_ms += 10)
    {
      if (condition (data))
        return TRUE;
      turn_for (10);
    }
  return condition (data);
}

static gboolean
is_drawn (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

GtkWindow *
app_test_show (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  app_test_get_application ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (app_test_wait (is_drawn, widget));
  app_test_settle (50);
  return GTK_WINDOW (window);
}

void
app_test_destroy (GtkWindow *window)
{
  gtk_window_destroy (window);
  app_test_settle (50);
}

static gboolean
press_shortcut (GtkWidget *widget, GtkShortcut *shortcut, guint key, GdkModifierType modifiers)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

  if (!GTK_IS_KEYVAL_TRIGGER (trigger) || gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key
      || gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) != modifiers)
    return FALSE;
  return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), GTK_SHORTCUT_ACTION_EXCLUSIVE, widget,
                                       gtk_shortcut_get_arguments (shortcut));
}

static gboolean
press_at (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts) && j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);

          if (press_shortcut (widget, shortcut, key, modifiers))
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
app_test_press (GtkWindow *window, guint key, GdkModifierType modifiers)
{
  for (GtkWidget *widget = gtk_window_get_focus (window); widget != NULL; widget = gtk_widget_get_parent (widget))
    if (press_at (widget, key, modifiers))
      return TRUE;
  return FALSE;
}

gpointer
app_test_get_controller (gpointer widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return controller;
    }
  g_assert_not_reached ();
}
