#include "worker-tree.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 5000

void
worker_tree_start (WorkerTree *tree, guint n_workers)
{
  *tree = (WorkerTree) { .n_workers = n_workers, .seed = 1, .socket_fd = -1 };
}

static int
move_up (int fd)
{
  int moved = fcntl (fd, F_DUPFD_CLOEXEC, 16);

  g_assert_cmpint (moved, >=, 16);
  close (fd);
  return moved;
}

static void
spawn (WorkerTree *tree, int socket_fd, int ledger_fd, int book_fd)
{
  char *arguments[] = { (char *) "bobbin-worker", NULL };
  posix_spawn_file_actions_t actions;

  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, socket_fd, BOBBIN_WIRE_SOCKET_FD);
  posix_spawn_file_actions_adddup2 (&actions, ledger_fd, BOBBIN_WIRE_LEDGER_FD);
  posix_spawn_file_actions_adddup2 (&actions, book_fd, BOBBIN_WIRE_BOOK_FD);
  g_assert_cmpint (posix_spawn (&tree->pid, g_getenv ("BOBBIN_WORKER"), &actions, NULL, arguments, environ), ==, 0);
  posix_spawn_file_actions_destroy (&actions);
  close (socket_fd);
  close (ledger_fd);
  close (book_fd);
}

static void
launch (WorkerTree *tree, const BobbinPageBookLayout *layout)
{
  int ledger_fd = move_up (bobbin_ledger_create (tree->n_workers + tree->n_spares));
  int book_fd = move_up (bobbin_page_book_create (layout));
  int ends[2];

  g_assert_cmpint (bobbin_ledger_map (&tree->ledger, ledger_fd, tree->n_workers + tree->n_spares,
                                      BOBBIN_LEDGER_LAUNCHER), ==, 0);
  g_assert_cmpint (bobbin_page_book_map (&tree->book, layout, book_fd), ==, 0);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), ==, 0);
  tree->socket_fd = ends[0];
  spawn (tree, move_up (ends[1]), ledger_fd, book_fd);
}

void
worker_tree_spawn (WorkerTree *tree)
{
  launch (tree, &(BobbinPageBookLayout) { .bytes = 1 });
}

void
worker_tree_send_plan (WorkerTree *tree, const BobbinWireGroup *groups, guint n_groups)
{
  BobbinWirePlan plan = { .n_groups = n_groups, .n_workers = tree->n_workers, .n_spares = tree->n_spares,
                          .seed = tree->seed, .duration_ns = (guint64) tree->duration_ns };
  BobbinPageBookLayout layout;

  bobbin_wire_init_head (&plan.head, BOBBIN_WIRE_PLAN);
  memcpy (plan.groups, groups, n_groups * sizeof *groups);
  if (!bobbin_page_book_lay_out (&layout, &plan))
    layout.bytes = 1; /* the worker is to find that out by itself */
  launch (tree, &layout);
  g_assert_cmpint (bobbin_wire_send (tree->socket_fd, &plan, bobbin_wire_plan_size (n_groups)), ==, 0);
}

void
worker_tree_send (WorkerTree *tree, BobbinWireType type, guint worker)
{
  BobbinWireEvent event = { .worker = worker };

  bobbin_wire_init_head (&event.head, type);
  g_assert_cmpint (bobbin_wire_send (tree->socket_fd, &event, sizeof event), ==, 0);
}

gboolean
worker_tree_receive (WorkerTree *tree, BobbinWireEvent *out, BobbinWireBirth *out_births)
{
  union {
    BobbinWireEvent event;
    BobbinWireBorn  born;
    BobbinWireArena arena;
    guint8          bytes[BOBBIN_MAX_PACKET];
  } packet;

  for (;;)
    {
      struct pollfd source = { .fd = tree->socket_fd, .events = POLLIN };
      long size;

      if (poll (&source, 1, PATIENCE_MS) != 1)
        return FALSE;
      size = bobbin_wire_receive (tree->socket_fd, packet.bytes, sizeof packet);
      if (size <= 0)
        return FALSE;
      if (bobbin_wire_check_event (packet.bytes, (gsize) size))
        {
          *out = packet.event;
          return TRUE;
        }
      if (bobbin_wire_check_arena (packet.bytes, (gsize) size))
        {
          g_assert_cmpuint (packet.arena.group, <, BOBBIN_MAX_GROUPS);
          tree->arenas[packet.arena.group] = packet.arena.address;
          continue;
        }
      g_assert_true (bobbin_wire_check_born (packet.bytes, (gsize) size));
      for (guint i = 0; i < packet.born.n_births; i++)
        {
          g_assert_cmpuint (packet.born.births[i].worker, <, tree->n_workers + tree->n_spares);
          if (out_births != NULL)
            out_births[packet.born.births[i].worker] = packet.born.births[i];
        }
    }
}

void
worker_tree_begin (WorkerTree *tree, BobbinWireBirth *out_births)
{
  BobbinWireEvent event;

  g_assert_true (worker_tree_receive (tree, &event, out_births));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_READY);
  worker_tree_send (tree, BOBBIN_WIRE_START, 0);
  g_assert_true (worker_tree_receive (tree, &event, NULL));
  g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_STARTED);
}

int
worker_tree_end (WorkerTree *tree)
{
  int status = -1;

  if (tree->socket_fd >= 0)
    close (tree->socket_fd);
  tree->socket_fd = -1;
  if (tree->pid > 0)
    while (waitpid (tree->pid, &status, 0) < 0 && errno == EINTR)
      continue;
  tree->pid = 0;
  bobbin_ledger_unmap (&tree->ledger);
  bobbin_page_book_unmap (&tree->book);
  return status;
}

WorkerLane *
worker_lanes_new (WorkerTree *tree)
{
  WorkerLane *lanes = g_new0 (WorkerLane, tree->n_workers);

  for (guint i = 0; i < tree->n_workers; i++)
    lanes[i].slices = g_array_new (FALSE, FALSE, sizeof (BobbinSlice));
  return lanes;
}

void
worker_lanes_drain (WorkerLane *lanes, WorkerTree *tree)
{
  static BobbinSlice buffer[1024];

  for (guint i = 0; i < tree->n_workers; i++)
    {
      guint32 n;

      while ((n = bobbin_ledger_read (bobbin_ledger_lane (&tree->ledger, i), &lanes[i].next, buffer,
                                      G_N_ELEMENTS (buffer), &lanes[i].lost)) > 0)
        g_array_append_vals (lanes[i].slices, buffer, n);
    }
}

void
worker_lanes_free (WorkerLane *lanes, WorkerTree *tree)
{
  for (guint i = 0; i < tree->n_workers; i++)
    g_array_unref (lanes[i].slices);
  g_free (lanes);
}

void
worker_lane_check (const WorkerLane *lane)
{
  g_assert_cmpuint (lane->lost, ==, 0);
  for (guint i = 0; i < lane->slices->len; i++)
    {
      const BobbinSlice *slice = &g_array_index (lane->slices, BobbinSlice, i);

      g_assert_cmpint (slice->state, <, BOBBIN_N_SLICE_STATES);
      if (i > 0)
        g_assert_cmpint (slice->begin_ns, ==, slice[-1].begin_ns + slice[-1].length_ns);
    }
}

gint64
worker_lane_sum_ns (const WorkerLane *lane, BobbinSliceState state)
{
  gint64 sum_ns = 0;

  for (guint i = 0; i < lane->slices->len; i++)
    {
      const BobbinSlice *slice = &g_array_index (lane->slices, BobbinSlice, i);

      if (slice->state == state)
        sum_ns += slice->length_ns;
    }
  return sum_ns;
}

gboolean
worker_tree_is_alive (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  const char *end;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  end = strrchr (text, ')');
  return end != NULL && end[2] != 'Z' && end[2] != 'X';
}

BobbinWireGroup
worker_tree_group (BobbinKind kind, BobbinWork work, guint count)
{
  return (BobbinWireGroup) {
    .kind = kind,
    .work = work,
    .n_processes = kind == BOBBIN_KIND_PROCESSES ? count : 1,
    .threads_each = kind == BOBBIN_KIND_PROCESSES ? 1 : count,
    .heap_bytes = 1024 * 1024,
    .write_ppm = 1000000,
    .write_period_ns = 500000000,
    .duty_ppm = 200000,
  };
}
