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
test_slices (void)
{
  g_autoptr (BobbinRun) run = make_run ();
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run);
  BobbinInterval slice = { .span = { 300 * BOBBIN_NS_PER_MS, 303 * BOBBIN_NS_PER_MS }, .state = BOBBIN_STATE_RUNNING, .other = 3 };
  g_autofree char *running = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *blocked = NULL;

  run->timeline_source = BOBBIN_TIMELINE_SELF;
  bobbin_history_append (run->history, 2, &slice);
  slice = (BobbinInterval) { .span = { 303 * BOBBIN_NS_PER_MS, 305 * BOBBIN_NS_PER_MS }, .state = BOBBIN_STATE_READY, .other = 3 };
  bobbin_history_append (run->history, 2, &slice);
  slice = (BobbinInterval) { .span = { 305 * BOBBIN_NS_PER_MS, 310 * BOBBIN_NS_PER_MS }, .state = BOBBIN_STATE_SLEEP, .other = 3 };
  bobbin_history_append (run->history, 2, &slice);

  running = describe (layout, 2, TRUE, 301 * BOBBIN_NS_PER_MS);
  waiting = describe (layout, 2, TRUE, 304 * BOBBIN_NS_PER_MS);
  blocked = describe (layout, 2, TRUE, 306 * BOBBIN_NS_PER_MS);
  g_assert_cmpstr (running, ==, "Process 3, pid 41209: on core 3, from 300 ms for 3.00 ms (written down by itself)");
  g_assert_cmpstr (waiting, ==, "Process 3, pid 41209: ready, waiting for a core, from 303 ms for 2.00 ms (written down by itself)");
  g_assert_cmpstr (blocked, ==, "Process 3, pid 41209: blocked or asleep, from 305 ms for 5.00 ms (written down by itself)");
  /* A lane that went on sampled says so, whatever the others are. */
  assert_interval (layout, 0, "Process 3, pid 41209: 62 % on core 1, 38 % waiting, from 0 s for 50.0 ms (sampled)");
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
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not said in:\n%s", part, text);
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
  g_test_add_func ("/timeline-describe/life", test_life);
  g_test_add_func ("/timeline-describe/hit-and-tell", test_hit_and_tell);
  g_test_add_func ("/timeline-describe/whole", test_whole);
  g_test_add_func ("/timeline-describe/many-and-none", test_many_and_none);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
