/* bobbin-lab-run.h - one experiment in one bobbin-worker
 *
 * Private to the lab. It owns the socket and a pidfd of the worker's root; the
 * root ends all that it started when the socket ends. Main thread; calls back
 * from the thread-default main context.
 */
#pragma once

#include "bobbin-experiment.h"

G_BEGIN_DECLS

typedef struct _BobbinLabRun BobbinLabRun;

/* @outcome (transfer full), or NULL where the experiment could not be run at all,
 * then with @failure, translated. Called once; frees nothing. */
typedef void (*BobbinLabRunCallback) (BobbinOutcome *outcome, const char *failure, gpointer data);

/* NULL with BOBBIN_ERROR_FAILED when bobbin-worker cannot be started. */
BobbinLabRun *bobbin_lab_run_start (const BobbinExperiment *experiment, const BobbinMachine *machine, guint64 seed,
                                    BobbinLabRunCallback callback, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the worker, if it still lives, with all that it started, and reaps it. */
void bobbin_lab_run_free (BobbinLabRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinLabRun, bobbin_lab_run_free)

G_END_DECLS
