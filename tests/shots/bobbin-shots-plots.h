/* bobbin-shots-plots.h - the figures of experiments
 *
 * Of made-up outcomes, so that they are the same whatever machine takes them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gboolean (*ShotIsWanted) (const char *name, char **names);

/* Writes those of which @is_wanted with @names to @folder. */
void shot_take_plots (const char *folder, ShotIsWanted is_wanted, char **names);

G_END_DECLS
