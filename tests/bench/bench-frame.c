/* bench-frame.c - what it costs to draw the timeline, and to keep what it shows
 *
 * 64 workers on 8 cores take turns in slices of some milliseconds, made up from
 * a fixed seed. A frame is all that is done when the zoom changes: the layout,
 * grid, axis and marks, and all lanes' pixels, in CPU time of the thread. The
 * words beside the lanes stay what they are, and so does what was drawn of them.
 */
#include "bench.h"

#include <cairo.h>
#include <time.h>

#include "bobbin-fake-run.h"
#include "bobbin-ledger.h"
#include "bobbin-timeline-canvas.h"

#define WIDTH     1920
#define HEIGHT    1080
#define N_WORKERS 64
#define N_CORES   8
#define N_ROUNDS  31
#define MEAN_NS   (3 * BOBBIN_NS_PER_MS)

typedef struct {
  BobbinRun            *run;
  PangoContext         *pango;
  BobbinStyle           style;
  BobbinTimelineCanvas *canvas;
  cairo_surface_t      *surface;
  cairo_t              *cr;
} Stage;

static gint64
get_cpu_ns (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return spent.tv_sec * BOBBIN_NS_PER_S + spent.tv_nsec;
}

/* One slice after the other per lane: running and ready in turn, now and then
 * asleep, on a core that it mostly keeps. */
static void
add_slice (BobbinHistory *history, guint lane, GRand *chance, gint64 length_ns, guint i)
{
  gint64 begin_ns = bobbin_history_get_lane_extent (history, lane).end_ns;
  guint core = g_rand_int_range (chance, 0, 8) == 0 ? (guint) g_rand_int_range (chance, 0, N_CORES) : lane % N_CORES;
  BobbinInterval slice = {
    .span = { begin_ns, begin_ns + length_ns / 4 + g_rand_int_range (chance, 0, (gint32) (length_ns * 3 / 2)) },
    .state = i % 2 == 0 ? BOBBIN_STATE_RUNNING : i % 10 == 1 ? BOBBIN_STATE_SLEEP : BOBBIN_STATE_READY,
    .other = core,
  };

  bobbin_history_append (history, lane, &slice);
}

static void
set_up (Stage *stage, guint n_slices)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (3);

  *stage = (Stage) { .run = bobbin_fake_run_sized (N_WORKERS / 2, N_WORKERS / 2, N_CORES, BOBBIN_NS_PER_S) };
  bobbin_history_free (stage->run->history);
  stage->run->history = bobbin_history_new (N_WORKERS, G_MAXSIZE);
  for (guint i = 0; i < n_slices / N_WORKERS; i++)
    for (guint lane = 0; lane < N_WORKERS; lane++)
      add_slice (stage->run->history, lane, chance, MEAN_NS, i);
  stage->run->now_ns = bobbin_history_get_extent (stage->run->history).end_ns;

  stage->pango = bobbin_text_context_new (FALSE);
  stage->style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, stage->pango, 14.0);
  stage->canvas = bobbin_timeline_canvas_new ();
  stage->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  stage->cr = cairo_create (stage->surface);
}

static void
tear_down (Stage *stage)
{
  cairo_destroy (stage->cr);
  cairo_surface_destroy (stage->surface);
  bobbin_timeline_canvas_free (stage->canvas);
  g_object_unref (stage->pango);
  bobbin_run_free (stage->run);
}

static void
draw_frame (Stage *stage, const BobbinTimelineViewport *viewport)
{
  g_autoptr (BobbinTimelineLayout) layout = bobbin_timeline_layout_new (stage->run, viewport, WIDTH, HEIGHT,
                                                                         &stage->style);

  bobbin_timeline_layout_draw_grid (layout, stage->cr);
  bobbin_timeline_canvas_update (stage->canvas, layout);
  bobbin_timeline_layout_draw_marks (layout, stage->cr);
  bobbin_timeline_layout_draw_overlay (layout, stage->cr, -1.0, -1.0);
}

/* Every frame has another zoom, so that none of the pixels can stay. */
static double
measure_frame (Stage *stage)
{
  BobbinTimeSpan all = bobbin_history_get_extent (stage->run->history);
  double values[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      BobbinTimelineViewport viewport
        = bobbin_timeline_viewport ((BobbinTimeSpan) { all.begin_ns + i * BOBBIN_NS_PER_MS, all.end_ns });
      gint64 begin_ns = get_cpu_ns ();

      draw_frame (stage, &viewport);
      values[i] = (double) (get_cpu_ns () - begin_ns) / 1e6;
    }
  return bench_median (values, N_ROUNDS);
}

static double
measure_fill (Stage *stage)
{
  double values[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 begin_ns = get_cpu_ns ();

      cairo_set_source_rgb (stage->cr, i / (double) N_ROUNDS, 0.5, 0.5);
      cairo_paint (stage->cr);
      cairo_surface_flush (stage->surface);
      values[i] = (double) (get_cpu_ns () - begin_ns) / 1e6;
    }
  return bench_median (values, N_ROUNDS);
}

/* A frame of 5 s that follows now, when 1/60 s is new on every lane. */
static double
measure_live (Stage *stage)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (5);
  BobbinHistory *history = stage->run->history;
  gint64 now_ns = bobbin_history_get_extent (history).end_ns;
  double values[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS + 1; i++)
    {
      gint64 begin_ns;

      now_ns += BOBBIN_NS_PER_S / 60;
      for (guint lane = 0; lane < N_WORKERS; lane++)
        for (guint k = 0; bobbin_history_get_lane_extent (history, lane).end_ns < now_ns; k++)
          add_slice (history, lane, chance, MEAN_NS, k);
      stage->run->now_ns = now_ns;
      BobbinTimelineViewport viewport = bobbin_timeline_viewport_default (stage->run);
      begin_ns = get_cpu_ns ();
      draw_frame (stage, &viewport);
      if (i > 0)
        values[i - 1] = (double) (get_cpu_ns () - begin_ns) / 1e6;
    }
  return bench_median (values, N_ROUNDS);
}

static double
get_slice_bytes (const BobbinHistory *history)
{
  guint64 n = 0;

  for (guint lane = 0; lane < N_WORKERS; lane++)
    n += bobbin_history_get_length (history, lane);
  return (double) bobbin_history_get_bytes (history) / (double) n;
}

void
bench_frame (GArray *results)
{
  Stage few, many;
  double few_ms, many_ms, fill_ms;

  set_up (&few, 1000000);
  set_up (&many, 10000000);
  few_ms = measure_frame (&few);
  fill_ms = measure_fill (&few);
  many_ms = measure_frame (&many);
  bench_add (results, "frame", few_ms, "ms", MIN (2.0, 12.0 * fill_ms), "filling the same pixels", fill_ms);
  bench_add (results, "frame-10x", many_ms, "ms", 1.2 * few_ms, "a frame of a tenth of the slices", few_ms);
  bench_add (results, "frame-live", measure_live (&few), "ms", 0.5, "filling the same pixels", fill_ms);
  bench_add (results, "history", get_slice_bytes (many.run->history), "B", 16.0, "a slice in the ledger",
             sizeof (BobbinSlice));
  tear_down (&few);
  tear_down (&many);
}
