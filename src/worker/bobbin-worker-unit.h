/* bobbin-worker-unit.h - the smallest piece of work, about a microsecond; random numbers */
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

/* splitmix64 (Steele, Lea and Flood 2014): any seed will do, and values that lie
 * side by side come far apart. */
static inline uint64_t
worker_random (uint64_t *state)
{
  uint64_t value = *state += 0x9e3779b97f4a7c15u;

  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
  value = (value ^ value >> 27) * 0x94d049bb133111ebu;
  return value ^ value >> 31;
}
