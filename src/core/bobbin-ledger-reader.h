/* bobbin-ledger-reader.h - the workers' own slices, checked
 *
 * The ledger is hostile: a worker that crashed may have written anything into
 * its lane. A slice is believed only if it begins where or after the last one
 * ended, lies between the gate and now, and names a state and a core that
 * there are. The first one that cannot be true ends the lane: nothing more is
 * taken from it, and it is said to be damaged. Others' lanes are not touched
 * by that. Main thread.
 */
#pragma once

#include <glib.h>

#include "bobbin-ledger.h"

G_BEGIN_DECLS

typedef struct _BobbinLedgerReader BobbinLedgerReader;

/* @ledger outlives the reader. @gate_ns on CLOCK_MONOTONIC. @n_cores: the
 * machine's highest core number + 1. */
BobbinLedgerReader *bobbin_ledger_reader_new  (const BobbinLedger *ledger, gint64 gate_ns, guint n_cores) G_GNUC_WARN_UNUSED_RESULT;
void                bobbin_ledger_reader_free (BobbinLedgerReader *reader);

/* @worker was born at @begin_ns on CLOCK_MONOTONIC, after the gate was opened. */
void bobbin_ledger_reader_begin (BobbinLedgerReader *reader, guint worker, gint64 begin_ns);

/* Appends what is new of @worker to @out (array of BobbinSlice), without gaps
 * from the gate on but where slices were lost. The slice that is still open is
 * taken as far as it is certain; of a worker that ended at @until_ns
 * (CLOCK_MONOTONIC) it is taken up to there. G_MAXINT64: it still runs. */
void bobbin_ledger_reader_take (BobbinLedgerReader *reader, guint worker, gint64 until_ns, GArray *out);

/* When it came through the gate and began its record, on CLOCK_MONOTONIC;
 * G_MAXINT64 while it has not. */
gint64   bobbin_ledger_reader_get_begin_ns (const BobbinLedgerReader *reader, guint worker);
/* Up to where the worker's time has been told, on CLOCK_MONOTONIC. */
gint64   bobbin_ledger_reader_get_end_ns   (const BobbinLedgerReader *reader, guint worker);
guint64  bobbin_ledger_reader_get_lost     (const BobbinLedgerReader *reader, guint worker);
gboolean bobbin_ledger_reader_is_damaged   (const BobbinLedgerReader *reader, guint worker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinLedgerReader, bobbin_ledger_reader_free)

G_END_DECLS
