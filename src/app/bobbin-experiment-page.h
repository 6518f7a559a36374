/* bobbin-experiment-page.h - one experiment: its figure, its answer, its C
 *
 * Follows the lab: invites to measure, shows what was measured, or says what
 * this machine lacks. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-experiment-view.h"
#include "bobbin-lab.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_EXPERIMENT_PAGE (bobbin_experiment_page_get_type ())
G_DECLARE_FINAL_TYPE (BobbinExperimentPage, bobbin_experiment_page, BOBBIN, EXPERIMENT_PAGE, GtkWidget)

/* Call it once. */
void bobbin_experiment_page_set_lab (BobbinExperimentPage *page, BobbinLab *lab);

void                    bobbin_experiment_page_show (BobbinExperimentPage *page, const BobbinExperiment *experiment);
const BobbinExperiment *bobbin_experiment_page_get_experiment (BobbinExperimentPage *page); /* nullable */

/* What it shows of the lab; NULL: not measured. */
const BobbinOutcome *bobbin_experiment_page_get_outcome (BobbinExperimentPage *page);

BobbinExperimentView *bobbin_experiment_page_get_view (BobbinExperimentPage *page);

G_END_DECLS
