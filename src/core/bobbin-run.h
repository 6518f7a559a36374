/* bobbin-run.h - everything that is known of one run
 *
 * Plain data that a live session fills and that layouts, tables and exports
 * read; later a session file is the same thing at rest. Workers and processes
 * lie in arrays in the order of the plan: group by group, process by process.
 * Those that were forked while the run went on lie behind all others; whoever
 * goes over a group takes bobbin_run_group_worker() and
 * bobbin_run_group_process(), which know them, too.
 *
 *   groups     one per group of the request
 *   processes  address spaces: N for N processes, 1 for a group of threads
 *   workers    tasks that do the work, one lane each
 *
 * Main thread only. Readers take const; only core writes.
 */
#pragma once

#include "bobbin-arena-place.h"
#include "bobbin-history.h"
#include "bobbin-kinship.h"
#include "bobbin-pages.h"
#include "bobbin-regions.h"
#include "bobbin-request.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_END_RUNNING,
  BOBBIN_END_EXITED,  /* by itself */
  BOBBIN_END_STOPPED, /* Bobbin stopped it at the end of the run */
  BOBBIN_END_CRASHED, /* by a signal that was not Bobbin's */
} BobbinEnd;

typedef struct {
  gboolean valid; /* FALSE: never read, all others 0 */
  gint64   time_ns;
  guint64  rss_bytes;
  guint64  pss_bytes;
  guint64  uss_bytes; /* Private_Clean + Private_Dirty */
  guint64  page_tables_bytes; /* VmPTE */
} BobbinMemory;

typedef struct {
  guint    id;      /* its place in run->workers, and its lane in the history */
  guint    group;   /* index */
  guint    index;   /* in its group, from 1 */
  guint    process; /* index into run->processes */
  int      pid;     /* 0: not yet born */
  int      tid;
  gint64   born_ns;  /* since the gate; negative, because nobody works before all are ready */
  gint64   ended_ns; /* valid unless end is RUNNING */
  BobbinEnd end;
  gboolean culprit;  /* it was the one that crashed; others of its process were taken along */
  int      signal;    /* crashed: its number, else 0 */
  int      exit_code; /* exited: its code, else -1 */

  char     state;       /* letter as in /proc/PID/stat: R, S, D, T, Z …; 0: not yet seen */
  guint    core;        /* last seen on; BOBBIN_NO_CORE */
  double   cpu_share;   /* of one core over the last second; 0 … 1 */
  gint64   running_ns;  /* on a core; see run->timeline_source */
  gint64   waiting_ns;  /* ready without a core */
  gint64   blocked_ns;  /* asleep, or waiting for something else than a core */
  gint64   cpu_ns;      /* the kernel's count for this task alone */
  guint64  voluntary_switches;
  guint64  involuntary_switches;
  gboolean switches_valid;
  guint64  work_units;  /* written by the worker itself */
  guint64  timeslices;  /* schedstat: times it was put on a core */
  guint64  slices;      /* stretches of one state on one core that were written down */
  guint64  lost_slices; /* of these, gone before they could be read */
  guint64  migrations;  /* times it went on on another core */
  guint64  stack_address; /* somewhere in its stack; 0: not yet known */
} BobbinRunWorker;

typedef struct {
  guint        id;
  guint        group;
  guint        first_worker; /* index into run->workers */
  guint        n_workers;
  int          pid;
  gboolean     alive;
  BobbinMemory memory;     /* newest reading */
  double       gtop_cpu_share; /* of one core, whole process, over the last half second, from libgtop */
  char         gtop_state;     /* from libgtop; 0: not yet */
  guint        gtop_core;      /* from libgtop */
  guint64      gtop_rss_bytes; /* what a system monitor would show */
  guint64      gtop_vsize_bytes;
  BobbinPageMap pages;    /* of its group's arena */
} BobbinRunProcess;

typedef struct {
  guint                  id;
  const BobbinGroupSpec *spec; /* (not nullable), lives as long as the request */
  guint                  first_process, n_processes; /* the n_late last ones of them elsewhere */
  guint                  first_worker, n_workers;
  guint                  n_late; /* processes, of one worker each, forked while the run went on */
  BobbinArenaPlace       arena;
  BobbinPageMap          parent_pages; /* of its arena, as the process sees it from which all are forked */
} BobbinRunGroup;

typedef struct {
  gint64  cpu_ns;       /* of this program and of the worker tree's root */
  double  cpu_share;    /* of one core, over the last second */
  guint64 sweeps;
  guint64 late_sweeps;  /* that began after the next one was due */
  guint64 task_reads;
  guint64 page_rounds;  /* times that the pages of all processes were read */
  gint64  page_cpu_ns;  /* of cpu_ns, for pages, regions and kinship */
} BobbinOwnCost;

/* Where the lanes come from. */
typedef enum {
  BOBBIN_TIMELINE_SAMPLED, /* shares of each interval between two samples */
  BOBBIN_TIMELINE_SELF,    /* slices that the workers wrote down themselves */
  BOBBIN_TIMELINE_KERNEL,  /* slices between the kernel's records of switches */
} BobbinTimelineSource;

struct _BobbinRun {
  BobbinMachine  *machine;
  BobbinRequest  *request;
  GArray         *groups;    /* BobbinRunGroup */
  GArray         *processes; /* BobbinRunProcess */
  GArray         *workers;   /* BobbinRunWorker */
  BobbinHistory  *history;   /* lanes are workers */
  BobbinHistory  *core_history; /* lanes are cores, machine->n_configured of them, "other" is the worker; BLOCKED:
                                   none of the workers had it. Empty while lanes are sampled */
  gint64          core_overlap_ns; /* longest time that two workers are both said to have had one core */
  BobbinTimelineSource timeline_source;
  BobbinPagesSource pages_source;
  char           *pages_because; /* (nullable) translated: why it is not page by page */
  BobbinRegions   regions;   /* of the process that is watched: bobbin_session_watch_regions() */
  BobbinKinship   kinship;   /* of the workers and the process from which they are forked */
  gint64         *core_running_ns; /* per worker and core; bobbin_run_core_running_ns() */
  gint64          now_ns;    /* since the gate, up to which the run is known */
  gint64          end_ns;    /* when it was over; -1 while it runs */
  gint64          start_realtime_us; /* wall clock of the gate, for metadata only */
  double          machine_cpu_share; /* all cores together, 0 … 1, over the last second */
  BobbinOwnCost   own_cost;
  GPtrArray      *warnings;  /* char*, translated sentences */
};
typedef struct _BobbinRun BobbinRun;

/* A run in which nothing has happened yet. Takes references and copies. */
BobbinRun *bobbin_run_new  (BobbinRequest *request, const BobbinMachine *machine) G_GNUC_WARN_UNUSED_RESULT;
void       bobbin_run_free (BobbinRun *run);

BobbinRunGroup   *bobbin_run_get_group   (const BobbinRun *run, guint i);
BobbinRunProcess *bobbin_run_get_process (const BobbinRun *run, guint i);
BobbinRunWorker  *bobbin_run_get_worker  (const BobbinRun *run, guint i);

/* Number @i of a group's processes or workers, from 0: its place in the arrays. */
guint bobbin_run_group_process (const BobbinRun *run, guint group, guint i);
guint bobbin_run_group_worker  (const BobbinRun *run, guint group, guint i);
/* The number that a process has in its group, from 1. */
guint bobbin_run_process_index (const BobbinRun *run, guint process);

/* One more process with one worker in @group, whose processes are of that kind.
 * Its worker; at most BOBBIN_MAX_SPARES times in a run. */
BobbinRunWorker *bobbin_run_add_process (BobbinRun *run, guint group);

/* Where the running time of a worker on a core is kept, in ns; NULL for a core
 * that the machine does not have. Nothing is kept while lanes are sampled. */
gint64 *bobbin_run_core_running_ns (const BobbinRun *run, guint worker, guint core);

/* Workers that have not ended, born or not. */
guint    bobbin_run_get_n_alive (const BobbinRun *run);
/* Until when all workers of all groups were at work: the first crash or exit,
 * else now. What is compared between groups is compared up to here. */
gint64   bobbin_run_get_whole_ns (const BobbinRun *run);
gboolean bobbin_run_is_over     (const BobbinRun *run);

/* The sums over a group's processes (or the one process of a thread group).
 * valid when every process that was ever born has a reading, which is the last
 * one of those that have ended; time_ns is that of the oldest. */
BobbinMemory bobbin_run_group_memory (const BobbinRun *run, guint group);
/* How many processes that sum is of: those that did not crash or exit, or all
 * of them, as last read, when none is left. */
guint        bobbin_run_group_n_counted (const BobbinRun *run, guint group);

/* "processes/3": stable, as --crash takes it. */
char *bobbin_run_worker_address (const BobbinRun *run, guint worker) G_GNUC_WARN_UNUSED_RESULT;

/* Translated: "Process 3", "Thread 2", "Process 2, thread 1". */
char *bobbin_run_worker_label  (const BobbinRun *run, guint worker) G_GNUC_WARN_UNUSED_RESULT;
char *bobbin_run_process_label (const BobbinRun *run, guint process) G_GNUC_WARN_UNUSED_RESULT;
/* Translated: "Processes", "Threads", or the group's own name where it has one. */
char *bobbin_run_group_label   (const BobbinRun *run, guint group) G_GNUC_WARN_UNUSED_RESULT;
/* Translated: "4 × fork, an address space each", "1 process, 4 × pthread_create". */
char *bobbin_run_group_detail  (const BobbinRun *run, guint group) G_GNUC_WARN_UNUSED_RESULT;
/* Translated, what a band of run->regions is: "Stack of Thread 2", "libc.so.6". */
char *bobbin_run_region_label  (const BobbinRun *run, const BobbinRegion *region) G_GNUC_WARN_UNUSED_RESULT;
/* Translated, how a worker ended: "SIGSEGV: the other three carry on",
 * "taken along by Thread 3", "stopped"; NULL while it runs. */
char *bobbin_run_worker_end_text (const BobbinRun *run, guint worker) G_GNUC_WARN_UNUSED_RESULT;

/* Translated, what the kernel said last of a worker that has not ended: "asleep",
 * "ready or running"; "" where it has said nothing. */
const char *bobbin_run_worker_state_text (const BobbinRun *run, guint worker);

const char *bobbin_end_to_string (BobbinEnd end); /* words of the contract */
const char *bobbin_timeline_source_to_string (BobbinTimelineSource source); /* "sampled", "self", "kernel" */
/* "SIGSEGV"; "signal 60" for one without a name. */
char *bobbin_signal_name (int signal_number) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinRun, bobbin_run_free)

G_END_DECLS
