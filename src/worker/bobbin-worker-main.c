/* bobbin-worker - grows and runs the workers that Bobbin shows
 *
 * Started by Bobbin with a socket and a ledger as its file descriptors; of no
 * use by hand.
 */
#include "bobbin-lab-root.h"
#include "bobbin-lab-wire.h"
#include "bobbin-worker-probe.h"
#include "bobbin-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static WorkerTree tree;
static union {
  BobbinWirePlan plan;
  unsigned char  bytes[BOBBIN_MAX_PACKET];
} packet;

/* Workers are the first that a machine short of memory may end: better one of
 * them than anything of the user's. */
static void
offer_to_the_oom_killer (void)
{
  static const char score[] = "800";
  int fd = open ("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

  if (fd < 0)
    return;
  if (write (fd, score, sizeof score - 1) < 0)
    errno = 0; /* an offer, not a need */
  close (fd);
}

/* A deliberate crash shall leave no core file and wake no crash reporter. With
 * a piped core_pattern the kernel ignores a limit of 0 but takes 1 as "none":
 * core(5). */
static void
forbid_core_dumps (void)
{
  struct rlimit limit = { 1, 1 };

  setrlimit (RLIMIT_CORE, &limit);
}

static void
send_failure (BobbinStage stage, int error)
{
  BobbinWireEvent event = { .stage = stage, .error = error };

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_FAILED);
  bobbin_wire_send (BOBBIN_WIRE_SOCKET_FD, &event, sizeof event);
}

int
main (int argc, char **argv)
{
  int type = 0;
  socklen_t length = sizeof type;

  if (argc == 2 && strcmp (argv[1], BOBBIN_PROBE_ARGUMENT) == 0)
    return worker_probe_pages (false);
  if (argc == 2 && strcmp (argv[1], BOBBIN_PROBE_HUGE_ARGUMENT) == 0)
    return worker_probe_pages (true);

  if (argc == 2 && strcmp (argv[1], BOBBIN_LAB_EXIT_ARGUMENT) == 0)
    return 0;

  if (getsockopt (BOBBIN_WIRE_SOCKET_FD, SOL_SOCKET, SO_TYPE, &type, &length) < 0
      || type != SOCK_SEQPACKET)
    {
      static const char message[] = "bobbin-worker is started by bobbin and bobbin-cli, not by hand.\n";

      return write (STDERR_FILENO, message, sizeof message - 1) < 0 ? 1 : 2;
    }

  /* A session of its own: Ctrl+C at the terminal is for bobbin-cli, which then
   * stops the tree and still gets its last counts. */
  setsid ();

  /* A belt to the end of the socket, for while a large heap is being made and
   * nobody listens. It is the launching thread's death that counts, which is
   * the program's main thread. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  signal (SIGPIPE, SIG_IGN);
  forbid_core_dumps ();
  offer_to_the_oom_killer ();
  if (argc == 2 && strcmp (argv[1], BOBBIN_LAB_ARGUMENT) == 0)
    return lab_root_run ();
  worker_ask_for_short_slices ();

  long size = bobbin_wire_receive (BOBBIN_WIRE_SOCKET_FD, packet.bytes, sizeof packet);
  if (size <= 0)
    return 1;
  if (!bobbin_wire_check_plan (packet.bytes, (size_t) size))
    {
      send_failure (BOBBIN_STAGE_PLAN, EPROTO);
      return 1;
    }

  if (!bobbin_page_book_lay_out (&tree.book_layout, &packet.plan))
    {
      send_failure (BOBBIN_STAGE_HEAP, ENOMEM);
      return 1;
    }

  tree.plan = &packet.plan;
  tree.root_pid = getpid ();
  tree.socket_fd = BOBBIN_WIRE_SOCKET_FD;
  tree.book_fd = BOBBIN_WIRE_BOOK_FD;
  int error = bobbin_ledger_map (&tree.ledger, BOBBIN_WIRE_LEDGER_FD,
                                 packet.plan.n_workers + packet.plan.n_spares, BOBBIN_LEDGER_ROOT);
  if (error < 0)
    {
      send_failure (BOBBIN_STAGE_PLAN, -error);
      return 1;
    }
  close (BOBBIN_WIRE_LEDGER_FD);

  return worker_root_run (&tree);
}
