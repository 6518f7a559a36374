#include "config.h"

#include "bobbin-timeline-picture.h"

#include <math.h>

#include "bobbin-timeline-canvas.h"

#define NUMBERS_INTERVAL_NS (BOBBIN_NS_PER_S / 2) /* faster than that nobody reads them */

#define LINE_ROOM_PX 4.0 /* on either side of where one points */

typedef enum {
  PART_GRID,
  PART_WORDS,
  PART_LANES,
  PART_MARKS,
  N_PARTS
} Part;

/* What a layout was made from. */
typedef struct {
  const BobbinRun       *run;
  BobbinTimelineViewport viewport;
  BobbinStyle            style;
  double                 width, height;
} Source;

/* Tiles are known by the place in memory of their pixels, and their version. */
typedef struct {
  const guint8 *pixels;
  guint64       version;
  GdkTexture   *texture;
} TileTexture;

struct _BobbinTimelinePicture {
  BobbinTimelineLayout *layout; /* NULL: none of this run */
  BobbinTimelineCanvas *canvas;
  Source                source; /* of the layout */
  GskRenderNode        *parts[N_PARTS]; /* NULL: nothing there */
  GArray               *textures;       /* TileTexture */
  gint64                words_drawn_ns; /* bobbin_clock_ns() */
  gboolean              stale;
  gboolean              uses_textures;
};

static void
clear_texture (gpointer data)
{
  g_clear_object (&((TileTexture *) data)->texture);
}

static GArray *
new_textures (void)
{
  GArray *textures = g_array_new (FALSE, FALSE, sizeof (TileTexture));

  g_array_set_clear_func (textures, clear_texture);
  return textures;
}

BobbinTimelinePicture *
bobbin_timeline_picture_new (void)
{
  BobbinTimelinePicture *picture = g_new0 (BobbinTimelinePicture, 1);

  picture->canvas = bobbin_timeline_canvas_new ();
  picture->textures = new_textures ();
  return picture;
}

void
bobbin_timeline_picture_drop (BobbinTimelinePicture *picture)
{
  g_clear_pointer (&picture->layout, bobbin_timeline_layout_free);
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&picture->parts[i], gsk_render_node_unref);
  /* Another run's history may come to lie where this one's was. */
  bobbin_timeline_canvas_free (picture->canvas);
  picture->canvas = bobbin_timeline_canvas_new ();
  g_array_set_size (picture->textures, 0);
}

void
bobbin_timeline_picture_free (BobbinTimelinePicture *picture)
{
  if (picture == NULL)
    return;
  bobbin_timeline_picture_drop (picture);
  bobbin_timeline_canvas_free (picture->canvas);
  g_array_unref (picture->textures);
  g_free (picture);
}

void
bobbin_timeline_picture_mark_stale (BobbinTimelinePicture *picture)
{
  picture->stale = TRUE;
}

void
bobbin_timeline_picture_set_uses_textures (BobbinTimelinePicture *picture, gboolean uses_textures)
{
  picture->uses_textures = uses_textures;
}

const BobbinTimelineLayout *
bobbin_timeline_picture_get_layout (BobbinTimelinePicture *picture)
{
  return picture->layout;
}

static gboolean
differ (double a, double b)
{
  return a < b || a > b;
}

static gboolean
is_same_span (BobbinTimeSpan a, BobbinTimeSpan b)
{
  return a.begin_ns == b.begin_ns && a.end_ns == b.end_ns;
}

/* Sizes, colours, and which lanes are where: what the words depend on. */
static gboolean
is_same_place (const Source *a, const Source *b)
{
  const BobbinTimelineViewport *one = &a->viewport, *other = &b->viewport;

  return a->run == b->run && !differ (a->width, b->width) && !differ (a->height, b->height)
         && a->style.theme == b->style.theme && a->style.pango == b->style.pango
         && !differ (a->style.text_px, b->style.text_px)
         && !differ (a->style.device_scale, b->style.device_scale)
         && !differ (one->scroll_y_px, other->scroll_y_px) && one->lanes == other->lanes
         && one->selected_worker == other->selected_worker && one->choice == other->choice;
}

static gboolean
is_same_time (const Source *a, const Source *b)
{
  return is_same_span (a->viewport.span, b->viewport.span)
         && a->viewport.follows_now == b->viewport.follows_now;
}

static gboolean
is_same_overlay (const Source *a, const Source *b)
{
  const BobbinTimelineViewport *one = &a->viewport, *other = &b->viewport;

  return one->shows_moves == other->shows_moves && one->markers_ns[0] == other->markers_ns[0]
         && one->markers_ns[1] == other->markers_ns[1] && is_same_span (one->range, other->range);
}

typedef void (*DrawFunc) (const BobbinTimelineLayout *layout, cairo_t *cr);

static GskRenderNode *
record (const BobbinTimelineLayout *layout, BobbinRect rect, DrawFunc draw)
{
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (
    (float) floor (rect.x), (float) floor (rect.y), (float) ceil (rect.width), (float) ceil (rect.height)));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  draw (layout, cr);
  cairo_destroy (cr);
  return node;
}

static void
replace_part (BobbinTimelinePicture *picture, Part part, GskRenderNode *node)
{
  g_clear_pointer (&picture->parts[part], gsk_render_node_unref);
  picture->parts[part] = node;
}

/* The texture of @tile, which is among those of the last frame unless its
 * pixels are others. (transfer full) */
static GdkTexture *
get_texture (BobbinTimelinePicture *picture, const BobbinTimelineTile *tile)
{
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < picture->textures->len; i++)
    {
      TileTexture *known = &g_array_index (picture->textures, TileTexture, i);

      if (known->pixels == tile->pixels && known->version == tile->version)
        return g_object_ref (known->texture);
    }
  bytes = g_bytes_new (tile->pixels, (gsize) tile->stride * (gsize) tile->height_px);
  return gdk_memory_texture_new (BOBBIN_TILE_PX, tile->height_px, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize) tile->stride);
}

/* Without a graphics card textures would be copied and stretched, which takes
 * longer than to paint the pixels. */
static GskRenderNode *
paint_lanes (BobbinTimelinePicture *picture)
{
  BobbinRect plot = bobbin_timeline_layout_get_plot_rect (picture->layout);
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT ((float) plot.x, (float) plot.y, (float) plot.width,
                                                                 (float) plot.height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  bobbin_timeline_canvas_paint (picture->canvas, cr);
  cairo_destroy (cr);
  return node;
}

static GskRenderNode *
compose_lanes (BobbinTimelinePicture *picture)
{
  BobbinRect plot = bobbin_timeline_layout_get_plot_rect (picture->layout);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GArray *textures = new_textures ();
  guint n = bobbin_timeline_canvas_get_n_tiles (picture->canvas);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) plot.x, (float) plot.y, (float) plot.width,
                                                         (float) plot.height));
  for (guint i = 0; i < n; i++)
    {
      BobbinTimelineTile tile = bobbin_timeline_canvas_get_tile (picture->canvas, i);
      TileTexture texture = { tile.pixels, tile.version, get_texture (picture, &tile) };

      gtk_snapshot_append_texture (snapshot, texture.texture,
                                   &GRAPHENE_RECT_INIT ((float) tile.rect.x, (float) tile.rect.y,
                                                        (float) tile.rect.width, (float) tile.rect.height));
      g_array_append_val (textures, texture);
    }
  gtk_snapshot_pop (snapshot);
  g_array_unref (picture->textures);
  picture->textures = textures;
  return gtk_snapshot_free_to_node (snapshot);
}

/* In most live frames there is none, and nothing is to be laid over the lanes. */
static gboolean
has_marks_in_view (const Source *source)
{
  const BobbinTimelineViewport *viewport = &source->viewport;

  if (source->run == NULL || viewport->lanes == BOBBIN_LANES_CORES)
    return FALSE;
  for (guint i = 0; i < source->run->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (source->run, i);

      if ((worker->born_ns >= viewport->span.begin_ns && worker->born_ns <= viewport->span.end_ns)
          || worker->end != BOBBIN_END_RUNNING)
        return TRUE;
    }
  return FALSE;
}

static void
draw_parts (BobbinTimelinePicture *picture, gboolean with_words)
{
  const BobbinTimelineLayout *layout = picture->layout;
  BobbinRect all = { 0.0, 0.0, picture->source.width, picture->source.height };
  BobbinRect lanes = bobbin_timeline_layout_get_lanes_rect (layout);

  if (with_words)
    {
      replace_part (picture, PART_WORDS, record (layout, all, bobbin_timeline_layout_draw_words));
      picture->words_drawn_ns = bobbin_clock_ns ();
    }
  replace_part (picture, PART_GRID, record (layout, all, bobbin_timeline_layout_draw_grid));
  bobbin_timeline_canvas_update (picture->canvas, layout);
  replace_part (picture, PART_LANES, picture->uses_textures ? compose_lanes (picture) : paint_lanes (picture));
  replace_part (picture, PART_MARKS,
                has_marks_in_view (&picture->source) ? record (layout, lanes, bobbin_timeline_layout_draw_marks) : NULL);
}

gboolean
bobbin_timeline_picture_update (BobbinTimelinePicture        *picture,
                                const BobbinRun              *run,
                                const BobbinTimelineViewport *viewport,
                                double                        width,
                                double                        height,
                                const BobbinStyle            *style)
{
  Source source = { run, *viewport, *style, width, height };
  Source old = picture->source;
  gboolean is_new = picture->layout == NULL;
  gboolean same_place = !is_new && is_same_place (&source, &old);
  gboolean same_picture = same_place && !picture->stale && is_same_time (&source, &old);
  gboolean numbers_due = bobbin_clock_ns () - picture->words_drawn_ns >= NUMBERS_INTERVAL_NS;

  if (same_picture && is_same_overlay (&source, &old))
    return FALSE;

  g_clear_pointer (&picture->layout, bobbin_timeline_layout_free);
  picture->layout = bobbin_timeline_layout_new (run, viewport, width, height, style);
  picture->source = source;
  if (same_picture)
    return FALSE;

  draw_parts (picture, !same_place || picture->stale || numbers_due);
  picture->stale = FALSE;
  return TRUE;
}

/* Whether more of the overlay than the axis is to be seen. */
static gboolean
has_overlay (const Source *source)
{
  const BobbinTimelineViewport *viewport = &source->viewport;

  return viewport->shows_moves || viewport->markers_ns[0] != BOBBIN_NO_TIME
         || viewport->markers_ns[1] != BOBBIN_NO_TIME || !bobbin_time_span_is_empty (viewport->range);
}

static void
append_overlay (BobbinTimelinePicture *picture, GtkSnapshot *snapshot, BobbinRect part, double x, double y)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) part.x, (float) part.y,
                                                                          (float) part.width, (float) part.height));

  bobbin_timeline_layout_draw_overlay (picture->layout, cr, x, y);
  cairo_destroy (cr);
}

/* Pointing at something changes the axis, a line down from it, and a lane: only
 * there is the window painted anew. */
static void
append_pointed (BobbinTimelinePicture *picture, GtkSnapshot *snapshot, double x, double y)
{
  BobbinTimelineHit hit = bobbin_timeline_layout_hit (picture->layout, x, y);
  BobbinRect plot = bobbin_timeline_layout_get_plot_rect (picture->layout);
  double above = hit.rect.y - plot.y, below = hit.rect.y + hit.rect.height;
  double left = floor (x) - LINE_ROOM_PX;

  if (!hit.in_plot)
    {
      append_overlay (picture, snapshot, (BobbinRect) { left, plot.y, 2.0 * LINE_ROOM_PX, plot.height }, x, y);
      return;
    }
  if (above > 0.0)
    append_overlay (picture, snapshot, (BobbinRect) { left, plot.y, 2.0 * LINE_ROOM_PX, above }, x, y);
  append_overlay (picture, snapshot, hit.rect, x, y);
  if (plot.y + plot.height > below)
    append_overlay (picture, snapshot,
                    (BobbinRect) { left, below, 2.0 * LINE_ROOM_PX, plot.y + plot.height - below }, x, y);
}

void
bobbin_timeline_picture_append (BobbinTimelinePicture *picture, GtkSnapshot *snapshot, double x, double y)
{
  BobbinRect all = { 0.0, 0.0, picture->source.width, picture->source.height };
  BobbinRect axis = all;

  for (guint i = 0; i < N_PARTS; i++)
    if (picture->parts[i] != NULL)
      gtk_snapshot_append_node (snapshot, picture->parts[i]);
  if (picture->layout == NULL)
    return;
  if (has_overlay (&picture->source))
    {
      append_overlay (picture, snapshot, all, x, y);
      return;
    }
  axis.height = bobbin_timeline_layout_get_lanes_rect (picture->layout).y;
  append_overlay (picture, snapshot, axis, x, y);
  if (x >= 0.0)
    append_pointed (picture, snapshot, x, y);
}
