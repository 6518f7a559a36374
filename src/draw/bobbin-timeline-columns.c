#include "bobbin-timeline-private.h"

#include <math.h>

/* Past this, only the history's own sums keep the cost to the picture's width. */
#define MAX_INTERVALS_PER_PX 8.0

/* Slices differ in length: long before all are thinner than a pixel, many are,
 * and what a pixel shows has to be the sum of them and not one by chance. */
#define FEWEST_PX_PER_INTERVAL 3.0

/* Intervals come in order and without overlap, so their rounded edges do too. */

static void
append_interval (GArray *columns, BobbinTimeSpan span, double width_px, const BobbinInterval *interval)
{
  BobbinTimeSpan part = bobbin_time_span_clamp (interval->span, span);
  BobbinTimelineColumn column = {
    .x0 = round (bobbin_time_span_position (span, part.begin_ns) * width_px),
    .x1 = round (bobbin_time_span_position (span, part.end_ns) * width_px),
    .run_share = interval->run_share,
    .wait_share = interval->wait_share,
    .core = interval->core,
  };

  if (column.x1 > column.x0)
    g_array_append_val (columns, column);
}

/* The core of the interval in the middle stands for the pixel. */
static guint
core_at (const BobbinHistory *history, guint lane, gint64 time_ns)
{
  guint i = bobbin_history_find (history, lane, time_ns);

  if (i >= bobbin_history_get_length (history, lane))
    return BOBBIN_NO_CORE;
  return bobbin_history_get (history, lane, i).core;
}

static void
append_pixels (const BobbinHistory *history, guint lane, BobbinTimeSpan span, double width_px,
               GArray *columns)
{
  double ns_per_px = (double) bobbin_time_span_length_ns (span) / width_px;

  for (double x = 0.0; x < width_px; x += 1.0)
    {
      BobbinTimeSpan pixel = { span.begin_ns + (gint64) (x * ns_per_px),
                               span.begin_ns + (gint64) ((x + 1.0) * ns_per_px) };
      BobbinShares shares = bobbin_history_get_shares (history, lane, pixel);
      gint64 known_ns = shares.running_ns + shares.waiting_ns + shares.blocked_ns;

      if (known_ns * 2 >= bobbin_time_span_length_ns (pixel) && known_ns > 0)
        {
          BobbinTimelineColumn column = {
            .x0 = x,
            .x1 = MIN (x + 1.0, round (width_px)),
            .run_share = (double) shares.running_ns / (double) known_ns,
            .wait_share = (double) shares.waiting_ns / (double) known_ns,
            .core = core_at (history, lane, (pixel.begin_ns + pixel.end_ns) / 2),
          };
          g_array_append_val (columns, column);
        }
    }
}

/* What falls on one pixel. */
typedef struct {
  double run_ns, wait_ns, known_ns;
  double most_ns; /* of what ran, the largest part … */
  guint  core;    /* … was on this core */
} Pixel;

static void
add_to_pixels (Pixel *pixels, guint n, BobbinTimeSpan span, double ns_per_px, const BobbinInterval *interval)
{
  BobbinTimeSpan part = bobbin_time_span_clamp (interval->span, span);
  double begin = (double) (part.begin_ns - span.begin_ns) / ns_per_px;
  double end = (double) (part.end_ns - span.begin_ns) / ns_per_px;

  for (guint i = (guint) begin; i < n && i < end; i++)
    {
      double length_ns = (MIN (end, i + 1.0) - MAX (begin, i)) * ns_per_px;
      double run_ns = length_ns * interval->run_share;

      pixels[i].known_ns += length_ns;
      pixels[i].run_ns += run_ns;
      pixels[i].wait_ns += length_ns * interval->wait_share;
      if (run_ns > pixels[i].most_ns || pixels[i].core == BOBBIN_NO_CORE)
        {
          pixels[i].most_ns = run_ns;
          pixels[i].core = interval->core;
        }
    }
}

/* Some intervals to each pixel: going over them once is less than asking for
 * each pixel anew. */
static void
append_summed (const BobbinHistory *history, guint lane, BobbinTimeSpan span, double width_px, guint first,
               guint end, GArray *columns)
{
  guint n = (guint) width_px;
  double ns_per_px = (double) bobbin_time_span_length_ns (span) / width_px;
  g_autofree Pixel *pixels = g_new0 (Pixel, n);

  for (guint i = 0; i < n; i++)
    pixels[i].core = BOBBIN_NO_CORE;
  for (guint i = first; i < end; i++)
    {
      BobbinInterval interval = bobbin_history_get (history, lane, i);

      add_to_pixels (pixels, n, span, ns_per_px, &interval);
    }
  for (guint i = 0; i < n; i++)
    if (pixels[i].known_ns * 2.0 >= ns_per_px)
      {
        BobbinTimelineColumn column = {
          .x0 = i,
          .x1 = i + 1.0,
          .run_share = pixels[i].run_ns / pixels[i].known_ns,
          .wait_share = pixels[i].wait_ns / pixels[i].known_ns,
          .core = pixels[i].core,
        };
        g_array_append_val (columns, column);
      }
}

guint
bobbin_timeline_count_intervals (const BobbinHistory *history, guint lane, BobbinTimeSpan span)
{
  guint length = bobbin_history_get_length (history, lane);

  return MIN (bobbin_history_find (history, lane, span.end_ns) + 1, length)
         - bobbin_history_find (history, lane, span.begin_ns);
}

void
bobbin_timeline_columns (const BobbinHistory *history, guint lane, BobbinTimeSpan span,
                         double width_px, guint most_intervals, GArray *columns)
{
  guint length = bobbin_history_get_length (history, lane);
  guint first, end;

  if (bobbin_time_span_is_empty (span) || width_px < 1.0 || length == 0)
    return;

  first = bobbin_history_find (history, lane, span.begin_ns);
  end = MIN (bobbin_history_find (history, lane, span.end_ns) + 1, length);
  if (end - first > width_px * MAX_INTERVALS_PER_PX)
    append_pixels (history, lane, span, floor (width_px), columns);
  else if (MAX (end - first, most_intervals) * FEWEST_PX_PER_INTERVAL > width_px)
    append_summed (history, lane, span, floor (width_px), first, end, columns);
  else
    for (guint i = first; i < end; i++)
      {
        BobbinInterval interval = bobbin_history_get (history, lane, i);

        append_interval (columns, span, width_px, &interval);
      }
}
