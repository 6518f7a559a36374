/* bobbin-table-layout.h - the summary table as a picture and as text
 *
 * For figures and the terminal; the window shows the same rows in a
 * GtkColumnView. Pure. Main thread.
 */
#pragma once

#include "bobbin-summary.h"
#include "bobbin-timeline-layout.h"

G_BEGIN_DECLS

typedef struct _BobbinTableLayout BobbinTableLayout;

/* @summary: GListModel of BobbinSummaryRow. */
BobbinTableLayout *bobbin_table_layout_new (GListModel        *summary,
                                            double             width,
                                            double             height,
                                            const BobbinStyle *style) G_GNUC_WARN_UNUSED_RESULT;
void bobbin_table_layout_free (BobbinTableLayout *layout);

/* Whether every row is seen; whether each has its claim as well. */
gboolean bobbin_table_layout_shows_rows (const BobbinTableLayout *layout);
gboolean bobbin_table_layout_shows_all (const BobbinTableLayout *layout);

void  bobbin_table_layout_draw     (const BobbinTableLayout *layout, cairo_t *cr);
char *bobbin_table_layout_describe (const BobbinTableLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinTableLayout, bobbin_table_layout_free)

G_END_DECLS
