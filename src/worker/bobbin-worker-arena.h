/* bobbin-worker-arena.h - a group's memory that its workers write
 *
 * One reservation of three parts, made in the root before anything is forked,
 * so that it lies at one address in all processes of the group and in the root:
 *
 *   private    touched where it is made, so that after the fork each page is one
 *              copy for all, until one of them writes it
 *   mapped     shared: what one writes, all see
 *   untouched  nobody ever touches it, so that no page is there
 *
 * Nobody writes to it after the fork unless the work or an order says so, and the
 * root never.
 */
#pragma once

#include "bobbin-ledger.h"
#include "bobbin-page-book.h"

typedef struct {
  uint8_t *pages; /* NULL: none */
  size_t   private_bytes;
  size_t   mapped_bytes;
  size_t   bytes; /* of all parts */
} WorkerArena;

/* 0 or a negative errno. Nothing is there yet. */
int  worker_arena_reserve (WorkerArena *arena, const BobbinWireGroup *group);
/* Touches what is to be there before the fork. A group of threads has nobody to
 * share with: its process does this itself. */
void worker_arena_fill (WorkerArena *arena);
/* In a process of the group: the mapped part becomes part of its page tables, too. */
void worker_arena_enter (WorkerArena *arena);
/* Whether what is forked from now on gets it. The pages of one group shall not
 * be counted as shared with another's. */
void worker_arena_hand_down (WorkerArena *arena, bool handed_down);
