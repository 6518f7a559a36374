/* bobbin-timeline-overlay.h - what the parts of the overlay share
 *
 * Words of the overlay stand on plates, called flags, in rows: the first is the
 * axis, the others lie below it over the top of the lanes. A flag takes the first of
 * the places it may have that is still free, so that no two lie on each other.
 */
#pragma once

#include "bobbin-timeline-private.h"

G_BEGIN_DECLS

#define BOBBIN_MOST_FLAGS 8u

typedef struct {
  const BobbinTimelineLayout *layout;
  cairo_t                    *cr;
  BobbinRect                  placed[BOBBIN_MOST_FLAGS];
  guint                       n_placed;
} BobbinTimelineFlags;

typedef enum {
  BOBBIN_FLAG_PLAIN,  /* dark on light */
  BOBBIN_FLAG_STRONG, /* light on dark, bold: a marker's letter */
} BobbinFlagLook;

double bobbin_timeline_flag_width (const BobbinTimelineLayout *layout, BobbinFlagLook look, const char *text);

/* A place of @width_px whose left edge is one of @xs, moved in as far as the edges
 * of the picture ask for, in the first row from @first_row on that has one free.
 * Is taken from then on. Where all is full, the first of @xs in the last row. */
BobbinRect bobbin_timeline_flags_place (BobbinTimelineFlags *flags, double width_px, const double *xs, guint n_xs,
                                        guint first_row);

/* The place on the axis centred on @x, free or not; is taken from then on. */
BobbinRect bobbin_timeline_flags_take_on_axis (BobbinTimelineFlags *flags, double width_px, double x);

/* Whether no flag stands on the axis between @x0 and @x1. */
gboolean bobbin_timeline_flags_leave_free (const BobbinTimelineFlags *flags, double x0, double x1);

/* @points: -1 or 1: the flag's left or right end is an arrow, to something out of view. */
void bobbin_timeline_flag_draw (const BobbinTimelineFlags *flags, BobbinRect place, BobbinFlagLook look, int points,
                                const char *text);

/* A line over the lanes, with a rim of the ground so that it is seen on every hue. */
void bobbin_timeline_overlay_line (const BobbinTimelineFlags *flags, double x, double alpha);

/* The words of the axis where no flag stands, so after all flags are placed. */
void bobbin_timeline_draw_axis    (const BobbinTimelineFlags *flags);
void bobbin_timeline_draw_markers (BobbinTimelineFlags *flags);
void bobbin_timeline_draw_moves   (const BobbinTimelineLayout *layout, cairo_t *cr);

/* Translated: where the markers stand; NULL: none is set. */
char *bobbin_timeline_describe_marks (const BobbinTimelineLayout *layout);

G_END_DECLS
