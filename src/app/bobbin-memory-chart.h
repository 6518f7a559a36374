/* bobbin-memory-chart.h - what the three views of memory have in common
 *
 * A chart of cells that scrolls where it needs more height than there is, and
 * in which one moves from cell to cell: by arrows, from process to process by
 * Page Up and Page Down, or by a click. What was drawn is kept, and drawn anew
 * only when the run has been read again; outlines of what is pointed at lie
 * over it.
 *
 * Signals:
 *   "picked"  (guint process) a cell of that process was pointed at by key or click
 *   "menu"    (double x, double y) what can be done is asked for, there
 * Main thread.
 */
#pragma once

#include "bobbin-chart.h"
#include "bobbin-shapes.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_MEMORY_CHART (bobbin_memory_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (BobbinMemoryChart, bobbin_memory_chart, BOBBIN, MEMORY_CHART, BobbinChart)

/* What lies at a point of the layout. */
typedef struct {
  BobbinRect rect;
  guint      part;    /* Page Up and Page Down go from part to part: a process, a row */
  int        process; /* index into the run; -1: of none, or of more than one */
} BobbinMemoryCell;

struct _BobbinMemoryChartClass {
  BobbinChartClass parent_class;

  /* Makes the layout anew, of @run (nullable); drop() lets go of it. */
  void (*lay_out) (BobbinMemoryChart *chart, const BobbinRun *run, double width, double height,
                   const BobbinStyle *style);
  void (*drop) (BobbinMemoryChart *chart);

  /* On the layout. */
  void     (*paint)    (BobbinMemoryChart *chart, cairo_t *cr);
  gboolean (*hit)      (BobbinMemoryChart *chart, double x, double y, BobbinMemoryCell *out_cell);
  char    *(*tell)     (BobbinMemoryChart *chart); /* sentences on all of it */
  char    *(*tell_at)  (BobbinMemoryChart *chart, double x, double y); /* NULL: nothing lies there */

  /* The height in which what there is can be seen, @height or more. */
  double (*choose_height) (BobbinMemoryChart *chart, const BobbinRun *run, double width, double height,
                           const BobbinStyle *style);

  /* A number that is another one when there is something new to be seen. */
  guint64 (*get_version) (BobbinMemoryChart *chart, const BobbinRun *run);

  /* For how long what was just drawn is right though nothing new is read, in
   * ms; 0, as by default: for good. */
  guint (*get_lasting_ms) (BobbinMemoryChart *chart);
};

/* Whether the keyboard or a click points at a cell, and at which. */
gboolean bobbin_memory_chart_get_cursor (BobbinMemoryChart *chart, BobbinMemoryCell *out_cell);

/* Moves the cursor a cell on (each -1, 0, 1); to the next part where @by_part. FALSE: it
 * stays where it is. */
gboolean bobbin_memory_chart_move (BobbinMemoryChart *chart, int across, int down, gboolean by_part);

/* What is scrolled off above. */
double bobbin_memory_chart_get_scroll_px (BobbinMemoryChart *chart);

/* Mixes @value into a version. */
guint64 bobbin_memory_version_add (guint64 version, guint64 value);

G_END_DECLS
