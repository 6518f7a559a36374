/* bobbin-lab-list.c */
#include "bobbin-lab-list.h"

const LabEntry lab_entries[] = {
  { "bandwidth", lab_bandwidth },
  { "big-lock", lab_big_lock },
  { "bill", lab_bill },
  { "contention", lab_contention },
  { "cow", lab_cow },
  { "crash", lab_crash },
  { "creation", lab_creation },
  { "deadlock", lab_deadlock },
  { "false-sharing", lab_false_sharing },
  { "fork-in-threads", lab_fork_in_threads },
  { "latency", lab_latency },
  { "lifecycle", lab_lifecycle },
  { "limits", lab_limits },
  { "lock-holder", lab_lock_holder },
  { "one-core", lab_one_core },
  { "oversubscription", lab_oversubscription },
  { "pools", lab_pools },
  { "race", lab_race },
  { "sharing", lab_sharing },
  { "speedup", lab_speedup },
  { "stacks", lab_stacks },
  { "switch", lab_switch },
  { "visibility", lab_visibility },
  { NULL, NULL },
};
