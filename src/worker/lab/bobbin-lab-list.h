/* bobbin-lab-list.h - the experiments that bobbin-worker can run */
#pragma once

#include "bobbin-lab-tools.h"

typedef struct {
  const char *name;
  void (*run) (Lab *lab);
} LabEntry;

/* Ends with a name of NULL. */
extern const LabEntry lab_entries[];

void lab_bandwidth (Lab *lab);
void lab_big_lock (Lab *lab);
void lab_bill (Lab *lab);
void lab_contention (Lab *lab);
void lab_cow (Lab *lab);
void lab_crash (Lab *lab);
void lab_creation (Lab *lab);
void lab_deadlock (Lab *lab);
void lab_false_sharing (Lab *lab);
void lab_fork_in_threads (Lab *lab);
void lab_latency (Lab *lab);
void lab_lifecycle (Lab *lab);
void lab_limits (Lab *lab);
void lab_lock_holder (Lab *lab);
void lab_one_core (Lab *lab);
void lab_oversubscription (Lab *lab);
void lab_pools (Lab *lab);
void lab_race (Lab *lab);
void lab_sharing (Lab *lab);
void lab_speedup (Lab *lab);
void lab_stacks (Lab *lab);
void lab_switch (Lab *lab);
void lab_visibility (Lab *lab);
