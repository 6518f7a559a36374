/* bobbin-session.h - a run while it is alive
 *
 * Starts the worker tree, has it sampled on a thread of its own, and fills a
 * BobbinRun on the main thread whenever bobbin_session_update() is called (or
 * the main context turns). Everything here is for the main thread.
 *
 *   IDLE → STARTING → RUNNING → STOPPING → OVER      (FAILED from any before OVER)
 *
 * Disposing of a session that runs kills its workers first.
 */
#pragma once

#include <gio/gio.h>

#include "bobbin-run.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_SESSION_IDLE,
  BOBBIN_SESSION_STARTING, /* workers are being grown; the gate is shut */
  BOBBIN_SESSION_RUNNING,
  BOBBIN_SESSION_STOPPING, /* told to stop; their last counts are being taken */
  BOBBIN_SESSION_OVER,
  BOBBIN_SESSION_FAILED,
} BobbinSessionState;

#define BOBBIN_TYPE_SESSION (bobbin_session_get_type ())
G_DECLARE_FINAL_TYPE (BobbinSession, bobbin_session, BOBBIN, SESSION, GObject)

/* Signals:
 *   "state-changed"  the state is another; bobbin_session_get_state()
 *   "worker-born"    (guint worker) one more was forked while the run goes on
 *   "worker-ended"   (guint worker) one has ended: exited, crashed or stopped
 *   "sampled"        new samples are in the run, at the sampler's rate
 * Property "state" (read-only, notifies). */
BobbinSession *bobbin_session_new (BobbinRequest *request, const BobbinMachine *machine) G_GNUC_WARN_UNUSED_RESULT;

/* Starts; returns at once, success is told by the state. FALSE with
 * BOBBIN_ERROR_FAILED when the worker cannot even be launched. */
gboolean bobbin_session_start (BobbinSession *session, GError **error);

/* Asks all workers to end, takes their last counts; OVER follows within 1 s,
 * for whoever does not answer is killed. No effect unless STARTING or RUNNING. */
void bobbin_session_stop (BobbinSession *session);

/* Makes one worker dereference a null pointer. No effect on one that has ended. */
void bobbin_session_crash (BobbinSession *session, guint worker);

/* Lets one worker leave by itself, while the others go on. As above. */
void bobbin_session_end (BobbinSession *session, guint worker);

/* Has one worker, or each of a group, write @share (0 … 1) of the private pages of
 * its arena once, whatever its work is; the next order goes on with the pages behind
 * them, in the worker's own order. No effect unless RUNNING. */
void bobbin_session_write     (BobbinSession *session, guint worker, double share);
void bobbin_session_write_all (BobbinSession *session, guint group, double share);

/* From now on work memory of @group writes @share of its private pages in
 * @period_ns, again and again. No effect unless RUNNING. */
void bobbin_session_set_write (BobbinSession *session, guint group, double share, gint64 period_ns);

/* Forks one more process of @group from the one that the others come from: with it
 * it has the pages of the arena in common, as they are there. "worker-born" follows, or a
 * warning in the run. FALSE with BOBBIN_ERROR_USAGE and a sentence where the group
 * cannot have one more, or not now; can_fork() only asks. */
gboolean bobbin_session_can_fork (BobbinSession *session, guint group, GError **error);
gboolean bobbin_session_fork     (BobbinSession *session, guint group, GError **error);

/* Brings the run up to now: drains samples and events without blocking. The
 * main context does the same by itself at the sampler's rate. */
void bobbin_session_update (BobbinSession *session);

/* From here on run->regions is of @process, at most two times a second; -1: of
 * none. What was read of another one is let go of. */
void bobbin_session_watch_regions (BobbinSession *session, int process);

BobbinSessionState bobbin_session_get_state (BobbinSession *session);
const BobbinRun   *bobbin_session_get_run   (BobbinSession *session); /* never NULL */
const GError      *bobbin_session_get_error (BobbinSession *session); /* set in FAILED */

G_END_DECLS
