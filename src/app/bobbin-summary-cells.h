/* bobbin-summary-cells.h - the columns of the summary that are more than text
 *
 * Title and values in one cell where it is narrow; the verdict with its
 * sign; the button that measures the row. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much of the table there is room for. */
typedef enum {
  BOBBIN_SUMMARY_WIDE,   /* a column for everything */
  BOBBIN_SUMMARY_MEDIUM, /* the verdict stands with the ratio */
  BOBBIN_SUMMARY_NARROW, /* title, processes and threads one above the other as well */
} BobbinSummaryRoom;

typedef enum {
  BOBBIN_SUMMARY_CELL_VALUES,
  BOBBIN_SUMMARY_CELL_VERDICT,
  BOBBIN_SUMMARY_CELL_BUTTON,
} BobbinSummaryCell;

/* Of a model of BobbinSummaryRow. (transfer full) */
GtkColumnViewColumn *bobbin_summary_column_new (BobbinSummaryCell cell) G_GNUC_WARN_UNUSED_RESULT;

/* @compact: one line for each row. */
void bobbin_summary_column_set_room (GtkColumnViewColumn *column, BobbinSummaryRoom room, gboolean compact);

G_END_DECLS
