/* bobbin-lab-list.c */
#include "bobbin-lab-list.h"

const LabEntry lab_entries[] = {
  { "creation", lab_creation },
  { "cow", lab_cow },
  { NULL, NULL },
};
