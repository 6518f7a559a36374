/* bobbin-lab.h - runs experiments, one after the other
 *
 * Each runs in a bobbin-worker of its own, never in this program; its readings
 * come back over a socket and are judged here. Outcomes are kept until they are
 * measured again. Main thread, from whose thread-default main context it emits.
 */
#pragma once

#include <gio/gio.h>

#include "bobbin-experiment.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_LAB (bobbin_lab_get_type ())
G_DECLARE_FINAL_TYPE (BobbinLab, bobbin_lab, BOBBIN, LAB, GObject)

/* Signals:
 *   "changed"  progress, what runs now, or an outcome is another
 *   "measured" (const char *id): an outcome is new
 *   "finished" the queue is empty or was stopped */

BobbinLab *bobbin_lab_new (const BobbinMachine *machine) G_GNUC_WARN_UNUSED_RESULT;

/* Queues the experiments of @ids (NULL-terminated; NULL: all) that are not queued
 * already, and starts with the first if none runs. FALSE with BOBBIN_ERROR_USAGE
 * at an unknown id, with nothing queued. */
gboolean bobbin_lab_measure (BobbinLab *lab, const char *const *ids, GError **error);

/* Ends the one that runs, with all that it started, and empties the queue. What
 * was measured before stays. Does nothing while idle. */
void bobbin_lab_stop (BobbinLab *lab);

gboolean bobbin_lab_is_running (BobbinLab *lab);
/* The one that runs; NULL while idle. */
const BobbinExperiment *bobbin_lab_get_current (BobbinLab *lab);
gboolean bobbin_lab_is_queued (BobbinLab *lab, const BobbinExperiment *experiment);
/* Of all that was queued since it was idle last: 0 … 1 by the planned times. */
double bobbin_lab_get_progress (BobbinLab *lab);

/* NULL: not measured. (transfer none) */
const BobbinOutcome *bobbin_lab_get_outcome (BobbinLab *lab, const BobbinExperiment *experiment);

/* Puts in @outcome (transfer full) from elsewhere, such as a made-up one of a test.
 * Emits. */
void bobbin_lab_put_outcome (BobbinLab *lab, BobbinOutcome *outcome);

/* Translated: why the last one could not be run at all; NULL: nothing went wrong. */
const char *bobbin_lab_get_failure (BobbinLab *lab);

G_END_DECLS
