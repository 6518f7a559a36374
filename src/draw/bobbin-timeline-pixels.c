#include "bobbin-timeline-pixels.h"

#include "bobbin-timeline-lane.h"
#include "bobbin-wide.h"

BOBBIN_WIDE static void
set_columns (const guint32 *restrict looks, const guint32 *restrict others, guint n, gint32 height_px, guint32 track,
             const guint32 *restrict fill_of, const guint32 *restrict edge_of, guint32 *restrict ground,
             gint32 *restrict busy_row, gint32 *restrict run_row, guint32 *restrict edge, guint32 *restrict fill)
{
  for (guint x = 0; x < n; x++)
    {
      gint32 run_255 = (gint32) bobbin_look_run_255 (looks[x]);
      gint32 busy_255 = run_255 + (gint32) bobbin_look_wait_255 (looks[x]);
      guint32 other = others[x] % BOBBIN_PIXEL_OTHERS;

      ground[x] = bobbin_look_n (looks[x]) > 0 ? track : 0;
      busy_row[x] = height_px - (busy_255 * height_px + 127) / 255;
      run_row[x] = height_px - (run_255 * height_px + 127) / 255;
      fill[x] = fill_of[other];
      edge[x] = edge_of[other];
    }
}

BOBBIN_WIDE static void
set_bits (const guint32 *restrict looks, guint n, const guint32 *restrict marks_of, guint32 merged_bit,
          const guint32 *restrict phase, guint8 *restrict out_bits)
{
  for (guint x = 0; x < n; x++)
    {
      guint32 marks = marks_of[phase[x] * 16 + bobbin_look_why (looks[x])];

      marks = bobbin_timeline_is_merged (looks[x]) ? marks : marks & ~merged_bit;
      out_bits[x] = (guint8) (bobbin_look_n (looks[x]) > 0 ? marks : 0);
    }
}

void
bobbin_pixels_set_columns (const BobbinPixelPalette *palette, const guint32 *looks, const guint32 *others, guint n,
                           const BobbinPixelColumns *columns, guint8 *out_bits)
{
  set_columns (looks, others, n, palette->height_px, palette->track, palette->fill_of, palette->edge_of,
               columns->ground, columns->busy_row, columns->run_row, columns->edge, columns->fill);
  set_bits (looks, n, palette->marks_of, palette->merged_bit, palette->phase, out_bits);
}

/* A pixel of @row. */
static inline guint32
choose (gint32 row, gint32 edge_px, gint32 busy_row, gint32 run_row, guint32 edge, guint32 fill, guint32 ground,
        guint32 waiting)
{
  guint32 value = row >= busy_row ? waiting : ground;

  value = row >= run_row ? edge : value;
  return row - edge_px >= run_row ? fill : value;
}

BOBBIN_WIDE static void
write_row (const gint32 *restrict busy_row, const gint32 *restrict run_row, const guint32 *restrict edge,
           const guint32 *restrict fill, const guint32 *restrict ground, const guint32 *restrict waiting, gint32 row,
           gint32 edge_px, guint n, guint32 *restrict out)
{
  for (guint x = 0; x < n; x++)
    out[x] = choose (row, edge_px, busy_row[x], run_row[x], edge[x], fill[x], ground[x], waiting[x]);
}

BOBBIN_WIDE static void
write_rows (const gint32 *restrict busy_row, const gint32 *restrict run_row, const guint32 *restrict edge,
            const guint32 *restrict fill, const guint32 *restrict ground, const guint32 *restrict waiting,
            const guint32 *restrict next_waiting, gint32 row, gint32 edge_px, guint n, guint32 *restrict out,
            guint32 *restrict next_out)
{
  for (guint x = 0; x < n; x++)
    {
      gint32 busy = busy_row[x], run = run_row[x];
      guint32 edge_x = edge[x], fill_x = fill[x], ground_x = ground[x];

      out[x] = choose (row, edge_px, busy, run, edge_x, fill_x, ground_x, waiting[x]);
      next_out[x] = choose (row + 1, edge_px, busy, run, edge_x, fill_x, ground_x, next_waiting[x]);
    }
}

void
bobbin_pixels_write_row (const BobbinPixelColumns *columns, guint first, guint n, gint32 row, gint32 edge_px,
                         const guint32 *ground, const guint32 *waiting, guint32 *out)
{
  write_row (columns->busy_row + first, columns->run_row + first, columns->edge + first, columns->fill + first,
             ground + first, waiting + first, row, edge_px, n, out);
}

void
bobbin_pixels_write_rows (const BobbinPixelColumns *columns, guint first, guint n, gint32 row, gint32 edge_px,
                          const guint32 *waiting, const guint32 *next_waiting, guint32 *out, int stride)
{
  write_rows (columns->busy_row + first, columns->run_row + first, columns->edge + first, columns->fill + first,
              columns->ground + first, waiting + first, next_waiting + first, row, edge_px, n, out, out + stride);
}

BOBBIN_WIDE static void
choose_row (const guint8 *restrict bits, guint8 bit, guint32 color, const guint32 *restrict ground, guint n,
            guint32 *restrict out)
{
  for (guint x = 0; x < n; x++)
    out[x] = (bits[x] & bit) != 0 ? color : ground[x];
}

void
bobbin_pixels_choose_row (const guint8 *bits, guint8 bit, guint32 color, const guint32 *ground, guint n, guint32 *out)
{
  choose_row (bits, bit, color, ground, n, out);
}

BOBBIN_WIDE static void
set_row (const guint8 *restrict bits, guint8 bit, guint32 color, guint n, guint32 *restrict out)
{
  for (guint x = 0; x < n; x++)
    out[x] = (bits[x] & bit) != 0 ? color : out[x];
}

void
bobbin_pixels_set_row (const guint8 *bits, guint8 bit, guint32 color, guint n, guint32 *out)
{
  set_row (bits, bit, color, n, out);
}

BOBBIN_WIDE static guint32
count_plain (const guint32 *restrict looks, guint n, guint32 run_255)
{
  guint32 found = 0;

  for (guint x = 0; x < n; x++)
    {
      found += bobbin_look_run_255 (looks[x]) >= run_255;
      found += bobbin_look_run_255 (looks[x]) + bobbin_look_wait_255 (looks[x]) == 0 && bobbin_look_n (looks[x]) > 0;
    }
  return found;
}

gboolean
bobbin_pixels_has_plain (const guint32 *looks, guint n, guint run_255)
{
  return count_plain (looks, n, run_255) > 0;
}

static inline guint32
blend (guint32 below, guint32 above, guint32 coverage)
{
  return (below * (255u - coverage) + above * coverage + 127u) / 255u;
}

void
bobbin_pixels_blend_row (const guint8 *mask, guint n, guint32 color, guint32 *out)
{
  for (guint x = 0; x < n; x++)
    {
      guint32 below = out[x], coverage = mask[x];

      if (coverage == 0)
        continue;
      out[x] = 0xff000000u
               | blend (below >> 16 & 0xffu, color >> 16 & 0xffu, coverage) << 16
               | blend (below >> 8 & 0xffu, color >> 8 & 0xffu, coverage) << 8
               | blend (below & 0xffu, color & 0xffu, coverage);
    }
}
