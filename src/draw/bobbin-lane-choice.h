/* bobbin-lane-choice.h - which workers' lanes are shown, and which stand on top
 *
 * A worker is shown unless it is hidden or a filter leaves it out; a pinned one
 * is shown in any case, above all others. Workers are known by their number in
 * the run. Main thread.
 */
#pragma once

#include "bobbin-run.h"

G_BEGIN_DECLS

typedef struct _BobbinLaneChoice BobbinLaneChoice;

/* All @n_workers shown, none pinned. */
BobbinLaneChoice *bobbin_lane_choice_new  (guint n_workers) G_GNUC_WARN_UNUSED_RESULT;
void              bobbin_lane_choice_free (BobbinLaneChoice *choice);

void bobbin_lane_choice_set_hidden (BobbinLaneChoice *choice, guint worker, gboolean hidden);
void bobbin_lane_choice_set_pinned (BobbinLaneChoice *choice, guint worker, gboolean pinned);

/* Leaves out every worker of @run in whose group, name, address, pid, tid, end
 * or state (as words of the user's language or of the contract) one of @text's
 * words does not occur; case does not matter. NULL or "": leaves out nobody.
 * To be called again when ends and states are to count as they are by then.
 * TRUE: other lanes are shown than before. */
gboolean bobbin_lane_choice_filter (BobbinLaneChoice *choice, const BobbinRun *run, const char *text);

gboolean bobbin_lane_choice_is_pinned (const BobbinLaneChoice *choice, guint worker);

/* What follows of it all; @choice may be NULL: all are shown. */
gboolean bobbin_lane_choice_shows     (const BobbinLaneChoice *choice, guint worker);
guint    bobbin_lane_choice_n_shown   (const BobbinLaneChoice *choice, guint n_workers);
guint    bobbin_lane_choice_n_pinned  (const BobbinLaneChoice *choice);

/* Shows all again; pins stay. */
void bobbin_lane_choice_show_all (BobbinLaneChoice *choice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinLaneChoice, bobbin_lane_choice_free)

G_END_DECLS
