/* bobbin-worker-root-orders.c - what the launcher wants done */
#include "bobbin-worker-root.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* Nobody but the root writes these words. */
void
worker_root_give_order (WorkerRoot *root, uint32_t worker, BobbinOrder order)
{
  _Atomic uint32_t *word = &root->tree->ledger.control->orders[worker];
  uint32_t news = atomic_load_explicit (word, memory_order_relaxed) & ~BOBBIN_ORDER_MASK;

  atomic_store_explicit (word, news | order, memory_order_release);
  bobbin_futex_wake (word);
}

static void
give_news (WorkerRoot *root, uint32_t worker)
{
  _Atomic uint32_t *word = &root->tree->ledger.control->orders[worker];

  atomic_fetch_add_explicit (word, BOBBIN_ORDER_NEWS, memory_order_release);
  bobbin_futex_wake (word);
}

void
worker_root_set_share (WorkerRoot *root, uint32_t group, uint32_t write_ppm, uint64_t write_period_ns)
{
  BobbinLedgerShare *share = &root->tree->ledger.control->shares[group];

  atomic_store_explicit (&share->write_ppm, write_ppm, memory_order_relaxed);
  atomic_store_explicit (&share->write_period_ns, write_period_ns, memory_order_relaxed);
}

/* Does @something with the workers of @group, those that were forked later included. */
static void
for_workers_of (WorkerRoot *root, uint32_t group,
                void (*something) (WorkerRoot *root, uint32_t worker, uint32_t number), uint32_t number)
{
  const WorkerTree *tree = root->tree;

  for (uint32_t i = 0; i < tree->n_processes; i++)
    if (tree->processes[i].group == group)
      for (uint32_t k = 0; k < worker_group (tree, group)->threads_each; k++)
        something (root, tree->processes[i].first_worker + k, number);
}

static uint32_t
find_group (const WorkerTree *tree, uint32_t worker)
{
  uint32_t process = tree->n_processes - 1;

  while (process > 0 && tree->processes[process].first_worker > worker)
    process--;
  return tree->processes[process].group;
}

static void
ask_for_share (WorkerRoot *root, uint32_t worker, uint32_t share_ppm)
{
  WorkerTree *tree = root->tree;
  uint64_t n_pages = tree->arenas[find_group (tree, worker)].private_bytes / (size_t) sysconf (_SC_PAGESIZE);

  atomic_fetch_add_explicit (&tree->ledger.control->pages_asked[worker],
                             bobbin_wire_share_of (n_pages, share_ppm), memory_order_relaxed);
  give_news (root, worker);
}

static void
ask_for_pages (WorkerRoot *root, const BobbinWireEvent *event)
{
  if (event->worker == BOBBIN_WIRE_ALL)
    for_workers_of (root, event->group, ask_for_share, event->share_ppm);
  else if (event->worker < root->tree->n_workers)
    ask_for_share (root, event->worker, event->share_ppm);
}

static void
tell_news (WorkerRoot *root, uint32_t worker, uint32_t unused)
{
  (void) unused;
  give_news (root, worker);
}

static void
change_share (WorkerRoot *root, const BobbinWireEvent *event)
{
  if (event->group >= root->tree->plan->n_groups)
    return;
  worker_root_set_share (root, event->group, event->share_ppm, event->period_ns);
  for_workers_of (root, event->group, tell_news, 0);
}

void
worker_root_take_order (WorkerRoot *root)
{
  union {
    BobbinWireEvent event;
    unsigned char   bytes[BOBBIN_MAX_PACKET];
  } packet;
  long size = bobbin_wire_receive (root->tree->socket_fd, packet.bytes, sizeof packet);

  if (size == -EAGAIN)
    return;
  if (size <= 0 || !bobbin_wire_check_event (packet.bytes, (size_t) size))
    {
      /* The launcher is gone or out of its mind: nobody stays behind. One call
       * for the whole group of processes, which this one made by setsid(): with
       * hundreds of busy workers there may be no time for a second. */
      kill (0, SIGKILL);
      _exit (1);
    }

  switch (packet.event.head.type)
    {
    case BOBBIN_WIRE_START:
      if (!root->stopping)
        worker_root_open_gate (root);
      break;
    case BOBBIN_WIRE_CRASH:
      if (packet.event.worker < root->tree->n_workers && !root->stopping)
        worker_root_give_order (root, packet.event.worker, BOBBIN_ORDER_CRASH);
      break;
    case BOBBIN_WIRE_END:
      if (packet.event.worker < root->tree->n_workers && !root->stopping)
        worker_root_give_order (root, packet.event.worker, BOBBIN_ORDER_END);
      break;
    case BOBBIN_WIRE_WRITE:
      ask_for_pages (root, &packet.event);
      break;
    case BOBBIN_WIRE_SET_WRITE:
      change_share (root, &packet.event);
      break;
    case BOBBIN_WIRE_FORK:
      worker_root_fork_one_more (root, packet.event.group);
      break;
    case BOBBIN_WIRE_STOP:
      worker_root_stop_all (root);
      break;
    case BOBBIN_WIRE_KILL:
      root->stopping = true;
      worker_root_kill_all (root);
      break;
    default:
      break;
    }
}
