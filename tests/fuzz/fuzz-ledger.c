/* A worker may write anything into its lane, at any time between two looks. */
#include "fuzz.h"

#include <string.h>
#include <unistd.h>

#include "bobbin-ledger-reader.h"
#include "bobbin-time-span.h"

#define N_CORES 4

/* Four bytes of place and length, then so many bytes for it. */
static gsize
scribble (BobbinLedgerLane *lane, const guint8 *data, gsize size)
{
  guint16 at, n;

  if (size < 4)
    return size;
  memcpy (&at, data, sizeof at);
  memcpy (&n, data + 2, sizeof n);
  gsize from = at % sizeof *lane;
  gsize length = MIN (n % 256u, MIN (size - 4, sizeof *lane - from));
  memcpy ((guint8 *) lane + from, data + 4, length);
  return 4 + length;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  BobbinLedger writer, source;
  int fd = bobbin_ledger_create (2);
  gint64 gate_ns = bobbin_clock_ns () - BOBBIN_NS_PER_S;
  BobbinLedgerReader *reader;
  GArray *out = g_array_new (FALSE, FALSE, sizeof (BobbinSlice));

  g_assert_cmpint (bobbin_ledger_map (&writer, fd, 2, BOBBIN_LEDGER_ROOT), ==, 0);
  g_assert_cmpint (bobbin_ledger_map (&source, fd, 2, BOBBIN_LEDGER_LAUNCHER), ==, 0);
  close (fd);
  reader = bobbin_ledger_reader_new (&source, gate_ns, N_CORES);
  for (gsize at = 0; at < size;)
    {
      gint64 end_ns = 0;

      at += scribble (bobbin_ledger_lane (&writer, 0), data + at, size - at);
      g_array_set_size (out, 0);
      bobbin_ledger_reader_take (reader, 0, at % 3 == 0 ? bobbin_clock_ns () : G_MAXINT64, out);
      /* Whatever is believed is in order, and is something that there is. */
      for (guint i = 0; i < out->len; i++)
        {
          const BobbinSlice *slice = &g_array_index (out, BobbinSlice, i);

          g_assert_cmpint (slice->begin_ns, >=, end_ns);
          g_assert_cmpuint (slice->state, <, BOBBIN_N_SLICE_STATES);
          end_ns = slice->begin_ns + slice->length_ns;
        }
      g_assert_false (bobbin_ledger_reader_is_damaged (reader, 1));
    }
  g_array_unref (out);
  bobbin_ledger_reader_free (reader);
  bobbin_ledger_unmap (&writer);
  bobbin_ledger_unmap (&source);
  return 0;
}
