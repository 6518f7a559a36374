/* bobbin-timeline-look.c - the look of a lane, for its paths and for its pixels alike */
#include "bobbin-timeline-lane.h"

#include <math.h>

#include "bobbin-color.h"

#define LEAST_HATCHED_PX 10.0 /* lower tracks show waiting as a flat tone */
#define LEAST_FOOT_PX    8.0  /* lower ones have room for one unit of the foot line */

/* Rounding to pixels makes some lanes of a picture a pixel lower than the
 * others; all of them look like the higher ones. */
static double
get_nominal_px (const BobbinTimelineLayout *layout, double track_px)
{
  double top, height;

  bobbin_timeline_lane_track (0.0, ceil (layout->lane_px), &top, &height);
  return MAX (track_px, height);
}

gboolean
bobbin_timeline_is_hatched (const BobbinTimelineLayout *layout, double track_px)
{
  return get_nominal_px (layout, track_px) >= LEAST_HATCHED_PX;
}

double
bobbin_timeline_edge_px (const BobbinStyle *style)
{
  return MAX (round (style->line_px * 0.5), 1.0);
}

BobbinColor
bobbin_timeline_track_tone (const BobbinTheme *theme)
{
  return bobbin_color_mix (theme->card, theme->grid, 0.4);
}

int
bobbin_timeline_strength (guint run_255)
{
  /* Whatever ran at all is seen. */
  return run_255 < 2 ? 0 : MAX (((int) run_255 * BOBBIN_N_STRENGTHS + 127) / 255, 1);
}

BobbinColor
bobbin_timeline_strength_color (const BobbinTimelineLayout *layout, guint hue, int strength)
{
  return bobbin_color_mix (bobbin_timeline_waiting_tone (layout->style.theme), layout->hues[hue].fill,
                           (double) strength / BOBBIN_N_STRENGTHS);
}

double
bobbin_timeline_foot_px (const BobbinStyle *style)
{
  return MAX (round (style->line_px * 0.6), 1.0);
}

int
bobbin_timeline_foot_units (const BobbinTimelineLayout *layout, double track_px)
{
  return get_nominal_px (layout, track_px) < LEAST_FOOT_PX ? 1 : BOBBIN_FOOT_UNITS;
}

/* @x_px modulo @period, also left of time 0. */
static int
phase (gint64 x_px, int period)
{
  int rest = (int) (x_px % period);

  return rest < 0 ? rest + period : rest;
}

gboolean
bobbin_timeline_has_foot (BobbinState why, int unit, gint64 x_px)
{
  switch ((int) why)
    {
    case BOBBIN_STATE_LOCK:
      return unit > 0 && phase (x_px, 12) < 8;
    case BOBBIN_STATE_PIPE:
      return unit != 1;
    case BOBBIN_STATE_DISK:
      return unit > 0 && phase (x_px, 4) < 2;
    default:
      return unit > 0;
    }
}

gboolean
bobbin_timeline_has_tick (gint64 x_px)
{
  return phase (x_px, BOBBIN_TICK_PERIOD_PX) < 2;
}

BobbinColor
bobbin_timeline_tick_color (const BobbinTheme *theme)
{
  return theme->mark;
}
