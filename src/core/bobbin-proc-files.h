/* bobbin-proc-files.h - the kernel's texts about a task, as numbers
 *
 * Every parser takes a buffer, so that captured and made-up texts are tests,
 * and says FALSE instead of guessing when a text is not whole. The texts end
 * in '\0'. Pure; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* /proc/PID/task/TID/schedstat: "run wait slices" (kernel:
 * Documentation/scheduler/sched-stats.rst). A task that runs is booked at the
 * timer tick and at each switch, so run_ns lags by up to a tick. */
typedef struct {
  guint64 run_ns;     /* on a core */
  guint64 wait_ns;    /* ready without a core; booked when the wait ends */
  guint64 timeslices; /* times it was put on a core */
} BobbinSchedstat;

gboolean bobbin_parse_schedstat (const char *text, BobbinSchedstat *out);

/* The parts of /proc/PID/task/TID/stat that are used: proc(5), fields 3, 14,
 * 15 and 39. */
typedef struct {
  char    state; /* R S D Z T t X I */
  guint   core;  /* last seen on */
  guint64 user_ticks;
  guint64 system_ticks;
} BobbinTaskStat;

gboolean bobbin_parse_task_stat (const char *text, BobbinTaskStat *out);

/* From /proc/PID/task/TID/status: VmPTE and the two counts of switches. */
typedef struct {
  guint64 page_tables_bytes;
  guint64 voluntary_switches;
  guint64 involuntary_switches;
} BobbinTaskStatus;

gboolean bobbin_parse_task_status (const char *text, BobbinTaskStatus *out);

/* From /proc/PID/smaps_rollup. uss is Private_Clean + Private_Dirty (+
 * Private_Hugetlb), what only this process has. */
typedef struct {
  guint64 rss_bytes;
  guint64 pss_bytes;
  guint64 uss_bytes;
} BobbinSmapsRollup;

gboolean bobbin_parse_smaps_rollup (const char *text, BobbinSmapsRollup *out);

/* Whether the mappings of @text, /proc/PID/maps, cover all from @address to
 * before @end, however many they are. */
gboolean bobbin_maps_cover (const char *text, guint64 address, guint64 end);

/* Reads "ADDRESS-END " at *@text, as lines of maps and of smaps begin, and moves
 * behind it. */
gboolean bobbin_take_address_range (const char **text, guint64 *out_address, guint64 *out_end);

/* Reads digits at *@text and moves behind them. */
gboolean bobbin_take_number (const char **text, guint64 *out);

/* A file of /proc that is kept open: the descriptor stays bound to its task,
 * so a number that is used again later can never be mistaken for it. */
typedef struct {
  int fd; /* -1: closed */
} BobbinProcFile;

#define BOBBIN_PROC_FILE_INIT { -1 }

/* "task/%d/stat" and the like of process @pid; @tid 0 for the process's own
 * files. FALSE when the task has gone or no descriptor is left. */
gboolean bobbin_proc_file_open  (BobbinProcFile *file, int pid, int tid, const char *name);
void     bobbin_proc_file_close (BobbinProcFile *file);

/* Reads it from its beginning into @buffer, ending it in '\0'. The length; 0
 * when the task has gone. */
gsize bobbin_proc_file_read (const BobbinProcFile *file, char *buffer, gsize size);

G_END_DECLS
