/* bobbin-request.h - a run as it is asked for: checked, then immutable
 *
 * Reference-counted; may be read from any thread once made.
 */
#pragma once

#include "bobbin-group-spec.h"

G_BEGIN_DECLS

#define BOBBIN_DEFAULT_INTERVAL_NS (50 * G_GINT64_CONSTANT (1000000)) /* 20 Hz */
#define BOBBIN_MIN_INTERVAL_NS     (5 * G_GINT64_CONSTANT (1000000))
#define BOBBIN_MAX_INTERVAL_NS     (10 * G_GINT64_CONSTANT (1000000000))
#define BOBBIN_MAX_DURATION_NS     (24 * 3600 * G_GINT64_CONSTANT (1000000000))

typedef struct {
  guint  group;  /* index into the request's groups */
  guint  index;  /* worker in its group, from 1 */
  gint64 time_ns; /* since the start gate */
} BobbinCrashOrder;

typedef struct {
  guint  group;   /* as above */
  guint  index;
  double share;   /* of the private pages of its arena, above 0 and up to 1 */
  gint64 time_ns;
} BobbinWriteOrder;

typedef struct _BobbinRequest BobbinRequest;

/* Everything that is settable, with its defaults from BOBBIN_REQUEST_OPTIONS_INIT. */
typedef struct {
  const char *title;       /* (nullable) shown in the window's title and in figures */
  gint64      duration_ns; /* 0: until it is stopped */
  gint64      interval_ns;
  guint64     seed;
  const GArray *writes;    /* (nullable) BobbinWriteOrder; copied */
} BobbinRequestOptions;

#define BOBBIN_REQUEST_OPTIONS_INIT { NULL, 0, BOBBIN_DEFAULT_INTERVAL_NS, 1, NULL }

/* Checks @specs (array of BobbinGroupSpec*, copied) and @crashes (array of
 * BobbinCrashOrder, nullable) against @machine. NULL with BOBBIN_ERROR_USAGE
 * and one sentence that names the group, the key and what is allowed. */
BobbinRequest *bobbin_request_new (const GPtrArray            *specs,
                                   const GArray               *crashes,
                                   const BobbinRequestOptions *options,
                                   const BobbinMachine        *machine,
                                   GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
BobbinRequest *bobbin_request_ref   (BobbinRequest *request);
void           bobbin_request_unref (BobbinRequest *request);

guint                   bobbin_request_get_n_groups    (const BobbinRequest *request);
const BobbinGroupSpec  *bobbin_request_get_group       (const BobbinRequest *request, guint group);
guint                   bobbin_request_get_n_crashes   (const BobbinRequest *request);
const BobbinCrashOrder *bobbin_request_get_crash       (const BobbinRequest *request, guint i);
guint                   bobbin_request_get_n_writes    (const BobbinRequest *request);
const BobbinWriteOrder *bobbin_request_get_write       (const BobbinRequest *request, guint i);
const char             *bobbin_request_get_title       (const BobbinRequest *request); /* nullable */
gint64                  bobbin_request_get_duration_ns (const BobbinRequest *request);
gint64                  bobbin_request_get_interval_ns (const BobbinRequest *request);
guint64                 bobbin_request_get_seed        (const BobbinRequest *request);
guint                   bobbin_request_get_n_workers   (const BobbinRequest *request);
/* Processes that can be forked while it runs; 0 where no group is of that kind. */
guint                   bobbin_request_get_n_spares    (const BobbinRequest *request);

/* "processes/3@2s" against the groups in @specs; the parts come apart for the
 * command line and scenario files. BOBBIN_ERROR_USAGE names what was wrong. */
gboolean bobbin_crash_order_parse (const char *text, const GPtrArray *specs,
                                   BobbinCrashOrder *out_order, GError **error);

/* "processes/1=25%@2s", as above. */
gboolean bobbin_write_order_parse (const char *text, const GPtrArray *specs,
                                   BobbinWriteOrder *out_order, GError **error);

/* The two groups that a plain start uses: 4 processes and 4 threads, compute.
 * (transfer full), elements are BobbinGroupSpec*. */
GPtrArray *bobbin_default_groups (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinRequest, bobbin_request_unref)

G_END_DECLS
