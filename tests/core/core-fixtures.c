#include "core-fixtures.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

#include "bobbin-error.h"

BobbinMachine *
make_machine (void)
{
  BobbinMachine *machine = g_new0 (BobbinMachine, 1);

  g_assert_true (bobbin_core_set_parse ("0-3", &machine->cores));
  machine->n_cores = 4;
  machine->n_configured = 6;
  machine->cpu = g_strdup ("Made-up");
  machine->kernel = g_strdup ("6.1.0");
  machine->page_bytes = 4096;
  machine->memory_bytes = G_GUINT64_CONSTANT (2) << 30;
  machine->available_bytes = G_GUINT64_CONSTANT (1) << 30;
  machine->max_tasks = 3000;
  return machine;
}

GPtrArray *
make_groups (const char *first, ...)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  va_list arguments;

  va_start (arguments, first);
  for (const char *text = first; text != NULL; text = va_arg (arguments, const char *))
    {
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (groups, bobbin_group_spec_parse (text, &error));
      g_assert_no_error (error);
    }
  va_end (arguments);
  return groups;
}

BobbinRun *
make_run (GPtrArray *groups)
{
  static const BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinRequest) request = bobbin_request_new (groups, NULL, &options, machine, &error);

  g_assert_no_error (error);
  g_ptr_array_unref (groups);
  return bobbin_run_new (request, machine);
}

void
assert_refused (GError **error, const char *sentence)
{
  g_assert_error (*error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE);
  if (strstr ((*error)->message, sentence) == NULL)
    g_test_message ("expected: %s", sentence);
  g_assert_nonnull (strstr ((*error)->message, sentence));
  g_assert_true (g_str_has_suffix ((*error)->message, "."));
  g_assert_null (strchr ((*error)->message, '\n'));
  g_clear_error (error);
}

char *
make_root (void)
{
  char *root = g_dir_make_tmp ("bobbin-root-XXXXXX", NULL);

  g_assert_nonnull (root);
  return root;
}

void
put_below (const char *root, const char *path, const char *text)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (full, text, -1, NULL));
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
remove_root (char *root)
{
  remove_folder (root);
  g_free (root);
}
