/* bobbin-run-json.h - a run as the JSON object that scripts rely on
 *
 * The shape is the command line's contract (README, "JSON"). Numbers are
 * whole and in the unit that their name says; what was not measured is null.
 * Main thread.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "bobbin-run.h"

G_BEGIN_DECLS

/* @figures (nullable): array of paths (char*) that were written. */
JsonNode *bobbin_run_to_json (const BobbinRun *run, const GPtrArray *figures) G_GNUC_WARN_UNUSED_RESULT;

/* The "machine" object alone. */
JsonNode *bobbin_machine_to_json (const BobbinMachine *machine) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
