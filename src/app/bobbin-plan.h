/* bobbin-plan.h - what will be started next
 *
 * The groups that the panel edits, the crashes that a scenario ordered, and
 * under which title. Editing never touches a run that is on; starting makes a
 * request of the plan, which checks it. Main thread only.
 */
#pragma once

#include <glib-object.h>

#include "bobbin-scenario.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_PLAN (bobbin_plan_get_type ())
G_DECLARE_FINAL_TYPE (BobbinPlan, bobbin_plan, BOBBIN, PLAN, GObject)

/* Signals:
 *   "changed"            something in the plan is another
 *   "structure-changed"  groups or crashes came or went; before "changed" */

/* A plan of the default groups, checked against @machine (copied). */
BobbinPlan *bobbin_plan_new (const BobbinMachine *machine) G_GNUC_WARN_UNUSED_RESULT;

const BobbinMachine *bobbin_plan_get_machine (BobbinPlan *plan);

guint                  bobbin_plan_get_n_groups (BobbinPlan *plan);
const BobbinGroupSpec *bobbin_plan_get_group    (BobbinPlan *plan, guint i);
/* All workers of all groups. */
guint                  bobbin_plan_get_n_workers (BobbinPlan *plan);

/* Replaces a group's settings by a copy of @spec. The scenario's mark goes. */
void bobbin_plan_set_group (BobbinPlan *plan, guint i, const BobbinGroupSpec *spec);

/* A further group at the end, with a name of its own. FALSE when there are
 * BOBBIN_MAX_GROUPS already. */
gboolean bobbin_plan_add_group       (BobbinPlan *plan, BobbinKind kind);
gboolean bobbin_plan_duplicate_group (BobbinPlan *plan, guint i);
void     bobbin_plan_remove_group    (BobbinPlan *plan, guint i);

guint                   bobbin_plan_get_n_crashes (BobbinPlan *plan);
const BobbinCrashOrder *bobbin_plan_get_crash     (BobbinPlan *plan, guint i);
void                    bobbin_plan_remove_crash  (BobbinPlan *plan, guint i);

/* Takes over everything of @scenario. */
void bobbin_plan_load_scenario (BobbinPlan *plan, const BobbinScenario *scenario);

/* Id and title of the loaded scenario, for as long as nothing was edited; NULL otherwise. */
const char *bobbin_plan_get_scenario_id (BobbinPlan *plan);
const char *bobbin_plan_get_title       (BobbinPlan *plan);

/* TRUE when an edit would be lost by loading something else. */
gboolean bobbin_plan_is_edited (BobbinPlan *plan);

/* For undo: a copy, and taking over everything of one. */
BobbinPlan *bobbin_plan_copy   (BobbinPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
void        bobbin_plan_assign (BobbinPlan *plan, BobbinPlan *other);

/* Time between two samples; BOBBIN_DEFAULT_INTERVAL_NS until it is set. Not part
 * of a scenario. */
void bobbin_plan_set_interval_ns (BobbinPlan *plan, gint64 interval_ns);

/* NULL with BOBBIN_ERROR_USAGE: the sentence says what is allowed. */
BobbinRequest *bobbin_plan_make_request (BobbinPlan *plan, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is wrong with group @i taken alone, with the plan as a whole; NULL: nothing. */
char *bobbin_plan_find_group_problem (BobbinPlan *plan, guint i) G_GNUC_WARN_UNUSED_RESULT;
char *bobbin_plan_find_problem       (BobbinPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

/* Whether starting now would ask for the same as @request. */
gboolean bobbin_plan_matches_request (BobbinPlan *plan, const BobbinRequest *request);

/* Translated: "Processes", "Threads", or the group's own name. */
const char *bobbin_group_spec_get_heading (const BobbinGroupSpec *spec);

G_END_DECLS
