/* bobbin-plot-scale.c - from values to places, and the round values between
 *
 * Round is what people count in: 1, 2, 5 × 10ⁿ; for bytes the powers of 2, so
 * that ticks read "64 MiB" and not "67.1 MB"; for whole things whole numbers.
 */
#include "bobbin-plot-scale.h"

#include <math.h>

#define ROOM 0.04      /* of the range, past the outermost value where it is not round itself */
#define ZERO_GAP 0.12  /* of the scale, that lies between 0 and the least value above it */
#define MOST_TICKS 200u

static gboolean
is_binary (BobbinQuantity quantity)
{
  return quantity == BOBBIN_QUANTITY_BYTES || quantity == BOBBIN_QUANTITY_BYTES_PER_S;
}

BobbinPlotRange
bobbin_plot_range_new (void)
{
  return (BobbinPlotRange) { (double) NAN, (double) NAN, FALSE };
}

void
bobbin_plot_range_add (BobbinPlotRange *range, const BobbinPlotAxis *axis, double value)
{
  if (!isfinite (value))
    return;
  if (axis->log && value <= 0.0)
    {
      range->has_zero = range->has_zero || axis->zero_at > 0.0;
      return;
    }
  range->least = isnan (range->least) ? value : MIN (range->least, value);
  range->most = isnan (range->most) ? value : MAX (range->most, value);
}

/* The least round step that is not under @least. */
static double
round_step (BobbinQuantity quantity, double least)
{
  static const double decimal[] = { 1.0, 2.0, 5.0, 10.0 };
  double power;

  if (least <= 0.0 || !isfinite (least))
    return 1.0;
  if (is_binary (quantity))
    return MAX (exp2 (ceil (log2 (least) - 1e-9)), 1.0);
  if (quantity == BOBBIN_QUANTITY_COUNT)
    least = MAX (least, 1.0);
  power = pow (10.0, floor (log10 (least) + 1e-12));
  for (guint i = 0; i < G_N_ELEMENTS (decimal); i++)
    if (decimal[i] * power >= least * (1.0 - 1e-9))
      return decimal[i] * power;
  return 10.0 * power;
}

static BobbinPlotScale
new_linear (const BobbinPlotAxis *axis, BobbinPlotRange range)
{
  double least = isnan (range.least) ? 0.0 : range.least, most = isnan (range.most) ? 1.0 : range.most;
  double room, step;

  if (axis->from_zero)
    least = MIN (least, 0.0);
  if (most <= least)
    {
      double around = fabs (least) > 0.0 ? fabs (least) * 0.5 : 1.0;

      most = least + around;
      if (!axis->from_zero)
        least -= around;
    }
  room = (most - least) * ROOM;
  step = round_step (axis->quantity, (most - least) / 10.0);
  if (!axis->from_zero || least < 0.0)
    least = floor ((least - room) / step) * step;
  most = ceil ((most + room * 0.5) / step - 1e-9) * step;
  /* Nothing that can only be 0 and more gets an axis below 0. */
  if (!isnan (range.least) && range.least >= 0.0)
    least = MAX (least, 0.0);
  return (BobbinPlotScale) { .quantity = axis->quantity, .low = least, .high = most };
}

static BobbinPlotScale
new_log (const BobbinPlotAxis *axis, BobbinPlotRange range)
{
  double least = range.least, most = range.most;
  BobbinPlotScale scale = { .quantity = axis->quantity, .log = TRUE };
  double base = is_binary (axis->quantity) ? 2.0 : 10.0;

  if (isnan (least))
    {
      least = range.has_zero ? axis->zero_at * base : 1.0;
      most = least * 10.0;
    }
  if (most < least * 1.5)
    {
      least /= 2.0;
      most *= 2.0;
    }
  double room = pow (most / least, ROOM);
  scale.low = least / room;
  scale.high = most * room;
  /* Up to the next decade where it is near: such an axis begins and ends with a label. */
  double below = pow (base, floor (log (least) / log (base) + 1e-9));
  double above = pow (base, ceil (log (most) / log (base) - 1e-9));
  double span = log (most / least);
  if (log (least / below) < span * 0.15)
    scale.low = below;
  if (log (above / most) < span * 0.15)
    scale.high = above;
  if (range.has_zero)
    {
      double gap = pow (scale.high / scale.low, ZERO_GAP / (1.0 - ZERO_GAP));

      scale.zero_at = MIN (axis->zero_at, scale.low / gap);
      scale.zero_at = MAX (scale.zero_at, scale.low / (gap * gap));
      scale.low = scale.zero_at;
    }
  return scale;
}

BobbinPlotScale
bobbin_plot_scale_new (const BobbinPlotAxis *axis, BobbinPlotRange range, double from_px, double to_px)
{
  BobbinPlotScale scale = axis->log ? new_log (axis, range) : new_linear (axis, range);

  scale.from_px = from_px;
  scale.to_px = to_px;
  return scale;
}

gboolean
bobbin_plot_scale_has (const BobbinPlotScale *scale, double value)
{
  return isfinite (value) && (!scale->log || value > 0.0 || scale->zero_at > 0.0);
}

double
bobbin_plot_scale_px (const BobbinPlotScale *scale, double value)
{
  double share;

  if (scale->log && value <= 0.0)
    share = 0.0;
  else if (scale->log)
    share = log (value / scale->low) / log (scale->high / scale->low);
  else
    share = (value - scale->low) / (scale->high - scale->low);
  return scale->from_px + CLAMP (share, 0.0, 1.0) * (scale->to_px - scale->from_px);
}

double
bobbin_plot_scale_value (const BobbinPlotScale *scale, double px)
{
  double length = scale->to_px - scale->from_px;
  double share = fabs (length) > 0.0 ? (px - scale->from_px) / length : 0.0;

  if (scale->log)
    return scale->low * pow (scale->high / scale->low, share);
  return scale->low + share * (scale->high - scale->low);
}

double
bobbin_plot_scale_break_px (const BobbinPlotScale *scale)
{
  if (!scale->log || scale->zero_at <= 0.0)
    return (double) NAN;
  return scale->from_px + ZERO_GAP / 2.0 * (scale->to_px - scale->from_px);
}

static void
add_tick (GArray *ticks, const BobbinPlotScale *scale, double value, gboolean labelled)
{
  BobbinPlotTick tick = { value, bobbin_plot_scale_px (scale, value), labelled };

  if (ticks->len < MOST_TICKS)
    g_array_append_val (ticks, tick);
}

static void
add_linear_ticks (const BobbinPlotScale *scale, double gap_px, GArray *ticks)
{
  double length = fabs (scale->to_px - scale->from_px);
  double step = round_step (scale->quantity, (scale->high - scale->low) * MAX (gap_px, 1.0) / MAX (length, 1.0));
  double first = ceil (scale->low / step - 1e-6);

  for (guint i = 0; i < MOST_TICKS; i++)
    {
      double value = (first + i) * step;

      if (value > scale->high + step * 1e-6)
        break;
      add_tick (ticks, scale, fabs (value) < step * 1e-9 ? 0.0 : value, TRUE);
    }
}

/* The part of the scale above the break. */
static double
least_above_break (const BobbinPlotScale *scale)
{
  return scale->zero_at > 0.0 ? bobbin_plot_scale_value (scale, bobbin_plot_scale_break_px (scale)) : scale->low;
}

/* One value in each period of @base, times the factors below it. */
static void
add_periods (const BobbinPlotScale *scale, double base, guint every, const double *factors, guint n_factors,
             GArray *ticks)
{
  double least = least_above_break (scale);
  int first = (int) floor (log (scale->low) / log (base)) - 1;
  int last = (int) ceil (log (scale->high) / log (base));

  for (int n = first; n <= last; n++)
    for (guint i = 0; i < n_factors; i++)
      {
        double value = pow (base, n) * factors[i];

        if (value >= least * (1.0 - 1e-9) && value <= scale->high * (1.0 + 1e-9))
          add_tick (ticks, scale, value, n % (int) every == 0);
      }
}

/* Even steps, for a range too narrow for powers; they are closest at the top. */
static void
add_even_ticks (const BobbinPlotScale *scale, double gap_px, GArray *ticks)
{
  double least = least_above_break (scale), step = round_step (scale->quantity, (scale->high - least) / 20.0);
  double length = fabs (scale->to_px - scale->from_px), span = log (scale->high / scale->low);

  while (step < scale->high - least && length * log (scale->high / (scale->high - step)) / span < gap_px)
    step = round_step (scale->quantity, step * 1.5);
  for (double value = ceil (least / step - 1e-6) * step; value <= scale->high * (1.0 + 1e-9); value += step)
    if (value > 0.0)
      add_tick (ticks, scale, value, TRUE);
}

static void
add_log_ticks (const BobbinPlotScale *scale, double gap_px, GArray *ticks)
{
  static const double all[] = { 1.0, 2.0, 5.0 }, thirds[] = { 1.0, 3.0 }, one[] = { 1.0 };
  gboolean binary = is_binary (scale->quantity);
  double base = binary ? 2.0 : 10.0;
  double length = fabs (scale->to_px - scale->from_px);
  double period_px = length * log (base) / log (scale->high / scale->low);
  guint every = 1;

  if (scale->zero_at > 0.0)
    add_tick (ticks, scale, 0.0, TRUE);
  if (scale->high < least_above_break (scale) * 5.0)
    {
      add_even_ticks (scale, gap_px, ticks);
      return;
    }
  /* A step of 2 → 5 is 0.4 of a decade, 1 → 3 is 0.48 of it. */
  if (!binary && period_px * 0.3 >= gap_px)
    add_periods (scale, base, 1, all, G_N_ELEMENTS (all), ticks);
  else if (!binary && period_px * 0.47 >= gap_px)
    add_periods (scale, base, 1, thirds, G_N_ELEMENTS (thirds), ticks);
  else
    {
      while (every < 60 && period_px * every < gap_px)
        every = binary ? every * 2 : every + 1;
      /* Of bytes every 2nd, 4th and then 10th power: 1 KiB, 1 MiB, 1 GiB. */
      if (binary && every > 4)
        every = 10 * (guint) ceil (gap_px / (10.0 * period_px));
      add_periods (scale, base, every, one, G_N_ELEMENTS (one), ticks);
    }
}

GArray *
bobbin_plot_scale_ticks (const BobbinPlotScale *scale, double gap_px)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BobbinPlotTick));

  if (scale->log)
    add_log_ticks (scale, gap_px, ticks);
  else
    add_linear_ticks (scale, gap_px, ticks);
  return ticks;
}
