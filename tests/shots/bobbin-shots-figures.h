/* bobbin-shots-figures.h - the page diagram as a figure, in states, themes and formats */
#pragma once

#include <gtk/gtk.h>

/* Whether @name begins with one of @names; every name does when there are none. */
gboolean shot_is_wanted (const char *name, char **names);

/* @sums: the figures of a process that knows sums only, else all others. */
gboolean shot_wants_memory_figures (gboolean sums, char **names);
void     shot_take_memory_figures  (GtkApplication *application, gboolean sums, const char *folder, char **names);
