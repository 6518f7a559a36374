/* bobbin-memory-layout.h - whose memory it is, in bars
 *
 * Per process three bars, RSS, PSS and USS, on one scale for all groups, with
 * their numbers; per group the sums, and beside them what the machine really
 * spends, because the sum of RSS counts shared pages again and again. Pure,
 * like the timeline's layout. Main thread.
 */
#pragma once

#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

typedef struct _BobbinMemoryLayout BobbinMemoryLayout;

BobbinMemoryLayout *bobbin_memory_layout_new (const BobbinRun   *run, /* nullable */
                                              double             width,
                                              double             height,
                                              const BobbinStyle *style) G_GNUC_WARN_UNUSED_RESULT;
void bobbin_memory_layout_free (BobbinMemoryLayout *layout);

/* Whether every process has a box of its own and every sum its sentence. */
gboolean bobbin_memory_layout_shows_all (const BobbinMemoryLayout *layout);

/* Whether every group is there with its sums. */
gboolean bobbin_memory_layout_shows_sums (const BobbinMemoryLayout *layout);

void bobbin_memory_layout_draw (const BobbinMemoryLayout *layout, cairo_t *cr);

/* Translated, what lies at a point: process, number, what it means. NULL: nothing. */
char *bobbin_memory_layout_describe_at (const BobbinMemoryLayout *layout, double x, double y) G_GNUC_WARN_UNUSED_RESULT;
char *bobbin_memory_layout_describe (const BobbinMemoryLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinMemoryLayout, bobbin_memory_layout_free)

G_END_DECLS
