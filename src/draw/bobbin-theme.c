#include "bobbin-theme.h"

#include <string.h>

/* The palette is Okabe and Ito's. Where a hue has to carry text or to mark
 * something by itself it is darkened (on light grounds) or lightened (on dark
 * ones) until the contrast rule holds; areas keep the hue and get an outline
 * that holds the rule for them. In print the first core is dark and the others
 * climb in lightness, so that grey paper still tells neighbours apart. */

#define RGB(hex) \
  { ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) & 0xff) / 255.0, 1.0 }

static const BobbinTheme themes[BOBBIN_N_THEMES] = {
  {
    .id = BOBBIN_THEME_LIGHT,
    .ground = RGB (0xfafafb),
    .card = RGB (0xffffff),
    .text = RGB (0x1c1c1f),
    .faint_text = RGB (0x48484e),
    .grid = RGB (0xe3e3e8),
    .mark = RGB (0x5e5d66),
    .process = RGB (0x00558a),
    .process_text = RGB (0xffffff),
    .process_tint = RGB (0xe8f2f9),
    .process_fill = RGB (0x0072b2),
    .thread = RGB (0x943600),
    .thread_text = RGB (0xffffff),
    .thread_tint = RGB (0xfcf0e8),
    .thread_fill = RGB (0xd55e00),
    .shared = RGB (0x007f5c),
    .alarm = RGB (0xa80c1a),
    .waiting = RGB (0x6e6d76),
    .waiting_fill = RGB (0xf3f3f6),
    .core = { RGB (0x2db68c), RGB (0xd08ab2), RGB (0xe69f00), RGB (0x56b4e9), RGB (0xf0e442) },
    .core_text = { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000) },
    .core_edge = { RGB (0x007353), RGB (0x99477a), RGB (0x8f5f00), RGB (0x1f719f), RGB (0x786f00) },
  },
  {
    .id = BOBBIN_THEME_DARK,
    .ground = RGB (0x1b1b1e),
    .card = RGB (0x26262a),
    .text = RGB (0xf4f4f6),
    .faint_text = RGB (0xcbcbd1),
    .grid = RGB (0x3a3a40),
    .mark = RGB (0xa6a6af),
    .process = RGB (0x8cc8f0),
    .process_text = RGB (0x04161f),
    .process_tint = RGB (0x1c303e),
    .process_fill = RGB (0x3793cf),
    .thread = RGB (0xffab7a),
    .thread_text = RGB (0x240e00),
    .thread_tint = RGB (0x3b271b),
    .thread_fill = RGB (0xe0702a),
    .shared = RGB (0x2fc096),
    .alarm = RGB (0xff938c),
    .waiting = RGB (0xa8a8b1),
    .waiting_fill = RGB (0x2d2d33),
    .core = { RGB (0x35bd94), RGB (0xd98fba), RGB (0xe9a820), RGB (0x62bbee), RGB (0xf0e442) },
    .core_text = { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000) },
    .core_edge = { RGB (0x6fddbb), RGB (0xf0b9da), RGB (0xffd070), RGB (0xa8dcfa), RGB (0xfff9a0) },
  },
  {
    .id = BOBBIN_THEME_PROJECTOR,
    .ground = RGB (0xffffff),
    .card = RGB (0xffffff),
    .text = RGB (0x000000),
    .faint_text = RGB (0x3a3a40),
    .grid = RGB (0xd9d9df),
    .mark = RGB (0x4a4a52),
    .process = RGB (0x004f80),
    .process_text = RGB (0xffffff),
    .process_tint = RGB (0xe3f0f9),
    .process_fill = RGB (0x0072b2),
    .thread = RGB (0x8a3200),
    .thread_text = RGB (0xffffff),
    .thread_tint = RGB (0xfcece1),
    .thread_fill = RGB (0xd55e00),
    .shared = RGB (0x007f5c),
    .alarm = RGB (0xa80c1a),
    .waiting = RGB (0x5f5e67),
    .waiting_fill = RGB (0xf4f4f7),
    .core = { RGB (0x2db68c), RGB (0xd08ab2), RGB (0xe69f00), RGB (0x56b4e9), RGB (0xf0e442) },
    .core_text = { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000) },
    .core_edge = { RGB (0x007353), RGB (0x99477a), RGB (0x8f5f00), RGB (0x1f719f), RGB (0x786f00) },
  },
  {
    .id = BOBBIN_THEME_PRINT,
    .ground = RGB (0xffffff),
    .card = RGB (0xffffff),
    .text = RGB (0x000000),
    .faint_text = RGB (0x333338),
    .grid = RGB (0xd0d0d4),
    .mark = RGB (0x46464c),
    .process = RGB (0x00558a),
    .process_text = RGB (0xffffff),
    .process_tint = RGB (0xeef5fa),
    .process_fill = RGB (0x0072b2),
    .thread = RGB (0x943600),
    .thread_text = RGB (0xffffff),
    .thread_tint = RGB (0xfcf4ee),
    .thread_fill = RGB (0xd55e00),
    .shared = RGB (0x007f5c),
    .alarm = RGB (0xa80c1a),
    .waiting = RGB (0x505056),
    .waiting_fill = RGB (0xffffff),
    .core = { RGB (0x00523c), RGB (0xd793ba), RGB (0xe9aa1c), RGB (0x9ad2f3), RGB (0xf6ee86) },
    .core_text = { RGB (0xffffff), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000) },
    .core_edge = { RGB (0x003325), RGB (0x7a3560), RGB (0x6f4a00), RGB (0x1a5c83), RGB (0x5f5800) },
  },
  {
    .id = BOBBIN_THEME_LIGHT_CONTRAST,
    .ground = RGB (0xffffff),
    .card = RGB (0xffffff),
    .text = RGB (0x000000),
    .faint_text = RGB (0x1e1e22),
    .grid = RGB (0xb8b8c0),
    .mark = RGB (0x2a2a2f),
    .process = RGB (0x003f69),
    .process_text = RGB (0xffffff),
    .process_tint = RGB (0xe8f2f9),
    .process_fill = RGB (0x0072b2),
    .thread = RGB (0x6b2700),
    .thread_text = RGB (0xffffff),
    .thread_tint = RGB (0xfcf0e8),
    .thread_fill = RGB (0xd55e00),
    .shared = RGB (0x005c42),
    .alarm = RGB (0x8a0010),
    .waiting = RGB (0x3a3a40),
    .waiting_fill = RGB (0xffffff),
    .core = { RGB (0x4cc79f), RGB (0xdfa3c5), RGB (0xf0b030), RGB (0x74c6f2), RGB (0xf5ea5a) },
    .core_text = { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000) },
    .core_edge = { RGB (0x004d37), RGB (0x6a2651), RGB (0x5e3e00), RGB (0x0b4d73), RGB (0x504a00) },
  },
  {
    .id = BOBBIN_THEME_DARK_CONTRAST,
    .ground = RGB (0x000000),
    .card = RGB (0x0a0a0c),
    .text = RGB (0xffffff),
    .faint_text = RGB (0xe6e6ea),
    .grid = RGB (0x5a5a62),
    .mark = RGB (0xd4d4da),
    .process = RGB (0xa9dafa),
    .process_text = RGB (0x000000),
    .process_tint = RGB (0x0c2434),
    .process_fill = RGB (0x4aa6e0),
    .thread = RGB (0xffc39e),
    .thread_text = RGB (0x000000),
    .thread_tint = RGB (0x301a0c),
    .thread_fill = RGB (0xf0803a),
    .shared = RGB (0x5fe0b8),
    .alarm = RGB (0xffb0aa),
    .waiting = RGB (0xc4c4cc),
    .waiting_fill = RGB (0x141417),
    .core = { RGB (0x4cc79f), RGB (0xdfa3c5), RGB (0xf0b030), RGB (0x74c6f2), RGB (0xf5ea5a) },
    .core_text = { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000) },
    .core_edge = { RGB (0xa5f0d8), RGB (0xfbd8ee), RGB (0xffe2a0), RGB (0xcdedff), RGB (0xfffcc8) },
  },
};

const BobbinTheme *
bobbin_theme_get (BobbinThemeId id)
{
  g_return_val_if_fail ((int) id >= 0 && id < BOBBIN_N_THEMES, &themes[BOBBIN_THEME_LIGHT]);

  return &themes[id];
}

gboolean
bobbin_theme_parse (const char *text, BobbinThemeId *out_id)
{
  static const char *const words[] = { "light", "dark", "projector", "print" };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i]) == 0)
      {
        *out_id = (BobbinThemeId) i;
        return TRUE;
      }
  return FALSE;
}
