/* bench-spawn.c - 1,000 workers from request to start gate, against bare loops */
#include "bench.h"
#include "bench-tree.h"

#include <stdlib.h>

#define N_ROUNDS 7

static double
grow (const char *group)
{
  const char *const groups[] = { group, NULL };
  BenchTree tree = { 0 };

  bench_tree_grow (&tree, groups);
  double took_ns = (double) (tree.ready_ns - tree.start_ns);
  bench_tree_end (&tree);
  return took_ns;
}

static double
loop (const char *kind)
{
  const char *argv[] = { BARE_LOOPS, kind, "1000", NULL };
  g_autofree char *out = NULL;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, NULL))
    g_error ("%s cannot be run", BARE_LOOPS);
  return atof (out);
}

static void
compare (GArray *results, const char *id, const char *group, const char *kind, const char *label)
{
  double ours[N_ROUNDS], bare[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      ours[i] = grow (group);
      bare[i] = loop (kind);
    }
  double peer = bench_median (bare, N_ROUNDS) / 1e6;
  bench_add (results, id, bench_median (ours, N_ROUNDS) / 1e6, "ms", 1.5 * peer, label, peer);
}

void
bench_spawn (GArray *results)
{
  compare (results, "spawn", "name=p,kind=processes,count=1000,heap=0", "fork", "a bare fork loop");
  compare (results, "spawn-threads", "name=t,kind=threads,count=1000,heap=0", "thread", "a bare pthread_create loop");
}
