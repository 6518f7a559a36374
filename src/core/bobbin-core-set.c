/* bobbin-core-set.c - sets of core numbers and their text */
#include "config.h"

#include "bobbin-machine.h"

#include <string.h>

#include "bobbin-units.h"

void
bobbin_core_set_add (BobbinCoreSet *set, guint core)
{
  g_return_if_fail (core < BOBBIN_MAX_CORES);

  set->bits[core / 64] |= G_GUINT64_CONSTANT (1) << (core % 64);
}

gboolean
bobbin_core_set_contains (const BobbinCoreSet *set, guint core)
{
  return core < BOBBIN_MAX_CORES && (set->bits[core / 64] >> (core % 64) & 1) != 0;
}

guint
bobbin_core_set_count (const BobbinCoreSet *set)
{
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (set->bits); i++)
    count += (guint) __builtin_popcountll (set->bits[i]);
  return count;
}

gboolean
bobbin_core_set_equal (const BobbinCoreSet *a, const BobbinCoreSet *b)
{
  return memcmp (a->bits, b->bits, sizeof a->bits) == 0;
}

guint
bobbin_core_set_get_first (const BobbinCoreSet *set)
{
  for (guint core = 0; core < BOBBIN_MAX_CORES; core++)
    if (bobbin_core_set_contains (set, core))
      return core;
  return BOBBIN_MAX_CORES;
}

/* "5" or "2-5" */
static gboolean
parse_range (const char *text, BobbinCoreSet *set)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 3);
  guint n_ends = g_strv_length (ends);
  guint64 first, last;

  if (n_ends < 1 || n_ends > 2)
    return FALSE;
  if (!bobbin_parse_count (ends[0], BOBBIN_MAX_CORES - 1, &first))
    return FALSE;
  last = first;
  if (n_ends == 2 && !bobbin_parse_count (ends[1], BOBBIN_MAX_CORES - 1, &last))
    return FALSE;
  if (last < first)
    return FALSE;

  for (guint64 core = first; core <= last; core++)
    bobbin_core_set_add (set, (guint) core);
  return TRUE;
}

gboolean
bobbin_core_set_parse (const char *text, BobbinCoreSet *out_set)
{
  BobbinCoreSet set = { 0 };

  if (text == NULL || *text == '\0')
    return FALSE;

  g_auto (GStrv) ranges = g_strsplit (text, ",", -1);
  for (guint i = 0; ranges[i] != NULL; i++)
    if (!parse_range (ranges[i], &set))
      return FALSE;
  *out_set = set;
  return TRUE;
}

char *
bobbin_core_set_to_string (const BobbinCoreSet *set)
{
  GString *text = g_string_new (NULL);
  guint core = 0;

  while (core < BOBBIN_MAX_CORES)
    {
      guint first = core;

      while (bobbin_core_set_contains (set, core))
        core++;
      if (core == first)
        {
          core++;
          continue;
        }
      g_string_append_printf (text, "%s%u", text->len > 0 ? "," : "", first);
      if (core - first > 1)
        g_string_append_printf (text, "-%u", core - 1);
    }
  return g_string_free (text, FALSE);
}
