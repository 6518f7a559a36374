#include "bobbin-color.h"

#include <math.h>

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

double
bobbin_color_luminance (BobbinColor color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green) + 0.0722 * linear (color.blue);
}

double
bobbin_color_contrast (BobbinColor a, BobbinColor b)
{
  double la = bobbin_color_luminance (a);
  double lb = bobbin_color_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

BobbinColor
bobbin_color_mix (BobbinColor a, BobbinColor b, double share)
{
  return (BobbinColor) {
    a.red + (b.red - a.red) * share,
    a.green + (b.green - a.green) * share,
    a.blue + (b.blue - a.blue) * share,
    a.alpha + (b.alpha - a.alpha) * share,
  };
}

BobbinColor
bobbin_color_with_alpha (BobbinColor color, double alpha)
{
  color.alpha = alpha;
  return color;
}

guint32
bobbin_color_to_pixel (BobbinColor color)
{
  return 0xff000000u | (guint32) lround (color.red * 255.0) << 16 | (guint32) lround (color.green * 255.0) << 8
         | (guint32) lround (color.blue * 255.0);
}

void
bobbin_color_set (cairo_t *cr, BobbinColor color)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}
