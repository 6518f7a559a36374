/* bobbin-request-private.h - the checks that make a request */
#pragma once

#include "bobbin-request.h"

G_BEGIN_DECLS

/* FALSE with BOBBIN_ERROR_USAGE and one sentence for the first thing that is wrong. */
gboolean bobbin_request_check_groups  (const GPtrArray *specs, const BobbinMachine *machine, GError **error);
gboolean bobbin_request_check_options (const BobbinRequestOptions *options, GError **error);
gboolean bobbin_crash_order_check     (const BobbinCrashOrder *order, const GPtrArray *specs, GError **error);

G_END_DECLS
