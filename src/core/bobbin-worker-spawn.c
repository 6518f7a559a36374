/* bobbin-worker-spawn.c */
#include "config.h"

#include "bobbin-worker-spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

int
bobbin_worker_move_fd_up (int fd)
{
  int moved;

  if (fd < 0)
    return fd;
  moved = fcntl (fd, F_DUPFD_CLOEXEC, 16);
  if (moved < 0)
    moved = -errno;
  close (fd);
  return moved;
}

/* posix_spawn() shares the caller's memory until the exec, so a large program
 * with a window starts the tree as cheaply as a small one. */
int
bobbin_worker_spawn (const char *path, const char *argument, const int *fds, guint n_fds, pid_t *out_pid)
{
  char *arguments[] = { (char *) "bobbin-worker", (char *) argument, NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  int error;

  posix_spawn_file_actions_init (&actions);
  posix_spawnattr_init (&attributes);
  sigemptyset (&none);
  sigfillset (&all);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setsigdefault (&attributes, &all);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  /* All are far above the numbers they get, so that none overwrites another. */
  posix_spawn_file_actions_addopen (&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen (&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  for (guint i = 0; i < n_fds; i++)
    posix_spawn_file_actions_adddup2 (&actions, fds[i], STDERR_FILENO + 1 + (int) i);
#ifdef __GLIBC__
  posix_spawn_file_actions_addclosefrom_np (&actions, STDERR_FILENO + 1 + (int) n_fds);
#endif

  error = posix_spawn (out_pid, path, &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  return error;
}
