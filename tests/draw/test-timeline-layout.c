/* test-timeline-layout.c - the geometry holds at every size and for any number of workers */
#include <math.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-timeline-lane.h"
#include "bobbin-timeline-private.h"

static PangoContext *pango;

static const struct {
  guint n_processes, n_threads;
} crews[] = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 4, 4 }, { 32, 32 }, { 256, 256 }, { 0, 2000 } };

static const double widths[] = { 200.0, 333.0, 480.0, 800.0, 1280.0, 1920.0, 3840.0 };
static const double heights[] = { 120.0, 300.0, 600.0, 1080.0, 2160.0 };

static BobbinTimelineLayout *
lay_out (const BobbinRun *run, double width, double height, double scroll_y_px, gboolean fits_all)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);

  viewport.scroll_y_px = scroll_y_px;
  viewport.fits_all = fits_all;
  return bobbin_timeline_layout_new (run, &viewport, width, height, &style);
}

static const BobbinTimelineRow *
get_row (const BobbinTimelineLayout *layout, guint i)
{
  return &g_array_index (layout->rows, BobbinTimelineRow, i);
}

static gboolean
is_whole (double value)
{
  return fabs (value - round (value)) < 1e-9;
}

/* In order, on whole pixels, without overlap. */
static void
check_rows (const BobbinTimelineLayout *layout)
{
  double y = 0.0;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = get_row (layout, i);

      g_assert_true (is_whole (row->y) && is_whole (row->height));
      g_assert_cmpfloat (row->y, >=, y);
      g_assert_cmpfloat (row->height, >=, 1.0);
      y = row->y + row->height;
    }
  g_assert_cmpfloat (y, <=, layout->content_px + 0.5);
}

/* A lane for each core, or for each worker that is shown. */
static void
check_lanes (const BobbinTimelineLayout *layout)
{
  guint n_pinned = bobbin_lane_choice_n_pinned (layout->viewport.choice), n_lanes = 0;
  gboolean in_place = FALSE;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = get_row (layout, i);

      in_place = in_place || row->kind == BOBBIN_ROW_GROUP;
      if (row->kind != BOBBIN_ROW_LANE)
        continue;
      g_assert_true (bobbin_lane_choice_shows (layout->viewport.choice, row->index));
      g_assert_cmpint (row->pinned, ==, !in_place);
      g_assert_cmpint (row->pinned, ==, bobbin_lane_choice_is_pinned (layout->viewport.choice, row->index));
      g_assert_cmpint (row->pinned, ==, n_lanes++ < n_pinned);
    }
  g_assert_cmpuint (n_lanes, ==, bobbin_lane_choice_n_shown (layout->viewport.choice, layout->run->workers->len));
  g_assert_cmpuint (n_lanes, ==, layout->n_lanes);
}

static void
check_inside (const BobbinTimelineLayout *layout, BobbinRect rect)
{
  g_assert_cmpfloat (rect.x, >=, 0.0);
  g_assert_cmpfloat (rect.y, >=, 0.0);
  g_assert_cmpfloat (rect.width, >=, 0.0);
  g_assert_cmpfloat (rect.height, >=, 0.0);
  g_assert_cmpfloat (rect.x + rect.width, <=, layout->width + 0.5);
  g_assert_cmpfloat (rect.y + rect.height, <=, layout->height + 0.5);
}

/* Legend, axis and lanes below one another, columns beside one another. */
static void
check_parts (const BobbinTimelineLayout *layout)
{
  BobbinRect plot = bobbin_timeline_layout_get_plot_rect (layout);
  BobbinRect lanes = bobbin_timeline_layout_get_lanes_rect (layout);

  check_inside (layout, layout->legend_rect);
  check_inside (layout, layout->axis_rect);
  check_inside (layout, lanes);
  check_inside (layout, plot);
  g_assert_cmpfloat (layout->legend_rect.y + layout->legend_rect.height, <=, layout->axis_rect.y + 0.5);
  g_assert_cmpfloat (layout->axis_rect.y + layout->axis_rect.height, <=, lanes.y + 0.5);
  g_assert_cmpfloat_with_epsilon (plot.y, lanes.y, 1e-9);
  g_assert_cmpfloat_with_epsilon (plot.x, layout->axis_rect.x, 1e-9);
  g_assert_cmpfloat (plot.width, >=, layout->width * 0.25);
  g_assert_cmpfloat (layout->bracket_x + layout->bracket_px, <=, layout->label_x);
  g_assert_cmpfloat (layout->label_x + layout->label_width, <=, plot.x);
  if (layout->pid_right > 0.0)
    g_assert_cmpfloat (layout->pid_right, <, plot.x);
  if (layout->cpu_right > 0.0)
    g_assert_cmpfloat (plot.x + plot.width, <, layout->cpu_right);
}

/* Lanes with words are far enough apart for them. */
static void
check_words (const BobbinTimelineLayout *layout)
{
  double last = -G_MAXDOUBLE;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = get_row (layout, i);

      if (row->kind != BOBBIN_ROW_LANE || row->labelled)
        {
          g_assert_cmpfloat (row->y, >=, last);
          last = row->y + (row->kind == BOBBIN_ROW_LANE ? layout->label_px : row->height);
        }
    }
  g_assert_cmpfloat (layout->label_px, >=, layout->style.fine_px);
}

static void
test_any_size (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (crews); c++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_sized (crews[c].n_processes, crews[c].n_threads, 4, BOBBIN_NS_PER_S);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
          for (guint fits_all = 0; fits_all < 2; fits_all++)
            {
              g_autoptr (BobbinTimelineLayout) layout = lay_out (run, widths[w], heights[h], 0.0, (gboolean) fits_all);

              check_rows (layout);
              check_lanes (layout);
              check_parts (layout);
              check_words (layout);
            }
    }
}

static void
test_mixed (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_MIXED);

  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
      {
        g_autoptr (BobbinTimelineLayout) layout = lay_out (run, widths[w], heights[h], 0.0, FALSE);

        check_rows (layout);
        check_parts (layout);
        check_words (layout);
      }
}

/* Scrolled to the end, the last lane is whole in view; every lane can be hit. */
static void
test_all_lanes_are_reached (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_512);
  g_autoptr (BobbinTimelineLayout) top = lay_out (run, 800.0, 500.0, 0.0, FALSE);
  double content_px = bobbin_timeline_layout_get_content_height (top);
  double view_px = bobbin_timeline_layout_get_lanes_rect (top).height;
  g_autofree gboolean *seen = g_new0 (gboolean, run->workers->len);

  g_assert_cmpfloat (content_px, >, view_px);
  for (double scroll = 0.0; scroll < content_px; scroll += view_px / 2.0)
    {
      g_autoptr (BobbinTimelineLayout) layout = lay_out (run, 800.0, 500.0, MIN (scroll, content_px - view_px), FALSE);
      BobbinRect lanes = bobbin_timeline_layout_get_lanes_rect (layout);

      for (double y = lanes.y + 0.5; y < lanes.y + lanes.height; y += 1.0)
        {
          BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, 10.0, y);

          if (hit.worker >= 0)
            seen[hit.worker] = TRUE;
        }
    }
  for (guint i = 0; i < run->workers->len; i++)
    g_assert_true (seen[i]);
}

/* What is hit is where it says it is, and the time at x is the x of that time. */
static void
check_hits (const BobbinTimelineLayout *layout)
{
  BobbinRect lanes = bobbin_timeline_layout_get_lanes_rect (layout);
  BobbinRect plot = bobbin_timeline_layout_get_plot_rect (layout);

  for (double y = lanes.y + 0.5; y < lanes.y + lanes.height; y += 3.0)
    for (double x = 0.5; x < layout->width; x += 17.0)
      {
        BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, x, y);

        g_assert_true (hit.worker < 0 || hit.group < 0);
        g_assert_cmpint (hit.core, ==, -1);
        if (hit.worker < 0 && hit.group < 0)
          continue;
        g_assert_true (bobbin_rect_contains (hit.rect, x, y));
        g_assert_cmpint (hit.in_plot, ==, hit.worker >= 0 && bobbin_rect_contains (plot, x, y));
        if (hit.in_plot)
          g_assert_cmpfloat_with_epsilon (bobbin_timeline_x (layout, hit.time_ns), x, 0.51);
      }
}

static void
test_hits (void)
{
  static const BobbinFake fakes[] = { BOBBIN_FAKE_PLAIN, BOBBIN_FAKE_MIXED, BOBBIN_FAKE_64, BOBBIN_FAKE_OVER };

  for (guint i = 0; i < G_N_ELEMENTS (fakes); i++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new (fakes[i]);

      for (double scroll = 0.0; scroll < 100.0; scroll += 37.0)
        {
          g_autoptr (BobbinTimelineLayout) layout = lay_out (run, 900.0, 400.0, scroll, FALSE);

          check_hits (layout);
        }
    }
}

static void
test_nothing_is_hit_outside (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run, 900.0, 400.0, 0.0, FALSE);
  static const double outside[][2] = { { -1.0, 200.0 }, { 901.0, 200.0 }, { 400.0, -1.0 }, { 400.0, 401.0 }, { 400.0, 1.0 } };

  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, outside[i][0], outside[i][1]);

      g_assert_cmpint (hit.worker, ==, -1);
      g_assert_cmpint (hit.group, ==, -1);
      g_assert_null (bobbin_timeline_layout_describe_hit (layout, &hit));
    }
}

/* Scrolling moves the rows and changes nothing else. */
static void
test_scroll_is_a_shift (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_64);
  g_autoptr (BobbinTimelineLayout) still = lay_out (run, 700.0, 260.0, 0.0, FALSE);
  g_autoptr (BobbinTimelineLayout) moved = lay_out (run, 700.0, 260.0, 55.0, FALSE);

  g_assert_cmpuint (still->rows->len, ==, moved->rows->len);
  for (guint i = 0; i < still->rows->len; i++)
    g_assert_true (memcmp (get_row (still, i), get_row (moved, i), sizeof (BobbinTimelineRow)) == 0);
  g_assert_true (memcmp (&still->plot_rect, &moved->plot_rect, sizeof (BobbinRect)) == 0);

  BobbinTimelineHit hit = bobbin_timeline_layout_hit (still, 300.0, 200.0);
  BobbinTimelineHit same = bobbin_timeline_layout_hit (moved, 300.0, 145.0);
  g_assert_cmpint (hit.worker, ==, same.worker);
  g_assert_cmpfloat_with_epsilon (hit.rect.y - 55.0, same.rect.y, 1e-9);
}

/* The columns come and go with the width, and come back no more on the way down. */
static void
test_columns_are_dropped_in_order (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  gboolean had_pid = TRUE, had_cpu = TRUE;

  for (double width = 1200.0; width >= 200.0; width -= 20.0)
    {
      g_autoptr (BobbinTimelineLayout) layout = lay_out (run, width, 400.0, 0.0, FALSE);
      gboolean has_pid = layout->pid_right > 0.0, has_cpu = layout->cpu_right > 0.0;

      g_assert_true (had_pid || !has_pid);
      g_assert_true (had_cpu || !has_cpu);
      g_assert_true (has_cpu || !has_pid);
      had_pid = has_pid;
      had_cpu = has_cpu;
    }
  g_assert_false (had_pid);
  g_assert_false (had_cpu);
}

/* A lane is never without its name: where the words do not fit, the number does. */
static void
test_short_labels (void)
{
  g_autoptr (BobbinRun) plain = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinRun) mixed = bobbin_fake_run_new (BOBBIN_FAKE_MIXED);
  g_autoptr (BobbinTimelineLayout) wide = lay_out (plain, 800.0, 400.0, 0.0, FALSE);
  g_autoptr (BobbinTimelineLayout) narrow = lay_out (plain, 200.0, 400.0, 0.0, FALSE);
  g_autoptr (BobbinTimelineLayout) narrow_mixed = lay_out (mixed, 200.0, 400.0, 0.0, FALSE);
  BobbinTimelineRow row = { .kind = BOBBIN_ROW_LANE, .index = 2 };
  g_autofree char *third = bobbin_timeline_row_short_label (narrow, &row);
  g_autofree char *fifth = NULL;

  row.index = 4;
  fifth = bobbin_timeline_row_short_label (narrow_mixed, &row);

  g_assert_false (wide->short_labels);
  g_assert_true (narrow->short_labels);
  g_assert_cmpfloat (narrow->label_width, >, 0.0);
  g_assert_cmpfloat (narrow->plot_rect.width, >, 100.0);
  g_assert_cmpstr (third, ==, "3");
  g_assert_cmpstr (fifth, ==, "2.2");
}

static void
test_heights (void)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  for (guint c = 0; c < G_N_ELEMENTS (crews); c++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_sized (crews[c].n_processes, crews[c].n_threads, 4, BOBBIN_NS_PER_S);
      double natural = bobbin_timeline_layout_natural_height (run, NULL, &style);
      g_autoptr (BobbinTimelineLayout) at_natural = lay_out (run, 1280.0, natural, 0.0, FALSE);

      g_assert_cmpfloat (at_natural->content_px, <=, at_natural->lanes_rect.height + 1.0);
      g_assert_cmpuint (at_natural->label_every, ==, 1);
      g_assert_cmpfloat (at_natural->label_px, >=, style.text_px - 1e-9);
    }
  g_assert_cmpfloat (bobbin_timeline_layout_natural_height (NULL, NULL, &style), >, 0.0);
}

/* Whatever the height, rounding does not make lanes of one picture look unlike. */
static void
test_lanes_look_alike (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (6, 4, 2, 2 * BOBBIN_NS_PER_S);
  guint n_hatched = 0, n_flat = 0;

  for (double px = 120.0; px <= 400.0; px += 1.0)
    {
      BobbinTimelineLayout *layout = lay_out (run, 1000.0, px, 0.0, TRUE);
      int hatched = -1, units = -1;

      for (guint i = 0; i < layout->rows->len; i++)
        {
          const BobbinTimelineRow *row = get_row (layout, i);
          double top, height;

          if (row->kind != BOBBIN_ROW_LANE)
            continue;
          bobbin_timeline_lane_track (row->y, row->height, &top, &height);
          if (hatched < 0)
            {
              hatched = bobbin_timeline_is_hatched (layout, height);
              units = bobbin_timeline_foot_units (layout, height);
            }
          g_assert_cmpint (bobbin_timeline_is_hatched (layout, height), ==, hatched);
          g_assert_cmpint (bobbin_timeline_foot_units (layout, height), ==, units);
        }
      n_hatched += hatched == 1;
      n_flat += hatched == 0;
      bobbin_timeline_layout_free (layout);
    }
  g_assert_cmpuint (n_hatched, >, 0);
  g_assert_cmpuint (n_flat, >, 0);
}

static void
test_empty (void)
{
  g_autoptr (BobbinTimelineLayout) layout = lay_out (NULL, 800.0, 400.0, 0.0, FALSE);
  BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, 400.0, 200.0);

  check_parts (layout);
  g_assert_cmpint (hit.worker, ==, -1);
  g_assert_cmpfloat_with_epsilon (bobbin_timeline_layout_get_content_height (layout), 0.0, 1e-9);
}

static void
test_no_size_at_all (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinTimelineLayout) layout = lay_out (run, 0.0, 0.0, 0.0, FALSE);

  check_rows (layout);
  g_assert_cmpfloat (bobbin_timeline_layout_get_plot_rect (layout).width, >=, 1.0);
}

static BobbinTimelineLayout *
lay_out_cores (const BobbinRun *run, double width, double height)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);

  viewport.lanes = BOBBIN_LANES_CORES;
  return bobbin_timeline_layout_new (run, &viewport, width, height, &style);
}

/* Every core has a lane, which is where it is hit. */
static void
check_core_hits (const BobbinTimelineLayout *layout, guint n_cores)
{
  for (guint i = 0, core = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = get_row (layout, i);
      double y = bobbin_timeline_row_y (layout, row) + row->height / 2.0;
      BobbinTimelineHit hit = bobbin_timeline_layout_hit (layout, layout->width / 2.0, y);

      if (y >= layout->lanes_rect.y + layout->lanes_rect.height)
        break;
      g_assert_cmpint (hit.worker, ==, -1);
      g_assert_cmpint (hit.group, ==, -1);
      g_assert_cmpint (hit.core, ==, row->kind == BOBBIN_ROW_LANE ? (int) core++ : -1);
      g_assert_true (core == 0 || bobbin_rect_contains (hit.rect, layout->width / 2.0, y));
      g_assert_cmpuint (core, <=, n_cores);
    }
}

static void
test_cores (void)
{
  static const guint counts[] = { 1, 2, 4, 16, 64 };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_sized (2, 2, counts[c], BOBBIN_NS_PER_S);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
          {
            g_autoptr (BobbinTimelineLayout) layout = lay_out_cores (run, widths[w], heights[h]);

            check_rows (layout);
            check_parts (layout);
            check_words (layout);
            check_core_hits (layout, counts[c]);
            g_assert_cmpuint (layout->n_lanes, ==, counts[c]);
            g_assert_cmpuint (layout->rows->len, ==, counts[c] + 1);
            g_assert_cmpfloat (layout->pid_right, <=, 0.0);
          }
    }
}

/* Of a large machine only those cores that the workers may use, or did. */
static void
test_unused_cores (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (2, 0, 8, BOBBIN_NS_PER_S);
  BobbinInterval used = { .span = { 0, BOBBIN_NS_PER_MS }, .state = BOBBIN_STATE_RUNNING, .other = 1 };
  BobbinInterval idle = { .span = { 0, BOBBIN_NS_PER_MS }, .state = BOBBIN_STATE_BLOCKED, .other = BOBBIN_NO_CORE };
  static const char *const labels[] = { "Core 2", "Core 3", "Core 5" };

  run->machine->cores = (BobbinCoreSet) { { 0 } };
  bobbin_core_set_add (&run->machine->cores, 2);
  bobbin_core_set_add (&run->machine->cores, 3);
  bobbin_history_append (run->core_history, 5, &used);
  bobbin_history_append (run->core_history, 6, &idle);

  g_autoptr (BobbinTimelineLayout) layout = lay_out_cores (run, 800.0, 300.0);
  g_autofree char *heading = bobbin_timeline_heading (layout);

  g_assert_cmpuint (layout->n_lanes, ==, G_N_ELEMENTS (labels));
  g_assert_cmpstr (heading, ==, "3 cores");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *label = bobbin_timeline_row_label (layout, get_row (layout, i + 1));
      g_autofree char *number = bobbin_timeline_row_short_label (layout, get_row (layout, i + 1));

      g_assert_cmpstr (label, ==, labels[i]);
      g_assert_cmpstr (number, ==, labels[i] + strlen ("Core "));
    }
}

/* The share beside a core's lane is that of its own time. */
static void
test_core_shares (void)
{
  g_autoptr (BobbinRun) over = bobbin_fake_run_new (BOBBIN_FAKE_ONE_CORE);
  g_autoptr (BobbinRun) sampled = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinTimelineLayout) busy = lay_out_cores (over, 800.0, 300.0);
  g_autoptr (BobbinTimelineLayout) unknown = lay_out_cores (sampled, 800.0, 300.0);
  BobbinTimelineViewport viewport = busy->viewport;

  g_assert_cmpfloat (bobbin_timeline_lane_share (busy, 0), >, 0.99);
  g_assert_cmpfloat (bobbin_timeline_lane_share (busy, 0), <=, 1.0);
  g_assert_cmpfloat (bobbin_timeline_lane_share (unknown, 0), <, 0.0);
  g_assert_nonnull (bobbin_timeline_nothing_seen (unknown));
  g_assert_null (bobbin_timeline_nothing_seen (busy));

  /* The time in view counts. */
  viewport.span = (BobbinTimeSpan) { over->end_ns + BOBBIN_NS_PER_S, over->end_ns + 2 * BOBBIN_NS_PER_S };
  g_autoptr (BobbinTimelineLayout) later = bobbin_timeline_layout_new (over, &viewport, 800.0, 300.0, &busy->style);
  g_assert_cmpfloat (bobbin_timeline_lane_share (later, 0), <, 0.0);
}

static void
check_chosen (const BobbinRun *run, const BobbinLaneChoice *choice)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);

  viewport.choice = choice;
  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
      {
        g_autoptr (BobbinTimelineLayout) layout
          = bobbin_timeline_layout_new (run, &viewport, widths[w], heights[h], &style);

        check_rows (layout);
        check_parts (layout);
        check_words (layout);
        check_lanes (layout);
        check_hits (layout);
      }
}

static void
test_choice (void)
{
  static const BobbinFake fakes[] = { BOBBIN_FAKE_PLAIN, BOBBIN_FAKE_MIXED, BOBBIN_FAKE_GROUPS, BOBBIN_FAKE_64 };

  for (guint f = 0; f < G_N_ELEMENTS (fakes); f++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new (fakes[f]);
      g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (run->workers->len);

      check_chosen (run, choice);
      for (guint i = 0; i < run->workers->len; i += 3)
        bobbin_lane_choice_set_hidden (choice, i, TRUE);
      check_chosen (run, choice);
      bobbin_lane_choice_set_pinned (choice, run->workers->len - 1, TRUE);
      bobbin_lane_choice_set_pinned (choice, 0, TRUE);
      check_chosen (run, choice);
      for (guint i = 0; i < run->workers->len; i++)
        bobbin_lane_choice_set_hidden (choice, i, TRUE);
      check_chosen (run, choice);
      bobbin_lane_choice_set_pinned (choice, run->workers->len - 1, FALSE);
      bobbin_lane_choice_set_pinned (choice, 0, FALSE);
      check_chosen (run, choice);
    }
}

/* Lanes that are not there take no room, and a process without any has no box. */
static void
test_choice_heights (void)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_MIXED);
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (run->workers->len);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);
  double all = bobbin_timeline_layout_natural_height (run, &viewport, &style);
  double two_gone, pinned;

  viewport.choice = choice;
  g_assert_cmpfloat_with_epsilon (bobbin_timeline_layout_natural_height (run, NULL, &style), all, 1e-9);
  g_assert_cmpfloat_with_epsilon (bobbin_timeline_layout_natural_height (run, &viewport, &style), all, 1e-9);
  bobbin_lane_choice_set_hidden (choice, 3, TRUE);
  bobbin_lane_choice_set_hidden (choice, 4, TRUE);
  two_gone = bobbin_timeline_layout_natural_height (run, &viewport, &style);
  bobbin_lane_choice_set_hidden (choice, 5, TRUE);
  g_assert_cmpfloat (two_gone, <, all);
  /* The third lane of the process takes its head along. */
  g_assert_cmpfloat (two_gone - bobbin_timeline_layout_natural_height (run, &viewport, &style), >, (all - two_gone) / 2.0 + 1.0);

  g_autoptr (BobbinTimelineLayout) layout = bobbin_timeline_layout_new (run, &viewport, 900.0, 600.0, &style);
  for (guint i = 0; i < layout->rows->len; i++)
    g_assert_false (get_row (layout, i)->kind == BOBBIN_ROW_PROCESS && get_row (layout, i)->index == 1);

  bobbin_lane_choice_show_all (choice);
  bobbin_lane_choice_set_pinned (choice, 0, TRUE);
  pinned = bobbin_timeline_layout_natural_height (run, &viewport, &style);
  g_assert_cmpfloat (pinned, >, all);
}

/* However many others there are, a pinned lane can be read. */
static void
test_pinned_among_many (void)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_512);
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (run->workers->len);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);

  bobbin_lane_choice_set_pinned (choice, 17, TRUE);
  bobbin_lane_choice_set_pinned (choice, 300, TRUE);
  viewport.choice = choice;
  for (guint fits_all = 0; fits_all < 2; fits_all++)
    {
      viewport.fits_all = (gboolean) fits_all;
      g_autoptr (BobbinTimelineLayout) layout = bobbin_timeline_layout_new (run, &viewport, 1280.0, 1500.0, &style);

      check_rows (layout);
      check_lanes (layout);
      check_words (layout);
      for (guint i = 1; i <= 2; i++)
        {
          g_assert_true (get_row (layout, i)->pinned && get_row (layout, i)->labelled);
          g_assert_cmpfloat (get_row (layout, i)->height, >=, style.small_px * 1.5);
        }
      g_assert_cmpfloat (layout->lane_px, <, style.small_px);
      if (fits_all)
        g_assert_cmpuint (bobbin_timeline_layout_get_n_hidden (layout), ==, 0);
    }
}

static void
assert_label (const BobbinTimelineLayout *layout, guint worker, const char *expected)
{
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = get_row (layout, i);
      g_autofree char *label = NULL;

      if (row->kind != BOBBIN_ROW_LANE || row->index != worker)
        continue;
      label = bobbin_timeline_row_label (layout, row);
      g_assert_cmpstr (label, ==, expected);
      return;
    }
  g_assert_not_reached ();
}

/* Away from their group, lanes say themselves where they belong. */
static void
test_pinned_labels (void)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);
  g_autoptr (BobbinRun) mixed = bobbin_fake_run_new (BOBBIN_FAKE_MIXED);
  g_autoptr (BobbinRun) groups = bobbin_fake_run_new (BOBBIN_FAKE_GROUPS);
  g_autoptr (BobbinLaneChoice) choice = bobbin_lane_choice_new (MAX (mixed->workers->len, groups->workers->len));
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (mixed);

  bobbin_lane_choice_set_pinned (choice, 4, TRUE);
  viewport.choice = choice;
  g_autoptr (BobbinTimelineLayout) of_mixed = bobbin_timeline_layout_new (mixed, &viewport, 900.0, 600.0, &style);
  g_autoptr (BobbinTimelineLayout) of_groups = bobbin_timeline_layout_new (groups, &viewport, 900.0, 600.0, &style);
  g_autoptr (BobbinTimelineLayout) low = bobbin_timeline_layout_new (mixed, &viewport, 900.0, 150.0, &style);

  assert_label (of_mixed, 4, "Process 2, thread 2");
  assert_label (of_mixed, 5, "Thread 3"); /* in the box of its process */
  assert_label (low, 5, "Process 2, thread 3"); /* there is no room for boxes' heads */
  assert_label (of_groups, 4, "Thread 3 of beta");
  assert_label (of_groups, 3, "Thread 2");
}

/* What is written on a worker's time in a core's lane can be read in every theme. */
static void
test_core_hues (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_EXACT);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (run);

  viewport.lanes = BOBBIN_LANES_CORES;
  for (guint theme = 0; theme < BOBBIN_N_THEMES; theme++)
    {
      BobbinStyle style = bobbin_style_for_widget ((BobbinThemeId) theme, pango, 14.0);
      g_autoptr (BobbinTimelineLayout) layout = bobbin_timeline_layout_new (run, &viewport, 900.0, 300.0, &style);

      g_assert_cmpuint (layout->n_hues, ==, 8);
      for (guint i = 0; i < layout->n_hues; i++)
        {
          g_assert_cmpfloat (bobbin_color_contrast (layout->hues[i].ink, layout->hues[i].fill), >=, 7.0);
          g_assert_cmpfloat (bobbin_color_contrast (layout->hues[i].edge, style.theme->card), >=, 4.5);
        }
      /* The four workers of a group next to each other are told apart. */
      for (guint a = 0; a < 4; a++)
        for (guint b = a + 1; b < 4; b++)
          g_assert_cmpuint (bobbin_timeline_get_hue (layout, a), !=, bobbin_timeline_get_hue (layout, b));
    }
}

/* Workers that a scheduler likes to put on one core are told apart there. */
static void
test_shades (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_sized (0, 600, 64, BOBBIN_NS_PER_MS);
  g_autoptr (BobbinTimelineLayout) layout = lay_out_cores (run, 800.0, 300.0);

  for (guint i = 0; i < 62; i++)
    g_assert_cmpuint (bobbin_timeline_get_hue (layout, i), !=, bobbin_timeline_get_hue (layout, i + 1));
  for (guint apart = 4; apart <= 64; apart *= 4)
    for (guint i = 0; i < 128; i++)
      g_assert_cmpuint (bobbin_timeline_get_hue (layout, i), !=, bobbin_timeline_get_hue (layout, i + apart));
}

/* The forms that the line of a blocked lane can have are explained where they can occur. */
static void
test_legend_of_reasons (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_REASONS);
  g_autoptr (BobbinTimelineLayout) exact = lay_out (run, 1600.0, 600.0, 0.0, FALSE);
  guint n_exact = bobbin_legend_get_n (exact->legend);

  run->timeline_source = BOBBIN_TIMELINE_SAMPLED;
  g_autoptr (BobbinTimelineLayout) sampled = lay_out (run, 1600.0, 600.0, 0.0, FALSE);
  g_autoptr (BobbinTimelineLayout) cores = lay_out_cores (run, 1600.0, 600.0);
  /* Lock, pipe, disk, and the dots of merged slices. */
  g_assert_cmpuint (n_exact, ==, bobbin_legend_get_n (sampled->legend) + 4);
  /* A process, a thread, none, and how it was got. */
  g_assert_cmpuint (bobbin_legend_get_n (cores->legend), ==, 4);
}

static void
test_viewport (void)
{
  g_autoptr (BobbinRun) running = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinRun) over = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (running);

  g_assert_true (viewport.follows_now);
  g_assert_cmpint (viewport.span.end_ns, ==, running->now_ns);
  g_assert_cmpint (bobbin_time_span_length_ns (viewport.span), ==, 5 * BOBBIN_NS_PER_S);
  g_assert_cmpint (viewport.selected_worker, ==, -1);

  viewport = bobbin_timeline_viewport_default (over);
  g_assert_false (viewport.follows_now);
  g_assert_cmpint (viewport.span.begin_ns, ==, 0);
  for (guint i = 0; i < over->workers->len; i++)
    g_assert_cmpint (bobbin_run_get_worker (over, i)->ended_ns, <=, viewport.span.end_ns);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/timeline-layout/any-size", test_any_size);
  g_test_add_func ("/timeline-layout/mixed", test_mixed);
  g_test_add_func ("/timeline-layout/all-lanes-are-reached", test_all_lanes_are_reached);
  g_test_add_func ("/timeline-layout/hits", test_hits);
  g_test_add_func ("/timeline-layout/nothing-is-hit-outside", test_nothing_is_hit_outside);
  g_test_add_func ("/timeline-layout/scroll-is-a-shift", test_scroll_is_a_shift);
  g_test_add_func ("/timeline-layout/columns-are-dropped-in-order", test_columns_are_dropped_in_order);
  g_test_add_func ("/timeline-layout/short-labels", test_short_labels);
  g_test_add_func ("/timeline-layout/heights", test_heights);
  g_test_add_func ("/timeline-layout/lanes-look-alike", test_lanes_look_alike);
  g_test_add_func ("/timeline-layout/empty", test_empty);
  g_test_add_func ("/timeline-layout/no-size-at-all", test_no_size_at_all);
  g_test_add_func ("/timeline-layout/viewport", test_viewport);
  g_test_add_func ("/timeline-layout/cores", test_cores);
  g_test_add_func ("/timeline-layout/unused-cores", test_unused_cores);
  g_test_add_func ("/timeline-layout/core-shares", test_core_shares);
  g_test_add_func ("/timeline-layout/core-hues", test_core_hues);
  g_test_add_func ("/timeline-layout/shades", test_shades);
  g_test_add_func ("/timeline-layout/legend-of-reasons", test_legend_of_reasons);
  g_test_add_func ("/timeline-layout/choice", test_choice);
  g_test_add_func ("/timeline-layout/choice-heights", test_choice_heights);
  g_test_add_func ("/timeline-layout/pinned-labels", test_pinned_labels);
  g_test_add_func ("/timeline-layout/pinned-among-many", test_pinned_among_many);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
