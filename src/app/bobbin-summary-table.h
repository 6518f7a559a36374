/* bobbin-summary-table.h - the seven rows of the summary as a table
 *
 * Shows a model of BobbinSummaryRow: the row with its claim, the process and
 * the thread value, their ratio and the verdict. How a number was got is its
 * tooltip. Texts wrap where it is narrow. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BOBBIN_TYPE_SUMMARY_TABLE (bobbin_summary_table_get_type ())
G_DECLARE_FINAL_TYPE (BobbinSummaryTable, bobbin_summary_table, BOBBIN, SUMMARY_TABLE, GtkWidget)

GtkWidget *bobbin_summary_table_new (GListModel *summary);

G_END_DECLS
