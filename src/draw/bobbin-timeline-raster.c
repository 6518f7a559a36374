#include "bobbin-timeline-raster.h"

#include <math.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-timeline-pixels.h"

#define N_OTHERS 4096u /* cores or workers that a history can name */

#define MOST_SCALE 8

/* A bit per unit of the foot line, and one for the dots of merged pixels. */
#define TICK_BIT (1u << BOBBIN_FOOT_UNITS)

/* What depends on where a pixel is in time, over a period. */
typedef struct {
  guint8 foot_bits[BOBBIN_N_STATES];
  guint8 tick_bit;
} Phase;

struct _BobbinTimelineRaster {
  const BobbinTimelineLayout *layout;
  BobbinTimelineStamps       *stamps;
  GArray                     *placed; /* BobbinTimelineStamp; scratch */
  int                         scale;
  guint32                     track, line, waiting, tick;
  guint32                     fill[BOBBIN_MAX_HUES], edge[BOBBIN_MAX_HUES];
  guint32                     strength[BOBBIN_MAX_HUES][BOBBIN_N_STRENGTHS + 1];
  Phase                       phases[MOST_SCALE * BOBBIN_FOOT_PERIOD_PX];
  guint32                    *hatch; /* pitch × pitch, opaque */
  int                         pitch_px;
  guint8                      hue_of[N_OTHERS];
  guint16                     rows_of[256]; /* pixels of a track of rows_height_px for a share */
  int                         rows_height_px;

  /* One stretch of one lane at a time; all of @room columns. */
  gint64             begin_px;
  guint              room, n;
  BobbinHistoryCell *cells;
  BobbinPixelColumns columns;
  guint8            *bits;
  guint32           *foot[BOBBIN_FOOT_UNITS]; /* ground of these rows */
  guint32           *waiting_rows; /* pitch rows of room + pitch pixels */
  gboolean           has_waiting, waiting_hatched;
};

static guint32
to_pixel (BobbinColor color)
{
  return 0xff000000u | (guint32) lround (color.red * 255.0) << 16
         | (guint32) lround (color.green * 255.0) << 8 | (guint32) lround (color.blue * 255.0);
}

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
make_phases (BobbinTimelineRaster *raster)
{
  for (int i = 0; i < raster->scale * BOBBIN_FOOT_PERIOD_PX; i++)
    {
      Phase *phase = &raster->phases[i];

      for (int state = 0; state < BOBBIN_N_STATES; state++)
        for (int unit = 0; unit < BOBBIN_FOOT_UNITS; unit++)
          if (bobbin_timeline_has_foot ((BobbinState) state, unit, i / raster->scale))
            phase->foot_bits[state] |= (guint8) (1u << unit);
      phase->tick_bit = bobbin_timeline_has_tick (i / raster->scale) ? TICK_BIT : 0;
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
  raster->track = to_pixel (bobbin_timeline_track_tone (theme));
  raster->line = to_pixel (theme->mark);
  raster->tick = to_pixel (bobbin_timeline_tick_color (theme));
  raster->waiting = to_pixel (bobbin_timeline_waiting_tone (theme));
  for (guint i = 0; i < layout->n_hues; i++)
    {
      raster->fill[i] = to_pixel (layout->hues[i].fill);
      raster->edge[i] = to_pixel (layout->hues[i].edge);
      for (int s = 0; s <= BOBBIN_N_STRENGTHS; s++)
        raster->strength[i][s] = to_pixel (bobbin_timeline_strength_color (layout, i, s));
    }
  for (guint i = 0; i < N_OTHERS; i++)
    raster->hue_of[i] = (guint8) bobbin_timeline_get_hue (layout, i);
  make_phases (raster);
  make_hatch (raster);
  return raster;
}

static void
free_columns (BobbinTimelineRaster *raster)
{
  g_free (raster->cells);
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
  if (n <= raster->room)
    return;
  free_columns (raster);
  raster->room = n;
  raster->cells = g_new (BobbinHistoryCell, n);
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
    for (guint x = 0; x < raster->room + (guint) pitch_px; x++)
      raster->waiting_rows[(gsize) row * (raster->room + (guint) pitch_px) + x]
        = hatched ? raster->hatch[row * pitch_px + (int) (x % (guint) pitch_px)] : raster->waiting;
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
make_rows (BobbinTimelineRaster *raster, int height_px)
{
  if (raster->rows_height_px == height_px)
    return;
  raster->rows_height_px = height_px;
  for (int i = 0; i < 256; i++)
    raster->rows_of[i] = (guint16) ((i * height_px + 127) / 255);
}

static void
set_columns (BobbinTimelineRaster *raster, int height_px)
{
  BobbinPixelColumns *columns = &raster->columns;

  for (guint i = 0; i < raster->n; i++)
    {
      BobbinHistoryCell cell = raster->cells[i];
      guint hue = raster->hue_of[cell.other % N_OTHERS];

      columns->ground[i] = cell.n > 0 ? raster->track : 0;
      columns->busy_row[i] = height_px - raster->rows_of[cell.run_255 + cell.wait_255];
      columns->run_row[i] = height_px - raster->rows_of[cell.run_255];
      columns->fill[i] = raster->fill[hue];
      columns->edge[i] = raster->edge[hue];
    }
}

/* In lanes too low for heights the whole column is in one colour. */
static void
set_strengths (BobbinTimelineRaster *raster, int height_px)
{
  BobbinPixelColumns *columns = &raster->columns;

  for (guint i = 0; i < raster->n; i++)
    {
      const BobbinHistoryCell *cell = &raster->cells[i];
      int strength = bobbin_timeline_strength (cell);

      columns->ground[i] = cell->n > 0 ? raster->track : 0;
      columns->busy_row[i] = cell->n > 0 && cell->wait_255 >= BOBBIN_LEAST_WAIT_255 ? 0 : height_px;
      columns->run_row[i] = height_px;
      if (cell->n > 0 && strength > 0 && cell->other != BOBBIN_NO_CORE)
        {
          columns->run_row[i] = 0;
          columns->fill[i] = columns->edge[i]
            = raster->strength[raster->hue_of[cell->other % N_OTHERS]][strength];
        }
    }
}

/* Where it goes on on another core and stays there for a while, there is a line. */
static void
set_borders (BobbinTimelineRaster *raster, guint edge_px)
{
  const BobbinHistoryCell *cells = raster->cells;

  for (guint i = 1; i + 4 * edge_px <= raster->n; i++)
    if (cells[i].other != cells[i - 1].other && cells[i].run_255 > 0 && cells[i - 1].run_255 > 0
        && bobbin_timeline_is_even (&cells[i], 4 * edge_px))
      for (guint x = i; x < i + edge_px; x++)
        raster->columns.fill[x] = raster->columns.edge[x];
}

static void
set_foot (BobbinTimelineRaster *raster)
{
  int period_px = raster->scale * BOBBIN_FOOT_PERIOD_PX;
  guint at = phase_of (raster->begin_px, period_px);

  for (guint i = 0; i < raster->n; i++)
    {
      BobbinHistoryCell cell = raster->cells[i];
      const Phase *phase = &raster->phases[at];
      guint8 tick_bit = bobbin_timeline_is_merged (&cell) ? phase->tick_bit : 0;

      raster->bits[i] = cell.n > 0 ? phase->foot_bits[cell.why] | tick_bit : 0;
      at = at + 1 == (guint) period_px ? 0 : at + 1;
    }
  for (guint unit = 0; unit < BOBBIN_FOOT_UNITS; unit++)
    bobbin_pixels_choose_row (raster->bits, (guint8) (1u << unit), raster->line, raster->columns.ground, raster->n,
                              raster->foot[unit]);
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
  for (int row = drawing->first_row; row < drawing->end_row; row++)
    {
      bobbin_pixels_write_row (&raster->columns, first, n, row, drawing->edge_px, get_ground (raster, drawing, row),
                               get_waiting_row (raster, drawing->lane->hatch_px + row),
                               out + (drawing->lane->top_px + row) * stride);
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
  guint32 ink = to_pixel (bobbin_timeline_stamps_get_ink (raster->stamps, stamp));
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
read_cells (BobbinTimelineRaster *raster, const BobbinRasterLane *lane)
{
  make_room (raster, raster->n);
  bobbin_timeline_cells (raster->layout->history, lane->lane, (double) lane->begin_px * lane->ns_per_px,
                         lane->ns_per_px, raster->n, raster->cells);
}

gboolean
bobbin_timeline_raster_draw (BobbinTimelineRaster *raster, const BobbinRasterTarget *target,
                             const BobbinRasterLane *lane, BobbinTimelineResume *resume)
{
  const BobbinTimelineLayout *layout = raster->layout;
  double height = (double) lane->height_px / raster->scale;
  gboolean by_strength = bobbin_timeline_shows_strength (layout);
  gboolean hatched = bobbin_timeline_is_hatched (height);
  Drawing drawing = {
    .target = target,
    .lane = lane,
    .first_row = MAX (-lane->top_px, 0),
    .end_row = MIN (lane->height_px, target->height_px - lane->top_px),
    .edge_px = hatched ? (int) bobbin_timeline_edge_px (&layout->style) * raster->scale : 0,
    .unit_px = (int) bobbin_timeline_foot_px (&layout->style) * raster->scale,
  };
  drawing.foot_px = drawing.unit_px * bobbin_timeline_foot_units (height);
  if (lane->end_px <= lane->begin_px || drawing.end_row <= drawing.first_row)
    return FALSE;
  raster->begin_px = lane->begin_px;
  raster->n = (guint) (lane->end_px - lane->begin_px);
  read_cells (raster, lane);
  make_waiting_rows (raster, hatched);
  make_rows (raster, lane->height_px);
  if (by_strength)
    set_strengths (raster, lane->height_px);
  else
    set_columns (raster, lane->height_px);
  set_foot (raster);
  if (hatched)
    set_borders (raster, (guint) drawing.edge_px);
  write_pixels (raster, &drawing, hatched && !by_strength);

  g_array_set_size (raster->placed, 0);
  bobbin_timeline_stamps_place (raster->stamps, raster->cells, raster->n, lane->begin_px,
                                by_strength ? 0 : lane->height_px, resume->stretch_px, raster->placed, resume);
  for (guint i = 0; i < raster->placed->len; i++)
    write_stamp (raster, &drawing, &g_array_index (raster->placed, BobbinTimelineStamp, i));
  return TRUE;
}
