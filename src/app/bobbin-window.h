/* bobbin-window.h - the main window
 *
 * Header, groups at the left, the board, the status line; actions join them to
 * a plan and a runner of its own. Closing it ends its workers. Main thread.
 *
 * Actions of prefix "win": toggle-run, restart, freeze (b), crash-worker (u),
 * crash-group (s: name), add-group (s: kind), duplicate-group (u), remove-group (u),
 * export (s: figure), copy-figure (s: figure), sidebar (b), workers-table (b),
 * fullscreen (b), show-page (u: BobbinPage), escape; of the lab: measure (s: id),
 * measure-shown, toggle-measuring, show-experiment (s: id), step-experiment (i),
 * show-board, export-experiment, copy-experiment. "b" are stateful.
 *
 * What runs and what is measured would disturb each other: starting one stops the
 * other, which a toast says.
 */
#pragma once

#include <adwaita.h>

#include "bobbin-board.h"
#include "bobbin-experiment-page.h"
#include "bobbin-figure.h"
#include "bobbin-groups-panel.h"
#include "bobbin-memory-header.h"
#include "bobbin-status-line.h"
#include "bobbin-timeline-pane.h"
#include "bobbin-worker-table.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_WINDOW (bobbin_window_get_type ())
G_DECLARE_FINAL_TYPE (BobbinWindow, bobbin_window, BOBBIN, WINDOW, AdwApplicationWindow)

/* @machine is copied. */
BobbinWindow *bobbin_window_new (AdwApplication *application, const BobbinMachine *machine);

/* Loads @scenario and, with @start, starts it. */
void bobbin_window_load_scenario (BobbinWindow *window, const BobbinScenario *scenario, gboolean start);

/* As the button does. FALSE: it could not be, and a toast says why. */
gboolean bobbin_window_start (BobbinWindow *window);
void     bobbin_window_stop  (BobbinWindow *window);

/* Opens the page of @experiment; NULL: the board. */
void bobbin_window_show_experiment (BobbinWindow *window, const BobbinExperiment *experiment);
/* The one that is open; NULL: the board is. */
const BobbinExperiment *bobbin_window_get_shown_experiment (BobbinWindow *window);

/* Writes the figure as the dialog would, and says in a toast how it went. FALSE
 * with BOBBIN_ERROR_FAILED when it could not be written. */
gboolean bobbin_window_export_figure (BobbinWindow *window, BobbinFigureId id, GFile *file, GError **error);

/* Says @text in a toast. */
void bobbin_window_say (BobbinWindow *window, const char *text);

/* The parts, for tests and screenshots (transfer none). */
BobbinRunner       *bobbin_window_get_runner        (BobbinWindow *window);
BobbinGroupsPanel  *bobbin_window_get_panel         (BobbinWindow *window);
BobbinBoard        *bobbin_window_get_board         (BobbinWindow *window);
BobbinTimelineView *bobbin_window_get_timeline      (BobbinWindow *window);
BobbinTimelinePane *bobbin_window_get_timeline_pane (BobbinWindow *window);
BobbinMemoryView   *bobbin_window_get_memory        (BobbinWindow *window);
BobbinMemoryPane   *bobbin_window_get_memory_pane   (BobbinWindow *window);
BobbinMemoryHeader *bobbin_window_get_memory_header (BobbinWindow *window);
BobbinWorkerTable  *bobbin_window_get_workers       (BobbinWindow *window);
BobbinStatusLine   *bobbin_window_get_status        (BobbinWindow *window);
GListModel         *bobbin_window_get_summary       (BobbinWindow *window);
BobbinLab          *bobbin_window_get_lab           (BobbinWindow *window);
BobbinExperimentPage *bobbin_window_get_experiment_page (BobbinWindow *window);
const char         *bobbin_window_get_subtitle      (BobbinWindow *window);
gboolean            bobbin_window_shows_restart     (BobbinWindow *window);
const char         *bobbin_window_get_last_message  (BobbinWindow *window); /* nullable */

G_END_DECLS
