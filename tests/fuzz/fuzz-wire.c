/* Packets from the other end: what passes the check must be safe to use. */
#include "fuzz.h"

#include <string.h>

#include "bobbin-wire.h"

static void
use_plan (const BobbinWirePlan *plan)
{
  guint n = 0;

  g_assert_cmpuint (plan->n_groups, <=, BOBBIN_MAX_GROUPS);
  for (guint i = 0; i < plan->n_groups; i++)
    n += plan->groups[i].n_processes * plan->groups[i].threads_each;
  g_assert_cmpuint (n, <=, BOBBIN_MAX_WORKERS);
  for (guint i = 0; i < plan->n_groups; i++)
    {
      g_assert_cmpuint (plan->groups[i].work, <, BOBBIN_N_WORKS);
      g_assert_cmpuint (plan->groups[i].kind, <, BOBBIN_N_KINDS);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint64 packet[BOBBIN_MAX_PACKET / sizeof (guint64)];

  if (size > sizeof packet)
    return 0;
  if (size > 0)
    memcpy (packet, data, size); /* as it is received: aligned */
  if (bobbin_wire_check_plan (packet, size))
    use_plan ((const BobbinWirePlan *) packet);
  if (bobbin_wire_check_born (packet, size))
    g_assert_cmpuint (((const BobbinWireBorn *) packet)->n_births, <=, BOBBIN_WIRE_MAX_BIRTHS);
  bobbin_wire_check_arena (packet, size);
  if (bobbin_wire_check_event (packet, size))
    g_assert_cmpuint (((const BobbinWireEvent *) packet)->share_ppm, <=, 1000000);
  return 0;
}
