/* bobbin-fake-schedule.h - a made-up scheduler that fills a run's lanes
 *
 * Ready workers take turns on the cores, 3 ms each; what they do is as exact as
 * what real workers write down: no core has two of them at once, and a worker's
 * slices follow one another without a gap.
 */
#pragma once

#include "bobbin-run.h"

G_BEGIN_DECLS

typedef struct {
  guint64 state;
} BobbinFakeChance;

/* 0 … 1, from a fixed generator. */
double bobbin_fake_chance (BobbinFakeChance *chance);

/* How a worker goes on when it gives up a core. */
typedef struct {
  double      block_share; /* of its turns end in blocking; 0: it always wants to go on */
  BobbinState why;         /* a blocked state; BOBBIN_STATE_NONE: one of all four reasons at a time */
  gint64      block_ns;    /* about so long each time */
} BobbinFakeHabit;

/* Fills the histories, the sums of each worker and the running time per core,
 * from the gate to now; workers live from their birth to their end. @habits: one for each worker. */
void bobbin_fake_schedule (BobbinRun *run, const BobbinFakeHabit *habits);

G_END_DECLS
