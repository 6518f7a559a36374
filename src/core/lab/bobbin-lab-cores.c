/* bobbin-lab-cores.c */
#include "config.h"

#include "bobbin-lab-cores.h"

#include <string.h>

#include "bobbin-machine-private.h"

typedef struct {
  guint    core;
  guint    first_sibling; /* the lowest allowed core of the same physical one */
  guint64  speed;         /* of one scale among all; 0: not known */
} Candidate;

static guint64
read_speed (const char *root, guint core)
{
  g_autofree char *capacity = g_strdup_printf ("/sys/devices/system/cpu/cpu%u/cpu_capacity", core);
  g_autofree char *frequency = g_strdup_printf ("/sys/devices/system/cpu/cpu%u/cpufreq/cpuinfo_max_freq", core);

  return bobbin_read_number_below (root, capacity, bobbin_read_number_below (root, frequency, 0));
}

static guint
find_first_sibling (const BobbinMachine *machine, const char *root, guint core)
{
  g_autofree char *path = g_strdup_printf ("/sys/devices/system/cpu/cpu%u/topology/thread_siblings_list", core);
  g_autofree char *text = bobbin_read_below (root, path);
  BobbinCoreSet siblings;

  if (text == NULL || !bobbin_core_set_parse (g_strstrip (text), &siblings))
    return core;
  for (guint sibling = 0; sibling < core; sibling++)
    if (bobbin_core_set_contains (&siblings, sibling) && bobbin_core_set_contains (&machine->cores, sibling))
      return sibling;
  return core;
}

/* The fast ones first; among equals in their order. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->speed != other->speed)
    return one->speed > other->speed ? -1 : 1;
  return one->core < other->core ? -1 : 1;
}

void
bobbin_lab_choose_cores (const BobbinMachine *machine, const char *root, BobbinLabOrder *order)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint core = 0; core < BOBBIN_MAX_CORES; core++)
    if (bobbin_core_set_contains (&machine->cores, core))
      {
        Candidate candidate = { core, find_first_sibling (machine, root, core), read_speed (root, core) };

        g_array_append_val (candidates, candidate);
      }
  g_array_sort (candidates, compare_candidates);

  order->n_cores = order->n_apart = 0;
  for (guint second = 0; second < 2; second++)
    for (guint i = 0; i < candidates->len && order->n_cores < BOBBIN_LAB_MAX_CORES; i++)
      {
        const Candidate *candidate = &g_array_index (candidates, Candidate, i);

        if ((candidate->first_sibling != candidate->core) != (second == 1))
          continue;
        order->cores[order->n_cores++] = candidate->core;
        order->n_apart += second == 0;
      }
}
