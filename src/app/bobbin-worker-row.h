/* bobbin-worker-row.h - one worker as the table beside the chart shows it
 *
 * Texts of one BobbinRunWorker, updated in place, so that a row that is
 * selected or read out stays the same object. Main thread.
 */
#pragma once

#include <glib-object.h>

#include "bobbin-run.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_WORKER_ROW (bobbin_worker_row_get_type ())
G_DECLARE_FINAL_TYPE (BobbinWorkerRow, bobbin_worker_row, BOBBIN, WORKER_ROW, GObject)

/* String properties that notify when they change: "group", "name", "pid", "tid", "state",
 * "core", "cpu", "running", "waiting", "blocked", "switches". */
BobbinWorkerRow *bobbin_worker_row_new (const BobbinRun *run, guint worker) G_GNUC_WARN_UNUSED_RESULT;

void  bobbin_worker_row_update   (BobbinWorkerRow *row, const BobbinRun *run);
guint bobbin_worker_row_get_worker (BobbinWorkerRow *row);

G_END_DECLS
