/* lab-fixture.h - a lab, what it said, and whether anything that it started is left */
#pragma once

#include "bobbin-lab.h"

typedef struct {
  BobbinMachine *machine;
  BobbinLab     *lab;
  GPtrArray     *measured; /* char *, in the order in which it was told */
  guint          n_changed, n_finished;
} LabFixture;

/* This program becomes the one to which orphans come: none is missed. */
void lab_set_up    (LabFixture *f, gconstpointer data);
/* Nothing that the lab started may be left. */
void lab_tear_down (LabFixture *f, gconstpointer data);

/* Queues the experiments of @ids, words with blanks between them. */
void lab_measure (LabFixture *f, const char *ids);

/* FALSE when it still runs after @seconds. */
gboolean lab_wait_until_idle (LabFixture *f, guint seconds);
void     lab_run_for_ms      (guint ms);

const BobbinOutcome *lab_get_outcome (LabFixture *f, const char *id);

/* The pid of the one child of this program, which watches over an experiment, as
 * soon as it leads its group and the experiment runs. @out_experiment: its child. */
int lab_wait_for_root (int *out_experiment);

/* Fails unless this program has no child, zombies aside, by a second from now. */
void lab_assert_childless (void);
