/* bobbin-memory-pane-private.h - shared by the pane's files */
#pragma once

#include "bobbin-memory-pane.h"

G_BEGIN_DECLS

struct _BobbinMemoryPane {
  GtkWidget           parent_instance;
  BobbinTimelineView *timeline; /* weak */
  BobbinRunner       *runner;
  GSimpleActionGroup *actions;
  GtkWidget          *stack;
  GtkWidget          *charts[BOBBIN_N_MEMORY_PAGES];
  GtkWidget          *chooser_row;
  GtkWidget          *chooser;
  GtkWidget          *menu;   /* NULL: never opened */
  BobbinMemoryPage    page;
  int                 picked;   /* worker; -1: none */
  int                 selected; /* in the timeline, as last seen */
  double              shares[BOBBIN_MAX_GROUPS]; /* of its pages, that a group of work memory was told to write last */
  guint               n_listed; /* processes in the chooser */
  gboolean            is_listing; /* the chooser changes by itself */
};

/* NULL: nothing was ever started. Not what is frozen: what is done is done now. */
const BobbinRun *bobbin_memory_pane_get_live_run (BobbinMemoryPane *pane);

/* bobbin-memory-pane-actions.c */
void bobbin_memory_pane_add_actions    (BobbinMemoryPane *pane);
void bobbin_memory_pane_note_shares    (BobbinMemoryPane *pane); /* of another run, as its groups have them */
void bobbin_memory_pane_update_actions (BobbinMemoryPane *pane);
void bobbin_memory_pane_add_bindings   (GtkWidgetClass *widget_class);
void bobbin_memory_pane_refuse         (BobbinMemoryPane *pane, const char *sentence);

/* bobbin-memory-pane-watch.c */
void bobbin_memory_pane_build_chooser  (BobbinMemoryPane *pane);
void bobbin_memory_pane_update_chooser (BobbinMemoryPane *pane, gboolean is_other_run);
void bobbin_memory_pane_update_watch   (BobbinMemoryPane *pane);

G_END_DECLS
