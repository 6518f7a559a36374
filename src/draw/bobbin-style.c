#include "bobbin-theme.h"

#include <math.h>

/* Sizes of everything, from one number: the body text.
 *
 * A picture is read as a whole, so its text is a share of its height: a picture
 * of 3840×2160 is the one of 1920×1080 seen closer, not one with small print.
 * Only the small end has a floor, below which letters cannot be told apart;
 * what then no longer fits is left out by the layouts in the order that each
 * states. A picture taller than wide is read across, so its width counts.
 *
 *                projector   other themes
 *   hero number  10 %        4.2 %
 *   title        6.7 %       2.6 %
 *   text         4.4 %       1.75 %, at least 10 px
 *   small        3.3 %       82 % of text, at least 9 px
 *   fine         2.6 %       74 % of text, at least 8.5 px
 *   data lines   0.28 %      10 % of text, at least 1 px
 */

#define PORTRAIT_LIMIT 0.9 /* of the width: more height than width/0.9 does not make text larger */

static BobbinStyle
style_from_text (const BobbinTheme *theme, PangoContext *pango, double text_px)
{
  return (BobbinStyle) {
    .theme = theme,
    .pango = pango,
    .text_px = text_px,
    .small_px = MAX (text_px * 0.82, 9.0),
    .fine_px = MAX (text_px * 0.74, 8.5),
    .title_px = MAX (text_px * 1.5, 13.0),
    .hero_px = text_px * 2.4,
    .line_px = MAX (round (text_px * 0.1), 1.0),
    .spacing_px = MAX (round (text_px * 0.45), 4.0),
    .device_scale = 1.0,
  };
}

static BobbinStyle
style_for_projector (const BobbinTheme *theme, PangoContext *pango, double height)
{
  return (BobbinStyle) {
    .theme = theme,
    .pango = pango,
    .text_px = height * 0.044,
    .small_px = height * 0.033,
    .fine_px = height * 0.026,
    .title_px = height * 0.067,
    .hero_px = height * 0.1,
    .line_px = MAX (ceil (height * 0.0028), 1.0),
    .spacing_px = MAX (round (height * 0.012), 2.0),
    .device_scale = 1.0,
  };
}

BobbinStyle
bobbin_style_for_picture (BobbinThemeId id, PangoContext *pango, double width, double height)
{
  const BobbinTheme *theme = bobbin_theme_get (id);
  double reference_px = MIN (height, width / PORTRAIT_LIMIT);

  if (id == BOBBIN_THEME_PROJECTOR)
    return style_for_projector (theme, pango, reference_px);
  return style_from_text (theme, pango, MAX (reference_px * 0.0175, 10.0));
}

BobbinStyle
bobbin_style_scaled (const BobbinStyle *style, double share, double width, double height)
{
  double least_px = 8.5;
  BobbinStyle scaled = *style;

  if (style->theme->id == BOBBIN_THEME_PROJECTOR)
    least_px = MIN (height, width / PORTRAIT_LIMIT) * 0.026;
  scaled.text_px = MAX (style->text_px * share, least_px);
  scaled.small_px = MAX (style->small_px * share, least_px);
  scaled.fine_px = MAX (style->fine_px * share, least_px);
  scaled.title_px = MAX (style->title_px * share, least_px);
  scaled.hero_px = MAX (style->hero_px * share, least_px);
  scaled.spacing_px = MAX (round (style->spacing_px * share), 2.0);
  return scaled;
}

BobbinStyle
bobbin_style_for_widget (BobbinThemeId id, PangoContext *pango, double text_px)
{
  return style_from_text (bobbin_theme_get (id), pango, MAX (text_px, 6.0));
}
