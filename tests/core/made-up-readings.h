/* made-up-readings.h - readings that nobody measured, for the tests of judges */
#pragma once

#include "bobbin-experiment.h"

G_BEGIN_DECLS

/* Adds @n rounds of @metric at @x, the first three of them as warm-up, each
 * within @spread (0.01 is a hundredth) around @value. The same calls give the
 * same readings. Rounds count from 0, so those of two metrics pair up. */
void made_up_add (BobbinReadings *readings, const char *metric, double x, double value, double spread, guint n);

/* One reading that counts, in a round of its own. */
void made_up_add_one (BobbinReadings *readings, const char *metric, double x, double value);

/* A pair whose ratio is close to @ratio: @over at @value × @ratio, @under at @value. */
void made_up_add_pair (BobbinReadings *readings, const char *over, const char *under, double x, double value,
                       double ratio);

/* A pair of which nothing can be said. */
void made_up_add_noise (BobbinReadings *readings, const char *over, const char *under, double x, double value);

/* What the judge of @experiment makes of @readings (transfer full), with what
 * is true of every outcome asserted: whole sentences, a plot, no text missing. */
BobbinOutcome *made_up_judge (const BobbinExperiment *experiment, BobbinReadings *readings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
