/* bobbin-status-line.h - what is under the pointer, and what looking costs
 *
 * At the left the readout, or the machine while there is none; at the right how
 * busy the machine is, what Bobbin itself takes of it, and warnings. Refreshed
 * once a second. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-runner.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_STATUS_LINE (bobbin_status_line_get_type ())
G_DECLARE_FINAL_TYPE (BobbinStatusLine, bobbin_status_line, BOBBIN, STATUS_LINE, GtkWidget)

void bobbin_status_line_set_runner  (BobbinStatusLine *line, BobbinRunner *runner);
void bobbin_status_line_set_readout (BobbinStatusLine *line, const char *readout); /* nullable */

/* For tests: the texts that are shown; "" where there is none. */
const char *bobbin_status_line_get_left     (BobbinStatusLine *line);
const char *bobbin_status_line_get_own_cost (BobbinStatusLine *line);

G_END_DECLS
