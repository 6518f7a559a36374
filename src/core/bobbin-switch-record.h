/* bobbin-switch-record.h - the kernel's own record of who was on which core
 *
 * perf_event_open(2) with the software dummy event and context_switch=1 makes
 * the kernel write down each time that a task comes on to a core or leaves it.
 * One event and one ring for each core, opened on a process before it grows:
 * inherit=1 hands them down to every child and thread that is born later. No
 * privilege is needed where perf_event_paranoid is 2 or less; sandboxes and
 * some distributions refuse the call.
 *
 * A ring is a page of head and tail and then 2^n pages of records, which are
 * read between tail and head. What did not fit is counted by the kernel itself
 * (PERF_RECORD_LOST). Times are on CLOCK_MONOTONIC. Main thread.
 */
#pragma once

#include <glib.h>

#include "bobbin-wire.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_SWITCH_IN,        /* on to a core */
  BOBBIN_SWITCH_BLOCKED,   /* off it, because it waits for something */
  BOBBIN_SWITCH_PREEMPTED, /* off it, although it could have gone on */
  BOBBIN_SWITCH_EXIT,      /* the task is gone */
} BobbinSwitchKind;

typedef struct {
  gint64  time_ns; /* CLOCK_MONOTONIC */
  gint32  tid;
  guint16 core;
  guint16 kind; /* BobbinSwitchKind */
} BobbinSwitch;

G_STATIC_ASSERT (sizeof (BobbinSwitch) == 16);

/* Each task has an event for each core, about 1 KiB and 3 µs of its birth: with
 * more than this many the workers' own record is the better one. */
#define BOBBIN_SWITCH_MAX_EVENTS 16384u

typedef struct _BobbinSwitchRecord BobbinSwitchRecord;

/* Attaches to @pid, a process of one thread, and to what it will grow. @n_cores:
 * the machine's highest core number + 1. NULL when the kernel refuses; then
 * @out_errno says why. Rings are made smaller until they may be locked in memory. */
BobbinSwitchRecord *bobbin_switch_record_open (int pid, guint n_cores, int *out_errno) G_GNUC_WARN_UNUSED_RESULT;
void                bobbin_switch_record_free (BobbinSwitchRecord *record);

/* FALSE where BOBBIN_TIMELINE=self in the environment asks for the workers' own
 * record. */
gboolean bobbin_switch_record_is_wanted (void);

/* Whether it could be opened here: tries it on the calling thread. 0 or the errno. */
int bobbin_switch_record_probe (guint n_cores);

/* A file that polls readable when its core's ring is half full. */
guint bobbin_switch_record_get_n_files (const BobbinSwitchRecord *record);
int   bobbin_switch_record_get_file    (const BobbinSwitchRecord *record, guint i);

/* Appends what is new to @out (array of BobbinSwitch): of each core in order of
 * time, one core after the other. */
void bobbin_switch_record_drain (BobbinSwitchRecord *record, GArray *out);

/* Records that did not fit, up to the last drain. */
guint64 bobbin_switch_record_get_lost (const BobbinSwitchRecord *record);

/* The bytes of a ring: takes the records from @tail up to @head, which count on
 * for ever, out of @ring (@size bytes, a power of two). Records that are not
 * about switches are passed over; one that cannot be a record ends it, and what
 * is behind it is left out. Switches go to @out; what the kernel says it lost
 * is added to *@lost. FALSE when nonsense was found. */
gboolean bobbin_switch_record_parse (const guint8 *ring, gsize size, guint64 tail, guint64 head,
                                     GArray *out, guint64 *lost);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinSwitchRecord, bobbin_switch_record_free)

G_END_DECLS
