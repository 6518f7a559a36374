/* bobbin-groups-panel.h - the left side: groups, what is wrong, scenarios
 *
 * A card per group of the plan, a button that adds one, and the built-in
 * scenarios with the loaded one marked. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-plan.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_GROUPS_PANEL (bobbin_groups_panel_get_type ())
G_DECLARE_FINAL_TYPE (BobbinGroupsPanel, bobbin_groups_panel, BOBBIN, GROUPS_PANEL, GtkWidget)

/* Signal "scenario-chosen" (const char *id): the user wants that one started. */
void bobbin_groups_panel_set_plan (BobbinGroupsPanel *panel, BobbinPlan *plan);

/* The card of group @i (transfer none), NULL beyond the last. */
GtkWidget *bobbin_groups_panel_get_card (BobbinGroupsPanel *panel, guint i);

/* The sentence that is shown because the plan as a whole is not allowed; NULL: it is. */
const char *bobbin_groups_panel_get_problem (BobbinGroupsPanel *panel);

/* Id of the marked scenario, NULL: none is. */
const char *bobbin_groups_panel_get_marked (BobbinGroupsPanel *panel);

/* As a click on a scenario's row would. */
void bobbin_groups_panel_choose_scenario (BobbinGroupsPanel *panel, const char *id);

/* Puts another section below the scenarios. */
void bobbin_groups_panel_append (BobbinGroupsPanel *panel, GtkWidget *widget);

G_END_DECLS
