/* bobbin-readings.h - what bobbin-worker measured in one experiment
 *
 * A reading is one number of a metric, at an x (the parent's memory, the number
 * of workers; 0 where the metric has none) and in a round. Rounds pair the
 * readings of processes with those of threads that were taken next to them; a
 * metric has at most one reading for each x and round that pairs count on, and
 * further ones are of use for quartiles alone. Readings of the warm-up are kept
 * for the picture and count for nothing else. Main thread.
 */
#pragma once

#include "bobbin-lab-wire.h"
#include "bobbin-statistics.h"

G_BEGIN_DECLS

typedef struct _BobbinReadings BobbinReadings;

BobbinReadings *bobbin_readings_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            bobbin_readings_free (BobbinReadings *readings);

/* Takes them as they came from the worker. FALSE, and nothing taken, at more than
 * BOBBIN_READINGS_MOST in all, which a judge gets through in a moment, or at a
 * number that is not finite. */
#define BOBBIN_READINGS_MOST 20000u
gboolean bobbin_readings_add (BobbinReadings *readings, const char *metric, const BobbinLabReading *values, guint n);

/* Readings of @metric at any x, without the warm-up's. */
guint bobbin_readings_count (const BobbinReadings *readings, const char *metric);

/* The xs at which @metric was read, rising. (element double) */
GArray *bobbin_readings_get_xs (const BobbinReadings *readings, const char *metric) G_GNUC_WARN_UNUSED_RESULT;

/* All of @metric at @x in the order in which they came. @with_warm_up: those too.
 * (element BobbinLabReading) */
GArray *bobbin_readings_at (const BobbinReadings *readings, const char *metric, double x,
                            gboolean with_warm_up) G_GNUC_WARN_UNUSED_RESULT;

BobbinQuartiles bobbin_readings_quartiles (const BobbinReadings *readings, const char *metric, double x);

/* NaN where there is none. */
double bobbin_readings_median (const BobbinReadings *readings, const char *metric, double x);

/* Of @over ÷ @under, paired by round, at @x each. */
BobbinEstimate bobbin_readings_ratio (const BobbinReadings *readings, const char *over, const char *under, double x);

/* The same with another x for either. */
BobbinEstimate bobbin_readings_ratio_between (const BobbinReadings *readings, const char *over, double over_x,
                                              const char *under, double under_x);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinReadings, bobbin_readings_free)

G_END_DECLS
