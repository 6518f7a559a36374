/* bobbin-lab-root.c - the process that watches over an experiment
 *
 * It leads a process group of its own and adopts orphans, so all that an
 * experiment starts is in that group and can be ended with one signal: nobody
 * else can be in it. It waits for the child that runs the experiment, for the end
 * of the socket (the lab was stopped, or is gone), and for the deadline.
 */
#include "bobbin-lab-root.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-tools.h"

#define NS_PER_MS 1000000

static Lab lab;
static BobbinLabOrder order;

static void
send_end (BobbinLabType type, int error)
{
  BobbinLabEnd end = { .error = error };

  bobbin_lab_init_head (&end.head, type);
  bobbin_wire_send (BOBBIN_WIRE_SOCKET_FD, &end, sizeof end);
}

static _Noreturn void
end_all (void)
{
  kill (0, SIGKILL); /* the group that this process leads, itself included */
  _exit (1);
}

static const LabEntry *
find_experiment (void)
{
  for (const LabEntry *entry = lab_entries; entry->name != NULL; entry++)
    if (strcmp (entry->name, order.experiment) == 0)
      return entry;
  return NULL;
}

/* In the child. */
static _Noreturn void
run_experiment (const LabEntry *entry, pid_t root)
{
  sigset_t none;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != root)
    _exit (1);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  lab = (Lab) {
    .order = &order,
    .until_ns = lab_now_ns () + (int64_t) order.budget_ns,
    .socket_fd = BOBBIN_WIRE_SOCKET_FD,
  };
  entry->run (&lab);
  lab_flush (&lab);
  _exit (0);
}

/* Whether the child has ended; takes all that have. */
static bool
reap (pid_t child, int *out_status)
{
  bool over = false;
  int status;
  pid_t pid;

  while ((pid = waitpid (-1, &status, WNOHANG)) > 0)
    if (pid == child)
      {
        *out_status = status;
        over = true;
      }
  return over;
}

/* Says how it ended. A child that said itself why it gives up left with 2. */
static void
report_end (int status)
{
  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    send_end (BOBBIN_LAB_DONE, 0);
  else if (!WIFEXITED (status) || WEXITSTATUS (status) != 2)
    send_end (BOBBIN_LAB_FAILED, 0);
}

static void
watch (pid_t child, int signal_fd)
{
  int64_t deadline_ns = lab_now_ns () + (int64_t) order.deadline_ns;
  struct pollfd fds[] = {
    { .fd = BOBBIN_WIRE_SOCKET_FD, .events = POLLIN | POLLRDHUP },
    { .fd = signal_fd, .events = POLLIN },
  };
  int status;

  for (;;)
    {
      int64_t left_ns = deadline_ns - lab_now_ns ();
      struct signalfd_siginfo info;

      if (left_ns <= 0)
        {
          send_end (BOBBIN_LAB_FAILED, ETIME);
          end_all ();
        }
      if (poll (fds, 2, (int) (left_ns / NS_PER_MS) + 1) < 0 && errno != EINTR)
        end_all ();
      /* Nothing is said to this program after its order. */
      if (fds[0].revents != 0)
        end_all ();
      if (read (signal_fd, &info, sizeof info) < 0 && errno != EAGAIN)
        end_all ();
      if (reap (child, &status))
        break;
    }
  report_end (status);
}

int
lab_root_run (void)
{
  const LabEntry *entry;
  sigset_t children;
  int signal_fd;
  pid_t root = getpid (), child;
  long size = bobbin_wire_receive (BOBBIN_WIRE_SOCKET_FD, &order, sizeof order);

  if (size <= 0)
    return 1;
  /* Whoever does not lead its group must not end it. */
  if (getpgrp () != root)
    {
      send_end (BOBBIN_LAB_FAILED, EPERM);
      return 1;
    }
  if (!bobbin_lab_check_order (&order, (size_t) size) || (entry = find_experiment ()) == NULL)
    {
      send_end (BOBBIN_LAB_FAILED, EPROTO);
      return 1;
    }

  prctl (PR_SET_CHILD_SUBREAPER, 1);
  sigemptyset (&children);
  sigaddset (&children, SIGCHLD);
  sigprocmask (SIG_BLOCK, &children, NULL);
  signal_fd = signalfd (-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
  child = signal_fd < 0 ? -1 : fork ();
  if (child == 0)
    run_experiment (entry, root);
  if (child < 0)
    {
      send_end (BOBBIN_LAB_FAILED, errno);
      return 1;
    }
  watch (child, signal_fd);
  /* Orphans that an experiment left behind: those that have ended, and the others. */
  while ((child = waitpid (-1, NULL, WNOHANG)) > 0)
    continue;
  if (child == 0)
    end_all ();
  return 0;
}
