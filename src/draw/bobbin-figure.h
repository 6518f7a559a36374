/* bobbin-figure.h - a whole picture: title, chart, legend, conditions
 *
 * What --figure and Export draw: one of the charts, or three of them composed,
 * or the outcome of an experiment, with a title, the legend and a strip that
 * says on which machine it was measured. Main thread.
 */
#pragma once

#include "bobbin-experiment.h"
#include "bobbin-summary.h"
#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_FIGURE_TIMELINE,
  BOBBIN_FIGURE_CORES,  /* the same, a lane for each core */
  BOBBIN_FIGURE_MEMORY,
  BOBBIN_FIGURE_SHARING, /* page by page */
  BOBBIN_FIGURE_TABLE,
  BOBBIN_FIGURE_ALL,
  BOBBIN_N_FIGURES, /* those that have a word on the command line */
  BOBBIN_FIGURE_EXPERIMENT = BOBBIN_N_FIGURES, /* what came of one */
} BobbinFigureId;

const char *bobbin_figure_to_string (BobbinFigureId id); /* "timeline", … */
gboolean    bobbin_figure_parse     (const char *text, BobbinFigureId *out_id);
const char *bobbin_figure_label     (BobbinFigureId id); /* translated: "Timeline" */
const char *bobbin_figure_summary   (BobbinFigureId id); /* translated, one line */

typedef struct {
  BobbinFigureId                id;
  BobbinThemeId                 theme;
  double                        width, height; /* pixels; points in PDF */
  const BobbinRun              *run;
  GListModel                   *summary;
  const BobbinOutcome          *outcome;  /* (nullable) of EXPERIMENT, which uses neither run nor summary */
  const BobbinTimelineViewport *viewport; /* (nullable): all of the run; which lanes says @id */
} BobbinFigure;

/* Draws into the rectangle 0, 0, width, height of @cr. */
void bobbin_figure_draw (const BobbinFigure *figure, cairo_t *cr);

/* What stands over the picture: the experiment's or the request's title, or one
 * that fits any run. (transfer none) */
const char *bobbin_figure_title (const BobbinFigure *figure);

/* Translated sentences that say what the picture shows. */
char *bobbin_figure_describe (const BobbinFigure *figure) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
