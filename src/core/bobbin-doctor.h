/* bobbin-doctor.h - what this machine allows, and what follows
 *
 * Each check tries the thing itself rather than guessing from versions. Takes
 * a few milliseconds. Main thread.
 */
#pragma once

#include "bobbin-machine.h"

G_BEGIN_DECLS

typedef struct {
  const char *id;      /* "schedstat", stable */
  gboolean    good;    /* FALSE: something is missing or less exact */
  char       *found;   /* translated, what was found */
  char       *follows; /* translated, one sentence on what that means here */
} BobbinFinding;

/* (transfer full), elements are BobbinFinding*. */
GPtrArray *bobbin_doctor_examine (const BobbinMachine *machine) G_GNUC_WARN_UNUSED_RESULT;

/* Whether groups can be run at all: the worker is there. */
gboolean bobbin_doctor_can_run (const GPtrArray *findings);

G_END_DECLS
