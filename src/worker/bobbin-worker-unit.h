/* bobbin-worker-unit.h - the smallest piece of work: about a microsecond */
#pragma once

#include <stdint.h>

#define WORKER_UNIT_ROUNDS 600

static inline uint64_t
worker_do_unit (uint64_t value)
{
  /* xorshift64 (Marsaglia 2003): a chain that no compiler can shorten. */
  for (int i = 0; i < WORKER_UNIT_ROUNDS; i++)
    {
      value ^= value << 13;
      value ^= value >> 7;
      value ^= value << 17;
    }
  return value;
}
