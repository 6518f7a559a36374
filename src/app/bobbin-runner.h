/* bobbin-runner.h - starts what is planned, and knows what is on
 *
 * Holds at most one session. Starting again while one is on drops it, which
 * ends its workers. The last session stays when it is over, so that its
 * pictures can be looked at and exported. Main thread only.
 */
#pragma once

#include "bobbin-plan.h"
#include "bobbin-session.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_RUNNER (bobbin_runner_get_type ())
G_DECLARE_FINAL_TYPE (BobbinRunner, bobbin_runner, BOBBIN, RUNNER, GObject)

/* Properties (notify):
 *   "active"    a session is starting, running or stopping
 *   "frozen"    what is shown stands still; settable while active, FALSE otherwise
 *   "outdated"  a session is on and the plan asks for something else
 * Signals:
 *   "session-changed"  bobbin_runner_get_session() is another
 *   "sampled"          new samples are in the run, and it is not frozen
 *   "updated"          a worker was born or has ended or the session's state is
 *                      another, and it is not frozen
 *   "failed"           (const char *sentence) it could not be run */
BobbinRunner *bobbin_runner_new (BobbinPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

BobbinPlan    *bobbin_runner_get_plan    (BobbinRunner *runner);
BobbinSession *bobbin_runner_get_session (BobbinRunner *runner); /* nullable */

/* The run that is to be shown; NULL while nothing was ever started. While
 * frozen it is a copy of that moment, so that whatever is drawn again, at
 * another size or in other colours, still shows the same. Valid until the
 * session or "frozen" changes. */
const BobbinRun *bobbin_runner_get_run (BobbinRunner *runner);

/* FALSE, with "failed" emitted, when the plan is not allowed or nothing can be launched. */
gboolean bobbin_runner_start (BobbinRunner *runner);
void     bobbin_runner_stop  (BobbinRunner *runner);

gboolean bobbin_runner_is_active   (BobbinRunner *runner);
gboolean bobbin_runner_is_frozen   (BobbinRunner *runner);
void     bobbin_runner_set_frozen  (BobbinRunner *runner, gboolean frozen);
gboolean bobbin_runner_is_outdated (BobbinRunner *runner);

/* Crashes a worker of the run, if it is alive. */
void bobbin_runner_crash (BobbinRunner *runner, guint worker);

/* A living worker of @group to crash: @preferred where it is one, or else from
 * the middle of those that live. -1: none lives. */
int bobbin_runner_choose_victim (BobbinRunner *runner, guint group, int preferred);

/* Ends the workers and forgets the session. */
void bobbin_runner_shut_down (BobbinRunner *runner);

G_END_DECLS
