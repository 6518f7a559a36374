/* bobbin-lab-wire.c */
#include "bobbin-lab-wire.h"

#include <string.h>

size_t
bobbin_lab_readings_size (uint32_t n_readings)
{
  return offsetof (BobbinLabReadings, readings) + n_readings * sizeof (BobbinLabReading);
}

void
bobbin_lab_init_head (BobbinWireHead *head, BobbinLabType type)
{
  *head = (BobbinWireHead) { BOBBIN_WIRE_MAGIC, BOBBIN_WIRE_VERSION, (uint16_t) type };
}

static bool
head_is (const void *packet, size_t size, size_t least, uint16_t type)
{
  const BobbinWireHead *head = packet;

  return size >= least && head->magic == BOBBIN_WIRE_MAGIC && head->version == BOBBIN_WIRE_VERSION
         && head->type == type;
}

/* A word: not empty, and with an end. */
static bool
is_name (const char *name)
{
  return name[0] != '\0' && memchr (name, '\0', BOBBIN_LAB_NAME_BYTES) != NULL;
}

bool
bobbin_lab_check_order (const void *packet, size_t size)
{
  const BobbinLabOrder *order = packet;

  if (!head_is (packet, size, sizeof *order, BOBBIN_LAB_ORDER) || size != sizeof *order)
    return false;
  if (!is_name (order->experiment) || order->n_cores < 1 || order->n_cores > BOBBIN_LAB_MAX_CORES
      || order->n_apart < 1 || order->n_apart > order->n_cores || order->max_workers < 1
      || order->max_workers > BOBBIN_MAX_WORKERS || order->budget_ns > order->deadline_ns
      || order->deadline_ns > BOBBIN_LAB_MAX_DEADLINE_NS)
    return false;
  for (uint32_t i = 0; i < order->n_cores; i++)
    if (order->cores[i] >= BOBBIN_MAX_CORES)
      return false;
  return true;
}

bool
bobbin_lab_check_readings (const void *packet, size_t size)
{
  const BobbinLabReadings *readings = packet;

  return head_is (packet, size, offsetof (BobbinLabReadings, readings), BOBBIN_LAB_READINGS)
         && is_name (readings->metric) && readings->n_readings >= 1
         && readings->n_readings <= BOBBIN_LAB_MAX_READINGS
         && size == bobbin_lab_readings_size (readings->n_readings);
}

bool
bobbin_lab_check_end (const void *packet, size_t size)
{
  const BobbinLabEnd *end = packet;

  if (size != sizeof *end)
    return false;
  if (head_is (packet, size, sizeof *end, BOBBIN_LAB_LACKS))
    return end->lack >= BOBBIN_LACK_CORES && end->lack <= BOBBIN_LACK_PAGES;
  return head_is (packet, size, sizeof *end, BOBBIN_LAB_DONE) || head_is (packet, size, sizeof *end, BOBBIN_LAB_FAILED);
}
