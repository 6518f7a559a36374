/* bobbin-shots-plots.h - the figures of experiments
 *
 * Of made-up outcomes, so that they are the same whatever machine takes them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes those whose names begin with one of @names to @folder; all where there are none. */
void shot_take_plots (const char *folder, char **names);

G_END_DECLS
