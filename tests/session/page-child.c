#include "page-child.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  char  what; /* 'w', 'u' or 'e' */
  guint first, n;
} Order;

static guint8 *
map_part (guint8 *at, gsize bytes, int sharing)
{
  guint8 *part;

  if (bytes == 0)
    return at;
  part = mmap (at, bytes, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS | (at != NULL ? MAP_FIXED : 0), -1, 0);
  g_assert_true (part != MAP_FAILED);
  madvise (part, bytes, MADV_NOHUGEPAGE);
  return part;
}

void
page_arena_map (PageArena *arena, guint n_private, guint n_mapped, guint n_untouched)
{
  gsize page_bytes = (gsize) sysconf (_SC_PAGESIZE);

  *arena = (PageArena) { NULL, n_private, n_mapped, n_untouched, page_bytes };
  arena->pages = map_part (NULL, (n_private + n_mapped + n_untouched) * page_bytes, MAP_PRIVATE);
  map_part (arena->pages + n_private * page_bytes, n_mapped * page_bytes, MAP_SHARED);
  for (guint i = 0; i < n_private + n_mapped; i++)
    arena->pages[i * page_bytes] = 1;
}

void
page_arena_unmap (PageArena *arena)
{
  munmap (arena->pages, (arena->n_private + arena->n_mapped + arena->n_untouched) * arena->page_bytes);
}

static _Noreturn void
run_child (const PageArena *arena, int from_parent, int to_parent)
{
  Order order;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  /* fork() leaves the page tables of what is mapped shared to be found again. */
  for (guint i = arena->n_private; i < arena->n_private + arena->n_mapped; i++)
    (void) *(volatile guint8 *) (arena->pages + i * arena->page_bytes);

  while (write (to_parent, "", 1) == 1 && read (from_parent, &order, sizeof order) == sizeof order)
    {
      guint8 *first = arena->pages + order.first * arena->page_bytes;

      if (order.what == 'w')
        for (guint i = 0; i < order.n; i++)
          first[i * arena->page_bytes]++;
      else if (order.what == 'u')
        munmap (first, order.n * arena->page_bytes);
      else
        break;
    }
  _exit (0);
}

static void
wait_for_answer (PageChild *child)
{
  char answer;

  g_assert_cmpint (read (child->from_fd, &answer, 1), ==, 1);
}

void
page_child_fork (PageChild *child, const PageArena *arena)
{
  int down[2], up[2];

  g_assert_cmpint (pipe (down), ==, 0);
  g_assert_cmpint (pipe (up), ==, 0);
  child->pid = fork ();
  g_assert_cmpint (child->pid, >=, 0);
  if (child->pid == 0)
    {
      close (down[1]);
      close (up[0]);
      run_child (arena, down[0], up[1]);
    }
  close (down[0]);
  close (up[1]);
  child->ended = FALSE;
  child->to_fd = down[1];
  child->from_fd = up[0];
  wait_for_answer (child);
}

static void
give_order (PageChild *child, char what, guint first, guint n)
{
  Order order = { what, first, n };

  g_assert_cmpint (write (child->to_fd, &order, sizeof order), ==, sizeof order);
}

void
page_child_write (PageChild *child, guint first, guint n)
{
  give_order (child, 'w', first, n);
  wait_for_answer (child);
}

void
page_child_unmap (PageChild *child, guint first, guint n)
{
  give_order (child, 'u', first, n);
  wait_for_answer (child);
}

void
page_child_end (PageChild *child)
{
  siginfo_t info;

  if (child->ended)
    return;
  child->ended = TRUE;
  give_order (child, 'e', 0, 0);
  g_assert_cmpint (waitid (P_PID, (id_t) child->pid, &info, WEXITED | WNOWAIT), ==, 0);
}

void
page_child_reap (PageChild *child)
{
  g_assert_cmpint (waitpid (child->pid, NULL, 0), ==, child->pid);
  close (child->to_fd);
  close (child->from_fd);
  child->pid = 0;
}
