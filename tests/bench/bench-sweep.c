/* bench-sweep.c - one look at 1,000 tasks, per task, against the bare reads and
 * against libgtop */
#include "bench.h"
#include "bench-tree.h"

#include <time.h>

#include "bobbin-gtop.h"
#include "bobbin-time-span.h"

#define N_ROUNDS 21

/* CPU time, because the tasks' own machine may be busy. */
static double
cpu_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e9 + (double) time.tv_nsec;
}

static double
look (BobbinSweeper *sweeper)
{
  g_autoptr (BobbinSweep) sweep = bobbin_sweep_new ();
  double begin_ns = cpu_ns ();

  bobbin_sweeper_look (sweeper, sweep);
  return cpu_ns () - begin_ns;
}

static double
read_bare (const GArray *files)
{
  char text[512];
  double begin_ns = cpu_ns ();

  for (guint i = 0; i < files->len; i++)
    bobbin_proc_file_read (&g_array_index (files, BobbinProcFile, i), text, sizeof text);
  return cpu_ns () - begin_ns;
}

static double
ask_gtop (const GArray *tasks)
{
  BobbinGtopProcess gtop;
  double begin_ns = cpu_ns ();

  for (guint i = 0; i < tasks->len; i++)
    bobbin_gtop_read_time_and_state (g_array_index (tasks, BobbinSweepTask, i).tid, &gtop);
  return cpu_ns () - begin_ns;
}

static GArray *
open_files (const GArray *tasks)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (BobbinProcFile));

  for (guint i = 0; i < tasks->len; i++)
    {
      const BobbinSweepTask *task = &g_array_index (tasks, BobbinSweepTask, i);
      BobbinProcFile schedstat, stat;

      bobbin_proc_file_open (&schedstat, task->pid, task->tid, "schedstat");
      bobbin_proc_file_open (&stat, task->pid, task->tid, "stat");
      g_array_append_val (files, schedstat);
      g_array_append_val (files, stat);
    }
  return files;
}

void
bench_sweep (GArray *results)
{
  static const char *const groups[] = {
    "name=p,kind=processes,count=500,heap=0", "name=t,kind=threads,count=500,heap=0", NULL
  };
  double looks[N_ROUNDS], bares[N_ROUNDS], gtops[N_ROUNDS];
  BenchTree tree = { 0 };

  bench_tree_grow (&tree, groups);
  g_autoptr (GArray) files = open_files (tree.tasks);
  g_autoptr (BobbinSweeper) sweeper = bobbin_sweeper_new (tree.tasks, 0, BOBBIN_DEFAULT_INTERVAL_NS);
  bobbin_sweeper_open (sweeper);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double n = tree.tasks->len;

      looks[i] = look (sweeper) / n;
      bares[i] = read_bare (files) / n;
      gtops[i] = ask_gtop (tree.tasks) / n;
    }

  double value = bench_median (looks, N_ROUNDS);
  double bare = bench_median (bares, N_ROUNDS);
  double gtop = bench_median (gtops, N_ROUNDS);
  bench_add (results, "sweep", value, "ns", 1.5 * bare, "reading kept-open stat and schedstat", bare);
  bench_add (results, "sweep-libgtop", value, "ns", gtop / 3.0, "libgtop's time and state", gtop);

  for (guint i = 0; i < files->len; i++)
    bobbin_proc_file_close (&g_array_index (files, BobbinProcFile, i));
  bench_tree_end (&tree);
}
