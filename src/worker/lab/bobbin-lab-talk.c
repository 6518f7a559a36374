/* bobbin-lab-talk.c - opens and closes the channels between two workers */
#include "bobbin-lab-talk.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int
open_pipes (LabTalk *talk)
{
  int there[2], back[2];

  if (pipe2 (there, O_CLOEXEC) < 0)
    return errno;
  if (pipe2 (back, O_CLOEXEC) < 0)
    {
      int error = errno;

      close (there[0]);
      close (there[1]);
      return error;
    }
  talk->write_fd[0] = there[1];
  talk->read_fd[1] = there[0];
  talk->write_fd[1] = back[1];
  talk->read_fd[0] = back[0];
  return 0;
}

static int
open_sockets (LabTalk *talk)
{
  int pair[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
    return errno;
  for (unsigned side = 0; side < 2; side++)
    talk->read_fd[side] = talk->write_fd[side] = pair[side];
  return 0;
}

/* The name is needed for a moment only; the queue lives as long as it is open. */
static int
open_queue (unsigned number)
{
  struct mq_attr attributes = { .mq_maxmsg = 1, .mq_msgsize = 1 };
  char name[64];
  int fd;

  snprintf (name, sizeof name, "/bobbin-lab-%d-%u", (int) getpid (), number);
  fd = mq_open (name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600, &attributes);
  if (fd >= 0)
    mq_unlink (name);
  return fd;
}

static int
open_queues (LabTalk *talk)
{
  int there = open_queue (0), back;

  if (there < 0)
    return errno;
  back = open_queue (1);
  if (back < 0)
    {
      int error = errno;

      mq_close (there);
      return error;
    }
  talk->write_fd[0] = talk->read_fd[1] = there;
  talk->write_fd[1] = talk->read_fd[0] = back;
  return 0;
}

static void
open_memory (LabTalk *talk)
{
  pthread_mutexattr_t mutex;
  pthread_condattr_t condition;

  pthread_mutexattr_init (&mutex);
  pthread_mutexattr_setpshared (&mutex, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init (&talk->mutex, &mutex);
  pthread_condattr_init (&condition);
  pthread_condattr_setpshared (&condition, PTHREAD_PROCESS_SHARED);
  pthread_cond_init (&talk->passed, &condition);
  atomic_store (&talk->ball, 0);
}

int
lab_talk_open (LabTalk *talk, LabTalkKind kind)
{
  talk->kind = kind;
  for (unsigned side = 0; side < 2; side++)
    talk->read_fd[side] = talk->write_fd[side] = -1;
  switch (kind)
    {
    case LAB_TALK_PIPE:
      return open_pipes (talk);
    case LAB_TALK_SOCKET:
      return open_sockets (talk);
    case LAB_TALK_QUEUE:
      return open_queues (talk);
    case LAB_TALK_MEMORY:
    default:
      open_memory (talk);
      return 0;
    }
}

void
lab_talk_close (LabTalk *talk)
{
  /* A queue's descriptor is a file's on Linux: mq_overview(7). */
  for (unsigned side = 0; side < 2; side++)
    {
      if (talk->read_fd[side] >= 0)
        close (talk->read_fd[side]);
      if (talk->kind == LAB_TALK_PIPE && talk->write_fd[side] >= 0)
        close (talk->write_fd[side]);
    }
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
lab_median (double *values, unsigned n)
{
  qsort (values, n, sizeof values[0], compare_doubles);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2.0;
}
