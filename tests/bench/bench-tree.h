/* bench-tree.h - a worker tree that waits at its gate */
#pragma once

#include "bobbin-launcher.h"
#include "bobbin-sweep.h"

typedef struct {
  BobbinMachine  *machine;
  BobbinRequest  *request;
  BobbinLauncher *launcher;
  GArray         *tasks; /* BobbinSweepTask */
  gboolean        ready;
  gint64          start_ns, ready_ns; /* launch asked for; all at the gate */
} BenchTree;

/* Grows @groups (NULL-terminated, as for --group) up to the gate. */
void bench_tree_grow (BenchTree *tree, const char *const *groups);
void bench_tree_end  (BenchTree *tree);
