/* bobbin-conditions.h - under which conditions a picture was measured
 *
 * A figure without its machine is a claim without its evidence: processor,
 * cores, kernel, sandbox, date, version and rate go below every one.
 */
#pragma once

#include "bobbin-summary.h"
#include "bobbin-text.h"
#include "bobbin-run.h"

G_BEGIN_DECLS

/* Translated, one line, parted by middle dots. @run nullable: the program alone. */
char *bobbin_conditions_text (const BobbinRun *run) G_GNUC_WARN_UNUSED_RESULT;

/* The same of an experiment, with the cores that it had and how its workers were
 * bound to them. @outcome nullable. */
char *bobbin_conditions_of_outcome (const BobbinOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;

/* Of a table that a lab filled: the machine, and when the newest of its rows was
 * measured. NULL: none of @summary (nullable) is from a lab. */
char *bobbin_conditions_of_summary (GListModel *summary) G_GNUC_WARN_UNUSED_RESULT;

/* The time that goes into files: SOURCE_DATE_EPOCH where that is set, else when
 * @run was started, else (nullable) now. */
GDateTime *bobbin_conditions_time (const BobbinRun *run) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
