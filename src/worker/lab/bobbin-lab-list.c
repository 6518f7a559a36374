/* bobbin-lab-list.c */
#include "bobbin-lab-list.h"

const LabEntry lab_entries[] = {
  { "creation", lab_creation },
  { "latency", lab_latency },
  { "pools", lab_pools },
  { "oversubscription", lab_oversubscription },
  { "big-lock", lab_big_lock },
  { "limits", lab_limits },
  { "crash", lab_crash },
  { "switch", lab_switch },
  { "bandwidth", lab_bandwidth },
  { "lock-holder", lab_lock_holder },
  { NULL, NULL },
};
