/* bobbin-lab-cores.h - on which cores experiments run
 *
 * Any thread.
 */
#pragma once

#include "bobbin-lab-wire.h"
#include "bobbin-machine.h"

G_BEGIN_DECLS

/* Fills in the cores of @order: of @machine's allowed ones those that are the
 * fastest (cpu_capacity, else cpuinfo_max_freq, below @root's /sys), one for each
 * physical core first (topology/thread_siblings_list), their siblings after
 * them. @root "" for this machine. */
void bobbin_lab_choose_cores (const BobbinMachine *machine, const char *root, BobbinLabOrder *order);

G_END_DECLS
