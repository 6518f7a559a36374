#include "config.h"

#include "bobbin-atomic-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bobbin-error.h"

static gboolean
refuse (GError **error, const char *path, int error_number)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED, _("“%s” cannot be written: %s."),
               name, g_strerror (error_number));
  return FALSE;
}

/* Where the bytes really go: behind a link, or the path itself. */
static char *
resolve (const char *path)
{
  char *target = realpath (path, NULL);

  return target != NULL ? target : g_strdup (path);
}

/* An open temporary file in the same folder; -1 with errno. */
static int
open_beside (const char *path, char **out_temporary)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);
  g_autofree char *temporary = g_build_filename (folder, hidden, NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);

  if (fd >= 0)
    *out_temporary = g_steal_pointer (&temporary);
  return fd;
}

static int
write_all (int fd, GBytes *contents)
{
  gsize length;
  const char *data = g_bytes_get_data (contents, &length);

  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return errno;
      data += written;
      length -= (gsize) written;
    }
  return fsync (fd) < 0 ? errno : 0;
}

gboolean
bobbin_atomic_file_write (const char *path, GBytes *contents, GError **error)
{
  g_autofree char *target = resolve (path);
  g_autofree char *temporary = NULL;
  struct stat old;
  int fd, failure;

  fd = open_beside (target, &temporary);
  if (fd < 0)
    return refuse (error, path, errno);

  failure = write_all (fd, contents);
  if (failure == 0 && stat (target, &old) == 0 && S_ISREG (old.st_mode)
      && fchmod (fd, old.st_mode & 07777) < 0)
    failure = errno;
  if (close (fd) < 0 && failure == 0)
    failure = errno;
  if (failure == 0 && g_rename (temporary, target) < 0)
    failure = errno;
  if (failure == 0)
    return TRUE;

  g_unlink (temporary);
  return refuse (error, path, failure);
}

gboolean
bobbin_atomic_file_check (const char *path, GError **error)
{
  g_autofree char *target = resolve (path);
  g_autofree char *temporary = NULL;
  int fd;

  if (g_file_test (target, G_FILE_TEST_IS_DIR))
    return refuse (error, path, EISDIR);
  fd = open_beside (target, &temporary);
  if (fd < 0)
    return refuse (error, path, errno);
  close (fd);
  g_unlink (temporary);
  return TRUE;
}
