/* bobbin-regions-layout.h - the whole address space of one process, as labelled bands
 *
 * What run->regions knows, the highest address at the top as textbooks have it.
 * The height of a band grows with the logarithm of its size, so that 8 KiB can
 * be read beside 8 MiB; inside it, to scale, what of it is in memory: the
 * process's own part solid, the shared part dotted, the rest empty. Numbers and
 * addresses stand beside. Pure, like the timeline's layout. Main thread.
 */
#pragma once

#include "bobbin-run.h"
#include "bobbin-shapes.h"

G_BEGIN_DECLS

typedef struct _BobbinRegionsLayout BobbinRegionsLayout;

/* @run (nullable) has to outlive the layout and keep its regions meanwhile. */
BobbinRegionsLayout *bobbin_regions_layout_new (const BobbinRun   *run,
                                                double             width,
                                                double             height,
                                                const BobbinStyle *style) G_GNUC_WARN_UNUSED_RESULT;
void bobbin_regions_layout_free (BobbinRegionsLayout *layout);

/* Bands that have no place in the picture. */
guint bobbin_regions_layout_get_n_hidden (const BobbinRegionsLayout *layout);

void bobbin_regions_layout_draw (const BobbinRegionsLayout *layout, cairo_t *cr);

/* Which band of run->regions lies there, and where; both outs (nullable). */
gboolean bobbin_regions_layout_hit (const BobbinRegionsLayout *layout, double x, double y, guint *out_band,
                                    BobbinRect *out_rect);

/* Translated, what lies at a point; NULL: nothing. */
char *bobbin_regions_layout_describe_at (const BobbinRegionsLayout *layout, double x, double y) G_GNUC_WARN_UNUSED_RESULT;
char *bobbin_regions_layout_describe    (const BobbinRegionsLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

/* Heights in which all is seen well, and in which something is still seen. */
double bobbin_regions_layout_natural_height (const BobbinRun *run, const BobbinStyle *style);
double bobbin_regions_layout_minimum_height (const BobbinStyle *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinRegionsLayout, bobbin_regions_layout_free)

G_END_DECLS
