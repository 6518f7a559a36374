#include "bobbin-overview.h"

#include <math.h>

#include "bobbin-axis.h"
#include "bobbin-color.h"
#include "bobbin-timeline-lane.h"

#define OUTSIDE_ALPHA 0.55 /* of the veil over what is not seen */
#define RANGE_ALPHA   0.18
#define GRIP_SHARE    0.5  /* of the strip's height */

/* From the foot up; between two of them lies a layer. */
enum { FOOT, RUNNING, WAITING, BLOCKED, N_HEIGHTS };

/* One pixel of the strip. */
typedef struct {
  int height_px[N_HEIGHTS];
} Stack;

/* What the columns from @first to before @end hold, and the most they could:
 * in the last one the run may have ended. */
static Stack
get_stack (const BobbinOverview *overview, const BobbinOverviewLayout *layout, gint64 first, gint64 end, guint n_workers)
{
  guint n_columns;
  gint64 column_ns;
  const BobbinOverviewColumn *columns = bobbin_overview_get_columns (overview, &n_columns, &column_ns);
  double most_ns = (double) (MIN (end * column_ns, layout->extent.end_ns) - first * column_ns) * n_workers;
  double sums_ns[N_HEIGHTS] = { 0.0 };
  Stack stack = { { 0 } };

  for (gint64 i = first; i < MIN (end, n_columns); i++)
    {
      sums_ns[RUNNING] += (double) columns[i].running_ns;
      sums_ns[WAITING] += (double) columns[i].waiting_ns;
      sums_ns[BLOCKED] += (double) columns[i].blocked_ns;
    }
  for (guint i = FOOT + 1; i < N_HEIGHTS; i++)
    {
      sums_ns[i] += sums_ns[i - 1];
      if (most_ns > 0.0)
        stack.height_px[i] = (int) lround (MIN (sums_ns[i] / most_ns, 1.0) * layout->bars.height);
    }
  return stack;
}

static Stack *
get_stacks (const BobbinOverview *overview, const BobbinOverviewLayout *layout, guint n_workers, guint n)
{
  Stack *stacks = g_new0 (Stack, n);
  guint n_columns;
  gint64 column_ns;

  bobbin_overview_get_columns (overview, &n_columns, &column_ns);
  for (guint i = 0; i < n; i++)
    {
      gint64 from_ns = bobbin_overview_time (layout, layout->bars.x + i);
      gint64 to_ns = bobbin_overview_time (layout, layout->bars.x + i + 1);
      gint64 first = MAX (from_ns, 0) / column_ns;

      if (to_ns > 0)
        stacks[i] = get_stack (overview, layout, first, MAX (to_ns / column_ns, first + 1), n_workers);
    }
  return stacks;
}

/* Pixels of the strip, from the top down; those of who waits let the hatch below through. */
static void
fill_pixels (guint32 *pixels, const Stack *stacks, guint width, guint height, const BobbinTheme *theme)
{
  guint32 running = bobbin_color_to_pixel (bobbin_color_mix (theme->mark, theme->card, 0.3));
  guint32 blocked = bobbin_color_to_pixel (bobbin_timeline_track_tone (theme)), nothing = bobbin_color_to_pixel (theme->card);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        const int *height_px = stacks[x].height_px;
        int above = (int) (height - y); /* of the foot */

        pixels[y * width + x] = above <= height_px[RUNNING] ? running
                                : above <= height_px[WAITING] ? 0
                                : above <= height_px[BLOCKED] ? blocked : nothing;
      }
}

static void
draw_columns (const BobbinOverview *overview, const BobbinOverviewLayout *layout, const BobbinRun *run, cairo_t *cr,
              const BobbinStyle *style)
{
  guint width = (guint) MAX (layout->bars.width, 1.0), height = (guint) MAX (layout->bars.height, 1.0);
  g_autofree Stack *stacks = get_stacks (overview, layout, run->workers->len, width);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  cairo_surface_t *image;

  bobbin_path_rect (cr, layout->bars);
  bobbin_color_set (cr, style->theme->waiting_fill);
  cairo_fill_preserve (cr);
  bobbin_pattern_fill (cr, style, BOBBIN_PATTERN_HATCH, style->theme->waiting, bobbin_timeline_hatch_px (style));

  fill_pixels (pixels, stacks, width, height, style->theme);
  image = cairo_image_surface_create_for_data ((guchar *) pixels, CAIRO_FORMAT_ARGB32, (int) width, (int) height,
                                               4 * (int) width);
  bobbin_path_rect (cr, layout->bars);
  cairo_set_source_surface (cr, image, layout->bars.x, layout->bars.y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  cairo_surface_finish (image);
  cairo_surface_destroy (image);
}

static void
draw_crashes (const BobbinOverviewLayout *layout, const BobbinRun *run, cairo_t *cr, const BobbinStyle *style)
{
  double size_px = MIN (style->fine_px * 0.7, layout->bars.height * 0.35);
  double line_px = MAX (style->line_px * 1.2, size_px * 0.2);

  for (guint i = 0; i < run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (run, i);
      double x = bobbin_overview_x (layout, worker->ended_ns);
      double y = layout->bars.y + size_px;

      if (worker->end != BOBBIN_END_CRASHED || !worker->culprit)
        continue;
      bobbin_draw_vline (cr, style->theme->alarm, x, layout->bars.y, layout->bars.y + layout->bars.height, 1.0);
      bobbin_draw_cross (cr, style->theme->card, x, y, size_px, line_px * 2.6);
      bobbin_draw_cross (cr, style->theme->alarm, x, y, size_px, line_px);
    }
}

static void
draw_times (const BobbinOverviewLayout *layout, cairo_t *cr, const BobbinStyle *style)
{
  BobbinFont font = { .size_px = style->fine_px };
  double gap_px = bobbin_text_width (style, font, "0.00 s") * 3.0;
  gint64 step_ns = bobbin_axis_step_ns (layout->extent, layout->axis.width, gap_px);
  double baseline = bobbin_text_baseline (layout->axis.y + layout->axis.height / 2.0, font.size_px);

  for (gint64 t = bobbin_axis_first_ns (layout->extent.begin_ns, step_ns); t <= layout->extent.end_ns; t += step_ns)
    {
      double x = round (bobbin_overview_x (layout, t));
      g_autofree char *text = bobbin_axis_label (t, step_ns);
      double width = bobbin_text_width (style, font, text);
      double x0 = CLAMP (x - width / 2.0, layout->axis.x, MAX (layout->axis.x + layout->axis.width - width, 0.0));

      bobbin_draw_vline (cr, style->theme->grid, x, layout->axis.y, layout->axis.y + style->line_px * 2.0, 1.0);
      bobbin_text_draw (cr, style, font, style->theme->faint_text, x0, baseline, text);
    }
}

/* A tone over the selected range, and a beam on top of it. */
static void
draw_range (const BobbinOverviewLayout *layout, cairo_t *cr, const BobbinStyle *style)
{
  double left = layout->rect.x, right = left + layout->rect.width;
  double x0 = CLAMP (bobbin_overview_x (layout, layout->range.begin_ns), left, right);
  double x1 = MAX (CLAMP (bobbin_overview_x (layout, layout->range.end_ns), left, right), x0 + 2.0);
  double thick_px = MAX (style->line_px * 2.0, 3.0);

  if (bobbin_time_span_is_empty (layout->range))
    return;
  bobbin_path_rect (cr, (BobbinRect) { x0, layout->bars.y, x1 - x0, layout->bars.height });
  bobbin_color_set (cr, bobbin_color_with_alpha (style->theme->text, RANGE_ALPHA));
  cairo_fill (cr);
  bobbin_draw_hline (cr, style->theme->text, x0, x1, layout->bars.y + thick_px / 2.0, thick_px);
}

static void
draw_grip (const BobbinOverviewLayout *layout, cairo_t *cr, const BobbinStyle *style, double x, gboolean pointed)
{
  double width = pointed ? 9.0 : 7.0;
  double height = round (layout->bars.height * GRIP_SHARE);
  BobbinRect grip = { x - width / 2.0, round (layout->bars.y + (layout->bars.height - height) / 2.0), width, height };

  bobbin_draw_box (cr, grip, width / 2.0, style->theme->text, style->theme->card, 1.0);
}

static void
veil_outside (const BobbinOverviewLayout *layout, cairo_t *cr, const BobbinStyle *style)
{
  BobbinRect bars = layout->bars;
  double right = bars.x + bars.width;

  bobbin_path_rect (cr, (BobbinRect) { bars.x, bars.y, MAX (layout->frame_x0 - bars.x, 0.0), bars.height });
  bobbin_path_rect (cr, (BobbinRect) { layout->frame_x1, bars.y, MAX (right - layout->frame_x1, 0.0), bars.height });
  bobbin_color_set (cr, bobbin_color_with_alpha (style->theme->ground, OUTSIDE_ALPHA));
  cairo_fill (cr);
}

static void
draw_frame (const BobbinOverviewLayout *layout, cairo_t *cr, const BobbinStyle *style, BobbinOverviewPart pointed)
{
  BobbinRect bars = layout->bars;
  double line_px = pointed == BOBBIN_OVERVIEW_INSIDE ? 2.0 : 1.5;
  BobbinRect frame = { layout->frame_x0, bars.y, layout->frame_x1 - layout->frame_x0, bars.height };

  bobbin_path_rect (cr, bobbin_rect_inset (frame, line_px / 2.0));
  bobbin_color_set (cr, style->theme->text);
  cairo_set_line_width (cr, line_px);
  cairo_stroke (cr);
  draw_grip (layout, cr, style, layout->frame_x0, pointed == BOBBIN_OVERVIEW_LEFT);
  draw_grip (layout, cr, style, layout->frame_x1, pointed == BOBBIN_OVERVIEW_RIGHT);
}

void
bobbin_overview_draw (const BobbinOverview *overview, const BobbinOverviewLayout *layout, const BobbinRun *run,
                      cairo_t *cr, const BobbinStyle *style, BobbinOverviewPart pointed)
{
  cairo_save (cr);
  bobbin_draw_box (cr, layout->bars, 0.0, style->theme->card, style->theme->grid, 1.0);
  if (run != NULL)
    {
      draw_columns (overview, layout, run, cr, style);
      draw_range (layout, cr, style);
      veil_outside (layout, cr, style);
      draw_crashes (layout, run, cr, style);
      if (layout->axis.height > 0.0)
        draw_times (layout, cr, style);
      draw_frame (layout, cr, style, pointed);
    }
  cairo_restore (cr);
}
