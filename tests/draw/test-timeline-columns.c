/* test-timeline-columns.c - what a lane shows per pixel is what the history says */
#include <math.h>

#include "bobbin-timeline-lane.h"

#define MS BOBBIN_NS_PER_MS

static void
append (BobbinHistory *history, gint64 begin_ns, gint64 end_ns, double run, double wait, guint core)
{
  BobbinInterval interval = { .span = { begin_ns, end_ns }, .state = BOBBIN_STATE_MIXED, .other = core, .run_share = run, .wait_share = wait };

  bobbin_history_append (history, 0, &interval);
}

static GArray *
get_columns (const BobbinHistory *history, gint64 begin_ns, gint64 end_ns, double width_px)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (BobbinTimelineColumn));
  guint n_px = (guint) width_px;
  g_autofree guint32 *looks = g_new (guint32, MAX (n_px, 1)), *others = g_new (guint32, MAX (n_px, 1));

  if (n_px > 0 && end_ns > begin_ns)
    {
      bobbin_timeline_looks (history, 0, (double) begin_ns, (double) (end_ns - begin_ns) / n_px, n_px, looks, others);
      bobbin_timeline_columns (looks, others, n_px, 1.0, columns);
    }
  return columns;
}

static const BobbinTimelineColumn *
at (const GArray *columns, guint i)
{
  g_assert_cmpuint (i, <, columns->len);
  return &g_array_index (columns, BobbinTimelineColumn, i);
}

static void
test_one_per_interval (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);
  g_autoptr (GArray) columns = NULL;

  append (history, 0, 50 * MS, 1.0, 0.0, 2);
  append (history, 50 * MS, 100 * MS, 0.2, 0.4, 3);
  append (history, 150 * MS, 200 * MS, 0.0, 0.0, 3);
  columns = get_columns (history, 0, 200 * MS, 400.0);

  g_assert_cmpuint (columns->len, ==, 3);
  g_assert_cmpfloat_with_epsilon (at (columns, 0)->x0, 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (at (columns, 0)->x1, 100.0, 1e-9);
  g_assert_cmpuint (at (columns, 0)->other, ==, 2);
  g_assert_cmpint (bobbin_look_run_255 (at (columns, 1)->look), ==, 51);
  g_assert_cmpint (bobbin_look_wait_255 (at (columns, 1)->look), ==, 102);
  g_assert_cmpfloat_with_epsilon (at (columns, 2)->x0, 300.0, 1e-9);
}

static void
test_nothing (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);
  g_autoptr (GArray) nothing = get_columns (history, 0, 200 * MS, 400.0);
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) empty = NULL;
  g_autoptr (GArray) thin = NULL;

  append (history, 0, 50 * MS, 1.0, 0.0, 2);
  before = get_columns (history, -200 * MS, -100 * MS, 400.0);
  empty = get_columns (history, 10 * MS, 10 * MS, 400.0);
  thin = get_columns (history, 0, 50 * MS, 0.4);
  g_assert_cmpuint (nothing->len + before->len + empty->len + thin->len, ==, 0);
}

/* In order, on whole pixels, inside the width, shares within their bounds. */
static void
check_columns (const GArray *columns, double width_px)
{
  double x = 0.0;

  for (guint i = 0; i < columns->len; i++)
    {
      const BobbinTimelineColumn *column = at (columns, i);

      g_assert_cmpfloat (column->x0, >=, x);
      g_assert_cmpfloat (column->x1, >, column->x0);
      g_assert_cmpfloat (column->x1, <=, width_px);
      g_assert_cmpfloat_with_epsilon (column->x0, round (column->x0), 1e-9);
      g_assert_cmpfloat_with_epsilon (column->x1, round (column->x1), 1e-9);
      g_assert_cmpint (bobbin_look_run_255 (column->look) + bobbin_look_wait_255 (column->look), <=, 255);
      x = column->x1;
    }
}

/* The area of the columns is the time that the history sums up, however many
 * intervals fall on a pixel. */
static void
test_area (void)
{
  static const guint counts[] = { 10, 100, 300, 1000, 5000, 40000 };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      g_autoptr (BobbinHistory) history = bobbin_history_new (1, 16 << 20);
      BobbinTimeSpan span = { 0, (gint64) counts[c] * 2 * MS };
      g_autoptr (GArray) columns = NULL;
      double run_px = 0.0, wait_px = 0.0;
      BobbinShares shares;

      for (guint i = 0; i < counts[c]; i++)
        append (history, i * 2 * MS, (i + 1) * 2 * MS, i % 7 < 3 ? 1.0 : 0.0, i % 7 == 4 ? 1.0 : 0.0, i / 7 % 4);
      shares = bobbin_history_get_shares (history, 0, span);
      columns = get_columns (history, span.begin_ns, span.end_ns, 600.0);
      check_columns (columns, 600.0);
      for (guint i = 0; i < columns->len; i++)
        {
          run_px += bobbin_look_run_255 (at (columns, i)->look) / 255.0 * (at (columns, i)->x1 - at (columns, i)->x0);
          wait_px += bobbin_look_wait_255 (at (columns, i)->look) / 255.0 * (at (columns, i)->x1 - at (columns, i)->x0);
        }
      g_assert_cmpfloat_with_epsilon (run_px / 600.0, (double) shares.running_ns / (double) span.end_ns, 0.01);
      g_assert_cmpfloat_with_epsilon (wait_px / 600.0, (double) shares.waiting_ns / (double) span.end_ns, 0.01);
      g_assert_cmpuint (columns->len, <=, 600);
    }
}

/* A gap in what is recorded stays a gap. */
static void
test_gap (void)
{
  g_autoptr (BobbinHistory) history = bobbin_history_new (1, 1 << 20);
  g_autoptr (GArray) columns = NULL;

  for (guint i = 0; i < 1000; i++)
    if (i < 400 || i >= 600)
      append (history, i * MS, (i + 1) * MS, 1.0, 0.0, 1);
  columns = get_columns (history, 0, 1000 * MS, 500.0);
  for (guint i = 0; i < columns->len; i++)
    g_assert_true (at (columns, i)->x1 <= 200.0 || at (columns, i)->x0 >= 300.0);
  g_assert_cmpuint (columns->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (at (columns, 0)->x1, 200.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (at (columns, 1)->x0, 300.0, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline-columns/one-per-interval", test_one_per_interval);
  g_test_add_func ("/timeline-columns/nothing", test_nothing);
  g_test_add_func ("/timeline-columns/area", test_area);
  g_test_add_func ("/timeline-columns/gap", test_gap);
  return g_test_run ();
}
