/* bench-ledger.c - what it costs to write down one's time, and to read it */
#include "bench.h"

#include <string.h>
#include <unistd.h>

#include "bobbin-ledger.h"
#include "bobbin-time-span.h"
#include "bobbin-worker-record.h"
#include "bobbin-worker-unit.h"

#define N_ROUNDS 15
#define N_UNITS  20000
#define HELPING  1024

static BobbinLedger
make_ledger (void)
{
  BobbinLedger ledger;
  int fd = bobbin_ledger_create (1);

  if (bobbin_ledger_map (&ledger, fd, 1, BOBBIN_LEDGER_ROOT) < 0)
    g_error ("no ledger");
  close (fd);
  return ledger;
}

static double
run_bare (guint64 *value)
{
  gint64 begin_ns = bobbin_clock_ns ();

  for (guint i = 0; i < N_UNITS; i++)
    *value = worker_do_unit (*value);
  return (double) (bobbin_clock_ns () - begin_ns) / N_UNITS;
}

static double
run_stamped (guint64 *value, WorkerRecord *record)
{
  gint64 begin_ns = bobbin_clock_ns ();

  for (guint i = 0; i < N_UNITS; i++)
    {
      *value = worker_do_unit (*value);
      worker_record_stamp (record);
    }
  return (double) (bobbin_clock_ns () - begin_ns) / N_UNITS;
}

/* A stamp's share of a unit, against units without it, in turn. */
void
bench_record (GArray *results)
{
  BobbinLedger ledger = make_ledger ();
  double bare[N_ROUNDS], stamped[N_ROUNDS];
  guint64 value = 1;
  WorkerRecord record;

  worker_record_begin (&record, bobbin_ledger_lane (&ledger, 0));
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      bare[i] = run_bare (&value);
      stamped[i] = run_stamped (&value, &record);
    }
  double peer = bench_median (bare, N_ROUNDS);
  bench_add (results, "record", bench_median (stamped, N_ROUNDS), "ns", 1.03 * peer,
             value != 0 ? "the bare work loop" : "", peer);
  bobbin_ledger_unmap (&ledger);
}

/* ns per slice that is drained, none lost; the peer is copying as many bytes. */
void
bench_ledger (GArray *results)
{
  static BobbinSlice out[HELPING], copy[BOBBIN_RING_SLICES];
  BobbinLedger ledger = make_ledger ();
  BobbinLedgerLane *lane = bobbin_ledger_lane (&ledger, 0);
  double drained[N_ROUNDS], copied[N_ROUNDS];
  guint64 next = 0, lost = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      guint n, sum = 0;

      for (guint k = 0; k + 1 < BOBBIN_RING_SLICES; k++)
        bobbin_ledger_write (lane, &(BobbinSlice) { .begin_ns = k, .length_ns = 1 });
      gint64 begin_ns = bobbin_clock_ns ();
      while ((n = bobbin_ledger_read (lane, &next, out, HELPING, &lost)) > 0)
        sum += n;
      drained[i] = (double) (bobbin_clock_ns () - begin_ns) / sum;

      begin_ns = bobbin_clock_ns ();
      memcpy (copy, lane->ring, sizeof copy);
      copied[i] = (double) (bobbin_clock_ns () - begin_ns) / BOBBIN_RING_SLICES;
    }
  g_assert_cmpuint (lost, ==, 0);
  bench_add (results, "ledger", bench_median (drained, N_ROUNDS), "ns", 1e9 / 20e6,
             "copying as many bytes", bench_median (copied, N_ROUNDS));
  bobbin_ledger_unmap (&ledger);
}
