#include "bobbin-worker-pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

int
worker_pipe_make (WorkerPipe *pipe, int bytes)
{
  if (pipe2 (pipe->ends, O_CLOEXEC | O_NONBLOCK) < 0)
    return -errno;
  if (bytes > 0 && fcntl (pipe->ends[WORKER_PIPE_WRITE], F_SETPIPE_SZ, bytes) < 0)
    {
      int error = errno;

      worker_pipe_close (pipe);
      return -error;
    }
  return 0;
}

void
worker_pipe_close (WorkerPipe *pipe)
{
  close (pipe->ends[WORKER_PIPE_READ]);
  close (pipe->ends[WORKER_PIPE_WRITE]);
}

int
worker_pipe_watch (WorkerPipe *pipe)
{
  static const uint32_t wanted[2] = { [WORKER_PIPE_READ] = EPOLLIN, [WORKER_PIPE_WRITE] = EPOLLOUT };

  for (int end = 0; end < 2; end++)
    {
      struct epoll_event event = { .events = wanted[end] | EPOLLEXCLUSIVE };

      pipe->watches[end] = epoll_create1 (EPOLL_CLOEXEC);
      if (pipe->watches[end] < 0
          || epoll_ctl (pipe->watches[end], EPOLL_CTL_ADD, pipe->ends[end], &event) < 0)
        return -errno;
    }
  return 0;
}

WorkerPipeEnd
worker_pipe_end_of (uint32_t place)
{
  return place % 2 == 0 ? WORKER_PIPE_WRITE : WORKER_PIPE_READ;
}

static bool
try_to_pass (const WorkerPipe *pipe, WorkerPipeEnd end, uint64_t content)
{
  uint64_t block[WORKER_BLOCK_BYTES / sizeof content] = { content };

  if (end == WORKER_PIPE_WRITE)
    return write (pipe->ends[end], block, sizeof block) > 0;
  return read (pipe->ends[end], block, sizeof block) > 0;
}

static void
wait_for_end (const WorkerPipe *pipe, WorkerPipeEnd end, int64_t deadline_ns)
{
  int64_t left_ns = deadline_ns - worker_clock_ns ();
  struct epoll_event event;

  if (left_ns > 0)
    epoll_wait (pipe->watches[end], &event, 1, (int) ((left_ns + 999999) / 1000000));
}

bool
worker_pipe_pass_block (const WorkerPipe *pipe, WorkerPipeEnd end, WorkerLoop *loop, int64_t give_up_ns)
{
  bool passed = try_to_pass (pipe, end, loop->value);

  if (!passed)
    {
      worker_record_block (loop->record, BOBBIN_SLICE_PIPE);
      while (worker_loop_order_now (loop) == BOBBIN_ORDER_NONE && worker_clock_ns () < give_up_ns
             && !(passed = try_to_pass (pipe, end, loop->value)))
        {
          int64_t deadline_ns = worker_loop_deadline (loop, WORKER_LOOK_UP_NS);

          wait_for_end (pipe, end, give_up_ns < deadline_ns ? give_up_ns : deadline_ns);
        }
      worker_record_unblock (loop->record, BOBBIN_SLICE_PIPE);
    }
  if (passed)
    worker_loop_count (loop);
  return passed;
}
