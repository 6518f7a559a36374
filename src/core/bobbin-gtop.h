/* bobbin-gtop.h - all that is asked of libgtop
 *
 * libgtop keeps static state and ends its caller on some errors, so it lives
 * in one file, is asked by one thread only (the sampler's), and only by the
 * calls that are known to return cleanly for a process that has gone.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* First thing in main(). */
void bobbin_gtop_init (void);

typedef struct {
  guint64 cpu_ns; /* user + system of the whole process, in whole ticks of 10 ms */
  char    state;  /* R, S, D, Z, T … */
  guint   core;   /* last seen on; of the main thread */
  guint64 rss_bytes;
  guint64 vsize_bytes;
} BobbinGtopProcess;

/* FALSE when @pid has gone. */
gboolean bobbin_gtop_read_process (int pid, BobbinGtopProcess *out);

/* Time and state alone; the least that libgtop can be asked. Fills only
 * cpu_ns, state and core. FALSE when @pid has gone. */
gboolean bobbin_gtop_read_time_and_state (int pid, BobbinGtopProcess *out);

typedef struct {
  guint64 total_ticks; /* all cores */
  guint64 busy_ticks;  /* not idle and not waiting for a disk */
} BobbinGtopMachine;

gboolean bobbin_gtop_read_machine (BobbinGtopMachine *out);

G_END_DECLS
