/* bobbin-lab-list.c */
#include "bobbin-lab-list.h"

const LabEntry lab_entries[] = {
  { "creation", lab_creation },
  { "cow", lab_cow },
  { "pools", lab_pools },
  { "oversubscription", lab_oversubscription },
  { "big-lock", lab_big_lock },
  { "limits", lab_limits },
  { "bill", lab_bill },
  { "visibility", lab_visibility },
  { "sharing", lab_sharing },
  { "stacks", lab_stacks },
  { "lifecycle", lab_lifecycle },
  { NULL, NULL },
};
