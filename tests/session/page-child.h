/* page-child.h - a process that splits pages when it is told to
 *
 * The memory is mapped here, before the fork, so it lies at one address in all
 * children. Each answers every order before the next.
 */
#pragma once

#include <glib.h>

typedef struct {
  guint8 *pages;
  guint   n_private, n_mapped, n_untouched;
  gsize   page_bytes;
} PageArena;

typedef struct {
  int      pid; /* 0: has been reaped */
  gboolean ended;
  int      to_fd, from_fd;
} PageChild;

void page_arena_map   (PageArena *arena, guint n_private, guint n_mapped, guint n_untouched);
void page_arena_unmap (PageArena *arena);

void page_child_fork  (PageChild *child, const PageArena *arena);
/* Writes pages @first … @first + @n - 1. */
void page_child_write (PageChild *child, guint first, guint n);
/* Unmaps them. */
void page_child_unmap (PageChild *child, guint first, guint n);
/* Has it leave, and waits until it is a zombie; then it can be reaped. */
void page_child_end   (PageChild *child);
void page_child_reap  (PageChild *child);
