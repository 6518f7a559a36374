/* bobbin-timeline-view-size.c - how much room the timeline asks for and takes */
#include "config.h"

#include <math.h>

#include "bobbin-timeline-view-private.h"

/* In text sizes. */
#define MINIMUM_WIDTH  20.0
#define NATURAL_WIDTH  60.0
#define MINIMUM_HEIGHT 10.0

/* About what the layout takes for legend and axis, a group's head, a lane. */
#define TOP_EMS   4.0
#define GROUP_EMS 2.5
#define LANE_EMS  2.0

/* What a run of the plan will ask for, so that nothing moves when it starts. */
static double
guess_planned_height (BobbinTimelineView *view, const BobbinStyle *style)
{
  BobbinPlan *plan = bobbin_runner_get_plan (bobbin_chart_get_runner (BOBBIN_CHART (view)));
  double lanes = LANE_EMS * bobbin_plan_get_n_workers (plan);
  double groups = GROUP_EMS * bobbin_plan_get_n_groups (plan);

  return style->text_px * (TOP_EMS + groups + lanes);
}

/* The same for workers' and for cores' lanes: going from one to the other moves
 * nothing around it. */
static double
get_natural_height (BobbinTimelineView *view, const BobbinRun *run, const BobbinStyle *style)
{
  BobbinTimelineViewport workers = view->viewport, cores = view->viewport;

  workers.lanes = BOBBIN_LANES_WORKERS;
  cores.lanes = BOBBIN_LANES_CORES;
  return MAX (bobbin_timeline_layout_natural_height (run, &workers, style),
              bobbin_timeline_layout_natural_height (run, &cores, style));
}

void
bobbin_timeline_view_measure (GtkWidget     *widget,
                              GtkOrientation orientation,
                              int            for_size,
                              int           *minimum,
                              int           *natural,
                              int           *minimum_baseline,
                              int           *natural_baseline)
{
  BobbinStyle style = bobbin_chart_get_style (BOBBIN_CHART (widget));
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (widget));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) (style.text_px * MINIMUM_WIDTH);
      *natural = (int) (style.text_px * NATURAL_WIDTH);
      return;
    }
  *minimum = (int) (style.text_px * MINIMUM_HEIGHT);
  if (run != NULL)
    *natural = (int) ceil (get_natural_height (BOBBIN_TIMELINE_VIEW (widget), run, &style));
  else
    *natural = (int) ceil (guess_planned_height (BOBBIN_TIMELINE_VIEW (widget), &style));
  *natural = MAX (*minimum, *natural);
}

/* What the lanes need at this size decides on the scroll bar; it is asked of a
 * layout, so that there is one opinion on it. */
void
bobbin_timeline_view_allocate_scrollbar (BobbinTimelineView *view, int width, int height)
{
  BobbinStyle style = bobbin_chart_get_style (BOBBIN_CHART (view));
  BobbinTimelineViewport viewport = view->viewport;
  g_autoptr (BobbinTimelineLayout) layout = NULL;
  int bar_width;
  double content;
  BobbinRect lanes;

  viewport.scroll_y_px = 0.0;
  layout = bobbin_timeline_layout_new (bobbin_chart_get_run (BOBBIN_CHART (view)), &viewport, width,
                                       height, &style);
  content = bobbin_timeline_layout_get_content_height (layout);
  lanes = bobbin_timeline_layout_get_lanes_rect (layout);

  /* Before the bar is given its place, which depends on it. */
  gtk_adjustment_configure (view->adjustment,
                            MIN (gtk_adjustment_get_value (view->adjustment),
                                 MAX (content - lanes.height, 0.0)),
                            0.0, MAX (content, lanes.height), style.text_px * 2.0,
                            lanes.height * 0.9, lanes.height);
  gtk_widget_measure (view->scrollbar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &bar_width, NULL, NULL);
  gtk_widget_set_child_visible (view->scrollbar, content > lanes.height + 1.0);
  gtk_widget_size_allocate (view->scrollbar,
                            &(GtkAllocation) { width - bar_width, (int) lanes.y, bar_width,
                                               MAX ((int) lanes.height, 1) },
                            -1);
}
