/* bobbin-experiments.h - one constant for each experiment
 *
 * Private to the list in bobbin-experiment.c, and to tests of judges.
 */
#pragma once

#include "bobbin-experiment.h"

G_BEGIN_DECLS

extern const BobbinExperiment bobbin_experiment_bandwidth;
extern const BobbinExperiment bobbin_experiment_big_lock;
extern const BobbinExperiment bobbin_experiment_bill;
extern const BobbinExperiment bobbin_experiment_contention;
extern const BobbinExperiment bobbin_experiment_cow;
extern const BobbinExperiment bobbin_experiment_crash;
extern const BobbinExperiment bobbin_experiment_creation;
extern const BobbinExperiment bobbin_experiment_deadlock;
extern const BobbinExperiment bobbin_experiment_false_sharing;
extern const BobbinExperiment bobbin_experiment_fork_in_threads;
extern const BobbinExperiment bobbin_experiment_latency;
extern const BobbinExperiment bobbin_experiment_lifecycle;
extern const BobbinExperiment bobbin_experiment_limits;
extern const BobbinExperiment bobbin_experiment_lock_holder;
extern const BobbinExperiment bobbin_experiment_one_core;
extern const BobbinExperiment bobbin_experiment_oversubscription;
extern const BobbinExperiment bobbin_experiment_pools;
extern const BobbinExperiment bobbin_experiment_race;
extern const BobbinExperiment bobbin_experiment_sharing;
extern const BobbinExperiment bobbin_experiment_speedup;
extern const BobbinExperiment bobbin_experiment_stacks;
extern const BobbinExperiment bobbin_experiment_switch;
extern const BobbinExperiment bobbin_experiment_visibility;

G_END_DECLS
