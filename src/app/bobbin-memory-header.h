/* bobbin-memory-header.h - the memory card's controls
 *
 * Which view is shown, and a menu of what can be done to pages and workers. In
 * a narrow card the views are in the menu, too. Main thread.
 */
#pragma once

#include "bobbin-memory-pane.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_MEMORY_HEADER (bobbin_memory_header_get_type ())
G_DECLARE_FINAL_TYPE (BobbinMemoryHeader, bobbin_memory_header, BOBBIN, MEMORY_HEADER, GtkWidget)

/* The pane's actions have to be in a widget around it. */
GtkWidget *bobbin_memory_header_new (BobbinMemoryPane *pane);

/* Whether all there is room for is the menu. */
gboolean bobbin_memory_header_is_folded (BobbinMemoryHeader *header);

/* The menu's button (transfer none). */
GtkMenuButton *bobbin_memory_header_get_menu (BobbinMemoryHeader *header);

G_END_DECLS
