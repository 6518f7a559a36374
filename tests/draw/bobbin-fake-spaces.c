#include "bobbin-fake-spaces.h"

#include <string.h>

#define KIB ((guint64) 1024)
#define MIB (1024 * KIB)

static void
add_band (BobbinRun *run, BobbinRegionKind kind, guint64 address, guint64 size, guint64 shared, guint64 own,
          const char *permissions, const char *name, guint worker)
{
  BobbinRegion region = { .kind = kind, .address = address, .end = address + size, .size_bytes = size,
                          .resident_bytes = shared + own, .shared_bytes = shared, .own_bytes = own,
                          .n_mappings = kind == BOBBIN_REGION_LIBRARY || kind == BOBBIN_REGION_PROGRAM ? 5 : 1,
                          .worker = worker, .name = g_strdup (name) };

  memcpy (region.permissions, permissions, sizeof region.permissions);
  g_array_append_val (run->regions.bands, region);
}

void
bobbin_fake_regions_fill (BobbinRun *run, guint process)
{
  const BobbinRunProcess *p = bobbin_run_get_process (run, process);
  gboolean threads = bobbin_run_get_group (run, p->group)->spec->kind == BOBBIN_KIND_THREADS;
  guint64 at = G_GUINT64_CONSTANT (0x7f3a40000000);

  bobbin_regions_clear (&run->regions);
  run->regions.valid = TRUE;
  run->regions.process = process;
  run->regions.time_ns = run->now_ns;
  run->regions.bands = g_array_new (FALSE, TRUE, sizeof (BobbinRegion));
  add_band (run, BOBBIN_REGION_PROGRAM, G_GUINT64_CONSTANT (0x55d0c8a00000), 68 * KIB, 40 * KIB, 12 * KIB, "rwxp",
            "bobbin-worker", BOBBIN_NO_WORKER);
  add_band (run, BOBBIN_REGION_HEAP, G_GUINT64_CONSTANT (0x55d0c9b3f000), 132 * KIB, 4 * KIB, 8 * KIB, "rw-p", NULL,
            BOBBIN_NO_WORKER);
  for (guint i = 0; threads && i < p->n_workers; i++, at += 8200 * KIB)
    add_band (run, BOBBIN_REGION_STACK, at, 8196 * KIB, 0, (12 + 4 * (i % 3)) * KIB, "rw-p", NULL, p->first_worker + i);
  at = G_GUINT64_CONSTANT (0x7f3a5c000000);
  add_band (run, BOBBIN_REGION_ARENA_PRIVATE, at, 14 * MIB, 9 * MIB, 5 * MIB, "rw-p", NULL, BOBBIN_NO_WORKER);
  add_band (run, BOBBIN_REGION_ARENA_MAPPED, at + 14 * MIB, MIB, MIB, 0, "rw-s", NULL, BOBBIN_NO_WORKER);
  add_band (run, BOBBIN_REGION_ARENA_UNTOUCHED, at + 15 * MIB, MIB, 0, 0, "rw-p", NULL, BOBBIN_NO_WORKER);
  at = G_GUINT64_CONSTANT (0x7f3a6e200000);
  add_band (run, BOBBIN_REGION_SHARED, at, 2 * MIB, 768 * KIB, 0, "rw-s", "memfd:bobbin-ledger", BOBBIN_NO_WORKER);
  add_band (run, BOBBIN_REGION_LIBRARY, at + 8 * MIB, 1900 * KIB, 1200 * KIB, 24 * KIB, "rwxp", "libc.so.6",
            BOBBIN_NO_WORKER);
  add_band (run, BOBBIN_REGION_ANONYMOUS, at + 10 * MIB, 12 * KIB, 0, 8 * KIB, "rw-p", NULL, BOBBIN_NO_WORKER);
  add_band (run, BOBBIN_REGION_LIBRARY, at + 11 * MIB, 216 * KIB, 180 * KIB, 12 * KIB, "rwxp", "ld-linux-x86-64.so.2",
            BOBBIN_NO_WORKER);
  add_band (run, BOBBIN_REGION_STACK, G_GUINT64_CONSTANT (0x7ffd2c1e0000), 132 * KIB, 4 * KIB, 12 * KIB, "rw-p", NULL,
            threads ? BOBBIN_NO_WORKER : p->first_worker);
  add_band (run, BOBBIN_REGION_KERNEL, G_GUINT64_CONSTANT (0x7ffd2c3f8000), 24 * KIB, 4 * KIB, 0, "r-xp", "[vdso]",
            BOBBIN_NO_WORKER);
}

void
bobbin_fake_kinship_fill (BobbinRun *run)
{
  BobbinKinship *kinship = &run->kinship;
  guint n = MIN (run->workers->len, BOBBIN_KIN_MAX_TASKS);

  bobbin_kinship_clear (kinship);
  kinship->valid = TRUE;
  kinship->n_workers = run->workers->len;
  kinship->n_tasks = n + 1;
  kinship->tasks = g_new (guint, n + 1);
  kinship->classes = g_new (guint8, BOBBIN_N_KINS * (n + 1));
  for (guint i = 0; i <= n; i++)
    {
      guint worker = i < n ? i * run->workers->len / n : BOBBIN_KIN_PARENT;
      guint process = i < n ? bobbin_run_get_worker (run, worker)->process : run->processes->len;

      kinship->tasks[i] = worker;
      for (guint kin = 0; kin < BOBBIN_N_KINS; kin++)
        kinship->classes[kin * (n + 1) + i] = (guint8) (kin == BOBBIN_KIN_INPUT ? 1 : process % 250 + 1);
    }
}

void
bobbin_fake_kinship_forget (BobbinRun *run, guint task)
{
  for (guint kin = 0; kin < BOBBIN_N_KINS; kin++)
    run->kinship.classes[kin * run->kinship.n_tasks + task] = BOBBIN_KIN_UNKNOWN;
}
