/* The reader believes nothing: made-up ledgers, honest and hostile */
#include "bobbin-ledger-reader.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bobbin-time-span.h"

#define N_CORES 4

typedef struct {
  BobbinLedger        writer, source;
  BobbinLedgerReader *reader;
  GArray             *out;
  gint64              gate_ns;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  int fd = bobbin_ledger_create (2);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (bobbin_ledger_map (&f->writer, fd, 2, BOBBIN_LEDGER_ROOT), ==, 0);
  g_assert_cmpint (bobbin_ledger_map (&f->source, fd, 2, BOBBIN_LEDGER_LAUNCHER), ==, 0);
  close (fd);
  f->gate_ns = bobbin_clock_ns () - 3 * BOBBIN_NS_PER_S;
  f->reader = bobbin_ledger_reader_new (&f->source, f->gate_ns, N_CORES);
  f->out = g_array_new (FALSE, FALSE, sizeof (BobbinSlice));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_array_unref (f->out);
  bobbin_ledger_reader_free (f->reader);
  bobbin_ledger_unmap (&f->writer);
  bobbin_ledger_unmap (&f->source);
}

static void
put (Fixture *f, guint worker, gint64 begin_ns, gint64 length_ns, guint state, guint core)
{
  BobbinSlice slice = { f->gate_ns + begin_ns, (guint32) length_ns, (guint16) core, (guint8) state, 0 };

  bobbin_ledger_write (bobbin_ledger_lane (&f->writer, worker), &slice);
}

static const BobbinSlice *
take (Fixture *f, guint worker, guint n_expected)
{
  g_array_set_size (f->out, 0);
  bobbin_ledger_reader_take (f->reader, worker, G_MAXINT64, f->out);
  g_assert_cmpuint (f->out->len, ==, n_expected);
  return (const BobbinSlice *) (void *) f->out->data;
}

static void
test_plain (Fixture *f, gconstpointer data)
{
  const BobbinSlice *slices;

  put (f, 0, 1000, 500, BOBBIN_SLICE_RUNNING, 1);
  put (f, 0, 1500, 500, BOBBIN_SLICE_RUNNING, 1); /* a running slice is flushed now and then */
  put (f, 0, 2000, 300, BOBBIN_SLICE_READY, 1);
  put (f, 0, 2300, 100, BOBBIN_SLICE_RUNNING, 2);
  slices = take (f, 0, 4);
  g_assert_cmpint (slices[0].state, ==, BOBBIN_SLICE_READY); /* from the gate to its first core */
  g_assert_cmpint (slices[0].begin_ns, ==, f->gate_ns);
  g_assert_cmpint (slices[0].length_ns, ==, 1000);
  g_assert_cmpint (slices[1].length_ns, ==, 1000); /* put together again */
  g_assert_cmpint (slices[2].state, ==, BOBBIN_SLICE_READY);
  g_assert_cmpint (slices[3].core, ==, 2);
  take (f, 0, 0);
  g_assert_cmpint (bobbin_ledger_reader_get_end_ns (f->reader, 0), ==, f->gate_ns + 2400);
  g_assert_false (bobbin_ledger_reader_is_damaged (f->reader, 0));
}

/* A ring that was run over: the lost are counted, the rest is right. */
static void
test_overrun (Fixture *f, gconstpointer data)
{
  const BobbinSlice *slices;
  guint n = BOBBIN_RING_SLICES + 100;

  for (guint i = 0; i < n; i++)
    put (f, 0, i * 10, 10, i % 2 == 0 ? BOBBIN_SLICE_RUNNING : BOBBIN_SLICE_READY, 0);
  g_array_set_size (f->out, 0);
  bobbin_ledger_reader_take (f->reader, 0, G_MAXINT64, f->out);
  g_assert_cmpuint (bobbin_ledger_reader_get_lost (f->reader, 0), ==, 101);
  slices = (const BobbinSlice *) (void *) f->out->data;
  g_assert_cmpint (slices[f->out->len - 1].begin_ns + slices[f->out->len - 1].length_ns, ==,
                   f->gate_ns + (gint64) n * 10);
  g_assert_false (bobbin_ledger_reader_is_damaged (f->reader, 0));
}

static void
set_open (Fixture *f, gint64 open_ns, guint state, gint64 heartbeat_ns)
{
  BobbinLedgerSlot *slot = bobbin_ledger_slot (&f->writer, 0);

  atomic_store (&slot->open_ns, f->gate_ns + open_ns);
  atomic_store (&slot->open_state, state);
  atomic_store (&slot->open_core, 3);
  atomic_store (&slot->heartbeat_ns, f->gate_ns + heartbeat_ns);
}

/* One that sleeps, or is off its core, is shown so before it says so. */
static void
test_open_slice (Fixture *f, gconstpointer data)
{
  const BobbinSlice *slices;

  put (f, 0, 0, 1000, BOBBIN_SLICE_RUNNING, 3);
  set_open (f, 1000, BOBBIN_SLICE_SLEEP, 1000);
  slices = take (f, 0, 2);
  g_assert_cmpint (slices[1].state, ==, BOBBIN_SLICE_SLEEP);
  gint64 told_ns = bobbin_ledger_reader_get_end_ns (f->reader, 0) - f->gate_ns;
  g_assert_cmpint (told_ns, >, 2 * BOBBIN_NS_PER_S);

  /* Then it says when it really woke, and that it ran until it lost its core. */
  put (f, 0, 1000, told_ns - 500, BOBBIN_SLICE_SLEEP, 3);
  set_open (f, told_ns + 500, BOBBIN_SLICE_RUNNING, told_ns + 700);
  g_usleep (30000);
  slices = take (f, 0, 3);
  g_assert_cmpint (slices[0].state, ==, BOBBIN_SLICE_SLEEP);
  g_assert_cmpint (slices[0].length_ns, ==, 500); /* only what was not yet told */
  g_assert_cmpint (slices[1].state, ==, BOBBIN_SLICE_RUNNING);
  g_assert_cmpint (slices[1].length_ns, ==, 200);
  g_assert_cmpint (slices[2].state, ==, BOBBIN_SLICE_READY);
}

typedef struct {
  gint64 begin_ns, length_ns;
  guint  state, core;
} Lie;

static const Lie lies[] = {
  { 500, 10, BOBBIN_SLICE_RUNNING, 0 },                               /* before the last one ended */
  { -5, 10, BOBBIN_SLICE_RUNNING, 0 },                                /* before the gate */
  { 11 * G_GINT64_CONSTANT (1000000000), 10, BOBBIN_SLICE_RUNNING, 0 }, /* not yet */
  { G_MAXINT64 / 2, 10, BOBBIN_SLICE_RUNNING, 0 },
  { 2000, 10, BOBBIN_N_SLICE_STATES, 0 },
  { 2000, 10, 255, 0 },
  { 2000, 10, BOBBIN_SLICE_RUNNING, N_CORES },
  { 2000, 10, BOBBIN_SLICE_RUNNING, 65535 },
};

static void
test_lie (Fixture *f, gconstpointer data)
{
  const Lie *lie = data;

  put (f, 0, 0, 1000, BOBBIN_SLICE_RUNNING, 0);
  put (f, 0, lie->begin_ns, lie->length_ns, lie->state, lie->core);
  put (f, 0, 3000, 10, BOBBIN_SLICE_RUNNING, 0);
  put (f, 1, 0, 1000, BOBBIN_SLICE_RUNNING, 0);
  take (f, 0, 1); /* what came before it stands */
  g_assert_true (bobbin_ledger_reader_is_damaged (f->reader, 0));
  take (f, 0, 0); /* nothing is taken any more */
  take (f, 1, 1); /* and the other is untouched */
  g_assert_false (bobbin_ledger_reader_is_damaged (f->reader, 1));
}

/* A count that goes back is nonsense like any other. */
static void
test_count_goes_back (Fixture *f, gconstpointer data)
{
  put (f, 0, 0, 1000, BOBBIN_SLICE_RUNNING, 0);
  put (f, 0, 1000, 10, BOBBIN_SLICE_READY, 0);
  take (f, 0, 2);
  atomic_store (&bobbin_ledger_slot (&f->writer, 0)->n_slices, 1);
  take (f, 0, 0);
  g_assert_true (bobbin_ledger_reader_is_damaged (f->reader, 0));
}

/* Random bytes all over one lane: it ends, and tells only of time that was. */
static void
test_random_bytes (Fixture *f, gconstpointer data)
{
  for (guint round = 0; round < 200; round++)
    {
      guint8 *bytes = (guint8 *) bobbin_ledger_lane (&f->writer, 0);
      g_autoptr (BobbinLedgerReader) reader = bobbin_ledger_reader_new (&f->source, f->gate_ns, N_CORES);

      for (gsize i = 0; i < sizeof (BobbinLedgerSlot) + 64 * sizeof (BobbinSlice); i++)
        bytes[i] = (guint8) g_test_rand_int_range (0, 256);
      for (guint look = 0; look < 3; look++)
        {
          g_array_set_size (f->out, 0);
          bobbin_ledger_reader_take (reader, 0, G_MAXINT64, f->out);
          for (guint i = 0; i < f->out->len; i++)
            {
              const BobbinSlice *slice = &g_array_index (f->out, BobbinSlice, i);

              g_assert_cmpint (slice->begin_ns, >=, f->gate_ns);
              g_assert_cmpint (slice->begin_ns + slice->length_ns, <=, bobbin_clock_ns ());
              g_assert_cmpuint (slice->core, <, N_CORES);
              g_assert_cmpuint (slice->state, <, BOBBIN_N_SLICE_STATES);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ledger-reader/plain", Fixture, NULL, set_up, test_plain, tear_down);
  g_test_add ("/ledger-reader/overrun", Fixture, NULL, set_up, test_overrun, tear_down);
  g_test_add ("/ledger-reader/open-slice", Fixture, NULL, set_up, test_open_slice, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ledger-reader/lie/%u", i);

      g_test_add (path, Fixture, &lies[i], set_up, test_lie, tear_down);
    }
  g_test_add ("/ledger-reader/count-goes-back", Fixture, NULL, set_up, test_count_goes_back, tear_down);
  g_test_add ("/ledger-reader/random-bytes", Fixture, NULL, set_up, test_random_bytes, tear_down);
  return g_test_run ();
}
