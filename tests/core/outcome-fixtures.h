/* outcome-fixtures.h - made-up readings, judged as the real ones are */
#pragma once

#include "bobbin-experiment.h"

G_BEGIN_DECLS

/* @n rounds of @metric at @x that scatter around @value by up to @spread of it
 * (0.02: 2 % to either side), always in the same way. */
void add_rounds (BobbinReadings *readings, const char *metric, double x, guint n, double value, double spread);

/* What @experiment's judge makes of @readings (transfer full) on a made-up machine.
 * Its texts are whole and its plot is one that can be drawn: asserted. */
BobbinOutcome *judge_readings (const BobbinExperiment *experiment, BobbinReadings *readings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
