/* bobbin-timeline-private.h - what layout, drawing and sentences of the timeline share
 *
 * From top to bottom: the legend, the axis, then the lanes, which scroll. The
 * lanes are a list of rows in the order of the run:
 *
 *   GROUP    a band with badge, detail and the head of the CPU column
 *   PROCESS  only in groups with several threads per process: the head of a box
 *   LANE     one worker
 *
 * A row's y is a whole number of pixels from the top of all rows, so that
 * scrolling moves everything alike.
 */
#pragma once

#include "bobbin-legend.h"
#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_ROW_GROUP,
  BOBBIN_ROW_PROCESS,
  BOBBIN_ROW_LANE,
} BobbinRowKind;

typedef struct {
  BobbinRowKind kind;
  guint         index; /* group, process or worker */
  double        y, height;
  gboolean      labelled; /* lanes: has its words; in dense pictures only every nth */
} BobbinTimelineRow;

/* One stretch of a lane between two whole pixels. */
typedef struct {
  double x0, x1;     /* from the plot's left edge */
  double run_share;
  double wait_share;
  guint  core;
} BobbinTimelineColumn;

struct _BobbinTimelineLayout {
  const BobbinRun       *run; /* nullable */
  BobbinTimelineViewport viewport;
  BobbinStyle            style;
  double                 width, height;

  BobbinLegend *legend;      /* NULL: no room */
  BobbinRect    legend_rect;
  BobbinRect    axis_rect;   /* height 0: no room */
  BobbinRect    lanes_rect;
  BobbinRect    plot_rect;

  GArray *rows; /* BobbinTimelineRow */
  double  content_px;
  double  lane_px;           /* pitch, may be a fraction */
  double  label_px;          /* size of the lanes' labels */
  double  word_px;           /* size of the marks' words; 0: lanes too low for words */
  guint   label_every;       /* each nth lane of a group is labelled */
  guint   n_hidden;          /* lanes that a picture cannot show */

  double bracket_x, bracket_px;
  double label_x, label_width;
  double pid_right; /* 0: no such column */
  double cpu_right; /* 0: no such column */

  gint64 stop_flag_ns; /* where one word says for all that they were stopped; -1: nowhere */
};

/* Columns of @lane over @span stretched to @width_px, in order, without
 * overlap: one per interval while those are a pixel wide, else one per pixel.
 * Appends to @columns (BobbinTimelineColumn). */
void bobbin_timeline_columns (const BobbinHistory *history, guint lane, BobbinTimeSpan span,
                              double width_px, GArray *columns);

/* Fill in rows, pitch and labels for the height of lanes_rect; the legend. */
void   bobbin_timeline_choose_lanes (BobbinTimelineLayout *layout);
void   bobbin_timeline_make_legend  (BobbinTimelineLayout *layout);
double bobbin_timeline_hatch_px     (const BobbinStyle *style);

double   bobbin_timeline_x    (const BobbinTimelineLayout *layout, gint64 time_ns);
gboolean bobbin_timeline_is_mixed (const BobbinRun *run, guint group);
/* Translated: a thread in the box of its process is "Thread 2", others have their whole name. */
char    *bobbin_timeline_lane_label (const BobbinRun *run, guint worker);
/* "pid 41207", "tid 41212"; "" before it is born. */
char    *bobbin_timeline_lane_id    (const BobbinRun *run, guint worker);
/* Share of one core: over the last second while it runs, over its time in view
 * when the run is over. Negative: there is none to show. */
double   bobbin_timeline_cpu_share  (const BobbinTimelineLayout *layout, guint worker);

/* The rectangle of the lane's plot for a row's height. */
double bobbin_timeline_lane_inset (double height);

/* Where the word of a mark at @x goes. */
typedef struct {
  double      x;
  BobbinAlign align;
  double      max_px;
  gboolean    on_data; /* needs a ground of its own */
} BobbinMarkPlace;

BobbinMarkPlace bobbin_timeline_place_word (const BobbinTimelineLayout *layout, double x, double word_px,
                                            double mark_px);

void bobbin_timeline_draw_lane  (const BobbinTimelineLayout *layout, cairo_t *cr, guint worker,
                                 double y, double height, GArray *columns);
void bobbin_timeline_draw_marks (const BobbinTimelineLayout *layout, cairo_t *cr, guint worker,
                                 double y, double height);
void bobbin_timeline_draw_axis  (const BobbinTimelineLayout *layout, cairo_t *cr);
void bobbin_timeline_draw_grid  (const BobbinTimelineLayout *layout, cairo_t *cr);

G_END_DECLS
