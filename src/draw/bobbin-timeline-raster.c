#include "bobbin-timeline-raster.h"

#include <math.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-timeline-pixels.h"

#define MOST_SCALE 8

/* A bit per unit of the foot line, and one for the dots of merged pixels. */
#define TICK_BIT (1u << BOBBIN_FOOT_UNITS)

struct _BobbinTimelineRaster {
  const BobbinTimelineLayout *layout;
  BobbinTimelineStamps       *stamps;
  GArray                     *placed; /* BobbinTimelineStamp; scratch */
  int                         scale;
  guint32                     track, line, waiting, tick;
  guint32                     strength[BOBBIN_MAX_HUES][BOBBIN_N_STRENGTHS + 1];
  guint32                     marks_of[MOST_SCALE * BOBBIN_FOOT_PERIOD_PX * 16]; /* bits; see BobbinPixelPalette */
  guint32                    *hatch; /* pitch × pitch, opaque */
  int                         pitch_px;
  guint32                     fill_of[BOBBIN_PIXEL_OTHERS], edge_of[BOBBIN_PIXEL_OTHERS];

  /* One stretch of one lane at a time; all of @room columns. */
  gint64             begin_px;
  guint              room, n;
  guint32           *looks, *others;
  BobbinPixelColumns columns;
  guint8            *bits;
  guint32           *foot[BOBBIN_FOOT_UNITS]; /* ground of these rows */
  guint32           *phases;       /* of room + period pixels, from phase 0 on */
  guint32           *waiting_rows; /* pitch rows of room + pitch pixels */
  gboolean           has_waiting, waiting_hatched;
};

/* The hatch as the paths draw it, on its ground. */
static void
make_hatch (BobbinTimelineRaster *raster)
{
  const BobbinStyle *style = &raster->layout->style;
  BobbinStyle device = *style;
  cairo_surface_t *surface;
  cairo_t *cr;

  raster->pitch_px = MAX ((int) round (bobbin_timeline_hatch_px (style) * style->device_scale), 3);
  raster->hatch = g_new0 (guint32, raster->pitch_px * raster->pitch_px);
  surface = cairo_image_surface_create_for_data ((guchar *) raster->hatch, CAIRO_FORMAT_ARGB32,
                                                 raster->pitch_px, raster->pitch_px, 4 * raster->pitch_px);
  cr = cairo_create (surface);
  bobbin_color_set (cr, style->theme->waiting_fill);
  cairo_paint (cr);
  device.device_scale = 1.0;
  bobbin_path_rect (cr, (BobbinRect) { 0.0, 0.0, raster->pitch_px, raster->pitch_px });
  bobbin_pattern_fill (cr, &device, BOBBIN_PATTERN_HATCH, style->theme->waiting, raster->pitch_px);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
make_marks (BobbinTimelineRaster *raster)
{
  for (int phase = 0; phase < raster->scale * BOBBIN_FOOT_PERIOD_PX; phase++)
    for (int state = 0; state < BOBBIN_N_STATES; state++)
      {
        guint32 *marks = &raster->marks_of[phase * 16 + state];

        for (int unit = 0; unit < BOBBIN_FOOT_UNITS; unit++)
          if (bobbin_timeline_has_foot ((BobbinState) state, unit, phase / raster->scale))
            *marks |= 1u << unit;
        if (bobbin_timeline_has_tick (phase / raster->scale))
          *marks |= TICK_BIT;
      }
}

static void
make_colors (BobbinTimelineRaster *raster)
{
  const BobbinTimelineLayout *layout = raster->layout;
  guint32 fill[BOBBIN_MAX_HUES], edge[BOBBIN_MAX_HUES];

  for (guint i = 0; i < layout->n_hues; i++)
    {
      fill[i] = bobbin_color_to_pixel (layout->hues[i].fill);
      edge[i] = bobbin_color_to_pixel (layout->hues[i].edge);
      for (int s = 0; s <= BOBBIN_N_STRENGTHS; s++)
        raster->strength[i][s] = bobbin_color_to_pixel (bobbin_timeline_strength_color (layout, i, s));
    }
  for (guint i = 0; i < BOBBIN_PIXEL_OTHERS; i++)
    {
      guint hue = bobbin_timeline_get_hue (layout, i);

      raster->fill_of[i] = fill[hue];
      raster->edge_of[i] = edge[hue];
    }
}

BobbinTimelineRaster *
bobbin_timeline_raster_new (const BobbinTimelineLayout *layout)
{
  BobbinTimelineRaster *raster = g_new0 (BobbinTimelineRaster, 1);
  const BobbinTheme *theme = layout->style.theme;

  raster->layout = layout;
  raster->stamps = bobbin_timeline_stamps_new (layout);
  raster->placed = g_array_new (FALSE, FALSE, sizeof (BobbinTimelineStamp));
  raster->scale = CLAMP ((int) round (layout->style.device_scale), 1, MOST_SCALE);
  raster->track = bobbin_color_to_pixel (bobbin_timeline_track_tone (theme));
  raster->line = bobbin_color_to_pixel (theme->mark);
  raster->tick = bobbin_color_to_pixel (bobbin_timeline_tick_color (theme));
  raster->waiting = bobbin_color_to_pixel (bobbin_timeline_waiting_tone (theme));
  make_colors (raster);
  make_marks (raster);
  make_hatch (raster);
  return raster;
}

static void
free_columns (BobbinTimelineRaster *raster)
{
  g_free (raster->looks);
  g_free (raster->others);
  g_free (raster->phases);
  g_free (raster->columns.ground);
  g_free (raster->columns.busy_row);
  g_free (raster->columns.run_row);
  g_free (raster->columns.edge);
  g_free (raster->columns.fill);
  for (int i = 0; i < BOBBIN_FOOT_UNITS; i++)
    g_free (raster->foot[i]);
  g_free (raster->bits);
  g_free (raster->waiting_rows);
}

void
bobbin_timeline_raster_free (BobbinTimelineRaster *raster)
{
  if (raster == NULL)
    return;
  free_columns (raster);
  bobbin_timeline_stamps_free (raster->stamps);
  g_array_unref (raster->placed);
  g_free (raster->hatch);
  g_free (raster);
}

static void
make_room (BobbinTimelineRaster *raster, guint n)
{
  guint period_px = (guint) raster->scale * BOBBIN_FOOT_PERIOD_PX;

  if (n <= raster->room)
    return;
  free_columns (raster);
  raster->room = n;
  raster->looks = g_new (guint32, n);
  raster->others = g_new (guint32, n);
  raster->columns = (BobbinPixelColumns) {
    .ground = g_new (guint32, n),
    .busy_row = g_new (gint32, n),
    .run_row = g_new (gint32, n),
    .edge = g_new (guint32, n),
    .fill = g_new (guint32, n),
  };
  for (int i = 0; i < BOBBIN_FOOT_UNITS; i++)
    raster->foot[i] = g_new (guint32, n);
  raster->bits = g_new (guint8, n);
  raster->phases = g_new (guint32, n + period_px);
  for (guint i = 0; i < n + period_px; i++)
    raster->phases[i] = i % period_px;
  raster->waiting_rows = g_new (guint32, ((gsize) n + (gsize) raster->pitch_px) * (gsize) raster->pitch_px);
  raster->has_waiting = FALSE;
}

/* Rows of the hatch, as wide as any stretch and one pitch more, so that it can
 * begin where the hatch is at any pixel. */
static void
make_waiting_rows (BobbinTimelineRaster *raster, gboolean hatched)
{
  int pitch_px = raster->pitch_px;

  if (raster->has_waiting && raster->waiting_hatched == hatched)
    return;
  for (int row = 0; row < pitch_px; row++)
    {
      guint32 *out = raster->waiting_rows + (gsize) row * (raster->room + (guint) pitch_px);
      int at = 0;

      for (guint x = 0; x < raster->room + (guint) pitch_px; x++)
        {
          out[x] = hatched ? raster->hatch[row * pitch_px + at] : raster->waiting;
          at = at + 1 == pitch_px ? 0 : at + 1;
        }
    }
  raster->has_waiting = TRUE;
  raster->waiting_hatched = hatched;
}

/* @x_px modulo @period, also left of time 0. */
static guint
phase_of (gint64 x_px, int period)
{
  gint64 rest = x_px % period;

  return (guint) (rest < 0 ? rest + period : rest);
}

static const guint32 *
get_waiting_row (const BobbinTimelineRaster *raster, int row)
{
  return raster->waiting_rows + (gsize) (row % raster->pitch_px) * (raster->room + (guint) raster->pitch_px)
         + phase_of (raster->begin_px, raster->pitch_px);
}

static void
set_columns (BobbinTimelineRaster *raster, int height_px)
{
  BobbinPixelPalette palette = {
    .height_px = height_px,
    .track = raster->track,
    .fill_of = raster->fill_of,
    .edge_of = raster->edge_of,
    .marks_of = raster->marks_of,
    .merged_bit = TICK_BIT,
    .phase = raster->phases + phase_of (raster->begin_px, raster->scale * BOBBIN_FOOT_PERIOD_PX),
  };

  bobbin_pixels_set_columns (&palette, raster->looks, raster->others, raster->n, &raster->columns, raster->bits);
  for (guint unit = 0; unit < BOBBIN_FOOT_UNITS; unit++)
    bobbin_pixels_choose_row (raster->bits, (guint8) (1u << unit), raster->line, raster->columns.ground, raster->n,
                              raster->foot[unit]);
}

/* In lanes too low for heights the whole column is in one colour. */
static void
set_strengths (BobbinTimelineRaster *raster, int height_px)
{
  BobbinPixelColumns *columns = &raster->columns;

  for (guint i = 0; i < raster->n; i++)
    {
      guint32 look = raster->looks[i], other = raster->others[i];
      int strength = bobbin_timeline_strength (bobbin_look_run_255 (look));

      columns->busy_row[i] = bobbin_look_wait_255 (look) >= BOBBIN_LEAST_WAIT_255 ? 0 : height_px;
      columns->run_row[i] = height_px;
      if (strength > 0 && other != BOBBIN_NO_CORE)
        {
          columns->run_row[i] = 0;
          columns->fill[i] = columns->edge[i] = raster->strength[bobbin_timeline_get_hue (raster->layout, other)][strength];
        }
    }
}

/* Where it goes on on another core and stays there for a while, there is a line. */
static void
set_borders (BobbinTimelineRaster *raster, guint edge_px)
{
  const guint32 *looks = raster->looks, *others = raster->others;

  for (guint i = 1; i + 4 * edge_px <= raster->n; i++)
    if (others[i] != others[i - 1] && others[i] == others[i + 1] && others[i] != BOBBIN_NO_CORE
        && others[i - 1] != BOBBIN_NO_CORE
        && bobbin_timeline_is_even (looks + i, others + i, 4 * edge_px))
      for (guint x = i; x < i + edge_px; x++)
        raster->columns.fill[x] = raster->columns.edge[x];
}

typedef struct {
  const BobbinRasterTarget *target;
  const BobbinRasterLane   *lane;
  int                       first_row, end_row; /* of the track, that are within the target */
  int                       edge_px;
  int                       foot_px, unit_px; /* the foot line as a whole, a unit of it */
} Drawing;

static const guint32 *
get_ground (const BobbinTimelineRaster *raster, const Drawing *drawing, int row)
{
  int from_foot = drawing->lane->height_px - 1 - row;

  if (from_foot >= drawing->foot_px)
    return raster->columns.ground;
  return raster->foot[BOBBIN_FOOT_UNITS - 1 - from_foot / drawing->unit_px];
}

static void
write_strip (BobbinTimelineRaster *raster, const Drawing *drawing, guint first, guint n, guint32 *out, int stride)
{
  int foot_row = drawing->lane->height_px - drawing->foot_px;

  for (int row = drawing->first_row; row < drawing->end_row; row++)
    {
      const guint32 *waiting = get_waiting_row (raster, drawing->lane->hatch_px + row);
      guint32 *to = out + (drawing->lane->top_px + row) * stride;

      if (row + 1 < MIN (foot_row, drawing->end_row))
        {
          bobbin_pixels_write_rows (&raster->columns, first, n, row, drawing->edge_px, waiting,
                                    get_waiting_row (raster, drawing->lane->hatch_px + row + 1), to, stride);
          row++;
        }
      else
        bobbin_pixels_write_row (&raster->columns, first, n, row, drawing->edge_px, get_ground (raster, drawing, row),
                                 waiting, to);
    }
}

/* Dots along the top: each pixel shows several slices. */
static void
write_ticks (BobbinTimelineRaster *raster, const Drawing *drawing, guint first, guint n, guint32 *out, int stride)
{
  for (int row = drawing->first_row; row < MIN (drawing->end_row, raster->scale); row++)
    bobbin_pixels_set_row (raster->bits + first, TICK_BIT, raster->tick, n,
                           out + (drawing->lane->top_px + row) * stride);
}

static void
write_stamp (BobbinTimelineRaster *raster, const Drawing *drawing, const BobbinTimelineStamp *stamp)
{
  BobbinStampMask mask = bobbin_timeline_stamps_get_mask (raster->stamps, stamp, drawing->lane->height_px);
  guint32 ink = bobbin_color_to_pixel (bobbin_timeline_stamps_get_ink (raster->stamps, stamp));
  gint64 begin_px = MAX (stamp->x_px, raster->begin_px);
  gint64 end_px = MIN (stamp->x_px + mask.width_px, raster->begin_px + raster->n);
  int top_px = drawing->lane->top_px + drawing->lane->height_px - mask.above_foot_px - mask.height_px;

  while (begin_px < end_px)
    {
      int stride, n_px;
      guint32 *out = drawing->target->get_strip (drawing->target->strips, begin_px, &stride, &n_px);
      guint n = (guint) MIN (n_px, end_px - begin_px);

      for (int row = MAX (-top_px, 0); row < MIN (mask.height_px, drawing->target->height_px - top_px); row++)
        bobbin_pixels_blend_row (mask.coverage + row * mask.stride + (begin_px - stamp->x_px), n, ink,
                                 out + (top_px + row) * stride);
      begin_px += n;
    }
}

static void
write_pixels (BobbinTimelineRaster *raster, const Drawing *drawing, gboolean has_ticks)
{
  for (guint first = 0; first < raster->n;)
    {
      int stride, n_px;
      guint32 *out = drawing->target->get_strip (drawing->target->strips, raster->begin_px + first, &stride, &n_px);
      guint n = MIN ((guint) n_px, raster->n - first);

      write_strip (raster, drawing, first, n, out, stride);
      if (has_ticks)
        write_ticks (raster, drawing, first, n, out, stride);
      first += n;
    }
}

static void
read_looks (BobbinTimelineRaster *raster, const BobbinRasterLane *lane)
{
  make_room (raster, raster->n);
  bobbin_timeline_looks (raster->layout->history, lane->lane, (double) lane->begin_px * lane->ns_per_px,
                         lane->ns_per_px, raster->n, raster->looks, raster->others);
}

void
bobbin_timeline_raster_draw (BobbinTimelineRaster *raster, const BobbinRasterTarget *target,
                             const BobbinRasterLane *lane, BobbinTimelineResume *resume)
{
  const BobbinTimelineLayout *layout = raster->layout;
  double height = (double) lane->height_px / raster->scale;
  gboolean by_strength = bobbin_timeline_shows_strength (layout);
  gboolean hatched = bobbin_timeline_is_hatched (layout, height);
  Drawing drawing = {
    .target = target,
    .lane = lane,
    .first_row = MAX (-lane->top_px, 0),
    .end_row = MIN (lane->height_px, target->height_px - lane->top_px),
    .edge_px = hatched ? (int) bobbin_timeline_edge_px (&layout->style) * raster->scale : 0,
    .unit_px = (int) bobbin_timeline_foot_px (&layout->style) * raster->scale,
  };
  drawing.foot_px = drawing.unit_px * bobbin_timeline_foot_units (layout, height);
  if (lane->end_px <= lane->begin_px || drawing.end_row <= drawing.first_row)
    return;
  raster->begin_px = lane->begin_px;
  raster->n = (guint) (lane->end_px - lane->begin_px);
  read_looks (raster, lane);
  make_waiting_rows (raster, hatched);
  set_columns (raster, lane->height_px);
  if (by_strength)
    set_strengths (raster, lane->height_px);
  if (hatched)
    set_borders (raster, (guint) drawing.edge_px);
  write_pixels (raster, &drawing, hatched && !by_strength);

  g_array_set_size (raster->placed, 0);
  bobbin_timeline_stamps_place (raster->stamps, raster->looks, raster->others, raster->n, lane->begin_px,
                                by_strength ? 0 : lane->height_px, resume->stretch_px, raster->placed, resume);
  for (guint i = 0; i < raster->placed->len; i++)
    write_stamp (raster, &drawing, &g_array_index (raster->placed, BobbinTimelineStamp, i));
}
