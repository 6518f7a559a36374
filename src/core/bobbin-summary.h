/* bobbin-summary.h - the summary table's seven rows
 *
 * Each row is a claim about processes and threads with what was measured of
 * it. Rows that the run on screen can answer are filled from it; the others
 * say that they are not yet measured.
 */
#pragma once

#include <gio/gio.h>

#include "bobbin-run.h"

G_BEGIN_DECLS

#define BOBBIN_N_SUMMARY_ROWS 7

#define BOBBIN_TYPE_SUMMARY_ROW (bobbin_summary_row_get_type ())
G_DECLARE_FINAL_TYPE (BobbinSummaryRow, bobbin_summary_row, BOBBIN, SUMMARY_ROW, GObject)

/* All texts are translated and never NULL; "" where there is nothing to say.
 * Each is also a string property of the same name ("process-text") that notifies;
 * "measured" is a boolean one. Ratios are processes ÷ threads. */
const char *bobbin_summary_row_get_id           (BobbinSummaryRow *row); /* "memory", stable */
const char *bobbin_summary_row_get_title        (BobbinSummaryRow *row); /* "Memory" */
const char *bobbin_summary_row_get_claim        (BobbinSummaryRow *row);
const char *bobbin_summary_row_get_process_text (BobbinSummaryRow *row);
const char *bobbin_summary_row_get_thread_text  (BobbinSummaryRow *row);
const char *bobbin_summary_row_get_ratio_text   (BobbinSummaryRow *row);
const char *bobbin_summary_row_get_verdict_text (BobbinSummaryRow *row); /* "not yet measured", "from this run" */
/* How the numbers were got, one sentence; "" while not measured. */
const char *bobbin_summary_row_get_basis        (BobbinSummaryRow *row);
gboolean    bobbin_summary_row_is_measured      (BobbinSummaryRow *row);

/* The table: a GListModel of seven BobbinSummaryRow that always exist. */
GListStore *bobbin_summary_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Fills what @run (nullable: clears) can answer: the Memory and the
 * Concurrency row, when it has a group of either kind. Rows that stay as they
 * were do not notify. */
void bobbin_summary_update (GListStore *summary, const BobbinRun *run);

BobbinSummaryRow *bobbin_summary_get (GListStore *summary, guint i); /* (transfer none) */

G_END_DECLS
