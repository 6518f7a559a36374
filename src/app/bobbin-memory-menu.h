/* bobbin-memory-menu.h - what can be done to a worker and its pages, as a menu
 *
 * For the memory card's header, for a cell of it, and for a lane. Main thread.
 */
#pragma once

#include "bobbin-memory-pane.h"

G_BEGIN_DECLS

/* Appends what can be done to @worker of @run, which is the target of the pane's
 * actions by then. */
void bobbin_memory_menu_append (GMenu *menu, const BobbinRun *run, guint worker);

/* For the pane's target. With @views one can choose among the views; with
 * @figures the picture can be taken along. */
GMenu *bobbin_memory_menu_new (BobbinMemoryPane *pane, gboolean views, gboolean figures) G_GNUC_WARN_UNUSED_RESULT;

/* The figure that shows what a page shows; NULL: there is none. */
const char *bobbin_memory_menu_get_figure (BobbinMemoryPage page);

G_END_DECLS
