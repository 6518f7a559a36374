#include "bobbin-worker-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/vfs.h>
#include <unistd.h>

#define BLOCK_BYTES 4096
#define N_BLOCKS    64

#define N_FOLDERS 4

typedef char Path[PATH_MAX];

/* Only a whole path is one: XDG Base Directory Specification. */
static void
join (Path path, const char *folder, const char *name)
{
  int length = folder != NULL && folder[0] == '/' ? snprintf (path, sizeof (Path), "%s%s", folder, name) : 0;

  if (length <= 0 || (size_t) length >= sizeof (Path))
    path[0] = '\0';
}

static bool
is_in_memory (const char *folder)
{
  struct statfs status;

  if (statfs (folder, &status) < 0)
    return true;
  return status.f_type == TMPFS_MAGIC || status.f_type == RAMFS_MAGIC;
}

/* -1 with errno. */
static int
open_nameless (const char *folder)
{
  Path path;
  int fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return fd;

  /* Not every file system can do without a name. */
  join (path, folder, "/bobbin-XXXXXX");
  if (path[0] == '\0')
    return -1;
  fd = mkostemp (path, O_CLOEXEC);
  if (fd >= 0)
    unlink (path);
  return fd;
}

/* So that a full disk is told before the start, and not met in the work. */
static int
make_room (int fd)
{
  if (fallocate (fd, 0, 0, (off_t) BLOCK_BYTES * N_BLOCKS) == 0 || errno == EOPNOTSUPP || errno == ENOSYS)
    return fd;

  int error = errno;
  close (fd);
  errno = error;
  return -1;
}

int
worker_disk_open (void)
{
  Path folders[N_FOLDERS] = { "", "", "/var/tmp", "/tmp" };
  int error = ENOENT;

  join (folders[0], getenv ("XDG_CACHE_HOME"), "");
  join (folders[1], getenv ("HOME"), "/.cache");

  for (int in_memory = 0; in_memory < 2; in_memory++)
    for (int i = 0; i < N_FOLDERS; i++)
      {
        if (folders[i][0] == '\0' || is_in_memory (folders[i]) != (in_memory == 1))
          continue;

        int fd = open_nameless (folders[i]);
        if (fd >= 0)
          fd = make_room (fd);
        if (fd >= 0)
          return fd;
        error = errno;
      }
  return -error;
}

bool
worker_disk_write_block (int fd, uint64_t n, WorkerLoop *loop)
{
  uint64_t block[BLOCK_BYTES / sizeof n] = { n, loop->value };
  bool written;

  worker_record_block (loop->record, BOBBIN_SLICE_DISK);
  written = pwrite (fd, block, sizeof block, (off_t) (n % N_BLOCKS) * BLOCK_BYTES) == (ssize_t) sizeof block
            && fdatasync (fd) == 0;
  worker_record_unblock (loop->record, BOBBIN_SLICE_DISK);
  if (written)
    worker_loop_count (loop);
  return written;
}
