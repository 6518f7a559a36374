/* test-error.c - exit codes of failures, and whose the main thread is */
#include <glib.h>

#include "bobbin-error.h"

static void
test_exit_codes (void)
{
  g_autoptr (GError) usage = g_error_new_literal (BOBBIN_ERROR, BOBBIN_ERROR_USAGE, "u");
  g_autoptr (GError) failed = g_error_new_literal (BOBBIN_ERROR, BOBBIN_ERROR_FAILED, "f");
  g_autoptr (GError) partial = g_error_new_literal (BOBBIN_ERROR, BOBBIN_ERROR_PARTIAL, "p");
  g_autoptr (GError) foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "n");

  g_assert_cmpint (bobbin_error_to_exit_code (NULL), ==, 0);
  g_assert_cmpint (bobbin_error_to_exit_code (failed), ==, 1);
  g_assert_cmpint (bobbin_error_to_exit_code (foreign), ==, 1);
  g_assert_cmpint (bobbin_error_to_exit_code (usage), ==, 2);
  g_assert_cmpint (bobbin_error_to_exit_code (partial), ==, 3);
}

static gpointer
ask_on_thread (gpointer data)
{
  return GINT_TO_POINTER (bobbin_is_main_thread ());
}

static void
test_main_thread (void)
{
  GThread *thread = g_thread_new ("other", ask_on_thread, NULL);

  g_assert_false (GPOINTER_TO_INT (g_thread_join (thread)));
  g_assert_true (bobbin_is_main_thread ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  g_test_add_func ("/error/exit-codes", test_exit_codes);
  g_test_add_func ("/error/main-thread", test_main_thread);
  return g_test_run ();
}
