/* bobbin-worker-lock.h - the lock of a group
 *
 * One futex in memory that the whole group shares, made before the fork, so
 * that it is the same for processes and for threads. The word says who holds
 * it; when a process ends, however it ends, the root looks whether one of its
 * workers did, and frees the lock. So a worker that dies with the lock in hand
 * holds the others up for as long as it takes to reap it, and no longer.
 */
#pragma once

#include "bobbin-worker-loop.h"

struct WorkerLock {
  _Atomic uint32_t word; /* 0: free; otherwise the holder's number + 1, and LOCK_WAITED_FOR */
};

/* NULL with errno. */
WorkerLock *worker_lock_make (void);

/* Whether what is forked from now on has it: the pages of one group are not to
 * be counted as shared with another's. */
void worker_lock_hand_down (WorkerLock *lock, bool handed_down);

/* Waits for the worker's turn: asleep (and marked as such), or asking all the
 * time. False when an order came first; then it does not hold the lock. A NULL
 * @lock is everybody's at once. */
bool worker_lock_take      (WorkerLock *lock, BobbinLock how, WorkerLoop *loop);
void worker_lock_give_back (WorkerLock *lock);

/* Root: the workers @first … @first + @n - 1 are gone. */
void worker_lock_forget_holders (WorkerLock *lock, uint32_t first, uint32_t n);
