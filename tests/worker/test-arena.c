/* The arena against the kernel's page tables: whose each page is after the fork
 * and after orders to write, fork and leave.
 */
#include "worker-tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_US 10000000
#define STEP_US     2000
#define HEAP_PAGES  1024u
#define PPM         1000000u

/* Documentation/admin-guide/mm/pagemap.rst of the kernel. */
#define PRESENT   (G_GUINT64_CONSTANT (1) << 63)
#define FILE_PAGE (G_GUINT64_CONSTANT (1) << 61)
#define EXCLUSIVE (G_GUINT64_CONSTANT (1) << 56)

static guint64 page_bytes;

typedef struct {
  WorkerTree      tree;
  BobbinWireGroup groups[2];
  BobbinWireBirth births[64];
} Fixture;

static BobbinWireGroup
make_group (BobbinKind kind, BobbinWork work, guint count)
{
  BobbinWireGroup group = worker_tree_group (kind, work, count);

  group.heap_bytes = HEAP_PAGES * page_bytes;
  group.mapped_bytes = 32 * page_bytes;
  group.untouched_bytes = 16 * page_bytes;
  return group;
}

/* 4 processes at @work, and 4 threads. */
static void
begin (Fixture *f, BobbinWork work)
{
  f->groups[0] = make_group (BOBBIN_KIND_PROCESSES, work, 4);
  f->groups[1] = make_group (BOBBIN_KIND_THREADS, work, 4);
  worker_tree_start (&f->tree, 8);
  f->tree.n_spares = 3;
  worker_tree_send_plan (&f->tree, f->groups, 2);
  worker_tree_begin (&f->tree, f->births);
}

/* They follow the root by one signal, or by its death: that takes a moment. */
static void
finish (Fixture *f)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  worker_tree_end (&f->tree);
  for (guint i = 0; i < G_N_ELEMENTS (f->births); i++)
    {
      if (f->births[i].pid == 0)
        continue;
      while (worker_tree_is_alive (f->births[i].pid) && g_get_monotonic_time () < deadline_us)
        g_usleep (STEP_US);
      g_assert_false (worker_tree_is_alive (f->births[i].pid));
    }
}

/* What the kernel says of pages of @pid's arena; FALSE when it has gone. */
static gboolean
read_pages (Fixture *f, int pid, guint group, guint first, guint n, guint64 *out)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/pagemap", pid);
  guint64 page = f->tree.arenas[group] / page_bytes + first;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize size;

  g_assert_cmpint (f->tree.arenas[group] % page_bytes, ==, 0);
  if (fd < 0)
    return FALSE;
  size = pread (fd, out, n * sizeof *out, (off_t) (page * sizeof *out));
  close (fd);
  return size == (gssize) (n * sizeof *out);
}

/* Private pages that are its own. */
static guint
count_own (Fixture *f, int pid, guint group)
{
  guint64 pages[HEAP_PAGES];
  guint n = 0;

  g_assert_true (read_pages (f, pid, group, 0, HEAP_PAGES, pages));
  for (guint i = 0; i < HEAP_PAGES; i++)
    n += (pages[i] & EXCLUSIVE) != 0 ? 1 : 0;
  return n;
}

static guint
count_written (Fixture *f, guint process, guint worker)
{
  guint16 writers[HEAP_PAGES];
  guint n = 0;

  bobbin_page_book_read (&f->tree.book, process, writers, HEAP_PAGES);
  for (guint i = 0; i < HEAP_PAGES; i++)
    n += writers[i] == worker + 1 ? 1 : 0;
  return n;
}

/* Exactly the pages in the book are its own, and hold the worker's number. */
static void
check_book (Fixture *f, const BobbinWireBirth *birth)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/mem", birth->pid);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  guint16 writers[HEAP_PAGES];
  guint64 pages[HEAP_PAGES];

  g_assert_true (read_pages (f, birth->pid, 0, 0, HEAP_PAGES, pages));
  bobbin_page_book_read (&f->tree.book, birth->process, writers, HEAP_PAGES);
  for (guint i = 0; i < HEAP_PAGES; i++)
    {
      guint64 content = writers[i];

      g_assert_cmpuint (writers[i], ==, (pages[i] & EXCLUSIVE) != 0 ? birth->worker + 1 : 0);
      if (fd >= 0 && pread (fd, &content, sizeof content, (off_t) (f->tree.arenas[0] + i * page_bytes)) == sizeof content)
        g_assert_cmpuint (content, ==, writers[i]);
    }
  if (fd >= 0)
    close (fd);
}

static void
order_write (Fixture *f, guint worker, guint group, guint ppm)
{
  BobbinWireEvent event = { .worker = worker, .group = group, .share_ppm = ppm };

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_WRITE);
  g_assert_cmpint (bobbin_wire_send (f->tree.socket_fd, &event, sizeof event), ==, 0);
}

static void
order_share (Fixture *f, guint group, guint ppm, guint64 period_ns)
{
  BobbinWireEvent event = { .group = group, .share_ppm = ppm, .period_ns = period_ns };

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_SET_WRITE);
  g_assert_cmpint (bobbin_wire_send (f->tree.socket_fd, &event, sizeof event), ==, 0);
}

static void
order_fork (Fixture *f, guint group)
{
  BobbinWireEvent event = { .group = group };

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_FORK);
  g_assert_cmpint (bobbin_wire_send (f->tree.socket_fd, &event, sizeof event), ==, 0);
}

/* The book says a page before it is written: so the last one may still be on its way. */
static void
wait_for_own (Fixture *f, guint worker, guint n)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;
  const BobbinWireBirth *birth = &f->births[worker];

  while ((count_written (f, birth->process, worker) != n || count_own (f, birth->pid, 0) != n)
         && g_get_monotonic_time () < deadline_us)
    g_usleep (STEP_US);
  g_assert_cmpuint (count_written (f, birth->process, worker), ==, n);
  g_assert_cmpuint (count_own (f, birth->pid, 0), ==, n);
}

static void
wait_for_written (Fixture *f, guint process, guint worker, guint n)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (count_written (f, process, worker) != n && g_get_monotonic_time () < deadline_us)
    g_usleep (STEP_US);
  g_assert_cmpuint (count_written (f, process, worker), ==, n);
}

/* Private pages are there and one for all, mapped ones are shared, the rest is not there. */
static void
test_parts (Fixture *f, gconstpointer data)
{
  guint64 pages[HEAP_PAGES + 48];

  begin (f, BOBBIN_WORK_COMPUTE);
  for (guint worker = 0; worker < 8; worker += 4)
    for (guint k = 0; k < (worker < 4 ? 4 : 1); k++)
      {
        g_assert_true (read_pages (f, f->births[worker + k].pid, worker / 4, 0, G_N_ELEMENTS (pages), pages));
        for (guint i = 0; i < HEAP_PAGES; i++)
          {
            g_assert_true (pages[i] & PRESENT);
            g_assert_false (pages[i] & FILE_PAGE);
            g_assert_cmpint ((pages[i] & EXCLUSIVE) != 0, ==, worker == 4);
          }
        for (guint i = HEAP_PAGES; i < HEAP_PAGES + 32; i++)
          g_assert_true ((pages[i] & PRESENT) && (pages[i] & FILE_PAGE));
        for (guint i = HEAP_PAGES + 32; i < HEAP_PAGES + 48; i++)
          g_assert_false (pages[i] & PRESENT);
      }
  /* No group has another's arena, and the root has that of the processes alone. */
  g_assert_false (read_pages (f, f->births[0].pid, 1, 0, 1, pages) && (pages[0] & PRESENT));
  g_assert_false (read_pages (f, f->births[4].pid, 0, 0, 1, pages) && (pages[0] & PRESENT));
  g_assert_cmpuint (count_own (f, f->tree.pid, 0), ==, 0);
  finish (f);
}

/* A stack's address lies in the task's own stack. */
static void
test_stacks (Fixture *f, gconstpointer data)
{
  begin (f, BOBBIN_WORK_SLEEP);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/maps", f->births[i].pid);
      g_autofree char *maps = NULL;
      gboolean found = FALSE;

      g_assert_true (g_file_get_contents (path, &maps, NULL, NULL));
      g_auto (GStrv) lines = g_strsplit (maps, "\n", -1);
      for (guint k = 0; lines[k] != NULL; k++)
        {
          guint64 begin, end;

          if (sscanf (lines[k], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x rw", &begin, &end) != 2
              || f->births[i].stack_address < begin || f->births[i].stack_address >= end)
            continue;
          found = TRUE;
          g_assert_cmpint (strstr (lines[k], "[stack]") != NULL, ==, i < 4);
        }
      g_assert_true (found);
      for (guint k = 4; k < i; k++)
        g_assert_cmpuint (f->births[k].stack_address, !=, f->births[i].stack_address);
    }
  finish (f);
}

/* After worker k was told to write p_k %, exactly so many are its own, whatever it works at. */
static void
test_write (Fixture *f, gconstpointer data)
{
  static const guint percent[] = { 10, 25, 0, 80 };

  begin (f, (BobbinWork) GPOINTER_TO_INT (data));
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (count_own (f, f->births[i].pid, 0), ==, 0);
  for (guint i = 0; i < 4; i++)
    order_write (f, i, 0, percent[i] * PPM / 100);
  for (guint i = 0; i < 4; i++)
    wait_for_own (f, i, (guint) bobbin_wire_share_of (HEAP_PAGES, percent[i] * PPM / 100));
  for (guint i = 0; i < 4; i++)
    check_book (f, &f->births[i]);

  /* The next order goes on behind, and two that come at once are two. */
  order_write (f, 0, 0, PPM / 4);
  order_write (f, 0, 0, PPM / 4);
  wait_for_own (f, 0, (guint) bobbin_wire_share_of (HEAP_PAGES, PPM / 10) + HEAP_PAGES / 2);
  check_book (f, &f->births[0]);
  g_assert_cmpuint (count_own (f, f->births[2].pid, 0), ==, 0);

  /* All of a group; nobody of another. */
  order_write (f, BOBBIN_WIRE_ALL, 0, PPM);
  for (guint i = 0; i < 4; i++)
    {
      wait_for_own (f, i, HEAP_PAGES);
      check_book (f, &f->births[i]);
    }
  for (guint i = 4; i < 8; i++)
    g_assert_cmpuint (count_written (f, f->births[i].process, i), ==, 0);
  finish (f);
}

/* Threads write one and the same arena: the last writer is in the book. */
static void
test_threads (Fixture *f, gconstpointer data)
{
  guint process, sum = 0;

  begin (f, BOBBIN_WORK_SLEEP);
  process = f->births[4].process;
  for (guint i = 4; i < 8; i++)
    g_assert_cmpuint (f->births[i].process, ==, process);
  order_write (f, 5, 0, PPM / 2);
  wait_for_written (f, process, 5, HEAP_PAGES / 2);
  order_write (f, 6, 0, PPM);
  wait_for_written (f, process, 6, HEAP_PAGES);
  g_assert_cmpuint (count_written (f, process, 5), ==, 0);
  order_write (f, 7, 0, PPM / 4);
  wait_for_written (f, process, 7, HEAP_PAGES / 4);
  for (guint i = 4; i < 8; i++)
    sum += count_written (f, process, i);
  g_assert_cmpuint (sum, ==, HEAP_PAGES);
  finish (f);
}

/* Pages are scattered, and each worker has an order of its own. */
static void
test_scatter (Fixture *f, gconstpointer data)
{
  guint16 writers[2][HEAP_PAGES];
  guint n_both = 0, n_neighbours = 0;

  begin (f, BOBBIN_WORK_SLEEP);
  for (guint i = 0; i < 2; i++)
    {
      order_write (f, i, 0, PPM / 4);
      wait_for_own (f, i, HEAP_PAGES / 4);
      bobbin_page_book_read (&f->tree.book, i, writers[i], HEAP_PAGES);
    }
  for (guint i = 0; i < HEAP_PAGES; i++)
    {
      n_both += writers[0][i] != 0 && writers[1][i] != 0 ? 1 : 0;
      n_neighbours += i > 0 && writers[0][i] != 0 && writers[0][i - 1] != 0 ? 1 : 0;
    }
  /* By chance each would be 64; in a row it would be 256 and 255. */
  g_assert_cmpuint (n_both, >, 30);
  g_assert_cmpuint (n_both, <, 110);
  g_assert_cmpuint (n_neighbours, >, 30);
  g_assert_cmpuint (n_neighbours, <, 110);
  finish (f);
}

static guint64
get_units (Fixture *f, guint worker)
{
  return atomic_load (&bobbin_ledger_slot (&f->tree.ledger, worker)->work_units);
}

static void
wait_for_units (Fixture *f, guint worker, guint64 n)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (get_units (f, worker) < n && g_get_monotonic_time () < deadline_us)
    g_usleep (STEP_US);
  g_assert_cmpuint (get_units (f, worker), >=, n);
}

/* Work memory writes its share, the same pages again and again; share and period
 * change while it goes on. */
static void
test_share (Fixture *f, gconstpointer data)
{
  guint16 before[HEAP_PAGES], after[HEAP_PAGES];

  f->groups[0] = make_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_MEMORY, 2);
  f->groups[0].write_ppm = PPM / 4;
  f->groups[0].write_period_ns = 100000000;
  worker_tree_start (&f->tree, 2);
  worker_tree_send_plan (&f->tree, f->groups, 1);
  worker_tree_begin (&f->tree, f->births);

  wait_for_units (f, 0, HEAP_PAGES / 4);
  wait_for_own (f, 0, HEAP_PAGES / 4);
  wait_for_units (f, 0, 3 * HEAP_PAGES / 4);
  g_assert_cmpuint (count_own (f, f->births[0].pid, 0), ==, HEAP_PAGES / 4);
  check_book (f, &f->births[0]);
  bobbin_page_book_read (&f->tree.book, 0, before, HEAP_PAGES);

  /* What is written on order is none of these. */
  order_write (f, 0, 0, PPM / 8);
  wait_for_own (f, 0, HEAP_PAGES / 4 + HEAP_PAGES / 8);

  order_share (f, 0, PPM / 2, 50000000);
  wait_for_own (f, 0, HEAP_PAGES / 2);
  wait_for_own (f, 1, HEAP_PAGES / 2);
  bobbin_page_book_read (&f->tree.book, 0, after, HEAP_PAGES);
  for (guint i = 0; i < HEAP_PAGES; i++)
    g_assert_true (before[i] == 0 || after[i] == before[i]);

  /* None at all, and it sleeps; then it wakes up again, though its period is an hour. */
  order_share (f, 0, 0, G_GUINT64_CONSTANT (3600000000000));
  order_share (f, 0, PPM, G_GUINT64_CONSTANT (3600000000000));
  order_share (f, 0, PPM, 20000000);
  wait_for_own (f, 0, HEAP_PAGES);
  finish (f);
}

/* Receives up to the next event of @type; births on the way are taken in. */
static BobbinWireEvent
await (Fixture *f, BobbinWireType type)
{
  BobbinWireEvent event;

  do
    g_assert_true (worker_tree_receive (&f->tree, &event, f->births));
  while (event.head.type != type);
  return event;
}

/* The birth comes behind the announcement; nothing comes after it by itself. */
static void
await_birth (Fixture *f, guint worker)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;
  BobbinLedgerSlot *slot = bobbin_ledger_slot (&f->tree.ledger, worker);

  while (atomic_load (&slot->state) != BOBBIN_SLOT_WORKING && atomic_load (&slot->state) != BOBBIN_SLOT_SLEEPING
         && g_get_monotonic_time () < deadline_us)
    g_usleep (STEP_US);
  g_assert_cmpint (atomic_load (&slot->tid), >, 0);
}

static void
test_fork (Fixture *f, gconstpointer data)
{
  BobbinWireEvent event;

  begin (f, BOBBIN_WORK_COMPUTE);
  order_write (f, 0, 0, PPM);
  wait_for_own (f, 0, HEAP_PAGES);

  for (guint i = 0; i < 3; i++)
    {
      order_fork (f, 0);
      event = await (f, BOBBIN_WIRE_FORKED);
      g_assert_cmpuint (event.group, ==, 0);
      g_assert_cmpuint (event.process, ==, 5 + i);
      g_assert_cmpint (event.time_ns, >, f->births[0].born_ns);
      await_birth (f, 8 + i);
      f->births[8 + i] = (BobbinWireBirth) { .worker = 8 + i, .process = 5 + i, .pid = event.pid };
      g_assert_true (worker_tree_is_alive (event.pid));
      g_assert_cmpint (atomic_load (&bobbin_ledger_slot (&f->tree.ledger, 8 + i)->tid), ==, event.pid);
      g_assert_cmpuint (count_own (f, event.pid, 0), ==, 0); /* one copy with the root */
    }
  order_write (f, 8, 0, PPM / 4);
  wait_for_own (f, 8, HEAP_PAGES / 4);
  check_book (f, &f->births[8]);
  order_write (f, BOBBIN_WIRE_ALL, 0, PPM / 8);
  wait_for_own (f, 9, HEAP_PAGES / 8);
  wait_for_units (f, 10, 1000); /* it works like the others */

  /* There is no number left; a thread is not forked; nor is what there is not. */
  order_fork (f, 0);
  event = await (f, BOBBIN_WIRE_REFUSED);
  g_assert_cmpuint (event.group, ==, 0);
  order_fork (f, 1);
  event = await (f, BOBBIN_WIRE_REFUSED);
  g_assert_cmpuint (event.group, ==, 1);
  g_assert_cmpint (event.stage, ==, BOBBIN_STAGE_FORK);
  order_fork (f, 2);
  order_fork (f, G_MAXUINT32);
  order_write (f, 11, 0, PPM);
  order_write (f, BOBBIN_WIRE_ALL, 99, PPM);
  order_share (f, 99, PPM, 1000);
  worker_tree_send (&f->tree, BOBBIN_WIRE_END, 4711);
  worker_tree_send (&f->tree, BOBBIN_WIRE_CRASH, 10);
  event = await (f, BOBBIN_WIRE_ENDED);
  g_assert_cmpuint (event.process, ==, 7);
  g_assert_true (WIFSIGNALED (event.status));
  worker_tree_send (&f->tree, BOBBIN_WIRE_STOP, 0);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpuint (await (f, BOBBIN_WIRE_ENDED).stopped, ==, 1);
  await (f, BOBBIN_WIRE_DONE);
  finish (f);
}

/* Works whose group has something in common have it in common with the new one, too. */
static void
test_fork_shares (Fixture *f, gconstpointer data)
{
  BobbinWireEvent event;

  begin (f, (BobbinWork) GPOINTER_TO_INT (data));
  order_fork (f, 0);
  event = await (f, BOBBIN_WIRE_FORKED);
  f->births[8] = (BobbinWireBirth) { .worker = 8, .process = 5, .pid = event.pid };
  await_birth (f, 8);
  wait_for_units (f, 8, 2000);
  for (guint i = 0; i < 8; i++)
    wait_for_units (f, i, get_units (f, i) + 1);
  finish (f);
}

/* One that leaves by itself: exit 0, and not because all were told to stop. */
static void
test_end (Fixture *f, gconstpointer data)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;
  BobbinWireEvent event;

  begin (f, (BobbinWork) GPOINTER_TO_INT (data));
  worker_tree_send (&f->tree, BOBBIN_WIRE_END, 1);
  event = await (f, BOBBIN_WIRE_ENDED);
  g_assert_cmpuint (event.process, ==, 1);
  g_assert_true (WIFEXITED (event.status) && WEXITSTATUS (event.status) == 0);
  g_assert_cmpuint (event.stopped, ==, 0);
  g_assert_cmpint (atomic_load (&bobbin_ledger_slot (&f->tree.ledger, 1)->state), ==, BOBBIN_SLOT_FINISHED);

  /* A thread leaves its process alone. */
  worker_tree_send (&f->tree, BOBBIN_WIRE_END, 6);
  while (atomic_load (&bobbin_ledger_slot (&f->tree.ledger, 6)->state) != BOBBIN_SLOT_FINISHED
         && g_get_monotonic_time () < deadline_us)
    g_usleep (STEP_US);
  g_assert_cmpint (atomic_load (&bobbin_ledger_slot (&f->tree.ledger, 6)->state), ==, BOBBIN_SLOT_FINISHED);
  g_assert_true (worker_tree_is_alive (f->births[6].pid));
  wait_for_units (f, 4, get_units (f, 4) + 1);

  /* Orders to those that have gone come to nothing. */
  order_write (f, 1, 0, PPM);
  worker_tree_send (&f->tree, BOBBIN_WIRE_END, 1);
  worker_tree_send (&f->tree, BOBBIN_WIRE_CRASH, 1);
  order_write (f, 6, 0, PPM);
  order_write (f, 0, 0, PPM / 4);
  wait_for_own (f, 0, HEAP_PAGES / 4);
  g_assert_cmpuint (count_written (f, 1, 1), ==, 0);

  /* The last thread takes its process with it. */
  worker_tree_send (&f->tree, BOBBIN_WIRE_END, 4);
  worker_tree_send (&f->tree, BOBBIN_WIRE_END, 5);
  worker_tree_send (&f->tree, BOBBIN_WIRE_END, 7);
  event = await (f, BOBBIN_WIRE_ENDED);
  g_assert_cmpuint (event.process, ==, 4);
  g_assert_true (WIFEXITED (event.status) && WEXITSTATUS (event.status) == 0);
  finish (f);
}

/* The new child dies at once, however far it has come: the others carry on. */
static void
test_fork_dies (Fixture *f, gconstpointer data)
{
  BobbinWireEvent event;
  int pid;

  begin (f, BOBBIN_WORK_COMPUTE);
  for (guint i = 0; i < 3; i++)
    {
      order_fork (f, 0);
      pid = await (f, BOBBIN_WIRE_FORKED).pid;
      kill (pid, SIGKILL); /* a child of the root, which has not yet told that it ended */
      event = await (f, BOBBIN_WIRE_ENDED);
      g_assert_cmpuint (event.process, ==, 5 + i);
      g_assert_cmpint (event.pid, ==, pid);
      g_assert_true (WIFSIGNALED (event.status) && WTERMSIG (event.status) == SIGKILL);
    }
  for (guint i = 0; i < 8; i++)
    wait_for_units (f, i, get_units (f, i) + 1000);
  finish (f);
}

/* Whatever the moment at which a fork meets a stop, a kill, or the end of the
 * socket, nothing stays behind. */
static void
test_fork_at_the_end (Fixture *f, gconstpointer data)
{
  BobbinWireType end = (BobbinWireType) GPOINTER_TO_INT (data);
  BobbinWireEvent event;
  guint n_forked = 0, n_ended = 0;

  begin (f, BOBBIN_WORK_COMPUTE);
  order_fork (f, 0);
  if (end == BOBBIN_WIRE_DONE)
    {
      worker_tree_end (&f->tree);
    }
  else if (end == BOBBIN_WIRE_FAILED)
    {
      f->births[8].pid = await (f, BOBBIN_WIRE_FORKED).pid;
      kill (f->tree.pid, SIGKILL);
      worker_tree_end (&f->tree);
    }
  else
    {
      worker_tree_send (&f->tree, end, 0);
      order_fork (f, 0); /* too late */
      while (worker_tree_receive (&f->tree, &event, NULL) && event.head.type != BOBBIN_WIRE_DONE)
        {
          n_forked += event.head.type == BOBBIN_WIRE_FORKED;
          n_ended += event.head.type == BOBBIN_WIRE_ENDED;
          if (event.head.type == BOBBIN_WIRE_FORKED)
            f->births[8 + n_forked].pid = event.pid;
        }
      g_assert_cmpint (event.head.type, ==, BOBBIN_WIRE_DONE);
      g_assert_cmpuint (n_forked, ==, 1);
      g_assert_cmpuint (n_ended, ==, 6);
      worker_tree_end (&f->tree);
    }
  finish (f);
}

/* Before the gate is open there is nobody to be joined. */
static void
test_fork_early (Fixture *f, gconstpointer data)
{
  f->groups[0] = make_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 2);
  worker_tree_start (&f->tree, 2);
  f->tree.n_spares = 1;
  worker_tree_send_plan (&f->tree, f->groups, 1);
  order_fork (f, 0);
  await (f, BOBBIN_WIRE_REFUSED);
  finish (f);
}

/* A plan whose parts are no whole pages is refused. */
static void
test_odd_parts (Fixture *f, gconstpointer data)
{
  BobbinWireEvent event;

  f->groups[0] = make_group (BOBBIN_KIND_PROCESSES, BOBBIN_WORK_COMPUTE, 2);
  f->groups[0].mapped_bytes = page_bytes + 1;
  worker_tree_start (&f->tree, 2);
  worker_tree_send_plan (&f->tree, f->groups, 1);
  event = await (f, BOBBIN_WIRE_FAILED);
  g_assert_cmpint (event.stage, ==, BOBBIN_STAGE_HEAP);
  g_assert_cmpint (event.error, ==, EINVAL);
  finish (f);
}

static void
add (const char *path, void (*test) (Fixture *f, gconstpointer data), gint data)
{
  g_test_add (path, Fixture, GINT_TO_POINTER (data), NULL, test, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  page_bytes = (guint64) sysconf (_SC_PAGESIZE);

  add ("/arena/parts", test_parts, 0);
  add ("/arena/stacks", test_stacks, 0);
  add ("/arena/write/compute", test_write, BOBBIN_WORK_COMPUTE);
  add ("/arena/write/sleep", test_write, BOBBIN_WORK_SLEEP);
  add ("/arena/write/lock", test_write, BOBBIN_WORK_LOCK);
  add ("/arena/write/pipe", test_write, BOBBIN_WORK_PIPE);
  add ("/arena/write/disk", test_write, BOBBIN_WORK_DISK);
  add ("/arena/write/mixed", test_write, BOBBIN_WORK_MIXED);
  add ("/arena/threads", test_threads, 0);
  add ("/arena/scatter", test_scatter, 0);
  add ("/arena/share", test_share, 0);
  add ("/arena/fork/plain", test_fork, 0);
  add ("/arena/fork/lock", test_fork_shares, BOBBIN_WORK_LOCK);
  add ("/arena/fork/pipe", test_fork_shares, BOBBIN_WORK_PIPE);
  add ("/arena/fork/mixed", test_fork_shares, BOBBIN_WORK_MIXED);
  add ("/arena/fork/dies", test_fork_dies, 0);
  add ("/arena/fork/early", test_fork_early, 0);
  add ("/arena/fork/stop", test_fork_at_the_end, BOBBIN_WIRE_STOP);
  add ("/arena/fork/kill", test_fork_at_the_end, BOBBIN_WIRE_KILL);
  add ("/arena/fork/socket", test_fork_at_the_end, BOBBIN_WIRE_DONE);
  add ("/arena/fork/root", test_fork_at_the_end, BOBBIN_WIRE_FAILED);
  add ("/arena/end/compute", test_end, BOBBIN_WORK_COMPUTE);
  add ("/arena/end/sleep", test_end, BOBBIN_WORK_SLEEP);
  add ("/arena/end/lock", test_end, BOBBIN_WORK_LOCK);
  add ("/arena/odd-parts", test_odd_parts, 0);
  return g_test_run ();
}
