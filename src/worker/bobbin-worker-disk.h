/* bobbin-worker-disk.h - a worker's own small file on a disk
 *
 * It has no name (O_TMPFILE: open(2)) or loses it at once, so that nothing is
 * left behind however the worker ends. It lies in $XDG_CACHE_HOME, ~/.cache or
 * /var/tmp, whichever is the first on a disk; where all are in memory, the
 * first that lets a file be made.
 */
#pragma once

#include "bobbin-worker-loop.h"

/* The file, with room for all that will be written; a negative errno where
 * there is none to be had. */
int worker_disk_open (void);

/* Writes block number @n, over an older one when the file is full, and waits
 * (marked as such) until the disk has it. False when it could not be written. */
bool worker_disk_write_block (int fd, uint64_t n, WorkerLoop *loop);
