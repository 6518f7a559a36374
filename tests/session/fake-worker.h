/* fake-worker.h - programs in the place of bobbin-worker that do not keep to the talk
 *
 * This very program is started again as the worker; $FAKE_WORKER says which part
 * it plays.
 */
#pragma once

#include <glib.h>

/* From now on the lab starts this program, and it plays @part. */
void fake_worker_use (const char *part);
/* The real one again. */
void fake_worker_end (void);

/* For main(): whether this program was started as the worker; then it has played. */
gboolean fake_worker_play (int argc, char **argv);
