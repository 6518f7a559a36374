/* bobbin-chart.h - what the drawn views have in common
 *
 * A chart draws the runner's run, or without a runner what a subclass is given,
 * with cairo, in the colours of the desktop's style and in the widget's font. It counts its draws, reads out what lies
 * under the pointer, and keeps its accessible description at most a second
 * old. It draws nothing while nothing new is to be seen. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-runner.h"
#include "bobbin-theme.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_CHART (bobbin_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (BobbinChart, bobbin_chart, BOBBIN, CHART, GtkWidget)

struct _BobbinChartClass {
  GtkWidgetClass parent_class;

  /* Draws the run into 0, 0, @width, @height and keeps the layout for the two below. */
  void (*draw) (BobbinChart *chart, cairo_t *cr, const BobbinStyle *style, double width,
                double height);

  /* For charts that keep parts of their picture, instead of the above: appends
   * all of it. TRUE when any of it was drawn anew. */
  gboolean (*snapshot) (BobbinChart *chart, GtkSnapshot *snapshot, const BobbinStyle *style,
                        double width, double height);

  /* The pointer is elsewhere than it was. Default: nothing. */
  void (*pointed) (BobbinChart *chart);

  /* Translated sentences on the layout that was drawn last; NULL: none was. */
  char *(*describe) (BobbinChart *chart);

  /* Translated, what lies at a point of that layout; NULL: nothing. */
  char *(*describe_at) (BobbinChart *chart, double x, double y);

  /* The run that is shown is another one: layouts of the old one must go. */
  void (*drop_layout) (BobbinChart *chart);

  /* New samples, or the end of something. Default: draws twice a second. */
  void (*refresh) (BobbinChart *chart, gboolean at_once);
};

/* Properties: "runner" (construct only, nullable), "readout" (string, nullable, read-only:
 * what lies under the pointer or is selected). */

BobbinRunner    *bobbin_chart_get_runner (BobbinChart *chart); /* nullable */
const BobbinRun *bobbin_chart_get_run    (BobbinChart *chart); /* nullable */

/* Colours and sizes for this widget as it is now. */
BobbinStyle bobbin_chart_get_style (BobbinChart *chart);

/* The same for any widget that draws itself. */
BobbinStyle bobbin_chart_make_style (GtkWidget *widget);

/* For subclasses: what is to be shown is something else. */
void bobbin_chart_drop_layout (BobbinChart *chart);

/* Where the pointer is; FALSE: not here, or something else was pointed at since
 * (see bobbin_chart_read_out()). */
gboolean bobbin_chart_get_pointer (BobbinChart *chart, double *out_x, double *out_y);

/* For subclasses: whether what is drawn is so old that new samples count. */
gboolean bobbin_chart_is_due (BobbinChart *chart);

/* How often it was drawn since it was made. */
guint64 bobbin_chart_get_n_draws (BobbinChart *chart);

const char *bobbin_chart_get_readout (BobbinChart *chart); /* nullable */

/* For subclasses: what to read out while the pointer is elsewhere. */
void bobbin_chart_set_resting_readout (BobbinChart *chart, const char *text);

/* For subclasses: the keyboard has pointed at what @text (nullable) says. It is
 * read out until the pointer moves again, and is the description until then. */
void bobbin_chart_read_out (BobbinChart *chart, const char *text);

/* The theme that goes with the desktop's style. */
BobbinThemeId bobbin_chart_choose_theme (void);

G_END_DECLS
