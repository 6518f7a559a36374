/* app-test.h - what the tests of the window have in common */
#pragma once

#include "bobbin-application.h"
#include "bobbin-window.h"

/* Ends with 77, "skipped", when there is no display. */
void app_test_init (int *argc, char ***argv);

/* An application that is off the session bus, registered; made at first use. */
AdwApplication *app_test_get_application (void);

/* A machine with @n_cores and plenty of everything. */
BobbinMachine *app_test_make_machine (guint n_cores);

/* Lets the main loop turn for @ms, and then until what is due has been drawn, however
 * busy the machine is; until @condition holds. FALSE: it did not
 * within 20 s. */
void     app_test_settle (guint ms);
gboolean app_test_wait   (gboolean (*condition) (gpointer data), gpointer data);

/* Shows @widget in a plain window of that size (transfer none), drawn once. */
GtkWindow *app_test_show (GtkWidget *widget, int width, int height);

/* Turns the main loop until a destroyed window is gone. */
void app_test_destroy (GtkWindow *window);

/* Gives the widget with the focus, and then what it lies in, a key as GTK would.
 * FALSE: none of them does anything with it. */
gboolean app_test_press (GtkWindow *window, guint key, GdkModifierType modifiers);

/* The one controller of that type that was added to @widget itself (transfer none). */
gpointer app_test_get_controller (gpointer widget, GType type);
