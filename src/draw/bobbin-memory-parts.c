#include "bobbin-memory-private.h"

#include <math.h>

double
bobbin_memory_pad_px (const BobbinStyle *style)
{
  return round (style->spacing_px * 1.2);
}

double
bobbin_memory_title_px (const BobbinStyle *style)
{
  return round (style->text_px * 1.6);
}

double
bobbin_memory_row_px (const BobbinStyle *style)
{
  return round (style->small_px * 1.5);
}

double
bobbin_memory_line_px (const BobbinStyle *style)
{
  return round (style->small_px * 1.55);
}

guint64
bobbin_memory_get_reading (const BobbinMemory *memory, BobbinReading reading)
{
  switch (reading)
    {
    case BOBBIN_READING_RSS:
      return memory->rss_bytes;
    case BOBBIN_READING_PSS:
      return memory->pss_bytes;
    case BOBBIN_READING_USS:
    case BOBBIN_N_READINGS:
    default:
      return memory->uss_bytes;
    }
}

const char *
bobbin_memory_reading_name (BobbinReading reading)
{
  static const char *const names[] = { "RSS", "PSS", "USS" };

  return names[MIN (reading, BOBBIN_READING_USS)];
}

double
bobbin_memory_dots_px (const BobbinStyle *style)
{
  return MAX (round (style->text_px * 0.4), 4.0);
}

BobbinRect
bobbin_memory_cell_bar_row (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card,
                            const BobbinMemoryCell *cell, BobbinReading reading)
{
  const BobbinStyle *style = &layout->style;
  double pad = style->spacing_px;
  BobbinRect rect = cell->rect;

  if (card->as_lines)
    {
      double bar = floor ((rect.height - 3.0) / BOBBIN_N_READINGS);
      double x = rect.x + MIN (layout->label_px, rect.width * 0.4) + pad;
      gboolean all_numbers = bobbin_memory_line_shows_all (layout, card);
      double numbers = (all_numbers ? 3.0 : 1.0) * (layout->number_px + pad);

      return (BobbinRect) { x, rect.y + 1.0 + bar * reading,
                            MAX (rect.x + rect.width - numbers - x, 0.0), bar };
    }
  double title = bobbin_memory_title_px (style);
  double row = (rect.height - title - round (pad * 1.2)) / BOBBIN_N_READINGS;
  double y = round (rect.y + pad * 0.4 + title + row * reading);

  return (BobbinRect) { rect.x + pad, y, rect.width - 2.0 * pad, floor (row) };
}

gboolean
bobbin_memory_line_shows_all (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card)
{
  double pad = layout->style.spacing_px;

  return card->rect.width - 2.0 * bobbin_memory_pad_px (&layout->style)
         >= layout->label_px + 3.0 * (layout->number_px + pad) + pad + 5.0 * layout->style.small_px;
}

BobbinRect
bobbin_memory_sum_row (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card, BobbinReading reading)
{
  double row = bobbin_memory_row_px (&layout->style);

  return (BobbinRect) { card->sums_rect.x,
                        card->sums_rect.y + bobbin_memory_title_px (&layout->style) + row * reading,
                        card->sums_rect.width, row };
}
