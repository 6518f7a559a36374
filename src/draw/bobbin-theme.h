/* bobbin-theme.h - colours and measures of everything that is drawn
 *
 * Okabe–Ito. Process is blue and square, thread is vermillion and rounded, and
 * these two hues mean nothing else. Cores have hues of their own but carry
 * their number too. Text has a contrast of 7:1 with its ground, marks 4.5:1;
 * a test reckons it for every theme. Themes are constant data, any thread.
 */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "bobbin-machine.h"

G_BEGIN_DECLS

typedef struct {
  double red, green, blue, alpha;
} BobbinColor;

typedef enum {
  BOBBIN_THEME_LIGHT,
  BOBBIN_THEME_DARK,
  BOBBIN_THEME_PROJECTOR, /* light, sizes as shares of the picture's height */
  BOBBIN_THEME_PRINT,     /* white ground, patterns carry what grey would lose */
  BOBBIN_THEME_LIGHT_CONTRAST,
  BOBBIN_THEME_DARK_CONTRAST,
  BOBBIN_N_THEMES
} BobbinThemeId;

#define BOBBIN_N_CORE_COLORS 5

typedef struct {
  BobbinThemeId id;
  BobbinColor   ground;       /* behind everything */
  BobbinColor   card;         /* behind a box */
  BobbinColor   text;         /* 7:1 on ground and card */
  BobbinColor   faint_text;   /* 7:1 still; secondary by size and weight, not by fading */
  BobbinColor   grid;         /* hairlines, decoration only */
  BobbinColor   mark;         /* outlines and thin lines that mean something, 4.5:1 */
  BobbinColor   process, process_text, process_tint; /* badge and headings, text on it, band behind a group */
  BobbinColor   thread, thread_text, thread_tint;
  BobbinColor   process_fill, thread_fill; /* areas: bars and brackets, outlined in process, thread */
  BobbinColor   shared;       /* shared mappings */
  BobbinColor   alarm;        /* crashes, with a cross and a word */
  BobbinColor   waiting;      /* strokes of the hatch for "ready, waiting for a core" */
  BobbinColor   waiting_fill; /* between those strokes */
  BobbinColor   core[BOBBIN_N_CORE_COLORS];      /* fill; core c takes c % N */
  BobbinColor   core_text[BOBBIN_N_CORE_COLORS]; /* text on that fill, 7:1 */
  BobbinColor   core_edge[BOBBIN_N_CORE_COLORS]; /* its outline, 4.5:1 on card */
} BobbinTheme;

const BobbinTheme *bobbin_theme_get (BobbinThemeId id);

/* "light", "dark", "projector", "print": the words of --theme. */
gboolean bobbin_theme_parse (const char *text, BobbinThemeId *out_id);

/* Theme and sizes of one drawing. All sizes are in pixels of the drawing. */
typedef struct {
  const BobbinTheme *theme;
  PangoContext      *pango;        /* (not owned) fonts; its description gives the family */
  double             text_px;      /* lane labels, table cells: the body size */
  double             small_px;     /* axis, details */
  double             fine_px;      /* the least that the theme allows: conditions, core numbers */
  double             title_px;
  double             hero_px;      /* the one number that a picture is about */
  double             line_px;      /* data lines */
  double             spacing_px;   /* one step of the grid that everything sits on */
  double             device_scale; /* device pixels to one of the drawing, for patterns; 1 until set */
} BobbinStyle;

/* The families that pictures are set in, where no widget says otherwise: the
 * desktop's own first. Inter before Cantarell, whose word spaces close up at
 * the sizes of small print. */
#define BOBBIN_FONT_FAMILY "Adwaita Sans, Inter, Cantarell, sans-serif"

/* For an exported picture of @width × @height: sizes follow the theme's rules
 * (projector: shares of the height as in bobbin-style.c). */
BobbinStyle bobbin_style_for_picture (BobbinThemeId id, PangoContext *pango, double width, double height);

/* @style with everything @share times as large, but no text under what its
 * theme allows in a picture of @width × @height: several charts in one picture. */
BobbinStyle bobbin_style_scaled (const BobbinStyle *style, double share, double width, double height);

/* For a widget whose font has @text_px. A widget on a display with a scale
 * factor sets device_scale to it afterwards. */
BobbinStyle bobbin_style_for_widget (BobbinThemeId id, PangoContext *pango, double text_px);

G_END_DECLS
