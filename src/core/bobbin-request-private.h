/* bobbin-request-private.h - the checks that make a request, and what orders have in common */
#pragma once

#include "bobbin-request.h"

G_BEGIN_DECLS

/* FALSE with BOBBIN_ERROR_USAGE and one sentence for the first thing that is wrong. */
gboolean bobbin_request_check_groups  (const GPtrArray *specs, const BobbinMachine *machine, GError **error);
gboolean bobbin_request_check_options (const BobbinRequestOptions *options, GError **error);
gboolean bobbin_crash_order_check     (const BobbinCrashOrder *order, const GPtrArray *specs, GError **error);
gboolean bobbin_write_order_check     (const BobbinWriteOrder *order, const GPtrArray *specs, GError **error);

/* The place of the group called @name in @specs; FALSE where there is none. */
gboolean bobbin_order_find_group      (const GPtrArray *specs, const char *name, guint *out_group);
/* Their names, with commas between them. */
char    *bobbin_order_list_groups     (const GPtrArray *specs) G_GNUC_WARN_UNUSED_RESULT;
gboolean bobbin_order_time_is_allowed (gint64 time_ns);

/* As bobbin_request_get_n_spares() for a request that is not yet made. */
guint bobbin_count_spares (const GPtrArray *specs);

G_END_DECLS
