/* bobbin-lab-list.c */
#include "bobbin-lab-list.h"

const LabEntry lab_entries[] = {
  { "creation", lab_creation },
  { "latency", lab_latency },
  { "cow", lab_cow },
  { "pools", lab_pools },
  { "oversubscription", lab_oversubscription },
  { "big-lock", lab_big_lock },
  { "limits", lab_limits },
  { "race", lab_race },
  { "speedup", lab_speedup },
  { "one-core", lab_one_core },
  { "contention", lab_contention },
  { "false-sharing", lab_false_sharing },
  { "crash", lab_crash },
  { "bill", lab_bill },
  { "visibility", lab_visibility },
  { "sharing", lab_sharing },
  { "fork-in-threads", lab_fork_in_threads },
  { "deadlock", lab_deadlock },
  { NULL, NULL },
};
