#include "bobbin-timeline-canvas.h"

#include <math.h>
#include <string.h>

#include "bobbin-timeline-raster.h"

typedef struct {
  guint32 *pixels;
  guint64  version;
} Tile;

/* What all lanes' pixels depend on, but for time that goes on. Compared as bytes. */
typedef struct {
  const BobbinHistory *history;
  const BobbinTheme   *theme;
  PangoContext        *pango;
  double               text_px, fine_px, line_px, device_scale;
  double               ns_per_px, lane_px;
  double               lanes_y;
  gint64               scroll_px;
  int                  plot_width_px, height_px;
  guint                lanes, n_rows;
} Look;

typedef struct {
  BobbinTimelineRow    row;
  gint64               end_px;   /* up to which it is drawn */
  gint64               known_ns; /* and what was known then */
  BobbinTimelineResume resume;
} DrawnRow;

struct _BobbinTimelineCanvas {
  Look                  look;
  BobbinTimelineRaster *raster; /* NULL: nothing was ever drawn */
  GArray               *rows;   /* DrawnRow, of the lanes that are seen */
  Tile                 *tiles;  /* tile t is in slot t % n_tiles */
  guint                 n_slots;
  int                   height_px;
  gint64                begin_px, end_px; /* in view */
  gint64                left_px, right_px; /* from where to where it is drawn; reaches beyond the view */
  gboolean              is_new;           /* and nothing of it is left from before */
  BobbinRect            plot;
  double                scale;
  guint64               version;
};

BobbinTimelineCanvas *
bobbin_timeline_canvas_new (void)
{
  BobbinTimelineCanvas *canvas = g_new0 (BobbinTimelineCanvas, 1);

  canvas->rows = g_array_new (FALSE, FALSE, sizeof (DrawnRow));
  return canvas;
}

static void
free_tiles (BobbinTimelineCanvas *canvas)
{
  for (guint i = 0; i < canvas->n_slots; i++)
    g_free (canvas->tiles[i].pixels);
  g_clear_pointer (&canvas->tiles, g_free);
  canvas->n_slots = 0;
}

void
bobbin_timeline_canvas_free (BobbinTimelineCanvas *canvas)
{
  if (canvas == NULL)
    return;
  free_tiles (canvas);
  bobbin_timeline_raster_free (canvas->raster);
  g_array_unref (canvas->rows);
  g_free (canvas);
}

static gint64
tile_of (gint64 x_px)
{
  return x_px >= 0 ? x_px / BOBBIN_TILE_PX : -((BOBBIN_TILE_PX - 1 - x_px) / BOBBIN_TILE_PX);
}

static Tile *
get_slot (const BobbinTimelineCanvas *canvas, gint64 tile)
{
  gint64 rest = tile % canvas->n_slots;

  return &canvas->tiles[rest < 0 ? rest + canvas->n_slots : rest];
}

static guint32 *
get_strip (gpointer data, gint64 x_px, int *out_stride, int *out_n_px)
{
  BobbinTimelineCanvas *canvas = data;
  gint64 tile = tile_of (x_px);
  int in_tile = (int) (x_px - tile * BOBBIN_TILE_PX);

  *out_stride = BOBBIN_TILE_PX;
  *out_n_px = BOBBIN_TILE_PX - in_tile;
  get_slot (canvas, tile)->version = canvas->version;
  return get_slot (canvas, tile)->pixels + in_tile;
}

static Look
get_look (const BobbinTimelineLayout *layout)
{
  Look look;

  memset (&look, 0, sizeof look); /* with what lies between the fields */
  look.history = layout->history;
  look.theme = layout->style.theme;
  look.pango = layout->style.pango;
  look.text_px = layout->style.text_px;
  look.fine_px = layout->style.fine_px;
  look.line_px = layout->style.line_px;
  look.device_scale = MAX (round (layout->style.device_scale), 1.0);
  look.plot_width_px = (int) (ceil (layout->plot_rect.width) * look.device_scale);
  look.ns_per_px = (double) bobbin_time_span_length_ns (layout->viewport.span) / layout->plot_rect.width
                   / look.device_scale;
  look.lane_px = layout->lane_px;
  look.lanes_y = layout->lanes_rect.y;
  look.scroll_px = llround (layout->viewport.scroll_y_px * look.device_scale);
  look.height_px = (int) (ceil (layout->lanes_rect.height) * look.device_scale);
  look.lanes = (guint) layout->viewport.lanes;
  look.n_rows = layout->rows->len;
  return look;
}

static gboolean
is_drawn (const BobbinTimelineRow *row, const BobbinTimelineLayout *layout)
{
  return row->kind == BOBBIN_ROW_LANE && bobbin_timeline_is_row_seen (layout, row);
}

/* The same lanes in the same places. */
static gboolean
has_same_rows (const BobbinTimelineCanvas *canvas, const BobbinTimelineLayout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinTimelineRow *row = bobbin_timeline_get_row (layout, i);

      if (!is_drawn (row, layout))
        continue;
      if (n >= canvas->rows->len)
        return FALSE;
      const BobbinTimelineRow *drawn = &g_array_index (canvas->rows, DrawnRow, n++).row;
      if (drawn->index != row->index || drawn->y < row->y || drawn->y > row->y
          || drawn->height < row->height || drawn->height > row->height)
        return FALSE;
    }
  return n == canvas->rows->len;
}

static void
make_tiles (BobbinTimelineCanvas *canvas, const Look *look)
{
  guint n_slots = (guint) look->plot_width_px / BOBBIN_TILE_PX + 2;

  if (n_slots == canvas->n_slots && look->height_px == canvas->height_px)
    return;
  free_tiles (canvas);
  canvas->n_slots = n_slots;
  canvas->height_px = look->height_px;
  canvas->tiles = g_new0 (Tile, n_slots);
  for (guint i = 0; i < n_slots; i++)
    canvas->tiles[i].pixels = g_new (guint32, (gsize) MAX (look->height_px, 1) * BOBBIN_TILE_PX);
}

static void
clear_tile (BobbinTimelineCanvas *canvas, Tile *slot)
{
  memset (slot->pixels, 0, (gsize) MAX (canvas->height_px, 1) * BOBBIN_TILE_PX * sizeof (guint32));
  slot->version = canvas->version;
}

/* Whether lanes of the two looks take the same pixels of the tiles. What lies
 * between them is then still clear. */
static gboolean
has_same_places (const Look *a, const Look *b)
{
  return a->device_scale >= b->device_scale && a->device_scale <= b->device_scale && a->scroll_px == b->scroll_px
         && a->plot_width_px == b->plot_width_px && a->height_px == b->height_px;
}

static void
begin_anew (BobbinTimelineCanvas *canvas, const BobbinTimelineLayout *layout, const Look *look)
{
  gboolean kept = has_same_places (&canvas->look, look) && has_same_rows (canvas, layout);

  make_tiles (canvas, look);
  canvas->look = *look;
  canvas->left_px = canvas->begin_px;
  canvas->right_px = canvas->end_px;
  canvas->is_new = TRUE;
  /* Each lane is written up to the view's end, and no further. */
  if (kept)
    clear_tile (canvas, get_slot (canvas, tile_of (canvas->end_px - 1)));
  else
    for (guint i = 0; i < canvas->n_slots; i++)
      clear_tile (canvas, &canvas->tiles[i]);
  g_array_set_size (canvas->rows, 0);
  for (guint i = 0; i < layout->rows->len; i++)
    {
      DrawnRow drawn = {
        .row = *bobbin_timeline_get_row (layout, i),
        .end_px = canvas->begin_px,
        .resume = { canvas->begin_px, canvas->begin_px },
      };

      if (is_drawn (&drawn.row, layout))
        g_array_append_val (canvas->rows, drawn);
    }
}

static void
draw_stretch (BobbinTimelineCanvas *canvas, const DrawnRow *drawn, gint64 begin_px, gint64 end_px,
              BobbinTimelineResume *resume)
{
  BobbinRasterTarget target = { get_strip, canvas, canvas->height_px };
  double scale = canvas->scale, top, height;

  bobbin_timeline_lane_track (drawn->row.y, drawn->row.height, &top, &height);
  BobbinRasterLane lane = {
    .lane = drawn->row.index,
    .top_px = (int) round (top * scale) - (int) canvas->look.scroll_px,
    .height_px = (int) round (height * scale),
    .hatch_px = (int) round (top * scale),
    .begin_px = begin_px,
    .end_px = end_px,
    .ns_per_px = canvas->look.ns_per_px,
  };
  bobbin_timeline_raster_draw (canvas->raster, &target, &lane, resume);
}

static void
draw_row (BobbinTimelineCanvas *canvas, const BobbinTimelineLayout *layout, DrawnRow *drawn)
{
  gint64 known_ns = bobbin_history_get_lane_extent (layout->history, drawn->row.index).end_ns;
  gint64 known_px = (gint64) CLAMP (ceil ((double) known_ns / canvas->look.ns_per_px), (double) canvas->begin_px,
                                    (double) canvas->end_px);
  gint64 from_px = MAX (drawn->resume.from_px, canvas->begin_px);

  if (canvas->is_new && known_px < canvas->end_px)
    {
      BobbinTimelineResume nothing = { known_px, known_px };

      draw_stretch (canvas, drawn, known_px, canvas->end_px, &nothing); /* clears what was there */
    }
  if (known_px < drawn->end_px || known_px <= from_px || (known_px == drawn->end_px && known_ns == drawn->known_ns))
    return;
  draw_stretch (canvas, drawn, from_px, known_px, &drawn->resume);
  /* The newest pixel may not be whole yet. */
  drawn->end_px = known_px;
  drawn->known_ns = known_ns;
  drawn->resume.from_px = MIN (drawn->resume.from_px, known_px - 1);
  drawn->resume.stretch_px = MIN (drawn->resume.stretch_px, drawn->resume.from_px);
}

void
bobbin_timeline_canvas_update (BobbinTimelineCanvas *canvas, const BobbinTimelineLayout *layout)
{
  Look look = get_look (layout);

  canvas->scale = look.device_scale;
  canvas->plot = layout->plot_rect;
  canvas->plot.y = layout->lanes_rect.y;
  if (layout->history == NULL || look.ns_per_px <= 0.0 || look.height_px < 1)
    {
      canvas->end_px = canvas->begin_px;
      return;
    }
  canvas->version++;
  canvas->begin_px = llround ((double) layout->viewport.span.begin_ns / look.ns_per_px);
  canvas->end_px = canvas->begin_px + look.plot_width_px;
  bobbin_timeline_raster_free (canvas->raster);
  canvas->raster = bobbin_timeline_raster_new (layout);
  if (memcmp (&look, &canvas->look, sizeof look) != 0 || canvas->begin_px < canvas->left_px
      || canvas->begin_px >= canvas->right_px || !has_same_rows (canvas, layout))
    begin_anew (canvas, layout, &look);
  else if (canvas->end_px > canvas->right_px)
    {
      for (gint64 tile = tile_of (canvas->right_px - 1) + 1; tile <= tile_of (canvas->end_px - 1); tile++)
        clear_tile (canvas, get_slot (canvas, tile));
      canvas->right_px = canvas->end_px;
      canvas->left_px = MAX (canvas->left_px, tile_of (canvas->begin_px) * BOBBIN_TILE_PX);
    }
  for (guint i = 0; i < canvas->rows->len; i++)
    draw_row (canvas, layout, &g_array_index (canvas->rows, DrawnRow, i));
  canvas->is_new = FALSE;
}

guint
bobbin_timeline_canvas_get_n_tiles (const BobbinTimelineCanvas *canvas)
{
  if (canvas->end_px <= canvas->begin_px)
    return 0;
  return (guint) (tile_of (canvas->end_px - 1) - tile_of (canvas->begin_px) + 1);
}

BobbinTimelineTile
bobbin_timeline_canvas_get_tile (const BobbinTimelineCanvas *canvas, guint i)
{
  gint64 tile = tile_of (canvas->begin_px) + i;
  const Tile *slot = get_slot (canvas, tile);

  return (BobbinTimelineTile) {
    .pixels = (const guint8 *) slot->pixels,
    .height_px = canvas->height_px,
    .stride = BOBBIN_TILE_PX * (int) sizeof (guint32),
    .rect = { canvas->plot.x + (double) (tile * BOBBIN_TILE_PX - canvas->begin_px) / canvas->scale, canvas->plot.y,
              BOBBIN_TILE_PX / canvas->scale, canvas->height_px / canvas->scale },
    .version = slot->version,
  };
}

static void
paint_tile (const BobbinTimelineTile *tile, double scale, cairo_t *cr)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data ((guchar *) tile->pixels, CAIRO_FORMAT_ARGB32,
                                                                  BOBBIN_TILE_PX, tile->height_px, tile->stride);

  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_set_source_surface (cr, surface, tile->rect.x, tile->rect.y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  bobbin_path_rect (cr, tile->rect);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  cairo_surface_destroy (surface);
}

void
bobbin_timeline_canvas_paint (const BobbinTimelineCanvas *canvas, cairo_t *cr)
{
  cairo_save (cr);
  bobbin_path_rect (cr, (BobbinRect) { canvas->plot.x, canvas->plot.y,
                                       (double) (canvas->end_px - canvas->begin_px) / canvas->scale,
                                       canvas->height_px / canvas->scale });
  cairo_clip (cr);
  for (guint i = 0; i < bobbin_timeline_canvas_get_n_tiles (canvas); i++)
    {
      BobbinTimelineTile tile = bobbin_timeline_canvas_get_tile (canvas, i);

      paint_tile (&tile, canvas->scale, cr);
    }
  cairo_restore (cr);
}
