#include "bobbin-timeline-pixels.h"

#include "bobbin-wide.h"

BOBBIN_WIDE static void
write_row (const gint32 *restrict busy_row, const gint32 *restrict run_row, const guint32 *restrict edge,
           const guint32 *restrict fill, const guint32 *restrict ground, const guint32 *restrict waiting, gint32 row,
           gint32 edge_px, guint n, guint32 *restrict out)
{
  for (guint x = 0; x < n; x++)
    {
      guint32 value = row >= busy_row[x] ? waiting[x] : ground[x];

      value = row >= run_row[x] ? edge[x] : value;
      out[x] = row - edge_px >= run_row[x] ? fill[x] : value;
    }
}

void
bobbin_pixels_write_row (const BobbinPixelColumns *columns, guint first, guint n, gint32 row, gint32 edge_px,
                         const guint32 *ground, const guint32 *waiting, guint32 *out)
{
  write_row (columns->busy_row + first, columns->run_row + first, columns->edge + first, columns->fill + first,
             ground + first, waiting + first, row, edge_px, n, out);
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
