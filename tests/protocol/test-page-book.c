/* bobbin-page-book: tables that follow from the plan, and nothing believed that is in them */
#include "bobbin-page-book.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static guint64 page_bytes;

static BobbinWireGroup
make_group (BobbinKind kind, guint n_processes, guint threads_each, guint64 n_pages)
{
  return (BobbinWireGroup) {
    .kind = kind,
    .n_processes = n_processes,
    .threads_each = threads_each,
    .heap_bytes = n_pages * page_bytes,
    .mapped_bytes = 7 * page_bytes,
  };
}

/* 4 processes, 1 process of 4 threads, 2 processes of 2 threads, 2 without a
 * heap, and 3 spares. */
static BobbinWirePlan
make_plan (void)
{
  BobbinWirePlan plan = { .n_groups = 4, .n_workers = 14, .n_spares = 3 };

  bobbin_wire_init_head (&plan.head, BOBBIN_WIRE_PLAN);
  plan.groups[0] = make_group (BOBBIN_KIND_PROCESSES, 4, 1, 256);
  plan.groups[1] = make_group (BOBBIN_KIND_THREADS, 1, 4, 5000);
  plan.groups[2] = make_group (BOBBIN_KIND_PROCESSES, 2, 2, 3000);
  plan.groups[3] = make_group (BOBBIN_KIND_PROCESSES, 2, 1, 0);
  g_assert_true (bobbin_wire_check_plan (&plan, bobbin_wire_plan_size (plan.n_groups)));
  return plan;
}

#define N_PROCESSES 12

typedef struct {
  BobbinPageBookLayout layout;
  BobbinPageBook       book;
  BobbinPageWriter    *tables[N_PROCESSES];
  int                  fd;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  BobbinWirePlan plan = make_plan ();

  g_assert_true (bobbin_page_book_lay_out (&f->layout, &plan));
  f->fd = bobbin_page_book_create (&f->layout);
  g_assert_cmpint (f->fd, >=, 0);
  g_assert_cmpint (bobbin_page_book_map (&f->book, &f->layout, f->fd), ==, 0);
  for (guint i = 0; i < N_PROCESSES; i++)
    g_assert_cmpint (bobbin_page_book_open_table (&f->layout, f->fd, i, &f->tables[i]), ==, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  bobbin_page_book_unmap (&f->book);
  close (f->fd);
}

static guint
n_pages_of (guint process)
{
  static const guint n_pages[N_PROCESSES] = { 256, 256, 256, 256, 5000, 3000, 3000, 0, 0, 256, 256, 256 };

  return n_pages[process];
}

/* What one process notes, no other's table has. */
static void
test_tables (Fixture *f, gconstpointer data)
{
  guint16 writers[6000];

  for (guint i = 0; i < N_PROCESSES; i++)
    for (guint page = 0; page < n_pages_of (i); page++)
      bobbin_page_book_note (f->tables[i], page, (i + page) % 17);
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      memset (writers, 0xff, sizeof writers);
      bobbin_page_book_read (&f->book, i, writers, G_N_ELEMENTS (writers));
      for (guint page = 0; page < G_N_ELEMENTS (writers); page++)
        g_assert_cmpuint (writers[page], ==, page < n_pages_of (i) ? (i + page) % 17 + 1 : 0);
      g_assert_cmpint (f->tables[i] == NULL, ==, n_pages_of (i) == 0);
    }

  /* Fewer than there are. */
  memset (writers, 0xff, sizeof writers);
  bobbin_page_book_read (&f->book, 4, writers, 10);
  g_assert_cmpuint (writers[9], ==, 14);
  g_assert_cmpuint (writers[10], ==, G_MAXUINT16);
}

/* Any number at all, and only what a worker may have written is believed. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240611);
  guint16 writers[256];

  for (guint page = 0; page < 256; page++)
    atomic_store (&f->tables[2][page], (guint16) g_rand_int (rand));
  atomic_store (&f->tables[2][0], G_MAXUINT16);
  atomic_store (&f->tables[2][1], 18);
  atomic_store (&f->tables[2][2], 17); /* the last of the spares */
  bobbin_page_book_read (&f->book, 2, writers, 256);
  for (guint page = 0; page < 256; page++)
    g_assert_cmpuint (writers[page], <=, 17);
  g_assert_cmpuint (writers[0], ==, 0);
  g_assert_cmpuint (writers[1], ==, 0);
  g_assert_cmpuint (writers[2], ==, 17);

  /* A process that the plan does not have. */
  for (guint i = 0; i < 2; i++)
    {
      BobbinPageWriter *table;
      guint process = i == 0 ? N_PROCESSES : G_MAXUINT32;

      memset (writers, 0xff, sizeof writers);
      bobbin_page_book_read (&f->book, process, writers, 256);
      g_assert_cmpuint (writers[0], ==, 0);
      g_assert_cmpuint (writers[255], ==, 0);
      g_assert_cmpint (bobbin_page_book_open_table (&f->layout, f->fd, process, &table), ==, -EINVAL);
    }
}

/* Nobody can take the memory away from under the reader, and the reader cannot write. */
static void
test_protection (Fixture *f, gconstpointer data)
{
  BobbinPageBookLayout other = f->layout;
  BobbinPageBook book;
  BobbinPageWriter *table;
  int status;

  g_assert_cmpint (ftruncate (f->fd, 0), ==, -1);
  g_assert_cmpint (ftruncate (f->fd, (off_t) f->layout.bytes * 2), ==, -1);
  other.bytes += page_bytes;
  g_assert_cmpint (bobbin_page_book_map (&book, &other, f->fd), ==, -EINVAL);
  g_assert_cmpint (bobbin_page_book_open_table (&other, f->fd, 0, &table), ==, -EINVAL);

  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      signal (SIGSEGV, SIG_DFL);
      *(volatile guint8 *) f->book.tables = 1;
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGSEGV);
}

static void
test_bounds (void)
{
  BobbinWirePlan plan = make_plan ();
  BobbinPageBookLayout layout;

  /* 2 bytes for each page: 2,048 processes with 256 MiB each would need 256 MiB of tables. */
  plan.n_groups = 1;
  plan.n_spares = 0;
  plan.n_workers = 2048;
  plan.groups[0] = make_group (BOBBIN_KIND_PROCESSES, 2048, 1, 65536);
  g_assert_true (bobbin_page_book_lay_out (&layout, &plan));
  g_assert_cmpuint (layout.bytes, ==, 2048 * 65536 * 2);
  plan.groups[0].heap_bytes += page_bytes;
  g_assert_false (bobbin_page_book_lay_out (&layout, &plan));
  plan.groups[0].heap_bytes = G_GUINT64_CONSTANT (1) << 60;
  g_assert_false (bobbin_page_book_lay_out (&layout, &plan));

  /* No pages at all: still something that can be mapped. */
  BobbinPageBook book;
  plan.groups[0].heap_bytes = 0;
  g_assert_true (bobbin_page_book_lay_out (&layout, &plan));
  int fd = bobbin_page_book_create (&layout);
  g_assert_cmpint (bobbin_page_book_map (&book, &layout, fd), ==, 0);
  guint16 writer = 1;
  bobbin_page_book_read (&book, 0, &writer, 1);
  g_assert_cmpuint (writer, ==, 0);
  bobbin_page_book_unmap (&book);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  page_bytes = (guint64) sysconf (_SC_PAGESIZE);

  g_test_add ("/page-book/tables", Fixture, NULL, set_up, test_tables, tear_down);
  g_test_add ("/page-book/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/page-book/protection", Fixture, NULL, set_up, test_protection, tear_down);
  g_test_add_func ("/page-book/bounds", test_bounds);
  return g_test_run ();
}
