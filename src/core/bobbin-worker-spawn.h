/* bobbin-worker-spawn.h - starts bobbin-worker with descriptors of its own
 *
 * Any thread.
 */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Moves @fd, unless it is a negative errno, out of the way of the numbers that
 * the worker expects. Takes @fd; the new one or a negative errno. */
int bobbin_worker_move_fd_up (int fd);

/* Starts the program at @path with @argument (nullable) and @fds, moved up, as
 * its descriptors from 3 on; standard input and output are /dev/null. 0 or an errno. */
int bobbin_worker_spawn (const char *path, const char *argument, const int *fds, guint n_fds, pid_t *out_pid);

G_END_DECLS
