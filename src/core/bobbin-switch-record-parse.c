/* bobbin-switch-record-parse.c - the bytes of a ring become switches
 *
 * Layouts are those of perf_event_open(2): each record has a head of 8 bytes
 * and, because sample_id_all is set, a tail of 24 bytes with task, time and
 * core in it. It is whole multiples of 8 bytes and may lie across the ring's end.
 */
#include "bobbin-switch-record.h"

#include <linux/perf_event.h>
#include <string.h>

/* What ends each record, for PERF_SAMPLE_TID | TIME | CPU. */
typedef struct {
  guint32 pid, tid;
  guint64 time_ns;
  guint32 core, reserved;
} SampleId;

typedef struct {
  struct perf_event_header head;
  SampleId                 id;
} SwitchRecord;

typedef struct {
  struct perf_event_header head;
  guint64                  event;
  guint64                  lost;
  SampleId                 id;
} LostRecord;

typedef struct {
  struct perf_event_header head;
  guint32                  pid, ppid, tid, ptid;
  guint64                  time_ns;
  SampleId                 id;
} ExitRecord;

typedef union {
  struct perf_event_header head;
  SwitchRecord             change;
  LostRecord               lost;
  ExitRecord               exit;
} Record;

G_STATIC_ASSERT (sizeof (SwitchRecord) == 32);
G_STATIC_ASSERT (sizeof (LostRecord) == 48);
G_STATIC_ASSERT (sizeof (ExitRecord) == 56);

static void
copy_out (const guint8 *ring, gsize size, guint64 from, void *to, gsize n)
{
  gsize place = (gsize) (from & (size - 1));
  gsize n_to_end = MIN (n, size - place);

  memcpy (to, ring + place, n_to_end);
  memcpy ((guint8 *) to + n_to_end, ring, n - n_to_end);
}

static void
add (GArray *out, gint64 time_ns, guint32 tid, guint32 core, BobbinSwitchKind kind)
{
  BobbinSwitch change = { time_ns, (gint32) tid, (guint16) core, (guint16) kind };

  /* A task that is on its way out has no number any more. */
  if (time_ns > 0 && change.tid > 0 && core < BOBBIN_MAX_CORES)
    g_array_append_val (out, change);
}

static BobbinSwitchKind
kind_of (const SwitchRecord *change)
{
  if (!(change->head.misc & PERF_RECORD_MISC_SWITCH_OUT))
    return BOBBIN_SWITCH_IN;
  return change->head.misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT ? BOBBIN_SWITCH_PREEMPTED : BOBBIN_SWITCH_BLOCKED;
}

/* FALSE when it is shorter than its type. */
static gboolean
take (const Record *record, GArray *out, guint64 *lost)
{
  switch (record->head.type)
    {
    case PERF_RECORD_SWITCH:
      if (record->head.size < sizeof record->change)
        return FALSE;
      add (out, (gint64) record->change.id.time_ns, record->change.id.tid, record->change.id.core,
           kind_of (&record->change));
      return TRUE;
    case PERF_RECORD_LOST:
      if (record->head.size < sizeof record->lost)
        return FALSE;
      *lost += record->lost.lost;
      return TRUE;
    case PERF_RECORD_EXIT:
      if (record->head.size < sizeof record->exit)
        return FALSE;
      add (out, (gint64) record->exit.time_ns, record->exit.tid, record->exit.id.core, BOBBIN_SWITCH_EXIT);
      return TRUE;
    default:
      return TRUE;
    }
}

gboolean
bobbin_switch_record_parse (const guint8 *ring, gsize size, guint64 tail, guint64 head, GArray *out, guint64 *lost)
{
  g_return_val_if_fail (size >= sizeof (Record) && (size & (size - 1)) == 0, FALSE);

  if (head - tail > size) /* also when it went back */
    return FALSE;
  while (head - tail >= sizeof (struct perf_event_header))
    {
      Record record = { 0 };

      copy_out (ring, size, tail, &record.head, sizeof record.head);
      if (record.head.size < sizeof record.head || record.head.size % 8 != 0 || record.head.size > head - tail)
        return FALSE;
      copy_out (ring, size, tail, &record, MIN (sizeof record, record.head.size));
      if (!take (&record, out, lost))
        return FALSE;
      tail += record.head.size;
    }
  return tail == head;
}
