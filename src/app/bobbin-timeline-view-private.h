/* bobbin-timeline-view-private.h - shared by drawing and input of the timeline */
#pragma once

#include "bobbin-glide.h"
#include "bobbin-timeline-view.h"

G_BEGIN_DECLS

struct _BobbinTimelineView {
  BobbinChart            parent_instance;
  BobbinTimelineLayout  *layout; /* as drawn last; NULL: none of this run */
  BobbinTimelineViewport viewport;
  GtkWidget             *scrollbar;
  GtkAdjustment         *adjustment;
  GtkWidget             *menu; /* NULL: was never opened */
  int                    selected;
  guint                  tick; /* 0: nothing moves */
  BobbinGlide            glide;
};

void bobbin_timeline_view_add_bindings    (GtkWidgetClass *widget_class);
void bobbin_timeline_view_add_controllers (BobbinTimelineView *view);

G_END_DECLS
