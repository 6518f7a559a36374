/* bobbin-summary.h - the summary table's seven rows
 *
 * Each row is a claim about processes and threads with what was measured of
 * it: by the lab, once it has run the row's experiment, or else by the run on
 * screen where that can answer it. Main thread.
 */
#pragma once

#include <gio/gio.h>

#include "bobbin-lab.h"
#include "bobbin-run.h"

G_BEGIN_DECLS

#define BOBBIN_N_SUMMARY_ROWS 7

#define BOBBIN_TYPE_SUMMARY_ROW (bobbin_summary_row_get_type ())
G_DECLARE_FINAL_TYPE (BobbinSummaryRow, bobbin_summary_row, BOBBIN, SUMMARY_ROW, GObject)

typedef enum {
  BOBBIN_SUMMARY_IDLE,
  BOBBIN_SUMMARY_QUEUED,
  BOBBIN_SUMMARY_MEASURING,
} BobbinSummaryState;

/* Translated, what is said of a row of which nothing is measured: "Not yet
 * measured", "Queued", "Measuring…". */
const char *bobbin_summary_state_label (BobbinSummaryState state);

/* All texts are translated and never NULL; "" where there is nothing to say.
 * Each is also a string property of the same name ("process-text") that notifies;
 * so do "measured" (boolean), "verdict" (int, a BobbinVerdict; -1: not from the
 * lab) and "state" (uint). Ratios are processes ÷ threads. */
const char *bobbin_summary_row_get_id           (BobbinSummaryRow *row); /* "memory", stable */
const char *bobbin_summary_row_get_title        (BobbinSummaryRow *row); /* "Memory" */
const char *bobbin_summary_row_get_claim        (BobbinSummaryRow *row);
const char *bobbin_summary_row_get_process_text (BobbinSummaryRow *row);
const char *bobbin_summary_row_get_thread_text  (BobbinSummaryRow *row);
const char *bobbin_summary_row_get_ratio_text   (BobbinSummaryRow *row);
const char *bobbin_summary_row_get_interval_text (BobbinSummaryRow *row); /* "7.1 – 7.9", 95 % */
const char *bobbin_summary_row_get_verdict_text (BobbinSummaryRow *row); /* "Not yet measured", "From this run", "Confirmed" */
const char *bobbin_summary_row_get_age_text     (BobbinSummaryRow *row); /* "3 min ago"; "" unless from the lab */
/* The answer, or how the numbers were got, one sentence; "" while not measured. */
const char *bobbin_summary_row_get_basis        (BobbinSummaryRow *row);
gboolean    bobbin_summary_row_is_measured      (BobbinSummaryRow *row);
BobbinSummaryState bobbin_summary_row_get_state (BobbinSummaryRow *row);
/* The one that answers the row; NULL where there is none. */
const BobbinExperiment *bobbin_summary_row_get_experiment (BobbinSummaryRow *row);
/* NULL: the lab has not measured it. Valid until the row changes. */
const BobbinOutcome *bobbin_summary_row_get_outcome (BobbinSummaryRow *row);

/* The table: a GListModel of seven BobbinSummaryRow that always exist. */
GListStore *bobbin_summary_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Fills what @run (nullable: clears) can answer: the Memory and the
 * Concurrency row, when it has a group of either kind and the lab has not
 * answered them. Rows that stay as they were do not notify. */
void bobbin_summary_update (GListStore *summary, const BobbinRun *run);

/* From now on rows show what @lab has measured and is at. Call it once. */
void bobbin_summary_set_lab (GListStore *summary, BobbinLab *lab);

/* Brings the ages up to now; whoever shows them calls it now and then. FALSE:
 * there are none yet. */
gboolean bobbin_summary_refresh_ages (GListStore *summary);

/* "just now", "3 min ago", "2 h ago", and beyond a day the date. */
char *bobbin_summary_age_text (gint64 realtime_us, gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

BobbinSummaryRow *bobbin_summary_get (GListStore *summary, guint i); /* (transfer none) */

G_END_DECLS
