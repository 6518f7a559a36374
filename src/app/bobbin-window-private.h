/* bobbin-window-private.h - shared by the window's files */
#pragma once

#include "bobbin-experiment-list.h"
#include "bobbin-window.h"

G_BEGIN_DECLS

struct _BobbinWindow {
  AdwApplicationWindow parent_instance;

  BobbinPlan   *plan;
  BobbinRunner *runner;
  BobbinLab    *lab;
  GStrv         waiting;    /* to be measured when the run has stopped; NULL: nothing */
  GListStore   *summary;
  GSettings    *settings;   /* NULL: no schema is installed */
  BobbinPlan   *undo;       /* what the plan was before the last change that can be undone */
  char         *message;    /* of the last toast */
  GFile        *export_folder; /* of the last figure; NULL: none yet */
  gint64        refreshed_ns; /* bobbin_clock_ns() */

  AdwToastOverlay   *toasts;
  AdwWindowTitle    *title;
  GtkButton         *run_button;
  GtkLabel          *freeze_label;
  GtkLabel          *export_label;
  GtkRevealer       *restart_revealer;
  AdwFlap           *flap;
  BobbinGroupsPanel *panel;
  GtkStack          *content; /* board or page */
  BobbinBoard       *board;
  BobbinExperimentPage *experiment_page;
  BobbinStatusLine  *status;

  GtkWidget *timeline_header; /* controls of the chart */
  GtkWidget *timeline_stack; /* chart or table */
  GtkWidget *timeline_pane;
  GtkWidget *timeline;
  GtkWidget *workers;
  GtkWidget *memory_card;
  GtkWidget *memory_pane;
  GtkWidget *memory_header;
  GtkWidget *summary_card;
  GtkWidget *summary_pane;
  GtkWidget *experiment_list;
};

/* bobbin-window-actions.c */
void bobbin_window_add_actions    (BobbinWindow *window);
void bobbin_window_update_actions (BobbinWindow *window);
/* Keeps what the plan is, so that a toast with Undo can bring it back. */
void bobbin_window_keep_for_undo (BobbinWindow *window);
void bobbin_window_offer_undo    (BobbinWindow *window, const char *text);

/* bobbin-window-export.c */
void bobbin_window_ask_export  (BobbinWindow *window, BobbinFigureId id);
void bobbin_window_copy_figure (BobbinWindow *window, BobbinFigureId id);

/* bobbin-window-lab.c */
void     bobbin_window_add_lab      (BobbinWindow *window);
void     bobbin_window_update_lab   (BobbinWindow *window);
gboolean bobbin_window_has_outcomes (BobbinWindow *window);
/* Ends whatever is measured or waits to be. */
void     bobbin_window_stop_measuring (BobbinWindow *window);

/* bobbin-window-title.c: "Crash one worker: 8 workers, 00:42" */
char *bobbin_window_describe_run (BobbinRunner *runner) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
