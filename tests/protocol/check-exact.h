/* check-exact.h - a packet is looked at as it came */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <string.h>

typedef bool (*Check) (const void *packet, size_t size);

/* Checks a copy in a block of exactly @size bytes, so that a memory checker sees a
 * read past its end. */
static inline gboolean
check_exact (Check check, const void *packet, size_t size)
{
  g_autofree void *copy = g_malloc (MAX (size, 1));

  memcpy (copy, packet, size);
  return check (copy, size);
}
