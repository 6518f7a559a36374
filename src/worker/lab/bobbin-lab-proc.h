/* bobbin-lab-proc.h - what the kernel tells an experiment about processes
 *
 * Sizes are bytes. What is refused ends the experiment as not available.
 */
#pragma once

#include "bobbin-lab-tools.h"

typedef struct {
  double rss; /* pages that are there, whoever else has them */
  double pss; /* each page divided by the number of those that map it */
  double uss; /* pages that no one else maps */
} LabMemory;

/* Of the whole process, from /proc/PID/smaps_rollup. */
LabMemory lab_read_memory (Lab *lab, pid_t pid);

/* Of what it has mapped in @block alone, from /proc/PID/smaps. */
LabMemory lab_read_block_memory (Lab *lab, pid_t pid, const void *block, size_t bytes);

/* The line @key ("VmSize") of /proc/PID/status; 0 where it has none. */
double lab_read_status (Lab *lab, pid_t pid, const char *key);

/* The memory of all kernel stacks of the machine. The kernel adds it up core by
 * core, so it is exact to some dozen stacks, and others start tasks as well. */
double lab_read_kernel_stacks (Lab *lab);

/* The state letter in /proc/PID/task/TID/stat, and who its process' parent is;
 * 0 where there is no such task. @out_parent: nullable. */
char lab_read_state (pid_t pid, pid_t tid, pid_t *out_parent);

/* How much of @block the process maps alone, from its page tables. */
double lab_read_own (Lab *lab, pid_t pid, const void *block, size_t bytes);
/* Whether the page tables tell that here: a test splits a page and looks. */
bool   lab_pages_tell (void);

typedef struct {
  uintptr_t begin, end; /* both 0: there is none */
  bool      readable;
} LabMapping;

/* The calling process' mapping that has @address, from /proc/self/maps. */
LabMapping lab_find_mapping (uintptr_t address);

/* How much of the calling process' memory from @low is there: pages that were touched. */
double lab_count_touched (Lab *lab, uintptr_t low, size_t bytes);

/* Runs @part in a process of its own, with what it does to itself: a directory, a
 * limit, a stack. Its numbers come back in @data, which is lab_shared_new()'s. */
void lab_run_apart (Lab *lab, void (*part) (Lab *lab, void *data), void *data);
