/* bobbin-cli-report.h - a run as text for the terminal */
#pragma once

#include "bobbin-summary.h"

G_BEGIN_DECLS

/* Translated; groups with their workers, memory, the summary table, what it
 * cost, and the files in @figures (array of char*). */
char *bobbin_cli_report (const BobbinRun *run, GListStore *summary, const GPtrArray *figures) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
