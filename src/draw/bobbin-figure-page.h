/* bobbin-figure-page.h - the charts of one picture, on their cards
 *
 * Private to figures. All rectangles are in pixels of the picture. Main thread.
 */
#pragma once

#include "bobbin-figure.h"

G_BEGIN_DECLS

/* Picture heights from which there is room for a second chart, and for a third. */
#define BOBBIN_FIGURE_TWO_FROM_PX   300.0
#define BOBBIN_FIGURE_THREE_FROM_PX 420.0

/* Everything that the parts of one picture need. */
typedef struct {
  const BobbinFigure *figure;
  cairo_t            *cr;
  BobbinStyle         style; /* of the picture */
  BobbinStyle         chart; /* of the charts in it */
  double              margin_px;
  gboolean            has_cards; /* boxes around charts; a projector gets the room instead */
} BobbinFigurePage;

/* Beside the chart's title, translated: "who ran, on which core". */
const char *bobbin_figure_aside (BobbinFigureId id);

/* What the picture of all is made of. */
extern const BobbinFigureId bobbin_figure_parts[3];

/* The figure's own, or one that suits its run, made fit for a picture of @id. */
BobbinTimelineViewport bobbin_figure_get_viewport (const BobbinFigure *figure, BobbinFigureId id);

/* One chart in @rect; a card in @rect, of which the inside is returned. */
void       bobbin_figure_page_draw_chart (const BobbinFigurePage *page, BobbinFigureId id, BobbinRect rect);
BobbinRect bobbin_figure_page_draw_card  (const BobbinFigurePage *page, BobbinRect rect);

/* Larger text for charts that have the room for it in @rect. */
void bobbin_figure_page_enlarge_text (BobbinFigurePage *page, BobbinRect rect);

/* Timeline, memory and table in one picture. */
void bobbin_figure_page_draw_all (const BobbinFigurePage *page, BobbinRect rect);

G_END_DECLS
