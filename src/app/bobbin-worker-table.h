/* bobbin-worker-table.h - the timeline's twin for those who read
 *
 * Every worker with its counts, as a real table: GTK 4.8 has no accessible
 * children inside a drawing. Updated twice a second while it is mapped and not
 * frozen. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-runner.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_WORKER_TABLE (bobbin_worker_table_get_type ())
G_DECLARE_FINAL_TYPE (BobbinWorkerTable, bobbin_worker_table, BOBBIN, WORKER_TABLE, GtkWidget)

GtkWidget *bobbin_worker_table_new (BobbinRunner *runner);

/* Of BobbinWorkerRow. (transfer none) */
GListModel *bobbin_worker_table_get_model (BobbinWorkerTable *table);

G_END_DECLS
