/* The kernel's texts, whole and broken: all parsers get the same one. */
#include "fuzz.h"

#include "bobbin-proc-files.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  BobbinSchedstat schedstat;
  BobbinTaskStat stat;
  BobbinTaskStatus status;
  BobbinSmapsRollup rollup;

  bobbin_parse_schedstat (text, &schedstat);
  bobbin_parse_task_stat (text, &stat);
  bobbin_parse_task_status (text, &status);
  bobbin_parse_smaps_rollup (text, &rollup);
  return 0;
}
