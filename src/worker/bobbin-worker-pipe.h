/* bobbin-worker-pipe.h - the pipe of a group
 *
 * One pipe, made before the fork; workers with an odd index (from 1) write
 * blocks, those with an even one read them. Each process has both ends, so
 * nobody's death is the end of the pipe: who is left waits, and can be told to
 * stop. That is also why the wait is one for readiness (epoll_wait(2)) that
 * looks up now and then, and not a read(2) or write(2) that only the other side
 * could end. EPOLLEXCLUSIVE wakes one of many, as a blocking call would.
 */
#pragma once

#include "bobbin-worker-loop.h"

/* A block is written whole or not at all (PIPE_BUF: pipe(7)), so that one that
 * dies while writing leaves no part of one behind. */
#define WORKER_BLOCK_BYTES 4096

typedef enum {
  WORKER_PIPE_READ = 0,
  WORKER_PIPE_WRITE = 1,
} WorkerPipeEnd;

/* @bytes: what it shall hold, at least a block; 0: what is usual, 64 KiB.
 * 0 or a negative errno. */
int  worker_pipe_make  (WorkerPipe *pipe, int bytes);
void worker_pipe_close (WorkerPipe *pipe);

/* Once in each process before anybody waits. 0 or a negative errno. */
int worker_pipe_watch (WorkerPipe *pipe);

/* Which end is a worker's, by its place in its group (from 0). */
WorkerPipeEnd worker_pipe_end_of (uint32_t place);

/* Writes or reads one block, and waits (marked as such) for room or for one
 * until @give_up_ns. False when an order came first, or that time. */
bool worker_pipe_pass_block (const WorkerPipe *pipe, WorkerPipeEnd end, WorkerLoop *loop, int64_t give_up_ns);
