/* bobbin-kinship-view.h - who shares what with whom
 *
 * Draws bobbin_kinship_layout of the runner's run. Main thread.
 */
#pragma once

#include "bobbin-memory-chart.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_KINSHIP_VIEW (bobbin_kinship_view_get_type ())
G_DECLARE_FINAL_TYPE (BobbinKinshipView, bobbin_kinship_view, BOBBIN, KINSHIP_VIEW, BobbinMemoryChart)

GtkWidget *bobbin_kinship_view_new (BobbinRunner *runner);

G_END_DECLS
