/* bobbin-run-moment.h - a run as it was at one moment
 *
 * What a frozen picture is drawn from, at whatever size and in whatever colours
 * it is drawn again. The history is shared with the live run, because a time in
 * it stays as it was; everything that is overwritten is copied. Main thread.
 */
#pragma once

#include "bobbin-run.h"

G_BEGIN_DECLS

/* @run has to outlive the moment. */
BobbinRun *bobbin_run_moment_new  (const BobbinRun *run) G_GNUC_WARN_UNUSED_RESULT;
void       bobbin_run_moment_free (BobbinRun *moment);

G_END_DECLS
