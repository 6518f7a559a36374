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

#define MAX_LINKS 40 /* as the kernel's own bound */

static gboolean
refuse (GError **error, const char *path, int error_number)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED, _("“%s” cannot be written: %s."),
               name, g_strerror (error_number));
  return FALSE;
}

/* Where the bytes really go: behind links, also when nothing is there yet. */
static char *
resolve (const char *path)
{
  char *target = realpath (path, NULL);

  if (target != NULL)
    return target;
  target = g_strdup (path);
  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (target, NULL);
      g_autofree char *folder = NULL;

      if (link == NULL)
        break;
      folder = g_path_get_dirname (target);
      g_free (target);
      target = g_path_is_absolute (link) ? g_strdup (link) : g_build_filename (folder, link, NULL);
    }
  return target;
}

typedef struct {
  gboolean exists;
  gboolean special; /* written into rather than replaced */
  mode_t   mode;
} Target;

/* What is there now. 0, or the errno for which it cannot be written. */
static int
look_at (const char *path, Target *out)
{
  struct stat info;

  *out = (Target) { 0 };
  if (stat (path, &info) < 0)
    return errno == ENOENT ? 0 : errno;
  if (S_ISDIR (info.st_mode))
    return EISDIR;
  out->exists = TRUE;
  out->special = !S_ISREG (info.st_mode);
  out->mode = info.st_mode & 07777;
  return access (path, W_OK) < 0 ? errno : 0;
}

/* An open temporary file in the same folder; -1 with errno. Its name does not
 * grow with the other's, which may be as long as names can be. */
static int
open_beside (const char *path, char **out_temporary)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_build_filename (folder, ".bobbin-XXXXXX", NULL);
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
  return 0;
}

static int
close_after (int fd, int failure)
{
  return close (fd) < 0 && failure == 0 ? errno : failure;
}

static int
write_into (const char *path, GBytes *contents)
{
  /* A pipe without a reader is an error, not a reason to wait for ever. */
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (fd < 0)
    return errno;
  if (fcntl (fd, F_SETFL, 0) < 0)
    return close_after (fd, errno);
  return close_after (fd, write_all (fd, contents));
}

/* The new name outlives a power cut as well. A file system that cannot do this
 * has the file all the same. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
}

static int
replace (const char *path, const Target *target, GBytes *contents)
{
  g_autofree char *temporary = NULL;
  int fd = open_beside (path, &temporary);
  int failure;

  if (fd < 0)
    return errno;
  failure = write_all (fd, contents);
  if (failure == 0 && target->exists && fchmod (fd, target->mode) < 0)
    failure = errno;
  if (failure == 0 && fsync (fd) < 0)
    failure = errno;
  failure = close_after (fd, failure);
  if (failure == 0 && g_rename (temporary, path) < 0)
    failure = errno;
  if (failure != 0)
    g_unlink (temporary);
  else
    sync_folder (path);
  return failure;
}

gboolean
bobbin_atomic_file_write (const char *path, GBytes *contents, GError **error)
{
  g_autofree char *resolved = resolve (path);
  Target target;
  int failure = look_at (resolved, &target);

  if (failure == 0)
    failure = target.special ? write_into (resolved, contents) : replace (resolved, &target, contents);
  return failure == 0 ? TRUE : refuse (error, path, failure);
}

gboolean
bobbin_atomic_file_check (const char *path, GError **error)
{
  g_autofree char *resolved = resolve (path);
  g_autofree char *temporary = NULL;
  Target target;
  int failure = look_at (resolved, &target);
  int fd;

  if (failure != 0)
    return refuse (error, path, failure);
  if (target.special)
    return TRUE;
  fd = open_beside (resolved, &temporary);
  if (fd < 0)
    return refuse (error, path, errno);
  close (fd);
  g_unlink (temporary);
  return TRUE;
}
