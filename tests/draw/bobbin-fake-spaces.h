/* bobbin-fake-spaces.h - made-up address spaces and kinships for fake runs */
#pragma once

#include "bobbin-fake-run.h"

G_BEGIN_DECLS

/* The regions of @process, as a small C program has them, with the stacks of its threads. */
void bobbin_fake_regions_fill (BobbinRun *run, guint process);

/* As the kernel would answer: threads of a process share all, processes the
 * standard input only. Evenly chosen, when there are too many workers. */
void bobbin_fake_kinship_fill (BobbinRun *run);

/* That of task @task nothing is known any more. */
void bobbin_fake_kinship_forget (BobbinRun *run, guint task);

G_END_DECLS
