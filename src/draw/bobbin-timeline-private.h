/* bobbin-timeline-private.h - what layout, drawing and sentences of the timeline share
 *
 * From top to bottom: the legend, the axis, then the lanes, which scroll. The
 * lanes are a list of rows. Of workers, in the order of the run:
 *
 *   HEADING  "Pinned", where any is, and below it their lanes
 *   GROUP    a band with badge, detail and the head of the CPU column
 *   PROCESS  only in groups with several threads per process: the head of a box
 *   LANE     one worker
 *
 * Of cores: a HEADING that says how many they are, and a LANE for each.
 *
 * A row's y is a whole number of pixels from the top of all rows, so that
 * scrolling moves everything alike.
 */
#pragma once

#include "bobbin-legend.h"
#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_ROW_HEADING,
  BOBBIN_ROW_GROUP,
  BOBBIN_ROW_PROCESS,
  BOBBIN_ROW_LANE,
} BobbinRowKind;

typedef struct {
  BobbinRowKind kind;
  guint         index; /* group, process, and worker or core: the lane in layout->history */
  double        y, height;
  gboolean      pinned;   /* a lane above all groups */
  gboolean      labelled; /* lanes: has its words; in dense pictures only every nth */
} BobbinTimelineRow;

/* How time on a core is painted: by the core, or in a core's lane by the worker. */
typedef struct {
  BobbinColor fill, edge, ink;
} BobbinTimelineHue;

#define BOBBIN_MAX_HUES 8u

struct _BobbinTimelineLayout {
  const BobbinRun       *run; /* nullable */
  const BobbinHistory   *history; /* of the lanes that are shown; NULL without a run */
  BobbinTimelineHue      hues[BOBBIN_MAX_HUES];
  guint                  n_hues;
  BobbinTimelineViewport viewport;
  BobbinStyle            style;
  double                 width, height;

  BobbinLegend *legend;      /* NULL: no room */
  BobbinRect    legend_rect;
  BobbinRect    axis_rect;   /* height 0: no room */
  BobbinRect    lanes_rect;
  BobbinRect    plot_rect;

  GArray *rows; /* BobbinTimelineRow */
  guint   n_lanes;           /* of the rows */
  gboolean has_process_heads; /* else lanes say themselves of which process they are */
  double  content_px;
  double  lane_px;           /* pitch, may be a fraction */
  double  label_px;          /* size of the lanes' labels */
  double  word_px;           /* size of the marks' words; 0: lanes too low for words */
  guint   label_every;       /* each nth lane of a group is labelled */
  guint   n_hidden;          /* lanes that a picture cannot show */

  double bracket_x, bracket_px;
  double label_x, label_width;
  gboolean short_labels; /* numbers alone: "3" for "Process 3" */
  double pid_right; /* 0: no such column */
  double cpu_right; /* 0: no such column */

  gint64 stop_flag_ns; /* where one word says for all that they were stopped; -1: nowhere */
};

/* Fill in rows, pitch and labels for the height of lanes_rect; the legend. */
void   bobbin_timeline_choose_lanes (BobbinTimelineLayout *layout);
void   bobbin_timeline_make_legend  (BobbinTimelineLayout *layout, double width_px);
double bobbin_timeline_hatch_px     (const BobbinStyle *style);

/* Waiting where there is no room for the hatch. */
BobbinColor bobbin_timeline_waiting_tone (const BobbinTheme *theme);
/* Whether lanes are so low that shares are seen as strength of colour, not as height. */
gboolean    bobbin_timeline_shows_strength (const BobbinTimelineLayout *layout);

#define BOBBIN_NUMBER_BYTES 12

/* Fills in the hues for the kind of lanes, and which one @other has (0 for
 * BOBBIN_NO_CORE); the number that is written on it, in @out_text. */
void  bobbin_timeline_choose_hues (BobbinTimelineLayout *layout);
guint bobbin_timeline_get_hue     (const BobbinTimelineLayout *layout, guint other);
void  bobbin_timeline_get_number  (const BobbinTimelineLayout *layout, guint other, char out_text[BOBBIN_NUMBER_BYTES]);

const BobbinTimelineRow *bobbin_timeline_get_row (const BobbinTimelineLayout *layout, guint i);
/* Whether any of a row is in view; where it begins in the drawing. */
gboolean bobbin_timeline_is_row_seen   (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row);
double   bobbin_timeline_row_y         (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row);
/* Saves @cr first. */
void     bobbin_timeline_clip_to_lanes (const BobbinTimelineLayout *layout, cairo_t *cr);

double   bobbin_timeline_x    (const BobbinTimelineLayout *layout, gint64 time_ns);
gboolean bobbin_timeline_is_mixed (const BobbinRun *run, guint group);
/* Whether a core has a lane: the run's workers may use it, or one of them did. */
gboolean bobbin_timeline_shows_core (const BobbinRun *run, guint core);

/* What a lane is called: a core "Core 3"; a thread in the box of its process
 * "Thread 2", other workers by their whole name; pinned ones so that they can
 * be told apart outside of their group. With short labels its number alone. Translated. */
char *bobbin_timeline_row_label       (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row);
char *bobbin_timeline_row_short_label (const BobbinTimelineLayout *layout, const BobbinTimelineRow *row);
/* Translated: "Process 2, thread 1"; where several groups have such a one, with its group's name. */
char *bobbin_timeline_full_label  (const BobbinRun *run, guint worker);
char *bobbin_timeline_core_label  (guint core);
/* Translated: "P3", "T2", "P2.1". */
void  bobbin_timeline_write_number (const BobbinRun *run, guint worker, char out_text[BOBBIN_NUMBER_BYTES]);
/* "pid 41207", "tid 41212"; "" before it is born. */
char *bobbin_timeline_lane_id     (const BobbinRun *run, guint worker);
/* Translated: "Pinned", "4 cores". */
char *bobbin_timeline_heading     (const BobbinTimelineLayout *layout);
/* Translated: over the column of shares, for workers or for cores. */
const char *bobbin_timeline_share_heading (const BobbinTimelineLayout *layout);
/* Translated: "3 lanes are hidden", "2 lanes are pinned" of a group; NULL: all are in their place. */
char *bobbin_timeline_choice_note (const BobbinTimelineLayout *layout, guint group);
/* Translated, as the sentences have them: "Process 3, pid 41209"; "5.02 s"; "asleep"; how a worker ended. */
char       *bobbin_timeline_subject      (const BobbinRun *run, guint worker);
char       *bobbin_timeline_format_time  (gint64 time_ns);
const char *bobbin_timeline_state_words  (BobbinState state);
char       *bobbin_timeline_end_sentence (const BobbinRun *run, guint worker, const char *subject);
/* Of the times per state of a sum those in which it is known what was. */
gint64      bobbin_timeline_known_ns     (const gint64 state_ns[BOBBIN_N_STATES]);
/* With a separator, translated, before all but the first. */
void        bobbin_timeline_append_item  (GString *list, const char *item);
/* Translated: why there is no lane to be seen; NULL: there is one. */
const char *bobbin_timeline_nothing_seen (const BobbinTimelineLayout *layout);

/* Share of one core that a worker had, or of a core that the workers had: over the
 * last second while it runs, over its time in view when the run is over.
 * Negative: there is none to show. */
double bobbin_timeline_lane_share (const BobbinTimelineLayout *layout, guint lane);

/* The part of a lane's row that its plot takes: whole pixels, and always some
 * ground between two lanes while they are three pixels high or more. */
void bobbin_timeline_lane_track (double y, double height, double *out_top, double *out_height);

/* Where the word of a mark at @x goes. Behind an end there is room up to the
 * word in the CPU column, beside a lane that goes on only up to its edge. */
typedef struct {
  double      x;
  BobbinAlign align;
  double      max_px;
  gboolean    on_data; /* needs a ground of its own */
} BobbinMarkPlace;

BobbinMarkPlace bobbin_timeline_place_word (const BobbinTimelineLayout *layout, BobbinEnd end, double x,
                                            double word_px, double mark_px);

void bobbin_timeline_draw_marks (const BobbinTimelineLayout *layout, cairo_t *cr, guint worker,
                                 double y, double height);
void bobbin_timeline_draw_grid  (const BobbinTimelineLayout *layout, cairo_t *cr);

G_END_DECLS
