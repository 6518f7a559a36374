/* test-timeline-describe.c - the sentences say what the lanes show */
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-timeline-private.h"

static PangoContext *pango;

static BobbinTimelineLayout *
lay_out (const BobbinRun *run)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);

  return bobbin_timeline_layout_new (run, &viewport, 1000.0, 500.0, &style);
}

static char *
describe (const BobbinTimelineLayout *layout, int worker, gboolean in_plot, gint64 time_ns)
{
  BobbinTimelineHit hit = { .worker = worker, .group = -1, .in_plot = in_plot, .time_ns = time_ns };

  return bobbin_timeline_layout_describe_hit (layout, &hit);
}

/* One process, an interval of each sort. */
static BobbinRun *
make_run (void)
{
  static const struct {
    double run, wait;
  } shares[] = { { 0.62, 0.38 }, { 0.5, 0.3 }, { 0.4, 0.0 }, { 0.0, 0.7 }, { 0.0, 0.0 } };
  BobbinRun *run = bobbin_fake_run_sized (3, 0, 4, 500 * BOBBIN_NS_PER_MS);

  bobbin_history_free (run->history);
  run->history = bobbin_history_new (3, 1 << 20);
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      BobbinInterval interval = { .span = { i * 50 * BOBBIN_NS_PER_MS, (i + 1) * 50 * BOBBIN_NS_PER_MS },
                                  .state = BOBBIN_STATE_MIXED, .other = 1,
                                  .run_share = shares[i].run, .wait_share = shares[i].wait };

      bobbin_history_append (run->history, 2, &interval);
    }
  return run;
}

static void
assert_interval (const BobbinTimelineLayout *layout, guint i, const char *expected)
{
  g_autofree char *text = describe (layout, 2, TRUE, (i * 50 + 20) * BOBBIN_NS_PER_MS);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_intervals (void)
{
  g_autoptr (BobbinRun) run = make_run ();
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run);

  assert_interval (layout, 0, "Process 3, pid 41209: 62 % on core 1, 38 % waiting, from 0 s for 50.0 ms (sampled)");
  assert_interval (layout, 1, "Process 3, pid 41209: 50 % on core 1, 30 % waiting, 20 % blocked, from 50.0 ms for 50.0 ms (sampled)");
  assert_interval (layout, 2, "Process 3, pid 41209: 40 % on core 1, 60 % blocked, from 100 ms for 50.0 ms (sampled)");
  assert_interval (layout, 3, "Process 3, pid 41209: not on a core, 70 % waiting for one, 30 % blocked, from 150 ms for 50.0 ms (sampled)");
  assert_interval (layout, 4, "Process 3, pid 41209: not on a core, 0 % waiting for one, 100 % blocked, from 200 ms for 50.0 ms (sampled)");
  assert_interval (layout, 6, "Process 3, pid 41209: nothing recorded at 320 ms");
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not said in:\n%s", part, text);
}

/* A slice of each sort, one after the other from 300 ms on. */
static void
append_slices (BobbinRun *run)
{
  static const struct {
    gint64      length_us;
    BobbinState state;
  } slices[] = { { 3118, BOBBIN_STATE_RUNNING }, { 2000, BOBBIN_STATE_READY }, { 5000, BOBBIN_STATE_SLEEP },
                 { 250, BOBBIN_STATE_LOCK },     { 1000, BOBBIN_STATE_PIPE },  { 40000, BOBBIN_STATE_DISK } };
  gint64 begin_ns = 300 * BOBBIN_NS_PER_MS;

  run->timeline_source = BOBBIN_TIMELINE_SELF;
  for (guint i = 0; i < G_N_ELEMENTS (slices); i++)
    {
      BobbinInterval slice = { .span = { begin_ns, begin_ns + slices[i].length_us * BOBBIN_NS_PER_US },
                               .state = slices[i].state, .other = 3 };

      bobbin_history_append (run->history, 2, &slice);
      begin_ns = slice.span.end_ns;
    }
}

static BobbinTimelineLayout *
lay_out_span (const BobbinRun *run, BobbinLanes lanes, gint64 begin_us, gint64 end_us)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  BobbinTimelineViewport viewport
    = bobbin_timeline_viewport ((BobbinTimeSpan) { begin_us * BOBBIN_NS_PER_US, end_us * BOBBIN_NS_PER_US });

  viewport.lanes = lanes;
  return bobbin_timeline_layout_new (run, &viewport, 1000.0, 500.0, &style);
}

static void
assert_hit (const BobbinTimelineLayout *layout, int lane, gint64 time_us, const char *expected)
{
  gboolean cores = layout->viewport.lanes == BOBBIN_LANES_CORES;
  BobbinTimelineHit hit = { .worker = cores ? -1 : lane, .core = cores ? lane : -1, .group = -1, .in_plot = TRUE,
                            .time_ns = time_us * BOBBIN_NS_PER_US };
  g_autofree char *text = bobbin_timeline_layout_describe_hit (layout, &hit);

  g_assert_cmpstr (text, ==, expected);
}

/* Where each slice has pixels of its own it is told exactly. */
static void
test_slices (void)
{
  g_autoptr (BobbinRun) run = make_run ();

  append_slices (run);
  g_autoptr (BobbinTimelineLayout) layout = lay_out_span (run, BOBBIN_LANES_WORKERS, 290000, 360000);

  assert_hit (layout, 2, 301000, "Process 3, pid 41209: on core 3, from 300.000 ms for 3.118 ms (written down by itself)");
  assert_hit (layout, 2, 304000, "Process 3, pid 41209: ready, waiting for a core, from 303.118 ms for 2.000 ms (written down by itself)");
  assert_hit (layout, 2, 306000, "Process 3, pid 41209: asleep, from 305.118 ms for 5.000 ms (written down by itself)");
  assert_hit (layout, 2, 310200, "Process 3, pid 41209: waiting for a lock, from 310.118 ms for 250 µs (written down by itself)");
  assert_hit (layout, 2, 311000, "Process 3, pid 41209: waiting for a pipe, from 310.368 ms for 1.000 ms (written down by itself)");
  assert_hit (layout, 2, 320000, "Process 3, pid 41209: waiting for the disk, from 311.368 ms for 40.000 ms (written down by itself)");
  /* A lane that went on sampled says so, whatever the others are. */
  assert_interval (layout, 0, "Process 3, pid 41209: 62 % on core 1, 38 % waiting, from 0 s for 50.0 ms (sampled)");

  run->timeline_source = BOBBIN_TIMELINE_KERNEL;
  assert_hit (layout, 2, 301000, "Process 3, pid 41209: on core 3, from 300.000 ms for 3.118 ms (recorded by the kernel)");
}

/* One pixel that shows several slices tells their sums. */
static void
test_merged_slices (void)
{
  g_autoptr (BobbinRun) run = make_run ();
  g_autofree char *text = NULL;

  append_slices (run);
  g_autoptr (BobbinTimelineLayout) layout = lay_out_span (run, BOBBIN_LANES_WORKERS, 300000, 310300);
  BobbinTimelineHit hit = { .worker = 2, .core = -1, .group = -1, .in_plot = TRUE };

  /* A plot one pixel wide holds all of it. */
  layout->plot_rect.width = 1.0;
  hit.time_ns = 305 * BOBBIN_NS_PER_MS;
  text = bobbin_timeline_layout_describe_hit (layout, &hit);
  g_assert_cmpstr (text, ==, "Process 3, pid 41209: 4 slices in 10.3 ms from 300.00 ms: on core 3 for 30 %, "
                             "waiting for a core for 19 %, asleep for 49 %, waiting for a lock for 1.8 % "
                             "(written down by itself)");
}

/* Two workers take turns on one core. */
static BobbinRun *
make_turns (void)
{
  BobbinRun *run = bobbin_fake_run_sized (1, 1, 2, BOBBIN_NS_PER_S);

  run->timeline_source = BOBBIN_TIMELINE_SELF;
  for (gint64 i = 0; i < 100; i++)
    {
      BobbinInterval turn = { .span = { i * 10 * BOBBIN_NS_PER_MS, (i * 10 + 6) * BOBBIN_NS_PER_MS },
                              .state = BOBBIN_STATE_RUNNING, .other = 0 };
      BobbinInterval other = { .span = { turn.span.end_ns, turn.span.end_ns + 3 * BOBBIN_NS_PER_MS },
                               .state = BOBBIN_STATE_RUNNING, .other = 1 };
      BobbinInterval idle = { .span = { other.span.end_ns, other.span.end_ns + BOBBIN_NS_PER_MS },
                              .state = BOBBIN_STATE_BLOCKED, .other = BOBBIN_NO_CORE };

      bobbin_history_append (run->core_history, 1, &turn);
      bobbin_history_append (run->core_history, 1, &other);
      bobbin_history_append (run->core_history, 1, &idle);
    }
  *bobbin_run_core_running_ns (run, 0, 1) = 600 * BOBBIN_NS_PER_MS;
  *bobbin_run_core_running_ns (run, 1, 1) = 300 * BOBBIN_NS_PER_MS;
  return run;
}

static void
test_cores (void)
{
  g_autoptr (BobbinRun) run = make_turns ();
  g_autoptr (BobbinTimelineLayout) near = lay_out_span (run, BOBBIN_LANES_CORES, 0, 50000);
  g_autoptr (BobbinTimelineLayout) far = lay_out_span (run, BOBBIN_LANES_CORES, 0, 1000000);
  BobbinTimelineHit label = { .worker = -1, .core = 1, .group = -1 };
  g_autofree char *share = bobbin_timeline_layout_describe_hit (near, &label);

  assert_hit (near, 1, 13000, "Core 1: Process 1, pid 41207, from 10.000 ms for 6.000 ms (written down by the workers)");
  assert_hit (near, 1, 17000, "Core 1: Thread 1, tid 41209, from 16.000 ms for 3.000 ms (written down by the workers)");
  assert_hit (near, 1, 19500, "Core 1: none of the workers, from 19.000 ms for 1.000 ms (written down by the workers)");
  assert_hit (near, 0, 13000, "Core 0: nothing recorded at 13.0 ms");
  g_assert_cmpstr (share, ==, "Core 1: in use by the workers for 90 % of the last second");

  far->plot_rect.width = 10.0;
  assert_hit (far, 1, 150000, "Core 1: 20 turns in 100 ms from 0.100 s, in use for 90 %, most by Process 1, pid 41207 (written down by the workers)");
}

static void
test_whole_cores (void)
{
  g_autoptr (BobbinRun) run = make_turns ();
  g_autoptr (BobbinTimelineLayout) all = lay_out_span (run, BOBBIN_LANES_CORES, 0, 1000000);
  g_autoptr (BobbinTimelineLayout) part = lay_out_span (run, BOBBIN_LANES_CORES, 500000, 506000);
  g_autofree char *of_all = bobbin_timeline_layout_describe (all);
  g_autofree char *of_part = bobbin_timeline_layout_describe (part);

  assert_says (of_all, "Timeline of 2 cores from 0 s to 1.00 s after the start: which worker had each of them.");
  assert_says (of_all, "Core 0 has nothing recorded in this time.");
  assert_says (of_all, "Core 1 was in use by the workers for 90 % of the time, most by Process 1 (60 %), "
                       "Thread 1 (30 %); it went from one to another 199 times a second.");
  assert_says (of_part, "Core 1 was in use by the workers for 100 % of the time, most by Process 1 (100 %); "
                        "it went from one to another 0 times a second.");
}

/* Who had the core is left out where that would take a while, and the sums stay. */
static void
test_many_turns (void)
{
  g_autoptr (BobbinRun) run = make_turns ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < 12000; i++)
    {
      gint64 begin_ns = BOBBIN_NS_PER_S + i * BOBBIN_NS_PER_US;
      BobbinInterval turn = { .span = { begin_ns, begin_ns + BOBBIN_NS_PER_US }, .state = BOBBIN_STATE_RUNNING,
                              .other = i % 2 };

      bobbin_history_append (run->core_history, 1, &turn);
    }
  g_autoptr (BobbinTimelineLayout) layout = lay_out_span (run, BOBBIN_LANES_CORES, 1000000, 1012000);
  g_autoptr (BobbinTimelineLayout) part = lay_out_span (run, BOBBIN_LANES_CORES, 1000000, 1000100);
  g_autofree char *of_part = bobbin_timeline_layout_describe (part);

  text = bobbin_timeline_layout_describe (layout);
  assert_says (text, "Core 1 was in use by the workers for 100 % of the time; it went from one to another ");
  assert_says (of_part, "Core 1 was in use by the workers for 100 % of the time, most by Process 1 (50 %), "
                        "Thread 1 (50 %)");
}

/* What is not drawn is not told, but that it is missing is. */
static void
test_choice (void)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (run->workers->len);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);
  g_autofree char *some = NULL;
  g_autofree char *none = NULL;

  viewport.choice = choice;
  bobbin_lane_choice_set_hidden (choice, 0, TRUE);
  bobbin_lane_choice_set_hidden (choice, 1, TRUE);
  bobbin_lane_choice_set_pinned (choice, 7, TRUE);
  g_autoptr (BobbinTimelineLayout) layout = bobbin_timeline_layout_new (run, &viewport, 1000.0, 500.0, &style);
  some = bobbin_timeline_layout_describe (layout);
  assert_says (some, "Timeline of 6 workers");
  assert_says (some, "Pinned:\nThread 4, tid");
  assert_says (some, "Processes: 4 × fork, an address space each; 2 lanes are hidden.");
  assert_says (some, "Threads: 1 process, 4 × pthread_create; 1 lane is pinned.");
  g_assert_null (strstr (some, "Process 1"));

  for (guint i = 0; i < run->workers->len; i++)
    bobbin_lane_choice_set_hidden (choice, i, TRUE);
  bobbin_lane_choice_set_pinned (choice, 7, FALSE);
  g_autoptr (BobbinTimelineLayout) empty = bobbin_timeline_layout_new (run, &viewport, 1000.0, 500.0, &style);
  none = bobbin_timeline_layout_describe (empty);
  assert_says (none, "Timeline of 0 workers");
  assert_says (none, "4 lanes are hidden");
  assert_says (none, "All lanes are hidden or left out by the filter.");
}

static void
test_life (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run);
  g_autofree char *now = describe (layout, 0, FALSE, 0);
  g_autofree char *before = describe (layout, 0, TRUE, -BOBBIN_NS_PER_S);
  g_autofree char *after = describe (layout, 2, TRUE, 6 * BOBBIN_NS_PER_S);
  g_autofree char *ended = describe (layout, 2, FALSE, 0);
  g_autofree char *nobody = describe (layout, -1, FALSE, 0);
  g_autofree char *unknown = describe (layout, 99, FALSE, 0);

  g_assert_true (g_str_has_prefix (now, "Process 1, pid 41207: "));
  g_assert_true (g_str_has_suffix (now, "of a core over the last second"));
  g_assert_cmpstr (before, ==, "Process 1, pid 41207: not yet born at -1.00 s");
  g_assert_nonnull (strstr (after, "SIGSEGV"));
  g_assert_nonnull (strstr (after, "(at 5.02 s)"));
  g_assert_cmpstr (ended, ==, after);
  g_assert_null (nobody);
  g_assert_null (unknown);
}

/* A hit where the pointer was is told as the same worker. */
static void
test_hit_and_tell (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_MIXED);
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run);

  for (double y = layout->lanes_rect.y; y < 500.0; y += 2.0)
    {
      BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, 700.0, y);
      g_autofree char *text = bobbin_timeline_layout_describe_hit (layout, &hit);

      g_assert_cmpint (hit.worker >= 0, ==, text != NULL);
      if (text != NULL)
        {
          g_autofree char *label = bobbin_run_worker_label (run, (guint) hit.worker);

          g_assert_true (g_str_has_prefix (text, label));
        }
    }
}

static void
test_whole (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run);
  g_autofree char *text = bobbin_timeline_layout_describe (layout);

  assert_says (text, "Timeline of 8 workers from 0 s to 8.02 s after the start.");
  assert_says (text, "Processes: 4 × fork, an address space each.");
  assert_says (text, "Threads: 1 process, 4 × pthread_create.");
  assert_says (text, "Process 3, pid 41209: SIGSEGV");
  assert_says (text, "last seen on core");
  for (guint i = 0; i < run->workers->len; i++)
    {
      g_autofree char *label = bobbin_run_worker_label (run, i);

      assert_says (text, label);
    }
  g_assert_false (g_str_has_suffix (text, "\n"));
}

static void
test_many_and_none (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_512);
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run);
  g_autoptr (BobbinTimelineLayout) empty = lay_out (NULL);
  g_autofree char *text = bobbin_timeline_layout_describe (layout);
  g_autofree char *nothing = bobbin_timeline_layout_describe (empty);

  assert_says (text, "Timeline of 512 workers");
  assert_says (text, "192 more workers are drawn.");
  assert_says (nothing, "Press Start");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/timeline-describe/intervals", test_intervals);
  g_test_add_func ("/timeline-describe/slices", test_slices);
  g_test_add_func ("/timeline-describe/merged-slices", test_merged_slices);
  g_test_add_func ("/timeline-describe/cores", test_cores);
  g_test_add_func ("/timeline-describe/whole-cores", test_whole_cores);
  g_test_add_func ("/timeline-describe/many-turns", test_many_turns);
  g_test_add_func ("/timeline-describe/choice", test_choice);
  g_test_add_func ("/timeline-describe/life", test_life);
  g_test_add_func ("/timeline-describe/hit-and-tell", test_hit_and_tell);
  g_test_add_func ("/timeline-describe/whole", test_whole);
  g_test_add_func ("/timeline-describe/many-and-none", test_many_and_none);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
