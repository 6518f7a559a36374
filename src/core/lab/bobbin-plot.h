/* bobbin-plot.h - what the figure of an experiment shows, as data
 *
 * An experiment's judge fills one in; the drawing layer knows the six kinds and
 * nothing of experiments. Which fields are used says the kind:
 *
 *   CURVES        series of points over x: lines through the medians, the
 *                 quartiles as a band or whiskers; references dashed
 *   DOTS          a row for each category, in it a mark for each series at its
 *                 value: point.x is the number of the category; single readings
 *                 as faint dots behind
 *   DISTRIBUTION  a row for each series: its single readings (those of the
 *                 warm-up greyed), quartiles and median; below, on an axis of
 *                 its own centred on 1, the interval of the paired ratio
 *   STRIPS        lanes over time, with segments and marks
 *   MATRIX        categories are the rows, columns the columns; cells row by row
 *   GRAPH         nodes on a grid and arrows between them
 *
 * All texts are translated, whole, and never NULL unless said. Owned by the
 * plot. Main thread.
 */
#pragma once

#include <glib.h>

#include "bobbin-quantity.h"
#include "bobbin-statistics.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_PLOT_CURVES,
  BOBBIN_PLOT_DOTS,
  BOBBIN_PLOT_DISTRIBUTION,
  BOBBIN_PLOT_STRIPS,
  BOBBIN_PLOT_MATRIX,
  BOBBIN_PLOT_GRAPH,
} BobbinPlotKind;

/* Whom a series, a lane or a node stands for: decides hue and form. */
typedef enum {
  BOBBIN_ROLE_PROCESS, /* blue, square */
  BOBBIN_ROLE_THREAD,  /* vermillion, round */
  BOBBIN_ROLE_SHARED,  /* the hue of shared mappings, a diamond */
  BOBBIN_ROLE_NEUTRAL, /* the text's colour: the system, the machine */
  BOBBIN_ROLE_REFERENCE, /* what theory says, an expectation: dashed, no marks */
} BobbinRole;

typedef struct {
  char          *title;    /* "Memory of the parent" */
  BobbinQuantity quantity;
  gboolean       log;      /* values of 0 and less then stand at @zero_at */
  double         zero_at;  /* log: where 0 is drawn, labelled as 0; 0: nowhere, and such points are left out */
  gboolean       from_zero; /* linear: starts at 0 whatever the values are; TRUE until changed */
} BobbinPlotAxis;

typedef struct {
  double x;         /* CURVES: on the x axis; DOTS: the category's number */
  double value;     /* the median */
  double p25, p75;  /* equal to value where there is one reading alone */
} BobbinPlotPoint;

typedef struct {
  BobbinRole role;
  char      *label;
  GArray    *points;   /* BobbinPlotPoint, by rising x */
  GArray    *readings; /* BobbinPlotReading; may be empty */
  gboolean   hollow;   /* told apart from another series of its role: hollow marks, a dashed line */
} BobbinPlotSeries;

typedef struct {
  double   x; /* as a point's */
  double   value;
  gboolean warm_up;
} BobbinPlotReading;

/* How a segment of a lane looks. */
typedef enum {
  BOBBIN_SEGMENT_SOLID,   /* at work */
  BOBBIN_SEGMENT_HATCHED, /* ready, waiting for a core or for a turn */
  BOBBIN_SEGMENT_LINE,    /* blocked or idle */
  BOBBIN_SEGMENT_PLAIN,   /* a box with an outline and a word, such as a state */
} BobbinSegmentForm;

typedef struct {
  double            begin, end; /* on the x axis */
  BobbinSegmentForm form;
  char             *label;      /* (nullable) within it where it fits */
  int               core;       /* ≥ 0: in the hue of that core; else in that of the lane's role */
} BobbinPlotSegment;

typedef enum {
  BOBBIN_MARK_CROSS, /* a crash */
  BOBBIN_MARK_DOT,
  BOBBIN_MARK_BEAT,  /* an upright stroke: one of many */
} BobbinMarkForm;

typedef struct {
  double         x;
  BobbinMarkForm form;
  char          *label; /* (nullable) beside it */
} BobbinPlotMark;

typedef struct {
  BobbinRole role;
  char      *label;
  char      *heading;  /* (nullable) above it: here a group of lanes begins */
  GArray    *segments; /* BobbinPlotSegment */
  GArray    *marks;    /* BobbinPlotMark */
  char      *outcome;  /* (nullable) at the end of the lane: "carries on" */
} BobbinPlotLane;

typedef enum {
  BOBBIN_CELL_YES,   /* a tick: shared, allowed */
  BOBBIN_CELL_NO,    /* a cross: apart, refused */
  BOBBIN_CELL_PARTLY,
  BOBBIN_CELL_TEXT,  /* the text alone */
} BobbinCellMark;

typedef struct {
  BobbinCellMark mark;
  char          *text; /* (nullable) beside the mark */
} BobbinPlotCell;

typedef struct {
  BobbinRole role;
  char      *label; /* bold */
  char      *detail; /* (nullable) below it */
  double     x, y;  /* the middle, in a unit square */
  gboolean   round; /* a disc (something that is held) rather than a box */
  gboolean   alarm; /* outlined as something that is wrong */
} BobbinPlotNode;

typedef struct {
  guint    from, to; /* numbers of nodes */
  char    *label;    /* (nullable) */
  gboolean dashed;   /* waits for, rather than has */
} BobbinPlotEdge;

typedef struct {
  BobbinPlotKind kind;
  BobbinPlotAxis x, y;
  GPtrArray     *series;     /* BobbinPlotSeries */
  GPtrArray     *categories; /* char *; DOTS, MATRIX: rows */
  GPtrArray     *columns;    /* char *; MATRIX */
  GArray        *column_roles; /* BobbinRole; MATRIX */
  GArray        *cells;      /* BobbinPlotCell; MATRIX */
  GPtrArray     *lanes;      /* BobbinPlotLane */
  GArray        *nodes;      /* BobbinPlotNode */
  GArray        *edges;      /* BobbinPlotEdge */
  BobbinEstimate ratio;      /* DISTRIBUTION: of the paired ratio; valid or not */
  char          *ratio_title; /* what is over what; NULL without */
  char          *note;       /* (nullable) one sentence that says how to read it */
} BobbinPlot;

/* An empty plot; x and y count from 0 without titles. Titles are copied. */
BobbinPlot *bobbin_plot_new  (BobbinPlotKind kind) G_GNUC_WARN_UNUSED_RESULT;
void        bobbin_plot_free (BobbinPlot *plot);

void bobbin_plot_set_x (BobbinPlot *plot, const char *title, BobbinQuantity quantity, gboolean log);
void bobbin_plot_set_y (BobbinPlot *plot, const char *title, BobbinQuantity quantity, gboolean log);
void bobbin_plot_set_note (BobbinPlot *plot, const char *note);

/* The new one, owned by the plot, to be filled. */
BobbinPlotSeries *bobbin_plot_add_series (BobbinPlot *plot, BobbinRole role, const char *label);
void bobbin_plot_series_add (BobbinPlotSeries *series, double x, double value, double p25, double p75);
void bobbin_plot_series_add_reading (BobbinPlotSeries *series, double x, double value, gboolean warm_up);

/* The number of the new category. */
guint bobbin_plot_add_category (BobbinPlot *plot, const char *label);
void  bobbin_plot_add_column   (BobbinPlot *plot, BobbinRole role, const char *label);
/* Cells are added row by row, each from left to right. @text nullable. */
void  bobbin_plot_add_cell     (BobbinPlot *plot, BobbinCellMark mark, const char *text);

BobbinPlotLane *bobbin_plot_add_lane (BobbinPlot *plot, BobbinRole role, const char *label, const char *heading);
/* Ends that are not numbers or lie before their begin, and marks that are at none,
 * are left out: readings of a run that was cut off may say so. */
void bobbin_plot_lane_add_segment (BobbinPlotLane *lane, double begin, double end, BobbinSegmentForm form,
                                   const char *label);
/* In the hue of @core, with its number in it where it fits. */
void bobbin_plot_lane_add_run  (BobbinPlotLane *lane, double begin, double end, guint core);
void bobbin_plot_lane_add_mark (BobbinPlotLane *lane, double x, BobbinMarkForm form, const char *label);
void bobbin_plot_lane_set_outcome (BobbinPlotLane *lane, const char *outcome);

/* The number of the new node; x and y within 0 … 1. @detail nullable. */
guint bobbin_plot_add_node (BobbinPlot *plot, BobbinRole role, const char *label, const char *detail, double x, double y);
void  bobbin_plot_add_edge (BobbinPlot *plot, guint from, guint to, const char *label, gboolean dashed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinPlot, bobbin_plot_free)

G_END_DECLS
