/* bobbin-timeline-view-private.h - shared by the files of the timeline's widget
 *
 *   bobbin-timeline-view.c          the widget: frames, properties
 *   bobbin-timeline-view-size.c     how much room it asks for and takes
 *   bobbin-timeline-view-move.c     through time: span, slices, markers, range
 *   bobbin-timeline-view-lanes.c    which lanes, and which one is selected
 *   bobbin-timeline-view-actions.c  the above as actions, and their keys
 *   bobbin-timeline-view-input.c    pointer, wheel and touch
 *   bobbin-timeline-view-menu.c     the menu of a lane
 *
 * What it looks like is kept by bobbin-timeline-picture.h.
 */
#pragma once

#include "bobbin-glide.h"
#include "bobbin-timeline-picture.h"
#include "bobbin-timeline-view.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_DRAG_NONE,
  BOBBIN_DRAG_PAN,
  BOBBIN_DRAG_RANGE,
} BobbinTimelineDrag;

struct _BobbinTimelineView {
  BobbinChart            parent_instance;
  BobbinTimelinePicture *picture;
  BobbinTimelineViewport viewport;
  BobbinLaneChoice      *choice; /* NULL: no run */
  char                  *filter; /* NULL: none */
  guint                  filtering; /* source that applies it again; 0: none */
  gint64                 filtered_ns; /* when it was applied last, on the clock */
  GSimpleActionGroup    *actions;
  GtkWidget             *scrollbar;
  GtkAdjustment         *adjustment;
  GtkWidget             *menu; /* NULL: was never opened */
  int                    selected;      /* worker, -1: none */
  int                    selected_core; /* by core, -1: none */
  gboolean               follows;   /* now, and when the run is over all of it */
  gint64                 cursor_ns; /* where the keyboard is; BOBBIN_NO_TIME: nowhere */
  guint                  tick; /* 0: nothing moves */
  BobbinGlide            glide;

  BobbinTimelineDrag     drag;      /* what the pointer that is down will do, or does … */
  gboolean               drags;     /* … once it has moved */
  double                 drag_x, drag_y;
  BobbinTimeSpan         drag_span; /* as it was in the beginning, also of a pinch */
  gint64                 drag_ns;
  double                 drag_scroll_px;
};

/* Draws, and tells others that the viewport is another. */
void bobbin_timeline_view_changed (BobbinTimelineView *view);

/* bobbin-timeline-view-size.c */
void bobbin_timeline_view_measure            (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                                              int *natural, int *minimum_baseline, int *natural_baseline);
void bobbin_timeline_view_allocate_scrollbar (BobbinTimelineView *view, int width, int height);

/* bobbin-timeline-view-move.c */
void     bobbin_timeline_view_update_span   (BobbinTimelineView *view); /* goes on with time */
void     bobbin_timeline_view_set_follows   (BobbinTimelineView *view, gboolean follows);
void     bobbin_timeline_view_fit           (BobbinTimelineView *view);
void     bobbin_timeline_view_pan           (BobbinTimelineView *view, double share);
void     bobbin_timeline_view_zoom_here     (BobbinTimelineView *view, double factor);
void     bobbin_timeline_view_step_slice    (BobbinTimelineView *view, int by);
void     bobbin_timeline_view_zoom_to_slice (BobbinTimelineView *view);
void     bobbin_timeline_view_set_marker    (BobbinTimelineView *view, guint marker);
void     bobbin_timeline_view_clear_marker  (BobbinTimelineView *view, guint marker);
void     bobbin_timeline_view_range_of_markers (BobbinTimelineView *view);
/* Of range, markers, selection the first that there is. FALSE: there is none. */
gboolean bobbin_timeline_view_let_go        (BobbinTimelineView *view);
/* The point that the keyboard has moved to. FALSE: none, or out of view. */
gboolean bobbin_timeline_view_get_cursor    (BobbinTimelineView *view, double *out_x, double *out_y);

/* bobbin-timeline-view-lanes.c */
void bobbin_timeline_view_begin_run    (BobbinTimelineView *view); /* or the lack of one */
void bobbin_timeline_view_queue_filter (BobbinTimelineView *view); /* workers have other states, or ended */
void bobbin_timeline_view_set_lanes    (BobbinTimelineView *view, BobbinLanes lanes);
int  bobbin_timeline_view_get_lane     (BobbinTimelineView *view); /* selected worker or core; -1: none */
void bobbin_timeline_view_select_lane  (BobbinTimelineView *view, int lane);
void bobbin_timeline_view_step_lane    (BobbinTimelineView *view, int by);
void bobbin_timeline_view_hide         (BobbinTimelineView *view);
void bobbin_timeline_view_pin          (BobbinTimelineView *view);
void bobbin_timeline_view_show_all     (BobbinTimelineView *view);

/* bobbin-timeline-view-actions.c */
void bobbin_timeline_view_add_actions    (BobbinTimelineView *view);
void bobbin_timeline_view_update_actions (BobbinTimelineView *view);
void bobbin_timeline_view_add_bindings   (GtkWidgetClass *widget_class);

/* bobbin-timeline-view-input.c */
void bobbin_timeline_view_add_controllers (BobbinTimelineView *view);

/* bobbin-timeline-view-menu.c */
void bobbin_timeline_view_open_menu (BobbinTimelineView *view, double x, double y);

G_END_DECLS
