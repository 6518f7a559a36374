/* bobbin-worker-turns.h - the works in which workers wait for each other or for
 * a disk; each goes on until an order comes
 */
#pragma once

#include "bobbin-worker-loop.h"

/* Writes its share of the arena's private pages. */
void worker_turns_memory (WorkerLoop *loop);

/* Takes turns with its group at one lock. One that is told to crash while it
 * holds the lock takes it along. */
void worker_turns_lock (WorkerLoop *loop);

/* Writes into its group's pipe, or reads from it. */
void worker_turns_pipe (WorkerLoop *loop);

/* Writes its file through, and computes in between. */
void worker_turns_disk (WorkerLoop *loop);

/* Rounds of all of it and of sleep, in an order and of lengths that follow from
 * the plan's seed and the worker's number alone. */
void worker_turns_mixed (WorkerLoop *loop);
