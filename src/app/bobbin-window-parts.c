/* bobbin-window-parts.c - what tests and screenshots may look at */
#include "config.h"

#include "bobbin-window-private.h"

BobbinRunner *
bobbin_window_get_runner (BobbinWindow *window)
{
  return window->runner;
}

BobbinGroupsPanel *
bobbin_window_get_panel (BobbinWindow *window)
{
  return window->panel;
}

BobbinBoard *
bobbin_window_get_board (BobbinWindow *window)
{
  return window->board;
}

BobbinTimelineView *
bobbin_window_get_timeline (BobbinWindow *window)
{
  return BOBBIN_TIMELINE_VIEW (window->timeline);
}

BobbinTimelinePane *
bobbin_window_get_timeline_pane (BobbinWindow *window)
{
  return BOBBIN_TIMELINE_PANE (window->timeline_pane);
}

BobbinMemoryView *
bobbin_window_get_memory (BobbinWindow *window)
{
  return BOBBIN_MEMORY_VIEW (bobbin_memory_pane_get_chart (bobbin_window_get_memory_pane (window),
                                                           BOBBIN_MEMORY_PAGES));
}

BobbinMemoryPane *
bobbin_window_get_memory_pane (BobbinWindow *window)
{
  return BOBBIN_MEMORY_PANE (window->memory_pane);
}

BobbinMemoryHeader *
bobbin_window_get_memory_header (BobbinWindow *window)
{
  return BOBBIN_MEMORY_HEADER (window->memory_header);
}

BobbinWorkerTable *
bobbin_window_get_workers (BobbinWindow *window)
{
  return BOBBIN_WORKER_TABLE (window->workers);
}

BobbinStatusLine *
bobbin_window_get_status (BobbinWindow *window)
{
  return window->status;
}

GListModel *
bobbin_window_get_summary (BobbinWindow *window)
{
  return G_LIST_MODEL (window->summary);
}

BobbinLab *
bobbin_window_get_lab (BobbinWindow *window)
{
  return window->lab;
}

BobbinExperimentPage *
bobbin_window_get_experiment_page (BobbinWindow *window)
{
  return window->experiment_page;
}

const char *
bobbin_window_get_subtitle (BobbinWindow *window)
{
  return adw_window_title_get_subtitle (window->title);
}

gboolean
bobbin_window_shows_restart (BobbinWindow *window)
{
  return gtk_revealer_get_reveal_child (window->restart_revealer);
}

const char *
bobbin_window_get_last_message (BobbinWindow *window)
{
  return window->message;
}
