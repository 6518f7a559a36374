/* bobbin-lab-list.c */
#include "bobbin-lab-list.h"

const LabEntry lab_entries[] = {
  { "creation", lab_creation },
  { "pools", lab_pools },
  { "oversubscription", lab_oversubscription },
  { "big-lock", lab_big_lock },
  { "limits", lab_limits },
  { "race", lab_race },
  { "speedup", lab_speedup },
  { "one-core", lab_one_core },
  { "contention", lab_contention },
  { "false-sharing", lab_false_sharing },
  { NULL, NULL },
};
