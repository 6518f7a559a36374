/* bobbin-debug-info.h - what a bug report needs to know. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-machine.h"

G_BEGIN_DECLS

/* Lines of versions, display, renderer and machine, in English. @window may be
 * NULL: then the renderer is left out. */
char *bobbin_debug_info_collect (GtkWindow *window, const BobbinMachine *machine) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
