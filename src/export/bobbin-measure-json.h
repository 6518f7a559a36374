/* bobbin-measure-json.h - outcomes of experiments as the JSON of "measure"
 *
 * Main thread.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "bobbin-experiment.h"

G_BEGIN_DECLS

/* @outcomes: BobbinOutcome, in the order in which they are written. */
JsonNode *bobbin_measure_to_json (const BobbinMachine *machine, const GPtrArray *outcomes,
                                  const GPtrArray *figures) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
