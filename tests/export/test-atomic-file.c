/* test-atomic-file.c - a file is there whole or not at all */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bobbin-atomic-file.h"
#include "bobbin-error.h"

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("bobbin-file-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static guint
count_files (const Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static char *
path_of (const Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
write_ok (const char *path, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  bobbin_atomic_file_check (path, &error);
  g_assert_no_error (error);
  bobbin_atomic_file_write (path, bytes, &error);
  g_assert_no_error (error);
}

/* Neither checking nor writing works, and both say the same. */
static void
write_fails (const char *path, int reason)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (GError) check_error = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (bobbin_atomic_file_check (path, &check_error));
  g_assert_error (check_error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED);
  g_assert_false (bobbin_atomic_file_write (path, bytes, &error));
  g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, check_error->message);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, g_strerror (reason)));
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static guint
mode_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "figure.png");
  mode_t mask = umask (027);

  write_ok (path, "one");
  umask (mask);
  assert_contents (path, "one");
  g_assert_cmpuint (mode_of (path), ==, 0640);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "figure.png");
  int old;
  char text[8] = "";

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0604), ==, 0);
  old = open (path, O_RDONLY);
  write_ok (path, "new");
  assert_contents (path, "new");
  g_assert_cmpuint (mode_of (path), ==, 0604);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  /* Whoever is reading the old one reads it to its end. */
  g_assert_cmpint (read (old, text, sizeof text - 1), ==, 3);
  g_assert_cmpstr (text, ==, "old");
  close (old);
}

static void
test_check_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *absent = path_of (fixture, "absent.png");
  g_autofree char *present = path_of (fixture, "present.png");

  g_assert_true (g_file_set_contents (present, "kept", -1, NULL));
  g_assert_true (bobbin_atomic_file_check (absent, NULL));
  g_assert_true (bobbin_atomic_file_check (present, NULL));
  assert_contents (present, "kept");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = path_of (fixture, "target.png");
  g_autofree char *link = path_of (fixture, "link.png");

  g_assert_true (g_file_set_contents (target, "old", -1, NULL));
  g_assert_cmpint (symlink ("target.png", link), ==, 0);
  write_ok (link, "new");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (target, G_FILE_TEST_IS_SYMLINK));
  assert_contents (target, "new");
}

static void
test_dangling_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = path_of (fixture, "not-yet.png");
  g_autofree char *link = path_of (fixture, "link.png");
  g_autofree char *second = path_of (fixture, "second.png");

  g_assert_cmpint (symlink ("not-yet.png", link), ==, 0);
  g_assert_cmpint (symlink (link, second), ==, 0);
  write_ok (second, "new");
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_contents (target, "new");
}

static void
test_link_to_itself (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = path_of (fixture, "link.png");

  g_assert_cmpint (symlink ("link.png", link), ==, 0);
  write_fails (link, ELOOP);
}

/* A device is written into; it must never be replaced by a file. */
static void
test_device (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = path_of (fixture, "null.png");
  struct stat info;

  g_assert_cmpint (symlink ("/dev/null", link), ==, 0);
  write_ok (link, "into nothing");
  g_assert_cmpint (g_stat ("/dev/null", &info), ==, 0);
  g_assert_true (S_ISCHR (info.st_mode));
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = path_of (fixture, "full.png");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("/dev/full is not there");
      return;
    }
  g_assert_cmpint (symlink ("/dev/full", link), ==, 0);
  g_assert_false (bobbin_atomic_file_write (link, bytes, &error));
  g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "full.png"));
  g_assert_nonnull (strstr (error->message, g_strerror (ENOSPC)));
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "no-such-folder/figure.png");

  write_fails (path, ENOENT);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  write_fails (fixture->folder, EISDIR);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_below_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = path_of (fixture, "file");
  g_autofree char *path = g_build_filename (file, "figure.png", NULL);

  g_assert_true (g_file_set_contents (file, "kept", -1, NULL));
  write_fails (path, ENOTDIR);
  assert_contents (file, "kept");
}

static void
test_long_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *most = g_strnfill (255, 'n');
  g_autofree char *path = path_of (fixture, most);
  g_autofree char *more = g_strnfill (256, 'n');
  g_autofree char *too_long = path_of (fixture, more);

  write_ok (path, "a name may be as long as it can be");
  write_fails (too_long, ENAMETOOLONG);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* What may not be written is not replaced either. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "figure.png");

  if (geteuid () == 0)
    {
      g_test_skip ("permissions do not bind root");
      return;
    }
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  write_fails (path, EACCES);
  assert_contents (path, "old");
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_autofree char *beside = path_of (fixture, "beside.png");
  write_fails (beside, EACCES);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/atomic-file/new", test_new);
  ADD ("/atomic-file/replaced", test_replaced);
  ADD ("/atomic-file/check-leaves-nothing", test_check_leaves_nothing);
  ADD ("/atomic-file/link", test_link);
  ADD ("/atomic-file/dangling-link", test_dangling_link);
  ADD ("/atomic-file/link-to-itself", test_link_to_itself);
  ADD ("/atomic-file/device", test_device);
  ADD ("/atomic-file/full", test_full);
  ADD ("/atomic-file/no-folder", test_no_folder);
  ADD ("/atomic-file/folder", test_folder);
  ADD ("/atomic-file/below-a-file", test_below_a_file);
  ADD ("/atomic-file/long-name", test_long_name);
  ADD ("/atomic-file/read-only", test_read_only);
  return g_test_run ();
}
