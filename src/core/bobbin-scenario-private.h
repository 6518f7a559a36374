/* bobbin-scenario-private.h - shared by the files of scenarios only */
#pragma once

#include "bobbin-scenario.h"

G_BEGIN_DECLS

#define BOBBIN_MAX_SCENARIO_BYTES (64 * (gsize) 1024)

G_END_DECLS
