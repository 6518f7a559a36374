/* bobbin-plot-cursor.h - the things of a plot, one after the other
 *
 * What the mouse can point at in a layout, from left to right, so that the
 * keyboard can go through it. Main thread.
 */
#pragma once

#include "bobbin-plot-layout.h"

G_BEGIN_DECLS

typedef struct _BobbinPlotCursor BobbinPlotCursor;

typedef enum {
  BOBBIN_PLOT_STEP_FIRST,
  BOBBIN_PLOT_STEP_LAST,
  BOBBIN_PLOT_STEP_LEFT,
  BOBBIN_PLOT_STEP_RIGHT,
  BOBBIN_PLOT_STEP_UP,
  BOBBIN_PLOT_STEP_DOWN,
} BobbinPlotStep;

/* Asks @layout, which is not kept. */
BobbinPlotCursor *bobbin_plot_cursor_new  (const BobbinPlotLayout *layout) G_GNUC_WARN_UNUSED_RESULT;
void              bobbin_plot_cursor_free (BobbinPlotCursor *cursor);

/* To the nearest thing in that direction; the first step goes to the first one.
 * FALSE, and nothing moved: there is none. */
gboolean bobbin_plot_cursor_step (BobbinPlotCursor *cursor, BobbinPlotStep step);

/* What it is at; NULL before the first step. */
const char *bobbin_plot_cursor_get_text (BobbinPlotCursor *cursor);
/* Where that is; empty before the first step. */
BobbinRect  bobbin_plot_cursor_get_rect (BobbinPlotCursor *cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinPlotCursor, bobbin_plot_cursor_free)

G_END_DECLS
