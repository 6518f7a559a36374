/* bobbin-kinship-layout.h - who shares what with whom, as a matrix
 *
 * Workers against workers, in the order of the run, the parent last; what is
 * known is run->kinship. A pair has four marks, each with a form and a place of
 * its own: address space, open files, directory, signal handlers. The more a
 * pair shares the fuller is its square, so that a pair that shares nothing is
 * an empty one. Boxes along both axes say which group a worker is of. Pure, like
 * the timeline's layout. Main thread.
 */
#pragma once

#include "bobbin-run.h"
#include "bobbin-shapes.h"

G_BEGIN_DECLS

typedef struct _BobbinKinshipLayout BobbinKinshipLayout;

/* @run (nullable) has to outlive the layout and keep its kinship meanwhile. */
BobbinKinshipLayout *bobbin_kinship_layout_new (const BobbinRun   *run,
                                                double             width,
                                                double             height,
                                                const BobbinStyle *style) G_GNUC_WARN_UNUSED_RESULT;
void bobbin_kinship_layout_free (BobbinKinshipLayout *layout);

void bobbin_kinship_layout_draw (const BobbinKinshipLayout *layout, cairo_t *cr);

/* Which two tasks (indices into run->kinship.tasks) meet there; outs (nullable). */
gboolean bobbin_kinship_layout_hit (const BobbinKinshipLayout *layout, double x, double y, guint *out_row,
                                    guint *out_column, BobbinRect *out_rect);

/* Translated, what lies at a point; NULL: nothing. */
char *bobbin_kinship_layout_describe_at (const BobbinKinshipLayout *layout, double x, double y) G_GNUC_WARN_UNUSED_RESULT;
char *bobbin_kinship_layout_describe    (const BobbinKinshipLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

/* Heights in which all is seen well, and in which something is still seen. */
double bobbin_kinship_layout_natural_height (const BobbinRun *run, const BobbinStyle *style);
double bobbin_kinship_layout_minimum_height (const BobbinStyle *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinKinshipLayout, bobbin_kinship_layout_free)

G_END_DECLS
