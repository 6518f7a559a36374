#include "bobbin-fake-plots.h"

#include <math.h>

#include "bobbin-fake-schedule.h"

#define KIB 1024.0
#define MIB (1024.0 * KIB)
#define GIB (1024.0 * MIB)

const char *
bobbin_fake_plot_name (BobbinFakePlot fake)
{
  static const char *const names[BOBBIN_N_FAKE_PLOTS] = {
    "creation", "speedup", "latency", "bandwidth", "switch", "cycle", "crash", "one-core", "lifecycle", "sharing",
    "visibility", "deadlock", "ping-pong", "empty-curves", "empty-dots", "empty-distribution", "empty-strips", "empty-matrix",
    "empty-graph", "one-point", "one-reading", "64-dots", "64-lanes", "64-nodes", "64-rows", "12-curves", "9-decades",
  };

  return names[fake];
}

/* Medians at @xs, with quartiles so far around them. */
static BobbinPlotSeries *
add_curve (BobbinPlot *plot, BobbinRole role, const char *label, const double *xs, const double *values, guint n, double spread)
{
  BobbinPlotSeries *series = bobbin_plot_add_series (plot, role, label);

  for (guint i = 0; i < n; i++)
    bobbin_plot_series_add (series, xs[i], values[i], values[i] * (1.0 - spread), values[i] * (1.0 + 1.5 * spread));
  return series;
}

static BobbinPlot *
make_creation (void)
{
  static const double xs[] = { 0.0, 16.0 * MIB, 64.0 * MIB, 256.0 * MIB };
  static const double fork_ns[] = { 181e3, 690e3, 2269e3, 13170e3 }, spawn_ns[] = { 685e3, 600e3, 578e3, 568e3 };
  static const double vfork_ns[] = { 31e3, 27e3, 25e3, 25e3 }, thread_ns[] = { 24e3, 24e3, 24e3, 21e3 };
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, "Memory that the parent has touched", BOBBIN_QUANTITY_BYTES, TRUE);
  plot->x.zero_at = 4.0 * MIB;
  bobbin_plot_set_y (plot, "Time until the new one has ended", BOBBIN_QUANTITY_NS, TRUE);
  add_curve (plot, BOBBIN_ROLE_PROCESS, "fork", xs, fork_ns, 4, 0.1);
  add_curve (plot, BOBBIN_ROLE_PROCESS, "posix_spawn", xs, spawn_ns, 4, 0.1)->hollow = TRUE;
  add_curve (plot, BOBBIN_ROLE_PROCESS, "vfork", xs, vfork_ns, 4, 0.08)->hollow = TRUE;
  add_curve (plot, BOBBIN_ROLE_THREAD, "pthread_create", xs, thread_ns, 4, 0.12);
  bobbin_plot_set_note (plot, "fork() copies the parent's page tables, so its line rises with what the parent has touched; the others do not copy them.");
  return plot;
}

static BobbinPlot *
make_speedup (void)
{
  static const double xs[] = { 1.0, 2.0, 3.0, 4.0, 6.0, 8.0 };
  static const double processes[] = { 1.0, 1.98, 2.9, 3.86, 3.88, 3.87 }, threads[] = { 1.0, 1.99, 2.93, 3.9, 3.87, 3.89 };
  static const double ideal[] = { 1.0, 2.0, 3.0, 4.0, 4.0, 4.0 }, amdahl[] = { 1.0, 1.82, 2.5, 3.08, 3.08, 3.08 };
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, "Workers", BOBBIN_QUANTITY_COUNT, FALSE);
  bobbin_plot_set_y (plot, "Speed-up over one worker", BOBBIN_QUANTITY_RATIO, FALSE);
  add_curve (plot, BOBBIN_ROLE_PROCESS, "Processes", xs, processes, 6, 0.012);
  add_curve (plot, BOBBIN_ROLE_THREAD, "Threads", xs, threads, 6, 0.012);
  add_curve (plot, BOBBIN_ROLE_REFERENCE, "Ideal on 4 cores", xs, ideal, 6, 0.0);
  add_curve (plot, BOBBIN_ROLE_REFERENCE, "Amdahl, 10 % serial", xs, amdahl, 6, 0.0);
  return plot;
}

static BobbinPlot *
make_latency (void)
{
  static const char *const channels[] = { "Pipe", "Socket", "Message queue", "Futex in shared memory", "Spinning in shared memory",
                                          "Mutex and condition" };
  static const double process_ns[] = { 48e3, 52e3, 50e3, 43e3, 101.0, 44e3 }, thread_ns[] = { 50e3, 53e3, 49e3, 45e3, 99.0, 46e3 };
  static const double same_process_ns[] = { 6.1e3, 7.9e3, 6.6e3, 4.9e3, (double) NAN, 5.2e3 }, same_thread_ns[] = { 6.3e3, 7.7e3, 6.7e3, 4.6e3, (double) NAN, 5.1e3 };
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *process, *thread, *same_process, *same_thread;

  bobbin_plot_set_y (plot, "Time of a round trip", BOBBIN_QUANTITY_NS, TRUE);
  process = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "Two processes, two cores");
  thread = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "Two threads, two cores");
  same_process = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "Two processes, one core");
  same_thread = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "Two threads, one core");
  same_process->hollow = same_thread->hollow = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      guint row = bobbin_plot_add_category (plot, channels[i]);

      bobbin_plot_series_add (process, row, process_ns[i], process_ns[i] * 0.9, process_ns[i] * 1.15);
      bobbin_plot_series_add (thread, row, thread_ns[i], thread_ns[i] * 0.92, thread_ns[i] * 1.1);
      if (isnan (same_process_ns[i]))
        continue;
      bobbin_plot_series_add (same_process, row, same_process_ns[i], same_process_ns[i] * 0.97, same_process_ns[i] * 1.03);
      bobbin_plot_series_add (same_thread, row, same_thread_ns[i], same_thread_ns[i] * 0.97, same_thread_ns[i] * 1.03);
    }
  bobbin_plot_set_note (plot, "The gap is between the channels and between one core and two, not between processes and threads.");
  return plot;
}

static BobbinPlot *
make_bandwidth (void)
{
  static const char *const ways[] = { "Pipe, 64 KiB writes", "Copy in shared memory", "Copy of 64 MiB" };
  static const double process[] = { 2.1 * GIB, 38.4 * GIB, 9.1 * GIB }, thread[] = { 2.2 * GIB, 39.0 * GIB, 9.0 * GIB };
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *processes = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "Processes");
  BobbinPlotSeries *threads = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "Threads");
  BobbinPlotSeries *expected = bobbin_plot_add_series (plot, BOBBIN_ROLE_REFERENCE, "One memcpy() alone");
  BobbinFakeChance chance = { 11 };

  bobbin_plot_set_y (plot, "Moved in a second", BOBBIN_QUANTITY_BYTES_PER_S, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      guint row = bobbin_plot_add_category (plot, ways[i]);

      bobbin_plot_series_add (processes, row, process[i], process[i] * 0.97, process[i] * 1.02);
      bobbin_plot_series_add (threads, row, thread[i], thread[i] * 0.96, thread[i] * 1.02);
      bobbin_plot_series_add (expected, row, i == 2 ? 9.6 * GIB : 41.0 * GIB, 0.0, 0.0);
      for (guint r = 0; r < 30; r++)
        {
          bobbin_plot_series_add_reading (processes, row, process[i] * (0.93 + 0.12 * bobbin_fake_chance (&chance)), r < 3);
          bobbin_plot_series_add_reading (threads, row, thread[i] * (0.93 + 0.12 * bobbin_fake_chance (&chance)), r < 3);
        }
    }
  return plot;
}

static void
add_readings (BobbinPlotSeries *series, double median, double spread, guint n, BobbinFakeChance *chance)
{
  g_autofree double *values = g_new (double, n);
  BobbinQuartiles quartiles;

  for (guint i = 0; i < n; i++)
    {
      double sum = 0.0;

      for (guint k = 0; k < 4; k++)
        sum += bobbin_fake_chance (chance) - 0.5;
      values[i] = median * (1.0 + spread * sum * (sum > 0.0 ? 1.6 : 1.0));
      bobbin_plot_series_add_reading (series, 0.0, i < 4 ? values[i] * 1.2 : values[i], i < 4);
    }
  quartiles = bobbin_quartiles (values + 4, n - 4);
  bobbin_plot_series_add (series, 0.0, quartiles.median, quartiles.p25, quartiles.p75);
}

static BobbinPlot *
make_switch (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_DISTRIBUTION);
  BobbinFakeChance chance = { 5 };

  bobbin_plot_set_y (plot, "Time of a switch", BOBBIN_QUANTITY_NS, FALSE);
  plot->y.from_zero = FALSE;
  add_readings (bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "Two processes"), 2.91e3, 0.06, 124, &chance);
  add_readings (bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "Two threads"), 2.88e3, 0.06, 124, &chance);
  plot->ratio = (BobbinEstimate) { TRUE, 1.01, 0.98, 1.03 };
  plot->ratio_title = g_strdup ("Processes ÷ threads");
  bobbin_plot_set_note (plot, "This processor tags address spaces (PCID), so a switch to another one need not empty its translation cache.");
  return plot;
}

static BobbinPlot *
make_cycle (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_DISTRIBUTION);
  BobbinFakeChance chance = { 6 };
  BobbinPlotSeries *fork = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "fork() to the end of the child");
  BobbinPlotSeries *thread = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "pthread_create() to the end of the thread");

  bobbin_plot_set_y (plot, "Time", BOBBIN_QUANTITY_NS, FALSE);
  add_readings (fork, 181e3, 0.1, 90, &chance);
  add_readings (thread, 24e3, 0.12, 90, &chance);
  bobbin_plot_series_add_reading (fork, 0.0, 1.93e6, FALSE);
  bobbin_plot_series_add_reading (fork, 0.0, 1.1e6, FALSE);
  plot->ratio = (BobbinEstimate) { TRUE, 7.4, 7.1, 7.9 };
  plot->ratio_title = g_strdup ("Processes ÷ threads");
  return plot;
}

static BobbinPlot *
make_crash (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_STRIPS);

  bobbin_plot_set_x (plot, "Time since the start", BOBBIN_QUANTITY_NS, FALSE);
  for (guint kind = 0; kind < 2; kind++)
    {
      gboolean threads = kind == 1;

      for (guint i = 1; i <= 4; i++)
        {
          g_autofree char *label = g_strdup_printf (threads ? "Thread %u" : "Process %u", i);
          BobbinPlotLane *lane = bobbin_plot_add_lane (plot, threads ? BOBBIN_ROLE_THREAD : BOBBIN_ROLE_PROCESS, label,
                                                       i > 1 ? NULL : threads ? "Four threads of one process" : "Four processes");
          double end = i == 3 ? 20e6 : threads ? 20.4e6 : 50e6;

          bobbin_plot_lane_add_segment (lane, 0.0, end, BOBBIN_SEGMENT_LINE, NULL);
          for (double x = 1e6 + i * 0.2e6; x < end; x += 1e6)
            bobbin_plot_lane_add_mark (lane, x, BOBBIN_MARK_BEAT, NULL);
          if (i == 3)
            bobbin_plot_lane_add_mark (lane, 20e6, BOBBIN_MARK_CROSS, "SIGSEGV");
          bobbin_plot_lane_set_outcome (lane, i == 3 ? "crashes" : threads ? "ends with it" : "carries on");
        }
    }
  return plot;
}

static BobbinPlot *
make_one_core (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_STRIPS);
  static const char *const headings[] = { "All on one core", "On four cores" };

  bobbin_plot_set_x (plot, "Time", BOBBIN_QUANTITY_NS, FALSE);
  for (guint part = 0; part < 2; part++)
    for (guint i = 0; i < 4; i++)
      {
        g_autofree char *label = g_strdup_printf ("Thread %u", i + 1);
        BobbinPlotLane *lane = bobbin_plot_add_lane (plot, BOBBIN_ROLE_THREAD, label, i == 0 ? headings[part] : NULL);

        if (part == 1)
          bobbin_plot_lane_add_run (lane, 0.0, 60e6, i);
        for (guint turn = 0; part == 0 && turn < 20; turn++)
          if (turn % 4 == i)
            bobbin_plot_lane_add_run (lane, turn * 3e6, (turn + 1) * 3e6, 0);
          else
            bobbin_plot_lane_add_segment (lane, turn * 3e6, (turn + 1) * 3e6, BOBBIN_SEGMENT_HATCHED, NULL);
        bobbin_plot_lane_set_outcome (lane, part == 0 ? "15.0 ms of work" : "60.0 ms of work");
      }
  return plot;
}

static BobbinPlot *
make_lifecycle (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_STRIPS);
  BobbinPlotLane *lane;

  bobbin_plot_set_x (plot, "Time", BOBBIN_QUANTITY_NS, FALSE);
  lane = bobbin_plot_add_lane (plot, BOBBIN_ROLE_PROCESS, "Child", "A zombie");
  bobbin_plot_lane_add_segment (lane, 0.0, 10e6, BOBBIN_SEGMENT_SOLID, "running");
  bobbin_plot_lane_add_segment (lane, 10e6, 30e6, BOBBIN_SEGMENT_PLAIN, "Z (zombie)");
  bobbin_plot_lane_add_mark (lane, 10e6, BOBBIN_MARK_DOT, NULL);
  bobbin_plot_lane_add_mark (lane, 30e6, BOBBIN_MARK_DOT, "waitpid()");
  bobbin_plot_lane_set_outcome (lane, "gone once its parent has asked");
  lane = bobbin_plot_add_lane (plot, BOBBIN_ROLE_PROCESS, "Grandchild", "An orphan");
  bobbin_plot_lane_add_segment (lane, 0.0, 15e6, BOBBIN_SEGMENT_PLAIN, "parent 4711");
  bobbin_plot_lane_add_segment (lane, 15e6, 40e6, BOBBIN_SEGMENT_PLAIN, "parent 1");
  bobbin_plot_lane_set_outcome (lane, "adopted");
  lane = bobbin_plot_add_lane (plot, BOBBIN_ROLE_THREAD, "Other thread", "exit() in one thread");
  bobbin_plot_lane_add_segment (lane, 0.0, 20e6, BOBBIN_SEGMENT_SOLID, "running");
  bobbin_plot_lane_add_mark (lane, 20e6, BOBBIN_MARK_CROSS, "exit()");
  bobbin_plot_lane_set_outcome (lane, "ends with the process");
  return plot;
}

static BobbinPlot *
make_sharing (void)
{
  static const struct {
    const char    *name;
    BobbinCellMark process, thread;
    const char    *process_text, *thread_text;
  } rows[] = {
    { "Address space", BOBBIN_CELL_NO, BOBBIN_CELL_YES, "apart", "shared" },
    { "Open files", BOBBIN_CELL_PARTLY, BOBBIN_CELL_YES, "tables apart, offset shared", "shared" },
    { "Working directory", BOBBIN_CELL_NO, BOBBIN_CELL_YES, "apart", "shared" },
    { "Signal handlers", BOBBIN_CELL_NO, BOBBIN_CELL_YES, "apart", "shared" },
    { "Signal mask", BOBBIN_CELL_NO, BOBBIN_CELL_NO, "apart", "apart" },
    { "errno", BOBBIN_CELL_NO, BOBBIN_CELL_NO, "apart", "apart" },
    { "CPU affinity", BOBBIN_CELL_NO, BOBBIN_CELL_NO, "apart", "apart" },
    { "PID", BOBBIN_CELL_TEXT, BOBBIN_CELL_TEXT, "4711 and 4712", "4711 for both" },
  };
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_MATRIX);

  bobbin_plot_add_column (plot, BOBBIN_ROLE_PROCESS, "Parent and child process");
  bobbin_plot_add_column (plot, BOBBIN_ROLE_THREAD, "Two threads");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      bobbin_plot_add_category (plot, rows[i].name);
      bobbin_plot_add_cell (plot, rows[i].process, rows[i].process_text);
      bobbin_plot_add_cell (plot, rows[i].thread, rows[i].thread_text);
    }
  bobbin_plot_set_note (plot, "Each was asked of the kernel, by kcmp() or by changing it on one side and looking on the other.");
  return plot;
}

static BobbinPlot *
make_visibility (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_GRAPH);
  guint parent = bobbin_plot_add_node (plot, BOBBIN_ROLE_PROCESS, "Parent", "&x = 0x55d0c8a010", 0.0, 0.0);
  guint child = bobbin_plot_add_node (plot, BOBBIN_ROLE_PROCESS, "Child", "&x = 0x55d0c8a010", 0.34, 0.0);
  guint first = bobbin_plot_add_node (plot, BOBBIN_ROLE_THREAD, "Thread 1", "&x = 0x55d0c8a010", 0.7, 0.0);
  guint second = bobbin_plot_add_node (plot, BOBBIN_ROLE_THREAD, "Thread 2", "&x = 0x55d0c8a010", 1.0, 0.0);
  guint page_a = bobbin_plot_add_node (plot, BOBBIN_ROLE_NEUTRAL, "x = 100", "a page of the parent's", 0.0, 1.0);
  guint page_b = bobbin_plot_add_node (plot, BOBBIN_ROLE_NEUTRAL, "x = 200", "a page of the child's", 0.34, 1.0);
  guint page_c = bobbin_plot_add_node (plot, BOBBIN_ROLE_NEUTRAL, "x = 200", "one page for both", 0.85, 1.0);

  bobbin_plot_add_edge (plot, parent, page_a, "reads 100", FALSE);
  bobbin_plot_add_edge (plot, child, page_b, "writes 200", FALSE);
  bobbin_plot_add_edge (plot, first, page_c, "reads 200", FALSE);
  bobbin_plot_add_edge (plot, second, page_c, "writes 200", FALSE);
  bobbin_plot_set_note (plot, "The same address in both processes is another page once one of them has written.");
  return plot;
}

static BobbinPlot *
make_deadlock (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_GRAPH);
  guint one = bobbin_plot_add_node (plot, BOBBIN_ROLE_THREAD, "Thread 1", "in futex_wait", 0.0, 0.5);
  guint two = bobbin_plot_add_node (plot, BOBBIN_ROLE_THREAD, "Thread 2", "in futex_wait", 1.0, 0.5);
  guint a = bobbin_plot_add_node (plot, BOBBIN_ROLE_NEUTRAL, "Lock A", NULL, 0.5, 0.0);
  guint b = bobbin_plot_add_node (plot, BOBBIN_ROLE_NEUTRAL, "Lock B", NULL, 0.5, 1.0);

  g_array_index (plot->nodes, BobbinPlotNode, a).round = g_array_index (plot->nodes, BobbinPlotNode, b).round = TRUE;
  for (guint i = 0; i < 4; i++)
    g_array_index (plot->nodes, BobbinPlotNode, i).alarm = TRUE;
  bobbin_plot_add_edge (plot, a, one, "is held by", FALSE);
  bobbin_plot_add_edge (plot, one, b, "waits for", TRUE);
  bobbin_plot_add_edge (plot, b, two, "is held by", FALSE);
  bobbin_plot_add_edge (plot, two, a, "waits for", TRUE);
  return plot;
}

static BobbinPlot *
make_ping_pong (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_GRAPH);
  guint left = bobbin_plot_add_node (plot, BOBBIN_ROLE_PROCESS, "Process 1", "writes, then reads", 0.0, 0.5);
  guint middle = bobbin_plot_add_node (plot, BOBBIN_ROLE_SHARED, "Shared page", "one copy", 0.5, 0.5);
  guint right = bobbin_plot_add_node (plot, BOBBIN_ROLE_PROCESS, "Process 2", "reads, then writes", 1.0, 0.5);

  bobbin_plot_add_edge (plot, left, middle, "ping", FALSE);
  bobbin_plot_add_edge (plot, middle, left, "pong", FALSE);
  bobbin_plot_add_edge (plot, middle, right, "ping", FALSE);
  bobbin_plot_add_edge (plot, right, middle, "pong", FALSE);
  bobbin_plot_add_edge (plot, left, right, "wakes", TRUE);
  return plot;
}

static BobbinPlot *
make_one_point (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, "Workers", BOBBIN_QUANTITY_COUNT, FALSE);
  bobbin_plot_set_y (plot, "Time", BOBBIN_QUANTITY_NS, FALSE);
  bobbin_plot_series_add (bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "Threads"), 4.0, 1.5e6, 1.5e6, 1.5e6);
  return plot;
}

static BobbinPlot *
make_one_reading (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_DISTRIBUTION);
  BobbinPlotSeries *series = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "Processes");

  bobbin_plot_set_y (plot, "Time", BOBBIN_QUANTITY_NS, FALSE);
  bobbin_plot_series_add_reading (series, 0.0, 12.5e3, FALSE);
  bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "Threads");
  plot->ratio_title = g_strdup ("Processes ÷ threads");
  return plot;
}

static BobbinPlot *
make_64_dots (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *processes = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "Processes");
  BobbinPlotSeries *threads = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "Threads");

  bobbin_plot_set_y (plot, "Jobs in a second", BOBBIN_QUANTITY_PER_S, FALSE);
  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *label = g_strdup_printf ("%u workers", i + 1);
      guint row = bobbin_plot_add_category (plot, label);

      bobbin_plot_series_add (processes, row, 9e3 * sqrt (i + 1.0), 9e3 * sqrt (i + 0.8), 9e3 * sqrt (i + 1.3));
      bobbin_plot_series_add (threads, row, 9.4e3 * sqrt (i + 1.0), 9.4e3 * sqrt (i + 0.8), 9.4e3 * sqrt (i + 1.3));
    }
  return plot;
}

static BobbinPlot *
make_64_lanes (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_STRIPS);

  bobbin_plot_set_x (plot, "Time", BOBBIN_QUANTITY_NS, FALSE);
  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *label = g_strdup_printf ("Process %u", i + 1);
      BobbinPlotLane *lane = bobbin_plot_add_lane (plot, BOBBIN_ROLE_PROCESS, label, i == 0 ? "64 processes" : NULL);

      for (guint turn = 0; turn < 32; turn++)
        if ((turn + i) % 8 == 0)
          bobbin_plot_lane_add_run (lane, turn * 4e6, (turn + 1) * 4e6, i % 8);
        else
          bobbin_plot_lane_add_segment (lane, turn * 4e6, (turn + 1) * 4e6,
                                        turn % 3 == 0 ? BOBBIN_SEGMENT_LINE : BOBBIN_SEGMENT_HATCHED, NULL);
      if (i % 9 == 4)
        bobbin_plot_lane_add_mark (lane, 100e6, BOBBIN_MARK_CROSS, "SIGKILL");
    }
  return plot;
}

static BobbinPlot *
make_64_nodes (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_GRAPH);

  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *label = g_strdup_printf ("Thread %u", i + 1);

      bobbin_plot_add_node (plot, BOBBIN_ROLE_THREAD, label, "waits", i % 8 / 7.0, i / 8 / 7.0);
    }
  for (guint i = 0; i < 64; i++)
    bobbin_plot_add_edge (plot, i, (i + 1) % 64, "lock", i % 2 == 0);
  bobbin_plot_add_edge (plot, 5, 5, "itself", FALSE);
  return plot;
}

static BobbinPlot *
make_64_rows (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_MATRIX);

  bobbin_plot_add_column (plot, BOBBIN_ROLE_PROCESS, "Processes");
  bobbin_plot_add_column (plot, BOBBIN_ROLE_THREAD, "Threads");
  bobbin_plot_add_column (plot, BOBBIN_ROLE_NEUTRAL, "What the kernel says");
  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *label = g_strdup_printf ("Resource number %u", i + 1);

      bobbin_plot_add_category (plot, label);
      bobbin_plot_add_cell (plot, (BobbinCellMark) (i % 3), NULL);
      bobbin_plot_add_cell (plot, BOBBIN_CELL_YES, "shared");
      bobbin_plot_add_cell (plot, BOBBIN_CELL_TEXT, "KCMP_FILES");
    }
  return plot;
}

static BobbinPlot *
make_12_curves (void)
{
  static const double xs[] = { 1.0, 2.0, 4.0, 8.0 };
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_CURVES);

  bobbin_plot_set_x (plot, "Workers", BOBBIN_QUANTITY_COUNT, TRUE);
  bobbin_plot_set_y (plot, "Lost of all updates", BOBBIN_QUANTITY_SHARE, FALSE);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *label = g_strdup_printf ("Counters %u bytes apart", 1u << i);
      double values[4];

      for (guint k = 0; k < 4; k++)
        values[k] = 0.5 - 0.5 / (1.0 + k) * (1.0 - i * 0.01);
      add_curve (plot, i % 2 == 0 ? BOBBIN_ROLE_PROCESS : BOBBIN_ROLE_THREAD, label, xs, values, 4, 0.05)->hollow = i > 5;
    }
  return plot;
}

static BobbinPlot *
make_9_decades (void)
{
  BobbinPlot *plot = bobbin_plot_new (BOBBIN_PLOT_CURVES);
  BobbinPlotSeries *processes = bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "Processes");
  BobbinPlotSeries *threads = bobbin_plot_add_series (plot, BOBBIN_ROLE_THREAD, "Threads");

  bobbin_plot_set_x (plot, "Bytes", BOBBIN_QUANTITY_BYTES, TRUE);
  bobbin_plot_set_y (plot, "Time", BOBBIN_QUANTITY_NS, TRUE);
  plot->y.zero_at = 1.0;
  for (guint i = 0; i < 20; i++)
    {
      bobbin_plot_series_add (processes, exp2 (1.5 * i), 5.0 * pow (3.0, i), 4.0 * pow (3.0, i), 6.0 * pow (3.0, i));
      bobbin_plot_series_add (threads, exp2 (1.5 * i), i == 0 ? 0.0 : 20.0, i == 0 ? 0.0 : 18.0, i == 0 ? 0.0 : 25.0);
    }
  return plot;
}

static BobbinPlot *
make_empty (BobbinPlotKind kind)
{
  BobbinPlot *plot = bobbin_plot_new (kind);

  bobbin_plot_set_y (plot, "Time", BOBBIN_QUANTITY_NS, TRUE);
  if (kind < BOBBIN_PLOT_STRIPS)
    bobbin_plot_add_series (plot, BOBBIN_ROLE_PROCESS, "Processes");
  if (kind == BOBBIN_PLOT_DOTS)
    bobbin_plot_add_category (plot, "Pipe");
  return plot;
}

BobbinPlot *
bobbin_fake_plot_new (BobbinFakePlot fake)
{
  switch (fake)
    {
    case BOBBIN_FAKE_PLOT_CREATION:
      return make_creation ();
    case BOBBIN_FAKE_PLOT_SPEEDUP:
      return make_speedup ();
    case BOBBIN_FAKE_PLOT_LATENCY:
      return make_latency ();
    case BOBBIN_FAKE_PLOT_BANDWIDTH:
      return make_bandwidth ();
    case BOBBIN_FAKE_PLOT_SWITCH:
      return make_switch ();
    case BOBBIN_FAKE_PLOT_CYCLE:
      return make_cycle ();
    case BOBBIN_FAKE_PLOT_CRASH:
      return make_crash ();
    case BOBBIN_FAKE_PLOT_ONE_CORE:
      return make_one_core ();
    case BOBBIN_FAKE_PLOT_LIFECYCLE:
      return make_lifecycle ();
    case BOBBIN_FAKE_PLOT_SHARING:
      return make_sharing ();
    case BOBBIN_FAKE_PLOT_VISIBILITY:
      return make_visibility ();
    case BOBBIN_FAKE_PLOT_DEADLOCK:
      return make_deadlock ();
    case BOBBIN_FAKE_PLOT_PING_PONG:
      return make_ping_pong ();
    case BOBBIN_FAKE_PLOT_EMPTY_CURVES:
    case BOBBIN_FAKE_PLOT_EMPTY_DOTS:
    case BOBBIN_FAKE_PLOT_EMPTY_DISTRIBUTION:
    case BOBBIN_FAKE_PLOT_EMPTY_STRIPS:
    case BOBBIN_FAKE_PLOT_EMPTY_MATRIX:
    case BOBBIN_FAKE_PLOT_EMPTY_GRAPH:
      return make_empty ((BobbinPlotKind) (BOBBIN_PLOT_CURVES + (fake - BOBBIN_FAKE_PLOT_EMPTY_CURVES)));
    case BOBBIN_FAKE_PLOT_ONE_POINT:
      return make_one_point ();
    case BOBBIN_FAKE_PLOT_ONE_READING:
      return make_one_reading ();
    case BOBBIN_FAKE_PLOT_64_DOTS:
      return make_64_dots ();
    case BOBBIN_FAKE_PLOT_64_LANES:
      return make_64_lanes ();
    case BOBBIN_FAKE_PLOT_64_NODES:
      return make_64_nodes ();
    case BOBBIN_FAKE_PLOT_64_ROWS:
      return make_64_rows ();
    case BOBBIN_FAKE_PLOT_12_CURVES:
      return make_12_curves ();
    case BOBBIN_FAKE_PLOT_9_DECADES:
      return make_9_decades ();
    case BOBBIN_N_FAKE_PLOTS:
    default:
      g_assert_not_reached ();
    }
}

/* ---- Outcomes ---- */

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
}

static const BobbinMetric no_metrics[] = { { NULL } };

#define EXPERIMENT(words, headline, sentence) \
  { .id = words, .row = "creation", .title = headline, .claim = sentence, .method = "", .misleading = "", \
    .pinning = BOBBIN_PINNED_APART, .least_cores = 1, .metrics = no_metrics, .judge = judge }

static const BobbinExperiment experiments[] = {
  EXPERIMENT ("creation", "Cost of creation", "Creating a process takes longer than creating a thread."),
  EXPERIMENT ("speedup", "Speed-up with more workers", "Threads share out a computation better than processes do."),
  EXPERIMENT ("latency", "Seven ways to say one byte", "Processes talk to each other more slowly than threads do."),
  EXPERIMENT ("bandwidth", "Copying, or handing over", "Processes move data more slowly than threads do."),
  EXPERIMENT ("switch", "Cost of a context switch", "A switch between processes costs more than one between threads."),
  EXPERIMENT ("cycle", "From creation to the end", "Creating a process takes longer than creating a thread."),
  EXPERIMENT ("crash", "Who survives a crash", "A thread that crashes takes its whole process along; a process leaves the others running."),
  EXPERIMENT ("one-core", "Concurrency is not parallelism", "Workers on one core make headway by turns, not at once."),
  EXPERIMENT ("lifecycle", "Zombies, orphans, exit", "What ends with what is another matter for processes than for threads."),
  EXPERIMENT ("sharing", "What is shared, asked of the kernel", "Threads share what processes have each for themselves."),
  EXPERIMENT ("visibility", "One variable, two worlds", "What one thread writes the others see; what a process writes no other does."),
  EXPERIMENT ("deadlock", "Deadlock, and how an order cures it", "Two threads that take two locks in opposite order may wait for ever."),
  EXPERIMENT ("ping-pong", "A page that two processes share", "Processes can write into the same memory."),
};

static const char *const answers[BOBBIN_N_VERDICTS] = {
  "A process takes 181 µs from fork to its end and a thread 24.0 µs.",
  "A process takes longer only while its parent has touched more than 16 MiB.",
  "There is no measurable difference: the ratio is within 5 % of 1.",
  "It is the other way round: threads take 1.76 times as long.",
  "The readings scatter more than the effect is large; close other programs and measure again.",
  "This needs two cores that the program may use, and this machine allows one.",
};

/* By the numbers of the plots; further ones have those above. */
static const struct {
  BobbinVerdict verdict;
  const char   *answer;
} fitting[] = {
  { BOBBIN_VERDICT_CONFIRMED, "A process takes 181 µs from fork to its end and a thread 24.0 µs; with 256 MiB in the parent they take 13.2 ms and 21.0 µs." },
  { BOBBIN_VERDICT_NO_DIFFERENCE, "With 4 workers processes are 3.86 times as fast as one and threads 3.90 times." },
  { BOBBIN_VERDICT_NO_DIFFERENCE, "On every channel a round trip takes processes as long as threads; between channels it differs five-hundredfold." },
  { BOBBIN_VERDICT_NO_DIFFERENCE, "Through a pipe both move 2.1 GiB/s, by copying in shared memory 38 GiB/s." },
  { BOBBIN_VERDICT_NO_DIFFERENCE, "A switch takes 2.91 µs between processes and 2.87 µs between threads." },
  { BOBBIN_VERDICT_CONFIRMED, "From creation to the end a process takes 181 µs and a thread 23.9 µs, 7.4 times less." },
  { BOBBIN_VERDICT_CONFIRMED, "One process crashed and three carry on; one thread crashed and took all four along within 0.4 ms." },
  { BOBBIN_VERDICT_CONFIRMED, "On one core four threads got 15.0 ms of work each in 60 ms, on four cores 60.0 ms each." },
  { BOBBIN_VERDICT_CONFIRMED, "The child stayed a zombie until it was waited for; exit() in one thread ended all of them." },
  { BOBBIN_VERDICT_QUALIFIED, "Of eight things threads share four and processes none, but files that were open before fork() share their offset." },
  { BOBBIN_VERDICT_CONFIRMED, "The thread's 200 is seen by the other thread; the child's 200 is not seen by its parent, at the same address." },
  { BOBBIN_VERDICT_CONFIRMED, "In opposite order both threads waited for ever; in one order for both none did in 1 000 attempts." },
  { BOBBIN_VERDICT_CONFIRMED, "What one process wrote into the shared page the other read, 10 000 times of 10 000." },
};

BobbinVerdict
bobbin_fake_plot_verdict (BobbinFakePlot fake)
{
  return (guint) fake < G_N_ELEMENTS (fitting) ? fitting[fake].verdict : BOBBIN_VERDICT_CONFIRMED;
}

static const char *
get_answer (BobbinFakePlot fake, BobbinVerdict verdict)
{
  return (guint) fake < G_N_ELEMENTS (fitting) && fitting[fake].verdict == verdict ? fitting[fake].answer : answers[verdict];
}

BobbinOutcome *
bobbin_fake_outcome_new (BobbinFakePlot fake, BobbinVerdict verdict)
{
  const BobbinExperiment *experiment = &experiments[(guint) fake % G_N_ELEMENTS (experiments)];
  BobbinMachine machine = { .n_cores = 4, .n_configured = 8, .cpu = (char *) "AMD Ryzen 5 5600U with Radeon Graphics",
                            .kernel = (char *) "6.1.0-18-amd64", .page_bytes = 4096 };
  BobbinCoreSet cores = { 0 };
  BobbinOutcome *outcome;

  bobbin_core_set_add (&cores, 0);
  bobbin_core_set_add (&cores, 2);
  if (verdict == BOBBIN_VERDICT_UNAVAILABLE)
    outcome = bobbin_outcome_new_unavailable (experiment, &machine, get_answer (fake, verdict));
  else
    {
      outcome = bobbin_outcome_new (experiment, &machine, &cores, bobbin_readings_new (), 2000000000);
      outcome->plot = bobbin_fake_plot_new (fake);
      bobbin_outcome_set (outcome, verdict, g_strdup (get_answer (fake, verdict)));
    }
  outcome->realtime_us = G_GINT64_CONSTANT (1714831380) * G_USEC_PER_SEC;
  return outcome;
}

void
bobbin_fake_lab_fill (BobbinLab *lab, const BobbinMachine *machine)
{
  guint n, n_filled = 0;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  for (guint i = 0; i < n; i++)
    {
      BobbinVerdict verdict = (BobbinVerdict) (n_filled % BOBBIN_N_VERDICTS);
      BobbinOutcome *outcome;

      if (!all[i]->leads)
        continue;
      outcome = bobbin_outcome_new_unavailable (all[i], machine, answers[BOBBIN_VERDICT_UNAVAILABLE]);
      if (verdict != BOBBIN_VERDICT_UNAVAILABLE)
        {
          bobbin_outcome_set (outcome, verdict, g_strdup (answers[verdict]));
          bobbin_outcome_set_texts (outcome, g_strdup ("fork 181 µs"), g_strdup ("pthread_create 24.0 µs"));
          bobbin_outcome_set_ratio (outcome, "fork_cycle", "pthread_cycle", (BobbinEstimate) { TRUE, 7.4, 7.1, 7.9 });
        }
      bobbin_lab_put_outcome (lab, outcome);
      n_filled++;
    }
}
