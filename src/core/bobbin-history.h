/* bobbin-history.h - what each worker did, over time
 *
 * One lane per worker; a lane is a ring of intervals in order of time without
 * overlap. An interval from sampling says how its time was split, not in which
 * order: run_ppm of it on a core, wait_ppm ready but waiting for one, the rest
 * blocked or asleep. 16 bytes each:
 *
 *   begin_ns  8   since the start gate
 *   length_us 4
 *   core      2   last seen on
 *   run_255   1   share of the length, in 255ths
 *   wait_255  1
 *
 * The ring has a bound; when it is full the oldest interval goes first, and
 * bobbin_history_get_dropped() says how many went. Main thread only.
 */
#pragma once

#include "bobbin-time-span.h"

G_BEGIN_DECLS

#define BOBBIN_NO_CORE G_MAXUINT16

typedef struct _BobbinHistory BobbinHistory;

typedef struct {
  BobbinTimeSpan span;
  double         run_share;  /* 0 … 1, on a core */
  double         wait_share; /* 0 … 1, ready without a core; run + wait <= 1 */
  guint          core;       /* last seen on; BOBBIN_NO_CORE: never yet */
} BobbinInterval;

/* Time of a lane within a span, in ns. unknown_ns: nothing was recorded then
 * (not yet born, ended, dropped). The four add up to the span's length. */
typedef struct {
  gint64 running_ns;
  gint64 waiting_ns;
  gint64 blocked_ns;
  gint64 unknown_ns;
} BobbinShares;

/* @max_bytes bounds all lanes together. */
BobbinHistory *bobbin_history_new  (guint n_lanes, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void           bobbin_history_free (BobbinHistory *history);

guint bobbin_history_get_n_lanes (const BobbinHistory *history);

/* Appends; an interval that begins before the lane's end is cut, an empty one
 * is left out. Lengths are rounded up to whole microseconds, so the end may come
 * out up to 1 µs later; one of more than 71 minutes becomes several. */
void bobbin_history_append (BobbinHistory *history, guint lane, const BobbinInterval *interval);

guint          bobbin_history_get_length  (const BobbinHistory *history, guint lane);
BobbinInterval bobbin_history_get         (const BobbinHistory *history, guint lane, guint i);
guint64        bobbin_history_get_dropped (const BobbinHistory *history, guint lane);

/* First interval of @lane that ends after @time_ns; its length if none does.
 * Binary search. */
guint bobbin_history_find (const BobbinHistory *history, guint lane, gint64 time_ns);

/* From the oldest kept begin to the newest end over all lanes; empty at 0 when
 * there is nothing. */
BobbinTimeSpan bobbin_history_get_extent (const BobbinHistory *history);

/* How @lane spent @span. */
BobbinShares bobbin_history_get_shares (const BobbinHistory *history, guint lane,
                                        BobbinTimeSpan span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinHistory, bobbin_history_free)

G_END_DECLS
