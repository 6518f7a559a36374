/* bobbin-timeline-lane.h - what a lane looks like, as pixels and as paths
 *
 * The height of a lane's track is the whole of each pixel's time:
 *
 *   ····   dots along the top: each pixel shows several slices
 *   ▒▒▒▒   empty: blocked, over a line at the foot that says why
 *   ////   hatched: ready, waiting for a core
 *   ████   solid, in the core's hue: on a core
 *
 * Lanes that are too low for heights to be seen say the share by the strength
 * of the colour. bobbin-timeline-raster.h writes lanes as pixels,
 * bobbin-timeline-lane.c as paths, for vector formats; both take the look from
 * here. Main thread.
 */
#pragma once

#include "bobbin-timeline-private.h"

G_BEGIN_DECLS

/* One stretch of a lane between two pixels, in which all of them look alike. */
typedef struct {
  double  x0, x1; /* from the plot's left edge */
  guint32 look;   /* as bobbin_history_get_looks() has it */
  guint32 other;
} BobbinTimelineColumn;

/* What @n_px pixels of @lane show from @begin_ns on. A pixel with one edge in it
 * is given whole to the slice that has most of it, so that edges are sharp;
 * one with several slices keeps their shares. */
void bobbin_timeline_looks (const BobbinHistory *history, guint lane, double begin_ns, double ns_per_px, guint n_px,
                            guint32 *out_looks, guint32 *out_others);

/* Puts pixels that look alike together, in order, and leaves out those in which
 * nothing is recorded. Appends to @columns (BobbinTimelineColumn). */
void bobbin_timeline_columns (const guint32 *looks, const guint32 *others, guint n, double px_per_cell, GArray *columns);

/* Up to this many slices in a pixel are no more than its two edges: it shows
 * the one that has most of it, so that edges are sharp. */
#define BOBBIN_MOST_UNMERGED 2u

/* Whether the pixel shows several slices, and not only the edge of one. */
static inline gboolean
bobbin_timeline_is_merged (guint32 look)
{
  return bobbin_look_n (look) > BOBBIN_MOST_UNMERGED && bobbin_look_why (look) != BOBBIN_STATE_MIXED;
}

/* Whether @n pixels look alike. */
gboolean bobbin_timeline_is_even (const guint32 *looks, const guint32 *others, guint n);

#define BOBBIN_N_STRENGTHS    6
#define BOBBIN_LEAST_WAIT_255 13 /* 5 %: less waiting is not shown where there is only strength */
gboolean    bobbin_timeline_is_hatched     (const BobbinTimelineLayout *layout, double track_px);
double      bobbin_timeline_edge_px        (const BobbinStyle *style);
BobbinColor bobbin_timeline_track_tone     (const BobbinTheme *theme);
int         bobbin_timeline_strength       (guint run_255); /* 0 … BOBBIN_N_STRENGTHS */
BobbinColor bobbin_timeline_strength_color (const BobbinTimelineLayout *layout, guint hue, int strength);

/* The line at the foot of a blocked lane is up to BOBBIN_FOOT_UNITS units of
 * bobbin_timeline_foot_px() high, from the top down; in low tracks only the
 * lowest of them. Solid: asleep, or nobody knows why. Dashed: a lock. Double: a
 * pipe. Dotted: the disk. It repeats every BOBBIN_FOOT_PERIOD_PX pixels. */
#define BOBBIN_FOOT_UNITS     3
#define BOBBIN_FOOT_PERIOD_PX 12
double   bobbin_timeline_foot_px  (const BobbinStyle *style);
int      bobbin_timeline_foot_units (const BobbinTimelineLayout *layout, double track_px);
gboolean bobbin_timeline_has_foot (BobbinState why, int unit, gint64 x_px);

/* The dots of merged slices: every other pair of pixels. */
#define BOBBIN_TICK_PERIOD_PX 4
gboolean    bobbin_timeline_has_tick   (gint64 x_px);
BobbinColor bobbin_timeline_tick_color (const BobbinTheme *theme);

/* All lanes that are seen, as paths. */
void bobbin_timeline_draw_lane_paths (const BobbinTimelineLayout *layout, cairo_t *cr);

G_END_DECLS
