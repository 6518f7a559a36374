/* bobbin-sampler.h - sweeps at absolute deadlines, on a thread of its own
 *
 * Functions are for the main thread; results are handed over whole, by sweep.
 */
#pragma once

#include "bobbin-sweep.h"

G_BEGIN_DECLS

typedef struct _BobbinSampler BobbinSampler;

/* Called on the sampler's thread: once when every file is open and the first
 * sweep is done, then after each sweep. */
typedef void (*BobbinSamplerNotify) (gpointer data);

/* Starts the thread. @tasks and @root_pid as for bobbin_sweeper_new(). */
BobbinSampler *bobbin_sampler_start (const GArray       *tasks,
                                     int                 root_pid,
                                     gint64              interval_ns,
                                     BobbinSamplerNotify notify,
                                     gpointer            data) G_GNUC_WARN_UNUSED_RESULT;

/* One more task to look at, of a process of its own; from the next sweep on. */
void bobbin_sampler_add (BobbinSampler *sampler, const BobbinSweepTask *task);

/* One last sweep, then waits for the thread to end. What it saw can still be taken. */
void bobbin_sampler_stop (BobbinSampler *sampler);
void bobbin_sampler_free (BobbinSampler *sampler);

/* What came in since the last call; NULL where nothing did. */
BobbinSweep *bobbin_sampler_take (BobbinSampler *sampler) G_GNUC_WARN_UNUSED_RESULT;

/* Raises the number of files that this program may have open to what the
 * system lets it, because every task that is watched keeps two. */
void bobbin_sampler_allow_files (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinSampler, bobbin_sampler_free)

G_END_DECLS
