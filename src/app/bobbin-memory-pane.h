/* bobbin-memory-pane.h - the content of the memory card
 *
 * One of three views: pages, regions, and what is shared. What is done is done
 * to the worker that was pointed at last, here or in the timeline, or else to
 * the first one that lives. Everything that a key, a menu or a button does is
 * an action of the group that bobbin_memory_pane_get_actions() returns, by the
 * name of BOBBIN_MEMORY_ACTIONS:
 *
 *   view (s: "pages", "regions", "shared"), next-view,
 *   write (d: share of its pages), write-all (d), share (d), fork, end
 *
 * Regions are watched only while something of them is seen. Property "view"
 * (BobbinMemoryPage, notifies). Signal "refused" (const char *sentence): what
 * was asked for could not be done. Main thread.
 */
#pragma once

#include "bobbin-memory-view.h"
#include "bobbin-timeline-view.h"

G_BEGIN_DECLS

#define BOBBIN_MEMORY_ACTIONS "memory"

typedef enum {
  BOBBIN_MEMORY_PAGES,
  BOBBIN_MEMORY_REGIONS,
  BOBBIN_MEMORY_SHARED,
  BOBBIN_N_MEMORY_PAGES
} BobbinMemoryPage;

#define BOBBIN_TYPE_MEMORY_PANE (bobbin_memory_pane_get_type ())
G_DECLARE_FINAL_TYPE (BobbinMemoryPane, bobbin_memory_pane, BOBBIN, MEMORY_PANE, GtkWidget)

/* @timeline has to outlive it. */
GtkWidget *bobbin_memory_pane_new (BobbinTimelineView *timeline);

GActionGroup *bobbin_memory_pane_get_actions (BobbinMemoryPane *pane); /* transfer none */

void             bobbin_memory_pane_set_page (BobbinMemoryPane *pane, BobbinMemoryPage page);
BobbinMemoryPage bobbin_memory_pane_get_page (BobbinMemoryPane *pane);

/* The chart of a page (transfer none). */
BobbinMemoryChart *bobbin_memory_pane_get_chart (BobbinMemoryPane *pane, BobbinMemoryPage page);

/* The drop-down of processes over the regions (transfer none). */
GtkDropDown *bobbin_memory_pane_get_chooser (BobbinMemoryPane *pane);

/* To whom something is done: a worker of the session's run; -1: nobody lives. */
int bobbin_memory_pane_get_target (BobbinMemoryPane *pane);

/* From now on it is this one. */
void bobbin_memory_pane_pick (BobbinMemoryPane *pane, guint worker);

G_END_DECLS
