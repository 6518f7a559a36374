/* bobbin-core-lanes.h - which worker had each core, from the workers' own lanes
 *
 * The slices in which workers ran come in one worker after the other, some
 * tenths of a second at a time, so those of a core come in any order. Here they
 * wait, core by core, until nothing older can come any more, and are then put
 * into a second history in order of time: a lane per core, whose "other" is the
 * worker. Between two runs a core's lane is BLOCKED, which there means that
 * none of the workers had it; a lane has no gaps from 0 on. Pauses of less than
 * BOBBIN_CORE_PAUSE_NS are the kernel's switching and go to the worker that
 * comes on. Main thread.
 */
#pragma once

#include "bobbin-history.h"

G_BEGIN_DECLS

#define BOBBIN_CORE_PAUSE_NS (50 * BOBBIN_NS_PER_US)

typedef struct _BobbinCoreLanes BobbinCoreLanes;

/* @history (not owned) outlives it; its lanes are the cores. */
BobbinCoreLanes *bobbin_core_lanes_new  (BobbinHistory *history) G_GNUC_WARN_UNUSED_RESULT;
void             bobbin_core_lanes_free (BobbinCoreLanes *lanes);

/* @worker ran on @core. A core that has no lane is passed over. */
void bobbin_core_lanes_add (BobbinCoreLanes *lanes, guint core, guint worker, BobbinTimeSpan span);

/* All runs that begin before @horizon_ns are added: they go into the history,
 * and what lies before it and is nobody's is known to be nobody's. One that is
 * added too late for its place is cut to what is left of it. */
void bobbin_core_lanes_advance (BobbinCoreLanes *lanes, gint64 horizon_ns);

/* Nothing more will come: everything goes in, up to @end_ns at least. */
void bobbin_core_lanes_finish (BobbinCoreLanes *lanes, gint64 end_ns);

/* The longest time that two workers both say to have had one core: how far
 * their records may be off. */
gint64 bobbin_core_lanes_get_overlap_ns (const BobbinCoreLanes *lanes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinCoreLanes, bobbin_core_lanes_free)

G_END_DECLS
