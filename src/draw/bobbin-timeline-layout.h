/* bobbin-timeline-layout.h - where everything of the timeline lies
 *
 * A pure function of run × viewport × size × style. The same layout is drawn
 * on a widget, on PNG, SVG and PDF, is asked what lies under the pointer, and
 * is put into sentences, so these cannot disagree. Its cost follows the width
 * of the picture. Main thread.
 */
#pragma once

#include "bobbin-lane-choice.h"
#include "bobbin-run.h"
#include "bobbin-shapes.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_LANES_WORKERS, /* a lane per process or thread, which says on which core it was */
  BOBBIN_LANES_CORES,   /* a lane per core, which says which worker had it */
} BobbinLanes;

#define BOBBIN_NO_TIME G_MININT64

typedef struct {
  BobbinTimeSpan span;        /* of time that is shown from left to right */
  gboolean       follows_now; /* the right edge is "now": ticks count back from it */
  double         scroll_y_px; /* lanes moved up by */
  int            selected_worker; /* -1: none */
  gboolean       fits_all;    /* a picture that nobody can scroll: lanes shrink as far as pixels go,
                                 and what is left over is said in words */
  BobbinLanes    lanes;
  const BobbinLaneChoice *choice; /* (nullable): which workers are shown and pinned; all, in their order */
  gboolean       shows_moves; /* lines from core to core, where a worker went on elsewhere */
  gint64         markers_ns[2]; /* BOBBIN_NO_TIME: not set */
  BobbinTimeSpan range;       /* selected stretch of time; empty: none */
} BobbinTimelineViewport;

/* Nothing selected, nothing marked, all workers' lanes, over @span. */
BobbinTimelineViewport bobbin_timeline_viewport (BobbinTimeSpan span);

/* What a run as a whole should be seen with: the last 5 s while it runs,
 * all of it when it is over. */
BobbinTimelineViewport bobbin_timeline_viewport_default (const BobbinRun *run);

typedef struct _BobbinTimelineLayout BobbinTimelineLayout;

/* @run (nullable): an empty timeline with a sentence on what to do. It is not
 * copied: it must outlive the layout, and a layout belongs to the state of the
 * run that it was made from. Sizes below 1 count as 1. */
BobbinTimelineLayout *bobbin_timeline_layout_new (const BobbinRun              *run,
                                                  const BobbinTimelineViewport *viewport,
                                                  double                        width,
                                                  double                        height,
                                                  const BobbinStyle            *style) G_GNUC_WARN_UNUSED_RESULT;
void bobbin_timeline_layout_free (BobbinTimelineLayout *layout);

/* The height that shows every lane at its best size. @viewport (nullable: all
 * workers) says which lanes there are. */
double bobbin_timeline_layout_natural_height (const BobbinRun *run, const BobbinTimelineViewport *viewport,
                                              const BobbinStyle *style);

/* Height of all lanes at the size that this layout chose (for a scroll bar),
 * and the rectangle in which lanes are seen. */
double     bobbin_timeline_layout_get_content_height (const BobbinTimelineLayout *layout);
BobbinRect bobbin_timeline_layout_get_lanes_rect     (const BobbinTimelineLayout *layout);
/* The part in which time runs: x ↔ span. */
BobbinRect bobbin_timeline_layout_get_plot_rect      (const BobbinTimelineLayout *layout);

/* With fits_all: lanes that even so found no room. Else 0. */
guint bobbin_timeline_layout_get_n_hidden (const BobbinTimelineLayout *layout);

/* What the legend takes of the topmost row, at its right; a title may stand to
 * the left of it. Empty where the legend is left out. */
BobbinRect bobbin_timeline_layout_get_legend_rect (const BobbinTimelineLayout *layout);

/* All of it. For a widget the same in parts, from the bottom up, so that each
 * is drawn anew only when it changes: what lies under the lanes (the ground: the
 * grid, which moves with time, then legend, bands and words), the lanes themselves (see bobbin-timeline-canvas.h), the marks
 * on them (births, ends, crashes), and what is laid over it all (the axis' words
 * where nothing stands on them, selected range, markers, lines of migrations,
 * and what is pointed at). */
void bobbin_timeline_layout_draw         (const BobbinTimelineLayout *layout, cairo_t *cr);
void bobbin_timeline_layout_draw_ground  (const BobbinTimelineLayout *layout, cairo_t *cr);
void bobbin_timeline_layout_draw_grid    (const BobbinTimelineLayout *layout, cairo_t *cr);
void bobbin_timeline_layout_draw_words   (const BobbinTimelineLayout *layout, cairo_t *cr);
void bobbin_timeline_layout_draw_lanes   (const BobbinTimelineLayout *layout, cairo_t *cr);
void bobbin_timeline_layout_draw_marks   (const BobbinTimelineLayout *layout, cairo_t *cr);
/* @x, @y: where the pointer or the keyboard's cursor is; negative: nowhere. */
void bobbin_timeline_layout_draw_overlay (const BobbinTimelineLayout *layout, cairo_t *cr, double x, double y);

typedef struct {
  int        worker;   /* -1: no worker's lane there */
  int        core;     /* -1: no core's lane there */
  int        group;    /* -1: no group header there */
  BobbinRect rect;     /* of the lane, or of the header */
  gboolean   in_plot;  /* over time, not over the label */
  gint64     time_ns;  /* when in_plot */
} BobbinTimelineHit;

BobbinTimelineHit bobbin_timeline_layout_hit (const BobbinTimelineLayout *layout, double x, double y);

/* Translated: what the pointer reads out at a hit: task, state with its reason,
 * core, start, length; where a pixel shows several slices, their sums. NULL off a lane. */
char *bobbin_timeline_layout_describe_hit (const BobbinTimelineLayout *layout, const BobbinTimelineHit *hit) G_GNUC_WARN_UNUSED_RESULT;

/* Translated sentences for a screen reader and the terminal. */
char *bobbin_timeline_layout_describe (const BobbinTimelineLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinTimelineLayout, bobbin_timeline_layout_free)

G_END_DECLS
