/* bobbin-group-card.h - the settings of one group of the plan
 *
 * Shows and edits group @index of a plan. Rows that the group's kind or work
 * has no use for are not shown. A new plan structure needs new cards; another
 * value of a group is taken over. Main thread.
 *
 * The menu's items are actions of the window: win.crash-group (s: name),
 * win.duplicate-group (u), win.remove-group (u).
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-plan.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_GROUP_CARD (bobbin_group_card_get_type ())
G_DECLARE_FINAL_TYPE (BobbinGroupCard, bobbin_group_card, BOBBIN, GROUP_CARD, GtkWidget)

GtkWidget *bobbin_group_card_new (BobbinPlan *plan, guint index);

guint bobbin_group_card_get_index (BobbinGroupCard *card);

/* The control of a row, by the key of the command line's contract: "count",
 * "work", "threads_each", "heap", "cores", "duty", "write", "write_period". NULL: no such
 * row. For tests. */
GtkWidget *bobbin_group_card_get_control (BobbinGroupCard *card, const char *key);

/* The sentence that is shown because the group is not allowed; NULL: it is. */
const char *bobbin_group_card_get_problem (BobbinGroupCard *card);

G_END_DECLS
