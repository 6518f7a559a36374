/* bobbin-core-chooser.h - which cores a group may use
 *
 * A flat button that shows the choice, "0 1 2 3" or "0-15", and opens a
 * popover: one toggle per core that this program may use, or, where they are
 * too many for that, a line of text as taskset(1) takes it. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-machine.h"

G_BEGIN_DECLS

/* With more cores than this they are typed, not toggled. */
#define BOBBIN_CORE_CHOOSER_MAX_TOGGLES 32

#define BOBBIN_TYPE_CORE_CHOOSER (bobbin_core_chooser_get_type ())
G_DECLARE_FINAL_TYPE (BobbinCoreChooser, bobbin_core_chooser, BOBBIN, CORE_CHOOSER, GtkWidget)

/* Signal "changed": the user has chosen. @machine is not kept. */
GtkWidget *bobbin_core_chooser_new (const BobbinMachine *machine);

/* The empty set stands for all cores that are allowed. Setting does not emit "changed". */
void          bobbin_core_chooser_set_cores (BobbinCoreChooser *chooser, const BobbinCoreSet *cores);
BobbinCoreSet bobbin_core_chooser_get_cores (BobbinCoreChooser *chooser);

/* What the button shows for @cores where @allowed may be used. */
char *bobbin_core_chooser_format (const BobbinCoreSet *cores, const BobbinCoreSet *allowed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
