/* bobbin-axis.h - round numbers for scales
 *
 * Pure, any thread.
 */
#pragma once

#include "bobbin-time-span.h"

G_BEGIN_DECLS

/* The smallest round step of time (1, 2, 5 × 10ⁿ below a minute; whole parts
 * of minutes and hours above) that puts ticks at least @gap_px apart when
 * @span takes @length_px. At least 1 ns. */
gint64 bobbin_axis_step_ns (BobbinTimeSpan span, double length_px, double gap_px);

/* The first multiple of @step_ns that is not before @time_ns. */
gint64 bobbin_axis_first_ns (gint64 time_ns, gint64 step_ns);

/* "3 s", "−0.5 s"; "50 ms", "12.34562 s" where the scale steps in less than
 * 100 ms; "2 min" where the whole scale steps in minutes. */
char *bobbin_axis_label (gint64 time_ns, gint64 step_ns) G_GNUC_WARN_UNUSED_RESULT;

/* The least of 1, 2, 5 × 10ⁿ that is not below @value; 1 for 0 and less. */
double bobbin_axis_round_up (double value);

G_END_DECLS
