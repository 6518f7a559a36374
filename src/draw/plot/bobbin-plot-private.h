/* bobbin-plot-private.h - what the kinds of plots share
 *
 * A kind is four functions over one layout. Laying out places all words, so
 * that they can be kept apart and tested, and the places that tell something
 * when they are pointed at; drawing adds lines and marks. From top to bottom:
 * a legend (only where words do not fit beside what they name), the plot with
 * its axes, the note.
 */
#pragma once

#include "bobbin-legend.h"
#include "bobbin-plot-layout.h"
#include "bobbin-plot-marks.h"
#include "bobbin-plot-scale.h"

G_BEGIN_DECLS

/* Words in their place. */
typedef struct {
  BobbinFont  font;
  BobbinColor color;
  double      x, baseline_y;
  BobbinRect  rect; /* that they cover */
  char       *text;
  gboolean    on_data;  /* on a ground of the card's colour */
} BobbinPlotText;

/* A place that tells something. */
typedef struct {
  BobbinRect rect;
  guint      a, b; /* what it is, as the kind numbers it */
} BobbinPlotHit;

typedef struct {
  void  (*lay_out)  (BobbinPlotLayout *layout);
  void  (*draw)     (const BobbinPlotLayout *layout, cairo_t *cr);
  void  (*describe) (const BobbinPlotLayout *layout, GString *text);
  char *(*tell)     (const BobbinPlotLayout *layout, const BobbinPlotHit *hit);
} BobbinPlotKindClass;

struct _BobbinPlotLayout {
  const BobbinPlot          *plot;
  const BobbinPlotKindClass *kind;
  BobbinStyle                style;
  double                     width, height;
  BobbinRect                 room;  /* what legend and note leave */
  BobbinRect                 rect;  /* the plot itself, within its axes */
  BobbinPlotScale            x, y;  /* along rect; of kinds that have no such axis unset */
  GArray                    *x_ticks, *y_ticks; /* (nullable) BobbinPlotTick */
  BobbinLegend              *legend; /* (nullable) */
  BobbinRect                 legend_rect;
  GArray                    *texts; /* BobbinPlotText */
  GArray                    *hits;  /* BobbinPlotHit */
  gpointer                   own;   /* (nullable) the kind's */
  GDestroyNotify             free_own;
};

extern const BobbinPlotKindClass bobbin_plot_curves, bobbin_plot_dots, bobbin_plot_distribution, bobbin_plot_strips,
  bobbin_plot_matrix, bobbin_plot_graph;

/* ---- Words ---- */

/* Places @text as bobbin_text_draw() would draw it; nothing for NULL and "". */
void bobbin_plot_add_text (BobbinPlotLayout *layout, BobbinFont font, BobbinColor color, double x, double baseline_y,
                           const char *text);
/* The same with the middle of all its lines at @center_y. */
void bobbin_plot_add_text_at (BobbinPlotLayout *layout, BobbinFont font, BobbinColor color, double x, double center_y,
                              const char *text);
BobbinRect bobbin_plot_text_rect (const BobbinStyle *style, BobbinFont font, double x, double baseline_y, const char *text);
gboolean   bobbin_plot_rects_meet (BobbinRect a, BobbinRect b);
/* Whether @rect meets no words that are placed already. */
gboolean   bobbin_plot_is_free (const BobbinPlotLayout *layout, BobbinRect rect);
void bobbin_plot_add_hit (BobbinPlotLayout *layout, BobbinRect rect, guint a, guint b);

/* The size of an axis's numbers and of the names of rows: 4.4 % of a projected picture. */
double bobbin_plot_axis_px (const BobbinStyle *style);
double bobbin_plot_marker_px (const BobbinStyle *style);

/* ---- Axes ---- */

/* The axis of values of kinds that have rows: y, or x where only that one has a title. */
const BobbinPlotAxis *bobbin_plot_value_axis (const BobbinPlot *plot);

/* Places an x axis under layout->rect, whose scale is layout->x: numbers and
 * title, within @left … @right. Its height is known before. */
double bobbin_plot_x_axis_height (const BobbinPlotLayout *layout, const BobbinPlotAxis *axis);
void   bobbin_plot_add_x_axis    (BobbinPlotLayout *layout, const BobbinPlotAxis *axis, double left, double right);
/* With these ticks rather than round ones (nullable; taken over). */
void   bobbin_plot_add_x_axis_at (BobbinPlotLayout *layout, const BobbinPlotAxis *axis, GArray *ticks, double left, double right);
/* The width that the numbers of a y axis take, with its scale over @height. */
double bobbin_plot_y_axis_width  (const BobbinPlotLayout *layout, BobbinPlotScale scale);
void   bobbin_plot_add_y_axis    (BobbinPlotLayout *layout);
void   bobbin_plot_draw_axes     (const BobbinPlotLayout *layout, cairo_t *cr);
/* A title above the rect of the plot, at its left. Returns the height it takes. */
double bobbin_plot_y_title_height (const BobbinPlotLayout *layout);
void   bobbin_plot_add_y_title    (BobbinPlotLayout *layout, double center_y);

/* ---- Series ---- */

const BobbinPlotSeries *bobbin_plot_get_series (const BobbinPlot *plot, guint i);
guint bobbin_plot_count_points (const BobbinPlot *plot);
/* Adds a legend of all series at the top of layout->room, which it shortens. */
void bobbin_plot_add_legend (BobbinPlotLayout *layout, gboolean with_lines);

/* ---- Sentences ---- */

/* Translated: "185 µs", "185 µs, quartiles 180 µs to 192 µs". */
char *bobbin_plot_value_text (BobbinQuantity quantity, double value, double p25, double p75) G_GNUC_WARN_UNUSED_RESULT;
/* Behind what is there already, with a space between. */
void  bobbin_plot_append (GString *text, const char *sentence);
/* Translated, takes @sentence over. */
void  bobbin_plot_append_take (GString *text, char *sentence);

G_END_DECLS
