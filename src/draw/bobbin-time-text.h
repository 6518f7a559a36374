/* bobbin-time-text.h - times since the start, as exact as they can be told apart
 *
 * Three digits do for a length, not for a moment: 12.3 s and 12.3 s may be
 * a millisecond apart. Pure, any thread.
 */
#pragma once

#include "bobbin-time-span.h"

G_BEGIN_DECLS

/* "0.500 s", "12.300415 s": with as many decimals as @resolution_ns (at least 1)
 * asks for; "500.59 ms" below 1 s where less than 1 ms counts, as on the axis.
 * Negative with a minus. */
char *bobbin_time_text (gint64 time_ns, gint64 resolution_ns) G_GNUC_WARN_UNUSED_RESULT;

/* What a moment in @span has to be told to: a thousandth of its length. */
gint64 bobbin_time_resolution_ns (BobbinTimeSpan span);

G_END_DECLS
