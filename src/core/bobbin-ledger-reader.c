/* bobbin-ledger-reader.c */
#include "bobbin-ledger-reader.h"

#include "bobbin-time-span.h"

/* Off its core for longer than this, it is believed to be waiting for one
 * before it says so: an interrupt or the hypervisor does not take so long. */
#define CERTAINLY_OFF_NS 20000000

/* A worker cannot be off by more than this on when it lost its core. */
#define MAX_LATE_NS 50000

#define HELPING 1024

typedef struct {
  guint64  next;   /* number of the slice to read next */
  guint64  lost;
  gint64   claimed_ns; /* end of the last slice from the ring */
  gint64   end_ns;     /* up to here its time is told; the open slice may reach further */
  gint64   begin_ns;   /* of the first slice; G_MAXINT64: there is none yet */
  gboolean damaged;
} Lane;

struct _BobbinLedgerReader {
  const BobbinLedger *ledger;
  gint64              gate_ns;
  guint               n_cores;
  Lane               *lanes;
  BobbinSlice         helping[HELPING];
};

BobbinLedgerReader *
bobbin_ledger_reader_new (const BobbinLedger *ledger, gint64 gate_ns, guint n_cores)
{
  BobbinLedgerReader *reader = g_new0 (BobbinLedgerReader, 1);

  reader->ledger = ledger;
  reader->gate_ns = gate_ns;
  reader->n_cores = n_cores;
  reader->lanes = g_new0 (Lane, ledger->n_workers);
  for (guint i = 0; i < ledger->n_workers; i++)
    reader->lanes[i] = (Lane) { .claimed_ns = gate_ns, .end_ns = gate_ns, .begin_ns = G_MAXINT64 };
  return reader;
}

void
bobbin_ledger_reader_free (BobbinLedgerReader *reader)
{
  if (reader == NULL)
    return;
  g_free (reader->lanes);
  g_free (reader);
}

static gboolean
can_be_true (const BobbinLedgerReader *reader, const Lane *lane, const BobbinSlice *slice)
{
  gint64 now_ns = bobbin_clock_ns (); /* after it was read: what is in it has been */

  return slice->length_ns > 0
         && slice->begin_ns >= lane->claimed_ns
         && slice->begin_ns <= now_ns
         && slice->begin_ns + (gint64) slice->length_ns <= now_ns
         && slice->state < BOBBIN_N_SLICE_STATES
         && slice->core < reader->n_cores;
}

/* Appends a stretch from where the lane ends; stretches of one kind that touch
 * are put together again. */
static void
append (Lane *lane, GArray *out, gint64 begin_ns, gint64 end_ns, guint state, guint core)
{
  BobbinSlice *last = out->len > 0 ? &g_array_index (out, BobbinSlice, out->len - 1) : NULL;

  begin_ns = MAX (begin_ns, lane->end_ns);
  while (begin_ns < end_ns)
    {
      gint64 length_ns = MIN (end_ns - begin_ns, G_MAXUINT32);

      if (last != NULL && last->state == state && last->core == core
          && last->begin_ns + last->length_ns == begin_ns
          && last->length_ns + length_ns <= G_MAXUINT32)
        {
          last->length_ns += (guint32) length_ns;
        }
      else
        {
          BobbinSlice slice = { begin_ns, (guint32) length_ns, (guint16) core, (guint8) state, 0 };

          g_array_append_val (out, slice);
          last = &g_array_index (out, BobbinSlice, out->len - 1);
        }
      begin_ns += length_ns;
      lane->end_ns = begin_ns;
    }
}

/* Through the gate, but not yet on a core: nobody wrote that down. */
static void
append_first_wait (const BobbinLedgerReader *reader, Lane *lane, GArray *out, const BobbinSlice *first)
{
  if (lane->begin_ns != G_MAXINT64)
    return;
  append (lane, out, reader->gate_ns, first->begin_ns, BOBBIN_SLICE_READY, first->core);
  lane->begin_ns = first->begin_ns;
}

/* The slice that the ring does not have yet. */
static void
take_open (const BobbinLedgerReader *reader, const BobbinLedgerSlot *slot, Lane *lane, gint64 until_ns, GArray *out)
{
  gint64 now_ns = MIN (bobbin_clock_ns (), until_ns); /* before it is read: then it was still so */
  gint64 open_ns = atomic_load_explicit (&slot->open_ns, memory_order_acquire);
  gint64 heartbeat_ns = atomic_load_explicit (&slot->heartbeat_ns, memory_order_relaxed);
  gint64 late_ns = atomic_load_explicit (&slot->late_ns, memory_order_relaxed);
  guint state = atomic_load_explicit (&slot->open_state, memory_order_relaxed);
  guint core = atomic_load_explicit (&slot->open_core, memory_order_relaxed);

  /* It may have moved on since the ring was read: then the ring says it next time. */
  if (lane->begin_ns == G_MAXINT64 || open_ns < lane->claimed_ns || state >= BOBBIN_N_SLICE_STATES || core >= reader->n_cores
      || lane->next != atomic_load_explicit (&slot->n_slices, memory_order_relaxed))
    return;

  if (state != BOBBIN_SLICE_RUNNING)
    append (lane, out, open_ns, now_ns, state, core);
  else if (heartbeat_ns >= open_ns && heartbeat_ns <= now_ns
           && (now_ns - heartbeat_ns > CERTAINLY_OFF_NS || until_ns < G_MAXINT64))
    {
      heartbeat_ns = MIN (heartbeat_ns + CLAMP (late_ns, 0, MAX_LATE_NS), now_ns);
      append (lane, out, open_ns, heartbeat_ns, BOBBIN_SLICE_RUNNING, core);
      append (lane, out, heartbeat_ns, now_ns, BOBBIN_SLICE_READY, core);
    }
}

void
bobbin_ledger_reader_begin (BobbinLedgerReader *reader, guint worker, gint64 begin_ns)
{
  g_return_if_fail (worker < reader->ledger->n_workers);
  reader->lanes[worker].claimed_ns = reader->lanes[worker].end_ns = begin_ns;
}

void
bobbin_ledger_reader_take (BobbinLedgerReader *reader, guint worker, gint64 until_ns, GArray *out)
{
  const BobbinLedgerLane *source = bobbin_ledger_lane (reader->ledger, worker);
  Lane *lane = &reader->lanes[worker];
  guint n, n_taken = 0;

  if (source == NULL)
    return;
  /* One ring at most: whoever writes faster than that is read next time. */
  while (!lane->damaged && n_taken < BOBBIN_RING_SLICES
         && (n = bobbin_ledger_read (source, &lane->next, reader->helping, HELPING, &lane->lost)) > 0)
    {
      n_taken += n;
      for (guint i = 0; i < n && !lane->damaged; i++)
        {
          const BobbinSlice *slice = &reader->helping[i];

          if (!can_be_true (reader, lane, slice))
            {
              lane->damaged = TRUE;
              break;
            }
          append_first_wait (reader, lane, out, slice);
          lane->claimed_ns = slice->begin_ns + slice->length_ns;
          append (lane, out, slice->begin_ns, lane->claimed_ns, slice->state, slice->core);
        }
    }
  /* A count that went back. */
  if (lane->next > atomic_load_explicit (&source->slot.n_slices, memory_order_relaxed))
    lane->damaged = TRUE;
  /* More than one in 100 ns for all the run's time cannot have been written. */
  if (lane->lost > (guint64) MAX (bobbin_clock_ns () - reader->gate_ns, 0) / 100)
    {
      lane->damaged = TRUE;
      lane->lost = 0;
    }
  if (!lane->damaged)
    take_open (reader, &source->slot, lane, until_ns, out);
}

gint64
bobbin_ledger_reader_get_begin_ns (const BobbinLedgerReader *reader, guint worker)
{
  const BobbinLedgerSlot *slot = bobbin_ledger_slot (reader->ledger, worker);

  g_return_val_if_fail (slot != NULL, G_MAXINT64);
  gint64 open_ns = atomic_load_explicit (&slot->open_ns, memory_order_relaxed);

  if (reader->lanes[worker].begin_ns != G_MAXINT64)
    return reader->lanes[worker].begin_ns;
  return open_ns > reader->gate_ns ? open_ns : G_MAXINT64;
}

gint64
bobbin_ledger_reader_get_end_ns (const BobbinLedgerReader *reader, guint worker)
{
  g_return_val_if_fail (worker < reader->ledger->n_workers, 0);
  return reader->lanes[worker].end_ns;
}

guint64
bobbin_ledger_reader_get_lost (const BobbinLedgerReader *reader, guint worker)
{
  g_return_val_if_fail (worker < reader->ledger->n_workers, 0);
  return reader->lanes[worker].lost;
}

gboolean
bobbin_ledger_reader_is_damaged (const BobbinLedgerReader *reader, guint worker)
{
  g_return_val_if_fail (worker < reader->ledger->n_workers, FALSE);
  return reader->lanes[worker].damaged;
}
