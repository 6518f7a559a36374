/* The bytes of one of the kernel's rings, and where it says that they begin and end. */
#include "fuzz.h"

#include <string.h>

#include "bobbin-switch-record.h"

#define RING_BYTES 1024u

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint8 ring[RING_BYTES] = { 0 };
  guint64 tail = 0, head = 0, lost = 0;
  GArray *out;

  if (size < 2 * sizeof (guint64))
    return 0;
  memcpy (&tail, data, sizeof tail);
  memcpy (&head, data + sizeof tail, sizeof head);
  data += 2 * sizeof tail;
  size -= 2 * sizeof tail;
  for (gsize i = 0; i < MIN (size, RING_BYTES); i++)
    ring[(tail + i) % RING_BYTES] = data[i];
  out = g_array_new (FALSE, FALSE, sizeof (BobbinSwitch));
  bobbin_switch_record_parse (ring, RING_BYTES, tail, head, out, &lost);
  /* A record has 8 bytes at least. */
  g_assert_cmpuint (out->len, <=, RING_BYTES / 8);
  g_array_unref (out);
  return 0;
}
