/* bobbin-experiment-list.h - all experiments, each with the sign of its verdict
 *
 * Choosing one activates "win.show-experiment". Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-lab.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_EXPERIMENT_LIST (bobbin_experiment_list_get_type ())
G_DECLARE_FINAL_TYPE (BobbinExperimentList, bobbin_experiment_list, BOBBIN, EXPERIMENT_LIST, GtkWidget)

GtkWidget *bobbin_experiment_list_new (BobbinLab *lab);

/* Marks the one that is open; NULL: none. */
void bobbin_experiment_list_set_shown (BobbinExperimentList *list, const BobbinExperiment *experiment);

G_END_DECLS
